//! What visitors do: the rows of the table, one step at a time.

use super::client::{Client, Samples, form};
use super::town::{Staff, Worker, ids_after};
use crate::goals::STORY;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// First and last names to register and to search for.
const NAMES: [&str; 8] = ["Anna", "Erik", "Maria", "Karl", "Fatima", "Johan", "Amina", "Lars"];
/// So many visitors may be on the way through the cases at the same time.
const STRIDE: usize = 7;

/// The row of the largest unit; a small municipality has none that is large enough.
pub const LARGE: &str = "unit, 500 open cases";

/// A visitor's next step.
pub type Step = fn(&Round<'_>, &mut Client, &mut Samples);

/// A line of the table: the names of what is timed, the step, and whether it writes. Where several are timed in one
/// step, the first stands for all of them together.
pub struct Row {
    pub names: &'static [&'static str],
    pub step: Step,
    pub writes: bool,
}

const fn row(names: &'static [&'static str], step: Step, writes: bool) -> Row {
    Row { names, step, writes }
}

/// The lines of the table.
pub const ROWS: &[Row] = &[
    row(&["register"], |round, client, samples| round.register(client, samples), true),
    row(&["note"], |round, client, samples| round.note(client, samples), true),
    row(
        &[STORY, "register", "compile", "exempt", "decide", "notify", "order"],
        |round, client, samples| round.story(client, samples),
        true,
    ),
    row(&["min dag"], |round, client, samples| round.my_day(client, samples), false),
    row(&["case page"], |round, client, samples| round.case_page(client, samples), false),
    row(&["search by name"], |round, client, samples| round.search(client, samples), false),
    row(&["search by whole name"], |round, client, samples| round.search_whole(client, samples), false),
    row(&["case page, 200 events"], |round, client, samples| round.long_case(client, samples), false),
    row(&["letter"], |round, client, samples| round.letter(client, samples), false),
    row(&["unit"], |round, client, samples| round.unit(client, samples), false),
    row(&[LARGE], |round, client, samples| round.largest_unit(client, samples), false),
];

/// The visitors.
pub struct Round<'a> {
    staff: &'a Staff,
    next: AtomicUsize,
    /// The provider that is ordered from.
    provider: OnceLock<String>,
}

impl<'a> Round<'a> {
    pub fn new(staff: &'a Staff) -> Self {
        Self { staff, next: AtomicUsize::new(0), provider: OnceLock::new() }
    }

    fn turn(&self) -> usize {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// A caseworker who has cases; each turn another one.
    fn caseworker(&self, turn: usize) -> Option<&'a Worker> {
        let all = &self.staff.caseworkers;
        (0..all.len()).map(|more| &all[(turn + more) % all.len()]).find(|worker| !worker.cases.is_empty())
    }

    /// An application is registered.
    pub fn register(&self, client: &mut Client, samples: &mut Samples) {
        let turn = self.turn();
        let Some(desk) = self.staff.reception.get(turn % self.staff.reception.len()) else { return };
        let name = format!("{} Provsson {turn}", NAMES[turn % NAMES.len()]);
        let fields = form(&[
            ("namn", &name),
            ("kanal", "telefon"),
            ("galler", "Hjälp att sluta dricka"),
            ("enhet", &self.staff.unit),
        ]);
        client.timed(samples, "register", "/mottagning/ny", &desk.cookie, Some(&fields));
    }

    /// A note is written in a case.
    pub fn note(&self, client: &mut Client, samples: &mut Samples) {
        let turn = self.turn();
        let Some(worker) = self.caseworker(turn) else { return };
        let case = &worker.cases[turn * STRIDE % worker.cases.len()];
        let text = "Ringde och berättade om veckan. Det har gått bättre, och vi bokade en tid på torsdag.";
        let fields = form(&[("rubrik", "Telefonsamtal"), ("text", text)]);
        client.timed(samples, "note", &format!("/arenden/{case}/anteckning.skriv"), &worker.cookie, Some(&fields));
    }

