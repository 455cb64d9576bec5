//! The documents of a case or an assignment: what came in, from whom, which day, and who wrote it down.

use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::access::shows;
use stadga_core::calendar::stockholm;
use stadga_core::event::Event;
use stadga_core::fact::handling::{Ankomst, Fil};
use stadga_core::state::{Organisation, PersonState, Request};
use stadga_core::{Ctx, Fact, Id};
use std::sync::Arc;

/// Which way a document went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It came in.
    In,
    /// We drew it up.
    Own,
    /// We asked somebody.
    Asked,
}

/// One document, or one request for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLine {
    /// The event.
    pub event: Id,
    /// Which way.
    pub way: Way,
    /// The day it counts as come in, or was drawn up.
    pub on: Date,
    /// How that day was found, where it is not the day it reached us: the day it did, and the source.
    pub arrival: Option<(Date, &'static str)>,
    /// What it is.
    pub title: String,
    /// From whom, to whom or of whom; empty when nobody is named.
    pub party: String,
    /// What was noted.
    pub text: String,
    /// The files.
    pub files: Vec<Fil>,
    /// Who wrote it down.
    pub by: String,
    /// The day it was written down, in Stockholm.
    pub recorded: Date,
    /// Last day to answer, of a request that stands open.
    pub open_until: Option<Option<Date>>,
    /// The use cases that can be done about it.
    pub acts: Vec<&'static str>,
    /// Who corrected or withdrew it, when, and why.
    pub corrected: Option<String>,
}

/// Everything on the page of documents.
#[derive(Clone, Debug)]
pub struct DocumentsPage {
    /// The case.
    pub case: Id,
    /// The case or the assignment.
    pub subject: Id,
    /// The case's number.
    pub number: String,
    /// The person.
    pub person: Arc<PersonState>,
    /// Children are concerned.
    pub children: bool,
    /// The documents, newest first.
    pub lines: Vec<DocumentLine>,
    /// Use cases the user may begin here.
    pub begin: Vec<&'static str>,
}

/// What can be begun on the page of documents, in the order it is offered.
const BEGIN: &[&str] = &["handling.registrera", "handling.bifoga", "uppgift.begar", "uppgift.registrera"];

impl App {
    /// The documents of a case or of an assignment.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it does not exist or is not the user's to see.
    pub fn documents(&self, ctx: &Ctx, subject: Id) -> Result<DocumentsPage, AppError> {
        const WHAT: &str = "handlingar.visa";
        let unknown = |error| self.denied(ctx, WHAT, Some(subject), error);
        let loaded = self.load_case(subject).map_err(unknown)?;
        let grounds = loaded.grounds(ctx, subject);
        let person = loaded.file.case.person.filter(|_| !grounds.is_empty());
        let Some(person) = person else { return Err(unknown(AppError::NotFound)) };
        let organisation = self.organisation_for(&loaded)?;
        let allowed = |name: &&&str| {
            let access = crate::cases::find(name).map(|case| case.access);
            access.is_some_and(|access| {
                let here = if subject == loaded.case { access.on_case() } else { access.on_assignment() };
                here && grounds.iter().any(|ground| access.grounds().contains(ground))
            })
        };
        let own = loaded.file.events.iter().filter(|event| event.subject == subject && shows(&event.fact, &grounds));
        let mut lines: Vec<DocumentLine> = own.filter_map(|event| line(event, &loaded.file, &organisation)).collect();
        for line in &mut lines {
            line.acts.retain(|act| allowed(&act));
        }
        lines.reverse();
        lines.sort_by_key(|line| std::cmp::Reverse(line.on));
        let page = DocumentsPage {
            case: loaded.case,
            subject,
            number: loaded.number.clone(),
            person: self.load_person(person)?,
            children: loaded.file.case.children,
            lines,
            begin: BEGIN.iter().filter(allowed).copied().collect(),
        };
        self.shown(ctx, WHAT, vec![subject, person], page)
    }
}

fn line(event: &Event, file: &stadga_core::state::CaseFile, organisation: &Organisation) -> Option<DocumentLine> {
    let (way, title, party, text) = told(&event.fact)?;
    let corrected = super::rattelse::corrected(event, file, organisation);
    let standing = corrected.is_none();
    let request = file.case.requests.iter().find(|request| request.id == event.id);
    let open: Option<&Request> = request.filter(|request| request.closed_on.is_none() && standing);
    let acts: &[&str] = match &event.fact {
        _ if !standing => &[],
        Fact::HandlingRegistrerad(_) => &["handling.ratta", "handling.aterkalla"],
        Fact::HandlingBifogad(_) | Fact::UppgiftInkommen(_) => &["handling.aterkalla"],
        Fact::UppgiftBegard(_) if open.is_some() => &["uppgift.registrera", "uppgift.aterta"],
        _ => &[],
    };
    let arrival = match &event.fact {
        Fact::HandlingRegistrerad(fact) if fact.ankomst != Ankomst::SammaDag => {
            Some((fact.nadde, fact.ankomst.source()))
        }
        _ => None,
    };
    let who = organisation.user_name(event.signature.user);
    Some(DocumentLine {
        event: event.id,
        way,
        on: event.occurred_on,
        arrival,
        title,
        party,
        text,
        files: event.fact.files().to_vec(),
        by: format!("{who}, {}", organisation.unit_name(event.signature.post.unit)),
        recorded: event.recorded_at.to_zoned(stockholm()).date(),
        open_until: open.map(|request| request.answer_by),
        acts: acts.to_vec(),
        corrected,
    })
}

/// A document as which way it went, what it is, whose, and what was noted; none for what is no document.
fn told(fact: &Fact) -> Option<(Way, String, String, String)> {
    let from = |who: &str| format!("från {who}");
    let note = |note: &Option<String>| note.clone().unwrap_or_default();
    Some(match fact {
        Fact::HandlingRegistrerad(fact) => {
            let party = format!("{}, {}", from(&fact.fran), fact.vag.label().to_lowercase());
            (Way::In, fact.art.label().to_owned(), party, note(&fact.anteckning))
        }
        Fact::HandlingBifogad(fact) => {
            let party = fact.till.as_ref().map(|to| format!("till {to}")).unwrap_or_default();
            (Way::Own, format!("{}: {}", fact.art.label(), fact.rubrik), party, note(&fact.anteckning))
        }
        Fact::UppgiftBegard(fact) => {
            let text = format!("{}\n{}", fact.vad, fact.grund.label());
            (Way::Asked, String::from("Begärd uppgift"), format!("av {}", fact.hos), text)
        }
        Fact::UppgiftInkommen(fact) => {
            let party = format!("{}, {}", from(&fact.fran), fact.vag.label().to_lowercase());
            (Way::In, String::from("Uppgift"), party, fact.innehall.clone())
        }
        Fact::AnsokanInkommen(fact) => {
            let party = fact.lamnad_av.as_ref().map_or_else(String::new, |who| format!("lämnad av {who}"));
            (Way::In, format!("Ansökan, {}", fact.kanal.label().to_lowercase()), party, fact.galler.clone())
        }
        Fact::YttrandeInkommet(fact) => {
            let title = format!("Yttrande, {}", fact.kanal.label().to_lowercase());
            (Way::In, title, String::new(), fact.innehall.clone())
        }
        other if !other.files().is_empty() => (Way::Own, other.label().to_owned(), String::new(), String::new()),
        _ => return None,
    })
}
