//! Another caseworker: the case is handed over, and the person is told.

use super::intake::caseworker_in;
use super::person::letter_to;
use super::{Access, Command, Place, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::arende::{Brevmottagare, HandlaggarbyteMeddelat, HandlaggareUtsedd, Kanal};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use jiff::civil::Date;

input! {
    /// Hand a case over to another caseworker. The one before reaches it for the rest of that day.
    pub struct BytHandlaggare {
        /// The new caseworker.
        handlaggare: Id = "Ny handläggare",
        /// What the new one needs to know.
        overlamning: String = "Överlämning",
        /// How the person was told, when it is done already.
        meddelad: Option<Kanal> = "Personen har fått veta det genom",
    }
}

impl Command for BytHandlaggare {
    const NAME: &'static str = "handlaggare.byt";
    const TITLE: &'static str = "Byt handläggare";
    const ACCESS: Access = Access::Case(&[Ground::Enhetschef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.open_case()?;
        match place.file.case.caseworker {
            None => return Err(Hinder::state("Ärendet har ingen handläggare.", "Utse handläggare i stället.").into()),
            Some(same) if same == self.handlaggare => {
                return Err(Hinder::field("handlaggare", "Välj någon annan än den som är handläggare nu").into());
            }
            Some(_) => {}
        }
        place.not_barred(self.handlaggare, ctx)?;
        if let Some(unit) = place.file.case.unit {
            caseworker_in(place.organisation, self.handlaggare, unit, ctx.today)?;
        }
        let on = ctx.today;
        let named = HandlaggareUtsedd {
            handlaggare: self.handlaggare,
            byte: true,
            overlamning: Some(self.overlamning.clone()),
        };
        let mut events = vec![place.fact_in_case(ctx, on, named)];
        if let Some(kanal) = self.meddelad {
            events.push(place.fact_in_case(ctx, on, HandlaggarbyteMeddelat { kanal, brev: Vec::new(), till: None }));
        }
        Ok(events)
    }
}

input! {
    /// Record that the person was told who the new caseworker is.
    pub struct MeddelaHandlaggarbyte {
        /// How.
        kanal: Kanal = "Hur personen fick veta det",
        /// Whom the letter goes to; the person unless stated.
        mottagare: Option<Brevmottagare> = "Vem brevet går till",
        /// What the person has asked for about contact was read.
        onskemal_lasta: bool = "Jag har läst vad personen har bett om, och brevet går rätt väg",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for MeddelaHandlaggarbyte {
    const NAME: &'static str = "handlaggarbyte.meddela";
    const TITLE: &'static str = "Berätta om ny handläggare";
    const ACCESS: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(self.datum, ctx)?;
        let till = letter_to(&place.file.case, self.mottagare, on)?;
        let fact = HandlaggarbyteMeddelat { kanal: self.kanal, brev: Vec::new(), till };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}
