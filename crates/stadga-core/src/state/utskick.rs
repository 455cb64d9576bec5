//! The letters of a case that go by post, and what has become of each.

use super::CaseFile;
use crate::event::standing;
use crate::fact::Fact;
use crate::id::Id;
use jiff::civil::Date;

/// A letter that was made to be posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailing {
    /// The event that put it among those that wait.
    pub id: Id,
    /// The event that sent it.
    pub letter: Id,
    /// The day that event says it was sent.
    pub dated: Date,
    /// The day it was put among those that wait.
    pub since: Date,
    /// SHA-256 over each of its files.
    pub files: Vec<String>,
    /// What became of it; none while it waits.
    pub end: Option<MailingEnd>,
}

/// What became of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailingEnd {
    /// It was posted that day.
    Posted(Date),
    /// It will not be posted: the day that was said, and why.
    Dropped(Date, String),
}

impl Mailing {
    /// Whether it waits to be printed and posted.
    pub fn waits(&self) -> bool {
        self.end.is_none()
    }
}

impl CaseFile {
    /// The letters of the case that go by post, in the order they were made. What was sent by an event that has been
    /// withdrawn is none: it must not be posted.
    pub fn mailings(&self) -> Vec<Mailing> {
        if !self.events.iter().any(|event| matches!(event.fact, Fact::UtskickKoat(_))) {
            return Vec::new();
        }
        let rows = standing(&self.events);
        let sent = |id: Id| rows.iter().find(|row| row.origin == id || row.event.id == id).map(|row| row.event);
        let mut all: Vec<Mailing> = Vec::new();
        for row in &rows {
            let on = row.event.occurred_on;
            let (named, end) = match &row.event.fact {
                Fact::UtskickKoat(fact) => {
                    all.extend(sent(fact.handelse).map(|letter| Mailing {
                        id: row.origin,
                        letter: letter.id,
                        dated: letter.occurred_on,
                        since: on,
                        files: fact.filer.clone(),
                        end: None,
                    }));
                    continue;
                }
                Fact::UtskickPostat(fact) => (fact.utskick, MailingEnd::Posted(on)),
                Fact::UtskickAvfort(fact) => (fact.utskick, MailingEnd::Dropped(on, fact.skal.clone())),
                _ => continue,
            };
            if let Some(known) = all.iter_mut().find(|known| known.id == named) {
                known.end.get_or_insert(end);
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ctx::Post;
    use crate::event::{Event, Signature, StreamKind};
    use crate::fact::arende::{HandelseAterkallad, HandlaggarbyteMeddelat, Kanal};
    use crate::fact::organisation::Roll;
    use crate::fact::utskick::{UtskickAvfort, UtskickKoat, UtskickPostat};
    use jiff::Timestamp;
    use jiff::civil::date;

    fn id(byte: u8) -> Id {
        Id::from_bytes([byte; 10])
    }

    /// What happened on a day of November, under a number of its own; `corrects` names what it is put in place of.
    fn event(number: u8, day: i8, corrects: Option<u8>, fact: impl Into<Fact>) -> Event {
        let post = Post { role: Roll::Socialsekreterare, unit: id(99) };
        Event {
            id: id(number),
            command: id(number),
            position: u64::from(number),
            subject: id(100),
            kind: StreamKind::Arende,
            seq: u32::from(number),
            occurred_on: date(2026, 11, day),
            occurred_at: None,
            recorded_at: Timestamp::UNIX_EPOCH,
            signature: Signature { user: id(98), post, on_behalf_of: None },
            corrects: corrects.map(id),
            reason: None,
            packs: String::new(),
            fact: fact.into(),
        }
    }

    fn letter() -> HandlaggarbyteMeddelat {
        HandlaggarbyteMeddelat { kanal: Kanal::Brev, brev: Vec::new(), till: None }
    }

    fn queued(letter: u8) -> UtskickKoat {
        UtskickKoat { handelse: id(letter), filer: vec![String::from("summa")] }
    }

    fn ends(events: Vec<Event>) -> Vec<Option<MailingEnd>> {
        CaseFile::fold(events).mailings().into_iter().map(|known| known.end).collect()
    }

    #[test]
    fn a_letter_waits_until_it_is_posted_or_struck_off_and_the_first_of_them_counts() {
        let mut events = vec![event(1, 9, None, letter()), event(2, 10, None, queued(1))];
        let known = CaseFile::fold(events.clone()).mailings();
        let wanted = (id(2), id(1), date(2026, 11, 9), date(2026, 11, 10), true);
        let [one] = &known[..] else { panic!("{known:?}") };
        assert_eq!((one.id, one.letter, one.dated, one.since, one.waits()), wanted);
        events.push(event(3, 11, None, UtskickPostat { utskick: id(2) }));
        events.push(event(4, 12, None, UtskickAvfort { utskick: id(2), skal: String::from("Nej") }));
        assert_eq!(ends(events), [Some(MailingEnd::Posted(date(2026, 11, 11)))]);
    }

    #[test]
    fn what_is_withdrawn_changes_what_waits() {
        let mut events = vec![
            event(1, 9, None, letter()),
            event(2, 9, None, queued(1)),
            event(3, 10, None, UtskickPostat { utskick: id(2) }),
            event(4, 10, Some(3), HandelseAterkallad { skal: String::from("Fel brev") }),
        ];
        assert_eq!(ends(events.clone()), [None], "the receipt was wrong, so the letter waits");
        events.push(event(5, 11, Some(1), HandelseAterkallad { skal: String::from("Fel person") }));
        assert_eq!(ends(events), [], "the letter is not to be sent");
    }

    #[test]
    fn a_receipt_for_what_is_no_letter_here_is_nothing() {
        assert_eq!(ends(vec![event(1, 9, None, UtskickPostat { utskick: id(7) })]), []);
        assert_eq!(ends(vec![event(1, 9, None, queued(7))]), []);
    }
}
