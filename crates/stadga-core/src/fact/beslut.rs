//! Facts of the decision, the notice of it, and the order to a provider.

use crate::fact::arende::{Kanal, TillForetradare};
use crate::fact::handling::Fil;
use crate::fact::organisation::Roll;
use crate::id::Id;
use crate::words;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

words! {
    /// The outcome of a decision.
    pub enum Utfall {
        Bifall = "bifall", "Bifall";
        DelvisBifall = "delvis_bifall", "Delvis bifall";
        Avslag = "avslag", "Avslag";
        Andring = "andring", "Ändring av ett beslut";
        Upphorande = "upphorande", "Insatsen upphör";
        Avskrivning = "avskrivning", "Avskrivning";
        Avvisning = "avvisning", "Avvisning";
    }
}

impl Utfall {
    /// Whether something is granted, by itself or on new terms.
    pub const fn grants(self) -> bool {
        matches!(self, Self::Bifall | Self::DelvisBifall | Self::Andring)
    }

    /// Whether it says no, in whole or in part, to what was applied for. What ends or changes something that was
    /// granted is another matter.
    pub const fn refuses(self) -> bool {
        matches!(self, Self::Avslag | Self::DelvisBifall | Self::Avvisning)
    }

    /// Whether it is about an earlier decision, which it changes or ends.
    pub const fn is_about_another(self) -> bool {
        matches!(self, Self::Andring | Self::Upphorande)
    }
}

words! {
    /// Why an earlier decision may be changed or ended (SoL 14:9, FL 37 §).
    pub enum Andringsgrund {
        EgenBegaran = "egen_begaran", "Personen vill det själv";
        TillFordel = "till_fordel", "Ändringen är till personens fördel";
        VasentligtForandrat = "vasentligt_forandrat", "Förhållandena har förändrats väsentligt (beslut tills vidare)";
        Forbehall = "forbehall", "Det framgår av beslutet att det kan återkallas";
        Sakerhetsskal = "sakerhetsskal", "Tvingande säkerhetsskäl";
        OriktigaUppgifter = "oriktiga_uppgifter", "Oriktiga eller vilseledande uppgifter";
    }
}

impl Andringsgrund {
    /// Whether the change is not to the person's detriment.
    pub const fn favours(self) -> bool {
        matches!(self, Self::EgenBegaran | Self::TillFordel)
    }
}

words! {
    /// Why nothing is left to decide.
    pub enum Avskrivningsgrund {
        Aterkallad = "aterkallad", "Ansökan är återkallad";
        Avliden = "avliden", "Personen har avlidit";
        Annat = "annat", "Annat, se skäl";
    }
}

words! {
    /// The direction of a goal. The person chooses, and may choose several.
    pub enum Malinriktning {
        FullRehabilitering = "full_rehabilitering", "Full rehabilitering";
        Nykterhet = "nykterhet", "Nykterhet eller drogfrihet";
        MinskadeSkador = "minskade_skador", "Minskade skador";
        IngetSpel = "inget_spel", "Inget spel om pengar";
        Boende = "boende", "Ett tryggt boende";
        Annat = "annat", "Annat, med egna ord";
    }
}

record! {
    /// A decision was made.
    pub struct BeslutFattat {
        /// The outcome.
        pub utfall: Utfall,
        /// The insats applied for or granted, as a key of the packs.
        pub insats: String,
        /// The legal ground: `11 kap. 1 § SoL`.
        pub lagrum: String,
        /// Extent and frequency, when something is granted.
        pub omfattning: Option<String>,
        /// The goal, when something is granted.
        pub mal: Option<String>,
        /// First day, inclusive, when something is granted.
        pub fran: Option<Date>,
        /// Last day, inclusive; of the insats, when it ends. None together with `prova_om` means until further notice.
        pub till: Option<Date>,
        /// The day a decision until further notice is reviewed.
        pub prova_om: Option<Date>,
        /// The reasons (FL 32 §).
        pub skal: String,
        /// The point of the delegation order the decision rests on, attached by the system.
        pub delegationspunkt: Option<String>,
        /// Whether the route of appeal was attached, by the system and never by memory.
        pub overklagandehanvisning: bool,
        /// The earlier decision it changes or ends.
        #[serde(default)]
        pub andrar: Option<Id>,
        /// Why that one may be changed or ended.
        #[serde(default)]
        pub andringsgrund: Option<Andringsgrund>,
        /// Why nothing is left to decide.
        #[serde(default)]
        pub avskrivningsgrund: Option<Avskrivningsgrund>,
        /// What is refused, when a part is granted.
        #[serde(default)]
        pub avslaget: Option<String>,
        /// The directions of the goal, as the person chose them.
        #[serde(default)]
        pub malinriktning: Vec<Malinriktning>,
        /// The committee that decided, by its name; none when an officer did by delegation.
        #[serde(default)]
        pub namnd: Option<String>,
        /// The paragraph of the committee's minutes.
        #[serde(default)]
        pub paragraf: Option<String>,
        /// Who presented the case (FL 31 §), when somebody else than who decided.
        #[serde(default)]
        pub foredragande: Option<Id>,
        /// The act of the legal ground, by its number: `2025:400`.
        #[serde(default)]
        pub forfattning: Option<String>,
        /// The day the wording of that act came into force.
        #[serde(default)]
        pub lydelse: Option<Date>,
    }
}

impl BeslutFattat {
    /// Whether it goes against the person, so that the route of appeal is attached (FL 33 §).
    pub fn goes_against(&self) -> bool {
        match self.utfall {
            Utfall::Andring | Utfall::Upphorande => !self.andringsgrund.is_some_and(Andringsgrund::favours),
            outcome => outcome.refuses(),
        }
    }
}

record! {
    /// A complete decision was proposed to whoever may make it.
    pub struct BeslutForeslaget {
        /// The decision as proposed.
        pub forslag: BeslutFattat,
        /// Who may make it by the delegation order; empty when only the committee may.
        pub roller: Vec<Roll>,
        /// The point of the delegation order that says so.
        pub punkt: Option<String>,
        /// A word to whoever decides.
        pub meddelande: Option<String>,
    }
}

record! {
    /// A proposal was given back.
    pub struct BeslutAterlamnat {
        /// Which proposal.
        pub forslag: Id,
        /// Why, and what is needed.
        pub skal: String,
    }
}

record! {
    /// The person was told of the decision (FL 33 §).
    pub struct BeslutUnderrattat {
        /// Which decision.
        pub beslut: Id,
        /// How.
        pub kanal: Kanal,
        /// The letter as it was sent, when it was in writing.
        #[serde(default)]
        pub brev: Vec<Fil>,
        /// The representative it was sent to, in the person's place or with a copy; none for the person alone.
        #[serde(default)]
        pub till: Option<TillForetradare>,
        /// Whether the decision goes against the person; older notices do not say.
        #[serde(default)]
        pub gar_emot: bool,
    }
}

record! {
    /// The insats was ordered from a provider.
    pub struct BestallningSkickad {
        /// The decision it carries out: the first one, when it has been changed.
        pub beslut: Id,
        /// The assignment's stream.
        pub uppdrag: Id,
        /// The provider's unit.
        pub utforare: Id,
        /// The insats.
        pub insats: String,
    }
}
