//! The duty rota: who answers for a unit when others cannot be reached, with the number to call.

use super::WorkItem;
use super::arende::Participant;
use super::lista::Lists;
use crate::{App, AppError};
use jiff::civil::{Date, DateTime};
use stadga_core::access::Reach;
use stadga_core::command::duty::{may_be_on_duty, minutes};
use stadga_core::fact::organisation::{EnhetArt, Roll};
use stadga_core::state::{Organisation, Shift};
use stadga_core::{Ctx, Id};
use stadga_rules::{OnCall, Weight};
use stadga_store::{Anybodys, WorkRow};

/// How many of the unit's urgent rows whoever is on duty sees on Min dag.
const MOST: u32 = 50;

/// A shift on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShiftLine {
    /// The shift.
    pub shift: Shift,
    /// Who is on duty.
    pub name: String,
    /// Whether it lasts now.
    pub now: bool,
}

/// The rota of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RotaPage {
    /// The unit's name.
    pub unit: String,
    /// The clock in Stockholm.
    pub now: DateTime,
    /// The shifts that last or come, the first one first.
    pub lines: Vec<ShiftLine>,
}

/// What Min dag says of the rota.
#[derive(Clone, Debug, Default)]
pub struct DutyToday {
    /// The shifts of one's unit that last now or begin today: one sentence each.
    pub told: Vec<String>,
    /// The units one is on duty for now, with when that ends, one sentence each.
    pub own: Vec<String>,
    /// What somebody's liberty hangs on in those units' cases.
    pub urgent: Vec<WorkItem>,
}

impl App {
    /// The rota of the unit one heads.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who head no unit of the authority.
    pub fn rota_page(&self, ctx: &Ctx) -> Result<RotaPage, AppError> {
        const WHAT: &str = "jour.visa";
        let post = ctx.actor.post;
        if post.role != Roll::Enhetschef {
            return self.nothing(ctx, WHAT);
        }
        let (organisation, now) = (self.organisation()?, self.clock_of(ctx));
        let line = |shift: &Shift| ShiftLine {
            shift: shift.clone(),
            name: organisation.user_name(shift.user).to_owned(),
            now: shift.lasts(now),
        };
        let lines = organisation.rota.coming(post.unit, now).into_iter().map(line).collect();
        let page = RotaPage { unit: organisation.unit_name(post.unit).to_owned(), now, lines };
        self.shown(ctx, WHAT, Vec::new(), page)
    }

    /// Those who can be put on duty, by name.
    ///
    /// # Errors
    /// When the organisation cannot be read.
    pub fn duty_choices(&self, ctx: &Ctx) -> Result<Vec<(Id, String)>, AppError> {
        let organisation = self.organisation()?;
        let users = organisation.users.values();
        let may = users.filter(|user| user.posts(ctx.today).iter().any(|post| may_be_on_duty(post.role)));
        let mut all: Vec<(Id, String)> = may.map(|user| (user.id, user.name.clone())).collect();
        all.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(all)
    }

    /// The clock in Stockholm at which something is asked.
    pub(crate) fn clock_of(&self, ctx: &Ctx) -> DateTime {
        ctx.now.to_zoned(self.inner.stockholm.clone()).datetime()
    }

    /// Whoever is on duty for a unit now, or else next, as somebody to call.
    pub(crate) fn on_duty_for(&self, ctx: &Ctx, unit: Option<Id>, organisation: &Organisation) -> Vec<OnCall> {
        let now = self.clock_of(ctx);
        let shifts = unit.map(|unit| organisation.rota.coming(unit, now)).unwrap_or_default();
        let lasting: Vec<&&Shift> = shifts.iter().filter(|shift| shift.lasts(now)).collect();
        let told = if lasting.is_empty() { shifts.iter().take(1).collect() } else { lasting };
        let call = |shift: &&Shift| OnCall {
            who: format!("Jour: {}", organisation.user_name(shift.user)),
            phone: shift.phone.clone(),
            when: match shift.lasts(now) {
                true => format!("till {}", minutes(shift.to)),
                false => format!("från {} till {}", minutes(shift.from), minutes(shift.to)),
            },
        };
        told.into_iter().map(call).collect()
    }

    /// Everybody who is on duty for a unit until a day is out, as somebody to call: for what is read on paper.
    pub(crate) fn duty_until(&self, ctx: &Ctx, unit: Id, until: Date, organisation: &Organisation) -> Vec<OnCall> {
        let shifts = organisation.rota.coming(unit, self.clock_of(ctx)).into_iter();
        let call = |shift: &Shift| OnCall {
            who: format!("Jour: {}", organisation.user_name(shift.user)),
            phone: shift.phone.clone(),
            when: format!("{} – {}", minutes(shift.from), minutes(shift.to)),
        };
        shifts.filter(|shift| shift.from.date() <= until).map(call).collect()
    }

    /// Whom to turn to when the caseworker cannot be reached: the head of the unit, and whoever is on duty.
    pub(super) fn instead(&self, ctx: &Ctx, unit: Option<Id>, organisation: &Organisation) -> Vec<Participant> {
        let heads = unit.map(|unit| organisation.holders(Roll::Enhetschef, unit, ctx.today)).unwrap_or_default();
        let heads = heads.into_iter().map(|user| Participant {
            name: user.name.clone(),
            part: String::from("enhetschef, när handläggaren inte går att nå"),
        });
        let duty = self
            .on_duty_for(ctx, unit, organisation)
            .into_iter()
            .map(|call| Participant { name: call.who, part: format!("{}, {}", call.phone, call.when) });
        heads.chain(duty).collect()
    }

    /// What Min dag says of the rota.
    ///
    /// # Errors
    /// When the store cannot be read, or the view cannot be written down.
    pub fn duty_today(&self, ctx: &Ctx) -> Result<DutyToday, AppError> {
        let (organisation, now) = (self.organisation()?, self.clock_of(ctx));
        let unit = ctx.actor.post.unit;
        let here = organisation.units.get(&unit).is_some_and(|unit| unit.kind == EnhetArt::Myndighet);
        let today = |shift: &&Shift| here && shift.from.date() <= ctx.today;
        let told = organisation.rota.coming(unit, now).into_iter().filter(today).map(|shift| {
            let name = organisation.user_name(shift.user);
            match shift.lasts(now) {
                true => format!("{name} har jour till {}, telefon {}.", minutes(shift.to), shift.phone),
                false => format!("{name} har jour från {}, telefon {}.", minutes(shift.from), shift.phone),
            }
        });
        let mut duty = DutyToday { told: told.collect(), ..DutyToday::default() };
        if ctx.actor.duty.is_empty() {
            return Ok(duty);
        }
        let mine = |shift: &&Shift| shift.user == ctx.actor.user && shift.lasts(now);
        let own = organisation.rota.shifts().filter(mine).map(|shift| {
            let unit = organisation.unit_name(shift.unit);
            format!("Du har jour för {unit} till {}. Till dess når du enhetens öppna ärenden.", minutes(shift.to))
        });
        duty.own = own.collect();
        let reach = Reach::of(ctx).on_duty();
        let rules = self.stack().rules_of(Weight::Frihet);
        let (rows, _) = self.store().anybodys(&reach, Anybodys::OfRules(&rules), MOST)?;
        let all: Vec<&WorkRow> = rows.iter().collect();
        let lists = Lists::of(self, ctx, &organisation, &all, &[])?;
        duty.urgent = lists.items(&rows);
        self.shown(ctx, "jour.min_dag", lists.subjects(), duty)
    }
}
