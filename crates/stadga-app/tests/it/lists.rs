//! Lists are made of rows alone. They say what the pages of the cases say, which read the cases.

use crate::town::{APPLICATION, Town};
use stadga_app::view::WorkItem;
use stadga_core::Id;
use std::collections::BTreeMap;

/// What a list and a page must say alike of a duty.
fn told(item: &WorkItem) -> String {
    let mut owners = item.owners.clone();
    owners.sort();
    let explanation = &item.explanation;
    let steps: Vec<&str> = explanation.steps.iter().map(|step| step.text.as_str()).collect();
    format!(
        "{} | {} | {} | {:?} | {:?} {:?} {:?} | {} {} {:?} {:?} {:?} | {} {} {} {:?} {:?} | {:?} {:?} {}",
        item.rule,
        item.title,
        item.why,
        item.source,
        item.due,
        item.legal,
        item.word,
        explanation.rule,
        explanation.pack,
        explanation.responsible,
        explanation.warning,
        steps,
        item.target,
        item.number,
        item.person,
        item.action,
        item.button,
        item.on_list,
        owners,
        item.desk,
    )
}

#[test]
fn a_list_says_of_a_duty_what_the_page_of_its_case_says() {
    let town = Town::lived();
    let mut compared = 0;
    for who in ["amina", "sara", "jonas", "nadja", "robert", "omar"] {
        let ctx = town.ctx(who);
        let day = town.app.my_whole_day(&ctx).unwrap();
        assert_eq!(day.waiting.len(), day.waiting_in_all, "{who}");
        let mut pages: BTreeMap<Id, BTreeMap<String, String>> = BTreeMap::new();
        for item in day.items.iter().chain(&day.waiting) {
            let case = || town.app.case_page(&ctx, item.case).map(|page| [page.mine, page.waiting].concat());
            let assignment =
                || town.app.assignment_page(&ctx, item.target).map(|page| [page.mine, page.waiting].concat());
            let page = pages.entry(item.target).or_insert_with(|| {
                let matter = || town.app.matter_page(&ctx, item.case).map(|page| [page.mine, page.waiting].concat());
                let items = case().or_else(|_| assignment()).or_else(|_| matter()).unwrap_or_default();
                items.into_iter().map(|item| (item.id.clone(), told(&item))).collect()
            });
            // Reception has a page of its own, without duties.
            if item.desk {
                continue;
            }
            assert_eq!(page.get(&item.id), Some(&told(item)), "{who}");
            compared += 1;
        }
        let mine = day.items.iter().filter(|item| item.mine).count();
        let others = day.waiting.iter().filter(|item| !item.mine).count();
        assert_eq!((mine, others), (day.items.len(), day.waiting.len()), "{who}");
    }
    assert!(compared > 60, "only {compared} duties were compared");
}

#[test]
fn min_dag_shows_the_first_of_what_waits_for_others_and_says_how_much_there_is() {
    let town = Town::lived();
    let ctx = town.ctx("nadja");
    let (first, whole) = (town.app.my_day(&ctx).unwrap(), town.app.my_whole_day(&ctx).unwrap());
    assert!(whole.waiting.len() > first.waiting.len(), "{} of {}", first.waiting.len(), whole.waiting.len());
    assert_eq!(first.waiting_in_all, whole.waiting.len());
    assert_eq!(first.waiting, whole.waiting[..first.waiting.len()]);
}

/// Sara's case; nobody has anything to do in it any more.
fn closed(town: &Town) -> Id {
    let case = town.does("amina", "ansokan.registrera", None, APPLICATION).unwrap().case;
    town.does("sara", "arende.avsluta", Some(case), "orsak=avliden skal=\"Enligt folkbokföringen\"").unwrap();
    case
}

#[test]
fn what_has_happened_is_told_of_a_case_without_a_row_and_never_of_ones_own_acts() {
    let town = Town::new();
    let case = closed(&town);
    town.does("nadja", "anteckning.skriv", Some(case), "text=Samtal").unwrap();
    let told = |who: &str| {
        let day = town.app.my_day(&town.ctx(who)).unwrap();
        assert!(day.items.iter().all(|item| item.case != case), "{who}");
        let lines: Vec<String> = day.recent.iter().map(|line| format!("{}: {}", line.who, line.what)).collect();
        lines.join(", ")
    };
    assert_eq!(told("sara"), "Nadja Blom: Journalanteckning, Amina Warsame: Handläggare utsedd");
    assert_eq!(told("jonas"), "");
}

#[test]
fn a_providers_note_is_told_of_only_when_it_is_handed_on() {
    let town = Town::lived();
    let (sara, omar) = (town.id("sara"), town.id("omar"));
    let cases = town.files();
    let mut ongoing =
        cases.iter().filter(|(_, file)| file.case.caseworker == Some(sara) && file.case.closed_on.is_none());
    let assignment = ongoing.find_map(|(_, file)| file.assignments.values().find(|known| known.therapists == [omar]));
    let assignment = assignment.expect("an assignment of Omar's in a case of Sara's").id;
    let told = || {
        let day = town.app.my_day(&town.ctx("sara")).unwrap();
        day.recent.iter().filter(|line| line.target == assignment && line.what == "Genomförandeanteckning").count()
    };
    let before = told();
    town.does("omar", "genomforandeanteckning.skriv", Some(assignment), "text=Samtal").unwrap();
    assert_eq!(told(), before);
    let handed_on = "text=Samtal handlaggaren_behover_veta=true";
    town.does("omar", "genomforandeanteckning.skriv", Some(assignment), handed_on).unwrap();
    assert_eq!(told(), before + 1);
}