    /// From application to order, as far as it goes.
    pub fn story(&self, client: &mut Client, samples: &mut Samples) {
        let turn = self.turn();
        let Some(worker) = self.caseworker(turn) else { return };
        let name = format!("{} Beslutsson {turn}", NAMES[turn % NAMES.len()]);
        let why = "Det behövs för att det ska gå att mäta.";
        let opened =
            form(&[("namn", &name), ("kanal", "telefon"), ("galler", "Öppenvård"), ("enhet", &self.staff.unit)]);
        let Some(answer) = client.timed(samples, "register", "/mottagning/ny", &worker.cookie, Some(&opened)) else {
            return;
        };
        let Some((_, case)) = answer.header.split_once("arende=") else { return };
        let case = case.to_owned();
        // The head of the unit does the rest: the case is nobody's yet, and heads reach what is their unit's.
        let Some(head) = &self.staff.head else { return };
        let acts: [(&'static str, &str, Vec<(&str, &str)>); 4] = [
            (
                "compile",
                "utredning.sammanstall",
                vec![
                    ("delaktighet", "Har varit med på tre samtal."),
                    ("behov", "Vill ha stöd att ändra sin vardag."),
                    ("bedomning", "Behovet kan inte tillgodoses på annat sätt."),
                    ("mal", "Nykter fem av sju dagar"),
                    ("forslag", "oppenvard"),
                    ("vald", "Frågan är ställd."),
                ],
            ),
            ("exempt", "kommunicering.undanta", vec![("grund", "uppenbart_obehovligt"), ("skal", why)]),
            (
                "decide",
                "beslut.fatta",
                vec![
                    ("utfall", "bifall"),
                    ("insats", "oppenvard"),
                    ("omfattning", "Ett samtal i veckan"),
                    ("mal", "Nykter fem av sju dagar"),
                    ("fran", &self.staff.from),
                    ("till", &self.staff.to),
                    ("skal", "Behovet kan inte tillgodoses på annat sätt."),
                ],
            ),
            ("notify", "beslut.underratta", vec![("kanal", "telefon")]),
        ];
        for (name, act, mut fields) in acts {
            fields.push(("avsteg", why));
            let path = format!("/arenden/{case}/{act}");
            if client.timed(samples, name, &path, &head.cookie, Some(&form(&fields))).is_none() {
                return;
            }
        }
        self.order(client, &case, &head.cookie, samples);
    }

    /// What was decided is ordered, from the provider that the form offers first.
    fn order(&self, client: &mut Client, case: &str, cookie: &str, samples: &mut Samples) {
        let path = format!("/arenden/{case}/bestallning.skicka");
        if self.provider.get().is_none() {
            let shown = client.ask(&path, cookie, None).map(|_| client.page()).unwrap_or_default();
            let choice = shown.split_once("name=\"utforare\"").map(|(_, rest)| rest).unwrap_or_default();
            let choice = choice.split("</fieldset>").next().unwrap_or_default();
            let choice = choice.split("</select>").next().unwrap_or_default();
            if let Some(first) = ids_after(choice, "value=\"").into_iter().next() {
                let _ = self.provider.set(first);
            }
        }
        let provider = self.provider.get().map_or("", String::as_str);
        let fields = form(&[
            ("utforare", provider),
            ("dela_mal", "ja"),
            ("dela_omfattning", "ja"),
            ("overlamnat", "Vill helst ha tider på förmiddagen."),
            ("avsteg", "Det behövs för att det ska gå att mäta."),
        ]);
        client.timed(samples, "order", &path, cookie, Some(&fields));
    }

    /// Min dag, each time another caseworker's.
    pub fn my_day(&self, client: &mut Client, samples: &mut Samples) {
        if let Some(worker) = self.caseworker(self.turn()) {
            client.timed(samples, "min dag", "/min-dag", &worker.cookie, None);
        }
    }

    /// A case, each time another.
    pub fn case_page(&self, client: &mut Client, samples: &mut Samples) {
        let turn = self.turn();
        if let Some(worker) = self.caseworker(turn) {
            let case = &worker.cases[turn * STRIDE % worker.cases.len()];
            client.timed(samples, "case page", &format!("/arenden/{case}"), &worker.cookie, None);
        }
    }

    /// A name is searched for.
    pub fn search(&self, client: &mut Client, samples: &mut Samples) {
        let turn = self.turn();
        if let Some(worker) = self.caseworker(turn) {
            let name = form(&[("q", NAMES[turn % NAMES.len()])]);
            client.timed(samples, "search by name", "/sok", &worker.cookie, Some(&name));
        }
    }

    /// A first and a last name are searched for, of somebody the searcher works with.
    pub fn search_whole(&self, client: &mut Client, samples: &mut Samples) {
        let turn = self.turn();
        let Some(worker) = self.caseworker(turn) else { return };
        let Some(name) = worker.names.get(turn * STRIDE % worker.names.len().max(1)) else { return };
        let name = form(&[("q", name)]);
        client.timed(samples, "search by whole name", "/sok", &worker.cookie, Some(&name));
    }

    /// A case of two hundred events.
    pub fn long_case(&self, client: &mut Client, samples: &mut Samples) {
        if let Some((cookie, case)) = &self.staff.long {
            client.timed(samples, "case page, 200 events", &format!("/arenden/{case}"), cookie, None);
        }
    }

    /// The letter about a decision.
    pub fn letter(&self, client: &mut Client, samples: &mut Samples) {
        let all = &self.staff.decisions;
        if let Some((cookie, decision)) = all.get(self.turn() % all.len().max(1)) {
            client.timed(samples, "letter", &format!("/beslut/{decision}/brev.pdf"), cookie, None);
        }
    }

    /// The unit as its head sees it.
    pub fn unit(&self, client: &mut Client, samples: &mut Samples) {
        let turn = self.turn();
        if let Some(head) = self.staff.heads.get(turn % self.staff.heads.len().max(1)) {
            client.timed(samples, "unit", "/enhet", &head.cookie, None);
        }
    }
    /// The largest unit as its head sees it.
    pub fn largest_unit(&self, client: &mut Client, samples: &mut Samples) {
        if let Some(head) = self.staff.of_many() {
            client.timed(samples, LARGE, "/enhet", &head.cookie, None);
        }
    }
}
