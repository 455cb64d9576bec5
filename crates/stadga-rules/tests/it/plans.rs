//! Duties that are done once: time, trigger, conditions, acts, scope, layers.

use crate::support::{duty, lines, planned, planned_with, stack, story};
use insta::assert_snapshot;
use stadga_rules::{Timeline, plan};

const PLAN: &str = r#"
when = { event = "mote.hallet", if = { field = "art", is = "inledande" }, first = true }
within = "3 veckor"
met_by = ["genomforandeplan.upprattad"]
void_by = ["insats.avslutad"]
escalate = [{ after = "1 arbetsdag", to = "utforarchef" }]
"#;

const ORDERED: &str = "
    2026-11-20 beslut.fattat #b
    2026-11-23 bestallning.skickad
    +2026-11-23 a:uppdrag.bestallt
";

fn after_order(more: &str) -> String {
    format!("{ORDERED}{more}")
}

#[test]
fn a_time_runs_from_the_trigger_and_escalates_over_a_weekend() {
    let rules = duty("plan", PLAN);
    let met = planned(&rules, &after_order("2026-12-04 a:mote.hallet art=inledande"));
    // Christmas Day, Boxing Day and the weekend pass before the manager sees it.
    assert_snapshot!(met, @"2026-12-25 | öppen | behandlare | Gör det [p:plan] 1 från 2026-12-04 -> utforarchef 2026-12-28");
}

#[test]
fn an_act_meets_it_and_the_first_of_met_and_void_counts() {
    let rules = duty("plan", PLAN);
    let meeting = "2026-12-07 a:mote.hallet art=inledande\n";
    let plan_drawn = after_order(&format!("{meeting}2026-12-20 a:genomforandeplan.upprattad"));
    assert_snapshot!(planned(&rules, &plan_drawn), @"2026-12-28 | klar 2026-12-20 | behandlare | Gör det [p:plan] 1 från 2026-12-07 -> utforarchef 2026-12-29");
    let ended = after_order(&format!("{meeting}2026-12-15 a:insats.avslutad\n2026-12-20 a:genomforandeplan.upprattad"));
    assert_snapshot!(planned(&rules, &ended), @"2026-12-28 | utgår 2026-12-15 | behandlare | Gör det [p:plan] 1 från 2026-12-07 -> utforarchef 2026-12-29");
    let before = after_order(&format!("2026-12-01 a:genomforandeplan.upprattad\n{meeting}"));
    assert_snapshot!(planned(&rules, &before), @"2026-12-28 | öppen | behandlare | Gör det [p:plan] 1 från 2026-12-07 -> utforarchef 2026-12-29");
    let others = after_order("2026-12-07 a:mote.hallet art=annat");
    assert_snapshot!(planned(&rules, &others), @"");
}

#[test]
fn what_is_written_down_late_counts_on_its_day() {
    let rules =
        duty("plan", "when = \"mote.hallet\"\nwithin = \"3 veckor\"\nmet_by = [\"genomforandeplan.upprattad\"]");
    let text = after_order("2026-12-10 a:genomforandeplan.upprattad\n2026-12-07 a:mote.hallet");
    assert_snapshot!(planned(&rules, &text), @"2026-12-28 | klar 2026-12-10 | behandlare | Gör det [p:plan] 1 från 2026-12-07");
}

#[test]
fn statutory_time_moves_and_shows_the_strict_day_too() {
    let rules = duty(
        "lag",
        "when = \"mote.hallet\"\nwithin = \"3 veckor\"\ncounting = \"lagstadgad\"\nmet_by = [\"insats.paborjad\"]",
    );
    let text = after_order("2026-12-04 a:mote.hallet");
    assert_snapshot!(planned(&rules, &text), @"2026-12-25 (2026-12-28) | öppen | behandlare | Gör det [p:lag] 1 från 2026-12-04");
}

