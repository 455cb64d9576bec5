//! Erasure: whose time has come, what cannot be chosen, two persons, and nothing left but what the protocol says.

use crate::town::{Fields, Town};
use stadga_core::Id;
use stadga_testkit::text_of;

/// A closed case of somebody with this name and number; its last note is of 2026-11-24.
pub fn closed(town: &Town, name: &str, number: &str) -> Id {
    let report: Fields<'_> = &[
        ("namn", name),
        ("nummer", number),
        ("slag", "vard"),
        ("kanal", "telefon"),
        ("innehall", "Mottagen på akuten."),
        ("enhet", "vuxen"),
        ("handlaggare", "sara"),
    ];
    let answer = town.act("amina", "anmalan.registrera", None, report);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let case: Id = answer.location().split('/').nth(2).unwrap().split('?').next().unwrap().parse().unwrap();
    let opened: Fields<'_> = &[("utfall", "inleds"), ("lagrum", "lvm"), ("skal", "Vårdbehovet kan vara stort.")];
    for (use_case, fields) in [
        ("forhandsbedomning.gor", opened),
        ("anteckning.skriv", &[("rubrik", "Samtal"), ("text", "Klarar sig med hjälp av sin syster.")]),
        ("arende.avsluta", &[("orsak", "annat"), ("skal", "Vill inte ha stöd.")]),
    ] {
        let answer = town.act("sara", use_case, Some(case), fields);
        assert_eq!(answer.status, 303, "{use_case}: {}", answer.text());
    }
    case
}

#[test]
fn ac9_erasure_is_for_two_persons_on_a_list_with_reasons_and_the_counts_add_up() {
    let town = Town::new();
    town.at("2026-11-24T09:00");
    let per = closed(&town, "Per Holm", "19950101-2380");
    let eva = closed(&town, "Eva Lind", "19950115-2384");
    town.at("2031-11-24T09:00");
    let early = town.get("amina", "/gallring").text();
    assert!(early.contains("Det finns 2 akter") && early.contains("Ingen akt ska gallras nu"), "{early}");
    town.at("2031-11-25T09:00");
    let page = town.get("amina", "/gallring").text();
    for words in
        ["SN 2026-00001", "2032-12-31", "Inte föreslagen", "SN 2026-00002", "bevaras för forskningen", "13 kap. 1 §"]
    {
        assert!(page.contains(words), "{words} is not said: {page}");
    }
    for name in ["Per Holm", "Eva Lind", "1995"] {
        assert!(!page.contains(name), "{name} is told");
    }
    // What is excepted is not among what can be chosen, and is refused by the law when it is asked for by its id.
    let form = town.get("amina", "/gallring/gallring.foresla").body;
    assert!(form.contains(&per.to_string()) && !form.contains(&eva.to_string()), "{form}");
    let ids = [per.to_string(), eva.to_string()];
    let act = |who: &str, use_case: &str, fields: Fields<'_>| town.post(who, &format!("/gallring/{use_case}"), fields);
    let both = act("amina", "gallring.foresla", &[("akter", &ids[0]), ("akter", &ids[1])]);
    assert!(both.status == 422 && both.text().contains("bevaras för forskningen"), "{}", both.text());
    let done = act("nadja", "gallring.foresla", &[("akter", &ids[0])]);
    assert_eq!(done.status, 303, "{}", done.text());
    let own = act("nadja", "gallring.besluta", &[("slutgiltigt", "ja")]);
    assert!(own.status == 422 && own.text().contains("någon annan behöver besluta"), "{}", own.text());
    assert_eq!(act("amina", "gallring.besluta", &[("slutgiltigt", "ja")]).status, 404, "reception only proposes");
    let no = act("nadja", "gallring.avboj", &[("skal", "Amina föreslår.")]);
    assert_eq!(no.status, 303, "{}", no.text());
    assert_eq!(act("amina", "gallring.foresla", &[("akter", &ids[0])]).status, 303);
    let again = act("amina", "gallring.foresla", &[("akter", &ids[0])]);
    assert!(again.status == 422 && again.text().contains("väntar redan på beslut"), "{}", again.text());
    let events = town.events();
    let unread = act("nadja", "gallring.besluta", &[]);
    assert!(unread.status == 422 && town.events() == events, "{}", unread.text());
    let decided = act("nadja", "gallring.besluta", &[("slutgiltigt", "ja")]);
    assert_eq!(decided.status, 303, "{}", decided.text());
    nothing_is_left(&town, per, eva);
}

/// Of what was erased only the protocol and the chain are left, and the rest is as it was.
fn nothing_is_left(town: &Town, per: Id, eva: Id) {
    for path in [format!("/arenden/{per}"), format!("/arenden/{per}/handlingar")] {
        assert_eq!(town.get("nadja", &path).status, 404, "{path}");
    }
    assert_eq!(town.get("nadja", &format!("/arenden/{eva}")).status, 200);
    let found = |name: &str| town.post("nadja", "/sok", &[("q", name)]).text();
    assert!(!found("Per Holm").contains("SN 2026-00001") && !found("19950101-2380").contains("SN 2026-00001"));
    let store = town.app.store();
    let report = store.verify().unwrap();
    assert!(report.is_sound() && report.erased == 2, "{report:?}");
    assert_eq!(town.app.rebuild().unwrap().differing, 0, "the lists are as the log gives them");
    let rows = store.read_model_rows().unwrap();
    assert!(!rows.iter().any(|row| row.contains(&per.to_string())), "{rows:?}");
    // The audit trail is whole, by its ids.
    let trail = store.audit_after(0, 10_000).unwrap();
    assert!(trail.iter().any(|row| row.row.subjects.contains(&per)));
    let page = town.get("amina", "/gallring").text();
    assert!(page.contains("1 akt gallrades 2031-11-25") && page.contains("2 akter fanns före"), "{page}");
    let page = town.get("amina", "/gallring").body;
    let at = page.split("/gallring/").find(|part| part.contains("/protokoll.pdf")).unwrap();
    let id = at.split('/').next().unwrap();
    let rows = town.audited(|| assert_eq!(town.get("amina", &format!("/gallring/{id}/protokoll.pdf")).status, 200));
    assert!(rows.iter().any(|row| row.row.kind == stadga_store::AuditKind::Export), "{rows:?}");
    let ctx = town.app.ctx(town.id("nadja")).unwrap();
    let file = town.app.retention_protocol(&ctx, id.parse().unwrap()).unwrap();
    if let Some(text) = text_of(&file.bytes) {
        for words in ["Gallringsprotokoll", "SN 2026-00001", "Före 2", "Gallrade 1", "Kvar 1", "Amina", "Nadja"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains("Per Holm"), "{text}");
    }
    for who in ["sara", "robert", "omar"] {
        assert_eq!(town.get(who, "/gallring").status, 404, "{who}");
    }
}
