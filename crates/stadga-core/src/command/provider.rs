//! At the provider: accept or return, meet, plan, write.

use super::therapists::named;
use super::{Access, Command, Place, booking, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::mote::BokningArt;
use crate::fact::samarbete::Meddelat;
use crate::fact::uppdrag::{
    AnteckningArt, GenomforandeanteckningSkriven, GenomforandeplanUpprattad, GodkandPa, Godkannande, InsatsPaborjad,
    MoteArt, MoteHallet, PersonalgruppAngiven, Planlage, UppdragAterlamnat, UppdragMottaget,
};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::CaseFile;
use jiff::civil::Date;

const MANAGER: Access = Access::Assignment(&[Ground::Utforarchef]);
const PROVIDER: Access = Access::Assignment(&[Ground::Behandlare, Ground::Utforarchef]);
const TOGETHER: Access = Access::Assignment(super::TOGETHER);

input! {
    /// Accept the assignment, and name one or several therapists in the same act when it is known who.
    pub struct TaEmotUppdrag {
        /// The therapists.
        behandlare: Vec<Id> = "Behandlare",
        /// Whether everybody in the unit works with the person.
        personalgrupp: bool = "Alla i personalen arbetar med personen",
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
        events.extend(named(place, ctx, assignment, &self.behandlare)?);
        if self.personalgrupp {
            events.push(place.fact_in_assignment(ctx, on, PersonalgruppAngiven { alla: true }));
        }
        Ok(events)
    }
}

input! {
    /// Say whether everybody in the unit works with the person, or only those who are named: in a house where the
    /// staff come and go, whoever is on duty reads and writes.
    pub struct AngePersonalgrupp {
        /// Everybody.
        alla: bool = "Alla i personalen arbetar med personen",
    }
}

impl Command for AngePersonalgrupp {
    const NAME: &'static str = "personalgrupp.ange";
    const TITLE: &'static str = "Ange vilka som arbetar med personen";
    const ACCESS: Access = MANAGER;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let assignment = place.running_assignment()?;
        if assignment.group_from.is_some() == self.alla {
            let message = if self.alla {
                "Alla i personalen når redan personen."
            } else {
                "Bara de som är utsedda når personen."
            };
            return Err(Hinder::state(message, "Ändra krysset, eller gå tillbaka.").into());
        }
        Ok(vec![place.fact_in_assignment(ctx, ctx.today, PersonalgruppAngiven { alla: self.alla })])
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
    /// Register a meeting. The first joint meeting may also be the day the insats begins.
    pub struct RegistreraMote {
        /// What kind.
        art: MoteArt = "Vilket möte",
        /// Who took part.
        deltagare: Vec<String> = "Deltagare",
        /// What was said.
        sammanfattning: String = "Vad ni kom fram till",
        /// The booking it was; one of the kind that day unless stated.
        bokning: Option<Id> = "Det bokade mötet",
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
        events.extend(booking::held(place, ctx, self.bokning, on, |kind| same(self.art, kind))?);
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
        /// How and when it is followed up.
        uppfoljs: Option<String> = "Så följer vi upp planen",
        /// The person's word on it.
        godkannande: Godkannande = "Den enskildes besked",
        /// Where the person approved it.
        godkand_pa: Option<GodkandPa> = "Hur planen godkändes",
        /// What differs from the version before.
        andring: Option<String> = "Det här ändras",
        /// How the person got to know of the change.
        meddelat: Option<Meddelat> = "Så har personen fått veta",
        /// Whether it is preliminary or settled, where the routine tells them apart.
        lage: Option<Planlage> = "Planen är",
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
        let fact = GenomforandeplanUpprattad {
            egna_ord: self.egna_ord.clone(),
            mal: lines(&self.mal),
            arbetssatt: self.arbetssatt.clone(),
            godkannande: self.godkannande,
            godkand_pa: self.godkand_pa,
            uppfoljs: self.uppfoljs.clone(),
            andring: self.andring.clone(),
            meddelat: self.meddelat,
            lage: self.lage,
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
        /// What it is about.
        art: Option<AnteckningArt> = "Vad det var",
        /// The goals it is about.
        mal: Vec<String> = "Vilket mål gäller det?",
        /// The caseworker needs to know.
        handlaggaren_behover_veta: bool = "Handläggaren behöver veta",
        /// The booked meeting it is about.
        bokning: Option<Id> = "Det bokade mötet",
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
            art: self.art,
            flyttad: None,
        };
        let held = booking::held(place, ctx, self.bokning, on, |_| false)?;
        Ok(std::iter::once(place.fact_in_assignment(ctx, on, fact)).chain(held).collect())
    }
}

/// Whether a meeting of one kind is what a booking was made for.
const fn same(held: MoteArt, booked: BokningArt) -> bool {
    match held {
        MoteArt::Inledande => matches!(booked, BokningArt::Inledande),
        MoteArt::Uppfoljning => matches!(booked, BokningArt::Uppfoljning),
        MoteArt::Annat => matches!(booked, BokningArt::Annat | BokningArt::Samtal),
    }
}

/// What is written one a line.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
