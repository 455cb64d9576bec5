//! Steps that only a routine knows: a pack declares their form, and each is a use case of its own.

use super::{Access, Place, day};
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::routine::{StegUtfort, Stegsvar};
use crate::form::{Field, FieldKind, Form, Problem, Reading};
use crate::refusal::Refusal;
use jiff::civil::Date;

/// The field that says which day a step was done; every step has it.
pub const DAY: Field = Field { name: "datum", label: "Datum", kind: FieldKind::Date, required: false };

/// A step as its pack declares it.
#[derive(Clone, Copy, Debug)]
pub struct StepForm {
    /// Its key, as stored.
    pub key: &'static str,
    /// What it is called in the record when it has been done.
    pub done: &'static str,
    /// Its fields, with the day.
    pub fields: &'static [Field],
    /// Who may do it, and where.
    pub access: Access,
}

impl StepForm {
    /// What the form says: the day, when one is stated, and the answers.
    ///
    /// # Errors
    /// Every field that could not be read.
    pub fn read(&self, form: &Form, reading: &Reading) -> Result<(Option<Date>, StegUtfort), Vec<Problem>> {
        let mut problems = Vec::new();
        let read = self.answers(form, reading, &mut problems);
        if problems.is_empty() { Ok(read) } else { Err(problems) }
    }

    fn answers(&self, form: &Form, reading: &Reading, problems: &mut Vec<Problem>) -> (Option<Date>, StegUtfort) {
        let mut step = StegUtfort {
            steg: self.key.to_owned(),
            uppgifter: Default::default(),
            rubrik: Some(self.done.to_owned()),
            svar: Vec::new(),
            filer: Vec::new(),
        };
        let mut on = None;
        for field in self.fields {
            if field.name == DAY.name {
                on = form.read::<Option<Date>>(field, reading, problems).flatten();
            } else if field.kind == FieldKind::File {
                step.filer = form.read(field, reading, problems).unwrap_or_default();
            } else {
                step.svar.extend(answer(field, form, reading, problems));
            }
        }
        (on, step)
    }

    /// What can be read of a half-filled form.
    pub fn read_so_far(&self, form: &Form, reading: &Reading) -> (Option<Date>, StegUtfort) {
        self.answers(form, reading, &mut Vec::new())
    }

    /// The step as a fact where it was done.
    ///
    /// # Errors
    /// When there is no such case or assignment, or the day lies ahead.
    pub fn record(
        &self,
        on: Option<Date>,
        step: StegUtfort,
        place: &Place<'_>,
        ctx: &mut Ctx,
    ) -> Result<Vec<NewEvent>, Refusal> {
        if let Some(opens) = &place.packs.register {
            return opens.matter(day(on, ctx)?, step, place, ctx);
        }
        // What has happened is recorded also when the case is closed or the insats has ended (SoL 14:3).
        place.any_case()?;
        let on = day(on, ctx)?;
        Ok(vec![place.fact_here(ctx, on, step)])
    }
}

/// One answer; none for a field left empty.
fn answer(field: &Field, form: &Form, reading: &Reading, problems: &mut Vec<Problem>) -> Option<Stegsvar> {
    let one = |known: Option<String>| known.map(|known| (vec![known.clone()], known));
    let (varden, svar) = match field.kind {
        FieldKind::Flag => {
            // A box that is not ticked is no answer.
            let ticked: bool = form.read(field, reading, problems)?;
            ticked.then(|| (vec![String::from("true")], String::from("ja")))?
        }
        FieldKind::Date => one(form.read::<Option<Date>>(field, reading, problems)?.map(|date| date.to_string()))?,
        FieldKind::Number => one(form.read::<Option<u32>>(field, reading, problems)?.map(|number| number.to_string()))?,
        FieldKind::Choice(words) | FieldKind::Choices(words) => match chosen(field, words, form) {
            Ok(chosen) => chosen?,
            Err(message) => {
                problems.push(Problem { field: field.name, label: field.label, message });
                return None;
            }
        },
        _ => one(form.read::<Option<String>>(field, reading, problems)?)?,
    };
    let (namn, fraga) = (field.name.to_owned(), field.label.to_owned());
    Some(Stegsvar { namn, fraga, varden, svar, flera: matches!(field.kind, FieldKind::Choices(_)) })
}

/// The words that were chosen, and what they say.
fn chosen(
    field: &Field,
    words: &[(&'static str, &'static str)],
    form: &Form,
) -> Result<Option<(Vec<String>, String)>, String> {
    let wrong = || String::from("Välj bland alternativen");
    let (mut chosen, mut labels) = (Vec::new(), Vec::new());
    for value in form.values(field.name).iter().map(|value| value.trim()).filter(|value| !value.is_empty()) {
        let (word, label) = words.iter().find(|(word, _)| *word == value).ok_or_else(wrong)?;
        if !labels.contains(label) {
            chosen.push((*word).to_owned());
            labels.push(*label);
        }
    }
    match chosen.is_empty() {
        true if field.required => Err(wrong()),
        true => Ok(None),
        false => Ok(Some((chosen, labels.join(", ")))),
    }
}
