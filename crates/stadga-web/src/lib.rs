//! Swedish pages over the use cases. Everything works without JavaScript.
//!
//! The web never decides anything: a page reads a view, a form names a use case, and both go
//! through [`stadga_app`]. Read [`router()`] for what there is, `sida/` for one page per file,
//! `handling` for the one way every form goes, `view` for what pages look like.

mod acts;
mod answer;
mod api;
mod assets;
mod convert;
mod form;
mod guard;
mod handling;
mod hosts;
mod ics;
mod kept;
mod router;
mod sent;
mod session;
mod shell;
mod sida;
mod traces;
pub mod view;
mod ways;

pub use guard::Counters;
pub use hosts::by_host;
pub use ics::calendar_message;
pub use router::{Doors, Lock, Settings, pages, router};
pub use sida::leverantor::{BACK as PROVIDER_BACK, OUT as PROVIDER_OUT};
pub use traces::Traces;
pub use ways::{Passwords, Provider, Ways};
