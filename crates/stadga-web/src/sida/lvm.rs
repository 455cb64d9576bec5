//! Compulsory care on one page, and every document for the court as one file.

use crate::answer::{Answer, page, pdf};
use crate::convert::duty;
use crate::handling;
use crate::router::{Asked, Web};
use crate::shell::{banner, crumbs, shell, with_children};
use crate::view::{Button, Empty, Link, LvmPage, LvmRow, OrderFact};
use stadga_app::view::{self as app, LvmStep};
use stadga_core::Id;
use stadga_core::calendar::text::with_weekday;

/// The page.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let case = asked.id(0)?;
    let found = web.app.lvm_page(&asked.ctx, case)?;
    let mut frame = shell(web, &asked.ctx, &format!("LVM, ärende {}", found.number), "/arenden")?;
    frame.person =
        Some(with_children(banner(&found.person, found.children, &asked.ctx), &found.person, asked.ctx.today));
    let address = format!("/arenden/{case}");
    frame.crumbs = crumbs(&[("Mina ärenden", "/arenden"), (&found.number, &address), ("LVM", "")]);
    frame.notice = super::receipt(&asked);
    let known = found.steps.iter().any(|step| step.on.is_some());
    let file = format!("/arenden/{case}/lvm/handlingar.pdf");
    page(&LvmPage {
        heading: String::from("Tvångsvård enligt LVM"),
        intro: format!(
            "Ärende {}. Domstolens frister räknas från vad som har hänt och flyttas inte för helgen.",
            found.number
        ),
        buttons: if known { buttons(case, &file) } else { Vec::new() },
        lapsed: lapsed(&found),
        clocks: found.clocks.iter().map(|item| duty(item, found.today, false)).collect(),
        clocks_empty: Empty { text: String::from("Ingen frist löper just nu."), next: None },
        steps: found.steps.iter().map(|step| row(step, case)).collect(),
        bundle: known.then(|| Link::new("Handlingar till domstolen (PDF)", &file)),
        missing: found.missing.iter().map(|what| (*what).to_owned()).collect(),
        on_call: found
            .on_call
            .iter()
            .map(|known| OrderFact { label: known.who.clone(), value: format!("{}, {}", known.phone, known.when) })
            .collect(),
        care: care(&found),
        care_steps: found
            .care_until
            .iter()
            .flat_map(|due| due.receipt.steps.iter().map(|step| step.text.clone()))
            .collect(),
        shell: frame,
    })
}

/// The file, and that it has left.
fn buttons(case: Id, file: &str) -> Vec<Button> {
    let left = handling::button("utlamnande.domstol", case, case);
    std::iter::once(Button::go("Hämta handlingarna som en fil", file).filled()).chain(left).collect()
}

/// Every document for the court, as one file.
pub fn bundle(web: &Web, asked: Asked) -> Answer {
    Ok(pdf(web.app.court_bundle(&asked.ctx, asked.id(0)?)?))
}

fn lapsed(found: &app::LvmPage) -> String {
    found.lapsed.map_or_else(String::new, |(last, reason)| {
        format!(
            "Omhändertagandet har upphört att gälla. {}. Sista dagen var {}. Registrera att det har upphört.",
            reason.label(),
            with_weekday(last)
        )
    })
}

fn care(found: &app::LvmPage) -> String {
    let due = found.care_until.as_ref();
    due.map_or_else(String::new, |due| {
        format!("Vården ska upphöra så snart syftet är uppnått, och senast {}.", with_weekday(due.strict))
    })
}

fn row(step: &LvmStep, case: Id) -> LvmRow {
    let acts = step.acts.iter().filter_map(|act| handling::button(act, case, case));
    LvmRow {
        section: step.section.to_owned(),
        title: step.title.to_owned(),
        date: step.on.map(|day| day.to_string()).unwrap_or_default(),
        text: step.text.clone(),
        acts: acts.map(Link::from).collect(),
    }
}
