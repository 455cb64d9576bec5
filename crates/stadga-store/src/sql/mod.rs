//! Every statement, in the dialect that SQLite and PostgreSQL share.
//!
//! `$1` parameters, text dates, BIGINT flags; no JSON, no BOOLEAN, no timestamp types.

pub mod accounts;
pub mod copy;
pub mod erase;
pub mod files;
pub mod lists;
pub mod log;
pub mod outbox;
pub mod rows;
pub mod schema;
pub mod seams;
pub mod side;
pub mod trail;

/// Every statement but the schema, by name; lists are written out for four names in a reach, four that bar and four
/// things that are asked about.
pub fn all() -> Vec<(&'static str, String)> {
    let tables = copy::RECORDS.iter().chain(copy::KEYS);
    let copied = tables.flat_map(|table| [(table.name, copy::all(table)), (table.name, copy::after(table))]);
    let fixed = [log::ALL, rows::ALL, side::ALL, files::ALL, erase::ALL, accounts::ALL, outbox::ALL].concat();
    let fixed = fixed.into_iter().map(|(name, text)| (name, text.to_owned()));
    fixed.chain(copied).chain(lists::ALL.iter().map(|(name, text)| (*name, lists::written(text, 4, 4, 4)))).collect()
}
