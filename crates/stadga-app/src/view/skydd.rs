//! Where somebody who is protected is: told to those who are named in the case, when they ask for it and say why.

use super::stegbrev::is_step_letter;
use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::access::Ground;
use stadga_core::state::PersonState;
use stadga_core::{Ctx, Fact, Id, words};
use stadga_store::AuditKind;
use std::sync::Arc;

const WHAT: &str = "skyddade_uppgifter.visa";

words! {
    /// Why somebody needs to know where a protected person is. A closed list, because the reason stands in the
    /// clear columns of the audit trail.
    pub enum Need {
        Besok = "besok", "Jag ska träffa personen där";
        Kontakt = "kontakt", "Jag måste nå personen och har ingen annan väg";
        Planera = "planera", "Insatsen måste planeras efter var personen är";
        Fara = "fara", "Någon kan vara i fara";
    }
}

/// What is not shown of somebody who is protected.
#[derive(Clone, Debug)]
pub struct Whereabouts {
    /// The case.
    pub case: Id,
    /// Its number.
    pub number: String,
    /// The person as everybody sees them.
    pub person: Arc<PersonState>,
    /// Label and value, once a reason is given; empty before that.
    pub told: Vec<(String, String)>,
}

impl App {
    /// The question why, or the answer when it is given. Only those who are named in the case, or stand in for them,
    /// and only where the mark is told: of somebody with another identity the old one stays locked.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the case does not exist, its person is not protected, or it does not name the user.
    pub fn whereabouts(&self, ctx: &Ctx, case: Id, need: Option<Need>) -> Result<Whereabouts, AppError> {
        let nothing = |error| self.denied(ctx, WHAT, Some(case), error);
        let loaded = self.load_whole(case).map_err(nothing)?;
        let named = loaded.case == case && loaded.grounds(ctx, case).contains(&Ground::Handlaggare);
        let person = loaded.file.case.person.filter(|_| named).ok_or_else(|| nothing(AppError::NotFound))?;
        let whole = self.whole_person(person)?;
        if whole.told_mark().is_none() {
            return Err(nothing(AppError::NotFound));
        }
        let mut page =
            Whereabouts { case, number: loaded.number.clone(), person: self.load_person(person)?, told: Vec::new() };
        if need.is_some() {
            let contact = whole.contact.as_ref();
            let known = [
                ("Postadress", contact.and_then(|contact| contact.adress.clone())),
                ("Telefon", contact.and_then(|contact| contact.telefon.clone())),
                ("Beskrivning", whole.description.clone()),
            ];
            page.told.extend(known.into_iter().filter_map(|(label, value)| Some((label.to_owned(), value?))));
            page.told.extend(self.places(&loaded)?);
        }
        let mut row = self.audit_row(ctx, WHAT, AuditKind::View, vec![case, person], Ground::Handlaggare.word());
        row.detail = need.map(|need| need.word().to_owned()).unwrap_or_default();
        self.store().audit(row)?;
        Ok(page)
    }

    /// The providers, and where one has agreed to meet from today on.
    fn places(&self, loaded: &crate::load::Loaded) -> Result<Vec<(String, String)>, AppError> {
        let organisation = self.organisation()?;
        let running = loaded.file.running().filter_map(|assignment| assignment.order.as_ref());
        let mut told: Vec<(String, String)> = running
            .map(|order| (self.insats_name(&order.insats), organisation.unit_name(order.utforare).to_owned()))
            .collect();
        let booked = |day: Date| format!("Möte {day}");
        let standing = loaded.file.standing_bookings();
        told.extend(standing.iter().filter_map(|known| Some((booked(known.fact.dag), known.fact.plats.clone()?))));
        Ok(told)
    }
}

/// Whether a file of a fact, by its place, is a letter of ours: a step names what came with it after its letter.
pub(crate) fn is_letter_at(fact: &Fact, place: usize) -> bool {
    is_letter(fact) && (place == 0 || !matches!(fact, Fact::StegUtfort(_)))
}

/// Whether a fact names letters of ours that were sent.
pub(crate) fn is_letter(fact: &Fact) -> bool {
    let letters = matches!(
        fact,
        Fact::KommuniceringSkickad(_)
            | Fact::BeslutUnderrattat(_)
            | Fact::HandlaggarbyteMeddelat(_)
            | Fact::DelgivningUpplyst(_)
            | Fact::KontrollmeddelandeSkickat(_)
            | Fact::OverklagandeProvat(_)
            | Fact::OverklagandeOverlamnat(_)
            | Fact::BeslutRattat(_)
            | Fact::OmhandertagandeUnderstallt(_)
            | Fact::OmhandertagandeUpplyst(_)
            | Fact::TvangsvardAnsokt(_)
            | Fact::UtlamnandeGjort(_)
            | Fact::UtlamnandeNekat(_)
    );
    let of_step =
        matches!(fact, Fact::StegUtfort(_)) && fact.files().first().is_some_and(|file| is_step_letter(&file.namn));
    (letters && !fact.files().is_empty()) || of_step
}
