//! One decision, and the proposals that wait for one.

use super::arende::LISTED;
use crate::load::Loaded;
use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::access::Reach;
use stadga_core::fact::arende::Kanal;
use stadga_core::state::{CaseFile, Clock, Decision, Offer, Organisation, PersonState};
use stadga_core::{Ctx, Fact, Id};
use stadga_store::{WorkQuery, WorkRow};
use std::sync::Arc;

/// Everything on a decision's page.
#[derive(Clone, Debug)]
pub struct DecisionPage {
    /// The case.
    pub case: Id,
    /// The case's number.
    pub number: String,
    /// The person.
    pub person: Arc<PersonState>,
    /// Whether children are concerned.
    pub children: bool,
    /// The decision.
    pub decision: Decision,
    /// The insats's name.
    pub insats: String,
    /// The act and its wording: `socialtjänstlagen (2025:400), lydelse från 2026-07-01`; none for old decisions.
    pub wording: Option<String>,
    /// Who decided, by name and title, or the committee.
    pub decided_by: String,
    /// Who presented the case, when somebody else.
    pub presented_by: Option<String>,
    /// The point of the delegation order, as cited.
    pub delegation: Option<String>,
    /// How the person was told, when they were.
    pub told_by: Option<Kanal>,
    /// The earlier decision that it changes or ends: its event and day.
    pub changes: Option<(Id, Date)>,
    /// The later decision that changed or ended it.
    pub changed_by: Option<(Id, Date)>,
    /// Why no letter can be made, when none can.
    pub no_letter: Option<String>,
    /// Whether its letter has been sent, so that the file is the one that left.
    pub letter_sent: bool,
    /// What has followed it.
    pub after: super::Aftermath,
    /// The times within which it is to be carried out.
    pub clocks: Vec<Clock>,
    /// What has been offered.
    pub offers: Vec<Offer>,
    /// Today.
    pub today: Date,
}

/// A proposal that waits for a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalLine {
    /// The case.
    pub case: Id,
    /// The case's number.
    pub number: String,
    /// The person's name.
    pub person: String,
    /// The day it was handed over.
    pub on: Date,
    /// Who handed it over.
    pub by: String,
    /// The day it should be answered.
    pub due: Option<Date>,
    /// The word of urgency where there is no day.
    pub word: Option<String>,
    /// Whether the committee decides it.
    pub committee: bool,
}

/// What whoever decides reads before deciding: the whole basis of a proposal, on one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// Who handed it over, and when.
    pub by: String,
    /// The day.
    pub on: Date,
    /// A word from them.
    pub message: Option<String>,
    /// The point of the delegation order; none when the committee decides.
    pub point: Option<String>,
    /// Heading and text: what was applied for, the investigation, the communication, the answer.
    pub parts: Vec<(String, String)>,
    /// When, by whom and why it was given back, when it was.
    pub returned: Option<(Date, String, String)>,
}

impl App {
    /// A decision's page.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it does not exist or is not the user's to see.
    pub fn decision_page(&self, ctx: &Ctx, decision: Id) -> Result<DecisionPage, AppError> {
        const WHAT: &str = "beslut.visa";
        let loaded = self.decided_in(ctx, WHAT, decision)?;
        let organisation = self.organisation_for(&loaded)?;
        let known = loaded.file.case.decision(decision).ok_or(AppError::NotFound)?;
        let person = loaded.file.case.person.ok_or(AppError::NotFound)?;
        let stack = self.stack();
        let statute = stack
            .statute(&known.fact.lagrum)
            .filter(|statute| Some(&statute.number) == known.fact.forfattning.as_ref());
        let wording = known.fact.lydelse.zip(statute);
        let later = loaded.file.case.decisions.iter().find(|later| later.fact.andrar == Some(decision));
        let changes = known.fact.andrar.and_then(|id| loaded.file.case.decision(id));
        let page = DecisionPage {
            case: loaded.case,
            number: loaded.number.clone(),
            person: self.load_person(person)?,
            children: loaded.file.case.children,
            insats: self.insats_name(&known.fact.insats),
            wording: wording.map(|(day, act)| format!("{} ({}), lydelse från {day}", act.name, act.number)),
            decided_by: decided_by(known, &loaded, &organisation),
            presented_by: known.fact.foredragande.map(|user| organisation.user_name(user).to_owned()),
            delegation: known.fact.delegationspunkt.as_ref().map(|point| self.cited(point)),
            told_by: told_by(&loaded, decision),
            changes: changes.map(|changed| (changed.id, changed.on)),
            changed_by: later.map(|later| (later.id, later.on)),
            letter_sent: super::brev::sent(&loaded, decision).is_some(),
            no_letter: self.decision_letter(&loaded, known, Kanal::Brev, ctx.today).err(),
            clocks: loaded.file.clocks().into_iter().filter(|clock| clock.decision == known.root).collect(),
            offers: loaded.file.offers(known.root),
            today: ctx.today,
            after: super::overklagan::aftermath(&loaded, decision),
            decision: known.clone(),
        };
        self.shown(ctx, WHAT, vec![loaded.case, person], page)
    }

