//! Who may see what: one rule, for the record and for every list of it.
//!
//! A stream carries grants. A person reaches it when one of the grants names them, or a post they
//! hold, on that day. The store turns the same [`Reach`] into a filter; a test compares the two.

use crate::ctx::{Actor, Ctx, Lent, Post};
use crate::fact::Fact;
use crate::fact::organisation::Roll;
use crate::fact::uppdrag::Deltagare;
use crate::id::Id;
use crate::state::{Assignment, Booking, CaseFile, CaseState};
use crate::words;
use jiff::Timestamp;
use jiff::civil::Date;

words! {
    /// Why somebody may see a stream.
    pub enum Ground {
        Handlaggare = "handlaggare", "Handlägger ärendet";
        Enhetschef = "enhetschef", "Chef för enheten";
        Bestallare = "bestallare", "Har beställt uppdraget";
        Utforarchef = "utforarchef", "Chef hos utföraren";
        Behandlare = "behandlare", "Utsedd i uppdraget";
        Mottagning = "mottagning", "Tar emot i mottagningen";
        Nodoppning = "nodoppning", "Har öppnat ärendet utan uppdrag i det";
        Sparrad = "sparrad", "Får inte se ärendet";
        Jour = "jour", "Har jour för enheten";
    }
}

/// Who a grant names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A user.
    User(Id),
    /// Whoever holds a role in a unit.
    Post(Post),
    /// A user, as long as they hold a post: the one named in a case, who leaves it with the post.
    Named(Id, Post),
    /// Whoever works with the second of two persons who are kept apart, and so must not see the first.
    Apart(Id, Id),
    /// Whoever is on duty for a unit, as long as the shift lasts.
    OnDuty(Id),
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
    /// The instant from which it no longer holds, where it ends within a day.
    pub until: Option<Timestamp>,
}

impl Grant {
    /// Whether it holds on the day and at the instant of somebody who asks.
    fn holds(&self, reach: &Reach) -> bool {
        let day = self.from <= reach.on && self.to.is_none_or(|to| reach.on <= to);
        day && self.until.is_none_or(|until| reach.at < until)
    }
}

/// What somebody can reach on a day, as data: the same value decides here and filters in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The user.
    pub user: Id,
    /// The posts held that day.
    pub posts: Vec<Post>,
    /// What is lent that day by those the user stands in for.
    pub lent: Vec<Lent>,
    /// The units the user is on duty for just then.
    pub duty: Vec<Id>,
    /// The day.
    pub on: Date,
    /// The instant.
    pub at: Timestamp,
    /// The persons the user is kept out of because of whom they work with, each with that other person.
    pub apart: Vec<(Id, Id)>,
}

impl Reach {
    /// What whoever asks reaches now.
    pub fn of(ctx: &Ctx) -> Self {
        let Actor { user, posts, lent, duty, apart, .. } = ctx.actor.clone();
        Self { user, posts, lent, duty, on: ctx.today, at: ctx.now, apart }
    }

    /// The same without what is lent and without duty: what is the user's own.
    pub fn own(&self) -> Self {
        Self { lent: Vec::new(), duty: Vec::new(), ..self.clone() }
    }

    /// The same without what only duty opens, which belongs on nobody's own lists.
    pub fn off_duty(&self) -> Self {
        Self { duty: Vec::new(), ..self.clone() }
    }

    /// Only what duty opens, besides what is the user's by name alone.
    pub fn on_duty(&self) -> Self {
        Self { posts: Vec::new(), lent: Vec::new(), ..self.clone() }
    }

    /// Only what one absent user has lent, besides what is the user's by name alone.
    pub fn lent_by(&self, absent: Id) -> Self {
        let lent = self.lent.iter().copied().filter(|lent| lent.from == absent).collect();
        Self { posts: Vec::new(), lent, duty: Vec::new(), ..self.clone() }
    }

    /// Every holder the user is. A stand-in is the absent one where that one is named, and nowhere else:
    /// not where a grant is the user's own, nor where it is any holder's of the post.
    pub fn holders(&self) -> Vec<Holder> {
        let own = std::iter::once(Holder::User(self.user));
        let posts = self.posts.iter().flat_map(|post| [Holder::Post(*post), Holder::Named(self.user, *post)]);
        let lent = self.lent.iter().map(|lent| Holder::Named(lent.from, lent.post));
        own.chain(posts).chain(lent).chain(self.duty.iter().copied().map(Holder::OnDuty)).collect()
    }

    /// Every holder the user is by name, standing in too, and not as whoever holds a post.
    pub fn by_name(&self) -> Vec<Holder> {
        self.holders().into_iter().filter(|holder| !matches!(holder, Holder::Post(_) | Holder::OnDuty(_))).collect()
    }

    /// Every holder whose bars keep the user out.
    pub fn barred_as(&self) -> Vec<Holder> {
        let apart = self.apart.iter().map(|(person, other)| Holder::Apart(*person, *other));
        std::iter::once(Holder::User(self.user)).chain(apart).collect()
    }

