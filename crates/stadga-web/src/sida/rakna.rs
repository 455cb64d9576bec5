//! Counting in services without an assessment of needs: one tap for one, a number and a choice where more is asked,
//! and the sums by day, month and year.

use crate::answer::{Answer, page, sheet};
use crate::handling::COMMAND;
use crate::kept::{TICKET, Ticket};
use crate::router::{Asked, Web};
use crate::shell::{crumbs, shell};
use crate::view::{
    Button, Choice, CountBox, CountRow, CountTable, Empty, Hidden, Link, Notice, RaknaPage, RaknaVerksamhetPage,
};
use jiff::civil::Date;
use stadga_app::view::{CountLine, CountPage, DayCount, YearLine};
use stadga_core::calendar::text;
use stadga_rules::{CountRule, Documentation};

/// Where it all is.
pub const ADDRESS: &str = "/rakna";
const COUNTS: &str = "tillfalle.rakna";
const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Mars",
    "April",
    "Maj",
    "Juni",
    "Juli",
    "Augusti",
    "September",
    "Oktober",
    "November",
    "December",
];

/// The page of a service.
pub fn address(key: &str) -> String {
    format!("{ADDRESS}/verksamhet/{key}")
}

/// The services, and a year of all of them.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let found = web.app.count_year(&asked.ctx, asked.query.text("ar").parse().ok())?;
    let mut frame = shell(web, &asked.ctx, "Räkna", ADDRESS)?;
    frame.notice = super::receipt(&asked);
    let own = found.services.iter().filter(|line| line.own).map(|line| {
        let sums = line.today.iter().map(|(label, sum)| format!("{label}: {sum} i dag")).collect();
        (Link::new(&line.rule.title, address(&line.rule.key)), sums)
    });
    let others = found.years.iter().filter(|year| **year != found.year);
    page(&RaknaPage {
        shell: frame,
        own: own.collect(),
        year: found.year.to_string(),
        years: others.map(|year| Link::new(format!("Visa {year}"), format!("{ADDRESS}?ar={year}"))).collect(),
        tables: by_service(&found.lines).into_iter().map(|lines| months(&lines, found.year, true)).collect(),
        file: Link::new("Hämta dag för dag som fil", format!("{ADDRESS}/statistik.csv?ar={}", found.year)),
        empty: Empty { text: String::from("Rutinerna har inget som räknas."), next: None },
    })
}

/// The figures of a year, day by day, as a file.
pub fn statistics(web: &Web, asked: Asked) -> Answer {
    let found = web.app.count_year_to_export(&asked.ctx, asked.query.text("ar").parse().ok())?;
    let mut text = String::from("verksamhet;vad;dag;tillfallen;antal\r\n");
    for line in &found.lines {
        let [service, label] = [&line.service, &line.label].map(|words| words.replace(['"', ';', '\n'], " "));
        for (day, sum) in &line.days {
            text.push_str(&format!("{service};{label};{day};{};{}\r\n", sum.times, sum.number));
        }
    }
    Ok(sheet(&format!("raknat-{}", found.year), text))
}

/// A service for whoever counts in it.
pub fn show_one(web: &Web, asked: Asked) -> Answer {
    let typed = text::parse_date(asked.query.text("dag"), asked.ctx.today).ok();
    let found = web.app.count_page(&asked.ctx, asked.part(0), typed)?;
    let here = address(&found.rule.key);
    let mut frame = shell(web, &asked.ctx, &found.rule.title, ADDRESS)?;
    frame.crumbs = crumbs(&[("Räkna", ADDRESS), (&found.rule.title, "")]);
    frame.notice = receipt(&asked, &found);
    let boxes = found.rule.counts.iter().enumerate();
    let counts: Answer<Vec<CountBox>> =
        boxes.filter(|_| found.own).map(|(at, count)| counted(web, &asked, &found, (at, count))).collect();
    let of = if found.own { "" } else { "Du räknar inte här. Nedan står vad andra har räknat." };
    page(&RaknaVerksamhetPage {
        shell: frame,
        heading: found.rule.title.clone(),
        kept: String::from(match found.rule.documentation {
            Documentation::Ingen => "Här sparas bara antal och val. Råd och information dokumenteras inte.",
            _ => "Här sparas bara antal och val. Ingen nämns, efter nämndens beslut.",
        }),
        day: text::with_weekday(found.day),
        date: found.day.to_string(),
        today: (found.day != found.today).then(|| Link::new("Till i dag", &here)),
        counts: counts?,
        closed: String::from(of),
        rows: found.lines.iter().map(|line| row(&found, line)).collect(),
        tables: vec![months(&found.year.iter().collect::<Vec<_>>(), found.day.year(), false), days(&found)],
        here,
    })
}

/// What was just done, with how many there are that day now.
fn receipt(asked: &Asked, found: &CountPage) -> Option<Notice> {
    let head = match asked.query.text("klart") {
        COUNTS => "Räknat.",
        "tillfalle.ratta" => "Rättat.",
        _ => return None,
    };
    let when = if found.day == found.today { String::from("i dag") } else { found.day.to_string() };
    let lines = found.rule.counts.iter().map(|count| format!("{}: {} {when}", count.label, sum_of(found, count)));
    Some(Notice { head: String::from(head), lines: lines.collect(), undo: None })
}

/// What one's own unit has counted that day.
fn sum_of(found: &CountPage, count: &CountRule) -> u32 {
    found.lines.iter().filter(|line| line.label == count.label).map(|line| line.number).sum()
}

