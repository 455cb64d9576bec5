//! Agendas: which meetings a case is put up to, by the steps that packs say so of, and how far that has come.

use jiff::civil::Date;
use stadga_core::event::{Standing, standing};
use stadga_core::fact::routine::{StegUtfort, Stegsvar};
use stadga_core::state::CaseFile;
use stadga_core::{Fact, Id};
use stadga_rules::{STEP, Stack, StepAgenda};

/// A place on the agenda of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    /// The event that put the case there.
    pub id: Id,
    /// The step, by its name as a use case.
    pub step: String,
    /// The answers that hold the background of what a conference takes up: the question and the answer.
    pub background: Vec<(String, String)>,
    /// The day of the meeting.
    pub day: Date,
    /// Who meets: the word, and what it is called.
    pub body: Option<(String, String)>,
    /// The day the papers are to be there.
    pub papers_by: Option<Date>,
    /// The day they were.
    pub papers_on: Option<Date>,
    /// What the person answered to whether they want to speak.
    pub answer: Option<String>,
    /// What came of it.
    pub result: Option<Id>,
    /// The day of the meeting the case was moved to, when nothing came of this one.
    pub moved_to: Option<Date>,
}

/// The places of a case on agendas, in the order they were given.
pub(crate) fn on_agendas(file: &CaseFile, stack: &Stack) -> Vec<Placed> {
    let rows = standing(&file.events);
    let mut placed = Vec::new();
    for (step, agenda) in stack.agendas() {
        let own = rows.iter().enumerate().filter_map(|(at, row)| Some((at, row, done(row, &step.key)?)));
        let own: Vec<_> = own.collect();
        for (place, (at, row, fact)) in own.iter().enumerate() {
            // What is put up to a board again is moved; what is put up to another unit at a conference is another thing.
            let mut later = own.iter().skip(place + 1);
            let next = later.find(|(_, _, other)| agenda.conference.is_none() || same_body(agenda, fact, other));
            let after = rows.get(at + 1..next.map_or(rows.len(), |(next, ..)| *next)).unwrap_or_default();
            let Some(day) = date(fact, &agenda.day) else { continue };
            let result = after.iter().find(|row| settles(row, agenda, fact)).map(|row| row.event.id);
            let moved_to = next.and_then(|(_, _, fact)| date(fact, &agenda.day)).filter(|_| result.is_none());
            let body = agenda.body.as_ref().and_then(|name| answer(fact, name));
            placed.push(Placed {
                id: row.origin,
                step: step.name(),
                background: background(fact, agenda),
                day,
                body: body.and_then(|given| Some((given.varden.first()?.clone(), given.svar.clone()))),
                papers_by: agenda.papers_by.as_ref().and_then(|name| date(fact, name)),
                papers_on: agenda.papers.as_ref().and_then(|name| last(after, name)).map(|(on, _)| on),
                answer: heard(after, agenda),
                result,
                moved_to,
            });
        }
    }
    placed
}

/// The step that a row is, when it is the one with a key.
fn done<'a>(row: &Standing<'a>, key: &str) -> Option<&'a StegUtfort> {
    match &row.event.fact {
        Fact::StegUtfort(fact) if fact.steg == key => Some(fact),
        _ => None,
    }
}

/// The last of a step, by its name as a use case.
fn last<'a>(rows: &[Standing<'a>], name: &str) -> Option<(Date, &'a StegUtfort)> {
    let key = name.strip_prefix(STEP)?;
    rows.iter().rev().find_map(|row| Some((row.event.occurred_on, done(row, key)?)))
}

fn heard(rows: &[Standing<'_>], agenda: &StepAgenda) -> Option<String> {
    let (step, field) = agenda.heard.as_ref()?;
    let (_, fact) = last(rows, step)?;
    answer(fact, field).map(|given| given.svar.clone())
}

/// What a conference is told of the case by those who put it up.
fn background(fact: &StegUtfort, agenda: &StepAgenda) -> Vec<(String, String)> {
    let named = agenda.conference.iter().flat_map(|conference| &conference.background);
    named.filter_map(|name| answer(fact, name)).map(|given| (given.fraga.clone(), given.svar.clone())).collect()
}

/// Whether two of a step say the same of who meets, or one of them says nothing.
fn same_body(agenda: &StepAgenda, one: &StegUtfort, other: &StegUtfort) -> bool {
    let Some(name) = &agenda.body else { return true };
    let word = |fact| answer(fact, name).map(|given| given.varden.as_slice());
    word(one).zip(word(other)).is_none_or(|(one, other)| one == other)
}

/// Whether something came of the meeting. What an officer decides by delegation meanwhile is not the meeting's, and
/// what is written of one unit says nothing of what was put up to another.
fn settles(row: &Standing<'_>, agenda: &StepAgenda, placed: &StegUtfort) -> bool {
    let fact = &row.event.fact;
    let named = agenda.result.iter().any(|name| match fact {
        Fact::StegUtfort(step) => {
            name.strip_prefix(STEP) == Some(step.steg.as_str()) && same_body(agenda, placed, step)
        }
        other => other.name() == name,
    });
    named && !matches!(fact, Fact::BeslutFattat(made) if made.namnd.is_none())
}

fn answer<'a>(fact: &'a StegUtfort, field: &str) -> Option<&'a Stegsvar> {
    fact.svar.iter().find(|given| given.namn == field)
}

fn date(fact: &StegUtfort, field: &str) -> Option<Date> {
    answer(fact, field)?.varden.first()?.parse().ok()
}
