//! Members of the organisation: who works here, in which role and unit, and from which day no longer.
//!
//! The system's steward writes it down. Rights follow from the posts alone, so whoever leaves reaches nothing from
//! the day after the last one; what they held stays where it is, and the unit's head sees that nobody has it.

use super::{Access, Command, Place, period};
use crate::ctx::{Ctx, Post};
use crate::event::{NewEvent, StreamKind};
use crate::fact::Fact;
use crate::fact::organisation::{AnvandareRegistrerad, DriftformAngiven, EnhetArt, Roll, RollAvslutad, RollTilldelad};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::Organisation;
use jiff::civil::Date;

/// The steward of the system, and nobody who works with cases.
const STEWARD: Access = Access::Organisation(&[Roll::Systemforvaltare]);

input! {
    /// Somebody begins to work here.
    pub struct RegistreraAnvandare {
        /// The name.
        namn: String = "Namn",
        /// The role.
        roll: Roll = "Roll",
        /// The unit.
        enhet: Id = "Enhet",
        /// First day, inclusive; today unless stated.
        fran: Option<Date> = "Från och med",
    }
}

impl Command for RegistreraAnvandare {
    const NAME: &'static str = "anvandare.registrera";
    const TITLE: &'static str = "Registrera användare";
    const ACCESS: Access = STEWARD;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let namn = self.namn.trim().to_owned();
        suits(place.organisation, self.roll, self.enhet)?;
        let anvandare = ctx.ids.next_id();
        let fran = self.fran.unwrap_or(ctx.today);
        let post = RollTilldelad { anvandare, roll: self.roll, enhet: self.enhet, fran, till: None };
        Ok(vec![written(place, ctx, AnvandareRegistrerad { anvandare, namn }), written(place, ctx, post)])
    }
}

input! {
    /// A member gets a role in a unit, besides those held already.
    pub struct TilldelaRoll {
        /// Who.
        anvandare: Id = "Användare",
        /// The role.
        roll: Roll = "Roll",
        /// The unit.
        enhet: Id = "Enhet",
        /// First day, inclusive; today unless stated.
        fran: Option<Date> = "Från och med",
        /// Last day, inclusive; until further notice unless stated.
        till: Option<Date> = "Till och med",
    }
}

impl Command for TilldelaRoll {
    const NAME: &'static str = "roll.tilldela";
    const TITLE: &'static str = "Ge en roll";
    const ACCESS: Access = STEWARD;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let user = known(place.organisation, self.anvandare)?;
        if user == ctx.actor.user {
            // Whoever can open every door gives themselves no key: another steward has to.
            return Err(
                Hinder::field("anvandare", "Du kan inte ge dig själv en roll. Be en annan systemförvaltare").into()
            );
        }
        suits(place.organisation, self.roll, self.enhet)?;
        let fran = self.fran.unwrap_or(ctx.today);
        period(Some(fran), self.till)?;
        if place.organisation.users.get(&user).is_some_and(|held| held.holds(self.roll, self.enhet, fran)) {
            return Err(Hinder::state(
                "Användaren har redan rollen den dagen.",
                "Avsluta den först om dagarna ska ändras.",
            )
            .into());
        }
        let post = RollTilldelad { anvandare: user, roll: self.roll, enhet: self.enhet, fran, till: self.till };
        Ok(vec![written(place, ctx, post)])
    }
}

input! {
    /// A member no longer holds a role in a unit.
    pub struct AvslutaRoll {
        /// Who.
        anvandare: Id = "Användare",
        /// The role.
        roll: Roll = "Roll",
        /// The unit.
        enhet: Id = "Enhet",
        /// Last day, inclusive; yesterday unless stated, so that it ends at once.
        till: Option<Date> = "Sista dagen",
    }
}

impl Command for AvslutaRoll {
    const NAME: &'static str = "roll.avsluta";
    const TITLE: &'static str = "Avsluta en roll";
    const ACCESS: Access = STEWARD;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let user = known(place.organisation, self.anvandare)?;
        let last = self.till.unwrap_or_else(|| yesterday(ctx));
        let post = Post { role: self.roll, unit: self.enhet };
        let held = held_after(place.organisation, user, last);
        if !held.contains(&post) {
            return Err(
                Hinder::state("Användaren har inte rollen efter den dagen.", "Se efter vilka roller hen har.").into()
            );
        }
        stewards_left(place.organisation, user, &[post], ctx.today)?;
        Ok(vec![ended(place, ctx, (user, post), last)])
    }
}

