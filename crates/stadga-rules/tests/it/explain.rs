//! "Varför?" and the routine as a page.

use crate::support::{duty, stack, story};
use insta::assert_snapshot;
use stadga_rules::{Timeline, explain, page_in, plan};

const RULE: &str = r#"
title = "Skriv genomförandeplan tillsammans med {enskild}"
when = { event = "mote.hallet", if = { field = "art", is = "inledande" }, first = true }
within = "3 veckor"
met_by = ["genomforandeplan.upprattad"]
void_by = ["insats.avslutad"]
escalate = [{ after = "1 arbetsdag", to = "utforarchef" }]
"#;

#[test]
fn why_tells_the_rule_the_arithmetic_and_the_pack() {
    let stack = stack(&[("p", "lag", "valid_to = 2026-06-30", &duty("plan", RULE))]);
    let events = story("2026-11-20 a:uppdrag.bestallt\n2026-12-04 a:mote.hallet art=inledande");
    let duties = plan(&stack, &Timeline::new(&events, None));
    let why = explain(&stack, &duties[0]);
    let steps: Vec<&str> = why.steps.iter().map(|step| step.text.as_str()).collect();
    let told = [why.rule, steps.join("\n"), why.pack, why.validity, why.warning.unwrap_or_default()];
    assert_snapshot!(told.join("\n\n"), @r"
    När ”Möte hållet” är registrerat första gången, om art är inledande: Skriv genomförandeplan tillsammans med den enskilde. Ansvarig är behandlare. Tid: inom tre veckor, lokal tid. Klart när ”Genomförandeplan upprättad” är registrerat. Behövs inte längre när ”Insats avslutad” är registrerat. Är det inte gjort en arbetsdag efter sista dagen syns det även hos enhetschef hos utföraren.

    Möte hållet: fredag 2026-12-04.
    Startdag fredag 2026-12-04 räknas inte.
    Tre veckor senare, samma veckodag: fredag 2026-12-25.
    Regeln finns i Rutin p, version 1.

    Rutin p, version 1

    Gäller från 1 juli 2025 till och med 30 juni 2026.

    Rutin p gällde till och med 30 juni 2026 och används fortfarande.
    ");
}

#[test]
fn a_target_is_told_as_the_packs_own() {
    let law = duty(
        "u",
        "when = \"mote.hallet\"\nurgency = \"genast\"\nmet_by = [\"insats.paborjad\"]\nsource = { kind = \"lag\", cite = \"33 § FL\" }",
    );
    let change = "[[override]]\nkey = \"l:u\"\ntarget = \"1 arbetsdag\"\nreason = \"Vi har jour.\"";
    let stack = stack(&[("l", "lag", "", &law), ("k", "kommun", change, "")]);
    let events = story("2026-11-20 a:uppdrag.bestallt\n2026-12-04 a:mote.hallet");
    let duties = plan(&stack, &Timeline::new(&events, None));
    assert!(duties[0].is_local_target());
    assert_snapshot!(duties[0].receipt, @r"
    En arbetsdag, lokal tid (33 § FL)
    Möte hållet: fredag 2026-12-04.
    Startdag fredag 2026-12-04 räknas inte.
    En arbetsdag senare: måndag 2026-12-07. Lördagar, helgdagar, midsommarafton, julafton och nyårsafton är inte arbetsdagar.
    Lokalt mål: 33 § FL säger genast utan att ange antal dagar.
    Tiden är satt av Rutin k, version 1. Vi har jour.
    Regeln finns i Rutin l, version 1.
    ");
}

#[test]
fn the_page_lists_what_each_role_does() {
    let shared = RULE.replace("within", "shared_with = [\"handlaggare\"]\nwithin");
    let stack = stack(&[("p", "lag", "", &duty("plan", &shared))]);
    let row = |row: &stadga_rules::PageRow| {
        format!("{}: {} ({}; {}) {}", row.role, row.what, row.when, row.within, row.source.cite)
    };
    assert_snapshot!(page_in(&stack, "p").iter().map(row).collect::<Vec<_>>().join("\n"), @r"
    Handläggare: Skriv genomförandeplan tillsammans med den enskilde (När ”Möte hållet” är registrerat första gången, om art är inledande; Inom tre veckor, lokal tid) Rutin, punkt 5
    Behandlare: Skriv genomförandeplan tillsammans med den enskilde (När ”Möte hållet” är registrerat första gången, om art är inledande; Inom tre veckor, lokal tid) Rutin, punkt 5
    ");
}
