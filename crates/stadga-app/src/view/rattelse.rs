//! What was corrected, withdrawn or moved, and where a note belongs that was written in the wrong record.

use super::arende::LISTED;
use crate::cases::UseCase;
use crate::load::Loaded;
use crate::{App, AppError};
use stadga_core::access::Reach;
use stadga_core::calendar::stockholm;
use stadga_core::event::Event;
use stadga_core::form::Form;
use stadga_core::state::{CaseFile, Organisation};
use stadga_core::{Ctx, Fact, Id};
use stadga_store::{AssignmentFilter, CaseFilter, CaseNumber};
use std::sync::Arc;

/// The field that names the other record of a use case that writes in two.
const OTHER: &str = "till";

impl App {
    /// Where else a note may belong that was written in a case or an assignment: the others of the same kind in which
    /// the user may do the same, by the person's name.
    ///
    /// # Errors
    /// When the store cannot be read, or the view cannot be written down.
    pub fn where_it_belongs(
        &self,
        ctx: &Ctx,
        use_case: &str,
        subject: Option<Id>,
    ) -> Result<Vec<(Id, String)>, AppError> {
        let Some((case, subject)) = self.case(use_case).zip(subject) else { return Ok(Vec::new()) };
        let reach = Reach::of(ctx).off_duty();
        let number = |number: Option<CaseNumber>| number.map(|number| number.to_string()).unwrap_or_default();
        let mut all: Vec<(Id, String)> = if self.store().case_of(subject)? == Some(subject) {
            let filter = CaseFilter { closed: true, limit: LISTED, ..CaseFilter::default() };
            let rows = self.store().case_list(&reach, &filter)?.into_iter();
            rows.map(|one| (one.row.subject, format!("{}, {}", one.name, number(one.number)))).collect()
        } else {
            let filter = AssignmentFilter { ended: false, limit: LISTED, ..AssignmentFilter::default() };
            let rows = self.store().assignment_list(&reach, &filter)?.into_iter();
            rows.map(|one| (one.row.subject, format!("{}, {}", one.name, self.insats_name(&one.row.insats)))).collect()
        };
        let streams: Vec<Id> = all.iter().map(|(id, _)| *id).collect();
        let grounds = self.store().grounds(&reach, &streams)?;
        let may = |id: &Id| grounds.get(id).is_some_and(|on| on.iter().any(|one| case.access.grounds().contains(one)));
        all.retain(|(id, _)| *id != subject && may(id));
        all.sort_by(|one, other| one.1.cmp(&other.1));
        let shown = all.iter().map(|(id, _)| *id).collect();
        self.shown(ctx, case.name, shown, all)
    }

    /// The other case that a use case writes in, as the input names it, if the actor may do the same there; none when it
    /// is the same case.
    pub(crate) fn other_record(
        &self,
        ctx: &Ctx,
        case: &UseCase,
        loaded: &Loaded,
        form: &Form,
    ) -> Result<Option<Arc<CaseFile>>, AppError> {
        let named = if case.two_records { form.text(OTHER).parse().ok() } else { None };
        let Some(named) = named else { return Ok(None) };
        let other = self.reached_whole(ctx, case.name, case.access, named)?;
        Ok(Some(other.file).filter(|_| other.case != loaded.case))
    }
}

/// Who corrected or withdrew an event, when, and why.
pub(super) fn corrected(event: &Event, file: &CaseFile, organisation: &Organisation) -> Option<String> {
    let later = file.events.iter().find(|later| later.corrects == Some(event.id))?;
    let word = match later.fact {
        Fact::HandelseAterkallad(_) => "Återkallad",
        Fact::AnteckningFlyttad(_) => "Gällde inte den här personen och flyttades",
        _ => "Rättad",
    };
    let who = organisation.user_name(later.signature.user);
    let on = later.recorded_at.to_zoned(stockholm()).date();
    Some(format!("{word} {on} av {who}: {}", later.reason.clone().unwrap_or_default()))
}

/// How a fact is corrected by whoever may write in its stream.
pub(super) fn correction_of(fact: &Fact) -> Option<&'static str> {
    match fact {
        Fact::JournalanteckningSkriven(_) => Some("anteckning.ratta"),
        Fact::GenomforandeanteckningSkriven(_) => Some("genomforandeanteckning.ratta"),
        _ => None,
    }
}
