//! Comparing what came with what was expected, and saying the difference so that it can be read.

use super::Runner;
use super::parse::{Act, Expected, ExpectedCount, ExpectedDate, ExpectedDuty, Quoted, Shown};
use crate::AppError;
use crate::duties::duty_rows;
use jiff::civil::Date;
use stadga_core::Hinder;
use stadga_core::access::Holder;
use stadga_rules::{Duty, DutyState, Timeline, plan};
use stadga_store::{OwnerRow, Why};

impl Runner {
    pub(super) fn compare(&mut self, act: &Act, answer: Result<(), AppError>) {
        let line = act.line;
        // An answer refuses or warns: with both written, one of them would never be looked at.
        if !act.refused.is_empty() && !act.warned.is_empty() {
            return self.fail(line, "skriv nekas eller varnar under en handling, inte båda");
        }
        let reasoned = act.fields.iter().any(|(name, _)| name.starts_with(crate::execute::REASON));
        match answer {
            Ok(()) if !act.refused.is_empty() => self.fail(line, "skulle nekas, men gick igenom"),
            Ok(()) if !act.warned.is_empty() && !reasoned => self.fail(line, "skulle varna, men gick igenom utan skäl"),
            Ok(()) => {
                self.held += 1;
                self.departures(act);
            }
            Err(AppError::Refused(refusal)) if !act.refused.is_empty() => {
                self.each_said(line, &act.refused, &refusal.hinders);
            }
            Err(AppError::Warned(hinders)) if !act.warned.is_empty() && !reasoned => {
                self.each_said(line, &act.warned, &hinders);
            }
            Err(AppError::Problems(problems)) if !act.refused.is_empty() => {
                let as_hinder =
                    |problem: &stadga_core::form::Problem| Hinder::field(problem.field, problem.message.clone());
                let hinders: Vec<Hinder> = problems.iter().map(as_hinder).collect();
                self.each_said(line, &act.refused, &hinders);
            }
            Err(error) => self.fail(line, told(&error)),
        }
    }

    fn each_said(&mut self, line: usize, expected: &[Quoted], hinders: &[Hinder]) {
        for quoted in expected {
            let says = |hinder: &&Hinder| {
                let rule = quoted.rule.as_ref().is_none_or(|rule| hinder.rule.as_ref() == Some(rule));
                rule && hinder.message.contains(&quoted.text)
            };
            if hinders.iter().any(|hinder| says(&hinder)) {
                self.held += 1;
            } else {
                let said: Vec<String> = hinders.iter().map(said).collect();
                self.fail(line, format!("väntade \"{}\", men svaret var:\n  {}", quoted.text, said.join("\n  ")));
            }
        }
    }

    /// An act that went through with reasons must have departed from the rules it says it did.
    fn departures(&mut self, act: &Act) {
        let Some(case) = self.case else { return };
        let Ok(loaded) = self.app.load_case(case) else { return };
        for quoted in &act.warned {
            let departed = loaded.file.events.iter().any(|event| match &event.fact {
                stadga_core::Fact::AvstegMotiverat(fact) => quoted.rule.as_ref().is_none_or(|rule| *rule == fact.regel),
                _ => false,
            });
            if departed {
                self.held += 1;
            } else {
                self.fail(act.line, format!("väntade en varning \"{}\", men ingen kom", quoted.text));
            }
        }
    }

    pub(super) fn expect_duties(&mut self, expected: &Expected) {
        let mut open = self.planned();
        open.retain(|(duty, _)| duty.state == DutyState::Open && duty.opens_on <= expected.on);
        for wanted in &expected.duties {
            let found = open.iter().position(|(duty, owners)| self.matches(wanted, duty, owners, expected.on));
            match found {
                Some(at) => {
                    let (duty, owners) = open.remove(at);
                    self.held += 1;
                    self.escalations(wanted, &duty, &owners);
                }
                None => {
                    let all: Vec<String> =
                        open.iter().map(|(duty, owners)| self.line(duty, owners, expected.on)).collect();
                    let wanted_line = format!("{} {} {}", wanted.owners, wanted.due, wanted.title);
                    self.fail(wanted.line, format!("väntade\n  {wanted_line}\nmen kvar står\n  {}", all.join("\n  ")));
                }
            }
        }
        if !expected.open_ended {
            for (duty, owners) in &open {
                let line = self.line(duty, owners, expected.on);
                self.fail(expected.line, format!("väntade inte\n  {line}"));
            }
        }
    }

