//! Every statement, in the dialect that SQLite and PostgreSQL share.
//!
//! `$1` parameters, text dates, BIGINT flags; no JSON, no BOOLEAN, no timestamp types. Constants
//! are bound in order, so parameters first appear in the order of their numbers; a test checks it.

pub mod lists;
pub mod log;
pub mod rows;
pub mod schema;
pub mod side;

/// Every statement but the schema, by name; lists are written out for four names in a reach.
pub fn all() -> Vec<(&'static str, String)> {
    let fixed = [log::ALL, rows::ALL, side::ALL].concat();
    let fixed = fixed.into_iter().map(|(name, text)| (name, text.to_owned()));
    fixed.chain(lists::ALL.iter().map(|(name, text)| (*name, lists::written(text, 4)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SQLite numbers `$n` by first appearance, PostgreSQL by the number.
    #[test]
    fn parameters_first_appear_in_order() {
        for (name, text) in [log::ALL, rows::ALL, side::ALL].concat() {
            let mut highest = 0u32;
            for piece in text.split('$').skip(1) {
                let digits: String = piece.chars().take_while(char::is_ascii_digit).collect();
                let number: u32 = digits.parse().unwrap();
                assert!(number <= highest + 1, "{name}: ${number} comes too early");
                highest = highest.max(number);
            }
        }
    }
}
