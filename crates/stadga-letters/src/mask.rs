//! What is taken out of a text before it leaves: phrases, however they are written, and whole words around them.
//!
//! A phrase is compared by its letters and digits alone, so that case, spaces, line breaks, hyphens and the way an
//! å is stored make no difference. Rather too much is taken than too little, and what stands in its place says
//! neither how long it was nor how many words.

/// What stands in the place of something masked.
pub const MARK: &str = "[maskerat]";

/// Letters and digits from which a phrase of one word is found inside other words too.
const FOUND_INSIDE: usize = 4;

/// The phrases that are masked.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    phrases: Vec<Phrase>,
}

#[derive(Clone, Debug)]
struct Phrase {
    letters: Vec<char>,
    /// Found inside a word, and not only where a word begins.
    inside: bool,
}

/// A letter or a digit of a text, as it is compared, with its place in bytes.
struct Letter {
    folded: char,
    from: usize,
    to: usize,
}

impl Mask {
    /// Masks each of these; those without a letter or a digit mask nothing.
    pub fn new<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Self {
        let mut mask = Self::default();
        for phrase in phrases {
            let letters: Vec<char> = letters(phrase).into_iter().map(|letter| letter.folded).collect();
            let number = letters.iter().all(char::is_ascii_digit);
            let one_word = number || phrase.split_whitespace().count() == 1;
            // A personal number is as often written without its century.
            if number && letters.len() == 12 {
                mask.phrases.extend(letters.get(2..).map(|short| Phrase { letters: short.to_vec(), inside: true }));
            }
            if !letters.is_empty() {
                let inside = one_word && letters.len() >= FOUND_INSIDE;
                mask.phrases.push(Phrase { letters, inside });
            }
        }
        mask
    }

    /// Masks the phrases of both.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.phrases.extend(other.phrases);
        self
    }

    /// Whether nothing is masked.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// Whether a text holds any of it.
    pub fn hits(&self, text: &str) -> bool {
        !self.found(&text.replace(MARK, " ")).is_empty()
    }

    /// The text without it, and how many passages were taken out.
    pub fn apply(&self, text: &str) -> (String, u32) {
        let (mut left, mut at, mut count) = (String::with_capacity(text.len()), 0, 0);
        for (from, to) in self.found(text) {
            left.push_str(&text[at..from]);
            left.push_str(MARK);
            (at, count) = (to, count + 1);
        }
        left.push_str(&text[at..]);
        (left, count)
    }

    /// The passages to take out, in order and apart from each other, in bytes.
    fn found(&self, text: &str) -> Vec<(usize, usize)> {
        let letters = letters(text);
        let mut found: Vec<(usize, usize)> =
            self.phrases.iter().flat_map(|phrase| phrase.found(&letters)).map(|span| whole(text, span)).collect();
        found.sort_unstable();
        let mut apart: Vec<(usize, usize)> = Vec::with_capacity(found.len());
        for (from, to) in found {
            match apart.last_mut() {
                Some(before) if from <= before.1 || nothing_between(&text[before.1..from]) => {
                    before.1 = before.1.max(to);
                }
                _ => apart.push((from, to)),
            }
        }
        apart
    }
}

impl Phrase {
    fn found<'a>(&'a self, text: &'a [Letter]) -> impl Iterator<Item = (usize, usize)> + 'a {
        let length = self.letters.len();
        let begins = |at: usize| at == 0 || text[at - 1].to < text[at].from;
        text.windows(length).enumerate().filter_map(move |(at, window)| {
            let same = window.iter().map(|letter| letter.folded).eq(self.letters.iter().copied());
            let (first, last) = (window.first()?, window.last()?);
            let whole = || begins(at) && (length >= FOUND_INSIDE || ends(text, at + length));
            (same && (self.inside || whole())).then_some((first.from, last.to))
        })
    }
}

/// Whether a word ends before this letter, a genitive aside.
fn ends(text: &[Letter], at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let mut before = text[at - 1].to;
    let mut tail = String::new();
    for letter in rest.iter().take_while(|letter| {
        let joined = letter.from == before;
        before = letter.to;
        joined
    }) {
        tail.push(letter.folded);
    }
    matches!(tail.as_str(), "" | "s" | "es")
}

