//! What must happen: every duty that the packs' rules give for what has happened.
//!
//! Time-free: the same stack and timeline give the same plan on any day. Whether a duty is late is
//! seen when it is read.

mod acts;
mod paused;
mod quarters;
mod series;
mod when;

use crate::condition::View;
use crate::pack::{DutyRule, Opens, Owner, Pack, Scope, Time, Weight};
use crate::stack::{Changes, Stack};
use crate::timeline::{Happening, Timeline};
use jiff::civil::Date;
use stadga_core::calendar::{Counting, Due, Receipt, Urgency, before, count};
use stadga_core::{Id, Source};
use std::borrow::Cow;

/// Something that somebody must do, has done, or need not do any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Scope, rule, trigger and occurrence: the same through new pack versions, corrections and rebuilds.
    pub id: String,
    /// The pack of the rule.
    pub pack: String,
    /// The rule's key in it.
    pub key: String,
    /// What to do, in the municipality's words.
    pub title: String,
    /// Why, in a sentence.
    pub why: String,
    /// Where the rule comes from.
    pub source: Source,
    /// The clauses it realises.
    pub clauses: Vec<String>,
    /// The case.
    pub case: Id,
    /// The assignment, when it is about one.
    pub assignment: Option<Id>,
    /// Whose list it stands on.
    pub owner: Owner,
    /// On whose lists too: done together, met once.
    pub shared_with: Vec<Owner>,
    /// First day it stands there.
    pub opens_on: Date,
    /// Last day to do it; none when only a word or a person says when.
    pub due: Option<Due>,
    /// The urgency in words. With a date too, the date is the pack's own target and not law.
    pub word: Option<Urgency>,
    /// No rule can date it: a person must judge.
    pub judge: bool,
    /// From which day it also stands with whom, while it is not done.
    pub escalations: Vec<(Date, Owner)>,
    /// What has become of it.
    pub state: DutyState,
    /// The use case of its button.
    pub action: Option<String>,
    /// The text of its button.
    pub button: Option<String>,
    /// What is at stake.
    pub weight: Weight,
    /// What started it.
    pub trigger: Trigger,
    /// Which time, from 1.
    pub occurrence: u32,
    /// How the date came about, and under which version of the pack.
    pub receipt: Receipt,
}

impl Duty {
    /// The rule's address: `pack:key`.
    pub fn rule(&self) -> String {
        format!("{}:{}", self.pack, self.key)
    }

    /// Whether it remains to be done.
    pub fn is_open(&self) -> bool {
        self.state == DutyState::Open
    }

    /// Whether it remains to be done after its last day.
    pub fn is_late(&self, today: Date) -> bool {
        self.is_open() && self.due.as_ref().is_some_and(|due| due.strict < today)
    }

    /// Whether its date is the pack's own target for an urgency that law states in words alone.
    pub fn is_local_target(&self) -> bool {
        self.word.is_some() && self.due.is_some()
    }
}

/// What has become of a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DutyState {
    /// It remains to be done.
    Open,
    /// It was done.
    Met {
        /// The event that met it.
        event: Id,
        /// The day.
        on: Date,
    },
    /// It is no longer needed.
    Void {
        /// The event that made it needless.
        event: Id,
        /// The day.
        on: Date,
    },
}

/// What started a duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// The first version of the event.
    pub event: Id,
    /// Its stored name.
    pub name: Cow<'static, str>,
    /// The day.
    pub on: Date,
}

/// Every duty of a case with its assignments, in one order: by day, by what is at stake, by rule.
pub fn plan(stack: &Stack, timeline: &Timeline<'_>) -> Vec<Duty> {
    let Some(case) = timeline.case() else { return Vec::new() };
    let assignments: Vec<Id> = timeline.assignments().collect();
    let mut duties = Vec::new();
    for (pack, rule) in stack.duties() {
        let mut planner = Planner { stack, timeline, pack, rule, case, assignment: None };
        match rule.scope {
            Scope::Arende => planner.plan(&mut duties),
            Scope::Uppdrag => {
                for assignment in &assignments {
                    planner.assignment = Some(*assignment);
                    planner.plan(&mut duties);
                }
            }
        }
    }
    duties.sort_by_cached_key(|duty| {
        let day = duty.due.as_ref().map_or(duty.opens_on, |due| due.strict);
        (day, duty.weight, duty.rule(), duty.id.clone())
    });
    duties
}

/// One rule in one scope.
#[derive(Clone, Copy)]
struct Planner<'a> {
    stack: &'a Stack,
    timeline: &'a Timeline<'a>,
    pack: &'a Pack,
    rule: &'a DutyRule,
    case: Id,
    assignment: Option<Id>,
}

/// One occurrence of a duty before it is written out.
struct Occurrence {
    number: u32,
    opens_on: Date,
    due: Option<Due>,
    state: DutyState,
}

