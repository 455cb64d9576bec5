//! Giving and taking away accounts: by the system's steward, and by whoever runs the machine.

use super::secret::{Hashed, code};
use super::{Cost, Door, Start, door, sealed};
use crate::{App, AppError};
use jiff::{SignedDuration, Timestamp};
use stadga_core::calendar::stockholm;
use stadga_core::ctx::Post;
use stadga_core::fact::organisation::Roll;
use stadga_core::form::Problem;
use stadga_core::{Ctx, Id};
use stadga_store::AuditKind;

/// How long a code to begin with lasts.
const STARTS_WITHIN: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A code to begin with, to be handed to its user and nobody else. Shown now and never again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// The log-in name.
    pub name: String,
    /// The code.
    pub code: String,
    /// Until when it can be used.
    pub until: Timestamp,
}

/// A member of the organisation, as the steward sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberLine {
    /// Who.
    pub user: Id,
    /// The name.
    pub name: String,
    /// The posts held today, in words.
    pub posts: Vec<(Post, String)>,
    /// The log-in name; none without an account.
    pub account: Option<String>,
    /// How it is with the account, in words.
    pub state: &'static str,
    /// Whether they come in by the municipality's own provider.
    pub linked: bool,
}

/// Everybody who is or has been a member.
#[derive(Clone, Debug)]
pub struct MembersPage {
    /// Those who hold a post today first, by name.
    pub members: Vec<MemberLine>,
}

impl App {
    /// The members and their accounts: for the steward of the system.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for everybody else.
    pub fn members_page(&self, ctx: &Ctx) -> Result<MembersPage, AppError> {
        const SEEN: &str = "anvandare.visa";
        if !is_steward(ctx) {
            return self.nothing(ctx, SEEN);
        }
        let organisation = self.organisation()?;
        let mut members = Vec::new();
        for user in organisation.users.values() {
            let account = self.store().account(user.id)?.map(|account| door(&account)).transpose()?;
            let posts = user
                .posts(ctx.today)
                .into_iter()
                .map(|post| (post, format!("{}, {}", post.role.label(), organisation.unit_name(post.unit))));
            members.push(MemberLine {
                user: user.id,
                name: user.name.clone(),
                posts: posts.collect(),
                state: account.as_ref().map_or("Ingen inloggning", |door| state(door, self.now())),
                linked: account.as_ref().is_some_and(|door| door.linked.is_some()),
                account: account.map(|door| door.name),
            });
        }
        members.sort_by(|a, b| (a.posts.is_empty(), &a.name).cmp(&(b.posts.is_empty(), &b.name)));
        self.shown(ctx, SEEN, Vec::new(), MembersPage { members })
    }

    /// Gives a member a way in, or a new one in place of a password or a device that is lost. Ends their sessions.
    /// `by` is none when whoever runs the machine does it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the user is unknown or `by` is no steward; [`AppError::Problems`] about the name.
    pub fn issue_account(&self, by: Option<&Ctx>, user: Id, name: &str, cost: Cost) -> Result<Issued, AppError> {
        const WHAT: &str = "inloggning.ge";
        if let Some(ctx) = by.filter(|ctx| !is_steward(ctx)) {
            return self.nothing(ctx, WHAT);
        }
        if !self.organisation()?.users.contains_key(&user) {
            return Err(AppError::NotFound);
        }
        let known = self.store().account(user)?;
        let name = match &known {
            Some(account) => door(account)?.name,
            None => checked(name)?,
        };
        let (issued_at, code) = (self.now(), code(self, 5)?);
        let until = issued_at + STARTS_WITHIN;
        let start = Some(Start { hash: Hashed::of(self, cost, &code)?, until });
        // A lost password or telephone says nothing of the other way in.
        let linked = known.as_ref().map(door).transpose()?.and_then(|door| door.linked);
        let fresh = Door { start, linked, ..Door::of(&name, issued_at) };
        let done = match &known {
            Some(account) => self.put_door(account, &fresh)?,
            None => self.store().open_account(user, &name, &sealed(&fresh)?, &[])?,
        };
        if !done {
            return Err(AppError::Problems(vec![problem("Namnet är taget. Välj ett annat.")]));
        }
        self.store().end_sessions(user, None)?;
        self.account_audited(by, user, WHAT, AuditKind::Command)?;
        Ok(Issued { name, code, until })
    }

