//! The provider's side: who is in and who is out, what was handed over, what is news.

use crate::town::{NUMBER, PER, SECRET, STORY, Town};
use stadga_app::cases;
use stadga_core::Id;
use stadga_store::AuditKind;

#[test]
fn a_therapist_who_has_left_is_out_the_day_after_and_another_is_in() {
    let town = Town::new();
    let (_, assignment) = town.story("mote.registrera");
    let own = format!("/uppdrag/{}", assignment.unwrap());
    town.at("2026-12-08T09:00");
    assert_eq!(town.act("robert", "behandlare.utse", assignment, &[("behandlare", "lina")]).status, 303);
    town.at("2026-12-10T09:00");
    let left = [("behandlare", "omar"), ("overlamning", "Lina tar över samtalen.")];
    assert_eq!(town.act("robert", "behandlare.avsluta", assignment, &left).status, 303);
    assert_eq!(town.get("omar", &own).status, 200, "the last day is inclusive");
    town.at("2026-12-11T09:00");
    let mut answer = None;
    let rows = town.kinds(|| answer = Some(town.get("omar", &own)));
    assert_eq!((answer.unwrap().status.as_u16(), rows), (404, vec![AuditKind::Denied]));
    for path in ["/utforare", "/min-dag"] {
        assert!(!town.get("omar", path).text().contains(PER), "{path}");
    }
    assert_eq!(town.act("omar", "genomforandeanteckning.skriv", assignment, &[("text", "Kvar.")]).status, 404);
    assert!(town.get("lina", &own).text().contains("Lina tar över samtalen."));
}

#[test]
fn in_a_house_whoever_is_on_duty_reads_and_writes_until_the_manager_takes_it_back() {
    let town = Town::new();
    let (case, assignment) = town.story("uppdrag.ta_emot");
    let own = format!("/uppdrag/{}", assignment.unwrap());
    let note = [("text", "Lugn natt."), ("handlaggaren_behover_veta", "ja")];
    assert_eq!(town.get("lina", &own).status, 404);
    assert_eq!(town.act("lina", "genomforandeanteckning.skriv", assignment, &note).status, 404);
    // It is the manager's to say, and is said once.
    for who in ["omar", "lina", "sara"] {
        assert_eq!(town.act(who, "personalgrupp.ange", assignment, &[("alla", "ja")]).status, 404, "{who}");
    }
    assert!(town.get("robert", &format!("{own}/personalgrupp.ange")).body.contains("checked"));
    assert_eq!(town.act("robert", "personalgrupp.ange", assignment, &[]).status, 422);
    assert_eq!(town.act("robert", "personalgrupp.ange", assignment, &[("alla", "ja")]).status, 303);
    assert_eq!(town.act("robert", "personalgrupp.ange", assignment, &[("alla", "ja")]).status, 422);
    let page = town.get("lina", &own).text();
    assert!(page.contains("behandlare Omar Farah och alla i personalen"), "{page}");
    assert!(page.contains("Boka ett inledande möte"), "what is to be done is done by whoever is there: {page}");
    let day = town.get("lina", "/min-dag").text();
    assert!(day.contains("Inget att göra just nu.") && day.contains("Väntar på Omar Farah"), "the row is his: {day}");
    assert!(town.get("lina", "/utforare").text().contains(PER));
    assert_eq!(town.act("lina", "genomforandeanteckning.skriv", assignment, &note).status, 303);
    assert!(town.get("omar", &own).text().contains("Lugn natt."));
    assert_eq!(town.get("lina", &format!("/arenden/{case}")).status, 404, "the case is not the house's");
    // Not the staff of another house, and nobody who must not see the person.
    assert_eq!(town.get("jonas", &own).status, 404);
    let bar = [("anvandare", "lina"), ("grund", "narstaende")];
    let barred = town.act("nadja", "sparr.registrera", Some(case), &bar);
    assert_eq!(barred.status, 303, "{}", barred.text());
    assert_eq!(town.get("lina", &own).status, 404);
    assert!(!town.get("lina", "/utforare").text().contains(PER));
    assert_eq!(town.act("robert", "personalgrupp.ange", assignment, &[]).status, 303);
    let lists = town.app.store().verify().unwrap();
    assert_eq!(lists.findings, vec![]);
}

