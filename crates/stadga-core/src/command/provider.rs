//! At the provider: accept, name a therapist, meet, plan, write, follow up.

use super::{Access, Command, Place, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::organisation::Roll;
use crate::fact::uppdrag::{
    BehandlareUtsedd, Fortsattning, GenomforandeanteckningSkriven, GenomforandeplanUpprattad, Godkannande,
    InsatsPaborjad, MoteArt, MoteHallet, UppdragAterlamnat, UppdragMottaget, UppfoljningGjord,
};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::{Assignment, CaseFile};
use jiff::civil::Date;

const MANAGER: Access = Access::Assignment(&[Ground::Utforarchef]);
const PROVIDER: Access = Access::Assignment(&[Ground::Behandlare, Ground::Utforarchef]);
const TOGETHER: Access = Access::Assignment(&[Ground::Bestallare, Ground::Behandlare, Ground::Utforarchef]);

input! {
    /// Accept the assignment, and name a therapist in the same act when it is known who.
    pub struct TaEmotUppdrag {
        /// The therapist.
        behandlare: Option<Id> = "Behandlare",
    }
}

impl Command for TaEmotUppdrag {
    const NAME: &'static str = "uppdrag.ta_emot";
    const TITLE: &'static str = "Ta emot uppdrag";
    const ACCESS: Access = MANAGER;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let assignment = place.running_assignment()?;
        if let Some(day) = assignment.accepted_on {
            let message = format!("Uppdraget togs emot {day}.");
            return Err(Hinder::state(message, "Utse behandlare om ingen är utsedd.").into());
        }
        let on = ctx.today;
        let mut events = vec![place.fact_in_assignment(ctx, on, UppdragMottaget {})];
        if let Some(behandlare) = self.behandlare {
            therapist_in(place, assignment, behandlare, on)?;
            events.push(place.fact_in_assignment(ctx, on, BehandlareUtsedd { behandlare }));
        }
        Ok(events)
    }
}

input! {
    /// Return the assignment with a reason. The clock of SoL 34:1 goes on from the decision.
    pub struct AterlamnaUppdrag {
        /// Why.
        skal: String = "Skäl",
    }
}

impl Command for AterlamnaUppdrag {
    const NAME: &'static str = "uppdrag.aterlamna";
    const TITLE: &'static str = "Återlämna uppdrag";
    const ACCESS: Access = MANAGER;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let assignment = place.running_assignment()?;
        if assignment.started_on.is_some() {
            let remedy = "Avsluta insatsen i stället, tillsammans med handläggaren.";
            return Err(Hinder::state("Insatsen har redan påbörjats.", remedy).into());
        }
        let on = ctx.today;
        Ok(vec![place.fact_in_assignment(ctx, on, UppdragAterlamnat { skal: self.skal.clone() })])
    }
}

input! {
    /// Name a therapist; several may be named.
    pub struct UtseBehandlare {
        /// The therapist.
        behandlare: Id = "Behandlare",
    }
}

impl Command for UtseBehandlare {
    const NAME: &'static str = "behandlare.utse";
    const TITLE: &'static str = "Utse behandlare";
    const ACCESS: Access = MANAGER;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let assignment = place.running_assignment()?;
        if assignment.accepted_on.is_none() {
            return Err(Hinder::state("Uppdraget är inte mottaget.", "Ta emot uppdraget först.").into());
        }
        let on = ctx.today;
        therapist_in(place, assignment, self.behandlare, on)?;
        Ok(vec![place.fact_in_assignment(ctx, on, BehandlareUtsedd { behandlare: self.behandlare })])
    }
}

fn therapist_in(place: &Place<'_>, assignment: &Assignment, user: Id, on: Date) -> Result<(), Refusal> {
    let unit = assignment.order.as_ref().map(|order| order.utforare);
    let holds = |unit| place.organisation.users.get(&user).is_some_and(|user| user.holds(Roll::Behandlare, unit, on));
    if unit.is_some_and(holds) {
        return Ok(());
    }
    Err(Hinder::field("behandlare", "Välj någon som är behandlare i enheten").into())
}