    /// Closes a member's account: nobody gets in by it, and the sessions end.
    ///
    /// # Errors
    /// As [`App::issue_account`].
    pub fn close_account(&self, by: Option<&Ctx>, user: Id) -> Result<(), AppError> {
        const WHAT: &str = "inloggning.stang";
        if let Some(ctx) = by.filter(|ctx| !is_steward(ctx)) {
            return self.nothing(ctx, WHAT);
        }
        let account = self.store().account(user)?.ok_or(AppError::NotFound)?;
        let known = door(&account)?;
        let closed = Door { closed: true, ..Door::of(&known.name, known.issued_at) };
        self.keep_door(&account, &closed)?;
        self.store().end_sessions(user, None)?;
        self.account_audited(by, user, WHAT, AuditKind::Command)
    }

    /// Ends the sessions of a user who holds no post any more; one who does keeps them.
    pub(crate) fn shut_out(&self, user: Id) -> Result<(), AppError> {
        if self.ctx(user).is_err() {
            self.store().end_sessions(user, None)?;
        }
        Ok(())
    }

    /// Every account by name: whose, and how it is with it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn accounts(&self) -> Result<Vec<(String, Id, &'static str)>, AppError> {
        let mut all = Vec::new();
        for account in self.store().accounts()? {
            let door = door(&account)?;
            all.push((door.name.clone(), account.user, state(&door, self.now())));
        }
        all.sort();
        Ok(all)
    }

    /// What a head should know of accounts in the unit: those that were locked, or given a new way in, since a
    /// fortnight. A steward who lets themselves in as somebody else is seen here.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn account_notices(&self, ctx: &Ctx) -> Result<Vec<String>, AppError> {
        let heads = |post: &&Post| matches!(post.role, Roll::Enhetschef | Roll::Utforarchef);
        let Some(unit) = ctx.actor.posts.iter().find(heads).map(|post| post.unit) else { return Ok(Vec::new()) };
        let organisation = self.organisation()?;
        let since = ctx.now - SignedDuration::from_hours(14 * 24);
        let mut notices = Vec::new();
        for account in self.store().accounts()? {
            let Some(user) = organisation.users.get(&account.user) else { continue };
            if !user.posts(ctx.today).iter().any(|post| post.unit == unit) {
                continue;
            }
            let day = |at: Timestamp| at.to_zoned(stockholm()).date();
            if let Some(at) = account.locked_at.filter(|at| *at >= since) {
                notices.push(format!("{}: låst {} efter många felaktiga försök", user.name, day(at)));
            }
            let door = door(&account)?;
            if door.issued_at >= since {
                notices.push(format!("{}: fick en ny startkod {}", user.name, day(door.issued_at)));
            }
            if let Some(linked) = door.linked.filter(|linked| linked.at >= since) {
                notices.push(format!("{}: kopplades till kommunens inloggning {}", user.name, day(linked.at)));
            }
        }
        notices.sort();
        Ok(notices)
    }
}

fn state(door: &Door, now: Timestamp) -> &'static str {
    match &door.start {
        _ if door.closed => "Stängd",
        None if door.password.is_none() && door.linked.is_some() => "Öppen, med kommunens inloggning",
        None if door.linked.is_some() => "Öppen, också med kommunens inloggning",
        None if door.password.is_none() => "Har ingen väg in",
        None => "Öppen",
        Some(start) if now < start.until => "Väntar på att startkoden används",
        Some(_) => "Startkoden har gått ut",
    }
}

pub(super) fn is_steward(ctx: &Ctx) -> bool {
    ctx.actor.posts.iter().any(|post| post.role == Roll::Systemforvaltare)
}

/// A log-in name as it may be: what can be typed without thinking, and nothing that is secret.
pub(super) fn checked(name: &str) -> Result<String, AppError> {
    let name = name.trim();
    let fits = |letter: char| letter.is_alphanumeric() || "._-@".contains(letter);
    if !(2..=64).contains(&name.chars().count()) || !name.chars().all(fits) {
        return Err(AppError::Problems(vec![problem("Skriv ett namn utan mellanslag, till exempel sara.lindqvist")]));
    }
    // A personal number is nothing to type at a door.
    if name.chars().filter(char::is_ascii_digit).count() >= 10 {
        return Err(AppError::Problems(vec![problem("Använd inte ett personnummer som inloggningsnamn")]));
    }
    Ok(name.to_owned())
}

pub(super) fn problem(message: &str) -> Problem {
    Problem { field: "namn", label: "Inloggningsnamn", message: message.to_owned() }
}
