//! Handing files over to an archive: which may leave, the package of each, and what is here no longer when the archive
//! has said that it has them.
//!
//! Whoever prepares a package cannot read it: it is sealed to the archive's key, and its list names nobody. It is made
//! anew each time and is the same bytes, so what the archive says that it has received is held against what is here at
//! the moment it is erased.

use super::gallring::{File, Minutes, ROLES, counts, row};
use super::told::told;
use crate::{App, AppError};
use jiff::Timestamp;
use stadga_archive::{About, Package};
use stadga_core::event::Event;
use stadga_core::fact::arkiv::{ArkivForberett, ArkivOverlamnat};
use stadga_core::fact::gallring::Gallringspost;
use stadga_core::fact::handling::Filtyp;
use stadga_core::fact::organisation::Roll;
use stadga_core::state::{HandOver, Organisation};
use stadga_core::{Ctx, Hinder, Id};
use stadga_letters::{Block, Protocol, Sheet, prose};
use stadga_rules::refusals;
use stadga_store::AuditKind;
use std::collections::{BTreeMap, BTreeSet};

/// The use case by which files are prepared.
pub(crate) const PREPARES: &str = "arkiv.forbered";
const PACKAGE: &str = "arkiv.paket";
/// What the file that is read is called.
const TO_READ: &str = "akt.pdf";

/// Files on their way to an archive, or that are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOverLine {
    /// What was prepared, and what came of it.
    pub handover: HandOver,
    /// Who prepared it.
    pub by: String,
    /// Who confirmed it or broke it off.
    pub decided_by: String,
    /// Whether this user may confirm it.
    pub mine: bool,
}

