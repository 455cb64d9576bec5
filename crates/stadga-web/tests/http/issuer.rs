//! Coming in by the municipality's own provider: who gets in, and everything that must not be believed.

use crate::town::{Answer, Town, encoded};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::json;
use stadga_app::accounts::{Cost, Identified, Linking, shown};
use stadga_core::Id;
use stadga_store::AuditKind;
use stadga_testkit::{CLIENT, Issuer, SECRET, Signed};
use stadga_web::{Passwords, Provider, Ways};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Who Sara is to the provider.
const SARA: &str = "3f0c-sara";
const PASSWORD: &str = "fyra gröna hästar dansar";
/// What the browser is sent back to, beside the code and the state.
const BACK: &str = "/logga-in/kommun/svar";

/// What the provider has to say, and whose passwords are accepted.
#[derive(Default)]
struct Demands {
    claim: &'static str,
    acr: &'static [&'static str],
    amr: &'static [&'static str],
    passwords: Passwords,
}

/// A town with a provider, and Sara tied to who she is there.
fn town(demands: Demands) -> (Town, Issuer) {
    let started = OnceLock::new();
    let town = Town::locked_with(|clock| {
        let issuer = Issuer::start(clock);
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let idp = stadga_idp::Idp::new(stadga_idp::Config {
            issuer: issuer.address.clone(),
            client_id: String::from(CLIENT),
            client_secret: String::from(SECRET),
            back: format!("https://127.0.0.1{BACK}"),
            after_log_out: String::from("https://127.0.0.1/utloggad"),
            claim: String::from(if demands.claim.is_empty() { "sub" } else { demands.claim }),
            scopes: Vec::new(),
            acr: texts(demands.acr),
            amr: texts(demands.amr),
        });
        let name = String::from("Ekvallas inloggning");
        let provider = Some(Arc::new(Provider { name, idp: idp.unwrap() }));
        assert!(started.set(issuer).is_ok());
        Ways { provider, passwords: demands.passwords, ..Ways::default() }
    });
    let issuer = started.into_inner().unwrap();
    link(&town, &issuer, "sara", SARA).unwrap();
    issuer.is(SARA);
    (town, issuer)
}

fn link(town: &Town, issuer: &Issuer, who: &str, subject: &str) -> Result<(), stadga_app::AppError> {
    let whom = Identified { issuer: &issuer.address, subject };
    town.app.link_account(None, Linking { user: town.id(who), name: who, whom })
}

/// A browser: its cookies, and nothing else that is remembered.
struct Browser<'a> {
    town: &'a Town,
    cookies: BTreeMap<String, String>,
}

impl<'a> Browser<'a> {
    fn new(town: &'a Town) -> Self {
        Self { town, cookies: BTreeMap::new() }
    }

    fn ask(&mut self, method: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder().method(method).uri(path).header(header::HOST, "stadga.test");
        let request = request.header(header::COOKIE, cookies.join("; "));
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = self.town.ask(request.body(Body::from(encoded(fields))).unwrap());
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.starts_with("__Host-") && cookie.contains("; Path=/; Secure; HttpOnly; SameSite=Lax"));
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            match value {
                "" => drop(self.cookies.remove(name)),
                value => drop(self.cookies.insert(name.to_owned(), value.to_owned())),
            }
        }
        answer
    }

    fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// To the provider and as far as back: the address the browser is sent back to.
    fn visits(&mut self, issuer: &Issuer) -> String {
        let away = self.get("/logga-in/kommun");
        assert_eq!(away.status, 303, "{}", away.text());
        assert!(away.location().starts_with(&format!("{}/authorize?", issuer.address)), "{}", away.location());
        let back = issuer.visited(away.location());
        back.strip_prefix("https://127.0.0.1").unwrap().to_owned()
    }

    /// There and back again.
    fn comes_in(&mut self, issuer: &Issuer) -> Answer {
        let back = self.visits(issuer);
        self.get(&back)
    }
}

/// Everything an answer says, for what must not stand in it.
fn all_of(answer: &Answer) -> String {
    let headers = answer.headers.iter().map(|(name, value)| format!("{name}: {value:?}\n"));
    headers.chain([answer.body.clone()]).collect()
}

