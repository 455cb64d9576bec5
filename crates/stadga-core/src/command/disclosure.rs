//! Disclosure: assessing what is asked for, handing out a copy, deciding not to, what follows such a decision.

use super::person::letter_to;
use super::{Access, Command, Place, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::arende::{Brevmottagare, Kanal};
use crate::fact::delgivning::Delgivningsbevis;
use crate::fact::handling::Fil;
use crate::fact::utlamnande::{
    Fragande, UtlamnandeGjort, UtlamnandeNekat, UtlamnandeProvat, UtlamnandebeslutDelgivet, UtlamnandebeslutOverklagat,
    Utlamnandegrund, Utlamnandeutfall,
};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::{Assessment, Refused};
use jiff::civil::Date;

const CASEWORK: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);
const ASSESSES: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef, Ground::Mottagning]);

input! {
    /// Assess whether what is asked for may be disclosed.
    pub struct ProvaUtlamnande {
        /// Who asks.
        fragande: Fragande = "Vem som frågar",
        /// The name of whoever is no party.
        till: Option<String> = "Namn på den som vill ha uppgifterna",
        /// Where it would be sent.
        adress: Option<String> = "Adress dit kopian eller beslutet skickas",
        /// What is asked for.
        vad: String = "Vilka uppgifter",
        /// The ground.
        grund: Utlamnandegrund = "Grund",
        /// What it led to.
        utfall: Utlamnandeutfall = "Utfall",
        /// How it was assessed.
        skal: Option<String> = "Hur du har bedömt det",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for ProvaUtlamnande {
    const NAME: &'static str = "utlamnande.prova";
    const TITLE: &'static str = "Pröva om uppgifter kan lämnas ut";
    const ACCESS: Access = ASSESSES;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(self.datum, ctx)?;
        if self.fragande != Fragande::Part && self.till.is_none() {
            return Err(Hinder::field("till", "Skriv vem som vill ha uppgifterna").into());
        }
        let fact = UtlamnandeProvat {
            fragande: self.fragande,
            till: self.till.clone(),
            adress: self.adress.clone(),
            vad: self.vad.clone(),
            grund: self.grund,
            utfall: self.utfall,
            skal: self.skal.clone(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Hand out a copy of what lies in the case, written anew without what is masked.
    pub struct LamnaUt {
        /// The assessment it rests on; none when the party's own right is assessed here.
        provning: Option<Id> = "Prövning",
        /// Whom the party's copy goes to; the party unless stated.
        mottagare: Option<Brevmottagare> = "Vem partens kopia går till",
        /// The ground, when it is assessed here.
        grund: Option<Utlamnandegrund> = "Grund",
        /// How it was assessed, when it is assessed here.
        skal: Option<String> = "Hur du har bedömt det",
        /// The events whose text goes along.
        delar: Vec<Id> = "Det här lämnas ut",
        /// What is masked, a line each.
        maskera: Option<String> = "Det här maskeras",
        /// The files that go along as they are.
        bilagor: Vec<String> = "Filer som följer med som de är",
        /// What the recipient may not do with it.
        forbehall: Option<String> = "Förbehåll",
        /// How it is handed over.
        kanal: Option<Kanal> = "Så lämnas det",
        /// What the person has asked for about contact was read.
        onskemal_lasta: bool = "Jag har läst vad personen har bett om, och brevet går rätt väg",
        /// The whole copy was read.
        genomlast: bool = "Jag har läst hela kopian och filerna, och inget mer ska maskeras",
        /// The day; today unless stated.
        datum: Option<Date> = "Lämnat den",
    }
}

/// What hands something out.
pub(super) struct Handed<'a> {
    pub(super) provning: Option<Id>,
    pub(super) grund: Option<Utlamnandegrund>,
    pub(super) skal: &'a Option<String>,
    /// Not everything that was asked for leaves.
    pub(super) partly: bool,
    pub(super) mottagare: Option<Brevmottagare>,
    pub(super) delar: &'a [Id],
    pub(super) bilagor: &'a [String],
    pub(super) forbehall: &'a Option<String>,
}

impl Handed<'_> {
    /// The assessment that is made with the handing out, where no earlier one is named and a ground is given.
    fn own(&self, place: &Place<'_>, ctx: &mut Ctx, on: Date) -> Option<NewEvent> {
        let grund = self.grund.filter(|_| self.provning.is_none())?;
        let fact = UtlamnandeProvat {
            fragande: Fragande::Part,
            till: None,
            adress: None,
            vad: String::from("Det som lämnades ut samma dag"),
            grund,
            utfall: if self.partly { Utlamnandeutfall::Delvis } else { Utlamnandeutfall::Lamnas },
            skal: self.skal.clone(),
        };
        Some(place.fact_in_case(ctx, on, fact))
    }

    /// The events of what leaves this case alone.
    pub(super) fn events(
        &self,
        place: &Place<'_>,
        ctx: &mut Ctx,
        datum: Option<Date>,
    ) -> Result<Vec<NewEvent>, Refusal> {
        let case = place.any_case()?;
        let whole = |id: &Id| place.file.events.iter().any(|event| event.id == *id && event.subject == case);
        if self.delar.is_empty() && self.bilagor.is_empty() {
            return Err(Hinder::field("delar", "Välj vad som lämnas ut").into());
        }
        if !self.delar.iter().all(whole) {
            return Err(Hinder::field("delar", "Välj bland det som finns i ärendet").into());
        }
        self.leaves(place, ctx, datum)
    }

    /// The same, whatever is chosen and from wherever.
    pub(super) fn leaves(
        &self,
        place: &Place<'_>,
        ctx: &mut Ctx,
        datum: Option<Date>,
    ) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(datum, ctx)?;
        let known = self.provning.map(|id| assessed(place, Some(id))).transpose()?;
        let fragande = known.map_or(Fragande::Part, |known| known.fact.fragande);
        let own = self.own(place, ctx, on);
        let foretradare = match fragande {
            Fragande::Part => letter_to(&place.file.case, self.mottagare, on)?,
            _ => None,
        };
        let fact = UtlamnandeGjort {
            provning: self.provning.or(own.as_ref().map(|event| event.id)),
            fragande,
            till: known.and_then(|known| known.fact.till.clone()),
            foretradare,
            delar: self.delar.to_vec(),
            bilagor: self.bilagor.to_vec(),
            akter: Vec::new(),
            maskerat: 0,
            forbehall: self.forbehall.clone(),
            brev: Vec::new(),
        };
        let left = place.fact_in_case(ctx, on, fact);
        Ok(own.into_iter().chain([left]).collect())
    }
}

impl Command for LamnaUt {
    const NAME: &'static str = "utlamnande.gor";
    const TITLE: &'static str = "Lämna ut handlingar";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let handed = Handed {
            provning: self.provning,
            grund: self.grund,
            skal: &self.skal,
            partly: self.maskera.is_some(),
            mottagare: self.mottagare,
            delar: &self.delar,
            bilagor: &self.bilagor,
            forbehall: &self.forbehall,
        };
        handed.events(place, ctx, self.datum)
    }
}

