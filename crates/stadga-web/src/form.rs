//! A use case's fields as a form: labels and kinds from the table, values from draft or record.

use crate::view::{Choice, Field, FieldKind, Grade, Section};
use stadga_core::form::{self, Form};

/// How a use case's form is laid out; what is not mentioned comes last, in the table's order.
pub struct Layout {
    /// The use case.
    pub use_case: &'static str,
    /// Headings with their fields.
    pub sections: &'static [(&'static str, &'static [&'static str])],
    /// Fields with many lines, and how many to begin with.
    pub long: &'static [(&'static str, u8)],
    /// Fields drawn as visible alternatives instead of a closed list.
    pub visible: &'static [&'static str],
    /// Fields that the page fills in itself and does not draw.
    pub left_out: &'static [&'static str],
    /// Fields that a rule may demand: they carry no mark, neither as optional nor as required.
    pub unmarked: &'static [&'static str],
    /// Help beneath a label.
    pub hints: &'static [(&'static str, &'static str)],
    /// Fields of half width.
    pub half: &'static [&'static str],
}

/// Alternatives for fields that hold an id or a key: people, units, insatser.
pub type Choices = Vec<(&'static str, Vec<Choice>)>;

/// The sections of a form.
pub fn sections(layout: &Layout, table: &'static [form::Field], values: &Form, choices: &Choices) -> Vec<Section> {
    let drawn = |name: &str| {
        let known = table.iter().find(|field| field.name == name)?;
        Some(field(layout, known, values, choices)).filter(offers)
    };
    let mut sections: Vec<Section> = layout
        .sections
        .iter()
        .map(|(title, names)| Section::new(*title, names.iter().filter_map(|name| drawn(name)).collect()))
        .collect();
    let placed =
        |name: &str| layout.left_out.contains(&name) || layout.sections.iter().any(|(_, names)| names.contains(&name));
    let rest: Vec<Field> =
        table.iter().filter(|field| !placed(field.name)).map(|known| field(layout, known, values, choices)).collect();
    if !rest.is_empty() {
        sections.push(Section::new("", rest));
    }
    sections
}

/// A question without alternatives is not asked.
fn offers(field: &Field) -> bool {
    match &field.kind {
        FieldKind::Checks(choices) | FieldKind::Radio(choices) => !choices.is_empty(),
        FieldKind::Grades(grades) => !grades.is_empty(),
        _ => true,
    }
}

fn field(layout: &Layout, known: &'static form::Field, values: &Form, choices: &Choices) -> Field {
    let value = values.typed(known.name);
    let mut field = Field::new(known.name, known.label, kind(layout, known, values, choices)).value(value);
    if let Some((_, hint)) = layout.hints.iter().find(|(name, _)| *name == known.name) {
        field = field.hint(*hint);
    }
    if layout.half.contains(&known.name) {
        field = field.half();
    }
    let several = matches!(
        known.kind,
        form::FieldKind::Flag
            | form::FieldKind::List
            | form::FieldKind::Choices(_)
            | form::FieldKind::Ids
            | form::FieldKind::Graded(_)
    );
    let needs_no_mark = known.required || several;
    if needs_no_mark || layout.unmarked.contains(&known.name) { field } else { field.optional() }
}

fn kind(layout: &Layout, known: &'static form::Field, values: &Form, choices: &Choices) -> FieldKind {
    let visible = layout.visible.contains(&known.name);
    let value = values.text(known.name);
    if let Some((_, offered)) = choices.iter().find(|(name, _)| *name == known.name) {
        let chosen = values.values(known.name);
        let mut offered: Vec<Choice> = offered.clone();
        if !chosen.is_empty() {
            for choice in &mut offered {
                choice.chosen = chosen.contains(&choice.value);
            }
        }
        return match known.kind {
            form::FieldKind::List | form::FieldKind::Ids => FieldKind::Checks(offered),
            form::FieldKind::Graded(words) => grades(words, &offered, chosen),
            form::FieldKind::File => FieldKind::Files(offered),
            _ if visible => FieldKind::Radio(offered),
            _ => FieldKind::Select(offered),
        };
    }
    match known.kind {
        form::FieldKind::Choice(words) => {
            let offered = words.iter().map(|(word, label)| Choice::new(*word, *label).chosen(*word == value));
            let offered: Vec<Choice> = offered.collect();
            if visible { FieldKind::Radio(offered) } else { FieldKind::Select(with_empty(offered, known)) }
        }
        form::FieldKind::Choices(words) => {
            let chosen = values.values(known.name);
            let offered = words
                .iter()
                .map(|(word, label)| Choice::new(*word, *label).chosen(chosen.iter().any(|value| value == word)));
            FieldKind::Checks(offered.collect())
        }
        form::FieldKind::File => FieldKind::Files(Vec::new()),
        form::FieldKind::Flag => FieldKind::Tick(value == "ja"),
        form::FieldKind::Date => FieldKind::Date,
        form::FieldKind::Time => FieldKind::Time,
        form::FieldKind::PersonNumber | form::FieldKind::Number => FieldKind::Digits,
        form::FieldKind::Text
        | form::FieldKind::Id
        | form::FieldKind::Ids
        | form::FieldKind::List
        | form::FieldKind::Graded(_) => {
            let rows = layout.long.iter().find(|(name, _)| *name == known.name).map(|(_, rows)| *rows);
            rows.map_or(FieldKind::Text, FieldKind::Long)
        }
    }
}

/// A closed list for each item; a chosen value is the word, a colon and the item.
fn grades(words: &[(&str, &str)], items: &[Choice], chosen: &[String]) -> FieldKind {
    let grade = |item: &Choice| {
        let value = |word: &str| format!("{word}: {}", item.value);
        let known = words.iter().map(|(word, label)| Choice::new(value(word), *label));
        let known = known.map(|choice| choice.clone().chosen(chosen.contains(&choice.value)));
        let choices = std::iter::once(Choice::new("", "Inte bedömt")).chain(known).collect();
        Grade { item: item.label.clone(), before: item.hint.clone(), choices }
    };
    FieldKind::Grades(items.iter().map(grade).collect())
}

/// A closed list begins with nothing chosen, so that nobody answers by mistake.
fn with_empty(mut offered: Vec<Choice>, known: &form::Field) -> Vec<Choice> {
    let chosen = offered.iter().any(|choice| choice.chosen);
    let label = if known.required { "Välj" } else { "Inget valt" };
    offered.insert(0, Choice::new("", label).chosen(!chosen));
    offered
}
