//! The conference between units: what is handed over on a day, to whom, its background for those who reach the case,
//! and what became of it.

use super::LetterFile;
use super::namnd::{is_closed, subjects};
use crate::agenda::{Placed, on_agendas};
use crate::load::Loaded;
use crate::{App, AppError};
use jiff::ToSpan;
use jiff::civil::Date;
use stadga_core::access::{Reach, whole_case};
use stadga_core::apart::shuts;
use stadga_core::calendar::text::with_weekday;
use stadga_core::fact::organisation::Roll;
use stadga_core::form::Form;
use stadga_core::state::{Organisation, Unit};
use stadga_core::{Ctx, Id};
use stadga_letters::Block;
use stadga_rules::{Stack, StepAgenda, StepConference, StepRule};
use std::collections::{BTreeMap, BTreeSet};

/// What the page is called in the audit trail.
const SHOWN: &str = "konferens.visa";
/// Those who meet, or whose cases are handed over there.
const MEET: &[Roll] = &[Roll::Mottagningssekreterare, Roll::Socialsekreterare, Roll::Enhetschef, Roll::Utforarchef];
/// How long what came of a conference is shown, in months.
const BACK: i32 = 2;
/// How far ahead conferences are looked for, in years: a mistyped day is still found.
const AHEAD: i16 = 2;

/// A conference as whoever looks may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConferencePage {
    /// Today.
    pub today: Date,
    /// The day.
    pub on: Date,
    /// Whether the routines have conferences at all.
    pub held_here: bool,
    /// The days of the conferences that something within sight was put up to, and the day of the next one.
    pub days: Vec<Date>,
    /// What is handed over, by the unit that is to receive it.
    pub units: Vec<Received>,
    /// The use case that opens where minutes are kept, when the user may open it.
    pub minutes: Option<String>,
}

/// What one unit is to receive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// What the routine calls the unit.
    pub unit: String,
    /// The names of those who head it, where it is a unit here.
    pub heads: Vec<String>,
    /// What it is to receive, in the order of the cases' numbers.
    pub referrals: Vec<Referral>,
}

/// One thing that is handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referral {
    /// The case.
    pub case: Id,
    /// Its number.
    pub number: String,
    /// The unit that puts it up.
    pub from: String,
    /// The rest, for those who reach the case.
    pub known: Option<Known>,
}

/// What those who reach the case see of what is handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The person's name; none where a mark protects the person, or somebody on the list is kept apart from them.
    pub person: Option<String>,
    /// Whether the whole case is reached, and not only reception's page of it.
    pub whole: bool,
    /// The caseworker; none while nobody is named.
    pub caseworker: Option<String>,
    /// What the other unit is asked and told, under the questions of the form.
    pub background: Vec<(String, String)>,
    /// What became of it, and the day.
    pub outcome: Option<(Date, String)>,
    /// The day of the conference it was moved to.
    pub moved_to: Option<Date>,
    /// What can be written of it: the use case, its field, the word and what it is called. Nothing once it is settled.
    pub acts: Vec<Choice>,
}

/// One of the ways a conference deals with something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The use case.
    pub act: String,
    /// Its field, and the word.
    pub outcome: (String, String),
    /// Its field for the unit that receives, and the word.
    pub to: Option<(String, String)>,
    /// What it is called.
    pub label: String,
}

/// A step that puts cases up to a conference.
type Calls<'a> = (&'a StepRule, &'a StepAgenda, &'a StepConference);

impl App {
    /// A conference. Without a day it is the next one that something is put up to, else the next there is.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who neither meet nor hand over anything there.
    pub fn conference(&self, ctx: &Ctx, on: Option<Date>) -> Result<ConferencePage, AppError> {
        let page = self.conference_of(ctx, on)?;
        let shown = subjects(page.referrals().map(|referral| referral.case));
        self.shown(ctx, SHOWN, shown, page)
    }

