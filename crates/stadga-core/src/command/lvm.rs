//! Compulsory care: the report, the investigation, the physician, the findings, the application (LVM 6-11 §§).

use super::{Access, Command, Place, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::arende::Kanal;
use crate::fact::handling::Fil;
use crate::fact::intag::{AnmalanInkommen, Anmalansslag, AnmalareUppgiven, Utredningsgrund};
use crate::fact::lvm::{
    Barnoro, LakarintygInkommet, LakarundersokningProvad, Lakarundersokningsutfall, Lvmbeslutare, Lvmmedel,
    Lvmslutsats, TvangsvardAnsokt, TvangsvardsutredningSammanstalld,
};
use crate::fact::utredning::UtredningInledd;
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::CaseFile;
use jiff::civil::{Date, Time};

/// Whoever is on duty too: the court's hours run on when the caseworker has gone home.
pub(super) const CASEWORK: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef, Ground::Jour]);
/// The same, and whoever takes in what comes.
const COMES_IN: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef, Ground::Mottagning, Ground::Jour]);

input! {
    /// Register a report of a need of compulsory care about somebody who has a case (6 §).
    pub struct RegistreraLvmanmalan {
        /// How it came in.
        kanal: Kanal = "Hur den kom in",
        /// What is reported.
        innehall: String = "Vad anmälan gäller",
        /// The authority or the physician.
        anmalare: String = "Myndighet eller läkare som anmäler",
        /// Telephone or address.
        anmalare_kontakt: Option<String> = "Hur vi når den som anmäler",
        /// The day it came in; today unless stated.
        datum: Option<Date> = "Kom in den",
        /// The clock it came in.
        klockslag: Option<Time> = "Klockan",
    }
}

impl Command for RegistreraLvmanmalan {
    const NAME: &'static str = "lvmanmalan.registrera";
    const TITLE: &'static str = "Registrera anmälan om tvångsvård";
    const ACCESS: Access = COMES_IN;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.open_case()?;
        let on = day(self.datum, ctx)?;
        let report = AnmalanInkommen {
            slag: Anmalansslag::Lvm,
            kanal: self.kanal,
            innehall: self.innehall.clone(),
            anteckning: None,
            problem: Vec::new(),
            allvarlighetsgrad: None,
        };
        let mut report = place.fact_in_case(ctx, on, report);
        report.occurred_at = self.klockslag;
        let reporter = AnmalareUppgiven {
            anonym: false,
            namn: Some(self.anmalare.clone()),
            kontakt: self.anmalare_kontakt.clone(),
            forhallande: None,
        };
        Ok(vec![report, place.fact_in_case(ctx, on, reporter)])
    }
}

