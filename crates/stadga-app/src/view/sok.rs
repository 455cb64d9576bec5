//! Search by name, personal number or case number, and by nothing else (förordning 2001:637, 15 §).

use super::arende::LISTED;
use super::mottagning::only_reception;
use crate::{App, AppError};
use stadga_core::access::Reach;
use stadga_core::apart::shuts;
use stadga_core::command::access::AUTHORITY;
use stadga_core::identity::PersonNumber;
use stadga_core::{Ctx, Id};
use stadga_store::{AuditKind, CaseNumber, Hit, Search};

/// A hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The case or the assignment.
    pub subject: Id,
    /// Whether it is an assignment.
    pub assignment: bool,
    /// The person's name.
    pub person: String,
    /// Personal or coordination number, with its hyphen.
    pub person_number: Option<String>,
    /// The case's number.
    pub number: String,
    /// Whether only reception's page of the case is reached.
    pub desk: bool,
    /// Whether it is a matter of a register, and no case of a person's.
    pub matter: bool,
}

/// What is told of somebody who has a case outside one's reach, to whoever gives their whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// It can be opened for a reason.
    CanBeOpened,
    /// The head of reception knows whom to talk to.
    AskHead,
}

/// What a search gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchAnswer {
    /// Hits within the user's reach; possibly none.
    Hits(Vec<Found>),
    /// Nothing within reach, but the number is that of somebody who has a case here.
    Elsewhere(Elsewhere),
    /// The number was wrong, with what is wrong and an example.
    WrongNumber(String),
    /// Too short to search for.
    TooShort,
}

impl App {
    /// Searches. Only what the user reaches is found.
    ///
    /// # Errors
    /// When the store cannot be read, or the search cannot be written down.
    pub fn search(&self, ctx: &Ctx, text: &str) -> Result<SearchAnswer, AppError> {
        let text = text.trim();
        let search = if let Ok(number) = text.parse::<CaseNumber>() {
            Search::CaseNumber(number)
        } else if text.chars().filter(char::is_ascii_digit).count() >= 6 {
            match PersonNumber::parse(text, ctx.today) {
                Ok(number) => Search::Number(number.full().replace('-', "")),
                Err(error) => return Ok(SearchAnswer::WrongNumber(error.to_string())),
            }
        } else if text.chars().count() < 2 {
            return Ok(SearchAnswer::TooShort);
        } else {
            Search::Name(text.to_owned())
        };
        let hits = self.store().search(&Reach::of(ctx), &search, LISTED as usize)?;
        let mut subjects: Vec<Id> = hits.iter().map(|hit| hit.subject).collect();
        let elsewhere = match &search {
            Search::Number(number) if hits.is_empty() => self.elsewhere(ctx, number, &mut subjects)?,
            _ => None,
        };
        self.store().audit(self.audit_row(ctx, "sok", AuditKind::Search, subjects, ""))?;
        if let Some(elsewhere) = elsewhere {
            return Ok(SearchAnswer::Elsewhere(elsewhere));
        }
        Ok(SearchAnswer::Hits(hits.into_iter().map(|hit| self.hit(hit, only_reception(ctx))).collect()))
    }

    /// Whether the authority's own staff may open what a number leads to. Whoever is barred is told of nobody.
    fn elsewhere(&self, ctx: &Ctx, number: &str, subjects: &mut Vec<Id>) -> Result<Option<Elsewhere>, AppError> {
        if !ctx.actor.posts.iter().any(|post| AUTHORITY.contains(&post.role)) {
            return Ok(None);
        }
        for person in self.store().persons_by_number(number)? {
            let known = self.whole_person(person)?;
            let barred = known.barred.iter().any(|bar| bar.anvandare == ctx.actor.user);
            if barred || shuts(ctx, person) || self.store().cases_of_person(person)?.is_empty() {
                continue;
            }
            subjects.push(person);
            return Ok(Some(if known.is_protected() { Elsewhere::AskHead } else { Elsewhere::CanBeOpened }));
        }
        Ok(None)
    }

    /// A hit as it is told: a matter of a register by what the register is called.
    pub(crate) fn hit(&self, hit: Hit, desk: bool) -> Found {
        let hyphened = |number: String| match number.split_at_checked(8) {
            Some((birth, rest)) => format!("{birth}-{rest}"),
            None => number,
        };
        let (person, matter) = match &hit.register {
            Some(key) => (self.register_name(key), true),
            None => (hit.name, false),
        };
        Found {
            subject: hit.subject,
            assignment: hit.subject != hit.case,
            person,
            person_number: hit.person_number.map(hyphened),
            number: hit.number.map(|number| number.to_string()).unwrap_or_default(),
            desk: desk && !matter,
            matter,
        }
    }
}