/// The letters and digits of a text, folded. Marks that are stored by themselves join the letter they belong to, and
/// what is not seen, such as a soft hyphen, is passed over.
fn letters(text: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::with_capacity(text.len());
    for (from, sign) in text.char_indices() {
        let to = from + sign.len_utf8();
        match sign {
            '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {
                let Some(last) = letters.last_mut().filter(|last| last.to == from) else { continue };
                last.folded = joined(last.folded, sign);
                last.to = to;
            }
            sign if sign.is_alphanumeric() => {
                for folded in sign.to_lowercase().map(plain) {
                    letters.push(Letter { folded, from, to });
                }
            }
            _ => {}
        }
    }
    letters
}

/// A letter with a mark stored after it.
const fn joined(letter: char, mark: char) -> char {
    match (letter, mark) {
        ('a', '\u{30a}') => 'å',
        ('a', '\u{308}') => 'ä',
        ('o', '\u{308}') => 'ö',
        _ => letter,
    }
}

/// Accents that are as often left out.
const fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'æ' => 'ä',
        'ø' => 'ö',
        _ => letter,
    }
}

/// The passage with the rest of the words it begins and ends in, and of an address with @.
fn whole(text: &str, (from, to): (usize, usize)) -> (usize, usize) {
    let outside = |sign: char| {
        !(sign.is_alphanumeric() || matches!(sign, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}'))
    };
    let spaces = |sign: char| sign.is_whitespace() || matches!(sign, '<' | '>' | '(' | ')' | '"' | ',' | ';');
    let widest = |stops: &dyn Fn(char) -> bool| {
        let begins = text[..from].char_indices().rfind(|(_, sign)| stops(*sign));
        let ends = text[to..].char_indices().find(|(_, sign)| stops(*sign));
        (begins.map_or(0, |(at, sign)| at + sign.len_utf8()), ends.map_or(text.len(), |(at, _)| to + at))
    };
    let (first, last) = widest(&spaces);
    if text[first..last].contains('@') {
        return (first, last);
    }
    widest(&outside)
}

/// Whether two passages are so near that they are one, and how many there are is not to be seen.
fn nothing_between(text: &str) -> bool {
    text.chars().all(|sign| sign.is_whitespace() || matches!(sign, '-' | '‐' | '–' | '.' | '/' | '@'))
}

#[cfg(test)]
mod tests {
    use super::Mask;

    fn masked(phrases: &[&str], text: &str) -> String {
        let mask = Mask::new(phrases.iter().copied());
        let (left, _) = mask.apply(text);
        assert!(!mask.hits(&left), "{left}");
        left
    }

    #[test]
    fn a_phrase_is_found_however_it_is_written() {
        let phrases = ["Åsa Öström", "19850101-2382", "070-123 45 67", "Ek"];
        let cases = [
            ("ÅSA ÖSTRÖM ringde", "[maskerat] ringde"),
            ("A\u{30a}sa O\u{308}stro\u{308}m ringde", "[maskerat] ringde"),
            ("Åsa\nÖst-\nröm ringde", "[maskerat] ringde"),
            ("Åsa Öst\u{ad}röms bror", "[maskerat] bror"),
            ("asa.ostrom, åsa.öström@ekvalla.se", "asa.ostrom, [maskerat]"),
            ("850101-2382 eller 198501012382.", "[maskerat] eller [maskerat]."),
            ("tel 0701234567", "tel [maskerat]"),
            ("Eks hund och ekonomin", "[maskerat] hund och ekonomin"),
            ("Eva Ek Ek", "Eva [maskerat]"),
        ];
        for (text, left) in cases {
            assert_eq!(masked(&phrases, text), left, "{text:?}");
        }
    }

    #[test]
    fn a_longer_word_is_taken_wherever_it_stands_and_with_the_word_around_it() {
        assert_eq!(masked(&["Holm"], "Holmgatan 3, Djurgårdsholmens"), "[maskerat] 3, [maskerat]");
        assert_eq!(masked(&["bror Johan"], "Hans bror Johans lägenhet"), "Hans [maskerat] lägenhet");
        assert_eq!(masked(&["", " - "], "Ingenting"), "Ingenting");
    }

    #[test]
    fn what_stands_in_the_place_says_neither_length_nor_number_of_words() {
        let short = masked(&["Bo"], "Bo kom");
        let long = masked(&["Anna-Karin", "Gyllenstierna"], "Anna-Karin Gyllenstierna kom");
        assert_eq!((short.as_str(), long.as_str()), ("[maskerat] kom", "[maskerat] kom"));
    }
}