#[test]
fn the_care_plan_and_the_questions_are_the_assignments_and_carry_nothing_of_the_investigation() {
    let town = Town::new();
    let (case, assignment) = town.story("uppdrag.ta_emot");
    let own = format!("/uppdrag/{}", assignment.unwrap());
    // What the form begins with comes from the record, and is the caseworker's alone to read and send.
    let form = town.get("sara", &format!("{own}/vardplan.skicka"));
    assert!(form.text().contains("Komma tillbaka till arbetet"), "{}", form.text());
    assert_eq!(town.get("omar", &format!("{own}/vardplan.skicka")).status, 404);
    assert_eq!(town.get("jonas", &format!("{own}/planer")).status, 404);
    let plan = [
        ("egen_syn", "Jag vill orka jobba igen."),
        ("mal", "Sluta dricka\nTillbaka till arbetet"),
        ("insatser", "Samtal en gång i veckan."),
        ("ansvar", "Omar har samtalen."),
        ("uppfoljning", "I februari."),
    ];
    assert_eq!(town.act("sara", "vardplan.skicka", assignment, &plan).status, 303);
    let read = town.get("omar", &format!("{own}/vardplan.las"));
    assert!(read.text().contains("Samtal en gång i veckan."), "{}", read.text());
    // Two presses from the row: open it, confirm it. A version sent meanwhile is not confirmed unseen.
    let seen = read.hidden("sag");
    town.at("2026-11-27T10:00");
    let change = [("andring", "Två samtal i veckan."), ("meddelat", "samtal")];
    assert_eq!(town.act("sara", "vardplan.skicka", assignment, &[&plan[..], &change[..]].concat()).status, 303);
    assert_eq!(town.act("omar", "vardplan.las", assignment, &[("sag", &seen)]).status, 409);
    assert_eq!(town.act("omar", "vardplan.las", assignment, &[]).status, 303);
    let question = [("fraga", "Får vi ringa arbetsgivaren?")];
    assert_eq!(town.act("omar", "fraga.stall", assignment, &question).status, 303);
    assert!(town.get("sara", "/min-dag").text().contains("Svara på behandlarens fråga"));
    assert!(town.get("sara", &format!("{own}/fraga.besvara")).text().contains("Får vi ringa arbetsgivaren?"));
    assert_eq!(town.act("sara", "fraga.besvara", assignment, &[("svar", "Ja, gör det.")]).status, 303);
    for who in ["omar", "robert", "sara"] {
        for path in [own.clone(), format!("{own}/planer")] {
            let text = town.get(who, &path).text();
            assert!(text.contains("Samtal en gång i veckan.") || text.contains("Ja, gör det."), "{who} {path}: {text}");
            assert!(!text.contains(SECRET), "{who} {path}");
        }
    }
    assert_eq!(town.get("omar", &format!("/arenden/{case}")).status, 404);
}

