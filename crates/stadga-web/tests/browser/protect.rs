//! Somebody sees that a child may be harmed, violence is told of, a guardian is needed; and somebody is placed.

use crate::before::lived;
use crate::serve;
use crate::steps::Stage;
use stadga_testkit::{Seen, in_browser};

#[test]
fn a_concern_is_reported_the_same_day_and_violence_leads_to_support() {
    let municipality = lived("ansokan.registrera");
    let case = municipality.case();
    in_browser(&serve(&municipality), async |browser| {
        let stage = Stage { browser: &browser, municipality: &municipality };
        stage.day_of("2026-11-25T10:00", "Sara Lindqvist").await?;
        browser.go(&format!("/arenden/{case}/steg")).await?;
        browser.picture("fler-steg").await?;
        concern(&stage).await?;
        violence(&stage, &format!("/arenden/{case}")).await?;
        guardian(&stage, &format!("/arenden/{case}")).await?;
        apart(&stage, &format!("/arenden/{case}")).await
    });
}

async fn concern(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    page.press("Anteckna oro för ett barn").await?;
    page.fill("Vad du har sett, hört eller misstänker", "Sonen har varit ensam hemma två nätter.").await?;
    page.press("Spara").await?;
    page.sees("Sparat. Anteckna oro för ett barn").await?;
    page.go("/min-dag").await?;
    page.press_in_row("Gör orosanmälan", "Anmäl").await?;
    // Nobody has to be asked, and whom it goes to and whom it is about stand side by side.
    page.sees("Enheten för barn och unga i Ekvalla").await?;
    page.fill("Barn som anmälan gäller: namn, födelsetid och var barnet bor", "Sonen, född 2018.").await?;
    page.fill("Vad som har hänt eller vad du misstänker", "Har varit ensam hemma två nätter.").await?;
    page.picture("orosanmalan").await?;
    page.press("Skicka").await?;
    page.sees("Sparat. Gör en orosanmälan").await?;
    page.sees("Orosanmälan gjord").await?;
    page.go("/min-dag").await?;
    page.gone("Gör orosanmälan").await
}

async fn violence(stage: &Stage<'_>, case: &str) -> Seen {
    let page = stage.browser;
    page.go(&format!("{case}/steg.vald.framkommit")).await?;
    page.tick("Varit utsatt för våld").await?;
    page.press("Spara").await?;
    page.sees("Fyll i vad som har kommit fram").await?;
    page.tick("Psykiskt").await?;
    page.fill("Vad som har kommit fram", "En tidigare sambo hotar.").await?;
    page.picture("vald").await?;
    page.press("Spara").await?;
    page.go("/min-dag").await?;
    page.press_in_row("Utred behovet av stöd efter våld", "Utred").await?;
    page.fill("Behov av stöd och hjälp", "Trygghetsplan och samtal.").await?;
    page.tick("Måttlig").await?;
    page.fill("Vad som har erbjudits, och vad personen svarade", "Samtal. Tackar ja.").await?;
    page.press("Spara").await?;
    page.sees("Stöd vid våld utrett").await
}

async fn guardian(stage: &Stage<'_>, case: &str) -> Seen {
    let page = stage.browser;
    page.go(&format!("{case}/steg.god-man.behov")).await?;
    page.tick("Behov av god man eller förvaltare").await?;
    page.fill("Vad behovet består i", "Per får inte iväg räkningar.").await?;
    page.press("Spara").await?;
    page.go("/min-dag").await?;
    page.press_in_row("Anmäl till överförmyndaren", "Anmäl").await?;
    page.tick("Behov av god man eller förvaltare").await?;
    page.fill(
        "Vad personen behöver hjälp med: bevaka sin rätt, förvalta sin egendom, sörja för sin person",
        "Bevaka sin rätt och förvalta sin egendom.",
    )
    .await?;
    page.fill("Vad personen själv tycker", "Per vill ha hjälp.").await?;
    page.picture("overformyndaren").await?;
    page.press("Skicka").await?;
    page.sees("Anmälan till överförmyndaren").await
}

/// Whoever has hurt the person has a case here too: the head keeps the two apart, and nobody else reads who it is.
async fn apart(stage: &Stage<'_>, case: &str) -> Seen {
    let page = stage.browser;
    let other: &[(&str, &str)] = &[
        ("namn", "Vera Ek"),
        ("nummer", "19850101-2382"),
        ("kanal", "telefon"),
        ("galler", "Stöd"),
        ("enhet", "vuxen"),
        ("handlaggare", "jonas"),
    ];
    stage.municipality.execute("amina", "ansokan.registrera", other).unwrap_or_else(|why| panic!("{why:?}"));
    stage.at("2026-11-25T15:00", "Nadja Blom").await?;
    page.go(&format!("{case}/omsesidig_sparr.registrera")).await?;
    page.fill("Den andra personens personnummer eller samordningsnummer", "19850101-2382").await?;
    page.tick("Våld eller hot mellan dem").await?;
    page.picture("sparra-mot-varandra").await?;
    page.press("Spärra dem mot varandra").await?;
    page.sees("Sparat. Spärra två personer mot varandra").await?;
    page.sees("Vera Ek").await?;
    stage.at("2026-11-25T15:10", "Sara Lindqvist").await?;
    page.go(case).await?;
    page.sees("Spärrad mot en annan person").await?;
    page.gone("Vera Ek").await
}

