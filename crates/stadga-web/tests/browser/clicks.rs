//! How many activations a task takes, from the list where the work shows up. Typing and log-in are none.

use crate::serve;
use crate::steps::{PERSON, Stage};
use stadga_testkit::{Municipality, Seen, Window, in_browser};

#[test]
fn each_task_stays_within_its_clicks() {
    let municipality = Municipality::found("2026-10-05T09:00");
    in_browser(&serve(&municipality), async |browser| {
        let stage = Stage { browser: &browser, municipality: &municipality };
        let mut over = Vec::new();
        let mut count = |task: &str, most: u32| {
            let taken = browser.presses();
            println!("{task}: {taken} of {most}");
            if taken > most {
                over.push(format!("{task} took {taken} activations, not {most}"));
            }
        };
        register(&stage).await?;
        count("registrera inkommet", 4);
        place(&stage).await?;
        count("fördela ett inkommet ärende", 2);
        note(&stage).await?;
        count("skriv en anteckning", 3);
        why(&stage).await?;
        count("se varför", 1);
        find(&stage).await?;
        count("hitta en person på nummer", 2);
        stage.interview().await?;
        send_for_comment(&stage).await?;
        count("kommunicera, från utredningen", 3);
        decide(&stage).await?;
        count("fatta beslut och underrätta", 5);
        order(&stage).await?;
        count("beställ insatsen, det översta på listan", 2);
        accept(&stage).await?;
        count("ta emot och utse behandlare", 3);
        provider_note(&stage).await?;
        count("utförarens anteckning med mål och flagga, på telefon", 4);
        begun(&stage).await?;
        book(&stage).await?;
        count("boka uppföljning", 3);
        if over.is_empty() { Ok(()) } else { Err(over.join("\n")) }
    });
}

/// Begins to count at a list.
async fn begin(stage: &Stage<'_>, when: &str, who: &str, list: &str) -> Seen {
    stage.at(when, who).await?;
    stage.browser.go(list).await?;
    stage.browser.presses();
    Ok(())
}

async fn register(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    begin(stage, "2026-10-05T09:10", "Amina Warsame", "/min-dag").await?;
    page.press("Registrera inkommet").await?;
    page.fill("Namn", PERSON).await?;
    page.fill("Personnummer", "19950101-2380").await?;
    page.fill("Vad ansökan gäller", "Hjälp att sluta dricka").await?;
    page.choose("Handläggare", "Sara Lindqvist").await?;
    page.press("Spara och öppna ärende").await?;
    page.sees("är öppnat och utredningen är inledd i dag").await
}

/// The head of the unit goes through what waits, one row at a time.
async fn place(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    let town = stage.municipality;
    let fields = [("namn", "Eva Lind"), ("kanal", "telefon"), ("galler", "Hjälp"), ("enhet", "vuxen")];
    town.execute("amina", "ansokan.registrera", &fields).map_err(|why| format!("{why:?}"))?;
    begin(stage, "2026-10-05T13:00", "Nadja Blom", "/mottagning").await?;
    page.choose("Handläggare för Eva Lind, SN 2026-00002", "Jonas Hedlund").await?;
    page.picture("fordela").await?;
    page.press_in_row("Eva Lind", "Utse").await?;
    page.sees("Sparat. Utse handläggare").await?;
    page.gone("Eva Lind").await
}

async fn note(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    begin(stage, "2026-10-06T09:10", "Sara Lindqvist", "/min-dag").await?;
    page.press("Utred och fatta beslut").await?;
    page.fill("Vad hände?", "Per ringde.").await?;
    page.press("Spara anteckning").await?;
    page.sees("Sparat. ").await
}

async fn why(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    begin(stage, "2026-10-06T09:20", "Sara Lindqvist", "/min-dag").await?;
    page.press("Varför? Utred och fatta beslut").await?;
    page.sees("Så räknades dagen").await
}

