//! Facts of compulsory care before the court has decided: examination, findings, custody, application (LVM 6-19 §§).

use crate::fact::handling::Fil;
use crate::id::Id;
use crate::words;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

words! {
    /// Whether the person is examined by a physician (LVM 9 §).
    pub enum Lakarundersokningsutfall {
        Beslutas = "beslutas", "Läkarundersökning beslutas";
        Obehovlig = "obehovlig", "Läkarundersökning är uppenbart obehövlig";
    }
}

words! {
    /// What the person uses. The act covers the first three (LVM 1 and 4 §§).
    pub enum Lvmmedel {
        Alkohol = "alkohol", "Alkohol";
        Narkotika = "narkotika", "Narkotika";
        Losningsmedel = "losningsmedel", "Flyktiga lösningsmedel";
        Annat = "annat", "Annat, till exempel spel om pengar";
    }
}

words! {
    /// What the findings lead to.
    pub enum Lvmslutsats {
        SkalFinns = "skal_finns", "Det finns skäl att ansöka om tvångsvård";
        SkalSaknas = "skal_saknas", "Det finns inte skäl att ansöka om tvångsvård";
    }
}

words! {
    /// Whether something gives reason to worry for a child.
    pub enum Barnoro {
        Ja = "ja", "Ja";
        Nej = "nej", "Nej";
    }
}

words! {
    /// Who decided. Only the board or a committee may decide to apply; custody, when it cannot wait, the chair or an
    /// appointed member too, and the court that tries the application (LVM 13 §, SoL 30:9).
    pub enum Lvmbeslutare {
        Namnd = "namnd", "Socialnämnden";
        Utskott = "utskott", "Nämndens utskott";
        Ordforande = "ordforande", "Nämndens ordförande";
        Ledamot = "ledamot", "En ledamot som nämnden har förordnat";
        Ratten = "ratten", "Rätten som prövar ansökan";
        Tjansteman = "tjansteman", "En tjänsteman";
    }
}

impl Lvmbeslutare {
    /// Whether it is one person who decides in the board's place, and must report it at the next meeting.
    pub const fn alone(self) -> bool {
        matches!(self, Self::Ordforande | Self::Ledamot)
    }
}

words! {
    /// Why the court's decision cannot be awaited (LVM 13 § first paragraph, 2).
    pub enum Lvmfara {
        Halsa = "halsa", "Hälsan kan antas bli allvarligt försämrad utan omedelbar vård";
        Skada = "skada", "Överhängande risk att allvarligt skada sig själv eller någon närstående";
    }
}

words! {
    /// What the court found of a custody (LVM 17 §).
    pub enum Provningsutfall {
        Bestar = "bestar", "Omhändertagandet ska bestå";
        Upphavs = "upphavs", "Omhändertagandet upphävs";
    }
}

words! {
    /// Why a custody ended (LVM 17, 18 a, 18 b §§).
    pub enum Omhandertagandeslut {
        SkalSaknas = "skal_saknas", "Det finns inte längre skäl (18 b §)";
        Understalldes = "understalldes_inte", "Det underställdes inte i tid (18 a §)";
        Ansoktes = "ansoktes_inte", "Ansökan kom inte in i tid (18 a §)";
        Avgjort = "avgjort", "Rätten har avgjort frågan om vård (18 a §)";
        Upphavt = "upphavt", "Rätten har upphävt det (17 §)";
        Haktad = "haktad", "Personen är häktad (18 a §)";
    }
}

record! {
    /// It was decided whether the person is examined by a physician (LVM 9 §). Cannot be appealed (44 §).
    pub struct LakarundersokningProvad {
        /// What was decided.
        pub utfall: Lakarundersokningsutfall,
        /// The physician who was appointed, when one is to examine.
        pub lakare: Option<String>,
        /// Why.
        pub skal: String,
    }
}

record! {
    /// A physician's certificate came in (LVM 9, 11 §§).
    pub struct LakarintygInkommet {
        /// The physician.
        pub lakare: String,
        /// The day of the examination.
        pub undersokt: Date,
        /// The state of health, as the certificate has it.
        pub halsotillstand: String,
        /// The certificate.
        pub filer: Vec<Fil>,
    }
}

record! {
    /// The findings of an investigation of compulsory care (LVM 4, 7, 10 §§), each with its text.
    pub struct TvangsvardsutredningSammanstalld {
        /// The person's circumstances (10 §).
        pub forhallanden: String,
        /// The person's own view.
        pub egen_syn: String,
        /// What was done earlier (10 §).
        pub tidigare_atgarder: String,
        /// What is planned (10 §).
        pub planerade_atgarder: String,
        /// In which home intake can take place (10 §).
        pub hem: Option<String>,
        /// The care outside the home that is planned (10 §).
        pub vard_utanfor: Option<String>,
        /// What the person uses (4 § 1).
        pub medel: Vec<Lvmmedel>,
        /// The continuing misuse and the need of care it leads to (4 § 1).
        pub missbruk: String,
        /// The voluntary offers that were made, one on each line, and what became of them (4 § 2).
        pub frivilligt: String,
        /// Danger to health (4 § 3 a).
        pub halsa: Option<String>,
        /// Risk of destroying one's life (4 § 3 b).
        pub livet: Option<String>,
        /// Feared to seriously harm oneself or somebody close (4 § 3 c).
        pub skada: Option<String>,
        /// Whether there is worry for a child, asked when somebody close may be harmed and children are concerned.
        pub barnoro: Option<Barnoro>,
        /// That care under LVU was considered for somebody not yet twenty, and what was found.
        pub lvu: Option<String>,
        /// What it leads to.
        pub slutsats: Lvmslutsats,
        /// Why.
        pub bedomning: String,
    }
}

