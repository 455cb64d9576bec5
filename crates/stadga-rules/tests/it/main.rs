//! Rules as text in, plans and messages as text out.

mod bad;
mod explain;
mod guards;
mod lists;
mod plans;
mod property;
mod quarters;
mod sentences;
mod series;
mod support;
