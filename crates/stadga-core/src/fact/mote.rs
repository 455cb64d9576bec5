//! Facts about bookings: a time set for a meeting, and what became of it.

use crate::fact::uppdrag::Deltagare;
use crate::id::Id;
use crate::words;
use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, ToSpan};
use serde::{Deserialize, Serialize};

words! {
    /// What a time is booked for.
    pub enum BokningArt {
        Inledande = "inledande", "Inledande möte";
        Uppfoljning = "uppfoljning", "Uppföljning";
        Avslutningssamtal = "avslutningssamtal", "Avslutningssamtal";
        Samtal = "samtal", "Samtal";
        Annat = "annat", "Annat möte";
    }
}

words! {
    /// How one meets.
    pub enum Motesform {
        HosOss = "hos_oss", "Hos oss";
        Hembesok = "hembesok", "Hembesök";
        AnnanPlats = "annan_plats", "På annan plats";
        Telefon = "telefon", "Telefon";
        Video = "video", "Video";
    }
}

words! {
    /// What is arranged about an interpreter (FL 13 §).
    pub enum Tolkbesked {
        Bestalld = "bestalld", "Tolk är beställd";
        Bestalls = "bestalls", "Tolk beställs före mötet";
        BehovsInte = "behovs_inte", "Tolk behövs inte den här gången";
    }
}

words! {
    /// How the person knows of the time.
    pub enum Kallelse {
        Tillsammans = "tillsammans", "Bestämd tillsammans";
        Telefon = "telefon", "Telefon";
        Brev = "brev", "Brev";
        Sms = "sms", "Sms";
        InteAn = "inte_an", "Vet inte om den än";
    }
}

words! {
    /// Who called a meeting off.
    pub enum AvbokatAv {
        DenEnskilde = "den_enskilde", "Personen själv";
        Vi = "vi", "Vi";
        Annan = "annan", "Någon annan";
    }
}

record! {
    /// A time was booked with the person. Moved, it is booked anew in place of the one before.
    pub struct MoteBokat {
        /// What for.
        pub art: BokningArt,
        /// The day.
        pub dag: Date,
        /// When it begins, by the clock in Sweden.
        pub klockan: Time,
        /// How long it takes, in minutes.
        pub minuter: u32,
        /// How one meets.
        pub form: Motesform,
        /// Room, address or number.
        pub plats: Option<String>,
        /// Who is to take part.
        pub deltagare: Vec<Deltagare>,
        /// What is arranged about an interpreter.
        pub tolk: Option<Tolkbesked>,
        /// How the person knows of the time.
        pub kallelse: Kallelse,
        /// The booking it takes the place of.
        pub ersatter: Option<Id>,
    }
}

impl MoteBokat {
    /// When it begins and ends; the end is not part of it.
    pub fn span(&self) -> (DateTime, DateTime) {
        let begins = self.dag.to_datetime(self.klockan);
        (begins, begins.saturating_add(i64::from(self.minuter).minutes()))
    }

    /// Whether two meetings take the same time, were it only a minute.
    pub fn collides(&self, begins: DateTime, minutes: u32) -> bool {
        let (from, to) = self.span();
        let ends = begins.saturating_add(SignedDuration::from_mins(i64::from(minutes)));
        from < ends && begins < to
    }
}

record! {
    /// The person said that the time suits, or got to know of it.
    pub struct MoteBekraftat {
        /// The booking.
        pub mote: Id,
        /// How the person knows of the time.
        pub kallelse: Kallelse,
    }
}

record! {
    /// The meeting was called off.
    pub struct MoteAvbokat {
        /// The booking.
        pub mote: Id,
        /// What it was booked for.
        pub art: BokningArt,
        /// Who called it off.
        pub av: AvbokatAv,
        /// Why, when it is known.
        pub skal: Option<String>,
        /// Whether a new time is needed.
        pub ny_tid: bool,
    }
}

record! {
    /// The person did not come.
    pub struct MoteUteblivet {
        /// The booking.
        pub mote: Id,
        /// What it was booked for.
        pub art: BokningArt,
        /// What was done about it: who was rung, what was said.
        pub atgard: Option<String>,
        /// Whether a new time is needed.
        pub ny_tid: bool,
    }
}

record! {
    /// The meeting was held, as told by another event of the same act.
    pub struct MoteGenomfort {
        /// The booking.
        pub mote: Id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn booked(minutes: u32) -> MoteBokat {
        MoteBokat {
            art: BokningArt::Samtal,
            dag: date(2026, 12, 7),
            klockan: time(10, 0, 0, 0),
            minuter: minutes,
            form: Motesform::HosOss,
            plats: None,
            deltagare: Vec::new(),
            tolk: None,
            kallelse: Kallelse::Tillsammans,
            ersatter: None,
        }
    }

    #[test]
    fn two_meetings_collide_when_they_share_a_minute() {
        let at = |hour, minute| date(2026, 12, 7).at(hour, minute, 0, 0);
        let hour = booked(60);
        assert!(hour.collides(at(10, 0), 1) && hour.collides(at(10, 59), 30) && hour.collides(at(9, 0), 61));
        assert!(!hour.collides(at(11, 0), 60) && !hour.collides(at(9, 0), 60));
        assert!(!hour.collides(date(2026, 12, 8).at(10, 0, 0, 0), 60));
    }
}
