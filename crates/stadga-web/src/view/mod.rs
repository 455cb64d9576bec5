//! Pages as plain data: one struct per page and per part, each with its own template.
//!
//! Nothing here asks a question of the system. A handler fills the structs with finished Swedish
//! text, links and flags, and calls `render()`. Dates arrive as text, except in [`Lifeline`],
//! which must measure them. A part can stand in any template as `{{ part }}`: it escapes its own
//! content, so its markup is passed through as it is.

mod anslag;
mod anvandare;
mod arende;
mod arenden;
mod avsteg;
mod beslut;
mod bestallning;
mod boende;
mod delar;
mod enhet;
mod fel;
mod form;
mod franvaro;
mod fristraknare;
mod gallring;
mod gemensam;
mod granskning;
mod handling;
mod handlingar;
mod hjalp;
mod ikon;
mod jour;
mod klient;
mod kommunicering;
mod konferens;
mod konto;
mod kvitto;
mod lifeline;
mod lvm;
mod min_dag;
mod moten;
mod mottagning;
mod namnd;
mod nodparm;
mod oversikt;
mod person;
mod planer;
mod rakna;
mod regel;
mod register;
mod rutiner;
mod skal;
mod skydd;
mod sok;
mod steg;
mod stod;
mod utforare;
mod utredning;
mod utskrift;
mod valj_anvandare;
mod verkstallighet;

pub use anslag::{AnslagPage, NoticeCard, NoticePart};
pub use anvandare::{AnvandarePage, JobLine, KopplaPage, MemberRow, StartCodePage};
pub use arende::{CasePage, Goal, Participant, Tab};
pub use arenden::{CaseRow, CasesPage};
pub use avsteg::AvstegPage;
pub use beslut::{AttFattaPage, BasisCard, BeslutPage, BeslutVisaPage, BrevPage, ProposalRow};
pub use bestallning::{BestallningPage, UnitFact};
pub use boende::{BearerPart, CostRow, FlatRow, KostnaderPage, LagenheterPage, TenantRow};
pub use delar::{
    Button, Due, DueState, Empty, Link, Notice, Press, Step, StepState, Stepper, Timeline, TimelineEvent, TimelineKind,
};
pub use enhet::{EnhetPage, KeyFigure, LoadRow, UnitRow};
pub use fel::{NotFoundPage, ServerErrorPage, StaleField, StalePage, TooLargePage, UtanNatPage};
pub use form::{Choice, Draft, Field, FieldKind, Form, FormError, Grade, Hidden, SealedNote, Section};
pub use franvaro::{AbsencePage, AbsenceRow};
pub use fristraknare::{FristResult, FristraknarePage};
pub use gallring::{GallringForslag, GallringPage, GallringRad};
pub use gemensam::{AndelPage, GemensamPage, NeedRow, SharePart};
pub use granskning::{ChangeRow, ExtractPage, ExtractRow, ReaderRow, ReviewPage, SignedRow};
pub use handling::{About, ActPage};
pub use handlingar::{DocumentRow, DocumentsPage};
pub use hjalp::{HjalpPage, Shortcut, TillganglighetPage};
pub use ikon::Icon;
pub use jour::{DutyShift, DutyWeek, JourPage};
pub use klient::{AskedQuestion, KlientPage, OrderFact, PlanGoal};
pub use kommunicering::{KommuniceringPage, LetterBlock, LetterHead};
pub use konferens::{ConferencePart, KonferensPage, ReferralRow};
pub use konto::{
    BorjaPage, KontoPage, LoggaInPage, MailForm, OkandPage, PasskeyForm, PasskeyRow, PassnycklarPage, PostChoice,
    PrenumerationPage, QrCode, ReservkoderPage, SecretField, UtloggadPage,
};
pub use kvitto::KvittoPage;
pub use lifeline::{Lifeline, LifelineMark, LifelineRow, MarkKind};
pub use lvm::{LvmPage, LvmRow};
pub use min_dag::{Besides, Booking, Day, DayMark, DraftLink, DutyGroup, MinDagPage, News, WaitingRow};
pub use moten::{KalenderDay, KalenderPage, MeetingRow, Meetings};
pub use mottagning::{
    AnmalarePage, DeskLine, HandedRow, InkommetPage, KnownPanel, MottagningPage, MottagningsbordPage, Naming,
};
pub use namnd::{AgendaRow, DelegatedPage, DelegatedRow, MeetingCard, MeetingPart, NamndPage};
pub use nodparm::{CopyRow, NodparmPage, OutdatedCopy};
pub use oversikt::{HouseRow, OversiktPage, StaffWeek, VeckaPage, VeckoschemaPage, WeekDay};
pub use person::{PersonCaseRow, PersonaktPage};
pub use planer::{PlanVersion, PlanerPage};
pub use rakna::{CountBox, CountRow, CountTable, RaknaPage, RaknaVerksamhetPage};
pub use regel::{Duty, Level, RuleCheck, RuleItem, Source, SourceKind, Why};
pub use register::{MatterPage, MatterRow, RegisterPart, RegistersPage, ReportedRow, YearRow};
pub use rutiner::{KartaPage, MapBox, PackDocument, PackDuty, PackPage, PackRole, PackRow, PackSource, RutinerPage};
pub use skal::{Flag, LockAfter, NavGroup, NavItem, PersonBanner, Shell, Tone, User};
pub use skydd::SkyddPage;
pub use sok::{Hit, SokPage};
pub use steg::{StegLine, StegPage};
pub use stod::{InsatsPage, Service, StodPage, SupportGroup, Way};
pub use utforare::{ClientRow, HandoverCard, OrderRow, OverlamningPage, UtforarePage};
pub use utredning::{NoteCard, UtredningPage};
pub use utskrift::{LetterPart, LetterRow, UtskriftPage};
pub use valj_anvandare::{UnitPeople, UserCard, ValjAnvandarePage};
pub use verkstallighet::{EjVerkstalldaPage, EjVerkstalltPage, ExecutionPart, ExecutionRow, ReportPart, StatistikPage};
