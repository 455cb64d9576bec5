//! The public pages of support: read from the packs, open to anybody, nothing about anybody.
//!
//! Whoever offers support without an assessment of needs tells that one may also apply (SoL 11 kap. 6 §), and the board
//! informs of what there is (SoL 6 kap. 2 §). No cookie is set and nobody is written down: the answers may be kept by
//! whoever stands between.

use crate::answer::{Answer, Trouble, page};
use crate::router::Web;
use crate::shell::bare;
use crate::sida::valj::on_thread;
use crate::view::{InsatsPage, Link, Service, StodPage, SupportGroup, Way};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use stadga_core::fact::organisation::EnhetArt;
use stadga_rules::{Documentation, Insats, ServiceRule, Stack};
use std::sync::Arc;

/// Where it all is.
const ADDRESS: &str = "/insatser";
/// How long an answer may be kept, in seconds: a changed routine is read within ten minutes.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=600");
/// The level of what nobody applies for.
const OPEN: &str = "utan_provning";

/// The kinds of support, by the packs' word: heading, and whether one applies.
const GROUPS: [(&str, &str, &str); 4] = [
    (OPEN, "Öppet för alla", "Du behöver inte ansöka. Vill du ha mer stöd kan du alltid ansöka om det."),
    ("oppenvard", "Behandling och stöd i vardagen", "Du bor hemma. Du ansöker, och vi utreder vad du behöver."),
    ("boende", "Boende med stöd", "Du ansöker, och vi utreder vad du behöver."),
    ("heldygnsvard", "Vård dygnet runt", "Du ansöker, och vi utreder vad du behöver. Stöd hemma prövas oftast först."),
];

/// The page.
pub async fn show(State(web): State<Arc<Web>>) -> Response {
    on_thread(move || {
        let stack = web.app.stack();
        let (ways, urgent) = ways(&stack);
        let shell = frame(&web, "Stöd vid skadligt bruk och beroende");
        let groups = groups(&stack, web.app.today());
        public(page(&StodPage { shell, contact: desk(&web)?, ways, urgent, groups }))
    })
    .await
}

/// One service or one kind of support.
pub async fn show_one(State(web): State<Arc<Web>>, Path(key): Path<String>) -> Response {
    on_thread(move || {
        let (stack, today) = (web.app.stack(), web.app.today());
        let service = stack.service(&key).filter(|rule| rule.public && rule.holds(today));
        let insats = insatser(&stack, today).find(|insats| insats.key == key);
        let told = match (service, insats) {
            (Some(rule), _) => of_service(&stack, rule),
            (None, Some(insats)) => of_insats(&stack, insats, today, &desk(&web)?),
            // Nothing that anybody could be told of: the same answer as for any address that leads nowhere.
            (None, None) => return Ok(crate::answer::not_found()),
        };
        let (ways, urgent) = ways(&stack);
        let shell = frame(&web, &told.heading);
        public(page(&InsatsPage { shell, ways, urgent, ..told }))
    })
    .await
}

/// Where the page was before; addresses on paper still lead there.
pub async fn moved() -> Response {
    Redirect::permanent(ADDRESS).into_response()
}

fn public(answer: Answer) -> Answer {
    let mut response = answer?;
    response.headers_mut().insert(header::CACHE_CONTROL, KEPT);
    Ok(response)
}

fn frame(web: &Web, title: &str) -> crate::view::Shell {
    let mut shell = bare(title);
    shell.municipality.clone_from(&web.settings.municipality);
    shell
}

/// Whom one turns to.
fn desk(web: &Web) -> Result<String, Trouble> {
    let organisation = web.app.organisation()?;
    let desks = organisation.units_of(EnhetArt::Mottagning);
    Ok(desks.first().map_or_else(|| String::from("socialtjänsten"), |unit| unit.name.clone()))
}

/// The ways of contact, and where to turn when it cannot wait.
fn ways(stack: &Stack) -> (Vec<Way>, String) {
    let way = |label: &str, to: Link, hours: Option<&String>| Way {
        label: label.to_owned(),
        to,
        hours: hours.cloned().unwrap_or_default(),
    };
    let mut ways = Vec::new();
    let contact = stack.contact();
    if let Some(known) = contact {
        let number: String = known.phone.chars().filter(char::is_ascii_digit).collect();
        ways.push(way("Ring", Link::new(&known.phone, format!("tel:{number}")), known.phone_hours.as_ref()));
        ways.extend(known.visit.as_ref().map(|to| way("Kom hit", Link::new(to, ""), known.visit_hours.as_ref())));
    }
    let post = stack.letters().map(|letters| format!("{}, {}", letters.board, letters.address.join(", ")));
    ways.extend(post.map(|to| way("Skriv", Link::new(to, ""), None)));
    let web = contact.and_then(|known| known.web.as_ref());
    ways.extend(web.map(|to| way("Ansök på webben", Link::new(to, to), None)));
    let urgent = contact.and_then(|known| known.urgent.clone()).unwrap_or_default();
    (ways, urgent)
}

