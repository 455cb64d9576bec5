//! Every scenario of every pack in the repository holds, on both databases.

use stadga_app::packs::Library;
use stadga_app::scenario;
use stadga_testkit::Ground;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The packs of the repository.
const PACKS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs");
/// Scenarios at a time: half of the time goes to waiting for the database.
const LANES: usize = 4;

/// Every scenario's file, in order.
fn scenarios() -> Vec<PathBuf> {
    let folders = std::fs::read_dir(PACKS).unwrap().map(|pack| pack.unwrap().path().join("cases"));
    let files = folders.filter(|cases| cases.is_dir()).flat_map(|cases| std::fs::read_dir(cases).unwrap());
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "case"));
    files.sort();
    files
}

/// Runs all scenarios, each in a database of its own; what did not hold.
fn run_all(ground: impl Fn() -> Ground + Sync) {
    let library = Library::read(Path::new(PACKS)).unwrap();
    let files = scenarios();
    let (next, failures) = (Mutex::new(files.iter()), Mutex::new(Vec::new()));
    let lane = || {
        loop {
            let Some(file) = next.lock().unwrap().next() else { break };
            let ground = ground();
            let outcome = scenario::run(&std::fs::read_to_string(file).unwrap(), &library, ground.place());
            let name = file.strip_prefix(PACKS).unwrap().display();
            failures.lock().unwrap().extend(outcome.failures.iter().map(|failure| format!("{name}: {failure}")));
        }
    };
    std::thread::scope(|scope| (0..LANES).for_each(|_| drop(scope.spawn(lane))));
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(files.len() >= 40, "only {} scenarios", files.len());
}

#[test]
fn every_scenario_of_every_pack_holds() {
    run_all(Ground::in_file);
}

#[test]
fn every_scenario_of_every_pack_holds_on_postgresql() {
    if Ground::on_server().is_some() {
        run_all(|| Ground::on_server().unwrap());
    }
}

/// What the worked example in the description of packs calls by name is in the pack it is worked on.
#[test]
fn the_worked_example_names_what_its_pack_has() {
    let text = std::fs::read_to_string(Path::new(PACKS).join("../docs/packs.md")).unwrap();
    let example = text.split("\n## ").find(|part| part.contains("Ha den öppen bredvid")).unwrap();
    let named: Vec<&str> = example.split('`').skip(1).step_by(2).collect();
    let folder = named.iter().find_map(|name| name.strip_prefix("packs/")).unwrap();
    let library = Library::read(Path::new(PACKS)).unwrap();
    let pack = library.get(folder).unwrap();
    let declared: String = pack.files.iter().map(|(_, text)| text.as_str()).collect();
    let missing: Vec<_> = named
        .iter()
        .filter(|name| name.contains('.') && !name.contains(' '))
        .filter(|name| !declared.contains(&format!("key = \"{name}\"")))
        .filter(|name| !Path::new(PACKS).join(folder).join(name).is_file())
        .collect();
    assert!(missing.is_empty(), "{folder} has no {missing:?}");
    assert!(named.len() >= 10, "the example names {named:?} alone");
}
