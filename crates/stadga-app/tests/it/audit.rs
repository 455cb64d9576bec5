//! Every view, act, refusal of access and search is written down, and nothing is shown otherwise.

use crate::town::{APPLICATION, Town};
use stadga_app::AppError;
use stadga_core::Id;
use stadga_core::form::Form;

/// Reception takes the application; Sara gets the case.
fn opened(town: &Town) -> Id {
    town.does("amina", "ansokan.registrera", None, APPLICATION).unwrap().case
}

#[test]
fn every_view_is_one_row() {
    let town = Town::new();
    let case = opened(&town);
    let ctx = town.ctx("sara");
    let rows = town.audited(|| {
        town.app.my_day(&ctx).unwrap();
        town.app.cases(&ctx).unwrap();
        town.app.case_page(&ctx, case).unwrap();
        town.app.form_context(&ctx, "anteckning.skriv", Some(case)).unwrap();
        town.app.assignments(&town.ctx("robert")).unwrap();
    });
    insta::assert_snapshot!(rows.join("\n"), @r"
    view min_dag.visa
    view arenden.lista
    view arende.visa
    view anteckning.skriv
    view uppdrag.lista
    ");
}

#[test]
fn a_view_names_the_streams_and_the_person_it_showed() {
    let town = Town::new();
    let case = opened(&town);
    let person = town.app.case_page(&town.ctx("sara"), case).unwrap().file.case.person.unwrap();
    let last = town.app.store().audit_after(0, 1_000).unwrap().pop().unwrap().row;
    assert_eq!((last.user, last.subjects), (town.id("sara"), vec![case, person]));
}

#[test]
fn an_act_is_one_row_and_a_returned_form_is_none() {
    let town = Town::new();
    let mut case = None;
    let rows = town.audited(|| {
        case = Some(opened(&town));
        town.does("sara", "anteckning.skriv", case, "text=Samtal").unwrap();
    });
    assert_eq!(rows, ["command ansokan.registrera", "command anteckning.skriv"]);
    let rows = town.audited(|| {
        assert!(matches!(town.does("sara", "anteckning.skriv", case, ""), Err(AppError::Problems(_))));
    });
    assert!(rows.is_empty(), "{rows:?}");
}

#[test]
fn every_refusal_of_access_is_one_row() {
    let town = Town::new();
    let case = opened(&town);
    let (jonas, omar) = (town.ctx("jonas"), town.ctx("omar"));
    let nobodys: Id = "zzzzzzzzzzzzzzzz".parse().unwrap();
    let none = |answer: Option<AppError>| assert!(matches!(answer, Some(AppError::NotFound)), "{answer:?}");
    let rows = town.audited(|| {
        none(town.app.case_page(&jonas, case).err());
        none(town.app.case_page(&jonas, nobodys).err());
        none(town.app.form_context(&jonas, "anteckning.skriv", Some(case)).err());
        none(town.app.rule_check(&jonas, "beslut.fatta", case, &Form::default()).err());
        none(town.app.assignment_page(&omar, case).err());
        none(town.app.form_context(&omar, "anmalan.registrera", None).err());
        none(town.does("jonas", "anteckning.skriv", Some(case), "text=x").err());
        none(town.does("omar", "anmalan.registrera", None, "innehall=x").err());
        none(town.app.nothing::<()>(&omar, "okand_adress").err());
    });
    insta::assert_snapshot!(rows.join("\n"), @r"
    denied arende.visa
    denied arende.visa
    denied anteckning.skriv
    denied beslut.fatta
    denied uppdrag.visa
    denied anmalan.registrera
    denied anteckning.skriv
    denied anmalan.registrera
    denied okand_adress
    ");
}

#[test]
fn every_search_is_one_row_with_what_was_found_and_never_the_question() {
    let town = Town::new();
    let case = opened(&town);
    let rows = town.audited(|| {
        for question in ["Per Holm", "19950101-2380", "SN 2026-00001", "Ingen alls"] {
            town.app.search(&town.ctx("sara"), question).unwrap();
        }
    });
    assert_eq!(rows, ["search sok"; 4]);
    let stored: Vec<_> = town.app.store().audit_after(0, 1_000).unwrap().into_iter().map(|stored| stored.row).collect();
    let last = &stored[stored.len() - 4..];
    assert_eq!(
        last.iter().map(|row| row.subjects.clone()).collect::<Vec<_>>(),
        [vec![case], vec![case], vec![case], vec![]]
    );
    for row in &stored {
        let text = format!("{} {} {}", row.what, row.ground, row.detail);
        assert!(!text.contains("Holm") && !text.contains("2380"), "{text}");
    }
}

#[test]
fn nothing_is_shown_and_nothing_is_done_when_it_cannot_be_written_down() {
    let town = Town::new();
    let case = opened(&town);
    town.ground.nothing_seen();
    let (sara, jonas) = (town.ctx("sara"), town.ctx("jonas"));
    let before = town.app.store().events_after(0, 1_000).unwrap().len();
    let shown = [
        ("Min dag", town.app.my_day(&sara).is_ok()),
        ("the list", town.app.cases(&sara).is_ok()),
        ("the case", town.app.case_page(&sara, case).is_ok()),
        ("the form", town.app.form_context(&sara, "anteckning.skriv", Some(case)).is_ok()),
        ("the search", town.app.search(&sara, "Per Holm").is_ok()),
        ("the note", town.does("sara", "anteckning.skriv", Some(case), "text=x").is_ok()),
        ("the provider's list", town.app.assignments(&town.ctx("robert")).is_ok()),
    ];
    for (what, shown) in shown {
        assert!(!shown, "{what} was answered without a row");
    }
    let refused = town.app.case_page(&jonas, case).err();
    assert!(
        !matches!(refused, Some(AppError::NotFound) | None),
        "a refusal that is not written down is a fault: {refused:?}"
    );
    assert_eq!(town.app.store().events_after(0, 1_000).unwrap().len(), before);
}
