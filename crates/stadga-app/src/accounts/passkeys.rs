//! Passkeys: a device that knows its owner opens the account by itself, and nothing that can be typed does. Made by
//! whoever is in and gives the password once more; gone with a new code to begin with and when the account is closed.

use super::secret::digest;
use super::{Cost, Door, Entered, door};
use crate::{App, AppError};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use stadga_core::Ctx;
use stadga_passkey::{Fault, Handle, Passkey, Passkeys, claimed};
use stadga_store::{Account, AuditKind};

/// What tickets are sealed as.
const MAKING: &str = "passnyckel.skapa";
const SHOWING: &str = "passnyckel.visa";
/// How long a question may be answered.
const LASTS: SignedDuration = SignedDuration::from_mins(5);
/// How many one may have.
const MOST: usize = 10;
/// The longest name of one, in letters.
const LONGEST: usize = 40;
/// What the audit trail calls coming in.
const WHAT: &str = "inloggning.passnyckel";

/// A passkey of an account. Stored: names here never change.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Keyed {
    /// What its owner calls it.
    name: String,
    key: Passkey,
    made_at: Timestamp,
    used_at: Option<Timestamp>,
    /// Whether it has counted backwards, as only a copy does. It opens nothing then.
    copied: bool,
    /// Questions it has answered lately, by their digest: none is answered twice.
    lately: Vec<(String, Timestamp)>,
}

impl Keyed {
    /// What its account is found by.
    pub(super) fn word(&self) -> String {
        word(&self.key.id())
    }
}

fn word(id: &str) -> String {
    format!("passnyckel {id}")
}

/// A question for a browser, and the ticket that has to come back with its answer.
#[derive(Clone, Debug)]
pub struct PasskeyQuestion {
    /// For the script, as JSON.
    pub asked: String,
    /// To be sent along with the answer.
    pub ticket: String,
}

/// An answer from a browser.
#[derive(Clone, Copy)]
pub struct PasskeyAnswer<'a> {
    /// The ticket of the question.
    pub ticket: &'a str,
    /// What the script wrote, as JSON.
    pub answer: &'a str,
}

/// A passkey, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPasskey {
    /// What it is found by.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// When somebody last came in by it.
    pub used_at: Option<Timestamp>,
    /// Whether it was stopped because there are two of it.
    pub copied: bool,
}

/// What is sealed while a passkey is made. It is for the account as it is now, so it is taken once.
#[derive(Serialize, Deserialize)]
struct Making {
    user: String,
    version: u32,
    handle: Handle,
    kept: String,
    at: i64,
}

