//! The name of somebody among the staff is left out of what goes to the person.

use super::access::HEAD;
use super::{Access, Command, Place};
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::atkomst::NamnuppgiftUtelamnad;
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};

input! {
    /// Leave somebody's name out of every letter and copy of the case from now on (FL 33 § fourth paragraph).
    pub struct UtelamnaNamnuppgift {
        /// Whose name.
        anvandare: Id = "Vems namn som utelämnas",
        /// What is feared.
        skal: String = "Vad som kan befaras om namnet syns",
    }
}

impl Command for UtelamnaNamnuppgift {
    const NAME: &'static str = "namnuppgift.utelamna";
    const TITLE: &'static str = "Utelämna en medarbetares namn i brev";
    const ACCESS: Access = HEAD;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        if !place.organisation.users.contains_key(&self.anvandare) {
            return Err(Hinder::field("anvandare", "Välj en medarbetare").into());
        }
        if place.file.case.guarded.unnamed.contains(&self.anvandare) {
            return Err(Hinder::field("anvandare", "Namnet utelämnas redan i ärendets brev").into());
        }
        let fact = NamnuppgiftUtelamnad { anvandare: self.anvandare, skal: self.skal.clone() };
        Ok(vec![place.fact_in_case(ctx, ctx.today, fact)])
    }
}
