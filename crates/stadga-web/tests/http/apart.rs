//! Two persons who are kept apart: whoever works with one finds no trace of the other, whatever they ask.

use crate::town::{Fields, NUMBER, PER, Town};
use stadga_core::Id;
use stadga_testkit::text_of;

const VERA: &str = "Vera Ek";
const HERS: &str = "19850101-2382";

fn done(town: &Town, who: &str, use_case: &str, subject: Option<Id>, fields: Fields<'_>) {
    let answer = town.act(who, use_case, subject, fields);
    assert_eq!(answer.status, 303, "{who} {use_case}: {}", answer.text());
}

fn refused(town: &Town, who: &str, use_case: &str, subject: Option<Id>, fields: Fields<'_>) -> String {
    let answer = town.act(who, use_case, subject, fields);
    assert_eq!(answer.status, 422, "{who} {use_case}: {}", answer.text());
    answer.text()
}

fn opened(town: &Town, who: &str, fields: Fields<'_>) -> Id {
    let answer = town.act(who, "ansokan.registrera", None, fields);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let at = answer.location();
    let id = at.split("arende=").nth(1).or_else(|| at.split("/mottagning/").nth(1)).unwrap();
    id.split('?').next().unwrap().parse().unwrap()
}

/// What tells of somebody: name, number, the ids of the case and the person.
struct Trace<'a> {
    name: &'a str,
    number: &'a str,
    ids: Vec<String>,
}

impl Trace<'_> {
    fn found_in(&self, body: &str) -> Option<String> {
        let short = self.number.trim_start_matches("19").to_owned();
        let all = [self.name.to_owned(), self.number.to_owned(), self.number.replace('-', ""), short];
        all.into_iter().chain(self.ids.clone()).find(|trace| body.contains(trace.as_str()))
    }
}

fn person_of(town: &Town, case: Id) -> String {
    let events = town.app.store().load(&[case]).unwrap();
    let person = events.iter().find_map(|event| match &event.fact {
        stadga_core::Fact::ArendeOppnat(fact) => Some(fact.person.to_string()),
        _ => None,
    });
    person.unwrap()
}

/// Everywhere somebody meets another: pages and lists one reaches, those of the other, and searches.
fn traces(town: &Town, who: &str, own: Id, other: Id, trace: &Trace<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let lists = [
        "/min-dag",
        "/mig",
        "/kalender",
        "/arenden",
        "/uppdrag",
        "/mottagning",
        "/utforare",
        "/franvaro",
        "/register",
        "/beslut/att-fatta",
        "/granskning",
        "/enhet",
        "/mottagning/ny",
    ];
    let api = ["/api/v1/handelser", "/api/v1/arenden", "/api/v1/min-dag", "/api/v1/kalender"];
    let mut pages: Vec<String> = lists.iter().chain(&api).map(|path| (*path).to_owned()).collect();
    let page = town.get(who, &format!("/arenden/{own}"));
    pages.push(format!("/arenden/{own}"));
    pages.push(format!("/api/v1/arenden/{own}"));
    pages.push(format!("/personer/{}", person_of(town, own)));
    // Everything the page of one's own case leads to, forms with their choices too.
    let links = page.body.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    pages.extend(links.filter(|link| link.starts_with('/') && !link.starts_with("/assets")).map(str::to_owned));
    pages.sort();
    pages.dedup();
    for path in pages {
        let answer = town.get(who, &path);
        found.extend(trace.found_in(&answer.body).map(|trace| format!("{path}: {trace}")));
    }
    let (person, of_other) = (person_of(town, other), format!("/arenden/{other}"));
    for path in [
        of_other.clone(),
        format!("{of_other}/handlingar"),
        format!("{of_other}/steg"),
        format!("{of_other}/lvm"),
        format!("{of_other}/anteckning.skriv"),
        format!("/mottagning/{other}"),
        format!("/personer/{person}"),
        format!("/api/v1/arenden/{other}"),
    ] {
        let status = town.get(who, &path).status;
        if status != 404 {
            found.push(format!("{path} {status}"));
        }
    }
    for question in [trace.name, trace.number] {
        let page = town.post(who, "/sok", &[("q", question)]);
        let hit = trace.ids.iter().any(|id| page.body.contains(id));
        if hit || page.text().contains("har ett ärende hos andra") {
            found.push(format!("sok {question}"));
        }
    }
    let known = town.post(who, "/mottagning/kand", &[("namn", trace.name), ("nummer", trace.number)]);
    let unknown = ["Numret är inte känt sedan tidigare.", "Ingen med det namnet är känd."];
    if unknown.iter().any(|words| !known.text().contains(words)) {
        found.push(format!("kand: {}", known.text()));
    }
    let opening = town.post(who, "/granskning/nodoppning.gor", &[("nummer", trace.number), ("skal", "Fara")]);
    if opening.status != 422 || !opening.text().contains("Ingen person med det numret har ett ärende här") {
        found.push(String::from("nodoppning"));
    }
    found
}

