//! `stadga generate`: an invented municipality of any size, to measure and to try things on.

use crate::clock::{Settable, now, random_ids};
use crate::keep::{KEY, place};
use crate::lives::play::Player;
use crate::lives::town::Town;
use crate::lives::{Lives, Plan};
use jiff::Timestamp;
use stadga_app::App;
use stadga_store::{MasterKey, Place, Purpose, Store};
use std::path::PathBuf;

/// Open cases of a caseworker.
const LOAD: usize = 30;
/// How often to tell how far it has come.
const TOLD: usize = 20;

/// What to generate.
#[derive(clap::Args)]
pub struct Arguments {
    /// Hur många öppna ärenden: mellan (3500, en mellanstor kommuns fem år), storstad (45000) eller ett tal.
    #[arg(long, value_parser = cases)]
    profile: usize,
    /// Samma frö och samma slutdag ger samma liv.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Mappen som databasen och dess nyckel läggs i. Den får inte ha någon databas.
    #[arg(long)]
    data: PathBuf,
    /// Adressen till en tom databas på en PostgreSQL-server; i mappen läggs då bara nyckeln.
    #[arg(long, value_name = "ADRESS")]
    postgres: Option<String>,
    /// Stunden då historien slutar, till exempel 2026-11-25T15:00:00Z; annars nu.
    #[arg(long)]
    until: Option<Timestamp>,
    /// Arbetsdagar bakåt då varje handläggare har lika många öppna ärenden; före dem finns inga avslutade.
    #[arg(long, default_value_t = 0)]
    span: usize,
    /// Arbetsdagar mellan två anteckningar hos utföraren.
    #[arg(long, default_value_t = 15)]
    notes_every: u32,
    /// Hur många som skriver samtidigt.
    #[arg(long, default_value_t = 8)]
    lanes: usize,
}

fn cases(text: &str) -> Result<usize, String> {
    match text {
        "mellan" => Ok(3_500),
        "storstad" => Ok(45_000),
        number => number.parse().map_err(|_| String::from("skriv mellan, storstad eller antalet öppna ärenden")),
    }
}

/// Makes the database, by the real use cases.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let place = place(&arguments.data, arguments.postgres.as_deref());
    if matches!(&place, Place::File(path) if path.exists()) {
        return Err(format!("Det finns redan en databas i {}. Välj en tom mapp.", arguments.data.display()));
    }
    std::fs::create_dir_all(&arguments.data).map_err(|error| format!("{}: {error}", arguments.data.display()))?;
    let clock = Settable::default();
    clock.set(Timestamp::UNIX_EPOCH);
    let master_key = MasterKey::in_file(&arguments.data.join(KEY)).map_err(|error| error.to_string())?;
    let store = Store::at(&place, Purpose::Synthetic, clock.clock(), master_key).map_err(|error| error.to_string())?;
    let app = App::open(store, clock.clock(), random_ids(), true).map_err(|error| error.to_string())?;
    if !app.picks().map_err(|error| error.to_string())?.is_empty() {
        return Err(String::from("Databasen på servern är inte tom. Välj en annan."));
    }
    let until = arguments.until.unwrap_or_else(now);
    let caseworkers = arguments.profile.div_ceil(LOAD).max(1);
    let plan = Plan {
        seed: arguments.seed,
        until,
        load: arguments.profile.div_ceil(caseworkers),
        span: arguments.span,
        notes_every: arguments.notes_every,
        besides: &[],
    };
    let lives = Lives::new(plan, Town::with(caseworkers, arguments.seed));
    let started = now();
    let library = crate::pack::built_in();
    let mut player = Player::found(&app, &clock, &library, &lives, arguments.lanes.max(1))?;
    let moments = player.milestones(TOLD);
    for at in moments.into_iter().chain([until]) {
        player.until(at)?;
        let seconds = now().duration_since(started).as_secs_f64().max(0.001);
        let rate = player.acts() as f64 / seconds;
        println!("{} handlingar, {} ärenden, {seconds:.0} s, {rate:.0} i sekunden", player.acts(), player.opened());
    }
    Ok(())
}
