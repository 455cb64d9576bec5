//! A planned duty becomes rows on people's lists: who is the owner, right now, by name or post.

use stadga_core::Id;
use stadga_core::access::Holder;
use stadga_core::calendar::Step;
use stadga_core::ctx::Post;
use stadga_core::fact::organisation::{EnhetArt, Roll};
use stadga_core::state::{CaseFile, Organisation, Unit};
use stadga_rules::{Duty, DutyState, Owner, Weight};
use stadga_store::{DutyRow, DutyState as Stands, OwnerRow, Why};

/// The rows of a case's duties, in the plan's canonical order.
pub(crate) fn duty_rows(duties: &[Duty], case: Id, file: &CaseFile, organisation: &Organisation) -> Vec<DutyRow> {
    duties.iter().map(|duty| duty_row(duty, case, file, organisation)).collect()
}

fn duty_row(duty: &Duty, case: Id, file: &CaseFile, organisation: &Organisation) -> DutyRow {
    let (state, met_on) = match duty.state {
        DutyState::Open => (Stands::Open, None),
        DutyState::Met { on, .. } => (Stands::Met, Some(on)),
        DutyState::Void { on, .. } => (Stands::Void, Some(on)),
    };
    DutyRow {
        id: duty.id.clone(),
        case,
        subject: compartment(duty, case),
        rule: format!("{}:{}", duty.pack, duty.key),
        occurrence: duty.occurrence,
        trigger_on: duty.trigger.on,
        opens_on: duty.opens_on,
        due_strict: duty.due.as_ref().map(|due| due.strict),
        due_legal: duty.due.as_ref().map(|due| due.legal),
        word: duty.word.map(|word| word.label().to_owned()),
        weight: heaviness(duty.weight),
        state,
        met_on,
        target: duty.assignment.unwrap_or(case),
        receipt: if state == Stands::Open { receipt(duty) } else { String::new() },
        owners: owner_rows(duty, file, organisation),
    }
}

/// How the day was reached, one step a line: dates and rules, as every list shows them.
fn receipt(duty: &Duty) -> String {
    let steps: Vec<String> = duty.receipt.steps.iter().map(|step| step.text.replace('\n', " ")).collect();
    steps.join("\n")
}

/// The steps of a row's receipt.
pub(crate) fn steps(receipt: &str) -> Vec<Step> {
    receipt.lines().map(|text| Step { date: None, text: text.to_owned() }).collect()
}

/// Heavier first: a person's liberty before anything else.
fn heaviness(weight: Weight) -> u32 {
    let lighter = Weight::ALL.iter().rev().position(|known| *known == weight);
    lighter.and_then(|place| u32::try_from(place).ok()).unwrap_or_default()
}

/// Whether that is how heavy somebody's liberty is.
pub(crate) fn is_liberty(weight: u32) -> bool {
    weight == heaviness(Weight::Frihet)
}

/// A duty lies in its owner's compartment, so that a provider's duty never leaks the investigation.
fn compartment(duty: &Duty, case: Id) -> Id {
    let provider = |owner: Owner| matches!(owner, Owner::Behandlare | Owner::Utforarchef);
    let at_provider = provider(duty.owner) || duty.shared_with.iter().copied().any(provider);
    duty.assignment.filter(|_| at_provider).unwrap_or(case)
}

/// The unit and role that has a duty today; none where a user has it whatever their post.
pub(crate) fn post_of(duty: &Duty, file: &CaseFile, organisation: &Organisation) -> Option<Post> {
    let holders = Whose { duty, file, organisation }.holders(duty.owner);
    holders.into_iter().find_map(|holder| match holder {
        Holder::Named(_, post) | Holder::Post(post) => Some(post),
        _ => None,
    })
}

fn owner_rows(duty: &Duty, file: &CaseFile, organisation: &Organisation) -> Vec<OwnerRow> {
    let place = Whose { duty, file, organisation };
    let shared = duty.shared_with.iter().map(|owner| (*owner, duty.opens_on, Why::Shared));
    let escalated = duty.escalations.iter().map(|(from, owner)| (*owner, *from, Why::Escalated));
    std::iter::once((duty.owner, duty.opens_on, Why::Owner))
        .chain(shared)
        .chain(escalated)
        .flat_map(|(owner, from, why)| {
            place.holders(owner).into_iter().map(move |holder| OwnerRow { holder, from, why })
        })
        .collect()
}

struct Whose<'a> {
    duty: &'a Duty,
    file: &'a CaseFile,
    organisation: &'a Organisation,
}

impl Whose<'_> {
    /// Who the word stands for in this case today. Nobody named: the head answers for it.
    fn holders(&self, owner: Owner) -> Vec<Holder> {
        let case = &self.file.case;
        let assignment = self.duty.assignment.and_then(|id| self.file.assignments.get(&id));
        let order = assignment.and_then(|assignment| assignment.order.as_ref());
        let post = |role, unit| Holder::Post(Post { role, unit });
        let named = |role, unit| move |user| Holder::Named(user, Post { role, unit });
        let caseworker = case.caseworker.zip(case.unit);
        let caseworker = caseworker.map(|(user, unit)| named(case.handler_role(), unit)(user));
        let head = case.unit.map(|unit| post(case.head_role(), unit));
        let manager = order.map(|order| post(Roll::Utforarchef, order.utforare));
        match owner {
            Owner::Handlaggare => caseworker.or(head).into_iter().collect(),
            // What is handed to reception is the desk's; its manager is the manager.
            Owner::Enhetschef if case.is_desks() => {
                case.unit.map(|unit| post(Roll::Enhetschef, unit)).into_iter().collect()
            }
            Owner::Enhetschef => head.into_iter().collect(),
            Owner::Utforarchef => manager.into_iter().collect(),
            Owner::Behandlare => match (assignment.map(|assignment| assignment.therapists.as_slice()), order) {
                (Some(therapists), Some(order)) if !therapists.is_empty() => {
                    therapists.iter().copied().map(named(Roll::Behandlare, order.utforare)).collect()
                }
                _ => manager.into_iter().collect(),
            },
            // The reception that took it in has it until somebody handles the case.
            Owner::Mottagning => match (case.caseworker, case.reception) {
                (Some(user), _) => vec![Holder::User(user)],
                (None, Some(unit)) => vec![post(Roll::Mottagningssekreterare, unit)],
                (None, None) => {
                    let units = self.organisation.units_of(EnhetArt::Mottagning);
                    let desk = |unit: &&Unit| post(Roll::Mottagningssekreterare, unit.id);
                    units.iter().map(desk).chain(head).collect()
                }
            },
        }
    }
}
