//! The package of a person's file for an archive: to read, to check, and every paper.

use super::arkiv::PackageFile;
use super::told::told;
use crate::{App, AppError};
use jiff::Timestamp;
use stadga_archive::{About, Package};
use stadga_core::Id;
use stadga_core::event::Event;
use stadga_core::fact::gallring::Gallringspost;
use stadga_core::fact::handling::Filtyp;
use stadga_core::state::{HandOver, Organisation};
use stadga_letters::{Block, Sheet, prose};
use std::collections::BTreeSet;

/// What the file that is read is called.
const TO_READ: &str = "akt.pdf";

/// One stream of a file: what it is, and what happened in it.
struct Part {
    stream: Id,
    head: u32,
    /// The case number, or that it is the person's own.
    number: String,
    heading: String,
    events: Vec<Event>,
}

impl App {
    /// A person's whole file as a package, and the streams that are in it.
    pub(super) fn package(
        &self,
        known: &HandOver,
        post: &Gallringspost,
        place: usize,
    ) -> Result<(Package, Vec<Id>), AppError> {
        let parts = self.streams_of(post.person)?;
        let person = self.whole_person(post.person)?;
        let stack = self.stack();
        let (municipality, board) =
            stack.letters().map(|known| (known.municipality.clone(), known.board.clone())).unwrap_or_default();
        let days: BTreeSet<_> = parts.iter().flat_map(|part| &part.events).map(|event| event.occurred_on).collect();
        let day = |day: Option<&jiff::civil::Date>| day.map(ToString::to_string).unwrap_or_default();
        let mut files = vec![stadga_archive::File {
            name: TO_READ.to_owned(),
            media: "application/pdf",
            made: known.at,
            content: self.to_read(known, &parts, (&municipality, &board))?,
        }];
        for (at, part) in parts.iter().enumerate() {
            files.push(stadga_archive::File {
                name: format!("kedja-{}.json", at + 1),
                media: "application/json",
                made: known.at,
                content: self.chain(known.at, part)?.into_bytes(),
            });
        }
        files.extend(self.papers(&parts)?);
        let number = person
            .number
            .as_ref()
            .map(stadga_core::identity::PersonNumber::full)
            .or_else(|| person.report_number.clone());
        let package = Package {
            id: format!("stadga-{}-{place}", known.id),
            made: known.at,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            board,
            municipality,
            receiver: known.fact.mottagare.clone(),
            agreement: known.fact.overenskommelse.clone(),
            about: About {
                name: Some(person.name.clone()).filter(|name| !name.is_empty()),
                number,
                protected: person.is_protected(),
                cases: post.arenden.clone(),
                days: (day(days.first()), day(days.last())),
                why: vec![post.grund.clone()],
            },
            files,
        };
        Ok((package, parts.iter().map(|part| part.stream).collect()))
    }

    /// The streams of a person's file: the person's own, each case, and each assignment in it.
    fn streams_of(&self, person: Id) -> Result<Vec<Part>, AppError> {
        let own = self.store().load(&[person])?;
        let mut parts = vec![Part {
            stream: person,
            head: own.last().map_or(0, |event| event.seq),
            number: String::from("personuppgifter"),
            heading: String::from("Personuppgifter"),
            events: own,
        }];
        for case in self.store().cases_of_person(person)? {
            let loaded = self.load_whole(case)?;
            let others = loaded.file.heads.keys().filter(|id| **id != case);
            for stream in std::iter::once(&case).chain(others) {
                let what = if *stream == case { "Ärende" } else { "Uppdrag hos utförare, ärende" };
                let events = loaded.file.events.iter().filter(|event| event.subject == *stream);
                parts.push(Part {
                    stream: *stream,
                    head: loaded.file.heads.get(stream).copied().unwrap_or_default(),
                    number: loaded.number.clone(),
                    heading: format!("{what} {}", loaded.number),
                    events: events.cloned().collect(),
                });
            }
        }
        Ok(parts)
    }

    /// One stream to check. What was moved out of it was about somebody else and is closed.
    fn chain(&self, made: Timestamp, part: &Part) -> Result<String, AppError> {
        let linked = self.store().linked(part.stream, part.head)?;
        let here: BTreeSet<Id> = part.events.iter().map(|event| event.id).collect();
        self.to_check(made, (&part.number, part.stream), &linked, |event| here.contains(&event.id))
    }

