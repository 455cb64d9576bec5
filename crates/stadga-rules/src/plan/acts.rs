//! Which later act meets a duty or makes it needless.

use super::{DutyState, Planner};
use crate::condition::View;
use crate::pack::Act;
use crate::timeline::Happening;
use stadga_core::Id;

impl<'a> Planner<'a> {
    /// What has become of a duty that is done once: whichever comes first.
    pub(super) fn state(&self, trigger: &Happening<'_>) -> DutyState {
        let met = self.acts(&self.rule.met_by, trigger).into_iter().next();
        let void = self.acts(&self.rule.void_by, trigger).into_iter().next();
        match (met, void) {
            (Some(met), Some(void)) if order(void) < order(met) => voided(void),
            (Some(met), _) => done(met),
            (None, Some(void)) => voided(void),
            (None, None) => DutyState::Open,
        }
    }

    /// The acts after the trigger that one of the rules names, in the order they happened.
    pub(super) fn acts(&self, rules: &[Act], trigger: &Happening<'_>) -> Vec<&'a Happening<'a>> {
        if !rules.iter().any(|rule| self.timeline.has(&rule.event)) {
            return Vec::new();
        }
        let view = self.view(trigger);
        let mut acts: Vec<&Happening<'_>> = self
            .happenings()
            .filter(|act| rules.iter().any(|rule| act.is(&rule.event) && self.answers(rule, act, trigger, &view)))
            .collect();
        acts.sort_by_key(|act| order(act));
        acts
    }

    fn answers(&self, rule: &Act, act: &Happening<'_>, trigger: &Happening<'_>, view: &View<'_>) -> bool {
        let belongs = match &rule.matching {
            Some(field) => self.matches(field, act, trigger),
            None => act.is_after(trigger) && belongs(act, trigger),
        };
        belongs && rule.condition.as_ref().is_none_or(|condition| condition.holds_for(act, view))
    }

    /// Whether the act's field names the trigger, or holds the same as the trigger's field. An act
    /// that names the trigger comes after it, whatever day was stated.
    fn matches(&self, field: &str, act: &Happening<'_>, trigger: &Happening<'_>) -> bool {
        let Some(value) = act.text(field).map(|text| self.first_version(text)) else { return false };
        let same = || trigger.text(field).map(|text| self.first_version(text)).as_ref() == Some(&value);
        value == trigger.origin.to_string() || (act.is_after(trigger) && same())
    }

    /// An id in a field may be any version's; other texts stay as they are.
    fn first_version(&self, text: String) -> String {
        text.parse::<Id>().map_or(text, |id| self.timeline.first_version(id).to_string())
    }
}

/// The state of a duty that an act met.
pub(super) fn done(act: &Happening<'_>) -> DutyState {
    DutyState::Met { event: act.origin, on: act.on }
}

/// The state of a duty that an act made needless.
pub(super) fn voided(act: &Happening<'_>) -> DutyState {
    DutyState::Void { event: act.origin, on: act.on }
}

/// The order in which things happened.
pub(super) fn order(act: &Happening<'_>) -> (jiff::civil::Date, usize) {
    (act.on, act.place)
}

/// Whether an act is about the same assignment and the same decision as the trigger. A new decision
/// answers any trigger, one that changes or ends an earlier decision only what belongs to that one, and a
/// new order may answer for an assignment that was returned.
fn belongs(act: &Happening<'_>, trigger: &Happening<'_>) -> bool {
    let same = |mine: Option<Id>, theirs: Option<Id>| mine.zip(theirs).is_none_or(|(mine, theirs)| mine == theirs);
    if act.name == "beslut.fattat" {
        return act.decision == act.chain || same(act.chain, trigger.chain);
    }
    same(act.chain, trigger.chain) && (act.name == "bestallning.skickad" || same(act.assignment, trigger.assignment))
}
