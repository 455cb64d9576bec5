//! Passkeys in a real browser with a device of its own: made, used alone, sent twice, copied, unproved, taken away.

use crate::axe::faults_of;
use serde_json::{Value, json};
use stadga_app::accounts::{Chosen, Cost, Entry, LogIn, shown};
use stadga_passkey::Passkeys;
use stadga_store::AuditKind;
use stadga_testkit::{Browser, Municipality, Seen, Window, in_browser};
use stadga_web::{Doors, Settings, Ways, router};
use std::sync::Arc;

const PASSWORD: &str = "fyra gröna hästar dansar";

/// Asks the door for a passkey as its script does, and sends the answer twice; gives what came of each.
const TWICE: &str = "
    const done = arguments[arguments.length - 1];
    const form = document.querySelector('form[data-passnyckel]');
    const sends = [];
    form.submit = async () => {
        const body = new URLSearchParams(new FormData(form));
        for (let i = 0; i < 2; i++) {
            const answer = await fetch(form.action, { method: 'POST', body, redirect: 'manual' });
            sends.push(answer.type === 'opaqueredirect' ? 303 : answer.status);
        }
        done(sends);
    };
    form.requestSubmit();";

/// A municipality where Sara has a password and a code app, and a web that knows its name.
fn served(town: &Municipality) -> (String, String) {
    let app = town.app();
    let start = app.issue_account(None, town.user("sara"), "sara", Cost::for_tests()).expect("Sara is known").code;
    let tried = LogIn { name: "sara", password: &start, code: "", accepted: true };
    let Ok(Entry::Begin(ticket)) = app.log_in(Cost::for_tests(), tried) else { panic!("the code opens the way") };
    let key = app.beginning(&ticket, "Ekvalla").expect("it can be read").expect("it lasts").secret;
    let code = shown(&key, app.now());
    let chosen = Chosen { password: PASSWORD, again: PASSWORD, code: &code };
    app.settle(Cost::for_tests(), &ticket, chosen).expect("Sara begins");
    let base = town.serve_as(|base| {
        let origin = base.replace("127.0.0.1", "localhost");
        let passkeys = Some(Arc::new(Passkeys::new(&origin, "Ekvalla kommun").expect("the address has a name")));
        let ways = Ways { passkeys, ..Ways::default() };
        let settings = Settings { doors: Doors::Accounts(Cost::for_tests()), ways, ..Settings::of("Ekvalla kommun") };
        router(app.clone(), settings)
    });
    (base.replace("127.0.0.1", "localhost"), key)
}

#[test]
fn a_passkey_opens_alone_once_for_its_owner_and_not_when_it_is_copied_or_gone() {
    let town = Municipality::found("2026-10-05T08:00");
    let (base, key) = served(&town);
    in_browser(&base, async |browser| {
        browser.whole(Window::Mobile).await?;
        let device = browser.with_passkeys().await?;
        town.set("2026-10-05T08:02");
        made(&browser, &town, &key).await?;
        let mut faults = faults_of(&browser, "/konto/passnycklar", Window::Mobile).await?;

        out(&browser).await?;
        faults.extend(faults_of(&browser, "/, with passkeys", Window::Mobile).await?);
        browser.press("Logga in med passnyckel").await?;
        browser.sees("Min dag").await?;
        browser.go("/konto/passnycklar").await?;
        browser.sees("Gjord 2026-10-05. Använd 2026-10-05.").await?;

        out(&browser).await?;
        let sends = browser.script_that_waits(TWICE, Vec::new()).await?;
        same(&sends, &json!([303, 422]), "an answer that is sent twice")?;
        out(&browser).await?;
        unproved(&browser, &device).await?;
        late(&browser, &town).await?;
        copied(&browser, &device).await?;
        let kinds = town.app().store().audit_after(0, 1_000_000).map_err(|why| why.to_string())?;
        let told = |what: &str, kind| kinds.iter().filter(|row| row.row.what == what && row.row.kind == kind).count();
        same(&json!(told("inloggning.passnyckel", AuditKind::Command)), &json!(2), "log-ins in the trail")?;
        same(&json!(told("inloggning.passnyckel", AuditKind::Denied)), &json!(3), "refusals in the trail")?;
        same(&json!(told("inloggning.passnyckel_kopia", AuditKind::Denied)), &json!(1), "copies in the trail")?;

        town.set("2026-10-05T08:20");
        with_password(&browser, &town, &key).await?;
        browser.go("/konto/passnycklar").await?;
        browser.sees("Avstängd: den finns i två exemplar.").await?;
        browser.press("Ta bort jobbtelefonen").await?;
        browser.gone("Avstängd").await?;
        if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
    });
}

