//! The one place where the program looks at the clock and asks for randomness.

use jiff::Timestamp;
use stadga_app::IdSource;
use stadga_core::Id;
use stadga_store::Clock;
use std::sync::{Arc, Mutex, PoisonError};

/// The wall clock.
#[expect(clippy::disallowed_methods, reason = "time enters here, and is injected everywhere else")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// A clock that can be set while history is made, and let go afterwards.
#[derive(Clone, Default)]
pub struct Settable(Arc<Mutex<Option<Timestamp>>>);

impl Settable {
    /// Stops the clock at an instant.
    pub fn set(&self, at: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(at);
    }

    /// Lets the wall clock take over.
    pub fn release(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// The clock as the store and the use cases take it.
    pub fn clock(&self) -> Clock {
        let held = self.0.clone();
        Arc::new(move || held.lock().unwrap_or_else(PoisonError::into_inner).unwrap_or_else(now))
    }
}

/// Random ids from the operating system.
pub fn random_ids() -> IdSource {
    Arc::new(|| {
        let mut bytes = [0u8; 10];
        if let Err(error) = getrandom::fill(&mut bytes) {
            // Without randomness nothing may be written: an id that repeats could mix two persons.
            tracing::error!(%error, "operativsystemet ger inga slumptal");
            std::process::abort();
        }
        Id::from_bytes(bytes)
    })
}
