//! What follows a decision: how it was served, until when it can be appealed, and what became of appeals.

use crate::load::Loaded;
use jiff::civil::Date;
use stadga_core::Id;
use stadga_core::calendar::Due;
use stadga_core::state::{Appeal, Challenge, Delivery, Served};

/// What has followed one decision.
#[derive(Clone, Debug)]
pub struct Aftermath {
    /// The day the person was told that simplified service may be used in the case.
    pub informed_on: Option<Date>,
    /// When it was sent to be served.
    pub deliveries: Vec<Delivery>,
    /// When the person got it, as far as that can be shown.
    pub served: Option<Served>,
    /// Until when it can be appealed; none while nobody knows when the person got it.
    pub until: Option<Due>,
    /// The minutes and the notice board, of a decision that is tried for its legality; none for others. Service starts
    /// no time then.
    pub challenge: Option<Challenge>,
    /// The appeals of it, and of an earlier decision that it changes: they cover it too (FL 46 §).
    pub appeals: Vec<Appeal>,
    /// Clerical errors put right: the day and how it is to be read.
    pub corrections: Vec<(Date, String)>,
    /// When it was considered again, and whether it is to be changed.
    pub reviews: Vec<(Date, bool)>,
}

/// What has followed a decision of a case.
pub(crate) fn aftermath(loaded: &Loaded, decision: Id) -> Aftermath {
    let case = &loaded.file.case;
    let known = &case.remedies;
    let root = |id: Id| case.decision(id).map(|decision| (decision.root, decision.on));
    let here = root(decision);
    let covers = |appeal: &&Appeal| match (root(appeal.fact.beslut), here) {
        (Some((root, on)), Some((own, made))) => root == own && on <= made,
        _ => false,
    };
    let challenge = loaded.file.challenge(decision);
    Aftermath {
        informed_on: known.informed_on,
        deliveries: known.deliveries.iter().filter(|sent| sent.decision == decision).cloned().collect(),
        served: known.served(decision),
        until: known.appeal_until(decision).filter(|_| challenge.is_none()),
        challenge,
        appeals: known.appeals.iter().filter(covers).cloned().collect(),
        corrections: of(&known.corrections, decision),
        reviews: of(&known.reviews, decision),
    }
}

fn of<T: Clone>(all: &[(Id, Date, T)], decision: Id) -> Vec<(Date, T)> {
    all.iter().filter(|(id, ..)| *id == decision).map(|(_, on, what)| (*on, what.clone())).collect()
}
