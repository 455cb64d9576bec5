//! What the page's scripts add, and that nothing needs them.

use crate::serve;
use crate::steps::Stage;
use stadga_testkit::{Municipality, Seen, in_browser};

#[test]
fn without_javascript() {
    let municipality = Municipality::found("2026-10-05T09:00");
    in_browser(&serve(&municipality), async |browser| {
        browser.without_scripts().await?;
        let stage = Stage { browser: &browser, municipality: &municipality };
        stage.application().await?;
        let ran = browser.script("return typeof htmx", Vec::new()).await?;
        if ran != "undefined" {
            return Err(String::from("the page's scripts ran"));
        }
        stage.interview().await?;
        stage.investigation().await?;
        stage.communication().await?;
        stage.decision().await
    });
}

#[test]
fn drafts() {
    let municipality = Municipality::found("2026-10-05T09:00");
    in_browser(&serve(&municipality), async |browser| {
        let stage = Stage { browser: &browser, municipality: &municipality };
        stage.application().await?;
        stage.interview().await?;
        kept(&stage).await?;
        stage.investigation().await?;
        stage.communication().await?;
        checked_live(&stage).await
    });
}

/// What is typed is there when the page is loaded again, and listed on Min dag.
async fn kept(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-10-21T10:00", "Sara Lindqvist").await?;
    page.press_in_row("Utred och fatta beslut", "Öppna utredningen").await?;
    page.fill("Bedömning", "Halvfärdig tanke").await?;
    page.sees("Utkast sparat").await?;
    let here = page.path().await?;
    page.go(&here).await?;
    if page.value("Bedömning").await? != "Halvfärdig tanke" {
        return Err(String::from("what was typed is gone"));
    }
    page.sees("Utkast sparat 10.00").await?;
    page.go("/min-dag").await?;
    page.part("Utkast").await.and_then(|drafts| match drafts.contains("Per Holm") {
        true => Ok(()),
        false => Err(format!("the draft is not listed:\n{drafts}")),
    })
}

/// The panel beside the decision changes with the form.
async fn checked_live(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-11-25T10:00", "Sara Lindqvist").await?;
    page.press_in_row("Gå vidare till beslut", "Fatta beslut").await?;
    page.sees("Beslutet säger inte hur mycket eller hur ofta.").await?;
    page.fill("Omfattning", "En gång i veckan").await?;
    page.fill("Gäller till och med", "2027-03-31").await?;
    page.gone("Beslutet säger inte hur mycket eller hur ofta.").await?;
    page.gone("Beslutet säger inte hur länge det gäller.").await?;
    page.fill("Omfattning", "").await?;
    page.fill("Mål med insatsen", GOAL_AGAIN).await?;
    page.sees("Beslutet säger inte hur mycket eller hur ofta.").await
}

const GOAL_AGAIN: &str = "Sluta dricka";
