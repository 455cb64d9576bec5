//! Facts of disclosure: what was asked for, on which ground it was assessed, what left, what was refused.
//!
//! What a party asks for, what another authority asks for and what anybody asks for as a public document goes the
//! same way (OSL 6, 10 and 26 kap., TF 2 kap.).

use crate::fact::arende::TillForetradare;
use crate::fact::delgivning::Delgivningsbevis;
use crate::fact::handling::Fil;
use crate::id::Id;
use crate::words;
use serde::{Deserialize, Serialize};

words! {
    /// Who asks.
    pub enum Fragande {
        Part = "part", "Parten, eller den som företräder parten";
        Myndighet = "myndighet", "En annan myndighet";
        Domstol = "domstol", "Domstol";
        Allmanhet = "allmanhet", "Någon annan, som allmän handling";
    }
}

words! {
    /// The ground on which something secret may be disclosed.
    pub enum Utlamnandegrund {
        Samtycke = "samtycke", "Personen har samtyckt (10 kap. 1 § OSL)";
        Nodvandigt = "nodvandigt", "Nödvändigt för vår egen verksamhet (10 kap. 2 § OSL)";
        Part = "part", "Partens rätt att ta del (10 kap. 3 § OSL)";
        EgnaUppgifter = "egna_uppgifter", "Personens egna uppgifter (12 kap. 1 § OSL)";
        Uppgiftsskyldighet = "uppgiftsskyldighet", "Uppgiftsskyldighet i lag (10 kap. 28 § OSL)";
        Vard = "vard", "Nödvändig vård eller stöd (26 kap. 9 § OSL)";
        IngetMen = "inget_men", "Det står klart att ingen lider men (26 kap. 1 § OSL)";
        Ingen = "ingen", "Det finns ingen grund";
    }
}

words! {
    /// What the assessment led to.
    pub enum Utlamnandeutfall {
        Lamnas = "lamnas", "Lämnas ut";
        Delvis = "delvis", "Lämnas ut delvis, resten maskeras";
        Forbehall = "forbehall", "Lämnas ut med förbehåll (10 kap. 14 § OSL)";
        Nekas = "nekas", "Lämnas inte ut";
    }
}

record! {
    /// Whether something may be disclosed was assessed.
    pub struct UtlamnandeProvat {
        /// Who asks.
        pub fragande: Fragande,
        /// The name; the party needs none.
        pub till: Option<String>,
        /// Where it would be sent, a line each.
        pub adress: Option<String>,
        /// What is asked for.
        pub vad: String,
        /// The ground.
        pub grund: Utlamnandegrund,
        /// What it led to.
        pub utfall: Utlamnandeutfall,
        /// How it was assessed.
        pub skal: Option<String>,
    }
}

record! {
    /// Something left the file: a copy written anew, without what was masked.
    pub struct UtlamnandeGjort {
        /// The assessment it rests on.
        pub provning: Option<Id>,
        /// Who got it.
        pub fragande: Fragande,
        /// The name of whoever is no party.
        pub till: Option<String>,
        /// The party's representative, in the party's place or with a copy.
        pub foretradare: Option<TillForetradare>,
        /// The events whose text went along.
        pub delar: Vec<Id>,
        /// The files that went along as they are: the event, a slash and the place there, from 0.
        pub bilagor: Vec<String>,
        /// The cases it tells of, when it tells of more than this one: whoever opens it must reach them all.
        #[serde(default)]
        pub akter: Vec<Id>,
        /// How many passages were masked. The passages themselves are kept nowhere.
        #[serde(default)]
        pub maskerat: u32,
        /// What the recipient may not do with it.
        pub forbehall: Option<String>,
        /// The copy as it left.
        #[serde(default)]
        pub brev: Vec<Fil>,
    }
}

record! {
    /// The authority decided not to disclose, or to disclose with reservation (OSL 6:3).
    pub struct UtlamnandeNekat {
        /// The assessment it rests on.
        pub provning: Id,
        /// What is not disclosed.
        pub nekas: String,
        /// The sections that keep it secret.
        pub lagrum: String,
        /// Why.
        pub skal: String,
        /// What the recipient may not do with what is disclosed.
        pub forbehall: Option<String>,
        /// The decision as it was sent.
        #[serde(default)]
        pub brev: Vec<Fil>,
    }
}

record! {
    /// It is proven that whoever asked has got the decision. The day is the event's.
    pub struct UtlamnandebeslutDelgivet {
        /// The decision.
        pub beslut: Id,
        /// What proves it.
        pub bevis: Delgivningsbevis,
    }
}

record! {
    /// The decision not to disclose was appealed. The day it came in is the event's.
    pub struct UtlamnandebeslutOverklagat {
        /// The decision.
        pub beslut: Id,
        /// What is wrong with it, in the words of whoever appeals.
        pub innehall: String,
        /// The appeal as it came in.
        pub filer: Vec<Fil>,
    }
}
