//! What can be looked at. Every view checks access, and is written down before it is answered.

mod akt;
mod arbetslista;
mod arende;
mod arkiv;
mod arkivpaket;
mod beslut;
mod brev;
mod efterbrev;
mod enhet;
mod formular;
mod franvaro;
mod gallring;
mod gemensam;
mod granskning;
mod handlingar;
mod historik;
mod inlamnat;
mod jour;
mod konferens;
mod kostnad;
mod kvitto;
mod lagenhet;
mod lista;
mod lvm;
mod lvm_brev;
mod maskering;
mod moten;
mod mottagare;
mod mottagning;
mod namnd;
mod nodparm;
mod nodparm_text;
mod overklagan;
mod overlamning;
mod oversikt;
mod oversyn;
mod person;
mod protokoll;
mod rakning;
mod rattelse;
mod regelkontroll;
mod register;
mod skydd;
mod sok;
mod steg;
mod stegbrev;
mod told;
mod told_lvm;
mod uppdrag;
mod utdrag;
mod utdragsbrev;
mod utkast;
mod utlamnande;
mod utskick;
mod utskrift;
mod verkstallighet;

pub(crate) use akt::ASKED_OF_FILES;
pub(crate) use gallring::erased_by;
pub(crate) use skydd::is_letter_at;

pub use arbetslista::{MyDay, Recent, WorkItem, late};
pub use arende::{CaseLine, CasePage, LifeLine, Participant, StageStep, TimelineRow};
pub use arkiv::{HandOverLine, PackageFile};
pub use beslut::{Basis, DecisionPage, ProposalLine};
pub use brev::LetterFile;
pub use enhet::{LeftBehind, Pace, UnitLoad, UnitPage};
pub use formular::FormContext;
pub use franvaro::{AbsenceLine, AbsencePage, StandIn, absent_choices, stand_in_choices};
pub use gallring::{ErasureLine, FileLine, RetentionPage};
pub use gemensam::{JointNeed, JointPlan, JointShare};
pub use granskning::{Change, Odd, Reader, ReviewDue, ReviewPage};
pub use handlingar::{DocumentLine, DocumentsPage, Way};
pub use historik::Openable;
pub use inlamnat::HandedOver;
pub use jour::{DutyToday, RotaPage, ShiftLine};
pub use konferens::{Choice as ConferenceChoice, ConferencePage, Known as KnownReferral, Received, Referral};
pub use kostnad::{Bearer, CostLine, CostList};
pub use kvitto::PrintedReceipt;
pub use lagenhet::{Flat, FlatsPage, Tenant};
pub use lvm::{LvmPage, LvmStep};
pub use moten::{BookedMeeting, MyMeeting, MyWeek};
pub(crate) use mottagare::by_post;
pub use mottagning::{DeskPage, DeskRow, Known, KnownNumber, Remains, ReporterPage};
pub use namnd::{AgendaItem, BoardPage, DelegatedLine, DelegatedList, Meeting};
pub use nodparm::{BinderLine, BinderPage, MadeBinder};
pub use overklagan::Aftermath;
pub use overlamning::{HandoverPage, HandoverPerson, HandoverRow};
pub use oversikt::{HouseLine, HousePage, Week};
pub use oversyn::{Keeping, RoutineToKeep};
pub use person::{PersonAssignment, PersonCase, PersonPage};
pub use protokoll::{NoticeBoard, NoticeGroup, NoticeLine};
pub use rakning::{CountLine, CountPage, CountYear, DayCount, ServiceLine, YearLine};
pub use regelkontroll::{CheckedRule, RuleCheck};
pub use register::{MatterLine, MatterPage, RegisterPage, RegisterYear, Registers, Reported};
pub use skydd::{Need, Whereabouts};
pub use sok::{Elsewhere, Found, SearchAnswer};
pub use steg::{StepLine, StepsPage};
pub use uppdrag::{AssignmentLine, AssignmentPage, GoalNow, TalksSoFar};
pub use utdrag::{Extract, Reading};
pub use utkast::DraftLine;
pub use utlamnande::Disclosable;
pub use utskrift::{Alone, LettersWaiting, MailingLine, MailingList};
pub use verkstallighet::{ExecutionCount, ExecutionLine, ExecutionList, ExecutionReport, ExecutionStatistics};

use crate::{App, AppError};
use stadga_core::ctx::Post;
use stadga_core::fact::organisation::{EnhetArt, Roll};
use stadga_core::{Ctx, Id};
use stadga_store::AuditKind;

/// A user that can be picked in the demo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// The user.
    pub user: Id,
    /// The name.
    pub name: String,
    /// The post it is picked in.
    pub post: Post,
    /// The role.
    pub role: Roll,
    /// The unit's name.
    pub unit: String,
    /// What kind of unit it is.
    pub kind: EnhetArt,
}

impl App {
    /// Everybody who holds a post today, in the order a case meets them: for the demo's first page.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn picks(&self) -> Result<Vec<Pick>, AppError> {
        let organisation = self.organisation()?;
        let today = self.today();
        let mut picks: Vec<Pick> = organisation
            .users
            .values()
            .flat_map(|user| user.posts(today).into_iter().map(move |post| (user, post)))
            .map(|(user, post)| Pick {
                user: user.id,
                name: user.name.clone(),
                post,
                role: post.role,
                unit: organisation.unit_name(post.unit).to_owned(),
                kind: organisation.units.get(&post.unit).map_or(EnhetArt::Myndighet, |unit| unit.kind),
            })
            .collect();
        picks.sort_by(|a, b| (a.kind, &a.unit, a.role, &a.name).cmp(&(b.kind, &b.unit, b.role, &b.name)));
        Ok(picks)
    }

    /// Writes down what is about to be shown, then hands it on.
    pub(crate) fn shown<T>(&self, ctx: &Ctx, what: &str, subjects: Vec<Id>, value: T) -> Result<T, AppError> {
        self.store().audit(self.audit_row(ctx, what, AuditKind::View, subjects, ""))?;
        Ok(value)
    }

    /// Writes down that something was asked for that does not exist, or not for this user.
    ///
    /// # Errors
    /// Always: [`AppError::NotFound`], or that it could not be written down.
    pub fn nothing<T>(&self, ctx: &Ctx, what: &str) -> Result<T, AppError> {
        Err(self.denied(ctx, what, None, AppError::NotFound))
    }
}
