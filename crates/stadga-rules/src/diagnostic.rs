//! What is wrong with a pack: where, what, and what was probably meant.

use std::fmt;
use std::ops::Range;

/// How serious it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The pack cannot be put in force.
    Error,
    /// The pack works, but somebody should look at it.
    Warning,
}

/// A place in a pack. Lines and columns count from 1; a column is a character.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The pack.
    pub pack: String,
    /// The file, relative to the pack.
    pub file: String,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// One thing wrong with a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How serious it is.
    pub severity: Severity,
    /// The pack.
    pub pack: String,
    /// The file, relative to the pack.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong, in a Swedish sentence.
    pub message: String,
    /// What to do, or what was probably meant.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(place: &Place, message: impl Into<String>, help: Option<String>) -> Self {
        Self {
            severity: Severity::Error,
            pack: place.pack.clone(),
            file: place.file.clone(),
            line: place.line,
            column: place.column,
            message: message.into(),
            help,
        }
    }

    /// A warning at a place.
    pub fn warning(place: &Place, message: impl Into<String>, help: Option<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(place, message, help) }
    }

    /// Whether it is an error at a place.
    pub(crate) fn is_error_at(&self, place: &Place) -> bool {
        let at = (&self.pack, &self.file, self.line, self.column);
        self.severity == Severity::Error && at == (&place.pack, &place.file, place.line, place.column)
    }

    /// Where it sorts: by pack, file and place.
    pub(crate) fn sort_key(&self) -> (&str, &str, usize, usize, Severity) {
        (&self.pack, &self.file, self.line, self.column, self.severity)
    }
}

/// `fel lag/rules/beslut.toml:3:1 Okänd nyckel …. Menade du …?`
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "fel",
            Severity::Warning => "varning",
        };
        write!(f, "{severity} {}/{}:{}:{} {}", self.pack, self.file, self.line, self.column, self.message)?;
        self.help.iter().try_for_each(|help| write!(f, " {help}"))
    }
}

/// The place of a byte range in a text.
pub(crate) fn place_of(pack: &str, file: &str, text: &str, span: &Range<usize>) -> Place {
    let before = text.get(..span.start.min(text.len())).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Place {
        pack: pack.to_owned(),
        file: file.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
    }
}

/// `Menade du x?`, when a known word is near.
pub(crate) fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, known).map(|near| format!("Menade du `{near}`?"))
}

/// The known word nearest to a misspelt one: at most a third of its letters differ, or one is the
/// beginning of the other.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let allowed = (lower.chars().count() / 3).max(2);
    let distance = |candidate: &str| {
        let starts = lower.len() >= 3 && (candidate.starts_with(&lower) || lower.starts_with(candidate));
        edits(&lower, candidate).min(if starts { 1 } else { usize::MAX })
    };
    let scored = known.into_iter().map(|candidate| (distance(candidate), candidate));
    scored.filter(|(distance, _)| *distance <= allowed).min().map(|(_, candidate)| candidate)
}

/// How many letters must be added, removed or changed (Levenshtein).
fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, letter) in from.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (above, other) in row.iter().skip(1).zip(&to) {
            let cost = diagonal + usize::from(letter != *other);
            left = cost.min(above + 1).min(left + 1);
            diagonal = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{edits, nearest};

    #[test]
    fn the_nearest_word_is_found() {
        assert_eq!(edits("kitten", "sitting"), 3);
        assert_eq!(edits("", "abc"), 3);
        let known = ["title", "why", "when", "within", "owner"];
        assert_eq!(nearest("titel", known), Some("title"));
        assert_eq!(nearest("Title", known), Some("title"));
        assert_eq!(nearest("whithin", known), Some("within"));
        assert_eq!(nearest("fullständigt", known), None);
    }
}
