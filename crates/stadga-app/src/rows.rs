//! The read models' rows of a case, worked out anew from its folded state.
//!
//! The same function serves a command and a rebuild, which is why rebuilt rows equal live rows.

use crate::agenda::on_agendas;
use crate::duties::duty_rows;
use crate::{App, AppError};
use stadga_core::access::{assignment_grants, case_grants, taking_part};
use stadga_core::event::{NewEvent, StreamKind};
use stadga_core::fact::arende::ArendeArt;
use stadga_core::state::{
    Assignment, AssignmentStage, CaseFile, CaseState, Clock, Decision, Investigation, Mailing, Organisation,
    PersonState, is_challenged,
};
use stadga_core::{Fact, Id};
use stadga_rules::{Duty, Stack};
use stadga_store::{
    AssignmentRow, BoardRow, BookingRow, CaseRow, DutyRow, DutyState, ExecutionRow, MailingRow, MinutesRow, PersonRow,
    Rows,
};
use std::collections::BTreeMap;

/// What changes how a person is named in lists and found.
const ROWS_OF: &[&str] = &["person.registrerad", "identitet.faststalld", "skydd.registrerat", "skydd.upphort"];

/// What a decision made by delegation is listed as among what is for boards.
pub(crate) const DELEGATED: &str = "delegation";

impl App {
    /// Every row that follows from the case and the new events.
    pub(crate) fn rows(
        &self,
        case: Id,
        (file, duties): (&CaseFile, &[Duty]),
        by: (&Stack, &Organisation),
        new: &[NewEvent],
    ) -> Result<Rows, AppError> {
        let mut rows = case_rows(case, file, duties, by);
        let mut persons: BTreeMap<Id, PersonState> = BTreeMap::new();
        for event in new.iter().filter(|event| event.kind == StreamKind::Person) {
            if !ROWS_OF.contains(&event.fact.name()) {
                continue;
            }
            let known = match persons.remove(&event.subject) {
                Some(known) => known,
                None if matches!(event.fact, Fact::PersonRegistrerad(_)) => PersonState::default(),
                None => self.whole_person(event.subject)?.as_ref().clone(),
            };
            persons.insert(event.subject, known.with(&event.fact));
        }
        rows.persons.extend(persons.iter().map(|(subject, person)| person_row(*subject, person)));
        Ok(rows)
    }
}

/// The rows of a case and its assignments, with what is planned for it.
pub(crate) fn case_rows(
    case: Id,
    file: &CaseFile,
    duties: &[Duty],
    (stack, organisation): (&Stack, &Organisation),
) -> Rows {
    let duties = duty_rows(duties, case, file, organisation);
    let Some(row) = case_row(case, file, &duties) else { return Rows::default() };
    let mut grants = vec![(case, case_grants(&file.case))];
    let mut assignments = Vec::new();
    // What a private provider has erased is nobody's to find; what the board knows of it stands in the case.
    for assignment in file.assignments.values().filter(|assignment| !assignment.erased) {
        grants.push((assignment.id, assignment_grants(&file.case, assignment)));
        assignments.extend(assignment_row(case, assignment));
    }
    let idle = idle(case, file, &duties);
    let bookings = booking_rows(case, file);
    let executions = execution_rows(case, file);
    let minutes = minutes_rows(case, file);
    let boards = board_rows(case, file, stack);
    let mailings = mailing_rows(case, file);
    Rows {
        cases: vec![row],
        persons: Vec::new(),
        assignments,
        duties: vec![(case, duties)],
        grants,
        idle,
        bookings,
        executions,
        minutes,
        boards,
        mailings,
    }
}

