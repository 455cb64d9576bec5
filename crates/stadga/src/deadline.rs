//! `stadga deadline`: the same counting as on the page Fristräknare.

use stadga_core::calendar::{DeadlineRule, Input, Outcome, Roll, Start, Suspension, deadline, rules};

/// The command line's words.
#[derive(clap::Args)]
pub struct Arguments {
    /// Regelns id; se `--list`.
    rule: Option<String>,
    /// Startdag, ÅÅÅÅ-MM-DD, eller med klockslag ÅÅÅÅ-MM-DDTHH:MM.
    start: Option<String>,
    /// Vilken gång i en serie, från 1.
    #[arg(long)]
    occurrence: Option<u32>,
    /// Hur en lokal frist flyttas från en helg.
    #[arg(long, value_parser = ["none", "back", "forward"])]
    roll: Option<String>,
    /// Tid som inte räknas, FRÅN..TILL; får upprepas.
    #[arg(long)]
    suspend: Vec<String>,
    /// Svara med JSON.
    #[arg(long)]
    json: bool,
    /// Visa alla regler.
    #[arg(long)]
    list: bool,
}

/// Counts, or lists the rules.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    if arguments.list {
        list();
        return Ok(());
    }
    let usage = "Skriv regel och startdag: stadga deadline FL44-appeal 2026-11-23. Se reglerna med --list.";
    let (Some(rule), Some(start)) = (&arguments.rule, &arguments.start) else {
        return Err(String::from(usage));
    };
    let start: Start = start.parse().map_err(|error| format!("{error}"))?;
    let suspend = arguments.suspend.iter().map(|text| suspension(text)).collect::<Result<Vec<_>, _>>()?;
    let roll = arguments.roll.as_deref().map(|word| match word {
        "back" => Roll::Back,
        "forward" => Roll::Forward,
        _ => Roll::None,
    });
    let mut input = Input::from_start(start);
    input.occurrence = arguments.occurrence;
    input.roll = roll;
    input.suspend = &suspend;
    let outcome = deadline(rule, input).map_err(|error| error.to_string())?;
    if arguments.json {
        println!("{}", json(rule, &outcome))
    } else {
        print(&outcome)
    }
    Ok(())
}

fn suspension(text: &str) -> Result<Suspension, String> {
    let wrong = || format!("{text} är ingen tid. Skriv FRÅN..TILL, till exempel 2026-12-01..2026-12-05.");
    let (from, to) = text.split_once("..").ok_or_else(wrong)?;
    let (from, to) = (from.parse().map_err(|_| wrong())?, to.parse().map_err(|_| wrong())?);
    if to < from {
        return Err(format!("Slutdatum {to} är före startdatum {from}"));
    }
    Ok(Suspension { from, to })
}

fn print(outcome: &Outcome) {
    println!("{} {}", outcome.first, outcome.second);
    println!("{}", outcome.receipt.source);
    for step in &outcome.receipt.steps {
        println!("  {}", step.text);
    }
}

fn json(rule: &str, outcome: &Outcome) -> serde_json::Value {
    let steps: Vec<_> = outcome
        .receipt
        .steps
        .iter()
        .map(|step| serde_json::json!({ "datum": step.date.map(|date| date.to_string()), "text": step.text }))
        .collect();
    serde_json::json!({
        "regel": rule,
        "strikt": outcome.first.to_string(),
        "enligt_lag": outcome.second.to_string(),
        "kalla": outcome.receipt.source,
        "steg": steps,
    })
}

fn list() {
    for DeadlineRule { id, title, source, .. } in rules() {
        println!("{id:<28} {title} ({source})");
    }
}
