//! What follows a decision: an appeal comes in, is tested, handed over, taken back, ruled on; a clerical error is put
//! right, a decision is considered again.

use super::service::decided;
use super::{Access, Command, Place, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::handling::{Ankomst, Fil};
use crate::fact::intag::Lamnare;
use crate::fact::overklagan::{
    BeslutOmprovat, BeslutRattat, DomInkommen, Domsutfall, OverklagandeAterkallat, OverklagandeInkommet,
    OverklagandeOverlamnat, OverklagandeProvat, Overklagandeform, Rattidsundantag, Rattidsutfall,
};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::{Appeal, CaseFile};
use jiff::civil::Date;

const CASEWORK: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);

input! {
    /// Register an appeal. Which day counts as its arrival follows FL 22 §.
    pub struct RegistreraOverklagande {
        /// Which decision; the newest that goes against the person unless stated.
        beslut: Option<Id> = "Beslut som överklagas",
        /// Who appeals.
        av: Lamnare = "Vem som överklagar",
        /// How.
        form: Overklagandeform = "Hur",
        /// What is wrong and what is wanted.
        innehall: String = "Vad personen vill ändra och varför",
        /// The day it reached us; today unless stated.
        nadde: Option<Date> = "Nådde oss den",
        /// Which day counts.
        ankomst: Option<Ankomst> = "Räknas som inkommet",
        /// The day it reached the court, when it went there by mistake.
        nadde_domstolen: Option<Date> = "Nådde domstolen den, om det skickades dit",
        /// The appeal.
        filer: Vec<Fil> = "Filer",
    }
}