/// The streams of a case in which nothing remains to be done, so that lists of what does pass them by.
fn idle(case: Id, file: &CaseFile, duties: &[DutyRow]) -> Vec<Id> {
    let over = |assignment: &&Assignment| {
        matches!(assignment.stage(), AssignmentStage::Avslutat | AssignmentStage::Aterlamnat)
    };
    let ended = file.assignments.values().filter(over).map(|assignment| assignment.id);
    let closed = file.case.closed_on.map(|_| case);
    let remains = |stream: &Id| duties.iter().any(|duty| duty.state == DutyState::Open && duty.subject == *stream);
    closed.into_iter().chain(ended).filter(|stream| !remains(stream)).collect()
}

/// The bookings of a case that stand; nothing where none was ever made, so that the rest need not be cleared.
fn booking_rows(case: Id, file: &CaseFile) -> Vec<(Id, Vec<BookingRow>)> {
    // A booking that was withdrawn has left a row all the same.
    let ever = file.events.iter().any(|event| matches!(event.fact, Fact::MoteBokat(_)));
    let (true, Some(person)) = (ever, file.case.person) else { return Vec::new() };
    let row = |booking: &stadga_core::state::Booking| BookingRow {
        id: booking.id,
        subject: booking.subject,
        case,
        person,
        day: booking.fact.dag,
        at: booking.fact.klockan,
        minutes: booking.fact.minuter,
        kind: booking.fact.art.word().to_owned(),
        form: booking.fact.form.word().to_owned(),
        confirmed: booking.is_confirmed(),
        holders: taking_part(file, booking),
    };
    vec![(case, file.standing_bookings().into_iter().map(row).collect())]
}

/// The times within which the case's decisions are to be carried out; nothing where none ever began.
fn execution_rows(case: Id, file: &CaseFile) -> Vec<(Id, Vec<ExecutionRow>)> {
    let begins =
        |fact: &Fact| matches!(fact, Fact::BeslutFattat(_) | Fact::VerkstallighetAvbruten(_) | Fact::DomInkommen(_));
    let (true, Some(person)) = (file.events.iter().any(|event| begins(&event.fact)), file.case.person) else {
        return Vec::new();
    };
    let row = |clock: Clock| ExecutionRow {
        id: clock.id,
        case,
        person,
        decision: clock.decision,
        kind: clock.kind.word().to_owned(),
        since: clock.since,
        due: clock.due.strict,
        settled: clock.settled.map(|(on, how)| (on, how.word().to_owned())),
        in_part: clock.remains.is_some(),
        reports: clock.reported_whole().into_iter().map(|quarter| quarter.to_string()).collect(),
        told_on: clock.told_on,
        insats: clock.insats,
    };
    vec![(case, file.clocks().into_iter().map(row).collect())]
}

/// The minutes of the case's decisions that are tried for their legality, and those of them that wait for some;
/// nothing where there was never such a decision.
fn minutes_rows(case: Id, file: &CaseFile) -> Vec<(Id, Vec<MinutesRow>)> {
    let ever =
        |event: &stadga_core::Event| matches!(&event.fact, Fact::BeslutFattat(fact) if is_challenged(&fact.lagrum));
    let (true, Some(person)) = (file.events.iter().any(ever), file.case.person) else { return Vec::new() };
    let known = file.minutes();
    let without =
        |made: &&Decision| is_challenged(&made.fact.lagrum) && !known.iter().any(|minutes| minutes.decision == made.id);
    let row = |id, decision, kind: &str, on, until| MinutesRow {
        id,
        case,
        person,
        decision,
        kind: kind.to_owned(),
        on,
        until,
    };
    let waiting = file.case.decisions.iter().filter(without).map(|made| row(made.id, made.id, "saknas", made.on, None));
    let kept = known.iter().map(|minutes| {
        let until = minutes.until().map(|due| due.legal);
        row(minutes.id, minutes.decision, minutes.kind.word(), minutes.on, until)
    });
    vec![(case, kept.chain(waiting).collect())]
}

