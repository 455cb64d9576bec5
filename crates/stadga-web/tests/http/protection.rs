//! Protected persons: nothing says where they are, on any page, in any list, letter, answer, row or line.

use crate::town::{Answer, Fields, PER, Town};
use axum::body::Body;
use axum::http::header;
use stadga_app::cases::USE_CASES;
use stadga_app::scenario::USERS;
use stadga_core::fact::person::Skyddsmarke;
use stadga_core::form::Form;
use stadga_core::{Event, Fact, Id};
use stadga_store::AuditKind;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::{Mutex, OnceLock};

const STREET: &str = "Lönnstigen 7";
const TOWN: &str = "Hemlunda";
const PHONE: &str = "070-555 01 02";
const DESCRIPTION: &str = "Bor hos sin syster";
const ROOM: &str = "Grupprum Björken";
const THERE: &str = "Hemma hos systern på Almvägen";
/// The name of the provider's unit.
const PROVIDER: &str = "Öppenvården";

/// A case in full swing whose person's whereabouts are known, until they are protected.
struct Hidden {
    town: Town,
    case: Id,
    assignment: Id,
    /// Where somebody may look: events and bookings of the case.
    events: Vec<Id>,
}

fn hidden(mark: Skyddsmarke) -> Hidden {
    let town = Town::new();
    let (case, _) = town.story("instrument.registrera");
    let contact: Fields<'_> = &[("adress", "Lönnstigen 7\n123 77 Hemlunda"), ("telefon", PHONE)];
    done(&town, "sara", "kontaktvag.ange", Some(case), contact);
    // The rest of the story, with letters that bear the address, one of them a step's.
    done(&town, "sara", "steg.lob.brev", Some(case), &[("saker_vag", "ja")]);
    let assignment = rest(&town, case);
    let meeting = |place| {
        [("art", "samtal"), ("dag", "2027-01-12"), ("klockan", "10.00"), ("form", "annan_plats"), ("plats", place)]
    };
    done(&town, "sara", "mote.boka", Some(case), &meeting(ROOM));
    done(&town, "omar", "mote.boka", Some(assignment), &[&meeting(THERE)[..], &[("anda", "ja")]].concat());
    let how: Fields<'_> = &[("art", mark.word()), ("kalla", "Personen visade ett besked")];
    done(&town, "sara", "skydd.registrera", Some(case), how);
    // And a letter afterwards.
    done(&town, "sara", "beslut.underratta", Some(case), &[("kanal", "brev")]);
    let events = town.app.store().load(&[case, assignment]).unwrap().into_iter().map(|event| event.id).collect();
    Hidden { town, case, assignment, events }
}

fn done(town: &Town, who: &str, use_case: &str, subject: Option<Id>, fields: Fields<'_>) {
    let answer = town.act(who, use_case, subject, fields);
    assert_eq!(answer.status, 303, "{who} {use_case}: {}", answer.text());
}

fn rest(town: &Town, case: Id) -> Id {
    let story = crate::town::STORY.iter().skip_while(|(_, _, act, _)| *act != "utredning.sammanstall");
    for (when, who, use_case, fields) in story {
        town.at(when);
        let assignment = town.app.newest_assignment(case).unwrap();
        let role = town.app.ctx(town.id(who)).unwrap().actor.post.role;
        let subject = stadga_app::cases::find(use_case).unwrap().access.subject(role, Some(case), assignment);
        done(town, who, use_case, subject, fields);
        if *use_case == "beslut.underratta" {
            done(town, who, use_case, subject, &[("kanal", "brev")]);
        }
        if *use_case == "genomforandeplan.uppratta" {
            break;
        }
    }
    town.app.newest_assignment(case).unwrap().unwrap()
}