/// The catalogue of the packs that are valid.
fn insatser(stack: &Stack, today: Date) -> impl Iterator<Item = &Insats> {
    let begun = move |key: &str| {
        let mut packs = stack.packs().iter();
        packs.any(|pack| {
            pack.valid_from.is_none_or(|from| from <= today) && pack.insatser.iter().any(|insats| insats.key == key)
        })
    };
    stack.insatser().filter(move |insats| begun(&insats.key))
}

/// The services that anybody may know of.
fn services(stack: &Stack, today: Date) -> impl Iterator<Item = &ServiceRule> {
    stack.services().filter(move |rule| rule.public && rule.holds(today))
}

fn groups(stack: &Stack, today: Date) -> Vec<SupportGroup> {
    let group = |(level, heading, intro): &(&str, &str, &str)| {
        // A service of its own says more of an insats than the catalogue does.
        let told = |insats: &&Insats| !services(stack, today).any(|rule| rule.insats.as_ref() == Some(&insats.key));
        let own = |insats: &&Insats| insats.level.as_deref() == Some(level) && insats.parent.is_none();
        let open = services(stack, today).filter(|_| *level == OPEN).map(|rule| Service {
            link: Link::new(&rule.title, format!("{ADDRESS}/{}", rule.key)),
            text: stack.say(&rule.about),
            hours: opens(&rule.hours),
            kinds: Vec::new(),
        });
        let catalogue = insatser(stack, today).filter(own).filter(told).map(|insats| service(stack, insats, today));
        SupportGroup {
            id: (*level).to_owned(),
            heading: (*heading).to_owned(),
            intro: (*intro).to_owned(),
            services: open.chain(catalogue).collect(),
        }
    };
    GROUPS.iter().map(group).filter(|group| !group.services.is_empty()).collect()
}

fn opens(hours: &[String]) -> String {
    if hours.is_empty() { String::new() } else { format!("Öppet: {}.", hours.join("; ")) }
}

fn service(stack: &Stack, insats: &Insats, today: Date) -> Service {
    Service {
        link: Link::new(&insats.name, format!("{ADDRESS}/{}", insats.key)),
        text: stack.say(&insats.description),
        hours: String::new(),
        kinds: kinds(stack, insats, today),
    }
}

/// The kinds of an insats, with what each is meant to hold.
fn kinds(stack: &Stack, insats: &Insats, today: Date) -> Vec<Link> {
    let own = insatser(stack, today).filter(|kind| kind.parent.as_deref() == Some(&insats.key));
    own.map(|kind| Link::new(with_talks(kind), format!("{ADDRESS}/{}", kind.key))).collect()
}

/// "Spelprogrammet, 8–10 samtal under 3 månader".
fn with_talks(insats: &Insats) -> String {
    match &insats.talks {
        Some(talks) => format!("{}, {}–{} samtal under {}", insats.name, talks.from, talks.to, talks.within),
        None => insats.name.clone(),
    }
}

fn of_service(stack: &Stack, rule: &ServiceRule) -> InsatsPage {
    let insats = rule.insats.as_ref().and_then(|key| stack.insats(key));
    let more = insats.map(|insats| stack.say(&insats.description)).filter(|text| !text.is_empty());
    InsatsPage {
        heading: rule.title.clone(),
        about: std::iter::once(stack.say(&rule.about)).chain(more).collect(),
        offers: rule.offers.iter().map(|offer| stack.say(offer)).collect(),
        audience: stack.say(&rule.audience),
        how: stack.say(&rule.contact),
        hours: rule.hours.clone(),
        documentation: match (rule.documentation, &rule.board_decision) {
            (Documentation::Ingen, _) => {
                String::from("Inget om dig. Vi räknar bara hur många vi möter och vad det handlar om.")
            }
            (Documentation::Anonym, decided) => format!(
                "Inget om dig. Vi räknar bara hur många som kommer. Nämnden har beslutat att du inte behöver säga vem \
                 du är{}.",
                decided.as_ref().map(|decided| format!(" ({decided})")).unwrap_or_default()
            ),
            (Documentation::Full, _) => String::from("Det som behövs för att ge dig stödet. Du har rätt att läsa det."),
        },
        ..InsatsPage::default()
    }
}

fn of_insats(stack: &Stack, insats: &Insats, today: Date, desk: &str) -> InsatsPage {
    let open = insats.level.as_deref() == Some(OPEN);
    let talks = insats.talks.as_ref().map(|_| format!("{}.", with_talks(insats)));
    let longest = insats.max_period.map(|period| format!("Oftast beviljas det för högst {period} i taget."));
    let text = Some(stack.say(&insats.description)).filter(|text| !text.is_empty());
    InsatsPage {
        heading: insats.name.clone(),
        about: text.into_iter().chain(talks).chain(longest).collect(),
        kinds: kinds(stack, insats, today),
        how: match open {
            true => format!("Du behöver inte ansöka. Fråga {desk} hur du kommer med."),
            false => format!(
                "Du ansöker hos {desk}: ring, skriv eller kom förbi. En ansökan får vara muntlig. Vi utreder vad du \
                 behöver, och du får ett beslut med skäl. Rätten till stödet prövas enligt {}.",
                insats.legal
            ),
        },
        ..InsatsPage::default()
    }
}
