//! Behind a locked door: the first time, every other time, what is wrong, and what a session is worth. And what whoever
//! watches the program is told at its own door.

use crate::town::{Answer, Town, encoded};
use axum::body::Body;
use axum::http::{Request, header};
use icalendar::Component;
use stadga_app::App;
use stadga_app::accounts::{Cost, shown};
use stadga_app::jobs::{Job, Rhythm};
use stadga_app::packs::Library;
use stadga_app::scenario::{UNITS, USERS, counted_ids};
use stadga_store::{Clock, MasterKey, Place, Purpose, Store};
use stadga_testkit::{Cable, Ground};
use stadga_web::{Doors, Settings};
use std::path::Path;
use std::sync::Arc;

const PASSWORD: &str = "fyra gröna hästar dansar";

/// A browser: a cookie, and nothing else that is remembered.
struct Browser<'a> {
    town: &'a Town,
    cookie: String,
}

impl<'a> Browser<'a> {
    fn new(town: &'a Town) -> Self {
        Self { town, cookie: String::new() }
    }

    fn ask(&mut self, method: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "stadga.test");
        let request = request.header(header::COOKIE, &self.cookie);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = self.town.ask(request.body(Body::from(encoded(fields))).unwrap());
        if let Some((pair, _)) = answer.header("set-cookie").split_once(';') {
            self.cookie = pair.to_owned();
        }
        answer
    }

    fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    fn log_in(&mut self, name: &str, password: &str, code: &str) -> Answer {
        self.ask("POST", "/logga-in", &[("namn", name), ("losenord", password), ("kod", code)])
    }

    /// Begins with a code, and gives the secret of the device.
    fn begins(&mut self, name: &str, start: &str) -> String {
        let page = self.log_in(name, start, "");
        let secret = secret(&page);
        let code = shown(&secret, self.town.now());
        let ticket = page.hidden("biljett");
        let fields = [("biljett", ticket.as_str()), ("nytt", PASSWORD), ("igen", PASSWORD), ("kod", &code)];
        let answer = self.ask("POST", "/logga-in/borja", &fields);
        assert_eq!(answer.status, 200, "{}", answer.text());
        secret
    }
}

/// The secret on the page of whoever begins.
fn secret(page: &Answer) -> String {
    let after = page.body.split("class=\"hemlighet\">").nth(1).unwrap_or_else(|| panic!("{}", page.text()));
    after.split('<').next().unwrap().to_owned()
}

/// A member with a code to begin with.
fn invited(town: &Town, who: &str) -> String {
    town.app.issue_account(None, town.id(who), who, Cost::for_tests()).unwrap().code
}