/// What must not stand in a text that somebody reads.
fn leaks(who: &str, place: &str, text: &str) -> Vec<String> {
    let mut secret = vec![STREET, TOWN, PHONE, "070-5550102", DESCRIPTION, ROOM, THERE];
    // Whoever works at the provider knows where they work; to choose among all providers says nothing of anybody.
    let own = matches!(who, "omar" | "robert" | "lina");
    let choice = [
        "/insatser",
        "/rakna",
        "/rutiner",
        "/bestallning.skicka",
        "/franvaro",
        "/mig",
        "/openapi.json",
        "/valj",
        "/anvandare",
        "/roll.",
        "/enhet.ange_driftform",
    ];
    if !own && place != "/" && !choice.iter().any(|known| place.contains(known)) && !place.contains("/anvandare.") {
        secret.push(PROVIDER);
    }
    secret.into_iter().filter(|secret| text.contains(secret)).map(|secret| format!("{who} {place}: {secret}")).collect()
}

fn everything(answer: &Answer) -> String {
    format!("{:?}\n{}\n{}", answer.headers, answer.text(), answer.body)
}

/// Every address of a table of addresses, with everything that may stand in its places.
fn addresses(templates: impl Iterator<Item = String>, found: &Hidden, person: Id) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for template in templates {
        let ids: Vec<Id> = match template.as_str() {
            path if path.starts_with("/personer") => vec![person],
            path if path.starts_with("/beslut/")
                || path.starts_with("/ej-verkstallda/")
                || path.starts_with("/anslag/")
                || path.starts_with("/kommunicering") =>
            {
                found.events.clone()
            }
            path if path.starts_with("/uppdrag") => vec![found.assignment],
            _ => vec![found.case],
        };
        for id in ids {
            let path = template.replace("{id}", &id.to_string()).replace("{pack}", "ekvalla");
            let acts: Vec<String> = match path.contains("{act}") {
                true => USE_CASES.iter().map(|act| path.replace("{act}", act.name)).collect(),
                false => vec![path],
            };
            for path in acts {
                match path.contains("{event}") {
                    false => _ = all.insert(path),
                    true => all.extend(found.events.iter().flat_map(|event| {
                        let path = path.replace("{event}", &event.to_string());
                        ["0", "1"].map(|at| path.replace("{place}", at).replace("{plats}", at))
                    })),
                }
            }
        }
    }
    // What a link fills in: the form of a meeting that is moved, of a note that is put right.
    let linked: Vec<String> = ["mote.boka?ersatter=", "mote.registrera?bokning=", "uppfoljning.registrera?bokning="]
        .iter()
        .flat_map(|act| {
            let bases = [format!("/arenden/{}", found.case), format!("/uppdrag/{}", found.assignment)];
            bases.into_iter().flat_map(move |base| found.events.iter().map(move |id| format!("{base}/{act}{id}")))
        })
        .collect();
    all.extend(linked);
    all
}

