//! Every scenario of every pack in the repository holds.

use stadga_app::packs::Library;
use stadga_app::scenario;
use std::path::{Path, PathBuf};

/// The packs of the repository.
const PACKS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs");

/// Every scenario's file, in order.
fn scenarios() -> Vec<PathBuf> {
    let folders = std::fs::read_dir(PACKS).unwrap().map(|pack| pack.unwrap().path().join("cases"));
    let files = folders.filter(|cases| cases.is_dir()).flat_map(|cases| std::fs::read_dir(cases).unwrap());
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "case"));
    files.sort();
    files
}

#[test]
fn every_scenario_of_every_pack_holds() {
    let library = Library::read(Path::new(PACKS)).unwrap();
    let files = scenarios();
    let mut failures = Vec::new();
    for file in &files {
        let folder = tempfile::tempdir().unwrap();
        let outcome = scenario::run(&std::fs::read_to_string(file).unwrap(), &library, folder.path());
        let name = file.strip_prefix(PACKS).unwrap().display();
        failures.extend(outcome.failures.iter().map(|failure| format!("{name}: {failure}")));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(files.len() >= 40, "only {} scenarios", files.len());
}
