//! A report of concern: taken in at reception, assessed, investigated by somebody else.

use crate::serve;
use crate::steps::{PERSON, Stage};
use stadga_testkit::{Municipality, Seen, in_browser};

const REPORTER: &str = "Rut Berg";

#[test]
fn a_report_is_taken_in_assessed_and_handed_to_a_caseworker() {
    let municipality = Municipality::found("2026-10-02T15:00");
    in_browser(&serve(&municipality), async |browser| {
        let stage = Stage { browser: &browser, municipality: &municipality };
        taken_in(&stage).await?;
        assessed(&stage).await?;
        named(&stage).await?;
        with_the_caseworker(&stage).await
    });
}

/// It is an application until somebody says that it is a report; what was typed goes along.
async fn taken_in(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-10-02T15:30", "Amina Warsame").await?;
    page.press("Registrera inkommet").await?;
    page.fill("Namn", PERSON).await?;
    page.press("Anmälan eller annan uppgift").await?;
    page.sees("Utredningen inleds inte av sig själv").await?;
    if page.value("Namn").await? != PERSON {
        return Err(String::from("the name must be typed again"));
    }
    page.tick("Anmälan om oro").await?;
    page.tick("Telefon").await?;
    page.fill("Vad anmälan gäller", "Per har inte synts till på två veckor.").await?;
    page.fill("Vem som anmäler", REPORTER).await?;
    page.choose("Enhet", "Vuxenenheten").await?;
    page.picture("anmalan").await?;
    page.press("Spara anmälan").await?;
    page.sees("Sparat. Registrera anmälan").await?;
    page.sees("Per har inte synts till på två veckor.").await?;
    page.never_sees(REPORTER).await?;
    page.picture("anmalan-registrerad").await
}

/// Without a legal ground no investigation is opened, and nothing that was written is lost.
async fn assessed(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-10-05T09:00", "Amina Warsame").await?;
    page.sees_row(&["Ta ställning till om en utredning ska inledas", PERSON, "2026-10-05"]).await?;
    page.press("Mottagning").await?;
    page.press_in_row(PERSON, "Förhandsbedöm").await?;
    page.tick("Utredning inleds").await?;
    page.fill("Varför", "Uppgifterna tyder på behov av stöd.").await?;
    page.press("Spara bedömningen").await?;
    page.sees("Utredningen har ingen rättslig grund").await?;
    page.picture("ingen-grund").await?;
    page.tick("14 kap. 2 § SoL").await?;
    page.press("Spara bedömningen").await?;
    page.sees("Sparat. ").await?;
    page.picture("forhandsbedomd").await?;
    page.press("Mottagning").await?;
    page.sees_row(&[PERSON, "Anmälan", "Handläggare"]).await
}

async fn named(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-10-05T10:00", "Nadja Blom").await?;
    page.sees_row(&["Utse handläggare", PERSON, "2026-10-06"]).await?;
    page.press_in_row("Utse handläggare", "Utse handläggare").await?;
    page.choose("Handläggare", "Sara Lindqvist").await?;
    page.picture("utse").await?;
    page.press("Utse").await?;
    page.sees("Sparat. Utse handläggare").await?;
    page.gone(PERSON).await
}

/// Who made the report is a page of its own; reception is done the day after.
async fn with_the_caseworker(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-10-06T08:30", "Sara Lindqvist").await?;
    page.sees_row(&["Utred och fatta beslut", PERSON, "2027-02-05"]).await?;
    page.press("Utred och fatta beslut").await?;
    page.sees("Per har inte synts till på två veckor.").await?;
    page.never_sees(REPORTER).await?;
    page.picture("arende-anmalan").await?;
    page.press("Vem som anmälde").await?;
    page.sees(REPORTER).await?;
    stage.at("2026-10-06T09:00", "Amina Warsame").await?;
    page.press("Mottagning").await?;
    page.gone(PERSON).await
}
