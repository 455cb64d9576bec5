//! From application to closed case, through five people's hands.

use crate::serve;
use crate::steps::{GOAL, PERSON, SECRET, Stage};
use stadga_testkit::{Municipality, Seen, in_browser};

#[test]
fn walk() {
    let municipality = Municipality::found("2026-10-05T09:00");
    let base = serve(&municipality);
    in_browser(&base, async |browser| {
        let stage = Stage { browser: &browser, municipality: &municipality };
        stage.application().await?;
        opened(&stage).await?;
        stage.interview().await?;
        stage.investigation().await?;
        stage.communication().await?;
        posted(&stage).await?;
        too_early(&stage).await?;
        time_is_over(&stage).await?;
        stage.decision().await?;
        notified(&stage).await?;
        ordered(&stage).await?;
        accepted(&stage).await?;
        first_meeting(&stage).await?;
        planned(&stage).await?;
        followed_up(&stage).await?;
        closing_talk(&stage).await?;
        ended(&stage).await?;
        closed(&stage).await
    });
}

/// The letter waits to be printed, and no longer when it is posted.
async fn posted(stage: &Stage<'_>) -> Seen {
    stage.browser.go("/arenden").await?;
    stage.browser.press("Att skriva ut (1)").await?;
    stage.browser.sees_row(&[PERSON, "Underlaget före beslut", "Personen"]).await?;
    stage.browser.picture("att-skriva-ut").await?;
    stage.browser.press("Breven är postade").await?;
    stage.browser.sees("Inget brev väntar.").await
}

/// The case is on Sara's list the same morning, with the day the decision must be made.
async fn opened(stage: &Stage<'_>) -> Seen {
    stage.day_of("2026-10-05T09:30", "Sara Lindqvist").await?;
    stage.browser.sees_row(&["Utred och fatta beslut", PERSON, "2027-02-05"]).await?;
    stage.browser.picture("min-dag-handlaggare").await?;
    stage.browser.go("/arenden").await?;
    stage.browser.sees(PERSON).await?;
    stage.browser.picture("mina-arenden").await
}

/// Before the day to answer the law refuses, and the panel beside the form says which.
async fn too_early(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-11-16T10:00", "Sara Lindqvist").await?;
    page.press("Utred och fatta beslut").await?;
    page.picture("arende-kommunicerat").await?;
    page.press("Fler åtgärder").await?;
    page.press("Beslut").await?;
    page.sees("Regelkontroll").await?;
    let panel = page.part("Regelkontroll").await?;
    if !panel.contains("25 § förvaltningslagen") {
        return Err(format!("the rule check does not name 25 § förvaltningslagen:\n{panel}"));
    }
    page.press("Fatta beslut").await?;
    page.sees("måste åtgärdas").await?;
    page.picture("beslut-for-tidigt").await
}

async fn time_is_over(stage: &Stage<'_>) -> Seen {
    stage.day_of("2026-11-19T08:00", "Sara Lindqvist").await?;
    stage.browser.sees_row(&["Gå vidare till beslut", PERSON, "2026-11-19"]).await
}

async fn notified(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-11-25T14:00", "Sara Lindqvist").await?;
    page.sees_row(&["Beställ insatsen", "2026-11-27"]).await?;
    page.sees_row(&["Se till att insatsen börjar", "2027-02-25"]).await?;
    page.sees_row(&["Underrätta", "2026-11-27"]).await?;
    page.press_in_row("Underrätta", "Underrätta").await?;
    page.tick("Telefon").await?;
    page.picture("underratta").await?;
    page.press("Skicka").await?;
    page.sees("Sparat. Underrätta om beslutet").await
}

/// Ordering what has been decided is a matter of three presses at most.
async fn ordered(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-11-26T09:00", "Sara Lindqvist").await?;
    page.presses();
    page.press_in_row("Beställ insatsen", "Beställ").await?;
    page.sees("Målet med insatsen").await?;
    page.picture("bestall").await?;
    page.press("Skicka beställning").await?;
    let presses = page.presses();
    page.sees("Sparat. Skicka beställning").await?;
    page.picture("arende-bestallt").await?;
    if presses > 3 { Err(format!("an order took {presses} presses")) } else { Ok(()) }
}

/// Robert sees the order and nothing of the investigation behind it.
async fn accepted(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.at("2026-11-26T15:00", "Sara Lindqvist").await?;
    page.press("Mina ärenden").await?;
    page.press(PERSON).await?;
    let case = page.path().await?;
    stage.at("2026-11-27T09:00", "Robert Nyström").await?;
    page.sees_row(&[PERSON, "Öppenvård"]).await?;
    page.picture("utforare").await?;
    page.press_in_row(PERSON, PERSON).await?;
    page.sees(GOAL).await?;
    page.never_sees(SECRET).await?;
    page.picture("uppdrag-nytt").await?;
    page.go(&case).await?;
    page.never_sees(PERSON).await?;
    page.never_sees(SECRET).await?;
    page.picture("finns-inte").await?;
    page.go("/utforare").await?;
    page.press_in_row(PERSON, "Ta emot uppdrag").await?;
    page.tick("Omar Farah").await?;
    page.picture("ta-emot").await?;
    page.press("Ta emot uppdrag").await?;
    page.sees("Sparat. Ta emot uppdrag").await?;
    page.sees("behandlare Omar Farah").await
}