input! {
    /// A member leaves: every role ends.
    pub struct AvslutaAnvandare {
        /// Who.
        anvandare: Id = "Användare",
        /// Last day, inclusive; yesterday unless stated, so that it ends at once.
        till: Option<Date> = "Sista dagen",
    }
}

impl Command for AvslutaAnvandare {
    const NAME: &'static str = "anvandare.avsluta";
    const TITLE: &'static str = "Avsluta användare";
    const ACCESS: Access = STEWARD;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let user = known(place.organisation, self.anvandare)?;
        let last = self.till.unwrap_or_else(|| yesterday(ctx));
        let held = held_after(place.organisation, user, last);
        if held.is_empty() {
            return Err(
                Hinder::state("Användaren har ingen roll efter den dagen.", "Då finns inget att avsluta.").into()
            );
        }
        stewards_left(place.organisation, user, &held, ctx.today)?;
        Ok(held.into_iter().map(|post| ended(place, ctx, (user, post), last)).collect())
    }
}

input! {
    /// Say who runs a provider's unit. A private one keeps files of its own, apart from the board's (SoL 17 kap.).
    pub struct AngeDriftform {
        /// The unit.
        enhet: Id = "Enhet",
        /// Whether somebody else than the municipality runs it.
        enskild: bool = "Enheten drivs av någon annan än kommunen",
    }
}

impl Command for AngeDriftform {
    const NAME: &'static str = "enhet.ange_driftform";
    const TITLE: &'static str = "Ange vem som driver enheten";
    const ACCESS: Access = STEWARD;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let unit = place.organisation.units.get(&self.enhet);
        let Some(unit) = unit.filter(|unit| unit.kind == EnhetArt::Utforare) else {
            return Err(Hinder::field("enhet", "Välj en utförare").into());
        };
        if unit.private == self.enskild {
            return Err(Hinder::state("Det står redan så.", "Då behöver du inte göra något.").into());
        }
        Ok(vec![written(place, ctx, DriftformAngiven { enhet: self.enhet, enskild: self.enskild })])
    }
}

fn yesterday(ctx: &Ctx) -> Date {
    ctx.today.yesterday().unwrap_or(ctx.today)
}

fn known(organisation: &Organisation, user: Id) -> Result<Id, Refusal> {
    let here = organisation.users.contains_key(&user);
    here.then_some(user).ok_or_else(|| Hinder::field("anvandare", "Välj någon som finns").into())
}

/// A provider's roles belong at a provider, and the authority's never there.
fn suits(organisation: &Organisation, role: Roll, unit: Id) -> Result<(), Refusal> {
    let Some(unit) = organisation.units.get(&unit) else {
        return Err(Hinder::field("enhet", "Välj en enhet").into());
    };
    if role == Roll::Systemforvaltare || role.at_provider() == (unit.kind == EnhetArt::Utforare) {
        return Ok(());
    }
    let message = format!("{} finns inte i {}. Välj en annan roll eller enhet", role.label(), unit.name);
    Err(Hinder::field("roll", message).into())
}

/// The posts that go on after a day.
fn held_after(organisation: &Organisation, user: Id, last: Date) -> Vec<Post> {
    organisation.users.get(&user).map(|user| user.after(last)).unwrap_or_default()
}

/// Somebody has to be able to give the others their roles.
fn stewards_left(organisation: &Organisation, user: Id, ends: &[Post], today: Date) -> Result<(), Refusal> {
    let steward = |post: &Post| post.role == Roll::Systemforvaltare;
    let others = organisation.users.values().filter(|other| other.id != user);
    if !ends.iter().any(steward) || others.flat_map(|other| other.posts(today)).any(|post| steward(&post)) {
        return Ok(());
    }
    let message = "Det är den enda systemförvaltaren: ingen kan ge roller efteråt.";
    Err(Hinder::state(message, "Ge en annan användare rollen först.").into())
}

fn ended(place: &Place<'_>, ctx: &mut Ctx, (anvandare, post): (Id, Post), till: Date) -> NewEvent {
    written(place, ctx, RollAvslutad { anvandare, roll: post.role, enhet: post.unit, till })
}

fn written(place: &Place<'_>, ctx: &mut Ctx, fact: impl Into<Fact>) -> NewEvent {
    NewEvent::new(ctx.ids.next_id(), StreamKind::Organisation, place.subject, ctx.today, fact)
}
