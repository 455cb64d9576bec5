//! When a duty comes onto the list, and what is asked of the whole case.

use crate::support::{duty, manifest, planned, read};
use insta::assert_snapshot;
use stadga_rules::Stack;

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

// A municipality's longest time is every unit's, and the years stand in its pack.
// proves: B-04
#[test]
fn a_unit_may_not_let_its_routine_apply_longer_than_the_municipality_says() {
    let town = read("kommun", &manifest("kommun", "kommun", "max_validity = \"5 år\"\nvalid_to = 2030-07-01"), "");
    let found = |days: &str| {
        let unit = read("enhet", &manifest("enhet", "enhet", days), "");
        let packs = town.pack.clone().into_iter().chain(unit.pack).collect();
        let told = Stack::new(packs).1;
        told.iter()
            .map(ToString::to_string)
            .filter(|line| line.contains("sista dag") || line.contains("högst"))
            .collect::<Vec<_>>()
    };
    assert_snapshot!(found("valid_to = 2030-07-02").join("\n"), @"fel enhet/pack.toml:1:1 Rutin enhet gäller till och med 2030-07-02. Rutin kommun säger högst fem år. Skriv valid_to = 2030-07-01 eller tidigare i enhet.");
    assert_snapshot!(found("").join("\n"), @"varning enhet/pack.toml:1:1 Rutin enhet har ingen sista dag. Rutin kommun säger högst fem år. Skriv valid_to = 2030-07-01 eller tidigare i enhet.");
    assert_eq!(found("valid_to = 2030-07-01"), Vec::<String>::new());
}
