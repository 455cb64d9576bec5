//! The assignment at a provider: from order to end.

use crate::event::Standing;
use crate::fact::Fact;
use crate::fact::uppdrag::{GenomforandeplanUpprattad, MoteArt, UppdragAndrat, UppdragBestallt};
use crate::id::Id;
use crate::words;
use jiff::civil::Date;

words! {
    /// Where an assignment is.
    pub enum AssignmentStage {
        Bestallt = "bestallt", "Väntar på att tas emot";
        Aterlamnat = "aterlamnat", "Återlämnat";
        Mottaget = "mottaget", "Mottaget";
        Pagar = "pagar", "Pågår";
        Avslutat = "avslutat", "Avslutat";
    }
}

/// A plan in one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The event.
    pub id: Id,
    /// The day it was drawn up.
    pub on: Date,
    /// The plan.
    pub fact: GenomforandeplanUpprattad,
}

/// The folded assignment.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// The stream.
    pub id: Id,
    /// The order, which is all the provider knows of the case.
    pub order: Option<UppdragBestallt>,
    /// The day it was ordered.
    pub ordered_on: Option<Date>,
    /// The day it was accepted.
    pub accepted_on: Option<Date>,
    /// The day it was returned.
    pub returned_on: Option<Date>,
    /// The therapists.
    pub therapists: Vec<Id>,
    /// The day of the first joint meeting.
    pub first_meeting_on: Option<Date>,
    /// The day the insats began.
    pub started_on: Option<Date>,
    /// The plans, oldest first.
    pub plans: Vec<Plan>,
    /// The days of the follow-ups.
    pub follow_ups: Vec<Date>,
    /// The day of the closing talk.
    pub closing_talk_on: Option<Date>,
    /// The day the insats ended.
    pub ended_on: Option<Date>,
}

impl Assignment {
    /// An assignment nothing is known of.
    pub(super) fn new(id: Id) -> Self {
        Self {
            id,
            order: None,
            ordered_on: None,
            accepted_on: None,
            returned_on: None,
            therapists: Vec::new(),
            first_meeting_on: None,
            started_on: None,
            plans: Vec::new(),
            follow_ups: Vec::new(),
            closing_talk_on: None,
            ended_on: None,
        }
    }

    /// Takes in one standing event.
    pub(super) fn apply(&mut self, row: Standing<'_>) {
        let on = row.event.occurred_on;
        match &row.event.fact {
            Fact::UppdragBestallt(fact) => {
                self.order = Some(fact.clone());
                self.ordered_on = Some(on);
            }
            Fact::UppdragAndrat(fact) => self.change(fact),
            Fact::UppdragMottaget(_) => self.accepted_on = Some(on),
            Fact::UppdragAterlamnat(_) => self.returned_on = Some(on),
            Fact::BehandlareUtsedd(fact) if !self.therapists.contains(&fact.behandlare) => {
                self.therapists.push(fact.behandlare);
            }
            Fact::MoteHallet(fact) if fact.art == MoteArt::Inledande => {
                self.first_meeting_on.get_or_insert(on);
            }
            Fact::InsatsPaborjad(_) => {
                self.started_on.get_or_insert(on);
            }
            Fact::GenomforandeplanUpprattad(fact) => {
                self.plans.push(Plan { id: row.origin, on, fact: fact.clone() });
            }
            Fact::UppfoljningGjord(_) => self.follow_ups.push(on),
            Fact::AvslutningssamtalHallet(_) => self.closing_talk_on = Some(on),
            Fact::InsatsAvslutad(_) => self.ended_on = Some(on),
            _ => {}
        }
    }

    /// The new terms take the place of the order's; what the order did not tell is still not told.
    fn change(&mut self, fact: &UppdragAndrat) {
        let Some(order) = &mut self.order else { return };
        order.till = fact.till;
        if fact.upphor {
            return;
        }
        order.mal.clone_from(&fact.mal);
        order.omfattning.clone_from(&fact.omfattning);
        order.malinriktning.clone_from(&fact.malinriktning);
    }

    /// Where it is.
    pub fn stage(&self) -> AssignmentStage {
        if self.ended_on.is_some() {
            AssignmentStage::Avslutat
        } else if self.returned_on.is_some() {
            AssignmentStage::Aterlamnat
        } else if self.started_on.is_some() {
            AssignmentStage::Pagar
        } else if self.accepted_on.is_some() {
            AssignmentStage::Mottaget
        } else {
            AssignmentStage::Bestallt
        }
    }
}
