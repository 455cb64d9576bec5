//! The letters that steps send to other authorities: declared in a pack, made of what the form says.

use crate::load::Loaded;
use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::event::standing;
use stadga_core::fact::arende::Kanal;
use stadga_core::fact::organisation::Roll;
use stadga_core::fact::routine::StegUtfort;
use stadga_core::form::Form;
use stadga_core::{Ctx, Fact, Id};
use stadga_letters::{Letter, Notice, Recipient, Report, Section, Sender};
use stadga_rules::{Addressee, STEP, StepLetter, StepRule};

/// What a form without a name for its file is called; names no person.
const REPORT: &str = "anmalan.pdf";
/// The same for what goes to the person.
const INFORMATION: &str = "brev.pdf";

/// Whether a file is called what the letters of steps are.
pub(super) fn is_step_letter(name: &str) -> bool {
    [REPORT, INFORMATION].contains(&name)
}

impl App {
    /// The authority a step writes to, with the step's letter as its pack declares it.
    pub fn step_addressee(&self, use_case: &str) -> Option<Result<Addressee, String>> {
        let stack = self.stack();
        let letter = stack.step(use_case)?.letter.as_ref().filter(|letter| !letter.to_person())?;
        let missing =
            || format!("Adressen till {} saknas i rutinerna. Lägg till den i kommunens pack.toml.", letter.to);
        Some(stack.addressee(&letter.to).cloned().ok_or_else(missing))
    }

    /// The letter of a step that has been done.
    pub(super) fn step_letter(
        &self,
        loaded: &Loaded,
        fact: &StegUtfort,
        (user, role): (Id, Roll),
        on: Date,
    ) -> Option<(&'static str, Result<Letter, String>)> {
        let stack = self.stack();
        let rule = stack.step(&format!("{STEP}{}", fact.steg))?;
        let letter = rule.letter.as_ref()?;
        Some(match letter.to_person() {
            true => (INFORMATION, self.information(loaded, letter, (user, role), on)),
            false => (REPORT, self.report(loaded, rule, fact, (user, role), on)),
        })
    }

    /// A letter to the person: what the pack says, and whom to call. What was answered in the step is not the person's
    /// to read in a letter box.
    fn information(
        &self,
        loaded: &Loaded,
        letter: &StepLetter,
        (user, role): (Id, Roll),
        on: Date,
    ) -> Result<Letter, String> {
        let (stack, sender) = (self.stack(), self.sender(loaded)?);
        let organisation = self.organisation().map_err(|error| error.to_string())?;
        let mut contact = vec![(String::from("Ring"), sender.phone.clone())];
        if let Some(known) = stack.contact() {
            let more =
                [("Telefontid", &known.phone_hours), ("Kom hit", &known.visit), ("Besökstid", &known.visit_hours)];
            contact.extend(more.into_iter().filter_map(|(label, told)| Some((label.to_owned(), told.clone()?))));
        }
        let officer = Some(organisation.user_name(user).to_owned());
        Ok(stadga_letters::notice(&Notice {
            sender: Sender { officer, ..sender },
            recipient: self.recipient(loaded, Kanal::Brev)?,
            date: on,
            case_number: loaded.number.clone(),
            subject: stack.say(&letter.subject),
            text: stack.say(&letter.text),
            contact,
            title: role.label().to_owned(),
        }))
    }

    /// The letter of a step's form, as far as it is filled in.
    pub(super) fn step_letter_of_form(
        &self,
        ctx: &Ctx,
        loaded: &Loaded,
        use_case: &str,
        form: &Form,
    ) -> Option<Result<Letter, String>> {
        let step = crate::steps::form_of(self.case(use_case)?)?;
        let (on, fact) = step.read_so_far(form, &self.reading(ctx));
        let signed = (ctx.actor.user, ctx.actor.post.role);
        self.step_letter(loaded, &fact, signed, on.unwrap_or(ctx.today)).map(|(_, letter)| letter)
    }

    fn report(
        &self,
        loaded: &Loaded,
        rule: &StepRule,
        fact: &StegUtfort,
        (user, role): (Id, Roll),
        on: Date,
    ) -> Result<Letter, String> {
        let (stack, told) = (self.stack(), |error: AppError| error.to_string());
        let organisation = self.organisation().map_err(told)?;
        let addressee = self.step_addressee(&rule.name()).ok_or("Steget skickar inget brev.")??;
        let letter = rule.letter.as_ref().ok_or("Steget skickar inget brev.")?;
        let about = match (&loaded.file.case.matter, loaded.file.case.person) {
            // A matter of a register is about how the work is done; whom it touched is said in its answers.
            (Some(_), _) => Vec::new(),
            (None, person) => {
                let person = self.load_person(person.ok_or("Ärendet har ingen part.")?).map_err(told)?;
                let number = person.number.as_ref().map(|number| (String::from("Personnummer"), number.full()));
                std::iter::once((String::from("Namn"), person.name.clone())).chain(number).collect()
            }
        };
        let along = letter.with.iter().filter_map(|name| newest(loaded, name));
        let answers = answers(fact, "").into_iter().chain(along.flat_map(|(step, on)| {
            let heading = step.rubrik.clone().unwrap_or_else(|| step.steg.clone());
            answers(step, &format!("{heading} {on}. "))
        }));
        Ok(stadga_letters::report(&Report {
            sender: self.sender(loaded)?,
            recipient: Recipient { name: addressee.name, address_lines: addressee.address, channel: Kanal::Brev },
            date: on,
            case_number: loaded.number.clone(),
            subject: stack.say(&letter.subject),
            text: stack.say(&letter.text),
            about,
            answers: answers.collect(),
            signed_by: (Some(organisation.user_name(user).to_owned()), role.label().to_owned()),
        }))
    }
}

/// What was answered in a step, under its questions; the first one says besides which step it was.
fn answers(step: &StegUtfort, first: &str) -> Vec<Section> {
    let section = |(at, known): (usize, &stadga_core::fact::routine::Stegsvar)| Section {
        heading: format!("{}{}", if at == 0 { first } else { "" }, known.fraga),
        text: known.svar.clone(),
    };
    step.svar.iter().enumerate().map(section).collect()
}

/// The newest doing of a step in a case, with its day.
fn newest<'a>(loaded: &'a Loaded, name: &str) -> Option<(&'a StegUtfort, Date)> {
    let key = name.strip_prefix(STEP)?;
    let step = |event: &'a stadga_core::Event| match &event.fact {
        Fact::StegUtfort(step) if step.steg == key => Some((step, event.occurred_on)),
        _ => None,
    };
    standing(&loaded.file.events).into_iter().rev().find_map(|row| step(row.event))
}
