//! Where somebody who is protected is, for those who are named in the case and say why.

use super::mottagning::fact;
use crate::answer::{Answer, page};
use crate::router::{Asked, Web};
use crate::shell::{banner, crumbs, shell};
use crate::view::{Button, Choice, Field, Form, FormError, Section, SkyddPage};
use stadga_app::view::Need;

/// The question why.
pub fn ask(web: &Web, asked: Asked) -> Answer {
    answer(web, &asked, None, Vec::new())
}

/// The answer, when there is a reason.
pub fn show(web: &Web, asked: Asked) -> Answer {
    match asked.form.text("skal").parse() {
        Ok(need) => answer(web, &asked, Some(need), Vec::new()),
        Err(()) => answer(web, &asked, None, vec![FormError::new("skal", "Välj varför du behöver uppgifterna")]),
    }
}

fn answer(web: &Web, asked: &Asked, need: Option<Need>, errors: Vec<FormError>) -> Answer {
    let case = asked.id(0)?;
    let found = web.app.whereabouts(&asked.ctx, case, need)?;
    let home = format!("/arenden/{case}");
    let mut frame = shell(web, &asked.ctx, &format!("Skyddade uppgifter {}", found.number), "/arenden")?;
    frame.person = Some(banner(&found.person, false, &asked.ctx));
    frame.crumbs = crumbs(&[("Mina ärenden", "/arenden"), (&found.number, &home), ("Skyddade uppgifter", "")]);
    let choices = Need::ALL.iter().map(|need| Choice::new(need.word(), need.label())).collect();
    let error = errors.first().map(|error| error.text.clone()).unwrap_or_default();
    let form = Form {
        action: format!("{home}/skyddade-uppgifter"),
        errors,
        sections: vec![Section::new(
            "",
            vec![Field::radio("skal", "Varför behöver du uppgifterna?", choices).error(error)],
        )],
        submit: String::from("Visa uppgifterna"),
        cancel: Some(Button::go("Tillbaka", &home)),
        ..Form::default()
    };
    page(&SkyddPage {
        heading: String::from("Skyddade uppgifter"),
        told: found.told.iter().map(|(label, value)| fact(label, value)).collect(),
        form: need.is_none().then_some(form),
        nothing: String::from("Varken adress, telefon eller plats är antecknad."),
        shell: frame,
    })
}
