//! Documents: one comes in with its file and is opened again, another authority is asked and answers; the
//! person answers what was sent, in time and too late.

use crate::before::lived;
use crate::serve;
use crate::steps::{PERSON, Stage};
use stadga_testkit::{Seen, in_browser};

/// The smallest picture there is: one grey point.
const PICTURE: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
    0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x0a, 0x49,
    0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0x00, 0x00,
    0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

#[test]
fn papers_come_in_and_are_asked_for() {
    let municipality = lived("instrument.registrera");
    in_browser(&serve(&municipality), async |browser| {
        let stage = Stage { browser: &browser, municipality: &municipality };
        registered(&stage).await?;
        opened_again(&stage).await?;
        masked(&stage).await?;
        handed_out(&stage).await?;
        asked(&stage).await?;
        answered(&stage).await
    });
}

async fn registered(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-10-20T13:00", "Sara Lindqvist").await?;
    page.press("Utred och fatta beslut").await?;
    page.press("Fler åtgärder").await?;
    page.press("Registrera inkommen handling").await?;
    page.choose("Vad det är", "Intyg").await?;
    page.fill("Från vem", "Vårdcentralen").await?;
    page.choose("Hur den kom", "Med posten").await?;
    page.tick("Den dag den nådde oss").await?;
    page.attach("Filer", "intyg.png", PICTURE).await?;
    page.picture("handling").await?;
    page.press("Spara handlingen").await?;
    page.sees("Sparat. Registrera inkommen handling").await
}

async fn opened_again(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    page.press("Alla handlingar, 1 fil").await?;
    page.sees_row(&["2026-10-20", "Intyg", "från Vårdcentralen, med posten"]).await?;
    page.picture("handlingar").await?;
    let list = page.path().await?;
    page.press("intyg.png (Bild (PNG), 1 kB)").await?;
    let width = page.script("return document.images[0]?.naturalWidth", Vec::new()).await?;
    if width.as_u64() != Some(1) {
        return Err(format!("the picture is not shown: {width}"));
    }
    page.go(&list).await
}

