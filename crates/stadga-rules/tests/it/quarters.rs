//! Duties that come again each quarter: from the one in which the time ran out, until it is done.

use crate::support::{duty, planned};
use insta::assert_snapshot;

const RULE: &str = r#"
when = "beslut.fattat"
quarterly = ["04-30", "08-31", "10-31", "01-31"]
after = "3 månader"
met_by = ["journalanteckning.skriven"]
void_by = ["insats.paborjad"]
"#;

fn after(more: &str) -> String {
    planned(&duty("rapportera", RULE), &format!("2026-08-15 beslut.fattat #b\n2026-08-17 a:uppdrag.bestallt\n{more}"))
}

#[test]
fn the_first_quarter_not_told_of_and_one_more_are_planned() {
    assert_snapshot!(after(""), @r"
    2027-01-31 | öppen | behandlare | Gör det [p:rapportera] 1 från 2027-01-01
    2027-04-30 | öppen | behandlare | Gör det [p:rapportera] 2 från 2027-04-01
    ");
}

#[test]
fn what_was_done_in_time_is_never_told_of() {
    assert_eq!(after("2026-11-15 a:insats.paborjad"), "");
}

#[test]
fn what_was_done_late_is_told_of_once_and_then_never() {
    assert_snapshot!(after("2026-12-10 a:insats.paborjad"), @"2027-01-31 | öppen | behandlare | Gör det [p:rapportera] 1 från 2027-01-01");
    assert_snapshot!(after("2026-12-10 a:insats.paborjad\n2027-01-12 journalanteckning.skriven"), @"2027-01-31 | klar 2027-01-12 | behandlare | Gör det [p:rapportera] 1 från 2027-01-01");
}

#[test]
fn each_quarter_is_told_of_until_it_is_done_and_a_late_report_is_about_the_earliest() {
    assert_snapshot!(after("2027-02-10 journalanteckning.skriven\n2027-04-12 journalanteckning.skriven\n2027-05-01 a:insats.paborjad"), @r"
    2027-01-31 | klar 2027-02-10 | behandlare | Gör det [p:rapportera] 1 från 2027-01-01
    2027-04-30 | klar 2027-04-12 | behandlare | Gör det [p:rapportera] 2 från 2027-04-01
    ");
}
