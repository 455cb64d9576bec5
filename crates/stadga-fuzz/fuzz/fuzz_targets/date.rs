//! A day somebody typed.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    stadga_fuzz::date(text);
});
