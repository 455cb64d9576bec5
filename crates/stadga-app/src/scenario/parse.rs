//! A scenario's text, line by line.

use super::stockholm;
use jiff::Timestamp;
use jiff::civil::{Date, Time, time};
use stadga_core::calendar::Urgency;
use stadga_core::fact::organisation::{EnhetArt, Roll};

/// A scenario, read.
pub(super) struct Scenario {
    pub title: String,
    pub packs: Vec<String>,
    pub units: Vec<OwnUnit>,
    pub people: Vec<OwnPerson>,
    pub lines: Vec<Line>,
}

/// `enhet: KEY KIND "NAME" [INSATS ...]`: a unit that only this scenario has.
pub(super) struct OwnUnit {
    pub key: String,
    pub kind: EnhetArt,
    pub name: String,
    pub insatser: Vec<String>,
}

/// `person: KEY ROLE UNIT "NAME"`: somebody who only takes part in this scenario.
pub(super) struct OwnPerson {
    pub key: String,
    pub role: Roll,
    pub unit: String,
    pub name: String,
}

pub(super) enum Line {
    Act(Act),
    Expect(Expected),
    Date(ExpectedDate),
    Shown(Shown),
    Counted(ExpectedCount),
}

/// `DATE [HH:MM] who: use-case field=value ...`
pub(super) struct Act {
    pub line: usize,
    pub at: Timestamp,
    pub who: String,
    pub use_case: String,
    pub fields: Vec<(String, String)>,
    pub refused: Vec<Quoted>,
    pub warned: Vec<Quoted>,
}

/// `nekas "..." [rule]`
pub(super) struct Quoted {
    pub text: String,
    pub rule: Option<String>,
}

/// `vantat DATE:` and its block.
pub(super) struct Expected {
    pub line: usize,
    pub on: Date,
    pub duties: Vec<ExpectedDuty>,
    pub open_ended: bool,
}

pub(super) struct ExpectedDuty {
    pub line: usize,
    pub owners: String,
    pub due: String,
    pub title: String,
    pub rule: Option<String>,
    pub late: bool,
    pub escalations: Vec<(String, Date)>,
}

/// `datum NAME = DATE`
pub(super) struct ExpectedDate {
    pub line: usize,
    pub rule: String,
    pub on: Date,
}

/// `raknat SERVICE:WHAT PERIOD = NUMBER`, where the period is a day, a month or a year.
pub(super) struct ExpectedCount {
    pub line: usize,
    pub service: String,
    pub what: String,
    pub period: String,
    pub number: u32,
}

/// `visar USE-CASE[:FIELD] "..." [rule]`, or `visar insats KEY "..."` and `visar verksamhet KEY "..."`
pub(super) struct Shown {
    pub line: usize,
    /// The use case and the field, or `insats` or `verksamhet` and the key.
    pub at: (String, Option<String>),
    pub text: Quoted,
}

impl Scenario {
    /// The instant of the first act.
    pub(super) fn starts(&self) -> Option<Timestamp> {
        self.lines.iter().find_map(|line| match line {
            Line::Act(act) => Some(act.at),
            Line::Expect(_) | Line::Date(_) | Line::Shown(_) | Line::Counted(_) => None,
        })
    }
}

/// Reads a scenario, or says what is wrong on each line.
pub(super) fn parse(text: &str) -> Result<Scenario, Vec<String>> {
    let mut scenario =
        Scenario { title: String::new(), packs: Vec::new(), units: Vec::new(), people: Vec::new(), lines: Vec::new() };
    let mut failures = Vec::new();
    for (at, raw) in (1..).zip(text.lines()) {
        if let Err(message) = take(&mut scenario, at, raw) {
            failures.push(format!("rad {at}: {message}"));
        }
    }
    if failures.is_empty() { Ok(scenario) } else { Err(failures) }
}

