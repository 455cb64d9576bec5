//! What a step says of a home: what it costs and who pays, and which flat somebody moves into or out of.

/// How a step says who pays for an insats, and how much a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepCost {
    /// The field with the insats: its words are keys of insatser.
    pub insats: String,
    /// The field with the unit that pays.
    pub bearer: String,
    /// The field with the kronor for a day.
    pub per_day: String,
    /// The field that says that the units do not agree; none where they always do.
    pub disputed: Option<String>,
}

/// What a step says of a flat, with its field for what the flat is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepFlat {
    /// It opens the matter of a flat in a register.
    Registers(String),
    /// Somebody moves in, in an assignment.
    MovesIn(String),
    /// Somebody moves out, in an assignment.
    MovesOut(String),
}

impl StepFlat {
    /// The field with what the flat is called.
    pub fn field(&self) -> &str {
        match self {
            Self::Registers(field) | Self::MovesIn(field) | Self::MovesOut(field) => field,
        }
    }
}
