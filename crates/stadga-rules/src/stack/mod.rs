//! Packs laid upon each other: law lowest, then the municipality, then the unit.

mod check;

use crate::diagnostic::{Diagnostic, Place};
use crate::explain::Told;
use crate::pack::{
    AccessRules, Act, Addressee, Contact, Delegation, DutyRule, GuardRule, Insats, Letters, OnCall, Override, Pack,
    PackKind, RegisterRule, STEP, ServiceRule, Statute, StepAgenda, StepCost, StepFlat, StepJoint, StepLetter,
    StepRule, Suggestion, TextRule, Weight,
};
use jiff::civil::Date;
use stadga_core::calendar::text::sentence_case;
use stadga_core::calendar::{Counting, Roll, count};
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// How many parents an insats may have; deeper is a circle.
const DEEPEST: usize = 8;

/// The packs in force, lowest layer first.
#[derive(Clone, Debug, Default)]
pub struct Stack {
    packs: Vec<Pack>,
    terms: BTreeMap<String, String>,
    insatser: BTreeMap<String, Insats>,
    /// What each rule says, worked out when it is first asked for.
    told: OnceLock<HashMap<String, Told>>,
}

/// A rule as it is where it applies: with what higher layers have changed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Changes<'a> {
    /// The change of the time, with the pack that made it.
    pub time: Option<(&'a Pack, &'a Override)>,
    /// Whether the rule is switched off.
    pub off: bool,
}

impl Stack {
    /// Lays packs upon each other and checks that they agree: every pack above those it uses,
    /// otherwise law, municipality, unit, and then in the order given.
    pub fn new(packs: Vec<Pack>) -> (Self, Vec<Diagnostic>) {
        let packs = layered(packs);
        let mut stack = Self::default();
        for pack in &packs {
            stack.terms.extend(pack.terms.clone());
            // Sentences about rules name a step by what its pack calls it.
            stack.terms.extend(pack.steps.iter().map(|step| (step.name(), step.done().to_owned())));
            stack.insatser.extend(pack.insatser.iter().map(|insats| (insats.key.clone(), insats.clone())));
        }
        stack.packs = packs;
        let diagnostics = check::check(&stack);
        // What is not allowed never takes effect, whoever overlooks the diagnostics.
        for pack in &mut stack.packs {
            let refused = |place: &Place| diagnostics.iter().any(|found| found.is_error_at(place));
            pack.overrides.retain(|change| !refused(&change.place));
        }
        // A step's form is drawn by those who know no terms.
        let mut packs = std::mem::take(&mut stack.packs);
        packs.iter_mut().flat_map(|pack| &mut pack.steps).for_each(|step| step.said(&stack));
        stack.packs = packs;
        stack.open_registers();
        (stack, diagnostics)
    }

