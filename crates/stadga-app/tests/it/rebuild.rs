//! Every list can be thrown away: what the log gives is what was there.

use crate::town::{PACKS, Town};
use stadga_app::App;
use stadga_app::packs::Library;
use stadga_app::scenario::counted_ids;
use stadga_store::{MasterKey, Purpose, Store};
use stadga_testkit::Ground;
use std::path::Path;

#[test]
fn the_lists_of_a_municipality_that_has_lived_are_what_the_log_says() {
    check_rebuilt(&Town::lived());
}

#[test]
fn they_are_on_postgresql_too() {
    if let Some(ground) = Ground::on_server() {
        check_rebuilt(&Town::lived_on(ground));
    }
}

fn check_rebuilt(town: &Town) {
    let rebuilt = town.app.rebuild().unwrap();
    assert_eq!(rebuilt.differing, 0, "{rebuilt:?}");
    assert!(rebuilt.rows > 500 && rebuilt.streams > 40, "{rebuilt:?}");
    assert!(town.app.store().verify().unwrap().is_sound());
}

/// A row that somebody changed behind the program's back is found, healed, and then no longer found.
fn check_healed(town: &Town, change: &str) {
    assert!(town.ground.sql(change) > 0, "{change} changed nothing");
    assert!(town.app.rebuild().unwrap().differing > 0, "{change} was not found");
    assert_eq!(town.app.rebuild().unwrap().differing, 0, "{change} was not healed");
}

#[test]
fn a_row_changed_by_hand_is_found_and_healed() {
    let town = Town::lived();
    let one = |table: &str| {
        // The rows of lists lie by their keys; the others have a place of their own.
        let key = match table {
            "case_row" | "person_row" => "(subject)",
            "duty_row" => "(case_id, duty_id)",
            _ => "(rowid)",
        };
        format!("{key} = (SELECT {} FROM {table} LIMIT 1)", key.trim_matches(['(', ')']))
    };
    for change in [
        format!("UPDATE case_row SET stage = 'avslutat' WHERE {}", one("case_row")),
        format!("DELETE FROM case_row WHERE {}", one("case_row")),
        format!("UPDATE assignment_row SET insats = 'hvb' WHERE {}", one("assignment_row")),
        format!("DELETE FROM duty_row WHERE {}", one("duty_row")),
        format!("UPDATE duty_row SET due_on = '2030-01-01' WHERE {}", one("duty_row")),
        format!("DELETE FROM duty_owner WHERE {}", one("duty_owner")),
        format!("DELETE FROM access_grant WHERE {}", one("access_grant")),
        format!("UPDATE access_grant SET who = 'zzzzzzzzzzzzzzzz' WHERE {}", one("access_grant")),
        format!("DELETE FROM person_token WHERE {}", one("person_token")),
        format!("DELETE FROM person_row WHERE {}", one("person_row")),
    ] {
        check_healed(&town, &change);
    }
}

#[test]
fn a_grant_taken_by_hand_is_gone_after_a_rebuild() {
    let town = Town::lived();
    let (case, _) = town.files().into_iter().find(|(_, file)| file.case.caseworker == Some(town.id("sara"))).unwrap();
    let grant = format!(
        "INSERT INTO access_grant (subject, who, ground, from_on) VALUES ('{case}', '{}', 'handlaggare', '2026-01-01')",
        town.id("lina")
    );
    town.ground.sql(&grant);
    assert_eq!(town.app.rebuild().unwrap().differing, 1);
    assert!(town.app.cases(&town.ctx("lina")).unwrap().is_empty());
}

/// The lists as another version of the program left them.
fn made_otherwise(town: &Town) {
    assert!(town.ground.sql("UPDATE duty_row SET due_on = '2030-01-01'") > 100);
    assert!(town.ground.sql("DELETE FROM duty_owner") > 100);
    assert_eq!(town.ground.sql("UPDATE meta SET value = 'something else' WHERE name = 'read_models'"), 1);
}

fn opened_again(town: &Town) -> App {
    App::open(town.app.store().clone(), town.clock(), counted_ids(), true).unwrap()
}

fn check_up_to_date(town: &Town) {
    // What was made by this program and these packs is not read again.
    town.ground.sql("UPDATE duty_row SET due_on = '2030-01-01' WHERE due_on < '2026-11-01'");
    assert!(opened_again(town).rebuild().unwrap().differing > 0);
    made_otherwise(town);
    assert_eq!(opened_again(town).rebuild().unwrap().differing, 0);
}

#[test]
fn lists_that_another_version_made_are_made_anew_when_the_database_is_opened() {
    check_up_to_date(&Town::lived());
}

#[test]
fn they_are_so_on_postgresql_too() {
    if let Some(ground) = Ground::on_server() {
        check_up_to_date(&Town::lived_on(ground));
    }
}

#[test]
fn lists_that_cannot_be_made_anew_stay_as_they_are() {
    let town = Town::lived_on(Ground::in_file());
    made_otherwise(&town);
    town.ground.sql(
        "UPDATE subject_key SET wrapped = 'spoilt'
         WHERE owner = (SELECT person FROM stream WHERE kind = 'arende' ORDER BY entry DESC LIMIT 1)",
    );
    let (clock, ground) = (town.clock(), town.ground);
    drop(town.app);
    let cases = ground.sql("UPDATE case_row SET unit = unit");
    let key = MasterKey::from_bytes([7; 32]);
    let store = Store::at(ground.place(), Purpose::Synthetic, clock.clone(), key).unwrap();
    let app = App::open_as_it_is(store, clock, counted_ids(), true).unwrap();
    let mut told = Vec::new();
    assert!(app.bring_up_to_date(&mut |done, all| told.push((done, all))).is_err());
    assert!(told.iter().all(|(done, all)| done < all), "{told:?}");
    assert_eq!(ground.sql("UPDATE case_row SET unit = unit"), cases);
    assert_eq!(ground.sql("UPDATE meta SET value = value WHERE value = 'something else'"), 1);
}

// proves: S-61
#[test]
fn a_decided_pack_plans_every_case_anew() {
    let town = Town::lived();
    let mut packs = Library::read(Path::new(PACKS)).unwrap().stack_of("ekvalla");
    let texts = packs.iter_mut().flat_map(|pack| &mut pack.files).filter(|(name, _)| name.contains("lokala-mal"));
    for (_, text) in texts {
        *text = text.replace("within = \"1 arbetsdag\"", "within = \"4 arbetsdagar\"");
    }
    let before = town.app.store().read_model_rows().unwrap();
    town.app.decide_packs(&packs).unwrap();
    let after = town.app.store().read_model_rows().unwrap();
    let changed = before.iter().filter(|row| after.binary_search(row).is_err()).count();
    assert!(changed > 10, "{changed} rows were planned otherwise");
    assert_eq!(town.app.rebuild().unwrap().differing, 0);
}
