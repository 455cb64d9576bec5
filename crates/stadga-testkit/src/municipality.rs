//! A municipality in a temporary database: the scenarios' cast, the repository's packs, a clock that is set.

use crate::Ground;
use jiff::Timestamp;
use jiff::civil::DateTime;
use stadga_app::packs::Library;
use stadga_app::scenario::{UNITS, USERS, counted_ids, stockholm};
use stadga_app::setup::{Founded, UnitPlan, UserPlan};
use stadga_app::{App, AppError, Done, Request};
use stadga_core::Id;
use stadga_core::form::Form;
use stadga_rules::PackFiles;
use stadga_store::{Clock, MasterKey, Purpose, Store};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// The pack that chooses the others.
const PACK: &str = "ekvalla";

/// A municipality to test in. It has one case at a time, as a scenario has.
pub struct Municipality {
    app: App,
    now: Arc<Mutex<Timestamp>>,
    founded: Founded,
    newest: Mutex<(Option<Id>, Option<Id>)>,
    // Kept so that the database lives as long as the municipality.
    ground: Ground,
}

impl Municipality {
    /// Founds it at a moment in Stockholm, such as `2026-10-05T09:10`.
    ///
    /// # Panics
    /// When the moment cannot be read, or the packs of the repository have errors.
    pub fn found(at: &str) -> Self {
        Self::founded(at, &|library| library.stack_of(PACK), (UNITS, USERS))
    }

    /// Founds another one: with these packs, lowest layer first, and these units and people beside the cast.
    ///
    /// # Panics
    /// When the moment cannot be read, or the packs of the repository have errors.
    pub fn found_with(at: &str, packs: &[String], units: &[UnitPlan<'_>], users: &[UserPlan<'_>]) -> Self {
        let chosen = |library: &Library| packs.iter().filter_map(|id| library.get(id).cloned()).collect();
        Self::founded(at, &chosen, (&[UNITS, units].concat(), &[USERS, users].concat()))
    }

    fn founded(
        at: &str,
        packs: &dyn Fn(&Library) -> Vec<PackFiles>,
        (units, users): (&[UnitPlan<'_>], &[UserPlan<'_>]),
    ) -> Self {
        let now = Arc::new(Mutex::new(moment(at)));
        let clock: Clock = {
            let now = now.clone();
            Arc::new(move || *now.lock().unwrap_or_else(PoisonError::into_inner))
        };
        let ground = Ground::chosen();
        let key = MasterKey::from_bytes([7; 32]);
        let store = Store::at(ground.place(), Purpose::Synthetic, clock.clone(), key).expect("an empty store opens");
        let app = App::open(store, clock, counted_ids(), true).expect("an empty municipality opens");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
        let library = Library::read(&folder).expect("the packs of the repository can be read");
        let founded = app.found(units, users, &packs(&library)).expect("the packs have no errors");
        Self { app, now, founded, newest: Mutex::default(), ground }
    }

    /// Its database.
    pub fn ground(&self) -> &Ground {
        &self.ground
    }

    /// The use cases and views.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The id of a unit or a user, by the cast's key: `sara`, `oppenvarden`.
    ///
    /// # Panics
    /// When nobody is called that.
    pub fn user(&self, key: &str) -> Id {
        *self.founded.ids.get(key).unwrap_or_else(|| panic!("nobody is called {key}"))
    }

    /// The clock.
    pub fn clock(&self) -> Clock {
        let now = self.now.clone();
        Arc::new(move || *now.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Sets the clock to a moment in Stockholm, such as `2026-10-05T09:10`.
    ///
    /// # Panics
    /// When the moment cannot be read.
    pub fn set(&self, at: &str) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = moment(at);
    }

    /// The case opened last by [`Municipality::execute`].
    ///
    /// # Panics
    /// When none has been opened.
    pub fn case(&self) -> Id {
        self.newest().0.expect("a case has been opened")
    }

    /// Goes on with a case that was opened in a browser.
    pub fn goes_on_with(&self, case: Id) {
        *self.newest.lock().unwrap_or_else(PoisonError::into_inner) = (Some(case), None);
    }

    /// The person of that case.
    ///
    /// # Panics
    /// When none has been opened.
    pub fn person(&self) -> Id {
        self.app.store().case_streams(self.case()).expect("the case is known").person.expect("it is a person's")
    }

    /// The newest assignment of that case.
    ///
    /// # Panics
    /// When nothing has been ordered.
    pub fn assignment(&self) -> Id {
        self.newest().1.expect("an insats has been ordered")
    }

    /// Carries out a use case as a user of the cast; keys of the cast stand for ids.
    ///
    /// # Errors
    /// What the use case answers.
    ///
    /// # Panics
    /// When there is no such use case.
    pub fn execute(&self, who: &str, use_case: &str, fields: &[(&str, &str)]) -> Result<Done, AppError> {
        let case = self.app.case(use_case).unwrap_or_else(|| panic!("there is no use case {use_case}"));
        let (known, assignment) = self.newest();
        let is_id = |name: &str| case.fields.iter().any(|field| field.name == name && field.kind.holds_ids());
        let value = |name: &str, text: &str| match self.founded.ids.get(text) {
            Some(id) if is_id(name) => id.to_string(),
            _ => text.to_owned(),
        };
        let form = Form::from_pairs(fields.iter().map(|(name, text)| (*name, value(name, text))));
        let mut ctx = self.app.ctx(self.user(who))?;
        let subject = case.access.subject(ctx.actor.post.role, known, assignment);
        let request = Request { use_case, subject, command: self.app.next_id(), form: &form };
        let done = self.app.execute(&mut ctx, &request)?;
        if subject.is_none() && !case.access.opens() {
            return Ok(done);
        }
        let assignment = self.app.newest_assignment(done.case)?;
        *self.newest.lock().unwrap_or_else(PoisonError::into_inner) = (Some(done.case), assignment);
        Ok(done)
    }

    /// Answers with `router` on a free port of loopback for the rest of the test; the base address.
    ///
    /// # Panics
    /// When no port is free.
    pub fn serve(&self, router: axum::Router) -> String {
        self.serve_as(|_| router)
    }

    /// The same for a web that has to know its own address.
    ///
    /// # Panics
    /// As [`Municipality::serve`].
    pub fn serve_as(&self, router: impl FnOnce(&str) -> axum::Router) -> String {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        listener.set_nonblocking(true).expect("the port can wait for visitors");
        let address = listener.local_addr().expect("the port has an address");
        let base = format!("http://{address}");
        let router = router(&base);
        // The thread ends with the test's process; nothing in it needs closing.
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
            runtime.expect("a runtime starts").block_on(async move {
                let listener = tokio::net::TcpListener::from_std(listener).expect("the port is taken over");
                axum::serve(listener, router).await.expect("the server answers");
            });
        });
        base
    }

    fn newest(&self) -> (Option<Id>, Option<Id>) {
        *self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn moment(at: &str) -> Timestamp {
    let civil: DateTime = at.parse().unwrap_or_else(|why| panic!("{at}: {why}"));
    stockholm(civil.date(), civil.time()).unwrap_or_else(|| panic!("{at} is no moment in Stockholm"))
}