    /// The grounds on which these grants let the user in; none means no. Whoever is barred is let in on none.
    pub fn grounds(&self, grants: &[Grant]) -> Vec<Ground> {
        let bars = |grant: &&Grant| grant.ground == Ground::Sparrad;
        let barred = self.barred_as();
        if grants.iter().filter(bars).any(|bar| barred.contains(&bar.holder)) {
            return Vec::new();
        }
        let holders = self.holders();
        let reaches = |grant: &&Grant| holders.contains(&grant.holder) && grant.holds(self);
        grants.iter().filter(|grant| !bars(grant)).filter(reaches).map(|grant| grant.ground).collect()
    }
}

/// Whether these grounds open the whole record of a case, and not only what came in.
pub fn whole_case(grounds: &[Ground]) -> bool {
    grounds
        .iter()
        .any(|ground| matches!(ground, Ground::Handlaggare | Ground::Enhetschef | Ground::Nodoppning | Ground::Jour))
}

/// Whether a fact of a stream one reaches is shown on these grounds. The provider's notes stay with
/// the provider, but for those the caseworker needs to know. Reception sees what came in and never the
/// investigation. Who made a report is shown to nobody here: it has a page of its own (OSL 26:5).
pub fn shows(fact: &Fact, grounds: &[Ground]) -> bool {
    let told = || matches!(fact, Fact::GenomforandeanteckningSkriven(note) if note.handlaggaren_behover_veta);
    shows_named(fact.name(), grounds).unwrap_or_else(told)
}

/// What [`shows`] says of a fact of which only the stored name is known; none where its content decides.
pub fn shows_named(name: &str, grounds: &[Ground]) -> Option<bool> {
    let on = |wanted: &[Ground]| grounds.iter().any(|ground| wanted.contains(ground));
    match name {
        "anmalare.uppgiven" => Some(false),
        "genomforandeanteckning.skriven" => on(&[Ground::Behandlare, Ground::Utforarchef]).then_some(true),
        _ => Some(grounds.iter().any(|ground| *ground != Ground::Mottagning) || INTAKE.contains(&name)),
    }
}

/// What reception sees of a case.
const INTAKE: &[&str] = &[
    "arende.oppnat",
    "ansokan.inkommen",
    "ansokan.aterkallad",
    "anmalan.inkommen",
    "skyddsfragor.stallda",
    "forhandsbedomning.gjord",
    "fullmakt.registrerad",
    "fullmakt.aterkallad",
    "handlaggare.utsedd",
    "utredning.inledd",
    "journalanteckning.skriven",
    "arende.avslutat",
];

/// The grants of a case: its caseworkers, each for as long as they were named, the head of its unit, and
/// the reception that took it in, until the day a caseworker is named or the case closes, that day included, and
/// whoever is on duty for the unit, until it closes.
/// Of a matter in a register: whoever is named to handle it, and the head of its unit.
pub fn case_grants(case: &CaseState) -> Vec<Grant> {
    let Some(from) = case.opened_on else { return Vec::new() };
    let post = |role, unit| Holder::Post(Post { role, unit });
    let head = case.unit.map(|unit| post(case.head_role(), unit));
    let head = head.map(|holder| open(holder, Ground::Enhetschef, from));
    // What is handed to reception is the desk's, and its manager's where it has one.
    let above = case.unit.filter(|_| case.is_desks()).map(|unit| post(Roll::Enhetschef, unit));
    let head = head.into_iter().chain(above.map(|holder| open(holder, Ground::Enhetschef, from)));
    let to = case.caseworkers.first().map(|named| named.from).into_iter().chain(case.closed_on).min();
    let desk = case.reception.map(|unit| post(Roll::Mottagningssekreterare, unit));
    let desk = desk.map(|holder| Grant { to, ..open(holder, Ground::Mottagning, from) });
    // Whoever is on duty answers for the unit's open cases, and not for what is in a register.
    let duty = case.unit.filter(|_| case.matter.is_none()).map(Holder::OnDuty);
    let duty = duty.map(|holder| Grant { to: case.closed_on, ..open(holder, Ground::Jour, from) });
    let others = case.guarded.opened().chain(case.guarded.bars(case.person));
    caseworkers(case, Ground::Handlaggare).chain(head).chain(desk).chain(duty).chain(others).collect()
}

