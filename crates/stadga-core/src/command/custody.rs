//! Immediate custody: decided, executed, submitted, told of, tested, reported, ended (LVM 13-18 b §§).

use super::lvm::{CASEWORK, after_opening, next, not_before};
use super::{Access, Command, Place};
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::handling::Fil;
use crate::fact::lvm::{
    Lvmbeslutare, Lvmfara, OmhandertagandeAnmalt, OmhandertagandeBeslutat, OmhandertagandeProvat,
    OmhandertagandeUnderstallt, OmhandertagandeUpphort, OmhandertagandeUpplyst, OmhandertagandeVerkstallt,
    Omhandertagandeslut, Provningsutfall,
};
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::Custody;
use jiff::civil::{Date, Time};

input! {
    /// Record that immediate custody was decided (13 §). May be recorded late.
    pub struct BeslutaOmhandertagande {
        /// Who decided.
        beslutat_av: Lvmbeslutare = "Vem som har beslutat",
        /// The name of the one who decided alone.
        beslutsfattare: Option<String> = "Beslutsfattarens namn",
        /// Why the board or the committee could not be awaited.
        varfor_inte_vanta: Option<String> = "Varför nämnden inte kunde avvaktas",
        /// The next meeting.
        nasta_sammantrade: Option<Date> = "Nästa sammanträde",
        /// The paragraph.
        paragraf: Option<String> = "Paragraf i protokollet",
        /// Condition 1.
        sannolikt: String = "Varför vård enligt lagen sannolikt kan ges (13 § 1)",
        /// Condition 2: which.
        fara: Lvmfara = "Varför rättens beslut inte kan avvaktas (13 § 2)",
        /// Condition 2: the facts.
        faran: String = "Det som talar för det",
        /// The day; today unless stated.
        datum: Option<Date> = "Beslutat den",
        /// The clock.
        klockslag: Option<Time> = "Klockan",
    }
}

impl Command for BeslutaOmhandertagande {
    const NAME: &'static str = "omhandertagande.besluta";
    const TITLE: &'static str = "Registrera beslut om omedelbart omhändertagande";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = after_opening(place, self.datum, ctx)?;
        let lvm = &place.file.case.lvm;
        if let Some(custody) = lvm.custody() {
            let message = format!("Ett omhändertagande beslutades {} och har inte upphört (13 § LVM).", custody.on);
            return Err(next(message, "Registrera att det har upphört först.", "omhandertagande.avsluta"));
        }
        if self.beslutat_av == Lvmbeslutare::Ratten && lvm.application().is_none() {
            let message =
                "Rätten kan besluta om omhändertagande först när nämnden har ansökt om tvångsvård (13 § LVM).";
            return Err(next(message, "Registrera ansökan först.", "tvangsvard.ansok"));
        }
        let alone = self.beslutat_av.alone();
        let fact = OmhandertagandeBeslutat {
            beslutat_av: self.beslutat_av,
            beslutsfattare: self.beslutsfattare.clone(),
            varfor_inte_vanta: self.varfor_inte_vanta.clone().filter(|_| alone),
            nasta_sammantrade: self.nasta_sammantrade.filter(|_| alone),
            paragraf: self.paragraf.clone(),
            sannolikt: self.sannolikt.clone(),
            fara: self.fara,
            faran: self.faran.clone(),
        };
        let mut event = place.fact_in_case(ctx, on, fact);
        event.occurred_at = self.klockslag;
        Ok(vec![event])
    }
}

input! {
    /// Register that the custody was executed (17, 19 §§).
    pub struct VerkstallOmhandertagande {
        /// Where the person was taken.
        var: String = "Vart personen fördes",
        /// The day; today unless stated.
        datum: Option<Date> = "Verkställt den",
        /// The clock.
        klockslag: Option<Time> = "Klockan",
    }
}

impl Command for VerkstallOmhandertagande {
    const NAME: &'static str = "omhandertagande.verkstall";
    const TITLE: &'static str = "Registrera att omhändertagandet är verkställt";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let custody = standing(place)?;
        let on = since(custody, self.datum, ctx)?;
        once(custody.executed_on, "Omhändertagandet verkställdes")?;
        let fact = OmhandertagandeVerkstallt { omhandertagande: custody.id, var: self.var.clone() };
        let mut event = place.fact_in_case(ctx, on, fact);
        event.occurred_at = self.klockslag;
        Ok(vec![event])
    }
}

input! {
    /// Submit the custody to the court (15 §).
    pub struct UnderstallOmhandertagande {
        /// The court.
        domstol: String = "Domstol",
        /// Other circumstances that matter.
        omstandigheter: Option<String> = "Annat som har betydelse för rättens prövning",
        /// The day; today unless stated.
        datum: Option<Date> = "Underställt den",
        /// The clock.
        klockslag: Option<Time> = "Klockan",
    }
}

impl Command for UnderstallOmhandertagande {
    const NAME: &'static str = "omhandertagande.understall";
    const TITLE: &'static str = "Underställ domstolen omhändertagandet";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let custody = standing(place)?;
        let on = since(custody, self.datum, ctx)?;
        once(custody.submitted_on, "Omhändertagandet underställdes domstolen")?;
        if custody.submit_by().is_none() {
            let message = "Rätten har själv beslutat om omhändertagandet. Det underställs inte (15 § LVM).";
            return Err(Hinder::state(message, "Vänta på domen.").into());
        }
        let fact = OmhandertagandeUnderstallt {
            omhandertagande: custody.id,
            domstol: self.domstol.clone(),
            omstandigheter: self.omstandigheter.clone(),
            brev: Vec::new(),
        };
        let mut event = place.fact_in_case(ctx, on, fact);
        event.occurred_at = self.klockslag;
        Ok(vec![event])
    }
}