    pub(super) fn expect_date(&mut self, expected: &ExpectedDate) {
        let dates: Vec<Date> = self
            .planned()
            .iter()
            .filter(|(duty, _)| format!("{}:{}", duty.pack, duty.key) == expected.rule)
            .filter_map(|(duty, _)| duty.due.as_ref().map(|due| due.strict))
            .collect();
        if dates.contains(&expected.on) {
            self.held += 1;
        } else {
            self.fail(expected.line, format!("väntade {} för {}, men fick {dates:?}", expected.on, expected.rule));
        }
    }

    /// What all units have counted in a day, a month or a year.
    pub(super) fn expect_count(&mut self, expected: &ExpectedCount) {
        let year = expected.period.get(..4).and_then(|year| year.parse().ok()).unwrap_or_default();
        let own = |known: &stadga_core::state::Counted| {
            (known.fact.verksamhet == expected.service && known.fact.vad == expected.what)
                && known.on.to_string().starts_with(&expected.period)
        };
        match self.app.counted_year(year) {
            Err(error) => self.fail(expected.line, told(&error)),
            Ok(all) => {
                let sum: u32 = all.iter().filter(|known| own(known)).map(|known| known.fact.antal).sum();
                match sum == expected.number {
                    true => self.held += 1,
                    false => self.fail(expected.line, format!("väntade {}, men räknat är {sum}", expected.number)),
                }
            }
        }
    }

    /// A help text stands at its field, or an insats in the catalogue says what it is.
    pub(super) fn expect_shown(&mut self, expected: &Shown) {
        let stack = self.app.stack();
        let (command, field) = (expected.at.0.as_str(), expected.at.1.as_deref());
        let told: Vec<(String, String)> = if command == "insats" {
            let named = stack.packs().iter().flat_map(|pack| pack.insatser.iter().map(move |insats| (pack, insats)));
            let wanted = named.filter(|(_, insats)| Some(insats.key.as_str()) == field);
            wanted
                .map(|(pack, insats)| {
                    let goals = insats.goals.join(", ");
                    let told = format!("{}. {} Mål: {goals}", insats.name, insats.description);
                    (format!("{}:{}", pack.id, insats.key), told)
                })
                .collect()
        } else if command == "verksamhet" {
            let named = stack.packs().iter().flat_map(|pack| pack.services.iter().map(move |rule| (pack, rule)));
            let wanted = named.filter(|(_, rule)| Some(rule.key.as_str()) == field);
            wanted
                .map(|(pack, rule)| {
                    let counts: Vec<&str> = rule.counts.iter().map(|count| count.label.as_str()).collect();
                    let parts = [&rule.title, &rule.about, &rule.offers.join(", "), &rule.audience, &rule.contact];
                    let told = parts.map(|part| stack.say(part)).join(". ");
                    let told = format!("{told}. {}. Räknas: {}", rule.documentation.label(), counts.join(", "));
                    (format!("{}:{}", pack.id, rule.key), told)
                })
                .collect()
        } else {
            let named = stack.packs().iter().flat_map(|pack| pack.texts.iter().map(move |text| (pack, text)));
            let wanted = named.filter(|(_, text)| text.command == command && text.field.as_deref() == field);
            wanted.map(|(pack, text)| (format!("{}:{}", pack.id, text.key), stack.say(&text.text))).collect()
        };
        let wanted = &expected.text;
        let holds = |(rule, text): &(String, String)| {
            text.contains(&wanted.text) && wanted.rule.as_ref().is_none_or(|wanted| wanted == rule)
        };
        if told.iter().any(holds) {
            self.held += 1;
            return;
        }
        let all: Vec<String> = told.iter().map(|(rule, text)| format!("{text} [{rule}]")).collect();
        self.fail(expected.line, format!("väntade \"{}\", men där står:\n  {}", wanted.text, all.join("\n  ")));
    }

