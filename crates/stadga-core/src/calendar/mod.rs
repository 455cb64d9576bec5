//! The Swedish legal calendar: when something must be done, and why on just that day.
//!
//! Read in this order: [`holidays`] (which days are free), [`period`] (lengths of time as they are
//! written), [`count()`] (from a start day to a last day), [`clock`] (time in hours), [`quarter`] (when reports are made), [`suspension`]
//! (time that does not run), [`deadline()`] (each rule of law with its number), [`text`] (how dates
//! are read and written).
//!
//! Every counted date carries a [`Receipt`]: the rule, its source and each step, in plain Swedish.
//! Nothing here knows what day it is; whoever asks says so.

pub mod clock;
pub mod count;
pub mod deadline;
pub mod holidays;
pub mod period;
pub mod quarter;
pub mod receipt;
pub mod suspension;
pub mod text;

pub use clock::{hours_after, hours_after_civil, stockholm};
pub use count::{Counting, Due, before, count, occurrence};
pub use deadline::{DeadlineError, DeadlineRule, Input, Outcome, Start, When, deadline, rules};
pub use holidays::{
    add_working_days, day_name, is_holiday, is_saturday_or_eve, is_working_day, next_working_day, previous_working_day,
    week_number,
};
pub use period::{Period, PeriodError, Roll, Unit, Urgency};
pub use quarter::Quarter;
pub use receipt::{Receipt, Step};
pub use suspension::{Suspension, prolonged};
