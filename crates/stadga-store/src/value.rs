//! How values lie in columns: ids, words and dates as their text, stamps at a fixed width.

use crate::engine::{Column, Row, Val};
use crate::error::StoreError;
use jiff::Timestamp;
use stadga_core::Id;
use stadga_core::access::Holder;
use stadga_core::ctx::Post;
use std::fmt::Display;
use std::str::FromStr;

/// A value stored as the text it shows and reads.
pub(crate) struct Text<T>(pub T);

impl<T: Display> From<Text<T>> for Val<'_> {
    fn from(text: Text<T>) -> Self {
        Self::from(text.0.to_string())
    }
}

impl<T: FromStr> Column for Text<T> {
    fn of(val: &Val<'_>) -> Option<Self> {
        let Val::Text(text) = val else { return None };
        std::str::from_utf8(text).ok()?.parse().ok().map(Self)
    }
}

/// A column read as the value its text stands for.
pub(crate) fn get<T: FromStr>(row: &Row<'_>, at: usize) -> Result<T, StoreError> {
    row.get::<Text<T>>(at).map(|text| text.0)
}

/// The same for a column that may be empty.
pub(crate) fn get_opt<T: FromStr>(row: &Row<'_>, at: usize) -> Result<Option<T>, StoreError> {
    row.get::<Option<Text<T>>>(at).map(|text| text.map(|text| text.0))
}

/// Two columns, role and unit, that may be empty together.
pub(crate) fn get_post(row: &Row<'_>, at: usize) -> Result<Option<Post>, StoreError> {
    Ok(get_opt(row, at)?.zip(get_opt(row, at + 1)?).map(|(role, unit)| Post { role, unit }))
}

/// An instant at microseconds and a fixed width, so that text order is time order.
pub(crate) fn stamp(at: Timestamp) -> String {
    format!("{at:.6}")
}

/// What stands before the unit in the name of whoever is on duty for it. No role is called so.
const ON_DUTY: &str = "jour";

/// The name a grant or a duty stands under: a user's id, a role at a unit, a user in such a role, duty for a unit, or
/// whoever works with one of two persons who are kept apart.
pub(crate) fn who(holder: &Holder) -> String {
    match holder {
        Holder::User(user) => user.to_string(),
        Holder::Post(post) => post_name(post),
        Holder::Named(user, post) => format!("{user}@{}", post_name(post)),
        Holder::Apart(person, other) => format!("{APART}{person}:{other}"),
        Holder::OnDuty(unit) => format!("{ON_DUTY}@{unit}"),
    }
}

/// What the name of whoever works with somebody begins with; no id has a colon.
const APART: &str = "isar:";

/// Who a name stands for: the other way of [`who`].
pub(crate) fn holder(who: &str) -> Option<Holder> {
    if let Some(pair) = who.strip_prefix(APART) {
        let (person, other) = pair.split_once(':')?;
        return Some(Holder::Apart(person.parse().ok()?, other.parse().ok()?));
    }
    let post = |role: &str, unit: &str| Some(Post { role: role.parse().ok()?, unit: unit.parse().ok()? });
    let mut parts = who.split('@');
    match (parts.next()?, parts.next(), parts.next()) {
        (user, None, None) => user.parse().ok().map(Holder::User),
        (ON_DUTY, Some(unit), None) => unit.parse().ok().map(Holder::OnDuty),
        (role, Some(unit), None) => post(role, unit).map(Holder::Post),
        (user, Some(role), Some(unit)) => Some(Holder::Named(user.parse().ok()?, post(role, unit)?)),
        (_, None, Some(_)) => None,
    }
}

/// Ids with a space between, read.
pub(crate) fn ids(text: &str) -> Vec<Id> {
    text.split_whitespace().filter_map(|id| id.parse().ok()).collect()
}

/// The name of a post.
fn post_name(post: &Post) -> String {
    format!("{}@{}", post.role, post.unit)
}

/// Ids with a space between.
pub(crate) fn spaced(ids: &[Id]) -> String {
    let ids: Vec<String> = ids.iter().map(Id::to_string).collect();
    ids.join(" ")
}
