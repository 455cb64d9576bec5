//! Whether packs agree: what they are laid upon, what they change, the words and insatser they name.

use super::Stack;
use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::pack::{DutyRule, Override, Pack, PackKind, StepConference, StepRule, Time};
use jiff::Span;
use jiff::civil::{Date, date};
use stadga_core::calendar::{Counting, Period, count};

/// Everything that does not agree, in order of pack, file and place.
pub(super) fn check(stack: &Stack) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (layer, pack) in stack.packs.iter().enumerate() {
        uses(stack, layer, pack, &mut found);
        for change in &pack.overrides {
            found.extend(change_is_allowed(stack, layer, pack, change));
        }
        terms(stack, pack, &mut found);
        insatser(stack, pack, &mut found);
        registers(stack, pack, &mut found);
        services(stack, pack, &mut found);
        validity(stack, pack, &mut found);
        map(pack, &mut found);
    }
    found.sort_by(|left, right| left.sort_key().cmp(&right.sort_key()));
    found
}

fn uses(stack: &Stack, layer: usize, pack: &Pack, found: &mut Vec<Diagnostic>) {
    if stack.packs.iter().take(layer).any(|other| other.id == pack.id) {
        found.push(Diagnostic::error(&pack.place, format!("Rutinen `{}` finns med två gånger.", pack.id), None));
    }
    for used in pack.uses.iter().filter(|used| stack.pack(used).is_none()) {
        let message = format!("Rutinen bygger på `{used}`, som inte finns med.");
        let help = did_you_mean(used, stack.packs.iter().map(|pack| pack.id.as_str()));
        found.push(Diagnostic::error(&pack.place, message, help));
    }
}

/// A change may be shorter than what it changes, and stricter than law; it may never loosen law.
fn change_is_allowed(stack: &Stack, layer: usize, pack: &Pack, change: &Override) -> Option<Diagnostic> {
    let error = |message: String, help: Option<String>| Some(Diagnostic::error(&change.place, message, help));
    let address = |pack: &Pack, rule: &DutyRule| format!("{}:{}", pack.id, rule.key);
    let below = stack.packs.iter().take(layer).flat_map(|pack| pack.duties.iter().map(move |rule| (pack, rule)));
    let Some((lower, rule)) = below.clone().find(|(lower, rule)| address(lower, rule) == change.rule) else {
        let known: Vec<String> = below.map(|(lower, rule)| address(lower, rule)).collect();
        let help = did_you_mean(&change.rule, known.iter().map(String::as_str));
        return error(format!("Ingen lägre rutin har regeln `{}`.", change.rule), help);
    };
    let law = lower.kind == PackKind::Lag;
    if change.off && law {
        let help = "En lagregel gäller alltid. Ett enskilt ärende kan ha ett motiverat avsteg.".to_owned();
        return error(format!("`{}` är lag och kan inte stängas av.", change.rule), Some(help));
    }
    let (old, new, counting) = match (&rule.time, change.within, change.target) {
        (_, None, None) => return None,
        (Time::Within { period, counting } | Time::Series { every: period, counting }, Some(new), None) => {
            (Some(*period), new, *counting)
        }
        (Time::Urgency { target, counting, .. }, None, Some(new)) => (*target, new, *counting),
        (Time::Urgency { .. }, ..) => {
            return error(format!("`{}` har inget tal att ändra.", change.rule), Some("Skriv target.".to_owned()));
        }
        _ => {
            let message = format!("`{}` har ingen tid som kan ändras så.", change.rule);
            return error(message, Some("Skriv en egen uppgift i stället; då gäller båda.".to_owned()));
        }
    };
    let old = old.filter(|old| !is_never_later(new, *old, counting))?;
    let message = format!("{new} är längre än {old}, som `{}` säger.", change.rule);
    if law {
        return error(message, Some("En lokal regel får vara strängare än lagen, aldrig mildare.".to_owned()));
    }
    if pack.kind == lower.kind || change.reason.is_some() {
        return None;
    }
    Some(Diagnostic::warning(&change.place, message, Some("Skriv varför i `reason`.".to_owned())))
}

/// Whether `new` never ends later than `old`, whichever day it starts: four years of days are tried,
/// so that months, leap days and working days are compared as they fall.
fn is_never_later(new: Period, old: Period, counting: Counting) -> bool {
    let first: Date = date(2023, 1, 1);
    let days = first.series(Span::new().days(1)).take(4 * 366);
    days.into_iter().all(|day| count(day, new, counting).strict <= count(day, old, counting).strict)
}