#[test]
fn whoever_is_tied_to_the_provider_comes_in_by_it_and_goes_out_again() {
    let (town, issuer) = town(Demands::default());
    let mut sara = Browser::new(&town);
    let door = sara.get("/");
    assert!(door.text().contains("Logga in med Ekvallas inloggning") && door.text().contains("Lösenord"));
    let rows = town.audited(|| assert_eq!(sara.comes_in(&issuer).location(), "/min-dag"));
    let told: Vec<_> = rows.iter().map(|stored| (stored.row.what.as_str(), stored.row.kind, stored.row.user)).collect();
    assert_eq!(told, [("inloggning.leverantor", AuditKind::Command, town.id("sara"))]);
    let asked = issuer.query();
    assert_eq!(asked["code_challenge_method"], "S256");
    assert!(asked["state"].len() >= 20 && asked["nonce"].len() >= 20 && !asked.contains_key("prompt"), "{asked:?}");
    assert_eq!(sara.cookies.keys().collect::<Vec<_>>(), ["__Host-stadga"], "the question is not carried any longer");
    assert_eq!(sara.get("/min-dag").status, 200);
    let account = sara.get("/konto");
    assert!(account.text().contains("kopplat till kommunens egen inloggning"), "{}", account.text());
    assert!(!account.body.contains("/konto/losenord"), "there is no password to change");

    let out = sara.ask("POST", "/byt", &[]);
    assert_eq!(out.location(), "/utloggad");
    let page = sara.get("/utloggad");
    let there = format!(
        "{}/end?client_id=stadga&amp;post_logout_redirect_uri=https%3A%2F%2F127.0.0.1%2Futloggad",
        issuer.address
    );
    assert!(page.body.replace("&#38;", "&amp;").contains(&there), "{}", page.body);
    assert_eq!(sara.get("/min-dag").location(), "/");
    // What is known of the provider is not asked for again each time.
    assert_eq!(issuer.asked(), 1);
}

#[test]
fn what_is_said_falsely_or_to_somebody_else_opens_nothing_and_tells_nothing() {
    let (town, issuer) = town(Demands::default());
    let soon = town.now().as_second();
    let refused = |set: &dyn Fn(), what: &str| {
        set();
        let mut browser = Browser::new(&town);
        let mut answer = None;
        let rows = town.audited(|| answer = Some(browser.comes_in(&issuer)));
        let answer = answer.unwrap();
        issuer.honest();
        assert_eq!(answer.status, 422, "{what}: {}", answer.text());
        assert!(answer.text().contains("Svaret gick inte att kontrollera"), "{what}: {}", answer.text());
        assert!(browser.cookies.is_empty(), "{what}");
        let said = all_of(&answer);
        for secret in [SARA, SECRET, "Sara", "nonce", "engangs-", "eyJ"] {
            assert!(!said.contains(secret), "{what} tells {secret}: {said}");
        }
        let kinds: Vec<_> = rows.iter().map(|stored| (stored.row.what.as_str(), stored.row.kind)).collect();
        assert_eq!(kinds, [("inloggning.leverantor", AuditKind::Denied)], "{what}");
    };
    for (claim, value) in [
        ("nonce", Some(json!("en annan"))),
        ("nonce", None),
        ("iss", Some(json!("https://någon.annan.se"))),
        ("aud", Some(json!("ett annat program"))),
        ("aud", Some(json!(["stadga", "ett annat program"]))),
        ("exp", Some(json!(soon))),
        ("exp", Some(json!(soon - 600))),
        ("exp", None),
        ("sub", None),
        ("sub", Some(json!(""))),
    ] {
        refused(&|| issuer.says(claim, value.clone()), &format!("{claim} {value:?}"));
    }
    for signed in [Signed::Not, Signed::Broken, Signed::Foreign, Signed::Unknown, Signed::Shared] {
        refused(&|| issuer.signs(signed), &format!("{signed:?}"));
    }
    let mut sara = Browser::new(&town);
    assert_eq!(sara.comes_in(&issuer).location(), "/min-dag", "and the truth does");
}