async fn find(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    begin(stage, "2026-10-06T09:30", "Sara Lindqvist", "/min-dag").await?;
    page.search("19950101-2380").await?;
    page.press(PERSON).await?;
    page.sees("Nästa steg i ärendet").await
}

/// The investigation's own button leads on to the form that sends it.
async fn send_for_comment(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    begin(stage, "2026-11-10T10:00", "Sara Lindqvist", "/min-dag").await?;
    page.press("Öppna utredningen").await?;
    page.fill("Delaktighet och egen syn", "Vi har träffats tre gånger.").await?;
    page.fill("Situation och behov", "Boende och ekonomi fungerar.").await?;
    page.fill("Bedömning", "Behovet kan inte tillgodoses på annat sätt.").await?;
    page.fill("Mål", "Sluta dricka").await?;
    page.choose("Förslag till insats", "Öppenvård").await?;
    page.presses();
    page.press("Klar att kommunicera").await?;
    page.sees("Sparat. Sammanställ utredningen").await?;
    page.tick("Uppgifter om andra personer är genomgångna").await?;
    page.press("Skicka").await?;
    page.sees("Sparat. Kommunicera utredningen").await
}

/// Outcome, section and reasons are filled in already when it is granted as applied for.
async fn decide(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    begin(stage, "2026-12-01T10:00", "Sara Lindqvist", "/min-dag").await?;
    page.press_in_row("Gå vidare till beslut", "Fatta beslut").await?;
    page.fill("Omfattning", "En gång i veckan").await?;
    page.fill("Gäller till och med", "2027-03-31").await?;
    page.press("Fatta beslut").await?;
    page.sees("Sparat. Fatta beslut").await?;
    // The decision leads on to its letter, ready to be sent.
    page.press("Skicka").await?;
    page.sees("Sparat. Underrätta om beslutet").await
}

async fn order(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    begin(stage, "2026-12-01T13:00", "Sara Lindqvist", "/min-dag").await?;
    page.press_in_row("Beställ insatsen", "Beställ").await?;
    page.press("Skicka beställning").await?;
    page.sees("Sparat. ").await
}

async fn accept(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    begin(stage, "2026-12-02T09:00", "Robert Nyström", "/utforare").await?;
    page.press_in_row(PERSON, "Ta emot uppdrag").await?;
    page.tick("Omar Farah").await?;
    page.press("Ta emot uppdrag").await?;
    page.sees("Sparat. ").await
}

async fn provider_note(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    page.size(Window::Mobile).await?;
    begin(stage, "2026-12-07T10:00", "Omar Farah", "/utforare").await?;
    page.press(PERSON).await?;
    page.fill("Vad hände?", "Per kom till samtalet.").await?;
    page.tick("Sluta dricka").await?;
    page.tick("Handläggaren behöver veta").await?;
    page.press("Spara anteckning").await?;
    page.sees("Sparat. ").await?;
    page.size(Window::Desktop).await
}

/// The insats begins with the first meeting, and so do the three months to the follow-up.
async fn begun(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    page.press("Registrera möte").await?;
    page.fill("Vad ni kom fram till", "Vi gick igenom målen.").await?;
    page.tick("Insatsen börjar samma dag").await?;
    page.press("Spara mötet").await?;
    page.sees("Sparat. Registrera möte").await
}

/// The row leads to the insats, and its meetings to a form where only day and clock are missing.
async fn book(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    begin(stage, "2027-02-15T09:00", "Sara Lindqvist", "/min-dag").await?;
    page.press("Följ upp insatsen tillsammans med personen").await?;
    page.press("Boka möte").await?;
    page.fill("Dag", "2027-03-04").await?;
    page.fill("Klockan", "10.00").await?;
    page.press("Boka").await?;
    page.sees("Sparat. Boka möte").await?;
    page.sees("tor 4/3 10.00–11.00\nUppföljning").await
}
