//! The case: from intake to closing.

use super::atkomst::Guarded;
use super::foretradare::Representative;
use super::lvm::Compulsory;
use super::overklagan::Remedies;
use super::utlamnande::Disclosures;
use super::verksamhet::Matter;
use crate::event::Standing;
use crate::fact::Fact;
use crate::fact::arende::ArendeArt;
use crate::fact::beslut::{BeslutFattat, BeslutForeslaget};
use crate::fact::intag::{Forhandsutfall, Utredningsgrund};
use crate::fact::utredning::UtredningSammanstalld;
use crate::id::Id;
use crate::words;
use jiff::civil::Date;

words! {
    /// The stages of the stepper.
    pub enum Stage {
        Aktualisering = "aktualisering", "Aktualisering";
        /// Of a report only; an application opens the investigation directly.
        Forhandsbedomning = "forhandsbedomning", "Förhandsbedömning";
        Utredning = "utredning", "Utredning";
        Kommunicering = "kommunicering", "Kommunicering";
        Beslut = "beslut", "Beslut";
        Bestallning = "bestallning", "Beställning";
        Genomforande = "genomforande", "Genomförande";
        Uppfoljning = "uppfoljning", "Uppföljning";
        Avslut = "avslut", "Avslut";
    }
}

/// The investigation; each state carries only what is true in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Investigation {
    /// Not opened.
    #[default]
    NotOpened,
    /// Opened and going on.
    Open {
        /// The day it was opened.
        since: Date,
    },
    /// Put together, ready to communicate.
    Compiled {
        /// The day it was opened.
        since: Date,
        /// The day it was put together.
        on: Date,
        /// The event that holds the newest text.
        id: Id,
        /// The text.
        text: Box<UtredningSammanstalld>,
    },
}

/// How the basis for the decision was communicated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Communication {
    /// Sent for comments.
    Sent {
        /// The day it was sent.
        on: Date,
        /// Last day to answer, inclusive.
        answer_by: Date,
    },
    /// Left out on a statutory ground.
    Exempt {
        /// The day that was decided.
        on: Date,
    },
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The id of the deciding event.
    pub id: Id,
    /// The day of the decision.
    pub on: Date,
    /// Who decided.
    pub by: Id,
    /// What was decided.
    pub fact: BeslutFattat,
    /// The day the person was told.
    pub notified_on: Option<Date>,
    /// The first decision of the chain that this one changes or ends; itself when it is the first.
    pub root: Id,
}

/// A decision handed over to whoever may make it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The event.
    pub id: Id,
    /// The day it was handed over.
    pub on: Date,
    /// Who handed it over.
    pub by: Id,
    /// What is proposed, and to whom.
    pub fact: BeslutForeslaget,
    /// When, by whom and why it was given back, when it was.
    pub returned: Option<Return>,
}

/// Why a proposal was given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Return {
    /// The day.
    pub on: Date,
    /// Who.
    pub by: Id,
    /// Why, and what is needed.
    pub reason: String,
}

/// An order to a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The decision it carries out.
    pub decision: Id,
    /// The assignment's stream.
    pub assignment: Id,
    /// The provider's unit.
    pub provider: Id,
    /// The day it was sent.
    pub on: Date,
}

/// Somebody who is or was the caseworker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caseworker {
    /// The user.
    pub user: Id,
    /// The day they were named.
    pub from: Date,
    /// The day somebody else was named, inclusive; open when none.
    pub to: Option<Date>,
}

/// Somebody was asked for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The id of the asking event.
    pub id: Id,
    /// The day it was asked.
    pub on: Date,
    /// Who was asked.
    pub of: String,
    /// Last day to answer, inclusive, when one was set.
    pub answer_by: Option<Date>,
    /// The day the first answer came, or the request was taken back.
    pub closed_on: Option<Date>,
}

