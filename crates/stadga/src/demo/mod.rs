//! The demo municipality: Ekvalla, which does not exist, with a history that ends today.

mod counts;

use crate::clock::{Settable, now, random_ids};
use crate::jobs;
use crate::keep::{KEY, bring_up_to_date, place};
use crate::lives::play::Player;
use crate::lives::town::Town;
use crate::lives::{Lives, Path as Way, Plan};
use crate::settings::{DailyBinder, JobSettings};
use jiff::Timestamp;
use stadga_app::packs::Library;
use stadga_app::{App, AppError, Request};
use stadga_core::fact::organisation::Roll;
use stadga_core::form::Form;
use stadga_store::{MasterKey, Purpose, Store, StoreError};
use stadga_web::{Settings, router};
use std::io::Write as _;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};

/// The municipality.
const MUNICIPALITY: &str = "Ekvalla kommun";

/// Makes the municipality, prints its address and who one can be, and serves it on loopback.
pub fn run(port: u16, data: Option<PathBuf>, postgres: Option<&str>, binders: Option<PathBuf>) -> Result<(), String> {
    let temporary = tempfile::tempdir().map_err(|error| error.to_string())?;
    let folder = data.clone().unwrap_or_else(|| temporary.path().to_owned());
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let clock = Settable::default();
    let app = open(&folder, postgres, &clock)?;
    if app.picks().map_err(|error| error.to_string())?.is_empty() {
        say(format_args!("Skapar {MUNICIPALITY} ..."));
        let made = history(&app, &clock, &library(), now())?;
        say(format_args!("{} ärenden, {} händelser i historien.", made.cases, made.acts));
    }
    if let Some(binders) = binders {
        let settings = JobSettings { binder: Some(DailyBinder::of(binders)), ..JobSettings::default() };
        jobs::start(&app, jobs::chosen(&settings, &place(&folder, postgres), false))?;
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
    let router = router(app, Settings::of(MUNICIPALITY));
    let stopped = crate::serve::told_to_stop();
    axum::serve(listener, router).with_graceful_shutdown(stopped).await.map_err(|error| error.to_string())
}

fn open(folder: &Path, postgres: Option<&str>, clock: &Settable) -> Result<App, String> {
    let master_key = MasterKey::in_file(&folder.join(KEY)).map_err(|error| error.to_string())?;
    let place = place(folder, postgres);
    let open = |purpose| Store::at(&place, purpose, clock.clock(), master_key.clone());
    // A generated municipality is looked at like the demo's own.
    let store = match open(Purpose::Demo) {
        Err(StoreError::WrongPurpose { .. }) => open(Purpose::Synthetic),
        other => other,
    };
    let store = store.map_err(|error| error.to_string())?;
    let app = App::open_as_it_is(store, clock.clock(), random_ids(), true).map_err(|error| error.to_string())?;
    bring_up_to_date(&app);
    Ok(app)
}

/// The packs built into the program.
pub fn library() -> Library {
    crate::pack::built_in()
}

/// The lives of the demo. Besides those that chance gives, one of each kind that a visitor may look for,
/// and something that came in these last days.
fn plan(until: Timestamp) -> Plan {
    const BESIDES: &[(Way, &str, usize)] = &[
        (Way::Treatment, "ansokan.registrera", 1),
        (Way::Support, "ansokan.registrera", 0),
        (Way::Treatment, "kommunicering.skicka", 4),
        (Way::Treatment, "beslut.fatta", 0),
        (Way::Support, "ansokan.registrera", 1),
        (Way::Housing, "beslut.lamna", 1),
        (Way::Housing, "beslut.lamna", 1),
        (Way::Treatment, "bestallning.skicka", 1),
        (Way::Support, "bestallning.skicka", 1),
        (Way::Housing, "bestallning.skicka", 1),
        (Way::Treatment, "mote.registrera", 11),
        (Way::Returned, "uppdrag.aterlamna", 1),
        (Way::Refused, "beslut.fatta", 9),
        (Way::Withdrawn, "beslut.fatta", 2),
        (Way::Died, "dodsfall.registrera", 3),
        (Way::Reported, "anmalan.registrera", 1),
        (Way::Reported, "anmalan.registrera", 0),
        (Way::Reported, "forhandsbedomning.gor", 3),
        (Way::TakenIn, "anmalan.registrera", 1),
        (Way::TakenIn, "anmalan.registrera", 0),
        (Way::Moved, "insats.avsluta", 1),
        (Way::Twofold, "ansokan.registrera", 110),
        (Way::Twofold, "ansokan.registrera", 150),
        (Way::Housing, "ansokan.registrera", 120),
        (Way::Treatment, "avslutningssamtal.registrera", 1),
        (Way::Compulsory, "omhandertagande.besluta", 0),
        (Way::Compulsory, "tvangsvard.paborja", 60),
    ];
    Plan { seed: 2026, until, load: 8, span: 90, notes_every: 15, closed: 0, besides: BESIDES }
}

/// What the history came to.
pub struct Made {
    /// Cases opened.
    pub cases: usize,
    /// Acts carried out.
    pub acts: usize,
}

/// Somebody at a provider reports misconduct, and the head of the unit that handles it begins: so that the register
/// has something in it.
fn misconduct(app: &App) -> Result<(), AppError> {
    let picks = app.picks()?;
    let somebody = |role| picks.iter().find(|pick| pick.role == role).map(|pick| pick.user);
    let (Some(reporter), Some(head)) = (somebody(Roll::Behandlare), somebody(Roll::Enhetschef)) else { return Ok(()) };
    let act = |user, use_case, subject, fields: &[(&str, &str)]| {
        let form = Form::from_pairs(fields.iter().copied());
        let command = app.next_id();
        app.execute(&mut app.ctx(user)?, &Request { use_case, subject, command, form: &form })
    };
    let told = [
        ("slag", "missforhallande"),
        ("vad", "Två bokade samtal ställdes in utan att någon fick veta det. En klient väntade i en timme."),
        ("nar", "I förrgår, i öppenvårdens lokaler"),
        ("vilka", "Två klienter i gruppen på tisdagar"),
        ("gjort", "Jag har ringt båda och bett om ursäkt."),
    ];
    let reported = act(reporter, "steg.lex-sarah.rapportera", None, &told)?;
    let asked = [("fragor", "Hur får de som väntar veta när någon är sjuk?")];
    act(head, "steg.lex-sarah.inled", Some(reported.case), &asked)?;
    Ok(())
}

/// A database in a folder with the months lived to an afternoon, for tests.
#[cfg(test)]
pub fn lived(folder: &std::path::Path, library: &Library) -> (App, Made) {
    let clock = Settable::default();
    let options = stadga_store::Options {
        path: folder.join("stadga.db"),
        purpose: stadga_store::Purpose::Demo,
        clock: clock.clock(),
        master_key: stadga_store::MasterKey::from_bytes([7; 32]),
    };
    let store = stadga_store::Store::open(options).unwrap();
    let app = App::open(store, clock.clock(), crate::clock::random_ids(), true).unwrap();
    let made = history(&app, &clock, library, "2026-11-25T14:00:00Z".parse().unwrap()).unwrap();
    (app, made)
}

/// Founds the municipality and lives its months, by the real use cases, until `until`.
pub fn history(app: &App, clock: &Settable, library: &Library, until: Timestamp) -> Result<Made, String> {
    let lives = Lives::new(plan(until), Town::ekvalla());
    let mut player = Player::found(app, clock, library, &lives, 1)?;
    player.until(until)?;
    misconduct(app).map_err(|error| error.to_string())?;
    counts::live(app).map_err(|error| error.to_string())?;
    clock.release();
    Ok(Made { cases: player.opened(), acts: player.acts() })
}
