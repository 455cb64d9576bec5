//! The order from the authority to a provider: one act, written in both streams.

use super::{Access, Command, Place};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::{Event, NewEvent, StreamKind, standing};
use crate::fact::Fact;
use crate::fact::beslut::BestallningSkickad;
use crate::fact::organisation::EnhetArt;
use crate::fact::uppdrag::UppdragBestallt;
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::Decision;
use jiff::civil::Date;

input! {
    /// Order the insats of a decision from a provider.
    pub struct SkickaBestallning {
        /// The provider's unit.
        utforare: Id = "Utförare",
        /// What to hand over besides the decision itself.
        overlamnat: Option<String> = "Mer som utföraren behöver veta",
        /// Risks to know of.
        risker: Option<String> = "Risker att känna till",
        /// The day the insats is wished to begin.
        onskad_start: Option<Date> = "Önskad start",
        /// Hand over the goals.
        dela_mal: bool = "Målet med insatsen",
        /// Hand over the extent.
        dela_omfattning: bool = "Omfattningen",
        /// Hand over telephone and wishes about contact.
        dela_kontakt: bool = "Telefon och önskemål om kontakt",
        /// Notes of the journal to hand over.
        anteckningar: Vec<Id> = "Anteckningar ur journalen",
    }
}

impl Command for SkickaBestallning {
    const NAME: &'static str = "bestallning.skicka";
    const TITLE: &'static str = "Skicka beställning";
    const ACCESS: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let case = place.open_case()?;
        let Some(decision) = place.file.decision_to_order() else {
            return Err(Hinder::state("Det finns inget beviljat beslut att beställa.", "Fatta beslutet först.").into());
        };
        let provider = place.organisation.units.get(&self.utforare);
        let suited = provider
            .is_some_and(|unit| unit.kind == EnhetArt::Utforare && unit.insatser.contains(&decision.fact.insats));
        if !suited {
            return Err(Hinder::field("utforare", "Välj en utförare som ger den beviljade insatsen").into());
        }
        let assignment = ctx.ids.next_id();
        let on = ctx.today;
        let sent = BestallningSkickad {
            beslut: decision.root,
            uppdrag: assignment,
            utforare: self.utforare,
            insats: decision.fact.insats.clone(),
        };
        let sent = place.fact_in_case(ctx, on, sent);
        let ordered = self.handed_over(case, place, decision, ctx);
        let ordered = NewEvent::new(ctx.ids.next_id(), StreamKind::Uppdrag, assignment, on, ordered);
        Ok(vec![sent, ordered])
    }
}

impl SkickaBestallning {
    /// Only what the caseworker ticked leaves the authority's compartment.
    fn handed_over(&self, case: Id, place: &Place<'_>, decision: &Decision, ctx: &Ctx) -> UppdragBestallt {
        let fact = &decision.fact;
        let shared =
            |tick: bool, text: &Option<String>| if tick { text.clone().unwrap_or_default() } else { String::new() };
        let chosen = |event: &&Event| event.subject == case && self.anteckningar.contains(&event.id);
        let note = |event: &Event| match &event.fact {
            Fact::JournalanteckningSkriven(note) => {
                Some(format!("{} {}: {}", event.occurred_on, note.rubrik, note.text))
            }
            _ => None,
        };
        UppdragBestallt {
            risker: self.risker.clone(),
            kontakt: self.dela_kontakt,
            anteckningar: standing(&place.file.events)
                .iter()
                .map(|row| row.event)
                .filter(chosen)
                .filter_map(note)
                .collect(),
            onskad_start: self.onskad_start,
            arende: case,
            person: place.file.case.person.unwrap_or(case),
            utforare: self.utforare,
            bestallare: place.file.case.caseworker.unwrap_or(ctx.actor.user),
            insats: fact.insats.clone(),
            mal: shared(self.dela_mal, &fact.mal),
            omfattning: shared(self.dela_omfattning, &fact.omfattning),
            fran: fact.fran.unwrap_or(ctx.today),
            till: fact.till,
            overlamnat: self.overlamnat.clone(),
            malinriktning: if self.dela_mal { fact.malinriktning.clone() } else { Vec::new() },
        }
    }
}