fn terms(stack: &Stack, pack: &Pack, found: &mut Vec<Diagnostic>) {
    let duties = pack.duties.iter().flat_map(|rule| [(&rule.place, &rule.title), (&rule.place, &rule.why)]);
    let messages = pack.guards.iter().flat_map(|rule| {
        let texts = [Some(&rule.message), rule.ok.as_ref(), rule.remedy.as_ref()];
        texts.into_iter().flatten().map(move |text| (&rule.place, text))
    });
    let steps = pack.steps.iter().map(|rule| (&rule.place, &rule.title));
    let texts = pack.texts.iter().map(|rule| (&rule.place, &rule.text));
    let registers = pack.registers.iter().flat_map(|rule| [(&rule.place, &rule.title), (&rule.place, &rule.about)]);
    let services = pack.services.iter().flat_map(|rule| {
        let told = [&rule.about, &rule.audience, &rule.contact].into_iter().chain(&rule.offers);
        told.map(move |text| (&rule.place, text))
    });
    for (place, text) in duties.chain(messages).chain(steps).chain(texts).chain(registers).chain(services) {
        found.extend(unknown_terms(stack, place, text));
    }
}

fn unknown_terms(stack: &Stack, place: &Place, text: &str) -> Vec<Diagnostic> {
    let keys = text.split('{').skip(1).map(|rest| rest.split_once('}').map_or(rest, |(key, _)| key));
    let unknown = keys.filter(|key| stack.term(key).is_none());
    let report = |key| {
        let help = did_you_mean(key, stack.terms.keys().map(String::as_str));
        let help = help.unwrap_or_else(|| "Lägg till ordet under [terms] i pack.toml.".to_owned());
        Diagnostic::error(place, format!("Ordet `{{{key}}}` finns inte."), Some(help))
    };
    unknown.map(report).collect()
}

/// A register is opened by a step of its own, and a step belongs to a register that exists. What goes along in a
/// letter was answered in a step.
fn registers(stack: &Stack, pack: &Pack, found: &mut Vec<Diagnostic>) {
    for rule in &pack.registers {
        let step = stack.step(&rule.opened_by);
        if step.is_none_or(|step| step.register.as_ref() != Some(&rule.key)) {
            let message = format!("Registret öppnas av `{}`, som inte är ett steg i registret.", rule.opened_by);
            let help = format!("Skriv register = \"{}\" på steget.", rule.key);
            found.push(Diagnostic::error(&rule.place, message, Some(help)));
        }
    }
    for step in &pack.steps {
        let along = step.letter.iter().flat_map(|letter| &letter.with);
        for name in along.filter(|name| stack.step(name).is_none()) {
            found.push(Diagnostic::error(
                &step.place,
                format!("Brevet ska ha med `{name}`, som inte är ett steg."),
                None,
            ));
        }
        let agenda = step
            .agenda
            .iter()
            .flat_map(|agenda| agenda.papers.iter().chain(agenda.heard.as_ref().map(|(name, _)| name)));
        for name in agenda.filter(|name| stack.step(name).is_none()) {
            let message = format!("Föredragningslistan ser efter `{name}`, som inte är ett steg.");
            found.push(Diagnostic::error(&step.place, message, None));
        }
        let joint = step.joint.iter().flat_map(|joint| std::iter::once(&joint.needed).chain(&joint.ended));
        for answer in joint.filter(|answer| stack.step(&answer.step).is_none()) {
            let message = format!("Planen ser efter `{}`, som inte är ett steg.", answer.step);
            found.push(Diagnostic::error(&step.place, message, None));
        }
        found.extend(step.agenda.iter().filter_map(|agenda| conference(stack, step, agenda.conference.as_ref()?)));
        let Some(key) = step.register.as_ref().filter(|key| stack.register(key).is_none()) else { continue };
        let help = did_you_mean(key, stack.packs.iter().flat_map(|pack| &pack.registers).map(|rule| rule.key.as_str()));
        found.push(Diagnostic::error(&step.place, format!("Registret `{key}` finns inte."), help));
    }
}

/// A service that is an insats is one of the catalogue, and one that nobody applies for.
/// A conference ends in a step that exists, with the fields it is said to have.
fn conference(stack: &Stack, step: &StepRule, conference: &StepConference) -> Option<Diagnostic> {
    let wrong = |message: String| Some(Diagnostic::error(&step.place, message, None));
    let Some(act) = stack.step(&conference.act) else {
        return wrong(format!("Konferensen slutar med `{}`, som inte är ett steg.", conference.act));
    };
    let has = |name: &str| act.fields.iter().any(|field| field.name == name);
    let fields = std::iter::once(&conference.outcome).chain(&conference.receiver);
    if let Some(name) = fields.into_iter().find(|name| !has(name)) {
        return wrong(format!("Steget `{}` har inget fält `{name}`.", conference.act));
    }
    let handed = act.fields.iter().filter(|field| field.name == conference.outcome).flat_map(|field| &field.choices);
    if !handed.into_iter().any(|(word, _)| *word == conference.handed) {
        return wrong(format!("`{}` går inte att välja i `{}`.", conference.handed, conference.act));
    }
    match conference.minutes.as_ref().filter(|name| stack.step(name).is_none_or(|step| step.register.is_none())) {
        Some(name) => wrong(format!("Minnesanteckningarna skrivs i `{name}`, som inte är ett steg i ett register.")),
        None => None,
    }
}

