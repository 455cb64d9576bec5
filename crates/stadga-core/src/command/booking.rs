//! Meetings: a time booked with the person, confirmed, moved, called off, missed or held.

use super::{Access, Command, Place};
use crate::access::Ground;
use crate::calendar::stockholm;
use crate::calendar::text;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::mote::{
    AvbokatAv, BokningArt, Kallelse, MoteAvbokat, MoteBekraftat, MoteBokat, MoteGenomfort, MoteUteblivet, Motesform,
    Tolkbesked,
};
use crate::fact::uppdrag::Deltagare;
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::{Booking, CaseFile};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

const STAFF: Access = Access::Either(&[
    Ground::Handlaggare,
    Ground::Enhetschef,
    Ground::Bestallare,
    Ground::Behandlare,
    Ground::Utforarchef,
]);

/// How long a meeting takes when nothing is said, in minutes.
const USUAL: u32 = 60;
/// The shortest and the longest meeting, in minutes, both inclusive.
const LENGTHS: std::ops::RangeInclusive<u32> = 5..=600;
/// How many years ahead a time may lie: further off, somebody has typed the wrong year.
const YEARS_AHEAD: i32 = 2;

/// A time when somebody who might take part is at another meeting. Of that meeting nothing more is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Busy {
    /// The booking.
    pub booking: Id,
    /// Whose time it is, by name.
    pub who: String,
    /// As whom they would take part.
    pub part: Deltagare,
    /// When it begins.
    pub begins: DateTime,
    /// How long it takes, in minutes.
    pub minutes: u32,
}

input! {
    /// Book a time with the person, or move one that is booked.
    pub struct BokaMote {
        /// What for.
        art: BokningArt = "Vad det gäller",
        /// The day.
        dag: Date = "Dag",
        /// When it begins.
        klockan: Time = "Klockan",
        /// How long, in minutes; an hour unless stated.
        minuter: Option<u32> = "Hur länge, i minuter",
        /// How one meets; at our place unless stated.
        form: Option<Motesform> = "Hur ni träffas",
        /// Room, address or number.
        plats: Option<String> = "Plats",
        /// Who is to take part.
        deltagare: Vec<Deltagare> = "Vilka som ska vara med",
        /// What is arranged about an interpreter.
        tolk: Option<Tolkbesked> = "Tolk",
        /// How the person knows of the time; not yet unless stated.
        kallelse: Option<Kallelse> = "Så vet personen om tiden",
        /// The booking it takes the place of.
        ersatter: Option<Id> = "Flyttar mötet",
        /// Book although somebody has another meeting then.
        anda: bool = "Boka ändå",
    }
}

impl Command for BokaMote {
    const NAME: &'static str = "mote.boka";
    const TITLE: &'static str = "Boka möte";
    const ACCESS: Access = STAFF;
    const BOOKS: bool = true;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        goes_on(place)?;
        let before = self.ersatter.map(|id| standing(place, Some(id), "ersatter")).transpose()?;
        let fact = MoteBokat {
            art: self.art,
            dag: self.dag,
            klockan: self.klockan,
            minuter: self.minuter.unwrap_or(USUAL),
            form: self.form.unwrap_or(Motesform::HosOss),
            plats: self.plats.clone(),
            deltagare: if self.deltagare.is_empty() {
                usual(place.file, place.subject)
            } else {
                self.deltagare.clone()
            },
            tolk: self.tolk,
            kallelse: self.kallelse.unwrap_or(Kallelse::InteAn),
            ersatter: before.map(|before| before.id),
        };
        possible(&fact, ctx)?;
        free(&fact, place, self.anda)?;
        Ok(vec![place.fact_here(ctx, ctx.today, fact)])
    }
}

input! {
    /// The person says that the time suits, or has got to know of it.
    pub struct BekraftaMote {
        /// The booking; the only one that stands unless stated.
        mote: Option<Id> = "Möte",
        /// How the person knows of the time.
        kallelse: Kallelse = "Så vet personen om tiden",
    }
}