#[test]
fn an_answer_is_good_once_in_the_browser_that_asked_and_not_for_long() {
    let (town, issuer) = town(Demands::default());
    let late = |browser: &mut Browser<'_>, path: &str, what: &str| {
        let answer = browser.get(path);
        assert_eq!(answer.status, 422, "{what}: {}", answer.text());
        assert!(!browser.cookies.contains_key("__Host-stadga"), "{what}");
    };
    let mut sara = Browser::new(&town);
    let back = sara.visits(&issuer);
    let asking = sara.cookies.clone();
    late(&mut Browser::new(&town), &back, "somebody else's browser");
    let mut other = Browser::new(&town);
    other.visits(&issuer);
    late(&mut other, &back, "a browser with a question of its own");
    let (code, _) = back.split_once("&state=").unwrap();
    let mut forged = Browser { town: &town, cookies: asking.clone() };
    late(&mut forged, &format!("{code}&state=en-annan"), "another state");
    late(&mut Browser { town: &town, cookies: asking.clone() }, code, "no state");
    assert_eq!(sara.get(&back).location(), "/min-dag");
    late(&mut Browser { town: &town, cookies: asking.clone() }, &back, "a code that is used");
    let mut gone = Browser::new(&town);
    gone.visits(&issuer);
    late(
        &mut gone,
        &format!("{BACK}?error=access_denied&error_description=%3Cscript%3E"),
        "somebody who changed their mind",
    );
    let mut slow = Browser::new(&town);
    let back = slow.visits(&issuer);
    town.at("2026-10-05T08:11");
    late(&mut slow, &back, "a question that is ten minutes old");
}

#[test]
fn nobody_gets_an_account_by_logging_in_and_whoever_has_left_is_out_at_once() {
    let (town, issuer) = town(Demands::default());
    issuer.is("9e-okänd");
    let mut stranger = Browser::new(&town);
    let mut page = None;
    let rows = town.audited(|| page = Some(stranger.comes_in(&issuer)));
    let page = page.unwrap();
    assert_eq!(page.status, 403);
    assert!(page.text().contains("Du har inget konto i Stadga") && page.text().contains("9e-okänd"), "{}", page.text());
    assert!(stranger.cookies.is_empty() && stranger.get("/min-dag").location() == "/");
    let kinds: Vec<_> = rows.iter().map(|stored| (stored.row.what.as_str(), stored.row.kind)).collect();
    assert_eq!(kinds, [("inloggning.leverantor", AuditKind::Denied)]);
    assert!(!format!("{rows:?}").contains("9e-okänd"), "the trail holds no id of the provider's");

    issuer.is(SARA);
    let mut sara = Browser::new(&town);
    assert_eq!(sara.comes_in(&issuer).location(), "/min-dag");
    town.app.close_account(None, town.id("sara")).unwrap();
    assert_eq!(sara.get("/min-dag").location(), "/");
    assert_eq!(sara.comes_in(&issuer).status, 403, "a closed account");
    link(&town, &issuer, "sara", SARA).unwrap();
    assert_eq!(sara.comes_in(&issuer).location(), "/min-dag", "opened again");
    // Somebody without a post has no way in, whatever the account says.
    link(&town, &issuer, "stina", "3f0c-stina").unwrap();
    let mut stina = Browser::new(&town);
    issuer.is("3f0c-stina");
    assert_eq!(stina.comes_in(&issuer).location(), "/anvandare");
    let id = town.id("sara").to_string();
    let left = stina.ask("POST", "/anvandare/anvandare.avsluta", &[("anvandare", &id)]);
    assert_eq!(left.location(), "/anvandare?klart=anvandare.avsluta");
    issuer.is(SARA);
    assert_eq!((sara.get("/min-dag").location(), sara.comes_in(&issuer).status.as_u16()), ("/", 403));
}

