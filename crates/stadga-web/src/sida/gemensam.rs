//! A plan that several make together, as who does what; and how many of those who need one have one.

use super::receipt;
use crate::answer::{Answer, page};
use crate::router::{Asked, Web};
use crate::shell::{crumbs, shell};
use crate::view::{AndelPage, Button, Empty, GemensamPage, Link, NeedRow, SharePart};
use stadga_app::view::{JointNeed, JointShare};

/// The plan of a case.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let case = asked.id(0)?;
    let found = web.app.joint_plan(&asked.ctx, case)?;
    let mut frame = shell(web, &asked.ctx, &format!("{} {}", found.title, found.number), "/arenden")?;
    let own_page = format!("/arenden/{case}");
    frame.crumbs = crumbs(&[("Mina ärenden", "/arenden"), (&found.number, &own_page), (&found.title, "")]);
    frame.notice = receipt(&asked);
    let rows = found.actions.iter().map(|(what, whose)| {
        let theirs = (0..found.parties.len()).map(|place| place == *whose).collect();
        (what.clone(), theirs)
    });
    page(&GemensamPage {
        shell: frame,
        heading: format!("{} {}", found.title, found.on),
        intro: String::from(if found.holds { "Planen gäller." } else { "Planen gäller inte längre." }),
        buttons: vec![Button::go("Skriv en ny", format!("/arenden/{case}/{}", found.act))],
        own: found.own.clone().unwrap_or_default(),
        rows: rows.collect(),
        parties: found.parties.clone(),
        facts: found.facts.clone(),
    })
}

/// How many have one.
pub fn shares(web: &Web, asked: Asked) -> Answer {
    let found = web.app.joint_shares(&asked.ctx)?;
    let mut frame = shell(web, &asked.ctx, "Gemensamma planer", "/enhet")?;
    frame.crumbs = crumbs(&[("Enheten", "/enhet"), ("Gemensamma planer", "")]);
    page(&AndelPage {
        shell: frame,
        intro: String::from(
            "Pågående ärenden som behöver en plan tillsammans med andra, och hur många som har en som gäller.",
        ),
        parts: (1..).zip(&found).map(|(place, share)| part(share, place)).collect(),
        empty: Empty { text: String::from("Inget ärende behöver en gemensam plan."), next: None },
    })
}

fn part(share: &JointShare, place: usize) -> SharePart {
    let (with, all) = (share.with(), share.cases.len());
    SharePart {
        anchor: format!("plan-{place}"),
        title: share.title.clone(),
        share: match all {
            0 => String::new(),
            _ => format!("{with} av {all} har en, {} procent", with * 100 / all),
        },
        rows: share.cases.iter().map(need).collect(),
    }
}

fn need(need: &JointNeed) -> NeedRow {
    let href = match need.plan {
        Some(_) => format!("/arenden/{}/gemensam-plan", need.case),
        None => format!("/arenden/{}", need.case),
    };
    NeedRow {
        case: Link::new(&need.number, href),
        caseworker: need.caseworker.clone().unwrap_or_else(|| String::from("Ingen utsedd")),
        plan: need.plan.map_or_else(|| String::from("Saknas"), |day| day.to_string()),
        lacks: need.plan.is_none(),
    }
}
