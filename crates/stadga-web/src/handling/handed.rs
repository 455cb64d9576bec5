//! What goes from hand to hand: a form begins with what somebody else has handed over.

use crate::answer::Answer;
use crate::router::Asked;
use stadga_app::App;
use stadga_app::view::FormContext;
use stadga_core::form::Form;

/// The next conference's day, and the head of the unit that something is handed to there.
pub fn conference(form: &mut Form, context: &FormContext, asked: &Asked, app: &App) {
    if let Some((field, day)) = app.next_conference(&asked.ctx, context.use_case) {
        form.set(&field, day.to_string());
    }
    if let Some((field, name)) = app.conference_receiver(&asked.ctx, context.use_case, &asked.query) {
        form.set(&field, name);
    }
}

/// A case that is opened of what was handed to reception: nothing is typed again.
pub fn opened(form: &mut Form, context: &FormContext, asked: &Asked, app: &App) -> Answer<()> {
    let Ok(matter) = asked.query.text("inlamnat").parse() else { return Ok(()) };
    let handed = app.handed_form(&asked.ctx, matter, context.use_case)?;
    for (name, value) in handed.pairs().filter(|(name, _)| context.fields.iter().any(|known| known.name == *name)) {
        form.set(name, value);
    }
    Ok(())
}