/// Fields to mend, each with what is wrong.
type Mend = Vec<(&'static str, String)>;

impl App {
    /// One's own passkeys; none where one has no password to begin from.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn own_passkeys(&self, ctx: &Ctx) -> Result<Option<Vec<OwnPasskey>>, AppError> {
        let Some(account) = self.store().account(ctx.actor.user)? else { return Ok(None) };
        let door = door(&account)?;
        let own = |keyed: &Keyed| OwnPasskey {
            id: keyed.key.id(),
            name: keyed.name.clone(),
            made_at: keyed.made_at,
            used_at: keyed.used_at,
            copied: keyed.copied,
        };
        Ok(door.password.is_some().then(|| door.passkeys.iter().map(own).collect()))
    }

    /// What a browser is asked so that a passkey is made for one's own account.
    ///
    /// # Errors
    /// [`AppError::NotFound`] without an account; otherwise when the store cannot be read or written.
    pub fn passkey_to_make(&self, ctx: &Ctx, passkeys: &Passkeys) -> Result<PasskeyQuestion, AppError> {
        let known = || self.store().account(ctx.actor.user)?.ok_or(AppError::NotFound);
        let mut account = known()?;
        let mut door = door(&account)?;
        let handle = match door.handle {
            Some(handle) => handle,
            None => {
                // Kept before anything is asked: a device holds one passkey for each handle, so what it made in vain, as
                // when the password was wrong, gives way to the next instead of being offered at the door.
                let handle = self.store().random_bytes()?;
                door.handle = Some(handle);
                self.keep_door(&account, &door)?;
                account = known()?;
                handle
            }
        };
        let there: Vec<Passkey> = door.passkeys.iter().map(|keyed| keyed.key.clone()).collect();
        let question = passkeys.to_make(handle, &door.name, &there).map_err(unasked)?;
        let user = account.user.to_string();
        let making = Making { user, version: account.version, handle, kept: question.kept, at: self.now().as_second() };
        Ok(PasskeyQuestion { asked: question.asked, ticket: self.ticketed(MAKING, &making)? })
    }

    /// Keeps a passkey that a browser made, or says what is to be mended. `password` is one's own.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn add_passkey(
        &self,
        ctx: &Ctx,
        passkeys: &Passkeys,
        (cost, password): (Cost, &str),
        name: &str,
        answered: PasskeyAnswer<'_>,
    ) -> Result<Mend, AppError> {
        let user = ctx.actor.user;
        let account = self.store().account(user)?.ok_or(AppError::NotFound)?;
        let known = door(&account)?;
        let mut mend = Mend::new();
        let name = name.trim();
        if name.is_empty() || name.chars().count() > LONGEST {
            mend.push((
                "nyckelnamn",
                format!("Skriv vad den heter, högst {LONGEST} tecken. Till exempel: jobbtelefonen."),
            ));
        }
        mend.extend(
            self.password_known(&known.name, known.password.as_ref(), cost, password)?
                .into_iter()
                .map(|(_, words)| ("nu-nyckel", words)),
        );
        if known.passkeys.len() >= MOST {
            mend.push(("nyckelnamn", format!("Du har redan {MOST}. Ta bort en som du inte använder.")));
        }
        if !mend.is_empty() {
            return Ok(mend);
        }
        self.store().entered(user, &known.name)?;
        let making: Option<Making> = self.unticketed(MAKING, answered.ticket);
        let now = self.now();
        let making = making.filter(|making| {
            let lasts = self.lasts(making.at);
            lasts && making.user == user.to_string() && making.version == account.version
        });
        let made = making.and_then(|making| Some((making.handle, passkeys.made(&making.kept, answered.answer).ok()?)));
        let Some((handle, key)) = made else {
            let words = "Det blev ingen passnyckel, eller så tog det för lång tid. Försök igen. Det behövs en webbläsare \
                         med JavaScript.";
            return Ok(vec![("nyckelnamn", String::from(words))]);
        };
        let mut door = known;
        door.handle = Some(handle);
        let (made_at, used_at, copied, lately) = (now, None, false, Vec::new());
        door.passkeys.push(Keyed { name: name.to_owned(), key, made_at, used_at, copied, lately });
        self.keep_door(&account, &door)?;
        self.account_audited(Some(ctx), user, "inloggning.passnyckel_ny", AuditKind::Command)?;
        Ok(Mend::new())
    }

    /// Takes away a passkey of one's own.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is nobody's or somebody else's.
    pub fn remove_passkey(&self, ctx: &Ctx, id: &str) -> Result<(), AppError> {
        let user = ctx.actor.user;
        let account = self.store().account(user)?.ok_or(AppError::NotFound)?;
        let mut door = door(&account)?;
        let before = door.passkeys.len();
        door.passkeys.retain(|keyed| keyed.key.id() != id);
        if door.passkeys.len() == before {
            return Err(AppError::NotFound);
        }
        self.keep_door(&account, &door)?;
        self.account_audited(Some(ctx), user, "inloggning.passnyckel_bort", AuditKind::Command)
    }

    /// What a browser is asked at the door: for a passkey, whosever it is.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn passkey_to_show(&self, passkeys: &Passkeys) -> Result<PasskeyQuestion, AppError> {
        let question = passkeys.to_show().map_err(unasked)?;
        let ticket = self.ticketed(SHOWING, &(question.kept, self.now().as_second()))?;
        Ok(PasskeyQuestion { asked: question.asked, ticket })
    }

    /// Lets somebody in by a passkey; none when it opens nothing, whatever the reason. `accepted` says whether a
    /// log-in name may come in by what it has itself.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn enter_by_passkey(
        &self,
        passkeys: &Passkeys,
        answered: PasskeyAnswer<'_>,
        accepted: impl Fn(&str) -> bool,
    ) -> Result<Option<Entered>, AppError> {
        let found = match claimed(answered.answer) {
            Some(id) => self.keyed(&id)?.filter(|(_, door, _)| accepted(&door.name)),
            None => None,
        };
        let entered = found.map(|found| self.tried_passkey(passkeys, answered, found)).transpose()?.flatten();
        let whom = match &entered {
            Some(account) => account.user,
            None => self.organisation_stream()?.unwrap_or_else(|| self.next_id()),
        };
        let kind = if entered.is_some() { AuditKind::Command } else { AuditKind::Denied };
        self.account_audited(None, whom, WHAT, kind)?;
        Ok(entered.map(|account| Entered { user: account.user, locked_at: account.locked_since(), spare_left: None }))
    }

    /// The account with a passkey, open and of somebody who holds a post, and which of its passkeys it is.
    fn keyed(&self, id: &str) -> Result<Option<(Account, Door, usize)>, AppError> {
        let Some(account) = self.store().account_found(&word(id))? else { return Ok(None) };
        let door = door(&account)?;
        let at = door.passkeys.iter().position(|keyed| keyed.key.id() == id && !keyed.copied);
        let open = !door.closed && self.ctx(account.user).is_ok();
        Ok(at.filter(|_| open).map(|at| (account, door, at)))
    }

    /// Holds an answer against its question and its passkey. That it was answered is kept in the same write that lets
    /// somebody in, so of the same answer sent twice one is refused.
    fn tried_passkey(
        &self,
        passkeys: &Passkeys,
        answered: PasskeyAnswer<'_>,
        (account, mut door, at): (Account, Door, usize),
    ) -> Result<Option<Account>, AppError> {
        let now = self.now();
        let question: Option<(String, i64)> = self.unticketed(SHOWING, answered.ticket);
        let question = question.filter(|(_, at)| self.lasts(*at));
        let (Some((kept, _)), Some(handle)) = (question, door.handle) else { return Ok(None) };
        let Some(keyed) = door.passkeys.get_mut(at) else { return Ok(None) };
        let asked = digest(answered.ticket);
        if keyed.lately.iter().any(|(known, _)| *known == asked) {
            return Ok(None);
        }
        match passkeys.shown(&kept, answered.answer, handle, &mut keyed.key) {
            Err(Fault::Refused) => return Ok(None),
            Err(Fault::Copied) => {
                keyed.copied = true;
                self.keep_door(&account, &door)?;
                self.account_audited(None, account.user, "inloggning.passnyckel_kopia", AuditKind::Denied)?;
                return Ok(None);
            }
            Ok(()) => {}
        }
        keyed.used_at = Some(now);
        keyed.lately.retain(|(_, at)| now.duration_since(*at) <= LASTS);
        keyed.lately.push((asked, now));
        if !self.put_door(&account, &door)? {
            return Ok(None);
        }
        self.store().came_in(account.user)?;
        Ok(Some(account))
    }

    fn lasts(&self, at: i64) -> bool {
        let at = Timestamp::from_second(at).unwrap_or(Timestamp::UNIX_EPOCH);
        self.now().duration_since(at) <= LASTS
    }

    fn ticketed(&self, what: &str, ticket: &impl Serialize) -> Result<String, AppError> {
        let text =
            serde_json::to_vec(ticket).map_err(|_| AppError::Fault(String::from("biljetten kan inte skrivas")))?;
        Ok(self.store().seal_note(what, &text)?)
    }

    fn unticketed<T: for<'a> Deserialize<'a>>(&self, what: &str, ticket: &str) -> Option<T> {
        serde_json::from_slice(&self.store().open_note(what, ticket)?).ok()
    }
}

fn unasked(_: Fault) -> AppError {
    AppError::Fault(String::from("webbläsaren kan inte tillfrågas om en passnyckel"))
}
