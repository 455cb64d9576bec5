//! Who may see what: one rule, for the record and for every list of it.
//!
//! A stream carries grants. A person reaches it when one of the grants names them, or a post they
//! hold, on that day. The store turns the same [`Reach`] into a filter; a test compares the two.

use crate::ctx::{Actor, Post};
use crate::fact::Fact;
use crate::fact::organisation::Roll;
use crate::id::Id;
use crate::state::{Assignment, CaseState};
use crate::words;
use jiff::civil::Date;

words! {
    /// Why somebody may see a stream.
    pub enum Ground {
        Handlaggare = "handlaggare", "Handlägger ärendet";
        Enhetschef = "enhetschef", "Chef för enheten";
        Bestallare = "bestallare", "Har beställt uppdraget";
        Utforarchef = "utforarchef", "Chef hos utföraren";
        Behandlare = "behandlare", "Utsedd i uppdraget";
    }
}

/// Who a grant names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A user.
    User(Id),
    /// Whoever holds a role in a unit.
    Post(Post),
}

/// A right to reach a stream, between two days, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Who.
    pub holder: Holder,
    /// Why.
    pub ground: Ground,
    /// First day.
    pub from: Date,
    /// Last day; open when none.
    pub to: Option<Date>,
}

/// What somebody can reach on a day, as data: the same value decides here and filters in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The user.
    pub user: Id,
    /// The posts held that day.
    pub posts: Vec<Post>,
    /// The day.
    pub on: Date,
}

impl Reach {
    /// What an actor reaches today.
    pub fn of(actor: &Actor, today: Date) -> Self {
        Self { user: actor.user, posts: actor.posts.clone(), on: today }
    }

    /// The grounds on which these grants let the user in; none means no.
    pub fn grounds(&self, grants: &[Grant]) -> Vec<Ground> {
        let reaches = |grant: &&Grant| {
            let named = match grant.holder {
                Holder::User(user) => user == self.user,
                Holder::Post(post) => self.posts.contains(&post),
            };
            named && grant.from <= self.on && grant.to.is_none_or(|to| self.on <= to)
        };
        grants.iter().filter(reaches).map(|grant| grant.ground).collect()
    }
}

/// Whether a fact of a stream one reaches is shown on these grounds: the provider's notes stay with
/// the provider, but for those the caseworker needs to know.
pub fn shows(fact: &Fact, grounds: &[Ground]) -> bool {
    let at_provider = grounds.iter().any(|ground| matches!(ground, Ground::Behandlare | Ground::Utforarchef));
    match fact {
        Fact::GenomforandeanteckningSkriven(note) => at_provider || note.handlaggaren_behover_veta,
        _ => true,
    }
}

/// The grants of a case: its caseworker and the head of its unit.
pub fn case_grants(case: &CaseState) -> Vec<Grant> {
    let Some(from) = case.opened_on else { return Vec::new() };
    let grant = |holder, ground| Grant { holder, ground, from, to: None };
    let caseworker = case.caseworker.map(|user| grant(Holder::User(user), Ground::Handlaggare));
    let head = case.unit.map(|unit| grant(Holder::Post(Post { role: Roll::Enhetschef, unit }), Ground::Enhetschef));
    caseworker.into_iter().chain(head).collect()
}

/// The grants of an assignment: the provider's manager, the therapists named, and the case's
/// caseworker and unit head, who see the order and what the provider hands on.
pub fn assignment_grants(case: &CaseState, assignment: &Assignment) -> Vec<Grant> {
    let (Some(order), Some(from)) = (&assignment.order, assignment.ordered_on) else { return Vec::new() };
    let grant = |holder, ground| Grant { holder, ground, from, to: None };
    // Who returns an assignment has no more to do with the person from that day's end.
    let at_provider = |holder, ground| Grant { to: assignment.returned_on, ..grant(holder, ground) };
    let manager = Post { role: Roll::Utforarchef, unit: order.utforare };
    let mut grants = vec![at_provider(Holder::Post(manager), Ground::Utforarchef)];
    grants.extend(assignment.therapists.iter().map(|user| at_provider(Holder::User(*user), Ground::Behandlare)));
    grants.extend(case.caseworker.map(|user| grant(Holder::User(user), Ground::Bestallare)));
    grants.extend(case.unit.map(|unit| grant(Holder::Post(Post { role: Roll::Enhetschef, unit }), Ground::Bestallare)));
    grants
}
