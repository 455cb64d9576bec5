//! Packs: what must happen, by whom, by when, according to what.
//!
//! Pure: a pack arrives as text, today arrives as an argument. Read in this order: [`pack`] (what a
//! pack says), [`mod@parse`] (text to pack, with every mistake found), [`stack`] (packs laid upon each
//! other), [`timeline`] (what has happened), [`mod@plan`] (what must happen), [`guard`] (what an act
//! needs), [`mod@explain`], [`mod@page`] and [`mod@map`] (the same rules for people to read).
//!
//! [`plan()`] depends on the stack and the timeline alone, never on today: whether a duty is late is
//! seen when it is read. Nothing here panics on any pack or any timeline.

pub mod condition;
pub mod diagnostic;
pub mod explain;
pub mod guard;
pub mod map;
pub mod pack;
pub mod page;
pub mod parse;
pub mod plan;
pub mod stack;
pub mod timeline;
pub mod vocabulary;

pub use condition::{Condition, Since};
pub use diagnostic::{Diagnostic, Place, Severity};
pub use explain::{Explanation, Told, explain};
pub use guard::{Check, check, delegation_point, refusals, warnings};
pub use map::{MapStep, ProcessMap, process_map};
pub use pack::{
    Addressee, AskRule, Contact, CountRule, Delegation, DocumentRule, DocumentState, Documentation, Insats, OnCall,
    Owner, PERSON, Pack, PackFiles, PackKind, PackOwner, Process, RegisterRule, RegisterUnit, STEP, Scope, ServiceRule,
    StepAgenda, StepAnswer, StepConference, StepCost, StepField, StepFlat, StepJoint, StepKind, StepLetter,
    StepReceipt, StepRule, Talks, Weight,
};
pub use page::{PageRow, page, page_in};
pub use parse::{Parsed, manifest, parse, steps};
pub use plan::{Duty, DutyState, Trigger, plan};
pub use stack::Stack;
pub use timeline::{Happening, Timeline};
pub use vocabulary::Vocabulary;
