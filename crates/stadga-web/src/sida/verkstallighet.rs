//! Decisions that were not carried out in time: the head's list, the report of one, the statistics for the council.

use super::receipt;
use crate::answer::{Answer, page, sheet};
use crate::router::{Asked, Web};
use crate::shell::{banner, crumbs, shell};
use crate::view::{
    Button, EjVerkstalldaPage, EjVerkstalltPage, Empty, ExecutionPart, ExecutionRow, Link, ReportPart, StatistikPage,
};
use stadga_app::view::{ExecutionCount, ExecutionLine, ExecutionReport};
use stadga_core::calendar::Quarter;
use stadga_core::calendar::text::sentence_case;
use stadga_core::fact::verkstallighet::Verkstallighetsgrund;
use stadga_core::state::{Clock, Decision, Offer, Settlement};

/// Where the list is.
const LIST: &str = "/ej-verkstallda";

/// The list of a quarter.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let (quarter, rulings) = wanted(&asked);
    let found = web.app.executions(&asked.ctx, quarter, rulings)?;
    let mut frame = shell(web, &asked.ctx, "Ej verkställda beslut", LIST)?;
    frame.notice = receipt(&asked);
    let part = |anchor: &str, heading: String, lines: &[ExecutionLine], empty: &str, act: Act| ExecutionPart {
        anchor: anchor.to_owned(),
        heading,
        rows: lines.iter().map(|line| row(line, act)).collect(),
        empty: Empty { text: empty.to_owned(), next: None },
    };
    let quarter = found.quarter;
    page(&EjVerkstalldaPage {
        shell: frame,
        intro: format!(
            "{}. Beviljade insatser enligt 11 kap. 1 § och 12 kap. 1 § socialtjänstlagen som inte har börjat, eller \
             inte ges igen efter ett avbrott, inom tre månader.",
            sentence_case(&quarter.in_words())
        ),
        links: links(quarter, rulings, LIST),
        parts: vec![
            part(
                "rapportera",
                format!("Rapporteras för {}", quarter.in_words()),
                &found.to_report,
                "Inget beslut ska rapporteras för kvartalet.",
                Act::Report,
            ),
            part(
                "anmal",
                String::from("Verkställt: anmäl"),
                &found.to_tell,
                "Inget rapporterat beslut väntar på att anmälas som verkställt.",
                Act::Tell,
            ),
            part(
                "vantar",
                String::from("Inte verkställt än"),
                &found.waiting,
                "Alla beslut är verkställda.",
                Act::None,
            ),
        ],
    })
}

/// The report of one decision, in the form's order.
pub fn show_one(web: &Web, asked: Asked) -> Answer {
    let found = web.app.execution_report(&asked.ctx, asked.id(0)?)?;
    let mut frame = shell(web, &asked.ctx, &format!("Rapport {}", found.number), LIST)?;
    frame.person = Some(banner(&found.person, found.children, &asked.ctx));
    frame.crumbs = crumbs(&[("Ej verkställda beslut", LIST), ("Rapport", "")]);
    frame.notice = receipt(&asked);
    let to = |act: &str| format!("/arenden/{}/{act}?handelse={}", found.case, found.clock.id);
    let tell = matches!(found.clock.settled, Some((_, Settlement::Verkstallt)));
    let told = found.clock.told_on.is_some();
    let mut buttons = vec![Button::go("Registrera att det är rapporterat", to("ivo.rapportera")).filled()];
    if tell && !told && !found.clock.reports.is_empty() {
        buttons.insert(0, Button::go("Registrera att det är anmält", to("ivo.anmal_verkstallt")));
    }
    page(&EjVerkstalltPage {
        heading: format!("Rapport till IVO: {}", found.insats),
        facts: vec![format!("Ärende {}", found.number), found.quarter.in_words()],
        buttons,
        parts: parts(&found, &web.settings.municipality),
        before: before(&found.clock),
        steps: found.receipt().steps.iter().map(|step| step.text.clone()).collect(),
        shell: frame,
    })
}

