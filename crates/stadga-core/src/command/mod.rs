//! What a person may ask for, and what that decides.
//!
//! A command reads the folded case and yields facts, or refuses. It refuses only what the state
//! cannot represent; every requirement of law, form, competence or guideline is a guard in a pack.

pub mod absence;
pub mod access;
pub mod apart;
pub mod appeal;
pub mod archive;
pub mod arrival;
pub mod binder;
pub mod booking;
pub mod care_place;
pub mod care_plan;
pub mod closing;
pub mod compulsory_care;
pub mod custody;
pub mod death;
pub mod decision;
pub mod disclosure;
pub mod documents;
pub mod duty;
pub mod execution;
pub mod extension;
pub mod extract;
pub mod follow_up;
pub mod handover;
pub mod intake;
pub mod investigation;
pub mod ivo;
pub mod lvm;
pub mod mailing;
pub mod members;
pub mod minutes;
pub mod moved;
pub mod names;
pub mod notes;
pub mod order;
pub mod person;
pub mod protection;
pub mod provider;
pub mod question;
pub mod report;
pub mod retention;
pub mod routine;
pub mod service;
pub mod tally;
pub mod therapists;
pub mod verksamhet;

use crate::access::Ground;
use crate::apart::Opposite;
use crate::calendar::{Counting, Period, count};
use crate::ctx::Ctx;
use crate::event::{Event, NewEvent, StreamKind};
use crate::fact::Fact;
use crate::fact::atkomst::{OmsesidigSparrRegistrerad, SparrRegistrerad};
use crate::fact::organisation::Roll;
use crate::fact::person::SkyddRegistrerat;
use crate::form::Input;
use crate::id::Id;
use crate::refusal::{Hinder, Refusal};
use crate::state::{Assignment, AssignmentStage, CaseFile, Counted, Organisation};
use jiff::civil::Date;

/// What caseworker and provider do together.
const TOGETHER: &[Ground] = &[Ground::Bestallare, Ground::Behandlare, Ground::Utforarchef];

