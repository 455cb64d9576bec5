//! Every list can be thrown away: what the log gives is what was there.

use crate::town::Town;
use stadga_testkit::Ground;

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
    let one = |table: &str| format!("(SELECT rowid FROM {table} LIMIT 1)");
    for change in [
        format!("UPDATE case_row SET stage = 'avslutat' WHERE rowid = {}", one("case_row")),
        format!("DELETE FROM case_row WHERE rowid = {}", one("case_row")),
        format!("UPDATE assignment_row SET insats = 'hvb' WHERE rowid = {}", one("assignment_row")),
        format!("DELETE FROM duty_row WHERE rowid = {}", one("duty_row")),
        format!("UPDATE duty_row SET due_on = '2030-01-01' WHERE rowid = {}", one("duty_row")),
        format!("DELETE FROM duty_owner WHERE rowid = {}", one("duty_owner")),
        format!("DELETE FROM access_grant WHERE rowid = {}", one("access_grant")),
        format!("UPDATE access_grant SET who = 'zzzzzzzzzzzzzzzz' WHERE rowid = {}", one("access_grant")),
        format!("DELETE FROM person_token WHERE rowid = {}", one("person_token")),
        format!("DELETE FROM person_row WHERE rowid = {}", one("person_row")),
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
