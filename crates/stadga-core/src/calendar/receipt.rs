//! Why a date is what it is: the rule, its source and each step.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How a date was counted, in words that can be read aloud to the person it concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// What was counted: a rule's title, or the period and the way of counting.
    pub rule: String,
    /// Where the rule comes from, as it is cited.
    pub source: String,
    /// Each step, in the order it was taken.
    pub steps: Vec<Step>,
}

/// One step of a count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The date the step arrived at; none for a remark.
    pub date: Option<Date>,
    /// The step as a Swedish sentence.
    pub text: String,
}

impl Receipt {
    /// A receipt without steps yet.
    pub fn new(rule: impl Into<String>, source: impl Into<String>) -> Self {
        Self { rule: rule.into(), source: source.into(), steps: Vec::new() }
    }

    /// Adds a step that arrived at `date`.
    pub fn step(&mut self, date: Date, text: impl Into<String>) {
        self.steps.push(Step { date: Some(date), text: text.into() });
    }

    /// Adds a remark.
    pub fn remark(&mut self, text: impl Into<String>) {
        self.steps.push(Step { date: None, text: text.into() });
    }
}

/// The rule and its source on the first line, then one line for each step.
impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.rule, self.source)?;
        self.steps.iter().try_for_each(|step| write!(f, "\n{}", step.text))
    }
}
