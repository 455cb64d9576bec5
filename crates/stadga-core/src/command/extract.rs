//! What is handed out with more than a copy: the history of a case that can be checked, and the register extract.

use super::disclosure::Handed;
use super::{Access, Command, Place};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::arende::{Brevmottagare, Kanal};
use crate::fact::utlamnande::Utlamnandegrund;
use crate::id::Id;
use crate::input;
use crate::refusal::Refusal;
use jiff::civil::Date;

const CASEWORK: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);

input! {
    /// Hand out the history of the case so that whoever gets it can check that nothing is changed or gone.
    pub struct LamnaUtHistorik {
        /// The assessment it rests on; none when the party's own right is assessed here.
        provning: Option<Id> = "Prövning",
        /// Whom the party's copy goes to; the party unless stated.
        mottagare: Option<Brevmottagare> = "Vem partens kopia går till",
        /// The ground, when it is assessed here.
        grund: Option<Utlamnandegrund> = "Grund",
        /// How it was assessed, when it is assessed here.
        skal: Option<String> = "Hur du har bedömt det",
        /// The events whose content goes along; of the others only that they are there.
        delar: Vec<Id> = "Händelser som följer med sitt innehåll",
        /// What the recipient may not do with it.
        forbehall: Option<String> = "Förbehåll",
        /// How it is handed over.
        kanal: Option<Kanal> = "Så lämnas det",
        /// What the person has asked for about contact was read.
        onskemal_lasta: bool = "Jag har läst vad personen har bett om, och brevet går rätt väg",
        /// All that is opened was read.
        genomlast: bool = "Jag har läst allt som följer med, och inget av det ska vara hemligt för mottagaren",
        /// The day; today unless stated.
        datum: Option<Date> = "Lämnat den",
    }
}

impl Command for LamnaUtHistorik {
    const NAME: &'static str = "utlamnande.historik";
    const TITLE: &'static str = "Lämna ut historiken så att den går att kontrollera";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let case = place.any_case()?;
        let handed = Handed {
            provning: self.provning,
            grund: self.grund,
            skal: &self.skal,
            // Of events that are not opened nothing but a sum leaves.
            partly: place.file.events.iter().any(|event| event.subject == case && !self.delar.contains(&event.id)),
            mottagare: self.mottagare,
            delar: &self.delar,
            bilagor: &[],
            forbehall: &self.forbehall,
        };
        handed.events(place, ctx, self.datum)
    }
}

input! {
    /// Hand out to somebody what is held about them: in this case, in their other cases within reach, and who has read.
    pub struct LamnaUtRegisterutdrag {
        /// The assessment it rests on; none when the person's own right is assessed here.
        provning: Option<Id> = "Prövning",
        /// Whom it goes to; the person unless stated.
        mottagare: Option<Brevmottagare> = "Vem utdraget går till",
        /// The ground, when it is assessed here.
        grund: Option<Utlamnandegrund> = "Grund",
        /// How it was assessed, when it is assessed here.
        skal: Option<String> = "Hur du har bedömt det",
        /// The events whose text goes along, of any case within reach.
        delar: Vec<Id> = "Det här lämnas ut",
        /// What is masked, a line each.
        maskera: Option<String> = "Det här maskeras",
        /// Who has read goes along.
        lasningar: bool = "Ta med vem som har läst, när och i vilken roll",
        /// What the recipient may not do with it.
        forbehall: Option<String> = "Förbehåll",
        /// How it is handed over.
        kanal: Option<Kanal> = "Så lämnas det",
        /// What the person has asked for about contact was read.
        onskemal_lasta: bool = "Jag har läst vad personen har bett om, och brevet går rätt väg",
        /// The whole extract was read.
        genomlast: bool = "Jag har läst hela utdraget, och inget mer ska maskeras",
        /// The day; today unless stated.
        datum: Option<Date> = "Lämnat den",
    }
}

impl Command for LamnaUtRegisterutdrag {
    const NAME: &'static str = "utlamnande.registerutdrag";
    const TITLE: &'static str = "Lämna ut registerutdrag";
    // Who has read is told of everybody, so it is the head who takes it out.
    const ACCESS: Access = Access::Case(&[Ground::Enhetschef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let handed = Handed {
            provning: self.provning,
            grund: self.grund,
            skal: &self.skal,
            partly: self.maskera.is_some(),
            mottagare: self.mottagare,
            delar: &self.delar,
            bilagor: &[],
            forbehall: &self.forbehall,
        };
        handed.leaves(place, ctx, self.datum)
    }
}
