//! The assignment at a provider: from order to end.

use crate::event::Standing;
use crate::fact::Fact;
use crate::fact::samarbete::{FragaBesvarad, FragaStalld, Tillfragad, VardplanSkickad};
use crate::fact::uppdrag::{GenomforandeplanUpprattad, MoteArt, UppdragAndrat, UppdragBestallt, UppfoljningGjord};
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

/// A care plan in one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarePlan {
    /// The event.
    pub id: Id,
    /// The day it was sent.
    pub on: Date,
    /// Who sent it.
    pub by: Id,
    /// The plan.
    pub fact: VardplanSkickad,
    /// Who has read this version, and when.
    pub read: Vec<(Id, Date)>,
}

/// A question between caseworker and therapist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The event.
    pub id: Id,
    /// The day it was asked.
    pub on: Date,
    /// Who asked.
    pub by: Id,
    /// The question.
    pub fact: FragaStalld,
    /// The answer: the day, by whom, what.
    pub answer: Option<(Date, Id, String)>,
}

/// A follow-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// The event.
    pub id: Id,
    /// The day it was made.
    pub on: Date,
    /// What was found.
    pub fact: UppfoljningGjord,
}

/// A therapist's time in the assignment, both days inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    /// The therapist.
    pub user: Id,
    /// The day of being named.
    pub from: Date,
    /// The last day; open when none.
    pub to: Option<Date>,
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
    /// The therapists there are now.
    pub therapists: Vec<Id>,
    /// Since when everybody in the provider's unit works with the person; none when only those who are named do.
    pub group_from: Option<Date>,
    /// Everybody who has been a therapist here, in order.
    pub service: Vec<Service>,
    /// The care plans, oldest first.
    pub care_plans: Vec<CarePlan>,
    /// The questions, oldest first.
    pub questions: Vec<Question>,
    /// The day of the first joint meeting.
    pub first_meeting_on: Option<Date>,
    /// The day the insats began.
    pub started_on: Option<Date>,
    /// The plans, oldest first.
    pub plans: Vec<Plan>,
    /// The days of the follow-ups.
    pub follow_ups: Vec<Date>,
    /// The follow-ups, oldest first.
    pub reviews: Vec<FollowUp>,
    /// The day of the closing talk.
    pub closing_talk_on: Option<Date>,
    /// The day the insats ended.
    pub ended_on: Option<Date>,
    /// The day a private provider handed its file over to the board, which keeps it from then on.
    pub handed_over_on: Option<Date>,
    /// Whether the provider's file is erased, and what is known here is what the board had been told.
    pub erased: bool,
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
            group_from: None,
            service: Vec::new(),
            care_plans: Vec::new(),
            questions: Vec::new(),
            first_meeting_on: None,
            started_on: None,
            plans: Vec::new(),
            follow_ups: Vec::new(),
            reviews: Vec::new(),
            closing_talk_on: None,
            ended_on: None,
            handed_over_on: None,
            erased: false,
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
                self.service.push(Service { user: fact.behandlare, from: on, to: None });
            }
            Fact::PersonalgruppAngiven(fact) => self.group_from = fact.alla.then(|| self.group_from.unwrap_or(on)),
            Fact::BehandlareAvslutad(fact) => self.leave(fact.behandlare, on),
            Fact::VardplanSkickad(fact) => self.care_plans.push(CarePlan {
                id: row.origin,
                on,
                by: row.event.signature.user,
                fact: fact.clone(),
                read: Vec::new(),
            }),
            Fact::VardplanLast(fact) => {
                if let Some(plan) = self.care_plans.iter_mut().find(|plan| plan.id == fact.vardplan) {
                    plan.read.push((row.event.signature.user, on));
                }
            }
            Fact::FragaStalld(fact) => {
                let (id, by) = (row.origin, row.event.signature.user);
                self.questions.push(Question { id, on, by, fact: fact.clone(), answer: None });
            }
            Fact::FragaBesvarad(fact) => self.answered(fact, on, row.event.signature.user),
            Fact::MoteHallet(fact) if fact.art == MoteArt::Inledande => {
                self.first_meeting_on.get_or_insert(on);
            }
            Fact::InsatsPaborjad(_) => {
                self.started_on.get_or_insert(on);
            }
            Fact::GenomforandeplanUpprattad(fact) => {
                self.plans.push(Plan { id: row.origin, on, fact: fact.clone() });
            }
            Fact::UppfoljningGjord(fact) => {
                self.follow_ups.push(on);
                self.reviews.push(FollowUp { id: row.origin, on, fact: fact.clone() });
            }
            Fact::AvslutningssamtalHallet(_) => self.closing_talk_on = Some(on),
            Fact::InsatsAvslutad(_) => self.ended_on = Some(on),
            Fact::UppdragsaktOverlamnad(_) => self.handed_over_on = Some(on),
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

    fn leave(&mut self, user: Id, on: Date) {
        self.therapists.retain(|known| *known != user);
        let open = self.service.iter_mut().filter(|service| service.user == user && service.to.is_none());
        open.for_each(|service| service.to = Some(on));
    }

    fn answered(&mut self, fact: &FragaBesvarad, on: Date, by: Id) {
        if let Some(question) = self.questions.iter_mut().find(|question| question.id == fact.fraga) {
            question.answer.get_or_insert_with(|| (on, by, fact.svar.clone()));
        }
    }

    /// The oldest question that these are to answer.
    pub fn question_to(&self, asked: Tillfragad) -> Option<&Question> {
        self.questions.iter().find(|question| question.fact.till == asked && question.answer.is_none())
    }

    /// The goals: the plan's, before that the care plan's, before that the order's.
    pub fn goals(&self) -> Vec<String> {
        if let Some(plan) = self.plans.last() {
            return plan.fact.mal.clone();
        }
        if let Some(plan) = self.care_plans.last() {
            return plan.fact.mal.clone();
        }
        let order = self.order.as_ref().map(|order| order.mal.lines().map(str::trim).filter(|line| !line.is_empty()));
        order.into_iter().flatten().map(str::to_owned).collect()
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
