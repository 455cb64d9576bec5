//! Personal and coordination numbers: read with care, checked, and never printed by accident.
//!
//! 18 § folkbokföringslagen (1991:481): date of birth, birth number (odd for men, even for women)
//! and a check digit. A coordination number has sixty added to the day.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// The birth numbers of Skatteverket's test series: even for women, odd for men.
const TEST_SERIES: [u16; 2] = [238, 239];

/// The first year whose birth numbers no longer follow the county. Before it the test series lies
/// among the numbers of real people, so there it proves nothing.
const COUNTIES_END: i16 = 1990;

/// A personal number or a coordination number that exists on paper: the date is a date and the check
/// digit is right. Stored as twelve digits. `Debug` shows no digits; [`PersonNumber::full`] does.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonNumber {
    birth: Date,
    kind: Kind,
    birth_number: u16,
}

/// Which of the two kinds of number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// For those in the population register.
    Personnummer,
    /// For others who need a number with authorities.
    Samordningsnummer,
}

/// What is wrong with a number, and how to put it right. Never repeats the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// Not ten or twelve digits.
    #[error("Kontrollera personnumret. Det ska ha tolv siffror. {HOW}")]
    Format,
    /// No such day.
    #[error("Kontrollera personnumret. Födelsedatumet finns inte. {HOW}")]
    NoSuchDate,
    /// Born after today.
    #[error("Kontrollera personnumret. Födelsedatumet har inte varit än. {HOW}")]
    NotBornYet,
    /// The last digit does not fit the others.
    #[error("Kontrollera personnumret. Sista siffran stämmer inte. {HOW}")]
    CheckDigit,
    /// A test number where only real people may be.
    #[error(
        "Det här är ett av Skatteverkets testnummer. De får bara användas i övningsmiljön. Skriv personens eget nummer."
    )]
    TestNumber,
}

const HOW: &str = "Skriv tolv siffror, ÅÅÅÅMMDD-NNNN, till exempel 20000101-2384.";

impl PersonNumber {
    /// Reads a number as people write it: ten or twelve digits, with or without hyphen and spaces.
    /// With ten digits a hyphen, or nothing, means under a hundred this year, and a plus a hundred or more.
    ///
    /// # Errors
    /// The first thing that is wrong, in the order digits, date, check digit.
    pub fn parse(text: &str, today: Date) -> Result<Self, IdentityError> {
        let written: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        let (digits, plus) = without_sign(&written)?;
        let number = match digits.len() {
            12 => Self::from_twelve_digits(&digits)?,
            10 => Self::from_twelve_digits(&format!("{:02}{digits}", century(&digits, plus, today)?))?,
            _ => return Err(IdentityError::Format),
        };
        if number.birth > today { Err(IdentityError::NotBornYet) } else { Ok(number) }
    }

    /// The number of Skatteverket's test series for somebody born on `birth`; none before 1800 or
    /// after 2199. For demonstrations and tests.
    pub fn test_number(birth: Date, male: bool) -> Option<Self> {
        let [female_number, male_number] = TEST_SERIES;
        let birth_number = if male { male_number } else { female_number };
        (1800..=2199).contains(&birth.year()).then_some(Self { birth, kind: Kind::Personnummer, birth_number })
    }

    /// The coordination number of the same series, for those who have none of the other kind.
    pub fn test_coordination_number(birth: Date, male: bool) -> Option<Self> {
        Self::test_number(birth, male).map(|number| Self { kind: Kind::Samordningsnummer, ..number })
    }

    /// Personal number or coordination number.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The date of birth that the number states.
    pub const fn birth_date(&self) -> Date {
        self.birth
    }

    /// Full years of age on a day. Before birth the age is zero.
    pub fn age(&self, on: Date) -> u32 {
        let years = i64::from(on.year()) - i64::from(self.birth.year());
        u32::try_from(if birthday(self.birth, years) > on { years - 1 } else { years }).unwrap_or(0)
    }

    /// Whether the birth number is of Skatteverket's test series.
    pub fn is_test_number(&self) -> bool {
        TEST_SERIES.contains(&self.birth_number)
    }

    /// Whether the number may be used in this database: a demonstration takes any number, a real one
    /// refuses test numbers. Before 1990 the series was also given to real people, by county, so an
    /// older number is never refused.
    ///
    /// # Errors
    /// [`IdentityError::TestNumber`].
    pub fn check_policy(&self, demo: bool) -> Result<(), IdentityError> {
        let never_given = self.birth.year() >= COUNTIES_END || self.kind == Kind::Samordningsnummer;
        if !demo && never_given && self.is_test_number() { Err(IdentityError::TestNumber) } else { Ok(()) }
    }

