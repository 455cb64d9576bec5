//! The frame of a page for the one who looks: menus by role, name, person strip.

use crate::answer::Answer;
use crate::router::{Doors, Web};
use crate::view::{Flag, Icon, Link, LockAfter, NavGroup, NavItem, PersonBanner, Shell, Tone, User};
use jiff::civil::Date;
use stadga_app::AppError;
use stadga_core::Ctx;
use stadga_core::calendar::text;
use stadga_core::fact::organisation::Roll;
use stadga_core::state::{CaseFile, Child, PersonState};

/// A frame without menus: before log-in, and where nothing may be said.
pub fn bare(title: &str) -> Shell {
    Shell { title: title.to_owned(), home: String::from("/"), ..Shell::default() }
}

/// The frame for a user; `here` is the menu item that is shown.
///
/// # Errors
/// When the organisation cannot be read.
pub fn shell(web: &Web, ctx: &Ctx, title: &str, here: &str) -> Result<Shell, AppError> {
    let organisation = web.app.organisation()?;
    let name = organisation.user_name(ctx.actor.user).to_owned();
    let unit = organisation.unit_name(ctx.actor.post.unit).to_owned();
    let role = ctx.actor.post.role;
    let lock = web.settings.lock;
    let printed = format!("Utskriven av {name} {} {}", ctx.today, clock(web, ctx));
    let href = match web.settings.doors {
        Doors::Demo => "/",
        Doors::Accounts(_) => "/konto",
    };
    Ok(Shell {
        title: title.to_owned(),
        municipality: web.settings.municipality.clone(),
        unit,
        user: Some(User { initials: initials(&name), name, role: role.label().to_owned(), href: String::from(href) }),
        home: String::from(home(role)),
        nav: menu(role, here),
        bottom: bottom(role, here),
        printed,
        lock: Some(LockAfter {
            user: ctx.actor.user.to_string(),
            idle: lock.idle.as_secs(),
            warning: lock.warning.as_secs(),
        }),
        ..Shell::default()
    })
}

/// Where a role's day begins.
pub fn home(role: Roll) -> &'static str {
    match role {
        Roll::Mottagningssekreterare => "/mottagning",
        Roll::Utforarchef => "/utforare",
        Roll::Systemforvaltare => "/anvandare",
        Roll::Socialsekreterare | Roll::Enhetschef | Roll::Behandlare => "/min-dag",
    }
}

/// The clock in Stockholm, as `08.14`.
pub fn clock(_web: &Web, ctx: &Ctx) -> String {
    let zone = stadga_core::calendar::stockholm();
    text::clock(ctx.now.to_zoned(zone).time())
}

/// The strip that says whose record it is.
pub fn banner(person: &PersonState, children: bool, ctx: &Ctx) -> PersonBanner {
    let number = person.number.as_ref().map_or_else(|| String::from("inte angivet"), |number| number.full());
    let mut facts = Vec::new();
    if let Some(number) = &person.number {
        facts.push((String::from("Ålder"), format!("{} år", number.age(ctx.today))));
    }
    let contact = person.contact.as_ref();
    if let Some(telephone) = contact.and_then(|contact| contact.telefon.clone()) {
        facts.push((String::from("Telefon"), telephone));
    }
    let interpreter = contact.and_then(|contact| contact.tolk.clone()).unwrap_or_else(|| String::from("nej"));
    facts.push((String::from("Tolk"), interpreter));
    let mut flags = Vec::new();
    if let Some(day) = person.died_on {
        flags.push(Flag { text: format!("Avliden {day}"), icon: Icon::Person, tone: Tone::Info });
    }
    if children {
        flags.push(Flag { text: String::from("Barn berörs"), icon: Icon::Person, tone: Tone::Care });
    }
    if let Some(wish) = contact.and_then(|contact| contact.onskemal.clone()) {
        flags.push(Flag { text: wish, icon: Icon::Person, tone: Tone::Info });
    }
    if !person.apart.is_empty() {
        let text = String::from("Spärrad mot en annan person: nämn bara den här personen");
        flags.push(Flag { text, icon: Icon::Lock, tone: Tone::Info });
    }
    let protection = person.told_mark().map(|mark| mark.label().to_owned());
    PersonBanner { name: person.name.clone(), href: String::new(), number, facts, flags, protection }
}

/// The strip with the names of those the person is kept apart from, for whoever has a right to both. No name leads
/// anywhere: nothing joins the two.
pub fn with_apart(web: &Web, ctx: &Ctx, file: &CaseFile, banner: &mut PersonBanner) -> Answer<()> {
    let known = web.app.apart_from(ctx, file)?;
    let names: Vec<String> = known.into_iter().filter_map(|(_, name)| name).collect();
    if !names.is_empty() {
        banner.facts.push((String::from("Spärrad mot"), names.join(", ")));
    }
    Ok(())
}

