//! Who treats: naming one or several, and ending one's part with a day.

use super::{Access, Command, Place, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::organisation::Roll;
use crate::fact::uppdrag::{BehandlareAvslutad, BehandlareUtsedd};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::Assignment;
use jiff::civil::Date;

const MANAGER: Access = Access::Assignment(&[Ground::Utforarchef]);

input! {
    /// Name one or several therapists.
    pub struct UtseBehandlare {
        /// The therapists.
        behandlare: Vec<Id> = "Behandlare",
    }
}

impl Command for UtseBehandlare {
    const NAME: &'static str = "behandlare.utse";
    const TITLE: &'static str = "Utse behandlare";
    const ACCESS: Access = MANAGER;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let assignment = place.running_assignment()?;
        if assignment.accepted_on.is_none() {
            return Err(Hinder::state("Uppdraget är inte mottaget.", "Ta emot uppdraget först.").into());
        }
        let events = named(place, ctx, assignment, &self.behandlare)?;
        if events.is_empty() {
            return Err(Hinder::field("behandlare", "Välj någon som inte redan är utsedd").into());
        }
        Ok(events)
    }
}

/// Those who are named now and were not before.
pub(super) fn named(
    place: &Place<'_>,
    ctx: &mut Ctx,
    assignment: &Assignment,
    users: &[Id],
) -> Result<Vec<NewEvent>, Refusal> {
    let on = ctx.today;
    let unit = assignment.order.as_ref().map(|order| order.utforare);
    let treats = |user: &Id| {
        let known = place.organisation.users.get(user);
        unit.is_some_and(|unit| known.is_some_and(|user| user.holds(Roll::Behandlare, unit, on)))
    };
    if !users.iter().all(treats) {
        return Err(Hinder::field("behandlare", "Välj någon som är behandlare i enheten").into());
    }
    if !users.iter().all(|user| place.may_be_named(*user, ctx)) {
        return Err(
            Hinder::field("behandlare", "En av dem kan inte utses i det här uppdraget. Välj någon annan").into()
        );
    }
    let new = users.iter().filter(|user| !assignment.therapists.contains(user));
    Ok(new.map(|user| place.fact_in_assignment(ctx, on, BehandlareUtsedd { behandlare: *user })).collect())
}

input! {
    /// End a therapist's part. The day is the last one of the therapist's reach.
    pub struct AvslutaBehandlare {
        /// The therapist.
        behandlare: Id = "Behandlare",
        /// What whoever goes on needs to know.
        overlamning: Option<String> = "Att veta för den som tar över",
        /// The last day; today unless stated.
        datum: Option<Date> = "Sista dag",
    }
}

impl Command for AvslutaBehandlare {
    const NAME: &'static str = "behandlare.avsluta";
    const TITLE: &'static str = "Avsluta behandlare";
    const ACCESS: Access = MANAGER;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let assignment = place.running_assignment()?;
        if !assignment.therapists.contains(&self.behandlare) {
            return Err(Hinder::field("behandlare", "Välj någon som är utsedd i uppdraget").into());
        }
        let on = day(self.datum, ctx)?;
        let fact = BehandlareAvslutad {
            behandlare: self.behandlare,
            overlamning: self.overlamning.clone(),
            ingen_kvar: assignment.therapists.len() == 1,
        };
        Ok(vec![place.fact_in_assignment(ctx, on, fact)])
    }
}