fn take(scenario: &mut Scenario, at: usize, raw: &str) -> Result<(), String> {
    let line = raw.trim();
    if let Some(comment) = line.strip_prefix('#') {
        if scenario.title.is_empty() {
            scenario.title = comment.trim().to_owned();
        }
        return Ok(());
    }
    if line.is_empty() {
        return Ok(());
    }
    if raw.starts_with(char::is_whitespace) {
        return indented(scenario, at, line);
    }
    if let Some(packs) = line.strip_prefix("rutiner:") {
        scenario.packs = packs.split_whitespace().map(str::to_owned).collect();
        return Ok(());
    }
    if let Some(rest) = line.strip_prefix("enhet: ") {
        scenario.units.push(unit(rest).ok_or("skriv: enhet: NYCKEL SLAG \"Namn\" insats insats")?);
        return Ok(());
    }
    if let Some(rest) = line.strip_prefix("person: ") {
        scenario.people.push(person(rest).ok_or("skriv: person: NYCKEL ROLL ENHET \"Namn\"")?);
        return Ok(());
    }
    scenario.lines.push(unindented(at, line)?);
    Ok(())
}

fn unit(text: &str) -> Option<OwnUnit> {
    let (head, rest) = text.split_once('"')?;
    let (name, insatser) = rest.split_once('"')?;
    let (key, kind) = head.trim().split_once(' ')?;
    Some(OwnUnit {
        key: key.to_owned(),
        kind: kind.trim().parse().ok()?,
        name: name.to_owned(),
        insatser: insatser.split_whitespace().map(str::to_owned).collect(),
    })
}

fn person(text: &str) -> Option<OwnPerson> {
    let (head, rest) = text.split_once('"')?;
    let (name, _) = rest.split_once('"')?;
    let words: Vec<&str> = head.split_whitespace().collect();
    let [key, role, unit] = words.as_slice() else { return None };
    Some(OwnPerson {
        key: (*key).to_owned(),
        role: role.parse().ok()?,
        unit: (*unit).to_owned(),
        name: name.to_owned(),
    })
}

fn unindented(at: usize, line: &str) -> Result<Line, String> {
    if let Some(rest) = line.strip_prefix("vantat ") {
        let on = date(rest.trim().trim_end_matches(':'))?;
        return Ok(Line::Expect(Expected { line: at, on, duties: Vec::new(), open_ended: false }));
    }
    if let Some(rest) = line.strip_prefix("datum ") {
        let (rule, on) = rest.split_once('=').ok_or("skriv: datum REGEL = DATUM")?;
        return Ok(Line::Date(ExpectedDate { line: at, rule: rule.trim().to_owned(), on: date(on.trim())? }));
    }
    if let Some(rest) = line.strip_prefix("raknat ") {
        return counted(at, rest).map(Line::Counted);
    }
    if let Some(rest) = line.strip_prefix("visar ") {
        return shown(at, rest.trim()).map(Line::Shown);
    }
    act(at, line).map(Line::Act)
}

fn counted(at: usize, rest: &str) -> Result<ExpectedCount, String> {
    const HOW: &str = "skriv: raknat VERKSAMHET:VAD PERIOD = TAL";
    let (place, number) = rest.split_once('=').ok_or(HOW)?;
    let (named, period) = place.trim().split_once(' ').ok_or(HOW)?;
    let (service, what) = named.split_once(':').ok_or(HOW)?;
    let [service, what, period] = [service, what, period].map(|text| text.trim().to_owned());
    Ok(ExpectedCount { line: at, service, what, period, number: number.trim().parse().map_err(|_| HOW)? })
}

fn shown(at: usize, rest: &str) -> Result<Shown, String> {
    const HOW: &str = "skriv: visar användningsfall:fält \"texten\" [regel]";
    let (place, text) = rest.split_once('"').ok_or(HOW)?;
    let place = place.trim();
    let place = match place.split_once(' ').filter(|(kind, _)| ["insats", "verksamhet"].contains(kind)) {
        Some((kind, key)) => (kind.to_owned(), Some(key.trim().to_owned())),
        None => match place.split_once(':') {
            Some((command, field)) => (command.to_owned(), Some(field.to_owned())),
            None => (place.to_owned(), None),
        },
    };
    Ok(Shown { line: at, at: place, text: quoted(&format!("\"{text}"))? })
}