fn walk(found: &Hidden, mark: Skyddsmarke) -> (usize, Vec<String>) {
    let town = &found.town;
    let person = town.app.store().load(&[found.case]).unwrap().iter().find_map(|event| match &event.fact {
        Fact::ArendeOppnat(fact) => Some(fact.person),
        _ => None,
    });
    let document = town.get("", "/api/v1/openapi.json").body;
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    let api = document["paths"].as_object().unwrap().iter().filter(|(_, item)| item["get"].is_object());
    let api: Vec<String> = api.map(|(path, _)| path.clone()).collect();
    let pages = addresses(stadga_web::pages().map(str::to_owned), found, person.unwrap());
    let api = addresses(api.into_iter(), found, person.unwrap());
    let mut addresses: Vec<String> = pages.into_iter().collect();
    addresses.extend(api.into_iter().filter(|path| !path.contains('?')).map(|path| format!("/api/v1{path}")));
    let (mut read, mut leaked) = (0, Vec::new());
    for user in USERS {
        for path in &addresses {
            let answer = town.get(user.key, path);
            read += usize::from(answer.status == 200);
            leaked.extend(leaks(user.key, path, &everything(&answer)));
            if mark == Skyddsmarke::FingeradePersonuppgifter {
                let says = ["data-skydd", "ingerade", "Skyddad."].iter().filter(|word| answer.body.contains(*word));
                // The form that registers a mark names all of them to everybody.
                let says = says.filter(|_| !path.contains("skydd.") && !path.contains("/mottagning/ny"));
                let says =
                    says.filter(|_| !path.contains("ansokan.registrera") && !path.contains("anmalan.registrera"));
                leaked.extend(says.filter(|_| !path.contains("openapi")).map(|word| format!("{path}: {word}")));
            }
        }
        for (path, question) in
            [("/sok", PER), ("/sok", "19950101-2380"), ("/sok", "2026-1"), ("/mottagning/kand", PER)]
        {
            let answer = town.post(user.key, path, &[("q", question), ("namn", question), ("nummer", "19950101-2380")]);
            leaked.extend(leaks(user.key, path, &everything(&answer)));
        }
        for path in ["/api/v1/sok", "/api/v1/mottagning/kand"] {
            let body =
                if path.ends_with("sok") { r#"{"q":"Per"}"# } else { r#"{"namn":"Per Holm","nummer":"199501012380"}"# };
            let request = town.request(user.key, "POST", path).header(header::CONTENT_TYPE, "application/json");
            leaked.extend(leaks(user.key, path, &everything(&town.ask(request.body(Body::from(body)).unwrap()))));
        }
    }
    (read, leaked)
}

/// The letters as they are read and as files: what was sent before, and after, and what would be sent today.
fn letters(found: &Hidden, leaked: &mut Vec<String>) -> usize {
    let town = &found.town;
    let ctx = town.app.ctx(town.id("sara")).unwrap();
    let mut seen = 0;
    for event in &found.events {
        let Ok((letter, _)) = town.app.letter(&ctx, *event) else { continue };
        seen += 1;
        leaked.extend(leaks("sara", "letter", &format!("{letter:?}")));
        let pdf = stadga_letters::pdf(&letter).unwrap();
        assert!(town.app.letter_file(&ctx, *event).unwrap().bytes == pdf, "the file says something else");
    }
    // What was sent before the mark is filed as it was sent, and leaves as it would be sent today.
    let all = town.app.store().load(&[found.case]).unwrap();
    let marked = all.iter().position(|event| matches!(event.fact, Fact::SkyddRegistrerat(_)));
    // The mark of somebody with another identity does not stand in the case; the last letter was sent after it.
    let told = |event: &Event| matches!(event.fact, Fact::BeslutUnderrattat(_));
    let marked = marked.or_else(|| all.iter().rposition(told)).unwrap();
    let before = all[..marked].iter().filter(|event| !event.fact.files().is_empty());
    let mut replaced = 0;
    for event in before {
        let filed = town.app.store().blob(found.case, &event.fact.files()[0].sha256).unwrap().unwrap();
        let shown = town.app.document(&ctx, found.case, event.id, 0).unwrap().content;
        assert!(filed != shown, "{} leaves with the address on it", event.fact.name());
        replaced += 1;
    }
    assert_eq!(replaced, 3);
    for act in ["beslut.underratta", "beslut.delge", "kommunicering.skicka", "handlaggarbyte.meddela"] {
        let form = Form::from_pairs([("kanal", "brev"), ("svar_senast", "2027-02-01"), ("satt", "mottagningsbevis")]);
        let letter = town.app.letter_of_form(&ctx, act, found.case, &form).unwrap().unwrap();
        leaked.extend(leaks("sara", act, &format!("{letter:?}")));
        seen += 1;
    }
    seen
}

/// Everything the program has reported about itself in this process.
pub fn reported() -> &'static Mutex<String> {
    static LINES: OnceLock<Mutex<String>> = OnceLock::new();
    LINES.get_or_init(Mutex::default)
}

/// Keeps every line and every field of it.
struct Listening;

impl tracing::Subscriber for Listening {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        span.record(&mut Words);
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        values.record(&mut Words);
    }
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut Words);
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

struct Words;

impl tracing::field::Visit for Words {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        _ = writeln!(reported().lock().unwrap(), "{field}={value:?}");
    }
}

