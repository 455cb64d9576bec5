//! One's own booked meetings, mailed to one's calendar: when they are, and nobody's name, no case and no place.
//!
//! What somebody has been told stands in the ids of the messages in the outbox and nowhere else. There a meeting and its
//! booking go by digests that lead back to neither, so whoever reads a message cannot tell which case it is of.

use super::calendar::{Entry, span};
use super::door;
use crate::view::MyMeeting;
use crate::{App, AppError};
use jiff::civil::DateTime;
use jiff::{SignedDuration, ToSpan};
use stadga_core::calendar::text;
use stadga_core::{Ctx, Id};
use stadga_store::{AuditKind, Outgoing, sha256};
use std::collections::BTreeMap;
use std::iter::successors;

/// What a message of a meeting is about, in the outbox.
pub(super) const CALENDAR: &str = "kalender";
/// How a message's id says that a meeting is booked.
const BOOKED: &str = "bokat";
/// How it says that the meeting is no longer one's own.
const GONE: &str = "inte";
/// How many days ahead somebody is told of. What is moved further away is gone until then.
const AHEAD: i32 = 60;
/// How long what was told is remembered: a meeting that is moved so late begins anew.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 183);

/// A meeting as a message to a calendar tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// What stands in the calendar, under the same name however the meeting is moved.
    pub entry: Entry,
    /// Greater than in the messages before it.
    pub sequence: u32,
    /// Whether it is to be taken away.
    pub gone: bool,
}

impl Invited {
    /// What the calendar is to do with it (RFC 5546): a meeting without an answer asked for, or none any more.
    pub fn method(&self) -> &'static str {
        if self.gone { "CANCEL" } else { "REQUEST" }
    }
}

/// What a message says: what it is about, its words, and what it is to a calendar.
pub(super) type Said = (&'static str, String, Option<Invited>);

/// The last somebody was told, by meeting.
type Latest = BTreeMap<String, Told>;

/// A booking by another name, and when it is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Standing {
    booking: String,
    begins: DateTime,
    ends: DateTime,
}

/// What a message tells, as it stands in its id.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
    /// The meeting by another name, the same for all bookings that took the place of the first.
    meeting: String,
    sequence: u32,
    gone: bool,
    /// As it was when the message was written.
    standing: Standing,
}

impl Told {
    fn message(&self) -> String {
        let Standing { booking, begins, ends } = &self.standing;
        let word = if self.gone { GONE } else { BOOKED };
        format!("{CALENDAR}/{}/{}/{word}/{booking}/{begins}/{ends}", self.meeting, self.sequence)
    }

    fn read(message: &str) -> Option<Self> {
        let parts: Vec<&str> = message.split('/').collect();
        let [CALENDAR, meeting, sequence, word, booking, begins, ends] = parts[..] else { return None };
        let standing = Standing { booking: booking.to_owned(), begins: begins.parse().ok()?, ends: ends.parse().ok()? };
        Some(Self { meeting: meeting.to_owned(), sequence: sequence.parse().ok()?, gone: word == GONE, standing })
    }

    fn said(self) -> Said {
        let Standing { begins, ends, .. } = self.standing;
        let day = text::with_weekday(begins.date());
        let when = format!("{day} kl. {}–{}", text::clock(begins.time()), text::clock(ends.time()));
        let (subject, words) = if self.gone {
            ("Ett möte gäller inte längre", format!("Mötet {when} gäller inte längre."))
        } else {
            ("Bokat möte", format!("Du har ett möte {when}."))
        };
        let entry = Entry::Meeting { uid: self.meeting, kind: String::from("Bokat möte"), begins, ends };
        let words = format!("{words}\n\nLogga in och öppna Kalender för att se dina möten.");
        (subject, words, Some(Invited { entry, sequence: self.sequence, gone: self.gone }))
    }
}

