//! Facts of compulsory care once the court has it: ruling, place, care, absences, what comes after (LVM 12, 20-30 §§).

use crate::fact::handling::Fil;
use crate::id::Id;
use crate::words;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

words! {
    /// What the court decided of care (LVM 5 §).
    pub enum Vardutfall {
        Vard = "vard", "Tvångsvård ska ges";
        Avslag = "avslag", "Ansökan avslås";
        Annat = "annat", "Målet avskrivs eller avvisas";
    }
}

words! {
    /// Where compulsory care is given (LVM 22, 24 §§).
    pub enum Vardstalle {
        LvmHem = "lvm_hem", "LVM-hem";
        Sjukhus = "sjukhus", "Sjukhus";
    }
}

words! {
    /// Time that is not counted as care (LVM 21 §).
    pub enum Vardavbrott {
        Avviken = "avviken", "Vistas olovligen utanför hemmet";
        Haktad = "haktad", "Häktad";
        Fangelse = "fangelse", "Intagen i kriminalvårdsanstalt";
    }
}

words! {
    /// Why compulsory care ended (LVM 12, 20, 25 §§).
    pub enum Vardslut {
        Utskriven = "utskriven", "Utskriven, syftet med vården är uppnått";
        Tiden = "tiden", "Utskriven, vårdtiden är slut";
        Upphort = "upphort", "Domen har upphört att gälla (12 §)";
        Annat = "annat", "Annat";
    }
}

words! {
    /// Whom help is asked of (LVM 45 §).
    pub enum Handrackare {
        Polisen = "polisen", "Polismyndigheten";
        Kriminalvarden = "kriminalvarden", "Kriminalvården";
    }
}

words! {
    /// What help is asked for (LVM 45 § first paragraph).
    pub enum Handrackningssyfte {
        Lakarundersokning = "lakarundersokning", "Föra personen till läkarundersökning";
        Vard = "vard", "Föra personen till LVM-hem eller sjukhus";
    }
}

record! {
    /// Statens institutionsstyrelse was asked for a place (LVM 25 §).
    pub struct VardplatsBegard {
        /// It is acute: a place is to be given at once.
        pub akut: bool,
        /// What the home needs to know.
        pub behov: String,
    }
}

record! {
    /// A place was given (LVM 25 §).
    pub struct VardplatsAnvisad {
        /// The home.
        pub hem: String,
        /// The day it can be taken.
        pub fran: Option<Date>,
    }
}

record! {
    /// Help was asked of the police or the prison service (LVM 45 §).
    pub struct HandrackningBegard {
        /// Of whom.
        pub hos: Handrackare,
        /// For what.
        pub syfte: Handrackningssyfte,
        /// The special circumstances.
        pub omstandigheter: String,
    }
}

record! {
    /// The court decided on care (LVM 5 §). The day is that of the ruling.
    pub struct TvangsvardsdomInkommen {
        /// The court.
        pub domstol: String,
        /// The number of the case there.
        pub malnummer: String,
        /// What it decided.
        pub utfall: Vardutfall,
        /// It applies at once (43 §).
        pub omedelbart: bool,
        /// The ruling.
        pub filer: Vec<Fil>,
    }
}

record! {
    /// The ruling gained legal force. The day is the one it did (LVM 12 §).
    pub struct TvangsvardsdomLagakraft {
        /// Which ruling.
        pub dom: Id,
    }
}

record! {
    /// Care began: the person came to a home or a hospital (LVM 20 §).
    pub struct TvangsvardPaborjad {
        /// Where.
        pub stalle: Vardstalle,
        /// Its name.
        pub namn: String,
    }
}

record! {
    /// Time that is not counted as care began (LVM 21 §). The day is the first that is not counted.
    pub struct TvangsvardAvbruten {
        /// Why.
        pub orsak: Vardavbrott,
        /// What is known.
        pub anteckning: Option<String>,
    }
}

record! {
    /// The time is counted again. The day is the first that is counted.
    pub struct TvangsvardAterupptagen {
        /// Which interruption.
        pub avbrott: Id,
    }
}

record! {
    /// A plan for care in another form was drawn up (LVM 27, 28 §§).
    pub struct VardformPlanerad {
        /// The plan.
        pub plan: String,
        /// How the person took part.
        pub delaktighet: String,
        /// What was agreed with Statens institutionsstyrelse.
        pub samrad: String,
    }
}

record! {
    /// Care in another form began (LVM 27 §).
    pub struct VardformPaborjad {
        /// Where.
        pub var: String,
    }
}

record! {
    /// The person was fetched back to the home (LVM 27 § third paragraph).
    pub struct VardformAvslutad {
        /// Why.
        pub skal: String,
    }
}

record! {
    /// What comes after compulsory care was planned with the person (LVM 3, 30 §§).
    pub struct EftervardPlanerad {
        /// Where the person will live.
        pub bostad: Option<String>,
        /// Work or education.
        pub sysselsattning: Option<String>,
        /// Support and treatment that was offered, on a voluntary ground.
        pub frivillig_vard: Option<String>,
        /// What the person says of it.
        pub egen_syn: String,
    }
}

record! {
    /// Compulsory care ended (LVM 20, 25 §§).
    pub struct TvangsvardUpphord {
        /// Why.
        pub orsak: Vardslut,
        /// What is known.
        pub anteckning: Option<String>,
    }
}