/// The grants of an assignment: the provider's manager, the therapists named, everybody in the provider's unit where
/// the person lives with them in shifts, and the case's caseworkers and unit head, who see the order and what the provider hands on.
pub fn assignment_grants(case: &CaseState, assignment: &Assignment) -> Vec<Grant> {
    let (Some(order), Some(from)) = (&assignment.order, assignment.ordered_on) else { return Vec::new() };
    if assignment.erased {
        return Vec::new();
    }
    let grant = |holder, ground| open(holder, ground, from);
    // Who returns an assignment has no more to do with the person from that day's end.
    // Nor whoever has handed the file over to the board.
    let out = assignment.returned_on.into_iter().chain(assignment.handed_over_on).min();
    let at_provider = |holder, ground| Grant { to: out, ..grant(holder, ground) };
    let post = |role| Post { role, unit: order.utforare };
    let mut grants = vec![at_provider(Holder::Post(post(Roll::Utforarchef)), Ground::Utforarchef)];
    // A therapist who has left reaches nothing from the day after the last one.
    grants.extend(assignment.service.iter().map(|service| {
        let named = Holder::Named(service.user, post(Roll::Behandlare));
        let known = at_provider(named, Ground::Behandlare);
        Grant { to: known.to.into_iter().chain(service.to).min(), ..known }
    }));
    // Those who come and go in shifts reach the person for as long as the insats goes on.
    grants.extend(assignment.group_from.map(|on| {
        let group = Holder::Post(post(Roll::Behandlare));
        let to = assignment.ended_on.into_iter().chain(out).min();
        Grant { to, ..open(group, Ground::Behandlare, on) }
    }));
    let ordered = |mut grant: Grant| {
        grant.from = grant.from.max(from);
        grant.to.is_none_or(|to| to >= grant.from).then_some(grant)
    };
    grants.extend(caseworkers(case, Ground::Bestallare).filter_map(ordered));
    grants.extend(case.unit.map(|unit| grant(Holder::Post(Post { role: Roll::Enhetschef, unit }), Ground::Bestallare)));
    grants.extend(case.guarded.bars(Some(order.person)));
    grants
}

/// A grant from a day on.
const fn open(holder: Holder, ground: Ground, from: Date) -> Grant {
    Grant { holder, ground, from, to: None, until: None }
}

/// Who has a booking among their meetings: those of the staff who are to take part, by name where somebody is
/// named, and whoever booked it when nobody else is known.
pub fn taking_part(file: &CaseFile, booking: &Booking) -> Vec<Holder> {
    let mut holders: Vec<Holder> =
        booking.fact.deltagare.iter().flat_map(|part| parts(file, booking.subject, *part)).collect();
    if holders.is_empty() {
        holders.push(Holder::User(booking.by));
    }
    holders
}

/// Whom a part in a meeting stands for: the caseworker, the therapists, the provider's manager.
pub fn parts(file: &CaseFile, subject: Id, part: Deltagare) -> Vec<Holder> {
    let assignment = file.assignments.get(&subject);
    let provider = assignment.and_then(|known| known.order.as_ref()).map(|order| order.utforare);
    let post = |role, unit| Post { role, unit };
    match part {
        Deltagare::Handlaggare => {
            let named = file.case.caseworker.zip(file.case.unit);
            named.map(|(user, unit)| Holder::Named(user, post(Roll::Socialsekreterare, unit))).into_iter().collect()
        }
        Deltagare::Behandlare => {
            let there = assignment.map(|known| known.therapists.as_slice()).unwrap_or_default();
            let named = |user: &Id| Some(Holder::Named(*user, post(Roll::Behandlare, provider?)));
            there.iter().filter_map(named).collect()
        }
        Deltagare::Utforarchef => {
            provider.map(|unit| Holder::Post(post(Roll::Utforarchef, unit))).into_iter().collect()
        }
        Deltagare::DenEnskilde | Deltagare::Foretradare | Deltagare::Anhorig | Deltagare::Annan => Vec::new(),
    }
}

/// Those who have been named caseworkers, in the post they were named in. Whoever hands a case over
/// sees it the day it is handed over, and no longer; and when the case is closed, nobody for longer than the packs say.
fn caseworkers(case: &CaseState, ground: Ground) -> impl Iterator<Item = Grant> {
    let unit = case.unit;
    case.caseworkers.iter().filter_map(move |named| {
        let post = Post { role: case.handler_role(), unit: unit? };
        let to = named.to.into_iter().chain(case.shut_after).min();
        Some(Grant { to, ..open(Holder::Named(named.user, post), ground, named.from) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_that_are_judged_are_names_of_facts() {
        let judged = ["anmalare.uppgiven", "genomforandeanteckning.skriven"];
        for name in INTAKE.iter().chain(&judged) {
            assert!(Fact::NAMES.iter().any(|(known, _)| known == name), "{name}");
        }
    }

    #[test]
    fn a_name_says_as_much_as_the_fact_does() {
        let all = [Ground::Handlaggare, Ground::Bestallare, Ground::Behandlare, Ground::Mottagning];
        let shown = |name: &str| {
            all.map(|ground| match shows_named(name, &[ground]) {
                Some(true) => 'y',
                Some(false) => 'n',
                None => '?',
            })
        };
        let told = |name| String::from_iter(shown(name));
        assert_eq!(told("anmalare.uppgiven"), "nnnn");
        assert_eq!(told("genomforandeanteckning.skriven"), "??y?");
        assert_eq!(told("beslut.fattat"), "yyyn");
        assert_eq!(told("ansokan.inkommen"), "yyyy");
        assert_eq!(shows_named("beslut.fattat", &[]), Some(false));
    }
}