/// The strip with the names of the minor children, for the authority's own pages.
pub fn with_children(mut banner: PersonBanner, person: &PersonState, today: Date) -> PersonBanner {
    let one =
        |child: &Child| match child.birthday.map(|day| day.to_string()).or(child.born.map(|year| year.to_string())) {
            Some(born) => format!("{} ({born})", child.name),
            None => child.name.clone(),
        };
    // Whoever may have turned eighteen this year stays until somebody knows the day.
    let minors = person.children.iter().filter(|child| child.is_child(today) != Some(false));
    let names: Vec<String> = minors.map(one).collect();
    if !names.is_empty() {
        banner.facts.push((String::from("Barn"), names.join(", ")));
    }
    banner
}

/// Breadcrumbs; the last is this page.
pub fn crumbs(way: &[(&str, &str)]) -> Vec<Link> {
    way.iter().map(|(label, href)| Link::new(*label, *href)).collect()
}

fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect()
}

fn item(label: &str, href: &str, icon: Icon, here: &str) -> NavItem {
    NavItem { label: label.to_owned(), href: href.to_owned(), icon, count: None, current: href == here }
}

/// What a role does every day. What a head does now and then is reached from the unit's page and the board's.
fn work(role: Roll, here: &str) -> Vec<NavItem> {
    let day = item("Min dag", "/min-dag", Icon::Calendar, here);
    let week = item("Kalender", "/kalender", Icon::Calendar, here);
    let reception = item("Registrera inkommet", "/mottagning/ny", Icon::Pen, here);
    let desk = item("Mottagning", "/mottagning", Icon::Inbox, here);
    let cases = item("Mina ärenden", "/arenden", Icon::Folder, here);
    let unit = item("Enheten", "/enhet", Icon::Bars, here);
    let assignments = item("Uppdrag", "/utforare", Icon::Folder, here);
    match role {
        Roll::Mottagningssekreterare => vec![desk, reception, day],
        Roll::Socialsekreterare => vec![day, cases, week, reception],
        Roll::Enhetschef => vec![
            day,
            item("Enhetens ärenden", "/arenden", Icon::Folder, here),
            item("Beslut att fatta", "/beslut/att-fatta", Icon::Document, here),
            desk,
            item("Nämnden", "/namnd", Icon::People, here),
            unit,
        ],
        Roll::Utforarchef => vec![assignments, day, unit, week],
        Roll::Behandlare => vec![day, assignments, week, item("Vill ansöka", "/mottagning/ny", Icon::Inbox, here)],
        Roll::Systemforvaltare => vec![item("Användare", "/anvandare", Icon::Person, here)],
    }
}

fn menu(role: Roll, here: &str) -> Vec<NavGroup> {
    let here = under(role, here);
    let mut support = vec![
        item("Register", "/register", Icon::Folder, here),
        item("Rutiner", "/rutiner", Icon::Book, here),
        item("Fristräknare", "/fristraknare", Icon::Clock, here),
    ];
    if !heads(role) {
        support.insert(0, item("Frånvaro", "/franvaro", Icon::Calendar, here));
        support.push(item("Hjälp", "/hjalp", Icon::Document, here));
    }
    vec![
        NavGroup { heading: String::from("Arbete"), items: work(role, here) },
        NavGroup { heading: String::from("Stöd"), items: support },
    ]
}

fn bottom(role: Roll, here: &str) -> Vec<NavItem> {
    let mut items = work(role, under(role, here));
    items.truncate(4);
    items.push(item("Mer", "#meny", Icon::More, here));
    items
}

/// Whether the role has a unit's page, from which more is reached.
fn heads(role: Roll) -> bool {
    matches!(role, Roll::Enhetschef | Roll::Utforarchef)
}

/// The menu item that a page without one of its own lies under.
fn under(role: Roll, here: &str) -> &str {
    match here {
        "/anslag" => "/namnd",
        "/utskrift" => "/arenden",
        "/konferens" => match role {
            Roll::Mottagningssekreterare => "/mottagning",
            Roll::Utforarchef => "/utforare",
            Roll::Socialsekreterare | Roll::Enhetschef | Roll::Behandlare | Roll::Systemforvaltare => "/arenden",
        },
        "/franvaro" | "/granskning" | "/ej-verkstallda" | "/enhet/nodparm" | "/enhet/jour" if heads(role) => "/enhet",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_menu_is_longer_than_one_takes_in_at_a_glance() {
        for role in Roll::ALL {
            let nav = menu(*role, "/min-dag");
            let many: usize = nav.iter().map(|group| group.items.len()).sum();
            assert!(many <= 9, "{role:?}: {many}");
            assert!(bottom(*role, "/min-dag").len() <= 5, "{role:?}");
        }
        let shown = |here| menu(Roll::Enhetschef, here).into_iter().flat_map(|group| group.items);
        for here in ["/anslag", "/utskrift", "/granskning", "/ej-verkstallda", "/franvaro"] {
            assert!(shown(here).any(|item| item.current), "{here} is shown nowhere in the menu");
        }
    }
}
