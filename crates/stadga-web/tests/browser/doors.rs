//! The first log-in in a real browser, which keeps the cookie of a locked door, and what stands outside the door.

use crate::axe::faults_of;
use stadga_app::accounts::{Cost, shown};
use stadga_testkit::{Municipality, Window, in_browser};
use stadga_web::{Doors, Settings, router};

const PASSWORD: &str = "fyra gröna hästar dansar";

#[test]
fn somebody_begins_logs_out_and_comes_in_again() {
    let municipality = Municipality::found("2026-10-05T08:00");
    let app = municipality.app();
    let start =
        app.issue_account(None, municipality.user("sara"), "sara", Cost::for_tests()).expect("Sara is known").code;
    let settings = Settings { doors: Doors::Accounts(Cost::for_tests()), ..Settings::of("Ekvalla kommun") };
    let base = municipality.serve(router(app.clone(), settings));
    in_browser(&base, async |browser| {
        browser.whole(Window::Mobile).await?;
        browser.go("/").await?;
        let mut faults = faults_of(&browser, "/", Window::Mobile).await?;
        browser.fill("Inloggningsnamn", "sara").await?;
        browser.fill("Lösenord", "fel").await?;
        browser.press("Logga in").await?;
        browser.sees("Du kom inte in").await?;
        faults.extend(faults_of(&browser, "/logga-in, refused", Window::Mobile).await?);
        browser.fill("Lösenord", &start).await?;
        browser.press("Logga in").await?;
        browser.sees("Välkommen, sara").await?;
        let key = browser.script("return document.querySelector('.hemlighet').textContent", Vec::new()).await?;
        let key = key.as_str().unwrap_or_default().to_owned();
        browser.fill("Nytt lösenord", "kort").await?;
        browser.press("Spara och logga in").await?;
        browser.sees("3 saker måste åtgärdas").await?;
        faults.extend(faults_of(&browser, "/logga-in/borja, sent back", Window::Mobile).await?);
        browser.fill("Nytt lösenord", PASSWORD).await?;
        browser.fill("Samma lösenord igen", PASSWORD).await?;
        browser.fill("Koden som appen visar", &shown(&key, municipality.app().now())).await?;
        browser.press("Spara och logga in").await?;
        browser.sees("Dina reservkoder").await?;
        faults.extend(faults_of(&browser, "/logga-in/borja, done", Window::Mobile).await?);
        browser.press("Jag har sparat koderna").await?;
        browser.sees("Min dag").await?;
        browser.go("/konto").await?;
        browser.sees("Du är inloggad bara här.").await?;
        faults.extend(faults_of(&browser, "/konto", Window::Mobile).await?);
        browser.press("Logga ut överallt").await?;
        browser.sees("Inloggningsnamn").await?;
        municipality.set("2026-10-05T08:02");
        browser.fill("Inloggningsnamn", "sara").await?;
        browser.fill("Lösenord", PASSWORD).await?;
        browser.fill("Kod från din app", &shown(&key, municipality.app().now())).await?;
        browser.press("Logga in").await?;
        browser.sees("Min dag").await?;
        if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
    });
}
