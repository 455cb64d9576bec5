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
        stage.interview().await?;
        kept_by_the_button(&stage).await?;
        stage.investigation().await?;
        stage.communication().await?;
        nothing_runs(&stage).await?;
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

/// The button that saves a draft leads back to the form, with what was typed.
async fn kept_by_the_button(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-10-21T10:00", "Sara Lindqvist").await?;
    page.press_in_row("Utred och fatta beslut", "Öppna utredningen").await?;
    page.fill("Bedömning", "Halvfärdig tanke").await?;
    page.press("Spara utkast").await?;
    page.sees("Utkast sparat 10.00").await?;
    holds(stage, "Bedömning", "Halvfärdig tanke").await
}

/// Makes sure of what the test is about: on the page that has the most scripts, none has run.
async fn nothing_runs(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-11-25T09:00", "Sara Lindqvist").await?;
    page.press_in_row("Gå vidare till beslut", "Fatta beslut").await?;
    let found = page.script("return [document.scripts.length, typeof htmx]", Vec::new()).await?;
    let there = found[0].as_u64().is_some_and(|count| count > 1);
    if there && found[1] == "undefined" { Ok(()) } else { Err(format!("scripts and htmx: {found}")) }
}

async fn holds(stage: &Stage<'_>, label: &str, text: &str) -> Seen {
    let value = stage.browser.value(label).await?;
    if value == text { Ok(()) } else { Err(format!("{label} holds \"{value}\"")) }
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
    holds(stage, "Bedömning", "Halvfärdig tanke").await?;
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
    page.fill("Mål med insatsen", "Sluta dricka").await?;
    page.sees("Beslutet säger inte hur mycket eller hur ofta.").await
}
