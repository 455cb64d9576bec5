//! Compulsory care on a Friday: the report, the chair's decision on the telephone, the court's clock in hours, the
//! documents as one file, the court, the care, and what comes after.

use crate::serve;
use crate::steps::{PERSON, Stage};
use stadga_testkit::{Municipality, Seen, in_browser};

/// What the investigation finds.
const FINDINGS: &[(&str, &str)] = &[
    ("forhallanden", "Bor hos en vän."),
    ("egen_syn", "Vill bli lämnad i fred."),
    ("tidigare_atgarder", "Öppenvård 2025."),
    ("planerade_atgarder", "Sex månader på LVM-hem."),
    ("hem", "Hornö"),
    ("vard_utanfor", "HVB efter tre månader"),
    ("medel", "alkohol"),
    ("missbruk", "Dricker dagligen."),
    ("frivilligt", "Öppenvård mars 2025: avbröts."),
    ("halsa", "Leversvikt."),
    ("slutsats", "skal_finns"),
    ("bedomning", "Villkoren är uppfyllda."),
];

#[test]
fn compulsory_care_goes_from_the_report_to_the_end_by_the_act() {
    let municipality = Municipality::found("2026-11-27T08:00");
    in_browser(&serve(&municipality), async |browser| {
        let stage = Stage { browser: &browser, municipality: &municipality };
        reported(&stage).await?;
        opened(&stage).await?;
        let page = taken(&stage).await?;
        submitted(&stage, &page).await?;
        applied(&stage, &page).await?;
        cared_for(&stage, &page).await
    });
}

/// The police ring; the report says what it is, and the day is today.
async fn reported(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-11-27T08:10", "Amina Warsame").await?;
    page.press("Registrera inkommet").await?;
    page.fill("Namn", PERSON).await?;
    page.fill("Personnummer", "19950101-2380").await?;
    page.press("Anmälan eller annan uppgift").await?;
    page.tick("Anmälan om behov av tvångsvård (6 § LVM)").await?;
    page.tick("Telefon").await?;
    page.fill("Vad anmälan gäller", "Hittad medvetslös två gånger på en vecka.").await?;
    page.fill("Vem som anmäler", "Polisen i Ekvalla").await?;
    page.choose("Enhet", "Vuxenenheten").await?;
    page.choose("Handläggare", "Sara Lindqvist").await?;
    page.press("Spara anmälan").await?;
    page.sees("Sparat.").await
}

/// The investigation is opened whether the person consents or not, and the physician is named.
async fn opened(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    stage.day_of("2026-11-27T09:00", "Sara Lindqvist").await?;
    page.sees("Tvångsvård: fristerna först").await?;
    page.sees_row(&["Inled utredning om tvångsvård", PERSON, "2026-11-27"]).await?;
    page.press_in_row("Inled utredning om tvångsvård", "Inled").await?;
    page.sees("Utan samtycke, 7 § LVM").await?;
    page.fill("Vad som har kommit fram", "Polisens anmälan. Vill inte ha kontakt.").await?;
    page.press("Inled").await?;
    page.sees("Sparat. Inled utredning om tvångsvård").await?;
    let path = page.path().await?;
    let case = path.split(['/', '?']).nth(2).and_then(|id| id.parse().ok());
    stage.municipality.goes_on_with(case.ok_or_else(|| format!("no case in {path}"))?);
    page.press("Besluta om läkarundersökning och utse läkare").await?;
    page.tick("Läkarundersökning beslutas").await?;
    page.fill("Läkare som utses", "Dr Eva Norén").await?;
    page.fill("Skäl", "Hälsan är okänd.").await?;
    page.press("Spara").await?;
    page.sees("Sparat. Besluta om läkarundersökning").await
}

/// The chair decides on the telephone. The page says who can be reached; what the law stops is stopped.
async fn taken(stage: &Stage<'_>) -> Result<String, String> {
    let page = stage.browser;
    stage.at("2026-11-27T15:30", "Sara Lindqvist").await?;
    let case = stage.municipality.case();
    let lvm = format!("/arenden/{case}/lvm");
    page.go(&lvm).await?;
    page.sees("Nämndens ordförande, Lars Wik").await?;
    page.sees("Läkarintyg saknas (11 §)").await?;
    page.press("Omedelbart omhändertagande").await?;
    page.tick("Nämndens ordförande").await?;
    page.fill("Varför vård enligt lagen sannolikt kan ges (13 § 1)", "Dricker dagligen sedan två år.").await?;
    page.tick("Hälsan kan antas bli allvarligt försämrad utan omedelbar vård").await?;
    page.fill("Det som talar för det", "Leverprov visar livsfara.").await?;
    page.press("Registrera beslutet").await?;
    page.sees("Det står inte vem som beslutade och varför nämnden inte kunde avvaktas.").await?;
    page.fill("Beslutsfattarens namn", "Lars Wik").await?;
    page.fill("Varför nämnden inte kunde avvaktas", "Utskottet möts på tisdag.").await?;
    page.fill("Nästa sammanträde", "2026-12-01").await?;
    page.picture("lvm-omhandertagande").await?;
    page.press("Registrera beslutet").await?;
    page.sees("Sparat. Registrera beslut om omedelbart omhändertagande").await?;
    Ok(lvm)
}

