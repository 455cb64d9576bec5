//! When a duty comes onto the list, and what is asked of the whole case.

use crate::support::{duty, planned};
use insta::assert_snapshot;

#[test]
fn what_lies_far_ahead_comes_onto_the_list_some_time_before_its_day_and_never_before_it_began() {
    let rules = duty(
        "svar",
        "scope = \"arende\"\nowner = \"handlaggare\"\nwhen = \"kommunicering.skickad\"\nuntil = \"svar_senast\"\nopens_before = \"1 vecka\"\nmet_by = [\"beslut.fattat\"]",
    );
    assert_snapshot!(planned(&rules, "2026-11-01 kommunicering.skickad svar_senast=2026-11-13"), @"2026-11-13 | öppen | handlaggare | Gör det [p:svar] 1 från 2026-11-06");
    assert_snapshot!(planned(&rules, "2026-11-01 kommunicering.skickad svar_senast=2026-11-05"), @"2026-11-05 | öppen | handlaggare | Gör det [p:svar] 1 från 2026-11-01");
}

#[test]
fn a_case_with_two_insatser_has_one_running_until_the_last_of_them_has_ended() {
    let rules = duty(
        "avsluta",
        "scope = \"arende\"\nowner = \"handlaggare\"\nwhen = \"insats.avslutad\"\nif = { not = { any = [{ running = true }, { happened = \"insats.avslutad\", since_trigger = true }] } }\nwithin = \"1 vecka\"\nmet_by = [\"arende.avslutat\"]",
    );
    let both = "2026-11-20 beslut.fattat #b\n2026-11-23 bestallning.skickad\n+2026-11-23 a:uppdrag.bestallt\n2026-11-24 beslut.fattat #c\n2026-11-25 bestallning.skickad\n+2026-11-25 b:uppdrag.bestallt\n2027-01-11 a:insats.avslutad\n";
    assert_snapshot!(planned(&rules, both), @"");
    let last = format!("{both}2027-02-01 b:insats.avslutad");
    assert_snapshot!(planned(&rules, &last), @"2027-02-08 | öppen | handlaggare | Gör det [p:avsluta] 1 från 2027-02-01");
    let returned = format!("{both}2027-02-01 b:uppdrag.aterlamnat");
    assert_snapshot!(planned(&rules, &returned), @"2027-01-18 | öppen | handlaggare | Gör det [p:avsluta] 1 från 2027-01-11");
}