record! {
    /// Immediate custody was decided (LVM 13 §). Applies at once (43 §) and cannot be appealed (44 §).
    pub struct OmhandertagandeBeslutat {
        /// Who decided.
        pub beslutat_av: Lvmbeslutare,
        /// The name of the one who decided alone.
        pub beslutsfattare: Option<String>,
        /// Why the board or the committee could not be awaited.
        pub varfor_inte_vanta: Option<String>,
        /// The next meeting, at which such a decision is reported.
        pub nasta_sammantrade: Option<Date>,
        /// The paragraph of the minutes.
        pub paragraf: Option<String>,
        /// Why care can probably be given under the act (1).
        pub sannolikt: String,
        /// Which danger (2).
        pub fara: Lvmfara,
        /// Why the court's decision cannot be awaited (2).
        pub faran: String,
    }
}

record! {
    /// The custody was executed: the person was taken in charge (LVM 17, 19 §§).
    pub struct OmhandertagandeVerkstallt {
        /// Which custody.
        pub omhandertagande: Id,
        /// Where the person was taken.
        pub var: String,
    }
}

record! {
    /// The custody was submitted to the court (LVM 15 §).
    pub struct OmhandertagandeUnderstallt {
        /// Which custody.
        pub omhandertagande: Id,
        /// The court.
        pub domstol: String,
        /// Other circumstances that matter for the court's test.
        pub omstandigheter: Option<String>,
        /// The submission as it was sent.
        pub brev: Vec<Fil>,
    }
}

record! {
    /// The person was told of the file and of the rights before the court (LVM 16 §), or why it was not possible.
    pub struct OmhandertagandeUpplyst {
        /// Which custody.
        pub omhandertagande: Id,
        /// The person got to see the documents.
        pub handlingar: bool,
        /// The last day to write to the court.
        pub yttrande_senast: Option<Date>,
        /// Why it was not possible.
        pub hinder: Option<String>,
        /// The information as it was handed over.
        pub brev: Vec<Fil>,
    }
}

record! {
    /// The court tested whether the custody is to stand (LVM 17 §). The day is that of its decision.
    pub struct OmhandertagandeProvat {
        /// Which custody.
        pub omhandertagande: Id,
        /// The court.
        pub domstol: String,
        /// The number of the case there.
        pub malnummer: String,
        /// What it found.
        pub utfall: Provningsutfall,
        /// The decision.
        pub filer: Vec<Fil>,
    }
}

record! {
    /// A decision by the chair or an appointed member was reported at a meeting (LVM 13 §). The day is the meeting's.
    pub struct OmhandertagandeAnmalt {
        /// Which custody.
        pub omhandertagande: Id,
        /// The paragraph of the minutes.
        pub paragraf: Option<String>,
    }
}

record! {
    /// The custody ended (LVM 17, 18 a, 18 b §§).
    pub struct OmhandertagandeUpphort {
        /// Which custody.
        pub omhandertagande: Id,
        /// On what ground.
        pub orsak: Omhandertagandeslut,
        /// What is known.
        pub skal: Option<String>,
    }
}

record! {
    /// An application for compulsory care came in to the court (LVM 11, 18 §§). The day is the one it came in.
    pub struct TvangsvardAnsokt {
        /// Who decided to apply.
        pub beslutat_av: Lvmbeslutare,
        /// The day of the decision.
        pub sammantradesdag: Date,
        /// The paragraph of the minutes.
        pub paragraf: Option<String>,
        /// The court.
        pub domstol: String,
        /// The application as it was sent.
        pub brev: Vec<Fil>,
    }
}

words! {
    /// Which of its own times the court has prolonged.
    pub enum Rattensfrist {
        Provning = "provning", "Prövningen av omhändertagandet (17 § LVM)";
        Mal = "mal", "Målet om tvångsvård (38 § LVM)";
    }
}

record! {
    /// The court prolonged its own time (LVM 17, 38 §§). The day is the one it decided.
    pub struct FristForlangd {
        /// Which time.
        pub frist: Rattensfrist,
        /// The last day now, inclusive.
        pub till: Date,
        /// Why, as far as it is known.
        pub skal: Option<String>,
        /// The custody that is to be tested; none when the time is the case's.
        pub omhandertagande: Option<Id>,
    }
}
