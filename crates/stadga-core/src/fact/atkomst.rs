//! Facts about who may see a person's record besides those whose work it is: bars, emergency openings, reviews.

use crate::id::Id;
use crate::words;
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
    /// Somebody without a part in the case opened it, for a reason of their own telling.
    pub struct NodoppningGjord {
        /// Why.
        pub skal: String,
        /// Last day it can be read, inclusive.
        pub till: Date,
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