#[test]
fn the_first_time_a_device_and_a_password_are_chosen_and_then_both_are_needed() {
    let town = Town::locked();
    let start = invited(&town, "sara");
    let mut browser = Browser::new(&town);
    let door = browser.get("/");
    assert!(door.text().contains("Logga in") && !door.body.contains("Sara"), "{}", door.text());
    assert_eq!(browser.ask("POST", "/valj", &[("anvandare", &town.id("sara").to_string())]).status, 404);

    let first = browser.log_in(" Sara", &start, "");
    let key = secret(&first);
    assert!(first.body.contains("<path d=\"M") && first.header("set-cookie").is_empty());
    let ticket = first.hidden("biljett");
    let begin = |browser: &mut Browser<'_>, password: &str, again: &str, code: &str| {
        let fields = [("biljett", ticket.as_str()), ("nytt", password), ("igen", again), ("kod", code)];
        browser.ask("POST", "/logga-in/borja", &fields)
    };
    let faulty = begin(&mut browser, "sara lindqvist", "något annat", "000000");
    assert_eq!(faulty.status, 422);
    for words in ["svårare att gissa", "samma lösenord en gång till", "sex siffror"] {
        assert!(faulty.text().contains(words), "{words}: {}", faulty.text());
    }
    assert_eq!(secret(&faulty), key, "the picture that was read still holds");
    let code = shown(&key, town.now());
    let done = begin(&mut browser, PASSWORD, PASSWORD, &code);
    let cookie = done.header("set-cookie").to_owned();
    assert!(cookie.starts_with("__Host-stadga="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax"), "{cookie}");
    let spare: Vec<String> =
        done.body.split("<li>").skip(1).filter_map(|rest| rest.split('<').next()).map(str::to_owned).collect();
    assert_eq!((spare.len(), spare[0].len()), (10, 14), "{spare:?}");
    assert_eq!(browser.get("/min-dag").status, 200);
    let begun = browser.cookie.clone();
    assert_eq!(begin(&mut Browser::new(&town), PASSWORD, PASSWORD, &code).status, 422, "a ticket is used once");

    // The code that was just used is used; the password alone, or the code to begin with, opens nothing.
    for (password, code) in [(PASSWORD, code.as_str()), (PASSWORD, ""), (start.as_str(), "")] {
        assert_eq!(Browser::new(&town).log_in("sara", password, code).status, 422);
    }
    town.at("2026-10-05T08:02");
    let back = browser.log_in("sara", PASSWORD, &shown(&key, town.now()));
    assert_eq!((back.status.as_u16(), back.location()), (303, "/min-dag"));
    assert_ne!(browser.cookie, begun, "a session is new at each log-in");
    assert_eq!(Browser { town: &town, cookie: begun.clone() }.get("/min-dag").location(), "/");
    let open = browser.cookie.replace("__Host-stadga", "stadga");
    assert_eq!(Browser { town: &town, cookie: open }.get("/min-dag").location(), "/", "the demo's cookie is no key");

    let mut elsewhere = Browser::new(&town);
    assert_eq!(elsewhere.log_in("SARA", PASSWORD, &spare[3].to_uppercase()).location(), "/konto?reserv=9");
    assert_eq!(Browser::new(&town).log_in("sara", PASSWORD, &spare[3]).status, 422, "a spare code is used once");
    let account = elsewhere.get("/konto").text();
    assert!(account.contains("inloggad på 2 ställen") && account.contains("9 reservkoder kvar"), "{account}");
    let wrong = [("nu", "fel"), ("nytt", PASSWORD), ("igen", PASSWORD)];
    assert_eq!(elsewhere.ask("POST", "/konto/losenord", &wrong).status, 422);
    let another = [("nu", PASSWORD), ("nytt", "sex blå cyklar i regnet"), ("igen", "sex blå cyklar i regnet")];
    assert_eq!(elsewhere.ask("POST", "/konto/losenord", &another).location(), "/konto?bytt=ja");
    assert_eq!((elsewhere.get("/konto").status.as_u16(), browser.get("/min-dag").location()), (200, "/"));
    assert_eq!(elsewhere.ask("POST", "/konto/ut", &[]).location(), "/");
    assert_eq!(elsewhere.get("/konto").location(), "/");
}

#[test]
fn whoever_does_not_get_in_is_told_the_same_whatever_the_reason() {
    let town = Town::locked();
    let starts = ["sara", "jonas", "omar"].map(|who| invited(&town, who));
    Browser::new(&town).begins("sara", &starts[0]);
    let key = Browser::new(&town).begins("jonas", &starts[1]);
    Browser::new(&town).begins("omar", &starts[2]);
    town.app.close_account(None, town.id("omar")).unwrap();
    town.at("2026-10-05T08:02");
    let code = shown(&key, town.now());
    let said = |name: &str, password: &str, code: &str| {
        let rows = std::cell::Cell::new(None);
        let audited = town.audited(|| rows.set(Some(Browser::new(&town).log_in(name, password, code))));
        let answer = rows.take().unwrap();
        assert_eq!(audited.len(), 1, "{name}");
        (answer.status, answer.body.replace(&format!("type=\"text\" value=\"{name}\""), ""), answer.headers.len())
    };
    let nobody = said("finns-inte", PASSWORD, &code);
    assert_eq!(nobody.0, 422);
    for (name, password, code) in [
        ("sara", "fel lösenord helt", "123456"),
        ("sara", PASSWORD, "123456"),
        ("omar", PASSWORD, &code),
        ("maria", PASSWORD, &code),
        ("x", "", ""),
    ] {
        assert_eq!(said(name, password, code), nobody, "{name}");
    }
    // Jonas is locked after five, also for whoever knows everything, and somebody else is not.
    for _ in 0..5 {
        assert_eq!(said("jonas", "fel", ""), nobody);
    }
    assert_eq!(said("jonas", PASSWORD, &code), nobody);
    town.at("2026-10-05T08:03:30");
    let mut jonas = Browser::new(&town);
    let told = jonas.log_in("jonas", PASSWORD, &shown(&key, town.now()));
    assert_eq!(told.location(), "/konto?last=2026-10-05T08.02");
    assert!(jonas.get(told.location()).text().contains("Kontot har varit låst."));
    let head = town.app.store().create_session(town.id("nadja"), None).unwrap();
    let unit = Browser { town: &town, cookie: format!("__Host-stadga={head}") }.get("/enhet").text();
    assert!(unit.contains("Jonas Hedlund: låst 2026-10-05 efter många felaktiga försök"), "{unit}");
    assert!(unit.contains("Sara Lindqvist: fick en ny startkod 2026-10-05") && !unit.contains("Omar Farah"), "{unit}");
}

#[test]
fn the_steward_gives_ways_in_and_takes_them_away_and_reads_no_case() {
    let town = Town::locked();
    let mut stina = Browser::new(&town);
    stina.begins("stina", &invited(&town, "stina"));
    let page = stina.get("/anvandare");
    for words in ["Sara LindqvistSocialsekreterare, Vuxenenheten", "Ingen inloggning", "Öppen stina"] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    let (sara, omar) = (town.id("sara"), town.id("omar"));
    let give = |stina: &mut Browser<'_>, id, name: &str| {
        stina.ask("POST", &format!("/anvandare/{id}/inloggning"), &[("namn", name)])
    };
    for name in ["", "sara lindqvist", "19950101-2380", "stina"] {
        assert_eq!(give(&mut stina, sara, name).status, 422, "{name}");
    }
    let given = give(&mut stina, sara, "sara.lindqvist");
    let start = given.body.split("class=\"hemlighet\">").nth(2).and_then(|rest| rest.split('<').next()).unwrap();
    let mut browser = Browser::new(&town);
    browser.begins("sara.lindqvist", start);
    assert_eq!(browser.get("/min-dag").status, 200);
    // A new code to begin with, and what was open is shut.
    assert_eq!(give(&mut stina, sara, "").status, 200);
    assert_eq!(browser.get("/min-dag").location(), "/");
    assert_eq!(stina.ask("POST", &format!("/anvandare/{sara}/stang"), &[]).location(), "/anvandare");
    assert!(stina.get("/anvandare").text().contains("Stängd sara.lindqvist"));
    assert!(stina.get("/arenden").text().contains("Du har inga ärenden"), "a steward reaches no case");

    assert!(town.app.store().count(town.app.today()).unwrap().is_whole());
    assert!(!stina.get("/anvandare").text().contains("Loggen har blivit mindre"));
    town.ground.sql("UPDATE self_count SET events = events + 1 WHERE events > 1");
    assert!(!town.app.store().count(town.app.today()).unwrap().is_whole());
    let page = stina.get("/anvandare").text();
    assert!(
        page.contains("Loggen har blivit mindre") && page.contains("en händelse färre än förut, i en akt"),
        "{page}"
    );

    let mut robert = Browser::new(&town);
    robert.begins("robert", &invited(&town, "robert"));
    assert_eq!(robert.get("/anvandare").status, 404);
    assert_eq!(give(&mut robert, omar, "omar").status, 404);
    assert!(town.app.store().account(omar).unwrap().is_none());
}