#[test]
fn a_date_in_the_trigger_is_the_day_and_may_be_when_it_opens() {
    let common = "scope = \"arende\"\nowner = \"handlaggare\"\nwhen = \"kommunicering.skickad\"\nuntil = \"svar_senast\"\nmet_by = [\"beslut.fattat\"]\nvoid_by = [\"kommunicering.skickad\"]\n";
    let rules =
        duty("svar", common) + &*duty("vidare", &format!("{common}after = \"1 arbetsdag\"\nopens = \"at_due\""));
    assert_snapshot!(planned(&rules, "2026-11-01 kommunicering.skickad svar_senast=2026-11-13"), @r"
    2026-11-13 | öppen | handlaggare | Gör det [p:svar] 1 från 2026-11-01
    2026-11-16 | öppen | handlaggare | Gör det [p:vidare] 1 från 2026-11-16
    ");
    let again = "2026-11-01 kommunicering.skickad svar_senast=2026-11-13\n2026-11-05 kommunicering.skickad svar_senast=2026-11-20";
    assert_snapshot!(planned(&duty("svar", common), again), @r"
    2026-11-13 | utgår 2026-11-05 | handlaggare | Gör det [p:svar] 1 från 2026-11-01
    2026-11-20 | öppen | handlaggare | Gör det [p:svar] 1 från 2026-11-05
    ");
}

#[test]
fn urgency_is_a_word_a_target_is_the_packs_own_and_some_things_must_be_judged() {
    let rules = [
        duty(
            "ord",
            "scope = \"arende\"\nwhen = \"beslut.fattat\"\nurgency = \"genast\"\nmet_by = [\"beslut.underrattat\"]",
        ),
        duty(
            "mal",
            "scope = \"arende\"\nwhen = \"beslut.fattat\"\nurgency = \"skyndsamt\"\ntarget = \"1 arbetsdag\"\nmet_by = [\"beslut.underrattat\"]\nweight = \"overklagande\"",
        ),
        duty("bedom", "scope = \"arende\"\nwhen = \"beslut.fattat\"\njudge = true\nmet_by = [\"beslut.underrattat\"]"),
        duty(
            "utan",
            "scope = \"arende\"\nwhen = \"beslut.fattat\"\nuntil = \"prova_om\"\nmet_by = [\"beslut.underrattat\"]",
        ),
    ];
    assert_snapshot!(planned(&rules.concat(), "2026-11-20 beslut.fattat"), @r"
    bedöm | öppen | behandlare | Gör det [p:bedom] 1 från 2026-11-20
    genast | öppen | behandlare | Gör det [p:ord] 1 från 2026-11-20
    bedöm | öppen | behandlare | Gör det [p:utan] 1 från 2026-11-20
    skyndsamt, mål 2026-11-23 | öppen | behandlare | Gör det [p:mal] 1 från 2026-11-20
    ");
}

#[test]
fn match_ties_an_act_to_its_own_trigger() {
    let rules = duty(
        "underratta",
        "scope = \"arende\"\nowner = \"handlaggare\"\nwhen = \"beslut.fattat\"\nurgency = \"genast\"\nmet_by = [{ event = \"beslut.underrattat\", match = \"beslut\" }]",
    );
    let text = "2026-11-20 beslut.fattat #b1\n2026-11-21 beslut.fattat #b2\n2026-11-22 beslut.underrattat beslut=#b1";
    assert_snapshot!(planned(&rules, text), @r"
    genast | klar 2026-11-22 | handlaggare | Gör det [p:underratta] 1 från 2026-11-20
    genast | öppen | handlaggare | Gör det [p:underratta] 1 från 2026-11-21
    ");
}

#[test]
fn an_order_started_elsewhere_does_not_meet_another_decision() {
    let rules = duty(
        "borja",
        "scope = \"arende\"\nowner = \"handlaggare\"\nwhen = \"beslut.fattat\"\nwithin = \"3 månader\"\ncounting = \"forfluten\"\nmet_by = [\"insats.paborjad\"]",
    );
    let text = "
        2026-11-01 beslut.fattat #b1
        2026-11-02 beslut.fattat #b2 insats=boende
        2026-11-03 bestallning.skickad beslut=#b1 uppdrag=#a
        2026-11-03 a:uppdrag.bestallt
        2026-11-20 a:insats.paborjad";
    assert_snapshot!(planned(&rules, text), @r"
    2027-02-01 | klar 2026-11-20 | handlaggare | Gör det [p:borja] 1 från 2026-11-01
    2027-02-02 | öppen | handlaggare | Gör det [p:borja] 1 från 2026-11-02
    ");
}

#[test]
fn each_assignment_has_its_own_duties_and_a_new_order_answers_a_returned_one() {
    let rules = duty(
        "ta-emot",
        "owner = \"utforarchef\"\nwhen = \"uppdrag.bestallt\"\nwithin = \"1 arbetsdag\"\nmet_by = [\"uppdrag.mottaget\"]\nvoid_by = [\"uppdrag.aterlamnat\"]",
    ) + &*duty(
        "ny",
        "scope = \"arende\"\nowner = \"handlaggare\"\nwhen = \"uppdrag.aterlamnat\"\nurgency = \"omgående\"\nmet_by = [\"bestallning.skickad\"]",
    );
    let text = after_order(
        "2026-11-24 a:uppdrag.aterlamnat
         2026-11-25 bestallning.skickad uppdrag=#c
         2026-11-25 c:uppdrag.bestallt
         2026-11-26 c:uppdrag.mottaget",
    );
    assert_snapshot!(planned(&rules, &text), @r"
    omgående | klar 2026-11-25 | handlaggare | Gör det [p:ny] 1 från 2026-11-24
    2026-11-24 | utgår 2026-11-24 | utforarchef | Gör det [p:ta-emot] 1 från 2026-11-23
    2026-11-26 | klar 2026-11-26 | utforarchef | Gör det [p:ta-emot] 1 från 2026-11-25
    ");
}

#[test]
fn a_joint_act_is_one_duty_and_one_act_may_meet_several() {
    let rules = duty(
        "a",
        "shared_with = [\"handlaggare\"]\nwhen = \"mote.hallet\"\nwithin = \"1 vecka\"\nmet_by = [\"uppfoljning.gjord\"]",
    ) + &*duty("b", "when = \"mote.hallet\"\nwithin = \"2 veckor\"\nmet_by = [\"uppfoljning.gjord\"]");
    let text = after_order("2026-12-01 a:mote.hallet\n2026-12-05 a:uppfoljning.gjord");
    assert_snapshot!(planned(&rules, &text), @r"
    2026-12-08 | klar 2026-12-05 | behandlare+handlaggare | Gör det [p:a] 1 från 2026-12-01
    2026-12-15 | klar 2026-12-05 | behandlare | Gör det [p:b] 1 från 2026-12-01
    ");
}

#[test]
fn a_correction_moves_the_date_and_keeps_the_id_and_a_withdrawal_removes_it() {
    let rules = duty("plan", PLAN);
    let stack = stack(&[("p", "lag", "", &rules)]);
    let plans = |text: &str| plan(&stack, &Timeline::new(&story(&after_order(text)), None));
    let first = plans("2026-12-07 a:mote.hallet #m art=inledande");
    let corrected =
        plans("2026-12-07 a:mote.hallet #m art=inledande\n2026-12-01 a:mote.hallet rattar=#m art=inledande");
    assert_eq!(first[0].id, corrected[0].id);
    assert_snapshot!(lines(&corrected), @"2026-12-22 | öppen | behandlare | Gör det [p:plan] 1 från 2026-12-01 -> utforarchef 2026-12-23");
    let withdrawn = plans("2026-12-07 a:mote.hallet #m art=inledande\n2026-12-08 a:handelse.aterkallad rattar=#m");
    assert_eq!(withdrawn, []);
}

#[test]
fn a_reference_to_any_version_is_a_reference_to_the_event() {
    let rules = duty(
        "u",
        "scope = \"arende\"\nwhen = \"beslut.fattat\"\njudge = true\nmet_by = [{ event = \"beslut.underrattat\", match = \"beslut\" }]",
    );
    let text = "2026-11-20 beslut.fattat #v1\n2026-11-20 beslut.fattat #v2 rattar=#v1\n2026-11-20 beslut.fattat #v3 rattar=#v2\n2026-11-21 beslut.underrattat beslut=#v2";
    assert_snapshot!(planned(&rules, text), @"bedöm | klar 2026-11-21 | behandlare | Gör det [p:u] 1 från 2026-11-20");
}

#[test]
fn law_follows_the_day_of_the_trigger() {
    let rules = duty(
        "ny-lag",
        "scope = \"arende\"\nwhen = \"beslut.fattat\"\nwithin = \"1 månad\"\nin_force = { from = 2025-07-01, to = 2026-12-31 }\nmet_by = [\"insats.paborjad\"]",
    );
    let text = "2025-06-30 beslut.fattat\n2025-07-01 beslut.fattat\n2026-12-31 beslut.fattat\n2027-01-01 beslut.fattat";
    assert_snapshot!(planned(&rules, text), @r"
    2025-08-01 | öppen | behandlare | Gör det [p:ny-lag] 1 från 2025-07-01
    2027-01-31 | öppen | behandlare | Gör det [p:ny-lag] 1 från 2026-12-31
    ");
}

#[test]
fn a_condition_on_the_whole_timeline_sees_what_came_later() {
    let rules = duty(
        "stang",
        "scope = \"arende\"\nowner = \"handlaggare\"\nwhen = \"insats.avslutad\"\nwithin = \"5 arbetsdagar\"\nif = { not = { happened = \"uppfoljning.gjord\", since_trigger = true } }\nmet_by = [\"arende.avslutat\"]",
    );
    let ended = after_order("2026-12-01 a:uppfoljning.gjord\n2026-12-02 a:insats.avslutad");
    assert_snapshot!(planned(&rules, &ended), @"2026-12-09 | öppen | handlaggare | Gör det [p:stang] 1 från 2026-12-02");
    let later = format!("{ended}\n2026-12-03 a:uppfoljning.gjord");
    assert_snapshot!(planned(&rules, &later), @"");
}

#[test]
fn a_second_time_within_a_period_starts_a_duty() {
    let rules = duty(
        "aterfall",
        "when = { event = \"steg.utfort\", if = { all = [{ field = \"steg\", is = \"aterfall\" }, { count = \"steg.utfort\", at_least = 2, within = \"90 dagar\" }] } }\njudge = true\nmet_by = [\"mote.hallet\"]",
    );
    let text = after_order(
        "2027-01-01 a:steg.utfort steg=aterfall\n2027-06-01 a:steg.utfort steg=aterfall\n2027-07-01 a:steg.utfort steg=aterfall",
    );
    assert_snapshot!(planned(&rules, &text), @"bedöm | öppen | behandlare | Gör det [p:aterfall] 1 från 2027-07-01");
}

const CATALOGUE: &str = "
[[insats]]
key = \"oppenvard\"
name = \"Öppenvård\"
legal = \"11 kap. 1 § SoL\"
[[insats]]
key = \"oppenvard-cra\"
name = \"CRA\"
legal = \"11 kap. 1 § SoL\"
parent = \"oppenvard\"
[[insats]]
key = \"boende\"
name = \"Boende\"
legal = \"11 kap. 1 § SoL\"
";

#[test]
fn higher_layers_tighten_choose_targets_and_switch_routines_off() {
    let law = duty("lag", "when = \"mote.hallet\"\nwithin = \"3 månader\"\nmet_by = [\"insats.paborjad\"]")
        + &*duty("genast", "when = \"mote.hallet\"\nurgency = \"genast\"\nmet_by = [\"insats.paborjad\"]");
    let town = duty("rutin", "when = \"mote.hallet\"\nwithin = \"3 veckor\"\nmet_by = [\"insats.paborjad\"]");
    let changes = "uses = [\"l\", \"k\"]\n[pack.applies_to]\ninsatser = [\"oppenvard\"]
        [[override]]\nkey = \"l:lag\"\nwithin = \"12 veckor\"
        [[override]]\nkey = \"l:genast\"\ntarget = \"1 arbetsdag\"\nreason = \"Vi kan.\"
        [[override]]\nkey = \"k:rutin\"\noff = true\nreason = \"Ersatt.\"";
    let stack = stack(&[("l", "lag", "", &law), ("k", "kommun", CATALOGUE, &town), ("e", "enhet", changes, "")]);
    let meeting = "2026-12-01 a:mote.hallet";
    assert_snapshot!(planned_with(&stack, &after_order(meeting)), @r"
    genast, mål 2026-12-02 | öppen | behandlare | Gör det [l:genast] 1 från 2026-12-01
    2027-02-23 | öppen | behandlare | Gör det [l:lag] 1 från 2026-12-01
    ");
    let housing = format!("2026-11-23 a:uppdrag.bestallt insats=boende\n{meeting}");
    assert_snapshot!(planned_with(&stack, &housing), @r"
    genast | öppen | behandlare | Gör det [l:genast] 1 från 2026-12-01
    2026-12-22 | öppen | behandlare | Gör det [k:rutin] 1 från 2026-12-01
    2027-03-01 | öppen | behandlare | Gör det [l:lag] 1 från 2026-12-01
    ");
    let kind_of = format!("2026-11-23 a:uppdrag.bestallt insats=oppenvard-cra\n{meeting}");
    assert_eq!(planned_with(&stack, &kind_of).lines().count(), 2);
}

#[test]
fn titles_use_the_municipalitys_words() {
    let rules = duty(
        "t",
        "title = \"Skriv till {enskild}. {enskild} ska få läsa\"\nwhen = \"mote.hallet\"\njudge = true\nmet_by = [\"insats.paborjad\"]",
    );
    let stack = stack(&[("p", "lag", "", &rules), ("k", "kommun", "[terms]\nenskild = \"klienten\"", "")]);
    let text = planned_with(&stack, &after_order("2026-12-01 a:mote.hallet"));
    assert_snapshot!(text, @"bedöm | öppen | behandlare | Skriv till klienten. Klienten ska få läsa [p:t] 1 från 2026-12-01");
}

#[test]
fn a_pack_lies_above_those_it_uses() {
    let unit = duty(
        "t",
        "title = \"Träffa {enskild}\"\nwhen = \"mote.hallet\"\nwithin = \"3 veckor\"\nmet_by = [\"insats.paborjad\"]",
    );
    let town =
        "uses = [\"l\", \"e\"]\n[terms]\nenskild = \"personen\"\n[[override]]\nkey = \"e:t\"\nwithin = \"2 veckor\"";
    let stack = stack(&[
        ("k", "kommun", town, ""),
        ("l", "lag", "", ""),
        ("e", "enhet", "[terms]\nenskild = \"brukaren\"", &unit),
    ]);
    let text = planned_with(&stack, &after_order("2026-12-01 a:mote.hallet"));
    assert_snapshot!(text, @"2026-12-15 | öppen | behandlare | Träffa personen [e:t] 1 från 2026-12-01");
}

#[test]
fn time_that_stands_still_is_made_up_for_once_it_is_over() {
    let rule = duty(
        "vardtid",
        "scope = \"arende\"\nwhen = \"tvangsvard.paborjad\"\nwithin = \"6 månader\"\ncounting = \"forfluten\"\n\
         paused = { from = \"tvangsvard.avbruten\", to = \"tvangsvard.aterupptagen\" }\nmet_by = [\"tvangsvard.upphord\"]",
    );
    let after = |more: &str| planned(&rule, &format!("2026-08-31 tvangsvard.paborjad\n{more}"));
    assert!(after("").starts_with("2027-02-28"), "{}", after(""));
    let away = "2026-10-01 tvangsvard.avbruten\n";
    assert!(after(away).starts_with("2027-02-28"), "{}", after(away));
    let back = format!("{away}2026-10-11 tvangsvard.aterupptagen\n");
    assert!(after(&back).starts_with("2027-03-10"), "{}", after(&back));
    let twice = format!("{back}2027-03-05 tvangsvard.avbruten\n2027-03-06 tvangsvard.aterupptagen");
    assert!(after(&twice).starts_with("2027-03-11"), "{}", after(&twice));
}