fn act(at: usize, line: &str) -> Result<Act, String> {
    let (head, rest) = line.split_once(": ").ok_or("skriv: DATUM roll: användningsfall fält=värde")?;
    let mut words = head.split_whitespace();
    let day = date(words.next().unwrap_or_default())?;
    let second = words.next().ok_or("skriv vem som gör det, före kolonet")?;
    let (clock, who) = match words.next() {
        Some(who) => (second.parse::<Time>().map_err(|_| format!("{second} är inget klockslag"))?, who),
        None => (time(9, 0, 0, 0), second),
    };
    let at_instant = stockholm(day, clock).ok_or("tidpunkten finns inte")?;
    let (use_case, fields) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
    Ok(Act {
        line: at,
        at: at_instant,
        who: who.to_owned(),
        use_case: use_case.to_owned(),
        fields: pairs(fields)?,
        refused: Vec::new(),
        warned: Vec::new(),
    })
}

fn indented(scenario: &mut Scenario, at: usize, line: &str) -> Result<(), String> {
    match scenario.lines.last_mut() {
        Some(Line::Act(act)) => {
            if let Some(rest) = line.strip_prefix("nekas ") {
                act.refused.push(quoted(rest)?);
            } else if let Some(rest) = line.strip_prefix("varnar ") {
                act.warned.push(quoted(rest)?);
            } else {
                return Err(String::from("under en handling står nekas eller varnar"));
            }
            Ok(())
        }
        Some(Line::Expect(expected)) if line == "..." => {
            expected.open_ended = true;
            Ok(())
        }
        Some(Line::Expect(expected)) => duty(expected, at, line),
        Some(Line::Date(_) | Line::Shown(_) | Line::Counted(_)) | None => {
            Err(String::from("raden är indragen men hör inte till något"))
        }
    }
}

fn duty(expected: &mut Expected, at: usize, line: &str) -> Result<(), String> {
    if let Some(rest) = line.strip_prefix("->") {
        let (who, from) = rest.trim().split_once(' ').ok_or("skriv: -> NAMN DATUM")?;
        let last = expected.duties.last_mut().ok_or("pilen hör inte till någon rad")?;
        last.escalations.push((who.to_owned(), date(from.trim())?));
        return Ok(());
    }
    let late = line.ends_with("(sen)");
    let line = line.trim_end_matches("(sen)").trim();
    let (line, rule) = rule(line);
    let (owners, rest) = line.split_once(' ').unwrap_or((line, ""));
    // A word of urgency may be several words: `Så snart som möjligt`.
    let urgent = Urgency::ALL.iter().map(|word| word.label()).find(|label| rest.starts_with(label));
    let end = urgent.map_or_else(|| rest.find(' ').unwrap_or(rest.len()), str::len);
    let (due, title) = rest.split_at(end);
    expected.duties.push(ExpectedDuty {
        line: at,
        owners: owners.to_owned(),
        due: due.to_owned(),
        title: title.trim().to_owned(),
        rule,
        late,
        escalations: Vec::new(),
    });
    Ok(())
}

fn quoted(rest: &str) -> Result<Quoted, String> {
    let (text, rule) = rule(rest.trim());
    let text = text.trim().strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    Ok(Quoted { text: text.ok_or("skriv meddelandet inom citattecken")?.to_owned(), rule })
}

/// Splits off a rule in brackets at the end.
fn rule(text: &str) -> (&str, Option<String>) {
    let bracketed = text.strip_suffix(']').and_then(|text| text.rsplit_once('['));
    bracketed.map_or((text, None), |(text, rule)| (text.trim(), Some(rule.to_owned())))
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("{text} är inget datum; skriv ÅÅÅÅ-MM-DD"))
}

/// `name=value name="a value"`; `\n` inside quotes is a line break.
fn pairs(text: &str) -> Result<Vec<(String, String)>, String> {
    let mut pairs = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=').ok_or_else(|| format!("{rest} saknar ="))?;
        let (value, left) = if let Some(quoted) = after.strip_prefix('"') {
            quoted.split_once('"').ok_or_else(|| format!("citattecknet efter {name} avslutas inte"))?
        } else {
            after.split_once(' ').unwrap_or((after, ""))
        };
        pairs.push((name.trim().to_owned(), value.replace("\\n", "\n")));
        rest = left.trim();
    }
    Ok(pairs)
}
