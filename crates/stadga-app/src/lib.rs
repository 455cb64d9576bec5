//! The table of use cases, and what every one of them goes through.
//!
//! Load, check access, guard, decide, append, plan, audit: in that order, for a page, the API and a
//! scenario line alike. Read [`cases`] for the table, [`execute`] for the way through it, [`view`]
//! for what can be looked at.

pub mod accounts;
mod after;
mod agenda;
mod apart;
pub mod cases;
mod duties;
mod error;
pub mod execute;
mod files;
pub mod jobs;
mod judge;
mod lately;
mod load;
pub mod packs;
pub mod rebuild;
mod rows;
pub mod scenario;
pub mod setup;
pub mod simulate;
pub mod steps;
pub mod view;
pub mod walk;

pub use error::AppError;
pub use execute::{Done, Request};
pub use files::Document;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use load::Cache;
use stadga_core::access::Reach;
use stadga_core::apart::shut_out;
use stadga_core::calendar::stockholm;
use stadga_core::ctx::Post;
use stadga_core::form::Reading;
use stadga_core::{Actor, Ctx, Id, Ids};
use stadga_rules::Stack;
use stadga_store::{Clock, Store};
use std::sync::{Arc, Mutex, RwLock};

/// Where ids come from: random in the program, counted in scenarios.
pub type IdSource = Arc<dyn Fn() -> Id + Send + Sync>;

/// One municipality, open for work. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    clock: Clock,
    ids: IdSource,
    stockholm: TimeZone,
    /// Whether Skatteverket's test numbers are accepted.
    test_numbers: bool,
    stack: RwLock<Arc<Stack>>,
    cache: Cache,
    /// Queues for those who write in the same case; a case always waits in the same one.
    turns: Vec<Mutex<()>>,
}

/// How many queues there are: enough that two cases seldom share one.
const TURNS: usize = 256;

impl App {
    /// Opens a municipality over its store, with the packs the log says are in force. Lists that another
    /// program or other packs made are brought up to date.
    ///
    /// # Errors
    /// When the store cannot be read or written, or a stored pack no longer parses.
    pub fn open(store: Store, clock: Clock, ids: IdSource, test_numbers: bool) -> Result<Self, AppError> {
        let app = Self::open_as_it_is(store, clock, ids, test_numbers)?;
        app.bring_up_to_date(&mut |_, _| {})?;
        Ok(app)
    }

    /// The same, with the lists as they are: for those who bring them up to date in their own way.
    ///
    /// # Errors
    /// As [`App::open`].
    pub fn open_as_it_is(store: Store, clock: Clock, ids: IdSource, test_numbers: bool) -> Result<Self, AppError> {
        let inner = Inner {
            store,
            clock,
            ids,
            stockholm: stockholm(),
            test_numbers,
            stack: RwLock::new(Arc::new(Stack::default())),
            cache: Cache::default(),
            turns: std::iter::repeat_with(Mutex::default).take(TURNS).collect(),
        };
        let app = Self { inner: Arc::new(inner) };
        app.reload_packs()?;
        Ok(app)
    }

    /// The store underneath.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The packs in force.
    pub fn stack(&self) -> Arc<Stack> {
        match self.inner.stack.read() {
            Ok(stack) => stack.clone(),
            Err(poisoned) => poisoned.into_inner().clone(),
        }
    }

    /// The surroundings of a request by a user: who, in which post, when.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the user is unknown or holds no post today.
    pub fn ctx(&self, user: Id) -> Result<Ctx, AppError> {
        self.ctx_in(user, None)
    }

    /// The surroundings of a request by a user who has chosen a post. One they no longer hold gives way to
    /// the first of those they do.
    ///
    /// # Errors
    /// As [`App::ctx`].
    pub fn ctx_in(&self, user: Id, chosen: Option<Post>) -> Result<Ctx, AppError> {
        self.store().follow()?;
        let now = (self.inner.clock)();
        let today = now.to_zoned(self.inner.stockholm.clone()).date();
        let organisation = self.organisation()?;
        let posts = organisation.users.get(&user).map(|user| user.posts(today)).unwrap_or_default();
        let chosen = chosen.filter(|post| posts.contains(post));
        let post = chosen.or_else(|| posts.first().copied()).ok_or(AppError::NotFound)?;
        let ids = self.inner.ids.clone();
        let lent = organisation.lent_to(user, today);
        let duty = organisation.on_duty(user, now.to_zoned(self.inner.stockholm.clone()).datetime());
        let actor = Actor { user, post, posts, lent, duty, apart: Vec::new(), on_behalf_of: None };
        let mut ctx = Ctx { actor, now, today, ids: Ids::new(move || ids()) };
        // Whom somebody works with says whom they are out of, for everything that is asked or done here.
        ctx.actor.apart = shut_out(user, &self.store().ties(&Reach::of(&ctx))?);
        Ok(ctx)
    }

    /// The clock.
    pub fn now(&self) -> Timestamp {
        (self.inner.clock)()
    }

    /// Today in Stockholm.
    pub fn today(&self) -> jiff::civil::Date {
        (self.inner.clock)().to_zoned(self.inner.stockholm.clone()).date()
    }

    /// The clock in Stockholm.
    pub fn local(&self) -> jiff::civil::DateTime {
        (self.inner.clock)().to_zoned(self.inner.stockholm.clone()).datetime()
    }

    /// How text is read today.
    pub fn reading(&self, ctx: &Ctx) -> Reading {
        Reading { today: ctx.today, test_numbers: self.inner.test_numbers }
    }

    /// A fresh id.
    pub fn next_id(&self) -> Id {
        (self.inner.ids)()
    }
}
