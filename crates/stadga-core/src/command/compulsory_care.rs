//! Compulsory care once the court has it: ruling, care, absences, another form, what comes after (LVM 12, 20-30 §§).

use super::care_place::decided;
use super::lvm::{CASEWORK, next, not_before};
use super::{Access, Command, Place};
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::handling::Fil;
use crate::fact::tvangsvard::{
    EftervardPlanerad, TvangsvardAterupptagen, TvangsvardAvbruten, TvangsvardPaborjad, TvangsvardUpphord,
    TvangsvardsdomInkommen, TvangsvardsdomLagakraft, Vardavbrott, VardformAvslutad, VardformPaborjad, VardformPlanerad,
    Vardslut, Vardstalle, Vardutfall,
};
use crate::input;
use crate::refusal::{Hinder, Refusal};
use jiff::civil::Date;

input! {
    /// Register the court's ruling on care (5 §).
    pub struct RegistreraTvangsvardsdom {
        /// What it decided.
        utfall: Vardutfall = "Vad domstolen beslutade",
        /// The court.
        domstol: String = "Domstol",
        /// The number of the case there.
        malnummer: String = "Målnummer",
        /// It applies at once.
        omedelbart: bool = "Domen gäller omedelbart",
        /// The day of the ruling; today unless stated.
        datum: Option<Date> = "Meddelad den",
        /// The ruling.
        filer: Vec<Fil> = "Filer",
    }
}

impl Command for RegistreraTvangsvardsdom {
    const NAME: &'static str = "tvangsvardsdom.registrera";
    const TITLE: &'static str = "Registrera dom om tvångsvård";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let Some((_, applied, _)) = place.file.case.lvm.application() else {
            let message = "Ingen ansökan om tvångsvård väntar hos domstolen (11 § LVM).";
            return Err(next(message, "Registrera ansökan först.", "tvangsvard.ansok"));
        };
        let on = not_before(*applied, "Ansökan kom in", self.datum, ctx)?;
        let fact = TvangsvardsdomInkommen {
            domstol: self.domstol.clone(),
            malnummer: self.malnummer.clone(),
            utfall: self.utfall,
            omedelbart: self.omedelbart && self.utfall == Vardutfall::Vard,
            filer: self.filer.clone(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register that the ruling has gained legal force (12 §).
    pub struct RegistreraLagakraft {
        /// The day; today unless stated.
        datum: Option<Date> = "Vann laga kraft den",
    }
}

impl Command for RegistreraLagakraft {
    const NAME: &'static str = "tvangsvardsdom.laga_kraft";
    const TITLE: &'static str = "Registrera att domen har vunnit laga kraft";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let Some(ruling) = place.file.case.lvm.granted() else {
            let message = "Ingen dom om tvångsvård finns i ärendet (5 § LVM).";
            return Err(next(message, "Registrera domen först.", "tvangsvardsdom.registrera"));
        };
        if let Some(day) = ruling.final_on {
            return Err(
                Hinder::state(format!("Domen vann laga kraft {day}."), "Är dagen fel, återkalla händelsen.").into()
            );
        }
        let on = not_before(ruling.on, "Domen meddelades", self.datum, ctx)?;
        Ok(vec![place.fact_in_case(ctx, on, TvangsvardsdomLagakraft { dom: ruling.id })])
    }
}

input! {
    /// Register that care has begun (20 §).
    pub struct PaborjaTvangsvard {
        /// Where.
        stalle: Vardstalle = "Var vården ges",
        /// Its name.
        namn: String = "Hemmets eller sjukhusets namn",
        /// The day; today unless stated.
        datum: Option<Date> = "Kom dit den",
    }
}

impl Command for PaborjaTvangsvard {
    const NAME: &'static str = "tvangsvard.paborja";
    const TITLE: &'static str = "Registrera att tvångsvården har påbörjats";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = decided(place, self.datum, ctx, "Vården påbörjas")?;
        let care = &place.file.case.lvm.care;
        if let Some((since, _)) = care.begun.as_ref().filter(|_| care.goes_on()) {
            return Err(Hinder::state(format!("Vården påbörjades {since}."), "Vårdtiden räknas från den dagen.").into());
        }
        Ok(vec![place.fact_in_case(ctx, on, TvangsvardPaborjad { stalle: self.stalle, namn: self.namn.clone() })])
    }
}

input! {
    /// Register time that is not counted as care (21 §).
    pub struct AvbrytTvangsvard {
        /// Why.
        orsak: Vardavbrott = "Varför vårdtiden står still",
        /// What is known.
        anteckning: Option<String> = "Anteckning",
        /// The first day; today unless stated.
        datum: Option<Date> = "Från och med",
    }
}

impl Command for AvbrytTvangsvard {
    const NAME: &'static str = "tvangsvard.avbryt";
    const TITLE: &'static str = "Registrera att vårdtiden står still";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = in_care(place, self.datum, ctx)?;
        if let Some(absent) = place.file.case.lvm.care.absent() {
            let message = format!("Vårdtiden står still sedan {} (21 § LVM).", absent.from);
            return Err(next(message, "Registrera först att den löper igen.", "tvangsvard.ateruppta"));
        }
        let fact = TvangsvardAvbruten { orsak: self.orsak, anteckning: self.anteckning.clone() };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register that the time is counted again (21 §).
    pub struct AterupptaTvangsvard {
        /// The first day that is counted; today unless stated.
        datum: Option<Date> = "Tillbaka den",
    }
}

