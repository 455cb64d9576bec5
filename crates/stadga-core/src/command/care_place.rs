//! A place in a home for compulsory care, and help to bring the person there (LVM 25, 45 §§).

use super::lvm::{CASEWORK, after_opening, next, not_before};
use super::{Access, Command, Place};
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::lvm::Lakarundersokningsutfall;
use crate::fact::tvangsvard::{Handrackare, HandrackningBegard, Handrackningssyfte, VardplatsAnvisad, VardplatsBegard};
use crate::input;
use crate::refusal::Refusal;
use jiff::civil::Date;

input! {
    /// Ask Statens institutionsstyrelse for a place (25 §).
    pub struct BegarVardplats {
        /// It is acute.
        akut: bool = "Akut: platsen behövs genast",
        /// What the home needs to know.
        behov: String = "Det hemmet behöver veta",
        /// The day; today unless stated.
        datum: Option<Date> = "Begärd den",
    }
}

impl Command for BegarVardplats {
    const NAME: &'static str = "vardplats.begar";
    const TITLE: &'static str = "Begär plats hos SiS";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = decided(place, self.datum, ctx, "Plats i LVM-hem anvisas")?;
        let fact = VardplatsBegard { akut: self.akut, behov: self.behov.clone() };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register the place that was given (25 §).
    pub struct RegistreraVardplats {
        /// The home.
        hem: String = "LVM-hem",
        /// The day it can be taken.
        fran: Option<Date> = "Plats från och med",
        /// The day; today unless stated.
        datum: Option<Date> = "Anvisad den",
    }
}

impl Command for RegistreraVardplats {
    const NAME: &'static str = "vardplats.registrera";
    const TITLE: &'static str = "Registrera anvisad plats";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = decided(place, self.datum, ctx, "Plats i LVM-hem anvisas")?;
        Ok(vec![place.fact_in_case(ctx, on, VardplatsAnvisad { hem: self.hem.clone(), fran: self.fran })])
    }
}

input! {
    /// Ask the police or the prison service for help (45 §).
    pub struct BegarHandrackning {
        /// For what.
        syfte: Handrackningssyfte = "Vad hjälpen gäller",
        /// Of whom.
        hos: Handrackare = "Begärs hos",
        /// The special circumstances.
        omstandigheter: String = "Särskilda omständigheter",
        /// The day; today unless stated.
        datum: Option<Date> = "Begärd den",
    }
}

impl Command for BegarHandrackning {
    const NAME: &'static str = "handrackning.begar";
    const TITLE: &'static str = "Begär hjälp av polisen";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = match self.syfte {
            Handrackningssyfte::Vard => decided(place, self.datum, ctx, "Hjälp att föra personen till vård ges")?,
            Handrackningssyfte::Lakarundersokning => {
                let examined = place.file.case.lvm.examination;
                if examined.is_none_or(|(_, outcome)| outcome != Lakarundersokningsutfall::Beslutas) {
                    let message =
                        "Hjälp att föra personen till läkarundersökning ges först när den är beslutad (45 § LVM).";
                    let remedy = "Besluta om läkarundersökning först.";
                    return Err(next(message, remedy, "lakarundersokning.prova"));
                }
                after_opening(place, self.datum, ctx)?
            }
        };
        let fact = HandrackningBegard { hos: self.hos, syfte: self.syfte, omstandigheter: self.omstandigheter.clone() };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

/// The day of an act that needs a custody or a ruling on care.
pub(super) fn decided(place: &Place<'_>, stated: Option<Date>, ctx: &Ctx, what: &str) -> Result<Date, Refusal> {
    place.any_case()?;
    let lvm = &place.file.case.lvm;
    let ruled = lvm.granted().map(|ruling| ruling.on);
    let taken = lvm.custody().map(|custody| custody.on);
    let Some(first) = taken.into_iter().chain(ruled).min() else {
        let message = format!(
            "{what} efter ett beslut om omedelbart omhändertagande (13 § LVM) eller en dom om tvångsvård (5 § LVM). \
             Inget av dem gäller i ärendet."
        );
        return Err(next(message, "Registrera beslutet eller domen först.", "omhandertagande.besluta"));
    };
    not_before(first, "Det beslutades", stated, ctx)
}
