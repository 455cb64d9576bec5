//! What a head goes through each month: who has read what, the oddest first, and which rights and routines changed.

use crate::{App, AppError};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use stadga_core::access::{Ground, Reach};
use stadga_core::calendar::{Counting, count, stockholm};
use stadga_core::command::duty::minutes;
use stadga_core::ctx::Post;
use stadga_core::event::StreamKind;
use stadga_core::fact::atkomst::Granskning;
use stadga_core::fact::organisation::{EnhetArt, Roll};
use stadga_core::state::Organisation;
use stadga_core::{Ctx, Fact, Id, Source, words};
use stadga_store::{AuditKind, CaseFilter, StoredAudit};
use std::collections::{BTreeMap, BTreeSet, HashMap};

const WHAT: &str = "granskning.visa";
/// Rows of the audit trail read at a time.
const AT_A_TIME: u32 = 5_000;
/// How many months back an unsigned one is asked for.
const MONTHS_BACK: i32 = 3;
/// Hours of the night, in Stockholm: from the first, until the second.
const NIGHT: (i8, i8) = (22, 6);

/// Views that open one record; the others list many.
const OPENED: &[&str] = &[
    "arende.visa",
    "person.visa",
    "uppdrag.visa",
    "handlingar.visa",
    "handling.hamta",
    "beslut.visa",
    "brev.visa",
    "brev.hamta",
    "mottagning.visa",
    "anmalare.visa",
    "skyddade_uppgifter.visa",
];

words! {
    /// What makes reading odd. None of it is wrong in itself: it is what to ask about first.
    pub enum Odd {
        Nodoppning = "nodoppning", "utan uppdrag i ärendet";
        SammaNamn = "samma_namn", "personer med samma efternamn";
        Nekad = "nekad", "försök som nekades";
        Avslutat = "avslutat", "avslutade ärenden";
        Natt = "natt", "mellan kl. 22 och 6";
        Manga = "manga", "fler personer än andra brukar öppna";
    }
}

/// What one of the staff has read in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The name.
    pub name: String,
    /// The role and the unit of the newest reading.
    pub post: String,
    /// Answers that showed personal data.
    pub lookups: u32,
    /// Records that were opened, each once.
    pub opened: usize,
    /// What was odd, and how often.
    pub odd: Vec<(Odd, u32)>,
    /// The sum by the weights of the pack.
    pub points: u32,
}

/// A change of who may do what, or of a routine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The day it was written down.
    pub on: Date,
    /// What was changed.
    pub what: String,
    /// For whom, or of what.
    pub whom: String,
    /// Who did it.
    pub by: String,
}

/// A review that was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Which.
    pub art: Granskning,
    /// By whom.
    pub by: String,
    /// The day.
    pub on: Date,
    /// What was written.
    pub note: String,
}

/// A review that waits to be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewDue {
    /// Which.
    pub art: Granskning,
    /// The first day of the month.
    pub month: Date,
    /// The last day to sign it.
    pub due: Date,
}

/// Everything on the page of the review.
#[derive(Clone, Debug)]
pub struct ReviewPage {
    /// The first day of the month.
    pub month: Date,
    /// Those who have read, the oddest first.
    pub readers: Vec<Reader>,
    /// What was changed.
    pub changes: Vec<Change>,
    /// What was signed.
    pub signed: Vec<Signed>,
    /// What was not.
    pub unsigned: Vec<Granskning>,
    /// The last day to sign, when the packs say.
    pub due: Option<Date>,
    /// Where the weights come from.
    pub source: Option<Source>,
    /// What waits to be signed, of any month.
    pub waiting: Vec<ReviewDue>,
    /// Whether the month is over, so that it can be signed.
    pub over: bool,
}

/// What is counted of one of the staff.
#[derive(Default)]
struct Tally {
    post: Option<Post>,
    lookups: u32,
    opened: BTreeMap<Id, u32>,
    odd: BTreeMap<Odd, u32>,
}

impl App {
    /// The review of a month; the last one that is over unless stated.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who are no head.
    pub fn review_page(&self, ctx: &Ctx, month: Option<Date>) -> Result<ReviewPage, AppError> {
        if !matches!(ctx.actor.post.role, Roll::Enhetschef | Roll::Utforarchef) {
            return self.nothing(ctx, WHAT);
        }
        let this = ctx.today.first_of_month();
        let month = month.map_or_else(|| this.saturating_sub(1.month()), Date::first_of_month);
        let organisation = self.organisation()?;
        let units = under(&organisation, ctx.actor.post, ctx.today);
        let tallies = self.tallies(ctx, month, &units)?;
        let stack = self.stack();
        let rules = stack.access();
        let review = |art: &Granskning| organisation.signed(*art, ctx.actor.post.unit, month);
        let signed = |art: &Granskning| {
            let known = review(art)?;
            let by = organisation.user_name(known.by).to_owned();
            Some(Signed { art: *art, by, on: known.on, note: known.fact.anteckning.clone() })
        };
        let page = ReviewPage {
            month,
            readers: ranked(&organisation, tallies, rules.map(|rules| &rules.points)),
            changes: self.changes(&organisation, month)?,
            signed: Granskning::ALL.iter().filter_map(signed).collect(),
            unsigned: Granskning::ALL.iter().copied().filter(|art| review(art).is_none()).collect(),
            due: rules.map(|rules| count(month.last_of_month(), rules.review_within, Counting::Elapsed).strict),
            source: rules.map(|rules| rules.source.clone()),
            waiting: self.reviews_due(ctx)?,
            over: month < this,
        };
        self.shown(ctx, WHAT, Vec::new(), page)
    }