impl Command for AterupptaTvangsvard {
    const NAME: &'static str = "tvangsvard.ateruppta";
    const TITLE: &'static str = "Registrera att vårdtiden löper igen";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let Some(absent) = place.file.case.lvm.care.absent() else {
            let message = "Vårdtiden står inte still (21 § LVM).";
            return Err(Hinder::state(message, "Är personen borta, registrera det först.").into());
        };
        let on = not_before(absent.from, "Vårdtiden står still sedan", self.datum, ctx)?;
        Ok(vec![place.fact_in_case(ctx, on, TvangsvardAterupptagen { avbrott: absent.id })])
    }
}

input! {
    /// Plan care in another form with the person and Statens institutionsstyrelse (27, 28 §§).
    pub struct PlaneraVardform {
        /// The plan.
        plan: String = "Planen för den fortsatta vården",
        /// How the person took part.
        delaktighet: String = "Hur personen har varit med",
        /// What was agreed with SiS.
        samrad: String = "Samråd med SiS",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for PlaneraVardform {
    const NAME: &'static str = "vardform.planera";
    const TITLE: &'static str = "Planera vård i annan form";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = in_care(place, self.datum, ctx)?;
        let (delaktighet, samrad) = (self.delaktighet.clone(), self.samrad.clone());
        Ok(vec![place.fact_in_case(ctx, on, VardformPlanerad { plan: self.plan.clone(), delaktighet, samrad })])
    }
}

input! {
    /// Register that care in another form has begun (27 §).
    pub struct PaborjaVardform {
        /// Where.
        var: String = "Var vården ges",
        /// The day; today unless stated.
        datum: Option<Date> = "Från och med",
    }
}

impl Command for PaborjaVardform {
    const NAME: &'static str = "vardform.paborja";
    const TITLE: &'static str = "Registrera vård i annan form";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = in_care(place, self.datum, ctx)?;
        Ok(vec![place.fact_in_case(ctx, on, VardformPaborjad { var: self.var.clone() })])
    }
}

input! {
    /// Register that the person was fetched back to the home (27 §).
    pub struct AvslutaVardform {
        /// Why.
        skal: String = "Varför",
        /// The day; today unless stated.
        datum: Option<Date> = "Tillbaka den",
    }
}

impl Command for AvslutaVardform {
    const NAME: &'static str = "vardform.avsluta";
    const TITLE: &'static str = "Registrera att personen är tillbaka i LVM-hemmet";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let Some(since) = place.file.case.lvm.care.elsewhere_since else {
            let message = "Personen har inte vård i annan form (27 § LVM).";
            return Err(next(message, "Registrera först att den har påbörjats.", "vardform.paborja"));
        };
        let on = not_before(since, "Vård i annan form påbörjades", self.datum, ctx)?;
        Ok(vec![place.fact_in_case(ctx, on, VardformAvslutad { skal: self.skal.clone() })])
    }
}

input! {
    /// Plan with the person what comes after compulsory care (3, 30 §§).
    pub struct PlaneraEftervard {
        /// Where the person will live.
        bostad: Option<String> = "Bostad efter vården",
        /// Work or education.
        sysselsattning: Option<String> = "Arbete eller utbildning",
        /// What is offered on a voluntary ground.
        frivillig_vard: Option<String> = "Stöd och behandling som erbjuds frivilligt",
        /// What the person says of it.
        egen_syn: String = "Vad personen säger",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for PlaneraEftervard {
    const NAME: &'static str = "eftervard.planera";
    const TITLE: &'static str = "Planera tiden efter tvångsvården";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = in_care(place, self.datum, ctx)?;
        let fact = EftervardPlanerad {
            bostad: self.bostad.clone(),
            sysselsattning: self.sysselsattning.clone(),
            frivillig_vard: self.frivillig_vard.clone(),
            egen_syn: self.egen_syn.clone(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register that compulsory care has ended (12, 20, 25 §§).
    pub struct AvslutaTvangsvard {
        /// Why.
        orsak: Vardslut = "Varför den upphör",
        /// What is known.
        anteckning: Option<String> = "Anteckning",
        /// The day; today unless stated.
        datum: Option<Date> = "Upphör den",
    }
}

impl Command for AvslutaTvangsvard {
    const NAME: &'static str = "tvangsvard.avsluta";
    const TITLE: &'static str = "Registrera att tvångsvården har upphört";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = in_care(place, self.datum, ctx)?;
        let fact = TvangsvardUpphord { orsak: self.orsak, anteckning: self.anteckning.clone() };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

/// The day of an act that needs care that goes on.
fn in_care(place: &Place<'_>, stated: Option<Date>, ctx: &Ctx) -> Result<Date, Refusal> {
    place.any_case()?;
    let care = &place.file.case.lvm.care;
    match (&care.begun, care.ended) {
        (Some((since, _)), None) => not_before(*since, "Vården påbörjades", stated, ctx),
        (Some(_), Some((on, _))) => Err(Hinder::state(
            format!("Tvångsvården upphörde {on} (20 § LVM)."),
            "Planera stöd med personen frivilligt.",
        )
        .into()),
        (None, _) => {
            let message = "Tvångsvården har inte påbörjats (20 § LVM).";
            Err(next(message, "Registrera först att personen har kommit till hemmet.", "tvangsvard.paborja"))
        }
    }
}
