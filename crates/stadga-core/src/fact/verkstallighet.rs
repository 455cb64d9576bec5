//! Facts of carrying a decision out: offers, delay, interruption, what is reported (SoL 34 kap.).

use crate::id::Id;
use crate::words;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

words! {
    /// What the person said to an offer. Declining does not carry the decision out.
    pub enum Erbjudandesvar {
        InteSvarat = "inte_svarat", "Har inte svarat än";
        TackatJa = "tackat_ja", "Tackat ja";
        TackatNej = "tackat_nej", "Tackat nej";
    }
}

words! {
    /// Why a decision has not been carried out yet.
    pub enum Drojsmalsorsak {
        IngenPlats = "ingen_plats", "Ingen ledig plats";
        IngenPersonal = "ingen_personal", "Ingen personal som kan ge insatsen";
        TackatNej = "tackat_nej", "Personen har tackat nej till det som erbjudits";
        VillVanta = "vill_vanta", "Personen har bett att få vänta";
        NarInte = "nar_inte", "Personen går inte att nå";
        Annat = "annat", "Något annat";
    }
}

words! {
    /// What a time that is reported runs from.
    pub enum Verkstallighetsgrund {
        Beslut = "beslut", "Beslut";
        Avbrott = "avbrott", "Avbrott";
        Dom = "dom", "Dom";
    }
}

words! {
    /// Why a decision will not be carried out.
    pub enum Upphorandegrund {
        Avstar = "avstar", "Personen vill inte längre ha insatsen";
        Avliden = "avliden", "Personen har avlidit";
        Flyttat = "flyttat", "Personen har flyttat från kommunen";
        Ersatt = "ersatt", "Ett annat beslut gäller i stället";
        Annat = "annat", "Något annat";
    }
}

words! {
    /// What the third of the last four signs of a number says, when there is none.
    pub enum Kon {
        Kvinna = "kvinna", "Kvinna";
        Man = "man", "Man";
    }
}

record! {
    /// The insats was offered: a place, a time, a provider. The day is the event's.
    pub struct ErbjudandeLamnat {
        /// The decision: the first one, when it has been changed.
        pub beslut: Id,
        /// What was offered.
        pub vad: String,
        /// What the person said.
        pub svar: Erbjudandesvar,
        /// Why, in the person's words.
        pub skal: Option<String>,
    }
}

record! {
    /// The person answered an offer.
    pub struct ErbjudandeBesvarat {
        /// Which offer.
        pub erbjudande: Id,
        /// The decision.
        pub beslut: Id,
        /// The answer.
        pub svar: Erbjudandesvar,
        /// Why, in the person's words.
        pub skal: Option<String>,
    }
}

record! {
    /// Why it takes time, what that means for the person, and what is done meanwhile.
    pub struct DrojsmalAntecknat {
        /// The decision.
        pub beslut: Id,
        /// Why, as a word.
        pub orsak: Drojsmalsorsak,
        /// Why, in a few sentences: what the report says.
        pub skal: String,
        /// What the delay means for the person.
        pub foljder: Option<String>,
        /// What the person gets meanwhile.
        pub under_tiden: Option<String>,
    }
}

record! {
    /// Only a part of the decision is carried out; the rest is still to be reported.
    pub struct VerkstallighetDelvis {
        /// The decision.
        pub beslut: Id,
        /// What remains.
        pub aterstar: String,
    }
}

record! {
    /// The whole decision is carried out, from the day of the event. For what no assignment tells.
    pub struct BeslutVerkstallt {
        /// The decision.
        pub beslut: Id,
        /// What else there is to say.
        pub anteckning: Option<String>,
    }
}

record! {
    /// What had begun was interrupted: a new time runs from the day of the event.
    pub struct VerkstallighetAvbruten {
        /// The decision.
        pub beslut: Id,
        /// Why.
        pub skal: String,
    }
}

record! {
    /// The insats is given again after an interruption.
    pub struct VerkstallighetAterupptagen {
        /// The decision.
        pub beslut: Id,
        /// The interruption that ended.
        pub avbrott: Id,
    }
}

record! {
    /// The decision will not be carried out, for another reason than that it was.
    pub struct VerkstallighetUpphort {
        /// The decision.
        pub beslut: Id,
        /// Why.
        pub grund: Upphorandegrund,
        /// What else there is to say.
        pub anteckning: Option<String>,
    }
}

record! {
    /// A decision was reported as not carried out, for a quarter.
    pub struct IvoRapporterat {
        /// The decision.
        pub beslut: Id,
        /// The event the time runs from: the decision, the interruption or the ruling.
        pub handelse: Id,
        /// What kind of event that is.
        pub avser: Verkstallighetsgrund,
        /// The quarter: `2026-4`.
        pub kvartal: String,
        /// The reasons for the delay as they were reported.
        pub skal: String,
        /// Whether it has been sent to IVO.
        pub ivo: bool,
        /// Whether it has been sent to the municipality's auditors.
        pub revisorer: bool,
    }
}

record! {
    /// It was told that a decision reported before has been carried out.
    pub struct IvoVerkstallt {
        /// The decision.
        pub beslut: Id,
        /// The event the time ran from.
        pub handelse: Id,
        /// The day it was carried out.
        pub verkstallt_den: Date,
        /// Whether it has been sent to IVO.
        pub ivo: bool,
        /// Whether it has been sent to the municipality's auditors.
        pub revisorer: bool,
    }
}

record! {
    /// The number a person without one goes under in reports, always the same.
    pub struct RapportnummerSatt {
        /// `ÅÅÅÅMMDD-Tnnn`, or `-TFnn`.
        pub nummer: String,
    }
}