async fn first_meeting(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-12-01T10:00", "Omar Farah").await?;
    page.sees_row(&["Boka ett inledande möte tillsammans med", PERSON]).await?;
    page.picture("min-dag-behandlare").await?;
    page.press_in_row("Boka ett inledande möte", "Boka").await?;
    page.fill("Dag", "2026-12-07").await?;
    page.fill("Klockan", "10.00").await?;
    page.picture("boka").await?;
    page.press("Boka").await?;
    page.sees("Sparat. Boka möte").await?;
    page.sees("mån 7/12 10.00–11.00").await?;
    stage.day_of("2026-12-07T11:30", "Omar Farah").await?;
    page.sees("Möten i dag").await?;
    page.picture("min-dag-mote").await?;
    page.press_in_row("Skriv hur mötet gick", "Öppna").await?;
    page.press("Skriv hur det gick Inledande möte mån 7/12 10.00–11.00").await?;
    page.fill("Vad ni kom fram till", "Vi gick igenom målen.").await?;
    page.tick("Insatsen börjar samma dag").await?;
    page.picture("mote").await?;
    page.press("Spara mötet").await?;
    page.sees("Sparat. Registrera möte").await?;
    page.go("/min-dag").await?;
    page.sees_row(&["Skriv genomförandeplan", "2026-12-28"]).await
}

async fn planned(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-12-21T10:00", "Omar Farah").await?;
    page.press_in_row("Skriv genomförandeplan", "Skriv planen").await?;
    if page.value("Mål, ett på varje rad").await? != GOAL {
        return Err(String::from("the goal of the order is not in the plan"));
    }
    page.fill("Med egna ord", "Jag vill orka jobba igen.").await?;
    page.fill("Så här gör vi", "Samtal en gång i veckan med Omar.").await?;
    page.tick("Godkänd av den enskilde").await?;
    page.picture("genomforandeplan").await?;
    page.press("Spara planen").await?;
    page.sees("Sparat. Skriv genomförandeplan").await?;
    stage.at("2027-01-20T15:00", "Omar Farah").await?;
    page.press("Uppdrag").await?;
    page.press(PERSON).await?;
    page.fill("Vad hände?", "Per har arbetstränat två dagar.").await?;
    page.picture("klient").await?;
    page.press("Spara anteckning").await?;
    page.sees("Sparat. Skriv i journalen").await?;
    page.never_sees(SECRET).await
}

async fn followed_up(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2027-03-04T10:00", "Sara Lindqvist").await?;
    page.sees_row(&["Följ upp insatsen", PERSON, "2027-03-07"]).await?;
    page.press_in_row("Följ upp insatsen", "Följ upp").await?;
    follow_up(stage, "Insatsen fortsätter som den är").await?;
    page.picture("uppfoljt").await?;
    // What both should do is done when one has done it.
    stage.day_of("2027-03-04T11:00", "Omar Farah").await?;
    page.sees_row(&["Håll avslutningssamtal", "2027-03-31"]).await?;
    page.never_sees("2027-03-07").await
}

async fn follow_up(stage: &Stage<'_>, leads_to: &str) -> Seen {
    let page = stage.browser;
    page.fill("Vad personen själv säger", "Det går bättre.").await?;
    page.choose(GOAL, "Delvis").await?;
    page.choose("ASI", "Genomfört").await?;
    page.fill("Vad ASI visade, eller varför ASI inte är gjord", "Behovet av stöd är mindre.").await?;
    page.tick(leads_to).await?;
    page.picture("uppfoljning").await?;
    page.press("Spara uppföljningen").await?;
    page.sees("Sparat. Registrera uppföljning").await
}

async fn closing_talk(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2027-03-24T13:00", "Omar Farah").await?;
    page.press_in_row("Håll avslutningssamtal", "Registrera samtalet").await?;
    page.fill("Vad ni kom fram till", "Per har slutat dricka och arbetar halvtid.").await?;
    page.picture("avslutningssamtal").await?;
    page.press("Spara samtalet").await?;
    page.sees("Sparat. Registrera avslutningssamtal").await
}

/// A guideline asks for a follow-up first, and leads the way to it; what was written waits as a draft.
async fn ended(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.at("2027-03-31T10:00", "Omar Farah").await?;
    page.press("Uppdrag").await?;
    page.press(PERSON).await?;
    page.press("Fler åtgärder").await?;
    page.press("Avsluta insatsen").await?;
    page.fill("Varför insatsen avslutas", "Målen är nådda och tiden i beslutet är slut.").await?;
    page.press("Avsluta insatsen").await?;
    page.sees("En riktlinje säger något annat. Skriv varför, så går det vidare.").await?;
    page.picture("avsluta-insatsen").await?;
    page.press("Gå till: Insatsen är inte följd upp inför avslutet.").await?;
    follow_up(stage, "Insatsen avslutas").await?;
    page.press("Fler åtgärder").await?;
    page.press("Avsluta insatsen").await?;
    if page.value("Varför insatsen avslutas").await? != "Målen är nådda och tiden i beslutet är slut." {
        return Err(String::from("the draft is gone"));
    }
    page.press("Avsluta insatsen").await?;
    page.sees("Sparat. Avsluta insatsen").await
}

async fn closed(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2027-04-06T10:00", "Sara Lindqvist").await?;
    page.sees_row(&["Avsluta ärendet", PERSON, "2027-04-07"]).await?;
    page.press_in_row("Avsluta ärendet", "Avsluta ärendet").await?;
    page.tick("Insatsen är genomförd").await?;
    page.fill("Skäl", "Insatsen är genomförd och Per behöver inte mer stöd.").await?;
    page.picture("avsluta-arendet").await?;
    page.press("Avsluta ärendet").await?;
    page.sees("Ärendet avslutades 2027-04-06").await?;
    page.picture("arende-avslutat").await?;
    page.go("/min-dag").await?;
    page.sees("Inget att göra just nu").await
}
