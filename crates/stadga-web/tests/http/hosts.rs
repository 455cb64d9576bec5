//! Several municipalities at one address: what is one's cannot be reached at another.

use crate::town::{Answer, NUMBER, PER, Town, encoded};
use axum::body::Body;
use axum::http::{Request, header};
use stadga_app::steps::{declared, step};
use stadga_core::Id;
use stadga_web::by_host;
use std::process::Command;

const HERE: &str = "a.example.se";
const THERE: &str = "b.example.se";

/// Two municipalities behind one door, and a case in the first; both are asked through the first.
fn two() -> (Town, Town, Id) {
    let (a, b) = (Town::new(), Town::new());
    let (case, _) = a.story("ansokan.registrera");
    let both = by_host(vec![(HERE.to_owned(), a.router()), (THERE.to_owned(), b.router())]);
    (a.behind_door(both), b, case)
}

/// The cookie of somebody who has logged in at a municipality.
fn cookie(town: &Town, who: &str) -> String {
    format!("stadga={}", town.app.store().create_session(town.id(who), None).unwrap())
}

fn ask(door: &Town, (host, cookie): (&str, &str), path: &str) -> Answer {
    let request = Request::builder().uri(path).header(header::HOST, host).header(header::COOKIE, cookie);
    door.ask(request.body(Body::empty()).unwrap())
}

#[test]
fn a_session_an_id_a_search_and_a_feed_of_one_municipality_are_nothing_at_another() {
    let (a, b, case) = two();
    let (ours, theirs) = (cookie(&a, "sara"), cookie(&b, "sara"));
    let page = format!("/arenden/{case}");
    assert_eq!(ask(&a, (HERE, &ours), &page).status, 200);
    assert_ne!(ask(&a, (THERE, &ours), "/min-dag").status, 200, "the session is none there");
    assert_ne!(ask(&a, (HERE, &theirs), "/min-dag").status, 200);
    assert_eq!(ask(&a, (THERE, &theirs), "/min-dag").status, 200);
    for path in [page.clone(), format!("/api/v1/arenden/{case}"), format!("{page}/steg.orosanmalan")] {
        assert_eq!(ask(&a, (HERE, &ours), &path).status, 200, "{path}");
        assert_eq!(ask(&a, (THERE, &theirs), &path).status, 404, "{path}");
    }
    let search = |host: &str, cookie: &str| {
        let request = Request::builder().method("POST").uri("/sok").header(header::HOST, host);
        let request = request.header(header::COOKIE, cookie);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let found = a.ask(request.body(Body::from(encoded(&[("q", NUMBER)]))).unwrap());
        found.text().contains(PER)
    };
    assert!(search(HERE, &ours) && !search(THERE, &theirs));
    let feed = |host: &str, cookie: &str| ask(&a, (host, cookie), "/api/v1/handelser").body;
    assert!(feed(HERE, &ours).contains(&case.to_string()));
    assert!(!feed(THERE, &theirs).contains(&case.to_string()));
    assert!(!ask(&a, (THERE, &theirs), "/arenden").text().contains(PER));
}

#[test]
fn no_way_to_write_a_host_leads_to_somebody_elses_municipality() {
    let (a, _b, _) = two();
    let ours = cookie(&a, "sara");
    assert_eq!(ask(&a, ("A.EXAMPLE.se:8443", &ours), "/min-dag").status, 200);
    assert_ne!(ask(&a, ("B.EXAMPLE.se:8443", &ours), "/min-dag").status, 200);
    for host in ["c.example.se", "", "127.0.0.1", "a.example.se.", "a.example.se, b.example.se", "x@a.example.se"] {
        let answer = ask(&a, (host, &ours), "/min-dag");
        assert_eq!(answer.status, 421, "{host:?}");
        assert!(answer.text().contains("ingen kommun") && answer.header("set-cookie").is_empty(), "{host:?}");
    }
    let built = |uri: &str, hosts: &[&str], more: &str| {
        let mut request = Request::builder().uri(uri).header(header::COOKIE, &ours);
        for host in hosts {
            request = request.header(header::HOST, *host);
        }
        a.ask(request.header("x-forwarded-host", more).body(Body::empty()).unwrap()).status.as_u16()
    };
    assert_eq!(built("/min-dag", &[HERE, THERE], ""), 421);
    assert_eq!(built("https://b.example.se/min-dag", &[HERE], ""), 421);
    assert_eq!(built("https://a.example.se/min-dag", &[], ""), 200, "as HTTP/2 names it");
    assert_eq!(built("/min-dag", &[HERE], THERE), 200, "what somebody says of another host is not listened to");
    assert_eq!(ask(&a, ("c.example.se", ""), "/halsa").body, "ok");
}

/// The two before this, in a process whose municipalities lie on one server.
#[test]
fn they_are_nothing_to_each_other_on_one_postgresql_server_either() {
    if std::env::var("STADGA_TEST_PG").is_err() {
        println!("hoppas över: STADGA_TEST_PG är inte satt");
        return;
    }
    let tests = [
        "hosts::a_session_an_id_a_search_and_a_feed_of_one_municipality_are_nothing_at_another",
        "hosts::no_way_to_write_a_host_leads_to_somebody_elses_municipality",
    ];
    let mut again = Command::new(std::env::current_exe().unwrap());
    let output = again.arg("--exact").args(tests).env("STADGA_TEST_ON", "postgres").output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + String::from_utf8_lossy(&output.stderr).as_ref();
    assert!(output.status.success() && told.contains("2 passed"), "{told}");
}

#[test]
fn a_step_is_what_the_municipalitys_own_packs_say_it_is() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    let path = format!("/arenden/{case}/steg.orosanmalan");
    let before = town.get("sara", &path).text();
    // Another municipality in the process declares a step of the same name, in other words.
    let mut other = declared("steg.orosanmalan").unwrap();
    other.title = "Den andra kommunens rubrik".to_owned();
    other.fields[0].label = "Den andra kommunens fråga".to_owned();
    step(&other);
    assert!(before.contains("Vad som har hänt eller vad du misstänker"), "{before}");
    assert_eq!(town.get("sara", &path).text(), before);
    let refused = town.post("sara", &path, &[]).text();
    assert!(!refused.contains("Den andra kommunens"), "{refused}");
}