#[test]
fn what_was_not_ticked_in_the_order_does_not_reach_the_provider() {
    let town = Town::new();
    town.at("2026-10-05T09:10");
    let told = [("telefon", "070-174 06 05"), ("kontaktonskemal", "Ring inte till jobbet")];
    let intake = [STORY[0].3, &told[..]].concat();
    let answer = town.act("amina", "ansokan.registrera", None, &intake);
    let case: Id = answer.location().split("arende=").nth(1).unwrap().parse().unwrap();
    for (when, who, use_case, fields) in &STORY[1..6] {
        town.at(when);
        // Wishes about contact are read before anything is sent.
        let asks = cases::find(use_case).unwrap().fields.iter().any(|field| field.name == "onskemal_lasta");
        let read: &[(&str, &str)] = if asks { &[("onskemal_lasta", "ja")] } else { &[] };
        let answer = town.act(who, use_case, Some(case), &[fields, read].concat());
        assert_eq!(answer.status, 303, "{use_case}: {}", answer.text());
    }
    for (text, heading) in
        [("Per vill komma på eftermiddagar.", "Samtal"), ("Systern ringde och var orolig.", "Anhörig")]
    {
        let note = [("rubrik", heading), ("text", text)];
        assert_eq!(town.act("sara", "anteckning.skriv", Some(case), &note).status, 303);
    }
    let form = town.get("sara", &format!("/arenden/{case}/bestallning.skicka"));
    let at = form.body.find("Samtal</span>").unwrap_or_default();
    let chosen =
        form.body[..at].rfind("value=\"").map(|from| form.body[from + 7..].split('"').next().unwrap_or_default());
    let order = [
        ("utforare", "oppenvarden"),
        ("dela_mal", "ja"),
        ("dela_omfattning", "ja"),
        ("risker", "Hund i lägenheten."),
        ("anteckningar", chosen.unwrap_or_default()),
    ];
    assert_eq!(town.act("sara", "bestallning.skicka", Some(case), &order).status, 303);
    let assignment = town.app.newest_assignment(case).unwrap();
    let page = town.get("robert", &format!("/uppdrag/{}", assignment.unwrap())).text();
    for seen in ["Hund i lägenheten.", "Per vill komma på eftermiddagar."] {
        assert!(page.contains(seen), "{seen}: {page}");
    }
    for kept in ["070-174 06 05", "Ring inte till jobbet", "Systern ringde"] {
        for path in ["", "/uppdrag.ta_emot", "/planer"] {
            let text = town.get("robert", &format!("/uppdrag/{}{path}", assignment.unwrap())).text();
            assert!(!text.contains(kept), "{kept} on {path}: {text}");
        }
    }
}

/// A unit's routine with a weekly schedule.
const MANIFEST: &str = "[pack]\nid = \"vecka\"\nname = \"Vecka\"\nkind = \"enhet\"\nversion = \"1\"\n\
    valid_from = 2026-01-01\nsource = \"Rutin\"\nuses = [\"ekvalla\"]\n[pack.applies_to]\ninsatser = [\"oppenvard\"]\n";
const WEEK: &str = r#"[[step]]
key = "vecka"
title = "Gör veckan"
scope = "uppdrag"
owner = "behandlare"
fields = [
  { name = "ma", label = "Måndag", kind = "text" }, { name = "ti", label = "Tisdag", kind = "text" },
  { name = "on", label = "Onsdag", kind = "text" }, { name = "to", label = "Torsdag", kind = "text" },
  { name = "fr", label = "Fredag", kind = "text" }, { name = "lo", label = "Lördag", kind = "text" },
  { name = "so", label = "Söndag", kind = "text" }, { name = "tester", label = "Tester", kind = "text" },
]
week = ["ma", "ti", "on", "to", "fr", "lo", "so"]
source = { kind = "rutin", cite = "Rutin" }
clauses = []
"#;

#[test]
fn who_lacks_a_plan_a_week_or_a_follow_up_is_seen_at_once_and_the_week_is_printed_without_more_than_it_needs() {
    let town = Town::with_routine("vecka", MANIFEST, WEEK);
    let (_, assignment) = town.story("mote.registrera");
    let own = format!("/uppdrag/{}/veckoschema", assignment.unwrap());
    let overview = town.get("robert", "/utforare/oversikt").text();
    for words in ["1 saknar genomförandeplan · 1 saknar veckoschema · 1 är inte uppföljda än.", PER, "Ingen än"]
    {
        assert!(overview.contains(words), "{words}: {overview}");
    }
    assert!(town.get("omar", "/utforare/veckoschema").text().contains("Saknar schema: Per."));
    assert!(town.get("omar", &own).text().contains("Inget veckoschema än."));
    for (monday, friday) in [("Simning", "Bio"), ("Handla", "Arbetsträning")] {
        let week = [("ma", monday), ("fr", friday), ("tester", "Blodprov")];
        assert_eq!(town.act("omar", "steg.vecka", assignment, &week).status, 303);
    }
    for (path, name) in [("/utforare/veckoschema", "Per"), (own.as_str(), "Min vecka, Per")] {
        let sheet = town.get("omar", path).text();
        for words in [name, "Handla", "Arbetsträning"] {
            assert!(sheet.contains(words), "{path} {words}: {sheet}");
        }
        for kept in [PER, NUMBER, "Blodprov", "Simning"] {
            assert!(!sheet.contains(kept), "{path} says {kept}: {sheet}");
        }
    }
    assert!(town.get("omar", "/utforare/veckoschema").text().contains("Personalrum."));
    assert!(!town.get("robert", "/utforare/oversikt").text().contains("saknar veckoschema"));
    for (who, path) in [("sara", "/utforare/oversikt"), ("sara", own.as_str()), ("lina", own.as_str())] {
        let mut answer = None;
        let rows = town.kinds(|| answer = Some(town.get(who, path)));
        assert_eq!((answer.unwrap().status.as_u16(), rows), (404, vec![AuditKind::Denied]), "{who} {path}");
    }
}