/// Keeps what this process writes in its log from now on.
pub fn listen() {
    let _ = tracing::subscriber::set_global_default(Listening);
    tracing::info!("lyssnar");
}

fn check_mark(mark: Skyddsmarke) {
    listen();
    let found = hidden(mark);
    let (read, mut leaked) = walk(&found, mark);
    assert!(read > 200, "only {read} answers were read");
    assert!(letters(&found, &mut leaked) >= 6);
    for stored in found.town.app.store().audit_after(0, 1_000_000).unwrap() {
        leaked.extend(leaks("log", "audit", &format!("{:?}", stored.row)));
    }
    for row in found.town.app.store().events_after(0, 1_000_000).unwrap() {
        leaked.extend(leaks("log", "feed", &format!("{row:?}")));
    }
    let lines = reported().lock().unwrap().clone();
    assert!(lines.contains("lyssnar"), "nobody listens");
    leaked.extend(leaks("log", "lines", &lines));
    assert!(
        leaked.is_empty(),
        "{} places say where the person is: {:#?}",
        leaked.len(),
        &leaked[..leaked.len().min(40)]
    );
}

#[test]
fn ac18_a_person_with_confidentiality_marking_is_nowhere_to_be_found() {
    check_mark(Skyddsmarke::Sekretessmarkering);
}

#[test]
fn ac18_a_person_with_protected_registration_is_nowhere_to_be_found() {
    check_mark(Skyddsmarke::SkyddadFolkbokforing);
}

#[test]
fn ac18_a_person_with_another_identity_looks_like_anyone_and_is_nowhere_to_be_found() {
    check_mark(Skyddsmarke::FingeradePersonuppgifter);
}

#[test]
fn ac18_before_the_mark_everything_is_shown_so_the_walk_would_find_it() {
    let town = Town::new();
    let (case, _) = town.story("instrument.registrera");
    let contact: Fields<'_> = &[("adress", "Lönnstigen 7\n123 77 Hemlunda"), ("telefon", PHONE)];
    done(&town, "sara", "kontaktvag.ange", Some(case), contact);
    let assignment = rest(&town, case);
    let meeting =
        [("art", "samtal"), ("dag", "2027-01-12"), ("klockan", "10.00"), ("form", "annan_plats"), ("plats", ROOM)];
    done(&town, "sara", "mote.boka", Some(case), &meeting);
    let text = town.get("sara", &format!("/arenden/{case}")).text();
    for secret in [PHONE, ROOM, PROVIDER] {
        assert!(text.contains(secret), "{secret} is missing in: {text}");
    }
    assert!(town.get("sara", &format!("/uppdrag/{assignment}")).text().contains(PROVIDER));
}

#[test]
fn a_letter_to_somebody_protected_goes_by_the_forwarding_service() {
    let found = hidden(Skyddsmarke::Sekretessmarkering);
    let ctx = found.town.app.ctx(found.town.id("sara")).unwrap();
    let letter = |form: &[(&str, &str)]| {
        let form = Form::from_pairs(form.iter().copied());
        found.town.app.letter_of_form(&ctx, "beslut.underratta", found.case, &form).unwrap().unwrap().recipient
    };
    let by_post = letter(&[("kanal", "brev")]);
    assert_eq!(by_post.address_lines, ["Skatteverket", "Förmedlingsuppdrag", "Box 2820", "403 20 Göteborg"]);
    assert_eq!(by_post.name, PER);
    let page = found.town.get("sara", &format!("/arenden/{}/beslut.underratta", found.case)).text();
    assert!(page.contains("Brevet går till Skatteverkets förmedling"), "{page}");
    let badge = found.town.get("sara", &format!("/arenden/{}", found.case));
    assert!(badge.body.contains("data-skydd") && badge.text().contains("Sekretessmarkering"), "{}", badge.text());
}

