//! The history of a case as it leaves: every event with its link, opened or closed, so that it can be checked without
//! us. The format stands in `docs/history.md`.

use super::maskering::mask;
use super::mottagare::{copies, first_copy};
use super::utlamnande::{file_of, handed, leaves};
use crate::load::Loaded;
use crate::{App, AppError};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};
use stadga_core::access::shows;
use stadga_core::event::{Event, NewEvent, standing};
use stadga_core::fact::arende::Kanal;
use stadga_core::fact::handling::{Fil, Filtyp};
use stadga_core::fact::utlamnande::{UtlamnandeGjort, Utlamnandegrund};
use stadga_core::form::Form;
use stadga_core::{Ctx, Fact, Id};
use stadga_letters::{History, Letter, Line, Mask, Recipient};
use stadga_store::{AuditKind, Linked, NewBlob, sha256};
use std::collections::BTreeMap;

/// The use case.
pub(super) const HISTORY: &str = "utlamnande.historik";
/// What the files are called; they name no person.
const TO_READ: &str = "historik.pdf";
const TO_CHECK: &str = "historik.json";
/// What the format calls itself.
const FORMAT: &str = "stadga historik 1";
/// The fields of an event, in the order its link covers them; the sealed payload comes after them.
const FIELDS: [&str; 16] = [
    "handelse",
    "kommando",
    "akt",
    "nr",
    "slag",
    "namn",
    "skedde",
    "klockan",
    "skrevs",
    "anvandare",
    "roll",
    "enhet",
    "at",
    "rattar",
    "schema",
    "rutiner",
];

/// An event that can be opened in a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Openable {
    /// The event.
    pub event: Id,
    /// The day.
    pub on: Date,
    /// What it is.
    pub what: String,
    /// What it says.
    pub text: String,
    /// Others may be named in it, so that it is opened only when somebody has chosen to.
    pub doubtful: bool,
}