#[test]
fn whoever_works_with_one_finds_no_trace_of_the_other() {
    let town = Town::new();
    let (pers, _) = town.story("utredning.sammanstall");
    let fields: Fields<'_> = &[
        ("namn", VERA),
        ("nummer", HERS),
        ("kanal", "telefon"),
        ("galler", "Hjälp att lämna mannen"),
        ("enhet", "vuxen"),
        ("handlaggare", "jonas"),
    ];
    let veras = opened(&town, "amina", fields);
    let trace = |name, number, case: Id| Trace { name, number, ids: vec![case.to_string(), person_of(&town, case)] };
    let (per, vera) = (trace(PER, NUMBER, pers), trace(VERA, HERS, veras));
    // Jonas stands in for Sara, and so meets both.
    let (sara, jonas) = (town.id("sara").to_string(), town.id("jonas").to_string());
    let away = [("anvandare", sara.as_str()), ("fran", "2026-11-10"), ("till", "2027-11-30"), ("vikarier", &jonas)];
    assert_eq!(town.post("nadja", "/franvaro/franvaro.registrera", &away).status, 303);
    assert_eq!(town.get("jonas", &format!("/arenden/{pers}")).status, 200);

    // Only the head sets it, from the other's whole number; a number nobody has tells nothing.
    let bar: Fields<'_> = &[("nummer", HERS), ("grund", "vald")];
    assert_eq!(town.act("sara", "omsesidig_sparr.registrera", Some(pers), bar).status, 404);
    let nobody = refused(
        &town,
        "nadja",
        "omsesidig_sparr.registrera",
        Some(pers),
        &[("nummer", "19900101-2385"), ("grund", "vald")],
    );
    assert!(nobody.contains("Ingen person med det numret har ett ärende här"), "{nobody}");
    done(&town, "nadja", "omsesidig_sparr.registrera", Some(pers), bar);

    // Both files tell of it, and name nobody to whoever handles one of them.
    for (who, case) in [("sara", pers), ("jonas", veras)] {
        let page = town.get(who, &format!("/arenden/{case}")).text();
        assert!(page.contains("Spärrad mot en annan person") && page.contains("Våld eller hot mellan dem"), "{page}");
    }
    assert_eq!(traces(&town, "sara", pers, veras, &vera), [""; 0]);
    assert_eq!(traces(&town, "jonas", veras, pers, &per), [""; 0]);
    // A head has a right to both, and reads who it is; nothing leads from one to the other.
    let head = town.get("nadja", &format!("/arenden/{pers}"));
    assert!(head.text().contains(VERA) && !head.body.contains(&veras.to_string()), "{}", head.text());

    // Nobody who works with one is chosen for the other, not even by whoever may choose; nor in a case that comes in.
    let change = [("handlaggare", jonas.as_str()), ("overlamning", "Ta över.")];
    assert!(refused(&town, "nadja", "handlaggare.byt", Some(pers), &change).contains("spärrad från personen"));
    let more: Fields<'_> = &[
        ("namn", PER),
        ("nummer", NUMBER),
        ("kanal", "telefon"),
        ("galler", "Boende"),
        ("enhet", "vuxen"),
        ("handlaggare", "jonas"),
    ];
    assert!(refused(&town, "amina", "ansokan.registrera", None, more).contains("spärrad från personen"));
    let more: Vec<(&str, &str)> = more.iter().copied().filter(|(name, _)| *name != "handlaggare").collect();
    let second = opened(&town, "amina", &more);
    assert_eq!(town.get("jonas", &format!("/arenden/{second}")).status, 404);
    assert!(refused(&town, "nadja", "handlaggare.utse", Some(second), &[("handlaggare", &jonas)]).contains("spärrad"));

    letters(&town, pers);
    papers(&town, pers, veras);

    // Who is kept apart is the head's to end, and not to be taken back by whoever handles the case.
    let events = town.app.store().load(&[pers]).unwrap();
    let event = events.iter().find(|event| event.fact.name() == "omsesidig_sparr.registrerad").unwrap().id.to_string();
    let back: Fields<'_> = &[("handelse", &event), ("skal", "Fel.")];
    assert!(refused(&town, "sara", "handelse.aterkalla", Some(pers), back).contains("kan inte återkallas"));
    let other = person_of(&town, veras);
    assert_eq!(town.act("sara", "omsesidig_sparr.hav", Some(pers), &[("andra", &other), ("skal", "x")]).status, 404);
    done(&town, "nadja", "omsesidig_sparr.hav", Some(pers), &[("andra", &other), ("skal", "Det var en annan.")]);
    assert_eq!(town.get("jonas", &format!("/arenden/{pers}")).status, 200);
    assert!(!town.get("jonas", &format!("/arenden/{veras}")).text().contains("nämn bara den här personen"));
}