/// What the case has for boards: its places on agendas, and the decisions an officer made by delegation; nothing
/// where it never had any.
fn board_rows(case: Id, file: &CaseFile, stack: &Stack) -> Vec<(Id, Vec<BoardRow>)> {
    let ever = |event: &stadga_core::Event| matches!(&event.fact, Fact::BeslutFattat(_) | Fact::StegUtfort(_));
    let (true, Some(person)) = (file.events.iter().any(ever), file.case.person) else { return Vec::new() };
    let row = |id, kind: String, on| BoardRow { id, case, person, kind, on };
    let placed = on_agendas(file, stack).into_iter().map(|place| row(place.id, place.step, place.day));
    let paid = stack.costs().flat_map(|(step, _)| {
        let done =
            move |event: &&stadga_core::Event| matches!(&event.fact, Fact::StegUtfort(fact) if fact.steg == step.key);
        // Who pays is listed once for each case: the days are counted when it is read.
        file.events.iter().find(done).map(|event| row(event.id, step.name(), event.occurred_on))
    });
    let delegated = file.case.decisions.iter().filter(|made| made.fact.namnd.is_none());
    let delegated = delegated.map(|made| row(made.id, DELEGATED.to_owned(), made.on));
    vec![(case, placed.chain(paid).chain(delegated).collect())]
}

/// The letters of the case that wait to be posted; nothing where there was never one.
fn mailing_rows(case: Id, file: &CaseFile) -> Vec<(Id, Vec<MailingRow>)> {
    let ever = file.events.iter().any(|event| matches!(event.fact, Fact::UtskickKoat(_)));
    let (true, Some(person)) = (ever, file.case.person) else { return Vec::new() };
    let row = |letter: Mailing| MailingRow { id: letter.id, case, person, letter: letter.letter, on: letter.since };
    vec![(case, file.mailings().into_iter().filter(Mailing::waits).map(row).collect())]
}

/// A person's row, from the folded person.
pub(crate) fn person_rows(subject: Id, person: &PersonState) -> Rows {
    Rows { persons: vec![person_row(subject, person)], ..Rows::default() }
}

fn person_row(subject: Id, person: &PersonState) -> PersonRow {
    let number = person.number.as_ref().map(|number| number.full().replace('-', ""));
    PersonRow { subject, name: person.name.clone(), number, protected: person.is_protected() }
}

fn case_row(subject: Id, file: &CaseFile, duties: &[DutyRow]) -> Option<CaseRow> {
    let open = duties.iter().filter(|duty| duty.state == DutyState::Open);
    let matter = file.case.matter.as_ref();
    Some(CaseRow {
        subject,
        person: file.case.person.or(matter.map(|_| subject))?,
        unit: file.case.unit?,
        caseworker: file.case.caseworker,
        stage: file.stage().word().to_owned(),
        opened_on: file.case.opened_on?,
        closed_on: file.case.closed_on,
        next_due: open.filter_map(DutyRow::due_on).min(),
        decided: file.case.decided_after(),
        kind: file.case.kind.map(|kind| kind.word().to_owned()),
        acute: file.case.acute,
        unassessed: unassessed(&file.case),
        register: matter.map(|matter| (matter.register.clone(), matter.opened_by)),
    })
}

fn assignment_row(case: Id, assignment: &Assignment) -> Option<AssignmentRow> {
    let order = assignment.order.as_ref()?;
    Some(AssignmentRow {
        subject: assignment.id,
        case,
        person: order.person,
        unit: order.utforare,
        insats: order.insats.clone(),
        state: assignment.stage().word().to_owned(),
        ordered_on: assignment.ordered_on?,
        accepted_on: assignment.accepted_on,
        ended_on: assignment.ended_on.or(assignment.returned_on),
        orderer: Some(order.bestallare),
        start_on: Some(order.onskad_start.unwrap_or(order.fran)),
        planned: !assignment.plans.is_empty(),
        therapists: assignment.therapists.clone(),
    })
}

/// A report that nobody has assessed yet.
pub(crate) fn unassessed(case: &CaseState) -> bool {
    case.kind == Some(ArendeArt::Anmalan) && case.investigation == Investigation::NotOpened
}