impl Command for BekraftaMote {
    const NAME: &'static str = "mote.bekrafta";
    const TITLE: &'static str = "Bekräfta möte";
    const ACCESS: Access = STAFF;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let booking = standing(place, self.mote, "mote")?;
        if let Some(day) = booking.confirmed_on {
            let remedy = "Flytta mötet om tiden inte passar längre.";
            return Err(Hinder::state(format!("Mötet bekräftades {day}."), remedy).into());
        }
        if self.kallelse == Kallelse::InteAn {
            return Err(Hinder::field("kallelse", "Välj hur personen har fått veta om tiden").into());
        }
        let fact = MoteBekraftat { mote: booking.id, kallelse: self.kallelse };
        Ok(vec![place.fact_here(ctx, ctx.today, fact)])
    }
}

input! {
    /// Call a meeting off.
    pub struct AvbokaMote {
        /// The booking; the only one that stands unless stated.
        mote: Option<Id> = "Möte",
        /// Who calls it off.
        av: AvbokatAv = "Vem som avbokar",
        /// Why.
        skal: Option<String> = "Varför",
        /// A new time is needed.
        ny_tid: bool = "En ny tid behövs",
    }
}

impl Command for AvbokaMote {
    const NAME: &'static str = "mote.avboka";
    const TITLE: &'static str = "Avboka möte";
    const ACCESS: Access = STAFF;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let booking = standing(place, self.mote, "mote")?;
        let fact = MoteAvbokat {
            mote: booking.id,
            art: booking.fact.art,
            av: self.av,
            skal: self.skal.clone(),
            ny_tid: self.ny_tid,
        };
        Ok(vec![place.fact_here(ctx, ctx.today, fact)])
    }
}

input! {
    /// Write down that the person did not come.
    pub struct MoteUteblev {
        /// The booking; the only one that stands unless stated.
        mote: Option<Id> = "Möte",
        /// What was done about it.
        atgard: Option<String> = "Vad du gjorde",
        /// A new time is needed.
        ny_tid: bool = "En ny tid behövs",
    }
}

impl Command for MoteUteblev {
    const NAME: &'static str = "mote.uteblev";
    const TITLE: &'static str = "Personen kom inte";
    const ACCESS: Access = STAFF;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let booking = standing(place, self.mote, "mote")?;
        let (begins, _) = booking.fact.span();
        if clock(ctx) < begins {
            let message = format!("Mötet börjar först {}.", moment(begins));
            return Err(Hinder::state(message, "Avboka mötet om det inte blir av.").into());
        }
        let fact =
            MoteUteblivet { mote: booking.id, art: booking.fact.art, atgard: self.atgard.clone(), ny_tid: self.ny_tid };
        Ok(vec![place.fact_here(ctx, booking.fact.dag, fact)])
    }
}

/// What a follow-up books in the same act: the next one, with all three.
pub(super) fn next_follow_up(
    place: &Place<'_>,
    ctx: &mut Ctx,
    (dag, klockan): (Date, Time),
    anda: bool,
) -> Result<NewEvent, Refusal> {
    let fact = MoteBokat {
        art: BokningArt::Uppfoljning,
        dag,
        klockan,
        minuter: USUAL,
        form: Motesform::HosOss,
        plats: None,
        deltagare: usual(place.file, place.subject),
        tolk: None,
        kallelse: Kallelse::Tillsammans,
        ersatter: None,
    };
    possible(&fact, ctx)?;
    free(&fact, place, anda)?;
    Ok(place.fact_here(ctx, ctx.today, fact))
}

/// The booking that an act holds: the one named, else the first of its kind that was to be held that day.
pub(super) fn held(
    place: &Place<'_>,
    ctx: &mut Ctx,
    named: Option<Id>,
    on: Date,
    of_kind: impl Fn(BokningArt) -> bool,
) -> Result<Option<NewEvent>, Refusal> {
    let booking = match named {
        Some(id) => Some(standing(place, Some(id), "bokning")?),
        None => here(place).into_iter().find(|known| known.fact.dag == on && of_kind(known.fact.art)),
    };
    let fact = booking.map(|booking| MoteGenomfort { mote: booking.id });
    Ok(fact.map(|fact| place.fact_here(ctx, on, fact)))
}

/// The bookings that stand in the stream of the subject, in the order of their time.
fn here<'a>(place: &Place<'a>) -> Vec<&'a Booking> {
    let mut standing = place.file.standing_bookings();
    standing.retain(|booking| booking.subject == place.subject);
    standing
}