    /// The whole file to read.
    fn to_read(&self, known: &HandOver, parts: &[Part], from: (&str, &str)) -> Result<Vec<u8>, AppError> {
        let organisation = self.organisation()?;
        let mut blocks = Vec::new();
        for part in parts {
            blocks.push(Block::Heading(part.heading.clone()));
            for event in &part.events {
                let (what, text) = self.in_words(event, &organisation);
                blocks.push(Block::Heading(format!("{}. {} {what}", event.seq, event.occurred_on)));
                blocks.extend(prose(&text));
                let by = organisation.user_name(event.signature.user);
                let role = event.signature.post.role.label().to_lowercase();
                blocks.extend(prose(&format!(
                    "{by}, {role}. Skrivet {}.",
                    event.recorded_at.strftime("%Y-%m-%d %H:%M UTC")
                )));
            }
        }
        let sheet = Sheet {
            municipality: from.0.to_owned(),
            board: from.1.to_owned(),
            unit: String::new(),
            date: known.on,
            clock: String::new(),
            mark: String::from("Arkivexemplar"),
            subject: String::from("Personakt"),
            blocks,
        };
        stadga_letters::sheet(&sheet).map_err(|error| AppError::Fault(error.to_string()))
    }

    /// An event in full: what the pages say of it, and where they say nothing, each of its fields.
    fn in_words(&self, event: &Event, organisation: &Organisation) -> (String, String) {
        let (what, short) = told(self, event, organisation);
        let reason = event.reason.as_ref().map(|why| format!("\nSkäl: {why}")).unwrap_or_default();
        let text = self.in_full(&event.fact).unwrap_or(short);
        if !text.is_empty() {
            return (what, text + reason.as_str());
        }
        let value = serde_json::to_value(&event.fact).unwrap_or_default();
        let line = |(name, value): (&String, &serde_json::Value)| {
            Some(format!("{}: {}", name.replace('_', " "), field(value, organisation)?))
        };
        let fields = value["uppgifter"].as_object().into_iter().flatten().filter_map(line);
        (what, fields.collect::<Vec<_>>().join("\n") + reason.as_str())
    }

    /// Every file that the events name, each once.
    fn papers(&self, parts: &[Part]) -> Result<Vec<stadga_archive::File>, AppError> {
        let mut known = BTreeSet::new();
        let mut files = Vec::new();
        for event in parts.iter().flat_map(|part| &part.events) {
            for file in event.fact.files() {
                if !known.insert(file.sha256.clone()) {
                    continue;
                }
                let content = self.store().blob(event.subject, &file.sha256)?;
                let content = content.ok_or_else(|| AppError::Fault(String::from("en fil i akten saknas")))?;
                let (media, ending) = media(file.typ);
                let name = format!("bilaga-{}.{ending}", known.len());
                files.push(stadga_archive::File { name, media, made: event.recorded_at, content });
            }
        }
        Ok(files)
    }
}

/// The package as one file, sealed where there is a key.
pub(super) fn packed(package: &Package, key: Option<&str>) -> Result<PackageFile, AppError> {
    let bytes = stadga_archive::tar(package).map_err(AppError::Fault)?;
    let sum = stadga_archive::sum(&bytes);
    Ok(match key {
        None => PackageFile { name: format!("{}.tar", package.id), bytes, sum },
        Some(key) => {
            let bytes = stadga_archive::seal(&bytes, key).map_err(AppError::Fault)?;
            PackageFile { name: format!("{}.tar.age", package.id), bytes, sum }
        }
    })
}

/// A field of an event as a person reads it; none where it names only what a machine knows.
fn field(value: &serde_json::Value, organisation: &Organisation) -> Option<String> {
    Some(match value {
        serde_json::Value::Null => return None,
        serde_json::Value::Bool(yes) => String::from(if *yes { "ja" } else { "nej" }),
        serde_json::Value::String(text) => match text.parse::<Id>() {
            Err(_) => text.clone(),
            Ok(id) => {
                let unit = organisation.units.get(&id).map(|unit| unit.name.clone());
                unit.or_else(|| organisation.users.get(&id).map(|_| organisation.user_name(id).to_owned()))?
            }
        },
        serde_json::Value::Array(all) => {
            all.iter().filter_map(|value| field(value, organisation)).collect::<Vec<_>>().join(", ")
        }
        serde_json::Value::Object(fields) => {
            let pair = |(name, value): (&String, _)| Some(format!("{name} {}", field(value, organisation)?));
            fields.iter().filter_map(pair).collect::<Vec<_>>().join(", ")
        }
        number => number.to_string(),
    })
}

/// The media type of a file, and how its name ends.
const fn media(kind: Filtyp) -> (&'static str, &'static str) {
    match kind {
        Filtyp::Pdf => ("application/pdf", "pdf"),
        Filtyp::Png => ("image/png", "png"),
        Filtyp::Jpeg => ("image/jpeg", "jpg"),
        Filtyp::Text => ("text/plain", "txt"),
        Filtyp::Epost => ("message/rfc822", "eml"),
        Filtyp::Docx => ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
        Filtyp::Odt => ("application/vnd.oasis.opendocument.text", "odt"),
    }
}
