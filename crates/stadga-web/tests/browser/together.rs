//! Several in one case: two therapists who read the care plan, a colleague who stands in.

use crate::before::lived;
use crate::serve;
use crate::steps::{GOAL, PERSON, SECRET, Stage};
use stadga_testkit::{Seen, in_browser};

#[test]
fn two_therapists_read_the_care_plan_and_a_colleague_stands_in() {
    let municipality = lived("bestallning.skicka");
    in_browser(&serve(&municipality), async |browser| {
        let stage = Stage { browser: &browser, municipality: &municipality };
        two_are_named(&stage).await?;
        sent(&stage).await?;
        read(&stage).await?;
        away(&stage).await?;
        stands_in(&stage).await?;
        back(&stage).await?;
        handed_over(&stage).await
    });
}

async fn two_are_named(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.at("2026-11-27T09:00", "Robert Nyström").await?;
    page.go("/utforare").await?;
    page.press_in_row(PERSON, "Ta emot uppdrag").await?;
    page.tick("Omar Farah").await?;
    page.tick("Lina Åkesson").await?;
    page.press("Ta emot uppdrag").await?;
    page.sees("Sparat. Ta emot uppdrag").await?;
    stage.day_of("2026-11-27T13:00", "Lina Åkesson").await?;
    page.sees_row(&["Stäm av med varandra vem som gör vad", PERSON]).await
}

async fn sent(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-11-30T09:00", "Sara Lindqvist").await?;
    page.press_in_row("Skicka vårdplanen", "Skicka vårdplanen").await?;
    if page.value("Mål, ett på varje rad").await? != GOAL {
        return Err(String::from("the goal of the decision is not in the care plan"));
    }
    page.never_sees("Om planen ändras").await?;
    page.fill("Vad personen själv säger", "Jag vill orka jobba igen.").await?;
    page.fill("Vad som ska göras", "Samtal och grupp, en gång i veckan.").await?;
    page.fill("Vem som ansvarar för vad", "Omar samtalen, Lina gruppen.").await?;
    page.fill("Hur och när vi följer upp", "Tillsammans i februari.").await?;
    page.picture("vardplan").await?;
    page.press("Skicka vårdplanen").await?;
    page.sees("Sparat. Skicka vårdplan").await
}

/// Both read it, and the caseworker sees that both have.
async fn read(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-12-01T09:00", "Omar Farah").await?;
    page.press_in_row("Läs vårdplanen", "Läs planen").await?;
    page.sees("Omar samtalen, Lina gruppen.").await?;
    page.never_sees(SECRET).await?;
    page.picture("las-vardplan").await?;
    page.press("Jag har läst vårdplanen").await?;
    page.sees("Sparat. Läs vårdplanen").await?;
    stage.at("2026-12-01T10:00", "Lina Åkesson").await?;
    page.go("/utforare").await?;
    page.press(PERSON).await?;
    page.sees("läst av Omar Farah, inte av dig än").await?;
    page.press("Läs").await?;
    page.press("Jag har läst den").await?;
    page.press("Jag har läst vårdplanen").await?;
    page.sees("Sparat. Läs vårdplanen").await?;
    stage.day_of("2026-12-01T11:00", "Sara Lindqvist").await?;
    page.press("Se till att insatsen börjar").await?;
    page.press("Öppenvårdsbehandling: mottaget · 5 olästa").await?;
    page.press("Läs").await?;
    page.sees("läst av Omar Farah 2026-12-01 · läst av Lina Åkesson 2026-12-01").await?;
    page.picture("planer").await
}

async fn away(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-12-01T13:00", "Nadja Blom").await?;
    page.press("Enheten").await?;
    page.press("Frånvaro").await?;
    page.press("Registrera frånvaro").await?;
    page.choose("Vem", "Sara Lindqvist").await?;
    page.fill("Från och med", "2026-12-02").await?;
    page.fill("Till och med", "2026-12-04").await?;
    page.tick("Jonas Hedlund").await?;
    page.picture("registrera-franvaro").await?;
    page.press("Spara").await?;
    page.sees("Sparat. Registrera frånvaro").await?;
    page.sees_row(&["Sara Lindqvist", "2026-12-02 – 2026-12-04", "Jonas Hedlund", "1 ärende"]).await?;
    page.picture("franvaro").await?;
    stage.day_of("2026-12-01T14:00", "Jonas Hedlund").await?;
    page.gone(PERSON).await
}

/// The rows of the absent one stand under her name, and what is done is signed by whoever does it.
async fn stands_in(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-12-02T08:30", "Jonas Hedlund").await?;
    page.sees("Vikarierar för Sara Lindqvist till och med 2026-12-04").await?;
    page.sees_row(&["Se till att insatsen börjar", PERSON, "2027-02-25"]).await?;
    page.picture("min-dag-vikarie").await?;
    page.press("Se till att insatsen börjar").await?;
    page.fill("Vad hände?", "Per ringde om tiden på måndag.").await?;
    page.press("Spara anteckning").await?;
    page.sees("Sparat. ").await?;
    page.sees("Jonas Hedlund · Socialsekreterare, Vuxenenheten, vikarie för Sara Lindqvist").await
}

async fn back(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-12-07T08:30", "Jonas Hedlund").await?;
    page.gone("Vikarierar").await?;
    page.gone(PERSON).await?;
    stage.day_of("2026-12-07T09:00", "Sara Lindqvist").await?;
    page.sees("Jonas Hedlund").await?;
    page.picture("min-dag-tillbaka").await
}

/// Sara leaves for good: the head hands the case over, and the person gets a letter about it.
async fn handed_over(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.at("2026-12-08T09:00", "Nadja Blom").await?;
    page.press("Enhetens ärenden").await?;
    page.press(PERSON).await?;
    page.press("Fler åtgärder").await?;
    page.press("Byt handläggare").await?;
    page.choose("Ny handläggare", "Jonas Hedlund").await?;
    page.fill("Överlämning", "Per vill helst bli uppringd på förmiddagen.").await?;
    page.press("Byt handläggare").await?;
    page.sees("Sparat. Byt handläggare").await?;
    stage.day_of("2026-12-09T09:00", "Jonas Hedlund").await?;
    page.press_in_row("Berätta för personen", "Berätta").await?;
    page.sees("Från och med den 8 december 2026 är det Jonas Hedlund som handlägger ditt ärende.").await?;
    page.picture("ny-handlaggare").await?;
    page.press("Spara").await?;
    page.sees("Sparat. Berätta om ny handläggare").await?;
    page.press("Alla handlingar, 2 filer").await?;
    page.sees_row(&["2026-12-09", "Personen har fått veta vem som är ny handläggare", "ny-handlaggare.pdf"]).await?;
    page.picture("handlingar-brev").await
}
