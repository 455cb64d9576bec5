//! What was granted and has not begun: offers and reasons by the caseworker, the list, the report and the notice by
//! the head of the unit.

use crate::before::lived;
use crate::serve;
use crate::steps::Stage;
use stadga_testkit::{Seen, in_browser};

#[test]
fn what_was_not_carried_out_in_time_is_listed_reported_and_told_when_it_has_begun() {
    let municipality = lived("bestallning.skicka");
    let decision = municipality.app().newest_decision(municipality.case()).unwrap().expect("it is decided");
    in_browser(&serve(&municipality), async |browser| {
        let stage = Stage { browser: &browser, municipality: &municipality };
        stage.day_of("2027-01-25T10:00", "Sara Lindqvist").await?;
        browser.go(&format!("/beslut/{decision}")).await?;
        delayed(&stage).await?;
        stage.day_of("2027-02-26T10:00", "Nadja Blom").await?;
        reported(&stage).await?;
        stage.day_of("2027-03-02T10:00", "Sara Lindqvist").await?;
        browser.go(&format!("/beslut/{decision}")).await?;
        begun(&stage).await
    });
}

async fn delayed(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    page.sees("inte verkställt. Rapporteras efter 2027-02-25.").await?;
    page.press("Registrera ett erbjudande").await?;
    page.fill("Vad som erbjöds", "Grupp på onsdagar").await?;
    page.tick("Tackat nej").await?;
    page.press("Spara erbjudandet").await?;
    page.press("Skriv varför det dröjer").await?;
    page.tick("Ingen ledig plats").await?;
    page.fill("Varför det dröjer", "Utföraren har ingen ledig plats.").await?;
    page.press("Spara").await?;
    page.sees("Erbjudet 2027-01-25: Grupp på onsdagar tackat nej.").await?;
    page.picture("beslut-ej-verkstallt").await
}

async fn reported(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    page.go("/ej-verkstallda").await?;
    page.sees("Inte verkställt, inte rapporterat").await?;
    page.picture("ej-verkstallda").await?;
    page.press("Per Holm").await?;
    page.sees("Uppgifter om individen").await?;
    page.sees("Ingen ledig plats. Utföraren har ingen ledig plats.").await?;
    page.picture("rapport-ivo").await?;
    page.press("Registrera att det är rapporterat").await?;
    page.press("Spara rapporten").await?;
    page.sees("Inte verkställt, rapporterat").await?;
    page.press("Statistik till kommunfullmäktige").await?;
    page.sees("Öppenvårdsbehandling").await
}

async fn begun(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    page.press("Hela beslutet är verkställt").await?;
    page.press("Beslutet är verkställt").await?;
    page.sees("verkställt 2027-03-02.").await?;
    stage.day_of("2027-03-03T10:00", "Nadja Blom").await?;
    page.go("/ej-verkstallda").await?;
    page.press("Anmäl").await?;
    page.press("Spara").await?;
    page.sees("Inget rapporterat beslut väntar på att anmälas som verkställt.").await
}