    /// The months that wait for the head's signature, the oldest first; nothing for others, and nothing where no
    /// pack says how long a head has.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn reviews_due(&self, ctx: &Ctx) -> Result<Vec<ReviewDue>, AppError> {
        let stack = self.stack();
        let head = matches!(ctx.actor.post.role, Roll::Enhetschef | Roll::Utforarchef);
        let (true, Some(rules)) = (head, stack.access()) else { return Ok(Vec::new()) };
        let Some(first) = self.store().audit_after(0, 1)?.first().map(|row| day_of(row.recorded_at)) else {
            return Ok(Vec::new());
        };
        let organisation = self.organisation()?;
        let this = ctx.today.first_of_month();
        let mut waiting = Vec::new();
        for back in (1..=MONTHS_BACK).rev() {
            let month = this.saturating_sub(back.months());
            for art in Granskning::ALL {
                if month >= first.first_of_month() && organisation.signed(*art, ctx.actor.post.unit, month).is_none() {
                    let due = count(month.last_of_month(), rules.review_within, Counting::Elapsed).strict;
                    waiting.push(ReviewDue { art: *art, month, due });
                }
            }
        }
        Ok(waiting)
    }

    fn tallies(&self, ctx: &Ctx, month: Date, units: &BTreeSet<Id>) -> Result<HashMap<Id, Tally>, AppError> {
        let filter = CaseFilter { closed: true, limit: u32::MAX >> 1, ..CaseFilter::default() };
        let listed = self.store().case_list(&Reach::of(ctx).off_duty(), &filter)?;
        let closed: HashMap<Id, Date> =
            listed.into_iter().filter_map(|line| Some((line.row.subject, line.row.closed_on?))).collect();
        let mut tallies: HashMap<Id, Tally> = HashMap::new();
        self.each_audited(month, month.last_of_month(), |stored| {
            let row = &stored.row;
            if row.post.is_some_and(|post| units.contains(&post.unit)) {
                tallies.entry(row.user).or_default().add(stored, &closed);
            }
        })?;
        let organisation = self.organisation()?;
        for (user, tally) in &mut tallies {
            let name = organisation.user_name(*user);
            let surname = name.split_whitespace().next_back().unwrap_or_default().to_lowercase();
            for person in self.store().persons_by_word(&surname)? {
                let Some(times) = tally.opened.get(&person).copied() else { continue };
                let same = self.load_person(person)?.name.to_lowercase();
                if same.split_whitespace().any(|word| word == surname) {
                    *tally.odd.entry(Odd::SammaNamn).or_default() += times;
                }
            }
        }
        Ok(tallies)
    }

    /// The rows of the audit trail from one day to another, both inclusive. They are numbered in the order they
    /// were written, so the first is found by halving.
    fn each_audited(&self, from: Date, to: Date, mut each: impl FnMut(&StoredAudit)) -> Result<(), AppError> {
        let store = self.store();
        let before = |entry: u64| -> Result<bool, AppError> {
            Ok(store.audit_after(entry, 1)?.first().is_some_and(|row| day_of(row.recorded_at) < from))
        };
        let (mut low, mut high) = (0u64, 1u64);
        while before(high)? {
            (low, high) = (high, high.saturating_mul(2));
        }
        while low + 1 < high {
            let middle = u64::midpoint(low, high);
            if before(middle)? { low = middle } else { high = middle }
        }
        loop {
            let rows = store.audit_after(low, AT_A_TIME)?;
            let Some(last) = rows.last() else { return Ok(()) };
            low = last.entry;
            for row in &rows {
                match day_of(row.recorded_at) {
                    day if day > to => return Ok(()),
                    day if day >= from => each(row),
                    _ => {}
                }
            }
        }
    }

    /// What was changed in a month of rights, absences that lend them, and routines with their delegation order.
    fn changes(&self, organisation: &Organisation, month: Date) -> Result<Vec<Change>, AppError> {
        let Some(stream) = self.store().streams(StreamKind::Organisation)?.into_iter().next() else {
            return Ok(Vec::new());
        };
        let mut changes = Vec::new();
        for event in self.store().load(&[stream])? {
            let on = day_of(event.recorded_at);
            if on.first_of_month() != month {
                continue;
            }
            let Some((what, whom)) = changed(&event.fact, organisation) else { continue };
            changes.push(Change { on, what, whom, by: organisation.user_name(event.signature.user).to_owned() });
        }
        Ok(changes)
    }
}

