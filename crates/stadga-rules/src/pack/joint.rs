//! What a step says of a plan that several make together: who does what, and whether it still holds.

/// How a step lays down a plan of several parties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepJoint {
    /// The fields with what each party does, one thing on each line; the field's label is the party.
    pub parts: Vec<String>,
    /// The field with what matters to the person; none where the plan does not ask.
    pub own: Option<String>,
    /// The field that says who leads the plan.
    pub lead: Option<String>,
    /// The field with whom the person can call.
    pub contact: Option<String>,
    /// The field with the day it is followed up.
    pub review: Option<String>,
    /// The field with its last day, inclusive.
    pub until: Option<String>,
    /// The answer that says that a case needs such a plan; the newest counts.
    pub needed: StepAnswer,
    /// The answers that end it before its day.
    pub ended: Vec<StepAnswer>,
}

/// A step, answered in a certain way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepAnswer {
    /// The step, as `steg.` and the key.
    pub step: String,
    /// Its field and the word; none for however it was answered.
    pub field: Option<(String, String)>,
}
