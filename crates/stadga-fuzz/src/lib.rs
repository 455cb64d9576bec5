//! For tests only: what may come in from outside, and what must hold whatever it is.
//!
//! A target takes a text and panics when something gives way. Each has a corpus, written by hand: what people, editors
//! and other programs may come up with. The tests of every run read all of it, and as many again with something
//! spoiled; `cargo xtask trust` asks for many more. `fuzz/` lets `cargo fuzz` go on from there, by the code's own
//! branches.

mod pure;
#[cfg(feature = "town")]
mod town;

pub use pure::{case_file, date, number, pack};
#[cfg(feature = "town")]
pub use town::{Town, body, roster};

use std::path::{Path, PathBuf};

/// Where a target's corpus lies.
pub fn corpus(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target)
}
