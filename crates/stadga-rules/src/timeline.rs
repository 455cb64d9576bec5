//! What has happened in a case and its assignments, in the form that rules ask about.

use crate::pack::STEP;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use stadga_core::event::{StreamKind, standing};
use stadga_core::fact::protokoll::{DelegationsbeslutAnmalt, ProtokollAnslaget, ProtokollFort, ProtokollJusterat};
use stadga_core::fact::routine::Stegsvar;
use stadga_core::fact::verkstallighet::{
    BeslutVerkstallt, IvoRapporterat, IvoVerkstallt, VerkstallighetAterupptagen, VerkstallighetAvbruten,
    VerkstallighetDelvis, VerkstallighetUpphort,
};
use stadga_core::lagrum::{Route, route};
use stadga_core::state::Stage;
use stadga_core::{Event, Fact, Id};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

/// Something that has happened and still stands.
#[derive(Debug)]
pub struct Happening<'a> {
    /// The id of the first version: what duties are named after.
    pub origin: Id,
    /// The id of the version that counts.
    pub event: Id,
    /// The stored name; a step's is `steg.` and its key.
    pub name: Cow<'static, str>,
    /// The day it happened.
    pub on: Date,
    /// The clock, where it is known.
    pub at: Option<Time>,
    /// When the version that counts was written down.
    pub recorded_at: Timestamp,
    /// The assignment it belongs to: its stream, or the one it names.
    pub assignment: Option<Id>,
    /// The decision it belongs to: the one it names, or the one its assignment carries out.
    pub decision: Option<Id>,
    /// The first decision of the chain of changes that `decision` is part of.
    pub chain: Option<Id>,
    /// How the decision it is about is appealed; none for what is about none, and where the legal ground does not say.
    route: Option<Route>,
    /// Its place among what has happened; a correction keeps the place of what it corrects.
    pub place: usize,
    /// The command that recorded it.
    command: Id,
    fact: &'a Fact,
    fields: OnceLock<toml::Table>,
}

impl Happening<'_> {
    /// The fields of the fact by name, as they are stored; what is empty is left out. With what the
    /// timeline knows for every event, where it belongs to such: `uppdrag`, `beslut` and, of a decision and what
    /// follows it, how it is appealed: `overklagas`; and a step's `datum`.
    pub fn fields(&self) -> &toml::Table {
        self.fields.get_or_init(|| {
            let mut fields = fields_of(self.fact);
            for (name, id) in [("uppdrag", self.assignment), ("beslut", self.decision)] {
                if let Some(id) = id.filter(|_| !fields.contains_key(name)) {
                    fields.insert(name.to_owned(), toml::Value::String(id.to_string()));
                }
            }
            // The form of every step asks for its day, which is stored as the day of the event.
            if matches!(self.fact, Fact::StegUtfort(_)) {
                fields.insert(String::from("datum"), toml::Value::String(self.on.to_string()));
            }
            if let Some(route) = self.route {
                fields.insert(String::from("overklagas"), toml::Value::String(route.word().to_owned()));
            }
            fields
        })
    }

    /// Whether rules mean it by this name. `steg.utfort` is any step.
    pub(crate) fn is(&self, event: &str) -> bool {
        self.name == event || self.fact.name() == event
    }

    /// What it is called in the record.
    pub(crate) fn label(&self) -> &str {
        match self.fact {
            Fact::StegUtfort(step) => step.rubrik.as_deref().unwrap_or(&step.steg),
            fact => fact.label(),
        }
    }

    /// A field as text.
    pub(crate) fn text(&self, field: &str) -> Option<String> {
        self.fields().get(field).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    }

    /// Whether it happened after another: on a later day, or at a later hour, or was written down
    /// later. What one act recorded happened at the same time, and each comes after the other.
    pub(crate) fn is_after(&self, other: &Self) -> bool {
        if self.on != other.on {
            return self.on > other.on;
        }
        if let Some((mine, theirs)) = self.at.zip(other.at).filter(|(mine, theirs)| mine != theirs) {
            return mine > theirs;
        }
        self.place > other.place || (self.command == other.command && self.name != other.name)
    }
}

/// What has happened in one case with its assignments.
#[derive(Debug)]
pub struct Timeline<'a> {
    happenings: Vec<Happening<'a>>,
    /// Every version of an event, by its id, to the first.
    versions: BTreeMap<Id, Id>,
    insatser: BTreeMap<Id, &'a str>,
    /// What has happened, by every name rules may mean it by: most rules speak of something that has not.
    names: HashSet<Cow<'static, str>>,
    /// The chain that each assignment carries out, by its order.
    orders: BTreeMap<Id, Option<Id>>,
    /// The chains that some assignment carries out.
    carried_out: HashSet<Id>,
    case: Option<Id>,
    birth: Option<Date>,
}

