//! Coming in by the municipality's own provider in a real browser, which follows every address and keeps every policy:
//! against one of our own in every run, and against one that others have written when it is offered.

use crate::axe::faults_of;
use stadga_app::accounts::{Cost, Identified, Linking};
use stadga_idp::{Config, Idp};
use stadga_testkit::{Browser, CLIENT, Issuer, Municipality, SECRET, Window, in_browser};
use stadga_web::{Doors, PROVIDER_BACK, PROVIDER_OUT, Provider, Settings, Ways, router};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

/// The folder with a provider that others have written, ready to be started.
const OFFERED: &str = "STADGA_TRUST_ISSUER";

/// A web that lets people in by a provider.
fn served(town: &Municipality, issuer: impl FnOnce(&str) -> String) -> String {
    town.serve_as(|base| {
        let issuer = issuer(base);
        for (who, subject) in [("sara", "sara-hos-kommunen"), ("stina", "stina-hos-kommunen")] {
            let whom = Identified { issuer: &issuer, subject };
            let linking = Linking { user: town.user(who), name: who, whom };
            town.app().link_account(None, linking).expect("both are known");
        }
        let config = Config {
            issuer,
            client_id: String::from(CLIENT),
            client_secret: String::from(SECRET),
            back: format!("{base}{PROVIDER_BACK}"),
            after_log_out: format!("{base}{PROVIDER_OUT}"),
            claim: String::from("sub"),
            scopes: Vec::new(),
            acr: Vec::new(),
            amr: Vec::new(),
        };
        let idp = Idp::new(config).expect("the addresses are on this machine");
        let provider = Some(Arc::new(Provider { name: String::from("Ekvallas inloggning"), idp }));
        let ways = Ways { provider, ..Ways::default() };
        let settings = Settings { doors: Doors::Accounts(Cost::for_tests()), ways, ..Settings::of("Ekvalla kommun") };
        router(town.app().clone(), settings)
    })
}

#[test]
fn somebody_comes_in_by_the_municipality_and_goes_out_there_too() {
    let town = Municipality::found("2026-10-05T08:00");
    let issuer = Issuer::start(town.clock());
    let base = served(&town, |_| issuer.address.clone());
    in_browser(&base, async |browser| {
        browser.whole(Window::Mobile).await?;
        browser.go("/").await?;
        let mut faults = faults_of(&browser, "/, with a provider", Window::Mobile).await?;
        issuer.is("ingen-vi-känner");
        browser.press("Logga in med Ekvallas inloggning").await?;
        browser.sees("Du har inget konto i Stadga").await?;
        browser.sees("ingen-vi-känner").await?;
        faults.extend(faults_of(&browser, "/logga-in/kommun/svar", Window::Mobile).await?);
        issuer.is("sara-hos-kommunen");
        browser.press("Till inloggningen").await?;
        browser.press("Logga in med Ekvallas inloggning").await?;
        browser.sees("Min dag").await?;
        browser.go("/konto").await?;
        browser.sees("Kontot är kopplat till kommunens egen inloggning.").await?;
        browser.press("Logga ut").await?;
        browser.sees("Du är utloggad från Stadga.").await?;
        faults.extend(faults_of(&browser, "/utloggad", Window::Mobile).await?);
        browser.press("Logga ut också från Ekvallas inloggning").await?;
        browser.sees("Du är utloggad hos kommunen.").await?;
        browser.go("/min-dag").await?;
        issuer.is("stina-hos-kommunen");
        browser.press("Logga in med Ekvallas inloggning").await?;
        browser.sees("Användare").await?;
        browser.go(&format!("/anvandare/{}/koppla", town.user("omar"))).await?;
        browser.press("Koppla").await?;
        browser.sees("En sak måste åtgärdas").await?;
        faults.extend(faults_of(&browser, "/anvandare/{id}/koppla", Window::Mobile).await?);
        browser.fill("Id hos Ekvallas inloggning", "omar-hos-kommunen").await?;
        browser.fill("Inloggningsnamn", "omar").await?;
        browser.press("Koppla").await?;
        browser.sees("Öppen, med kommunens inloggning").await?;
        if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
    });
}

/// A provider that others have written, which stops when this is dropped.
struct Theirs(Child);

impl Theirs {
    /// Starts it for a web at an address; says where it answers.
    fn start(folder: &str, base: &str) -> (Self, String) {
        let mut command = Command::new("node");
        command.current_dir(folder).args(["provider.mjs", base, CLIENT, SECRET, PROVIDER_BACK, PROVIDER_OUT]);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("node starts");
        let out = BufReader::new(child.stdout.take().expect("it can be heard"));
        let address = out.lines().map_while(Result::ok).find(|line| line.starts_with("http://"));
        (Self(child), address.expect("the provider says where it answers"))
    }
}

impl Drop for Theirs {
    fn drop(&mut self) {
        // One that has stopped already needs no stopping.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_provider_that_others_have_written_lets_people_in_and_out() {
    let Ok(folder) = std::env::var(OFFERED) else {
        println!("hoppas över: {OFFERED} är inte satt");
        return;
    };
    // Its clock is the machine's own, so the municipality's has to be set by it.
    #[expect(clippy::disallowed_methods, reason = "another program's clock is the machine's")]
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::get("Europe/Stockholm").expect("the zone is known"));
    let town = Municipality::found(&now.strftime("%Y-%m-%dT%H:%M").to_string());
    let mut theirs = None;
    let base = served(&town, |base| {
        let (child, address) = Theirs::start(&folder, base);
        theirs = Some(child);
        address
    });
    let rounds: u32 = std::env::var("STADGA_TRUST_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(3);
    in_browser(&base, async |browser| {
        for _ in 0..rounds {
            walked(&browser).await?;
        }
        Ok(())
    });
    drop(theirs);
    let outs = 2 * rounds;
    println!("trust: issuer: {rounds} who have an account let in, {rounds} who have none told so, {outs} out again");
}

/// Somebody unknown is told so, Sara comes in, and both are out at the provider afterwards.
async fn walked(browser: &Browser) -> Result<(), String> {
    for (login, sees) in [("nagon-annan", "Du har inget konto i Stadga"), ("sara-hos-kommunen", "Min dag")] {
        browser.go("/").await?;
        browser.press("Logga in med Ekvallas inloggning").await?;
        let typed = "document.querySelector('input[name=login]').value = arguments[0]; \
                     document.querySelector('input[name=password]').value = 'vad'; \
                     document.querySelector('form').requestSubmit()";
        browser.sees("Sign-in").await?;
        browser.script(typed, vec![serde_json::json!(login)]).await?;
        browser.sees(sees).await?;
        if login == "sara-hos-kommunen" {
            browser.go("/konto").await?;
            browser.press("Logga ut").await?;
        } else {
            browser.go("/utloggad").await?;
        }
        browser.press("Logga ut också från Ekvallas inloggning").await?;
        browser.sees("Do you want to sign-out").await?;
        browser.script("document.querySelector('button[name=logout]').click()", Vec::new()).await?;
        browser.sees("Du är utloggad från Stadga.").await?;
    }
    Ok(())
}