fn counted(web: &Web, asked: &Asked, found: &CountPage, (at, count): (usize, &CountRule)) -> Answer<CountBox> {
    let key = |name: &str| Hidden::new(name, web.app.next_id().to_string());
    let hidden = vec![
        Hidden::new("verksamhet", &found.rule.key),
        Hidden::new("vad", &count.key),
        Hidden::new("datum", found.day.to_string()),
        Hidden::new(TICKET, Ticket::issue(web, &asked.ctx, COUNTS, None)?),
        key(COMMAND),
    ];
    // One question at most can be answered by the tap itself.
    let quick = count.people.is_none() && count.asks.len() < 2;
    let taps = match count.asks.first() {
        _ if !quick => Vec::new(),
        None => vec![(format!("Lägg till ett: {}", count.label.to_lowercase()), String::new())],
        Some(ask) => ask.choices.iter().map(|(word, label)| (label.clone(), format!("{}:{word}", ask.name))).collect(),
    };
    let asks = count.asks.iter().filter(|_| !quick).map(|ask| {
        let first = Choice::new("", "Välj");
        let all = ask.choices.iter().map(|(word, label)| Choice::new(format!("{}:{word}", ask.name), label));
        (ask.label.clone(), std::iter::once(first).chain(all).collect())
    });
    Ok(CountBox {
        id: format!("r-{at}"),
        label: count.label.clone(),
        sum: sum_of(found, count).to_string(),
        action: format!("{ADDRESS}/{COUNTS}"),
        hidden,
        taps,
        people: count.people.clone().unwrap_or_else(|| String::from("Flera på en gång")),
        number: count.people.is_some() || count.asks.is_empty(),
        asks: asks.collect(),
    })
}

fn row(found: &CountPage, line: &CountLine) -> CountRow {
    let what = std::iter::once(&line.label).chain(&line.chosen).cloned().collect::<Vec<_>>();
    let correct = || Button::go("Rätta", format!("{ADDRESS}/tillfalle.ratta?tillfalle={}", line.id));
    CountRow {
        clock: text::clock(line.clock),
        what: what.join(", "),
        number: line.number,
        button: found.own.then(correct),
    }
}

/// The lines of each service together.
fn by_service(lines: &[YearLine]) -> Vec<Vec<&YearLine>> {
    let mut services: Vec<Vec<&YearLine>> = Vec::new();
    for line in lines {
        match services.iter_mut().find(|known| known.first().is_some_and(|first| first.key == line.key)) {
            Some(known) => known.push(line),
            None => services.push(vec![line]),
        }
    }
    services
}

/// The columns of what is counted: how many times where each counts for itself, and how many.
fn columns(lines: &[&YearLine], sum: impl Fn(&YearLine) -> DayCount) -> Vec<(String, u32)> {
    let of = |line: &&YearLine| {
        let sum = sum(line);
        match &line.people {
            Some(people) => vec![(line.label.clone(), sum.times), (people.clone(), sum.number)],
            None => vec![(line.label.clone(), sum.number)],
        }
    };
    lines.iter().flat_map(of).collect()
}

/// The months of a year that have something, and the whole year.
fn months(lines: &[&YearLine], year: i16, linked: bool) -> CountTable {
    let known = |month: usize| move |line: &YearLine| line.months.get(month).copied().unwrap_or_default();
    let any = |month: usize| lines.iter().any(|line| known(month)(line) != DayCount::default());
    let named = MONTHS.iter().enumerate().filter(|(month, _)| any(*month));
    let mut rows: Vec<(String, Vec<(String, u32)>)> =
        named.map(|(month, name)| ((*name).to_owned(), columns(lines, known(month)))).collect();
    if !rows.is_empty() {
        rows.push((String::from("Hela året"), columns(lines, |line| line.whole)));
    }
    let (key, service) = lines.first().map_or(("", String::new()), |line| (line.key.as_str(), line.service.clone()));
    CountTable {
        id: format!("ar-{key}"),
        heading: if linked { service } else { format!("Året {year}, alla enheter") },
        link: linked.then(|| Link::new("", address(key))),
        first: String::from("Månad"),
        columns: columns(lines, |_| DayCount::default()).into_iter().map(|(label, _)| label).collect(),
        rows,
        chosen: lines.iter().flat_map(|line| chosen(line)).collect(),
    }
}

/// "Hur: På telefon 12, Bokat besök 3".
fn chosen(line: &YearLine) -> Vec<String> {
    let mut told: Vec<(&str, Vec<String>)> = Vec::new();
    for (question, answer, many) in &line.chosen {
        let words = format!("{answer} {many}");
        match told.iter_mut().find(|(known, _)| known == question) {
            Some((_, words_of)) => words_of.push(words),
            None => told.push((question, vec![words])),
        }
    }
    told.into_iter().map(|(question, words)| format!("{question}: {}", words.join(", "))).collect()
}

/// The days of the month that is shown.
fn days(found: &CountPage) -> CountTable {
    let lines: Vec<&YearLine> = found.year.iter().collect();
    let month = |day: &&Date| (day.year(), day.month()) == (found.day.year(), found.day.month());
    let mut all: Vec<Date> = lines.iter().flat_map(|line| line.days.keys()).filter(month).copied().collect();
    all.sort();
    all.dedup();
    let of = |day: Date| move |line: &YearLine| line.days.get(&day).copied().unwrap_or_default();
    let name = MONTHS.get(usize::try_from(found.day.month()).unwrap_or(1).saturating_sub(1)).unwrap_or(&"");
    CountTable {
        id: String::from("dagar"),
        heading: format!("{name} {}, dag för dag, alla enheter", found.day.year()),
        link: None,
        first: String::from("Dag"),
        columns: columns(&lines, |_| DayCount::default()).into_iter().map(|(label, _)| label).collect(),
        rows: all.into_iter().map(|day| (day.to_string(), columns(&lines, of(day)))).collect(),
        chosen: Vec::new(),
    }
}
