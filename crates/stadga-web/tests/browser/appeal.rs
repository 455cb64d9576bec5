//! A refusal is served, appealed with help, tested, handed over and ruled on: each step from the page of the decision.

use crate::before::lived;
use crate::serve;
use crate::steps::Stage;
use stadga_testkit::{Seen, in_browser};

#[test]
fn a_refusal_goes_to_the_court() {
    let municipality = lived("kommunicering.skicka");
    municipality.set("2026-11-25T10:00");
    let refusal = [("utfall", "avslag"), ("insats", "oppenvard"), ("skal", "Behovet tillgodoses redan.")];
    municipality.execute("sara", "beslut.fatta", &refusal).unwrap_or_else(|why| panic!("{why:?}"));
    let decision = municipality.app().newest_decision(municipality.case()).unwrap().expect("it is decided");
    in_browser(&serve(&municipality), async |browser| {
        let stage = Stage { browser: &browser, municipality: &municipality };
        stage.day_of("2026-11-25T13:00", "Sara Lindqvist").await?;
        browser.go(&format!("/beslut/{decision}")).await?;
        served(&stage).await?;
        appealed(&stage, &format!("/beslut/{decision}")).await
    });
}

async fn served(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    page.sees("Det är inte visat vilken dag personen fick beslutet.").await?;
    page.picture("beslut-inte-delgivet").await?;
    page.press("Delge beslutet").await?;
    page.tick("Lämnas över personligen").await?;
    page.picture("delge").await?;
    page.press("Delge").await?;
    page.sees("Sparat. Delge beslutet").await?;
    page.sees("Sista dag att överklaga är 2026-12-16.").await
}

async fn appealed(stage: &Stage<'_>, decision: &str) -> Seen {
    let page = stage.browser;
    page.press("Registrera överklagande").await?;
    page.choose("Hur", "Muntligt, nedtecknat med vår hjälp").await?;
    page.fill("Vad personen vill ändra och varför", "Jag behöver mer än mottagningen ger.").await?;
    page.picture("overklagande").await?;
    page.press("Registrera").await?;
    page.sees("Det är inte prövat om det kom in i tid.").await?;
    page.sees("Överklagandet att läsa upp och skriva under (PDF)").await?;
    page.press("Pröva om det kom in i tid").await?;
    // The law stops what nobody has shown.
    page.tick("Kom in för sent och avvisas").await?;
    page.press("Spara prövningen").await?;
    page.sees("Det är inte visat att det kom in för sent.").await?;
    page.tick("Kom in i tid").await?;
    page.press("Spara prövningen").await?;
    stage.day_of("2026-11-26T10:00", "Sara Lindqvist").await?;
    page.sees_row(&["Lämna över överklagandet till förvaltningsrätten", "2026-12-02"]).await?;
    page.press_in_row("Lämna över överklagandet", "Lämna över").await?;
    page.press("Det är skickat").await?;
    page.sees("Överlämnat till Förvaltningsrätten i Ekvalla 2026-11-26.").await?;
    page.go(decision).await?;
    page.picture("beslut-overklagat").await?;
    page.press("Registrera dom").await?;
    page.fill("Målnummer", "1234-26").await?;
    page.fill("Meddelad den", "2026-11-26").await?;
    page.tick("Överklagandet bifalls").await?;
    page.fill("Vad det innebär", "Per har rätt till öppenvård.").await?;
    page.press("Registrera domen").await?;
    page.sees("mål 1234-26: Överklagandet bifalls. Per har rätt till öppenvård.").await?;
    page.go("/min-dag").await?;
    page.sees_row(&["Verkställ domen", "2027-02-26"]).await
}

#[test]
fn a_committees_decision_goes_to_the_notice_board() {
    let municipality = lived("kommunicering.skicka");
    municipality.set("2026-12-11T09:00");
    let granted = [
        ("namnd", "Socialnämnden"),
        ("sammantradesdag", "2026-12-10"),
        ("paragraf", "§ 45"),
        ("utfall", "bifall"),
        ("insats", "rekreation"),
        ("omfattning", "En vecka"),
        ("mal", "Vila"),
        ("fran", "2027-01-25"),
        ("till", "2027-01-31"),
        ("skal", "Vistelsen stöder den öppenvård som pågår."),
    ];
    municipality.execute("sara", "namndbeslut.registrera", &granted).unwrap_or_else(|why| panic!("{why:?}"));
    let decision = municipality.app().newest_decision(municipality.case()).unwrap().expect("it is decided");
    in_browser(&serve(&municipality), async |browser| {
        let stage = Stage { browser: &browser, municipality: &municipality };
        stage.day_of("2026-12-17T10:00", "Nadja Blom").await?;
        let page = stage.browser;
        page.sees_row(&["Få protokollet justerat", "2026-12-24"]).await?;
        page.go("/anslag").await?;
        page.picture("anslag-justera").await?;
        page.press("Protokollet är justerat").await?;
        page.sees("Sparat. Registrera att protokollet är justerat").await?;
        stage.day_of("2026-12-21T10:00", "Nadja Blom").await?;
        page.go("/anslag").await?;
        page.fill("Var protokollet finns", "Kommunhuset, plan 2").await?;
        page.picture("anslag-tillkannage").await?;
        page.press("Tillkännagivandet är uppe").await?;
        page.sees("Ska sitta uppe till och med 2027-01-11.").await?;
        page.picture("anslag-uppe").await?;
        page.go(&format!("/beslut/{decision}")).await?;
        page.sees("Sista dag att begära laglighetsprövning är 2027-01-11.").await?;
        page.picture("beslut-laglighetsprovas").await
    });
}
