//! Counting in services without an assessment of needs: how many came, and what it was about. No name, no number of a
//! person and no free text: what cannot be written down cannot be kept (SoL 14:4-5).

use super::{Access, Command, Place, day};
use crate::ctx::Ctx;
use crate::event::{NewEvent, StreamKind};
use crate::fact::Fact;
use crate::fact::arende::HandelseAterkallad;
use crate::fact::organisation::Roll;
use crate::fact::rakning::TillfalleRaknat;
use crate::fact::routine::Stegsvar;
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::sheet_of;
use jiff::civil::Date;

/// The most that can be counted at once; more is a slip of the finger.
pub const MOST: u32 = 5_000;

/// Those who may work in such a service; the service itself says which of them do.
const ANYBODY: Access = Access::Organisation(&[
    Roll::Mottagningssekreterare,
    Roll::Socialsekreterare,
    Roll::Enhetschef,
    Roll::Utforarchef,
    Roll::Behandlare,
]);

/// What is counted, as its pack declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountForm {
    /// What it is called.
    pub label: String,
    /// What is chosen.
    pub asks: Vec<Ask>,
    /// Whether whoever asks works in the service.
    pub own: bool,
}

/// Something that is chosen out of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Its name, as stored.
    pub name: String,
    /// What is asked.
    pub label: String,
    /// The alternatives: stored word and label.
    pub words: Vec<(String, String)>,
}

input! {
    /// Count: so many came, or were met.
    pub struct RaknaTillfalle {
        /// The service.
        verksamhet: String = "Verksamhet",
        /// What is counted.
        vad: String = "Vad som räknas",
        /// How many; one unless stated.
        antal: Option<u32> = "Antal",
        /// What is chosen, each as `name:word`.
        val: Vec<String> = "Val",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for RaknaTillfalle {
    const NAME: &'static str = "tillfalle.rakna";
    const TITLE: &'static str = "Räkna";
    const ACCESS: Access = ANYBODY;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = day(self.datum, ctx)?;
        let Some(form) = place.packs.count.as_ref().filter(|form| form.own) else {
            return Err(Hinder::field("verksamhet", "Din enhet räknar inte det här").into());
        };
        let number = self.antal.unwrap_or(1);
        if !(1..=MOST).contains(&number) {
            return Err(Hinder::field("antal", format!("Skriv ett tal från 1 till {MOST}")).into());
        }
        let unit = ctx.actor.post.unit;
        let fact = TillfalleRaknat {
            enhet: unit,
            verksamhet: self.verksamhet.clone(),
            vad: self.vad.clone(),
            rubrik: form.label.clone(),
            antal: number,
            svar: form.answers(&self.val)?,
        };
        Ok(vec![NewEvent::new(ctx.ids.next_id(), StreamKind::Enhet, sheet_of(unit, on.year()), on, fact)])
    }
}

impl CountForm {
    /// What was chosen. Every question has an answer, and nothing else is kept.
    fn answers(&self, chosen: &[String]) -> Result<Vec<Stegsvar>, Refusal> {
        let mut left: Vec<&str> = chosen.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
        let mut answers = Vec::new();
        for Ask { name, label: asked, words } in &self.asks {
            let known = |text: &&str| {
                let (own, word) = text.split_once(':')?;
                words.iter().find(|(known, _)| own == name && known == word)
            };
            let at = left.iter().position(|text| known(text).is_some());
            let Some((word, label)) = at.map(|at| left.remove(at)).as_ref().and_then(known) else {
                return Err(Hinder::field("val", format!("Välj ett alternativ: {}", asked.to_lowercase())).into());
            };
            let (namn, fraga) = (name.clone(), asked.clone());
            answers.push(Stegsvar { namn, fraga, varden: vec![word.clone()], svar: label.clone(), flera: false });
        }
        match left.is_empty() {
            true => Ok(answers),
            false => Err(Hinder::field("val", "Ett av valen hör inte hit").into()),
        }
    }
}

input! {
    /// Correct what one's unit has counted; nought takes it away.
    pub struct RattaTillfalle {
        /// What was counted.
        tillfalle: Id = "Vad som räknades",
        /// How many it was.
        antal: u32 = "Rätt antal",
    }
}

impl Command for RattaTillfalle {
    const NAME: &'static str = "tillfalle.ratta";
    const TITLE: &'static str = "Rätta det som är räknat";
    const ACCESS: Access = ANYBODY;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let own = place.counted.as_ref().filter(|known| known.fact.enhet == ctx.actor.post.unit);
        let Some(known) = own else {
            return Err(Hinder::field("tillfalle", "Din enhet har inte räknat det").into());
        };
        if self.antal > MOST {
            return Err(Hinder::field("antal", format!("Skriv ett tal från 0 till {MOST}")).into());
        }
        // The reason is the same for all: a line to write one in would be a line for a name.
        let reason = String::from("Räknat fel");
        let fact: Fact = match self.antal {
            0 => HandelseAterkallad { skal: reason.clone() }.into(),
            number => TillfalleRaknat { antal: number, ..known.fact.clone() }.into(),
        };
        let event = NewEvent::new(ctx.ids.next_id(), StreamKind::Enhet, known.sheet, known.on, fact);
        Ok(vec![NewEvent { corrects: Some(known.id), reason: Some(reason), ..event }])
    }
}