impl App {
    /// Writes to everybody who has asked for it what is new among their own meetings of the coming 60 days, and what is
    /// gone, since they were told; says how many messages. What they know is not written again.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn write_invitations(&self) -> Result<usize, AppError> {
        let mut asked = Vec::new();
        for account in self.store().accounts()? {
            let door = door(&account)?;
            if let Some(address) = door.mail.filter(|_| door.invited && !door.closed) {
                asked.push((account.user, address));
            }
        }
        if asked.is_empty() {
            return Ok(0);
        }
        let (mut latest, mut written) = (self.latest()?, 0);
        for (user, address) in asked {
            let Some(ctx) = self.at_work(user)? else { continue };
            for news in self.news(&ctx, &address, latest.remove(&user).unwrap_or_default())? {
                self.store().message_to(user, &news.message(), CALENDAR)?;
                written += 1;
            }
        }
        Ok(written)
    }

    /// What a message of a meeting says; none when it has nothing to say any more. That it leaves is written down first.
    pub(super) fn invitation_text(&self, user: Id, address: &str, message: &str) -> Result<Option<Said>, AppError> {
        const WHAT: &str = "mote.kalenderinbjudan";
        let (Some(ctx), Some(told)) = (self.at_work(user)?, Told::read(message)) else { return Ok(None) };
        if told.gone {
            let ahead = told.standing.begins > self.local();
            return Ok((ahead && self.was_sent(&told.meeting)?).then(|| told.said()));
        }
        let found = self.coming(&ctx, address)?.into_iter().find(|(_, standing)| *standing == told.standing);
        let Some((meeting, _)) = found else { return Ok(None) };
        self.store().audit(self.audit_row(&ctx, WHAT, AuditKind::Export, vec![meeting.target], ""))?;
        Ok(Some(told.said()))
    }

    /// The last each user was told of each meeting.
    fn latest(&self) -> Result<BTreeMap<Id, Latest>, AppError> {
        let mut latest: BTreeMap<Id, Latest> = BTreeMap::new();
        for row in self.store().messages_about(CALENDAR, self.now() - REMEMBERED)? {
            let (Some(user), Some(told)) = (row.user, Told::read(&row.message)) else { continue };
            let known = latest.entry(user).or_default();
            if known.get(&told.meeting).is_none_or(|known| known.sequence < told.sequence) {
                known.insert(told.meeting.clone(), told);
            }
        }
        Ok(latest)
    }

    /// Whether a message that the meeting is booked has left, or may have.
    fn was_sent(&self, meeting: &str) -> Result<bool, AppError> {
        let of_it = |row: &Outgoing| Told::read(&row.message).is_some_and(|told| !told.gone && told.meeting == meeting);
        let rows = self.store().messages_about(CALENDAR, self.now() - REMEMBERED)?;
        Ok(rows.iter().any(|row| (row.sent.is_some() || row.open) && of_it(row)))
    }

    /// What is new, and what is gone, since somebody was told.
    fn news(&self, ctx: &Ctx, address: &str, mut latest: Latest) -> Result<Vec<Told>, AppError> {
        let mut news = Vec::new();
        for (meeting, standing) in self.coming(ctx, address)? {
            let same = latest.values().find(|told| !told.gone && told.standing == standing);
            if let Some(known) = same.map(|told| told.meeting.clone()) {
                latest.remove(&known);
                continue;
            }
            let name = digest(&format!("{} {}", self.first_booked(&meeting)?, ctx.actor.user));
            let sequence = latest.remove(&name).map_or(0, |told| told.sequence + 1);
            news.push(Told { meeting: name, sequence, gone: false, standing });
        }
        let now = self.local();
        let left = latest.into_values().filter(|told| !told.gone && told.standing.begins > now);
        news.extend(left.map(|told| Told { sequence: told.sequence + 1, gone: true, ..told }));
        Ok(news)
    }

    /// One's own meetings that have not begun. Another address has been told of none of them.
    fn coming(&self, ctx: &Ctx, address: &str) -> Result<Vec<(MyMeeting, Standing)>, AppError> {
        let now = self.local();
        let meetings = self.meetings(ctx, ctx.today, ctx.today.saturating_add(AHEAD.days()))?;
        let standing = meetings.into_iter().map(|meeting| {
            let (begins, ends) = span(&meeting);
            let booking = digest(&format!("{} {} {address}", meeting.id, ctx.actor.user));
            (meeting, Standing { booking, begins, ends })
        });
        Ok(standing.filter(|(_, standing)| standing.begins > now).collect())
    }

    /// The booking a meeting was first made by, however often it has been moved since.
    fn first_booked(&self, meeting: &MyMeeting) -> Result<Id, AppError> {
        let loaded = self.load_whole(meeting.target)?;
        let bookings = &loaded.file.bookings;
        let before = |id: &Id| bookings.iter().find(|known| known.id == *id).and_then(|known| known.fact.ersatter);
        let chain = successors(Some(meeting.id), before).take(bookings.len());
        Ok(chain.last().unwrap_or(meeting.id))
    }
}

/// Another name for what has one: 128 bits that say nothing.
fn digest(text: &str) -> String {
    let mut digest = sha256(text.as_bytes());
    digest.truncate(32);
    digest
}

#[cfg(test)]
mod tests {
    use super::{Standing, Told, digest};

    #[test]
    fn what_a_message_tells_is_read_from_its_id_and_nothing_is_read_from_another() {
        for (sequence, gone) in [(0, false), (7, true)] {
            let (begins, ends) = ("2026-12-07T23:30:00".parse().unwrap(), "2026-12-08T00:30:00".parse().unwrap());
            let told = Told {
                meeting: digest("a"),
                sequence,
                gone,
                standing: Standing { booking: digest("b"), begins, ends },
            };
            assert_eq!(Told::read(&told.message()), Some(told));
        }
        for other in ["morgon-0000000000000001-2026-12-07", "kalender/a/0/bokat/b/2026-12-07", "", "kalender"] {
            assert_eq!(Told::read(other), None, "{other}");
        }
    }
}
