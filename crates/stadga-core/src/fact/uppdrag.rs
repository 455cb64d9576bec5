//! Facts at the provider: the assignment, the people, the plan, the follow-ups, the end.

use crate::fact::arende::Flytt;
use crate::fact::beslut::Malinriktning;
use crate::fact::samarbete::Meddelat;
use crate::fact::utredning::Instrumentutfall;
use crate::form::{FieldKind, FieldValue, Reading};
use crate::id::Id;
use crate::words;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

words! {
    /// What kind of meeting it was.
    pub enum MoteArt {
        Inledande = "inledande", "Inledande möte";
        Uppfoljning = "uppfoljning", "Uppföljningsmöte";
        Annat = "annat", "Annat möte";
    }
}

words! {
    /// The person's word on the plan. Not wanting to sign is always allowed.
    pub enum Godkannande {
        Godkand = "godkand", "Godkänd av den enskilde";
        VillInteSkrivaPa = "vill_inte_skriva_pa", "Vill inte skriva på";
        EjDeltagit = "ej_deltagit", "Har inte velat delta";
    }
}

words! {
    /// How settled a plan is, where the routine tells the two apart.
    pub enum Planlage {
        Preliminar = "preliminar", "Preliminär";
        Faststalld = "faststalld", "Fastställd";
    }
}

words! {
    /// Where the person approved the plan.
    pub enum GodkandPa {
        Skarm = "skarm", "På skärmen";
        Papper = "papper", "På papper";
        Muntligt = "muntligt", "Muntligt";
    }
}

words! {
    /// What a note is about.
    pub enum AnteckningArt {
        EnskiltSamtal = "enskilt_samtal", "Enskilt samtal";
        Gruppsamtal = "gruppsamtal", "Gruppsamtal";
        SamtalOmNykterhet = "samtal_om_nykterhet", "Samtal om nykterhet";
        StodTillVardkontakt = "stod_till_vardkontakt", "Stöd till annan vårdkontakt";
        Hembesok = "hembesok", "Hembesök";
        Telefon = "telefon", "Telefon";
        Avstamning = "avstamning", "Avstämning mellan behandlare";
        Annat = "annat", "Annat";
    }
}

words! {
    /// Who takes part in a talk about the insats.
    pub enum Deltagare {
        DenEnskilde = "den_enskilde", "Personen själv";
        Handlaggare = "handlaggare", "Handläggaren";
        Behandlare = "behandlare", "Behandlaren";
        Foretradare = "foretradare", "Legal företrädare";
        Anhorig = "anhorig", "Anhörig";
        Utforarchef = "utforarchef", "Enhetschef hos utföraren";
        Annan = "annan", "Någon annan";
    }
}

words! {
    /// How far a goal is reached, in words and never in points.
    pub enum Malgrad {
        Uppnatt = "uppnatt", "Uppnått";
        Delvis = "delvis", "Delvis";
        InteAn = "inte_an", "Inte ännu";
        InteAktuellt = "inte_aktuellt", "Inte aktuellt";
    }
}

words! {
    /// What the follow-up leads to.
    pub enum Fortsattning {
        Fortsatter = "fortsatter", "Insatsen fortsätter som den är";
        Andras = "andras", "Behoven har ändrats";
        Avslutas = "avslutas", "Insatsen avslutas";
    }
}

record! {
    /// An assignment reached a provider. What it holds is all that the provider may see of the case.
    pub struct UppdragBestallt {
        /// The case's stream.
        pub arende: Id,
        /// The person's stream.
        pub person: Id,
        /// The provider's unit.
        pub utforare: Id,
        /// The caseworker who ordered.
        pub bestallare: Id,
        /// The insats.
        pub insats: String,
        /// The goal of the decision.
        pub mal: String,
        /// Extent and frequency.
        pub omfattning: String,
        /// First day, inclusive.
        pub fran: Date,
        /// Last day, inclusive; open when none.
        pub till: Option<Date>,
        /// What else the caseworker chose to hand over.
        pub overlamnat: Option<String>,
        /// The directions of the goal, handed over with it.
        #[serde(default)]
        pub malinriktning: Vec<Malinriktning>,
        /// Risks to know of, for the person or for those who meet them.
        #[serde(default)]
        pub risker: Option<String>,
        /// Whether telephone and wishes about contact are handed over. They were, before it was asked.
        #[serde(default = "yes")]
        pub kontakt: bool,
        /// Notes of the authority's journal that were handed over, as they read that day.
        #[serde(default)]
        pub anteckningar: Vec<String>,
        /// The day the insats is wished to begin.
        #[serde(default)]
        pub onskad_start: Option<Date>,
    }
}

record! {
    /// The decision behind the assignment was changed or ended. Of it the provider is told what the order told.
    pub struct UppdragAndrat {
        /// Whether the insats is to end.
        pub upphor: bool,
        /// The goal; empty when the order did not tell it.
        pub mal: String,
        /// Extent and frequency; empty when the order did not tell it.
        pub omfattning: String,
        /// First day of the new terms, inclusive.
        pub fran: Option<Date>,
        /// Last day of the insats, inclusive; open when none.
        pub till: Option<Date>,
        /// The directions of the goal.
        #[serde(default)]
        pub malinriktning: Vec<Malinriktning>,
    }
}

const fn yes() -> bool {
    true
}

