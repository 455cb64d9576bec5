//! How users get in: accounts, counted tries, and the sessions of one user.
//!
//! What an account holds is the caller's to shape; here it is sealed with the user's own key. The name it is found by
//! is a keyed token, so the table says neither who has an account nor what they call themselves.

use crate::engine::{Row, args};
use crate::error::{AppendError, StoreError};
use crate::keys::{SubjectKey, random};
use crate::side::{SESSION_IDLE, SESSION_LONGEST, hashed};
use crate::sql::accounts as sql;
use crate::value::{Text, get, get_opt, stamp};
use crate::writer::Desk;
use crate::{Inner, Store, not_written};
use jiff::{SignedDuration, Timestamp};
use stadga_core::Id;
use std::sync::Arc;

/// Tries older than this are forgotten.
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(24);

/// A way in for a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whose.
    pub user: Id,
    /// What it holds, in whatever shape the caller gave it.
    pub body: Vec<u8>,
    /// Which version of it this is.
    pub version: u32,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// When somebody last came in by it.
    pub entered_at: Option<Timestamp>,
    /// When it was last locked after failed tries.
    pub locked_at: Option<Timestamp>,
}

impl Account {
    /// When it was locked since its owner last came in, if it was.
    pub fn locked_since(&self) -> Option<Timestamp> {
        self.locked_at.filter(|at| self.entered_at.is_none_or(|entered| entered < *at))
    }
}

/// What came of asking for a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// It may be made, and has been counted as failed until somebody says that it went well.
    Free {
        /// How many have failed in a row, this one included.
        failures: u32,
    },
    /// It may not be made yet, and was not counted.
    Waits {
        /// From when.
        until: Timestamp,
    },
}

impl Store {
    /// Opens an account under a name, found by the words in `by` besides. False when the user has one already, or
    /// somebody else has the name.
    pub fn open_account(&self, user: Id, name: &str, body: &[u8], by: &[String]) -> Result<bool, StoreError> {
        let sealed = self.0.own_key(user)?.seal(&place(user), body)?;
        let (login, found) = (self.0.login(name), self.0.found_by(by));
        self.0.write(move |desk| {
            let row = args![Text(user), &login[..], &sealed[..], stamp(desk.now)];
            let opened = desk.conn.execute(sql::ACCOUNT_NEW, row)? == 1;
            if opened {
                keep_found(desk, user, &found)?;
            }
            Ok(opened)
        })
    }

    /// Writes a new body over the version that was read; from now on the account is found by the words in `by`, and by
    /// its name. False when another was first.
    pub fn change_account(&self, account: &Account, body: &[u8], by: &[String]) -> Result<bool, StoreError> {
        let (user, version) = (account.user, i64::from(account.version));
        let sealed = self.0.own_key(user)?.seal(&place(user), body)?;
        let found = self.0.found_by(by);
        self.0.write(move |desk| {
            let row = args![&sealed[..], stamp(desk.now), Text(user), version];
            let changed = desk.conn.execute(sql::ACCOUNT_CHANGE, row)? == 1;
            if changed {
                keep_found(desk, user, &found)?;
            }
            Ok(changed)
        })
    }

    /// The account that was last said to be found by a word. What it holds says whether it still is.
    pub fn account_found(&self, by: &str) -> Result<Option<Account>, StoreError> {
        let token = self.0.found(by);
        let found = self.0.readers.read(|conn| conn.first(sql::ACCOUNT_FOUND, args![&token[..]], account))?;
        found.map(|account| self.0.account_opened(account)).transpose()
    }

    /// Notes that a user came in by something else than the name and password, whose failed tries are not forgotten.
    pub fn came_in(&self, user: Id) -> Result<(), StoreError> {
        self.0.write(move |desk| {
            desk.conn.execute(sql::ENTERED, args![stamp(desk.now), Text(user)])?;
            Ok(())
        })
    }

    /// The account of a user.
    pub fn account(&self, user: Id) -> Result<Option<Account>, StoreError> {
        let found = self.0.readers.read(|conn| conn.first(sql::ACCOUNT_OF, args![Text(user)], account))?;
        found.map(|account| self.0.account_opened(account)).transpose()
    }

    /// The account under a name.
    pub fn account_named(&self, name: &str) -> Result<Option<Account>, StoreError> {
        let login = self.0.login(name);
        let found = self.0.readers.read(|conn| conn.first(sql::ACCOUNT_NAMED, args![&login[..]], account))?;
        found.map(|account| self.0.account_opened(account)).transpose()
    }

