//! Whatever a program sends, the answer is a receipt or a no of a known kind: never a fault.

use crate::call::{path, read, send};
use crate::town::Town;
use serde_json::{Map, Value, json};
use stadga_app::cases::USE_CASES;
use stadga_core::Id;
use stadga_core::form::{Field, FieldKind};

/// How many bodies are sent; `cargo xtask trust` asks for more.
const INPUTS: &str = "STADGA_TRUST_INPUTS";
/// The same bodies each time.
const SEED: u64 = 20_261_005;

/// Texts that somebody, some time, sends where something else is meant.
const ODD: &[&str] = &[
    "",
    " ",
    "\0",
    "a\nb\r\nc\td",
    "å\u{301}\u{202e}\u{feff}",
    "🦔🦔",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "{{ 7 * 7 }}",
    "%s%n",
    "-1",
    "0",
    "4294967296",
    "99999999999999999999",
    "1e309",
    "9999-12-31",
    "-9999-01-01",
    "0000-00-00",
    "0001-01-01",
    "2026-02-30",
    "2026-10-05T08:00:00Z",
    "20261005",
    "24:00",
    "23:59",
    "00.00",
    "20000101-2384",
    "000101+2384",
    "991399-0000",
    "zzzzzzzzzzzzzzzz",
    "0000000000000000",
    ":",
    "ja: nej: ja",
    "x\ny: z",
];

const DAYS: &[&str] = &["2026-10-05", "2026-11-24", "2026-12-24", "2027-06-01", "1950-02-28", "9999-12-31"];

/// Values that look as if nobody had chosen them.
struct Chance {
    numbers: stadga_testkit::Chance,
    /// One in so many values is odd.
    odd: usize,
}

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.numbers.below(end)
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// A text that the field may take, or one it may not.
    fn text(&mut self, kind: FieldKind, ids: &[Id]) -> String {
        let text = match kind {
            _ if self.below(self.odd) == 0 => self.of(ODD),
            FieldKind::Id | FieldKind::Ids | FieldKind::File => return self.of(ids).to_string(),
            FieldKind::Choice(words) | FieldKind::Choices(words) => self.of(words).0,
            FieldKind::Graded(words) => return format!("{}: {}", self.of(words).0, self.of(ODD)),
            FieldKind::Date => self.of(DAYS),
            FieldKind::Time => "10:00",
            FieldKind::PersonNumber => "20000101-2384",
            _ => "Ringde och berättade.",
        };
        text.to_owned()
    }

    fn value(&mut self, field: &Field, ids: &[Id]) -> Value {
        if self.below(4 * self.odd) == 0 {
            let texts: Vec<&str> = (0..self.below(4)).map(|_| self.of(ODD)).collect();
            return match self.below(6) {
                0 => Value::Null,
                1 => json!(self.below(2) == 0),
                2 => json!(-1.5e300),
                3 => json!({ "a": { "b": [] } }),
                4 => json!([1, null, []]),
                _ => json!(texts),
            };
        }
        match field.kind {
            FieldKind::Flag => json!(self.below(2) == 0),
            FieldKind::Number => json!(self.of(&[0u64, 1, 30, 4_294_967_295, u64::MAX])),
            FieldKind::List | FieldKind::Choices(_) | FieldKind::File | FieldKind::Ids | FieldKind::Graded(_) => {
                (0..self.below(4)).map(|_| self.text(field.kind, ids)).collect()
            }
            kind => json!(self.text(kind, ids)),
        }
    }
}

#[test]
fn no_body_whatever_is_in_it_is_answered_with_a_fault() {
    let inputs: usize = std::env::var(INPUTS).map_or(288, |inputs| inputs.parse().unwrap());
    let town = Town::new();
    let (case, assignment) = town.story("bestallning.skicka");
    let users = ["amina", "sara", "jonas", "nadja", "robert", "omar", "stina"];
    let mut chance = Chance { numbers: stadga_testkit::Chance::new(SEED), odd: 1 };
    let (mut ids, mut taken, mut saved) = (Vec::new(), 0, 0);
    for n in 0..inputs {
        if n % 100 == 0 {
            let store = town.app.store();
            let streams: Vec<Id> = assignment.into_iter().chain([case]).collect();
            ids = store.load(&streams).unwrap().iter().map(|event| event.id).collect();
            ids.extend(town.ids.values().chain(&streams));
        }
        // Most bodies hold something odd, and some nothing at all.
        chance.odd = chance.of(&[4, 12, 1_000_000]);
        let use_case = &USE_CASES[n % USE_CASES.len()];
        let body: Map<String, Value> = use_case
            .fields
            .iter()
            .filter_map(|field| {
                let given = field.required || chance.below(3) > 0;
                (given && chance.below(4 * chance.odd) > 0).then(|| (field.name.to_owned(), chance.value(field, &ids)))
            })
            .collect();
        let who = users[chance.below(users.len())];
        let Ok(ctx) = town.app.ctx(town.id(who)) else { continue };
        let subject = use_case.access.subject(ctx.actor.post.role, Some(case), assignment);
        let answer = send(&town, who, &path(use_case.name, subject), &body.clone().into(), None);
        let (status, told) = read(&answer);
        assert!(status < 500, "{who} {} {}: {told:#}", use_case.name, Value::from(body));
        taken += usize::from(status != 404);
        saved += usize::from(status < 300);
    }
    println!(
        "trust: inputs: {inputs} bodies sent to {} use cases, {saved} saved and the others refused, 0 faults",
        USE_CASES.len()
    );
    assert!(taken * 4 > inputs && saved > 0, "{taken} reached a use case and {saved} were saved");
    assert!(town.app.store().verify().unwrap().is_sound());
    assert_eq!(town.app.rebuild().unwrap().differing, 0);
}
