//! Steps that only a routine knows.

use super::{Access, Command, Place, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::routine::StegUtfort;
use crate::input;
use crate::refusal::Refusal;
use jiff::civil::Date;
use std::collections::BTreeMap;

input! {
    /// Do a step that a pack declares.
    pub struct UtforSteg {
        /// The step's key.
        steg: String = "Steg",
        /// What was noted.
        anteckning: Option<String> = "Anteckning",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for UtforSteg {
    const NAME: &'static str = "steg.utfor";
    const TITLE: &'static str = "Utför steg";
    const ACCESS: Access = Access::Assignment(&[Ground::Bestallare, Ground::Behandlare, Ground::Utforarchef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.running_assignment()?;
        let on = day(self.datum, ctx)?;
        let note = self.anteckning.iter().map(|text| (String::from("anteckning"), text.clone()));
        let fact = StegUtfort { steg: self.steg.clone(), uppgifter: note.collect::<BTreeMap<_, _>>() };
        Ok(vec![place.fact_in_assignment(ctx, on, fact)])
    }
}