#[test]
fn every_page_behind_the_door_carries_the_protections_and_says_nothing_to_whoever_stands_outside() {
    let town = Town::locked();
    let head = town.app.store().create_session(town.id("nadja"), None).unwrap();
    for path in stadga_web::pages() {
        let path = path.replace("{id}", "zzzzzzzzzzzzzzzz").replace("{act}", "x").replace("{event}", "x");
        let path = path
            .replace("{place}", "0")
            .replace("{pack}", "lag")
            .replace("{nummer}", "1")
            .replace("{nyckel}", "x")
            .replace("{adress}", "x");
        let outside = Browser::new(&town).get(&path);
        let inside = Browser { town: &town, cookie: format!("__Host-stadga={head}") }.get(&path);
        if !["/", "/insatser", "/insatser/x", "/kalender/x", "/utan-nat"].contains(&path.as_str()) {
            assert_eq!((outside.status.as_u16(), outside.location()), (303, "/"), "{path}");
        }
        for answer in [outside, inside] {
            let told = ["content-security-policy", "x-content-type-options", "referrer-policy", "cache-control"];
            let told = told.into_iter().chain([
                "strict-transport-security",
                "permissions-policy",
                "cross-origin-opener-policy",
            ]);
            for name in told {
                assert!(!answer.header(name).is_empty(), "{path} {}: {name}", answer.status);
            }
            assert!(!answer.header("content-security-policy").contains("unsafe"), "{path}");
            assert!(!answer.body.contains(" style=") && !answer.body.contains("<script>"), "{path}");
        }
    }
}