/// Nothing on paper names both: the binder, the agenda of a meeting. The one who stands first is named.
fn papers(town: &Town, pers: Id, veras: Id) {
    let one_of_them = |what: &str, text: &str| {
        assert!(text.contains(PER) != text.contains(VERA), "{what}: {text}");
        assert!(text.contains("SN 2026-00001") && text.contains("SN 2026-00002"), "{what}: {text}");
    };
    if let Some(text) = text_of(&town.app.make_binder(town.id("vuxen"), false).unwrap().bytes) {
        one_of_them("binder", &text);
    }
    let meeting: Fields<'_> = &[("organ", "utskott"), ("dag", "2026-12-04"), ("handlingar", "2026-11-27")];
    done(town, "sara", "steg.sammantrade", Some(pers), meeting);
    done(town, "jonas", "steg.sammantrade", Some(veras), meeting);
    one_of_them("the meetings", &town.get("nadja", "/namnd").text());
    let ctx = town.app.ctx(town.id("nadja")).unwrap();
    let day = jiff::civil::date(2026, 12, 4);
    if let Some(text) = text_of(&town.app.agenda_file(&ctx, "sammantrade", "utskott", day).unwrap().bytes) {
        one_of_them("agenda", &text);
    }
}

/// Neither is named in the other's letters: by name, by number, or as whom it goes to.
fn letters(town: &Town, pers: Id) {
    const STOPPED: &str = "Brevet nämner, eller går till, någon som personen är spärrad mot.";
    let send: Fields<'_> = &[
        ("svar_senast", "2026-12-01"),
        ("kanal", "brev"),
        ("underlag", "Utredningen"),
        ("andra_personer_genomgangna", "ja"),
    ];
    for named in ["Han har slagit vera ek.", "Modern har nummer 850101 2382."] {
        let text: Fields<'_> = &[
            ("delaktighet", "Vi har träffats."),
            ("behov", named),
            ("bedomning", "Behovet kan inte tillgodoses på annat sätt."),
            ("mal", "Komma tillbaka"),
            ("forslag", "oppenvard"),
        ];
        done(town, "sara", "utredning.sammanstall", Some(pers), text);
        let stopped = refused(town, "sara", "kommunicering.skicka", Some(pers), send);
        assert!(stopped.contains(STOPPED) && stopped.contains("Ta bort namnet och numret"), "{stopped}");
        let draft = town.post("sara", &format!("/arenden/{pers}/kommunicering.skicka/brev.pdf"), send);
        assert!(!draft.body.starts_with("%PDF"), "a draft leaves as well");
    }
    let clean: Fields<'_> = &[
        ("delaktighet", "Vi har träffats."),
        ("behov", "Han behöver hjälp."),
        ("bedomning", "Behovet kan inte tillgodoses på annat sätt."),
        ("mal", "Komma tillbaka"),
        ("forslag", "oppenvard"),
    ];
    done(town, "sara", "utredning.sammanstall", Some(pers), clean);
    // Whoever shows authority is recorded; nothing is sent to somebody the person is kept apart from.
    let power: Fields<'_> = &[
        ("foretradare", VERA),
        ("roll", "ombud"),
        ("art", "skriftlig"),
        ("behorighet", "ta_emot"),
        ("undertecknad", "ja"),
        ("original_visat", "ja"),
    ];
    done(town, "sara", "fullmakt.registrera", Some(pers), power);
    let to_her = [send, &[("mottagare", "foretradaren")]].concat();
    let stopped = refused(town, "sara", "kommunicering.skicka", Some(pers), &to_her);
    assert!(stopped.contains(STOPPED) && stopped.contains("välj en annan mottagare"), "{stopped}");
    done(town, "sara", "kommunicering.skicka", Some(pers), send);
    // A copy that leaves goes the same way; masked, it says nothing of her.
    done(town, "sara", "anteckning.skriv", Some(pers), &[("rubrik", "Samtal"), ("text", "Per talade om Vera Ek.")]);
    let note = town.app.store().load(&[pers]).unwrap().last().unwrap().id.to_string();
    let copy: Fields<'_> = &[("delar", &note), ("grund", "part"), ("kanal", "brev"), ("genomlast", "ja")];
    let stopped = refused(town, "sara", "utlamnande.gor", Some(pers), copy);
    assert!(stopped.contains(STOPPED), "{stopped}");
    done(town, "sara", "utlamnande.gor", Some(pers), &[copy, &[("maskera", "Vera Ek")]].concat());
    // So does the extract of what is held about him.
    let extract: Fields<'_> = &[("delar", &note), ("grund", "egna_uppgifter"), ("kanal", "besok"), ("genomlast", "ja")];
    let stopped = refused(town, "nadja", "utlamnande.registerutdrag", Some(pers), extract);
    assert!(stopped.contains(STOPPED), "{stopped}");
    done(town, "nadja", "utlamnande.registerutdrag", Some(pers), &[extract, &[("maskera", "Vera Ek")]].concat());
    // Another authority is told everything: a child's other parent is named in a report of concern.
    let concern: Fields<'_> = &[("barn", "Son, sju år"), ("oro", "Bor hos Vera Ek."), ("informerad", "nej_risk")];
    done(town, "sara", "steg.orosanmalan", Some(pers), concern);
}

