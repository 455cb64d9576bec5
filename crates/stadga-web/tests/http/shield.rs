//! What surrounds every answer: origin, headers, cookies, and nothing personal in an address or a title.

use crate::town::{Answer, NUMBER, PER, STORY, Town, encoded};
use axum::body::Body;
use axum::http::{Request, header};

fn check_headers(what: &str, answer: &Answer) {
    let policy = answer.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'self';") && policy.contains("frame-ancestors 'none'"),
        "{what}: {policy:?}"
    );
    assert!(!policy.contains("unsafe"), "{what}: {policy:?}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(answer.header("referrer-policy"), "same-origin", "{what}");
    assert!(!answer.header("cache-control").is_empty(), "{what}");
}

fn foreign(town: &Town, path: &str, name: header::HeaderName, value: &str) -> Answer {
    let request = town.request("sara", "POST", path).header(name, value);
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    town.ask(request.body(Body::from(encoded(&[("text", "x"), ("anvandare", "x")]))).unwrap())
}

#[test]
fn a_form_sent_from_another_place_is_refused() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    let before = town.events();
    let note = format!("/arenden/{case}/anteckning.skriv");
    let site = header::HeaderName::from_static("sec-fetch-site");
    for path in [note.as_str(), "/valj", "/byt", "/sok"] {
        for (name, value) in [
            (header::ORIGIN, "https://ond.test"),
            (site.clone(), "cross-site"),
            (site.clone(), "same-site"),
            (header::ORIGIN, "null"),
        ] {
            let answer = foreign(&town, path, name.clone(), value);
            assert_eq!(answer.status, 403, "{path} {name}: {value}");
        }
    }
    assert_eq!(town.events(), before);
    assert_eq!(foreign(&town, &note, header::ORIGIN, "http://stadga.test").status, 303);
    assert_eq!(foreign(&town, &note, site, "same-origin").status, 303);
}

#[test]
fn every_answer_carries_the_protections() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    let note = format!("/arenden/{case}/anteckning.skriv");
    for path in ["/", "/min-dag", "/arenden", "/finns-inte", "/assets/css/ds.css", "/assets/finns-inte", &note] {
        check_headers(path, &town.get("sara", path));
    }
    check_headers("logged out", &town.get("", "/min-dag"));
    check_headers("422", &town.post("sara", &note, &[]));
    check_headers("303", &town.post("sara", &note, &[("text", "x")]));
    check_headers("405", &town.post("sara", "/min-dag", &[]));
    check_headers("413", &town.send("sara", &note, "a".repeat(4 * 1024 * 1024 + 1)));
}

#[test]
fn a_refused_origin_carries_the_protections_too() {
    let town = Town::new();
    check_headers("403", &foreign(&town, "/sok", header::ORIGIN, "https://ond.test"));
}

#[test]
fn pages_about_persons_are_never_stored_by_the_browser() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    for path in ["/min-dag", "/arenden", &format!("/arenden/{case}")] {
        assert_eq!(town.get("sara", path).header("cache-control"), "no-store", "{path}");
    }
    assert_eq!(town.get("sara", "/assets/css/ds.css").header("cache-control"), "public, max-age=86400");
}

#[test]
fn nothing_personal_stands_in_an_address_or_a_title() {
    let town = Town::new();
    let mut answers = Vec::new();
    let (mut case, mut assignment) = (None, None);
    for (when, who, use_case, fields) in STORY {
        town.at(when);
        let on_assignment = town.path(use_case, case).starts_with("/uppdrag");
        let subject = if on_assignment { assignment } else { case };
        answers.push(town.get(who, &town.path(use_case, subject)));
        let answer = town.act(who, use_case, subject, fields);
        assert_eq!(answer.status, 303, "{use_case}: {}", answer.text());
        if case.is_none() {
            case = answer.location().split("arende=").nth(1).map(|id| id.parse().unwrap());
        }
        answers.push(town.get(who, answer.location()));
        answers.push(answer);
        assignment = town.app.newest_assignment(case.unwrap()).unwrap();
    }
    for path in ["/min-dag", "/arenden", "/enhet", "/utforare"] {
        answers.push(town.get("nadja", path));
        answers.push(town.get("robert", path));
    }
    answers.push(town.post("sara", "/sok", &[("q", NUMBER)]));
    for answer in &answers {
        let addresses = answer.body.split("href=\"").skip(1).chain(answer.body.split("action=\"").skip(1));
        let addresses = addresses.filter_map(|rest| rest.split('"').next()).chain([answer.location(), answer.title()]);
        for address in addresses.filter(|address| !address.starts_with("tel:")) {
            for personal in ["Per", "Holm", "19950101", "950101", "2380"] {
                assert!(!address.contains(personal), "{personal} in {address}");
            }
        }
        assert!(!answer.location().contains("2026-0") && !answer.location().contains("SN"), "{}", answer.location());
    }
    assert!(answers.iter().any(|answer| answer.body.contains(PER)), "the pages do show the person");
}