#[test]
fn the_steward_ties_an_account_to_one_and_only_one_and_the_head_sees_it() {
    let (town, issuer) = town(Demands::default());
    link(&town, &issuer, "stina", "3f0c-stina").unwrap();
    issuer.is("3f0c-stina");
    let mut stina = Browser::new(&town);
    stina.comes_in(&issuer);
    let (sara, omar): (Id, Id) = (town.id("sara"), town.id("omar"));
    let page = stina.get(&format!("/anvandare/{omar}/koppla"));
    assert!(page.text().contains("Koppla Omar Farah") && page.body.contains("name=\"namn\""), "{}", page.text());
    assert!(!stina.get(&format!("/anvandare/{sara}/koppla")).body.contains("name=\"namn\""), "she has a name");
    let tie = |stina: &mut Browser<'_>, name: &str, id: &str| {
        stina.ask("POST", &format!("/anvandare/{omar}/koppla"), &[("namn", name), ("id", id)])
    };
    for (name, id, words) in [
        ("omar", " ", "Skriv id:t"),
        ("omar", SARA, "hör redan till någon annans konto"),
        ("", "3f0c-omar", "Skriv ett namn"),
        ("sara", "3f0c-omar", "Namnet är taget"),
    ] {
        let answer = tie(&mut stina, name, id);
        assert!(answer.status == 422 && answer.text().contains(words), "{words}: {}", answer.text());
    }
    assert_eq!(tie(&mut stina, "omar", " 3f0c-omar ").location(), "/anvandare");
    assert!(stina.get("/anvandare").text().contains("Öppen, med kommunens inloggning omar"));
    issuer.is("3f0c-omar");
    let mut browser = Browser::new(&town);
    assert_eq!(browser.comes_in(&issuer).location(), "/min-dag");
    let head = town.app.store().create_session(town.id("robert"), None).unwrap();
    let cookies = BTreeMap::from([(String::from("__Host-stadga"), head)]);
    let mut robert = Browser { town: &town, cookies };
    let unit = robert.get("/enhet").text();
    assert!(unit.contains("Omar Farah: kopplades till kommunens inloggning 2026-10-05"), "{unit}");
    assert_eq!(robert.get(&format!("/anvandare/{omar}/koppla")).status, 404, "for stewards alone");
    assert_eq!(robert.ask("POST", &format!("/anvandare/{omar}/koppla"), &[("id", "x")]).status, 404);
    assert_eq!(robert.ask("POST", &format!("/anvandare/{omar}/koppla-bort"), &[]).status, 404);
    // Untied, and what was open is shut.
    assert_eq!(stina.ask("POST", &format!("/anvandare/{omar}/koppla-bort"), &[]).location(), "/anvandare");
    assert_eq!((browser.get("/min-dag").location(), browser.comes_in(&issuer).status.as_u16()), ("/", 403));
}

#[test]
fn a_file_of_everybody_says_who_they_are_to_the_provider() {
    let (town, issuer) = town(Demands::default());
    let write = |lines: &str| {
        let text = format!("inloggning;namn;roll;enhet;id\n{lines}");
        town.app.roster(&text, Some(&issuer.address), true, Cost::for_tests()).unwrap()
    };
    let sara = format!("sara;Sara Lindqvist;socialsekreterare;Vuxenenheten;{SARA}\n");
    let done = write(&format!("{sara}ali;Ali Demir;socialsekreterare;Vuxenenheten;3f0c-ali\n")).unwrap();
    assert_eq!((done.linked, done.codes.len()), (vec![String::from("Ali Demir")], 0), "nobody needs a code to begin");
    issuer.is("3f0c-ali");
    assert_eq!(Browser::new(&town).comes_in(&issuer).location(), "/min-dag");
    let twice = write(&format!("{sara}ali;Ali Demir;socialsekreterare;Vuxenenheten;{SARA}\n")).unwrap_err();
    assert_eq!(twice, ["ali: id:t hör redan till någon annan"]);
    let left = write(&sara).unwrap();
    assert_eq!((left.gone, left.linked), (vec![String::from("Ali Demir")], vec![]));
    assert_eq!(Browser::new(&town).comes_in(&issuer).status, 403, "the same second");
    let without = town.app.roster("inloggning;namn;roll;enhet;id\n", None, false, Cost::for_tests()).unwrap();
    assert!(without.unwrap_err()[0].contains("ange dess adress"));
}

#[test]
fn a_provider_that_is_gone_says_so_and_one_that_has_changed_its_keys_is_asked_once() {
    let (town, issuer) = town(Demands::default());
    issuer.away(true);
    let mut sara = Browser::new(&town);
    let away = sara.get("/logga-in/kommun");
    assert_eq!(away.status, 503);
    assert!(away.text().contains("Ekvallas inloggning svarar inte just nu"), "{}", away.text());
    assert!(away.body.contains("name=\"losenord\""), "the other door stands open");
    issuer.away(false);
    assert_eq!(sara.get("/logga-in/kommun").status, 503, "it is left alone for a while");
    town.at("2026-10-05T08:01");
    let back = sara.visits(&issuer);
    issuer.away(true);
    assert_eq!(sara.get(&back).status, 503, "gone between question and answer");
    issuer.away(false);
    // A new key is looked up once, and not again for whoever comes right after with one that nobody has.
    issuer.rotates("två");
    town.at("2026-10-05T08:02");
    let before = issuer.asked();
    assert_eq!(sara.comes_in(&issuer).location(), "/min-dag");
    assert_eq!(issuer.asked(), before + 1);
    issuer.signs(Signed::Unknown);
    for _ in 0..5 {
        assert_eq!(Browser::new(&town).comes_in(&issuer).status, 422);
    }
    assert_eq!(issuer.asked(), before + 1, "no more than one question in half a minute");
    issuer.honest();
    // What was known an hour ago serves while the provider does not tell anew, and no longer than a day.
    town.at("2026-10-05T12:00");
    let before = issuer.asked();
    assert_eq!(sara.comes_in(&issuer).location(), "/min-dag");
    assert_eq!(issuer.asked(), before + 1);
}

