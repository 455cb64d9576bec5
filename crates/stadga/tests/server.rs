//! The command line over a database on a PostgreSQL server: the folder holds the key alone.

use stadga_app::packs::Library;
use stadga_app::scenario;
use stadga_store::Place;
use stadga_testkit::Ground;
use std::path::Path;
use std::process::{Command, Output};

const PACKS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs");

fn stadga(chore: &str, folder: &Path, url: &str) -> Output {
    let command = &mut Command::new(env!("CARGO_BIN_EXE_stadga"));
    command.arg(chore).arg("--data").arg(folder).args(["--postgres", url]).output().unwrap()
}

#[test]
fn a_database_on_a_server_is_verified_and_rebuilt() {
    let Some(ground) = Ground::on_server() else { return };
    let Place::Server(url) = ground.place() else { panic!("it is on the server") };
    let story = Path::new(PACKS).join("ekvalla/cases/ansokan-till-avslutad-oppenvard.case");
    let story = std::fs::read_to_string(story).unwrap();
    let lived = scenario::run(&story, &Library::read(Path::new(PACKS)).unwrap(), ground.place());
    assert_eq!(lived.failures, Vec::<String>::new());

    let folder = tempfile::tempdir().unwrap();
    let without_key = stadga("verify", folder.path(), url);
    assert!(String::from_utf8_lossy(&without_key.stderr).contains("ingen huvudnyckel"), "{without_key:?}");
    // The key of every scenario.
    std::fs::write(folder.path().join("huvudnyckel"), "07".repeat(32)).unwrap();
    let verified = stadga("verify", folder.path(), url);
    assert!(verified.status.success(), "{verified:?}");
    assert!(String::from_utf8_lossy(&verified.stdout).contains(", 0 fel."), "{verified:?}");
    let rebuilt = stadga("rebuild", folder.path(), url);
    assert!(String::from_utf8_lossy(&rebuilt.stdout).contains(", 0 skilde sig."), "{rebuilt:?}");
}
