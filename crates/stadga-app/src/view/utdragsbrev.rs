//! The register extract as it leaves: to be read, and the same as structure. It goes the way of every copy: assessed,
//! masked, read through, and kept as it left.

use super::Disclosable;
use super::maskering::{mask, reporters, suggestions};
use super::mottagare::{copies, first_copy};
use super::utdrag::{Covered, Reading};
use super::utlamnande::{file_of, handed};
use crate::load::Loaded;
use crate::{App, AppError};
use jiff::civil::Date;
use serde_json::{Value, json};
use stadga_core::access::{Ground, shows};
use stadga_core::event::{Event, NewEvent, standing};
use stadga_core::fact::arende::Kanal;
use stadga_core::fact::handling::{Fil, Filtyp};
use stadga_core::fact::utlamnande::{Fragande, UtlamnandeGjort, Utlamnandegrund};
use stadga_core::form::Form;
use stadga_core::state::PersonState;
use stadga_core::{Ctx, Fact, Hinder, Id};
use stadga_letters::{Block, Extract, Letter, Mask};
use stadga_rules::STEP;
use stadga_store::{AuditKind, NewBlob, sha256};

/// The use case.
pub(super) const EXTRACT: &str = "utlamnande.registerutdrag";
/// What the files are called; they name no person.
const TO_READ: &str = "registerutdrag.pdf";
const AS_DATA: &str = "registerutdrag.json";

