//! Facts of what follows a decision: appeal, the test of its time, handing over, ruling, correction, review.

use crate::fact::handling::Fil;
use crate::fact::intag::Lamnare;
use crate::id::Id;
use crate::words;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

words! {
    /// How an appeal was made (FL 43 §).
    pub enum Overklagandeform {
        Skriftlig = "skriftlig", "Skriftligt";
        Nedtecknad = "nedtecknad", "Muntligt, nedtecknat med vår hjälp";
    }
}

words! {
    /// What the test of its time led to (FL 45 §).
    pub enum Rattidsutfall {
        ITid = "i_tid", "Kom in i tid";
        TasUpp = "tas_upp", "Kom in för sent men tas upp";
        Avvisas = "avvisas", "Kom in för sent och avvisas";
    }
}

words! {
    /// Why an appeal that came late is taken up all the same (FL 45 §).
    pub enum Rattidsundantag {
        FelaktigUnderrattelse = "felaktig_underrattelse", "Underrättelsen om hur man överklagar var fel eller saknades";
        HosDomstolen = "hos_domstolen", "Det kom in till domstolen i tid";
    }
}

words! {
    /// What the court decided.
    pub enum Domsutfall {
        Avslag = "avslag", "Överklagandet avslås";
        Bifall = "bifall", "Överklagandet bifalls";
        DelvisBifall = "delvis_bifall", "Överklagandet bifalls delvis";
        Aterforvisning = "aterforvisning", "Målet lämnas tillbaka till nämnden";
        Annat = "annat", "Avvisas eller avskrivs";
    }
}

record! {
    /// An appeal came in. The day it counts as come in is the event's (FL 22 §).
    pub struct OverklagandeInkommet {
        /// Which decision.
        pub beslut: Id,
        /// Who appeals.
        pub av: Lamnare,
        /// How.
        pub form: Overklagandeform,
        /// What is wrong with the decision and what is wanted, in the person's words.
        pub innehall: String,
        /// The day it reached the court, when it was sent there by mistake.
        pub nadde_domstolen: Option<Date>,
        /// The appeal as it came in.
        pub filer: Vec<Fil>,
    }
}

record! {
    /// Whether an appeal came in time was tested.
    pub struct OverklagandeProvat {
        /// Which appeal.
        pub overklagande: Id,
        /// The decision it is about.
        pub beslut: Id,
        /// What it led to.
        pub utfall: Rattidsutfall,
        /// Why it is taken up although it was late.
        pub undantag: Option<Rattidsundantag>,
        /// The reasons.
        pub skal: Option<String>,
        /// The letter as it was sent.
        #[serde(default)]
        pub brev: Vec<Fil>,
    }
}

record! {
    /// The appeal and the documents were handed over to the court (FL 46 §).
    pub struct OverklagandeOverlamnat {
        /// Which appeal.
        pub overklagande: Id,
        /// The decision it is about.
        pub beslut: Id,
        /// The court.
        pub domstol: String,
        /// The later decision handed over, when the one appealed was changed.
        pub nytt_beslut: Option<Id>,
        /// The letter as it was sent.
        #[serde(default)]
        pub brev: Vec<Fil>,
    }
}

record! {
    /// Whoever appealed took it back.
    pub struct OverklagandeAterkallat {
        /// Which appeal.
        pub overklagande: Id,
        /// The decision it was about.
        pub beslut: Id,
    }
}

record! {
    /// The court ruled. The day is the ruling's own, from which its clocks run.
    pub struct DomInkommen {
        /// Which appeal.
        pub overklagande: Id,
        /// The decision that was appealed.
        pub beslut: Id,
        /// The court.
        pub domstol: String,
        /// The number of the case at the court.
        pub malnummer: String,
        /// What it decided.
        pub utfall: Domsutfall,
        /// What that means: what is to be done now.
        pub innebord: String,
        /// The ruling.
        pub filer: Vec<Fil>,
    }
}

record! {
    /// An obvious clerical error in a decision was put right (FL 36 §).
    pub struct BeslutRattat {
        /// Which decision.
        pub beslut: Id,
        /// What stood there, and what it is to be read as.
        pub rattelse: String,
        /// Why it is obvious.
        pub skal: String,
        /// The letter as it was sent.
        #[serde(default)]
        pub brev: Vec<Fil>,
    }
}

record! {
    /// A decision was considered again, and it was found whether it is to be changed (FL 37-38 §§).
    pub struct BeslutOmprovat {
        /// Which decision.
        pub beslut: Id,
        /// Whether the person asked for it.
        pub pa_begaran: bool,
        /// Whether it is to be changed: that is done by a decision of its own.
        pub andras: bool,
        /// The reasons.
        pub skal: String,
    }
}
