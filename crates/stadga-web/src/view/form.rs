//! Forms: fields with label, hint and error, grouped in sections, always posted, never blocked.

use askama::Template;
use askama::filters::HtmlSafe;

use super::{Button, Source};

/// A value the form carries unseen: idempotency key, expected sequence number.
#[derive(Debug, Clone, Default)]
pub struct Hidden {
    /// Name in the posted body.
    pub name: String,
    /// The value.
    pub value: String,
}

impl Hidden {
    /// A hidden value.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}

/// A whole form with its sections, errors and buttons.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "delar/formular.html")]
pub struct Form {
    /// Id of the form element; the default is "formular".
    pub id: String,
    /// Where it posts.
    pub action: String,
    /// Idempotency key, expected sequence and the like.
    pub hidden: Vec<Hidden>,
    /// What is missing or wrong; shown at the top with links, and at each field by [`Field::error`].
    pub errors: Vec<FormError>,
    /// The fields.
    pub sections: Vec<Section>,
    /// Words on the button that saves, for instance "Fatta beslut".
    pub submit: String,
    /// Outlines that button, for a form beside a page's own filled button.
    pub quiet: bool,
    /// Further buttons that post the same form elsewhere: words and address.
    pub also: Vec<(String, String)>,
    /// A way out without saving.
    pub cancel: Option<Button>,
    /// Draft saving; `None` for forms too short to need it.
    pub draft: Option<Draft>,
    /// Address of the live rule check; its answer replaces the panel `#regelkontroll`.
    pub check: Option<String>,
    /// A short line beside the buttons.
    pub note: String,
    /// What a note needs in order to be kept in the browser while there is no network.
    pub sealed: Option<SealedNote>,
}

/// A note that the script may seal in the browser until it is confirmed.
#[derive(Debug, Clone, Default)]
pub struct SealedNote {
    /// Seconds since 1970 when the form was drawn: the browser's own clock may be wrong.
    pub now: i64,
    /// Whom it is about, for whoever writes without a network. It is sealed before it is kept.
    pub about: String,
    /// Whether it has a clock of its own.
    pub clock: bool,
}

/// Saving while writing.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// Where the fields are posted. The script expects a 2xx without a body; the button
    /// "Spara utkast" adds `utkast=knapp` and expects a page.
    pub url: String,
    /// "Utkast sparat 08.14", or empty.
    pub status: String,
}

/// One line in the error summary.
#[derive(Debug, Clone, Default)]
pub struct FormError {
    /// Id of the field it leads to.
    pub field: String,
    /// What is needed and how, with an example.
    pub text: String,
    /// A use case that takes what was typed in place of this one; empty for none.
    pub instead: String,
}

impl FormError {
    /// An error that leads to a field.
    pub fn new(field: impl Into<String>, text: impl Into<String>) -> Self {
        Self { field: field.into(), text: text.into(), instead: String::new() }
    }
}

/// A headed group of fields; a heading left empty draws none.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// A sentence beneath it.
    pub intro: String,
    /// The fields, in order.
    pub fields: Vec<Field>,
}

impl Section {
    /// A section from heading and fields.
    pub fn new(title: impl Into<String>, fields: Vec<Field>) -> Self {
        Self { title: title.into(), intro: String::new(), fields }
    }
}

/// One field. Build it with a constructor and add what differs.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "delar/falt.html")]
pub struct Field {
    /// Id in the page; the constructors set it to the name.
    pub id: String,
    /// Name in the posted body.
    pub name: String,
    /// The words above it.
    pub label: String,
    /// Help beneath the label; empty for none.
    pub hint: String,
    /// What law and routines say about it, each with its source; shown on request.
    pub help: Vec<(String, Source)>,
    /// What is wrong; empty for nothing.
    pub error: String,
    /// What is typed; kept as it was when the form comes back.
    pub value: String,
    /// Which control.
    pub kind: FieldKind,
    /// Adds "(frivilligt)" after the label.
    pub optional: bool,
    /// Takes half the width where there is room.
    pub half: bool,
    /// The words of the form's leading choice with which it is asked; empty for always.
    pub shown_for: String,
}

