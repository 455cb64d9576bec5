//! A scenario.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    stadga_fuzz::case_file(text);
});
