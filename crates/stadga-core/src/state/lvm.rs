//! Compulsory care: the investigation, custody with the court's clocks, the application, the ruling.

use super::tvangsvard::Care;
use crate::calendar::{Counting, Due, Period, Receipt, Unit, count};
use crate::event::Standing;
use crate::fact::Fact;
use crate::fact::intag::{Anmalansslag, Utredningsgrund};
use crate::fact::lvm::{
    Lakarundersokningsutfall, Lvmbeslutare, OmhandertagandeBeslutat, OmhandertagandeProvat, Omhandertagandeslut,
    Provningsutfall, TvangsvardAnsokt, TvangsvardsutredningSammanstalld,
};
use crate::fact::tvangsvard::{TvangsvardsdomInkommen, Vardutfall};
use crate::id::Id;
use jiff::civil::{Date, Time};

/// Until a custody is submitted (15 §).
const TO_SUBMIT: Period = Period::new(1, Unit::Days);
/// Until the court tests it (17 §).
const TO_TEST: Period = Period::new(4, Unit::Days);
/// Until the application must have come in (18 §).
const TO_APPLY: Period = Period::new(1, Unit::Weeks);

/// What is shown in the place of where somebody who is protected is.
const HIDDEN: &str = "Visas inte";

/// Takes away where somebody is from a fact of compulsory care.
pub(super) fn veil(fact: &mut Fact) {
    match fact {
        Fact::OmhandertagandeVerkstallt(fact) => HIDDEN.clone_into(&mut fact.var),
        Fact::VardplatsAnvisad(fact) => HIDDEN.clone_into(&mut fact.hem),
        Fact::TvangsvardPaborjad(fact) => HIDDEN.clone_into(&mut fact.namn),
        Fact::VardformPaborjad(fact) => HIDDEN.clone_into(&mut fact.var),
        Fact::TvangsvardsutredningSammanstalld(fact) => fact.hem = fact.hem.take().map(|_| HIDDEN.to_owned()),
        Fact::EftervardPlanerad(fact) => fact.bostad = fact.bostad.take().map(|_| HIDDEN.to_owned()),
        _ => {}
    }
}

/// The newest findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findings {
    /// The event that holds them.
    pub id: Id,
    /// The day.
    pub on: Date,
    /// What was found.
    pub fact: Box<TvangsvardsutredningSammanstalld>,
}

/// An immediate custody and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Custody {
    /// The event.
    pub id: Id,
    /// The day it was decided.
    pub on: Date,
    /// The clock, where it is known.
    pub at: Option<Time>,
    /// What was decided.
    pub fact: Box<OmhandertagandeBeslutat>,
    /// The day it was executed.
    pub executed_on: Option<Date>,
    /// The day it was submitted to the court.
    pub submitted_on: Option<Date>,
    /// The day the person was told of the rights before the court.
    pub informed_on: Option<Date>,
    /// The court's test, with its day.
    pub tested: Option<(Date, OmhandertagandeProvat)>,
    /// The last day the court has given itself to test it, when it has prolonged the time.
    pub extended_to: Option<Date>,
    /// The day it was reported at a meeting.
    pub reported_on: Option<Date>,
    /// The day it ended, and on what ground.
    pub ended: Option<(Date, Omhandertagandeslut)>,
}

impl Custody {
    /// Until when it must be submitted; none for the court's own.
    pub fn submit_by(&self) -> Option<Due> {
        (self.fact.beslutat_av != Lvmbeslutare::Ratten).then(|| count(self.on, TO_SUBMIT, Counting::Statutory))
    }

    /// The day the court's time to test it runs from: it was submitted, or executed when that was later.
    pub fn test_from(&self) -> Option<Date> {
        Some(self.submitted_on?.max(self.executed_on?))
    }

