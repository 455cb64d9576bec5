//! The flats: which there are, who lives where since when, and which are free; out of what was registered and of who
//! moved in and out.

use super::arende::LISTED;
use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::access::{Ground, Reach};
use stadga_core::event::standing;
use stadga_core::fact::routine::StegUtfort;
use stadga_core::{Ctx, Fact, Id};
use stadga_rules::{Stack, StepFlat, StepRule};
use stadga_store::{AssignmentFilter, CaseFilter};

/// The flats that whoever looks keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlatsPage {
    /// Whether the routines have flats at all.
    pub kept_here: bool,
    /// The use case that registers one, when the user may.
    pub registers: Option<(String, String)>,
    /// The flats: free ones first, then by name.
    pub flats: Vec<Flat>,
}

/// A flat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flat {
    /// The matter it is registered as; none where somebody has moved into one that is not registered.
    pub matter: Option<Id>,
    /// What it is called.
    pub name: String,
    /// What else was said when it was registered, under the questions of the form.
    pub facts: Vec<(String, String)>,
    /// Who lives there. More than one is told as it is.
    pub tenants: Vec<Tenant>,
}

/// Who lives in a flat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    /// The assignment.
    pub assignment: Id,
    /// The name; none for somebody protected, of whom no list says where they live.
    pub person: Option<String>,
    /// Since this day.
    pub since: Date,
    /// The day the insats ended, when it has and nobody has written that they moved out.
    pub ended_on: Option<Date>,
}

impl App {
    /// The flats of the user's unit.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for whoever does not work at a provider.
    pub fn flats(&self, ctx: &Ctx) -> Result<FlatsPage, AppError> {
        const WHAT: &str = "lagenheter.lista";
        if !ctx.actor.posts.iter().any(|post| post.role.at_provider()) {
            return self.nothing(ctx, WHAT);
        }
        let stack = self.stack();
        let registers = stack.flats().find(|(_, flat)| matches!(flat, StepFlat::Registers(_)));
        let may = |step: &StepRule| ctx.actor.posts.iter().any(|post| step.opened_by.contains(&post.role));
        let mut page = FlatsPage {
            kept_here: stack.flats().next().is_some(),
            registers: registers.filter(|(step, _)| may(step)).map(|(step, _)| (step.name(), step.title.clone())),
            flats: Vec::new(),
        };
        let mut shown = self.registered_flats(ctx, &stack, &mut page.flats)?;
        shown.extend(self.tenants(ctx, &stack, &mut page.flats)?);
        page.flats.sort_by_key(|flat| (!flat.tenants.is_empty(), flat.name.to_lowercase()));
        self.shown(ctx, WHAT, shown, page)
    }

    /// Whether the routines have flats.
    pub fn has_flats(&self) -> bool {
        self.stack().flats().next().is_some()
    }

    fn registered_flats(&self, ctx: &Ctx, stack: &Stack, flats: &mut Vec<Flat>) -> Result<Vec<Id>, AppError> {
        let filter = CaseFilter { matters: true, limit: LISTED, ..CaseFilter::default() };
        let mut shown = Vec::new();
        for listed in self.store().case_list(&Reach::of(ctx).off_duty(), &filter)? {
            let loaded = self.load_case(listed.row.subject)?;
            let of_flat = |event: &stadga_core::Event| match &event.fact {
                Fact::StegUtfort(step) => named(stack, step).map(|(_, name)| (name, others(stack, step))),
                _ => None,
            };
            let Some((name, facts)) = loaded.file.events.iter().find_map(of_flat) else { continue };
            shown.push(listed.row.subject);
            flats.push(Flat { matter: Some(listed.row.subject), name, facts, tenants: Vec::new() });
        }
        Ok(shown)
    }

    /// Puts those who have moved in and not out where they live.
    fn tenants(&self, ctx: &Ctx, stack: &Stack, flats: &mut Vec<Flat>) -> Result<Vec<Id>, AppError> {
        let filter = AssignmentFilter { ended: true, limit: LISTED, ..AssignmentFilter::default() };
        let mut shown = Vec::new();
        for listed in self.store().assignment_list(&Reach::of(ctx).off_duty(), &filter)? {
            let assignment = listed.row.subject;
            let loaded = self.load_case(assignment)?;
            let grounds = loaded.grounds(ctx, assignment);
            if !grounds.iter().any(|ground| matches!(ground, Ground::Behandlare | Ground::Utforarchef)) {
                continue;
            }
            let mut home: Option<(String, Date)> = None;
            let own = standing(&loaded.file.events).into_iter().filter(|row| row.event.subject == assignment);
            for row in own {
                let Fact::StegUtfort(step) = &row.event.fact else { continue };
                match named(stack, step) {
                    Some((StepFlat::MovesIn(_), name)) => home = Some((name, row.event.occurred_on)),
                    Some((StepFlat::MovesOut(_), _)) => home = None,
                    _ => {}
                }
            }
            let Some((name, since)) = home else { continue };
            let person = Some(listed.name).filter(|_| loaded.veiled.is_none());
            let tenant = Tenant { assignment, person, since, ended_on: listed.row.ended_on };
            shown.push(assignment);
            let same = |flat: &&mut Flat| flat.name.trim().to_lowercase() == name.trim().to_lowercase();
            match flats.iter_mut().find(same) {
                Some(flat) => flat.tenants.push(tenant),
                None => flats.push(Flat { matter: None, name, facts: Vec::new(), tenants: vec![tenant] }),
            }
        }
        Ok(shown)
    }
}

/// What a step says of a flat, with what the flat is called; none for any other step.
fn named(stack: &Stack, step: &StegUtfort) -> Option<(StepFlat, String)> {
    let (_, flat) = stack.flats().find(|(rule, _)| rule.key == step.steg)?;
    let given = step.svar.iter().find(|given| given.namn == flat.field())?;
    Some((flat.clone(), given.svar.trim().to_owned()))
}

/// What else was answered in it.
fn others(stack: &Stack, step: &StegUtfort) -> Vec<(String, String)> {
    let field = stack.flats().find(|(rule, _)| rule.key == step.steg).map(|(_, flat)| flat.field().to_owned());
    let rest = step.svar.iter().filter(|given| Some(&given.namn) != field.as_ref());
    rest.map(|given| (given.fraga.clone(), given.svar.clone())).collect()
}
