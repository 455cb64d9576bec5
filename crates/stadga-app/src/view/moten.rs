//! Meetings: what is booked, on one's own list and in a case, and when those who take part are busy.

use super::lista::holder;
use crate::execute::Request;
use crate::load::Loaded;
use crate::{App, AppError};
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use stadga_core::access::{Reach, parts, taking_part};
use stadga_core::calendar::stockholm;
use stadga_core::calendar::text::parse_date;
use stadga_core::command::booking::Busy;
use stadga_core::fact::mote::{BokningArt, Motesform};
use stadga_core::fact::uppdrag::Deltagare;
use stadga_core::state::{Booking, Organisation};
use stadga_core::{Ctx, Id};
use stadga_store::Meeting;

/// A meeting on one's own list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MyMeeting {
    /// The booking.
    pub id: Id,
    /// The day.
    pub day: Date,
    /// When it begins.
    pub begins: Time,
    /// When it ends; the same clock on another day when it goes past midnight.
    pub ends: Time,
    /// What for.
    pub kind: String,
    /// How one meets.
    pub form: String,
    /// Whether the person has said that it suits.
    pub confirmed: bool,
    /// The case or the assignment it is booked in.
    pub target: Id,
    /// Whether that is an assignment.
    pub assignment: bool,
    /// The case's number.
    pub number: String,
    /// The person's name.
    pub person: String,
}

/// A week of one's own.
#[derive(Clone, Debug)]
pub struct MyWeek {
    /// The Monday it begins.
    pub monday: Date,
    /// The meetings, in the order of their time.
    pub meetings: Vec<MyMeeting>,
    /// How many of one's own duties fall due each day.
    pub due: Vec<(Date, u32)>,
}

/// A booking in a case that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookedMeeting {
    /// The booking.
    pub booking: Booking,
    /// Whether it is booked in an assignment.
    pub assignment: bool,
    /// Who takes part, in words.
    pub with: Vec<String>,
    /// Whether it is among the meetings of the one who looks.
    pub own: bool,
    /// Whether it has begun, so that what was said can be written.
    pub begun: bool,
    /// Whether its day has passed without anybody having said how it went.
    pub passed: bool,
}

impl App {
    /// One's own meetings from one day to another, both inclusive.
    pub(crate) fn meetings(&self, ctx: &Ctx, from: Date, to: Date) -> Result<Vec<MyMeeting>, AppError> {
        let reach = Reach::of(ctx);
        Ok(self.store().meetings(&reach, from, to)?.into_iter().map(mine).collect())
    }

    /// The week of a day: one's own meetings, and how many duties fall due each day.
    ///
    /// # Errors
    /// When the store cannot be read, or the view cannot be written down.
    pub fn my_week(&self, ctx: &Ctx, day: Date) -> Result<MyWeek, AppError> {
        let monday = day.saturating_sub(i32::from(day.weekday().to_monday_zero_offset()).days());
        let sunday = monday.saturating_add(6.days());
        let meetings = self.meetings(ctx, monday, sunday)?;
        let due = self.due_days(ctx, monday, sunday)?;
        let mut subjects: Vec<Id> = meetings.iter().map(|meeting| meeting.target).collect();
        subjects.sort();
        subjects.dedup();
        self.shown(ctx, "kalender.visa", subjects, MyWeek { monday, meetings, due })
    }

    /// How many of one's own rows fall due each day, from one day to another, both inclusive.
    pub(crate) fn due_days(&self, ctx: &Ctx, from: Date, until: Date) -> Result<Vec<(Date, u32)>, AppError> {
        let query =
            stadga_store::WorkQuery { mine: true, until: Some(until), include_waiting: true, limit: u32::MAX >> 1 };
        let due = self.store().work_days(&Reach::of(ctx), &query)?;
        Ok(due.into_iter().filter(|(day, _)| *day >= from).collect())
    }

    /// The bookings of a case that stand and that the actor reaches, in the order of their time.
    pub(crate) fn booked(&self, ctx: &Ctx, loaded: &Loaded) -> Result<Vec<BookedMeeting>, AppError> {
        let organisation = self.organisation_for(loaded)?;
        let now = ctx.now.to_zoned(stockholm()).datetime();
        let holders = Reach::of(ctx).holders();
        let reached = |booking: &&Booking| !loaded.grounds(ctx, booking.subject).is_empty();
        let shown = loaded.file.standing_bookings().into_iter().filter(reached);
        Ok(shown
            .map(|booking| BookedMeeting {
                booking: booking.clone(),
                assignment: booking.subject != loaded.case,
                with: with(loaded, booking, &organisation, ctx.today),
                own: taking_part(&loaded.file, booking).iter().any(|holder| holders.contains(holder)),
                begun: booking.fact.span().0 <= now,
                passed: booking.fact.dag < ctx.today,
            })
            .collect())
    }

    /// When the staff of the subject are at other meetings, on the days the form names.
    pub(crate) fn busy(&self, ctx: &Ctx, loaded: &Loaded, request: &Request<'_>) -> Result<Vec<Busy>, AppError> {
        let subject = request.subject.unwrap_or(loaded.case);
        let days = ["dag", "nasta"].map(|name| parse_date(request.form.text(name), ctx.today).ok());
        let organisation = self.organisation()?;
        let mut busy = Vec::new();
        for part in [Deltagare::Handlaggare, Deltagare::Behandlare] {
            let holders = parts(&loaded.file, subject, part);
            for day in days.iter().flatten() {
                for taken in self.store().taken(&holders, *day)? {
                    busy.push(Busy {
                        booking: taken.booking,
                        who: holder(&taken.holder, &organisation, ctx.today),
                        part,
                        begins: day.to_datetime(taken.at),
                        minutes: taken.minutes,
                    });
                }
            }
        }
        Ok(busy)
    }
}

fn mine(meeting: Meeting) -> MyMeeting {
    let Meeting { row, number, name } = meeting;
    let label = |word: &str| word.parse().map_or_else(|()| word.to_owned(), |kind: BokningArt| kind.label().to_owned());
    let form = row.form.parse().map_or_else(|()| row.form.clone(), |form: Motesform| form.label().to_owned());
    MyMeeting {
        id: row.id,
        day: row.day,
        begins: row.at,
        ends: row.at.wrapping_add(i64::from(row.minutes).minutes()),
        kind: label(&row.kind),
        form,
        confirmed: row.confirmed,
        target: row.subject,
        assignment: row.subject != row.case,
        number: number.map(|number| number.to_string()).unwrap_or_default(),
        person: name,
    }
}

/// Who takes part: the staff by name where somebody is named, others by what they are.
fn with(loaded: &Loaded, booking: &Booking, organisation: &Organisation, on: Date) -> Vec<String> {
    let one = |part: &Deltagare| {
        let holders = parts(&loaded.file, booking.subject, *part);
        let names: Vec<String> = holders.iter().map(|known| holder(known, organisation, on)).collect();
        if names.is_empty() { vec![part.label().to_owned()] } else { names }
    };
    booking.fact.deltagare.iter().flat_map(one).collect()
}
