//! The decision: made, proposed to whoever may make it, given back, recorded for a committee, told.

use super::person::letter_to;
use super::{Access, Command, Place, day, period};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::{NewEvent, StreamKind};
use crate::fact::arende::{Brevmottagare, Kanal};
use crate::fact::beslut::{
    Andringsgrund, Avskrivningsgrund, BeslutAterlamnat, BeslutFattat, BeslutForeslaget, BeslutUnderrattat,
    Malinriktning, Utfall,
};
use crate::fact::uppdrag::UppdragAndrat;
use crate::id::Id;
use crate::input;
use crate::lagrum::refused_under;
use crate::refusal::{Hinder, Refusal};
use crate::state::{Assignment, CaseFile, Decision};
use jiff::civil::Date;

const CASEWORK: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);

/// Declares an input that holds a whole decision, with fields of its own before it.
macro_rules! decision_input {
    ($(#[$meta:meta])* pub struct $Name:ident { $($own:tt)* }) => {
        input! {
            $(#[$meta])*
            pub struct $Name {
                $($own)*
                /// The outcome.
                utfall: Utfall = "Utfall",
                /// The insats.
                insats: String = "Insats",
                /// The earlier decision it changes or ends; the newest on the same insats unless stated.
                andrar: Option<Id> = "Beslut som ändras eller upphör",
                /// Why that one may be changed or ended.
                andringsgrund: Option<Andringsgrund> = "Varför beslutet får ändras",
                /// Why nothing is left to decide.
                avskrivningsgrund: Option<Avskrivningsgrund> = "Varför ärendet skrivs av",
                /// What is refused, when a part is granted.
                avslaget: Option<String> = "Det som inte beviljas",
                /// Extent and frequency.
                omfattning: Option<String> = "Omfattning",
                /// First day, inclusive.
                fran: Option<Date> = "Gäller från och med",
                /// Last day, inclusive.
                till: Option<Date> = "Gäller till och med",
                /// The day a decision until further notice is reviewed.
                prova_om: Option<Date> = "Tills vidare, prövas om den",
                /// The directions of the goal.
                malinriktning: Vec<Malinriktning> = "Personen väljer riktning",
                /// The goal.
                mal: Option<String> = "Mål med insatsen",
                /// The reasons.
                skal: String = "Skäl för beslutet",
            }
        }

        impl $Name {
            /// The decision, with what the packs attach, and without what its outcome has no place for.
            fn decision(&self, place: &Place<'_>) -> Result<BeslutFattat, Refusal> {
                period(self.fran, self.till)?;
                let Some(lagrum) = place.packs.legal_ground.clone() else {
                    return Err(Hinder::field("insats", "Välj en insats som finns i kommunens utbud").into());
                };
                let (utfall, grants) = (self.utfall, self.utfall.grants());
                let lagrum = if utfall.refuses() { refused_under(&lagrum) } else { lagrum };
                let changed = changed(place.file, utfall, &self.insats, self.andrar)?;
                let wording = place.packs.wording.clone();
                let fact = BeslutFattat {
                    utfall,
                    insats: self.insats.clone(),
                    lagrum,
                    omfattning: self.omfattning.clone().filter(|_| grants),
                    mal: self.mal.clone().filter(|_| grants),
                    fran: self.fran.filter(|_| grants),
                    till: self.till.filter(|_| grants || utfall == Utfall::Upphorande),
                    prova_om: self.prova_om.filter(|_| grants),
                    skal: self.skal.clone(),
                    delegationspunkt: place.packs.delegation_point.clone(),
                    overklagandehanvisning: false,
                    andrar: changed.map(|decision| decision.id),
                    andringsgrund: self.andringsgrund.filter(|_| utfall.is_about_another()),
                    avskrivningsgrund: self.avskrivningsgrund.filter(|_| utfall == Utfall::Avskrivning),
                    avslaget: self.avslaget.clone().filter(|_| utfall == Utfall::DelvisBifall),
                    malinriktning: if grants { self.malinriktning.clone() } else { Vec::new() },
                    namnd: None,
                    paragraf: None,
                    foredragande: None,
                    forfattning: wording.as_ref().map(|(number, _)| number.clone()),
                    lydelse: wording.map(|(_, day)| day),
                };
                Ok(BeslutFattat { overklagandehanvisning: fact.goes_against(), ..fact })
            }
        }
    };
}

decision_input! {
    /// Decide. The legal ground, the delegation point and the route of appeal are attached.
    pub struct FattaBeslut {}
}

impl Command for FattaBeslut {
    const NAME: &'static str = "beslut.fatta";
    const TITLE: &'static str = "Fatta beslut";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.open_case()?;
        let proposal = place.file.case.proposal_to_decide();
        let presented = proposal.map(|proposal| proposal.by).filter(|user| *user != ctx.actor.user);
        let fact = BeslutFattat { foredragande: presented, ..self.decision(place)? };
        let on = ctx.today;
        Ok(decided(place, ctx, on, fact))
    }

    fn replaces(file: &CaseFile, _subject: Id) -> Option<Id> {
        newest(file)
    }
}

decision_input! {
    /// Hand a complete decision over to whoever may make it by the delegation order, or to the committee.
    pub struct LamnaTillBeslut {
        /// A word to whoever decides.
        meddelande: Option<String> = "Till den som beslutar",
    }
}

impl Command for LamnaTillBeslut {
    const NAME: &'static str = "beslut.lamna";
    const TITLE: &'static str = "Lämna till beslut";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.open_case()?;
        let forslag = BeslutFattat { delegationspunkt: None, ..self.decision(place)? };
        let (punkt, roller) = place.packs.deciders.clone().unzip();
        let fact = BeslutForeslaget {
            forslag,
            roller: roller.unwrap_or_default(),
            punkt,
            meddelande: self.meddelande.clone(),
        };
        let on = ctx.today;
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }

    fn replaces(file: &CaseFile, _subject: Id) -> Option<Id> {
        newest(file)
    }
}