input! {
    /// Register a meeting. The first joint meeting may also be the day the insats begins.
    pub struct RegistreraMote {
        /// What kind.
        art: MoteArt = "Vilket möte",
        /// Who took part.
        deltagare: Vec<String> = "Deltagare",
        /// What was said.
        sammanfattning: String = "Vad ni kom fram till",
        /// The insats began the same day.
        insatsen_paborjas: bool = "Insatsen börjar samma dag",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for RegistreraMote {
    const NAME: &'static str = "mote.registrera";
    const TITLE: &'static str = "Registrera möte";
    const ACCESS: Access = TOGETHER;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let started = place.running_assignment()?.started_on;
        let on = day(self.datum, ctx)?;
        let fact = MoteHallet {
            art: self.art,
            deltagare: self.deltagare.clone(),
            sammanfattning: self.sammanfattning.clone(),
        };
        let mut events = vec![place.fact_in_assignment(ctx, on, fact)];
        if self.insatsen_paborjas && started.is_none() {
            events.push(place.fact_in_assignment(ctx, on, InsatsPaborjad {}));
        }
        Ok(events)
    }
}

input! {
    /// Draw up or revise the implementation plan together with the person.
    pub struct UpprattaGenomforandeplan {
        /// The person's own words.
        egna_ord: String = "Med egna ord",
        /// The goals, one a line.
        mal: String = "Mål, ett på varje rad",
        /// What is done, by whom and when.
        arbetssatt: String = "Så här gör vi",
        /// The person's word on it.
        godkannande: Godkannande = "Den enskildes besked",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for UpprattaGenomforandeplan {
    const NAME: &'static str = "genomforandeplan.uppratta";
    const TITLE: &'static str = "Skriv genomförandeplan";
    const ACCESS: Access = PROVIDER;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.running_assignment()?;
        let on = day(self.datum, ctx)?;
        let goals = self.mal.lines().map(str::trim).filter(|line| !line.is_empty());
        let fact = GenomforandeplanUpprattad {
            egna_ord: self.egna_ord.clone(),
            mal: goals.map(str::to_owned).collect(),
            arbetssatt: self.arbetssatt.clone(),
            godkannande: self.godkannande,
        };
        Ok(vec![place.fact_in_assignment(ctx, on, fact)])
    }

    fn replaces(file: &CaseFile, subject: Id) -> Option<Id> {
        file.assignments.get(&subject).and_then(|assignment| assignment.plans.last()).map(|plan| plan.id)
    }
}

input! {
    /// Write in the provider's journal.
    pub struct SkrivGenomforandeanteckning {
        /// The text.
        text: String = "Vad hände?",
        /// The goals it is about.
        mal: Vec<String> = "Vilket mål gäller det?",
        /// The caseworker needs to know.
        handlaggaren_behover_veta: bool = "Handläggaren behöver veta",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for SkrivGenomforandeanteckning {
    const NAME: &'static str = "genomforandeanteckning.skriv";
    const TITLE: &'static str = "Skriv i journalen";
    const ACCESS: Access = PROVIDER;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.running_assignment()?;
        let on = day(self.datum, ctx)?;
        let fact = GenomforandeanteckningSkriven {
            text: self.text.clone(),
            mal: self.mal.clone(),
            handlaggaren_behover_veta: self.handlaggaren_behover_veta,
        };
        Ok(vec![place.fact_in_assignment(ctx, on, fact)])
    }
}

input! {
    /// Register a follow-up. One form settles the caseworker's and the therapist's duty.
    pub struct RegistreraUppfoljning {
        /// The person's view, first.
        egen_syn: String = "Vad personen själv säger",
        /// Whether the goals are being reached.
        maluppfyllelse: String = "Hur det går mot målen",
        /// ASI or another instrument, or why not.
        instrument: String = "ASI eller annat instrument, eller varför inte",
        /// What it leads to.
        fortsattning: Fortsattning = "Vad uppföljningen leder till",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for RegistreraUppfoljning {
    const NAME: &'static str = "uppfoljning.registrera";
    const TITLE: &'static str = "Registrera uppföljning";
    const ACCESS: Access = TOGETHER;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.running_assignment()?;
        let on = day(self.datum, ctx)?;
        let fact = UppfoljningGjord {
            egen_syn: self.egen_syn.clone(),
            maluppfyllelse: self.maluppfyllelse.clone(),
            instrument: self.instrument.clone(),
            fortsattning: self.fortsattning,
        };
        Ok(vec![place.fact_in_assignment(ctx, on, fact)])
    }
}
