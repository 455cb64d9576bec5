//! What is told of the person in a case: who it is, how to reach them, their children, who speaks for them.

use super::{Access, Command, Place, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::{NewEvent, StreamKind};
use crate::fact::Fact;
use crate::fact::arende::{Brevmottagare, TillForetradare};
use crate::fact::intag::{
    Foretradarroll, Forordnare, FullmaktAterkallad, FullmaktRegistrerad, Fullmaktsart, Fullmaktsratt,
};
use crate::fact::person::{BarnAntecknat, BarnetsBoende, IdentitetFaststalld, KontaktvagAngiven};
use crate::id::Id;
use crate::identity::{PersonNumber, birthday};
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::{ADULT, CaseState};
use jiff::civil::Date;

/// Whoever meets the person: reception too, as long as it has the matter.
pub(super) const MEETS: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef, Ground::Mottagning]);

/// A fact in the person's own stream, told today in a case.
fn in_person(place: &Place<'_>, ctx: &mut Ctx, fact: impl Into<Fact>) -> Result<Vec<NewEvent>, Refusal> {
    let case = place.any_case()?;
    let person = place.file.case.person.unwrap_or(case);
    Ok(vec![NewEvent::new(ctx.ids.next_id(), StreamKind::Person, person, ctx.today, fact)])
}

input! {
    /// Establish who the person is, when number or name became known.
    pub struct FaststallIdentitet {
        /// Personal or coordination number.
        nummer: Option<PersonNumber> = "Personnummer eller samordningsnummer",
        /// The name, when it became known or was wrong.
        namn: Option<String> = "Namn",
    }
}

impl Command for FaststallIdentitet {
    const NAME: &'static str = "identitet.faststall";
    const TITLE: &'static str = "Fastställ identitet";
    const ACCESS: Access = MEETS;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        if self.nummer.is_none() && self.namn.is_none() {
            return Err(Hinder::field("nummer", "Skriv personens nummer, namn eller båda").into());
        }
        let other = place.known_person.filter(|known| Some(*known) != place.file.case.person);
        if self.nummer.is_some() && other.is_some() {
            // Two records of one person cannot be made one: the other record has its own readers.
            let message = "Numret hör till en annan person som redan är känd. Avsluta det här ärendet och registrera det \
                           som kom in på nytt med numret, så hamnar det hos rätt person";
            return Err(Hinder::field("nummer", message).into());
        }
        let fact = IdentitetFaststalld { nummer: self.nummer.clone(), namn: self.namn.clone() };
        in_person(place, ctx, fact)
    }
}

input! {
    /// Say how the person wants to be reached. What is left empty stays as it was.
    pub struct AngeKontaktvag {
        /// Telephone number.
        telefon: Option<String> = "Telefon",
        /// Special wishes: "ring inte", "skicka inte hem".
        kontaktonskemal: Option<String> = "Att tänka på vid kontakt",
        /// The language an interpreter is needed for.
        tolk: Option<String> = "Tolk, språk",
        /// The postal address.
        adress: Option<String> = "Postadress",
    }
}

impl Command for AngeKontaktvag {
    const NAME: &'static str = "kontaktvag.ange";
    const TITLE: &'static str = "Ange kontaktväg";
    const ACCESS: Access = MEETS;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let told = [&self.telefon, &self.kontaktonskemal, &self.tolk, &self.adress];
        if told.into_iter().all(Option::is_none) {
            let message = "Fyll i det som är nytt: telefon, önskemål, tolk eller postadress";
            return Err(Hinder::field("telefon", message).into());
        }
        let fact = KontaktvagAngiven {
            telefon: self.telefon.clone(),
            onskemal: self.kontaktonskemal.clone(),
            tolk: self.tolk.clone(),
            adress: self.adress.clone(),
        };
        in_person(place, ctx, fact)
    }
}

input! {
    /// Note a minor child of the person.
    pub struct AntecknaBarn {
        /// First name.
        fornamn: String = "Barnets förnamn",
        /// The day of birth: a child is under eighteen to the day (SoL 3 kap. 1 §, T-060).
        fodd: Option<Date> = "Född",
        /// Year of birth, where the day is not known.
        fodelsear: Option<u32> = "Födelseår, om du inte vet dagen",
        /// Where the child lives.
        boende: BarnetsBoende = "Var barnet bor",
    }
}