/// What is marked in the copy before it leaves joins what is masked in it, and is gone from the next one.
async fn masked(stage: &Stage<'_>) -> Seen {
    const FIRST: &str = "document.querySelector('input[name=delar]').click()";
    const MARK: &str = "
        const all = document.createTreeWalker(document.querySelector('.brev'), NodeFilter.SHOW_TEXT);
        while (all.nextNode()) {
            const at = all.currentNode.data.indexOf(arguments[0]);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(all.currentNode, at);
            range.setEnd(all.currentNode, at + arguments[0].length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return true;
        }
        return false;";
    let page = stage.browser;
    let list = page.path().await?;
    page.go(&list.replace("/handlingar", "/utlamnande.gor")).await?;
    page.script(FIRST, Vec::new()).await?;
    page.press("Spara utkast").await?;
    page.sees("Hjälp att sluta dricka").await?;
    if page.script(MARK, vec!["att sluta dricka".into()]).await? != true {
        return Err("what was applied for is not in the copy".to_owned());
    }
    page.press("Maskera det markerade").await?;
    let value = page.value("Det här maskeras").await?;
    if !value.lines().any(|line| line == "att sluta dricka") {
        return Err(format!("what was marked is not masked: {value}"));
    }
    page.press("Spara utkast").await?;
    page.sees("Hjälp [maskerat]").await?;
    page.picture("maskera").await?;
    page.go(&list).await
}

/// The head hands out what is held about the person, and opens the file again as it left.
async fn handed_out(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    let list = page.path().await?;
    stage.day_of("2026-10-20T14:00", "Nadja Blom").await?;
    page.go(&list.replace("/handlingar", "/utlamnande.registerutdrag")).await?;
    page.sees("Vem som har läst").await?;
    page.picture("registerutdrag").await?;
    page.tick("Jag har läst hela utdraget, och inget mer ska maskeras").await?;
    page.press("Lämna ut utdraget").await?;
    page.sees("Sparat. Lämna ut registerutdrag").await?;
    page.go(&list).await?;
    page.sees("registerutdrag.pdf").await?;
    page.sees("registerutdrag.json").await?;
    stage.day_of("2026-10-20T15:00", "Sara Lindqvist").await?;
    page.go(&list).await
}

async fn asked(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    page.press("Begär uppgift").await?;
    page.fill("Vem som tillfrågas", "Arbetsförmedlingen").await?;
    page.fill("Vad som begärs", "Planeringen för våren").await?;
    page.tick("Samtycke").await?;
    page.fill("Svar senast", "2026-10-30").await?;
    page.picture("begar-uppgift").await?;
    page.press("Spara begäran").await?;
    page.sees("Sparat. ").await?;
    page.press("Väntar på någon annan (1)").await?;
    page.sees("Väntar på Arbetsförmedlingen, senast 2026-10-30").await
}

/// When the day has gone without an answer there is something to do; the answer is registered from there.
async fn answered(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-11-02T09:00", "Sara Lindqvist").await?;
    page.sees_row(&["Fråga efter svaret som inte har kommit", PERSON]).await?;
    page.picture("fraga-igen").await?;
    page.press("Fråga efter svaret som inte har kommit").await?;
    page.press("Alla handlingar, 3 filer").await?;
    page.press("Begärda").await?;
    page.press_in_row("Arbetsförmedlingen", "Registrera svaret").await?;
    page.choose("Hur den kom", "E-post").await?;
    page.fill("Vad som kom fram", "Planen gäller till jul.").await?;
    page.picture("registrera-uppgift").await?;
    page.press("Spara uppgiften").await?;
    page.sees("Sparat. ").await?;
    page.press("Alla handlingar, 3 filer").await?;
    page.sees_row(&["Uppgift", "från Arbetsförmedlingen", "Planen gäller till jul."]).await?;
    page.go("/min-dag").await?;
    page.gone("Fråga efter svaret").await
}

#[test]
fn the_person_answers_in_time_and_then_once_more_too_late() {
    let municipality = lived("kommunicering.skicka");
    in_browser(&serve(&municipality), async |browser| {
        let stage = Stage { browser: &browser, municipality: &municipality };
        in_time(&stage).await?;
        decided_at_once(&stage).await?;
        too_late(&stage).await?;
        considered(&stage).await
    });
}

async fn in_time(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-11-13T09:00", "Sara Lindqvist").await?;
    page.press("Utred och fatta beslut").await?;
    reply(stage, "Per håller med och vill börja snart.", "Telefon").await
}

async fn reply(stage: &Stage<'_>, words: &str, how: &str) -> Seen {
    let page = stage.browser;
    page.press("Fler åtgärder").await?;
    page.press("Registrera yttrande").await?;
    page.fill("Vad personen säger", words).await?;
    page.choose("Hur det kom in", how).await?;
    page.picture("yttrande").await?;
    page.press("Spara yttrandet").await?;
    page.sees("Sparat. Registrera yttrande").await?;
    page.sees(words).await
}

/// An answer ends the waiting: nothing refuses the decision before the day to answer.
async fn decided_at_once(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    page.press("Fler åtgärder").await?;
    page.press("Beslut").await?;
    page.tick("Bifall").await?;
    page.fill("Omfattning", "En gång i veckan").await?;
    page.fill("Gäller från och med", "2026-11-30").await?;
    page.fill("Gäller till och med", "2027-03-31").await?;
    page.press("Fatta beslut").await?;
    page.sees("Sparat. Fatta beslut").await?;
    page.tick("Telefon").await?;
    page.press("Skicka").await?;
    page.sees("Sparat. Underrätta om beslutet").await
}

async fn too_late(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-11-20T09:00", "Sara Lindqvist").await?;
    page.press("Beställ insatsen").await?;
    reply(stage, "Per vill hellre ha kvällstider.", "Brev").await?;
    page.picture("sent-yttrande").await
}

/// Whether the decision is to be changed is a row until somebody has written what they think.
async fn considered(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    page.go("/min-dag").await?;
    page.sees_row(&["Ta ställning till om beslutet ska ändras", PERSON]).await?;
    page.press_in_row("Ta ställning till om beslutet ska ändras", "Skriv ditt ställningstagande").await?;
    page.picture("ta-stallning").await?;
    page.fill("Vad hände?", "Svaret ändrar inte beslutet.").await?;
    page.press("Spara anteckning").await?;
    page.sees("Sparat. ").await?;
    page.go("/min-dag").await?;
    page.gone("Ta ställning till om beslutet ska ändras").await
}