#[test]
fn whoever_does_not_reach_a_protected_person_is_told_to_ask_the_head_and_counts_nobody() {
    let found = hidden(Skyddsmarke::SkyddadFolkbokforing);
    let town = &found.town;
    let known =
        |name: &str, number: &str| town.post("amina", "/mottagning/kand", &[("namn", name), ("nummer", number)]).text();
    let by_name = known(PER, "");
    assert!(by_name.contains("Ingen med det namnet är känd."), "{by_name}");
    let by_number = known("", "199501012380");
    assert!(by_number.contains("Kontakta mottagningens chef."), "{by_number}");
    assert!(!by_number.contains("Vuxenenheten") && !by_number.contains("Sara"), "{by_number}");
    // Those who have the case find it as before, until the mark ends; then everybody is told as of anyone.
    assert!(town.post("sara", "/sok", &[("q", "per hol")]).text().contains("SN 2026-00001"));
    let ended: Fields<'_> = &[("art", "skyddad_folkbokforing"), ("kalla", "Besked")];
    done(town, "sara", "skydd.avsluta", Some(found.case), ended);
    assert!(known(PER, "").contains("En person med det namnet är känd."));
    assert!(town.get("sara", &format!("/arenden/{}", found.case)).text().contains(PHONE));
}

#[test]
fn only_whoever_is_named_sees_where_a_protected_person_is_and_only_for_a_reason() {
    let found = hidden(Skyddsmarke::Sekretessmarkering);
    let town = &found.town;
    let path = format!("/arenden/{}/skyddade-uppgifter", found.case);
    let asked = town.get("sara", &path);
    assert_eq!(asked.status, 200);
    assert_eq!(leaks("sara", &path, &asked.text()), [""; 0]);
    let without = town.post("sara", &path, &[]).text();
    assert!(without.contains("Välj varför du behöver uppgifterna"), "{without}");
    assert_eq!(leaks("sara", &path, &without), [""; 0]);
    let mut told = String::new();
    let rows = town.audited(|| told = town.post("sara", &path, &[("skal", "besok")]).text());
    for words in [STREET, PHONE, ROOM, PROVIDER] {
        assert!(told.contains(words), "{words} is missing in: {told}");
    }
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!(
        (row.row.kind, row.row.what.as_str(), row.row.detail.as_str()),
        (AuditKind::View, "skyddade_uppgifter.visa", "besok")
    );
    for who in ["nadja", "amina", "jonas", "omar", "robert", "maria"] {
        let kinds = town.kinds(|| assert_eq!(town.post(who, &path, &[("skal", "fara")]).status, 404, "{who}"));
        assert_eq!(kinds, [AuditKind::Denied], "{who}");
    }
}

#[test]
fn a_mark_told_on_the_telephone_holds_from_the_first_answer() {
    let town = Town::new();
    town.at("2026-10-05T09:10");
    let told: Fields<'_> = &[
        ("namn", PER),
        ("nummer", "19950101-2380"),
        ("kanal", "telefon"),
        ("telefon", PHONE),
        ("skydd", "sekretessmarkering"),
        ("galler", "Hjälp att sluta dricka"),
        ("enhet", "vuxen"),
        ("handlaggare", "sara"),
    ];
    let opened = town.act("amina", "ansokan.registrera", None, told);
    let case: Id = opened.location().split("arende=").nth(1).unwrap().parse().unwrap();
    let page = town.get("sara", &format!("/arenden/{case}"));
    assert!(page.body.contains("data-skydd") && !page.text().contains(PHONE), "{}", page.text());
    // A later case of the same person begins with the mark.
    let again: Fields<'_> = &[
        ("namn", PER),
        ("nummer", "19950101-2380"),
        ("kanal", "telefon"),
        ("galler", "Boende"),
        ("enhet", "vuxen"),
        ("handlaggare", "jonas"),
    ];
    let opened = town.act("amina", "ansokan.registrera", None, again);
    let second: Id = opened.location().split("arende=").nth(1).unwrap().parse().unwrap();
    let events = town.app.store().load(&[second]).unwrap();
    assert!(events.iter().any(|event| matches!(event.fact, Fact::SkyddRegistrerat(_))), "{events:?}");
}
