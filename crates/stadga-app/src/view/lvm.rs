//! Compulsory care on one page: the hours left, what is missing, who can decide, what comes next by the act.

use super::WorkItem;
use super::lvm_brev::missing;
use crate::load::Loaded;
use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::calendar::Due;
use stadga_core::fact::lvm::{Lakarundersokningsutfall, Omhandertagandeslut};
use stadga_core::state::{Communication, Compulsory, PersonState};
use stadga_core::{Ctx, Id};
use stadga_rules::OnCall;
use std::sync::Arc;

/// A step of the act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LvmStep {
    /// The section: `15 §`.
    pub section: &'static str,
    /// What it is.
    pub title: &'static str,
    /// The day it was done.
    pub on: Option<Date>,
    /// What became of it, or what it waits for.
    pub text: String,
    /// The use cases that do it, for those who may.
    pub acts: Vec<&'static str>,
}

/// The page.
#[derive(Clone, Debug)]
pub struct LvmPage {
    /// The case.
    pub case: Id,
    /// Its number.
    pub number: String,
    /// The person.
    pub person: Arc<PersonState>,
    /// Children are concerned.
    pub children: bool,
    /// Today.
    pub today: Date,
    /// The times that run, the first day first.
    pub clocks: Vec<WorkItem>,
    /// Why a custody no longer applies though nobody has recorded it, with the day.
    pub lapsed: Option<(Date, Omhandertagandeslut)>,
    /// The last day of care, with how it was reached.
    pub care_until: Option<Due>,
    /// What the court does not have yet.
    pub missing: Vec<&'static str>,
    /// Who can decide now, and how they are reached.
    pub on_call: Vec<OnCall>,
    /// The act, step by step.
    pub steps: Vec<LvmStep>,
}

impl App {
    /// Compulsory care in a case.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the case does not exist or is not the user's to see.
    pub fn lvm_page(&self, ctx: &Ctx, case: Id) -> Result<LvmPage, AppError> {
        const WHAT: &str = "lvm.visa";
        let loaded = self.case_to_show(ctx, WHAT, case)?;
        let person = loaded.file.case.person.ok_or(AppError::NotFound)?;
        let state = self.load_person(person)?;
        let mut clocks = self.items_of(ctx, &loaded, &state.name)?;
        clocks.retain(|item| item.liberty);
        let lvm = &loaded.file.case.lvm;
        let applied = lvm.applications.last().map(|(_, on, _)| *on);
        let page = LvmPage {
            case,
            number: loaded.number.clone(),
            person: state,
            children: loaded.file.case.children,
            today: ctx.today,
            clocks,
            lapsed: lvm.custody().and_then(|custody| custody.lapsed(applied, ctx.today)),
            care_until: lvm.care.until().filter(|_| lvm.care.goes_on()),
            missing: missing(&loaded.file.case),
            on_call: self.on_call_now(ctx, &loaded)?,
            steps: steps(ctx, &loaded),
        };
        self.shown(ctx, WHAT, vec![case, person], page)
    }
}

impl App {
    /// Those the routine names for decisions that cannot wait, and whoever is on duty for the case's unit.
    fn on_call_now(&self, ctx: &Ctx, loaded: &Loaded) -> Result<Vec<OnCall>, AppError> {
        let organisation = self.organisation()?;
        let mut all = self.stack().on_call().to_vec();
        all.extend(self.on_duty_for(ctx, loaded.file.case.unit, &organisation));
        Ok(all)
    }
}

/// The act, step by step, with what may be done by the one who looks.
fn steps(ctx: &Ctx, loaded: &Loaded) -> Vec<LvmStep> {
    let case = &loaded.file.case;
    let lvm = &case.lvm;
    let communicated = case.communication.as_ref().map(|known| match known {
        Communication::Sent { on, .. } => (*on, "Utredningen är skickad."),
        Communication::Exempt { on } => (*on, "Undantaget från kommunicering."),
    });
    let mut steps = before(lvm);
    steps.push(step(
        "25 § FL",
        "Kommunicering",
        communicated.map(|(on, _)| on),
        communicated.map_or("Inte kommunicerad.", |(_, text)| text).to_owned(),
        if communicated.is_none() { &["kommunicering.skicka", "kommunicering.undanta"] } else { &[] },
    ));
    steps.extend(custody(lvm));
    steps.extend(court(lvm));
    steps.extend(care(lvm));
    let grounds = loaded.grounds(ctx, loaded.case);
    for step in &mut steps {
        step.acts.retain(|act| super::lista::may(act, &grounds, &grounds));
    }
    steps
}