impl Command for AntecknaBarn {
    const NAME: &'static str = "barn.anteckna";
    const TITLE: &'static str = "Anteckna barn";
    const ACCESS: Access = MEETS;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let this_year = u32::try_from(ctx.today.year()).unwrap_or_default();
        // Whoever has turned eighteen is no child; a year more is let through for the birthday not come yet.
        if self.fodelsear.is_some_and(|year| year > this_year || year + 19 < this_year) {
            let message =
                format!("Skriv barnets födelseår med fyra siffror, till exempel {}", this_year.saturating_sub(7));
            return Err(Hinder::field("fodelsear", message).into());
        }
        if self.fodd.is_some_and(|born| born > ctx.today || birthday(born, ADULT) <= ctx.today) {
            return Err(Hinder::field("fodd", "Den som har fyllt 18 år är inte barn. Kontrollera dagen").into());
        }
        let fact = BarnAntecknat {
            fornamn: self.fornamn.clone(),
            fodelsear: self.fodelsear,
            boende: Some(self.boende),
            fodd: self.fodd,
        };
        in_person(place, ctx, fact)
    }
}

input! {
    /// Register that somebody has shown authority to speak for the person.
    pub struct RegistreraFullmakt {
        /// The representative's name.
        foretradare: String = "Företrädarens namn",
        /// In what capacity.
        roll: Foretradarroll = "Roll",
        /// What the authority rests on.
        art: Fullmaktsart = "Vad behörigheten bygger på",
        /// What the representative may do.
        behorighet: Vec<Fullmaktsratt> = "Företrädaren får",
        /// What it covers, in words.
        omfattning: Option<String> = "Vad den omfattar",
        /// Whether the person has signed it.
        undertecknad: bool = "Personen har skrivit under",
        /// Whether the original was shown.
        original_visat: bool = "Jag har sett originalet",
        /// Why it is not in writing.
        skal: Option<String> = "Varför fullmakten är muntlig",
        /// Who appointed.
        forordnad_av: Option<Forordnare> = "Förordnad av",
        /// Last day, inclusive.
        galler_till: Option<Date> = "Gäller till och med",
        /// The representative's postal address.
        adress: Option<String> = "Företrädarens postadress",
        /// The day it was shown; today unless stated.
        datum: Option<Date> = "Visades den",
    }
}

impl Command for RegistreraFullmakt {
    const NAME: &'static str = "fullmakt.registrera";
    const TITLE: &'static str = "Registrera fullmakt";
    const ACCESS: Access = MEETS;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(self.datum, ctx)?;
        if self.galler_till.is_some_and(|last| last < on) {
            return Err(Hinder::field("galler_till", "Sista dagen är före den dag fullmakten visades").into());
        }
        let fact = FullmaktRegistrerad {
            foretradare: self.foretradare.clone(),
            roll: self.roll,
            art: self.art,
            omfattning: self.omfattning.clone(),
            galler_till: self.galler_till,
            adress: self.adress.clone(),
            behorighet: self.behorighet.clone(),
            undertecknad: self.undertecknad,
            original_visat: self.original_visat,
            skal: self.skal.clone(),
            forordnad_av: self.forordnad_av,
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

/// The representative a letter goes to: the newest whose authority holds that day. What it covers is told
/// beside the choice, and judged by whoever sends.
///
/// # Errors
/// When a representative is chosen and nobody is one that day.
pub fn letter_to(
    case: &CaseState,
    chosen: Option<Brevmottagare>,
    on: Date,
) -> Result<Option<TillForetradare>, Refusal> {
    let kopia = match chosen {
        None | Some(Brevmottagare::Personen) => return Ok(None),
        Some(Brevmottagare::Kopia) => true,
        Some(Brevmottagare::Foretradaren) => false,
    };
    match case.represented_by(on) {
        Some(known) => Ok(Some(TillForetradare { fullmakt: known.id, kopia })),
        None => {
            let message = "Ingen fullmakt gäller i ärendet den dagen. Registrera den först, eller välj personen";
            Err(Hinder::field("mottagare", message).into())
        }
    }
}

input! {
    /// Register that an authority to speak for the person was withdrawn.
    pub struct AterkallaFullmakt {
        /// Which; the newest that holds unless stated.
        fullmakt: Option<Id> = "Vilken fullmakt",
        /// What was said.
        anteckning: Option<String> = "Anteckning",
        /// The day; today unless stated.
        datum: Option<Date> = "Återkallades den",
    }
}

impl Command for AterkallaFullmakt {
    const NAME: &'static str = "fullmakt.aterkalla";
    const TITLE: &'static str = "Återkalla fullmakt";
    const ACCESS: Access = MEETS;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(self.datum, ctx)?;
        let standing = place.file.case.representatives.iter().rev().filter(|known| known.revoked_on.is_none());
        let chosen = standing.into_iter().find(|known| self.fullmakt.is_none_or(|id| id == known.id));
        let fullmakt = chosen.ok_or_else(|| Hinder::field("fullmakt", "Ingen sådan fullmakt gäller i ärendet"))?.id;
        let fact = FullmaktAterkallad { fullmakt, anteckning: self.anteckning.clone() };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}
