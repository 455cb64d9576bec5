//! Facts of the investigation: opening, instruments, the text, communication.

use crate::fact::arende::{Kanal, TillForetradare};
use crate::fact::beslut::Malinriktning;
use crate::fact::handling::Fil;
use crate::fact::intag::{Allvarlighetsgrad, Problemtyp};
use crate::words;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

words! {
    /// An assessment instrument. Only date, outcome and a summary are kept; the form is its owner's.
    pub enum Instrument {
        Asi = "asi", "ASI";
        Audit = "audit", "AUDIT";
        Dudit = "dudit", "DUDIT";
        Addis = "addis", "ADDIS";
        NetPlan = "net_plan", "Net-Plan";
        Annat = "annat", "Annat instrument";
    }
}

words! {
    /// What became of the instrument. None of the outcomes stops a decision.
    pub enum Instrumentutfall {
        Genomfort = "genomfort", "Genomfört";
        Avbojt = "avbojt", "Avböjt av den enskilde";
        EjAktuellt = "ej_aktuellt", "Ej aktuellt";
    }
}

words! {
    /// The statutory grounds for leaving out communication (FL 25 §).
    pub enum Undantagsgrund {
        UppenbartObehovligt = "uppenbart_obehovligt", "Uppenbart obehövligt";
        AvsevartSvarare = "avsevart_svarare", "Beslutet skulle bli avsevärt svårare att genomföra";
        VasentligtIntresse = "vasentligt_intresse", "Ett väsentligt intresse kräver beslut omedelbart";
    }
}

words! {
    /// The answer to one of the two questions of SoL 11:1 and 12:1.
    pub enum Tillgodoses {
        Ja = "ja", "Ja";
        Delvis = "delvis", "Delvis";
        Nej = "nej", "Nej";
    }
}

record! {
    /// The investigation was opened.
    pub struct UtredningInledd {
        /// The legal ground: `14 kap. 2 § SoL`.
        pub lagrum: String,
        /// Why it was opened.
        pub skal: String,
    }
}

record! {
    /// An instrument was used, declined or not relevant.
    pub struct BedomningsinstrumentAnvant {
        /// Which.
        pub instrument: Instrument,
        /// What became of it.
        pub utfall: Instrumentutfall,
        /// The result in short, or the reason it was not used.
        pub sammanfattning: String,
    }
}

record! {
    /// The investigation was put together and is ready to be communicated.
    pub struct UtredningSammanstalld {
        /// How the person took part, and the person's own view and wishes.
        pub delaktighet: String,
        /// The situation and the needs.
        pub behov: String,
        /// Children: living with or visiting, and what is best for them.
        pub barn: Option<String>,
        /// The answer to the question about violence.
        pub vald: Option<String>,
        /// The assessment; reused as reasons in the decision.
        pub bedomning: String,
        /// Goals for the proposed insats; reused in decision, order and plan.
        pub mal: String,
        /// The proposal, as the key of an insats.
        pub forslag: String,
        /// Whether the person can meet the need without help.
        #[serde(default)]
        pub tillgodoses_sjalv: Option<Tillgodoses>,
        /// Whether the need can be met in another way.
        #[serde(default)]
        pub tillgodoses_annat: Option<Tillgodoses>,
        /// The directions of the goal, as the person chose them.
        #[serde(default)]
        pub malinriktning: Vec<Malinriktning>,
        /// What the person needs support with.
        #[serde(default)]
        pub problem: Vec<Problemtyp>,
        /// How far it has gone.
        #[serde(default)]
        pub allvarlighetsgrad: Option<Allvarlighetsgrad>,
        /// Since when the board has had contact with somebody not yet twenty.
        #[serde(default)]
        pub kontakt_sedan: Option<Date>,
    }
}

record! {
    /// The basis for the decision was sent to the person for comments.
    pub struct KommuniceringSkickad {
        /// Last day to answer, inclusive. A later answer is always registered.
        pub svar_senast: Date,
        /// How it was sent.
        pub kanal: Kanal,
        /// The material that was sent.
        pub underlag: Vec<String>,
        /// That information about other persons was looked through before sending (OSL 10:3, 26:5).
        pub andra_personer_genomgangna: bool,
        /// The letter as it was sent, when it was in writing.
        #[serde(default)]
        pub brev: Vec<Fil>,
        /// The representative it was sent to, in the person's place or with a copy; none for the person alone.
        #[serde(default)]
        pub till: Option<TillForetradare>,
    }
}

record! {
    /// Communication was left out on a statutory ground.
    pub struct KommuniceringUndantagen {
        /// Which ground.
        pub grund: Undantagsgrund,
        /// Why it applies.
        pub skal: String,
    }
}

record! {
    /// Comments came in.
    pub struct YttrandeInkommet {
        /// How.
        pub kanal: Kanal,
        /// What was said.
        pub innehall: String,
        /// The files it came as.
        #[serde(default)]
        pub filer: Vec<Fil>,
    }
}

#[cfg(test)]
mod tests {
    use super::Undantagsgrund;

    // proves: T-127
    #[test]
    fn what_is_said_of_appointments_to_posts_is_no_ground_in_a_clients_case() {
        let words: Vec<&str> = Undantagsgrund::ALL.iter().map(|ground| ground.word()).collect();
        assert_eq!(words, ["uppenbart_obehovligt", "avsevart_svarare", "vasentligt_intresse"]);
    }
}