    /// The packs, lowest layer first.
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// The pack with an id.
    pub fn pack(&self, id: &str) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.id == id)
    }

    /// The hashes of the packs, lowest layer first: what an event was recorded under.
    pub fn fingerprint(&self) -> String {
        self.packs.iter().map(|pack| pack.hash.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// An entry of the catalogue.
    pub fn insats(&self, key: &str) -> Option<&Insats> {
        self.insatser.get(key)
    }

    /// The catalogue, in order of key.
    pub fn insatser(&self) -> impl Iterator<Item = &Insats> {
        self.insatser.values()
    }

    /// Whether an insats is one of `keys`, or a kind of one of them.
    pub fn is_one_of(&self, insats: &str, keys: &[String]) -> bool {
        let mut current = Some(insats);
        for _ in 0..DEEPEST {
            let Some(key) = current else { return false };
            if keys.iter().any(|wanted| wanted == key) {
                return true;
            }
            current = self.insatser.get(key).and_then(|insats| insats.parent.as_deref());
        }
        false
    }

    /// The rows of the delegation order.
    pub fn delegations(&self) -> impl Iterator<Item = &Delegation> {
        self.packs.iter().flat_map(|pack| &pack.delegations)
    }

    /// The act that a legal ground such as `11 kap. 1 § SoL` names.
    pub fn statute(&self, legal_ground: &str) -> Option<&Statute> {
        let names = |statute: &&Statute| legal_ground.split_whitespace().any(|word| word == statute.short);
        self.packs.iter().rev().flat_map(|pack| &pack.statutes).find(names)
    }

    /// Who sends letters; the highest layer's word counts.
    pub fn letters(&self) -> Option<&Letters> {
        self.packs.iter().rev().find_map(|pack| pack.letters.as_ref())
    }

    /// Who can decide when the board cannot be awaited; the highest layer that says so counts.
    pub fn on_call(&self) -> &[OnCall] {
        let known = self.packs.iter().rev().find(|pack| !pack.on_call.is_empty());
        known.map(|pack| pack.on_call.as_slice()).unwrap_or_default()
    }

    /// The duty rules of a weight, as `pack:key`.
    pub fn rules_of(&self, weight: Weight) -> Vec<String> {
        let rules = self.duties().filter(|(_, rule)| rule.weight == weight);
        rules.map(|(pack, rule)| format!("{}:{}", pack.id, rule.key)).collect()
    }

    /// How long closed cases are reached and how reading is reviewed; the highest layer's word counts.
    pub fn access(&self) -> Option<&AccessRules> {
        self.packs.iter().rev().find_map(|pack| pack.access.as_ref())
    }

    /// Every duty with its pack.
    pub fn duties(&self) -> impl Iterator<Item = (&Pack, &DutyRule)> {
        self.packs.iter().flat_map(|pack| pack.duties.iter().map(move |rule| (pack, rule)))
    }

    /// What a duty rule says, by `pack:key`; none where no pack has it.
    pub fn told(&self, rule: &str) -> Option<&Told> {
        self.told.get_or_init(|| crate::explain::told(self)).get(rule)
    }

    /// The duty rules whose button leads to one of these use cases, as `pack:key`.
    pub fn rules_for(&self, actions: &[&str]) -> Vec<String> {
        let leads = |rule: &DutyRule| rule.action.as_deref().is_some_and(|action| actions.contains(&action));
        let rules = self.duties().filter(|(_, rule)| leads(rule));
        rules.map(|(pack, rule)| format!("{}:{}", pack.id, rule.key)).collect()
    }

    /// The duty rules that an event meets, as `pack:key`.
    pub fn rules_met_by(&self, event: &str) -> Vec<String> {
        let meets = |rule: &DutyRule| rule.met_by.iter().any(|act| act.event == event);
        let rules = self.duties().filter(|(_, rule)| meets(rule));
        rules.map(|(pack, rule)| format!("{}:{}", pack.id, rule.key)).collect()
    }

    /// The duty rules that a letter to the person meets, as `pack:key`.
    pub fn rules_met_by_letters(&self) -> Vec<String> {
        let letters = |act: &Act| {
            self.step(&act.event).is_some_and(|step| step.letter.as_ref().is_some_and(StepLetter::to_person))
        };
        let rules = self.duties().filter(|(_, rule)| rule.met_by.iter().any(letters));
        rules.map(|(pack, rule)| format!("{}:{}", pack.id, rule.key)).collect()
    }

    /// Every guard with its pack.
    pub fn guards(&self) -> impl Iterator<Item = (&Pack, &GuardRule)> {
        self.packs.iter().flat_map(|pack| pack.guards.iter().map(move |rule| (pack, rule)))
    }

    /// A step, by the name of its use case; the highest layer's when several declare it.
    pub fn step(&self, name: &str) -> Option<&StepRule> {
        let key = name.strip_prefix(STEP)?;
        self.packs.iter().rev().flat_map(|pack| &pack.steps).find(|step| step.key == key)
    }

    /// A register by its key; the highest layer's when several declare it.
    pub fn register(&self, key: &str) -> Option<&RegisterRule> {
        self.packs.iter().rev().flat_map(|pack| &pack.registers).find(|register| register.key == key)
    }

    /// The registers, lowest layer first; of those with the same key the highest layer's.
    pub fn registers(&self) -> impl Iterator<Item = &RegisterRule> {
        let stands = |rule: &&RegisterRule| self.register(&rule.key).is_some_and(|known| known.place == rule.place);
        self.packs.iter().flat_map(|pack| &pack.registers).filter(stands)
    }

    /// A service without an assessment of needs by its key; the highest layer's when several declare it.
    pub fn service(&self, key: &str) -> Option<&ServiceRule> {
        self.packs.iter().rev().flat_map(|pack| &pack.services).find(|service| service.key == key)
    }

    /// Those services, lowest layer first; of those with the same key the highest layer's.
    pub fn services(&self) -> impl Iterator<Item = &ServiceRule> {
        let stands = |rule: &&ServiceRule| self.service(&rule.key).is_some_and(|known| known.place == rule.place);
        self.packs.iter().flat_map(|pack| &pack.services).filter(stands)
    }

    /// How anybody gets in contact; the highest layer's word counts.
    pub fn contact(&self) -> Option<&Contact> {
        self.packs.iter().rev().find_map(|pack| pack.contact.as_ref())
    }

    /// Says in each step that opens a matter who may do so.
    fn open_registers(&mut self) {
        let opens: Vec<_> = self.registers().map(|rule| (rule.opened_by.clone(), rule.who.clone())).collect();
        for step in self.packs.iter_mut().flat_map(|pack| &mut pack.steps) {
            let known = opens.iter().find(|(name, _)| *name == step.name());
            step.opened_by = known.map(|(_, who)| who.clone()).unwrap_or_default();
        }
    }

    /// The authority that a step's letter goes to; the highest layer's word counts.
    pub fn addressee(&self, key: &str) -> Option<&Addressee> {
        let all = self.packs.iter().rev().filter_map(|pack| pack.letters.as_ref());
        all.flat_map(|letters| &letters.addressees).find(|known| known.key == key)
    }

    /// The steps for an insats, lowest layer first; of those with the same key the highest layer's.
    pub fn steps<'a>(&'a self, insats: Option<&'a str>) -> impl Iterator<Item = &'a StepRule> {
        let packs = self.packs.iter().filter(move |pack| self.applies(pack, insats));
        let stands = |step: &&StepRule| self.step(&step.name()).is_some_and(|known| known.place == step.place);
        packs.flat_map(|pack| &pack.steps).filter(stands)
    }

    /// The steps of a register, lowest layer first. They are about nobody, and so about no insats.
    pub fn steps_of_register<'a>(&'a self, register: &'a str) -> impl Iterator<Item = &'a StepRule> {
        let stands = |step: &&StepRule| self.step(&step.name()).is_some_and(|known| known.place == step.place);
        let all = self.packs.iter().flat_map(|pack| &pack.steps);
        all.filter(move |step| step.register.as_deref() == Some(register)).filter(stands)
    }

    /// The steps of cases that routines begin with, before it is known which insats it will be.
    pub fn first_steps(&self) -> impl Iterator<Item = &StepRule> {
        let stands = |step: &&StepRule| self.step(&step.name()).is_some_and(|known| known.place == step.place);
        self.packs.iter().flat_map(|pack| &pack.steps).filter(|step| step.first).filter(stands)
    }

    /// The steps that put a case on the agenda of a meeting, lowest layer first.
    pub fn agendas(&self) -> impl Iterator<Item = (&StepRule, &StepAgenda)> {
        self.saying(|step| step.agenda.as_ref())
    }

    /// The steps that say who pays for an insats, lowest layer first.
    pub fn costs(&self) -> impl Iterator<Item = (&StepRule, &StepCost)> {
        self.saying(|step| step.cost.as_ref())
    }

    /// The steps that are about a flat, lowest layer first.
    pub fn flats(&self) -> impl Iterator<Item = (&StepRule, &StepFlat)> {
        self.saying(|step| step.flat.as_ref())
    }

    /// The steps that lay down a plan which several make together, lowest layer first.
    pub fn joints(&self) -> impl Iterator<Item = (&StepRule, &StepJoint)> {
        self.saying(|step| step.joint.as_ref())
    }

    /// The steps that stand and say something, with what they say.
    fn saying<'a, T: 'a>(
        &'a self,
        what: impl Fn(&'a StepRule) -> Option<&'a T> + 'a,
    ) -> impl Iterator<Item = (&'a StepRule, &'a T)> {
        let all = self.packs.iter().flat_map(|pack| &pack.steps);
        let stands = |step: &StepRule| self.step(&step.name()).is_some_and(|known| known.place == step.place);
        all.filter_map(move |step| Some((step, what(step)?))).filter(move |(step, _)| stands(step))
    }

    /// The help texts of a use case for an insats, lowest layer first. Terms are not yet put in: see
    /// [`Stack::say`].
    pub fn texts<'a>(&'a self, command: &'a str, insats: Option<&'a str>) -> impl Iterator<Item = &'a TextRule> {
        let packs = self.packs.iter().filter(move |pack| self.applies(pack, insats));
        packs.flat_map(|pack| &pack.texts).filter(move |text| text.command == command)
    }

    /// The date a field is filled in with beforehand; the highest layer's word counts.
    pub fn suggested(&self, command: &str, field: &str, today: Date) -> Option<Date> {
        let texts = self.texts(command, None).filter(|text| text.field.as_deref() == Some(field));
        let period = |text: &TextRule| match &text.suggest {
            Some(Suggestion::From(period)) => Some(*period),
            _ => None,
        };
        Some(count(today, texts.filter_map(period).last()?, Counting::Local(Roll::Forward)).legal)
    }

    /// The words that fields of closed lists are filled in with beforehand, with their fields, lowest layer first.
    pub fn suggested_words<'a>(
        &'a self,
        command: &'a str,
        insats: Option<&'a str>,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.texts(command, insats).filter_map(|text| match &text.suggest {
            Some(Suggestion::Word(word)) => Some((text.field.as_deref()?, word.as_str())),
            _ => None,
        })
    }

    /// What the municipality calls something.
    pub fn term(&self, key: &str) -> Option<&str> {
        self.terms.get(key).map(String::as_str)
    }

    /// The text with the municipality's words for `{term}`, with a capital where a sentence begins.
    pub fn say(&self, text: &str) -> String {
        let mut said = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            said.push_str(before);
            let Some((key, after)) = after.split_once('}') else {
                said.push('{');
                rest = after;
                continue;
            };
            match self.term(key) {
                Some(word) if begins_sentence(&said) => said.push_str(&sentence_case(word)),
                Some(word) => said.push_str(word),
                None => said.push_str(key),
            }
            rest = after;
        }
        said.push_str(rest);
        said
    }

    /// Whether a pack governs an insats. A unit's pack with insatser governs nothing else.
    pub fn applies(&self, pack: &Pack, insats: Option<&str>) -> bool {
        pack.applies_to.is_empty() || insats.is_some_and(|insats| self.is_one_of(insats, &pack.applies_to))
    }

    /// Warnings about packs whose last day has passed. They go on working.
    pub fn expired(&self, today: Date) -> Vec<Diagnostic> {
        let expired = self.packs.iter().filter(|pack| pack.is_expired(today));
        let warn = |pack: &Pack| {
            let last = pack.valid_to.map(|day| day.to_string()).unwrap_or_default();
            let message = format!("{} gällde till och med {last} och används fortfarande.", pack.name);
            Diagnostic::warning(&pack.place, message, Some("Besluta om en ny version.".to_owned()))
        };
        expired.map(warn).collect()
    }

    /// What higher layers change in a rule, for an insats. The highest layer has the last word.
    pub(crate) fn changes(&self, pack: &Pack, rule: &DutyRule, insats: Option<&str>) -> Changes<'_> {
        let mut changes = Changes { time: None, off: false };
        for above in self.packs.iter().filter(|above| !above.overrides.is_empty() && self.applies(above, insats)) {
            let mine = |change: &&Override| is_address(&change.rule, &pack.id, &rule.key);
            for change in above.overrides.iter().filter(mine) {
                if change.within.is_some() || change.target.is_some() {
                    changes.time = Some((above, change));
                }
                changes.off |= change.off && pack.kind != PackKind::Lag;
            }
        }
        changes
    }
}

/// Every pack above those it uses; a circle is broken where it is found.
fn layered(mut packs: Vec<Pack>) -> Vec<Pack> {
    packs.sort_by_key(|pack| pack.kind);
    let mut layers = Vec::with_capacity(packs.len());
    while !packs.is_empty() {
        let waits = |pack: &Pack| packs.iter().any(|other| other.id != pack.id && pack.uses.contains(&other.id));
        let next = packs.iter().position(|pack| !waits(pack)).unwrap_or(0);
        layers.push(packs.remove(next));
    }
    layers
}

/// Whether `address` is `pack:key`.
fn is_address(address: &str, pack: &str, key: &str) -> bool {
    address.split_once(':').is_some_and(|(left, right)| left == pack && right == key)
}

fn begins_sentence(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with(['.', '?', '!'])
}
