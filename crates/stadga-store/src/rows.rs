//! The read models: what the app computes for lists, and how the writer lays it down.

mod write;

pub(crate) use write::{OpenedName, SealedPerson, put_rows, sealed_person};

use jiff::civil::{Date, Time};
use stadga_core::access::{Grant, Holder};
use stadga_core::{Id, words};

words! {
    /// Where a duty stands.
    pub enum DutyState {
        Open = "open", "Att göra";
        Met = "met", "Gjord";
        Void = "void", "Gäller inte längre";
    }
}

words! {
    /// Why a duty is on somebody's list.
    pub enum Why {
        Owner = "owner", "Din uppgift";
        Shared = "shared", "Delad uppgift";
        Escalated = "escalated", "Har inte blivit gjord i tid";
    }
}

/// What the lists show after a command. Only what is named is replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Cases.
    pub cases: Vec<CaseRow>,
    /// Persons.
    pub persons: Vec<PersonRow>,
    /// Assignments.
    pub assignments: Vec<AssignmentRow>,
    /// All the duties of a case, for each case named.
    pub duties: Vec<(Id, Vec<DutyRow>)>,
    /// All the grants of a stream, for each stream named.
    pub grants: Vec<(Id, Vec<Grant>)>,
    /// Those of these streams where nothing remains to be done: closed or ended, and without an open duty.
    pub idle: Vec<Id>,
    /// All the bookings of a case that stand, for each case named.
    pub bookings: Vec<(Id, Vec<BookingRow>)>,
    /// All the times a case has within which something is to be carried out, for each case named.
    pub executions: Vec<(Id, Vec<ExecutionRow>)>,
    /// All the minutes a case's decisions stand in or wait for, for each case named.
    pub minutes: Vec<(Id, Vec<MinutesRow>)>,
    /// Everything of a case that a board is to know of or meet about, for each case named.
    pub boards: Vec<(Id, Vec<BoardRow>)>,
    /// All the letters of a case that wait to be posted, for each case named.
    pub mailings: Vec<(Id, Vec<MailingRow>)>,
}

/// A case in lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// The case.
    pub subject: Id,
    /// The person's stream; the matter itself, where there is no person.
    pub person: Id,
    /// The unit that handles it.
    pub unit: Id,
    /// The caseworker, when named.
    pub caseworker: Option<Id>,
    /// The word of the stage.
    pub stage: String,
    /// The day it was opened.
    pub opened_on: Date,
    /// The day it was closed.
    pub closed_on: Option<Date>,
    /// The day the next duty falls due.
    pub next_due: Option<Date>,
    /// The day of the first decision, and the days from the application to it.
    pub decided: Option<(Date, u32)>,
    /// The word of what it is: an application or a report.
    pub kind: Option<String>,
    /// Something had to be done the day it came in.
    pub acute: bool,
    /// A report that nobody has assessed yet.
    pub unassessed: bool,
    /// The key of the register and who opened the matter; none for a case of a person's.
    pub register: Option<(String, Id)>,
}

/// A person in lists. Lies sealed under the person's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// The person's stream, which must exist.
    pub subject: Id,
    /// The name.
    pub name: String,
    /// Personal or coordination number, twelve digits.
    pub number: Option<String>,
    /// Protected by a mark: nobody who does not reach a case of theirs finds out by name that they are known.
    pub protected: bool,
}

/// An assignment in lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignmentRow {
    /// The assignment.
    pub subject: Id,
    /// Its case.
    pub case: Id,
    /// The person's stream.
    pub person: Id,
    /// The provider's unit.
    pub unit: Id,
    /// The key of the insats.
    pub insats: String,
    /// The word of its state.
    pub state: String,
    /// The day it was ordered.
    pub ordered_on: Date,
    /// The day it was accepted.
    pub accepted_on: Option<Date>,
    /// The day it ended or was returned.
    pub ended_on: Option<Date>,
    /// Who ordered it.
    pub orderer: Option<Id>,
    /// The day it is wished to begin.
    pub start_on: Option<Date>,
    /// Whether there is a plan.
    pub planned: bool,
    /// The therapists named now.
    pub therapists: Vec<Id>,
}