impl Command for RegistreraOverklagande {
    const NAME: &'static str = "overklagande.registrera";
    const TITLE: &'static str = "Registrera överklagande";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let reached = day(self.nadde, ctx).map_err(|_| future("nadde"))?;
        if self.nadde_domstolen.is_some_and(|there| there > reached) {
            return Err(Hinder::field("nadde_domstolen", "Det kan inte ha nått domstolen efter oss").into());
        }
        let against = place.file.case.decisions.iter().rfind(|decision| decision.fact.goes_against());
        let named = self.beslut.or(against.map(|decision| decision.id));
        let on = self.ankomst.unwrap_or(Ankomst::SammaDag).day(reached);
        let decision = decided(place, named, reached)?;
        let fact = OverklagandeInkommet {
            beslut: decision.id,
            av: self.av,
            form: self.form,
            innehall: self.innehall.clone(),
            nadde_domstolen: self.nadde_domstolen,
            filer: self.filer.clone(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Test whether an appeal came in in time (FL 45 §).
    pub struct ProvaOverklagande {
        /// Which; the newest that is open unless stated.
        overklagande: Option<Id> = "Överklagande",
        /// What it leads to.
        utfall: Rattidsutfall = "Kom det in i tid?",
        /// Why it is taken up although it was late.
        undantag: Option<Rattidsundantag> = "Varför det tas upp ändå",
        /// The reasons.
        skal: Option<String> = "Skäl",
        /// What the person has asked for about contact was read.
        onskemal_lasta: bool = "Jag har läst vad personen har bett om, och brevet går rätt väg",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for ProvaOverklagande {
    const NAME: &'static str = "overklagande.prova";
    const TITLE: &'static str = "Pröva om överklagandet kom in i tid";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let appeal = open(place, self.overklagande)?;
        let on = since(self.datum, appeal, ctx)?;
        if let Some((day, _)) = appeal.tested {
            let remedy = "Återkalla prövningen om den är fel.";
            return Err(Hinder::state(format!("Det prövades {day} om överklagandet kom in i tid."), remedy).into());
        }
        let taken_up = self.utfall == Rattidsutfall::TasUpp;
        let fact = OverklagandeProvat {
            overklagande: appeal.id,
            beslut: appeal.fact.beslut,
            utfall: self.utfall,
            undantag: self.undantag.filter(|_| taken_up),
            skal: self.skal.clone(),
            brev: Vec::new(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Hand an appeal over to the court, with the documents (FL 46 §), or a later decision that changes the one appealed.
    pub struct OverlamnaOverklagande {
        /// Which; the newest that is open unless stated.
        overklagande: Option<Id> = "Överklagande",
        /// The court.
        domstol: String = "Till domstolen",
        /// The day; today unless stated.
        datum: Option<Date> = "Skickat den",
    }
}

impl Command for OverlamnaOverklagande {
    const NAME: &'static str = "overklagande.overlamna";
    const TITLE: &'static str = "Lämna över överklagandet";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let appeal = open(place, self.overklagande)?;
        let on = since(self.datum, appeal, ctx)?;
        // Whether a challenge of legality came in time is tried by the court, not by the board (KL 13:5).
        let by_board = place.file.challenge(appeal.fact.beslut).is_none();
        if by_board && appeal.tested.is_none() {
            let remedy = "Pröva först om överklagandet kom in i tid.";
            return Err(Hinder::state("Det är inte prövat om överklagandet kom in i tid.", remedy).into());
        }
        let fact = OverklagandeOverlamnat {
            overklagande: appeal.id,
            beslut: appeal.fact.beslut,
            domstol: self.domstol.clone(),
            nytt_beslut: changed_since(place.file, appeal),
            brev: Vec::new(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

/// The latest decision that changes the one appealed, which the appeal covers too (FL 46 §).
pub fn changed_since(file: &CaseFile, appeal: &Appeal) -> Option<Id> {
    let decisions = &file.case.decisions;
    let root = decisions.iter().find(|decision| decision.id == appeal.fact.beslut)?.root;
    decisions.iter().rfind(|later| later.root == root && later.id != appeal.fact.beslut).map(|later| later.id)
}

input! {
    /// Whoever appealed takes it back.
    pub struct AterkallaOverklagande {
        /// Which; the newest that is open unless stated.
        overklagande: Option<Id> = "Överklagande",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for AterkallaOverklagande {
    const NAME: &'static str = "overklagande.aterkalla";
    const TITLE: &'static str = "Registrera att överklagandet tas tillbaka";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let appeal = open(place, self.overklagande)?;
        let on = since(self.datum, appeal, ctx)?;
        let fact = OverklagandeAterkallat { overklagande: appeal.id, beslut: appeal.fact.beslut };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register the court's ruling. Its clocks run from its own day.
    pub struct RegistreraDom {
        /// Which appeal; the newest that is open unless stated.
        overklagande: Option<Id> = "Överklagande",
        /// The court.
        domstol: String = "Domstol",
        /// The number of the case there.
        malnummer: String = "Målnummer",
        /// The day of the ruling.
        domsdag: Date = "Meddelad den",
        /// What it decided.
        utfall: Domsutfall = "Vad domstolen beslutade",
        /// What that means.
        innebord: String = "Vad det innebär",
        /// The ruling.
        filer: Vec<Fil> = "Filer",
    }
}

impl Command for RegistreraDom {
    const NAME: &'static str = "dom.registrera";
    const TITLE: &'static str = "Registrera dom";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let appeal = open(place, self.overklagande)?;
        let on = since(Some(self.domsdag), appeal, ctx).map_err(|_| future("domsdag"))?;
        let fact = DomInkommen {
            overklagande: appeal.id,
            beslut: appeal.fact.beslut,
            domstol: self.domstol.clone(),
            malnummer: self.malnummer.clone(),
            utfall: self.utfall,
            innebord: self.innebord.clone(),
            filer: self.filer.clone(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Put an obvious clerical error in a decision right (FL 36 §).
    pub struct RattaBeslut {
        /// Which decision; the newest unless stated.
        beslut: Option<Id> = "Beslut",
        /// What stood there, and what it is to be read as.
        rattelse: String = "Vad som stod, och vad som ska stå",
        /// Why it is obvious.
        skal: String = "Varför felet är uppenbart",
        /// What the person has asked for about contact was read.
        onskemal_lasta: bool = "Jag har läst vad personen har bett om, och brevet går rätt väg",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for RattaBeslut {
    const NAME: &'static str = "beslut.ratta";
    const TITLE: &'static str = "Rätta skrivfel i beslutet";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(self.datum, ctx)?;
        let newest = place.file.case.decisions.last().map(|decision| decision.id);
        let decision = decided(place, self.beslut.or(newest), on)?;
        let fact = BeslutRattat {
            beslut: decision.id,
            rattelse: self.rattelse.clone(),
            skal: self.skal.clone(),
            brev: Vec::new(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Consider a decision again (FL 37-38 §§). That it is to be changed is one thing; changing it is a decision.
    pub struct OmprovaBeslut {
        /// Which decision; the newest that goes against the person unless stated.
        beslut: Option<Id> = "Beslut",
        /// The person asked for it.
        pa_begaran: bool = "Personen har begärt det",
        /// It is to be changed.
        andras: bool = "Beslutet ska ändras",
        /// The reasons.
        skal: String = "Skäl",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for OmprovaBeslut {
    const NAME: &'static str = "beslut.omprova";
    const TITLE: &'static str = "Ompröva beslutet";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(self.datum, ctx)?;
        let against = place.file.case.decisions.iter().rfind(|decision| decision.fact.goes_against());
        let named = self.beslut.or(against.map(|decision| decision.id));
        let decision = decided(place, named, on)?;
        // Once it is handed over, the court has it (FL 39 §).
        let there = place.file.case.remedies.appeals.iter().filter(|appeal| appeal.fact.beslut == decision.id);
        if let Some((day, court)) = there.flat_map(|appeal| &appeal.handed_over).next() {
            let message =
                format!("Överklagandet lämnades över till {court} {day}. Då är det domstolen som prövar beslutet.");
            return Err(Hinder::state(message, "Vänta på domen.").into());
        }
        let fact = BeslutOmprovat {
            beslut: decision.id,
            pa_begaran: self.pa_begaran,
            andras: self.andras,
            skal: self.skal.clone(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

/// The appeal meant, while it is open.
fn open<'a>(place: &Place<'a>, named: Option<Id>) -> Result<&'a Appeal, Refusal> {
    place.any_case()?;
    let found = place.file.case.remedies.appeal(named).filter(|appeal| appeal.is_open());
    let remedy = "Registrera överklagandet när det har kommit in.";
    found.ok_or_else(|| Hinder::state("Inget överklagande väntar i ärendet.", remedy).into())
}

/// A day not before the appeal came in.
fn since(stated: Option<Date>, appeal: &Appeal, ctx: &Ctx) -> Result<Date, Refusal> {
    let on = day(stated, ctx)?;
    if on < appeal.on {
        let message = format!("Överklagandet kom in {}. Dagen kan inte vara tidigare", appeal.on);
        return Err(Hinder::field("datum", message).into());
    }
    Ok(on)
}

fn future(field: &'static str) -> Refusal {
    Hinder::field(field, "Skriv en dag mellan den dag överklagandet kom in och i dag").into()
}