impl<'a> Timeline<'a> {
    /// The timeline of one case with its assignments, merged by position. `birth` is the person's day
    /// of birth, when the number is known.
    pub fn new(events: &'a [Event], birth: Option<Date>) -> Self {
        let rows = standing(events);
        let mut timeline = Self {
            happenings: Vec::with_capacity(rows.len()),
            versions: versions(events),
            insatser: BTreeMap::new(),
            names: HashSet::new(),
            orders: BTreeMap::new(),
            carried_out: HashSet::new(),
            case: events
                .iter()
                .find(|event| matches!(event.kind, StreamKind::Arende | StreamKind::Verksamhet))
                .map(|event| event.subject),
            birth,
        };
        let mut decisions: BTreeMap<Id, Id> = BTreeMap::new();
        let mut roots: BTreeMap<Id, Id> = BTreeMap::new();
        let mut routes: BTreeMap<Id, Route> = BTreeMap::new();
        for (place, row) in rows.iter().enumerate() {
            let event = row.event;
            let own = (event.kind == StreamKind::Uppdrag).then_some(event.subject);
            let (mut assignment, mut decision) = (own, None);
            match &event.fact {
                Fact::BestallningSkickad(fact) => {
                    (assignment, decision) = (Some(fact.uppdrag), Some(timeline.first_version(fact.beslut)));
                    decisions.extend(assignment.zip(decision));
                    timeline.insatser.insert(fact.uppdrag, &fact.insats);
                }
                Fact::UppdragBestallt(fact) => {
                    timeline.insatser.insert(event.subject, &fact.insats);
                    timeline.case = timeline.case.or(Some(fact.arende));
                }
                Fact::BeslutFattat(fact) => {
                    decision = Some(row.origin);
                    let changed = fact.andrar.map(|id| timeline.first_version(id));
                    let root = changed.map_or(row.origin, |id| roots.get(&id).copied().unwrap_or(id));
                    roots.insert(row.origin, root);
                    routes.extend(route(&fact.lagrum).map(|route| (row.origin, route)));
                }
                fact => decision = named_decision(fact).map(|id| timeline.first_version(id)),
            }
            let about = match &event.fact {
                Fact::OverklagandeInkommet(fact) => Some(timeline.first_version(fact.beslut)),
                Fact::DomInkommen(fact) => Some(timeline.first_version(fact.beslut)),
                _ => decision.filter(|_| own.is_none()),
            };
            timeline.happenings.push(Happening {
                origin: row.origin,
                route: about.and_then(|id| routes.get(&id).copied()),
                event: event.id,
                name: name_of(&event.fact),
                on: event.occurred_on,
                at: event.occurred_at,
                recorded_at: event.recorded_at,
                assignment,
                decision,
                chain: None,
                place,
                command: event.command,
                fact: &event.fact,
                fields: OnceLock::new(),
            });
        }
        timeline.link(&decisions, &roots);
        timeline
    }

    /// Whether anything has happened that rules mean by a name.
    pub(crate) fn has(&self, event: &str) -> bool {
        self.names.contains(event)
    }

    /// Everything that has happened, in the order it was written down.
    pub fn happenings(&self) -> &[Happening<'a>] {
        &self.happenings
    }

    /// What has happened in a scope: the whole case, or one assignment with what is not another's.
    pub fn scope(&self, assignment: Option<Id>) -> impl Iterator<Item = &Happening<'a>> {
        let chain = assignment.and_then(|id| self.chain_of(id));
        self.happenings.iter().filter(move |happening| match (assignment, happening.assignment) {
            (None, _) => true,
            (Some(wanted), Some(own)) => wanted == own,
            // A decision that another assignment carries out is not this assignment's.
            (Some(_), None) => match (chain, happening.chain) {
                (Some(mine), Some(theirs)) => mine == theirs || !self.is_carried_out(theirs),
                (None, Some(theirs)) => !self.is_carried_out(theirs),
                (_, None) => true,
            },
        })
    }

    /// The case; none when nothing has happened.
    pub fn case(&self) -> Option<Id> {
        self.case
    }

    /// The assignments, in order of id.
    pub fn assignments(&self) -> impl Iterator<Item = Id> {
        self.insatser.keys().copied()
    }

    /// The insats of an assignment.
    pub fn insats(&self, assignment: Id) -> Option<&str> {
        self.insatser.get(&assignment).copied()
    }

    /// The insats of the newest decision, or of the newest proposal when there is no decision.
    pub fn newest_insats(&self) -> Option<&str> {
        let named = |happening: &Happening<'a>| match happening.fact {
            Fact::BeslutFattat(fact) => Some(fact.insats.as_str()),
            Fact::UtredningSammanstalld(fact) => Some(fact.forslag.as_str()),
            _ => None,
        };
        self.happenings.iter().rev().find_map(named).filter(|insats| !insats.is_empty())
    }

    /// The person's day of birth.
    pub fn birth(&self) -> Option<Date> {
        self.birth
    }

    /// Whether an insats is ordered and has neither ended nor been returned.
    pub fn is_running(&self) -> bool {
        let over = |happening: &Happening<'a>| matches!(&*happening.name, "insats.avslutad" | "uppdrag.aterlamnat");
        let ended = |id: Id| self.happenings.iter().any(|known| known.assignment == Some(id) && over(known));
        self.insatser.keys().any(|id| !ended(*id))
    }

    /// Where the case is.
    pub fn stage(&self) -> Stage {
        let happened = |name: &str| self.happenings.iter().any(|happening| happening.name == name);
        let steps = [
            ("arende.avslutat", Stage::Avslut),
            ("uppfoljning.gjord", Stage::Uppfoljning),
            ("insats.paborjad", Stage::Genomforande),
            ("bestallning.skickad", Stage::Bestallning),
            ("beslut.fattat", Stage::Beslut),
            ("kommunicering.skickad", Stage::Kommunicering),
            ("kommunicering.undantagen", Stage::Kommunicering),
            ("utredning.inledd", Stage::Utredning),
        ];
        steps.into_iter().find(|(name, _)| happened(name)).map_or(Stage::Aktualisering, |(_, stage)| stage)
    }

    /// The first version of an event, given any version's id.
    pub(crate) fn first_version(&self, id: Id) -> Id {
        self.versions.get(&id).copied().unwrap_or(id)
    }

    /// The decision an assignment carries out: the first of its chain.
    fn chain_of(&self, assignment: Id) -> Option<Id> {
        self.orders.get(&assignment).copied().flatten()
    }

    fn is_carried_out(&self, chain: Id) -> bool {
        self.carried_out.contains(&chain)
    }

    /// What happens in an assignment belongs to the decision it carries out, and with it to its chain.
    fn link(&mut self, decisions: &BTreeMap<Id, Id>, roots: &BTreeMap<Id, Id>) {
        for happening in &mut self.happenings {
            let linked = happening.assignment.and_then(|id| decisions.get(&id)).copied();
            happening.decision = happening.decision.or(linked);
            happening.chain = happening.decision.map(|id| roots.get(&id).copied().unwrap_or(id));
        }
        for happening in &self.happenings {
            self.names.extend([happening.name.clone(), Cow::Borrowed(happening.fact.name())]);
            if happening.name == "bestallning.skickad" {
                self.carried_out.extend(happening.chain);
                happening.assignment.map(|id| self.orders.entry(id).or_insert(happening.chain));
            }
        }
    }
}

