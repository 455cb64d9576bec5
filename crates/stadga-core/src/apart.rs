//! Two persons who are kept apart: who must not see which of them, who may not be named, and how a list that leaves
//! the program names only one of a pair.
//!
//! Whoever works with one is out of the other. Whoever had both when the bar was set keeps both until the head has
//! named somebody else, because shutting them out of either would leave somebody without a caseworker.

use crate::access::{Grant, Ground, Holder, Reach, assignment_grants, case_grants};
use crate::ctx::Ctx;
use crate::id::Id;
use crate::identity::PersonNumber;
use crate::state::{CaseFile, Organisation};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What ties somebody to a person who is kept apart from another: a grant they have today in a stream of the person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The person.
    pub person: Id,
    /// The other one.
    pub other: Id,
    /// As whom.
    pub holder: Holder,
    /// Why.
    pub ground: Ground,
}

/// The persons somebody is kept out of, each with the other one they work with.
///
/// Working with somebody is to be named, to stand in for whoever is, or to have opened the case in an emergency. Being
/// named oneself keeps a case open, and so does heading it: a head answers for both. Standing in for the caseworkers
/// of both opens neither. Whoever works in a house in shifts is out of whom they meet there when they are named with
/// the other. Whoever is on duty for a unit answers for both for those hours, as its head does, unless they
/// are named with one of them.
pub fn shut_out(user: Id, ties: &[Tie]) -> Vec<(Id, Id)> {
    let works = |tie: &&Tie| !matches!(tie.holder, Holder::Post(_) | Holder::OnDuty(_));
    let own = |tie: &Tie| matches!(tie.holder, Holder::Named(named, _) if named == user);
    let heads = |tie: &Tie| {
        matches!(tie.holder, Holder::Post(_)) && !matches!(tie.ground, Ground::Mottagning | Ground::Behandlare)
    };
    let keeps = |person: Id| ties.iter().any(|tie| tie.person == person && (own(tie) || heads(tie)));
    let all: BTreeSet<(Id, Id)> = ties.iter().filter(works).map(|tie| (tie.other, tie.person)).collect();
    all.into_iter().filter(|(shut, _)| !keeps(*shut)).collect()
}

/// Somebody the person of a case is kept apart from, with everything the authority has on them.
#[derive(Clone, Debug)]
pub struct Opposite {
    /// Their stream.
    pub person: Id,
    /// Their name.
    pub name: String,
    /// Their number, when known.
    pub number: Option<PersonNumber>,
    /// Their cases.
    pub files: Vec<Arc<CaseFile>>,
}

impl Opposite {
    /// Whether somebody works with them now: named in a case or an assignment, standing in for whoever is, or let in
    /// by an emergency opening.
    pub fn is_met_by(&self, user: Id, organisation: &Organisation, (on, at): (Date, Timestamp)) -> bool {
        let posts = organisation.users.get(&user).map(|user| user.posts(on)).unwrap_or_default();
        let reach =
            Reach { user, posts, lent: organisation.lent_to(user, on), duty: Vec::new(), on, at, apart: Vec::new() };
        let by_name = reach.by_name();
        let lets_in = |grant: &Grant| by_name.contains(&grant.holder) && !reach.grounds(&[*grant]).is_empty();
        self.files.iter().any(|file| grants(file).iter().any(lets_in))
    }

    /// Those who are named caseworkers in open cases of theirs.
    pub fn caseworkers(&self) -> impl Iterator<Item = Id> {
        let open = self.files.iter().filter(|file| file.case.closed_on.is_none());
        open.filter_map(|file| file.case.caseworker)
    }

    /// Those who are therapists in assignments of theirs that go on.
    pub fn therapists(&self) -> impl Iterator<Item = Id> {
        self.files.iter().flat_map(|file| therapists(file))
    }
}

/// Those who are therapists in the assignments of a case that go on.
pub fn therapists(file: &CaseFile) -> impl Iterator<Item = Id> {
    let going_on = file.running().filter(|known| known.returned_on.is_none());
    going_on.flat_map(|known| known.therapists.iter().copied())
}

/// Everybody who is let into a case or one of its assignments.
fn grants(file: &CaseFile) -> Vec<Grant> {
    let assignments = file.assignments.values().flat_map(|known| assignment_grants(&file.case, known));
    case_grants(&file.case).into_iter().chain(assignments).collect()
}

/// Whether whoever acts must not know of a person because of whom they work with.
pub fn shuts(ctx: &Ctx, person: Id) -> bool {
    ctx.actor.apart.iter().any(|(shut, _)| *shut == person)
}

