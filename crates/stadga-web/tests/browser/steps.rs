//! The steps of one case, as the people in it take them: each begins at the list where the work shows up.

use stadga_testkit::{Browser, Municipality, Seen};

/// The person the case is about.
pub const PERSON: &str = "Per Holm";
/// Words of the investigation, which no provider may see.
pub const SECRET: &str = "Bruket påverkar arbetet";
/// The goal, which goes along to the provider.
pub const GOAL: &str = "Sluta dricka och komma tillbaka till arbetet";

/// A municipality with somebody at its keyboard.
pub struct Stage<'a> {
    /// The keyboard.
    pub browser: &'a Browser,
    /// The municipality.
    pub municipality: &'a Municipality,
}

impl Stage<'_> {
    /// Some time later, somebody sits down.
    pub async fn at(&self, when: &str, who: &str) -> Seen {
        self.municipality.set(when);
        self.browser.become_user(who).await
    }

    /// The same, and opens Min dag.
    pub async fn day_of(&self, when: &str, who: &str) -> Seen {
        self.at(when, who).await?;
        self.browser.go("/min-dag").await?;
        self.browser.sees("Att göra").await
    }

    /// Amina answers the telephone.
    pub async fn application(&self) -> Seen {
        let page = self.browser;
        self.at("2026-10-05T09:10", "Amina Warsame").await?;
        page.press("Registrera inkommet").await?;
        page.sees("Skriv medan du pratar").await?;
        page.fill("Namn", PERSON).await?;
        page.fill("Personnummer", "19950101-2380").await?;
        page.tick("Telefon").await?;
        page.fill("Vad ansökan gäller", "Hjälp att sluta dricka").await?;
        page.choose("Handläggare", "Sara Lindqvist").await?;
        page.picture("registrera").await?;
        page.press("Spara och öppna ärende").await?;
        page.sees("är öppnat och utredningen är inledd i dag").await?;
        page.picture("registrerat").await
    }

    /// Sara writes down the interview.
    pub async fn interview(&self) -> Seen {
        let page = self.browser;
        self.day_of("2026-10-20T10:00", "Sara Lindqvist").await?;
        page.press("Utred och fatta beslut").await?;
        page.press("Fler åtgärder").await?;
        page.press("Registrera bedömningsinstrument").await?;
        page.choose("Instrument", "ASI").await?;
        page.tick("Genomfört").await?;
        page.fill("Resultat i korthet, eller skäl", "Behov av stöd kring alkohol och arbete.").await?;
        page.picture("instrument").await?;
        page.press("Spara").await?;
        page.sees("Sparat. Registrera bedömningsinstrument").await
    }

    /// Sara puts the investigation together.
    pub async fn investigation(&self) -> Seen {
        let page = self.browser;
        self.day_of("2026-11-10T10:00", "Sara Lindqvist").await?;
        page.press_in_row("Utred och fatta beslut", "Öppna utredningen").await?;
        page.sees("Behov av stöd kring alkohol och arbete.").await?;
        page.fill("Delaktighet och egen syn", "Vi har träffats tre gånger. Per vill ha samtal.").await?;
        page.fill("Situation och behov", &format!("Boende och ekonomi fungerar. {SECRET}.")).await?;
        page.fill("Bedömning", "Behovet kan inte tillgodoses på annat sätt.").await?;
        page.fill("Mål", GOAL).await?;
        page.choose("Förslag till insats", "Öppenvård").await?;
        page.picture("utredning").await?;
        page.press("Klar att kommunicera").await?;
        page.sees("Sparat. Sammanställ utredningen").await
    }

    /// Sara sends it to Per, who gets a week to answer.
    pub async fn communication(&self) -> Seen {
        let page = self.browser;
        self.day_of("2026-11-11T10:00", "Sara Lindqvist").await?;
        page.press("Utred och fatta beslut").await?;
        page.press("Fler åtgärder").await?;
        page.press("Kommunicera utredningen").await?;
        page.fill("Svar senast", "2026-11-18").await?;
        page.tick("Uppgifter om andra personer är genomgångna").await?;
        page.picture("kommunicera").await?;
        page.press("Skicka").await?;
        page.sees("Sparat. Kommunicera utredningen").await
    }

    /// Sara decides, when the time to answer is over.
    pub async fn decision(&self) -> Seen {
        let page = self.browser;
        self.day_of("2026-11-25T10:00", "Sara Lindqvist").await?;
        page.press_in_row("Gå vidare till beslut", "Fatta beslut").await?;
        page.sees("Regelkontroll").await?;
        page.tick("Bifall").await?;
        page.fill("Omfattning", "En gång i veckan").await?;
        page.fill("Gäller från och med", "2026-11-30").await?;
        page.fill("Gäller till och med", "2027-03-31").await?;
        page.picture("beslut").await?;
        page.press("Fatta beslut").await?;
        page.sees("Sparat. Fatta beslut").await
    }
}
