//! Fristräknare: any deadline of law or routine, with its arithmetic.

use crate::answer::{Answer, page};
use crate::router::{Asked, Web};
use crate::shell::shell;
use crate::view::{Choice, Field, Form, FormError, FristResult, FristraknarePage, Section, Source, SourceKind};
use stadga_core::calendar::{Input, Outcome, Roll, Start, deadline, rules, text};

/// The form, and the answer once there is a question.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let rule = asked.form.text("regel").to_owned();
    let date = asked.form.text("datum").to_owned();
    let asked_something = !rule.is_empty() && !date.is_empty();
    let answer = asked_something.then(|| count(&asked, &rule, &date));
    let mut errors = Vec::new();
    let result = match answer {
        Some(Ok(outcome)) => Some(shown(&rule, &outcome)),
        Some(Err(message)) => {
            errors.push(FormError::new("datum", message));
            None
        }
        None => None,
    };
    let mut frame = shell(web, &asked.ctx, "Fristräknare", "/fristraknare")?;
    frame.error = !errors.is_empty();
    page(&FristraknarePage { shell: frame, form: form(&asked, &rule, &date, errors), result })
}

fn count(asked: &Asked, rule: &str, date: &str) -> Result<Outcome, String> {
    let start = match date.parse::<Start>() {
        Ok(start) => start,
        Err(_) => Start::Date(text::parse_date(date, asked.ctx.today).map_err(|error| error.to_string())?),
    };
    let mut input = Input::from_start(start);
    let occurrence = asked.form.text("gang");
    if !occurrence.is_empty() {
        input.occurrence =
            Some(occurrence.parse().map_err(|_| String::from("Skriv vilken gång med siffror, till exempel 2."))?);
    }
    let roll = asked.form.text("flytt");
    if !roll.is_empty() {
        input.roll = Some(roll.parse::<Roll>().map_err(|()| String::from("Välj hur dagen flyttas."))?);
    }
    deadline(rule, input).map_err(|error| error.to_string())
}

fn shown(rule: &str, outcome: &Outcome) -> FristResult {
    let known = rules().iter().find(|known| known.id == rule);
    let shifted = if outcome.first == outcome.second {
        String::new()
    } else if outcome.target == outcome.first {
        String::from("Arbeta mot den räknade dagen. Det är inte säkert att den andra räcker.")
    } else {
        String::from("Den räknade dagen är ingen vanlig arbetsdag, därför är dagen flyttad.")
    };
    FristResult {
        rule: known.map(|known| known.title.to_owned()).unwrap_or_default(),
        strict: outcome.first.to_string(),
        legal: outcome.second.to_string(),
        shifted,
        role: String::new(),
        sources: known.map(|known| Source::new(kind(rule), known.source)).into_iter().collect(),
        steps: outcome.receipt.steps.iter().map(|step| step.text.clone()).collect(),
        pack: String::new(),
    }
}

fn kind(rule: &str) -> SourceKind {
    if rule.starts_with("LOCAL") { SourceKind::Rutin } else { SourceKind::Lag }
}

fn form(asked: &Asked, rule: &str, date: &str, errors: Vec<FormError>) -> Form {
    let choice = |known: &stadga_core::calendar::DeadlineRule| {
        Choice::new(known.id, format!("{} ({})", known.title, known.id)).chosen(known.id == rule)
    };
    let rolls = [
        ("", "Som regeln säger"),
        ("ingen", "Ingen flytt"),
        ("bakåt", "Till arbetsdagen före"),
        ("framåt", "Till arbetsdagen efter"),
    ];
    let chosen = asked.form.text("flytt");
    let mut fields = vec![
        Field::select("regel", "Regel", rules().iter().map(choice).collect()),
        Field::date("datum", "Startdag")
            .hint("Till exempel 2026-11-23, eller 2026-11-23T16:00 när timmar räknas.")
            .value(date)
            .half(),
        Field::text("gang", "Vilken gång i en serie").value(asked.form.text("gang")).optional().half(),
        Field::select(
            "flytt",
            "Om en lokal frist hamnar på en helg",
            rolls.iter().map(|(word, label)| Choice::new(*word, *label).chosen(*word == chosen)).collect(),
        ),
    ];
    crate::convert::mark(&mut fields, &errors);
    Form {
        action: String::from("/fristraknare"),
        errors,
        sections: vec![Section::new("", fields)],
        submit: String::from("Räkna"),
        ..Form::default()
    }
}