#[test]
fn how_strongly_somebody_proved_who_they_are_is_asked_for_and_checked() {
    let (town, issuer) = town(Demands { claim: "oid", acr: &["loa3", "loa4"], amr: &["mfa"], ..Demands::default() });
    let says = |acr: Option<&str>, amr: &[&str], oid: Option<&str>| {
        issuer.says("acr", acr.map(|acr| json!(acr)));
        issuer.says("amr", Some(json!(amr)));
        issuer.says("oid", oid.map(|oid| json!(oid)));
        let answer = Browser::new(&town).comes_in(&issuer);
        (answer.status.as_u16(), answer.text())
    };
    issuer.is("det som står i sub");
    for (acr, amr) in [(None, &["mfa"][..]), (Some("loa2"), &["mfa"]), (Some("loa3"), &["pwd"]), (Some("loa3"), &[])] {
        let (status, text) = says(acr, amr, Some(SARA));
        assert!(status == 422 && text.contains("legitimera dig starkare"), "{acr:?} {amr:?}: {text}");
    }
    assert_eq!(issuer.query()["acr_values"], "loa3 loa4");
    assert_eq!(says(Some("loa4"), &["pwd", "mfa"], Some(SARA)).0, 303);
    assert_eq!(says(Some("loa4"), &["mfa"], None).0, 422, "the claim that says who it is has to be there");
    assert_eq!(says(Some("loa4"), &["mfa"], Some("någon annan")).0, 403);
}

#[test]
fn where_the_provider_is_the_rule_a_password_opens_for_the_spare_account_alone() {
    let only = Passwords::Only(vec![String::from("Nadja")]);
    let (town, _issuer) = town(Demands { passwords: only, ..Demands::default() });
    let door = Browser::new(&town).get("/");
    assert!(door.text().contains("Reservinloggning"), "{}", door.text());
    for (who, opens) in [("nadja", true), ("jonas", false)] {
        let start = town.app.issue_account(None, town.id(who), who, Cost::for_tests()).unwrap().code;
        let mut browser = Browser::new(&town);
        let begun = browser.ask("POST", "/logga-in", &[("namn", who), ("losenord", &start), ("kod", "")]);
        assert_eq!(begun.status, if opens { 200 } else { 422 }, "{who}: {}", begun.text());
        if !opens {
            assert!(begun.text().contains("Namnet, lösenordet eller koden stämmer inte"), "told as anybody else");
            continue;
        }
        let key = begun.body.split("class=\"hemlighet\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
        let code = shown(key, town.now());
        let ticket = begun.hidden("biljett");
        let fields = [("biljett", ticket.as_str()), ("nytt", PASSWORD), ("igen", PASSWORD), ("kod", &code)];
        assert_eq!(browser.ask("POST", "/logga-in/borja", &fields).status, 200);
        assert_eq!(browser.get("/min-dag").status, 200);
        assert_eq!(browser.ask("POST", "/byt", &[]).location(), "/", "nothing to leave with the provider");
    }
}

#[test]
fn a_town_without_a_provider_has_no_such_way() {
    let town = Town::locked();
    let stina = town.app.store().create_session(town.id("stina"), None).unwrap();
    let cookies = BTreeMap::from([(String::from("__Host-stadga"), stina)]);
    let mut stina = Browser { town: &town, cookies };
    let koppla = format!("/anvandare/{}/koppla", town.id("sara"));
    for path in ["/logga-in/kommun", "/logga-in/kommun/svar?code=x&state=y", koppla.as_str()] {
        assert_eq!(stina.get(path).status, 404, "{path}");
    }
    assert!(!stina.get("/anvandare").text().contains("kommunens inloggning"));
}
