//! Files in a form: received when they are sent, and named by their ids from then on.

use crate::answer::Answer;
use crate::form::Choices;
use crate::router::{Asked, Web};
use crate::sent::NEW;
use crate::view::{Choice, FormError};
use stadga_app::view::FormContext;
use stadga_core::Id;
use stadga_core::file::size_words;
use stadga_core::form::{self, FieldKind, Form};

/// Receives the files that were sent with a form; what is wrong with each stands at its field.
pub fn receive(web: &Web, asked: &mut Asked, use_case: &str) -> Answer<Vec<FormError>> {
    let table = stadga_app::cases::find(use_case).map_or(&[][..], |case| case.fields);
    let mut errors = Vec::new();
    for file in std::mem::take(&mut asked.files) {
        let Some(field) = files(table).find(|field| field.name == file.field) else { continue };
        let received = match file.trouble() {
            Some(message) => Err(message),
            None => web.app.receive(&asked.ctx, &file.name, &file.content)?,
        };
        match received {
            Ok(id) => asked.form.add(field.name, [id.to_string()]),
            Err(message) => errors.push(FormError::new(field.name, message)),
        }
    }
    // What a browser without a chosen file, or the script that saves drafts, sends in their place.
    for field in files(table) {
        asked.form.remove(&format!("{}{NEW}", field.name));
    }
    if asked.cut && errors.is_empty() {
        let field = files(table).map(|field| field.name).next().unwrap_or_default();
        errors.push(FormError::new(field, "Allt kom inte fram. Se efter att inget saknas och spara igen"));
    }
    Ok(errors)
}

/// The received files that a form names, so that they can be shown and left out.
pub fn chosen(web: &Web, asked: &Asked, context: &FormContext, values: &Form) -> Answer<Choices> {
    let mut all = Choices::new();
    for field in files(context.fields) {
        let mut offered = Vec::new();
        for value in values.values(field.name) {
            let Ok(id) = value.parse::<Id>() else { continue };
            if let Some(file) = web.app.received(&asked.ctx, id)? {
                let label = format!("{}, {}", file.namn, size_words(file.storlek as usize));
                offered.push(Choice::new(value, label).chosen(true));
            }
        }
        all.push((field.name, offered));
    }
    Ok(all)
}

fn files(table: &'static [form::Field]) -> impl Iterator<Item = &'static form::Field> {
    table.iter().filter(|field| field.kind == FieldKind::File)
}