    /// Every account.
    pub fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let found = self.0.readers.read(|conn| conn.all(sql::ACCOUNTS, &[], account))?;
        found.into_iter().map(|account| self.0.account_opened(account)).collect()
    }

    /// The accounts that were last locked at a moment or after it.
    pub fn locked_accounts(&self, since: Timestamp) -> Result<Vec<Account>, StoreError> {
        let found = self.0.readers.read(|conn| conn.all(sql::LOCKED_SINCE, args![stamp(since)], account))?;
        found.into_iter().map(|account| self.0.account_opened(account)).collect()
    }

    /// Takes the code of a step of a second factor for used. False when it, or a later one, was used before.
    pub fn use_step(&self, user: Id, step: i64) -> Result<bool, StoreError> {
        self.0.write(move |desk| Ok(desk.conn.execute(sql::STEP_USE, args![step, Text(user)])? == 1))
    }

    /// Notes that a user came in, and forgets the tries that failed under the name.
    pub fn entered(&self, user: Id, name: &str) -> Result<(), StoreError> {
        let login = self.0.login(name);
        self.0.write(move |desk| {
            desk.conn.execute(sql::ENTERED, args![stamp(desk.now), Text(user)])?;
            desk.conn.execute(sql::TRIES_DROP, args![&login[..]])?;
            Ok(())
        })
    }

    /// Asks for a try under a name, whether or not anybody has it. `wait` says how long one waits after so many
    /// failures in a row. The try is counted before it is made, so that many at once are counted too.
    pub fn count_try(&self, name: &str, wait: fn(u32) -> SignedDuration) -> Result<Tried, StoreError> {
        let login = self.0.login(name);
        self.0.write(move |desk| {
            let known = desk
                .conn
                .first(sql::TRIES, args![&login[..]], |row| Ok((row.get::<i64>(0)?, get::<Timestamp>(row, 1)?)))?;
            let known = known.filter(|(_, tried_at)| desk.now.duration_since(*tried_at) < FORGOTTEN);
            let failed = known.map_or(0, |(failures, _)| u32::try_from(failures).unwrap_or(u32::MAX));
            if let Some((_, tried_at)) = known {
                let until = tried_at + wait(failed);
                if desk.now < until {
                    return Ok(Tried::Waits { until });
                }
            }
            let failures = failed.saturating_add(1);
            desk.conn.execute(sql::TRY_PUT, args![&login[..], i64::from(failures), stamp(desk.now)])?;
            Ok(Tried::Free { failures })
        })
    }

    /// Notes that so many tries have failed under a name that it is locked for a while.
    pub fn locked(&self, name: &str) -> Result<(), StoreError> {
        let login = self.0.login(name);
        self.0.write(move |desk| {
            desk.conn.execute(sql::LOCKED, args![stamp(desk.now), &login[..]])?;
            Ok(())
        })
    }

    /// Forgets the tries under names that nobody has tried for a day; says how many.
    pub fn sweep_tries(&self) -> Result<usize, StoreError> {
        self.0.write(move |desk| {
            let oldest = stamp(desk.now - FORGOTTEN);
            Ok(desk.conn.execute(sql::TRIES_SWEEP, args![oldest])? as usize)
        })
    }

    /// Ends every session of a user, but for the one with a token; says how many.
    pub fn end_sessions(&self, user: Id, but: Option<&str>) -> Result<usize, StoreError> {
        let but = but.map_or([0; 32], hashed);
        self.0.write(move |desk| Ok(desk.conn.execute(sql::SESSIONS_END, args![Text(user), &but[..]])? as usize))
    }

    /// How many sessions of a user live.
    pub fn sessions_of(&self, user: Id) -> Result<usize, StoreError> {
        let now = (self.0.clock)();
        let since = (stamp(now - SESSION_IDLE), stamp(now - SESSION_LONGEST));
        let count = self
            .0
            .readers
            .read(|conn| conn.first(sql::SESSIONS_OF, args![Text(user), since.0, since.1], |row| row.get::<i64>(0)))?;
        Ok(count.unwrap_or_default().unsigned_abs() as usize)
    }

    /// Bytes from the operating system, for what has to be impossible to guess.
    pub fn random_bytes<const N: usize>(&self) -> Result<[u8; N], StoreError> {
        random()
    }
}

impl Inner {
    /// The token a name is found by. Capitals and surrounding blanks make no difference.
    fn login(&self, name: &str) -> [u8; 16] {
        self.vault.token(&format!("inloggning {}", name.trim().to_lowercase()))
    }

    /// The token of a word that an account is found by.
    fn found(&self, by: &str) -> [u8; 16] {
        self.vault.token(&format!("konto {by}"))
    }

    fn found_by(&self, by: &[String]) -> Vec<[u8; 16]> {
        by.iter().map(|by| self.found(by)).collect()
    }

    /// A user's own key, made when there is none.
    fn own_key(&self, user: Id) -> Result<Arc<SubjectKey>, StoreError> {
        let (_, key, made) = self.personal_key(user)?;
        let Some(made) = made else { return Ok(key) };
        // Somebody else may have made it meanwhile: then that one counts.
        match self.writer.write(move |desk| desk.put_key(&made)) {
            Ok(()) | Err(AppendError::Moved) => self.own_key(user),
            Err(error) => Err(not_written(error)),
        }
    }

    fn account_opened(&self, mut account: Account) -> Result<Account, StoreError> {
        let (_, key, _) = self.personal_key(account.user)?;
        account.body = key.open(&place(account.user), &account.body)?;
        Ok(account)
    }
}

/// What an account is found by from now on, in place of what it was found by before.
fn keep_found(desk: &mut Desk<'_>, user: Id, found: &[[u8; 16]]) -> Result<(), AppendError> {
    desk.conn.execute(sql::FOUND_DROP, args![Text(user)])?;
    for token in found {
        desk.conn.execute(sql::FOUND_PUT, args![&token[..], Text(user)])?;
    }
    Ok(())
}

/// An account with its body still sealed.
fn account(row: &Row<'_>) -> Result<Account, StoreError> {
    let version: i64 = row.get(2)?;
    Ok(Account {
        user: get(row, 0)?,
        body: row.get(1)?,
        version: u32::try_from(version).unwrap_or_default(),
        changed_at: get(row, 3)?,
        entered_at: get_opt(row, 4)?,
        locked_at: get_opt(row, 5)?,
    })
}

fn place(user: Id) -> Vec<u8> {
    format!("account {user}").into_bytes()
}
