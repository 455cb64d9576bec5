//! Facts of the case itself: opening, application, caseworker, notes, closing.

use crate::fact::handling::Fil;
use crate::fact::intag::{Allvarlighetsgrad, Behorighet, Lamnare, Problemtyp};
use crate::id::Id;
use crate::words;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

words! {
    /// What opened the case. An application opens the investigation directly; a report does not.
    pub enum ArendeArt {
        Ansokan = "ansokan", "Ansökan";
        Anmalan = "anmalan", "Anmälan";
    }
}

words! {
    /// How something came in or was sent.
    pub enum Kanal {
        Telefon = "telefon", "Telefon";
        Besok = "besok", "Besök";
        Brev = "brev", "Brev";
        Etjanst = "e_tjanst", "E-tjänst";
        SakerMeddelande = "saker_meddelande", "Säkert meddelande";
        Muntligt = "muntligt", "Muntligt";
        OppenVerksamhet = "oppen_verksamhet", "Öppen verksamhet";
    }
}

impl Kanal {
    /// Whether what is sent is a text that stays: a letter, on paper or not.
    pub fn is_written(self) -> bool {
        matches!(self, Self::Brev | Self::Etjanst | Self::SakerMeddelande)
    }
}

words! {
    /// Whom a letter goes to.
    pub enum Brevmottagare {
        Personen = "personen", "Personen";
        Kopia = "kopia", "Personen, med kopia till företrädaren";
        Foretradaren = "foretradaren", "Företrädaren";
    }
}

record! {
    /// A representative as the recipient of a letter.
    pub struct TillForetradare {
        /// The event that registered the authority.
        pub fullmakt: Id,
        /// The person got the letter, and the representative a copy.
        pub kopia: bool,
    }
}

words! {
    /// What a note is about: it becomes the heading.
    pub enum Anteckningsart {
        Telefonsamtal = "telefonsamtal", "Telefonsamtal";
        Besok = "besok", "Besök";
        Hembesok = "hembesok", "Hembesök";
        Mote = "mote", "Möte";
        Brev = "brev", "Mejl eller brev";
        Annat = "annat", "Anteckning";
    }
}

words! {
    /// Why a case was closed.
    pub enum Avslutsorsak {
        InsatsenKlar = "insatsen_klar", "Insatsen är genomförd";
        Avslag = "avslag", "Ansökan avslogs";
        Aterkallad = "aterkallad", "Ansökan återkallades";
        Flyttat = "flyttat", "Personen har flyttat";
        Avliden = "avliden", "Personen har avlidit";
        IngenUtredning = "ingen_utredning", "Utredning inleddes inte";
        Annat = "annat", "Annat, se skäl";
    }
}

record! {
    /// A case was opened.
    pub struct ArendeOppnat {
        /// The person's stream.
        pub person: Id,
        /// The unit that is to handle it.
        pub enhet: Id,
        /// What opened it.
        pub art: ArendeArt,
        /// The reception that took it in and keeps it until a caseworker is named.
        #[serde(default)]
        pub mottagning: Option<Id>,
    }
}

record! {
    /// An application came in. Received orally, it is noted when and by whom (FL 27 §).
    pub struct AnsokanInkommen {
        /// How it came in.
        pub kanal: Kanal,
        /// What the person applies for, in the person's words.
        pub galler: String,
        /// The name of whoever called or handed it in, when somebody else than the person.
        pub lamnad_av: Option<String>,
        /// What else was said.
        pub anteckning: Option<String>,
        /// The files it came as.
        #[serde(default)]
        pub filer: Vec<Fil>,
        /// In what capacity it was handed in.
        #[serde(default)]
        pub lamnare: Option<Lamnare>,
        /// What authority was shown.
        #[serde(default)]
        pub behorighet: Option<Behorighet>,
        /// What the person needs support with.
        #[serde(default)]
        pub problem: Vec<Problemtyp>,
        /// How far it has gone.
        #[serde(default)]
        pub allvarlighetsgrad: Option<Allvarlighetsgrad>,
    }
}

record! {
    /// The three safety questions at intake were answered.
    pub struct SkyddsfragorStallda {
        /// Children live with or visit the person.
        pub barn: bool,
        /// Violence in a close relationship is suspected or told of.
        pub vald: bool,
        /// Something must be done today.
        pub akut: bool,
    }
}

record! {
    /// A caseworker was named.
    pub struct HandlaggareUtsedd {
        /// The caseworker.
        pub handlaggare: Id,
        /// Somebody else was the caseworker before.
        #[serde(default)]
        pub byte: bool,
        /// What the one who hands over wants the new one to know.
        #[serde(default)]
        pub overlamning: Option<String>,
    }
}

record! {
    /// The person was told who the new caseworker is.
    pub struct HandlaggarbyteMeddelat {
        /// How.
        pub kanal: Kanal,
        /// The letter as it was sent, when it was in writing.
        #[serde(default)]
        pub brev: Vec<Fil>,
        /// The representative it was sent to, in the person's place or with a copy; none for the person alone.
        #[serde(default)]
        pub till: Option<TillForetradare>,
    }
}

record! {
    /// The person objects to something that stands in the record (SoL 14:6).
    pub struct InvandningAntecknad {
        /// The event it is about.
        pub handelse: Id,
        /// What the person says.
        pub invandning: String,
    }
}

record! {
    /// A note in the authority's journal.
    pub struct JournalanteckningSkriven {
        /// A short heading: "Telefonsamtal".
        pub rubrik: String,
        /// The text.
        pub text: String,
        /// Where it was first written, when it was moved here.
        #[serde(default)]
        pub flyttad: Option<Flytt>,
    }
}

/// Who first wrote a note, and when, that was moved from where it did not belong. It does not say from where: that
/// is somebody else's record, and only the audit trail names both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flytt {
    /// Who wrote it.
    pub skriven_av: Id,
    /// The day it was written down, in Stockholm.
    pub skriven: Date,
}

record! {
    /// A note was moved to where it belongs; the envelope says which. It does not say to where, nor whom the note is
    /// about: that is somebody else's record, and only the audit trail names both.
    pub struct AnteckningFlyttad {
        /// Why it did not belong here.
        pub skal: String,
    }
}

record! {
    /// A guideline was departed from.
    pub struct AvstegMotiverat {
        /// The rule, as `pack:key`.
        pub regel: String,
        /// The use case during which it happened.
        pub vid: String,
        /// The reason.
        pub skal: String,
    }
}

record! {
    /// An event was withdrawn; the envelope says which.
    pub struct HandelseAterkallad {
        /// The reason.
        pub skal: String,
    }
}

record! {
    /// The case was closed.
    pub struct ArendeAvslutat {
        /// Why.
        pub orsak: Avslutsorsak,
        /// The reason in words.
        pub skal: String,
        /// The last day those who handled it reach it, by the packs in force that day.
        #[serde(default)]
        pub nas_till: Option<Date>,
    }
}