record! {
    /// The provider's manager accepted the assignment.
    pub struct UppdragMottaget {}
}

record! {
    /// Whether everybody in the provider's unit works with the person, besides those who are named.
    pub struct PersonalgruppAngiven {
        /// Everybody; otherwise only those who are named.
        pub alla: bool,
    }
}

record! {
    /// The provider's manager returned the assignment.
    pub struct UppdragAterlamnat {
        /// Why: no room, wrong target group.
        pub skal: String,
    }
}

record! {
    /// A therapist was named.
    pub struct BehandlareUtsedd {
        /// The therapist.
        pub behandlare: Id,
    }
}

record! {
    /// A therapist no longer takes part. The day is the event's: the last one of the therapist's reach.
    pub struct BehandlareAvslutad {
        /// The therapist.
        pub behandlare: Id,
        /// What whoever goes on needs to know.
        pub overlamning: Option<String>,
        /// Whether nobody is named any more.
        pub ingen_kvar: bool,
    }
}

record! {
    /// A meeting took place.
    pub struct MoteHallet {
        /// What kind.
        pub art: MoteArt,
        /// Who took part.
        pub deltagare: Vec<String>,
        /// What was said.
        pub sammanfattning: String,
    }
}

record! {
    /// The insats began for the person.
    pub struct InsatsPaborjad {}
}

record! {
    /// The implementation plan was drawn up or revised.
    pub struct GenomforandeplanUpprattad {
        /// The person's own words.
        pub egna_ord: String,
        /// The goals, one a line.
        pub mal: Vec<String>,
        /// What is done, by whom and when.
        pub arbetssatt: String,
        /// The person's word on it.
        pub godkannande: Godkannande,
        /// Where the person approved it.
        #[serde(default)]
        pub godkand_pa: Option<GodkandPa>,
        /// How and when the plan is followed up.
        #[serde(default)]
        pub uppfoljs: Option<String>,
        /// What differs from the version before.
        #[serde(default)]
        pub andring: Option<String>,
        /// How the person got to know of the change.
        #[serde(default)]
        pub meddelat: Option<Meddelat>,
        /// Whether it is preliminary or settled; plans of routines that do not tell them apart do not say.
        #[serde(default)]
        pub lage: Option<Planlage>,
    }
}

record! {
    /// A note in the provider's journal.
    pub struct GenomforandeanteckningSkriven {
        /// The text.
        pub text: String,
        /// The goals of the plan it is about.
        pub mal: Vec<String>,
        /// Whether the caseworker needs to know.
        pub handlaggaren_behover_veta: bool,
        /// What it is about; older notes do not say.
        #[serde(default)]
        pub art: Option<AnteckningArt>,
        /// Where it was first written, when it was moved here.
        #[serde(default)]
        pub flyttad: Option<Flytt>,
    }
}

/// How far one goal of the plan is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Malbedomning {
    /// The goal, as the plan has it.
    pub mal: String,
    /// How far.
    pub grad: Malgrad,
}

impl Malbedomning {
    /// As it is written in a form: `delvis: Tillbaka till arbetet`.
    pub fn written(&self) -> String {
        format!("{}: {}", self.grad, self.mal)
    }
}

impl FieldValue for Vec<Malbedomning> {
    const KIND: FieldKind = FieldKind::Graded(<Malgrad as crate::form::Word>::WORDS);
    const REQUIRED: bool = false;
    fn parse(raw: &[String], _: &Reading) -> Result<Self, String> {
        let read = |text: &String| {
            let (grade, goal) = text.split_once(':')?;
            let grad = grade.trim().parse().ok()?;
            Some(Malbedomning { mal: goal.trim().to_owned(), grad }).filter(|read| !read.mal.is_empty())
        };
        raw.iter().map(read).collect::<Option<_>>().ok_or_else(|| {
            String::from("Skriv bedömningen före målet: uppnatt, delvis, inte_an eller inte_aktuellt, till exempel delvis: Tillbaka till arbetet")
        })
    }
}

record! {
    /// A follow-up was made together with the person.
    pub struct UppfoljningGjord {
        /// The person's view, first.
        pub egen_syn: String,
        /// What a legal representative says.
        #[serde(default)]
        pub foretradarens_syn: Option<String>,
        /// Who took part; older follow-ups do not say.
        #[serde(default)]
        pub deltagare: Vec<Deltagare>,
        /// Each goal of the plan, and how far it is reached.
        #[serde(default)]
        pub malbedomning: Vec<Malbedomning>,
        /// How it goes, in words.
        pub maluppfyllelse: String,
        /// What became of ASI.
        #[serde(default)]
        pub asi: Option<Instrumentutfall>,
        /// What ASI or another instrument showed, or why none was used.
        pub instrument: String,
        /// What came up about children.
        #[serde(default)]
        pub barn: Option<String>,
        /// What it leads to.
        pub fortsattning: Fortsattning,
        /// The next follow-up.
        #[serde(default)]
        pub nasta: Option<Date>,
    }
}

record! {
    /// The closing talk was held.
    pub struct AvslutningssamtalHallet {
        /// Who took part: the words of [`Deltagare`], and names in talks written down before there were words.
        pub deltagare: Vec<String>,
        /// What was said.
        pub sammanfattning: String,
    }
}

record! {
    /// The insats ended.
    pub struct InsatsAvslutad {
        /// Why.
        pub skal: String,
    }
}