    /// The same as a file, for those who meet.
    ///
    /// # Errors
    /// As [`App::conference`].
    pub fn conference_file(&self, ctx: &Ctx, on: Date) -> Result<LetterFile, AppError> {
        let page = self.conference_of(ctx, Some(on))?;
        let header = ["Ärende", "Från", "Handläggare", "Vad det blev"].map(String::from).to_vec();
        let row = |one: &Referral| {
            let known = one.known.as_ref();
            let caseworker = known.and_then(|known| known.caseworker.clone());
            vec![one.called(), one.from.clone(), caseworker.unwrap_or_default(), one.came_of_it().unwrap_or_default()]
        };
        let mut blocks = vec![Block::Facts(vec![(String::from("Dag"), with_weekday(page.on))])];
        for unit in &page.units {
            blocks.push(Block::Heading(unit.called()));
            blocks.push(Block::Table { header: header.clone(), rows: unit.referrals.iter().map(row).collect() });
        }
        if page.units.is_empty() {
            blocks.push(Block::Paragraph(String::from("Inget är anmält till konferensen.")));
        }
        let cases = subjects(page.referrals().map(|referral| referral.case));
        self.board_sheet(ctx, "konferens.hamta", cases, "Konferens", blocks, "konferens.pdf")
    }

    fn conference_of(&self, ctx: &Ctx, on: Option<Date>) -> Result<ConferencePage, AppError> {
        if !ctx.actor.posts.iter().any(|post| MEET.contains(&post.role)) {
            return self.nothing(ctx, SHOWN);
        }
        let (stack, organisation) = (self.stack(), self.organisation()?);
        let calls: Vec<Calls<'_>> =
            stack.agendas().filter_map(|(step, agenda)| Some((step, agenda, agenda.conference.as_ref()?))).collect();
        let mut seen: BTreeMap<Date, Vec<(String, Referral)>> = BTreeMap::new();
        for call in &calls {
            for (on, to, referral) in self.referred(ctx, &stack, &organisation, *call)? {
                seen.entry(on).or_default().push((to, referral));
            }
        }
        let next = calls.iter().filter_map(|(.., conference)| conference.next(ctx.today)).min();
        let coming = seen.range(ctx.today..).next().map(|(on, _)| *on);
        let on = on.or(coming).or(next).unwrap_or(ctx.today);
        let days: BTreeSet<Date> = seen.keys().copied().chain(next).chain([on]).collect();
        let mut page = ConferencePage {
            today: ctx.today,
            on,
            held_here: !calls.is_empty(),
            days: days.into_iter().collect(),
            units: Vec::new(),
            minutes: calls.iter().find_map(|(.., conference)| self.minutes_of(ctx, &stack, conference)),
        };
        for (to, referral) in seen.remove(&on).unwrap_or_default() {
            page.put(to, referral, ctx, &organisation);
        }
        self.part_the_apart(&mut page)?;
        Ok(page)
    }

    /// What is put up by one step within two months back and two years ahead: what the user reaches, and of the rest
    /// only that it is on its way to a unit the user heads.
    fn referred(
        &self,
        ctx: &Ctx,
        stack: &Stack,
        organisation: &Organisation,
        (step, agenda, conference): Calls<'_>,
    ) -> Result<Vec<(Date, String, Referral)>, AppError> {
        let days = (ctx.today.saturating_sub(BACK.months()), ctx.today.saturating_add(AHEAD.years()));
        let reach = Reach::of(ctx).off_duty();
        let mut found = Vec::new();
        let mut reached = BTreeSet::new();
        for listed in self.store().board(&reach, &step.name(), days)? {
            reached.insert(listed.row.case);
            let loaded = self.load_case(listed.row.case)?;
            let Some(placed) = placed(&loaded, stack, listed.row.id, ctx.today) else { continue };
            let to = placed.body.clone().unwrap_or_default();
            let known = self.known_referral(ctx, &loaded, &placed, (stack, organisation), (agenda, conference));
            let person = Some(listed.name).filter(|_| loaded.veiled.is_none());
            found.push((placed.day, to.1, self.referral(&loaded, organisation, Some(Known { person, ..known }))));
        }
        for row in self.store().board_of_all(&step.name(), days)? {
            if reached.contains(&row.case) || shuts(ctx, row.person) {
                continue;
            }
            let loaded = self.load_case(row.case)?;
            let Some(placed) = placed(&loaded, stack, row.id, ctx.today) else { continue };
            let (Some((_, to)), None) = (placed.body, placed.result.or(placed.moved_to.map(|_| row.id))) else {
                continue;
            };
            let barred = loaded.file.case.guarded.is_barred(ctx.actor.user);
            let heads = addressed(organisation, &to).is_some_and(|unit| headed(ctx, unit));
            // Of somebody protected nothing is told, not even that there is something to tell.
            if heads && !barred && loaded.veiled.is_none() {
                found.push((placed.day, to, self.referral(&loaded, organisation, None)));
            }
        }
        Ok(found)
    }

