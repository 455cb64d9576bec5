//! What every landed version wrote must open in this one.
//!
//! `tests/landed/<version>/` holds a database as that version left it, with one person taken from
//! application to closing. `STADGA_UPDATE=1` makes the one of the present version.

use stadga_app::App;
use stadga_app::packs::Library;
use stadga_app::rebuild::SHAPE;
use stadga_app::scenario::{counted_ids, run};
use stadga_store::{MasterKey, Options, Place, Purpose, Store};
use std::path::{Path, PathBuf};
use std::sync::Arc;

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn landed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/landed")
}

fn packs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs")
}

/// Lives the story once and keeps its database.
fn make(folder: &Path) {
    let story = packs().join("ekvalla/cases/ansokan-till-avslutad-oppenvard.case");
    let story = std::fs::read_to_string(story).unwrap();
    std::fs::create_dir_all(folder).unwrap();
    let outcome = run(&story, &Library::read(&packs()).unwrap(), &Place::File(folder.join("scenario.db")));
    assert_eq!(outcome.failures, Vec::<String>::new());
}

#[test]
fn every_landed_version_opens_and_holds_what_it_held() {
    if std::env::var_os("STADGA_UPDATE").is_some() {
        make(&landed().join(VERSION));
    }
    let mut opened = 0;
    for entry in std::fs::read_dir(landed()).unwrap() {
        check(&entry.unwrap().path().join("scenario.db"));
        opened += 1;
    }
    assert!(opened > 0, "there is a database of version {VERSION} at least");
}

/// A copy of a kept database, opened long after.
fn opened(kept: &Path, folder: &Path) -> App {
    let path = folder.join("stadga.db");
    std::fs::copy(kept, &path).unwrap();
    let later: jiff::Timestamp = "2030-01-01T12:00:00Z".parse().unwrap();
    let clock: stadga_store::Clock = Arc::new(move || later);
    let master_key = MasterKey::from_bytes([7; 32]);
    let options = Options { path, purpose: Purpose::Synthetic, clock: clock.clone(), master_key };
    App::open(Store::open(options).unwrap(), clock, counted_ids(), true).unwrap()
}

fn check(kept: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let app = opened(kept, folder.path());
    let report = app.store().verify().unwrap();
    assert!(report.is_sound(), "{kept:?}: {:?}", report.findings);
    assert!(report.events >= 25, "{kept:?} holds {} events", report.events);
    // Its lists are those of this version, without anybody asking for it.
    assert_eq!(app.rebuild().unwrap().differing, 0, "{kept:?}");
    // Whoever handled a closed case is shut out of it by now; the head of the unit is not.
    let nadja = app.picks().unwrap().into_iter().find(|pick| pick.name.starts_with("Nadja")).unwrap();
    let ctx = app.ctx(nadja.user).unwrap();
    let case = app.cases(&ctx).unwrap().remove(0);
    let page = app.case_page(&ctx, case.case).unwrap();
    assert_eq!((page.person.name.as_str(), page.number.as_str()), ("Per Holm", "SN 2026-00001"));
    assert!(page.timeline.len() >= 15, "{} rows", page.timeline.len());
}

/// The rows that this program makes of a log that never changes. Whoever changes them counts `SHAPE` up in the
/// same change and writes the new figure here: otherwise a database keeps the rows of the version before.
#[test]
fn a_change_of_the_rows_counts_their_shape_up() {
    let folder = tempfile::tempdir().unwrap();
    let app = opened(&landed().join("0.2.0/scenario.db"), folder.path());
    let rows = app.store().read_model_rows().unwrap().join("\n");
    let figure = &stadga_store::sha256(rows.as_bytes())[..16];
    assert_eq!(format!("shape {SHAPE}: {figure}"), "shape 7: 30deba7e0dd332ec");
}