impl Tally {
    fn add(&mut self, stored: &StoredAudit, closed: &HashMap<Id, Date>) {
        let row = &stored.row;
        self.post = row.post.or(self.post);
        let mut odd = |kind: Odd| *self.odd.entry(kind).or_default() += 1;
        match row.kind {
            // An address that leads nowhere is a slip; a record that is not one's own was asked for.
            AuditKind::Denied if !row.subjects.is_empty() => odd(Odd::Nekad),
            AuditKind::View | AuditKind::Export | AuditKind::Print | AuditKind::Search => {
                self.lookups += 1;
                let local = stored.recorded_at.to_zoned(stockholm());
                if row.ground == Ground::Nodoppning.word() {
                    odd(Odd::Nodoppning);
                }
                if !OPENED.contains(&row.what.as_str()) {
                    return;
                }
                if local.hour() >= NIGHT.0 || local.hour() < NIGHT.1 {
                    odd(Odd::Natt);
                }
                if row.subjects.iter().any(|subject| closed.get(subject).is_some_and(|day| *day < local.date())) {
                    odd(Odd::Avslutat);
                }
                for subject in &row.subjects {
                    *self.opened.entry(*subject).or_default() += 1;
                }
            }
            _ => {}
        }
    }
}

/// The units whose staff a head goes through: their own, and for an authority's head those that have no head.
fn under(organisation: &Organisation, post: Post, on: Date) -> BTreeSet<Id> {
    let headless = organisation.units.values().filter(|unit| {
        post.role == Roll::Enhetschef
            && unit.kind != EnhetArt::Utforare
            && organisation.holders(Roll::Enhetschef, unit.id, on).is_empty()
    });
    headless.map(|unit| unit.id).chain([post.unit]).collect()
}

/// The readers, the oddest first; of equals the one who has read most.
fn ranked(
    organisation: &Organisation,
    tallies: HashMap<Id, Tally>,
    points: Option<&BTreeMap<String, u32>>,
) -> Vec<Reader> {
    let mut opened: Vec<usize> = tallies.values().map(|tally| tally.opened.len()).collect();
    opened.sort_unstable();
    let usual = opened.get(opened.len() / 2).copied().unwrap_or_default() * 2;
    let weight = |kind: Odd| points.and_then(|points| points.get(kind.word())).copied().unwrap_or_default();
    let reader = |(user, tally): (Id, Tally)| {
        let mut odd = tally.odd;
        let more = u32::try_from(tally.opened.len().saturating_sub(usual)).unwrap_or(u32::MAX);
        if more > 0 {
            odd.insert(Odd::Manga, more);
        }
        let post = tally.post.map(|post| format!("{}, {}", post.role.label(), organisation.unit_name(post.unit)));
        Reader {
            name: organisation.user_name(user).to_owned(),
            post: post.unwrap_or_default(),
            lookups: tally.lookups,
            opened: tally.opened.len(),
            points: odd.iter().map(|(kind, times)| weight(*kind).saturating_mul(*times)).fold(0, u32::saturating_add),
            odd: odd.into_iter().collect(),
        }
    };
    let mut readers: Vec<Reader> = tallies.into_iter().map(reader).collect();
    readers.sort_by(|a, b| (b.points, b.lookups, &a.name).cmp(&(a.points, a.lookups, &b.name)));
    readers
}

/// A change told: what, and for whom.
fn changed(fact: &Fact, organisation: &Organisation) -> Option<(String, String)> {
    let label = fact.label().to_owned();
    let user = |id: Id| organisation.user_name(id).to_owned();
    let role = |role: Roll, unit: Id| format!("{}, {}", role.label(), organisation.unit_name(unit));
    Some(match fact {
        Fact::EnhetRegistrerad(fact) => (label, fact.namn.clone()),
        Fact::AnvandareRegistrerad(fact) => (label, fact.namn.clone()),
        Fact::RollTilldelad(fact) => {
            (format!("{label}: {}", role(fact.roll, fact.enhet).to_lowercase()), user(fact.anvandare))
        }
        Fact::RollAvslutad(fact) => {
            (format!("{label}: {}", role(fact.roll, fact.enhet).to_lowercase()), user(fact.anvandare))
        }
        Fact::FranvaroRegistrerad(fact) => {
            let lent: Vec<String> = fact.vikarier.iter().map(|id| user(*id)).collect();
            (format!("{label} {} – {}, vikarier: {}", fact.fran, fact.till, lent.join(", ")), user(fact.anvandare))
        }
        Fact::JourInlagd(fact) => {
            let unit = organisation.unit_name(fact.enhet);
            let (from, to) = (fact.fran.to_datetime(fact.fran_klockan), fact.till.to_datetime(fact.till_klockan));
            (format!("{label} för {unit} {} – {}", minutes(from), minutes(to)), user(fact.anvandare))
        }
        // The delegation order and those letters are sent by lie in the routine, and change with it.
        Fact::RutinBeslutad(fact) => {
            (format!("{label}, med delegation och brevmottagare"), format!("{}, version {}", fact.rutin, fact.version))
        }
        _ => return None,
    })
}

/// The day of an instant, in Stockholm.
pub(super) fn day_of(at: Timestamp) -> Date {
    at.to_zoned(stockholm()).date()
}