#[test]
fn whoever_leaves_is_shut_out_at_once_and_what_they_held_is_seen_by_the_head() {
    let town = Town::locked();
    let mut stina = Browser::new(&town);
    stina.begins("stina", &invited(&town, "stina"));
    let mut sara = Browser::new(&town);
    sara.begins("sara", &invited(&town, "sara"));
    let case =
        [("namn", "Per Holm"), ("kanal", "telefon"), ("galler", "Stöd"), ("enhet", "vuxen"), ("handlaggare", "sara")];
    let form = stadga_core::form::Form::from_pairs(case.map(|(name, value)| {
        let id = ["enhet", "handlaggare"].contains(&name).then(|| town.id(value).to_string());
        (name, id.unwrap_or_else(|| value.to_owned()))
    }));
    let request =
        stadga_app::Request { use_case: "ansokan.registrera", subject: None, command: town.app.next_id(), form: &form };
    let case = town.app.execute(&mut town.app.ctx(town.id("amina")).unwrap(), &request).unwrap().case;
    assert_eq!(sara.get(&format!("/arenden/{case}")).status, 200);

    let id = town.id("sara").to_string();
    let act = |stina: &mut Browser<'_>, act: &str, fields: &[(&str, &str)]| {
        stina.ask("POST", &format!("/anvandare/{act}"), fields)
    };
    let unit = town.id("vuxen").to_string();
    let own = town.id("stina").to_string();
    for (use_case, fields, words) in [
        ("roll.tilldela", [("anvandare", own.as_str()), ("roll", "enhetschef"), ("enhet", &unit)], "inte ge dig själv"),
        ("roll.tilldela", [("anvandare", &id), ("roll", "behandlare"), ("enhet", &unit)], "finns inte i Vuxenenheten"),
        ("roll.tilldela", [("anvandare", &id), ("roll", "socialsekreterare"), ("enhet", &unit)], "har redan rollen"),
        ("roll.avsluta", [("anvandare", &id), ("roll", "enhetschef"), ("enhet", &unit)], "har inte rollen"),
        ("anvandare.avsluta", [("anvandare", own.as_str()), ("till", ""), ("x", "")], "enda systemförvaltaren"),
    ] {
        let answer = act(&mut stina, use_case, &fields);
        assert!(answer.status == 422 && answer.text().contains(words), "{use_case} {words}: {}", answer.text());
    }
    // Sara works at reception too, and loses one post and then both.
    let desk = town.id("mottagning").to_string();
    let more = [("anvandare", id.as_str()), ("roll", "mottagningssekreterare"), ("enhet", &desk)];
    assert_eq!(act(&mut stina, "roll.tilldela", &more).location(), "/anvandare?klart=roll.tilldela");
    assert!(sara.get("/konto").text().contains("Arbeta som"));
    let gone = act(&mut stina, "anvandare.avsluta", &[("anvandare", &id)]);
    assert_eq!(gone.location(), "/anvandare?klart=anvandare.avsluta");
    assert_eq!(sara.get("/min-dag").location(), "/");
    assert_eq!(town.app.store().sessions_of(town.id("sara")).unwrap(), 0);
    town.at("2026-10-05T08:02");
    let members = stina.get("/anvandare").text();
    assert!(members.contains("Sara LindqvistIngen roll i dag"), "{members}");

    let head = town.app.store().create_session(town.id("nadja"), None).unwrap();
    let mut nadja = Browser { town: &town, cookie: format!("__Host-stadga={head}") };
    let day = nadja.get("/min-dag").text();
    assert!(
        day.contains("Ge ett ärende till någon annan") && day.contains("Sara Lindqvist arbetar inte kvar"),
        "{day}"
    );
    let unit_page = nadja.get("/enhet");
    assert!(unit_page.text().contains("Per HolmSara Lindqvist har slutatByt handläggare"), "{}", unit_page.text());
    let another = [("handlaggare", town.id("jonas").to_string()), ("overlamning", String::from("Inget har hänt än."))];
    let another: Vec<(&str, &str)> = another.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let taken = nadja.ask("POST", &format!("/arenden/{case}/handlaggare.byt"), &another);
    assert_eq!(taken.status, 303, "{}", taken.text());
    assert!(!nadja.get("/enhet").text().contains("har slutat"));
    assert!(!nadja.get("/min-dag").text().contains("har slutat"));

    let new = [("namn", "Ali Demir"), ("roll", "socialsekreterare"), ("enhet", unit.as_str())];
    assert_eq!(act(&mut stina, "anvandare.registrera", &new).location(), "/anvandare?klart=anvandare.registrera");
    let changes = nadja.get("/granskning?manad=2026-10-01").text();
    for words in ["Användare registreradAli Demir", "Roll avslutad: socialsekreterare, vuxenenhetenSara Lindqvist"] {
        assert!(changes.contains(words), "{words}: {changes}");
    }
    // Whichever way it is said: by another program as from the page.
    town.app.store().create_session(town.id("jonas"), None).unwrap();
    let form = stadga_core::form::Form::from_pairs([("anvandare", town.id("jonas").to_string())]);
    let leaves =
        stadga_app::Request { use_case: "anvandare.avsluta", subject: None, command: town.app.next_id(), form: &form };
    town.app.execute(&mut town.app.ctx(town.id("stina")).unwrap(), &leaves).unwrap();
    assert_eq!(town.app.store().sessions_of(town.id("jonas")).unwrap(), 0);
}