impl App {
    /// What a register extract can tell, of every case of the person within reach, oldest first, and what to think of
    /// masking in it. Who made a report is always masked and never suggested.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn extractable(&self, ctx: &Ctx, case: Id) -> Result<(Vec<Disclosable>, Vec<String>), AppError> {
        let loaded = self.case_to_show(ctx, EXTRACT, case)?;
        let person = loaded.file.case.person.ok_or(AppError::NotFound)?;
        let (covered, state) = (self.covered(ctx, person)?, self.load_person(person)?);
        let (parts, organisation) = (self.told_of(ctx, &covered)?, self.organisation_for(&loaded)?);
        // Who reported in one case may be named in another.
        let told = Mask::new(covered.all().flat_map(reporters));
        let mut suggested: Vec<String> = Vec::new();
        for known in &covered.reached {
            for phrase in suggestions(known, &state, &parts, &organisation) {
                if !suggested.contains(&phrase) && !told.hits(&phrase) {
                    suggested.push(phrase);
                }
            }
        }
        self.shown(ctx, EXTRACT, covered.subjects(), (parts, suggested))
    }

    /// What stands in the cases within reach, with the number of its case where there are several.
    fn told_of(&self, ctx: &Ctx, covered: &Covered) -> Result<Vec<Disclosable>, AppError> {
        let mut all = Vec::new();
        for loaded in &covered.reached {
            let organisation = self.organisation_for(loaded)?;
            let mut parts = self.parts(ctx, loaded, &organisation);
            if covered.reached.len() > 1 {
                parts.iter_mut().for_each(|part| part.what = format!("{}, {}", part.what, loaded.number));
            }
            all.extend(parts);
        }
        all.sort_by_key(|part| part.on);
        Ok(all)
    }

    /// Who has been given something of the cases: the day, whom, and what.
    fn given(&self, ctx: &Ctx, covered: &Covered) -> Result<Vec<Vec<String>>, AppError> {
        let mut all = Vec::new();
        for loaded in &covered.reached {
            let (organisation, grounds) = (self.organisation_for(loaded)?, loaded.grounds(ctx, loaded.case));
            let own = |event: &&Event| event.subject == loaded.case && shows(&event.fact, &grounds);
            for event in standing(&loaded.file.events).into_iter().map(|row| row.event).filter(own) {
                let (to, what) = match &event.fact {
                    Fact::UtlamnandeGjort(fact) => {
                        let what = if fact.akter.is_empty() { "Kopia ur akten" } else { "Registerutdrag" };
                        let to = fact.till.clone().filter(|_| fact.fragande != Fragande::Part);
                        (to.unwrap_or_else(|| fact.fragande.label().to_owned()), what.to_owned())
                    }
                    Fact::BestallningSkickad(fact) => {
                        let to = organisation.unit_name(fact.utforare).to_owned();
                        (to, format!("Beställning: {}", self.insats_name(&fact.insats)))
                    }
                    Fact::OverklagandeOverlamnat(fact) => (fact.domstol.clone(), event.fact.label().to_owned()),
                    Fact::StegUtfort(fact) if !event.fact.files().is_empty() => {
                        let to = self.step_addressee(&format!("{STEP}{}", fact.steg)).and_then(Result::ok);
                        let what = fact.rubrik.clone().unwrap_or_else(|| fact.steg.clone());
                        (to.map_or_else(|| String::from("En annan myndighet"), |to| to.name), what)
                    }
                    _ => continue,
                };
                all.push(vec![event.occurred_on.to_string(), to, what]);
            }
        }
        all.sort();
        Ok(all)
    }

    /// The extract, how many passages were masked, and the cases it tells of.
    fn extracted(
        &self,
        ctx: &Ctx,
        loaded: &Loaded,
        fact: &UtlamnandeGjort,
        form: &Form,
        on: Date,
    ) -> Result<(Letter, u32, Covered), AppError> {
        let stop = |why: String| AppError::Refused(Hinder::state(why, "").into());
        if !loaded.grounds(ctx, loaded.case).contains(&Ground::Enhetschef) {
            return Err(stop(String::from("Enhetens chef lämnar ut registerutdrag.")));
        }
        let person = loaded.file.case.person.ok_or(AppError::NotFound)?;
        let covered = self.covered(ctx, person)?;
        let recipient = self.recipient(loaded, form.text("kanal").parse().unwrap_or(Kanal::Brev)).map_err(stop)?;
        let typed = Mask::new(form.text("maskera").lines());
        let mask = covered.all().fold(typed, |all, known| all.and(mask(known, "", &recipient)));
        let mut parts = self.told_of(ctx, &covered)?;
        parts.retain(|part| fact.delar.contains(&part.event));
        if parts.len() < fact.delar.len() {
            return Err(AppError::Refused(Hinder::field("delar", "Välj bland det som finns i ärendena").into()));
        }
        let ground =
            fact.provning.and_then(|id| loaded.file.case.disclosures.assessment(id)).map(|known| known.fact.grund);
        let ground: Option<Utlamnandegrund> = ground.or_else(|| form.text("grund").parse().ok());
        let files = parts
            .iter()
            .flat_map(|part| part.files.iter().map(move |file| format!("{} {}: {}", part.on, part.what, file.namn)));
        let read = |read: bool| read.then(|| self.readings(&covered)).transpose();
        let data = Extract {
            sender: self.sender(loaded).map_err(stop)?,
            recipient,
            date: on,
            case_number: loaded.number.clone(),
            about: ground.map(|known| (String::from("Grund"), known.label().to_owned())).into_iter().collect(),
            person: known_of(&*self.load_person(person)?),
            cases: self.rows_of(&covered)?,
            elsewhere: self.lies_elsewhere(&covered)?,
            given: self.given(ctx, &covered)?,
            files: files.collect(),
            readings: read(form.text("lasningar") == "ja")?.map(|all| by_day(&all)),
            parts: parts.iter().map(|part| (part.on, part.what.clone(), part.text.clone())).collect(),
            reservation: fact.forbehall.clone(),
            signed_by: (
                Some(self.organisation()?.user_name(ctx.actor.user).to_owned()),
                ctx.actor.post.role.label().to_owned(),
            ),
        };
        let (mut letter, masked) = stadga_letters::extract(&data, &mask).map_err(|hit| {
            let message = format!("”{hit}” står i brevhuvudet och kan inte maskeras. Ta bort det ur det som maskeras");
            AppError::Refused(Hinder::field("maskera", message).into())
        })?;
        // Whom the person is kept apart from, and whose name is left out, is asked of every case.
        for known in covered.all() {
            letter = self.leaving(known, EXTRACT, letter)?;
        }
        Ok((letter, masked, covered))
    }

    fn rows_of(&self, covered: &Covered) -> Result<Vec<Vec<String>>, AppError> {
        let organisation = self.organisation()?;
        let day = |day: Option<Date>, none: &str| day.map_or_else(|| none.to_owned(), |day| day.to_string());
        let row = |loaded: &Loaded| {
            let case = &loaded.file.case;
            let unit = case.unit.map(|unit| organisation.unit_name(unit).to_owned()).unwrap_or_default();
            vec![loaded.number.clone(), unit, day(case.opened_on, ""), day(case.closed_on, "Pågår")]
        };
        Ok(covered.reached.iter().map(row).collect())
    }

    /// The extract that a form would hand out, as far as it is filled in.
    pub(super) fn extract_of_form(&self, ctx: &Ctx, loaded: &Loaded, form: &Form, on: Date) -> Result<Letter, String> {
        let fact = handed(loaded, form, on);
        let (letter, ..) = self.extracted(ctx, loaded, &fact, form, on).map_err(AppError::told)?;
        Ok(first_copy(loaded, letter, fact.foretradare.as_ref()))
    }

    /// The extract that the events hand out: what is read and the same as structure, each a file that they name.
    pub(super) fn file_extract(
        &self,
        ctx: &Ctx,
        loaded: &Loaded,
        form: &Form,
        events: &mut [NewEvent],
    ) -> Result<Vec<NewBlob>, AppError> {
        let mut blobs = Vec::new();
        for event in events.iter_mut() {
            let Fact::UtlamnandeGjort(fact) = &event.fact else { continue };
            let (letter, masked, covered) = self.extracted(ctx, loaded, fact, form, event.occurred_on)?;
            // What leaves other cases than the one it is done in is written down in their trail too, and first.
            self.store().audit(self.audit_row(ctx, EXTRACT, AuditKind::Export, covered.subjects(), ""))?;
            let data = as_data(&letter).to_string();
            let mut files = Vec::new();
            for letter in copies(loaded, letter, fact.foretradare.as_ref()) {
                let content = stadga_letters::pdf(&letter).map_err(|error| AppError::Fault(error.to_string()))?;
                files.push(file_of(TO_READ, &content));
                blobs.push(NewBlob { subject: event.subject, content: content.into() });
            }
            let storlek = u32::try_from(data.len()).unwrap_or(u32::MAX);
            files.push(Fil { namn: AS_DATA.to_owned(), typ: Filtyp::Text, storlek, sha256: sha256(data.as_bytes()) });
            blobs.push(NewBlob { subject: event.subject, content: data.into_bytes().into() });
            event.fact = event.fact.clone().with_letters(files);
            if let Fact::UtlamnandeGjort(fact) = &mut event.fact {
                fact.maskerat = masked;
                fact.akter = covered.reached.iter().map(|known| known.case).collect();
            }
        }
        Ok(blobs)
    }

    /// Whether a file tells of a case that somebody does not reach, though they reach the one it lies in.
    pub(crate) fn tells_of_more(&self, ctx: &Ctx, fact: &Fact) -> Result<bool, AppError> {
        let Fact::UtlamnandeGjort(fact) = fact else { return Ok(false) };
        for case in &fact.akter {
            if !self.reaches_case(ctx, *case)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// What is known of a person, name and value.
fn known_of(person: &PersonState) -> Vec<(String, String)> {
    let contact = person.contact.as_ref();
    let number = person.number.as_ref().map(stadga_core::identity::PersonNumber::full);
    let child = |child: &stadga_core::state::Child| {
        let born = child.birthday.map(|day| day.to_string()).or_else(|| child.born.map(|year| year.to_string()));
        let lives = child.lives.map(|lives| lives.label().to_lowercase());
        let words = [Some(child.name.clone()), born.map(|born| format!("född {born}")), lives];
        (String::from("Barn"), words.into_iter().flatten().collect::<Vec<_>>().join(", "))
    };
    let known = [
        ("Namn", Some(person.name.clone())),
        ("Personnummer", number),
        ("Beskrivning", person.description.clone()),
        ("Adress", contact.and_then(|contact| contact.adress.clone())),
        ("Telefon", contact.and_then(|contact| contact.telefon.clone())),
        ("Att tänka på vid kontakt", contact.and_then(|contact| contact.onskemal.clone())),
        ("Tolk", contact.and_then(|contact| contact.tolk.clone())),
    ];
    let known = known.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    known.chain(person.children.iter().map(child)).collect()
}

/// The readings, those of one day by the same user of the same thing as one row.
fn by_day(readings: &[Reading]) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut begins = 0;
    for read in readings {
        let what = format!("{}, {}", read.what, read.kind.to_lowercase());
        let row = vec![read.at.date().to_string(), read.who.clone(), read.post.clone(), what];
        if rows.get(begins).is_some_and(|first| first[0] != row[0]) {
            begins = rows.len();
        }
        if !rows[begins..].contains(&row) {
            rows.push(row);
        }
    }
    rows
}

/// The letter as structure: made of what is left when everything is masked, so that it holds nothing more.
fn as_data(letter: &Letter) -> Value {
    let pairs = |pairs: &[(String, String)]| -> Value {
        pairs.iter().map(|(name, value)| json!({ "namn": name, "varde": value })).collect()
    };
    let block = |block: &Block| match block {
        Block::Heading(text) => json!({ "rubrik": text }),
        Block::Paragraph(text) => json!({ "text": text }),
        Block::List(items) => json!({ "lista": items }),
        Block::Facts(facts) => json!({ "uppgifter": pairs(facts) }),
        Block::Table { header, rows } => json!({ "kolumner": header, "rader": rows }),
        Block::Signature { name, title, .. } => json!({ "undertecknat": name, "befattning": title }),
    };
    json!({
        "format": "stadga registerutdrag 1",
        "amne": letter.subject,
        "datum": letter.date.to_string(),
        "arende": letter.case_number,
        "innehall": letter.blocks.iter().map(block).collect::<Value>(),
    })
}