// proves: K-40
#[test]
fn a_changed_plan_is_news_to_the_caseworker_until_it_is_looked_at() {
    let town = Town::new();
    let (case, assignment) = town.story("genomforandeplan.uppratta");
    let own = format!("/uppdrag/{}", assignment.unwrap());
    let unread = |who: &str| town.get(who, "/utforare").text();
    town.get("sara", &own);
    town.get("omar", &own);
    assert!(!town.get("sara", &format!("/arenden/{case}")).text().contains("oläst"));
    town.at("2027-01-20T09:00");
    let change = [
        ("egna_ord", "Jag vill orka jobba igen."),
        ("mal", "Sluta dricka\nSova om nätterna"),
        ("arbetssatt", "Samtal två gånger i veckan."),
        ("godkannande", "godkand"),
        ("andring", "Ett mål till."),
        ("meddelat", "tillsammans"),
    ];
    assert_eq!(town.act("omar", "genomforandeplan.uppratta", assignment, &change).status, 303);
    let page = town.get("sara", &format!("/arenden/{case}")).text();
    assert!(page.contains("1 oläst"), "{page}");
    assert!(town.get("sara", "/min-dag").text().contains("genomförandeplan upprättad"));
    let versions = town.get("sara", &format!("{own}/planer")).text();
    assert!(versions.contains("Nytt mål: Sova om nätterna") && versions.contains("Ett mål till."), "{versions}");
    assert!(!town.get("sara", &format!("/arenden/{case}")).text().contains("oläst"), "it is read");
    // One's own writing is never news; a colleague's is, each to their own.
    assert!(!unread("omar").contains("oläst"));
    assert!(unread("robert").contains("oläst"));
    // Whoever comes next reads the journal itself from a moment on, and what is older stays unread.
    town.at("2027-01-20T21:40");
    let late = [("text", "Sov dåligt och ville prata.")];
    assert_eq!(town.act("omar", "genomforandeanteckning.skriv", assignment, &late).status, 303);
    town.at("2027-01-21T07:00");
    let since = "/utforare/overlamning?fran=2027-01-20&kl=20.00";
    let shift = |who: &str| town.get(who, since).text();
    let morning = shift("robert");
    for words in [PER, "Sov dåligt och ville prata.", "Nytt för dig", "Ingen annan har läst än", "skriven 21.40"] {
        assert!(morning.contains(words), "{words}: {morning}");
    }
    assert!(!morning.contains("Samtal två gånger i veckan."), "{morning}");
    assert!(unread("robert").contains("olästa"), "the plan is older and is not read by this");
    town.get("robert", &own);
    assert!(shift("omar").contains("Läst av Robert Nyström"));
    assert!(town.get("omar", "/utforare/overlamning").text().contains("Sov dåligt"), "the last day and night");
    assert!(!shift("lina").contains(PER));
    let mut answer = None;
    let rows = town.kinds(|| answer = Some(town.get("sara", since)));
    assert_eq!((answer.unwrap().status.as_u16(), rows), (404, vec![AuditKind::Denied]));
}