#[test]
fn whoever_asks_too_often_waits_and_the_others_are_served() {
    let town = Town::locked();
    let session = |who: &str| {
        let token = town.app.store().create_session(town.id(who), None).unwrap();
        Browser { town: &town, cookie: format!("__Host-stadga={token}") }
    };
    let (mut sara, mut jonas) = (session("sara"), session("jonas"));
    let mut last = 200;
    for _ in 0..121 {
        last = sara.get("/tillganglighet").status.as_u16();
    }
    let limited = sara.get("/tillganglighet");
    assert_eq!((last, limited.status.as_u16(), limited.header("retry-after")), (429, 429, "10"));
    assert!(limited.header("content-security-policy").contains("default-src"));
    assert_eq!(jonas.get("/tillganglighet").status, 200);
    town.at("2026-10-05T08:00:01");
    assert_eq!(sara.get("/tillganglighet").status, 200);
    let mut door = Browser::new(&town);
    let tries: Vec<u16> = (0..32).map(|at| door.log_in(&format!("n{at}"), "x", "").status.as_u16()).collect();
    assert_eq!((tries[29], tries[30], jonas.get("/tillganglighet").status.as_u16()), (422, 429, 200));
    assert_eq!((door.get("/halsa").body.as_str(), door.get("/redo").body.as_str()), ("ok", "redo"));
}

#[test]
fn the_log_names_routes_and_nobody() {
    crate::protection::listen();
    let town = Town::new();
    let (case, _) = town.story("genomforandeplan.uppratta");
    town.post("sara", "/sok", &[("q", crate::town::NUMBER)]);
    town.get("omar", &format!("/arenden/{case}"));
    let locked = Town::locked();
    let start = invited(&locked, "sara");
    let mut sara = Browser::new(&locked);
    sara.begins("sara", &start);
    sara.log_in("sara", PASSWORD, "123456");
    let said = crate::protection::reported().lock().unwrap().clone();
    for line in [r#"route="/arenden/{id}/{act}""#, r#"route="/logga-in""#, "status=422"] {
        assert!(said.contains(line), "{line} does not stand in the log");
    }
    let token = sara.cookie.split('=').nth(1).unwrap().to_owned();
    let names = ["Per Holm", "Holm", "19950101", "Sara", "Lindqvist", PASSWORD].map(str::to_owned);
    for personal in [token, start].iter().chain(&names) {
        let line = said.lines().find(|line| line.contains(personal.as_str()));
        assert_eq!(line, None, "{personal} stands in the log");
    }
}