/// The statistics of a quarter.
pub fn statistics(web: &Web, asked: Asked) -> Answer {
    let (quarter, rulings) = wanted(&asked);
    let found = web.app.execution_statistics(&asked.ctx, quarter, rulings, false)?;
    let here = format!("{LIST}/statistik");
    let mut frame = shell(web, &asked.ctx, "Statistik till kommunfullmäktige", LIST)?;
    frame.crumbs = crumbs(&[("Ej verkställda beslut", LIST), ("Statistik", "")]);
    let mut around = links(found.quarter, rulings, &here);
    let with = if rulings { "" } else { "&domar=nej" };
    around.push(Link::new("Hämta som fil (CSV)", format!("{here}.csv?kvartal={}{with}", found.quarter)));
    let state = if found.ended { "" } else { " Kvartalet pågår." };
    page(&StatistikPage {
        shell: frame,
        intro: format!(
            "{}: beslut som inte har verkställts inom tre månader, eller inte på nytt inom tre månader från ett \
             avbrott. Tiden är räknad i dagar från beslutet eller avbrottet.{state}",
            sentence_case(&found.quarter.in_words())
        ),
        links: around,
        rows: found.counts.iter().map(counted).collect(),
        empty: Empty { text: String::from("Inget beslut att redovisa för kvartalet."), next: None },
    })
}

/// The statistics as a file.
pub fn statistics_file(web: &Web, asked: Asked) -> Answer {
    let (quarter, rulings) = wanted(&asked);
    let found = web.app.execution_statistics(&asked.ctx, quarter, rulings, true)?;
    let mut text = String::from("kvartal;insats;raknat_fran;antal;kortast_dagar;median_dagar;langst_dagar\r\n");
    for count in &found.counts {
        let [insats, kind, many, shortest, median, longest] = counted(count);
        let insats = insats.replace(['"', ';', '\n'], " ");
        text.push_str(&format!("{};{insats};{kind};{many};{shortest};{median};{longest}\r\n", found.quarter));
    }
    Ok(sheet(&format!("ej-verkstallda-{}", found.quarter), text))
}

/// The card of a decision's own page: what has become of it, in sentences.
pub fn lines(clocks: &[Clock], offers: &[Offer]) -> Vec<String> {
    let mut lines: Vec<String> = clocks.iter().map(clock_line).collect();
    lines.extend(
        offers.iter().map(|offer| {
            format!("Erbjudet {}: {} {}.", offer.on, offer.fact.vad, offer.answer.0.label().to_lowercase())
        }),
    );
    lines
}

/// What can be recorded of carrying a decision out.
pub fn acts(case: stadga_core::Id, decision: &Decision, clocks: &[Clock]) -> Vec<Link> {
    let to = |label: &str, act: &str| Link::new(label, format!("/arenden/{case}/{act}?beslut={}", decision.root));
    let mut acts = Vec::new();
    let open = |kind: Verkstallighetsgrund| clocks.iter().any(|clock| clock.kind == kind && clock.settled.is_none());
    if clocks.iter().any(|clock| clock.settled.is_none()) {
        acts.push(to("Registrera ett erbjudande", "erbjudande.lamna"));
        acts.push(to("Svar på ett erbjudande", "erbjudande.besvara"));
        acts.push(to("Skriv varför det dröjer", "drojsmal.anteckna"));
        acts.push(to("Beslutet verkställs inte", "verkstallighet.upphor"));
    }
    if open(Verkstallighetsgrund::Beslut) {
        acts.push(to("Hela beslutet är verkställt", "verkstallighet.registrera"));
    }
    if clocks.iter().any(|clock| clock.kind == Verkstallighetsgrund::Beslut) {
        acts.push(to("Bara en del är verkställd", "verkstallighet.registrera_del"));
        match open(Verkstallighetsgrund::Avbrott) {
            true => acts.push(to("Insatsen ges igen", "verkstallighet.ateruppta")),
            false if !open(Verkstallighetsgrund::Beslut) => {
                acts.push(to("Insatsen har avbrutits", "verkstallighet.avbryt"));
            }
            false => {}
        }
    }
    let late = clocks.iter().filter(|clock| clock.settled.is_none_or(|(on, _)| on > clock.due.strict));
    acts.extend(late.map(|clock| Link::new("Rapporten till IVO", format!("{LIST}/{}", clock.id))));
    acts
}

