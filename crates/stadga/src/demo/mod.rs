//! The demo municipality: Ekvalla, which does not exist, with a history that ends today.

mod people;
mod story;

use crate::clock::{Settable, now, random_ids};
use crate::keep::{DATABASE, KEY};
use jiff::Timestamp;
use stadga_app::packs::Library;
use stadga_app::scenario::{UNITS, USERS};
use stadga_app::setup::{Founded, SetupError};
use stadga_app::{App, AppError, Request};
use stadga_core::Id;
use stadga_core::form::{FieldKind, Form};
use stadga_store::{MasterKey, Options, Purpose, Store};
use stadga_web::{Settings, router};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use story::Step;

/// The pack that chooses the others.
const PACK: &str = "ekvalla";
/// The municipality.
const MUNICIPALITY: &str = "Ekvalla kommun";

/// Makes the municipality, prints its address and who one can be, and serves it on loopback.
pub fn run(port: u16, data: Option<PathBuf>) -> Result<(), String> {
    let temporary = tempfile::tempdir().map_err(|error| error.to_string())?;
    let folder = data.clone().unwrap_or_else(|| temporary.path().to_owned());
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let fresh = !folder.join(DATABASE).exists();
    let clock = Settable::default();
    let app = open(&folder, &clock)?;
    if fresh {
        say(format_args!("Skapar {MUNICIPALITY} ..."));
        let made = history(&app, &clock, &library(), now())?;
        say(format_args!("{} ärenden, {} händelser i historien.", made.cases, made.acts));
    }
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string())?;
    runtime.block_on(serve(app, port))
}

/// Tells whoever started the demo. Nobody may be listening any more, and that must not stop it.
fn say(words: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stdout(), "{words}");
}

async fn serve(app: App, port: u16) -> Result<(), String> {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|error| {
        format!("Porten {port} går inte att använda ({error}). Välj en annan: stadga demo --port 8081")
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    say(format_args!("\n{MUNICIPALITY} svarar på http://{address}\n\nDu kan vara:"));
    for pick in app.picks().map_err(|error| error.to_string())? {
        say(format_args!("  {:<18} {} ({})", pick.name, pick.role.label(), pick.unit));
    }
    say(format_args!("\nStoppa med Ctrl+C."));
    let router = router(app, Settings { municipality: MUNICIPALITY.to_owned() });
    let stop = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    axum::serve(listener, router).with_graceful_shutdown(stop).await.map_err(|error| error.to_string())
}

fn open(folder: &Path, clock: &Settable) -> Result<App, String> {
    let master_key = MasterKey::in_file(&folder.join(KEY)).map_err(|error| error.to_string())?;
    let options = Options { path: folder.join(DATABASE), purpose: Purpose::Demo, clock: clock.clock(), master_key };
    let store = Store::open(options).map_err(|error| error.to_string())?;
    App::open(store, clock.clock(), random_ids(), true).map_err(|error| error.to_string())
}

/// The packs built into the program.
pub fn library() -> Library {
    crate::pack::built_in()
}

/// What the history came to.
pub struct Made {
    /// Cases opened.
    pub cases: usize,
    /// Acts carried out.
    pub acts: usize,
}

/// Founds the municipality and lives its months, by the real use cases, until `until`.
pub fn history(app: &App, clock: &Settable, library: &Library, until: Timestamp) -> Result<Made, String> {
    let steps = story::steps(until);
    let start = steps.first().map_or(until, |step| step.at);
    clock.set(start);
    let founded = app.found(UNITS, USERS, &library.stack_of(PACK)).map_err(|error| match error {
        SetupError::Packs(found) => found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
        SetupError::App(error) => error.to_string(),
    })?;
    let mut lives = Lives { app, founded, cases: BTreeMap::new() };
    let mut acts = 0;
    for step in &steps {
        clock.set(step.at);
        lives.carry_out(step).map_err(|error| format!("{} {} {}: {error:?}", step.case, step.at, step.use_case))?;
        acts += 1;
    }
    clock.release();
    Ok(Made { cases: lives.cases.len(), acts })
}

struct Lives<'a> {
    app: &'a App,
    founded: Founded,
    /// The case and its newest assignment, by the story's number.
    cases: BTreeMap<usize, (Id, Option<Id>)>,
}

impl Lives<'_> {
    fn carry_out(&mut self, step: &Step) -> Result<(), AppError> {
        let user = *self.founded.ids.get(step.who).ok_or(AppError::NotFound)?;
        let mut ctx = self.app.ctx(user)?;
        let use_case = stadga_app::cases::find(step.use_case).ok_or(AppError::NotFound)?;
        let known = self.cases.get(&step.case).copied();
        let (case, assignment) = known.map_or((None, None), |(case, assignment)| (Some(case), assignment));
        let subject = use_case.access.subject(ctx.actor.post.role, case, assignment);
        let is_id = |name: &str| use_case.fields.iter().any(|field| field.name == name && field.kind == FieldKind::Id);
        let value = |name: &str, text: &String| match self.founded.ids.get(text) {
            Some(id) if is_id(name) => id.to_string(),
            _ => text.clone(),
        };
        let form = Form::from_pairs(step.fields.iter().map(|(name, text)| (*name, value(name, text))));
        let command = self.app.next_id();
        let done = self.app.execute(&mut ctx, &Request { use_case: step.use_case, subject, command, form: &form })?;
        let entry = self.cases.entry(step.case).or_insert((done.case, None));
        if let Some(assignment) = self.app.newest_assignment(done.case)? {
            entry.1 = Some(assignment);
        }
        Ok(())
    }
}