input! {
    /// Give a proposal back, with what is needed.
    pub struct AterlamnaBeslut {
        /// Why, and what is needed.
        skal: String = "Vad som behövs",
    }
}

impl Command for AterlamnaBeslut {
    const NAME: &'static str = "beslut.aterlamna";
    const TITLE: &'static str = "Återlämna förslaget";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.open_case()?;
        let Some(proposal) = place.file.case.proposal_to_decide() else {
            let remedy = "Det kan redan vara beslutat eller återlämnat. Öppna ärendet och se vad som har hänt.";
            return Err(Hinder::state("Det finns inget förslag att återlämna.", remedy).into());
        };
        let on = ctx.today;
        Ok(vec![place.fact_in_case(ctx, on, BeslutAterlamnat { forslag: proposal.id, skal: self.skal.clone() })])
    }

    fn replaces(file: &CaseFile, _subject: Id) -> Option<Id> {
        newest(file)
    }
}

decision_input! {
    /// Record what a committee decided. It has happened, so nothing but its shape is asked for.
    pub struct RegistreraNamndbeslut {
        /// The committee.
        namnd: String = "Vem som beslutade",
        /// The day of its meeting.
        sammantradesdag: Date = "Sammanträdesdag",
        /// The paragraph of the minutes.
        paragraf: String = "Paragraf i protokollet",
    }
}

impl Command for RegistreraNamndbeslut {
    const NAME: &'static str = "namndbeslut.registrera";
    const TITLE: &'static str = "Registrera nämndens beslut";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        if self.sammantradesdag > ctx.today {
            let message = format!("Sammanträdet {} har inte varit än", self.sammantradesdag);
            return Err(Hinder::field("sammantradesdag", message).into());
        }
        let presented = place.file.case.proposal_to_decide().map(|proposal| proposal.by);
        let fact = BeslutFattat {
            // The competence is the committee's own, whatever the delegation order says.
            delegationspunkt: None,
            namnd: Some(self.namnd.clone()),
            paragraf: Some(self.paragraf.clone()),
            foredragande: presented.or(place.file.case.caseworker),
            ..self.decision(place)?
        };
        Ok(decided(place, ctx, self.sammantradesdag, fact))
    }

    fn replaces(file: &CaseFile, _subject: Id) -> Option<Id> {
        newest(file)
    }
}

/// What a form about a decision was filled in against: the newest proposal, or else the newest decision.
fn newest(file: &CaseFile) -> Option<Id> {
    let proposed = file.case.proposal_to_decide().map(|proposal| proposal.id);
    proposed.or_else(|| file.case.decisions.last().map(|decision| decision.id))
}