    fn referral(&self, loaded: &Loaded, organisation: &Organisation, known: Option<Known>) -> Referral {
        let unit = loaded.file.case.unit;
        Referral {
            case: loaded.case,
            number: loaded.number.clone(),
            from: unit.map(|unit| organisation.unit_name(unit).to_owned()).unwrap_or_default(),
            known,
        }
    }

    fn known_referral(
        &self,
        ctx: &Ctx,
        loaded: &Loaded,
        placed: &Placed,
        (stack, organisation): (&Stack, &Organisation),
        (agenda, conference): (&StepAgenda, &StepConference),
    ) -> Known {
        let grounds = loaded.grounds(ctx, loaded.case);
        let whole = whole_case(&grounds);
        let event = placed.result.and_then(|id| loaded.file.events.iter().find(|event| event.id == id));
        let act = stack.step(&conference.act);
        let may = act.filter(|act| {
            let access = crate::steps::step(act).access;
            grounds.iter().any(|ground| access.grounds().contains(ground))
        });
        let open = placed.result.is_none() && placed.moved_to.is_none() && !is_closed(loaded);
        let choices = may.filter(|_| open).into_iter().flat_map(|act| {
            let field = act.fields.iter().find(|field| field.name == conference.outcome);
            let to = agenda.body.clone().filter(|name| act.fields.iter().any(|field| field.name == *name));
            let to = to.zip(placed.body.as_ref().map(|(word, _)| word.clone()));
            field.into_iter().flat_map(|field| &field.choices).map(move |(word, label)| Choice {
                act: act.name(),
                outcome: (conference.outcome.clone(), word.clone()),
                to: to.clone(),
                label: label.clone(),
            })
        });
        Known {
            person: None,
            whole,
            caseworker: loaded.file.case.caseworker.map(|user| organisation.user_name(user).to_owned()),
            background: if whole { placed.background.clone() } else { Vec::new() },
            outcome: event.map(|event| (event.occurred_on, came_of(event, conference))),
            moved_to: placed.moved_to,
            acts: choices.collect(),
        }
    }

    /// A list that may be handed to a meeting never names two who are kept apart, and then says nothing of the second.
    fn part_the_apart(&self, page: &mut ConferencePage) -> Result<(), AppError> {
        let may = self.named_together(page.referrals().filter(|one| one.known.is_some()).map(|one| one.case))?;
        let known = page.units.iter_mut().flat_map(|unit| &mut unit.referrals).filter_map(|one| one.known.as_mut());
        for (known, _) in known.zip(may).filter(|(_, may)| !may) {
            (known.person, known.background) = (None, Vec::new());
        }
        Ok(())
    }

    /// The head of the unit that a conference hands something to, for the form that writes it: the field, and the name.
    /// None unless it is handed over, to a unit that somebody heads.
    pub fn conference_receiver(&self, ctx: &Ctx, act: &str, chosen: &Form) -> Option<(String, String)> {
        let (stack, organisation) = (self.stack(), self.organisation().ok()?);
        let ends =
            |agenda: &StepAgenda| agenda.conference.clone().filter(|known| known.act == act).zip(agenda.body.clone());
        let (conference, body) = stack.agendas().find_map(|(_, agenda)| ends(agenda))?;
        if chosen.text(&conference.outcome) != conference.handed {
            return None;
        }
        let field = stack.step(act)?.fields.iter().find(|field| field.name == body)?;
        let (_, label) = field.choices.iter().find(|(known, _)| known == chosen.text(&body))?;
        let unit = addressed(&organisation, label)?;
        let heads = heads_of(&organisation, unit, ctx.today);
        Some((conference.receiver?, heads.first()?.clone()))
    }

    /// Whether the routines have conferences between units.
    pub fn holds_conferences(&self) -> bool {
        self.stack().agendas().any(|(_, agenda)| agenda.conference.is_some())
    }

    /// The day that a form that puts a case up to a conference begins with: its field, and the next conference's day.
    pub fn next_conference(&self, ctx: &Ctx, use_case: &str) -> Option<(String, Date)> {
        let stack = self.stack();
        let (_, agenda) = stack.agendas().find(|(step, _)| step.name() == use_case)?;
        Some((agenda.day.clone(), agenda.conference.as_ref()?.next(ctx.today)?))
    }