/// What a row offers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Report,
    Tell,
    None,
}

fn wanted(asked: &Asked) -> (Option<Quarter>, bool) {
    (asked.query.text("kvartal").parse().ok(), asked.query.text("domar") != "nej")
}

fn links(quarter: Quarter, rulings: bool, here: &str) -> Vec<Link> {
    let with = if rulings { "" } else { "&domar=nej" };
    let to =
        |quarter: Quarter| Link::new(sentence_case(&quarter.in_words()), format!("{here}?kvartal={quarter}{with}"));
    let others = match rulings {
        true => Link::new("Visa utan domar", format!("{here}?kvartal={quarter}&domar=nej")),
        false => Link::new("Visa med domar", format!("{here}?kvartal={quarter}")),
    };
    let statistics = Link::new("Statistik till kommunfullmäktige", format!("{LIST}/statistik?kvartal={quarter}{with}"));
    let list = Link::new("Listan", format!("{LIST}?kvartal={quarter}{with}"));
    let other_page = if here == LIST { statistics } else { list };
    vec![to(quarter.previous()), to(quarter.next()), others, other_page]
}

fn row(line: &ExecutionLine, act: Act) -> ExecutionRow {
    let report = format!("{LIST}/{}", line.id);
    let to = |act: &str| format!("/arenden/{}/{act}?handelse={}", line.case, line.id);
    let part = if line.in_part { ", delvis verkställt" } else { "" };
    ExecutionRow {
        person: line.person.clone(),
        href: if act == Act::None { format!("/beslut/{}", line.decision) } else { report },
        matter: format!("{}{part}", line.insats),
        days: format!("{} {} – {}", line.kind.label().to_lowercase(), line.since, line.due),
        state: state(line, act),
        button: match act {
            Act::Report if !line.reported => Some(Button::go("Rapportera", to("ivo.rapportera"))),
            Act::Tell => Some(Button::go("Anmäl", to("ivo.anmal_verkstallt"))),
            Act::Report | Act::None => None,
        },
    }
}

fn state(line: &ExecutionLine, act: Act) -> String {
    let settled = line.settled.map(|(on, how)| format!("{} {on}", how.label()));
    let reported = match (act, line.reported) {
        (Act::Report, true) => "rapporterat",
        (Act::Report, false) => "inte rapporterat",
        _ => "",
    };
    let words = [settled.unwrap_or_else(|| String::from("Inte verkställt")), reported.to_owned()];
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ")
}

fn clock_line(clock: &Clock) -> String {
    let from = format!("{} {}", clock.kind.label(), clock.since);
    let rest = clock.remains.as_ref().map(|rest| format!(" Återstår: {rest}.")).unwrap_or_default();
    match clock.settled {
        Some((on, how)) => format!("{from}: {} {on}.{rest}", how.label().to_lowercase()),
        None => format!("{from}: inte verkställt.{rest} Rapporteras efter {}.", clock.due.strict),
    }
}

fn before(clock: &Clock) -> Vec<String> {
    let to = |ivo: bool, auditors: bool| match (ivo, auditors) {
        (true, true) => "IVO och revisorerna",
        (true, false) => "IVO",
        _ => "revisorerna",
    };
    let report = |(on, fact): &(jiff::civil::Date, stadga_core::fact::verkstallighet::IvoRapporterat)| {
        format!("{on}: kvartal {} till {}.", fact.kvartal, to(fact.ivo, fact.revisorer))
    };
    let told = clock.told_on.map(|on| format!("{on}: anmält som verkställt."));
    clock.reports.iter().map(report).chain(told).collect()
}

/// The form's own order: the report, the person, the decision, the reasons.
fn parts(found: &ExecutionReport, municipality: &str) -> Vec<ReportPart> {
    let part = |heading: &str, fields: Vec<(&str, String)>| ReportPart {
        heading: heading.to_owned(),
        fields: fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
    };
    vec![
        part("Rapportuppgifter", about_report(found, municipality)),
        part("Uppgifter om individen", about_person(found)),
        part("Uppgifter om beslutet", about_decision(found)),
        part("Skäl för fördröjningen", reasons(found)),
    ]
}

