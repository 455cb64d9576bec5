//! What an application and a report have in common: whom it is about, and the case it opens.

use super::Place;
use super::intake::{caseworker_in, first_caseworker};
use crate::ctx::Ctx;
use crate::event::{NewEvent, StreamKind};
use crate::fact::arende::{ArendeArt, ArendeOppnat, SkyddsfragorStallda};
use crate::fact::atkomst::OmsesidigSparrRegistrerad;
use crate::fact::organisation::{EnhetArt, Roll};
use crate::fact::person::{BarnAntecknat, KontaktvagAngiven, PersonRegistrerad, SkyddRegistrerat, Skyddsmarke};
use crate::id::Id;
use crate::identity::PersonNumber;
use crate::refusal::{Hinder, Refusal};
use jiff::civil::Date;

/// What somebody is called whose name nobody knows.
pub const UNKNOWN: &str = "Okänd person";

/// What came in, whatever it is.
pub(super) struct Arrival<'a> {
    /// The day it came in.
    pub on: Date,
    pub name: Option<&'a str>,
    pub number: Option<&'a PersonNumber>,
    pub description: Option<&'a str>,
    pub contact: KontaktvagAngiven,
    /// One child on each line, with the year of birth last where it is known.
    pub children: &'a str,
    pub questions: SkyddsfragorStallda,
    /// The mark that the person says protects them.
    pub mark: Option<Skyddsmarke>,
    pub unit: Id,
    pub caseworker: Option<Id>,
}

impl Arrival<'_> {
    /// The events of the person, and those that open the case. What came in follows them.
    pub(super) fn open(
        &self,
        art: ArendeArt,
        place: &Place<'_>,
        ctx: &mut Ctx,
    ) -> Result<(Vec<NewEvent>, Vec<NewEvent>), Refusal> {
        let unit = place.organisation.units.get(&self.unit);
        if unit.is_none_or(|unit| unit.kind != EnhetArt::Myndighet) {
            return Err(Hinder::field("enhet", "Välj en enhet som handlägger ärenden").into());
        }
        if let Some(user) = self.caseworker {
            caseworker_in(place.organisation, user, self.unit, ctx.today)?;
            place.not_barred(user, ctx)?;
        }
        let (person, mut events) = self.person(place, ctx);
        let opened = ArendeOppnat { person, enhet: self.unit, art, mottagning: reception(place, ctx) };
        events.push(place.fact_in_case(ctx, self.on, opened));
        let questions = SkyddsfragorStallda {
            barn: self.questions.barn || !children(self.children).is_empty(),
            ..self.questions.clone()
        };
        let mut after = vec![place.fact_in_case(ctx, self.on, questions)];
        let marks = place.follows.marks.iter().cloned().chain(self.marked());
        after.extend(marks.filter(|mark| mark.art.is_told()).map(|mark| place.fact_in_case(ctx, self.on, mark)));
        after.extend(place.follows.barred.iter().map(|bar| place.fact_in_case(ctx, self.on, bar.clone())));
        let apart = place.follows.apart.iter().map(|bar| OmsesidigSparrRegistrerad {
            // Nobody is named in this case yet.
            delad_handlaggare: false,
            delad_behandlare: false,
            ..bar.clone()
        });
        after.extend(apart.map(|bar| place.fact_in_case(ctx, self.on, bar)));
        if let Some(handlaggare) = self.caseworker {
            // Named today, whenever it came in: reception keeps the matter this day out.
            after.push(place.fact_in_case(ctx, ctx.today, first_caseworker(handlaggare)));
        }
        Ok((events, after))
    }

    /// The mark told of at intake.
    fn marked(&self) -> Option<SkyddRegistrerat> {
        let kalla = String::from("Uppgift när ärendet kom in");
        self.mark.map(|art| SkyddRegistrerat { art, kalla, omprovas: None })
    }

    /// The person, known already or registered now, with what was told of contact and children.
    fn person(&self, place: &Place<'_>, ctx: &mut Ctx) -> (Id, Vec<NewEvent>) {
        let person = place.known_person.unwrap_or_else(|| ctx.ids.next_id());
        let mut facts: Vec<crate::Fact> = Vec::new();
        if place.known_person.is_none() {
            let namn = self.name.unwrap_or(UNKNOWN).to_owned();
            let beskrivning = self.description.map(str::to_owned);
            facts.push(PersonRegistrerad { namn, nummer: self.number.cloned(), beskrivning }.into());
        }
        let contact = &self.contact;
        if contact.telefon.is_some() || contact.onskemal.is_some() || contact.tolk.is_some() {
            facts.push(contact.clone().into());
        }
        facts.extend(self.marked().map(Into::into));
        facts.extend(children(self.children).into_iter().map(Into::into));
        let event = |fact| NewEvent::new(ctx.ids.next_id(), StreamKind::Person, person, self.on, fact);
        (person, facts.into_iter().map(event).collect())
    }
}

/// The reception that keeps the matter: the one that registers it, else the only one there is.
fn reception(place: &Place<'_>, ctx: &Ctx) -> Option<Id> {
    if ctx.actor.post.role == Roll::Mottagningssekreterare {
        return Some(ctx.actor.post.unit);
    }
    match place.organisation.units_of(EnhetArt::Mottagning).as_slice() {
        [only] => Some(only.id),
        _ => None,
    }
}

/// Children written one on a line: `Alva 2019`.
fn children(lines: &str) -> Vec<BarnAntecknat> {
    let child = |line: &str| {
        let line = line.trim().trim_end_matches([',', '.']);
        let (name, year) = line.rsplit_once([' ', ',']).unwrap_or((line, ""));
        let year = year.parse::<u32>().ok().filter(|year| (1900..2200).contains(year));
        let name = if year.is_some() { name.trim_end_matches([' ', ',']) } else { line };
        BarnAntecknat { fornamn: name.to_owned(), fodelsear: year, boende: None, fodd: None }
    };
    lines.lines().filter(|line| !line.trim().is_empty()).map(child).collect()
}

#[cfg(test)]
mod tests {
    use super::children;

    #[test]
    fn children_are_read_one_on_a_line() {
        let told = children("Alva 2019\n\n Love, 2021 \nNoa\nAnna Karin\n");
        let told: Vec<String> = told.iter().map(|child| format!("{} {:?}", child.fornamn, child.fodelsear)).collect();
        assert_eq!(told, ["Alva Some(2019)", "Love Some(2021)", "Noa None", "Anna Karin None"]);
    }
}
