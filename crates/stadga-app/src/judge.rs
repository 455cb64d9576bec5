//! What the packs say of an act before it is done: the guards, and what a decision rests on.

use crate::App;
use crate::cases::{UseCase, input_table};
use crate::load::Loaded;
use stadga_core::command::FromPacks;
use stadga_core::fact::organisation::Roll;
use stadga_core::form::Form;
use stadga_core::identity::PersonNumber;
use stadga_core::{Ctx, Id, Level};
use stadga_rules::{Check, Delegation, Stack, Timeline};

/// What a use case would meet, right now.
pub(crate) struct Judged {
    pub checks: Vec<Check>,
    pub packs: FromPacks,
}

impl App {
    /// Runs the guards and asks the packs what they add.
    pub(crate) fn judge(&self, ctx: &Ctx, case: &UseCase, loaded: &Loaded, subject: Option<Id>, form: &Form) -> Judged {
        let stack = self.stack();
        let input = input_table(case, form, &self.reading(ctx));
        let birth = self.birth(ctx, loaded, form);
        let timeline = Timeline::new(&loaded.file.events, birth);
        let assignment = subject.filter(|id| loaded.file.assignments.contains_key(id));
        let role = ctx.actor.post.role;
        let mut checks = stadga_rules::check(&stack, case.name, &input, role, &timeline, ctx.today, assignment);
        self.tell_who_may(&mut checks, &stack, &input, loaded, ctx);
        let packs = from_packs(&stack, &input, ctx);
        Judged { checks, packs }
    }

    /// The person's day of birth: of the number in the form, else of the number in the record.
    fn birth(&self, ctx: &Ctx, loaded: &Loaded, form: &Form) -> Option<jiff::civil::Date> {
        let recorded = || {
            let person = self.load_person(loaded.file.case.person?).ok()?;
            person.number.as_ref().map(PersonNumber::birth_date)
        };
        let given = PersonNumber::parse(form.text("nummer"), ctx.today).ok();
        given.map(|number| number.birth_date()).or_else(recorded)
    }

    /// Adds to a decision outside one's competence who may make it, by name when the unit has one.
    fn tell_who_may(&self, checks: &mut [Check], stack: &Stack, input: &toml::Table, loaded: &Loaded, ctx: &Ctx) {
        let outside = |check: &&mut Check| !check.holds && check.level == Level::Behorighet;
        for check in checks.iter_mut().filter(outside) {
            let Some(admitted) = admitted(stack, input) else { continue };
            let roles =
                admitted.roles.iter().map(|role| role.label().to_lowercase()).collect::<Vec<_>>().join(" eller ");
            let organisation = self.organisation().unwrap_or_default();
            let unit = loaded.file.case.unit.unwrap_or(loaded.case);
            let holders = admitted.roles.iter().flat_map(|role| organisation.holders(*role, unit, ctx.today));
            let names: Vec<&str> = holders.map(|user| user.name.as_str()).collect();
            let to = if names.is_empty() { roles.clone() } else { names.join(" eller ") };
            check.remedy =
                Some(format!("Delegationsordningen punkt {}: {roles}. Lämna beslutet till {to}.", admitted.point));
        }
    }
}

fn from_packs(stack: &Stack, input: &toml::Table, ctx: &Ctx) -> FromPacks {
    let insats = input.get("insats").and_then(toml::Value::as_str).and_then(|key| stack.insats(key));
    FromPacks {
        legal_ground: insats.map(|insats| insats.legal.clone()),
        delegation_point: admitting(stack, input, ctx.actor.post.role).map(|row| row.point.clone()),
    }
}

/// The row of the delegation order that lets a role make the decision in the input.
fn admitting<'a>(stack: &'a Stack, input: &toml::Table, role: Roll) -> Option<&'a Delegation> {
    let text = |name: &str| input.get(name).and_then(toml::Value::as_str);
    let date = |name: &str| text(name).and_then(|text| text.parse::<jiff::civil::Date>().ok());
    let period = date("fran").zip(date("till"));
    stadga_rules::delegation_point(stack, text("utfall")?, text("insats")?, role, period)
}

/// The first row that lets anybody make it.
fn admitted<'a>(stack: &'a Stack, input: &toml::Table) -> Option<&'a Delegation> {
    Roll::ALL.iter().find_map(|role| admitting(stack, input, *role))
}
