//! A pack as a process map: who does what, in which order, by when and according to what.

use crate::condition::sentence::event_label;
use crate::explain::time_sentence;
use crate::pack::{DutyRule, Owner, Pack, STEP, Scope, StepRule};
use crate::stack::Stack;
use stadga_core::calendar::text::sentence_case;
use stadga_core::{Fact, Source};

/// The map of a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProcessMap {
    /// Those who do something on the map, in the order they come in.
    pub lanes: Vec<String>,
    /// What is done, in order.
    pub steps: Vec<MapStep>,
    /// What else the routine asks for, beside the map.
    pub beside: Vec<MapStep>,
}

/// One thing on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapStep {
    /// Which lane it stands in, counted from zero.
    pub lane: usize,
    /// Who does it.
    pub who: String,
    /// Who does it together with them.
    pub with: Vec<String>,
    /// What.
    pub what: String,
    /// After what; empty for what begins the routine.
    pub after: String,
    /// How soon; empty for a step without a duty.
    pub within: String,
    /// Where it comes from.
    pub source: Source,
}

/// The map of a pack in the words of the whole stack; empty when the stack has no such pack.
pub fn process_map(stack: &Stack, pack: &str) -> ProcessMap {
    let Some(pack) = stack.pack(pack) else { return ProcessMap::default() };
    let begins: Vec<&StepRule> = pack.steps.iter().filter(|step| step.first).collect();
    let drawn = match pack.upkeep.map.steps.as_slice() {
        [] => in_order(pack),
        steps => steps.iter().filter_map(|key| pack.duties.iter().find(|rule| rule.key == *key)).collect(),
    };
    let mut map = ProcessMap::default();
    for step in begins {
        let (lane, who) = lane(&mut map.lanes, pack, step.owner);
        let what = stack.say(&step.title);
        let (after, within, source) = (String::new(), String::new(), step.source.clone());
        map.steps.push(MapStep { lane, who, with: Vec::new(), what, after, within, source });
    }
    for rule in &drawn {
        let step = placed(stack, pack, rule, &mut map.lanes);
        map.steps.push(step);
    }
    // What is told beneath has no lane of its own.
    let mut lanes = map.lanes.clone();
    let rest = pack.duties.iter().filter(|rule| !drawn.iter().any(|known| known.key == rule.key));
    map.beside = rest.map(|rule| placed(stack, pack, rule, &mut lanes)).collect();
    map
}

fn placed(stack: &Stack, pack: &Pack, rule: &DutyRule, lanes: &mut Vec<String>) -> MapStep {
    let (lane, who) = lane(lanes, pack, rule.owner);
    MapStep {
        lane,
        who,
        with: rule.shared_with.iter().map(|owner| name(pack, *owner)).collect(),
        what: stack.say(&rule.title),
        after: stack.say(&event_label(&rule.trigger.event)),
        within: sentence_case(&time_sentence(&rule.time)),
        source: rule.source.clone(),
    }
}

fn lane(lanes: &mut Vec<String>, pack: &Pack, owner: Owner) -> (usize, String) {
    let who = name(pack, owner);
    let at = lanes.iter().position(|known| *known == who).unwrap_or_else(|| {
        lanes.push(who.clone());
        lanes.len() - 1
    });
    (at, who)
}

/// What the routine calls them.
fn name(pack: &Pack, owner: Owner) -> String {
    let own = pack.upkeep.map.lanes.iter().find(|(known, _)| *known == owner);
    own.map_or_else(|| owner.label().to_owned(), |(_, name)| name.clone())
}

/// Every duty, each after the one that leads to it; what nothing in the pack leads to in the order a case has.
fn in_order(pack: &Pack) -> Vec<&DutyRule> {
    let made = |rule: &DutyRule| pack.duties.iter().any(|other| other.key != rule.key && leads(other, rule));
    let mut roots: Vec<&DutyRule> = pack.duties.iter().filter(|rule| !made(rule)).collect();
    roots.sort_by_key(|rule| position(pack, &rule.trigger.event));
    let mut order = Vec::with_capacity(pack.duties.len());
    // Duties in a circle have no beginning; they come last, as the files have them.
    for rule in roots.into_iter().chain(&pack.duties) {
        follow(pack, rule, &mut order);
    }
    order
}

/// Takes a duty and what it leads to. No call is deeper than the pack has duties, for each is taken once.
fn follow<'a>(pack: &'a Pack, rule: &'a DutyRule, order: &mut Vec<&'a DutyRule>) {
    let mut waiting = vec![rule];
    while let Some(rule) = waiting.pop() {
        if order.iter().any(|known| known.key == rule.key) {
            continue;
        }
        order.push(rule);
        waiting.extend(pack.duties.iter().rev().filter(|next| leads(rule, next)));
    }
}

fn leads(rule: &DutyRule, next: &DutyRule) -> bool {
    rule.met_by.iter().any(|act| act.event == next.trigger.event)
}

/// Where in the life of a case an event comes: as the closed list has them, a pack's own steps first when they belong
/// to the case and last when they belong to the assignment.
fn position(pack: &Pack, event: &str) -> usize {
    let Some(key) = event.strip_prefix(STEP) else {
        return Fact::NAMES.iter().position(|(name, _)| *name == event).map_or(usize::MAX, |at| at + 1);
    };
    let of_case = |step: &StepRule| step.scope == Scope::Arende && step.register.is_none();
    if pack.steps.iter().any(|step| step.key == key && of_case(step)) { 0 } else { usize::MAX }
}