#[test]
fn a_placement_is_weighed_decided_and_planned_and_its_end_is_followed_up() {
    let municipality = lived("instrument.registrera");
    let case = municipality.case();
    in_browser(&serve(&municipality), async |browser| {
        let stage = Stage { browser: &browser, municipality: &municipality };
        weighed(&stage, &format!("/arenden/{case}")).await?;
        decided(&stage, &format!("/arenden/{case}")).await
    });
}

async fn weighed(stage: &Stage<'_>, case: &str) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-11-02T10:00", "Sara Lindqvist").await?;
    page.go(&format!("{case}/steg.net_plan")).await?;
    page.picture("net-plan").await?;
    page.tick("Behandling dygnet runt").await?;
    page.fill("Hur mycket och hur länge", "Tre månader med program").await?;
    page.press("Spara").await?;
    page.sees("Net-Plan genomförd").await?;
    page.go(&format!("{case}/steg.oppenvard.undantag_begaran")).await?;
    page.tick("Det går inte att bli fri från bruket där personen bor").await?;
    page.fill("Berätta mer", "Per bor med två som dricker.").await?;
    page.press("Spara").await?;
    page.sees("Sparat.").await?;
    stage.day_of("2026-11-03T10:00", "Nadja Blom").await?;
    page.press_in_row("Ta ställning till undantag", "Ta ställning").await?;
    page.tick("Ja").await?;
    page.fill("Skäl", "Öppenvård fungerar inte så länge Per bor där.").await?;
    page.press("Spara").await?;
    page.sees("Sparat.").await?;
    stage.at("2026-11-04T10:00", "Sara Lindqvist").await?;
    page.go(&format!("{case}/steg.boende.val")).await?;
    page.tick("Hem för vård eller boende").await?;
    page.fill("Boendet", "Ekgården").await?;
    page.tick("Hör till upphandlingsavtalet").await?;
    page.press("Spara").await?;
    page.sees("Ekgården").await
}

/// What is walked elsewhere, carried out here without the pages.
fn compiled(stage: &Stage<'_>) {
    let about: &[(&str, &str)] = &[
        ("delaktighet", "Per vill bort hemifrån en tid."),
        ("behov", "Bruket är dagligt."),
        ("bedomning", "Behovet kan inte tillgodoses på annat sätt."),
        ("mal", "Sluta dricka"),
        ("forslag", "hvb"),
    ];
    let told: &[(&str, &str)] = &[("grund", "uppenbart_obehovligt"), ("skal", "Bifall helt enligt ansökan.")];
    for (use_case, fields) in [("utredning.sammanstall", about), ("kommunicering.undanta", told)] {
        stage.municipality.execute("sara", use_case, fields).unwrap_or_else(|why| panic!("{use_case}: {why:?}"));
    }
}

fn begun(stage: &Stage<'_>) {
    let ordered: &[(&str, &str)] = &[("utforare", "stodteamet"), ("dela_mal", "ja"), ("dela_omfattning", "ja")];
    let met: &[(&str, &str)] =
        &[("art", "annat"), ("deltagare", "Per"), ("sammanfattning", "Per flyttade in."), ("insatsen_paborjas", "ja")];
    for (when, who, use_case, fields) in [
        ("2026-11-26T10:00", "sara", "bestallning.skicka", ordered),
        ("2026-11-27T10:00", "maria", "uppdrag.ta_emot", &[]),
        ("2026-12-01T10:00", "maria", "mote.registrera", met),
    ] {
        stage.municipality.set(when);
        stage.municipality.execute(who, use_case, fields).unwrap_or_else(|why| panic!("{use_case}: {why:?}"));
    }
}

async fn decided(stage: &Stage<'_>, case: &str) -> Seen {
    let page = stage.browser;
    compiled(stage);
    stage.at("2026-11-25T10:00", "Nadja Blom").await?;
    page.go(&format!("{case}/beslut.fatta")).await?;
    page.tick("Bifall").await?;
    page.choose("Insats", "Hem för vård eller boende").await?;
    page.fill("Omfattning", "Dygnet runt").await?;
    page.fill("Gäller från och med", "2026-12-01").await?;
    page.fill("Gäller till och med", "2027-02-28").await?;
    page.fill("Skäl för beslutet", "Behovet kräver vård dygnet runt.").await?;
    page.picture("placering-beslut").await?;
    page.press("Fatta beslut").await?;
    page.sees("Sparat. Fatta beslut").await?;
    stage.day_of("2026-11-25T13:00", "Sara Lindqvist").await?;
    page.press_in_row("Upprätta vårdplan", "Skriv vårdplanen").await?;
    page.fill("Så ser personen på den planerade vården", "Jag behöver komma hemifrån.").await?;
    page.fill("Målet med vården", "Nykter när jag kommer hem").await?;
    page.fill("Insatser som behövs", "Tolvstegsprogram.").await?;
    page.press("Spara").await?;
    // What other principals answer for is part of every such plan.
    page.sees("Det som andra huvudmän ansvarar för").await?;
    page.fill("Det som andra huvudmän ansvarar för", "Regionen: medicin.").await?;
    page.picture("vardplan").await?;
    page.press("Spara").await?;
    page.sees("Sparat. Upprätta vårdplan").await?;
    begun(stage);
    stage.day_of("2027-02-14T10:00", "Sara Lindqvist").await?;
    page.sees_row(&["Följ upp placeringen innan den tar slut", "2027-02-28"]).await
}