    /// The whole number, `ÅÅÅÅMMDD-NNNN`. Only where it is needed and may be seen.
    pub fn full(&self) -> String {
        let digits = self.twelve_digits();
        let (date, rest) = digits.split_at(8);
        format!("{date}-{rest}")
    }

    fn twelve_digits(&self) -> String {
        let digits = self.without_check_digit();
        let check = check_digit(digits.get(2..).unwrap_or_default());
        format!("{digits}{check}")
    }

    fn without_check_digit(&self) -> String {
        let added = if self.kind == Kind::Samordningsnummer { 60 } else { 0 };
        let (year, month, day) = (self.birth.year(), self.birth.month(), self.birth.day() + added);
        format!("{year:04}{month:02}{day:02}{:03}", self.birth_number)
    }

    fn from_twelve_digits(digits: &str) -> Result<Self, IdentityError> {
        let whole: u64 = digits.parse().map_err(|_| IdentityError::Format)?;
        let place = |unit: u64, size: u64| (whole / unit % size) as i16;
        let (year, month, day) = (place(100_000_000, 10_000), place(1_000_000, 100), place(10_000, 100));
        let (kind, day) = if day > 60 { (Kind::Samordningsnummer, day - 60) } else { (Kind::Personnummer, day) };
        let birth = Date::new(year, month as i8, day as i8).map_err(|_| IdentityError::NoSuchDate)?;
        if !(1800..=2199).contains(&year) {
            return Err(IdentityError::NoSuchDate);
        }
        let number = Self { birth, kind, birth_number: place(10, 1000).unsigned_abs() };
        if number.twelve_digits() == digits { Ok(number) } else { Err(IdentityError::CheckDigit) }
    }
}

impl fmt::Debug for PersonNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonNumber(…)")
    }
}

impl Serialize for PersonNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.twelve_digits())
    }
}

impl<'de> Deserialize<'de> for PersonNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        let twelve = digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !twelve {
            return Err(D::Error::custom(IdentityError::Format));
        }
        Self::from_twelve_digits(&digits).map_err(D::Error::custom)
    }
}

/// The digits alone, and whether a plus stood before the last four.
fn without_sign(written: &str) -> Result<(String, bool), IdentityError> {
    let sign = written.char_indices().rev().nth(4).filter(|(_, letter)| matches!(letter, '-' | '–' | '−' | '+'));
    let digits = match sign {
        Some((at, letter)) => {
            [written.get(..at), written.get(at + letter.len_utf8()..)].into_iter().flatten().collect()
        }
        None => written.to_owned(),
    };
    let plus = matches!(sign, Some((_, '+')));
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { Ok((digits, plus)) } else { Err(IdentityError::Format) }
}

/// The first two digits of the year of birth for a number of ten digits.
fn century(digits: &str, plus: bool, today: Date) -> Result<i16, IdentityError> {
    let two_digits: i16 = digits.get(..2).and_then(|year| year.parse().ok()).ok_or(IdentityError::Format)?;
    let years = (today.year() - two_digits).rem_euclid(100) + if plus { 100 } else { 0 };
    Ok((today.year() - years) / 100)
}

/// The check digit of nine digits: modulus 10 with weights 2, 1, 2 ... (Luhn).
fn check_digit(nine_digits: &str) -> u32 {
    let weighted = nine_digits.bytes().zip([2, 1].into_iter().cycle());
    let sum: u32 =
        weighted.map(|(byte, weight)| u32::from(byte.saturating_sub(b'0')) * weight).map(|n| n / 10 + n % 10).sum();
    (10 - sum % 10) % 10
}

