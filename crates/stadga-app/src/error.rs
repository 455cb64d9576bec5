//! What can come back instead of a receipt.

use stadga_core::form::Problem;
use stadga_core::{Hinder, Id, Refusal};
use stadga_store::{AppendError, StoreError};

/// Why a use case did not go through.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// It does not exist, or you may not see it: the answer is the same.
    #[error("Sidan finns inte, eller så har du inte tillgång till den.")]
    NotFound,
    /// Fields that could not be read; every one of them.
    #[error("Några uppgifter behöver rättas.")]
    Problems(Vec<Problem>),
    /// Law, form, competence or the state stands in the way.
    #[error("Det går inte än.")]
    Refused(Refusal),
    /// Guidelines ask for a reason; with one for each, the act goes through.
    #[error("Riktlinjer ber om skäl.")]
    Warned(Vec<Hinder>),
    /// The text the form was filled in against has been replaced by somebody.
    #[error("Någon annan har ändrat texten medan du skrev.")]
    Stale {
        /// The event that holds the newest text.
        newest: Option<Id>,
    },
    /// The store said no.
    #[error("Det gick inte att läsa eller spara. {0}")]
    Store(#[from] StoreError),
    /// Nothing was written.
    #[error("Det gick inte att spara. {0}")]
    Unsaved(#[source] AppendError),
    /// Something that should not happen; the text is for the log, without personal data.
    #[error("Något gick fel hos oss.")]
    Fault(String),
}

impl AppError {
    /// What stands in the way, in one line: of a refusal each hinder, else the error itself.
    pub(crate) fn told(self) -> String {
        match self {
            Self::Refused(refusal) => {
                refusal.hinders.into_iter().map(|hinder| hinder.message).collect::<Vec<_>>().join(" ")
            }
            other => other.to_string(),
        }
    }
}
