//! Coming in by the municipality's own provider. It says who somebody is; an account has to have been tied to exactly
//! that by whoever administers accounts, or nothing opens: nobody gets an account by having proved who they are.

use super::steward::{checked, is_steward, problem};
use super::{Door, Entered, Linked, door, sealed};
use crate::{App, AppError};
use jiff::Timestamp;
use stadga_core::form::Problem;
use stadga_core::{Ctx, Id};
use stadga_store::{Account, AuditKind};

/// The longest id of somebody with a provider, as the standard has it.
const LONGEST: usize = 255;
/// What the audit trail calls coming in.
const WHAT: &str = "inloggning.leverantor";

/// What an account is found by.
pub(super) fn word(issuer: &str, subject: &str) -> String {
    format!("leverantor {issuer} {subject}")
}

/// Who somebody is, as the provider said.
#[derive(Clone, Copy, Debug)]
pub struct Identified<'a> {
    /// The provider's address.
    pub issuer: &'a str,
    /// Who they are there.
    pub subject: &'a str,
}

/// An account to be tied to somebody with the provider.
#[derive(Clone, Copy, Debug)]
pub struct Linking<'a> {
    /// Whose account.
    pub user: Id,
    /// The log-in name, where there is no account yet.
    pub name: &'a str,
    /// Who they are to the provider.
    pub whom: Identified<'a>,
}

/// An id with the provider as it may be: something, without blanks around it, and no longer than the standard lets it.
pub fn identified_as(subject: &str) -> Option<&str> {
    let subject = subject.trim();
    let fits = !subject.is_empty() && subject.len() <= LONGEST && !subject.chars().any(char::is_control);
    fits.then_some(subject)
}

impl App {
    /// Lets somebody in whom the provider has said who they are; none when no account is tied to that, it is closed, or
    /// its owner holds no post today.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn enter_by_provider(&self, whom: Identified<'_>) -> Result<Option<Entered>, AppError> {
        let known = self.linked_to(whom)?;
        let Some((account, _)) = known.filter(|(account, door)| !door.closed && self.ctx(account.user).is_ok()) else {
            self.refused_by_provider()?;
            return Ok(None);
        };
        self.store().came_in(account.user)?;
        self.account_audited(None, account.user, WHAT, AuditKind::Command)?;
        Ok(Some(Entered { user: account.user, locked_at: account.locked_since(), spare_left: None }))
    }

    /// Writes down that somebody tried to come in by the provider and did not. Who is not known.
    ///
    /// # Errors
    /// When the trail cannot be written.
    pub fn refused_by_provider(&self) -> Result<(), AppError> {
        let whom = self.organisation_stream()?.unwrap_or_else(|| self.next_id());
        self.account_audited(None, whom, WHAT, AuditKind::Denied)
    }

    /// The account that is tied to somebody, by what it holds itself.
    pub(super) fn linked_to(&self, whom: Identified<'_>) -> Result<Option<(Account, Door)>, AppError> {
        let Some(account) = self.store().account_found(&word(whom.issuer, whom.subject))? else { return Ok(None) };
        let door = door(&account)?;
        let is = |linked: &Linked| linked.issuer == whom.issuer && linked.subject == whom.subject;
        Ok(door.linked.as_ref().is_some_and(is).then_some((account, door)))
    }

    /// Ties a member's account to somebody with the provider, and opens one where there is none. Ends their sessions.
    /// `by` is none when whoever runs the machine does it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the user is unknown or `by` is no steward; [`AppError::Problems`] about the fields.
    pub fn link_account(&self, by: Option<&Ctx>, linking: Linking<'_>) -> Result<(), AppError> {
        const WHAT: &str = "inloggning.koppla";
        if let Some(ctx) = by.filter(|ctx| !is_steward(ctx)) {
            return self.nothing(ctx, WHAT);
        }
        let Linking { user, name, whom } = linking;
        if !self.organisation()?.users.contains_key(&user) {
            return Err(AppError::NotFound);
        }
        let Some(subject) = identified_as(whom.subject) else {
            return Err(wrong("Skriv id:t som det står hos den som sköter kommunens inloggning"));
        };
        let whom = Identified { subject, ..whom };
        if self.linked_to(whom)?.is_some_and(|(other, _)| other.user != user) {
            return Err(wrong("Id:t hör redan till någon annans konto"));
        }
        let at = self.now();
        let linked = Some(Linked { issuer: whom.issuer.to_owned(), subject: subject.to_owned(), at });
        let done = match self.store().account(user)? {
            Some(account) => {
                let door = Door { linked, closed: false, ..door(&account)? };
                self.put_door(&account, &door)?
            }
            None => {
                let name = checked(name)?;
                let door = Door { linked, ..Door::of(&name, Timestamp::UNIX_EPOCH) };
                self.store().open_account(user, &name, &sealed(&door)?, &door.found_by())?
            }
        };
        if !done {
            return Err(AppError::Problems(vec![problem("Namnet är taget. Välj ett annat.")]));
        }
        self.store().end_sessions(user, None)?;
        self.account_audited(by, user, WHAT, AuditKind::Command)
    }

    /// Unties a member's account from the provider. Ends their sessions.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is not tied, or `by` is no steward.
    pub fn unlink_account(&self, by: Option<&Ctx>, user: Id) -> Result<(), AppError> {
        const WHAT: &str = "inloggning.koppla_bort";
        if let Some(ctx) = by.filter(|ctx| !is_steward(ctx)) {
            return self.nothing(ctx, WHAT);
        }
        let account = self.store().account(user)?.ok_or(AppError::NotFound)?;
        let known = door(&account)?;
        if known.linked.is_none() {
            return Err(AppError::NotFound);
        }
        self.keep_door(&account, &Door { linked: None, ..known })?;
        self.store().end_sessions(user, None)?;
        self.account_audited(by, user, WHAT, AuditKind::Command)
    }

    /// Who somebody is to the provider; none when their account is not tied to one.
    pub(super) fn linked_of(&self, user: Id) -> Result<Option<(String, String)>, AppError> {
        let door = self.store().account(user)?.map(|account| door(&account)).transpose()?;
        Ok(door.and_then(|door| door.linked).map(|linked| (linked.issuer, linked.subject)))
    }
}

fn wrong(message: &str) -> AppError {
    let (field, label) = ("id", "Id hos kommunens inloggning");
    AppError::Problems(vec![Problem { field, label, message: message.to_owned() }])
}