/// The decision that an outcome changes or ends.
fn changed<'a>(
    file: &'a CaseFile,
    outcome: Utfall,
    insats: &str,
    named: Option<Id>,
) -> Result<Option<&'a Decision>, Refusal> {
    if !outcome.is_about_another() {
        return Ok(None);
    }
    let message = "Välj ett beslut om samma insats som gäller nu";
    to_change(file, insats, named).map(Some).ok_or_else(|| Hinder::field("andrar", message).into())
}

/// The decision in force on an insats that may be changed or ended: the one named, else the newest.
pub fn to_change<'a>(file: &'a CaseFile, insats: &str, named: Option<Id>) -> Option<&'a Decision> {
    let mut standing = file.case.in_force().rev().filter(|decision| decision.fact.insats == insats);
    match named {
        Some(id) => standing.find(|decision| decision.id == id),
        None => standing.next(),
    }
}

/// The decision, and what a provider that carries out the changed one is told of it.
fn decided(place: &Place<'_>, ctx: &mut Ctx, on: Date, fact: BeslutFattat) -> Vec<NewEvent> {
    let root = fact.andrar.and_then(|id| place.file.case.decision(id)).map(|decision| decision.root);
    let running = root.into_iter().flat_map(|root| place.file.carrying_out(root));
    let told: Vec<(Id, UppdragAndrat)> = running.map(|known| (known.id, new_terms(&fact, known))).collect();
    let mut events = vec![place.fact_in_case(ctx, on, fact)];
    for (assignment, terms) in told {
        events.push(NewEvent::new(ctx.ids.next_id(), StreamKind::Uppdrag, assignment, on, terms));
    }
    events
}

/// Of the new terms the provider gets what the order gave.
fn new_terms(fact: &BeslutFattat, assignment: &Assignment) -> UppdragAndrat {
    let order = assignment.order.as_ref();
    let told = |text: &Option<String>, before: Option<&String>| {
        let shared = before.is_some_and(|before| !before.is_empty());
        text.clone().filter(|_| shared).unwrap_or_default()
    };
    let goal_told = order.is_some_and(|order| !order.mal.is_empty());
    UppdragAndrat {
        upphor: fact.utfall == Utfall::Upphorande,
        mal: told(&fact.mal, order.map(|order| &order.mal)),
        omfattning: told(&fact.omfattning, order.map(|order| &order.omfattning)),
        fran: fact.fran,
        till: fact.till,
        malinriktning: if goal_told { fact.malinriktning.clone() } else { Vec::new() },
    }
}

input! {
    /// Tell the person of the decision (FL 33 §).
    pub struct UnderrattaBeslut {
        /// Which decision; the oldest not yet told of unless stated.
        beslut: Option<Id> = "Beslut",
        /// How.
        kanal: Kanal = "Skickas med",
        /// Whom the letter goes to; the person unless stated.
        mottagare: Option<Brevmottagare> = "Vem brevet går till",
        /// What the person has asked for about contact was read.
        onskemal_lasta: bool = "Jag har läst vad personen har bett om, och brevet går rätt väg",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for UnderrattaBeslut {
    const NAME: &'static str = "beslut.underratta";
    const TITLE: &'static str = "Underrätta om beslutet";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(self.datum, ctx)?;
        let Some(decision) = to_tell(place.file, self.beslut) else {
            return Err(Hinder::state("Det finns inget beslut att underrätta om.", "Fatta beslutet först.").into());
        };
        if on < decision.on {
            let message = format!("Beslutet fattades {}. Underrättelsen kan inte vara tidigare.", decision.on);
            return Err(Hinder::field("datum", message).into());
        }
        let till = letter_to(&place.file.case, self.mottagare, on)?;
        let fact = BeslutUnderrattat {
            beslut: decision.id,
            kanal: self.kanal,
            brev: Vec::new(),
            till,
            gar_emot: decision.fact.goes_against(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

/// The decision to tell of: the one named, else the oldest not told of, so that none is told twice by mistake.
pub fn to_tell(file: &CaseFile, named: Option<Id>) -> Option<&Decision> {
    let decisions = &file.case.decisions;
    let untold = decisions.iter().find(|decision| decision.notified_on.is_none()).or(decisions.last());
    named.and_then(|id| file.case.decision(id)).or(untold)
}
