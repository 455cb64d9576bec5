//! Housing: the flats with who lives where, and what emergency housing costs, for the ledger.

use super::receipt;
use crate::answer::{Answer, page, sheet};
use crate::handling::alone;
use crate::router::{Asked, Web};
use crate::shell::{crumbs, shell};
use crate::view::{
    BearerPart, Button, CostRow, Empty, Field, FlatRow, Form, KostnaderPage, LagenheterPage, Link, Section, TenantRow,
};
use jiff::civil::Date;
use stadga_app::view::{Bearer, CostLine, Flat, Tenant};
use stadga_core::calendar::text;

/// Where the costs are.
const COSTS: &str = "/kostnader";

/// The flats.
pub fn flats(web: &Web, asked: Asked) -> Answer {
    let found = web.app.flats(&asked.ctx)?;
    let free = found.flats.iter().filter(|flat| flat.tenants.is_empty()).count();
    let mut frame = shell(web, &asked.ctx, "Lägenheter", "/utforare")?;
    frame.crumbs = crumbs(&[("Uppdrag", "/utforare"), ("Lägenheter", "")]);
    frame.notice = receipt(&asked);
    let new = found.registers.as_ref().map(|(act, title)| Button::go(title, alone(act)));
    page(&LagenheterPage {
        shell: frame,
        intro: match found.flats.len() {
            0 => String::new(),
            1 => format!("En lägenhet, {}.", if free == 1 { "ledig" } else { "upptagen" }),
            all => format!("{all} lägenheter, {free} {}.", if free == 1 { "ledig" } else { "lediga" }),
        },
        buttons: new.into_iter().collect(),
        rows: found.flats.iter().map(flat).collect(),
        empty: Empty {
            text: String::from(match found.kept_here {
                true => "Ingen lägenhet är registrerad.",
                false => "Rutinerna har inga lägenheter.",
            }),
            next: None,
        },
    })
}

fn flat(flat: &Flat) -> FlatRow {
    let facts: Vec<String> = flat.facts.iter().map(|(question, answer)| format!("{question}: {answer}")).collect();
    FlatRow {
        flat: Link::new(&flat.name, flat.matter.map(|matter| format!("/register/{matter}")).unwrap_or_default()),
        facts: facts.join(" · "),
        tenants: flat.tenants.iter().map(tenant).collect(),
    }
}

fn tenant(tenant: &Tenant) -> TenantRow {
    let ended = tenant.ended_on.map(|day| format!(". Insatsen är avslutad {day}: skriv om flytten."));
    TenantRow {
        person: Link::new(
            tenant.person.clone().unwrap_or_else(|| String::from("Upptagen")),
            format!("/uppdrag/{}", tenant.assignment),
        ),
        since: format!("sedan {}{}", tenant.since, ended.unwrap_or_default()),
        ended: tenant.ended_on.is_some(),
    }
}

/// What emergency housing costs.
pub fn costs(web: &Web, asked: Asked) -> Answer {
    let (from, to) = days(&asked);
    let found = web.app.costs(&asked.ctx, (from, to))?;
    let mut frame = shell(web, &asked.ctx, "Kostnader för boende", "/enhet")?;
    frame.crumbs = crumbs(&[("Enheten", "/enhet"), ("Kostnader för boende", "")]);
    page(&KostnaderPage {
        shell: frame,
        intro: String::from(
            "Dygn som är beviljade, efter vem som betalar. Listan nämner ingen enskild. Det som ni inte är överens om \
             står med tills cheferna har gjort upp.",
        ),
        period: Form {
            id: String::from("perioden"),
            action: COSTS.to_owned(),
            sections: vec![Section::new(
                "",
                vec![
                    Field::date("fran", "Från och med").value(from.to_string()).half(),
                    Field::date("till", "Till och med").value(to.to_string()).half(),
                ],
            )],
            submit: String::from("Visa perioden"),
            quiet: true,
            ..Form::default()
        },
        links: vec![Link::new("Hämta som fil (CSV)", format!("{COSTS}.csv?fran={from}&till={to}"))],
        bearers: (1..).zip(&found.bearers).map(|(place, bearer)| part(bearer, place)).collect(),
        empty: Empty {
            text: String::from(match found.kept_here {
                true => "Inget boende betalas i perioden.",
                false => "Rutinerna säger inte vem som betalar boende.",
            }),
            next: None,
        },
    })
}

/// Another period.
pub fn choose(_web: &Web, asked: Asked) -> Answer {
    let day = |name: &str| text::parse_date(asked.form.text(name), asked.ctx.today).ok();
    let (Some(from), Some(to)) = (day("fran"), day("till")) else { return crate::answer::go(COSTS) };
    crate::answer::go(&format!("{COSTS}?fran={from}&till={to}"))
}

/// The same for the ledger.
pub fn costs_table(web: &Web, asked: Asked) -> Answer {
    let found = web.app.costs_to_export(&asked.ctx, days(&asked))?;
    let mut table = String::from("betalar;arende;boende;beviljat_av;fran;till;dygn;kronor_per_dygn;summa;oeniga\r\n");
    for bearer in &found.bearers {
        for line in &bearer.lines {
            let number = |kronor: Option<u32>| kronor.map(|kronor| kronor.to_string()).unwrap_or_default();
            let cells = [
                bearer.unit.clone(),
                line.number.clone(),
                line.insats.clone(),
                line.granted_by.clone(),
                line.from.to_string(),
                line.to.to_string(),
                line.days.to_string(),
                number(line.per_day),
                number(line.sum()),
                String::from(if line.disputed { "ja" } else { "" }),
            ];
            table.push_str(&cells.map(|cell| cell.replace(['"', ';', '\n', '\r'], " ")).join(";"));
            table.push_str("\r\n");
        }
    }
    Ok(sheet(&format!("boendekostnader-{}-{}", found.from, found.to), table))
}

/// The period asked for; this month when none is.
fn days(asked: &Asked) -> (Date, Date) {
    let today = asked.ctx.today;
    let day = |name: &str, otherwise| text::parse_date(asked.query.text(name), today).unwrap_or(otherwise);
    (day("fran", today.first_of_month()), day("till", today.last_of_month()))
}

fn part(bearer: &Bearer, place: usize) -> BearerPart {
    BearerPart {
        anchor: format!("betalar-{place}"),
        unit: bearer.unit.clone(),
        sum: format!("{} dygn, {} kr", bearer.days(), bearer.sum()),
        rows: bearer.lines.iter().map(row).collect(),
    }
}

fn row(line: &CostLine) -> CostRow {
    let kronor = |known: Option<u32>| known.map_or_else(|| String::from("–"), |kronor| format!("{kronor} kr"));
    CostRow {
        case: Link::new(&line.number, line.case.map(|case| format!("/arenden/{case}")).unwrap_or_default()),
        insats: format!("{}, {}", line.insats, line.granted_by),
        days: format!("{} – {}", line.from, line.to),
        count: line.days.to_string(),
        per_day: kronor(line.per_day),
        sum: kronor(line.sum()),
        disputed: line.disputed,
    }
}
