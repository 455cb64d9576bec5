//! Matters of a register: opened by a step, given to somebody, closed. What is asked in between is the pack's.

use super::{Access, Command, Place};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::{NewEvent, StreamKind};
use crate::fact::Fact;
use crate::fact::organisation::Roll;
use crate::fact::routine::StegUtfort;
use crate::fact::verksamhet::{VerksamhetsarendeAvslutat, VerksamhetsarendeFordelat, VerksamhetsarendeOppnat};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use jiff::civil::Date;

/// Where a new matter goes, as the packs say for whoever opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opens {
    /// The register's key.
    pub register: String,
    /// The unit that handles it, and the role that heads it; none when no unit has a head.
    pub to: Option<(Id, Roll)>,
    /// The role in which somebody may be named to handle it.
    pub handled_by: Roll,
}

impl Opens {
    /// The matter, opened by a step.
    pub(super) fn matter(
        &self,
        on: Date,
        step: StegUtfort,
        place: &Place<'_>,
        ctx: &mut Ctx,
    ) -> Result<Vec<NewEvent>, Refusal> {
        let Some((enhet, chef)) = self.to else {
            let remedy = "Be den som sköter systemet att registrera en chef för enheten.";
            return Err(Hinder::state("Ingen enhet som tar emot det har en chef.", remedy).into());
        };
        let opened =
            VerksamhetsarendeOppnat { register: self.register.clone(), enhet, chef, handlaggs_av: self.handled_by };
        let facts: [Fact; 2] = [opened.into(), step.into()];
        let event = |fact| NewEvent::new(ctx.ids.next_id(), StreamKind::Verksamhet, place.subject, on, fact);
        Ok(facts.map(event).into())
    }
}

input! {
    /// Name somebody to handle the matter.
    pub struct FordelaVerksamhetsarende {
        /// Who.
        handlaggare: Id = "Vem som ska utreda",
    }
}

impl Command for FordelaVerksamhetsarende {
    const NAME: &'static str = "verksamhetsarende.fordela";
    const TITLE: &'static str = "Utse utredare";
    const ACCESS: Access = Access::Matter(&[Ground::Enhetschef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.open_case()?;
        let case = &place.file.case;
        let role = case.handler_role();
        let there = case.unit.is_some_and(|unit| {
            place.organisation.users.get(&self.handlaggare).is_some_and(|user| user.holds(role, unit, ctx.today))
        });
        if !there {
            let message = format!("Välj någon som är {} i enheten", role.label().to_lowercase());
            return Err(Hinder::field("handlaggare", message).into());
        }
        let on = ctx.today;
        Ok(vec![place.fact_in_case(ctx, on, VerksamhetsarendeFordelat { handlaggare: self.handlaggare })])
    }
}

input! {
    /// Close the matter.
    pub struct AvslutaVerksamhetsarende {
        /// What it came to.
        slutsats: String = "Vad ni kom fram till",
    }
}

impl Command for AvslutaVerksamhetsarende {
    const NAME: &'static str = "verksamhetsarende.avsluta";
    const TITLE: &'static str = "Avsluta ärendet";
    const ACCESS: Access = Access::Matter(&[Ground::Handlaggare, Ground::Enhetschef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.open_case()?;
        let on = ctx.today;
        let fact = VerksamhetsarendeAvslutat { slutsats: self.slutsats.clone(), nas_till: place.shut_after(on) };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}
