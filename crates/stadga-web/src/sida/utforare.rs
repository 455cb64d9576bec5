//! What has come to the provider, and whom it works with.

use super::{overlamning, oversikt};
use crate::answer::{Answer, page};
use crate::convert::{duty, nearness};
use crate::router::{Asked, Web};
use crate::shell::shell;
use crate::view::{Button, ClientRow, Due, Empty, Link, OrderRow, UtforarePage};
use stadga_app::view::{AssignmentLine, WorkItem};
use stadga_core::calendar::add_working_days;
use stadga_core::fact::organisation::Roll;
use stadga_core::state::AssignmentStage;

/// The page.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let lines = web.app.assignments(&asked.ctx)?;
    let day = web.app.my_day(&asked.ctx)?;
    let organisation = web.app.organisation()?;
    let manager = asked.ctx.actor.post.role == Roll::Utforarchef;
    let treats = asked.ctx.actor.post.role == Roll::Behandlare;
    let new = |line: &&AssignmentLine| line.stage == AssignmentStage::Bestallt && manager;
    let today = asked.ctx.today;
    page(&UtforarePage {
        shell: shell(web, &asked.ctx, "Uppdrag", "/utforare")?,
        heading: organisation.unit_name(asked.ctx.actor.post.unit).to_owned(),
        intro: intro(&lines),
        orders: lines.iter().filter(new).map(|line| order(line, today)).collect(),
        takes_orders: manager,
        orders_empty: Empty { text: String::from("Inga nya uppdrag väntar."), next: None },
        duties: day
            .items
            .iter()
            .filter(|item| !listed(&lines, item, manager))
            .map(|item| duty(item, today, true))
            .collect(),
        duties_empty: Empty { text: String::from("Inget att göra just nu."), next: None },
        clients: lines
            .iter()
            .filter(|line| !new(line))
            .map(|line| client(line, &day.items, manager || treats, today))
            .collect(),
        links: if manager || treats { whole(web) } else { Vec::new() },
    })
}

/// The ways to the whole house.
fn whole(web: &Web) -> Vec<Link> {
    let ways =
        [("Överlämning", overlamning::ADDRESS), ("Översikt", oversikt::ADDRESS), ("Veckoschema", oversikt::WEEKS)];
    let flats = web.app.has_flats().then(|| Link::new("Lägenheter", "/lagenheter"));
    ways.into_iter().map(|(words, to)| Link::new(words, to)).chain(flats).collect()
}

/// How many there are, and for how many something is missing.
fn intro(lines: &[AssignmentLine]) -> String {
    let mut parts = vec![format!("{} uppdrag", lines.len())];
    let count = |lacks: &dyn Fn(&AssignmentLine) -> bool| lines.iter().filter(|line| lacks(line)).count();
    let without = count(&|line| accepted(line) && line.therapists.is_empty());
    let unplanned = count(&|line| accepted(line) && !line.planned);
    parts.extend((without > 0).then(|| format!("{without} utan behandlare")));
    parts.extend((unplanned > 0).then(|| format!("{unplanned} utan genomförandeplan")));
    parts.join(" · ")
}

fn accepted(line: &AssignmentLine) -> bool {
    matches!(line.stage, AssignmentStage::Mottaget | AssignmentStage::Pagar)
}

/// Whether a duty's assignment stands among the new orders already.
fn listed(lines: &[AssignmentLine], item: &WorkItem, manager: bool) -> bool {
    let new = |line: &AssignmentLine| line.stage == AssignmentStage::Bestallt && line.assignment == item.target;
    manager && lines.iter().any(new)
}

fn order(line: &AssignmentLine, today: jiff::civil::Date) -> OrderRow {
    let answer_by = add_working_days(line.ordered_on, 1);
    let base = format!("/uppdrag/{}", line.assignment);
    OrderRow {
        person: line.person.clone(),
        number: line.number.clone(),
        insats: line.insats.clone(),
        from: line.orderer.clone(),
        due: Due::new(nearness(answer_by, today), format!("Kom {}", line.ordered_on)),
        start: line.from.map(|day| day.to_string()).unwrap_or_default(),
        buttons: vec![
            Button::go("Ta emot uppdrag", format!("{base}/uppdrag.ta_emot")),
            Button::go("Återlämna", format!("{base}/uppdrag.aterlamna")),
        ],
        href: base,
    }
}

/// One person, with what comes first there and the way to write. At the door there is room for no more.
fn client(line: &AssignmentLine, items: &[WorkItem], provider: bool, today: jiff::civil::Date) -> ClientRow {
    let base = format!("/uppdrag/{}", line.assignment);
    let first = items.iter().find(|item| item.target == line.assignment);
    ClientRow {
        name: line.person.clone(),
        first: first.map(|item| duty(item, today, false)).map(|first| (first.due, Link::new(first.title, first.href))),
        write: (provider && accepted(line))
            .then(|| Button::go("Skriv", format!("{base}/genomforandeanteckning.skriv"))),
        href: base,
        insats: line.insats.clone(),
        staff: if line.therapists.is_empty() {
            String::from("Behandlare inte utsedd")
        } else {
            line.therapists.join(", ")
        },
        next: if accepted(line) && !line.planned {
            format!("{} · ingen plan än", line.stage.label())
        } else {
            line.stage.label().to_owned()
        },
        unread: line.unread,
    }
}
