//! The conference between units: who sees what of what is handed over, and what becomes of it.

use crate::town::{Fields, PER, Town};
use stadga_core::Id;
use stadga_store::AuditKind;
use stadga_testkit::text_of;

const EVA: &str = "Eva Lind";
const HERS: &str = "19850101-2382";
/// What the other unit is asked, which only those who reach the case may read.
const ASKED: &str = "Stöd att öppna posten.";
const PAGE: &str = "/konferens/2026-11-27";

fn done(town: &Town, who: &str, case: Id, use_case: &str, fields: Fields<'_>) {
    let answer = town.app.with_own_steps(|| town.act(who, use_case, Some(case), fields));
    assert_eq!(answer.status, 303, "{use_case}: {}", answer.text());
}

fn refer(town: &Town, who: &str, case: Id, to: &str) {
    let fields = [("till", to), ("fraga", ASKED), ("vag", "konferens"), ("konferens", "2026-11-27")];
    done(town, who, case, "steg.remiss.skriv", &fields);
}

/// Two persons whose cases are handed over on the same Friday.
fn referred() -> (Town, [Id; 2]) {
    let town = Town::between();
    let (first, _) = town.story("kommunicering.skicka");
    town.at("2026-11-24T10:00");
    let hers: Fields<'_> = &[
        ("namn", EVA),
        ("nummer", HERS),
        ("kanal", "telefon"),
        ("galler", "Hyran"),
        ("enhet", "vuxen"),
        ("handlaggare", "jonas"),
    ];
    let opened = town.act("amina", "ansokan.registrera", None, hers);
    let second = opened.location().split("arende=").nth(1).unwrap().parse().unwrap();
    refer(&town, "sara", first, "bostod");
    refer(&town, "jonas", second, "ekonomiskt_bistand");
    (town, [first, second])
}

// proves: S-05 S-07
#[test]
fn who_reaches_the_case_deals_with_it_and_who_receives_it_sees_where_it_comes_from() {
    let (town, [first, _]) = referred();
    let page = town.get("nadja", "/konferens").text();
    for words in ["Konferens fredag 2026-11-27", "2 remisser är kvar", PER, EVA, ASKED, "Till Boendestödet, Ulla Dahl"]
    {
        assert!(page.contains(words), "{words} in {page}");
    }
    // The one who is to receive it: the unit and the number, of what is on its way there and nothing else.
    let page = town.get("ulla", PAGE);
    let number = town.app.store().case_streams(first).unwrap().number.to_string();
    assert!(page.text().contains(&format!("{number} Från Vuxenenheten")), "{}", page.text());
    for secret in [PER, EVA, ASKED, "00002", "Sara", &first.to_string()] {
        assert!(!page.body.contains(secret), "{secret} in {}", page.body);
    }
    let page = town.get("mona", PAGE).text();
    assert!(page.contains("SN 2026-00002") && !page.contains("00001") && !page.contains(EVA), "{page}");
    assert!(town.get("robert", PAGE).text().contains("Inget är anmält till konferensen."));
    assert_eq!(
        (town.get("omar", PAGE).status, town.get("nadja", "/konferens/snart").status),
        (404.try_into().unwrap(), 404.try_into().unwrap())
    );

    // The button opens the form with what it says, and with whoever heads the unit.
    let form = format!("/arenden/{first}/steg.remiss.utdelad?utfall=utdelad&till=bostod");
    assert!(town.get("nadja", PAGE).body.contains(&form.replace('&', "&#38;")), "{}", town.get("nadja", PAGE).body);
    assert!(town.get("nadja", &form).body.contains("value=\"Ulla Dahl\""));
    town.at("2026-11-27T09:00");
    let handed = [("till", "bostod"), ("utfall", "utdelad"), ("roll", "enhetschef"), ("namn", "Ulla Dahl")];
    let answer = town.act("nadja", "steg.remiss.utdelad", Some(first), &handed);
    assert_eq!(answer.location(), "/konferens/2026-11-27?klart=steg.remiss.utdelad");
    let page = town.get("nadja", PAGE).text();
    assert!(page.contains("Utdelad till den andra enheten: Ulla Dahl (2026-11-27)"), "{page}");
    assert!(page.contains("En remiss är kvar att behandla."), "{page}");
    assert!(!town.get("ulla", PAGE).text().contains(&number));

    let rows = town.audited(|| assert_eq!(town.get("nadja", &format!("{PAGE}/konferens.pdf")).status, 200));
    assert!(rows.iter().any(|row| row.row.kind == AuditKind::Export && row.row.subjects.len() == 2), "{rows:?}");
}

#[test]
fn whoever_is_protected_or_kept_apart_is_not_named_at_the_table() {
    let (town, [first, second]) = referred();
    done(&town, "nadja", first, "omsesidig_sparr.registrera", &[("nummer", HERS), ("grund", "vald")]);
    let page = town.get("nadja", PAGE).text();
    assert!(page.contains(PER) != page.contains(EVA), "{page}");
    assert_eq!(page.matches(ASKED).count(), 1, "the background of the other is not told beside it: {page}");
    let ctx = town.app.ctx(town.id("nadja")).unwrap();
    let file = town.app.conference_file(&ctx, jiff::civil::date(2026, 11, 27)).unwrap();
    if let Some(text) = text_of(&file.bytes) {
        assert!(text.contains(PER) != text.contains(EVA), "{text}");
        assert!(text.contains("SN 2026-00001") && text.contains("SN 2026-00002"), "{text}");
    }
    done(&town, "jonas", second, "skydd.registrera", &[("art", "sekretessmarkering"), ("kalla", "Folkbokföringen")]);
    assert!(!town.get("nadja", PAGE).text().contains(EVA));
    assert!(town.get("mona", PAGE).text().contains("Inget är anmält"), "not even that there is something to tell");
}
