//! Nothing typed is ever lost: the session ends, another logs in, the same thing is sent twice.

use crate::together::at_once;
use crate::town::{Answer, Fields, Town, encoded};
use axum::body::Body;
use axum::http::header;
use stadga_core::Id;

/// A browser: one cookie for all it asks.
struct Browser<'a> {
    town: &'a Town,
    token: String,
}

impl<'a> Browser<'a> {
    fn of(town: &'a Town, who: &str) -> Self {
        Self { town, token: town.app.store().create_session(town.id(who), None).unwrap() }
    }

    fn ask(&self, method: &str, path: &str, fields: Fields<'_>) -> Answer {
        let request = self.town.request("", method, path).header(header::COOKIE, format!("stadga={}", self.token));
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.town.ask(request.body(Body::from(encoded(fields))).unwrap())
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// Picks who to be on the page that was led to, and takes the cookie.
    fn log_in(&mut self, who: &str, at: &Answer) -> Answer {
        let page = self.get(at.location());
        let (user, way) = (self.town.id(who).to_string(), page.hidden("fortsatt"));
        let chosen = self.ask("POST", "/valj", &[("anvandare", &user), ("fortsatt", &way)]);
        let cookie = chosen.header("set-cookie").split(';').next().unwrap_or_default();
        self.token = cookie.trim_start_matches("stadga=").to_owned();
        chosen
    }
}

/// What stands in a text area, as it was sent.
fn typed(page: &Answer, name: &str) -> String {
    let from = page.body.find(&format!("<textarea id=\"{name}\"")).unwrap_or_else(|| panic!("no text area {name}"));
    let (_, rest) = page.body[from..].split_once(">\n").unwrap();
    let (inside, _) = rest.split_once("</textarea>").unwrap();
    let entities = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    entities.iter().fold(inside.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}

/// Twenty thousand characters of what people write and paste.
fn long_text() -> String {
    let line = "  Hon säger: \"Jag orkar inte\" & <går> 'hem' – kl. 9\u{2009}30, 1\u{a0}200 kr.\t😀\r\n\r\n";
    let mut text: String = line.chars().cycle().take(19_997).collect();
    text.push_str(" \r\n");
    text
}

/// A note that is being written about a new case: town, case, the note's page.
fn writing() -> (Town, Id, String) {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    (town, case, format!("/arenden/{case}/anteckning.skriv"))
}

fn fields<'a>(form: &'a [String; 2], text: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("kommando", &form[0]), ("formular", &form[1]), ("sag", ""), ("text", text)]
}

fn carried(page: &Answer) -> [String; 2] {
    [page.hidden("kommando"), page.hidden("formular")]
}

#[test]
fn twenty_thousand_characters_sent_after_the_session_ended_are_there_after_log_in() {
    let (town, case, path) = writing();
    let mut sara = Browser::of(&town, "sara");
    let form = carried(&sara.get(&path));
    let text = long_text();
    assert_eq!(text.chars().count(), 20_000);
    let before = town.events();

    town.at("2026-10-05T13:00");
    let sent = sara.ask("POST", &path, &fields(&form, &text));
    assert_eq!(sent.status, 303);
    let login = sara.get(sent.location());
    assert!(login.text().contains("Du har loggats ut. Det du skrev är sparat. Logga in så fortsätter du där du var."));
    assert!(!sent.location().contains("säger") && !login.body.contains("orkar"), "nothing of it is shown before");

    let chosen = sara.log_in("sara", &sent);
    assert_eq!(chosen.location(), path);
    let page = sara.get(&path);
    assert!(typed(&page, "text") == text, "the text has changed on its way");
    assert!(page.text().contains("Utkast sparat 13.00"), "{}", page.text());
    assert_eq!(town.events(), before, "nothing is done before somebody has logged in");

    let form = carried(&page);
    assert_eq!(sara.ask("POST", &path, &fields(&form, &text)).status, 303);
    let record = town.get("sara", &format!("/arenden/{case}"));
    assert!(record.body.contains("Hon säger: &#34;Jag orkar inte&#34;"));
}