input! {
    /// Tell the person of the file and of the rights before the court (16 §), or say why it is not possible.
    pub struct UpplysOmhandertagen {
        /// The person got to see the documents.
        handlingar: bool = "Personen har fått se handlingarna",
        /// The last day to write to the court.
        yttrande_senast: Option<Date> = "Kan yttra sig till rätten senast",
        /// Why it is not possible.
        hinder: Option<String> = "Varför det inte är möjligt",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for UpplysOmhandertagen {
    const NAME: &'static str = "omhandertagande.upplys";
    const TITLE: &'static str = "Upplys personen om rätten inför domstolen";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let custody = standing(place)?;
        let on = since(custody, self.datum, ctx)?;
        let fact = OmhandertagandeUpplyst {
            omhandertagande: custody.id,
            handlingar: self.handlingar,
            yttrande_senast: self.yttrande_senast,
            hinder: self.hinder.clone(),
            brev: Vec::new(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register the court's test of the custody (17 §).
    pub struct RegistreraProvning {
        /// What the court found.
        utfall: Provningsutfall = "Vad domstolen beslutade",
        /// The court.
        domstol: String = "Domstol",
        /// The number of the case there.
        malnummer: String = "Målnummer",
        /// The day of its decision.
        datum: Option<Date> = "Beslutat den",
        /// The decision.
        filer: Vec<Fil> = "Filer",
    }
}

impl Command for RegistreraProvning {
    const NAME: &'static str = "omhandertagande.registrera_provning";
    const TITLE: &'static str = "Registrera domstolens prövning";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let custody = standing(place)?;
        let Some(submitted) = custody.submitted_on else {
            let message = "Omhändertagandet är inte underställt domstolen (15 § LVM).";
            return Err(next(message, "Underställ det först.", "omhandertagande.understall"));
        };
        once(custody.tested.as_ref().map(|(on, _)| *on), "Domstolen prövade omhändertagandet")?;
        let on = not_before(submitted, "Omhändertagandet underställdes", self.datum, ctx)?;
        let fact = OmhandertagandeProvat {
            omhandertagande: custody.id,
            domstol: self.domstol.clone(),
            malnummer: self.malnummer.clone(),
            utfall: self.utfall,
            filer: self.filer.clone(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register that a decision by the chair or a member was reported at a meeting (13 §).
    pub struct AnmalOmhandertagande {
        /// The day of the meeting; today unless stated.
        datum: Option<Date> = "Sammanträde den",
        /// The paragraph.
        paragraf: Option<String> = "Paragraf i protokollet",
    }
}

impl Command for AnmalOmhandertagande {
    const NAME: &'static str = "omhandertagande.anmal";
    const TITLE: &'static str = "Anmäl ordförandebeslutet vid sammanträdet";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        // It is reported whether the custody still stands or not.
        let alone = place.file.case.lvm.custodies.last().filter(|custody| custody.fact.beslutat_av.alone());
        let Some(custody) = alone else {
            let message = "Inget omhändertagande i ärendet är beslutat av ordföranden eller en ledamot (13 § LVM).";
            return Err(Hinder::state(message, "Bara sådana beslut anmäls vid nästa sammanträde.").into());
        };
        once(custody.reported_on, "Beslutet anmäldes")?;
        let on = since(custody, self.datum, ctx)?;
        let fact = OmhandertagandeAnmalt { omhandertagande: custody.id, paragraf: self.paragraf.clone() };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// End a custody, or register that it has lapsed (18 a, 18 b §§).
    pub struct AvslutaOmhandertagande {
        /// On what ground.
        orsak: Omhandertagandeslut = "Varför det upphör",
        /// What is known.
        skal: Option<String> = "Skäl",
        /// The day; today unless stated.
        datum: Option<Date> = "Upphör den",
    }
}

impl Command for AvslutaOmhandertagande {
    const NAME: &'static str = "omhandertagande.avsluta";
    const TITLE: &'static str = "Avsluta omhändertagandet";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let custody = standing(place)?;
        let on = since(custody, self.datum, ctx)?;
        let fact = OmhandertagandeUpphort { omhandertagande: custody.id, orsak: self.orsak, skal: self.skal.clone() };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

/// The custody that nothing recorded has ended.
fn standing<'a>(place: &Place<'a>) -> Result<&'a Custody, Refusal> {
    place.any_case()?;
    let lvm = &place.file.case.lvm;
    lvm.custody().ok_or_else(|| match lvm.custodies.last() {
        None => {
            let message = "Inget beslut om omedelbart omhändertagande finns i ärendet (13 § LVM).";
            next(message, "Registrera beslutet om omhändertagande först.", "omhandertagande.besluta")
        }
        Some(_) => {
            let message = "Omhändertagandet har upphört (18 a och 18 b §§ LVM).";
            next(message, "Ett nytt omhändertagande kräver ett nytt beslut.", "omhandertagande.besluta")
        }
    })
}

/// A day not before the custody was decided.
fn since(custody: &Custody, stated: Option<Date>, ctx: &Ctx) -> Result<Date, Refusal> {
    not_before(custody.on, "Omhändertagandet beslutades", stated, ctx)
}

/// What is done once is not done again.
fn once(done: Option<Date>, what: &str) -> Result<(), Refusal> {
    match done {
        None => Ok(()),
        Some(on) => {
            Err(Hinder::state(format!("{what} {on}."), "Är det fel, återkalla händelsen och registrera om.").into())
        }
    }
}