    /// Until when the court tests it: four days, or the day it has prolonged the time to.
    pub fn test_by(&self) -> Option<Due> {
        let due = count(self.test_from()?, TO_TEST, Counting::Statutory);
        Some(match self.extended_to {
            None => due,
            Some(to) => Due { strict: to, legal: to, receipt: Receipt::new("Förlängd av domstolen", "17 § LVM") },
        })
    }

    /// Until when the application must have come in.
    pub fn apply_by(&self) -> Option<Due> {
        let (on, tested) = self.tested.as_ref()?;
        (tested.utfall == Provningsutfall::Bestar).then(|| count(*on, TO_APPLY, Counting::Statutory))
    }

    /// Why it no longer applies on a day though nobody has recorded it: a time the law sets has been missed
    /// (18 a §). The last day is the one the law may move it to; before that it is unsure and not said.
    pub fn lapsed(&self, applied_on: Option<Date>, today: Date) -> Option<(Date, Omhandertagandeslut)> {
        let missed = |due: Option<Due>, done: Option<Date>| {
            due.map(|due| due.legal).filter(|last| done.unwrap_or(today) > *last)
        };
        let submitted = self.submitted_on.or(self.tested.as_ref().map(|(on, _)| *on));
        let late = missed(self.submit_by(), submitted).map(|last| (last, Omhandertagandeslut::Understalldes));
        late.or_else(|| missed(self.apply_by(), applied_on).map(|last| (last, Omhandertagandeslut::Ansoktes)))
    }

    /// Whether nothing recorded has ended it.
    pub fn stands(&self) -> bool {
        let lifted = self.tested.as_ref().is_some_and(|(_, tested)| tested.utfall == Provningsutfall::Upphavs);
        self.ended.is_none() && !lifted
    }
}

/// A ruling on care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CareRuling {
    /// The event.
    pub id: Id,
    /// The day of the ruling.
    pub on: Date,
    /// What the court decided.
    pub fact: TvangsvardsdomInkommen,
    /// The day it gained legal force.
    pub final_on: Option<Date>,
}

/// What is known of compulsory care in a case.
#[derive(Clone, Debug, Default)]
pub struct Compulsory {
    /// The days reports of a need of compulsory care came in (6 §).
    pub reported_on: Vec<Date>,
    /// The day the investigation was opened (7 §).
    pub opened_on: Option<Date>,
    /// The newest decision on an examination (9 §).
    pub examination: Option<(Date, Lakarundersokningsutfall)>,
    /// The events of the physicians' certificates, with the days they came in.
    pub certificates: Vec<(Id, Date)>,
    /// The newest findings.
    pub findings: Option<Findings>,
    /// The custodies, oldest first.
    pub custodies: Vec<Custody>,
    /// The applications: the event, the day it came in to the court, what was applied.
    pub applications: Vec<(Id, Date, TvangsvardAnsokt)>,
    /// The rulings on care, oldest first.
    pub rulings: Vec<CareRuling>,
    /// Care, from the place that is asked for to the end.
    pub care: Care,
}

