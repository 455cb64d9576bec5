//! `stadga generate`: an invented municipality of any size, to measure and to try things on.

use crate::clock::{Settable, now, random_ids};
use crate::keep::{KEY, place};
use crate::lives::play::Player;
use crate::lives::town::Town;
use crate::lives::{Lives, Plan};
use jiff::Timestamp;
use serde::Deserialize;
use stadga_app::App;
use stadga_store::{MasterKey, Place, Purpose, Store};
use std::path::PathBuf;

/// The data sets that have a name.
const PROFILES: &str = include_str!("../../../docs/bench/profiles.toml");
/// Open cases of a caseworker, where no profile says so.
const LOAD: usize = 30;
/// Working days between two notes at a provider, where no profile says so.
const NOTES_EVERY: u32 = 15;
/// How often to tell how far it has come.
const TOLD: usize = 20;

/// What to generate.
#[derive(clap::Args)]
pub struct Arguments {
    /// Vilken kommun: mellan eller storstad, fem år av en mellanstor eller stor kommun, eller antalet öppna ärenden.
    #[arg(long, value_parser = profile)]
    profile: Profile,
    /// Så många ärenden i allt: de som inte är öppna är avslutade och har ett tiotal händelser var.
    #[arg(long, value_name = "ANTAL", default_value_t = 0)]
    grown: usize,
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
    #[arg(long)]
    span: Option<usize>,
    /// Arbetsdagar mellan två anteckningar hos utföraren.
    #[arg(long)]
    notes_every: Option<u32>,
    /// Hur många som skriver samtidigt.
    #[arg(long, default_value_t = 24)]
    lanes: usize,
}

/// What a municipality is made of.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    #[serde(default)]
    names: Vec<String>,
    caseworkers: usize,
    /// Open cases of each caseworker.
    load: usize,
    span: usize,
    notes_every: u32,
    /// About how many cases that gives.
    #[serde(default)]
    cases: usize,
    /// About how many events.
    #[serde(default)]
    events: usize,
}

#[derive(Deserialize)]
struct Profiles {
    profile: Vec<Profile>,
}

/// The profile with a name, or one of so many open cases.
fn profile(text: &str) -> Result<Profile, String> {
    if let Ok(open) = text.parse::<usize>() {
        let caseworkers = open.div_ceil(LOAD).max(1);
        let load = open.div_ceil(caseworkers);
        return Ok(Profile {
            names: Vec::new(),
            caseworkers,
            load,
            span: 0,
            notes_every: NOTES_EVERY,
            cases: 0,
            events: 0,
        });
    }
    let known: Profiles = toml::from_str(PROFILES).map_err(|error| error.to_string())?;
    let named = known.profile.into_iter().find(|profile| profile.names.iter().any(|name| name == text));
    named.ok_or_else(|| String::from("skriv mellan, storstad eller antalet öppna ärenden"))
}

impl Profile {
    /// What is lived: the profile with what was asked for instead of it.
    fn plan(&self, arguments: &Arguments, until: Timestamp) -> Plan {
        Plan {
            seed: arguments.seed,
            until,
            load: self.load,
            span: arguments.span.unwrap_or(self.span),
            notes_every: arguments.notes_every.unwrap_or(self.notes_every),
            closed: arguments.grown.saturating_sub(self.caseworkers * self.load),
            besides: &[],
        }
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
    let plan = arguments.profile.plan(arguments, until);
    let lives = Lives::new(plan, Town::with(arguments.profile.caseworkers, arguments.seed));
    let started = now();
    let library = crate::pack::built_in();
    let mut player = Player::found(&app, &clock, &library, &lives, arguments.lanes.max(1))?;
    let moments = player.milestones(TOLD);
    for at in moments.into_iter().chain([until]) {
        player.until(at)?;
        let seconds = now().duration_since(started).as_secs_f64().max(0.001);
        let (acts, events) = (player.acts(), player.events());
        let rate = events as f64 / seconds;
        println!(
            "{acts} handlingar, {events} händelser, {} ärenden, {seconds:.0} s, {rate:.0} händelser i sekunden",
            player.opened()
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests;