/// The folded case.
#[derive(Clone, Debug, Default)]
pub struct CaseState {
    /// The stream; none before the case is opened.
    pub id: Option<Id>,
    /// The person; none of a matter in a register.
    pub person: Option<Id>,
    /// What it is instead, when it is no case of a person's.
    pub matter: Option<Matter>,
    /// The unit that handles it.
    pub unit: Option<Id>,
    /// The reception that took it in.
    pub reception: Option<Id>,
    /// What opened it.
    pub kind: Option<ArendeArt>,
    /// The day it was opened.
    pub opened_on: Option<Date>,
    /// The day the application came in; none for a case that a report opened.
    pub applied_on: Option<Date>,
    /// What the person applied for.
    pub applied_for: Option<String>,
    /// Children are concerned, as answered at intake.
    pub children: bool,
    /// Something must be done the day it came in, as answered at intake.
    pub acute: bool,
    /// The caseworker.
    pub caseworker: Option<Id>,
    /// Everybody who is or was the caseworker, in order.
    pub caseworkers: Vec<Caseworker>,
    /// The preliminary assessment of a report, with its day.
    pub preliminary: Option<(Date, Forhandsutfall)>,
    /// Those who have shown authority to speak for the person, oldest first.
    pub representatives: Vec<Representative>,
    /// The investigation.
    pub investigation: Investigation,
    /// Communication, newest.
    pub communication: Option<Communication>,
    /// The decisions, in order.
    pub decisions: Vec<Decision>,
    /// The newest proposal that no decision has followed.
    pub proposal: Option<Proposal>,
    /// The orders, in order.
    pub orders: Vec<Order>,
    /// What others have been asked for, in order.
    pub requests: Vec<Request>,
    /// What follows the decisions: service, appeals, corrections.
    pub remedies: Remedies,
    /// What has been asked for and has left.
    pub disclosures: Disclosures,
    /// Compulsory care.
    pub lvm: Compulsory,
    /// The day it was closed.
    pub closed_on: Option<Date>,
    /// The last day those who handled it reach it, once it is closed.
    pub shut_after: Option<Date>,
    /// Who is let in and kept out beside those whose work it is.
    pub guarded: Guarded,
    /// The day the person died.
    pub died_on: Option<Date>,
}

impl CaseState {
    /// Takes in one standing event.
    pub(super) fn apply(&mut self, row: Standing<'_>) {
        let on = row.event.occurred_on;
        self.lvm.apply(row);
        self.guarded.apply(row);
        self.disclosures.apply(row);
        match &row.event.fact {
            Fact::ArendeOppnat(fact) => {
                self.id = Some(row.event.subject);
                self.person = Some(fact.person);
                self.unit = Some(fact.enhet);
                self.reception = fact.mottagning;
                self.kind = Some(fact.art);
                self.opened_on = Some(on);
            }
            Fact::AnsokanInkommen(fact) => {
                self.applied_on.get_or_insert(on);
                self.applied_for = Some(fact.galler.clone());
            }
            Fact::SkyddsfragorStallda(fact) => {
                self.children = fact.barn;
                self.acute = fact.akut;
            }
            Fact::HandlaggareUtsedd(fact) => self.name_caseworker(fact.handlaggare, on),
            Fact::ForhandsbedomningGjord(fact) => self.preliminary = Some((on, fact.utfall)),
            Fact::FullmaktRegistrerad(fact) => self.representatives.push(Representative {
                id: row.origin,
                since: on,
                fact: fact.clone(),
                revoked_on: None,
            }),
            Fact::FullmaktAterkallad(fact) => self.revoke(fact.fullmakt, on),
            // One of compulsory care goes on beside what is investigated already.
            Fact::UtredningInledd(fact)
                if Utredningsgrund::Lvm.is(&fact.lagrum) && self.investigation != Investigation::NotOpened => {}
            Fact::UtredningInledd(_) => self.investigation = Investigation::Open { since: on },
            Fact::UtredningSammanstalld(fact) => self.compile(row.event.id, on, fact),
            Fact::KommuniceringSkickad(fact) => {
                self.communication = Some(Communication::Sent { on, answer_by: fact.svar_senast });
            }
            Fact::KommuniceringUndantagen(_) => self.communication = Some(Communication::Exempt { on }),
            Fact::BeslutFattat(fact) => self.decide(row, fact),
            Fact::BeslutForeslaget(fact) => {
                let by = row.event.signature.user;
                self.proposal = Some(Proposal { id: row.event.id, on, by, fact: fact.clone(), returned: None });
            }
            Fact::BeslutAterlamnat(fact) => {
                let returned = Return { on, by: row.event.signature.user, reason: fact.skal.clone() };
                if let Some(proposal) = self.proposal.as_mut().filter(|proposal| proposal.id == fact.forslag) {
                    proposal.returned = Some(returned);
                }
            }
            Fact::BeslutUnderrattat(fact) => self.told(fact.beslut, on),
            Fact::BestallningSkickad(fact) => {
                self.orders.push(Order { decision: fact.beslut, assignment: fact.uppdrag, provider: fact.utforare, on })
            }
            Fact::UppgiftBegard(fact) => self.requests.push(Request {
                id: row.origin,
                on,
                of: fact.hos.clone(),
                answer_by: fact.svar_senast,
                closed_on: None,
            }),
            Fact::UppgiftInkommen(fact) => self.answered(fact.begaran, on),
            Fact::UppgiftAtertagen(fact) => self.answered(Some(fact.begaran), on),
            Fact::ArendeAvslutat(fact) => (self.closed_on, self.shut_after) = (Some(on), fact.nas_till),
            Fact::DodsfallRegistrerat(fact) => self.died_on = Some(fact.dag),
            _ => self.remedies.apply(row),
        }
    }

