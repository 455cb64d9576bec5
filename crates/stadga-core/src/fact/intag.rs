//! Facts of intake: reports, who made them, the preliminary assessment, representatives, withdrawal.

use crate::fact::arende::Kanal;
use crate::id::Id;
use crate::words;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

words! {
    /// What a person needs support with: the six that the act names (SoL 13:10). "Tabletter" are medicines.
    pub enum Problemtyp {
        Alkohol = "alkohol", "Alkohol";
        Narkotika = "narkotika", "Narkotika";
        AndraMedel = "andra_medel", "Andra beroendeframkallande medel";
        Lakemedel = "lakemedel", "Läkemedel (tabletter)";
        Dopningsmedel = "dopningsmedel", "Dopningsmedel";
        Spel = "spel", "Spel om pengar";
    }
}

words! {
    /// How far it has gone.
    pub enum Allvarlighetsgrad {
        Riskbruk = "riskbruk", "Riskbruk";
        SkadligtBruk = "skadligt_bruk", "Skadligt bruk";
        Beroende = "beroende", "Beroende";
    }
}

words! {
    /// Who handed in an application.
    pub enum Lamnare {
        DenEnskilde = "den_enskilde", "Personen själv";
        Ombud = "ombud", "Ombud";
        GodMan = "god_man", "God man";
        Forvaltare = "forvaltare", "Förvaltare";
        Annan = "annan", "Någon annan";
    }
}

words! {
    /// What somebody who speaks for another showed when the application came in (FL 15 §).
    pub enum Behorighet {
        SkriftligFullmakt = "skriftlig_fullmakt", "Skriftlig fullmakt";
        MuntligFullmakt = "muntlig_fullmakt", "Muntlig fullmakt från personen";
        Forordnande = "forordnande", "Förordnande för god man eller förvaltare";
        Ingen = "ingen", "Ingen än";
    }
}

words! {
    /// Whom a representative is.
    pub enum Foretradarroll {
        Ombud = "ombud", "Ombud";
        GodMan = "god_man", "God man";
        Forvaltare = "forvaltare", "Förvaltare";
        /// Comes along and helps; speaks for nobody (FL 14 §).
        Bitrade = "bitrade", "Biträde";
        Annan = "annan", "Någon annan";
    }
}

words! {
    /// What a representative may do for the person.
    pub enum Fullmaktsratt {
        Ansoka = "ansoka", "Ansöka";
        TaEmot = "ta_emot", "Ta emot handlingar";
        YttraSig = "yttra_sig", "Yttra sig";
        Overklaga = "overklaga", "Överklaga";
        BevakaRatt = "bevaka_ratt", "Bevaka personens rätt";
        ForvaltaEgendom = "forvalta_egendom", "Förvalta egendom";
        SorjaForPerson = "sorja_for_person", "Sörja för personen";
    }
}

words! {
    /// Who appointed a god man or förvaltare.
    pub enum Forordnare {
        Tingsratten = "tingsratten", "Tingsrätten";
        Overformyndaren = "overformyndaren", "Överförmyndaren";
    }
}

words! {
    /// What an authority to represent rests on.
    pub enum Fullmaktsart {
        Skriftlig = "skriftlig", "Skriftlig fullmakt";
        Muntlig = "muntlig", "Muntlig fullmakt";
        Forordnande = "forordnande", "Förordnande för god man eller förvaltare";
        Bekraftad = "bekraftad", "Personen själv står för ansökan";
    }
}

words! {
    /// What came in, when it is no application.
    pub enum Anmalansslag {
        Oro = "oro", "Anmälan om oro";
        Polis = "polis", "Meddelande från polisen";
        /// Somebody was taken care of as drunk (lag 1976:511).
        Lob = "lob", "Omhändertagen enligt LOB, meddelande från polisen";
        Vard = "vard", "Anmälan från hälso- och sjukvården";
        Lvm = "lvm", "Anmälan om behov av tvångsvård (6 § LVM)";
        Annat = "annat", "Annan uppgift";
    }
}