#[test]
fn a_roster_lets_in_those_who_are_new_and_shuts_out_those_who_are_gone() {
    let town = Town::locked();
    for who in ["sara", "jonas", "stina"] {
        invited(&town, who);
    }
    let mut jonas = Browser::new(&town);
    jonas.begins("jonas", &invited(&town, "jonas"));
    let head = "inloggning;namn;roll;enhet\n";
    let compare =
        |lines: &str, write| town.app.roster(&format!("{head}{lines}"), None, write, Cost::for_tests()).unwrap();
    for (lines, fault) in [
        ("", "inga rader"),
        ("sara;Sara Lindqvist;chef;Vuxenenheten", "Rad 2: chef är ingen roll"),
        ("sara;Sara Lindqvist;behandlare;Vuxenenheten", "Behandlare finns inte i Vuxenenheten"),
        ("sara;Sara Lindqvist;socialsekreterare;Solen", "ingen enhet som heter Solen"),
        ("eva;Eva Ek;systemforvaltare;Mottagningen", "inte ur en fil"),
        ("sara;Sara", "2 fält i stället för 4"),
    ] {
        let faults = compare(lines, true).unwrap_err().join("\n");
        assert!(faults.contains(fault), "{fault}: {faults}");
    }
    let lines = "sara;Sara Lindqvist;socialsekreterare;Vuxenenheten\nsara;Sara Lindqvist;mottagningssekreterare;mottagningen\n\
                 ali.demir;Ali Demir;socialsekreterare;Vuxenenheten\n";
    let seen = compare(lines, false).unwrap();
    assert_eq!(jonas.get("/min-dag").status, 200, "nothing is written before somebody says so");
    assert_eq!(
        (seen.new.len(), seen.given.len(), seen.ended.len(), seen.gone.clone()),
        (1, 2, 1, vec![String::from("Jonas Hedlund")])
    );
    assert!(seen.codes.is_empty() && !seen.many);
    let done = compare(lines, true).unwrap();
    assert_eq!(jonas.get("/min-dag").location(), "/");
    let mut ali = Browser::new(&town);
    ali.begins("ali.demir", &done.codes[0].code);
    assert_eq!(ali.get("/min-dag").status, 200);
    assert_eq!(town.app.ctx(town.id("sara")).unwrap().actor.posts.len(), 2);
    assert!(town.app.ctx(town.id("nadja")).is_ok() && town.app.ctx(town.id("stina")).is_ok(), "left as they are");
    let again = compare(lines, true).unwrap();
    assert_eq!((again.new, again.given, again.ended, again.gone), (vec![], vec![], vec![], vec![]));
    assert!(compare("eva;Eva Ek;socialsekreterare;Vuxenenheten", false).unwrap().many);
}

#[test]
fn another_program_reads_ones_hours_by_an_address_that_is_a_key_of_its_own() {
    let town = Town::locked();
    let mut desk = Browser::new(&town);
    desk.begins("amina", &invited(&town, "amina"));
    let intake: Vec<(&str, String)> = crate::town::STORY[0]
        .3
        .iter()
        .map(|(name, value)| match *name {
            "enhet" | "handlaggare" => (*name, town.id(value).to_string()),
            _ => (*name, (*value).to_owned()),
        })
        .collect();
    let intake: Vec<(&str, &str)> = intake.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let opened = desk.ask("POST", "/mottagning/ny", &intake);
    let case = opened.location().split("arende=").nth(1).unwrap_or_else(|| panic!("{}", opened.text())).to_owned();
    let mut browser = Browser::new(&town);
    browser.begins("sara", &invited(&town, "sara"));
    let meeting =
        [("art", "samtal"), ("dag", "2026-10-26"), ("klockan", "13:00"), ("langd", "60"), ("form", "telefon")];
    assert_eq!(browser.ask("POST", &format!("/arenden/{case}/mote.boka"), &meeting).status, 303);
    let shown = browser.ask("POST", "/konto/kalender", &[]);
    let address = |page: &Answer| {
        let after = page.body.split("https://stadga.test").nth(1).unwrap_or_else(|| panic!("{}", page.text()));
        after.split('<').next().unwrap().to_owned()
    };
    let first = address(&shown);
    assert!(!browser.get("/konto").body.contains(&first[10..]), "it is shown once");
    let mut other = Browser::new(&town);
    let rows = town.kinds(|| assert_eq!(other.get(&first).status, 200));
    assert_eq!(rows, [stadga_store::AuditKind::View], "that it was read is written down");
    let answer = other.get(&first);
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    let read: icalendar::Calendar = answer.body.parse().unwrap();
    let told: Vec<String> =
        read.events().map(|event| Component::get_summary(event).unwrap_or_default().to_owned()).collect();
    assert!(told.iter().any(|summary| summary == "Samtal"), "{told:?}");
    assert!(told.iter().any(|summary| summary.contains("att göra")), "{told:?}");
    // Thirteen in Stockholm the day after summer time ended.
    assert!(answer.body.contains("DTSTART:20261026T120000Z") && answer.body.contains("DTEND:20261026T130000Z"));
    for kept in [crate::town::PER, "Holm", "SN 2026", crate::town::NUMBER, &case] {
        assert!(!answer.body.contains(kept), "{kept}: {}", answer.body);
    }
    // Neither a session nor a guess: the address alone, and only the newest.
    let wrong = format!("{}x.ics", first.trim_end_matches(".ics"));
    let cut = format!("/kalender/{}.ics", town.id("sara"));
    for address in [wrong.as_str(), cut.as_str(), "/kalender/-.ics", "/kalender/x", "/kalender/%C3%A5-%C3%A4.ics"] {
        assert_eq!(other.get(address).status, 404, "{address}");
    }
    let second = address(&browser.ask("POST", "/konto/kalender", &[]));
    assert_eq!((other.get(&first).status.as_u16(), other.get(&second).status.as_u16()), (404, 200));
    assert_eq!(browser.ask("POST", "/konto/kalender/sluta", &[]).status, 303);
    assert_eq!(other.get(&second).status, 404);
    let third = address(&browser.ask("POST", "/konto/kalender", &[]));
    town.app.close_account(None, town.id("sara")).unwrap();
    assert_eq!(other.get(&third).status, 404, "a closed account shows nothing");
}

