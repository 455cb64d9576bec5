//! The letters of a case: what the person is given to read, from the record and the municipality's settings.

use super::beslut::{title_of, told_by};
use super::historik::HISTORY;
use super::mottagare::{copies, of_form};
use super::skydd::is_letter;
use super::utdragsbrev::EXTRACT;
use super::utlamnande::{GIVES, REFUSAL};
use crate::load::Loaded;
use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::calendar::text::{parse_date, sentence_case};
use stadga_core::command::decision::to_tell;
use stadga_core::event::{Standing, standing};
use stadga_core::fact::arende::{Kanal, TillForetradare};
use stadga_core::fact::handling::Fil;
use stadga_core::fact::organisation::Roll;
use stadga_core::fact::overklagan::Overklagandeform;
use stadga_core::fact::utredning::KommuniceringSkickad;
use stadga_core::form::Form;
use stadga_core::state::{CaseFile, Decision};
use stadga_core::{Ctx, Event, Fact, Id};
use stadga_letters::{Communication, Court, Letter, Official, Section, Sender};
use stadga_rules::STEP;
use stadga_store::AuditKind;

/// Why a letter cannot be made, when the municipality has not said who sends it.
pub(super) const NO_SENDER: &str =
    "Kommunens adress, telefon och domstol saknas i rutinerna. Lägg till [letters] i kommunens pack.toml.";

/// The use cases that send a letter.
pub(super) const SENDS: &[&str] = &[
    "kommunicering.skicka",
    "beslut.underratta",
    "beslut.delge",
    "handlaggarbyte.meddela",
    "omhandertagande.understall",
    "omhandertagande.upplys",
    "tvangsvard.ansok",
    "utlamnande.neka",
];
/// What the files are called; they name no person.
const COMMUNICATION: &str = "kommunicering.pdf";
const DECISION: &str = "beslut.pdf";
const HANDOVER: &str = "ny-handlaggare.pdf";
const APPEAL: &str = "overklagande.pdf";

/// A letter as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterFile {
    /// The name of the file; names no person.
    pub name: &'static str,
    /// The bytes of the PDF.
    pub bytes: Vec<u8>,
}

impl App {
    /// The letter of a decision or of a communication, as a file: the bytes that were sent, or, before that,
    /// as it would be now. It is written down as exported before it is handed over.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it does not exist or is not the user's to see.
    pub fn letter_file(&self, ctx: &Ctx, event: Id) -> Result<LetterFile, AppError> {
        const WHAT: &str = "brev.hamta";
        let (loaded, name, letter) = self.letter_of_event(ctx, WHAT, event)?;
        let bytes = match sent(&loaded, event).filter(|_| !self.says_where(&loaded, event)) {
            Some(file) => self.store().blob(loaded.case, &file.sha256)?.ok_or_else(|| missing(&loaded))?,
            None => {
                let letter = letter.ok_or(AppError::NotFound)?;
                let seen = self.letter_to_see(&loaded, WHAT, letter);
                made(&seen.map_err(|_| self.denied(ctx, WHAT, Some(event), AppError::NotFound))?)?
            }
        };
        self.exported(ctx, WHAT, &loaded)?;
        Ok(LetterFile { name, bytes })
    }

    /// Whether the letter of an event was sent before the person was protected, and so may bear an address of
    /// theirs. The letter as it would be made today is shown in its place.
    pub(crate) fn says_where(&self, loaded: &Loaded, event: Id) -> bool {
        let told = |known: &&Event| match &known.fact {
            Fact::BeslutUnderrattat(fact) => known.id == event || fact.beslut == event,
            _ => known.id == event,
        };
        let letters = loaded.file.events.iter().filter(told).filter(|known| is_letter(&known.fact));
        let sent = letters.map(|known| known.recorded_at).min();
        loaded.veiled.zip(sent).is_some_and(|(since, sent)| sent < since)
    }

    /// The letter at a place of an event, as it would be made today.
    pub(crate) fn made_anew(&self, loaded: &Loaded, event: &Event, place: usize) -> Result<Vec<u8>, AppError> {
        let signed = (event.signature.user, event.signature.post.role);
        let letter = self.letter_of_fact(signed, loaded, &event.fact, event.occurred_on);
        let Some((_, Ok(letter), to)) = letter else { return Err(AppError::NotFound) };
        let letter = self.without_names(loaded, letter)?;
        made(copies(loaded, letter, to).get(place).ok_or(AppError::NotFound)?)
    }