/// A duty in lists. Its title, source and text are looked up in the pack. Only those that are open are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyRow {
    /// Unique within the case.
    pub id: String,
    /// The case it belongs to.
    pub case: Id,
    /// The compartment it belongs to: the case or an assignment. Decides who sees it.
    pub subject: Id,
    /// The rule, as `pack:key`.
    pub rule: String,
    /// Which time in a series, from 1.
    pub occurrence: u32,
    /// The day of the event that set it off.
    pub trigger_on: Date,
    /// The first day it can be done.
    pub opens_on: Date,
    /// The last day, counted strictly.
    pub due_strict: Option<Date>,
    /// The last day, moved as the law lets it be.
    pub due_legal: Option<Date>,
    /// The word of urgency where there is no number.
    pub word: Option<String>,
    /// Breaks ties: heavier first.
    pub weight: u32,
    /// Where it stands.
    pub state: DutyState,
    /// The day it was met.
    pub met_on: Option<Date>,
    /// What the act is about: the case or an assignment.
    pub target: Id,
    /// How the day was reached, one step a line: dates and rules, never what was written. Empty when the
    /// duty is no longer open.
    pub receipt: String,
    /// Whose lists it stands on.
    pub owners: Vec<OwnerRow>,
}

impl DutyRow {
    /// The day it is sorted and counted under: the strict one where there are two.
    pub fn due_on(&self) -> Option<Date> {
        self.due_strict.or(self.due_legal)
    }
}

/// A meeting that is booked. Where it is held and what it is about stays in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookingRow {
    /// The booking.
    pub id: Id,
    /// The compartment it lies in: the case or an assignment. Decides who sees it.
    pub subject: Id,
    /// The case it belongs to.
    pub case: Id,
    /// The person's stream.
    pub person: Id,
    /// The day.
    pub day: Date,
    /// When it begins.
    pub at: Time,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// The word of what it is for.
    pub kind: String,
    /// The word of how one meets.
    pub form: String,
    /// Whether the person has said that it suits.
    pub confirmed: bool,
    /// Whose meetings it is among. Not read back with the lists.
    pub holders: Vec<Holder>,
}

/// A time within which a decision is to be carried out. What was offered, and why it takes time, stays in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecutionRow {
    /// The event it runs from.
    pub id: Id,
    /// The case.
    pub case: Id,
    /// The person's stream.
    pub person: Id,
    /// The decision.
    pub decision: Id,
    /// The word of what it runs from.
    pub kind: String,
    /// The key of the insats.
    pub insats: String,
    /// The day it runs from.
    pub since: Date,
    /// The last day before it is to be reported.
    pub due: Date,
    /// The day it ended, with the word of how.
    pub settled: Option<(Date, String)>,
    /// Only a part has been carried out.
    pub in_part: bool,
    /// The quarters it has been reported for, to all who are to have it.
    pub reports: Vec<String>,
    /// The day it was told that it has been carried out.
    pub told_on: Option<Date>,
}

/// Minutes of a decision that is tried for its legality. Whose they are, and what they are called, stays in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinutesRow {
    /// The event they follow from; the decision while there are none.
    pub id: Id,
    /// The case.
    pub case: Id,
    /// The person's stream.
    pub person: Id,
    /// The decision.
    pub decision: Id,
    /// The word of which minutes, or that the decision waits for some.
    pub kind: String,
    /// The day of the meeting, or of the decision that waits.
    pub on: Date,
    /// The last day the notice must stay up; none while it is not up.
    pub until: Option<Date>,
}

/// Something a board meets about or is told of. What it is about stays in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardRow {
    /// The event: the decision, or the one that puts the case on an agenda.
    pub id: Id,
    /// The case.
    pub case: Id,
    /// The person's stream.
    pub person: Id,
    /// The step that puts it on an agenda, or what a decision made by delegation is listed as.
    pub kind: String,
    /// The day of the meeting, or of the decision.
    pub on: Date,
}

/// A letter that waits to be printed and posted. What it says and whom it goes to stays in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailingRow {
    /// The event that put it among those that wait.
    pub id: Id,
    /// The case.
    pub case: Id,
    /// The person's stream.
    pub person: Id,
    /// The event that sent the letter.
    pub letter: Id,
    /// The day it was put there.
    pub on: Date,
}

/// Whose list a duty stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerRow {
    /// The user, or whoever holds the post.
    pub holder: Holder,
    /// From this day: the opening day for the owner, the day of escalation for others.
    pub from: Date,
    /// Why.
    pub why: Why,
}