#[test]
fn what_the_program_does_by_itself_stands_with_its_days_on_the_stewards_page_and_a_failure_is_told() {
    let rhythm = Rhythm::Daily(jiff::civil::time(3, 0, 0, 0));
    let job = Job { name: "kopia", label: "Säkerhetskopian", rhythm };
    let town = Town::new().with_jobs(vec![job]);
    let page = || town.get("stina", "/anvandare").body;
    let health = || town.get("", "/redo").body;
    assert!(page().contains("<td data-r=\"Senast\">Aldrig</td>"), "{}", page());
    assert_eq!(health(), "redo, men säkerhetskopian är inte gjord i tid");
    town.app.do_job(&job, &|day| Ok(format!("Kopian av {day} är läst tillbaka."))).unwrap().unwrap();
    let well = page();
    for words in ["2026-10-05 08.00, 0 sekunder", "Kopian av 2026-10-05 är läst tillbaka.", "2026-10-06 03.00"] {
        assert!(well.contains(words), "{words}: {well}");
    }
    assert!(!well.contains("har inte blivit gjort"));
    assert_eq!(health(), "redo");
    town.at("2026-10-06T03:00");
    town.app.do_job(&job, &|_| Err("Disken är full.".to_owned())).unwrap().unwrap_err();
    let failed = page();
    assert!(failed.contains("har inte blivit gjort") && failed.contains("Misslyckades. Disken är full."), "{failed}");
    assert!(failed.contains("Väntar på att skickas"), "{failed}");
    assert_eq!(health(), "redo, men säkerhetskopian misslyckades");
    assert!(!town.get("sara", "/anvandare").body.contains("Disken är full."), "it is the steward's");
}

/// A node of its own over a database on a server, founded there: whatever is asked is asked of it.
fn node(place: &Place) -> Town {
    let clock: Clock = Arc::new(|| "2026-10-05T06:00:00Z".parse().unwrap());
    let key = MasterKey::from_bytes([7; 32]);
    let store = Store::at(place, Purpose::Synthetic, clock.clone(), key).unwrap();
    let app = App::open(store, clock, counted_ids(), true).unwrap();
    let library = Library::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs"))).unwrap();
    app.found(UNITS, USERS, &library.stack_of("ekvalla")).unwrap();
    Town::new().behind_door(stadga_web::router(app, Settings::of("Ekvalla kommun")))
}

/// What the node tells a proxy that asks whether to send anybody there.
fn ready(node: &Town) -> (u16, String) {
    let answer = node.get("", "/redo");
    (answer.status.as_u16(), answer.body)
}

#[test]
fn a_node_whose_log_has_gone_back_sends_everybody_elsewhere_until_it_is_started_again() {
    let Some(ground) = Ground::on_server() else { return };
    let node = node(ground.place());
    assert_eq!(ready(&node), (200, String::from("redo")));
    // As when a standby that was behind takes over.
    let lose = "DELETE FROM event WHERE position = (SELECT MAX(position) FROM event)";
    ground.sql(&format!("ALTER TABLE event DISABLE TRIGGER USER; {lose}"));
    for _ in 0..2 {
        let (status, told) = ready(&node);
        assert!(status == 503 && told.starts_with("loggen har gått tillbaka"), "{status} {told}");
    }
    assert_eq!(node.get("", "/halsa").body, "ok", "the program itself runs");
}