/// A package as it leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageFile {
    /// Its name; says nothing of anybody.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// SHA-256 of the package before it was sealed: what the archive confirms.
    pub sum: String,
}

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
    /// A package of what was prepared, sealed to the archive: the one at a place in it, from 1.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where nothing waits, and for those who have nothing to do with it.
    pub fn archive_package(&self, ctx: &Ctx, prepared: Id, place: usize) -> Result<PackageFile, AppError> {
        if !ctx.actor.posts.iter().any(|post| ROLES.contains(&post.role)) {
            return self.nothing(ctx, PACKAGE);
        }
        let organisation = self.organisation()?;
        let found = organisation.handovers.open(Some(prepared)).filter(|_| place > 0);
        let Some((known, post)) = found.and_then(|known| Some((known, known.fact.poster.get(place - 1)?))) else {
            return self.nothing(ctx, PACKAGE);
        };
        let (package, streams) = self.package(known, post, place)?;
        let file = packed(&package, Some(&known.fact.nyckel))?;
        self.leaves(ctx, streams, &file)?;
        Ok(file)
    }

    /// Every package of what waits for the archive, one at a time, for whoever runs the program: of the newest unless
    /// one is named. They are sealed unless that is said, and those of protected persons always. That each leaves is
    /// written down first.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where nothing waits.
    pub fn archive_packages(
        &self,
        prepared: Option<Id>,
        sealed: bool,
        mut take: impl FnMut(PackageFile) -> Result<(), String>,
    ) -> Result<usize, AppError> {
        let organisation = self.organisation()?;
        let known = organisation.handovers.open(prepared).ok_or(AppError::NotFound)?;
        for (at, post) in known.fact.poster.iter().enumerate() {
            let (package, streams) = self.package(known, post, at + 1)?;
            let key = (sealed || package.about.protected).then_some(known.fact.nyckel.as_str());
            let file = packed(&package, key)?;
            let unit = streams.iter().find_map(|id| self.load_whole(*id).ok()?.file.case.unit);
            let ctx = self.own_ctx(unit.unwrap_or(post.person))?;
            self.leaves(&ctx, streams, &file)?;
            take(file).map_err(AppError::Fault)?;
        }
        Ok(known.fact.poster.len())
    }

    /// Writes down that a package leaves, before it does.
    fn leaves(&self, ctx: &Ctx, streams: Vec<Id>, file: &PackageFile) -> Result<(), AppError> {
        let mut row = self.audit_row(ctx, PACKAGE, AuditKind::Export, streams, "");
        row.detail = format!("{} {}", file.name, file.sum);
        Ok(self.store().audit(row)?)
    }

    /// Fills in what is prepared: the files as they are now. Refused when one of them is not for the archive.
    pub(super) fn complete_preparing(&self, ctx: &Ctx, fact: &mut ArkivForberett) -> Result<(), AppError> {
        if !stadga_archive::is_receiver(&fact.nyckel) {
            let message = "Det är ingen öppen nyckel. Den börjar med age1, och arkivet har den";
            return Err(AppError::Refused(Hinder::field("nyckel", message).into()));
        }
        let mut posts = self.posts(ctx, &fact.poster, PREPARES)?;
        for post in &mut posts {
            let kept = self.file(ctx, post.person, super::gallring::PROPOSES)?.failing;
            let told: Vec<String> =
                kept.iter().map(|check| format!("{} ({})", check.message, check.source.cite)).collect();
            post.grund = told.join(" ");
        }
        fact.poster = posts;
        Ok(())
    }

    /// Fills in what the archive has: each file whose package it has confirmed, byte for byte as it is now. Gives where
    /// their streams were.
    pub(super) fn complete_handing(&self, ctx: &Ctx, fact: &mut ArkivOverlamnat) -> Result<Vec<(Id, u32)>, AppError> {
        let organisation = self.organisation()?;
        let known = organisation.handovers.open(Some(fact.forslag)).ok_or(AppError::NotFound)?;
        let said = fact.kvittens.to_ascii_lowercase();
        let (mut heads, mut lacking) = (Vec::new(), Vec::new());
        fact.fore = self.store().files_count()?;
        fact.poster.clear();
        for (at, post) in known.fact.poster.iter().enumerate() {
            let File { last, failing, heads: seen, .. } = self.file(ctx, post.person, PREPARES)?;
            let post = Gallringspost { sista: last, ..post.clone() };
            if let Some(why) = failing.first() {
                fact.undantagna.push(Gallringspost { grund: why.message.clone(), ..post });
                continue;
            }
            let sum = packed(&self.package(known, &known.fact.poster[at], at + 1)?.0, None)?.sum;
            if !said.contains(&sum) {
                lacking.push(post.arenden.join(", "));
            }
            fact.paket.push(sum);
            fact.poster.push(post);
            heads.extend(seen);
        }
        if !lacking.is_empty() {
            let message = format!(
                "Kvittensen har inte summan för det paket som akten ger nu: {}. Lämna över paketet igen, eller klistra \
                 in arkivets lista med SHA-256",
                lacking.join("; ")
            );
            return Err(AppError::Refused(Hinder::field("kvittens", message).into()));
        }
        let left = u32::try_from(fact.poster.len()).unwrap_or(u32::MAX);
        fact.kvar = fact.fore.saturating_sub(left);
        Ok(heads)
    }

    /// A person's whole file as a package, and the streams that are in it.
    fn package(&self, known: &HandOver, post: &Gallringspost, place: usize) -> Result<(Package, Vec<Id>), AppError> {
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
            return (what, text + &reason);
        }
        let value = serde_json::to_value(&event.fact).unwrap_or_default();
        let line = |(name, value): (&String, &serde_json::Value)| {
            Some(format!("{}: {}", name.replace('_', " "), field(value, organisation)?))
        };
        let fields = value["uppgifter"].as_object().into_iter().flatten().filter_map(line);
        (what, fields.collect::<Vec<_>>().join("\n") + &reason)
    }

    /// Every file that the events name, each once.
    fn papers(&self, parts: &[Part]) -> Result<Vec<stadga_archive::File>, AppError> {
        let mut known = BTreeMap::new();
        let mut files = Vec::new();
        for event in parts.iter().flat_map(|part| &part.events) {
            for file in event.fact.files() {
                if known.insert(file.sha256.clone(), ()).is_some() {
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

    /// The files that a proposal names by their cases; refused when one of them may not be where it proposes.
    pub(super) fn posts(
        &self,
        ctx: &Ctx,
        named: &[Gallringspost],
        use_case: &str,
    ) -> Result<Vec<Gallringspost>, AppError> {
        let organisation = self.organisation()?;
        let mut posts: Vec<Gallringspost> = Vec::new();
        let unknown = || AppError::Refused(Hinder::field("akter", "Välj bland akterna i listan").into());
        for post in named {
            let case = self.store().case_of(post.person)?.ok_or_else(unknown)?;
            let person = self.load_whole(case)?.file.case.person.ok_or_else(unknown)?;
            if posts.iter().any(|known| known.person == person) {
                continue;
            }
            let file = self.file(ctx, person, use_case)?;
            if !file.failing.is_empty() {
                return Err(AppError::Refused(refusals(&file.failing)));
            }
            if organisation.erasures.waits(person) || organisation.handovers.waits(person) {
                let message = "En av akterna väntar redan på beslut. Ta bort den ur förslaget";
                return Err(AppError::Refused(Hinder::field("akter", message).into()));
            }
            posts.push(Gallringspost {
                person,
                arenden: file.cases.into_iter().map(|(_, number)| number).collect(),
                sista: file.last,
                grund: String::from("Fem år efter den sista anteckningen (16 kap. 1 § SoL)"),
            });
        }
        Ok(posts)
    }
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

/// The line of a handing over on the page.
pub(super) fn line(known: &HandOver, ctx: &Ctx, organisation: &Organisation) -> HandOverLine {
    let decided = known.confirmed.as_ref().map(|(_, by, _)| *by);
    let decided = decided.or(known.broken_off.as_ref().map(|(_, by, _)| *by));
    let decides = matches!(ctx.actor.post.role, Roll::Enhetschef | Roll::Systemforvaltare);
    HandOverLine {
        handover: known.clone(),
        by: organisation.user_name(known.by).to_owned(),
        decided_by: decided.map(|by| organisation.user_name(by).to_owned()).unwrap_or_default(),
        mine: known.is_open() && decides && known.by != ctx.actor.user,
    }
}

/// The protocol of what an archive has.
pub(super) fn minutes(known: &HandOver) -> Option<Minutes> {
    let (done, by, on) = known.confirmed.as_ref()?;
    let spaced = |sum: &String| sum.as_bytes().chunks(8).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
    let handed = |(post, sum): (&Gallringspost, &String)| {
        let mut cells = row(post);
        cells.truncate(2);
        cells.push(spaced(sum));
        cells
    };
    let data = Protocol {
        municipality: String::new(),
        board: String::new(),
        date: *on,
        proposed_on: known.on,
        counts: counts([done.fore as usize, 0, done.poster.len(), done.kvar as usize]),
        erased: Vec::new(),
        receiver: Some(known.fact.mottagare.clone()),
        handed: done.poster.iter().zip(&done.paket).map(handed).collect(),
        kept: done.undantagna.iter().map(row).collect(),
        signed_by: Default::default(),
    };
    Some((data, [(known.by, known.on), (*by, *on)]))
}

/// The package as one file, sealed where there is a key.
fn packed(package: &Package, key: Option<&str>) -> Result<PackageFile, AppError> {
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
