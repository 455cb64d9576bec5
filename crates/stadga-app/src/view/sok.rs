//! Search by name, personal number or case number, and by nothing else (förordning 2001:637, 15 §).

use super::arende::LISTED;
use super::mottagning::only_reception;
use crate::{App, AppError};
use stadga_core::access::Reach;
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
}

/// What a search gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchAnswer {
    /// Hits within the user's reach; possibly none.
    Hits(Vec<Found>),
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
        let hits = self.store().search(&Reach::of(&ctx.actor, ctx.today), &search, LISTED as usize)?;
        let subjects = hits.iter().map(|hit| hit.subject).collect();
        self.store().audit(self.audit_row(ctx, "sok", AuditKind::Search, subjects, ""))?;
        Ok(SearchAnswer::Hits(hits.into_iter().map(|hit| found(hit, only_reception(ctx))).collect()))
    }
}

pub(crate) fn found(hit: Hit, desk: bool) -> Found {
    let hyphened = |number: String| match number.split_at_checked(8) {
        Some((birth, rest)) => format!("{birth}-{rest}"),
        None => number,
    };
    Found {
        subject: hit.subject,
        assignment: hit.subject != hit.case,
        person: hit.name,
        person_number: hit.person_number.map(hyphened),
        number: hit.number.map(|number| number.to_string()).unwrap_or_default(),
        desk,
    }
}