#[test]
fn a_node_whose_server_is_gone_sends_everybody_elsewhere_until_it_is_back() {
    let Some(ground) = Ground::on_server() else { return };
    let Place::Server(url) = ground.place() else { panic!("it is on the server") };
    let address = url.split("://").nth(1).and_then(|rest| rest.split(['/', '?']).next()).unwrap();
    let server = address.rsplit('@').next().unwrap();
    let cable = Cable::to(server);
    let node = node(&Place::Server(url.replace(server, cable.address().trim_start_matches("http://"))));
    assert_eq!(ready(&node), (200, String::from("redo")));
    cable.pull();
    assert_eq!(ready(&node), (503, String::from("databasen svarar inte")));
    cable.put_back();
    assert_eq!(ready(&node), (200, String::from("redo")));
}

#[test]
fn a_clock_that_is_set_back_is_told_to_whoever_watches_and_once_in_the_log() {
    crate::protection::listen();
    let town = Town::new();
    town.story("ansokan.registrera");
    assert_eq!(ready(&town), (200, String::from("redo")));
    town.at("2026-10-05T09:09");
    assert_eq!(ready(&town), (200, String::from("redo")), "a minute is as nodes differ");
    town.at("2026-10-05T09:08");
    let told = String::from("redo, men klockan går 120 sekunder efter det senaste som är sparat");
    assert_eq!((ready(&town), ready(&town)), ((200, told.clone()), (200, told)));
    let said = crate::protection::reported().lock().unwrap().clone();
    assert_eq!(said.matches("klockan går efter det senaste som är sparat").count(), 1);
    town.at("2026-10-05T09:10");
    assert_eq!(ready(&town), (200, String::from("redo")));
}

#[test]
fn where_one_is_mailed_is_chosen_on_one_s_own_page_where_mail_is_sent() {
    let town = Town::locked();
    invited(&town, "sara");
    let token = town.app.store().create_session(town.id("sara"), None).unwrap();
    let cookie = format!("__Host-stadga={token}");
    let mut sara = Browser { town: &town, cookie: cookie.clone() };
    assert!(!sara.get("/konto").text().contains("Mejl till dig"), "no mail is sent here");
    assert_eq!(sara.ask("POST", "/konto/mejl", &[("epost", "sara@ekvalla.se")]).status, 404);

    let mails = Some(vec![String::from("ekvalla.se")]);
    let settings = Settings { doors: Doors::Accounts(Cost::for_tests()), mails, ..Settings::of("Ekvalla kommun") };
    let door = stadga_web::router(town.app.clone(), settings);
    let town = town.behind_door(door);
    let mut sara = Browser { town: &town, cookie };
    for (address, words) in
        [("sara", "ser inte ut"), ("sara@annan.example", "Använd en adress hos kommunen"), ("", "Skriv adressen")]
    {
        let answer = sara.ask("POST", "/konto/mejl", &[("epost", address), ("morgon", "ja")]);
        assert!(answer.status == 422 && answer.text().contains(words), "{address}: {}", answer.text());
        assert!(answer.body.contains(&format!("value=\"{address}\"")), "what was typed is kept");
    }
    let saved = sara.ask("POST", "/konto/mejl", &[("epost", "sara@ekvalla.se"), ("morgon", "ja")]);
    assert_eq!(saved.location(), "/konto?mejl=ja");
    let page = sara.get("/konto");
    assert!(
        page.body.contains("value=\"sara@ekvalla.se\"") && page.body.contains("value=\"ja\" checked"),
        "{}",
        page.body
    );

    // The morning's mail and the invitations are asked for one by one.
    let ticked = |page: &Answer| {
        ["morgon", "inbjudan"].map(|name| page.body.contains(&format!("name=\"{name}\" value=\"ja\" checked")))
    };
    assert_eq!(ticked(&page), [true, false]);
    let nowhere = sara.ask("POST", "/konto/mejl", &[("epost", ""), ("inbjudan", "ja")]);
    assert!(nowhere.status == 422 && nowhere.text().contains("Skriv adressen"), "{}", nowhere.text());
    assert_eq!(ticked(&nowhere), [false, true], "what was ticked is kept");
    assert_eq!(ticked(&sara.get("/konto")), [true, false], "and not saved");
    sara.ask("POST", "/konto/mejl", &[("epost", "sara@ekvalla.se"), ("inbjudan", "ja")]);
    assert_eq!(ticked(&sara.get("/konto")), [false, true]);
    sara.ask("POST", "/konto/mejl", &[("epost", "sara@ekvalla.se")]);
    assert_eq!(ticked(&sara.get("/konto")), [false, false]);
}