input! {
    /// Record that every document of a matter of compulsory care left for the court, and keep them as they left. The
    /// board is a party there, so this asks for nothing and waits for nobody.
    pub struct LamnaTillDomstol {
        /// The court.
        domstol: String = "Domstol",
        /// The day; today unless stated.
        datum: Option<Date> = "Lämnat den",
    }
}

impl Command for LamnaTillDomstol {
    const NAME: &'static str = "utlamnande.domstol";
    const TITLE: &'static str = "Lämna handlingarna till domstolen";
    const ACCESS: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef, Ground::Jour]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(self.datum, ctx)?;
        if !place.file.case.lvm.is_known() {
            let remedy = "Ska något annat lämnas till en domstol prövar du det och gör en kopia.";
            return Err(Hinder::state("Ingenting om tvångsvård finns i ärendet.", remedy).into());
        }
        let (fragande, till) = (Fragande::Domstol, Some(self.domstol.clone()));
        let assessed = UtlamnandeProvat {
            fragande,
            till: till.clone(),
            adress: None,
            vad: String::from("Handlingarna i målet om tvångsvård"),
            grund: Utlamnandegrund::Nodvandigt,
            utfall: Utlamnandeutfall::Lamnas,
            skal: Some(String::from("Nämnden är part i målet. Handlingarna behövs för prövningen (11 och 15 §§ LVM).")),
        };
        let assessed = place.fact_in_case(ctx, on, assessed);
        let left = UtlamnandeGjort {
            provning: Some(assessed.id),
            fragande,
            till,
            foretradare: None,
            delar: Vec::new(),
            bilagor: Vec::new(),
            akter: Vec::new(),
            maskerat: 0,
            forbehall: None,
            brev: Vec::new(),
        };
        let left = place.fact_in_case(ctx, on, left);
        Ok(vec![assessed, left])
    }
}