/// The day somebody reaches an age in full years. Whoever was born on 29 February has a birthday on 28 February
/// in other years (compare 1 § lag 1930:173).
pub fn birthday(born: Date, years: i64) -> Date {
    born.saturating_add(years.years())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 22);

    fn read(text: &str) -> String {
        PersonNumber::parse(text, TODAY).map_or_else(|error| error.to_string(), |number| number.full())
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for text in ["20000101-2384", "200001012384", "000101-2384", "0001012384", " 20000101 2384 ", "000101–2384"] {
            assert_eq!(read(text), "20000101-2384", "{text}");
        }
        assert_eq!(read("000101+2384"), "19000101-2384");
    }

    #[test]
    fn the_plus_comes_the_year_a_person_turns_a_hundred() {
        let ten_digits = |birth| PersonNumber::test_number(birth, false).unwrap().full()[2..].replace('-', "");
        let january = ten_digits(date(1926, 1, 1));
        assert_eq!(&read(&january)[..4], "2026");
        assert_eq!(&read(&format!("{}+{}", &january[..6], &january[6..]))[..4], "1926");
        assert_eq!(&read(&ten_digits(date(1927, 12, 31)))[..4], "1927");
    }

    #[test]
    fn what_is_wrong_is_said_without_the_number() {
        insta::assert_snapshot!(read("20000101-2385"), @"Kontrollera personnumret. Sista siffran stämmer inte. Skriv tolv siffror, ÅÅÅÅMMDD-NNNN, till exempel 20000101-2384.");
        insta::assert_snapshot!(read("20000230-2384"), @"Kontrollera personnumret. Födelsedatumet finns inte. Skriv tolv siffror, ÅÅÅÅMMDD-NNNN, till exempel 20000101-2384.");
        insta::assert_snapshot!(read("20261224-2385"), @"Kontrollera personnumret. Sista siffran stämmer inte. Skriv tolv siffror, ÅÅÅÅMMDD-NNNN, till exempel 20000101-2384.");
        for text in [
            "",
            "-",
            "2000",
            "20000101",
            "2000-01-01-2384",
            "20000101-238A",
            "20000101-T238",
            "åäöåäöåäöå",
            "+0001012384",
        ] {
            assert_eq!(PersonNumber::parse(text, TODAY), Err(IdentityError::Format), "{text}");
        }
        let unborn = PersonNumber::test_number(date(2026, 12, 24), true).unwrap().full();
        assert_eq!(PersonNumber::parse(&unborn, TODAY), Err(IdentityError::NotBornYet));
        assert_eq!(PersonNumber::parse("000000000000", TODAY), Err(IdentityError::NoSuchDate));
    }

    #[test]
    fn a_coordination_number_has_sixty_added_to_the_day() {
        let number = PersonNumber::parse("20260161-2381", TODAY).unwrap();
        assert_eq!(number.kind(), Kind::Samordningsnummer);
        assert_eq!(number.birth_date(), date(2026, 1, 1));
        assert_eq!(number.full(), "20260161-2381");
        assert_eq!(PersonNumber::parse("20260160-2382", TODAY), Err(IdentityError::NoSuchDate));
    }

    #[test]
    fn a_test_number_is_refused_where_people_are_real() {
        let test = PersonNumber::test_number(date(2000, 1, 1), false).unwrap();
        assert_eq!(test.full(), "20000101-2384");
        assert!(test.is_test_number());
        assert_eq!(test.check_policy(true), Ok(()));
        assert_eq!(test.check_policy(false), Err(IdentityError::TestNumber));
        // Born in Östergötland, perhaps.
        let older = PersonNumber::test_number(date(1961, 5, 3), true).unwrap();
        assert_eq!(older.check_policy(false), Ok(()));
    }

    #[test]
    fn age_is_in_full_years() {
        let leap_day = PersonNumber::test_number(date(2008, 2, 29), true).unwrap();
        assert_eq!(leap_day.age(date(2026, 2, 27)), 17);
        assert_eq!(leap_day.age(date(2026, 2, 28)), 18);
        assert_eq!(leap_day.age(date(2007, 1, 1)), 0);
    }

    #[test]
    fn it_is_stored_as_digits_and_never_shown_by_debug() {
        let number = PersonNumber::test_number(date(2000, 1, 1), false).unwrap();
        assert_eq!(format!("{number:?}"), "PersonNumber(…)");
        assert_eq!(serde_json::to_string(&number).unwrap(), "\"200001012384\"");
        assert_eq!(serde_json::from_str::<PersonNumber>("\"200001012384\"").unwrap(), number);
        assert!(serde_json::from_str::<PersonNumber>("\"200001012385\"").is_err());
    }

    proptest! {
        #[test]
        fn reading_never_panics(text: String) {
            let _ = PersonNumber::parse(&text, TODAY);
        }

        #[test]
        fn one_wrong_digit_is_found(days in 0i32..40_000, male: bool, place in 2usize..12, add in 1u8..10) {
            let birth = date(1915, 1, 1).saturating_add(days.days());
            let number = PersonNumber::test_number(birth, male).unwrap();
            let mut digits = number.twelve_digits().into_bytes();
            digits[place] = b'0' + (digits[place] - b'0' + add) % 10;
            prop_assert!(PersonNumber::parse(std::str::from_utf8(&digits).unwrap(), date(2199, 1, 1)).is_err());
        }
    }
}
