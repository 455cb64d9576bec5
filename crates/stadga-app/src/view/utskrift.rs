//! The letters that wait to be printed and posted: the list, several of them as one file, and how many have waited.

use super::LetterFile;
use crate::load::Loaded;
use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::access::{Ground, Reach};
use stadga_core::calendar::previous_working_day;
use stadga_core::fact::arende::TillForetradare;
use stadga_core::fact::organisation::Roll;
use stadga_core::fact::utlamnande::Fragande;
use stadga_core::state::Mailing;
use stadga_core::{Ctx, Fact, Hinder, Id};
use stadga_rules::STEP;
use stadga_store::{AuditKind, ListedMailing};
use std::collections::BTreeSet;

/// What the list is called in the audit trail.
const LIST: &str = "utskrift.lista";
/// What the file with several letters is called there.
const FILE: &str = "utskrift.hamta";
/// Who sees to what is posted.
const GROUNDS: [Ground; 2] = [Ground::Handlaggare, Ground::Enhetschef];

/// Why a letter is printed by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// A mark protects the person: their letter goes in no pile with others.
    Protected,
    /// A copy of documents: files may go along inside it, and are printed too.
    Copies,
}

/// A letter that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailingLine {
    /// The event that put it among those that wait.
    pub id: Id,
    /// The case.
    pub case: Id,
    /// The case's number.
    pub number: String,
    /// The person's name.
    pub person: String,
    /// The event that sent it.
    pub letter: Id,
    /// What it is.
    pub what: String,
    /// Whom it goes to, in words.
    pub to: String,
    /// Since when it waits.
    pub since: Date,
    /// Whether it has waited more than one working day.
    pub late: bool,
    /// How many papers it is: files of the event, from the first.
    pub papers: usize,
    /// Why it is printed by itself; none for one that may be printed with others.
    pub alone: Option<Alone>,
}

/// The letters that wait, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailingList {
    /// Today.
    pub today: Date,
    /// The letters.
    pub lines: Vec<MailingLine>,
}

/// How many letters of somebody's wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LettersWaiting {
    /// In all.
    pub all: usize,
    /// Those that have waited more than one working day.
    pub late: usize,
    /// Since when the oldest of those has.
    pub oldest: Option<Date>,
}

impl App {
    /// The letters that wait in the cases the user handles, or in the head's unit.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who send no letters.
    pub fn mailing_list(&self, ctx: &Ctx) -> Result<MailingList, AppError> {
        if !posts(ctx) {
            return self.nothing(ctx, LIST);
        }
        let lines: Vec<MailingLine> = self.waiting(ctx)?.into_iter().map(|(_, _, line)| line).collect();
        let subjects: BTreeSet<Id> = lines.iter().map(|line| line.case).collect();
        self.shown(ctx, LIST, subjects.into_iter().collect(), MailingList { today: ctx.today, lines })
    }

    /// Some of the letters as one file to print, each as it was sent, in the order of the list. That it leaves is
    /// written down for each case first.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when one of them does not wait within the user's reach; a refusal when one is to be
    /// printed by itself, or two are of persons who are kept apart.
    pub fn mailing_file(&self, ctx: &Ctx, chosen: &[Id]) -> Result<LetterFile, AppError> {
        if !posts(ctx) {
            return self.nothing(ctx, FILE);
        }
        let waiting: Vec<_> = self.waiting(ctx)?.into_iter().filter(|(_, _, line)| chosen.contains(&line.id)).collect();
        if let Some(unknown) = chosen.iter().find(|id| !waiting.iter().any(|(_, _, line)| line.id == **id)) {
            return Err(self.denied(ctx, FILE, Some(*unknown), AppError::NotFound));
        }
        if waiting.is_empty() {
            return Err(refused("Du har inte valt något brev.", "Kryssa i de brev du vill skriva ut."));
        }
        if let Some((_, _, line)) = waiting.iter().find(|(_, _, line)| line.alone.is_some()) {
            let message = format!("Brevet i {} kan inte skrivas ut tillsammans med andra.", line.number);
            return Err(refused(&message, "Öppna det för sig och skriv ut det."));
        }
        let cases: BTreeSet<Id> = waiting.iter().map(|(loaded, ..)| loaded.case).collect();
        if self.named_together(cases.iter().copied())?.contains(&false) {
            let message = "Två av breven går till personer som är spärrade mot varandra.";
            return Err(refused(message, "Skriv ut dem var för sig."));
        }
        let mut papers = Vec::new();
        for (loaded, mailing, _) in &waiting {
            for place in 0..mailing.files.len() {
                papers.push(self.paper(loaded, mailing, place)?);
            }
        }
        let papers: Vec<&[u8]> = papers.iter().map(Vec::as_slice).collect();
        let bytes = stadga_letters::gathered(&papers).map_err(|error| AppError::Fault(error.to_string()))?;
        let persons = waiting.iter().filter_map(|(loaded, ..)| loaded.file.case.person);
        let subjects: BTreeSet<Id> = persons.chain(cases).collect();
        self.store().audit(self.audit_row(ctx, FILE, AuditKind::Export, subjects.into_iter().collect(), ""))?;
        Ok(LetterFile { name: "brev-att-posta.pdf", bytes })
    }

