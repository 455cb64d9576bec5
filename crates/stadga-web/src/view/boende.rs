//! Housing: the flats, and what emergency housing costs.

use askama::Template;

use super::{Button, Empty, Form, Link, Shell};

/// The flats.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/lagenheter.html")]
pub struct LagenheterPage {
    /// The frame.
    pub shell: Shell,
    /// How many there are, and how many are free.
    pub intro: String,
    /// What registers one.
    pub buttons: Vec<Button>,
    /// The flats.
    pub rows: Vec<FlatRow>,
    /// Said when there are none.
    pub empty: Empty,
}

/// A flat.
#[derive(Debug, Clone, Default)]
pub struct FlatRow {
    /// What it is called; leads nowhere when it is not registered.
    pub flat: Link,
    /// What else is known of it.
    pub facts: String,
    /// Who lives there; nobody when it is free.
    pub tenants: Vec<TenantRow>,
}

/// Who lives in a flat.
#[derive(Debug, Clone, Default)]
pub struct TenantRow {
    /// The name, with the client page.
    pub person: Link,
    /// Since when, and that the insats has ended when it has.
    pub since: String,
    /// Whether the insats has ended.
    pub ended: bool,
}

/// What emergency housing costs, by who pays. Names nobody.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/kostnader.html")]
pub struct KostnaderPage {
    /// The frame.
    pub shell: Shell,
    /// What it is about.
    pub intro: String,
    /// What chooses the period.
    pub period: Form,
    /// The same as a file.
    pub links: Vec<Link>,
    /// The units that pay.
    pub bearers: Vec<BearerPart>,
    /// Said when nothing is paid in the period.
    pub empty: Empty,
}

/// A unit that pays.
#[derive(Debug, Clone, Default)]
pub struct BearerPart {
    /// Its place on the page.
    pub anchor: String,
    /// The unit.
    pub unit: String,
    /// Days and kronor in all.
    pub sum: String,
    /// What it pays.
    pub rows: Vec<CostRow>,
}

/// Days of one insats in one case.
#[derive(Debug, Clone, Default)]
pub struct CostRow {
    /// The case's number; leads nowhere for those who do not reach it.
    pub case: Link,
    /// The insats, and who granted it.
    pub insats: String,
    /// First and last day.
    pub days: String,
    /// How many.
    pub count: String,
    /// Kronor for a day.
    pub per_day: String,
    /// What it comes to.
    pub sum: String,
    /// Whether the units do not agree.
    pub disputed: bool,
}
