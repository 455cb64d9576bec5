//! One's own calendar for another program to read: hours and kinds, nobody's name and no case.
//!
//! The address holds a secret of its own and is the key to nothing else. It is kept as a digest with the account, so it
//! is gone when the account is closed, and says nothing from the day its owner has no post.

use super::door;
use super::secret::{code, digest, plain_code};
use crate::view::MyMeeting;
use crate::{App, AppError};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use stadga_core::{Ctx, Id};
use stadga_store::AuditKind;
use subtle::ConstantTimeEq;

/// How many groups of four letters the secret has: 140 bits.
const GROUPS: usize = 7;
/// How many days back and ahead are told.
const BACK: i32 = 30;
const AHEAD: i32 = 180;
/// How far ahead somebody is invited, in years.
const INVITED: i16 = 2;

/// Something in the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A meeting, by what tells it from others, its kind, and from when to when in Stockholm.
    Meeting {
        /// What it is called to other programs.
        uid: String,
        /// What kind.
        kind: String,
        /// When it begins.
        begins: DateTime,
        /// When it ends.
        ends: DateTime,
    },
    /// So many of one's rows fall due on a day.
    Due(Date, u32),
    /// So many persons have something in their weekly schedules on a day.
    Schedule(Date, usize),
}

impl Entry {
    fn of(meeting: MyMeeting) -> Self {
        let (begins, ends) = span(&meeting);
        Self::Meeting { uid: meeting.id.to_string(), kind: meeting.kind, begins, ends }
    }
}

/// When a meeting begins and ends, in Stockholm.
pub(super) fn span(meeting: &MyMeeting) -> (DateTime, DateTime) {
    let ends = if meeting.ends < meeting.begins { meeting.day.tomorrow().ok() } else { Some(meeting.day) };
    (meeting.day.to_datetime(meeting.begins), ends.unwrap_or(meeting.day).to_datetime(meeting.ends))
}

impl App {
    /// One of one's own meetings as others may be invited to it: when it is, and not what it is about, where it is or
    /// who comes.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is no meeting of one's own.
    pub fn invitation(&self, ctx: &Ctx, booking: Id) -> Result<Entry, AppError> {
        const WHAT: &str = "mote.kalenderfil";
        let (from, to) = (ctx.today.saturating_sub(BACK.days()), ctx.today.saturating_add(INVITED.years()));
        let found = self.meetings(ctx, from, to)?.into_iter().find(|meeting| meeting.id == booking);
        let Some(meeting) = found else { return self.nothing(ctx, WHAT) };
        let subjects = vec![meeting.target];
        self.store().audit(self.audit_row(ctx, WHAT, AuditKind::Export, subjects, ""))?;
        Ok(Entry::of(MyMeeting { kind: String::from("Möte"), ..meeting }))
    }

    /// A new address for one's calendar, in place of any there was: the part of it that is secret. None where one has
    /// come in without an account.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn open_calendar(&self, ctx: &Ctx) -> Result<Option<String>, AppError> {
        let Some(account) = self.store().account(ctx.actor.user)? else { return Ok(None) };
        let secret = plain_code(&code(self, GROUPS)?);
        let mut door = door(&account)?;
        door.calendar = Some(digest(&secret));
        self.keep_door(&account, &door)?;
        self.account_audited(Some(ctx), ctx.actor.user, "kalender.prenumerera", AuditKind::Command)?;
        Ok(Some(format!("{}-{secret}", ctx.actor.user)))
    }

    /// The address leads nowhere any more.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn close_calendar(&self, ctx: &Ctx) -> Result<(), AppError> {
        let Some(account) = self.store().account(ctx.actor.user)? else { return Ok(()) };
        let mut door = door(&account)?;
        door.calendar = None;
        self.keep_door(&account, &door)?;
        self.account_audited(Some(ctx), ctx.actor.user, "kalender.avsluta", AuditKind::Command)
    }

    /// What stands in the calendar an address leads to, by its secret part; that it was read is written down first.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for every address that leads nowhere, whatever the reason.
    pub fn calendar(&self, address: &str) -> Result<Vec<Entry>, AppError> {
        let (user, secret) = address.split_once('-').ok_or(AppError::NotFound)?;
        let user: Id = user.parse().map_err(|_| AppError::NotFound)?;
        let account = self.store().account(user)?;
        let kept = account.as_ref().map(door).transpose()?.filter(|door| !door.closed).and_then(|door| door.calendar);
        let right = kept.is_some_and(|kept| bool::from(kept.as_bytes().ct_eq(digest(secret).as_bytes())));
        if !right {
            return Err(AppError::NotFound);
        }
        let ctx = self.ctx(user)?;
        let (from, to) = (ctx.today.saturating_sub(BACK.days()), ctx.today.saturating_add(AHEAD.days()));
        let meetings = self.meetings(&ctx, from, to)?;
        let subjects = meetings.iter().map(|meeting| meeting.target).collect();
        let mut entries: Vec<Entry> = meetings.into_iter().map(Entry::of).collect();
        entries.extend(self.due_days(&ctx, ctx.today, to)?.into_iter().map(|(day, many)| Entry::Due(day, many)));
        entries.extend(self.schedule_days(&ctx)?.into_iter().map(|(day, many)| Entry::Schedule(day, many)));
        self.shown(&ctx, "kalender.lasa", subjects, entries)
    }
}