input! {
    /// Decide not to disclose, or only with reservation.
    pub struct NekaUtlamnande {
        /// The assessment; the newest that does not let out everything unless stated.
        provning: Option<Id> = "Prövning",
        /// What is not disclosed.
        nekas: String = "Det här lämnas inte ut",
        /// The sections that keep it secret.
        lagrum: String = "Lagrum",
        /// Why.
        skal: String = "Skäl",
        /// What the recipient may not do with what is disclosed.
        forbehall: Option<String> = "Förbehåll",
        /// What the person has asked for about contact was read.
        onskemal_lasta: bool = "Jag har läst vad personen har bett om, och brevet går rätt väg",
        /// The day; today unless stated.
        datum: Option<Date> = "Beslutat den",
    }
}

impl Command for NekaUtlamnande {
    const NAME: &'static str = "utlamnande.neka";
    const TITLE: &'static str = "Besluta att inte lämna ut";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(self.datum, ctx)?;
        let known = assessed(place, self.provning)?;
        if known.fact.utfall == Utlamnandeutfall::Lamnas {
            let remedy = "Pröva på nytt om bedömningen har ändrats.";
            return Err(Hinder::state("Prövningen säger att allt lämnas ut.", remedy).into());
        }
        let fact = UtlamnandeNekat {
            provning: known.id,
            nekas: self.nekas.clone(),
            lagrum: self.lagrum.clone(),
            skal: self.skal.clone(),
            forbehall: self.forbehall.clone(),
            brev: Vec::new(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register that whoever asked has got the decision not to disclose.
    pub struct DelgeUtlamnandebeslut {
        /// Which decision; the newest unless stated.
        beslut: Option<Id> = "Beslut",
        /// What proves it.
        bevis: Delgivningsbevis = "Vad som visar det",
        /// The day it was got.
        datum: Date = "Fick beslutet den",
    }
}

impl Command for DelgeUtlamnandebeslut {
    const NAME: &'static str = "utlamnandebeslut.delge";
    const TITLE: &'static str = "Registrera att beslutet att inte lämna ut är delgivet";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(Some(self.datum), ctx)?;
        let refused = refused(place, self.beslut, on)?;
        Ok(vec![place.fact_in_case(ctx, on, UtlamnandebeslutDelgivet { beslut: refused.id, bevis: self.bevis })])
    }
}

input! {
    /// Register that the decision not to disclose was appealed.
    pub struct OverklagaUtlamnandebeslut {
        /// Which decision; the newest unless stated.
        beslut: Option<Id> = "Beslut",
        /// What is wrong with it.
        innehall: String = "Vad som är fel och vad som begärs",
        /// The day it came in; today unless stated.
        datum: Option<Date> = "Kom in den",
        /// The appeal as it came in.
        filer: Vec<Fil> = "Filer",
    }
}

impl Command for OverklagaUtlamnandebeslut {
    const NAME: &'static str = "utlamnandebeslut.overklaga";
    const TITLE: &'static str = "Registrera överklagande av beslutet att inte lämna ut";
    const ACCESS: Access = ASSESSES;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(self.datum, ctx)?;
        let refused = refused(place, self.beslut, on)?;
        let (innehall, filer) = (self.innehall.clone(), self.filer.clone());
        Ok(vec![place.fact_in_case(ctx, on, UtlamnandebeslutOverklagat { beslut: refused.id, innehall, filer })])
    }
}

/// The assessment named, or the newest that keeps something back.
fn assessed<'a>(place: &Place<'a>, named: Option<Id>) -> Result<&'a Assessment, Refusal> {
    let disclosures = &place.file.case.disclosures;
    let found = match named {
        Some(id) => disclosures.assessment(id),
        None => disclosures.assessed.iter().rfind(|known| known.fact.utfall != Utlamnandeutfall::Lamnas),
    };
    found.ok_or_else(|| {
        Hinder::state("Prövningen finns inte i ärendet.", "Pröva först om uppgifterna kan lämnas ut.").into()
    })
}

/// The decision named, or the newest; nothing follows it before it was made.
fn refused<'a>(place: &Place<'a>, named: Option<Id>, on: Date) -> Result<&'a Refused, Refusal> {
    let Some(found) = place.file.case.disclosures.refusal(named) else {
        let remedy = "Besluta först att inte lämna ut.";
        return Err(Hinder::state("Inget sådant beslut finns i ärendet.", remedy).into());
    };
    if on < found.on {
        let message = format!("Beslutet fattades {}. Dagen kan inte vara tidigare", found.on);
        return Err(Hinder::field("datum", message).into());
    }
    Ok(found)
}