/// The letter of the decision as it would be today, and the one that was sent, as others read it.
fn read(town: &Town, decision: Id) -> String {
    let ctx = town.app.ctx(town.id("sara")).unwrap();
    let (letter, _) = town.app.letter(&ctx, decision).unwrap();
    let file = town.app.letter_file(&ctx, decision).unwrap();
    format!("{letter:?} {}", text_of(&file.bytes).unwrap_or_default())
}

#[test]
fn a_name_that_is_left_out_stands_in_no_letter_copy_or_extract() {
    const SARA: &str = "Sara Lindqvist";
    let town = Town::new();
    let (case, _) = town.story("beslut.fatta");
    let decision = town.app.newest_decision(case).unwrap().unwrap();
    assert!(read(&town, decision).contains(SARA));
    let sara = town.id("sara").to_string();
    let left_out: Fields<'_> = &[("anvandare", &sara), ("skal", "Han har hotat henne i telefon.")];
    assert_eq!(town.act("sara", "namnuppgift.utelamna", Some(case), left_out).status, 404);
    done(&town, "nadja", "namnuppgift.utelamna", Some(case), left_out);
    assert!(refused(&town, "nadja", "namnuppgift.utelamna", Some(case), left_out).contains("utelämnas redan"));

    done(
        &town,
        "sara",
        "anteckning.skriv",
        Some(case),
        &[("rubrik", "Samtal"), ("text", "Han frågade efter Sara Lindqvist.")],
    );
    let note = town.app.store().load(&[case]).unwrap().last().unwrap().id.to_string();
    done(&town, "sara", "beslut.underratta", Some(case), &[("kanal", "brev")]);
    let letter = read(&town, decision);
    assert!(!letter.contains("Lindqvist") && letter.contains("ocialsekreterare"), "{letter}");
    let copy: Fields<'_> = &[("delar", &note), ("grund", "part"), ("kanal", "brev"), ("genomlast", "ja")];
    done(&town, "sara", "utlamnande.gor", Some(case), copy);
    let events = town.app.store().load(&[case]).unwrap();
    let given = events.iter().rfind(|event| event.fact.name() == "utlamnande.gjort").unwrap().id;
    let ctx = town.app.ctx(town.id("sara")).unwrap();
    let file = town.app.document(&ctx, case, given, 0).unwrap().content;
    if let Some(text) = text_of(&file) {
        assert!(!text.contains("Lindqvist") && text.contains("Han frågade efter"), "{text}");
    }
    let extract = town.get("nadja", &format!("/personer/{}/logg", person_of(&town, case))).text();
    let rows = extract.split("Namnet utelämnas").count();
    assert!(rows > 2 && !extract.contains(SARA), "{extract}");
}
