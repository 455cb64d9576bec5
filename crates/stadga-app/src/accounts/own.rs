//! One's own account: another password, new spare codes, out everywhere.

use super::secret::{Hashed, digest};
use super::{Chosen, Cost, door, wait};
use crate::{App, AppError};
use stadga_core::Ctx;
use stadga_store::{AuditKind, Tried};

/// What somebody sees of their own account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAccount {
    /// The log-in name.
    pub name: String,
    /// How many spare codes are left.
    pub spare: usize,
    /// In how many places one is logged in, this one included.
    pub sessions: usize,
    /// Whether another program may read one's calendar.
    pub calendar: bool,
    /// Whether there is a password to come in by.
    pub password: bool,
    /// Whether one comes in by the municipality's own provider.
    pub linked: bool,
}

/// Fields to mend, each with what is wrong.
type Mend = Vec<(&'static str, String)>;

impl App {
    /// One's own account; none where one has come in another way.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn own_account(&self, ctx: &Ctx) -> Result<Option<OwnAccount>, AppError> {
        let user = ctx.actor.user;
        let Some(account) = self.store().account(user)? else { return Ok(None) };
        let door = door(&account)?;
        let sessions = self.store().sessions_of(user)?;
        let (password, linked, calendar) = (door.password.is_some(), door.linked.is_some(), door.calendar.is_some());
        Ok(Some(OwnAccount { name: door.name, spare: door.spare.len(), sessions, calendar, password, linked }))
    }

    /// Another password. Ends the sessions everywhere else; `token` is the one here.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn change_password(
        &self,
        ctx: &Ctx,
        cost: Cost,
        now: &str,
        chosen: Chosen<'_>,
        token: &str,
    ) -> Result<Mend, AppError> {
        let user = ctx.actor.user;
        let Some(account) = self.store().account(user)? else { return Err(AppError::NotFound) };
        let mut door = door(&account)?;
        let mut mend = self.password_known(&door.name, door.password.as_ref(), cost, now)?;
        mend.extend(self.password_faults(user, &door.name, chosen.password, chosen.again)?);
        if !mend.is_empty() {
            return Ok(mend);
        }
        door.password = Some(Hashed::of(self, cost, chosen.password)?);
        self.keep_door(&account, &door)?;
        self.store().entered(user, &door.name)?;
        self.store().end_sessions(user, Some(token))?;
        self.account_audited(Some(ctx), user, "inloggning.byt", AuditKind::Command)?;
        Ok(Vec::new())
    }

    /// New spare codes in place of the old, or what is to be mended.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn new_spare_codes(&self, ctx: &Ctx, cost: Cost, now: &str) -> Result<Result<Vec<String>, Mend>, AppError> {
        let user = ctx.actor.user;
        let Some(account) = self.store().account(user)? else { return Err(AppError::NotFound) };
        let mut door = door(&account)?;
        let mend = self.password_known(&door.name, door.password.as_ref(), cost, now)?;
        if !mend.is_empty() {
            return Ok(Err(mend));
        }
        let spare = self.spare_codes()?;
        door.spare = spare.iter().map(|spare| digest(spare)).collect();
        self.keep_door(&account, &door)?;
        self.store().entered(user, &door.name)?;
        self.account_audited(Some(ctx), user, "inloggning.reservkoder", AuditKind::Command)?;
        Ok(Ok(spare))
    }

    /// Out everywhere, here too; says in how many places.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn out_everywhere(&self, ctx: &Ctx) -> Result<usize, AppError> {
        let ended = self.store().end_sessions(ctx.actor.user, None)?;
        self.account_audited(Some(ctx), ctx.actor.user, "inloggning.ut", AuditKind::Command)?;
        Ok(ended)
    }

    /// Whether the password of somebody who is in is right: guessing it here is counted as at the door.
    pub(super) fn password_known(
        &self,
        name: &str,
        kept: Option<&Hashed>,
        cost: Cost,
        now: &str,
    ) -> Result<Mend, AppError> {
        let counted = self.store().count_try(name, wait)?;
        let right = Hashed::is(kept, cost, now)? && matches!(counted, Tried::Free { .. });
        if !right {
            self.failed(name, counted)?;
        }
        let words =
            "Det är inte ditt lösenord, eller så har det provats för många gånger. Vänta en stund och försök igen.";
        Ok(if right { Vec::new() } else { vec![("nu", String::from(words))] })
    }
}