impl Compulsory {
    /// Takes in one standing event.
    pub(super) fn apply(&mut self, row: Standing<'_>) {
        let on = row.event.occurred_on;
        match &row.event.fact {
            Fact::AnmalanInkommen(fact) if fact.slag == Anmalansslag::Lvm => self.reported_on.push(on),
            Fact::UtredningInledd(fact) if Utredningsgrund::Lvm.is(&fact.lagrum) => {
                self.opened_on = Some(on);
            }
            Fact::LakarundersokningProvad(fact) => self.examination = Some((on, fact.utfall)),
            Fact::LakarintygInkommet(_) => self.certificates.push((row.event.id, on)),
            Fact::TvangsvardsutredningSammanstalld(fact) => {
                self.findings = Some(Findings { id: row.event.id, on, fact: Box::new(fact.clone()) });
            }
            Fact::OmhandertagandeBeslutat(fact) => self.custodies.push(Custody {
                id: row.origin,
                on,
                at: row.event.occurred_at,
                fact: Box::new(fact.clone()),
                executed_on: None,
                submitted_on: None,
                informed_on: None,
                tested: None,
                extended_to: None,
                reported_on: None,
                ended: None,
            }),
            Fact::OmhandertagandeVerkstallt(fact) => {
                self.of(fact.omhandertagande, |known| known.executed_on = Some(on));
            }
            Fact::OmhandertagandeUnderstallt(fact) => {
                self.of(fact.omhandertagande, |known| known.submitted_on = Some(on));
            }
            Fact::OmhandertagandeUpplyst(fact) => self.of(fact.omhandertagande, |known| known.informed_on = Some(on)),
            Fact::OmhandertagandeProvat(fact) => {
                self.of(fact.omhandertagande, |known| known.tested = Some((on, fact.clone())));
            }
            Fact::FristForlangd(fact) => {
                if let Some(custody) = fact.omhandertagande {
                    self.of(custody, |known| known.extended_to = Some(fact.till));
                }
            }
            Fact::OmhandertagandeAnmalt(fact) => self.of(fact.omhandertagande, |known| known.reported_on = Some(on)),
            Fact::OmhandertagandeUpphort(fact) => {
                self.of(fact.omhandertagande, |known| known.ended = Some((on, fact.orsak)));
            }
            Fact::TvangsvardAnsokt(fact) => self.applications.push((row.origin, on, fact.clone())),
            Fact::TvangsvardsdomInkommen(fact) => self.rule(row, fact),
            Fact::TvangsvardsdomLagakraft(fact) => {
                if let Some(known) = self.rulings.iter_mut().find(|known| known.id == fact.dom) {
                    known.final_on = Some(on);
                }
            }
            _ => self.care.apply(row),
        }
    }

    /// The court's ruling on care ends a custody by law (18 a § 3).
    fn rule(&mut self, row: Standing<'_>, fact: &TvangsvardsdomInkommen) {
        let on = row.event.occurred_on;
        self.rulings.push(CareRuling { id: row.origin, on, fact: fact.clone(), final_on: None });
        if let Some(custody) = self.custodies.last_mut() {
            custody.ended.get_or_insert((on, Omhandertagandeslut::Avgjort));
        }
    }

    fn of(&mut self, custody: Id, then: impl FnOnce(&mut Custody)) {
        if let Some(known) = self.custodies.iter_mut().find(|known| known.id == custody) {
            then(known);
        }
    }

    /// Takes away where somebody is.
    pub(super) fn veil(&mut self) {
        if let Some(known) = &mut self.findings {
            known.fact.hem = known.fact.hem.take().map(|_| HIDDEN.to_owned());
        }
        let care = &mut self.care;
        care.place = care.place.take().map(|(on, _)| (on, HIDDEN.to_owned()));
        if let Some((_, fact)) = &mut care.begun {
            HIDDEN.clone_into(&mut fact.namn);
        }
        if let Some((_, fact)) = &mut care.after {
            fact.bostad = fact.bostad.take().map(|_| HIDDEN.to_owned());
        }
    }

    /// Whether anything of compulsory care is known in the case.
    pub fn is_known(&self) -> bool {
        !self.reported_on.is_empty() || self.opened_on.is_some() || !self.custodies.is_empty()
    }

    /// The custody that nothing recorded has ended.
    pub fn custody(&self) -> Option<&Custody> {
        self.custodies.last().filter(|custody| custody.stands())
    }

    /// The newest application that no ruling has answered.
    pub fn application(&self) -> Option<&(Id, Date, TvangsvardAnsokt)> {
        let answered = self.rulings.last().map(|ruling| ruling.on);
        self.applications.last().filter(|(_, on, _)| answered.is_none_or(|ruled| ruled < *on))
    }