    /// The case in which a decision was made, if the user reaches the case.
    pub(crate) fn decided_in(&self, ctx: &Ctx, what: &str, decision: Id) -> Result<Loaded, AppError> {
        let stream = self.store().stream_of(decision)?;
        let Some(case) = stream else { return Err(self.denied(ctx, what, Some(decision), AppError::NotFound)) };
        let loaded = self.case_to_show(ctx, what, case)?;
        if loaded.file.case.decision(decision).is_none() {
            return Err(self.denied(ctx, what, Some(decision), AppError::NotFound));
        }
        Ok(loaded)
    }

    /// The proposals that wait for the user, soonest first.
    ///
    /// # Errors
    /// When the store cannot be read, or the view cannot be written down.
    pub fn proposals(&self, ctx: &Ctx) -> Result<Vec<ProposalLine>, AppError> {
        let organisation = self.organisation()?;
        let query = WorkQuery { mine: true, until: None, include_waiting: false, limit: LISTED };
        let rows = self.store().work_list(&Reach::of(ctx), &query)?;
        let mut lines = Vec::new();
        // Whatever a pack calls it, the row is started by the proposal.
        let stack = self.stack();
        let proposed = |row: &WorkRow| stack.told(&row.rule).is_some_and(|rule| rule.trigger == "beslut.foreslaget");
        for row in rows.into_iter().filter(proposed) {
            let loaded = self.load_case(row.case)?;
            let Some(proposal) = loaded.file.case.proposal_to_decide() else { continue };
            lines.push(ProposalLine {
                case: row.case,
                number: loaded.number.clone(),
                person: row.name,
                on: proposal.on,
                by: organisation.user_name(proposal.by).to_owned(),
                due: row.due_strict,
                word: row.word,
                committee: proposal.fact.roller.is_empty(),
            });
        }
        let subjects = lines.iter().map(|line| line.case).collect();
        self.shown(ctx, "beslut.att_fatta", subjects, lines)
    }

    /// The basis of the proposal of a case, for its decision form; none when nothing is proposed. The
    /// form it stands beside is written down as read.
    pub fn basis(&self, file: &CaseFile) -> Option<Basis> {
        let organisation = self.organisation().ok()?;
        let case = &file.case;
        let proposal = case.proposal.as_ref()?;
        let mut parts: Vec<(String, String)> = Vec::new();
        let mut add = |heading: &str, text: String| parts.push((heading.to_owned(), text));
        if let Some(applied) = &case.applied_for {
            add("Ansökan", applied.clone());
        }
        if let Some(text) = case.investigation_text() {
            add("Delaktighet och egen syn", text.delaktighet.clone());
            add("Situation och behov", text.behov.clone());
            text.barn.iter().for_each(|children| add("Barn", children.clone()));
            text.vald.iter().for_each(|violence| add("Våld i nära relation", violence.clone()));
            add("Bedömning", text.bedomning.clone());
        }
        for event in &file.events {
            match &event.fact {
                Fact::KommuniceringSkickad(fact) => {
                    let text =
                        format!("{}, {}. Svar senast {}.", event.occurred_on, fact.kanal.label(), fact.svar_senast);
                    add("Kommunicerad", text);
                }
                Fact::KommuniceringUndantagen(fact) => {
                    add("Undantagen från kommunicering", format!("{}. {}", fact.grund.label(), fact.skal));
                }
                Fact::YttrandeInkommet(fact) => add(&format!("Yttrande {}", event.occurred_on), fact.innehall.clone()),
                _ => {}
            }
        }
        let returned = proposal.returned.as_ref();
        Some(Basis {
            by: organisation.user_name(proposal.by).to_owned(),
            on: proposal.on,
            message: proposal.fact.meddelande.clone(),
            point: proposal.fact.punkt.as_ref().map(|point| self.cited(point)),
            parts,
            returned: returned.map(|back| (back.on, organisation.user_name(back.by).to_owned(), back.reason.clone())),
        })
    }

    /// The point of the delegation order as its pack cites it.
    fn cited(&self, point: &str) -> String {
        let stack = self.stack();
        let row = stack.delegations().find(|row| row.point == point);
        row.map_or_else(|| point.to_owned(), |row| row.source.cite.clone())
    }
}

/// The committee with its paragraph, or the officer by name and title.
pub(super) fn decided_by(decision: &Decision, loaded: &Loaded, organisation: &Organisation) -> String {
    if let Some(committee) = &decision.fact.namnd {
        let paragraph = decision.fact.paragraf.as_deref().unwrap_or_default();
        return format!("{committee}, {paragraph}").trim_end_matches([',', ' ']).to_owned();
    }
    format!("{}, {}", organisation.user_name(decision.by), title_of(loaded, decision.id))
}

/// The title in which somebody recorded an event, in small letters.
pub(crate) fn title_of(loaded: &Loaded, event: Id) -> String {
    let signed = loaded.file.events.iter().find(|known| known.id == event);
    signed.map(|event| event.signature.post.role.label().to_lowercase()).unwrap_or_default()
}

/// How the person was told of a decision.
pub(crate) fn told_by(loaded: &Loaded, decision: Id) -> Option<Kanal> {
    loaded.file.events.iter().find_map(|event| match &event.fact {
        Fact::BeslutUnderrattat(fact) if fact.beslut == decision => Some(fact.kanal),
        _ => None,
    })
}