    /// A paper of a letter as it was sent. One from before the person was protected may bear an address of theirs, and
    /// leaves as it would be sent today, as everywhere else.
    fn paper(&self, loaded: &Loaded, mailing: &Mailing, place: usize) -> Result<Vec<u8>, AppError> {
        let missing = || AppError::Fault(format!("ett brev i akt {} saknas", loaded.case));
        let sent = loaded.file.events.iter().find(|event| event.id == mailing.letter).ok_or_else(missing)?;
        if loaded.veiled.is_some_and(|since| sent.recorded_at < since) {
            return self.made_anew(loaded, sent, place);
        }
        let file = mailing.files.get(place).ok_or_else(missing)?;
        self.store().blob(loaded.case, file)?.ok_or_else(missing)
    }

    /// How many letters of the user's own wait, and how long they have; none for those who send no letters, and where
    /// the packs let none wait. Names nobody.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn letters_waiting(&self, ctx: &Ctx) -> Result<Option<LettersWaiting>, AppError> {
        if !posts(ctx) {
            return Ok(None);
        }
        let reach = Reach::of(ctx).own();
        let rows = self.store().mailings_since_before(&reach, Date::MAX)?;
        let own = self.see_to(&reach, rows.iter().map(|(case, _)| *case).collect())?;
        let days: Vec<Date> = rows.iter().filter(|(case, _)| own.contains(case)).map(|(_, on)| *on).collect();
        let late: Vec<Date> = days.iter().copied().filter(|on| is_late(*on, ctx.today)).collect();
        let queues = self.stack().letters().is_some_and(|set| set.queue);
        let found = LettersWaiting { all: days.len(), late: late.len(), oldest: late.into_iter().min() };
        Ok((queues || found.all > 0).then_some(found))
    }

    /// The letters that wait, with the case and what is known of each.
    fn waiting(&self, ctx: &Ctx) -> Result<Vec<(Loaded, Mailing, MailingLine)>, AppError> {
        let reach = Reach::of(ctx).off_duty();
        let listed = self.store().mailings(&reach)?;
        let own = self.see_to(&reach, listed.iter().map(|known| known.row.case).collect())?;
        let mut all = Vec::new();
        for known in listed.iter().filter(|known| own.contains(&known.row.case)) {
            let loaded = self.load_case(known.row.case)?;
            let mailing = loaded.file.mailings().into_iter().find(|one| one.id == known.row.id && one.waits());
            let Some(mailing) = mailing else { continue };
            let line = self.mailing_line(ctx, &loaded, known, &mailing)?;
            all.push((loaded, mailing, line));
        }
        Ok(all)
    }

    /// Those of some cases whose letters are the user's to post.
    fn see_to(&self, reach: &Reach, cases: BTreeSet<Id>) -> Result<BTreeSet<Id>, AppError> {
        if cases.is_empty() {
            return Ok(cases);
        }
        let grounds = self.store().grounds(reach, &cases.iter().copied().collect::<Vec<Id>>())?;
        let own = |case: &Id| grounds.get(case).is_some_and(|on| on.iter().any(|ground| GROUNDS.contains(ground)));
        Ok(cases.into_iter().filter(own).collect())
    }

    fn mailing_line(
        &self,
        ctx: &Ctx,
        loaded: &Loaded,
        listed: &ListedMailing,
        mailing: &Mailing,
    ) -> Result<MailingLine, AppError> {
        let sent = loaded.file.events.iter().find(|event| event.id == mailing.letter);
        let fact = &sent.ok_or(AppError::NotFound)?.fact;
        let (what, to) = self.what_and_whom(loaded, fact);
        // Somebody with another identity looks like anyone, here too.
        let protected = self.load_person(listed.row.person)?.told_mark().is_some();
        let alone = match fact {
            _ if protected => Some(Alone::Protected),
            Fact::UtlamnandeGjort(_) => Some(Alone::Copies),
            _ => None,
        };
        Ok(MailingLine {
            id: mailing.id,
            case: loaded.case,
            number: listed.number.map(|number| number.to_string()).unwrap_or_default(),
            person: listed.name.clone(),
            letter: mailing.letter,
            what,
            to,
            since: mailing.since,
            late: is_late(mailing.since, ctx.today),
            papers: mailing.files.len(),
            alone,
        })
    }

    /// What a letter is, and whom it goes to, in words that say no address.
    fn what_and_whom(&self, loaded: &Loaded, fact: &Fact) -> (String, String) {
        let person = || String::from("Personen");
        let stack = self.stack();
        let court = |named: &str| match (named.is_empty(), stack.letters()) {
            (true, Some(set)) => set.court.clone(),
            _ => named.to_owned(),
        };
        let asked = |provning: Option<Id>| {
            let known = provning.and_then(|id| loaded.file.case.disclosures.assessment(id));
            match known.map(|known| known.fact.fragande) {
                None | Some(Fragande::Part) => person(),
                Some(_) => String::from("Den som har begärt det"),
            }
        };
        let (what, to) = match fact {
            Fact::KommuniceringSkickad(fact) => ("Underlaget före beslut", to_party(fact.till.as_ref())),
            Fact::BeslutUnderrattat(fact) => ("Beslut", to_party(fact.till.as_ref())),
            Fact::HandlaggarbyteMeddelat(fact) => ("Ny handläggare", to_party(fact.till.as_ref())),
            Fact::DelgivningUpplyst(_) => ("Upplysning om förenklad delgivning", person()),
            Fact::KontrollmeddelandeSkickat(_) => ("Kontrollmeddelande", person()),
            Fact::OverklagandeProvat(_) => ("Överklagandet avvisat", person()),
            Fact::OverklagandeOverlamnat(fact) => ("Överklagande att pröva", court(&fact.domstol)),
            Fact::BeslutRattat(_) => ("Rättelse av beslut", person()),
            Fact::OmhandertagandeUnderstallt(_) => ("Omhändertagande att pröva", court("")),
            Fact::TvangsvardAnsokt(_) => ("Ansökan om tvångsvård", court("")),
            Fact::UtlamnandeNekat(fact) => ("Beslut att inte lämna ut", asked(Some(fact.provning))),
            Fact::UtlamnandeGjort(fact) => ("Kopior av handlingar", asked(fact.provning)),
            Fact::StegUtfort(fact) => {
                let step = stack.step(&format!("{STEP}{}", fact.steg));
                let letter = step.and_then(|step| step.letter.as_ref()).filter(|letter| !letter.to_person());
                let to = letter.map(|letter| stack.addressee(&letter.to).map(|known| known.name.clone()));
                let what = fact.rubrik.as_deref().unwrap_or("Brev");
                return (
                    what.to_owned(),
                    to.map_or_else(person, |name| name.unwrap_or_else(|| String::from("En myndighet"))),
                );
            }
            other => (other.label(), person()),
        };
        (what.to_owned(), to)
    }
}

/// Whether what was put among the letters that wait on a day has waited more than one working day.
fn is_late(since: Date, today: Date) -> bool {
    since < previous_working_day(today)
}

/// Whether the user's work is to send letters.
fn posts(ctx: &Ctx) -> bool {
    matches!(ctx.actor.post.role, Roll::Socialsekreterare | Roll::Enhetschef)
}

fn to_party(till: Option<&TillForetradare>) -> String {
    String::from(match till {
        None => "Personen",
        Some(to) if to.kopia => "Personen, med kopia till företrädaren",
        Some(_) => "Företrädaren",
    })
}

fn refused(message: &str, remedy: &str) -> AppError {
    AppError::Refused(Hinder::state(message, remedy).into())
}
