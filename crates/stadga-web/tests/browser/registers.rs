//! A therapist reports misconduct, the head names somebody to investigate, and it goes to IVO.

use crate::serve;
use crate::steps::Stage;
use stadga_testkit::{Municipality, Seen, Window, in_browser};

const WHAT: &str = "En klient stod utan sin medicin i två dygn.";

// proves: T-037
#[test]
fn misconduct_is_reported_investigated_and_sent_to_ivo() {
    let municipality = Municipality::found("2026-11-24T07:30");
    in_browser(&serve(&municipality), async |browser| {
        let stage = Stage { browser: &browser, municipality: &municipality };
        reported(&stage).await?;
        given_out(&stage).await?;
        investigated(&stage).await?;
        told(&stage).await?;
        open_house(&stage).await
    });
}

async fn reported(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-11-24T08:00", "Omar Farah").await?;
    page.press("Register").await?;
    page.press("Rapportera ett missförhållande").await?;
    page.tick("Ett missförhållande").await?;
    page.fill("Vad som har hänt eller kan hända", WHAT).await?;
    page.picture("lex-sarah-rapport").await?;
    page.press("Spara").await?;
    page.sees("Mottaget.").await?;
    page.sees("Rapporten har nummer SN 2026-00001").await?;
    page.never_sees(WHAT).await?;
    page.picture("lex-sarah-mottagen").await
}

async fn given_out(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-11-24T08:00", "Nadja Blom").await?;
    page.sees_row(&["Utred missförhållandet", "Lex Sarah", "2026-11-25"]).await?;
    page.press("Register").await?;
    page.press("SN 2026-00001").await?;
    page.sees(WHAT).await?;
    page.press("Utse utredare").await?;
    page.choose("Vem som ska utreda", "Jonas Hedlund").await?;
    page.press("Utse").await?;
    page.sees("Sparat. Utse utredare").await
}

async fn investigated(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    // The day has passed: it is late, and it stands with the one who was named.
    stage.day_of("2026-11-26T09:00", "Jonas Hedlund").await?;
    page.press_in_row("Utred missförhållandet", "Inled utredningen").await?;
    page.press("Spara").await?;
    page.press("Skriv utredningen").await?;
    page.fill("Vad som hände, när och hur det upptäcktes", "Medicinen delades inte ut.").await?;
    page.fill("Vad det fick för följder, eller kunde ha fått", "Hon mådde sämre.").await?;
    page.fill("Varför det kunde hända", "Ingen hade ansvaret.").await?;
    page.fill("Vad ni gör för att det inte ska hända igen", "Två signerar.").await?;
    page.press("Spara").await?;
    page.press("Bedöm").await?;
    page.tick("Ett allvarligt missförhållande").await?;
    page.fill("Skäl", "Följderna kunde ha blivit svåra.").await?;
    page.press("Spara").await?;
    page.press("Anmäl till IVO").await?;
    page.sees("Inspektionen för vård och omsorg").await?;
    page.sees(WHAT).await?;
    page.fill("Sammanfattning till IVO", "En klient stod utan medicin.").await?;
    page.picture("lex-sarah-ivo").await?;
    page.press("Skicka").await?;
    page.sees("Anmält till IVO").await?;
    page.press("Avsluta ärendet").await?;
    page.fill("Vad ni kom fram till", "Rutinen är ändrad.").await?;
    page.press("Avsluta ärendet").await?;
    page.sees("avslutat 2026-11-26").await?;
    page.picture("lex-sarah-arende").await
}

async fn told(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-11-27T09:00", "Omar Farah").await?;
    page.go("/register").await?;
    page.sees("Avslutat 2026-11-26").await?;
    page.never_sees("Rutinen är ändrad").await
}

/// On a telephone: anybody reads of the day centre without logging in, and whoever works there counts who comes.
async fn open_house(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    page.size(Window::Mobile).await?;
    page.go("/insatser").await?;
    page.press("Dagcentralen").await?;
    page.sees("Du behöver inte anmäla dig").await?;
    page.picture("insatser-dagcentralen").await?;
    stage.day_of("2026-11-27T09:00", "Maria Ek").await?;
    page.go("/rakna").await?;
    page.press("Dagcentralen").await?;
    page.press("Lägg till ett: besök").await?;
    page.sees("Besök: 1 i dag").await?;
    page.fill("Flera på en gång", "22").await?;
    page.press("Spara besök").await?;
    page.sees("Besök: 23 i dag").await?;
    page.picture("rakna").await?;
    page.press("Rätta").await?;
    page.fill("Rätt antal", "20").await?;
    page.press("Rätta").await?;
    page.sees("Besök: 21 i dag").await?;
    page.size(Window::Desktop).await
}