impl App {
    /// The events of a case whose content may leave in a history, in their order. Who made a report stands in none of
    /// them, and of somebody protected nothing that says where they are.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn openable(&self, ctx: &Ctx, case: Id) -> Result<Vec<Openable>, AppError> {
        let (_, suggested) = self.disclosable(ctx, case)?;
        let loaded = self.case_to_show(ctx, HISTORY, case)?;
        let recipient = self.recipient(&loaded, Kanal::Brev).map_err(AppError::Fault)?;
        let others = Mask::new(suggested.iter().map(String::as_str));
        let mut all = self.opened(ctx, &loaded, &recipient)?;
        all.iter_mut().for_each(|known| known.doubtful = others.hits(&known.text));
        Ok(all)
    }

    fn opened(&self, ctx: &Ctx, loaded: &Loaded, recipient: &Recipient) -> Result<Vec<Openable>, AppError> {
        let organisation = self.organisation_for(loaded)?;
        let grounds = loaded.grounds(ctx, loaded.case);
        let whole = self.load_whole(loaded.case)?;
        let as_written: BTreeMap<Id, &Fact> = whole.file.events.iter().map(|event| (event.id, &event.fact)).collect();
        let stands = standing_or_corrected(&loaded.file.events);
        let hidden = mask(loaded, "", recipient).and(self.kept_apart(loaded)?).and(self.left_out(loaded)?);
        let may = |event: &&Event| {
            event.subject == loaded.case
                && shows(&event.fact, &grounds)
                && leaves(&event.fact)
                && stands.contains(&event.id)
                && as_written.get(&event.id) == Some(&&event.fact)
                && !says(&event.fact, event.reason.as_deref(), &hidden)
        };
        let openable = |event: &Event| {
            let (what, short) = super::told::told(self, event, &organisation);
            let text = self.in_full(&event.fact).unwrap_or(short);
            Openable { event: event.id, on: event.occurred_on, what, text, doubtful: false }
        };
        Ok(loaded.file.events.iter().filter(may).map(openable).collect())
    }

    /// The history that a form would hand out, as far as it is filled in.
    pub(super) fn history_of_form(&self, ctx: &Ctx, loaded: &Loaded, form: &Form, on: Date) -> Result<Letter, String> {
        let fact = handed(loaded, form, on);
        let made = self.history(ctx, loaded, &fact, form, on).map_err(AppError::told)?;
        Ok(first_copy(loaded, made.0, fact.foretradare.as_ref()))
    }

    /// The history that the events hand out: what is read and what is checked, each a file that they name from now on.
    pub(super) fn file_history(
        &self,
        ctx: &Ctx,
        loaded: &Loaded,
        form: &Form,
        events: &mut [NewEvent],
    ) -> Result<Vec<NewBlob>, AppError> {
        let mut blobs = Vec::new();
        for event in events.iter_mut() {
            let Fact::UtlamnandeGjort(fact) = &event.fact else { continue };
            let (letter, text) = self.history(ctx, loaded, fact, form, event.occurred_on)?;
            let mut files = Vec::new();
            for letter in copies(loaded, letter, fact.foretradare.as_ref()) {
                let letter = self.leaving(loaded, HISTORY, letter)?;
                let content = stadga_letters::pdf(&letter).map_err(|error| AppError::Fault(error.to_string()))?;
                files.push(file_of(TO_READ, &content));
                blobs.push(NewBlob { subject: event.subject, content: content.into() });
            }
            let storlek = u32::try_from(text.len()).unwrap_or(u32::MAX);
            files.push(Fil { namn: TO_CHECK.to_owned(), typ: Filtyp::Text, storlek, sha256: sha256(text.as_bytes()) });
            blobs.push(NewBlob { subject: event.subject, content: text.into_bytes().into() });
            event.fact = event.fact.clone().with_letters(files);
        }
        Ok(blobs)
    }

    /// The history as a letter and as the file to check.
    fn history(
        &self,
        ctx: &Ctx,
        loaded: &Loaded,
        fact: &UtlamnandeGjort,
        form: &Form,
        on: Date,
    ) -> Result<(Letter, String), AppError> {
        let stop = |why: String| AppError::Refused(stadga_core::Hinder::state(why, "").into());
        let channel = form.text("kanal").parse().unwrap_or(Kanal::Brev);
        let assessed = fact.provning.and_then(|id| loaded.file.case.disclosures.assessment(id));
        let recipient = match assessed {
            Some(known) => self.asker(loaded, &known.fact, channel),
            None => self.recipient(loaded, channel),
        };
        let recipient = recipient.map_err(stop)?;
        let opened = self.opened(ctx, loaded, &recipient)?;
        let opened: BTreeMap<Id, &Openable> =
            opened.iter().filter(|known| fact.delar.contains(&known.event)).map(|known| (known.event, known)).collect();
        if opened.len() < fact.delar.len() {
            let message = "Något av det du har valt kan inte följa med sitt innehåll. Välj bland händelserna i listan";
            return Err(AppError::Refused(stadga_core::Hinder::field("delar", message).into()));
        }
        let until = loaded.file.heads.get(&loaded.case).copied().unwrap_or_default();
        let linked = self.store().linked(loaded.case, until)?;
        let told = |known: &&Openable| (format!("{} {}", known.on, known.what), known.text.clone());
        let lines = linked.iter().map(|event| Line { place: event.seq, told: opened.get(&event.id).map(told) });
        let organisation = self.organisation()?;
        let ground = assessed.map(|known| known.fact.grund.label().to_owned());
        let stated = || form.text("grund").parse().ok().map(|known: Utlamnandegrund| known.label().to_owned());
        let data = History {
            sender: self.sender(loaded).map_err(stop)?,
            recipient,
            date: on,
            case_number: loaded.number.clone(),
            about: ground.or_else(stated).map(|ground| (String::from("Grund"), ground)).into_iter().collect(),
            file: TO_CHECK.to_owned(),
            events: lines.collect(),
            head: linked.last().map(|event| hex(&event.hash)).unwrap_or_default(),
            public_key: self.store().public_key()?,
            reservation: fact.forbehall.clone(),
            signed_by: (
                Some(organisation.user_name(ctx.actor.user).to_owned()),
                ctx.actor.post.role.label().to_owned(),
            ),
        };
        let opens = |event: &Linked| opened.contains_key(&event.id);
        let text = self.to_check(ctx.now, (&loaded.number, loaded.case), &linked, opens)?;
        Ok((stadga_letters::history(&data), text))
    }

    /// The file to check: one event a line, and the signature of everything before it at the end.
    pub(super) fn to_check(
        &self,
        made: Timestamp,
        (number, stream): (&str, Id),
        linked: &[Linked],
        opens: impl Fn(&Linked) -> bool,
    ) -> Result<String, AppError> {
        let head = linked.last().map(|event| hex(&event.hash)).unwrap_or_default();
        let mut text = format!(
            "{{\"format\":{},\"arende\":{},\"akt\":{},\"gjord\":{},\"handelser\":{},\"hash\":{},\"rader\":[\n",
            json!(FORMAT),
            json!(number),
            json!(stream.to_string()),
            json!(made.to_string()),
            linked.len(),
            json!(head)
        );
        for (at, event) in linked.iter().enumerate() {
            let mut row = json!({ "nr": event.seq, "hash": hex(&event.hash) });
            if opens(event) {
                open(&mut row, event)?;
            }
            text.push_str(&row.to_string());
            text.push_str(if at + 1 < linked.len() { ",\n" } else { "\n" });
        }
        text.push_str(&format!("],\"oppen_nyckel\":{}", json!(self.store().public_key()?)));
        let signature = self.store().sign(text.as_bytes())?;
        text.push_str(&format!(",\"signatur\":{}}}\n", json!(signature)));
        Ok(text)
    }

    /// The files of the history that was handed out last in a case, by the case's number, for whoever runs the
    /// program. That they leave is written down first. None where no history has been handed out.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is no such case.
    pub fn handed_history(&self, number: &str) -> Result<Vec<(Fil, Vec<u8>)>, AppError> {
        let number = number.parse().map_err(|()| AppError::NotFound)?;
        let case = self.store().case_by_number(number)?.ok_or(AppError::NotFound)?;
        let loaded = self.load_whole(case)?;
        let named = |event: &&Event| event.fact.files().iter().any(|file| file.namn == TO_CHECK);
        let Some(event) = loaded.file.events.iter().rev().find(named) else { return Ok(Vec::new()) };
        let ctx = self.own_ctx(loaded.file.case.unit.unwrap_or(case))?;
        let mut row = self.audit_row(&ctx, HISTORY, AuditKind::Export, vec![case], "");
        row.detail = event.id.to_string();
        self.store().audit(row)?;
        let content = |file: &Fil| {
            let content = self.store().blob(event.subject, &file.sha256)?;
            let content = content.ok_or_else(|| AppError::Fault(format!("en fil i akt {case} saknas")))?;
            Ok((file.clone(), content))
        };
        event.fact.files().iter().map(content).collect()
    }
}

