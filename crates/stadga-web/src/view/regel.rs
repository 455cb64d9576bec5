//! Rules on the screen: sources, the explanation behind a duty, duty rows and rule checks.

use askama::Template;
use askama::filters::HtmlSafe;

use super::{Button, Due, Icon, Link};

/// Where a rule comes from. A local goal must never look like law.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "delar/kalla.html")]
pub struct Source {
    /// The kind, shown as a tag.
    pub kind: SourceKind,
    /// The citation, for instance "25 § förvaltningslagen".
    pub citation: String,
    /// Where the text is; plain text when `None`.
    pub href: Option<String>,
}

/// The kinds of source, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SourceKind {
    /// Act or ordinance.
    Lag,
    /// Binding regulation of a state authority.
    Foreskrift,
    /// The municipality's delegation order.
    Delegation,
    /// Guideline: may be departed from with a reason.
    Riktlinje,
    /// Routine: how the unit works.
    #[default]
    Rutin,
    /// A goal the unit has set for itself.
    LokaltMal,
}

impl SourceKind {
    /// The word on the tag.
    pub fn label(self) -> &'static str {
        match self {
            Self::Lag => "Lag",
            Self::Foreskrift => "Föreskrift",
            Self::Delegation => "Delegation",
            Self::Riktlinje => "Riktlinje",
            Self::Rutin => "Rutin",
            Self::LokaltMal => "Lokalt mål",
        }
    }

    /// The word the style sheet knows it by.
    pub fn key(self) -> &'static str {
        match self {
            Self::Lag => "lag",
            Self::Foreskrift => "foreskrift",
            Self::Delegation => "delegation",
            Self::Riktlinje => "riktlinje",
            Self::Rutin => "rutin",
            Self::LokaltMal => "mal",
        }
    }
}

impl Source {
    /// A source without a link.
    pub fn new(kind: SourceKind, citation: impl Into<String>) -> Self {
        Self { kind, citation: citation.into(), href: None }
    }
}

impl HtmlSafe for Source {}

/// The explanation behind "Varför?": rule, source, how the date was counted, which pack.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "delar/varfor.html")]
pub struct Why {
    /// What the question is about, read out to those who do not see the row.
    pub about: String,
    /// The rule in one sentence.
    pub rule: String,
    /// Its sources; two when two routines disagree, the leading one first.
    pub sources: Vec<Source>,
    /// The date arithmetic, one step per line, start day first.
    pub steps: Vec<String>,
    /// Pack, version and validity, for instance "Ekvalla vuxen 3.1, gäller från 2026-01-01".
    pub pack: String,
    /// Who owns the rule; empty when not told.
    pub owner: String,
    /// Amber line when a source has expired or been replaced.
    pub warning: Option<String>,
}

impl HtmlSafe for Why {}

/// One thing to do: when, what, who, why, which rule, and one button that does it.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "delar/uppgift.html")]
pub struct Duty {
    /// Verb first; names no substance, test result, health or debt.
    pub title: String,
    /// Where the row leads.
    pub href: String,
    /// The chip.
    pub due: Due,
    /// The day, as `2026-11-20`; empty for "genast".
    pub date: String,
    /// Name of the person; empty on the person's own pages. Never the personal number.
    pub person: String,
    /// Case number in words, for instance "Ärende SN 2026-00417"; empty on the case page.
    pub case: String,
    /// One sentence of dates: what happened and what follows from it.
    pub reason: String,
    /// The leading source.
    pub source: Source,
    /// The explanation.
    pub why: Option<Why>,
    /// The one button.
    pub button: Option<Button>,
    /// "Gör också klart: …" when the same act settles more.
    pub settles: String,
}

impl HtmlSafe for Duty {}

/// The rule check beside a form. Also rendered alone, as the answer to a live check.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "delar/regelkontroll.html")]
pub struct RuleCheck {
    /// The findings; shown in the order must, consider, done.
    pub items: Vec<RuleItem>,
}

/// One finding.
#[derive(Debug, Clone, Default)]
pub struct RuleItem {
    /// How strong it is.
    pub level: Level,
    /// The finding, for instance "Beslutet saknar slutdatum".
    pub title: String,
    /// Why, in one sentence.
    pub why: String,
    /// The source.
    pub source: Source,
    /// Where to mend it: a link to the field, or to the page where a reason is written.
    pub action: Option<Link>,
}

/// How strong a finding is. A guideline is never stronger than [`Level::Consider`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Level {
    /// "Måste åtgärdas": law, form or competence.
    Must,
    /// "Att tänka på": continue with a reason.
    #[default]
    Consider,
    /// "Klart".
    Done,
}

impl Level {
    /// The icon beside a finding.
    pub fn icon(self) -> Icon {
        match self {
            Self::Must => Icon::Cross,
            Self::Consider => Icon::Warning,
            Self::Done => Icon::Tick,
        }
    }
}

impl RuleCheck {
    /// The findings of one level, in the order given.
    pub fn of(&self, level: Level) -> Vec<&RuleItem> {
        self.items.iter().filter(|item| item.level == level).collect()
    }

    /// The three levels with heading, style key and findings; empty levels are left out.
    pub fn groups(&self) -> Vec<(&'static str, &'static str, Vec<&RuleItem>)> {
        [
            ("Måste åtgärdas", "stopp", Level::Must),
            ("Att tänka på", "obs", Level::Consider),
            ("Klart", "ok", Level::Done),
        ]
        .into_iter()
        .map(|(heading, key, level)| (heading, key, self.of(level)))
        .filter(|(_, _, items)| !items.is_empty())
        .collect()
    }

    /// The check in one line, read out when it changes.
    pub fn summary(&self) -> String {
        let (must, consider) = (self.of(Level::Must).len(), self.of(Level::Consider).len());
        match (must, consider) {
            (0, 0) => "Allt klart".to_owned(),
            (0, n) => format!("Inget hindrar. {n} att tänka på"),
            (m, 0) => format!("{m} måste åtgärdas"),
            (m, n) => format!("{m} måste åtgärdas, {n} att tänka på"),
        }
    }
}

impl HtmlSafe for RuleCheck {}
