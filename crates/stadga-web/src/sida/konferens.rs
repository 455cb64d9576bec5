//! The conference between units: the table that everybody looks at, with what can be done with each thing on it.

use super::receipt;
use crate::answer::{Answer, Trouble, page, pdf};
use crate::handling::opening::case_address;
use crate::router::{Asked, Web};
use crate::shell::shell;
use crate::view::{Button, ConferencePart, Empty, KonferensPage, Link, ReferralRow};
use jiff::civil::Date;
use stadga_app::view::{ConferenceChoice, ConferencePage, Received, Referral};
use stadga_core::Id;
use stadga_core::calendar::text::{short, with_weekday};

/// Where the page is.
const PAGE: &str = "/konferens";

/// The conference that is next.
pub fn show(web: &Web, asked: Asked) -> Answer {
    draw(web, &asked, None)
}

/// The conference of a day.
pub fn show_day(web: &Web, asked: Asked) -> Answer {
    let on = day(&asked)?;
    draw(web, &asked, Some(on))
}

/// The same on paper.
pub fn file(web: &Web, asked: Asked) -> Answer {
    Ok(pdf(web.app.conference_file(&asked.ctx, day(&asked)?)?))
}

fn day(asked: &Asked) -> Answer<Date> {
    asked.part(0).parse().map_err(|_| Trouble::Nowhere)
}

fn draw(web: &Web, asked: &Asked, on: Option<Date>) -> Answer {
    let found = web.app.conference(&asked.ctx, on)?;
    let mut frame = shell(web, &asked.ctx, &format!("Konferens {}", found.on), PAGE)?;
    frame.notice = receipt(asked);
    let anything = !found.units.is_empty();
    let mut buttons = Vec::new();
    if anything {
        buttons.push(Button::go("Listan som PDF", format!("{PAGE}/{}/konferens.pdf", found.on)));
    }
    buttons.extend(found.minutes.as_ref().map(|_| Button::go("Minnesanteckningar", "/register")));
    let link = |day: &Date| {
        let href = if *day == found.on { String::new() } else { format!("{PAGE}/{day}") };
        Link::new(short(*day), href)
    };
    page(&KonferensPage {
        shell: frame,
        heading: format!("Konferens {}", with_weekday(found.on)),
        intro: intro(&found),
        buttons,
        days: found.days.iter().map(link).collect(),
        units: (1..).zip(&found.units).map(|(place, unit)| part(unit, place)).collect(),
        empty: Empty {
            text: String::from(match found.held_here {
                true => "Inget är anmält till konferensen. En remiss skrivs i ärendet, under Fler steg.",
                false => "Rutinerna har ingen konferens mellan enheterna.",
            }),
            next: None,
        },
    })
}

fn intro(found: &ConferencePage) -> String {
    let left = |one: &&Referral| one.came_of_it().is_none();
    match (found.referrals().count(), found.referrals().filter(left).count()) {
        (0, _) => String::new(),
        (_, 0) => String::from("Allt är behandlat."),
        (_, 1) => String::from("En remiss är kvar att behandla."),
        (_, many) => format!("{many} remisser är kvar att behandla."),
    }
}

fn part(unit: &Received, place: usize) -> ConferencePart {
    ConferencePart {
        anchor: format!("enhet-{place}"),
        heading: unit.called(),
        rows: unit.referrals.iter().map(row).collect(),
    }
}

fn row(referral: &Referral) -> ReferralRow {
    let known = referral.known.as_ref();
    let caseworker = known.and_then(|known| known.caseworker.as_ref()).map(|name| format!(", {name}"));
    ReferralRow {
        case: Link::new(
            referral.called(),
            known.map(|known| case_address(referral.case, !known.whole, false)).unwrap_or_default(),
        ),
        from: format!("Från {}{}", referral.from, caseworker.unwrap_or_default()),
        background: known.map(|known| known.background.clone()).unwrap_or_default(),
        outcome: referral.came_of_it().unwrap_or_default(),
        acts: known.into_iter().flat_map(|known| &known.acts).map(|act| button(referral.case, act)).collect(),
    }
}

/// The form opens with the button's own answer chosen: what is left is whom, or why.
fn button(case: Id, choice: &ConferenceChoice) -> Button {
    let to = choice.to.as_ref().map(|(name, word)| format!("&{name}={word}")).unwrap_or_default();
    let (name, word) = &choice.outcome;
    Button::go(&choice.label, format!("/arenden/{case}/{}?{name}={word}{to}", choice.act))
}