    fn planned(&mut self) -> Vec<(Duty, Vec<OwnerRow>)> {
        let Some(case) = self.case else { return Vec::new() };
        let (Ok(loaded), Ok(organisation)) = (self.app.load_case(case), self.app.organisation()) else {
            return Vec::new();
        };
        let duties = plan(&self.app.stack(), &Timeline::new(&loaded.file.events, None));
        let rows = duty_rows(&duties, case, &loaded.file, &organisation);
        duties.into_iter().zip(rows).map(|(duty, row)| (duty, row.owners)).collect()
    }

    fn matches(&self, wanted: &ExpectedDuty, duty: &Duty, owners: &[OwnerRow], on: Date) -> bool {
        let rule = wanted.rule.as_ref().is_none_or(|rule| *rule == format!("{}:{}", duty.pack, duty.key));
        let late = duty.due.as_ref().is_some_and(|due| due.strict < on) == wanted.late;
        rule && late
            && wanted.due == due_text(duty)
            && duty.title.starts_with(&wanted.title)
            && wanted.owners == self.owners(owners)
    }

    fn escalations(&mut self, wanted: &ExpectedDuty, duty: &Duty, owners: &[OwnerRow]) {
        for (who, from) in &wanted.escalations {
            let stands = owners
                .iter()
                .any(|owner| owner.why == Why::Escalated && owner.from == *from && self.owner(owner) == *who);
            if stands {
                self.held += 1;
            } else {
                let from_days: Vec<String> =
                    owners.iter().map(|owner| format!("{} {}", self.owner(owner), owner.from)).collect();
                self.fail(
                    wanted.line,
                    format!("{}: väntade {who} från {from}, men: {}", duty.key, from_days.join(", ")),
                );
            }
        }
    }

    fn line(&self, duty: &Duty, owners: &[OwnerRow], on: Date) -> String {
        let late = duty.due.as_ref().is_some_and(|due| due.strict < on);
        let mark = if late { " (sen)" } else { "" };
        format!("{} {} {} [{}:{}]{mark}", self.owners(owners), due_text(duty), duty.title, duty.pack, duty.key)
    }

    /// The owner and those it is shared with, joined by `+`.
    fn owners(&self, owners: &[OwnerRow]) -> String {
        let named = owners.iter().filter(|owner| owner.why != Why::Escalated).map(|owner| self.owner(owner));
        named.collect::<Vec<_>>().join("+")
    }

    /// A user by key; a post by the key of whoever holds it alone in the cast.
    fn owner(&self, owner: &OwnerRow) -> String {
        let post = match owner.holder {
            Holder::User(user) | Holder::Named(user, _) => return self.key_of(user),
            Holder::Post(post) => post,
            // Nothing is anybody's because they are kept out.
            Holder::Apart(..) => return String::new(),
            Holder::OnDuty(unit) => return format!("jour@{}", self.key_of(unit)),
        };
        let unit = self.key_of(post.unit);
        let holder = self.posts.iter().find(|(_, own, role)| *own == unit && *role == post.role);
        holder.map_or_else(|| format!("{}@{unit}", post.role), |(key, ..)| key.clone())
    }
}

/// The date, the word, or that a person must judge.
fn due_text(duty: &Duty) -> String {
    match (&duty.due, duty.word) {
        (Some(due), _) => due.strict.to_string(),
        (None, Some(word)) => word.label().to_owned(),
        (None, None) => String::from("bedöm"),
    }
}

fn said(hinder: &Hinder) -> String {
    format!("{} [{}]", hinder.message, hinder.rule.clone().unwrap_or_default())
}

fn told(error: &AppError) -> String {
    match error {
        AppError::Refused(refusal) => {
            format!("nekades: {}", refusal.hinders.iter().map(said).collect::<Vec<_>>().join("; "))
        }
        AppError::Warned(hinders) => format!("varnade: {}", hinders.iter().map(said).collect::<Vec<_>>().join("; ")),
        AppError::Problems(problems) => {
            let each = problems.iter().map(|problem| format!("{}: {}", problem.label, problem.message));
            format!("uppgifter saknas: {}", each.collect::<Vec<_>>().join("; "))
        }
        AppError::Fault(fault) => fault.clone(),
        other => other.to_string(),
    }
}