#[test]
fn whoever_else_logs_in_on_that_machine_sees_nothing_of_it() {
    let (town, _, path) = writing();
    let mut machine = Browser::of(&town, "sara");
    let form = carried(&machine.get(&path));
    town.at("2026-10-05T13:00");
    let sent = machine.ask("POST", &path, &fields(&form, "Saras tanke."));
    let chosen = machine.log_in("nadja", &sent);
    assert_eq!(chosen.location(), "/min-dag", "Nadja begins at her own beginning");
    assert!(!machine.get(&path).body.contains("Saras tanke."));
    assert!(town.get("sara", &path).body.contains("Saras tanke."), "it waits for Sara");
}

#[test]
fn a_form_opened_by_another_is_never_sent_in_the_name_of_the_one_who_logged_in_since() {
    let (town, case, path) = writing();
    let sara = Browser::of(&town, "sara");
    let form = carried(&sara.get(&path));
    let nadja = Browser::of(&town, "nadja");
    let before = town.events();
    let sent = nadja.ask("POST", &path, &fields(&form, "Saras tanke."));
    assert_eq!((sent.status.as_u16(), town.events()), (303, before));
    let page = nadja.get(sent.location()).text();
    assert!(page.contains("Formuläret öppnades av en annan användare."), "{page}");
    assert!(!nadja.get(&path).body.contains("Saras tanke."));
    assert!(typed(&sara.get(&path), "text") == "Saras tanke.");
    assert!(!town.get("nadja", &format!("/arenden/{case}")).body.contains("Saras tanke."));
}

/// A ticket that is not taken: nothing is kept, and the page does not say that it was.
fn check_ticket(change: impl Fn(&str) -> String, when: &str) {
    let (town, _, path) = writing();
    let sara = Browser::of(&town, "sara");
    let mut form = carried(&sara.get(&path));
    form[1] = change(&form[1]);
    town.at(when);
    let sent = sara.ask("POST", &path, &fields(&form, "Saras tanke."));
    assert_eq!(sent.status, 303);
    assert!(!sara.get(sent.location()).text().contains("sparat"));
    assert!(!town.get("sara", &path).body.contains("Saras tanke."));
}

#[test]
fn a_ticket_that_was_changed_is_none() {
    check_ticket(|ticket| format!("{}00", &ticket[..ticket.len() - 2]), "2026-10-05T13:00");
}

#[test]
fn a_ticket_that_was_made_up_is_none() {
    check_ticket(|_| "ab".repeat(60), "2026-10-05T13:00");
}

#[test]
fn a_ticket_is_taken_for_thirty_days_and_not_longer() {
    check_ticket(str::to_owned, "2026-11-05T09:10");
}

#[test]
fn a_ticket_holds_over_a_long_weekend() {
    let (town, _, path) = writing();
    let sara = Browser::of(&town, "sara");
    let form = carried(&sara.get(&path));
    town.at("2026-11-03T09:10");
    sara.ask("POST", &path, &fields(&form, "Saras tanke."));
    assert!(town.get("sara", &path).body.contains("Saras tanke."));
}

#[test]
fn the_script_saves_also_when_the_session_is_over() {
    let (town, _, path) = writing();
    let sara = Browser::of(&town, "sara");
    let form = carried(&sara.get(&path));
    town.at("2026-10-05T13:00");
    let saved = sara.ask("POST", &format!("{path}/utkast"), &fields(&form, "Halvvägs."));
    let words = "Utkast sparat 13.00. Du har loggats ut. Logga in så fortsätter du där du var.";
    assert_eq!((saved.status.as_u16(), saved.body.as_str()), (200, words));
    assert!(town.get("sara", &path).body.contains("Halvvägs."));
    assert_eq!(sara.ask("POST", &format!("{path}/kontroll"), &fields(&form, "")).status, 401);
}

#[test]
fn who_only_looked_comes_back_to_the_same_page() {
    let (town, case, _) = writing();
    let mut sara = Browser::of(&town, "sara");
    let path = format!("/arenden/{case}");
    assert_eq!(sara.get(&path).status, 200);
    town.at("2026-10-05T09:42");
    let led = sara.get(&path);
    assert_eq!(led.status, 303);
    assert!(sara.get(led.location()).text().contains("Du har loggats ut. Logga in så fortsätter du där du var."));
    assert_eq!(sara.log_in("sara", &led).location(), path);
}

