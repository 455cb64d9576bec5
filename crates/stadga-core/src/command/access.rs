//! Who is kept out of a person's record, who opens it without a part in it, and what the head makes of that.

use super::{Access, Command, Place};
use crate::access::Ground;
use crate::apart::shuts;
use crate::calendar::{Period, stockholm};
use crate::ctx::Ctx;
use crate::event::{NewEvent, StreamKind};
use crate::fact::Fact;
use crate::fact::atkomst::{
    Granskning, GranskningSignerad, NodoppningGjord, NodoppningGranskad, Oppningsbedomning, SparrHavd,
    SparrRegistrerad, Sparrgrund,
};
use crate::fact::organisation::Roll;
use crate::id::Id;
use crate::identity::PersonNumber;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::CaseFile;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

pub(super) const HEAD: Access = Access::Case(&[Ground::Enhetschef]);

/// The authority's own staff, and nobody at a provider.
pub const AUTHORITY: &[Roll] = &[Roll::Mottagningssekreterare, Roll::Socialsekreterare, Roll::Enhetschef];

input! {
    /// Keep somebody among the staff out of everything the authority has on the person.
    pub struct RegistreraSparr {
        /// Who.
        anvandare: Id = "Vem som inte får se något",
        /// Why.
        grund: Sparrgrund = "Varför",
    }
}

impl Command for RegistreraSparr {
    const NAME: &'static str = "sparr.registrera";
    const TITLE: &'static str = "Spärra en medarbetare från personen";
    const ACCESS: Access = HEAD;
    const WHOLE_PERSON: bool = true;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let case = &place.file.case;
        if !place.organisation.users.contains_key(&self.anvandare) {
            return Err(Hinder::field("anvandare", "Välj en medarbetare").into());
        }
        if case.guarded.is_barred(self.anvandare) {
            return Err(Hinder::field("anvandare", "Medarbetaren är redan spärrad från personen").into());
        }
        if case.caseworker == Some(self.anvandare) && case.closed_on.is_none() {
            return Err(Hinder::field("anvandare", "Byt handläggare först: medarbetaren handlägger ärendet").into());
        }
        let fact = SparrRegistrerad { anvandare: self.anvandare, grund: self.grund };
        Ok(everywhere(place, ctx, &fact.into()))
    }
}

input! {
    /// Lift a bar.
    pub struct HavSparr {
        /// Who may see again what their work gives them.
        anvandare: Id = "Vems spärr som hävs",
        /// Why.
        skal: String = "Varför",
    }
}

impl Command for HavSparr {
    const NAME: &'static str = "sparr.hav";
    const TITLE: &'static str = "Häv en spärr";
    const ACCESS: Access = HEAD;
    const WHOLE_PERSON: bool = true;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        if !place.file.case.guarded.is_barred(self.anvandare) {
            return Err(Hinder::field("anvandare", "Medarbetaren är inte spärrad från personen").into());
        }
        let fact = SparrHavd { anvandare: self.anvandare, skal: self.skal.clone() };
        Ok(everywhere(place, ctx, &fact.into()))
    }
}

/// A fact of the person's and of every case of theirs, open or closed.
fn everywhere(place: &Place<'_>, ctx: &mut Ctx, fact: &Fact) -> Vec<NewEvent> {
    let mut event = |kind, subject| NewEvent::new(ctx.ids.next_id(), kind, subject, ctx.today, fact.clone());
    let mut events: Vec<NewEvent> =
        place.file.case.person.map(|person| event(StreamKind::Person, person)).into_iter().collect();
    let all = std::iter::once(place.file).chain(place.kin.files.iter().map(AsRef::as_ref));
    events.extend(all.filter_map(|file| file.case.id).map(|case| event(StreamKind::Arende, case)));
    events
}

input! {
    /// Open what the authority has on a person without a part in it. It gives reading this day out, or for so many
    /// hours as the packs say, never more, and waits for nobody; the head sees that it was done and why.
    pub struct GorNodoppning {
        /// The person's whole number.
        nummer: PersonNumber = "Personnummer eller samordningsnummer",
        /// Why.
        skal: String = "Varför du behöver öppna ärendet",
    }
}

