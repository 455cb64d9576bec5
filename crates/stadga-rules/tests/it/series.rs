//! Duties that come again: anchored days, early and late acts, one more than the first not met.

use crate::support::{duty, planned};
use insta::assert_snapshot;

const RULE: &str = r#"
shared_with = ["handlaggare"]
when = { event = "insats.paborjad", first = true }
every = "3 månader"
met_by = ["uppfoljning.gjord"]
void_by = ["insats.avslutad"]
"#;

fn after(more: &str) -> String {
    planned(&duty("folj-upp", RULE), &format!("2026-11-20 a:uppdrag.bestallt\n2026-11-30 a:insats.paborjad\n{more}"))
}

#[test]
fn the_first_not_met_and_one_more_are_planned() {
    assert_snapshot!(after(""), @r"
    2027-02-28 | öppen | behandlare+handlaggare | Gör det [p:folj-upp] 1 från 2026-11-30
    2027-05-30 | öppen | behandlare+handlaggare | Gör det [p:folj-upp] 2 från 2027-03-01
    ");
}

#[test]
fn what_is_done_early_meets_the_occurrence_whose_window_holds_the_day() {
    assert_snapshot!(after("2027-01-15 a:uppfoljning.gjord"), @r"
    2027-02-28 | klar 2027-01-15 | behandlare+handlaggare | Gör det [p:folj-upp] 1 från 2026-11-30
    2027-05-30 | öppen | behandlare+handlaggare | Gör det [p:folj-upp] 2 från 2027-03-01
    2027-08-30 | öppen | behandlare+handlaggare | Gör det [p:folj-upp] 3 från 2027-05-31
    ");
}

#[test]
fn twice_in_one_window_meets_one_occurrence() {
    assert_eq!(
        after("2027-01-15 a:uppfoljning.gjord\n2027-01-20 a:uppfoljning.gjord"),
        after("2027-01-15 a:uppfoljning.gjord")
    );
}

#[test]
fn a_late_act_meets_the_earliest_that_is_not_met() {
    assert_snapshot!(after("2027-03-05 a:uppfoljning.gjord\n2027-05-01 a:uppfoljning.gjord"), @r"
    2027-02-28 | klar 2027-03-05 | behandlare+handlaggare | Gör det [p:folj-upp] 1 från 2026-11-30
    2027-05-30 | klar 2027-05-01 | behandlare+handlaggare | Gör det [p:folj-upp] 2 från 2027-03-01
    2027-08-30 | öppen | behandlare+handlaggare | Gör det [p:folj-upp] 3 från 2027-05-31
    2027-11-30 | öppen | behandlare+handlaggare | Gör det [p:folj-upp] 4 från 2027-08-31
    ");
}

#[test]
fn the_end_makes_what_was_open_needless_and_plans_nothing_more() {
    assert_snapshot!(after("2027-01-15 a:uppfoljning.gjord\n2027-04-01 a:insats.avslutad\n2027-04-20 a:uppfoljning.gjord"), @r"
    2027-02-28 | klar 2027-01-15 | behandlare+handlaggare | Gör det [p:folj-upp] 1 från 2026-11-30
    2027-05-30 | utgår 2027-04-01 | behandlare+handlaggare | Gör det [p:folj-upp] 2 från 2027-03-01
    ");
    assert_snapshot!(after("2027-01-15 a:uppfoljning.gjord\n2027-02-01 a:insats.avslutad"), @"2027-02-28 | klar 2027-01-15 | behandlare+handlaggare | Gör det [p:folj-upp] 1 från 2026-11-30");
}