/// The booking meant: the one named, or the only one.
fn standing<'a>(place: &Place<'a>, named: Option<Id>, field: &'static str) -> Result<&'a Booking, Refusal> {
    let here = here(place);
    match (named, here.as_slice()) {
        (None, [only]) => Ok(only),
        (None, []) => Err(Hinder::state("Inget möte är bokat här.", "Boka ett möte först.").into()),
        (None, _) => Err(Hinder::field(field, "Flera möten är bokade. Välj vilket det gäller").into()),
        (Some(id), here) => {
            let found = here.iter().copied().find(|booking| booking.id == id);
            let gone = "Mötet är inte bokat längre, eller finns någon annanstans. Välj ett bokat möte";
            found.ok_or_else(|| Hinder::field(field, gone).into())
        }
    }
}

/// A time can be booked while the case is open, and in an assignment while that goes on.
fn goes_on(place: &Place<'_>) -> Result<(), Refusal> {
    if place.file.assignments.contains_key(&place.subject) {
        return place.running_assignment().map(|_| ());
    }
    place.open_case().map(|_| ())
}

/// Those who usually take part: the person and the caseworker, and in an assignment the therapist too.
pub fn usual(file: &CaseFile, subject: Id) -> Vec<Deltagare> {
    let mut parts = vec![Deltagare::DenEnskilde, Deltagare::Handlaggare];
    if file.assignments.contains_key(&subject) {
        parts.push(Deltagare::Behandlare);
    }
    parts
}

/// The time lies ahead, within reason.
fn possible(fact: &MoteBokat, ctx: &Ctx) -> Result<(), Refusal> {
    let (begins, _) = fact.span();
    let mut hinders = Vec::new();
    if begins < clock(ctx) {
        let message =
            format!("Tiden {} har redan varit. Har ni träffats registrerar du mötet i stället", moment(begins));
        hinders.push(Hinder::field(if fact.dag < ctx.today { "dag" } else { "klockan" }, message));
    }
    if fact.dag > ctx.today.saturating_add(YEARS_AHEAD.years()) {
        hinders.push(Hinder::field("dag", format!("{} ligger mer än två år bort. Kontrollera året", fact.dag)));
    }
    if !LENGTHS.contains(&fact.minuter) {
        hinders.push(Hinder::field("minuter", "Skriv hur många minuter mötet tar, från 5 till 600"));
    }
    if hinders.is_empty() { Ok(()) } else { Err(Refusal { hinders }) }
}

/// Nobody who takes part is somewhere else then, unless that is known and said.
fn free(fact: &MoteBokat, place: &Place<'_>, anyway: bool) -> Result<(), Refusal> {
    if anyway {
        return Ok(());
    }
    let moved = |id: Id| fact.ersatter == Some(id);
    let with_person = place.file.standing_bookings().into_iter();
    let with_person = with_person.filter(|known| known.fact.deltagare.contains(&Deltagare::DenEnskilde));
    let with_person = with_person.map(|known| (known.id, known.fact.span().0, known.fact.minuter, "Personen"));
    let with_person = with_person.filter(|_| fact.deltagare.contains(&Deltagare::DenEnskilde));
    let staff = place.busy.iter().filter(|busy| fact.deltagare.contains(&busy.part));
    let staff = staff.map(|busy| (busy.booking, busy.begins, busy.minutes, busy.who.as_str()));
    // One meeting of two is told once.
    let mut told = Vec::new();
    let mut clashes: Vec<String> = Vec::new();
    for (id, begins, minutes, who) in staff.chain(with_person) {
        if moved(id) || !fact.collides(begins, minutes) || told.contains(&(id, who)) {
            continue;
        }
        told.push((id, who));
        let ends = begins.saturating_add(i64::from(minutes).minutes());
        clashes.push(format!("{who} har ett annat möte {}–{}", text::clock(begins.time()), text::clock(ends.time())));
    }
    if clashes.is_empty() {
        return Ok(());
    }
    let message = format!("{}. Välj en annan tid, eller kryssa i Boka ändå", clashes.join(". "));
    Err(Hinder::field("anda", message).into())
}

/// What the clock on the wall says now.
fn clock(ctx: &Ctx) -> DateTime {
    ctx.now.to_zoned(stockholm()).datetime()
}

/// "2026-12-07 kl. 10.00".
fn moment(at: DateTime) -> String {
    format!("{} kl. {}", at.date(), text::clock(at.time()))
}
