//! Beginning: the first time, or anew when password or device is lost. A password and a device are chosen together.

use super::secret::{Hashed, code, digest, weakness};
use super::{Cost, SPARE_CODES, door, totp};
use crate::{App, AppError};
use jiff::{SignedDuration, Timestamp};
use stadga_core::Id;
use stadga_store::{Account, AuditKind};

/// What a ticket is sealed as.
const TICKET: &str = "borja";
/// How long somebody has to choose.
const LASTS: SignedDuration = SignedDuration::from_mins(20);

/// What somebody who begins is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// The log-in name.
    pub name: String,
    /// What the telephone reads.
    pub address: String,
    /// The same secret to be typed.
    pub secret: String,
}

/// What they choose.
#[derive(Clone, Copy)]
pub struct Chosen<'a> {
    /// The password.
    pub password: &'a str,
    /// The same again.
    pub again: &'a str,
    /// The code the device shows.
    pub code: &'a str,
}

/// What comes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// In, with the codes to keep for the day the device is gone: shown now and never again.
    In {
        /// Who.
        user: Id,
        /// The codes.
        spare: Vec<String>,
    },
    /// Fields to mend, each with what is wrong.
    Mend(Vec<(&'static str, String)>),
    /// The ticket is too old, or the account has changed meanwhile: log in again.
    Late,
}

/// A ticket that was opened.
struct Ticket {
    account: Account,
    secret: [u8; totp::SECRET],
}

impl App {
    /// A ticket to begin with: for this account as it is now, with a secret for the device.
    pub(super) fn start_ticket(&self, account: &Account) -> Result<String, AppError> {
        let secret: [u8; totp::SECRET] = self.store().random_bytes()?;
        let text = (account.user.to_string(), account.version, self.now().as_second(), secret);
        let text =
            serde_json::to_vec(&text).map_err(|_| AppError::Fault(String::from("biljetten kan inte skrivas")))?;
        Ok(self.store().seal_note(TICKET, &text)?)
    }

    fn ticket(&self, ticket: &str) -> Result<Option<Ticket>, AppError> {
        let Some(text) = self.store().open_note(TICKET, ticket) else { return Ok(None) };
        let read = serde_json::from_slice::<(String, u32, i64, [u8; totp::SECRET])>(&text);
        let Ok((user, version, issued, secret)) = read else { return Ok(None) };
        let issued = Timestamp::from_second(issued).unwrap_or(Timestamp::UNIX_EPOCH);
        let Some(user) = user.parse::<Id>().ok().filter(|_| self.now().duration_since(issued) <= LASTS) else {
            return Ok(None);
        };
        let account = self.store().account(user)?.filter(|account| account.version == version);
        Ok(account.map(|account| Ticket { account, secret }))
    }

    /// What whoever begins with a ticket is shown; none when it is too old. `issuer` is the municipality's name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn beginning(&self, ticket: &str, issuer: &str) -> Result<Option<Beginning>, AppError> {
        let Some(ticket) = self.ticket(ticket)? else { return Ok(None) };
        let name = door(&ticket.account)?.name;
        let address = totp::address(&ticket.secret, issuer, &name);
        let written: Vec<char> = totp::written(&ticket.secret).chars().collect();
        let secret: Vec<String> = written.chunks(4).map(String::from_iter).collect();
        Ok(Some(Beginning { name, address, secret: secret.join(" ") }))
    }

    /// Takes what was chosen, and lets its owner in.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn settle(&self, cost: Cost, ticket: &str, chosen: Chosen<'_>) -> Result<Settled, AppError> {
        let Some(Ticket { account, secret }) = self.ticket(ticket)? else { return Ok(Settled::Late) };
        let mut door = door(&account)?;
        let step = totp::step_of(&secret, chosen.code, self.now());
        let mut mend = self.password_faults(account.user, &door.name, chosen.password, chosen.again)?;
        if step.is_none() {
            let words =
                "Skriv de sex siffror som appen visar nu. Stämmer de inte, se efter att telefonens klocka går rätt.";
            mend.push(("kod", String::from(words)));
        }
        let (true, Some(step)) = (mend.is_empty(), step) else { return Ok(Settled::Mend(mend)) };
        let spare = self.spare_codes()?;
        door.password = Some(Hashed::of(self, cost, chosen.password)?);
        door.start = None;
        door.device = Some(secret);
        door.spare = spare.iter().map(|spare| digest(spare)).collect();
        if !self.put_door(&account, &door)? {
            return Ok(Settled::Late);
        }
        self.store().use_step(account.user, step)?;
        self.store().entered(account.user, &door.name)?;
        // Whoever had a session with the old password has none with the new.
        self.store().end_sessions(account.user, None)?;
        self.account_audited(None, account.user, "inloggning.borja", AuditKind::Command)?;
        Ok(Settled::In { user: account.user, spare })
    }

    pub(super) fn spare_codes(&self) -> Result<Vec<String>, AppError> {
        (0..SPARE_CODES).map(|_| code(self, 3)).collect()
    }

    /// What is wrong with a new password and its repetition.
    pub(super) fn password_faults(
        &self,
        user: Id,
        name: &str,
        password: &str,
        again: &str,
    ) -> Result<Vec<(&'static str, String)>, AppError> {
        let organisation = self.organisation()?;
        let mut faults = Vec::new();
        if let Some(words) = weakness(password, &[name, organisation.user_name(user)]) {
            faults.push(("nytt", words));
        }
        if password != again {
            faults.push(("igen", String::from("Skriv samma lösenord en gång till")));
        }
        Ok(faults)
    }
}
