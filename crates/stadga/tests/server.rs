//! The command line over a database on a PostgreSQL server: the folder holds the key alone.

use stadga_app::packs::Library;
use stadga_app::scenario;
use stadga_store::Place;
use stadga_testkit::Ground;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
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

#[test]
fn the_address_of_a_server_is_taken_from_a_file_that_nobody_else_can_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("adress");
    let write = |address: &str, mode| {
        std::fs::write(&file, format!("{address}\n")).unwrap();
        std::fs::set_permissions(&file, Permissions::from_mode(mode)).unwrap();
    };
    let verify = |more: &[&str]| {
        let command = &mut Command::new(env!("CARGO_BIN_EXE_stadga"));
        command.arg("verify").arg("--data").arg(folder.path()).arg("--postgres-file").arg(&file).args(more);
        command.output().unwrap()
    };
    write("postgres://stadga:hemligt@127.0.0.1:1/stadga", 0o644);
    let open = verify(&[]);
    let said = String::from_utf8_lossy(&open.stderr).into_owned();
    assert!(!open.status.success() && said.contains("kan läsas av andra") && !said.contains("hemligt"), "{said}");
    let twice = verify(&["--postgres", "postgres://stadga@127.0.0.1:1/stadga"]);
    assert_eq!(twice.status.code(), Some(2), "{twice:?}");

    let Some(ground) = Ground::on_server() else { return };
    let Place::Server(url) = ground.place() else { panic!("it is on the server") };
    let story = std::fs::read_to_string(Path::new(PACKS).join("ekvalla/cases/fyra-manader.case")).unwrap();
    let lived = scenario::run(&story, &Library::read(Path::new(PACKS)).unwrap(), ground.place());
    assert_eq!(lived.failures, Vec::<String>::new());
    std::fs::write(folder.path().join("huvudnyckel"), "07".repeat(32)).unwrap();
    write(url, 0o600);
    let verified = verify(&[]);
    let said = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert!(said.contains(", 0 fel.") && !said.starts_with("0 händelser"), "{verified:?}");
}

#[test]
fn ac10_a_database_moves_between_a_server_and_a_file_with_all_its_events() {
    let (Some(ground), Some(other)) = (Ground::on_server(), Ground::on_server()) else { return };
    let (Place::Server(url), Place::Server(back)) = (ground.place(), other.place()) else { panic!("on the server") };
    let story = Path::new(PACKS).join("ekvalla/cases/ansokan-till-avslutad-oppenvard.case");
    let story = std::fs::read_to_string(story).unwrap();
    let lived = scenario::run(&story, &Library::read(Path::new(PACKS)).unwrap(), ground.place());
    assert_eq!(lived.failures, Vec::<String>::new());
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::create_dir(at("fran")).unwrap();
    std::fs::write(folder.path().join("fran/huvudnyckel"), "07".repeat(32)).unwrap();
    let ran = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_stadga")).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?} {output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let told = |said: String| said.lines().last().unwrap_or_default().to_owned();
    let there = told(ran(&["move", "--data", &at("fran"), "--postgres", url, "--to-data", &at("fil")]));
    assert!(there.contains("händelser flyttade"), "{there}");
    let home = told(ran(&["move", "--data", &at("fil"), "--to-data", &at("hem"), "--to-postgres", back]));
    assert_eq!(home, there, "as many came back");
    let verified = |data: &str, url: Option<&str>| {
        let mut arguments = vec!["verify", "--data", data];
        arguments.extend(url.into_iter().flat_map(|url| ["--postgres", url]));
        let said = ran(&arguments);
        assert!(said.contains("0 rader i listorna skiljer sig"), "{said}");
        said.lines().find(|line| line.contains(" fel.")).unwrap_or_default().to_owned()
    };
    let first = verified(&at("fran"), Some(url));
    assert!(first.contains(", 0 fel."), "{first}");
    assert_eq!(verified(&at("fil"), None), first);
    assert_eq!(verified(&at("hem"), Some(back)), first);
    let rebuilt = ran(&["rebuild", "--data", &at("hem"), "--postgres", back]);
    assert!(rebuilt.contains(", 0 skilde sig."), "{rebuilt}");
}
