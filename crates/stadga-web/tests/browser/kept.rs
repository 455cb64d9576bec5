//! Nothing typed is ever lost, as the one who types sees it: back, no network, log-out, somebody else first.

use crate::serve;
use crate::steps::{PERSON, Stage};
use serde_json::json;
use stadga_core::Fact;
use stadga_testkit::{Municipality, Seen, in_browser};

/// A case of Sara's, and her at its form for a note.
fn writing(test: impl AsyncFnOnce(&Stage<'_>) -> Seen) {
    let municipality = Municipality::found("2026-10-05T09:00");
    let fields =
        [("namn", PERSON), ("kanal", "telefon"), ("galler", "Hjälp"), ("enhet", "vuxen"), ("handlaggare", "sara")];
    municipality.execute("amina", "ansokan.registrera", &fields).expect("an application is registered");
    in_browser(&serve(&municipality), async |browser| {
        let stage = Stage { browser: &browser, municipality: &municipality };
        stage.at("2026-10-05T09:10", "Sara Lindqvist").await?;
        browser.go(&note(&municipality)).await?;
        test(&stage).await
    });
}

fn note(municipality: &Municipality) -> String {
    format!("/arenden/{}/anteckning.skriv", municipality.case())
}

async fn holds(stage: &Stage<'_>, text: &str) -> Seen {
    let value = stage.browser.value("Vad hände?").await?;
    if value == text { Ok(()) } else { Err(format!("the note holds {} characters: \"{value:.200}\"", value.len())) }
}

/// Puts a long text into the note as a paste does.
async fn paste(stage: &Stage<'_>, text: &str) -> Seen {
    let script = "const t = document.querySelector('#text'); t.focus(); t.value = arguments[0];
        t.dispatchEvent(new Event('input', { bubbles: true }))";
    stage.browser.script(script, vec![json!(text)]).await.map(|_| ())
}

#[test]
fn twenty_thousand_characters_survive_a_session_that_ends() {
    writing(async |stage| {
        let page = stage.browser;
        let text: String =
            "Hon säger: \"Jag orkar inte\" & <går> hem – kl. 9.30, å ä ö é 😀\n".chars().cycle().take(20_000).collect();
        paste(stage, &text).await?;
        stage.municipality.set("2026-10-05T13:00");
        page.press("Spara anteckning").await?;
        page.sees("Logga in igen, så sparas anteckningen").await?;
        page.picture("utloggad").await?;
        page.press("Logga in").await?;
        page.sees("Du har loggats ut. Logga in så fortsätter du där du var.").await?;
        page.never_sees("orkar inte").await?;
        page.press_card("Sara Lindqvist").await?;
        page.sees("Sparat. ").await?;
        let events = stage.municipality.app().store().load(&[stage.municipality.case()]);
        let saved = events.map_err(|why| why.to_string())?.into_iter().filter_map(|event| match event.fact {
            Fact::JournalanteckningSkriven(fact) => Some(fact.text),
            _ => None,
        });
        let saved: Vec<String> = saved.collect();
        if saved == [text.trim_end()] { Ok(()) } else { Err(format!("{} notes: {saved:?}", saved.len())) }
    });
}

#[test]
fn the_back_button_loses_no_form() {
    writing(async |stage| {
        let page = stage.browser;
        page.fill("Vad hände?", "Halvvägs genom en tanke").await?;
        page.press("Mina ärenden").await?;
        page.sees("SN 2026-00001").await?;
        page.back().await?;
        holds(stage, "Halvvägs genom en tanke").await?;
        // At once, before any pause or click: the page takes the text along when it is left.
        page.fill("Vad hände?", "En annan tanke").await?;
        page.go("/arenden").await?;
        page.back().await?;
        holds(stage, "En annan tanke").await
    });
}

#[test]
fn without_a_network_the_page_says_so_keeps_the_text_and_sends_it_later() {
    writing(async |stage| {
        let page = stage.browser;
        page.go(&format!("/arenden/{}/utredning.sammanstall", stage.municipality.case())).await?;
        page.cut_off(true).await?;
        page.fill("Bedömning", "Skrivet i en hiss").await?;
        page.sees("Inte sparat än. Vi försöker igen. Stäng inte sidan.").await?;
        page.press("Klar att kommunicera").await?;
        page.picture("utan-nat").await?;
        let left = page.script("return [localStorage.length, sessionStorage.length]", Vec::new()).await?;
        if left != json!([0, 0]) {
            return Err(format!("something is kept in the browser: {left}"));
        }
        page.cut_off(false).await?;
        page.sees("måste åtgärdas").await?;
        let kept = page.value("Bedömning").await?;
        if kept == "Skrivet i en hiss" { Ok(()) } else { Err(format!("the form holds \"{kept}\"")) }
    });
}

#[test]
fn a_page_that_nobody_uses_warns_and_then_covers_what_it_shows() {
    writing(async |stage| {
        let page = stage.browser;
        page.fill("Vad hände?", "En tanke före kaffet").await?;
        page.sees("Utkast sparat 09.10").await?;
        wake(stage, "2026-10-05T09:38:30").await?;
        page.gone("Sidan låses snart").await?;
        wake(stage, "2026-10-05T09:39:30").await?;
        page.sees("Sidan låses snart").await?;
        page.picture("snart-last").await?;
        page.press("Fortsätt arbeta").await?;
        page.gone("Sidan låses snart").await?;
        wake(stage, "2026-10-05T10:08:00").await?;
        page.gone("Sidan låses snart").await?;
        wake(stage, "2026-10-05T10:11:00").await?;
        page.sees("Sidan är låst").await?;
        page.sees("Det du skrev är sparat.").await?;
        page.picture("last").await?;
        page.gone(PERSON).await?;
        page.gone("En tanke före kaffet").await?;
        page.press("Logga in").await?;
        page.press_card("Sara Lindqvist").await?;
        holds(stage, "En tanke före kaffet").await
    });
}

/// Time has passed, and the computer is looked at again.
async fn wake(stage: &Stage<'_>, when: &str) -> Seen {
    stage.municipality.set(when);
    let script = "document.dispatchEvent(new Event('visibilitychange'))";
    stage.browser.script(script, Vec::new()).await.map(|_| ())
}

#[test]
fn who_saves_second_sees_both_texts_with_the_own_one_chosen() {
    writing(async |stage| {
        let page = stage.browser;
        page.go(&format!("/arenden/{}/utredning.sammanstall", stage.municipality.case())).await?;
        page.fill("Delaktighet och egen syn", "Vi har träffats.").await?;
        page.fill("Situation och behov", "Boendet fungerar.").await?;
        page.fill("Bedömning", "Saras bedömning.").await?;
        page.fill("Mål", "Saras mål").await?;
        page.choose("Förslag till insats", "Öppenvård").await?;
        let theirs = [
            ("delaktighet", "Möte."),
            ("behov", "Behov."),
            ("bedomning", "Nadjas bedömning."),
            ("mal", "Nadjas mål"),
            ("forslag", "oppenvard"),
        ];
        stage.municipality.execute("nadja", "utredning.sammanstall", &theirs).map_err(|why| format!("{why:?}"))?;
        page.press("Klar att kommunicera").await?;
        page.sees("Båda texterna visas här").await?;
        page.sees("Nadjas bedömning.").await?;
        page.picture("bada-texterna").await?;
        if page.value("Bedömning").await? != "Saras bedömning." {
            return Err(String::from("the own text is not the one chosen"));
        }
        page.press("Klar att kommunicera").await?;
        page.sees("Sparat.").await
    });
}
