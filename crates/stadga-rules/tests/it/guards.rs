//! What acts need: which guards apply, what holds, what is said.

use crate::support::{stack, story};
use insta::assert_snapshot;
use jiff::civil::date;
use stadga_core::fact::organisation::Roll;
use stadga_rules::{Timeline, check, delegation_point, refusals, warnings};

const CATALOGUE: &str = r#"
[[insats]]
key = "oppenvard"
name = "Öppenvård"
legal = "11 kap. 1 § SoL"
[[insats]]
key = "boende"
name = "Boende"
legal = "11 kap. 1 § SoL"
[[delegation]]
point = "4.2"
decision = ["bifall", "avslag"]
insatser = ["oppenvard"]
roles = ["socialsekreterare"]
max_period = "12 månader"
source = { kind = "delegation", cite = "Punkt 4.2" }
[[delegation]]
point = "4.9"
decision = ["bifall", "avslag"]
roles = ["enhetschef"]
source = { kind = "delegation", cite = "Punkt 4.9" }
"#;

const RULES: &str = r#"
[[guard]]
key = "tid"
command = "beslut.fatta"
level = "riktlinje"
if = { field = "utfall", in = ["bifall"] }
require = { not = { period = ["fran", "till"], exceeds = "3 månader" } }
message = "Tiden är längre än tre månader."
field = "till"
source = { kind = "riktlinje", cite = "Riktlinjer, 4.1" }
clauses = []
[[guard]]
key = "delegation"
command = "beslut.fatta"
level = "behorighet"
require = { delegated = true }
message = "Du får inte fatta beslutet."
ok = "Du får fatta beslutet."
source = { kind = "delegation", cite = "Delegationsordningen" }
clauses = []
[[guard]]
key = "kommunicerat"
command = ["beslut.fatta"]
level = "lag"
require = { happened = "kommunicering.skickad", since_trigger = true }
message = "Utredningen är inte kommunicerad till {enskild}."
remedy = "Skicka den."
remedy_action = "kommunicering.skicka"
source = { kind = "lag", cite = "25 § FL" }
clauses = ["T-123"]
[[guard]]
key = "svarstid"
command = "beslut.fatta"
level = "lag"
if = { happened = "kommunicering.skickad", since_trigger = true }
require = { not = { happened = "kommunicering.skickad", where = { not_over = "svar_senast" }, since_trigger = true } }
message = "Svarstiden har inte gått ut."
ok = "Svarstiden har gått ut."
source = { kind = "lag", cite = "25 § FL" }
clauses = []
"#;

fn checked(input: &str, role: Roll, happened: &str) -> String {
    let stack = stack(&[("l", "lag", CATALOGUE, RULES)]);
    let events = story(happened);
    let input: toml::Table = input.parse().unwrap();
    let timeline = Timeline::new(&events, None);
    let checks = check(&stack, "beslut.fatta", &input, role, &timeline, date(2026, 11, 10), None);
    let line = |check: &stadga_rules::Check| {
        let point = check.point.as_ref().map(|point| format!(" (punkt {point})")).unwrap_or_default();
        format!("{} {} {} {}{point}", if check.holds { "klart" } else { "FEL" }, check.level, check.rule, check.text())
    };
    let mut lines: Vec<String> = checks.iter().map(line).collect();
    lines.push(format!("{} hinder, {} frågor", refusals(&checks).hinders.len(), warnings(&checks).len()));
    lines.join("\n")
}

#[test]
fn every_guard_that_applies_answers_hardest_first() {
    let input = "utfall = \"bifall\"\ninsats = \"oppenvard\"\nfran = \"2026-12-01\"\ntill = \"2027-06-01\"";
    assert_snapshot!(checked(input, Roll::Socialsekreterare, "2026-10-01 utredning.inledd"), @r"
    FEL lag l:kommunicerat Utredningen är inte kommunicerad till den enskilde.
    klart behorighet l:delegation Du får fatta beslutet. (punkt 4.2)
    FEL riktlinje l:tid Tiden är längre än tre månader.
    1 hinder, 1 frågor
    ");
}

#[test]
fn what_has_happened_since_the_latest_decision_counts() {
    let input = "utfall = \"avslag\"\ninsats = \"boende\"";
    let sent = "2026-10-20 kommunicering.skickad svar_senast=2026-11-09";
    assert_snapshot!(checked(input, Roll::Socialsekreterare, sent), @r"
    klart lag l:kommunicerat ”Utredning kommunicerad” är registrerat efter det senaste beslutet.
    klart lag l:svarstid Svarstiden har gått ut.
    FEL behorighet l:delegation Du får inte fatta beslutet.
    1 hinder, 0 frågor
    ");
    assert_snapshot!(checked(input, Roll::Enhetschef, "2026-10-20 kommunicering.skickad svar_senast=2026-11-11"), @r"
    klart lag l:kommunicerat ”Utredning kommunicerad” är registrerat efter det senaste beslutet.
    FEL lag l:svarstid Svarstiden har inte gått ut.
    klart behorighet l:delegation Du får fatta beslutet. (punkt 4.9)
    1 hinder, 0 frågor
    ");
    let decided = format!("{sent}\n2026-11-10 beslut.fattat");
    assert_snapshot!(checked(input, Roll::Enhetschef, &decided), @r"
    FEL lag l:kommunicerat Utredningen är inte kommunicerad till den enskilde.
    klart behorighet l:delegation Du får fatta beslutet. (punkt 4.9)
    1 hinder, 0 frågor
    ");
}

#[test]
fn the_delegation_order_admits_by_outcome_insats_role_and_period() {
    let stack = stack(&[("l", "lag", CATALOGUE, "")]);
    let point = |outcome, insats, role, period| {
        delegation_point(&stack, outcome, insats, role, period).map(|row| row.point.as_str())
    };
    let year = Some((date(2026, 12, 1), date(2027, 11, 30)));
    let longer = Some((date(2026, 12, 1), date(2027, 12, 2)));
    assert_eq!(point("bifall", "oppenvard", Roll::Socialsekreterare, year), Some("4.2"));
    assert_eq!(point("bifall", "oppenvard", Roll::Socialsekreterare, longer), None);
    assert_eq!(point("bifall", "oppenvard", Roll::Socialsekreterare, None), None);
    assert_eq!(point("avslag", "oppenvard", Roll::Socialsekreterare, None), Some("4.2"));
    assert_eq!(point("bifall", "boende", Roll::Socialsekreterare, year), None);
    assert_eq!(point("bifall", "boende", Roll::Enhetschef, longer), Some("4.9"));
    assert_eq!(point("avskrivning", "boende", Roll::Enhetschef, None), None);
}

#[test]
fn age_is_todays_and_an_unknown_age_is_no() {
    let rules = RULES
        .split("[[guard]]")
        .nth(1)
        .unwrap()
        .replace("not = { period = [\"fran\", \"till\"], exceeds = \"3 månader\" }", "age = { over = 64 }");
    let stack = stack(&[("l", "lag", "", &format!("[[guard]]{rules}"))]);
    let input: toml::Table = "utfall = \"bifall\"".parse().unwrap();
    let over = |birth| {
        let timeline = Timeline::new(&[], birth);
        let checks = check(&stack, "beslut.fatta", &input, Roll::Enhetschef, &timeline, date(2026, 11, 10), None);
        checks[0].holds
    };
    assert!(over(Some(date(1961, 11, 10))));
    assert!(!over(Some(date(1961, 11, 11))));
    assert!(!over(None));
}