fn step(section: &'static str, title: &'static str, on: Option<Date>, text: String, acts: &[&'static str]) -> LvmStep {
    LvmStep { section, title, on, text, acts: acts.to_vec() }
}

/// Up to the findings.
fn before(lvm: &Compulsory) -> Vec<LvmStep> {
    let reported = lvm.reported_on.last().copied();
    let (examined, physician) = match lvm.examination {
        None => (None, "Inte beslutad."),
        Some((on, Lakarundersokningsutfall::Beslutas)) => (Some(on), "Läkarundersökning är beslutad."),
        Some((on, Lakarundersokningsutfall::Obehovlig)) => (Some(on), "Uppenbart obehövlig."),
    };
    let certificate = lvm.certificates.last().map(|(_, on)| *on);
    let findings = lvm.findings.as_ref();
    let open = |done: bool, act: &'static str| if done { Vec::new() } else { vec![act] };
    vec![
        step("6 §", "Anmälan", reported, when(reported, "Ingen anmälan om tvångsvård."), &["lvmanmalan.registrera"]),
        step(
            "7 §",
            "Utredning",
            lvm.opened_on,
            when_text(lvm.opened_on, "Inledd utan samtycke.", "Inte inledd."),
            &open(lvm.opened_on.is_some(), "lvm.inled"),
        ),
        step(
            "9 §",
            "Läkarundersökning",
            examined,
            physician.to_owned(),
            &open(examined.is_some(), "lakarundersokning.prova"),
        ),
        step("9 §", "Läkarintyg", certificate, when(certificate, "Saknas."), &["lakarintyg.registrera"]),
        step(
            "10 §",
            "Utredningen sammanställd",
            findings.map(|known| known.on),
            findings.map_or_else(
                || String::from("Inte sammanställd."),
                |known| format!("{}.", known.fact.slutsats.label()),
            ),
            &["tvangsvardsutredning.sammanstall"],
        ),
    ]
}

/// The newest custody.
fn custody(lvm: &Compulsory) -> Vec<LvmStep> {
    let Some(known) = lvm.custodies.last() else {
        let text = String::from("Inget beslut.");
        return vec![step("13 §", "Omedelbart omhändertagande", None, text, &["omhandertagande.besluta"])];
    };
    let stands = known.stands();
    let open = |done: bool, act: &'static str| if done || !stands { Vec::new() } else { vec![act] };
    let by = known.fact.beslutat_av.label();
    let until = |due: Option<Due>| due.map_or_else(String::new, |due| format!("Senast {}.", due.strict));
    let tested = known.tested.as_ref();
    let mut steps = vec![
        step(
            "13 §",
            "Omedelbart omhändertagande",
            Some(known.on),
            format!("Beslutat av {}.", by.to_lowercase()),
            &open(!stands, "omhandertagande.avsluta"),
        ),
        step(
            "19 §",
            "Verkställt",
            known.executed_on,
            when(known.executed_on, "Inte registrerat."),
            &open(known.executed_on.is_some(), "omhandertagande.verkstall"),
        ),
        step(
            "15 §",
            "Underställt domstolen",
            known.submitted_on,
            when(known.submitted_on, &until(known.submit_by())),
            &open(known.submitted_on.is_some(), "omhandertagande.understall"),
        ),
        step(
            "16 §",
            "Personen upplyst",
            known.informed_on,
            when(known.informed_on, "Inte registrerat."),
            &open(known.informed_on.is_some(), "omhandertagande.upplys"),
        ),
        step(
            "17 §",
            "Domstolens prövning",
            tested.map(|(on, _)| *on),
            tested.map_or_else(|| until(known.test_by()), |(_, tested)| format!("{}.", tested.utfall.label())),
            if tested.is_some() { &[] } else { &["omhandertagande.registrera_provning", "frist.forlang"] },
        ),
    ];
    if known.fact.beslutat_av.alone() {
        let next = known.fact.nasta_sammantrade.map(|day| format!("Vid sammanträdet {day}.")).unwrap_or_default();
        let acts: &[&str] = if known.reported_on.is_none() { &["omhandertagande.anmal"] } else { &[] };
        steps.push(step("13 §", "Anmält till nämnden", known.reported_on, when(known.reported_on, &next), acts));
    }
    if let Some((on, reason)) = known.ended {
        steps.push(step("18 a–b §§", "Omhändertagandet upphört", Some(on), format!("{}.", reason.label()), &[]));
    }
    if !stands && lvm.rulings.is_empty() {
        steps.push(step("13 §", "Nytt omhändertagande", None, String::new(), &["omhandertagande.besluta"]));
    }
    steps
}

/// The application, the place, the ruling.
fn court(lvm: &Compulsory) -> Vec<LvmStep> {
    let applied = lvm.applications.last().map(|(_, on, _)| *on);
    let by = lvm.custody().and_then(|custody| custody.apply_by());
    let until =
        by.map_or_else(|| String::from("Inte inlämnad."), |due| format!("Ska ha kommit in senast {}.", due.strict));
    let ruling = lvm.rulings.last();
    let granted = lvm.granted();
    let care = &lvm.care;
    let place = care.place.as_ref();
    let waits = lvm.application().is_some();
    vec![
        step(
            "11 och 18 §§",
            "Ansökan om tvångsvård",
            applied,
            when(applied, &until),
            if waits { &[] } else { &["tvangsvard.ansok"] },
        ),
        step(
            "25 §",
            "Plats hos SiS",
            place.map(|(on, _)| *on).or(care.asked_on),
            match (place, care.asked_on) {
                (Some((_, home)), _) => format!("{home}."),
                (None, Some(_)) => String::from("Begärd."),
                (None, None) => String::from("Inte begärd."),
            },
            &["vardplats.begar", "vardplats.registrera", "handrackning.begar"],
        ),
        step(
            "5 och 38 §§",
            "Dom",
            ruling.map(|known| known.on),
            ruling.map_or_else(|| String::from("Ingen dom."), |known| format!("{}.", known.fact.utfall.label())),
            if waits { &["tvangsvardsdom.registrera", "frist.forlang"] } else { &[] },
        ),
        step(
            "12 §",
            "Laga kraft",
            granted.and_then(|known| known.final_on),
            when(granted.and_then(|known| known.final_on), ""),
            if granted.is_some_and(|known| known.final_on.is_none()) { &["tvangsvardsdom.laga_kraft"] } else { &[] },
        ),
    ]
}

/// Care, and what comes after.
fn care(lvm: &Compulsory) -> Vec<LvmStep> {
    let care = &lvm.care;
    let begun = care.begun.as_ref();
    let on = begun.map(|(on, _)| *on);
    let decided = lvm.custody().is_some() || lvm.granted().is_some();
    let start: &[&str] = if decided && !care.goes_on() { &["tvangsvard.paborja"] } else { &[] };
    let mut steps = vec![step(
        "20 §",
        "Vården påbörjad",
        on,
        begun.map_or_else(
            || String::from("Inte påbörjad."),
            |(_, fact)| format!("{}: {}.", fact.stalle.label(), fact.namn),
        ),
        start,
    )];
    if on.is_none() {
        return steps;
    }
    let absent = care.absent();
    let running: &[&str] = match (care.goes_on(), absent) {
        (true, Some(_)) => &["tvangsvard.ateruppta"],
        (true, None) => &["tvangsvard.avbryt"],
        (false, _) => &[],
    };
    let time = match absent {
        Some(known) => format!("Står still sedan {}: {}.", known.from, known.reason.label().to_lowercase()),
        None => String::from("Löper."),
    };
    steps.push(step("21 §", "Vårdtiden", None, if care.goes_on() { time } else { String::new() }, running));
    let form: &[&str] = match (care.goes_on(), care.elsewhere_since) {
        (false, _) => &[],
        (true, Some(_)) => &["vardform.avsluta"],
        (true, None) => &["vardform.planera", "vardform.paborja"],
    };
    let elsewhere = care.elsewhere_since.or(care.planned_on);
    steps.push(step("27–28 §§", "Vård i annan form", elsewhere, when(elsewhere, "Inte planerad."), form));
    let after = care.after.as_ref();
    let plan: &[&str] = if care.goes_on() { &["eftervard.planera"] } else { &[] };
    let home = match after {
        Some((_, fact)) if fact.bostad.is_some() => "Bostaden är planerad.",
        _ => "Bostad efter vården är inte planerad.",
    };
    steps.push(step("30 §", "Tiden efter", after.map(|(on, _)| *on), home.to_owned(), plan));
    let ended = care.ended;
    let end: &[&str] = if care.goes_on() { &["tvangsvard.avsluta"] } else { &[] };
    steps.push(step(
        "20 och 25 §§",
        "Vården upphörd",
        ended.map(|(on, _)| on),
        ended.map_or_else(String::new, |(_, reason)| format!("{}.", reason.label())),
        end,
    ));
    steps
}

/// What stands where it is done, and where it is not.
fn when(done: Option<Date>, otherwise: &str) -> String {
    when_text(done, "", otherwise)
}

fn when_text(done: Option<Date>, then: &str, otherwise: &str) -> String {
    String::from(if done.is_some() { then } else { otherwise })
}