impl<'a> Planner<'a> {
    fn plan(&self, duties: &mut Vec<Duty>) {
        if !self.timeline.has(&self.rule.trigger.event) {
            return;
        }
        let mut triggers: Vec<&Happening<'_>> = self.happenings().filter(|happening| self.starts(happening)).collect();
        triggers.sort_by_key(|trigger| (trigger.on, trigger.place));
        if self.rule.trigger.first {
            triggers.truncate(1);
        }
        for trigger in triggers.into_iter().filter(|trigger| self.rule.in_force.holds(trigger.on)) {
            self.plan_for(trigger, duties);
        }
    }

    fn plan_for(&self, trigger: &Happening<'_>, duties: &mut Vec<Duty>) {
        let view = self.view(trigger);
        if !self.stack.applies(self.pack, view.insats) {
            return;
        }
        let changes = self.stack.changes(self.pack, self.rule, view.insats);
        if changes.off || self.rule.condition.as_ref().is_some_and(|condition| !condition.holds(&view)) {
            return;
        }
        let time = when::changed(&self.rule.time, &changes);
        let occurrences = match time {
            Time::Series { every, counting } => self.series(trigger, every, counting),
            Time::Quarterly { after, windows } => self.quarters(trigger, after, windows),
            ref time => vec![self.once(trigger, time)],
        };
        for occurrence in occurrences {
            duties.push(self.duty(trigger, &time, &changes, occurrence));
        }
    }

    fn once(&self, trigger: &Happening<'_>, time: &Time) -> Occurrence {
        let mut due = when::due(time, trigger);
        if let (Some(due), Some(rule)) = (&mut due, &self.rule.paused) {
            self.pause(due, rule, trigger);
        }
        let opens_on = match (&due, self.rule.opens) {
            (Some(due), Opens::AtDue) => due.strict,
            (Some(due), Opens::AtTrigger) => self.opened(due.strict, trigger.on),
            (None, _) => trigger.on,
        };
        Occurrence { number: 1, opens_on, due, state: self.state(trigger) }
    }

    /// The day a duty comes onto the list: some time before its day when the rule says so, never before `first`.
    fn opened(&self, due: Date, first: Date) -> Date {
        self.rule.opens_before.map_or(first, |period| before(due, period).max(first))
    }

    fn duty(&self, trigger: &Happening<'_>, time: &Time, changes: &Changes<'_>, occurrence: Occurrence) -> Duty {
        let rule = self.rule;
        let Occurrence { number, opens_on, mut due, state } = occurrence;
        let receipt = when::receipt(self.pack, rule, trigger, time, changes, due.as_ref());
        if let Some(due) = &mut due {
            due.receipt = receipt.clone();
        }
        let subject = self.assignment.unwrap_or(self.case);
        Duty {
            id: format!("{subject}:{}:{}:{}:{number}", self.pack.id, rule.key, trigger.origin),
            pack: self.pack.id.clone(),
            key: rule.key.clone(),
            title: self.stack.say(&rule.title),
            why: self.stack.say(&rule.why),
            source: rule.source.clone(),
            clauses: rule.clauses.clone(),
            case: self.case,
            assignment: self.assignment.or(trigger.assignment),
            owner: rule.owner,
            shared_with: rule.shared_with.clone(),
            opens_on,
            escalations: self.escalations(due.as_ref()),
            word: match time {
                Time::Urgency { word, .. } => Some(*word),
                _ => None,
            },
            judge: due.is_none() && !matches!(time, Time::Urgency { .. }),
            due,
            state,
            action: rule.action.clone(),
            button: rule.button.clone(),
            weight: rule.weight,
            trigger: Trigger { event: trigger.origin, name: trigger.name.clone(), on: trigger.on },
            occurrence: number,
            receipt,
        }
    }

    /// Counted from the strict day in the municipality's own time.
    fn escalations(&self, due: Option<&Due>) -> Vec<(Date, Owner)> {
        let local = Counting::Local(stadga_core::calendar::Roll::None);
        let day = |due: &Due, step: &crate::pack::Escalation| count(due.strict, step.after, local).strict;
        due.map(|due| self.rule.escalate.iter().map(|step| (day(due, step), step.to)).collect()).unwrap_or_default()
    }

    fn happenings(&self) -> impl Iterator<Item = &'a Happening<'a>> + use<'a> {
        self.timeline.scope(self.assignment)
    }

    fn starts(&self, happening: &Happening<'_>) -> bool {
        let wanted = &self.rule.trigger;
        let condition = wanted.condition.as_ref();
        happening.is(&wanted.event) && condition.is_none_or(|condition| condition.holds(&self.view(happening)))
    }

    /// What conditions see, with a trigger.
    fn view<'v>(&'v self, trigger: &'v Happening<'v>) -> View<'v> {
        let assignment = self.assignment.or(trigger.assignment);
        let own = assignment.and_then(|id| self.timeline.insats(id));
        let named = || trigger.fields().get("insats").and_then(toml::Value::as_str);
        View {
            stack: self.stack,
            timeline: self.timeline,
            assignment: self.assignment,
            fields: trigger.fields(),
            since: Some(trigger),
            day: Some(trigger.on),
            today: None,
            role: None,
            insats: own.or_else(named).or_else(|| self.timeline.newest_insats()),
        }
    }
}