    fn told(&mut self, decision: Id, on: Date) {
        if let Some(decision) = self.decisions.iter_mut().find(|known| known.id == decision) {
            decision.notified_on.get_or_insert(on);
        }
    }

    fn revoke(&mut self, authority: Id, on: Date) {
        if let Some(known) = self.representatives.iter_mut().find(|known| known.id == authority) {
            known.revoked_on.get_or_insert(on);
        }
    }

    fn decide(&mut self, row: Standing<'_>, fact: &BeslutFattat) {
        let root = fact.andrar.and_then(|id| self.decision(id)).map_or(row.origin, |changed| changed.root);
        self.decisions.push(Decision {
            id: row.origin,
            on: row.event.occurred_on,
            by: row.event.signature.user,
            fact: fact.clone(),
            notified_on: None,
            root,
        });
        self.proposal = None;
    }

    fn compile(&mut self, id: Id, on: Date, fact: &UtredningSammanstalld) {
        let since = match self.investigation {
            Investigation::Open { since } | Investigation::Compiled { since, .. } => since,
            Investigation::NotOpened => on,
        };
        self.investigation = Investigation::Compiled { since, on, id, text: Box::new(fact.clone()) };
    }

    fn answered(&mut self, request: Option<Id>, on: Date) {
        let asked = self.requests.iter_mut().find(|asked| Some(asked.id) == request);
        if let Some(asked) = asked {
            asked.closed_on.get_or_insert(on);
        }
    }

    /// What others have been asked for and have not answered.
    pub fn open_requests(&self) -> impl Iterator<Item = &Request> {
        self.requests.iter().filter(|request| request.closed_on.is_none())
    }

    /// The text of the investigation, once it is put together.
    pub fn investigation_text(&self) -> Option<&UtredningSammanstalld> {
        match &self.investigation {
            Investigation::Compiled { text, .. } => Some(text),
            Investigation::NotOpened | Investigation::Open { .. } => None,
        }
    }

    /// The day of the first decision, and how many days after the application it came.
    pub fn decided_after(&self) -> Option<(Date, u32)> {
        let decided = self.decisions.first()?.on;
        let days = self.applied_on?.until(decided).ok()?.get_days();
        Some((decided, u32::try_from(days).ok()?))
    }

    /// The decision with this id.
    pub fn decision(&self, id: Id) -> Option<&Decision> {
        self.decisions.iter().find(|decision| decision.id == id)
    }

    /// The newest of those who may speak for the person on a day.
    pub fn represented_by(&self, on: Date) -> Option<&Representative> {
        self.representatives.iter().rev().find(|known| known.speaks() && known.holds(on))
    }

    /// The decisions that grant something and have neither been changed nor ended, oldest first.
    pub fn in_force(&self) -> impl DoubleEndedIterator<Item = &Decision> {
        let replaced = |decision: &Decision| self.decisions.iter().any(|later| later.fact.andrar == Some(decision.id));
        self.decisions.iter().filter(move |decision| decision.fact.utfall.grants() && !replaced(decision))
    }

    /// The proposal that waits for a decision.
    pub fn proposal_to_decide(&self) -> Option<&Proposal> {
        self.proposal.as_ref().filter(|proposal| proposal.returned.is_none())
    }

    /// The stage as far as the case itself knows.
    pub(super) fn stage(&self) -> Stage {
        let granted = self.decisions.iter().any(|decision| decision.fact.utfall.grants());
        if self.closed_on.is_some() {
            Stage::Avslut
        } else if granted || !self.orders.is_empty() {
            Stage::Bestallning
        } else if !self.decisions.is_empty() {
            Stage::Beslut
        } else if self.communication.is_some() {
            Stage::Kommunicering
        } else if self.investigation != Investigation::NotOpened {
            Stage::Utredning
        } else if self.kind == Some(ArendeArt::Anmalan) {
            Stage::Forhandsbedomning
        } else {
            Stage::Aktualisering
        }
    }
}
