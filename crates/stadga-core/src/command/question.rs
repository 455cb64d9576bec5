//! Questions between caseworker and therapist, kept in the assignment: never about what is not handed over.

use super::{Access, Command, Place};
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::organisation::Roll;
use crate::fact::samarbete::{FragaBesvarad, FragaStalld, Tillfragad};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};

const TOGETHER: Access = Access::Assignment(super::TOGETHER);

/// On which side whoever acts stands.
const fn side(role: Roll) -> Tillfragad {
    match role {
        Roll::Behandlare | Roll::Utforarchef => Tillfragad::Behandlare,
        _ => Tillfragad::Handlaggare,
    }
}

input! {
    /// Ask the other side something.
    pub struct StallFraga {
        /// The question.
        fraga: String = "Din fråga",
    }
}

impl Command for StallFraga {
    const NAME: &'static str = "fraga.stall";
    const TITLE: &'static str = "Ställ en fråga";
    const ACCESS: Access = TOGETHER;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.running_assignment()?;
        let till = match side(ctx.actor.post.role) {
            Tillfragad::Behandlare => Tillfragad::Handlaggare,
            Tillfragad::Handlaggare => Tillfragad::Behandlare,
        };
        let on = ctx.today;
        Ok(vec![place.fact_in_assignment(ctx, on, FragaStalld { fraga: self.fraga.clone(), till })])
    }
}

input! {
    /// Answer a question; the oldest one unless another is named.
    pub struct BesvaraFraga {
        /// The question.
        fraga: Option<Id> = "Fråga",
        /// The answer.
        svar: String = "Ditt svar",
    }
}

impl Command for BesvaraFraga {
    const NAME: &'static str = "fraga.besvara";
    const TITLE: &'static str = "Svara på frågan";
    const ACCESS: Access = TOGETHER;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let assignment = place.running_assignment()?;
        let mine = side(ctx.actor.post.role);
        let found = match self.fraga {
            Some(id) => {
                let here = assignment.questions.iter().find(|question| question.id == id);
                here.filter(|question| question.fact.till == mine && question.answer.is_none())
            }
            None => assignment.question_to(mine),
        };
        let Some(question) = found else {
            return Err(Hinder::state("Det finns ingen fråga som väntar på ditt svar.", "Ställ en egen fråga.").into());
        };
        let on = ctx.today;
        Ok(vec![place.fact_in_assignment(ctx, on, FragaBesvarad { fraga: question.id, svar: self.svar.clone() })])
    }
}