/// Who may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Opens something new: whoever holds one of the roles.
    New(&'static [Roll]),
    /// On a case: whoever reaches it on one of the grounds.
    Case(&'static [Ground]),
    /// On an assignment: whoever reaches it on one of the grounds.
    Assignment(&'static [Ground]),
    /// On a case or on an assignment, whichever is named: what happens lands in its stream.
    Either(&'static [Ground]),
    /// On a matter of a register: whoever reaches it on one of the grounds.
    Matter(&'static [Ground]),
    /// On the organisation, which is nobody's case: whoever holds one of the roles.
    Organisation(&'static [Roll]),
}

impl Access {
    /// The grounds on which somebody must reach the subject; none where there is no subject yet.
    pub const fn grounds(self) -> &'static [Ground] {
        match self {
            Self::New(_) | Self::Organisation(_) => &[],
            Self::Case(grounds) | Self::Assignment(grounds) | Self::Either(grounds) | Self::Matter(grounds) => grounds,
        }
    }

    /// Whether it opens something new, and so has no subject.
    pub const fn opens(self) -> bool {
        matches!(self, Self::New(_))
    }

    /// Whether no case or assignment is named: it opens one, or is about the organisation.
    pub const fn stands_alone(self) -> bool {
        matches!(self, Self::New(_) | Self::Organisation(_))
    }

    /// The roles that may ask where no case or assignment is named.
    pub const fn roles(self) -> &'static [Roll] {
        match self {
            Self::New(roles) | Self::Organisation(roles) => roles,
            Self::Case(_) | Self::Assignment(_) | Self::Either(_) | Self::Matter(_) => &[],
        }
    }

    /// The subject that somebody in a role means, where there is one case with its newest assignment:
    /// whoever works at a provider means the assignment.
    pub const fn subject(self, role: Roll, case: Option<Id>, assignment: Option<Id>) -> Option<Id> {
        match self {
            Self::New(_) | Self::Organisation(_) => None,
            Self::Either(_) if role.at_provider() => assignment,
            Self::Case(_) | Self::Either(_) | Self::Matter(_) => case,
            Self::Assignment(_) => assignment,
        }
    }

    /// Whether its subject may be a case.
    pub const fn on_case(self) -> bool {
        matches!(self, Self::Case(_) | Self::Either(_))
    }

    /// Whether its subject is a matter of a register.
    pub const fn on_matter(self) -> bool {
        matches!(self, Self::Matter(_))
    }

    /// Whether its subject may be an assignment.
    pub const fn on_assignment(self) -> bool {
        matches!(self, Self::Assignment(_) | Self::Either(_))
    }
}

/// Where a command is carried out, and what is known there.
pub struct Place<'a> {
    /// The stream the command is about; a fresh id when it opens a case.
    pub subject: Id,
    /// The case with its assignments; empty when it opens a case.
    pub file: &'a CaseFile,
    /// The organisation.
    pub organisation: &'a Organisation,
    /// What the packs say of the insats in the input.
    pub packs: FromPacks,
    /// The person with the number in the input, when the authority knows them already.
    pub known_person: Option<Id>,
    /// What is known of that person and follows them into a case that is opened.
    pub follows: Follows,
    /// What else is known of the person, for a use case that is about all of it; empty otherwise.
    pub kin: Kin,
    /// The other case, or the one with the other assignment, for a use case that writes in two records; none when
    /// both are in the same case.
    pub other: Option<std::sync::Arc<CaseFile>>,
    /// Those the person is kept apart from, or is to be.
    pub opposites: Vec<Opposite>,
    /// When those who might take part are at other meetings, for a use case that books one; empty otherwise.
    pub busy: Vec<booking::Busy>,
    /// What was counted, for a use case that corrects it.
    pub counted: Option<Counted>,
}

/// What follows a person who is known into a new case, so that it holds there from the beginning.
#[derive(Clone, Debug, Default)]
pub struct Follows {
    /// The marks that protect the person.
    pub marks: Vec<SkyddRegistrerat>,
    /// Those among the staff who must not see anything of the person.
    pub barred: Vec<SparrRegistrerad>,
    /// Those the person is kept apart from.
    pub apart: Vec<OmsesidigSparrRegistrerad>,
}

/// The rest of a person's record.
#[derive(Clone, Debug, Default)]
pub struct Kin {
    /// The person's other cases.
    pub files: Vec<std::sync::Arc<CaseFile>>,
    /// The events of the person's own stream.
    pub person: Vec<Event>,
}

/// What the packs add to a decision, so that nobody needs to remember it.
#[derive(Clone, Debug, Default)]
pub struct FromPacks {
    /// The legal ground of the insats.
    pub legal_ground: Option<String>,
    /// The point of the delegation order that admits the decision.
    pub delegation_point: Option<String>,
    /// Who may make the decision: the point of the delegation order and the roles it names.
    pub deciders: Option<(String, Vec<Roll>)>,
    /// How long those who handled a case reach it once it is closed.
    pub after_closing: Option<Period>,
    /// How long an emergency opening lasts, in hours; the day out when none.
    pub opening_lasts: Option<Period>,
    /// The act of the legal ground by its number, and the day its wording today came into force.
    pub wording: Option<(String, Date)>,
    /// The step that is done, as its pack declares it, when the use case is one.
    pub step: Option<routine::StepForm>,
    /// Where a matter goes that the step opens.
    pub register: Option<verksamhet::Opens>,
    /// What is counted, as its pack declares it, when the use case counts.
    pub count: Option<tally::CountForm>,
}

/// A use case that changes something.
pub trait Command: Input {
    /// Its name, the same in forms, the API and scenarios.
    const NAME: &'static str;
    /// What a person would call it: a verb first.
    const TITLE: &'static str;
    /// Who may ask for it.
    const ACCESS: Access;
    /// Whether it is about everything the authority has on the person, and not only this case.
    const WHOLE_PERSON: bool = false;
    /// Whether it is also about everything the authority has on somebody else, whose number the input gives or whom
    /// the person is kept apart from.
    const BOTH_PERSONS: bool = false;
    /// Whether it also writes in another case or assignment, which the input names and which must be the actor's to
    /// write in as much as the first.
    const TWO_RECORDS: bool = false;
    /// Whether it sets a time for a meeting, and so depends on when people are busy.
    const BOOKS: bool = false;

    /// The facts it leads to.
    ///
    /// # Errors
    /// Everything in the state that stands in the way.
    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal>;

    /// The version of the text the command replaces; a form that saw another one is stale.
    fn replaces(_file: &CaseFile, _subject: Id) -> Option<Id> {
        None
    }
}

impl Place<'_> {
    /// The case, if it is open.
    fn open_case(&self) -> Result<Id, Refusal> {
        match (self.file.case.id, self.file.case.closed_on) {
            (Some(id), None) => Ok(id),
            (Some(_), Some(day)) => Err(Hinder::state(
                format!("Ärendet avslutades {day}."),
                "Öppna ett nytt ärende om personen behöver stöd igen.",
            )
            .into()),
            (None, _) => Err(Hinder::state("Ärendet finns inte.", "Gå till Mina ärenden.").into()),
        }
    }

    /// The case, open or closed: what has happened is recorded all the same (SoL 14:3).
    fn any_case(&self) -> Result<Id, Refusal> {
        self.file.case.id.ok_or_else(|| Hinder::state("Ärendet finns inte.", "Gå till Mina ärenden.").into())
    }

    /// The assignment, if it is running.
    fn running_assignment(&self) -> Result<&Assignment, Refusal> {
        let assignment = self.file.assignments.get(&self.subject);
        let refuse = |message: &str, remedy: &str| Err(Hinder::state(message, remedy).into());
        match assignment.map(Assignment::stage) {
            None => refuse("Uppdraget finns inte.", "Gå till Mina uppdrag."),
            Some(AssignmentStage::Avslutat) => refuse("Insatsen är avslutad.", "En ny insats kräver ett nytt beslut."),
            Some(AssignmentStage::Aterlamnat) => {
                refuse("Uppdraget är återlämnat.", "Handläggaren behöver skicka en ny beställning.")
            }
            Some(_) => assignment.ok_or_else(Refusal::default),
        }
    }

    /// The last day those who handled a case reach it, when it is closed on a day.
    fn shut_after(&self, on: Date) -> Option<Date> {
        self.packs.after_closing.map(|period| count(on, period, Counting::Elapsed).strict)
    }

    /// Whether somebody may be named to work with the person: neither kept out of everything about them, nor at work
    /// with anybody they are kept apart from. Which of the two it is, is nobody's to read out of an answer.
    fn may_be_named(&self, user: Id, ctx: &Ctx) -> bool {
        let follows = self.follows.barred.iter().any(|bar| bar.anvandare == user);
        let met = |known: &Opposite| known.is_met_by(user, self.organisation, (ctx.today, ctx.now));
        !follows && !self.file.case.guarded.is_barred(user) && !self.opposites.iter().any(met)
    }

    /// Nobody is named who must not see anything of the person.
    fn not_barred(&self, user: Id, ctx: &Ctx) -> Result<(), Refusal> {
        if self.may_be_named(user, ctx) {
            return Ok(());
        }
        Err(Hinder::field("handlaggare", "Medarbetaren är spärrad från personen. Välj någon annan").into())
    }

    fn fact_in_case(&self, ctx: &mut Ctx, on: Date, fact: impl Into<Fact>) -> NewEvent {
        let case = self.file.case.id.unwrap_or(self.subject);
        let kind = if self.file.case.matter.is_some() { StreamKind::Verksamhet } else { StreamKind::Arende };
        NewEvent::new(ctx.ids.next_id(), kind, case, on, fact)
    }

    /// A fact in the stream of the subject, be it the case or one of its assignments.
    fn fact_here(&self, ctx: &mut Ctx, on: Date, fact: impl Into<Fact>) -> NewEvent {
        if self.file.assignments.contains_key(&self.subject) {
            return self.fact_in_assignment(ctx, on, fact);
        }
        self.fact_in_case(ctx, on, fact)
    }

    fn fact_in_assignment(&self, ctx: &mut Ctx, on: Date, fact: impl Into<Fact>) -> NewEvent {
        NewEvent::new(ctx.ids.next_id(), StreamKind::Uppdrag, self.subject, on, fact)
    }
}

/// The day something happened: today unless stated, never later than today.
fn day(stated: Option<Date>, ctx: &Ctx) -> Result<Date, Refusal> {
    let day = stated.unwrap_or(ctx.today);
    if day > ctx.today {
        let message = format!("Datumet {day} ligger i framtiden. Skriv dagen det hände, senast {}.", ctx.today);
        return Err(Hinder::field("datum", message).into());
    }
    Ok(day)
}

/// A period whose end is not before its start.
fn period(from: Option<Date>, to: Option<Date>) -> Result<(), Refusal> {
    match (from, to) {
        (Some(from), Some(to)) if to < from => {
            Err(Hinder::field("till", format!("Slutdatum {to} är före startdatum {from}")).into())
        }
        _ => Ok(()),
    }
}