words! {
    /// What the preliminary assessment of a report led to.
    pub enum Forhandsutfall {
        Inleds = "inleds", "Utredning inleds";
        InledsInte = "inleds_inte", "Utredning inleds inte";
    }
}

words! {
    /// The legal grounds on which an investigation is opened.
    pub enum Utredningsgrund {
        Sol = "sol", "14 kap. 2 § SoL";
        Lvm = "lvm", "7 § LVM";
    }
}

impl Utredningsgrund {
    /// Whether an investigation is opened on this ground, as it is stored.
    pub fn is(self, lagrum: &str) -> bool {
        self.label() == lagrum
    }
}

words! {
    /// How much of an application is withdrawn.
    pub enum Aterkallelse {
        Hel = "hel", "Hela ansökan";
        Delvis = "delvis", "En del av ansökan";
    }
}

record! {
    /// A report, or other information that may call for a measure, came in (SoL 14:2).
    pub struct AnmalanInkommen {
        /// What kind of information it is.
        pub slag: Anmalansslag,
        /// How it came in.
        pub kanal: Kanal,
        /// What is reported. Not who reports: that lies apart.
        pub innehall: String,
        /// What else was said.
        pub anteckning: Option<String>,
        /// What the person may need support with.
        pub problem: Vec<Problemtyp>,
        /// How far it has gone.
        pub allvarlighetsgrad: Option<Allvarlighetsgrad>,
    }
}

record! {
    /// Who made a report. Shown on its own page only, never in a list, a letter or to a provider (OSL 26:5).
    pub struct AnmalareUppgiven {
        /// The reporter asks not to be known; then nothing else is kept.
        pub anonym: bool,
        /// The name.
        pub namn: Option<String>,
        /// Telephone or address.
        pub kontakt: Option<String>,
        /// How the reporter knows the person.
        pub forhallande: Option<String>,
    }
}

record! {
    /// The preliminary assessment of a report: whether an investigation is opened (SoL 14:2).
    pub struct ForhandsbedomningGjord {
        /// What it led to.
        pub utfall: Forhandsutfall,
        /// Why.
        pub skal: String,
    }
}

record! {
    /// Somebody showed authority to speak for the person (FL 14, 15 §§).
    pub struct FullmaktRegistrerad {
        /// The representative's name.
        pub foretradare: String,
        /// In what capacity.
        pub roll: Foretradarroll,
        /// What the authority rests on.
        pub art: Fullmaktsart,
        /// What it covers.
        pub omfattning: Option<String>,
        /// Last day, inclusive; open when none.
        pub galler_till: Option<Date>,
        /// The representative's postal address, a line each.
        #[serde(default)]
        pub adress: Option<String>,
        /// What the representative may do; older ones say it in words alone.
        #[serde(default)]
        pub behorighet: Vec<Fullmaktsratt>,
        /// Whether the person has signed it.
        #[serde(default)]
        pub undertecknad: bool,
        /// Whether the original was shown, to whoever registers it and on that day.
        #[serde(default)]
        pub original_visat: bool,
        /// Why it is not in writing.
        #[serde(default)]
        pub skal: Option<String>,
        /// Who appointed, for a god man or förvaltare.
        #[serde(default)]
        pub forordnad_av: Option<Forordnare>,
    }
}

record! {
    /// An authority to represent was withdrawn.
    pub struct FullmaktAterkallad {
        /// The event that registered it.
        pub fullmakt: Id,
        /// What was said.
        pub anteckning: Option<String>,
    }
}

record! {
    /// The person withdrew the application, or a part of it.
    pub struct AnsokanAterkallad {
        /// How much.
        pub omfattning: Aterkallelse,
        /// Which part, or what was said.
        pub galler: Option<String>,
        /// How it was told.
        pub kanal: Kanal,
    }
}