/// The control of a field.
#[derive(Debug, Clone, Default)]
pub enum FieldKind {
    /// One line of text.
    #[default]
    Text,
    /// A date, typed.
    Date,
    /// A time of day, typed as 09.30.
    Time,
    /// Digits: personal number, phone.
    Digits,
    /// Many lines, with this many rows to begin with.
    Long(u8),
    /// One of several in a closed list.
    Select(Vec<Choice>),
    /// One of several, all visible.
    Radio(Vec<Choice>),
    /// Any of several, all visible; each choice posts the field's name.
    Checks(Vec<Choice>),
    /// Files: those that have been received, each ticked, and a place for more.
    Files(Vec<Choice>),
    /// Several items, each with one of several; each closed list posts the field's name.
    Grades(Vec<Grade>),
    /// One tick; the label stands beside the box.
    Tick(bool),
    /// Text that cannot be changed here.
    Fixed,
}

/// An item with the choices for it.
#[derive(Debug, Clone, Default)]
pub struct Grade {
    /// The item.
    pub item: String,
    /// What was chosen for it last, in words; empty for nothing.
    pub before: String,
    /// The choices, the first of them none.
    pub choices: Vec<Choice>,
}

/// One choice of a list.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// The posted value.
    pub value: String,
    /// The words.
    pub label: String,
    /// A line beneath the words; not shown in closed lists.
    pub hint: String,
    /// Chosen.
    pub chosen: bool,
}

impl Choice {
    /// A choice that is not chosen.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), ..Self::default() }
    }

    /// The same choice, chosen when `chosen` is true.
    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }

    /// The same choice with a line beneath.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

impl Field {
    /// A field of a given kind.
    pub fn new(name: impl Into<String>, label: impl Into<String>, kind: FieldKind) -> Self {
        let name = name.into();
        Self { id: name.clone(), name, label: label.into(), kind, ..Self::default() }
    }

    /// One line of text.
    pub fn text(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(name, label, FieldKind::Text)
    }

    /// A typed date.
    pub fn date(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(name, label, FieldKind::Date)
    }

    /// Many lines of text.
    pub fn long(name: impl Into<String>, label: impl Into<String>, rows: u8) -> Self {
        Self::new(name, label, FieldKind::Long(rows))
    }

    /// A closed list.
    pub fn select(name: impl Into<String>, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self::new(name, label, FieldKind::Select(choices))
    }

    /// One of several, all visible.
    pub fn radio(name: impl Into<String>, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self::new(name, label, FieldKind::Radio(choices))
    }

    /// Any of several, all visible.
    pub fn checks(name: impl Into<String>, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self::new(name, label, FieldKind::Checks(choices))
    }

    /// One tick.
    pub fn tick(name: impl Into<String>, label: impl Into<String>, ticked: bool) -> Self {
        Self::new(name, label, FieldKind::Tick(ticked))
    }

    /// The same field with a value.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// The same field with help beneath its label.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same field with an error; an empty text means none.
    pub fn error(mut self, error: impl Into<String>) -> Self {
        self.error = error.into();
        self
    }

    /// The same field, marked as optional.
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The same field at half width.
    pub fn half(mut self) -> Self {
        self.half = true;
        self
    }

    /// Ids of hint and error for `aria-describedby`; empty when there is neither.
    pub fn described_by(&self) -> String {
        match (self.hint.is_empty(), self.error.is_empty()) {
            (true, true) => String::new(),
            (false, true) => format!("{}-hj", self.id),
            (true, false) => format!("{}-fel", self.id),
            (false, false) => format!("{}-hj {0}-fel", self.id),
        }
    }

    /// Whether the field is a group of controls and needs `fieldset` and `legend`.
    pub fn is_group(&self) -> bool {
        matches!(self.kind, FieldKind::Radio(_) | FieldKind::Checks(_))
    }
}

impl Form {
    /// Whether a field takes files, so that the form is sent in parts.
    pub fn takes_files(&self) -> bool {
        let mut fields = self.sections.iter().flat_map(|section| &section.fields);
        fields.any(|field| matches!(field.kind, FieldKind::Files(_)))
    }
}

impl HtmlSafe for Field {}
impl HtmlSafe for Form {}
