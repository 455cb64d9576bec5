//! The persons of the cases: a name put together from lists, a number that is nobody's.

use super::chance::Chance;
use super::names::{MEN, SURNAMES, WOMEN};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use stadga_core::identity::PersonNumber;

/// Test numbers are nobody's from this day on.
const FIRST_BIRTH: Date = date(1990, 1, 1);
/// Nobody is younger than this many years when the history ends, so that nobody was too young when it began.
const YOUNGEST: i32 = 22;
/// The young are born within this many days before the youngest.
const YOUNG: usize = 1_100;
/// A step through the days that meets each of them once before any of them twice.
const STEP: usize = 7_919;

/// Languages an interpreter may be needed for.
const LANGUAGES: &[&str] = &["arabiska", "somaliska", "persiska", "tigrinja", "polska", "finska", "teckenspråk"];
/// Wishes about contact.
const WISHES: &[&str] =
    &["Ring inte på dagtid", "Skicka inte brev hem", "Sms först, tack", "Prata inte in meddelanden på telefonsvararen"];

/// A person.
pub struct Person {
    /// The name.
    pub name: String,
    /// Twelve digits and a hyphen, while the published series lasts.
    pub number: Option<String>,
    /// The telephone: numbers that Post- och telestyrelsen keeps for fiction.
    pub telephone: String,
    /// The language an interpreter is needed for.
    pub interpreter: Option<&'static str>,
    /// What to think of when making contact.
    pub wish: Option<&'static str>,
    /// Children live with or visit the person.
    pub children: bool,
}

impl Person {
    /// The person with a place in the row of all persons.
    pub fn at(place: usize, young: bool, seed: u64, today: Date) -> Self {
        let mut chance = Chance::new(seed, place, 1);
        let male = chance.percent(58);
        let name = format!("{} {}", chance.one(if male { MEN } else { WOMEN }), chance.one(SURNAMES));
        Self {
            name,
            number: number(place, young, male, today),
            telephone: format!("070-174 06 {:02}", place % 95 + 5),
            interpreter: chance.percent(10).then(|| *chance.one(LANGUAGES)),
            wish: chance.percent(12).then(|| *chance.one(WISHES)),
            children: chance.percent(30),
        }
    }
}

/// Each place its own number: first personal numbers, then coordination numbers, then none.
fn number(place: usize, young: bool, male: bool, today: Date) -> Option<String> {
    let last = today.saturating_sub(YOUNGEST.years());
    let days = usize::try_from(FIRST_BIRTH.until(last).ok()?.get_days()).ok()?;
    let (first, days) = if young { (days.saturating_sub(YOUNG), YOUNG) } else { (0, days.saturating_sub(YOUNG)) };
    let day = first + place * STEP % days.max(1);
    let birth = FIRST_BIRTH.saturating_add(i32::try_from(day).ok()?.days());
    let number = match place / days.max(1) {
        0 => PersonNumber::test_number(birth, male),
        1 => PersonNumber::test_coordination_number(birth, male),
        _ => None,
    };
    number.map(|number| number.full())
}
