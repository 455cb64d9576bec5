//! Searching by name, number and case number, through tokens that say nothing without the key.

use crate::Inner;
use crate::engine::{Val, args};
use crate::error::StoreError;
use crate::lists::{Names, case_number};
use crate::model::CaseNumber;
use crate::rows::OpenedName;
use crate::sql::lists as sql;
use crate::value::{Text, get};
use stadga_core::Id;
use stadga_core::access::Reach;
use std::ops::ControlFlow;

/// Letters of a word that are told apart.
const LONGEST: usize = 20;
/// Letters a search needs.
const SHORTEST: usize = 2;
/// How far it is counted who bears a name and what is within reach, before choosing which of them to begin with.
const COUNTED: u32 = 4_000;

/// What can be searched for: the law knows no other terms (förordning 2001:637, 15 §).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Search {
    /// The beginnings of words in a name; å, ä and ö count as a and o.
    Name(String),
    /// A personal or coordination number, twelve digits.
    Number(String),
    /// A case number.
    CaseNumber(CaseNumber),
}

/// A case or an assignment found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The stream to open: the case, or the assignment where only that is within reach.
    pub subject: Id,
    /// Its case.
    pub case: Id,
    /// The case's number.
    pub number: Option<CaseNumber>,
    /// The person's stream.
    pub person: Id,
    /// The person's name.
    pub name: String,
    /// The person's number, twelve digits.
    pub person_number: Option<String>,
    /// The key of the register, where it is no case of a person's.
    pub register: Option<String>,
}

impl Inner {
    pub(crate) fn search(&self, reach: &Reach, search: &Search, limit: usize) -> Result<Vec<Hit>, StoreError> {
        let sought = match search {
            Search::Name(name) => words(name),
            _ => Vec::new(),
        };
        let (text, args) = match search {
            Search::Name(_) => {
                let longest = sought.iter().max_by_key(|word| word.len());
                let Some(longest) = longest.filter(|word| word.len() >= SHORTEST) else { return Ok(Vec::new()) };
                let token = self.by_token(&longest[..longest.len().min(LONGEST)]);
                (if self.reaches_fewer(reach, &token)? { sql::HITS_BY_GRANT } else { sql::HITS_BY_TOKEN }, token)
            }
            Search::Number(number) => (sql::HITS_BY_TOKEN, self.by_token(&number_word(number))),
            Search::CaseNumber(number) => (sql::HITS_BY_CASE, vec![Val::from(number.year), Val::from(number.serial)]),
        };
        self.hits(reach, (text, args), &sought, limit)
    }