impl Command for GorNodoppning {
    const NAME: &'static str = "nodoppning.gor";
    const TITLE: &'static str = "Öppna ett ärende du inte har del i";
    const ACCESS: Access = Access::Organisation(AUTHORITY);
    const WHOLE_PERSON: bool = true;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let user = ctx.actor.user;
        let barred = |file: &CaseFile| file.case.guarded.is_barred(user);
        let shut = place.known_person.is_some_and(|person| shuts(ctx, person));
        let cases: Vec<&CaseFile> = place.kin.files.iter().map(AsRef::as_ref).collect();
        // Whoever is barred is told what is told of a number that nobody has.
        if place.known_person.is_none() || cases.is_empty() || cases.iter().any(|file| barred(file)) || shut {
            return Err(Hinder::field("nummer", "Ingen person med det numret har ett ärende här").into());
        }
        if !place.follows.marks.is_empty() {
            return Err(Hinder::field("nummer", "Ärendet kan inte öppnas så här. Kontakta mottagningens chef").into());
        }
        let until = place.packs.opening_lasts.map(|lasts| ends(ctx.now, lasts));
        let till = until.map_or(ctx.today, |until| until.to_zoned(stockholm()).date());
        let fact = NodoppningGjord { skal: self.skal.clone(), till, upphor: until };
        let ids = cases.iter().filter_map(|file| file.case.id);
        Ok(ids.map(|id| NewEvent::new(ctx.ids.next_id(), StreamKind::Arende, id, ctx.today, fact.clone())).collect())
    }
}

/// So many hours from an instant, to the whole minute before.
fn ends(now: Timestamp, lasts: Period) -> Timestamp {
    let until = now.saturating_add(SignedDuration::from_hours(i64::from(lasts.count))).unwrap_or(now);
    let second = until.as_second();
    Timestamp::from_second(second - second.rem_euclid(60)).unwrap_or(until)
}

input! {
    /// Say what was found of an emergency opening.
    pub struct GranskaNodoppning {
        /// Which; the oldest that nobody has looked at unless stated.
        oppning: Option<Id> = "Vilken öppning",
        /// What was found.
        bedomning: Oppningsbedomning = "Din bedömning",
        /// What was done about it.
        anteckning: Option<String> = "Vad du har gjort",
    }
}

impl Command for GranskaNodoppning {
    const NAME: &'static str = "nodoppning.granska";
    const TITLE: &'static str = "Granska en nödöppning";
    const ACCESS: Access = HEAD;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let mut open = place.file.case.guarded.openings.iter().filter(|known| !known.reviewed);
        let chosen = open.find(|known| self.oppning.is_none_or(|id| id == known.id));
        let Some(opening) = chosen else {
            return Err(Hinder::field("oppning", "Ingen öppning väntar på granskning i ärendet").into());
        };
        if opening.user == ctx.actor.user {
            return Err(Hinder::field("oppning", "Du kan inte granska din egen öppning. Be en annan chef").into());
        }
        let fact =
            NodoppningGranskad { oppning: opening.id, bedomning: self.bedomning, anteckning: self.anteckning.clone() };
        Ok(vec![place.fact_in_case(ctx, ctx.today, fact)])
    }
}

input! {
    /// Sign that a month's log, or the month's changes of rights and routines, has been gone through.
    pub struct SigneraGranskning {
        /// Which of them.
        art: Granskning = "Vad du har gått igenom",
        /// Any day of the month.
        manad: Date = "En dag i månaden",
        /// What was found, and what was done about it.
        anteckning: String = "Vad du såg och vad du har gjort",
    }
}

impl Command for SigneraGranskning {
    const NAME: &'static str = "granskning.signera";
    const TITLE: &'static str = "Signera en granskning";
    const ACCESS: Access = Access::Organisation(&[Roll::Enhetschef, Roll::Utforarchef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let month = self.manad.first_of_month();
        if month >= ctx.today.first_of_month() {
            return Err(Hinder::field("manad", "Månaden är inte slut än").into());
        }
        let unit = ctx.actor.post.unit;
        if place.organisation.signed(self.art, unit, month).is_some() {
            return Err(Hinder::field("manad", "Månaden är redan signerad för din enhet").into());
        }
        let fact = GranskningSignerad { art: self.art, enhet: unit, manad: month, anteckning: self.anteckning.clone() };
        let stream = StreamKind::Organisation;
        Ok(vec![NewEvent::new(ctx.ids.next_id(), stream, place.subject, ctx.today, fact)])
    }
}