    /// The newest ruling, when it says that care is to be given.
    pub fn granted(&self) -> Option<&CareRuling> {
        self.rulings.last().filter(|ruling| ruling.fact.utfall == Vardutfall::Vard)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::lvm::Lvmfara;
    use jiff::civil::date;

    fn decided(on: Date) -> Custody {
        let fact = OmhandertagandeBeslutat {
            beslutat_av: Lvmbeslutare::Utskott,
            beslutsfattare: None,
            varfor_inte_vanta: None,
            nasta_sammantrade: None,
            paragraf: None,
            sannolikt: String::from("Sannolikt."),
            fara: Lvmfara::Halsa,
            faran: String::from("Hälsan."),
        };
        Custody {
            id: Id::from_bytes([1; 10]),
            on,
            at: None,
            fact: Box::new(fact),
            executed_on: None,
            submitted_on: None,
            informed_on: None,
            tested: None,
            extended_to: None,
            reported_on: None,
            ended: None,
        }
    }

    fn tested(on: Date, utfall: Provningsutfall) -> Option<(Date, OmhandertagandeProvat)> {
        let (domstol, malnummer) = (String::from("Förvaltningsrätten"), String::from("1-26"));
        let omhandertagande = Id::from_bytes([1; 10]);
        Some((on, OmhandertagandeProvat { omhandertagande, domstol, malnummer, utfall, filer: Vec::new() }))
    }

    /// D081, D083: both days are known where the law is unsure, and the strict one governs.
    #[test]
    fn a_custody_is_submitted_the_day_after() {
        let days = |on| decided(on).submit_by().map(|due| (due.strict, due.legal));
        assert_eq!(days(date(2026, 11, 24)), Some((date(2026, 11, 25), date(2026, 11, 25))));
        assert_eq!(days(date(2026, 12, 23)), Some((date(2026, 12, 24), date(2026, 12, 28))));
    }

    /// D084, D086.
    #[test]
    fn the_courts_days_and_the_week_to_apply_run_from_what_has_happened() {
        let mut custody = decided(date(2026, 11, 22));
        custody.submitted_on = Some(date(2026, 11, 23));
        assert_eq!(custody.test_by(), None);
        custody.executed_on = Some(date(2026, 11, 22));
        assert_eq!(custody.test_by().map(|due| due.strict), Some(date(2026, 11, 27)));
        custody.executed_on = Some(date(2026, 11, 25));
        assert_eq!(custody.test_by().map(|due| due.strict), Some(date(2026, 11, 29)));
        custody.extended_to = Some(date(2026, 11, 30));
        assert_eq!(custody.test_by().map(|due| due.strict), Some(date(2026, 11, 30)));
        assert_eq!(custody.apply_by(), None);
        custody.tested = tested(date(2026, 11, 27), Provningsutfall::Bestar);
        assert_eq!(custody.apply_by().map(|due| due.strict), Some(date(2026, 12, 4)));
    }

    #[test]
    fn a_missed_time_ends_a_custody_and_an_unsure_day_says_nothing() {
        let mut custody = decided(date(2026, 12, 23));
        assert_eq!(custody.lapsed(None, date(2026, 12, 25)), None);
        let late = Some((date(2026, 12, 28), Omhandertagandeslut::Understalldes));
        assert_eq!(custody.lapsed(None, date(2026, 12, 29)), late);
        custody.submitted_on = Some(date(2026, 12, 24));
        assert_eq!(custody.lapsed(None, date(2026, 12, 29)), None);
        custody.tested = tested(date(2026, 12, 28), Provningsutfall::Bestar);
        let unapplied = Some((date(2027, 1, 4), Omhandertagandeslut::Ansoktes));
        assert_eq!(custody.lapsed(None, date(2027, 1, 5)), unapplied);
        assert_eq!(custody.lapsed(Some(date(2027, 1, 4)), date(2027, 1, 20)), None);
    }

    #[test]
    fn the_court_lifts_a_custody() {
        let mut custody = decided(date(2026, 11, 24));
        assert!(custody.stands());
        custody.tested = tested(date(2026, 11, 27), Provningsutfall::Upphavs);
        assert!(!custody.stands());
        assert_eq!(custody.apply_by(), None);
    }
}
