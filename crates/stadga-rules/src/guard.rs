//! What an act needs: every guard that applies, whether it holds or not.

use crate::condition::{View, exceeds};
use crate::pack::{Delegation, GuardRule, Pack};
use crate::stack::Stack;
use crate::timeline::Timeline;
use jiff::civil::Date;
use stadga_core::fact::beslut::Utfall;
use stadga_core::fact::organisation::Roll;
use stadga_core::{Hinder, Id, Level, Refusal, Source};

/// One guard's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The rule, as `pack:key`.
    pub rule: String,
    /// How hard it is.
    pub level: Level,
    /// Whether what it needs is there.
    pub holds: bool,
    /// What is wrong, when it does not hold.
    pub message: String,
    /// What is in order, when it holds.
    pub ok: String,
    /// What to do about it.
    pub remedy: Option<String>,
    /// The use case that would remedy it.
    pub remedy_action: Option<String>,
    /// The form field it is about.
    pub field: Option<String>,
    /// Where it comes from.
    pub source: Source,
    /// The clauses it realises.
    pub clauses: Vec<String>,
    /// The point of the delegation order that admitted the act, where the guard asks for one.
    pub point: Option<String>,
}

impl Check {
    /// The sentence to show: what is in order, or what is wrong.
    pub fn text(&self) -> &str {
        if self.holds { &self.ok } else { &self.message }
    }

    fn hinder(&self) -> Hinder {
        Hinder {
            level: self.level,
            message: self.message.clone(),
            remedy: self.remedy.clone(),
            remedy_action: self.remedy_action.clone(),
            rule: Some(self.rule.clone()),
            source: Some(self.source.clone()),
            field: self.field.clone(),
        }
    }
}

/// Every guard that applies to a use case with this input, hardest first.
pub fn check(
    stack: &Stack,
    command: &str,
    input: &toml::Table,
    role: Roll,
    timeline: &Timeline<'_>,
    today: Date,
    assignment: Option<Id>,
) -> Vec<Check> {
    let view = View {
        stack,
        timeline,
        assignment,
        fields: input,
        // In a guard, "since" is since the latest decision.
        since: timeline.scope(assignment).filter(|happening| happening.name == "beslut.fattat").last(),
        day: Some(today),
        today: Some(today),
        role: Some(role),
        insats: insats_of(input, timeline, assignment),
    };
    let mut checks: Vec<Check> = stack
        .guards()
        .filter(|(pack, rule)| rule.commands.iter().any(|name| name == command) && stack.applies(pack, view.insats))
        .filter(|(_, rule)| rule.condition.as_ref().is_none_or(|condition| condition.holds(&view)))
        .map(|(pack, rule)| answer(pack, rule, &view))
        .collect();
    checks.sort_by_key(|check| check.level);
    checks
}

/// What stops the act: law, form and competence that do not hold.
pub fn refusals(checks: &[Check]) -> Refusal {
    let failed = checks.iter().filter(|check| !check.holds && check.level.refuses());
    Refusal { hinders: failed.map(Check::hinder).collect() }
}

/// What questions the act: guidelines that do not hold. With a reason the act goes through.
pub fn warnings(checks: &[Check]) -> Vec<Hinder> {
    checks.iter().filter(|check| !check.holds && !check.level.refuses()).map(Check::hinder).collect()
}

/// The row of the delegation order that admits a decision by this role. `period` is first and last
/// day; when a grant has none, a row with a longest period does not admit it.
pub fn delegation_point<'a>(
    stack: &'a Stack,
    outcome: &str,
    insats: &str,
    role: Roll,
    period: Option<(Date, Date)>,
) -> Option<&'a Delegation> {
    let grants = outcome.parse::<Utfall>().is_ok_and(Utfall::grants);
    stack.delegations().find(|row| {
        let short_enough = match (row.max_period, period) {
            (None, _) => true,
            (Some(longest), Some((from, to))) => !exceeds(from, to, longest),
            (Some(_), None) => !grants,
        };
        row.decision.iter().any(|admitted| admitted == outcome)
            && (row.insatser.is_empty() || stack.is_one_of(insats, &row.insatser))
            && row.roles.contains(&role)
            && short_enough
    })
}

/// The row that admits the decision in a command's input.
pub(crate) fn delegated<'a>(view: &View<'a>) -> Option<&'a Delegation> {
    let text = |field: &str| view.fields.get(field).and_then(toml::Value::as_str);
    let date = |field: &str| text(field).and_then(|text| text.parse::<Date>().ok());
    let insats = text("insats").or(view.insats).unwrap_or_default();
    delegation_point(view.stack, text("utfall")?, insats, view.role?, date("fran").zip(date("till")))
}

fn answer(pack: &Pack, rule: &GuardRule, view: &View<'_>) -> Check {
    let say = |text: &String| view.stack.say(text);
    let holds = rule.require.holds(view);
    let asks = holds && rule.require.asks_delegation();
    Check {
        rule: format!("{}:{}", pack.id, rule.key),
        level: rule.level,
        holds,
        message: say(&rule.message),
        ok: rule.ok.as_ref().map_or_else(|| say(&own_words(rule)), say),
        remedy: rule.remedy.as_ref().map(say),
        remedy_action: rule.remedy_action.clone(),
        field: rule.field.clone(),
        source: rule.source.clone(),
        clauses: rule.clauses.clone(),
        point: delegated(view).filter(|_| asks).map(|row| row.point.clone()),
    }
}

/// What is in order, when the pack has no sentence for it.
fn own_words(rule: &GuardRule) -> String {
    format!("{}.", stadga_core::calendar::text::sentence_case(&rule.require.sentence()))
}

/// The insats an act is about: the one in the input, the assignment's, or the newest decision's.
fn insats_of<'a>(input: &'a toml::Table, timeline: &'a Timeline<'_>, assignment: Option<Id>) -> Option<&'a str> {
    let named = |field: &str| input.get(field).and_then(toml::Value::as_str).filter(|key| !key.is_empty());
    named("insats")
        .or_else(|| named("forslag"))
        .or_else(|| assignment.and_then(|id| timeline.insats(id)))
        .or_else(|| timeline.newest_insats())
}
