//! Letters that go by post: that those that waited were posted, and that one will not be.

use super::{Access, Command, Place, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::utskick::{UtskickAvfort, UtskickPostat};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::{Mailing, MailingEnd};
use jiff::civil::Date;

const CASEWORK: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);

input! {
    /// Register that letters were posted.
    pub struct PostaUtskick {
        /// Which letters; all of the case that wait unless stated.
        utskick: Vec<Id> = "Brev",
        /// The day; today unless stated.
        datum: Option<Date> = "Postat den",
    }
}

impl Command for PostaUtskick {
    const NAME: &'static str = "utskick.posta";
    const TITLE: &'static str = "Registrera att brev är postade";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = day(self.datum, ctx)?;
        let all = known(place)?;
        let mut named = self.utskick.clone();
        if named.is_empty() {
            named = all.iter().filter(|one| one.waits()).map(|one| one.id).collect();
        }
        let mut events = Vec::new();
        for id in named {
            let letter = waiting(&all, id)?;
            if on < letter.dated {
                let message = format!("Brevet är daterat {}. Det kan inte ha postats före det", letter.dated);
                return Err(Hinder::field("datum", message).into());
            }
            events.push(place.fact_in_case(ctx, on, UtskickPostat { utskick: letter.id }));
        }
        if events.is_empty() {
            return Err(nothing());
        }
        Ok(events)
    }
}

input! {
    /// Take a letter away from those that wait: it will not be posted.
    pub struct AvforUtskick {
        /// Which letter; the oldest that waits unless stated.
        utskick: Option<Id> = "Brev",
        /// Why it will not be posted.
        skal: String = "Varför det inte postas",
    }
}

impl Command for AvforUtskick {
    const NAME: &'static str = "utskick.avfor";
    const TITLE: &'static str = "Registrera att ett brev inte ska postas";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let all = known(place)?;
        let meant = self.utskick.or_else(|| all.iter().find(|one| one.waits()).map(|one| one.id));
        let letter = waiting(&all, meant.ok_or_else(nothing)?)?;
        let fact = UtskickAvfort { utskick: letter.id, skal: self.skal.clone() };
        Ok(vec![place.fact_in_case(ctx, ctx.today, fact)])
    }
}

/// The letters of the case, open or closed: what was sent before it closed is posted all the same.
fn known(place: &Place<'_>) -> Result<Vec<Mailing>, Refusal> {
    place.any_case()?;
    Ok(place.file.mailings())
}

fn nothing() -> Refusal {
    Hinder::state("Inget brev väntar på att postas.", "Brevet kan redan vara registrerat som postat.").into()
}

/// The letter, if it still waits.
fn waiting(all: &[Mailing], id: Id) -> Result<&Mailing, Refusal> {
    let Some(letter) = all.iter().find(|known| known.id == id) else {
        return Err(Hinder::field("utskick", "Brevet finns inte här. Gå tillbaka och välj det på nytt").into());
    };
    let remedy = "Är det fel, återkalla registreringen och gör om den.";
    match &letter.end {
        None => Ok(letter),
        Some(MailingEnd::Posted(on)) => Err(Hinder::state(format!("Brevet postades {on}."), remedy).into()),
        Some(MailingEnd::Dropped(on, _)) => {
            Err(Hinder::state(format!("{on} registrerades att brevet inte ska postas."), remedy).into())
        }
    }
}
