//! The court gives itself more time in compulsory care (LVM 17 and 38 §§). What it has decided is recorded as it is.

use super::lvm::{next, not_before};
use super::{Access, Command, Place};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::lvm::{FristForlangd, Rattensfrist};
use crate::input;
use crate::refusal::{Hinder, Refusal};
use jiff::civil::Date;

const CASEWORK: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);

input! {
    /// Register that the court has prolonged its own time.
    pub struct ForlangFrist {
        /// Which time.
        frist: Rattensfrist = "Vilken tid",
        /// The last day now, inclusive.
        till: Date = "Förlängd till och med",
        /// Why, as far as it is known.
        skal: Option<String> = "Domstolens skäl",
        /// The day the court decided; today unless stated.
        datum: Option<Date> = "Beslutat den",
    }
}

impl Command for ForlangFrist {
    const NAME: &'static str = "frist.forlang";
    const TITLE: &'static str = "Registrera att domstolen har förlängt tiden";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let lvm = &place.file.case.lvm;
        let custody = lvm.custody().filter(|custody| custody.tested.is_none());
        let since = match self.frist {
            Rattensfrist::Provning => custody.and_then(|custody| custody.submitted_on),
            Rattensfrist::Mal => lvm.application().map(|(_, on, _)| *on),
        };
        let Some(since) = since else {
            return Err(match self.frist {
                Rattensfrist::Provning => next(
                    "Inget omhändertagande väntar på domstolens prövning (17 § LVM).",
                    "Underställ omhändertagandet först.",
                    "omhandertagande.understall",
                ),
                Rattensfrist::Mal => next(
                    "Ingen ansökan om tvångsvård väntar på domstolen (38 § LVM).",
                    "Registrera ansökan först.",
                    "tvangsvard.ansok",
                ),
            });
        };
        let on = not_before(since, "Domstolen fick det", self.datum, ctx)?;
        if self.till < on {
            return Err(Hinder::field("till", format!("Domstolen beslutade {on}. Skriv en senare dag")).into());
        }
        let fact = FristForlangd {
            frist: self.frist,
            till: self.till,
            skal: self.skal.clone(),
            omhandertagande: custody.map(|custody| custody.id).filter(|_| self.frist == Rattensfrist::Provning),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}
