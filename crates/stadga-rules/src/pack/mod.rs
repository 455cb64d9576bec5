//! What a pack says, once read: identity, terms, insatser, delegation, duties, guards, steps, texts.

mod agenda;
mod documents;
mod housing;
mod joint;
mod register;
mod rule;
mod service;
mod upkeep;

pub use agenda::{StepAgenda, StepConference};
pub use documents::{DocumentRule, DocumentState};
pub use housing::{StepCost, StepFlat};
pub use joint::{StepAnswer, StepJoint};
pub use register::{RegisterRule, RegisterUnit};
pub use rule::{
    Act, DutyRule, Escalation, GuardRule, InForce, PERSON, Paused, STEP, StepField, StepLetter, StepReceipt, StepRule,
    Suggestion, TextRule, Time, TriggerRule,
};
pub use service::{AskRule, Contact, CountRule, Documentation, ServiceRule};
pub use upkeep::{MapRule, PackOwner, Process, Upkeep};

use crate::diagnostic::Place;
use jiff::civil::Date;
use stadga_core::calendar::Period;
use stadga_core::fact::organisation::Roll;
use stadga_core::{Source, words};
use std::collections::BTreeMap;

/// A pack as files: relative path and text. `pack.toml` and `rules/*.toml` are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackFiles {
    /// The name of the pack's folder.
    pub id: String,
    /// The files.
    pub files: Vec<(String, String)>,
}

words! {
    /// Which layer a pack belongs to: law lowest, a unit's own routine highest.
    pub enum PackKind {
        Lag = "lag", "Lag";
        Kommun = "kommun", "Kommunens rutin";
        Enhet = "enhet", "Enhetens rutin";
    }
}

words! {
    /// Whose list a duty stands on.
    pub enum Owner {
        Handlaggare = "handlaggare", "Handläggare";
        Enhetschef = "enhetschef", "Enhetschef";
        Mottagning = "mottagning", "Mottagning";
        Utforarchef = "utforarchef", "Enhetschef hos utföraren";
        Behandlare = "behandlare", "Behandlare";
    }
}

words! {
    /// What a rule looks at: the whole case, or one assignment with the case around it.
    pub enum Scope {
        Arende = "arende", "Ärende";
        Uppdrag = "uppdrag", "Uppdrag";
    }
}

words! {
    /// What is at stake: the order inside a day.
    pub enum Weight {
        Frihet = "frihet", "Frihet";
        Hem = "hem", "Hem";
        Halsa = "halsa", "Liv och hälsa";
        Overklagande = "overklagande", "Rätten att överklaga";
        Ovrigt = "ovrigt", "Övrigt";
    }
}

words! {
    /// When a duty comes onto the list.
    pub enum Opens {
        AtTrigger = "at_trigger", "Genast";
        AtDue = "at_due", "Den dag den ska göras";
    }
}

words! {
    /// What a field of a step's form holds.
    pub enum StepKind {
        Text = "text", "Text på en rad";
        Long = "long", "Text på flera rader";
        Date = "date", "Datum";
        Number = "number", "Heltal";
        Flag = "flag", "Kryssruta";
        Choice = "choice", "Ett av flera alternativ";
        Choices = "choices", "Flera av flera alternativ";
        Files = "files", "Filer";
    }
}

/// A pack.
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    /// Its id, the first half of every rule's address.
    pub id: String,
    /// Its name, as people know it.
    pub name: String,
    /// Its layer.
    pub kind: PackKind,
    /// Its version.
    pub version: String,
    /// First day it was decided to apply.
    pub valid_from: Option<Date>,
    /// Last day, inclusive. After it the pack warns and goes on working.
    pub valid_to: Option<Date>,
    /// Who decided it.
    pub decided_by: Option<String>,
    /// When.
    pub decided_on: Option<Date>,
    /// Who keeps it up to date.
    pub responsible: Option<String>,
    /// How many months between reviews.
    pub review_months: Option<u32>,
    /// What it replaces.
    pub replaces: Option<String>,
    /// The document it comes from.
    pub source: String,
    /// Packs it is laid upon.
    pub uses: Vec<String>,
    /// The insatser it governs; empty means all. Only for a unit's pack.
    pub applies_to: Vec<String>,
    /// What this municipality calls things.
    pub terms: BTreeMap<String, String>,
    /// The catalogue.
    pub insatser: Vec<Insats>,
    /// Who may decide what.
    pub delegations: Vec<Delegation>,
    /// The acts that legal grounds name, with their wordings.
    pub statutes: Vec<Statute>,
    /// Who sends letters, and which court tries an appeal.
    pub letters: Option<Letters>,
    /// Who can decide when the board cannot be awaited.
    pub on_call: Vec<OnCall>,
    /// How long closed cases are reached, and how what was read is gone through.
    pub access: Option<AccessRules>,
    /// What it changes in lower layers.
    pub overrides: Vec<Override>,
    /// What must happen.
    pub duties: Vec<DutyRule>,
    /// What acts need.
    pub guards: Vec<GuardRule>,
    /// Steps that only this routine knows.
    pub steps: Vec<StepRule>,
    /// Help beside pages and fields.
    pub texts: Vec<TextRule>,
    /// Registers of matters that are in no client's file.
    pub registers: Vec<RegisterRule>,
    /// What is offered without an assessment of needs, and counted.
    pub services: Vec<ServiceRule>,
    /// What it leans on that lies elsewhere.
    pub documents: Vec<DocumentRule>,
    /// How anybody gets in contact.
    pub contact: Option<Contact>,
    /// How it is kept.
    pub upkeep: Upkeep,
    /// SHA-256 of the files, set by the application.
    pub hash: String,
    /// Where it is declared.
    pub place: Place,
}

