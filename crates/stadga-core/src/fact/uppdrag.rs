//! Facts at the provider: the assignment, the people, the plan, the follow-ups, the end.

use crate::fact::beslut::Malinriktning;
use crate::id::Id;
use crate::words;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

words! {
    /// What kind of meeting it was.
    pub enum MoteArt {
        Inledande = "inledande", "Inledande möte";
        Uppfoljning = "uppfoljning", "Uppföljningsmöte";
        Annat = "annat", "Annat möte";
    }
}

words! {
    /// The person's word on the plan. Not wanting to sign is always allowed.
    pub enum Godkannande {
        Godkand = "godkand", "Godkänd av den enskilde";
        VillInteSkrivaPa = "vill_inte_skriva_pa", "Vill inte skriva på";
        EjDeltagit = "ej_deltagit", "Har inte velat delta";
    }
}

words! {
    /// What the follow-up leads to.
    pub enum Fortsattning {
        Fortsatter = "fortsatter", "Insatsen fortsätter som den är";
        Andras = "andras", "Behoven har ändrats";
        Avslutas = "avslutas", "Insatsen avslutas";
    }
}

record! {
    /// An assignment reached a provider. What it holds is all that the provider may see of the case.
    pub struct UppdragBestallt {
        /// The case's stream.
        pub arende: Id,
        /// The person's stream.
        pub person: Id,
        /// The provider's unit.
        pub utforare: Id,
        /// The caseworker who ordered.
        pub bestallare: Id,
        /// The insats.
        pub insats: String,
        /// The goal of the decision.
        pub mal: String,
        /// Extent and frequency.
        pub omfattning: String,
        /// First day, inclusive.
        pub fran: Date,
        /// Last day, inclusive; open when none.
        pub till: Option<Date>,
        /// What else the caseworker chose to hand over.
        pub overlamnat: Option<String>,
        /// The directions of the goal, handed over with it.
        #[serde(default)]
        pub malinriktning: Vec<Malinriktning>,
    }
}

record! {
    /// The decision behind the assignment was changed or ended. Of it the provider is told what the order told.
    pub struct UppdragAndrat {
        /// Whether the insats is to end.
        pub upphor: bool,
        /// The goal; empty when the order did not tell it.
        pub mal: String,
        /// Extent and frequency; empty when the order did not tell it.
        pub omfattning: String,
        /// First day of the new terms, inclusive.
        pub fran: Option<Date>,
        /// Last day of the insats, inclusive; open when none.
        pub till: Option<Date>,
        /// The directions of the goal.
        #[serde(default)]
        pub malinriktning: Vec<Malinriktning>,
    }
}

record! {
    /// The provider's manager accepted the assignment.
    pub struct UppdragMottaget {}
}

record! {
    /// The provider's manager returned the assignment.
    pub struct UppdragAterlamnat {
        /// Why: no room, wrong target group.
        pub skal: String,
    }
}

record! {
    /// A therapist was named.
    pub struct BehandlareUtsedd {
        /// The therapist.
        pub behandlare: Id,
    }
}

record! {
    /// A meeting took place.
    pub struct MoteHallet {
        /// What kind.
        pub art: MoteArt,
        /// Who took part.
        pub deltagare: Vec<String>,
        /// What was said.
        pub sammanfattning: String,
    }
}

record! {
    /// The insats began for the person.
    pub struct InsatsPaborjad {}
}

record! {
    /// The implementation plan was drawn up or revised.
    pub struct GenomforandeplanUpprattad {
        /// The person's own words.
        pub egna_ord: String,
        /// The goals, one a line.
        pub mal: Vec<String>,
        /// What is done, by whom and when.
        pub arbetssatt: String,
        /// The person's word on it.
        pub godkannande: Godkannande,
    }
}

record! {
    /// A note in the provider's journal.
    pub struct GenomforandeanteckningSkriven {
        /// The text.
        pub text: String,
        /// The goals of the plan it is about.
        pub mal: Vec<String>,
        /// Whether the caseworker needs to know.
        pub handlaggaren_behover_veta: bool,
    }
}

record! {
    /// A follow-up was made together with the person.
    pub struct UppfoljningGjord {
        /// The person's view, first.
        pub egen_syn: String,
        /// Whether the goals are being reached.
        pub maluppfyllelse: String,
        /// Whether ASI or another instrument supported it, or why not.
        pub instrument: String,
        /// What it leads to.
        pub fortsattning: Fortsattning,
    }
}

record! {
    /// The closing talk was held.
    pub struct AvslutningssamtalHallet {
        /// Who took part.
        pub deltagare: Vec<String>,
        /// What was said.
        pub sammanfattning: String,
    }
}

record! {
    /// The insats ended.
    pub struct InsatsAvslutad {
        /// Why.
        pub skal: String,
    }
}
