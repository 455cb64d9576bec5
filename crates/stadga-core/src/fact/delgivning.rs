//! Facts of service: how a decision reaches the person so that it can be proven (delgivningslagen 2010:1932).
//!
//! Substitutes, the door and public notice are not here: they are never used with a person in the exercise
//! of authority (SoL 14:12, LVM 41 §).

use crate::fact::arende::TillForetradare;
use crate::fact::handling::Fil;
use crate::id::Id;
use crate::words;
use serde::{Deserialize, Serialize};

words! {
    /// How a document is served.
    pub enum Delgivningssatt {
        Mottagningsbevis = "mottagningsbevis", "Brev med mottagningsbevis";
        Overlamnad = "overlamnad", "Lämnas över personligen";
        Elektronisk = "elektronisk", "Säkert meddelande, med kvittens";
        Muntlig = "muntlig", "Läses upp";
        Stamningsman = "stamningsman", "Stämningsman";
        Forenklad = "forenklad", "Förenklad delgivning, med post";
        ForenkladElektronisk = "forenklad_elektronisk", "Förenklad delgivning, elektroniskt";
    }
}

impl Delgivningssatt {
    /// Whether it is simplified service, done by time alone (22-26 §§).
    pub const fn simplified(self) -> bool {
        matches!(self, Self::Forenklad | Self::ForenkladElektronisk)
    }

    /// Whether the document has reached the person in the act itself.
    pub const fn at_once(self) -> Option<Delgivningsbevis> {
        match self {
            Self::Overlamnad => Some(Delgivningsbevis::Overlamnad),
            Self::Muntlig => Some(Delgivningsbevis::Upplast),
            _ => None,
        }
    }
}

words! {
    /// What proves that the person has got it, and which day.
    pub enum Delgivningsbevis {
        Mottagningsbevis = "mottagningsbevis", "Mottagningsbevis";
        Overlamnad = "overlamnad", "Lämnat i handen";
        Kvittens = "kvittens", "Kvittens på säkert meddelande";
        Upplast = "upplast", "Uppläst";
        Stamningsman = "stamningsman", "Intyg från stämningsman";
        EgenUppgift = "egen_uppgift", "Personen har själv sagt vilken dag";
        EgenHandling = "egen_handling", "Personen har svarat på det";
    }
}

words! {
    /// How the person was told that simplified service may be used (25 §).
    pub enum Upplysningssatt {
        Delgivet = "delgivet", "Upplysningen är delgiven för sig";
        VidInlaga = "vid_inlaga", "I samband med att personen själv lämnade in något";
    }
}

record! {
    /// The person was told that simplified service may be used in the case.
    pub struct DelgivningUpplyst {
        /// How.
        pub satt: Upplysningssatt,
        /// The letter as it was sent.
        #[serde(default)]
        pub brev: Vec<Fil>,
    }
}

record! {
    /// A decision was sent or handed over to be served. The day is the event's.
    pub struct DelgivningSkickad {
        /// Which decision.
        pub beslut: Id,
        /// How.
        pub satt: Delgivningssatt,
        /// The representative it was sent to, in the person's place or with a copy; none for the person alone.
        pub till: Option<TillForetradare>,
    }
}

record! {
    /// The message that simplified service demands the next working day was sent.
    pub struct KontrollmeddelandeSkickat {
        /// The sending it belongs to.
        pub delgivning: Id,
        /// The decision.
        pub beslut: Id,
        /// The letter as it was sent.
        #[serde(default)]
        pub brev: Vec<Fil>,
    }
}

record! {
    /// It is proven that the person got the decision. The day is the event's.
    pub struct DelgivningSkedd {
        /// Which decision.
        pub beslut: Id,
        /// The sending, when it was sent to be served.
        pub delgivning: Option<Id>,
        /// What proves it.
        pub bevis: Delgivningsbevis,
        /// What else there is to say.
        pub anteckning: Option<String>,
    }
}
