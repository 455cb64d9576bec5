//! A personal number.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    stadga_fuzz::number(text);
});