#[test]
fn a_session_is_a_cookie_that_no_script_reads() {
    let town = Town::new();
    let user = town.id("sara").to_string();
    let chosen = town.post("", "/valj", &[("anvandare", &user)]);
    assert_eq!((chosen.status.as_u16(), chosen.location()), (303, "/min-dag"));
    let cookie = chosen.header("set-cookie").to_owned();
    let (pair, attributes) = cookie.split_once("; ").unwrap();
    assert_eq!(attributes, "Path=/; HttpOnly; SameSite=Lax");
    let token = pair.strip_prefix("stadga=").unwrap();
    assert!(token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit()), "{token}");

    let with = |path: &str, method: &str| {
        let request = Request::builder().method(method).uri(path).header(header::COOKIE, format!("annan=1; {pair}"));
        town.ask(request.body(Body::empty()).unwrap())
    };
    assert_eq!(with("/min-dag", "GET").status, 200);
    let left = with("/byt", "POST");
    assert!(left.header("set-cookie").contains("Max-Age=0"), "{}", left.header("set-cookie"));
    assert_eq!(with("/min-dag", "GET").location(), "/", "the session is over on the server too");
}

#[test]
fn nobody_is_sent_to_the_beginning() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    for path in ["/min-dag", "/arenden", &format!("/arenden/{case}"), "/sok", "/mottagning/ny", "/rutiner", "/enhet"] {
        let answer = town.get("", path);
        assert_eq!((answer.status.as_u16(), answer.location()), (303, "/"), "{path}");
        assert!(!answer.body.contains(PER));
    }
    let before = town.events();
    let sent = town.post("", &format!("/arenden/{case}/anteckning.skriv"), &[("text", "x")]);
    assert_eq!((sent.status.as_u16(), sent.location()), (303, "/"));
    assert_eq!(town.events(), before);
}

/// A session in use: its cookie, asked for Min dag at different hours.
fn check_session(hours: &[&str], lives: bool) {
    let town = Town::new();
    town.at("2026-10-05T08:00");
    let token = town.app.store().create_session(town.id("sara"), None).unwrap();
    let mut last = 0;
    for hour in hours {
        town.at(hour);
        let request = Request::builder().uri("/min-dag").header(header::COOKIE, format!("stadga={token}"));
        last = town.ask(request.body(Body::empty()).unwrap()).status.as_u16();
    }
    assert_eq!(last, if lives { 200 } else { 303 }, "{hours:?}");
}

#[test]
fn a_session_that_is_used_does_not_end_in_the_middle_of_a_morning() {
    check_session(&["2026-10-05T08:29", "2026-10-05T08:58", "2026-10-05T09:27"], true);
}

#[test]
fn a_session_left_for_half_an_hour_is_over() {
    check_session(&["2026-10-05T08:20", "2026-10-05T08:52"], false);
}

#[test]
fn a_made_up_token_is_nobody() {
    let town = Town::new();
    for token in ["", "0", &"0".repeat(64), &"f".repeat(10_000)] {
        let request = Request::builder().uri("/min-dag").header(header::COOKIE, format!("stadga={token}"));
        assert_eq!(town.ask(request.body(Body::empty()).unwrap()).location(), "/");
    }
}
