//! How users get in where there is no demo: a name, a password, and a code from a second device.
//!
//! An account is a door to a member of the organisation and gives no rights: those stay with the posts the member
//! holds. Whoever is let in gets a code to begin with, and chooses a password and a second device by it. What
//! is answered, and how long it takes, is the same whether or not there is such an account.

mod begin;
mod calendar;
mod invitations;
mod linked;
mod notices;
mod own;
mod passkeys;
mod roster;
mod secret;
mod steward;
mod totp;

pub use begin::{Beginning, Chosen, Settled};
pub use calendar::Entry as CalendarEntry;
pub use invitations::Invited;
pub use linked::{Identified, Linking, identified_as};
pub use notices::{NoticeText, OwnNotices, notice_label};
pub use own::OwnAccount;
pub use passkeys::{OwnPasskey, PasskeyAnswer, PasskeyQuestion};
pub use roster::Roster;
pub use secret::Cost;
pub use steward::{Issued, MemberLine, MembersPage};

// For tests alone: not there in a program that is built to be used.
#[cfg(debug_assertions)]
pub use totp::shown;

use crate::{App, AppError};
use jiff::{SignedDuration, Timestamp};
use secret::Hashed;
use serde::{Deserialize, Serialize};
use stadga_core::{Ctx, Id};
use stadga_store::{Account, AuditKind, AuditRow, Tried};

/// How many tries may fail in a row before one has to wait.
pub const FREE_TRIES: u32 = 5;
/// The first wait; it is doubled for each failure after that.
const FIRST_WAIT: SignedDuration = SignedDuration::from_mins(1);
/// The longest wait.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(60);
/// How many codes there are for the day the device is gone.
const SPARE_CODES: usize = 10;

/// What the audit trail calls it.
const WHAT: &str = "inloggning.prova";

/// What an account holds, sealed with its owner's key. Stored: names here never change.
#[derive(Clone, Serialize, Deserialize)]
struct Door {
    /// The log-in name, as it was given.
    name: String,
    /// The password, when one has been chosen.
    password: Option<Hashed>,
    /// The code to begin with, until one has.
    start: Option<Start>,
    /// The secret of the second device.
    device: Option<[u8; totp::SECRET]>,
    /// Digests of the codes for the day the device is gone. One that is used is taken away.
    spare: Vec<String>,
    /// Whether nobody gets in by it any more.
    closed: bool,
    /// The digest of the secret in the address of one's calendar, when another program reads it.
    #[serde(default)]
    calendar: Option<String>,
    /// When a code to begin with was last given.
    issued_at: Timestamp,
    /// Who its owner is to the municipality's own provider, when they may come in by it.
    #[serde(default)]
    linked: Option<Linked>,
    /// What tells the account from others for a device with a passkey.
    #[serde(default)]
    handle: Option<stadga_passkey::Handle>,
    /// The passkeys that open it.
    #[serde(default)]
    passkeys: Vec<passkeys::Keyed>,
    /// Where its owner is written to, when they have said.
    #[serde(default)]
    mail: Option<String>,
    /// Whether they are told in the morning what waits.
    #[serde(default)]
    morning: bool,
    /// Whether their booked meetings are sent to their calendar.
    #[serde(default)]
    invited: bool,
}

/// Who somebody is to a provider that says who people are.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Linked {
    issuer: String,
    subject: String,
    /// When a steward, or whoever runs the machine, said so.
    at: Timestamp,
}

impl Door {
    /// A door that nobody gets in by yet.
    fn of(name: &str, issued_at: Timestamp) -> Self {
        Self {
            name: name.to_owned(),
            password: None,
            start: None,
            device: None,
            spare: Vec::new(),
            closed: false,
            calendar: None,
            issued_at,
            linked: None,
            handle: None,
            passkeys: Vec::new(),
            mail: None,
            morning: false,
            invited: false,
        }
    }

    /// What it is found by besides its name.
    fn found_by(&self) -> Vec<String> {
        let linked = self.linked.iter().map(|linked| linked::word(&linked.issuer, &linked.subject));
        linked.chain(self.passkeys.iter().map(passkeys::Keyed::word)).collect()
    }
}

/// A code to begin with.
#[derive(Clone, Serialize, Deserialize)]
struct Start {
    hash: Hashed,
    until: Timestamp,
}

/// What somebody has typed to get in.
#[derive(Clone, Copy)]
pub struct LogIn<'a> {
    /// The log-in name.
    pub name: &'a str,
    /// The password, or the code to begin with.
    pub password: &'a str,
    /// The code from the device, or one of the spare ones; empty the first time.
    pub code: &'a str,
    /// Whether a password opens anything for that name: where another way in is the rule it opens nothing.
    pub accepted: bool,
}

/// What comes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// In.
    In(Entered),
    /// The code to begin with was right: a password and a device are to be chosen with this ticket.
    Begin(String),
    /// Not in. Nobody is told why.
    No,
}

/// Somebody who got in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Who.
    pub user: Id,
    /// When the account was locked since they last came in, if it was.
    pub locked_at: Option<Timestamp>,
    /// How many spare codes are left, when one was used.
    pub spare_left: Option<usize>,
}