impl Pack {
    /// The pack with its hash.
    #[must_use]
    pub fn with_hash(self, hash: impl Into<String>) -> Self {
        Self { hash: hash.into(), ..self }
    }

    /// Whether the last day of the pack has passed. It goes on working; its owner is told.
    pub fn is_expired(&self, today: Date) -> bool {
        self.valid_to.is_some_and(|last| last < today)
    }
}

/// An entry of the catalogue.
#[derive(Clone, Debug, PartialEq)]
pub struct Insats {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The legal ground: `11 kap. 1 § SoL`.
    pub legal: String,
    /// The insats it is a kind of.
    pub parent: Option<String>,
    /// How extensive it is: `utan_provning`, `oppenvard`, `boende` or `heldygnsvard`.
    pub level: Option<String>,
    /// The longest period, as a guideline.
    pub max_period: Option<Period>,
    /// How often it is followed up, as information.
    pub follow_up: Option<Period>,
    /// What it is.
    pub description: String,
    /// Goals that people often set for it, offered beside the goal's field.
    pub goals: Vec<String>,
    /// How many notes of one kind it is meant to have, shown as a figure while it goes on.
    pub talks: Option<Talks>,
    /// Where it comes from.
    pub source: Option<Source>,
    /// The clauses it realises.
    pub clauses: Vec<String>,
    /// Where it is declared.
    pub place: Place,
}

/// How many talks an insats is meant to have, from its first day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Talks {
    /// The kind of note that is counted, as a word.
    pub kind: String,
    /// At least so many.
    pub from: u32,
    /// At most so many.
    pub to: u32,
    /// In this time.
    pub within: Period,
}

/// A row of the delegation order.
#[derive(Clone, Debug, PartialEq)]
pub struct Delegation {
    /// The point: `4.2`.
    pub point: String,
    /// The outcomes it admits, as words.
    pub decision: Vec<String>,
    /// The insatser it admits; empty means all.
    pub insatser: Vec<String>,
    /// The roles that may decide.
    pub roles: Vec<Roll>,
    /// The longest period.
    pub max_period: Option<Period>,
    /// Where it comes from.
    pub source: Source,
    /// The clauses it realises.
    pub clauses: Vec<String>,
    /// Where it is declared.
    pub place: Place,
}

/// An act that legal grounds name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statute {
    /// What a legal ground calls it: `SoL`.
    pub short: String,
    /// Its name: `socialtjänstlagen`.
    pub name: String,
    /// Its number: `2025:400`.
    pub number: String,
    /// The days its wordings came into force, oldest first; the first is the act's own.
    pub wordings: Vec<Date>,
}

impl Statute {
    /// The day the wording in force on a day came into force; none before the act did.
    pub fn wording(&self, on: Date) -> Option<Date> {
        self.wordings.iter().copied().filter(|day| *day <= on).max()
    }
}

/// How long closed cases are reached, and how what was read is gone through each month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessRules {
    /// How long those who handled a case reach it once it is closed.
    pub after_closing: Option<Period>,
    /// How long somebody who opens a case in an emergency reads it, in hours; the day out when not said.
    pub opening_lasts: Option<Period>,
    /// How far into the next month a head may sign the review of a month.
    pub review_within: Period,
    /// How much each kind of odd reading weighs when readers are ranked, by its key.
    pub points: BTreeMap<String, u32>,
    /// Where it comes from.
    pub source: Source,
}

/// Who sends letters, and which court tries an appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letters {
    /// The municipality: `Ekvalla kommun`.
    pub municipality: String,
    /// The county, which decides whether files are kept for research: `Stockholms län`.
    pub county: Option<String>,
    /// The board: `Socialnämnden`.
    pub board: String,
    /// The board's postal address, a line each.
    pub address: Vec<String>,
    /// The telephone number to answer on.
    pub phone: String,
    /// The administrative court.
    pub court: String,
    /// Its postal address, a line each.
    pub court_address: Vec<String>,
    /// The administrative court of appeal, which tries decisions not to disclose.
    pub appeal_court: Option<String>,
    /// Where letters to those who are protected are sent to be forwarded, a line each; empty when not said.
    pub forwarding: Vec<String>,
    /// Whether letters that go by post wait until somebody says that they were posted.
    pub queue: bool,
    /// The other authorities that steps write to.
    pub addressees: Vec<Addressee>,
}

/// An authority that a step's letter goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    /// Its key, as steps name it.
    pub key: String,
    /// Its name: `Överförmyndaren i Ekvalla`.
    pub name: String,
    /// Its postal address, a line each.
    pub address: Vec<String>,
}

/// Somebody who can decide when the board cannot be awaited, and how they are reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnCall {
    /// Who: an office, with the name when the municipality writes it out.
    pub who: String,
    /// The telephone number.
    pub phone: String,
    /// When, as the municipality writes it.
    pub when: String,
}

/// What a pack changes in a rule of a lower layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Override {
    /// The rule, as `pack:key`.
    pub rule: String,
    /// The shorter time.
    pub within: Option<Period>,
    /// The pack's own target for a rule of urgency.
    pub target: Option<Period>,
    /// Switched off.
    pub off: bool,
    /// Why.
    pub reason: Option<String>,
    /// Where it is declared.
    pub place: Place,
}