    /// The day of the conference whose outcome an act writes in a case; none for any other act.
    ///
    /// # Errors
    /// When the case cannot be read.
    pub fn conference_of_act(&self, case: Id, act: &str) -> Result<Option<Date>, AppError> {
        let stack = self.stack();
        let ends = |agenda: &StepAgenda| agenda.conference.as_ref().is_some_and(|known| known.act == act);
        let Some((step, _)) = stack.agendas().find(|(_, agenda)| ends(agenda)) else { return Ok(None) };
        let loaded = self.load_case(case)?;
        let mut placed = on_agendas(&loaded.file, &stack);
        placed.retain(|place| place.step == step.name() && place.result.is_some());
        Ok(placed.last().map(|place| place.day))
    }

    fn minutes_of(&self, ctx: &Ctx, stack: &Stack, conference: &StepConference) -> Option<String> {
        let step = stack.step(conference.minutes.as_ref()?)?;
        ctx.actor.posts.iter().any(|post| step.opened_by.contains(&post.role)).then(|| step.name())
    }
}

impl ConferencePage {
    /// Everything on it.
    pub fn referrals(&self) -> impl Iterator<Item = &Referral> {
        self.units.iter().flat_map(|unit| &unit.referrals)
    }

    fn put(&mut self, unit: String, referral: Referral, ctx: &Ctx, organisation: &Organisation) {
        if let Some(known) = self.units.iter_mut().find(|known| known.unit == unit) {
            known.referrals.push(referral);
            return;
        }
        let found = addressed(organisation, &unit);
        let heads = found.map(|found| heads_of(organisation, found, ctx.today)).unwrap_or_default();
        self.units.push(Received { unit, heads, referrals: vec![referral] });
    }
}

impl Received {
    /// The unit, and who heads it.
    pub fn called(&self) -> String {
        if self.heads.is_empty() { self.unit.clone() } else { format!("{}, {}", self.unit, self.heads.join(" och ")) }
    }
}

impl Referral {
    /// The case's number, with the name where it may stand.
    pub fn called(&self) -> String {
        let person = self.known.as_ref().and_then(|known| known.person.as_ref());
        person.map_or_else(|| self.number.clone(), |person| format!("{}, {person}", self.number))
    }

    /// What became of it, in words; none while nothing is known.
    pub fn came_of_it(&self) -> Option<String> {
        let known = self.known.as_ref()?;
        let moved = known.moved_to.map(|day| format!("Flyttad till {day}"));
        known.outcome.as_ref().map(|(on, what)| format!("{what} ({on})")).or(moved)
    }
}

/// Where an event put a case, unless the case has closed before the conference.
fn placed(loaded: &Loaded, stack: &Stack, id: Id, today: Date) -> Option<Placed> {
    let placed = on_agendas(&loaded.file, stack).into_iter().find(|place| place.id == id)?;
    let gone = is_closed(loaded) && placed.result.is_none() && placed.day >= today;
    (!gone).then_some(placed)
}

/// What became of it, in the words of the form.
fn came_of(event: &stadga_core::Event, conference: &StepConference) -> String {
    let stadga_core::Fact::StegUtfort(step) = &event.fact else { return event.fact.label().to_owned() };
    let answer = |name: &str| step.svar.iter().find(|given| given.namn == name).map(|given| given.svar.clone());
    let receiver = conference.receiver.as_ref().and_then(|name| answer(name));
    let outcome = answer(&conference.outcome).unwrap_or_default();
    receiver.map_or_else(|| outcome.clone(), |name| format!("{outcome}: {name}"))
}

/// The unit that a routine calls so. Routines know no ids: a unit is known by its name.
fn addressed<'a>(organisation: &'a Organisation, called: &str) -> Option<&'a Unit> {
    organisation.units.values().find(|unit| unit.name.to_lowercase() == called.to_lowercase())
}

fn headed(ctx: &Ctx, unit: &Unit) -> bool {
    ctx.actor.posts.iter().any(|post| post.unit == unit.id && matches!(post.role, Roll::Enhetschef | Roll::Utforarchef))
}

fn heads_of(organisation: &Organisation, unit: &Unit, today: Date) -> Vec<String> {
    let of = |role| organisation.holders(role, unit.id, today).into_iter().map(|user| user.name.clone());
    of(Roll::Enhetschef).chain(of(Roll::Utforarchef)).collect()
}