input! {
    /// Open an investigation of compulsory care, whether the person consents or not (7 §).
    pub struct InledLvm {
        /// What the board has learnt.
        skal: String = "Vad som har kommit fram",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for InledLvm {
    const NAME: &'static str = "lvm.inled";
    const TITLE: &'static str = "Inled utredning om tvångsvård";
    const ACCESS: Access = COMES_IN;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.open_case()?;
        let on = day(self.datum, ctx)?;
        if let Some(since) = place.file.case.lvm.opened_on {
            let message = format!("Utredningen om tvångsvård inleddes {since}.");
            return Err(Hinder::state(message, "Fortsätt i utredningen.").into());
        }
        let lagrum = Utredningsgrund::Lvm.label().to_owned();
        Ok(vec![place.fact_in_case(ctx, on, UtredningInledd { lagrum, skal: self.skal.clone() })])
    }
}

input! {
    /// Decide on a physician's examination, or that it is obviously needless (9 §).
    pub struct ProvaLakarundersokning {
        /// What is decided.
        utfall: Lakarundersokningsutfall = "Beslut",
        /// The physician.
        lakare: Option<String> = "Läkare som utses",
        /// Why.
        skal: String = "Skäl",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for ProvaLakarundersokning {
    const NAME: &'static str = "lakarundersokning.prova";
    const TITLE: &'static str = "Besluta om läkarundersökning";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = after_opening(place, self.datum, ctx)?;
        let examined = self.utfall == Lakarundersokningsutfall::Beslutas;
        let fact = LakarundersokningProvad {
            utfall: self.utfall,
            lakare: self.lakare.clone().filter(|_| examined),
            skal: self.skal.clone(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register a physician's certificate (9, 11 §§).
    pub struct RegistreraLakarintyg {
        /// The physician.
        lakare: String = "Läkare",
        /// The day of the examination.
        undersokt: Date = "Undersökt den",
        /// The state of health.
        halsotillstand: String = "Hälsotillstånd enligt intyget",
        /// The certificate.
        filer: Vec<Fil> = "Filer",
        /// The day it came in; today unless stated.
        datum: Option<Date> = "Kom in den",
    }
}

impl Command for RegistreraLakarintyg {
    const NAME: &'static str = "lakarintyg.registrera";
    const TITLE: &'static str = "Registrera läkarintyg";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = after_opening(place, self.datum, ctx)?;
        if self.undersokt > on {
            return Err(Hinder::field("undersokt", format!("Intyget kom in {on}, före undersökningen")).into());
        }
        let fact = LakarintygInkommet {
            lakare: self.lakare.clone(),
            undersokt: self.undersokt,
            halsotillstand: self.halsotillstand.clone(),
            filer: self.filer.clone(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Put the findings together: each of the act's criteria with what it rests on.
    pub struct SammanstallTvangsvardsutredning {
        /// Circumstances.
        forhallanden: String = "Personens förhållanden",
        /// The person's own view.
        egen_syn: String = "Vad personen själv säger",
        /// What was done earlier.
        tidigare_atgarder: String = "Tidigare åtgärder",
        /// What is planned.
        planerade_atgarder: String = "Planerade åtgärder",
        /// The home.
        hem: Option<String> = "Hem där intagning kan ske",
        /// Care outside it.
        vard_utanfor: Option<String> = "Vård som planeras utanför hemmet",
        /// What the person uses.
        medel: Vec<Lvmmedel> = "Medel",
        /// The misuse and the need.
        missbruk: String = "Fortgående missbruk och behov av vård (4 § 1)",
        /// The voluntary offers.
        frivilligt: String = "Frivilliga erbjudanden som prövats, ett på varje rad (4 § 2)",
        /// Danger to health.
        halsa: Option<String> = "Allvarlig fara för hälsan (4 § 3 a)",
        /// Risk of destroying one's life.
        livet: Option<String> = "Uppenbar risk att förstöra sitt liv (4 § 3 b)",
        /// Harm to oneself or somebody close.
        skada: Option<String> = "Kan skada sig själv eller någon närstående (4 § 3 c)",
        /// Worry for a child.
        barnoro: Option<Barnoro> = "Finns oro för barnet?",
        /// LVU.
        lvu: Option<String> = "Har LVU övervägts?",
        /// What it leads to.
        slutsats: Lvmslutsats = "Slutsats",
        /// Why.
        bedomning: String = "Bedömning",
    }
}

impl Command for SammanstallTvangsvardsutredning {
    const NAME: &'static str = "tvangsvardsutredning.sammanstall";
    const TITLE: &'static str = "Sammanställ utredningen om tvångsvård";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = after_opening(place, None, ctx)?;
        let fact = TvangsvardsutredningSammanstalld {
            forhallanden: self.forhallanden.clone(),
            egen_syn: self.egen_syn.clone(),
            tidigare_atgarder: self.tidigare_atgarder.clone(),
            planerade_atgarder: self.planerade_atgarder.clone(),
            hem: self.hem.clone(),
            vard_utanfor: self.vard_utanfor.clone(),
            medel: self.medel.clone(),
            missbruk: self.missbruk.clone(),
            frivilligt: self.frivilligt.clone(),
            halsa: self.halsa.clone(),
            livet: self.livet.clone(),
            skada: self.skada.clone(),
            barnoro: self.barnoro,
            lvu: self.lvu.clone(),
            slutsats: self.slutsats,
            bedomning: self.bedomning.clone(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }

    fn replaces(file: &CaseFile, _subject: Id) -> Option<Id> {
        file.case.lvm.findings.as_ref().map(|findings| findings.id)
    }
}

input! {
    /// Register that the application for compulsory care has come in to the court (11, 18 §§).
    pub struct AnsokTvangsvard {
        /// Who decided to apply.
        beslutat_av: Lvmbeslutare = "Vem som har beslutat att ansöka",
        /// The day of the decision.
        sammantradesdag: Date = "Beslutat den",
        /// The paragraph.
        paragraf: Option<String> = "Paragraf i protokollet",
        /// The court.
        domstol: String = "Domstol",
        /// The day it came in to the court; today unless stated.
        datum: Option<Date> = "Kom in till domstolen den",
    }
}

impl Command for AnsokTvangsvard {
    const NAME: &'static str = "tvangsvard.ansok";
    const TITLE: &'static str = "Ansök om tvångsvård";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = after_opening(place, self.datum, ctx)?;
        if let Some((_, before, _)) = place.file.case.lvm.application() {
            let message =
                format!("En ansökan kom in till domstolen {before}. Domstolen har inte avgjort den än (38 § LVM).");
            return Err(Hinder::state(message, "Registrera domen när den kommer.").into());
        }
        if self.sammantradesdag > on {
            let message = format!("Ansökan kom in {on}, före beslutet att ansöka");
            return Err(Hinder::field("sammantradesdag", message).into());
        }
        let fact = TvangsvardAnsokt {
            beslutat_av: self.beslutat_av,
            sammantradesdag: self.sammantradesdag,
            paragraf: self.paragraf.clone(),
            domstol: self.domstol.clone(),
            brev: Vec::new(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

/// The day of an act that needs an investigation of compulsory care, not before it was opened. What has happened is
/// recorded in a closed case too.
pub(super) fn after_opening(place: &Place<'_>, stated: Option<Date>, ctx: &Ctx) -> Result<Date, Refusal> {
    place.any_case()?;
    let Some(opened) = place.file.case.lvm.opened_on else {
        let message = "Ingen utredning om tvångsvård är inledd i ärendet (7 § LVM).";
        return Err(next(message, "Inled utredningen om tvångsvård först.", "lvm.inled"));
    };
    not_before(opened, "Utredningen om tvångsvård inleddes", stated, ctx)
}

/// A day not before something else happened, and not later than today.
pub(super) fn not_before(first: Date, what: &str, stated: Option<Date>, ctx: &Ctx) -> Result<Date, Refusal> {
    let on = day(stated, ctx)?;
    if on < first {
        return Err(Hinder::field("datum", format!("{what} {first}. Dagen kan inte vara tidigare")).into());
    }
    Ok(on)
}

/// A step out of its order in the act: why, what comes first, and the use case that does it.
pub(super) fn next(message: impl Into<String>, remedy: &str, action: &str) -> Refusal {
    Hinder { remedy_action: Some(action.to_owned()), ..Hinder::state(message, remedy) }.into()
}
