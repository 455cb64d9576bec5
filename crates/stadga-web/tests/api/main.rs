//! The JSON API, asked over HTTP: the same story, rules and access as the pages.

#[allow(dead_code, reason = "the town of the pages' tests; not all of it is needed here")]
#[path = "../http/town.rs"]
mod town;

mod call;
mod description;
mod feed;
mod intake;
mod odd;
mod problems;
mod walk;