/// Sara comes in with password and code, and makes one; a wrong password makes none.
async fn made(browser: &Browser, town: &Municipality, key: &str) -> Seen {
    with_password(browser, town, key).await?;
    browser.go("/konto").await?;
    browser.press("Passnycklar").await?;
    browser.fill("Vad den ska heta", "jobbtelefonen").await?;
    browser.fill("Ditt lösenord", "fel").await?;
    browser.press("Lägg till").await?;
    browser.sees("Det är inte ditt lösenord").await?;
    browser.fill("Ditt lösenord", PASSWORD).await?;
    browser.press("Lägg till").await?;
    browser.sees("Gjord 2026-10-05. Inte använd än.").await
}

async fn with_password(browser: &Browser, town: &Municipality, key: &str) -> Seen {
    browser.go("/").await?;
    browser.fill("Inloggningsnamn", "sara").await?;
    browser.fill("Lösenord", PASSWORD).await?;
    browser.fill("Kod från din app", &shown(key, town.app().now())).await?;
    browser.press("Logga in").await?;
    browser.sees("Min dag").await
}

async fn out(browser: &Browser) -> Seen {
    browser.go("/konto").await?;
    browser.press("Logga ut").await?;
    browser.sees("Logga in med passnyckel").await
}

/// The device does not know that it is its owner: the browser answers nothing, and the page says so.
async fn unproved(browser: &Browser, device: &str) -> Seen {
    let proved = async |proved: bool| {
        let told = json!({ "authenticatorId": device, "isUserVerified": proved });
        browser.told("WebAuthn.setUserVerified", told).await
    };
    proved(false).await?;
    let pressed = "document.querySelector('form[data-passnyckel] button').click()";
    browser.script(pressed, Vec::new()).await?;
    browser.sees("Det gick inte. Försök igen").await?;
    proved(true).await.map(|_| ())
}

/// A question that was asked more than five minutes ago is answered in vain.
async fn late(browser: &Browser, town: &Municipality) -> Seen {
    browser.go("/").await?;
    town.set("2026-10-05T08:10");
    browser.press("Logga in med passnyckel").await?;
    browser.sees("Passnyckeln öppnade inget.").await
}

/// A copy counts from the beginning: it is refused, and the passkey is stopped for the other one too.
async fn copied(browser: &Browser, device: &str) -> Seen {
    let there = json!({ "authenticatorId": device });
    let held = browser.told("WebAuthn.getCredentials", there.clone()).await?;
    let mut key = held["credentials"][0].clone();
    let counted = key["signCount"].as_i64().unwrap_or_default();
    browser.told("WebAuthn.clearCredentials", there).await?;
    key["signCount"] = json!(0);
    let copy = json!({ "authenticatorId": device, "credential": key });
    browser.told("WebAuthn.addCredential", copy).await?;
    same(&json!(counted > 1), &json!(true), "a device that counts")?;
    browser.go("/").await?;
    browser.press("Logga in med passnyckel").await?;
    browser.sees("Passnyckeln öppnade inget.").await
}

fn same(found: &Value, wanted: &Value, what: &str) -> Seen {
    if found == wanted { Ok(()) } else { Err(format!("{what}: {found}, not {wanted}")) }
}