/// Friday 15.40: the submission is due on Saturday, and the hours run.
async fn submitted(stage: &Stage<'_>, lvm: &str) -> Seen {
    let page = stage.browser;
    stage.at("2026-11-27T15:40", "Sara Lindqvist").await?;
    page.go(lvm).await?;
    page.sees_row(&["Underställ domstolen omhändertagandet", "32 timmar kvar", "2026-11-28"]).await?;
    page.sees("Hämta handlingarna som en fil").await?;
    page.picture("lvm-fredag").await?;
    page.press_in_row("Underställ domstolen omhändertagandet", "Underställ").await?;
    page.press("Det är underställt").await?;
    page.sees("Sparat. Underställ domstolen omhändertagandet").await?;
    page.go(lvm).await?;
    page.press("Omhändertagandet är verkställt").await?;
    page.fill("Vart personen fördes", "Akuten, Ekvalla sjukhus").await?;
    page.press("Registrera").await?;
    page.sees("Sparat.").await?;
    page.go(lvm).await?;
    page.press_in_row("Upplys personen om rätten inför domstolen", "Upplys").await?;
    page.tick("Personen har fått se handlingarna").await?;
    page.fill("Kan yttra sig till rätten senast", "2026-11-30").await?;
    page.press("Spara").await?;
    page.sees("Sparat. Upplys personen").await
}

/// The court lets it stand, and the application comes in within the week.
async fn applied(stage: &Stage<'_>, lvm: &str) -> Seen {
    let page = stage.browser;
    stage.at("2026-12-01T10:00", "Sara Lindqvist").await?;
    page.go(lvm).await?;
    page.press("Registrera domstolens prövning").await?;
    page.tick("Omhändertagandet ska bestå").await?;
    page.fill("Målnummer", "4411-26").await?;
    page.press("Registrera").await?;
    page.sees("Sparat.").await?;
    page.go(lvm).await?;
    page.sees_row(&["Se till att ansökan om tvångsvård har kommit in", "2026-12-08"]).await?;
    stage
        .municipality
        .execute("sara", "tvangsvardsutredning.sammanstall", FINDINGS)
        .map_err(|why| format!("{why:?}"))?;
    page.go(lvm).await?;
    page.press("Undanta från kommunicering").await?;
    page.tick("Beslutet skulle bli avsevärt svårare att genomföra").await?;
    page.fill("Skäl", "Personen har sagt att hen tänker försvinna.").await?;
    page.press("Spara undantaget").await?;
    page.sees("Sparat.").await?;
    page.go(lvm).await?;
    page.press("Ansök om tvångsvård").await?;
    page.tick("Nämndens utskott").await?;
    page.fill("Beslutat den", "2026-12-01").await?;
    page.press("Registrera ansökan").await?;
    page.sees("Läkarintyg saknas. Det ska följa med ansökan.").await
}

/// Care begins, the person is away for ten days, and the end moves ten days.
async fn cared_for(stage: &Stage<'_>, lvm: &str) -> Seen {
    let page = stage.browser;
    let act = |when: &str, use_case: &str, fields: &[(&str, &str)]| {
        stage.municipality.set(when);
        stage.municipality.execute("sara", use_case, fields).map_err(|why| format!("{use_case}: {why:?}"))
    };
    let certificate = [("lakare", "Dr Eva Norén"), ("undersokt", "2026-11-30"), ("halsotillstand", "Leversvikt.")];
    act("2026-12-01T11:00", "lakarintyg.registrera", &certificate)?;
    let court = ("domstol", "Förvaltningsrätten i Ekvalla");
    let application = [("beslutat_av", "utskott"), ("sammantradesdag", "2026-12-01"), court];
    act("2026-12-01T11:10", "tvangsvard.ansok", &application)?;
    act("2026-12-02T09:00", "tvangsvard.paborja", &[("stalle", "lvm_hem"), ("namn", "Hornö")])?;
    let ruling = [("utfall", "vard"), court, ("malnummer", "4411-26"), ("omedelbart", "ja")];
    act("2026-12-08T09:00", "tvangsvardsdom.registrera", &ruling)?;
    stage.at("2026-12-08T10:00", "Sara Lindqvist").await?;
    page.go(lvm).await?;
    page.sees("senast onsdag 2027-06-02").await?;
    act("2027-01-10T09:00", "tvangsvard.avbryt", &[("orsak", "avviken")])?;
    act("2027-01-20T09:00", "tvangsvard.ateruppta", &[])?;
    stage.at("2027-01-20T10:00", "Sara Lindqvist").await?;
    page.go(lvm).await?;
    page.sees("senast lördag 2027-06-12").await?;
    page.picture("lvm-vard").await?;
    page.press("Planera tiden efter tvångsvården").await?;
    page.fill("Bostad efter vården", "Träningslägenhet från juni.").await?;
    page.fill("Stöd och behandling som erbjuds frivilligt", "Öppenvård.").await?;
    page.fill("Vad personen säger", "Vill prova.").await?;
    page.press("Spara").await?;
    page.sees("Sparat. Planera tiden efter tvångsvården").await?;
    page.go(lvm).await?;
    page.sees("Bostaden är planerad.").await
}
