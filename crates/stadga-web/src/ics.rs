//! Calendars as other programs read them (RFC 5545), and meetings as they are mailed to them (RFC 5546): hours and kinds,
//! nobody's name and no case.

use icalendar::{Calendar, Component, Event, EventStatus, Property};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use stadga_app::accounts::{CalendarEntry, Invited};
use stadga_core::calendar::stockholm;

/// A calendar of these entries, under the municipality's name.
pub fn calendar(municipality: &str, entries: &[CalendarEntry]) -> String {
    let mut calendar = Calendar::new();
    calendar.name(&format!("Stadga, {municipality}"));
    for entry in entries {
        calendar.push(event(entry));
    }
    calendar.done().to_string()
}

/// A meeting as a message that a calendar takes in, changes or takes away what it has by: from the address it is sent
/// from, to the one who takes part, and nobody else is named. No answer is asked for.
pub fn calendar_message(invited: &Invited, from: &str, to: &str, at: Timestamp) -> String {
    let mut attendee = Property::new("ATTENDEE", format!("mailto:{to}"));
    attendee.add_parameter("PARTSTAT", "ACCEPTED").add_parameter("RSVP", "FALSE");
    let status = if invited.gone { EventStatus::Cancelled } else { EventStatus::Confirmed };
    let mut event = event(&invited.entry);
    event.status(status).sequence(invited.sequence);
    event.add_property("DTSTAMP", world(at)).add_property("ORGANIZER", format!("mailto:{from}"));
    event.append_property(attendee.done());
    let mut calendar = Calendar::new();
    calendar.append_property(Property::new("METHOD", invited.method()));
    calendar.push(event.done());
    calendar.done().to_string()
}

fn event(entry: &CalendarEntry) -> Event {
    let mut event = Event::new();
    let all_day = |event: &mut Event, day: Date, what: &str, words: &str| {
        event.uid(&format!("{what}-{day}@stadga")).summary(words);
        event.append_property(plain("DTSTART", &day.strftime("%Y%m%d").to_string(), true));
        event.append_property(plain("TRANSP", "TRANSPARENT", false));
    };
    match entry {
        CalendarEntry::Meeting { uid, kind, begins, ends } => {
            event.uid(&format!("{uid}@stadga")).summary(kind);
            event.append_property(plain("DTSTART", &instant(*begins), false));
            event.append_property(plain("DTEND", &instant(*ends), false));
        }
        CalendarEntry::Due(day, 1) => all_day(&mut event, *day, "rader", "1 uppgift att göra"),
        CalendarEntry::Due(day, many) => all_day(&mut event, *day, "rader", &format!("{many} uppgifter att göra")),
        CalendarEntry::Schedule(day, many) => {
            all_day(&mut event, *day, "schema", &format!("Veckoschema för {many} i huset"));
        }
    }
    event.done()
}

/// A moment in Stockholm, as calendars write moments: in world time.
fn instant(moment: DateTime) -> String {
    moment.to_zoned(stockholm()).map(|zoned| world(zoned.timestamp())).unwrap_or_default()
}

fn world(stamp: Timestamp) -> String {
    stamp.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn plain(name: &str, value: &str, date: bool) -> Property {
    let mut property = Property::new(name, value);
    if date {
        property.add_parameter("VALUE", "DATE");
    }
    property.done()
}