    /// The letter that a fact sends in writing, with the name of its file and the representative it goes to;
    /// none for what sends no letter.
    pub(super) fn letter_of_fact<'a>(
        &self,
        signed: (Id, Roll),
        loaded: &Loaded,
        fact: &'a Fact,
        on: Date,
    ) -> Option<(&'static str, Result<Letter, String>, Option<&'a TillForetradare>)> {
        Some(match fact {
            Fact::KommuniceringSkickad(fact) if fact.kanal.is_written() => {
                (COMMUNICATION, self.communication_letter(loaded, fact, on), fact.till.as_ref())
            }
            Fact::BeslutUnderrattat(fact) if fact.kanal.is_written() => {
                let decision = loaded.file.case.decision(fact.beslut)?;
                (DECISION, self.decision_letter(loaded, decision, fact.kanal, on), fact.till.as_ref())
            }
            Fact::HandlaggarbyteMeddelat(fact) if fact.kanal.is_written() => {
                (HANDOVER, self.handover_letter(loaded, fact.kanal, on), fact.till.as_ref())
            }
            Fact::UtlamnandeNekat(fact) => (REFUSAL, self.refusal_letter(loaded, fact, signed, on), None),
            Fact::StegUtfort(fact) => {
                let (name, letter) = self.step_letter(loaded, fact, signed, on)?;
                (name, letter, None)
            }
            other => {
                let after = self.letter_after(signed, loaded, other, on);
                let (name, letter) = after.or_else(|| self.lvm_letter(loaded, other, on))?;
                (name, letter, None)
            }
        })
    }

    /// The same letter as it is read, and the file that was sent when it has been.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it does not exist or is not the user's to see.
    pub fn letter(&self, ctx: &Ctx, event: Id) -> Result<(Letter, Option<Fil>), AppError> {
        const WHAT: &str = "brev.visa";
        let (loaded, _, letter) = self.letter_of_event(ctx, WHAT, event)?;
        let letter = self.without_names(&loaded, letter.ok_or(AppError::NotFound)?)?;
        let subjects = std::iter::once(loaded.case).chain(loaded.file.case.person).collect();
        self.shown(ctx, WHAT, subjects, (letter, sent(&loaded, event)))
    }

    /// The case, the name of the file, and the letter as the record would have it today. What was sent
    /// stands whether it can be made again or not.
    fn letter_of_event(
        &self,
        ctx: &Ctx,
        what: &str,
        event: Id,
    ) -> Result<(Loaded, &'static str, Option<Letter>), AppError> {
        let nothing = || self.denied(ctx, what, Some(event), AppError::NotFound);
        let case = self.store().stream_of(event)?.ok_or_else(nothing)?;
        let loaded = self.case_to_show(ctx, what, case)?;
        let found = loaded.file.events.iter().find(|known| known.id == event && known.subject == loaded.case);
        let (name, letter) = match found.map(|event| (&event.fact, event.occurred_on)) {
            Some((Fact::OverklagandeInkommet(fact), _)) if fact.form == Overklagandeform::Nedtecknad => {
                (APPEAL, self.taken_down(&loaded, event))
            }
            Some((Fact::BeslutFattat(_), _)) => {
                let decision = loaded.file.case.decision(event).ok_or_else(nothing)?;
                let channel = told_by(&loaded, event).unwrap_or(Kanal::Brev);
                let on = decision.notified_on.unwrap_or(ctx.today);
                (DECISION, self.decision_letter(&loaded, decision, channel, on))
            }
            Some((Fact::KommuniceringSkickad(fact), on)) => {
                (COMMUNICATION, self.communication_letter(&loaded, fact, on))
            }
            _ => return Err(nothing()),
        };
        let letter = letter.ok();
        if letter.is_none() && sent(&loaded, event).is_none() {
            return Err(nothing());
        }
        Ok((loaded, name, letter))
    }

    fn exported(&self, ctx: &Ctx, what: &str, loaded: &Loaded) -> Result<(), AppError> {
        let subjects = std::iter::once(loaded.case).chain(loaded.file.case.person).collect();
        Ok(self.store().audit(self.audit_row(ctx, what, AuditKind::Export, subjects, ""))?)
    }

    /// The letter that a form would send, as it stands half filled in, or why there is none.
    pub fn letter_of_form(&self, ctx: &Ctx, use_case: &str, case: Id, form: &Form) -> Option<Result<Letter, String>> {
        let loaded = self.load_case(case).ok()?;
        let letter = self.letter_as_filled_in(ctx, &loaded, use_case, form)?;
        Some(letter.and_then(|letter| self.letter_to_see(&loaded, use_case, letter)))
    }

    fn letter_as_filled_in(
        &self,
        ctx: &Ctx,
        loaded: &Loaded,
        use_case: &str,
        form: &Form,
    ) -> Option<Result<Letter, String>> {
        if use_case.starts_with(STEP) {
            return self.step_letter_of_form(ctx, loaded, use_case, form);
        }
        let served = form.text("satt").parse().ok().map(stadga_core::command::service::channel);
        let channel = served.or_else(|| form.text("kanal").parse().ok()).unwrap_or(Kanal::Brev);
        let today = self.reading(ctx).today;
        let on = parse_date(form.text("datum"), today).unwrap_or(ctx.today);
        if let Some(fact) = super::lvm_brev::of_form(loaded, use_case, form, today) {
            return self.lvm_letter(loaded, &fact, on).map(|(_, letter)| letter);
        }
        let letter = match use_case {
            "beslut.underratta" | "beslut.delge" => {
                let decision = to_tell(&loaded.file, form.text("beslut").parse().ok())?;
                self.decision_letter(loaded, decision, channel, on)
            }
            "kommunicering.skicka" => {
                let fact = KommuniceringSkickad {
                    svar_senast: parse_date(form.text("svar_senast"), today).unwrap_or(ctx.today),
                    kanal: channel,
                    underlag: form.values("underlag").iter().filter(|part| !part.is_empty()).cloned().collect(),
                    andra_personer_genomgangna: true,
                    brev: Vec::new(),
                    till: None,
                };
                self.communication_letter(loaded, &fact, on)
            }
            "handlaggarbyte.meddela" => self.handover_letter(loaded, channel, on),
            "utlamnande.neka" => return self.refusal_of_form(loaded, form, (ctx.actor.user, ctx.actor.post.role), on),
            HISTORY => return Some(self.history_of_form(ctx, &self.veil(loaded.clone()).ok()?, form, on)),
            EXTRACT => return Some(self.extract_of_form(ctx, &self.veil(loaded.clone()).ok()?, form, on)),
            GIVES => return Some(self.copy_of_form(ctx, loaded, form, on)),
            other => {
                let signed = (ctx.actor.user, ctx.actor.post.role);
                return self.letter_after_form(signed, loaded, other, form, on);
            }
        };
        let to = of_form(loaded, form, on);
        let first = |letter: Letter| copies(loaded, letter.clone(), to.as_ref()).into_iter().next().unwrap_or(letter);
        Some(letter.map(first))
    }

    /// The same letter as a file, to look at before it is sent.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the case is not the user's, or there is no letter to make.
    pub fn letter_draft(&self, ctx: &Ctx, use_case: &str, case: Id, form: &Form) -> Result<LetterFile, AppError> {
        const WHAT: &str = "brev.forhandsgranska";
        let loaded = match self.case(use_case).filter(|known| known.name.starts_with(STEP)) {
            Some(step) => self.reached_for(ctx, WHAT, step.access, case)?,
            None => self.case_to_show(ctx, WHAT, case)?,
        };
        let nothing = || self.denied(ctx, WHAT, Some(case), AppError::NotFound);
        let letter = self.letter_of_form(ctx, use_case, case, form).and_then(Result::ok).ok_or_else(nothing)?;
        let bytes = made(&letter)?;
        self.exported(ctx, WHAT, &loaded)?;
        Ok(LetterFile { name: "brev.pdf", bytes })
    }

    /// The letter of a decision.
    pub(crate) fn decision_letter(
        &self,
        loaded: &Loaded,
        decision: &Decision,
        channel: Kanal,
        on: Date,
    ) -> Result<Letter, String> {
        let organisation = self.organisation().map_err(|error| error.to_string())?;
        let file: &CaseFile = &loaded.file;
        let fact = &decision.fact;
        let name = |user: Id| organisation.user_name(user).to_owned();
        let decided_by = match &fact.namnd {
            Some(committee) => Official { name: None, title: committee.clone() },
            None => Official { name: Some(name(decision.by)), title: sentence_case(&title_of(loaded, decision.id)) },
        };
        let stack = self.stack();
        let settings = stack.letters().ok_or(NO_SENDER)?;
        let follow_up = stack.insats(&fact.insats).and_then(|insats| insats.follow_up).filter(|_| fact.utfall.grants());
        let data = stadga_letters::Decision {
            sender: self.sender(loaded)?,
            recipient: self.recipient(loaded, channel)?,
            date: on,
            case_number: loaded.number.clone(),
            applied_for: file.case.applied_for.clone().unwrap_or_default(),
            insats: self.insats_name(&fact.insats),
            fact: fact.clone(),
            decided_on: decision.on,
            changes: fact.andrar.and_then(|id| file.case.decision(id)).map(|changed| changed.on),
            follow_up: follow_up.map(|period| format!("Vi följer upp insatsen tillsammans med dig inom {period}.")),
            decided_by,
            presented_by: fact
                .foredragande
                .map(|user| Official { name: Some(name(user)), title: Roll::Socialsekreterare.label().to_lowercase() }),
            took_part: Vec::new(),
            dissent: None,
            court: Court { name: settings.court.clone(), address_lines: settings.court_address.clone() },
        };
        stadga_letters::decision(&data).map_err(|error| error.to_string())
    }

    /// The letter that lets the person read and answer before the decision.
    fn communication_letter(&self, loaded: &Loaded, fact: &KommuniceringSkickad, on: Date) -> Result<Letter, String> {
        // The basis stands in the letter itself, when the investigation is among what is sent.
        let text = loaded.file.case.investigation_text();
        let proposal = text.map(|text| {
            let stack = self.stack();
            let legal = stack.insats(&text.forslag).map(|insats| format!(", enligt {}", insats.legal));
            format!("Vi föreslår {}{}.", self.insats_name(&text.forslag), legal.unwrap_or_default())
        });
        let part = |heading: &str, text: &str| Section { heading: heading.to_owned(), text: text.to_owned() };
        let mut basis = Vec::new();
        let sent = fact.underlag.iter().any(|part| part.starts_with("Utredning"));
        if let Some(text) = text.filter(|_| sent) {
            basis.push(part("Delaktighet och egen syn", &text.delaktighet));
            basis.push(part("Situation och behov", &text.behov));
            basis.extend(text.barn.as_ref().map(|children| part("Barn", children)));
            basis.extend(text.vald.as_ref().map(|violence| part("Våld i nära relation", violence)));
            basis.push(part("Bedömning", &text.bedomning));
            basis.push(part("Mål", &text.mal));
        }
        let data = Communication {
            sender: self.sender(loaded)?,
            recipient: self.recipient(loaded, fact.kanal)?,
            date: on,
            case_number: loaded.number.clone(),
            applied_for: loaded.file.case.applied_for.clone(),
            proposal,
            fact: fact.clone(),
            title: Roll::Socialsekreterare.label().to_owned(),
            basis,
        };
        Ok(stadga_letters::communication(&data))
    }

    /// Who sends the letters of a case.
    pub(super) fn sender(&self, loaded: &Loaded) -> Result<Sender, String> {
        let stack = self.stack();
        let settings = stack.letters().ok_or(NO_SENDER)?;
        let organisation = self.organisation().map_err(|error| error.to_string())?;
        let case = &loaded.file.case;
        Ok(Sender {
            municipality: settings.municipality.clone(),
            board: settings.board.clone(),
            unit: case.unit.map(|unit| organisation.unit_name(unit).to_owned()).unwrap_or_default(),
            officer: case.caseworker.map(|user| organisation.user_name(user).to_owned()),
            address_lines: settings.address.clone(),
            phone: settings.phone.clone(),
        })
    }
}