impl App {
    /// Tries to get in.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn log_in(&self, cost: Cost, tried: LogIn<'_>) -> Result<Entry, AppError> {
        let counted = self.store().count_try(tried.name, wait)?;
        let account = self.store().account_named(tried.name)?;
        let known = account.as_ref().map(|account| Ok::<_, AppError>((account, door(account)?))).transpose()?;
        let hash = known.as_ref().and_then(|(_, door)| {
            let start = door.start.as_ref().map(|start| &start.hash);
            door.password.as_ref().or(start)
        });
        // Hashed whatever is known by now, so that the time tells nothing.
        let right = Hashed::is(hash, cost, tried.password)?;
        let free = matches!(counted, Tried::Free { .. });
        let entry = match known {
            Some((account, door)) if free && right && tried.accepted => self.enter(account, door, tried)?,
            _ => Entry::No,
        };
        if entry == Entry::No {
            self.failed(tried.name, counted)?;
        }
        let whom = match account.as_ref() {
            Some(account) => account.user,
            None => self.organisation_stream()?.unwrap_or_else(|| self.next_id()),
        };
        let kind = if entry == Entry::No { AuditKind::Denied } else { AuditKind::Command };
        self.account_audited(None, whom, WHAT, kind)?;
        Ok(entry)
    }

    /// Notes it when a failure has locked the name.
    fn failed(&self, name: &str, counted: Tried) -> Result<(), AppError> {
        match counted {
            Tried::Free { failures } if wait(failures) > SignedDuration::ZERO => Ok(self.store().locked(name)?),
            _ => Ok(()),
        }
    }

    /// What the right password opens: the house, the way to begin, or nothing after all.
    fn enter(&self, account: &Account, mut door: Door, tried: LogIn<'_>) -> Result<Entry, AppError> {
        let now = self.now();
        if door.closed || self.ctx(account.user).is_err() {
            return Ok(Entry::No);
        }
        let (Some(_), Some(device)) = (&door.password, door.device) else {
            let lasts = door.start.as_ref().is_some_and(|start| now < start.until);
            return if lasts { Ok(Entry::Begin(self.start_ticket(account)?)) } else { Ok(Entry::No) };
        };
        let mut spare_left = None;
        match totp::step_of(&device, tried.code, now) {
            Some(step) if self.store().use_step(account.user, step)? => {}
            Some(_) => return Ok(Entry::No),
            None => {
                let used = secret::digest(tried.code);
                let before = door.spare.len();
                door.spare.retain(|spare| *spare != used);
                if door.spare.len() == before || !self.put_door(account, &door)? {
                    return Ok(Entry::No);
                }
                spare_left = Some(door.spare.len());
            }
        }
        self.store().entered(account.user, &door.name)?;
        Ok(Entry::In(Entered { user: account.user, locked_at: account.locked_since(), spare_left }))
    }

    /// Writes down what was done with an account, or that somebody tried to. `by` is none when nobody has come in.
    fn account_audited(&self, by: Option<&Ctx>, whom: Id, what: &str, kind: AuditKind) -> Result<(), AppError> {
        let row = AuditRow {
            user: by.map_or(whom, |ctx| ctx.actor.user),
            post: by.map(|ctx| ctx.actor.post),
            what: what.to_owned(),
            kind,
            subjects: Vec::new(),
            ground: String::new(),
            detail: by.map(|_| whom.to_string()).unwrap_or_default(),
        };
        Ok(self.store().audit(row)?)
    }
}

/// How long one waits after so many failures in a row.
fn wait(failures: u32) -> SignedDuration {
    let Some(more) = failures.checked_sub(FREE_TRIES) else { return SignedDuration::ZERO };
    let doubled = 2i32.checked_pow(more).and_then(|times| FIRST_WAIT.checked_mul(times));
    doubled.map_or(LONGEST_WAIT, |wait| wait.min(LONGEST_WAIT))
}

fn door(account: &Account) -> Result<Door, AppError> {
    serde_json::from_slice(&account.body).map_err(|_| AppError::Fault(String::from("ett konto går inte att läsa")))
}

impl App {
    /// Writes a door as it has become. False when it has changed meanwhile.
    fn put_door(&self, account: &Account, door: &Door) -> Result<bool, AppError> {
        Ok(self.store().change_account(account, &sealed(door)?, &door.found_by())?)
    }

    /// Keeps a door as it has become.
    fn keep_door(&self, account: &Account, door: &Door) -> Result<(), AppError> {
        match self.put_door(account, door)? {
            true => Ok(()),
            false => Err(AppError::Fault(String::from("kontot ändrades av någon annan samtidigt"))),
        }
    }
}

fn sealed(door: &Door) -> Result<Vec<u8>, AppError> {
    serde_json::to_vec(door).map_err(|_| AppError::Fault(String::from("ett konto går inte att skriva")))
}

#[cfg(test)]
mod tests {
    use super::{Door, wait};
    use jiff::Timestamp;

    #[test]
    fn an_account_from_before_there_were_invitations_opens_and_has_asked_for_none() {
        let asked = Door { invited: true, ..Door::of("sara.lindqvist", Timestamp::UNIX_EPOCH) };
        let mut kept = serde_json::to_value(asked).unwrap();
        assert!(serde_json::from_value::<Door>(kept.clone()).unwrap().invited);
        kept.as_object_mut().unwrap().remove("invited").unwrap();
        assert!(!serde_json::from_value::<Door>(kept).unwrap().invited);
    }

    #[test]
    fn the_wait_grows_to_an_hour_and_no_further() {
        let minutes: Vec<i64> = [0, 4, 5, 6, 7, 10, 11, 12, 40, u32::MAX].map(|n| wait(n).as_secs() / 60).to_vec();
        assert_eq!(minutes, [0, 0, 1, 2, 4, 32, 60, 60, 60, 60]);
    }
}
