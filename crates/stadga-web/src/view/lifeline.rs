//! The lifelines of insatser: bars over months, drawn on the server, with a table behind.

use askama::Template;
use askama::filters::HtmlSafe;
use jiff::civil::Date;

/// First x of the months; the names stand to the left of it.
const LEFT: i32 = 140;
/// Last x of the months.
const RIGHT: i32 = 752;
/// Height of one row.
const ROW: i32 = 36;
/// Height of the month names.
const HEAD: i32 = 22;

/// Insatser over time.
#[derive(Debug, Clone, Template)]
#[template(path = "delar/livslinje.html")]
pub struct Lifeline {
    /// The drawing in one sentence, with its conclusion.
    pub words: String,
    /// First day drawn.
    pub from: Date,
    /// Day after the last day drawn.
    pub to: Date,
    /// Today; draws the line when it lies between the two.
    pub today: Date,
    /// Words at the foot of that line, for instance "i dag, v. 48".
    pub today_words: String,
    /// The insatser.
    pub rows: Vec<LifelineRow>,
}

/// One insats.
#[derive(Debug, Clone)]
pub struct LifelineRow {
    /// Short name; at most some 18 characters are room for.
    pub name: String,
    /// Where it leads; empty for none.
    pub href: String,
    /// Section, for the table.
    pub section: String,
    /// First day granted.
    pub from: Date,
    /// Last day granted, inclusive; `None` until further notice.
    pub to: Option<Date>,
    /// First day carried out; `None` before it has begun.
    pub started: Option<Date>,
    /// Last day carried out, inclusive, when it has ended.
    pub ended: Option<Date>,
    /// Follow-ups.
    pub marks: Vec<LifelineMark>,
    /// Next follow-up in words, for the table.
    pub next: String,
}

/// A follow-up on a lifeline.
#[derive(Debug, Clone)]
pub struct LifelineMark {
    /// The day.
    pub on: Date,
    /// Done, planned or late.
    pub kind: MarkKind,
    /// In words, with the date.
    pub words: String,
}

/// How a follow-up stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// Done.
    Done,
    /// Planned.
    Planned,
    /// The day has passed.
    Late,
}

impl MarkKind {
    fn key(self) -> &'static str {
        match self {
            Self::Done => "g",
            Self::Planned => "w",
            Self::Late => "d",
        }
    }
}

/// A bar or a mark with its place in the drawing.
struct Drawn {
    class: &'static str,
    x: i32,
    y: i32,
    width: i32,
    words: String,
}

impl Lifeline {
    /// The x of a day, held within the drawing.
    fn x(&self, day: Date) -> i32 {
        let span = days(self.from, self.to).max(1);
        let at = days(self.from, day).clamp(0, span);
        LEFT + (RIGHT - LEFT) * at / span
    }

    /// The whole height, with room for the words at the foot.
    fn height(&self) -> i32 {
        let rows = i32::try_from(self.rows.len()).unwrap_or(0);
        HEAD + rows * ROW + 22
    }

    /// The first day of each month with its name; the year is told at first and in January.
    fn months(&self) -> Vec<(i32, String)> {
        let mut months = Vec::new();
        let mut day = self.from.first_of_month();
        while day < self.to {
            let name = MONTHS[usize::try_from(day.month() - 1).unwrap_or(0)];
            let told = months.is_empty() || day.month() == 1;
            let label = if told { format!("{name} {}", day.year()) } else { name.to_owned() };
            if day >= self.from || months.is_empty() {
                months.push((self.x(day), label));
            }
            match day.checked_add(jiff::Span::new().months(1)) {
                Ok(next) => day = next,
                Err(_) => break,
            }
        }
        months
    }

    /// Granted bars first, carried-out bars upon them.
    fn bars(&self) -> Vec<Drawn> {
        let mut bars = Vec::new();
        for (row, y) in self.placed() {
            let end = row.to.map_or(RIGHT, |to| self.x(after(to)));
            let x = self.x(row.from);
            bars.push(Drawn { class: "pl", x, y, width: (end - x).max(2), words: String::new() });
            if let Some(started) = row.started {
                let done = self.x(row.ended.map_or(self.today, after));
                let x = self.x(started);
                let class = if row.ended.is_some() { "n" } else { "a" };
                bars.push(Drawn { class, x, y, width: (done - x).max(2), words: String::new() });
            }
        }
        bars
    }

    /// The follow-ups.
    fn marks(&self) -> Vec<Drawn> {
        self.placed()
            .into_iter()
            .flat_map(|(row, y)| {
                row.marks.iter().map(move |mark| Drawn {
                    class: mark.kind.key(),
                    x: self.x(mark.on),
                    y: y + 1,
                    width: 0,
                    words: mark.words.clone(),
                })
            })
            .collect()
    }

    /// Each row with the y of its bar.
    fn placed(&self) -> Vec<(&LifelineRow, i32)> {
        self.rows.iter().zip(0..).map(|(row, at)| (row, HEAD + 10 + at * ROW)).collect()
    }

    /// The x of today, when today is drawn.
    fn today_x(&self) -> Option<i32> {
        (self.today >= self.from && self.today < self.to).then(|| self.x(self.today))
    }
}

const MONTHS: [&str; 12] = ["jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"];

fn days(from: Date, to: Date) -> i32 {
    to.since(from).map_or(0, |span| span.get_days())
}

fn after(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

impl HtmlSafe for Lifeline {}