fn about_report(found: &ExecutionReport, municipality: &str) -> Vec<(&'static str, String)> {
    let (municipality, board) = match &found.sender {
        Some((municipality, board)) => (municipality.clone(), board.clone()),
        None => (municipality.to_owned(), String::from("Socialnämnden")),
    };
    let kind = match (found.clock.settled, found.clock.reports.is_empty()) {
        (Some((_, Settlement::Verkstallt)), _) => "Beslutet är verkställt",
        (Some((_, Settlement::Upphort)), _) => "Ärendet är avslutat av annan orsak",
        (None, true) => "Ny rapport",
        (None, false) => "Fortfarande ej verkställt",
    };
    vec![
        ("Kommun", municipality),
        ("Nämnd", board),
        ("Lag", String::from("Socialtjänstlagen (2025:400)")),
        ("Kvartal", found.quarter.in_words()),
        ("Rapporten avser", kind.to_owned()),
        ("Rapportör", found.reporter.clone()),
    ]
}

fn about_person(found: &ExecutionReport) -> Vec<(&'static str, String)> {
    let number = found.person.number.as_ref().map(|number| number.full());
    let number = number.or_else(|| found.person.report_number.clone());
    let missing = "Saknas. Rapporten får ett nummer när du registrerar den.";
    let mut rows = vec![("Personnummer", number.unwrap_or_else(|| missing.to_owned()))];
    let told = found.person.told_mark();
    rows.extend(
        told.map(|mark| ("Skyddade personuppgifter", format!("{}. Rapportera bara i e-tjänsten.", mark.label()))),
    );
    rows
}

fn about_decision(found: &ExecutionReport) -> Vec<(&'static str, String)> {
    let clock = &found.clock;
    let mut rows = vec![
        ("Typ av insats", found.insats.clone()),
        ("Lagrum", found.decision.fact.lagrum.clone()),
        ("Beslutsdatum", found.decision.on.to_string()),
    ];
    match clock.kind {
        Verkstallighetsgrund::Beslut => {}
        Verkstallighetsgrund::Avbrott => rows.push(("Avbrottsdatum", clock.since.to_string())),
        Verkstallighetsgrund::Dom => rows.push(("Domen meddelad", clock.since.to_string())),
    }
    rows.push(("Tre månader gick ut", clock.due.strict.to_string()));
    rows.extend(clock.remains.clone().map(|rest| ("Delvis verkställt, återstår", rest)));
    rows.extend(clock.settled.map(|(on, how)| match how {
        Settlement::Verkstallt => ("Verkställt den", on.to_string()),
        Settlement::Upphort => ("Avslutat den", on.to_string()),
    }));
    rows
}

fn reasons(found: &ExecutionReport) -> Vec<(&'static str, String)> {
    let mut rows = Vec::new();
    rows.extend(found.interrupted.clone().map(|why| ("Skäl för avbrottet", why)));
    match found.delays.last() {
        None => rows.push(("Skäl för fördröjningen", String::from("Inte skrivet än."))),
        Some((_, delay)) => {
            rows.push(("Skäl för fördröjningen", format!("{}. {}", delay.orsak.label(), delay.skal)));
            rows.extend(delay.foljder.clone().map(|text| ("Följder för den enskilde", text)));
            rows.extend(delay.under_tiden.clone().map(|text| ("Insatser under tiden", text)));
        }
    }
    let offer = |offer: &Offer| {
        let (answer, _, why) = &offer.answer;
        let why = why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
        format!("{} {}. {}{why}", offer.on, offer.fact.vad.trim_end_matches('.'), answer.label())
    };
    if !found.offers.is_empty() {
        rows.push(("Erbjudanden", found.offers.iter().map(offer).collect::<Vec<_>>().join("\n")));
    }
    rows
}

/// What, how many, and the shortest, the median and the longest time.
fn counted(count: &ExecutionCount) -> [String; 6] {
    let at = |place: usize| count.days.get(place).map(u32::to_string).unwrap_or_default();
    let many = count.days.len();
    [
        count.insats.clone(),
        count.kind.label().to_lowercase(),
        many.to_string(),
        at(0),
        at(many.saturating_sub(1) / 2),
        at(many.saturating_sub(1)),
    ]
}
