//! A body sent to the API. All that is tried is tried in one municipality.

#![no_main]

use stadga_fuzz::Town;

thread_local! {
    static TOWN: Town = Town::default();
}

libfuzzer_sys::fuzz_target!(|text: &str| {
    TOWN.with(|town| stadga_fuzz::body(town, text));
});