/// The file that was sent of a communication, or of a decision the last time the person was told of it.
pub(crate) fn sent(loaded: &Loaded, event: Id) -> Option<Fil> {
    let standing = standing(&loaded.file.events);
    let of = |row: &&Standing<'_>| match &row.event.fact {
        Fact::BeslutUnderrattat(fact) => fact.beslut == event && !fact.brev.is_empty(),
        Fact::KommuniceringSkickad(_) => row.event.id == event,
        _ => false,
    };
    standing.iter().rev().find(of).and_then(|row| row.event.fact.files().first().cloned())
}

pub(super) fn made(letter: &Letter) -> Result<Vec<u8>, AppError> {
    stadga_letters::pdf(letter).map_err(|error| AppError::Fault(error.to_string()))
}

fn missing(loaded: &Loaded) -> AppError {
    AppError::Fault(format!("ett brev i akt {} saknas", loaded.case))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::efterbrev::SENDS as AFTER;

    /// Those whose letter is not posted to the person: it goes to a court, or is handed over in custody.
    const NOT_POSTED: &[&str] =
        &["omhandertagande.understall", "omhandertagande.upplys", "tvangsvard.ansok", "overklagande.overlamna"];

    #[test]
    fn every_letter_to_the_person_asks_which_way_is_safe_before_it_goes_home() {
        let rules: toml::Table = toml::from_str(include_str!("../../../../packs/lag/rules/brev.toml")).unwrap();
        let guards = rules["guard"].as_array().unwrap();
        let asked = |key: &str, name: &str| {
            let guard = guards.iter().find(|guard| guard["key"].as_str() == Some(key)).unwrap();
            guard["command"].as_array().unwrap().iter().any(|command| command.as_str() == Some(name))
        };
        for name in SENDS.iter().chain(AFTER).chain(&[GIVES, HISTORY, EXTRACT]) {
            let posted = !NOT_POSTED.contains(name);
            for key in ["brev.vald", "brev.polis"] {
                assert_eq!(asked(key, name), posted, "{key}: {name}");
            }
            assert_eq!(crate::judge::attached(name).contains(&"brev_hem"), posted, "{name}");
        }
    }
}
