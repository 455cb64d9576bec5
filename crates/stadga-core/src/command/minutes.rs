//! Minutes of decisions that are tried for their legality: reporting a delegated decision to the board, separate
//! minutes of one that is not reported, adjustment, and the notice board (KL 6:40, 7:8, 8:12, 13:5).

use super::service::decided;
use super::{Access, Command, Place, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::protokoll::{DelegationsbeslutAnmalt, ProtokollAnslaget, ProtokollFort, ProtokollJusterat};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::{CaseFile, Decision, Minutes, MinutesKind, is_challenged};
use jiff::civil::Date;

const CASEWORK: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);

input! {
    /// Register that a decision made by delegation was reported at a meeting of the board.
    pub struct AnmalDelegationsbeslut {
        /// Which decision; the oldest made by delegation and not reported unless stated.
        beslut: Option<Id> = "Beslut",
        /// The board or committee.
        namnd: String = "Anmält till",
        /// The day of its meeting.
        sammantradesdag: Date = "Sammanträdesdag",
        /// The paragraph of its minutes.
        paragraf: Option<String> = "Paragraf i protokollet",
    }
}

impl Command for AnmalDelegationsbeslut {
    const NAME: &'static str = "delegationsbeslut.anmal";
    const TITLE: &'static str = "Registrera att beslutet är anmält till nämnden";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = held("sammantradesdag", self.sammantradesdag, ctx)?;
        let decision = delegated(place, self.beslut, MinutesKind::Anmalan, ("sammantradesdag", on))?;
        let fact =
            DelegationsbeslutAnmalt { beslut: decision.id, namnd: self.namnd.clone(), paragraf: self.paragraf.clone() };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Keep separate minutes of a decision that is not reported to the board.
    pub struct ForProtokoll {
        /// Which decision; the oldest made by delegation and without minutes unless stated.
        beslut: Option<Id> = "Beslut",
        /// The day; today unless stated.
        datum: Option<Date> = "Protokollet är undertecknat den",
        /// What they are called or numbered.
        beteckning: Option<String> = "Protokollets nummer eller namn",
    }
}

impl Command for ForProtokoll {
    const NAME: &'static str = "protokoll.for";
    const TITLE: &'static str = "Registrera ett eget protokoll för beslutet";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = day(self.datum, ctx)?;
        let decision = delegated(place, self.beslut, MinutesKind::Sarskilt, ("datum", on))?;
        if !is_challenged(&decision.fact.lagrum) {
            let remedy = "Ett eget protokoll behövs bara för beslut som kan laglighetsprövas.";
            return Err(Hinder::state("Beslutet överklagas med förvaltningsbesvär.", remedy).into());
        }
        let fact = ProtokollFort { beslut: decision.id, beteckning: self.beteckning.clone() };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register that minutes were adjusted.
    pub struct JusteraProtokoll {
        /// The decision; the oldest whose minutes wait unless stated.
        beslut: Option<Id> = "Beslut",
        /// The minutes, by the event they follow from; those of the decision that wait unless stated.
        protokoll: Option<Id> = "Protokoll",
        /// The day; today unless stated.
        datum: Option<Date> = "Justerat den",
    }
}

impl Command for JusteraProtokoll {
    const NAME: &'static str = "protokoll.justera";
    const TITLE: &'static str = "Registrera att protokollet är justerat";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = day(self.datum, ctx)?;
        let waits = |known: &Minutes| known.adjusted_on.is_none();
        let minutes = minutes(place, (self.beslut, self.protokoll), waits)?;
        if let Some(day) = minutes.adjusted_on {
            let remedy = "Är dagen fel, återkalla registreringen och gör om den.";
            return Err(Hinder::state(format!("Protokollet justerades {day}."), remedy).into());
        }
        if on < minutes.on {
            let message = format!("Sammanträdet hölls {}. Protokollet kan inte vara justerat före det", minutes.on);
            return Err(Hinder::field("datum", message).into());
        }
        let fact = ProtokollJusterat { beslut: minutes.decision, protokoll: minutes.id };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register that the adjustment was announced on the notice board. Until when it must stay up is counted.
    pub struct AnslaProtokoll {
        /// The decision; the oldest whose minutes wait unless stated.
        beslut: Option<Id> = "Beslut",
        /// The minutes, by the event they follow from; those of the decision that wait unless stated.
        protokoll: Option<Id> = "Protokoll",
        /// The day; today unless stated.
        datum: Option<Date> = "Uppe på anslagstavlan den",
        /// Where the minutes can be read.
        forvaras: String = "Var protokollet finns",
    }
}

