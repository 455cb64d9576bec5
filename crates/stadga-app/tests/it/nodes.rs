//! What is remembered is what the log says: after commands, and when another node has written.

use crate::town::{APPLICATION, Town};
use stadga_app::App;
use stadga_app::packs::Library;
use stadga_app::scenario::counted_ids;
use stadga_store::{MasterKey, Purpose, Store};
use stadga_testkit::Ground;
use std::path::Path;

/// Another program over the same database, with a memory of its own.
fn another(town: &Town, store: Store) -> App {
    App::open(store, town.clock(), counted_ids(), true).unwrap()
}

#[test]
fn a_case_remembered_after_its_commands_is_the_case_read_anew() {
    let town = Town::lived();
    let fresh = another(&town, town.app.store().clone());
    let mut compared = 0;
    for who in ["sara", "jonas"] {
        let ctx = town.ctx(who);
        for line in town.app.cases(&ctx).unwrap() {
            let (warm, cold) = (town.app.case_page(&ctx, line.case), fresh.case_page(&ctx, line.case));
            assert_eq!(format!("{:?}", warm.unwrap()), format!("{:?}", cold.unwrap()));
            compared += 1;
        }
    }
    assert!(compared > 20, "{compared} cases");
}

#[test]
fn what_another_node_writes_is_noticed_at_the_next_request() {
    let Some(ground) = Ground::on_server() else { return };
    let town = Town::on(ground);
    let key = MasterKey::from_bytes([7; 32]);
    let store = Store::at(town.ground.place(), Purpose::Synthetic, town.clock(), key).unwrap();
    let other = another(&town, store);
    let case = town.does("amina", "ansokan.registrera", None, APPLICATION).unwrap().case;
    let rows = |app: &App| app.case_page(&app.ctx(town.id("sara")).unwrap(), case).unwrap().timeline.len();
    let before = rows(&other);
    town.does("sara", "anteckning.skriv", Some(case), "rubrik=Samtal text=\"Ringde.\"").unwrap();
    assert_eq!((rows(&town.app), rows(&other)), (before + 1, before + 1));

    let library = Library::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs"))).unwrap();
    let mut packs = library.stack_of("ekvalla");
    packs[0].files[0].1.push_str("# En ny version.\n");
    town.app.decide_packs(&packs).unwrap();
    assert_ne!(other.stack().fingerprint(), town.app.stack().fingerprint());
    other.ctx(town.id("sara")).unwrap();
    assert_eq!(other.stack().fingerprint(), town.app.stack().fingerprint());

    // Whoever is let go at one is out at the other, and their case is another's.
    let user = town.id("sara").to_string();
    assert!(other.case_page(&other.ctx(town.id("sara")).unwrap(), case).is_ok());
    town.does("stina", "anvandare.avsluta", None, &format!("anvandare={user}")).unwrap();
    assert!(other.ctx(town.id("sara")).is_err(), "her roles are gone at the other node too");
    town.does("nadja", "handlaggare.utse", Some(case), &format!("handlaggare={}", town.id("jonas"))).unwrap();
    assert!(other.case_page(&other.ctx(town.id("jonas")).unwrap(), case).is_ok());
}
