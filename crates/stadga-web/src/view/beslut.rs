//! Beslut: the form with the rule check beside it, the decision itself, and what waits for one.

use askama::Template;

use super::{Button, Due, Empty, Form, LetterBlock, LetterHead, Link, RuleCheck, Shell};

/// A decision being written.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/beslut-ny.html")]
pub struct BeslutPage {
    /// The frame.
    pub shell: Shell,
    /// Heading, for instance "Beslut om öppenvård".
    pub heading: String,
    /// What was applied for and when, what the decision rests on.
    pub facts: Vec<String>,
    /// What whoever decides reads first; `None` when nothing is proposed.
    pub basis: Option<BasisCard>,
    /// Outcome, insats, section, period, goal, reasons.
    pub form: Form,
    /// The live check; the fragment alone is `RuleCheck` itself.
    pub check: RuleCheck,
}

/// The whole basis of a proposal.
#[derive(Debug, Clone, Default)]
pub struct BasisCard {
    /// Who handed it over, when, and to whom by the delegation order.
    pub facts: Vec<String>,
    /// A word to whoever decides; empty for none.
    pub message: String,
    /// Why it was given back, with who and when; empty when it was not.
    pub returned: String,
    /// Headings with their texts.
    pub parts: Vec<(String, String)>,
}

/// A decision.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/beslut.html")]
pub struct BeslutVisaPage {
    /// The frame.
    pub shell: Shell,
    /// Heading, for instance "Bifall: Öppenvårdsbehandling".
    pub heading: String,
    /// Case number and day.
    pub facts: Vec<String>,
    /// What can be done with it.
    pub buttons: Vec<Button>,
    /// Names with values: period, goal, section, who decided.
    pub terms: Vec<(String, String)>,
    /// The reasons.
    pub reasons: String,
    /// How it is appealed, in words.
    pub route: String,
    /// How it was served, until when it can be appealed, what became of appeals.
    pub after: Vec<String>,
    /// How the last day was reached.
    pub steps: Vec<String>,
    /// What can be done about it.
    pub acts: Vec<Link>,
    /// What has become of carrying it out; empty where nothing is to be.
    pub execution: Vec<String>,
    /// What can be recorded of that.
    pub execution_acts: Vec<Link>,
    /// Where it stands: told or not, changed or not.
    pub status: Vec<String>,
    /// The letter, an earlier and a later decision.
    pub links: Vec<Link>,
    /// Why there is no letter; empty when there is one.
    pub no_letter: String,
}

/// What waits for a decision.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/att-fatta.html")]
pub struct AttFattaPage {
    /// The frame.
    pub shell: Shell,
    /// The proposals, soonest first.
    pub rows: Vec<ProposalRow>,
    /// Said when there are none.
    pub empty: Empty,
}

/// A proposal that waits. Neither outcome nor insats stands in the list: nothing is decided yet.
#[derive(Debug, Clone, Default)]
pub struct ProposalRow {
    /// The person.
    pub person: String,
    /// The case's number.
    pub number: String,
    /// Where the case is.
    pub href: String,
    /// Who handed it over, and when.
    pub from: String,
    /// When it should be answered.
    pub due: Due,
    /// The button.
    pub button: Option<Button>,
}

/// Telling of a decision: the letter with the form beside it.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/brev.html")]
pub struct BrevPage {
    /// The frame.
    pub shell: Shell,
    /// Heading.
    pub heading: String,
    /// A sentence beneath.
    pub intro: String,
    /// Whom it is to and what it is about, side by side.
    pub head: LetterHead,
    /// How and when it is sent.
    pub form: Form,
    /// The letter; empty when none can be made.
    pub letter: Vec<LetterBlock>,
    /// The heading of the letter.
    pub subject: String,
    /// Why there is no letter; empty when there is one.
    pub no_letter: String,
    /// The rules.
    pub check: Option<RuleCheck>,
}
