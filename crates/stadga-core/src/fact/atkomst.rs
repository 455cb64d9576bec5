//! Facts about who may see a person's record besides those whose work it is: bars, emergency openings, reviews.

use crate::id::Id;
use crate::words;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

words! {
    /// Why somebody among the staff must not see a person's record.
    pub enum Sparrgrund {
        Jav = "jav", "Jäv: har ett eget intresse i saken";
        Narstaende = "narstaende", "Närstående till personen";
        Hot = "hot", "Hot eller våld mellan dem";
    }
}

words! {
    /// Why two persons are kept apart.
    pub enum Omsesidiggrund {
        Vald = "vald", "Våld eller hot mellan dem";
        Motstaende = "motstaende", "Motstående intressen";
        Narstaende = "narstaende", "Närstående som inte ska veta om varandra";
        Annat = "annat", "Annat";
    }
}

words! {
    /// What the head found of an emergency opening.
    pub enum Oppningsbedomning {
        Befogad = "befogad", "Det fanns skäl att öppna";
        Utreds = "utreds", "Behöver utredas vidare";
        Obefogad = "obefogad", "Det fanns inte skäl att öppna";
    }
}

words! {
    /// What a head goes through each month.
    pub enum Granskning {
        Logg = "logg", "Vem som har läst";
        Andringar = "andringar", "Ändrade behörigheter, rutiner och delegation";
    }
}

record! {
    /// Somebody among the staff must not see anything of the person. Stands in the person's stream and in each case.
    pub struct SparrRegistrerad {
        /// Who.
        pub anvandare: Id,
        /// Why.
        pub grund: Sparrgrund,
    }
}

record! {
    /// A bar was lifted.
    pub struct SparrHavd {
        /// Who may see again what their work gives them.
        pub anvandare: Id,
        /// Why.
        pub skal: String,
    }
}

record! {
    /// The person and another are kept apart: nobody works with both, and neither is named to the other. Stands in the
    /// streams of both persons and in each case of theirs.
    pub struct OmsesidigSparrRegistrerad {
        /// The other one. No name and no number: whoever may know who it is finds it by this.
        pub andra: Id,
        /// Why.
        pub grund: Omsesidiggrund,
        /// What it is about, where none of the grounds says it. Names nobody.
        #[serde(default)]
        pub beskrivning: Option<String>,
        /// The case's caseworker handles a case of the other's too.
        #[serde(default)]
        pub delad_handlaggare: bool,
        /// Somebody is a therapist of both.
        #[serde(default)]
        pub delad_behandlare: bool,
    }
}

record! {
    /// Two persons are kept apart no longer.
    pub struct OmsesidigSparrHavd {
        /// The other one.
        pub andra: Id,
        /// Why.
        pub skal: String,
    }
}

record! {
    /// The name of somebody among the staff is left out of what goes to the person (FL 33 § fourth paragraph).
    pub struct NamnuppgiftUtelamnad {
        /// Whose name.
        pub anvandare: Id,
        /// What is feared.
        pub skal: String,
    }
}

record! {
    /// Somebody without a part in the case opened it, for a reason of their own telling.
    pub struct NodoppningGjord {
        /// Why.
        pub skal: String,
        /// Last day it can be read, inclusive.
        pub till: Date,
        /// The instant from which it cannot be read, where the packs say how many hours; else the day out.
        #[serde(default)]
        pub upphor: Option<Timestamp>,
    }
}

record! {
    /// The head has looked at an emergency opening.
    pub struct NodoppningGranskad {
        /// Which.
        pub oppning: Id,
        /// What was found.
        pub bedomning: Oppningsbedomning,
        /// What was done about it.
        #[serde(default)]
        pub anteckning: Option<String>,
    }
}

record! {
    /// A head has gone through what a month's log or list of changes says.
    pub struct GranskningSignerad {
        /// Which of them.
        pub art: Granskning,
        /// The unit whose head it was.
        pub enhet: Id,
        /// Any day of the month that was gone through.
        pub manad: Date,
        /// What was found, and what was done about it.
        pub anteckning: String,
    }
}