#[test]
fn a_way_back_leads_nowhere_else() {
    let town = Town::new();
    let user = town.id("sara").to_string();
    for way in ["https://example.com/", "//example.com", "/arenden", "00", &"ab".repeat(60)] {
        let chosen = town.post("", "/valj", &[("anvandare", &user), ("fortsatt", way)]);
        assert_eq!(chosen.location(), "/min-dag", "{way}");
        assert_eq!(town.get("", &format!("/?fortsatt={}", way.replace('/', "%2F"))).status, 200);
    }
}

#[test]
fn asking_how_long_a_session_lasts_does_not_make_it_last() {
    let town = Town::new();
    town.at("2026-10-05T08:00");
    let sara = Browser::of(&town, "sara");
    let user = town.id("sara");
    let left = || sara.get("/session").body;
    assert_eq!(left(), format!("1860 {user}"));
    town.at("2026-10-05T08:20");
    assert_eq!(left(), format!("660 {user}"));
    assert_eq!(left(), format!("660 {user}"));
    assert_eq!(sara.ask("POST", "/session", &[]).body, format!("1860 {user}"));
    town.at("2026-10-05T08:51");
    assert_eq!(left(), "0");
    assert_eq!(sara.ask("POST", "/session", &[]).body, "0", "what is over is not begun again");
    assert_eq!(sara.get("/min-dag").status, 303);
    assert_eq!(town.get("", "/session").body, "0");
}

#[test]
fn the_same_thing_sent_twice_at_the_same_instant_is_one_event_and_one_receipt() {
    let (town, _, path) = writing();
    for round in 0..10 {
        let form = carried(&town.get("sara", &path));
        let before = town.events();
        let text = format!("Samtal {round}.");
        let answers = at_once(2, |_| {
            let answer = town.post("sara", &path, &fields(&form, &text));
            (answer.status.as_u16(), answer.location().to_owned())
        });
        assert_eq!(answers[0], answers[1]);
        assert_eq!((answers[0].0, town.events()), (303, before + 1));
    }
}

#[test]
fn a_draft_that_is_saved_while_the_form_is_sent_does_not_come_back() {
    let (town, _, path) = writing();
    let form = carried(&town.get("sara", &path));
    assert_eq!(town.post("sara", &path, &fields(&form, "Färdig tanke.")).status, 303);
    let late = town.post("sara", &format!("{path}/utkast"), &fields(&form, "Färdig tanke."));
    assert_eq!(late.status, 200);
    assert_ne!(typed(&town.get("sara", &path), "text"), "Färdig tanke.", "it has been sent already");
    town.post("sara", &format!("{path}/utkast"), &fields(&form, "Färdig tanke, och en till."));
    assert_eq!(typed(&town.get("sara", &path), "text"), "Färdig tanke, och en till.", "this has not");
}

#[test]
fn what_stands_round_a_text_is_kept_when_a_form_comes_back() {
    let (town, case, _) = writing();
    let path = format!("/arenden/{case}/utredning.sammanstall");
    let text = "  Indrag.\r\n\r\nMer.\r\n";
    let answer = town.act("sara", "utredning.sammanstall", Some(case), &[("behov", text)]);
    assert_eq!(answer.status, 422);
    assert_eq!(typed(&answer, "behov"), text);
    assert_eq!(typed(&town.get("sara", &path), "behov"), text);
}

#[test]
fn single_keys_can_be_switched_off_and_on() {
    let town = Town::new();
    assert!(town.get("sara", "/hjalp").text().contains("Stäng av kortkommandon"));
    let off = town.post("sara", "/hjalp/kortkommandon", &[("kortkommandon", "av")]);
    assert_eq!(off.header("set-cookie"), "kortkommandon=av; Max-Age=31536000; Path=/; SameSite=Lax");
    let token = town.app.store().create_session(town.id("sara"), None).unwrap();
    let request = town.request("", "GET", "/hjalp").header(header::COOKIE, format!("stadga={token}; kortkommandon=av"));
    assert!(town.ask(request.body(Body::empty()).unwrap()).text().contains("Slå på kortkommandon"));
    let on = town.post("sara", "/hjalp/kortkommandon", &[("kortkommandon", "pa")]);
    assert_eq!(on.header("set-cookie"), "kortkommandon=; Max-Age=0; Path=/; SameSite=Lax");
}
