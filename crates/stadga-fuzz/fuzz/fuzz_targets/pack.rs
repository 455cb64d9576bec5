//! A file of a pack.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    stadga_fuzz::pack(text);
});