    /// The tokens of a word: of whoever bears it openly, and of whoever is protected.
    pub(crate) fn by_token(&self, word: &str) -> Vec<Val<'static>> {
        [word, &protected_word(word)].map(|word| Val::Bytes(self.vault.token(word).to_vec().into())).into()
    }

    /// Whether the asker reaches fewer streams than persons bear a token.
    fn reaches_fewer(&self, reach: &Reach, token: &[Val<'static>]) -> Result<bool, StoreError> {
        let args = token.iter().cloned().chain([Val::from(COUNTED)]).collect();
        let mut fewer = false;
        self.list(sql::FEWER, reach, args, |row| {
            fewer = row.get::<i64>(0)? < row.get::<i64>(1)?;
            Ok(ControlFlow::Break(()))
        })?;
        Ok(fewer)
    }

    /// What a statement finds whose names have all the words sought, in the order of their numbers.
    pub(crate) fn hits(
        &self,
        reach: &Reach,
        (text, args): (&'static str, Vec<Val<'static>>),
        sought: &[String],
        limit: usize,
    ) -> Result<Vec<Hit>, StoreError> {
        let mut names = Names::default();
        let mut hits = Vec::new();
        self.list(text, reach, args, |row| {
            let (subject, case, person) = (get(row, 0)?, get(row, 1)?, get(row, 2)?);
            let OpenedName { name, number: person_number, .. } = names.of(self, person, row, 5)?;
            let found = words(&name);
            if sought.iter().all(|word| found.iter().any(|found| found.starts_with(word))) {
                let number = case_number(row, 3)?;
                hits.push(Hit { subject, case, number, person, name, person_number, register: row.get(6)? });
            }
            Ok(if hits.len() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
        Ok(hits)
    }

    /// Whoever asks: to find out that a person is known, or to begin an emergency opening.
    pub(crate) fn persons_by_number(&self, number: &str) -> Result<Vec<Id>, StoreError> {
        let token = self.vault.token(&number_word(number));
        self.readers.read(|conn| conn.all(sql::TOKEN_PERSONS, args![&token[..]], |row| get(row, 0)))
    }

    pub(crate) fn persons_by_word(&self, word: &str) -> Result<Vec<Id>, StoreError> {
        let mut found: Vec<Id> = Vec::new();
        for word in words(word).into_iter().filter(|word| word.len() >= SHORTEST) {
            let word = &word[..word.len().min(LONGEST)];
            for token in [self.vault.token(word), self.vault.token(&protected_word(word))] {
                let here: Vec<Id> =
                    self.readers.read(|conn| conn.all(sql::TOKEN_PERSONS, args![&token[..]], |row| get(row, 0)))?;
                found.extend(here);
            }
        }
        Ok(found)
    }

    /// How many persons have a name that begins with these words, counted to `most`; whoever asks.
    pub(crate) fn persons_named(&self, name: &str, most: u32) -> Result<u32, StoreError> {
        let mut sought = words(name);
        sought.retain(|word| word.len() >= SHORTEST);
        // The longest words say most; a person with more than three is told by three.
        sought.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let Some(first) = sought.first() else { return Ok(0) };
        let tokens: Vec<[u8; 16]> = (0..3)
            .map(|at| sought.get(at).unwrap_or(first))
            .map(|word| self.vault.token(&word[..word.len().min(LONGEST)]))
            .collect();
        let [one, two, three] = tokens.as_slice() else { return Ok(0) };
        let found = self
            .readers
            .read(|conn| conn.first(sql::NAMED, args![&one[..], &two[..], &three[..], most], |row| row.get(0)))?;
        Ok(found.unwrap_or_default())
    }

    /// Every case of a person, whoever asks.
    pub(crate) fn cases_of_person(&self, person: Id) -> Result<Vec<Id>, StoreError> {
        self.readers.read(|conn| conn.all(sql::PERSON_CASES, args![Text(person)], |row| get(row, 0)))
    }
}

/// The words of a name, folded: lower case, without the marks above letters.
pub(crate) fn words(name: &str) -> Vec<String> {
    let folded: String = name.to_lowercase().chars().map(fold).collect();
    let words = folded.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The beginnings of a folded word, which is ASCII.
pub(crate) fn prefixes(word: &str) -> impl Iterator<Item = String> + use<> {
    let word = word.to_owned();
    (SHORTEST..=word.len().min(LONGEST)).map(move |end| word[..end].to_owned())
}

/// The beginning of a protected person's name as a word: found by those who reach a case of theirs, and counted
/// for nobody.
pub(crate) fn protected_word(word: &str) -> String {
    format!("protected {word}")
}

/// A number as a word: never one that a name could give.
pub(crate) fn number_word(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    format!("number {digits}")
}

fn fold(letter: char) -> char {
    match letter {
        'å' | 'ä' | 'à' | 'á' | 'â' | 'ã' | 'æ' => 'a',
        'ö' | 'ø' | 'ó' | 'ò' | 'ô' | 'õ' => 'o',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ü' | 'ú' | 'ù' | 'û' => 'u',
        'ç' | 'č' | 'ć' => 'c',
        'ñ' | 'ń' => 'n',
        'š' | 'ś' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        'ý' | 'ÿ' => 'y',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        other => other,
    }
}