/// What the link covers, the sealed payload, its own key, and what it says.
fn open(row: &mut Value, event: &Linked) -> Result<(), AppError> {
    let text = |bytes: &Option<Vec<u8>>| match bytes {
        Some(bytes) => json!(String::from_utf8_lossy(bytes)),
        None => Value::Null,
    };
    let fields: serde_json::Map<String, Value> =
        FIELDS.iter().zip(&event.fields).map(|(name, bytes)| ((*name).to_owned(), text(bytes))).collect();
    row["falt"] = Value::Object(fields);
    row["forseglat"] = json!(hex(event.fields.last().and_then(Option::as_deref).unwrap_or_default()));
    row["nyckel"] = json!(hex(&event.key));
    row["innehall"] = serde_json::from_slice(&event.payload).map_err(|error| AppError::Fault(error.to_string()))?;
    Ok(())
}

/// The events that stand, and those that were corrected into them. What was withdrawn may be about somebody else.
fn standing_or_corrected(events: &[Event]) -> Vec<Id> {
    let mut known: Vec<Id> = standing(events).iter().map(|row| row.event.id).collect();
    for event in events.iter().rev() {
        known.extend(event.corrects.filter(|_| known.contains(&event.id)));
    }
    known
}

/// Whether any text of a fact, or the reason for it, says what is hidden.
fn says(fact: &Fact, reason: Option<&str>, hidden: &Mask) -> bool {
    fn texts(value: &Value, hidden: &Mask) -> bool {
        match value {
            Value::String(text) => hidden.hits(text),
            Value::Array(all) => all.iter().any(|value| texts(value, hidden)),
            Value::Object(all) => all.values().any(|value| texts(value, hidden)),
            _ => false,
        }
    }
    let told = serde_json::to_value(fact).map_or(true, |value| texts(&value, hidden));
    told || reason.is_some_and(|reason| hidden.hits(reason))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
