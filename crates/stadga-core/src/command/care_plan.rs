//! The care plan: sent by the caseworker, read by the therapists.

use super::provider::lines;
use super::{Access, Command, Place};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::samarbete::{Meddelat, VardplanLast, VardplanSkickad};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::CaseFile;

input! {
    /// Send the care plan to the therapists, or a new version of it.
    pub struct SkickaVardplan {
        /// What the person says.
        egen_syn: String = "Vad personen själv säger",
        /// The goals, one a line.
        mal: String = "Mål, ett på varje rad",
        /// What is to be done.
        insatser: String = "Vad som ska göras",
        /// Who answers for what.
        ansvar: String = "Vem som ansvarar för vad",
        /// How and when it is followed up.
        uppfoljning: String = "Hur och när vi följer upp",
        /// What differs from the version before.
        andring: Option<String> = "Det här ändras",
        /// How the person got to know of the change.
        meddelat: Option<Meddelat> = "Så har personen fått veta",
    }
}

impl Command for SkickaVardplan {
    const NAME: &'static str = "vardplan.skicka";
    const TITLE: &'static str = "Skicka vårdplan";
    const ACCESS: Access = Access::Assignment(&[Ground::Bestallare]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let revised = !place.running_assignment()?.care_plans.is_empty();
        let on = ctx.today;
        let fact = VardplanSkickad {
            mal: lines(&self.mal),
            insatser: self.insatser.clone(),
            ansvar: self.ansvar.clone(),
            uppfoljning: self.uppfoljning.clone(),
            egen_syn: self.egen_syn.clone(),
            andring: self.andring.clone().filter(|_| revised),
            meddelat: self.meddelat.filter(|_| revised),
        };
        Ok(vec![place.fact_in_assignment(ctx, on, fact)])
    }

    fn replaces(file: &CaseFile, subject: Id) -> Option<Id> {
        file.assignments.get(&subject).and_then(|assignment| assignment.care_plans.last()).map(|plan| plan.id)
    }
}

input! {
    /// Confirm that one has read the newest care plan.
    pub struct LasVardplan {}
}

impl Command for LasVardplan {
    const NAME: &'static str = "vardplan.las";
    const TITLE: &'static str = "Läs vårdplanen";
    const ACCESS: Access = Access::Assignment(&[Ground::Behandlare, Ground::Utforarchef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let Some(plan) = place.running_assignment()?.care_plans.last() else {
            let remedy = "Handläggaren skickar den. Ställ en fråga om du behöver den nu.";
            return Err(Hinder::state("Det finns ingen vårdplan än.", remedy).into());
        };
        if let Some((_, on)) = plan.read.iter().find(|(user, _)| *user == ctx.actor.user) {
            return Err(Hinder::state(format!("Du läste vårdplanen {on}."), "Du behöver inte göra något mer.").into());
        }
        let on = ctx.today;
        Ok(vec![place.fact_in_assignment(ctx, on, VardplanLast { vardplan: plan.id })])
    }

    fn replaces(file: &CaseFile, subject: Id) -> Option<Id> {
        SkickaVardplan::replaces(file, subject)
    }
}