impl Command for AnslaProtokoll {
    const NAME: &'static str = "protokoll.ansla";
    const TITLE: &'static str = "Registrera att justeringen är tillkännagiven";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = day(self.datum, ctx)?;
        let waits = |known: &Minutes| known.announced.is_none();
        let minutes = minutes(place, (self.beslut, self.protokoll), waits)?;
        if let Some((day, _)) = minutes.announced {
            let remedy = "Är dagen fel, återkalla registreringen och gör om den.";
            return Err(Hinder::state(format!("Justeringen tillkännagavs {day}."), remedy).into());
        }
        let Some(adjusted) = minutes.adjusted_on else {
            let remedy = "Registrera först vilken dag protokollet justerades.";
            return Err(Hinder::state("Protokollet är inte justerat.", remedy).into());
        };
        if on < adjusted {
            let message = format!("Protokollet justerades {adjusted}. Det kan inte ha tillkännagivits före det");
            return Err(Hinder::field("datum", message).into());
        }
        let fact =
            ProtokollAnslaget { beslut: minutes.decision, protokoll: minutes.id, forvaras: self.forvaras.clone() };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

/// A meeting that has been held.
fn held(field: &'static str, on: Date, ctx: &Ctx) -> Result<Date, Refusal> {
    let message = || Hinder::field(field, format!("Sammanträdet {on} har inte varit än"));
    (on <= ctx.today).then_some(on).ok_or_else(|| message().into())
}

/// The decision meant, which an officer made by delegation and which does not stand in minutes of a kind already. It
/// cannot be reported before it was made.
fn delegated<'a>(
    place: &Place<'a>,
    named: Option<Id>,
    kind: MinutesKind,
    (field, on): (&'static str, Date),
) -> Result<&'a Decision, Refusal> {
    place.any_case()?;
    let known = reported(place.file);
    let waits = |made: &&Decision| made.fact.namnd.is_none() && !known.iter().any(|(id, ..)| *id == made.id);
    let meant = named.or_else(|| place.file.case.decisions.iter().find(waits).map(|made| made.id));
    let decision = decided(place, meant, Date::MAX)?;
    if on < decision.on {
        let message = format!("Beslutet fattades {}. Dagen kan inte vara tidigare", decision.on);
        return Err(Hinder::field(field, message).into());
    }
    if let Some(body) = &decision.fact.namnd {
        let remedy = "Registrera när protokollet är justerat.";
        return Err(
            Hinder::state(format!("{body} fattade själv beslutet och har det i sitt protokoll."), remedy).into()
        );
    }
    if let Some((_, day, _)) = known.iter().find(|(id, _, had)| *id == decision.id && *had == kind) {
        let what = if kind == MinutesKind::Anmalan { "Beslutet anmäldes" } else { "Protokollet fördes" };
        let remedy = "Är dagen fel, återkalla registreringen och gör om den.";
        return Err(Hinder::state(format!("{what} {day}."), remedy).into());
    }
    Ok(decision)
}

/// What has been reported or has separate minutes, of whatever legal ground: the decision, the day, which.
fn reported(file: &CaseFile) -> Vec<(Id, Date, MinutesKind)> {
    let of = |row: crate::event::Standing<'_>| match &row.event.fact {
        crate::fact::Fact::DelegationsbeslutAnmalt(fact) => {
            Some((fact.beslut, row.event.occurred_on, MinutesKind::Anmalan))
        }
        crate::fact::Fact::ProtokollFort(fact) => Some((fact.beslut, row.event.occurred_on, MinutesKind::Sarskilt)),
        _ => None,
    };
    crate::event::standing(&file.events).into_iter().filter_map(of).collect()
}

/// The minutes meant: those named, else the oldest that wait for something, else the newest.
fn minutes(
    place: &Place<'_>,
    (decision, named): (Option<Id>, Option<Id>),
    waits: impl Fn(&Minutes) -> bool,
) -> Result<Minutes, Refusal> {
    place.any_case()?;
    let mut known = place.file.minutes();
    known.retain(|one| decision.is_none_or(|id| one.decision == id) && named.is_none_or(|id| one.id == id));
    let at = known.iter().position(&waits).or(known.len().checked_sub(1));
    let remedy =
        "Anmäl beslutet till nämnden, eller för ett eget protokoll. Har nämnden själv beslutat, registrera det.";
    let none = || Hinder::state("Det finns inget protokoll för beslutet.", remedy).into();
    at.map(|at| known.swap_remove(at)).ok_or_else(none)
}