/// Which rows of a list that leaves the program may name the person, in the order of the list: never two who are
/// kept apart. The one who stands first is named, and the others stand by the number of the case alone. A row is the
/// person and those they are kept apart from.
pub fn may_be_named<'a>(rows: impl IntoIterator<Item = (Id, &'a [Id])>) -> Vec<bool> {
    let mut kept_back: BTreeSet<Id> = BTreeSet::new();
    let mut named: BTreeSet<Id> = BTreeSet::new();
    let mut may = Vec::new();
    for (person, apart) in rows {
        let first = !kept_back.contains(&person) && !apart.iter().any(|other| named.contains(other));
        if first {
            named.insert(person);
            kept_back.extend(apart);
        } else {
            kept_back.insert(person);
        }
        may.push(first);
    }
    may
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ctx::Post;
    use crate::fact::organisation::Roll;

    fn id(name: u8) -> Id {
        Id::from_bytes([name; 10])
    }

    const ANNA: u8 = 1;
    const BO: u8 = 2;
    const ME: u8 = 7;
    const AWAY: u8 = 8;

    /// `person` is one of the pair.
    fn tie(person: u8, holder: Holder, ground: Ground) -> Tie {
        let other = if person == ANNA { BO } else { ANNA };
        Tie { person: id(person), other: id(other), holder, ground }
    }

    fn named(user: u8) -> Holder {
        Holder::Named(id(user), Post { role: Roll::Socialsekreterare, unit: id(9) })
    }

    fn post(role: Roll) -> Holder {
        Holder::Post(Post { role, unit: id(9) })
    }

    /// Whom it shuts out: the names of those that are shut.
    fn shut(ties: &[Tie]) -> Vec<u8> {
        let all = [ANNA, BO];
        let shut = shut_out(id(ME), ties);
        all.into_iter().filter(|name| shut.iter().any(|(person, _)| *person == id(*name))).collect()
    }

    #[test]
    fn whoever_works_with_one_is_out_of_the_other() {
        let handles = |person| tie(person, named(ME), Ground::Handlaggare);
        let stands_in = |person| tie(person, named(AWAY), Ground::Handlaggare);
        let opened = |person| tie(person, Holder::User(id(ME)), Ground::Nodoppning);
        let heads = |person| tie(person, post(Roll::Enhetschef), Ground::Enhetschef);
        let takes_in = |person| tie(person, post(Roll::Mottagningssekreterare), Ground::Mottagning);
        assert_eq!(shut(&[]), [0; 0]);
        assert_eq!(shut(&[handles(ANNA)]), [BO]);
        assert_eq!(shut(&[stands_in(ANNA)]), [BO]);
        assert_eq!(shut(&[opened(ANNA)]), [BO]);
        // Both from before: until somebody else is named.
        assert_eq!(shut(&[handles(ANNA), handles(BO)]), [0; 0]);
        assert_eq!(shut(&[handles(ANNA), stands_in(BO)]), [BO]);
        assert_eq!(shut(&[handles(ANNA), opened(BO)]), [BO]);
        assert_eq!(shut(&[stands_in(ANNA), stands_in(BO)]), [ANNA, BO]);
        assert_eq!(shut(&[opened(ANNA), opened(BO)]), [ANNA, BO]);
        // A head answers for both; reception does not.
        assert_eq!(shut(&[heads(ANNA), heads(BO)]), [0; 0]);
        assert_eq!(shut(&[handles(ANNA), heads(BO)]), [0; 0]);
        assert_eq!(shut(&[handles(ANNA), takes_in(BO)]), [BO]);
        assert_eq!(shut(&[takes_in(ANNA), takes_in(BO)]), [0; 0]);
        // In shifts in the house where one of them lives, and named with the other.
        let in_shifts = |person| tie(person, post(Roll::Behandlare), Ground::Behandlare);
        assert_eq!(shut(&[in_shifts(ANNA), in_shifts(BO)]), [0; 0]);
        assert_eq!(shut(&[handles(ANNA), in_shifts(BO)]), [BO]);
        // On duty for both as the head is, but for whoever is named with one of them.
        let on_duty = |person| tie(person, Holder::OnDuty(id(9)), Ground::Jour);
        assert_eq!(shut(&[on_duty(ANNA), on_duty(BO)]), [0; 0]);
        assert_eq!(shut(&[handles(ANNA), on_duty(ANNA), on_duty(BO)]), [BO]);
    }

    #[test]
    fn a_list_names_one_of_a_pair() {
        let (anna, bo, cilla) = (id(ANNA), id(BO), id(3));
        let may = |rows: &[(Id, &[Id])]| may_be_named(rows.iter().copied());
        assert_eq!(may(&[(anna, &[bo]), (cilla, &[]), (bo, &[anna]), (anna, &[bo])]), [true, true, false, true]);
        assert_eq!(may(&[(bo, &[anna]), (anna, &[bo])]), [true, false]);
        // Told on one side only, it holds all the same.
        assert_eq!(may(&[(anna, &[bo]), (bo, &[])]), [true, false]);
        assert_eq!(may(&[(anna, &[]), (bo, &[anna])]), [true, false]);
        // Whoever is kept back keeps nobody else back.
        assert_eq!(may(&[(anna, &[bo]), (bo, &[anna, cilla]), (cilla, &[bo])]), [true, false, true]);
        assert_eq!(may(&[]), [false; 0]);
    }
}