fn versions(events: &[Event]) -> BTreeMap<Id, Id> {
    let mut versions = BTreeMap::new();
    for event in events {
        if let Some(corrected) = event.corrects {
            let first = versions.get(&corrected).copied().unwrap_or(corrected);
            versions.insert(event.id, first);
        }
    }
    versions
}

/// The decision that a fact of what follows one names.
fn named_decision(fact: &Fact) -> Option<Id> {
    match fact {
        Fact::DelegationsbeslutAnmalt(DelegationsbeslutAnmalt { beslut, .. })
        | Fact::ProtokollFort(ProtokollFort { beslut, .. })
        | Fact::ProtokollJusterat(ProtokollJusterat { beslut, .. })
        | Fact::ProtokollAnslaget(ProtokollAnslaget { beslut, .. })
        | Fact::VerkstallighetDelvis(VerkstallighetDelvis { beslut, .. })
        | Fact::BeslutVerkstallt(BeslutVerkstallt { beslut, .. })
        | Fact::VerkstallighetAvbruten(VerkstallighetAvbruten { beslut, .. })
        | Fact::VerkstallighetAterupptagen(VerkstallighetAterupptagen { beslut, .. })
        | Fact::VerkstallighetUpphort(VerkstallighetUpphort { beslut, .. })
        | Fact::IvoVerkstallt(IvoVerkstallt { beslut, .. })
        | Fact::IvoRapporterat(IvoRapporterat { beslut, .. }) => Some(*beslut),
        Fact::BeslutUnderrattat(fact) => Some(fact.beslut),
        _ => None,
    }
}

/// What rules call a fact. Each step of a pack is an event of its own.
fn name_of(fact: &Fact) -> Cow<'static, str> {
    match fact {
        Fact::StegUtfort(step) => Cow::Owned(format!("{STEP}{}", step.steg)),
        fact => Cow::Borrowed(fact.name()),
    }
}

/// The stored fields of a fact. Those of a step's form lie beside its key.
fn fields_of(fact: &Fact) -> toml::Table {
    let Ok(toml::Value::Table(mut stored)) = toml::Value::try_from(fact) else { return toml::Table::new() };
    let Some(toml::Value::Table(mut fields)) = stored.remove("uppgifter") else { return toml::Table::new() };
    if let Fact::StegUtfort(step) = fact {
        fields.remove("svar");
        fields.remove("uppgifter");
        fields.extend(step.uppgifter.iter().map(|(name, value)| (name.clone(), toml::Value::String(value.clone()))));
        fields.extend(step.svar.iter().map(|answer| (answer.namn.clone(), value_of(answer))));
    }
    fields
}

/// An answer as rules compare it: yes and no, one value, or several.
fn value_of(answer: &Stegsvar) -> toml::Value {
    let several = || answer.varden.iter().cloned().map(toml::Value::String).collect();
    match answer.varden.as_slice() {
        [only] if !answer.flera => {
            only.parse().map_or_else(|_| toml::Value::String(only.clone()), toml::Value::Boolean)
        }
        _ => toml::Value::Array(several()),
    }
}
