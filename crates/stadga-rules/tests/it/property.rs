//! What must hold for any timeline: no panic, one answer, whatever day and order.

use crate::support::{duty, picked, stack, story, tally};
use jiff::Span;
use jiff::civil::date;
use proptest::prelude::*;
use stadga_core::fact::organisation::Roll;
use stadga_rules::{DutyState, Stack, Timeline, check, explain, plan};

const STORY: &str = "
    2026-10-05 arende.oppnat
    +2026-10-05 ansokan.inkommen
    2026-10-06 utredning.inledd
    2026-10-20 kommunicering.skickad svar_senast=2026-11-10
    2026-11-20 beslut.fattat #b
    2026-11-20 beslut.fattat #b2 rattar=#b prova_om=2027-05-01
    2026-11-21 beslut.underrattat
    2026-11-23 bestallning.skickad
    +2026-11-23 a:uppdrag.bestallt till=2027-11-30
    2026-11-24 a:uppdrag.mottaget
    2026-12-01 a:mote.hallet #m art=inledande
    +2026-12-01 a:insats.paborjad
    2026-12-10 a:genomforandeplan.upprattad
    2027-02-01 a:uppfoljning.gjord
    2027-02-01 a:uppfoljning.gjord
    2027-06-15 a:uppfoljning.gjord
    2027-07-01 a:handelse.aterkallad rattar=#m
    2027-08-01 c:uppdrag.bestallt
    2027-09-01 c:insats.paborjad
    2027-12-01 a:insats.avslutad
    2027-12-05 arende.avslutat";

fn rules() -> Stack {
    let rules = [
        duty(
            "plan",
            "when = { event = \"mote.hallet\", first = true }\nwithin = \"3 veckor\"\nmet_by = [\"genomforandeplan.upprattad\"]\nvoid_by = [\"insats.avslutad\"]\nescalate = [{ after = \"1 arbetsdag\", to = \"utforarchef\" }]",
        ),
        duty(
            "serie",
            "when = \"insats.paborjad\"\nevery = \"3 månader\"\nmet_by = [\"uppfoljning.gjord\"]\nvoid_by = [\"insats.avslutad\"]",
        ),
        duty("dagligen", "when = \"insats.paborjad\"\nevery = \"1 dag\"\nmet_by = [\"uppfoljning.gjord\"]"),
        duty(
            "svar",
            "scope = \"arende\"\nwhen = \"kommunicering.skickad\"\nuntil = \"svar_senast\"\nafter = \"1 arbetsdag\"\nopens = \"at_due\"\nmet_by = [\"beslut.fattat\"]",
        ),
        duty(
            "underratta",
            "scope = \"arende\"\nwhen = \"beslut.fattat\"\nurgency = \"genast\"\ntarget = \"1 arbetsdag\"\nmet_by = [{ event = \"beslut.underrattat\", match = \"beslut\" }]",
        ),
        duty(
            "prova",
            "scope = \"arende\"\nwhen = { event = \"beslut.fattat\", if = { filled = \"prova_om\" } }\nuntil = \"prova_om\"\nmet_by = [\"beslut.fattat\"]",
        ),
        duty(
            "borja",
            "scope = \"arende\"\nwhen = \"beslut.fattat\"\nwithin = \"3 månader\"\nif = { count = \"beslut.fattat\", at_least = 1, within = \"90 dagar\" }\nmet_by = [\"insats.paborjad\"]",
        ),
    ];
    stack(&[("p", "lag", "", &rules.concat())])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_part_of_a_timeline_gives_one_plan(mask in prop::collection::vec(any::<bool>(), 21), days in prop::collection::vec(-400i64..400, 21)) {
        let stack = rules();
        let mut events = story(STORY);
        for (event, days) in events.iter_mut().zip(&days) {
            event.occurred_on = event.occurred_on.saturating_add(Span::new().days(*days));
        }
        let events = picked(&events, &mask);
        let timeline = Timeline::new(&events, Some(date(1985, 1, 1)));
        let first = plan(&stack, &timeline);
        prop_assert_eq!(&first, &plan(&stack, &Timeline::new(&events, None)));
        let ids = tally(first.iter().map(|duty| duty.id.clone()));
        prop_assert!(ids.values().all(|count| *count == 1), "an id stands twice");
        for duty in &first {
            prop_assert!(!explain(&stack, duty).rule.is_empty());
            prop_assert!(duty.due.is_some() || duty.word.is_some() || duty.judge);
            prop_assert!(duty.state == DutyState::Open || !duty.is_late(jiff::civil::Date::MAX));
        }
        check(&stack, "beslut.fatta", &toml::Table::new(), Roll::Enhetschef, &timeline, date(2027, 1, 1), None);
    }

    #[test]
    fn equal_facts_may_change_places(days in prop::collection::vec(0i64..500, 2..8), seed in any::<u64>()) {
        let stack = rules();
        let lines: Vec<String> = days.iter().map(|days| {
            let on = date(2026, 12, 1).saturating_add(Span::new().days(*days));
            format!("{on} a:uppfoljning.gjord")
        }).collect();
        let mut turned = lines.clone();
        let by = usize::try_from(seed % lines.len() as u64).unwrap_or(0);
        turned.rotate_left(by);
        turned.sort_by_key(|line| line.get(..10).map(str::to_owned));
        let told = |lines: &[String]| {
            let head = "2026-11-23 a:uppdrag.bestallt\n2026-12-01 a:insats.paborjad\n";
            let events = story(&format!("{head}{}", lines.join("\n")));
            crate::support::lines(&plan(&stack, &Timeline::new(&events, None)))
        };
        // Written down in another order, the same things happened on the same days.
        prop_assert_eq!(told(&lines), told(&turned));
    }
}