/// A municipality says how long its units' routines may apply.
fn validity(stack: &Stack, pack: &Pack, found: &mut Vec<Diagnostic>) {
    for other in stack.packs.iter().filter(|other| pack.is_limited_by(other)) {
        let Some(longest) = other.upkeep.longest else { continue };
        let Some(last) = pack.last_allowed(longest) else { continue };
        let limit = format!("{} säger högst {}", other.name, longest.in_words());
        let help = Some(format!("Skriv valid_to = {last} eller tidigare i {}.", pack.id));
        match pack.valid_to {
            Some(to) if to > last => {
                let message = format!("{} gäller till och med {to}. {limit}.", pack.name);
                found.push(Diagnostic::error(&pack.place, message, help));
            }
            None => {
                let message = format!("{} har ingen sista dag. {limit}.", pack.name);
                found.push(Diagnostic::warning(&pack.place, message, help));
            }
            Some(_) => {}
        }
    }
}

/// What the map names should be there, once. A map is drawn without what is gone.
fn map(pack: &Pack, found: &mut Vec<Diagnostic>) {
    let rule = &pack.upkeep.map;
    let place = rule.place.as_ref().unwrap_or(&pack.place);
    for (at, key) in rule.steps.iter().enumerate() {
        if rule.steps.iter().take(at).any(|known| known == key) {
            found.push(Diagnostic::error(place, format!("`{key}` står två gånger på kartan."), None));
        } else if !pack.duties.iter().any(|duty| duty.key == *key) {
            let help = did_you_mean(key, pack.duties.iter().map(|duty| duty.key.as_str()));
            let message = format!("Rutinen har ingen uppgift `{key}`, så kartan ritas utan den.");
            found.push(Diagnostic::warning(place, message, help));
        }
    }
}

fn services(stack: &Stack, pack: &Pack, found: &mut Vec<Diagnostic>) {
    for rule in &pack.services {
        let Some(key) = &rule.insats else { continue };
        let Some(insats) = stack.insats(key) else {
            let help = did_you_mean(key, stack.insatser.keys().map(String::as_str));
            found.push(Diagnostic::error(&rule.place, format!("Insatsen `{key}` finns inte i utbudet."), help));
            continue;
        };
        if insats.level.as_deref() != Some("utan_provning") {
            let message = format!("Insatsen `{key}` kräver ett beslut, så den kan inte räknas utan namn.");
            let help = String::from("Skriv level = \"utan_provning\" på insatsen om den ges utan behovsprövning.");
            found.push(Diagnostic::error(&rule.place, message, Some(help)));
        }
    }
}

fn insatser(stack: &Stack, pack: &Pack, found: &mut Vec<Diagnostic>) {
    let mut name = |place: &Place, key: &str, severe: bool| {
        if stack.insats(key).is_some() {
            return;
        }
        let help = did_you_mean(key, stack.insatser.keys().map(String::as_str));
        let message = format!("Insatsen `{key}` finns inte i utbudet.");
        let make = if severe { Diagnostic::error } else { Diagnostic::warning };
        found.push(make(place, message, help));
    };
    for insats in &pack.insatser {
        insats.parent.iter().for_each(|parent| name(&insats.place, parent, true));
    }
    pack.applies_to.iter().for_each(|key| name(&pack.place, key, true));
    for row in &pack.delegations {
        row.insatser.iter().for_each(|key| name(&row.place, key, true));
    }
    // A law or a guideline may speak of an insats that this municipality does not offer.
    for rule in &pack.duties {
        let conditions = [rule.condition.as_ref(), rule.trigger.condition.as_ref()];
        let keys = conditions.into_iter().flatten().flat_map(|condition| condition.insatser());
        keys.for_each(|key| name(&rule.place, key, false));
    }
    for rule in &pack.guards {
        let keys = rule.condition.iter().chain([&rule.require]).flat_map(|condition| condition.insatser());
        keys.for_each(|key| name(&rule.place, key, false));
    }
}
