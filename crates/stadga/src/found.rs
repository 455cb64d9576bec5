//! `stadga found`: a municipality in an empty database, out of a file.

use crate::clock::{now, random_ids};
use crate::keep::{KEY, Server};
use serde::Deserialize;
use stadga_app::accounts::Cost;
use stadga_app::packs::Library;
use stadga_app::setup::{SetupError, UnitPlan, UserPlan};
use stadga_app::{App, AppError};
use stadga_core::fact::organisation::{EnhetArt, Roll};
use stadga_store::{Clock, MasterKey, Place, Purpose, Store};
use std::path::PathBuf;
use std::sync::Arc;

/// What to found.
#[derive(clap::Args)]
pub struct Arguments {
    /// Mappen som databasen och huvudnyckeln läggs i. Den får inte ha någon databas.
    #[arg(long)]
    data: PathBuf,
    #[command(flatten)]
    server: Server,
    /// Filen med enheter och användare; se docs/operations.md.
    #[arg(long, value_name = "FIL")]
    plan: PathBuf,
    /// Mappen med rutinerna; annars de som följer med programmet.
    #[arg(long, value_name = "MAPP")]
    packs: Option<PathBuf>,
}

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    pack: String,
    unit: Vec<Unit>,
    user: Vec<User>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unit {
    key: String,
    name: String,
    kind: String,
    #[serde(default)]
    insatser: Vec<String>,
    /// Whether somebody else than the municipality runs it, with files of its own.
    #[serde(default)]
    private: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct User {
    name: String,
    role: String,
    unit: String,
    login: Option<String>,
}

/// Founds it, and prints the codes to begin with.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let path = &arguments.plan;
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let plan: Plan = toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    let library = match &arguments.packs {
        Some(folder) => Library::read(folder).map_err(|error| format!("{}: {error}", folder.display()))?,
        None => crate::pack::built_in(),
    };
    let packs = library.stack_of(&plan.pack);
    if packs.is_empty() {
        return Err(format!("Det finns ingen rutin som heter {}.", plan.pack));
    }
    let steward = |user: &User| user.role == Roll::Systemforvaltare.word() && user.login.is_some();
    if !plan.user.iter().any(steward) {
        let role = Roll::Systemforvaltare.word();
        return Err(format!(
            "Minst en användare måste ha role = \"{role}\" och en login: annars kan ingen ge de andra en."
        ));
    }
    let insatser: Vec<Vec<&str>> =
        plan.unit.iter().map(|unit| unit.insatser.iter().map(String::as_str).collect()).collect();
    let units: Vec<UnitPlan<'_>> =
        plan.unit.iter().zip(&insatser).map(|(unit, insatser)| unit_plan(unit, insatser)).collect::<Result<_, _>>()?;
    let keys: Vec<String> = (0..plan.user.len()).map(|at| format!("användare {at}")).collect();
    let users: Vec<UserPlan<'_>> =
        plan.user.iter().zip(&keys).map(|(user, key)| user_plan(user, key, &plan.unit)).collect::<Result<_, _>>()?;
    let app = open(arguments)?;
    let founded = app.found(&units, &users, &packs).map_err(told)?;
    let private = plan.unit.iter().filter(|unit| unit.private);
    let private = private.filter_map(|unit| founded.ids.get(&unit.key).copied()).collect::<Vec<_>>();
    app.run_by_others(&private).map_err(|error| said(&error))?;
    println!("Kommunen är grundad: {} enheter, {} användare, {} rutiner.", units.len(), users.len(), packs.len());
    for (user, key) in plan.user.iter().zip(&keys) {
        let (Some(login), Some(id)) = (&user.login, founded.ids.get(key)) else { continue };
        let issued = app.issue_account(None, *id, login, Cost::REAL).map_err(|error| said(&error))?;
        println!("{}", crate::account::told(&user.name, &issued));
    }
    println!("Koderna visas bara nu. Lägg undan {} där bara programmet når den.", arguments.data.join(KEY).display());
    Ok(())
}

fn open(arguments: &Arguments) -> Result<App, String> {
    let place = arguments.server.place(&arguments.data)?;
    if matches!(&place, Place::File(path) if path.exists()) {
        return Err(format!("Det finns redan en databas i {}. Välj en tom mapp.", arguments.data.display()));
    }
    private_folder(&arguments.data)?;
    let master_key = MasterKey::in_file(&arguments.data.join(KEY)).map_err(|error| error.to_string())?;
    let clock: Clock = Arc::new(now);
    let store = Store::at(&place, Purpose::Production, clock.clone(), master_key).map_err(|error| error.to_string())?;
    let app = App::open(store, clock, random_ids(), false).map_err(|error| error.to_string())?;
    let empty = app.organisation().map_err(|error| error.to_string())?.users.is_empty();
    if empty { Ok(app) } else { Err(String::from("Databasen på servern är inte tom. Välj en annan.")) }
}

/// A folder for its owner alone.
fn private_folder(path: &std::path::Path) -> Result<(), String> {
    use std::os::unix::fs::DirBuilderExt;
    if path.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true).mode(0o700).create(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn unit_plan<'a>(unit: &'a Unit, insatser: &'a [&'a str]) -> Result<UnitPlan<'a>, String> {
    let kind = unit.kind.parse::<EnhetArt>();
    let kind =
        kind.map_err(|_| format!("{}: {} är ingen sorts enhet. Skriv {}.", unit.key, unit.kind, words(EnhetArt::ALL)))?;
    Ok(UnitPlan { key: &unit.key, name: &unit.name, kind, insatser })
}

fn user_plan<'a>(user: &'a User, key: &'a str, units: &[Unit]) -> Result<UserPlan<'a>, String> {
    let role = user.role.parse::<Roll>();
    let role = role.map_err(|_| format!("{}: {} är ingen roll. Skriv {}.", user.name, user.role, words(Roll::ALL)))?;
    if !units.iter().any(|unit| unit.key == user.unit) {
        return Err(format!("{}: det finns ingen enhet med nyckeln {}.", user.name, user.unit));
    }
    Ok(UserPlan { key, name: &user.name, role, unit: &user.unit })
}

fn words<T: std::fmt::Display>(all: &[T]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn told(error: SetupError) -> String {
    match error {
        SetupError::Packs(found) => found.iter().map(|problem| format!("{problem}\n")).collect(),
        SetupError::App(error) => said(&error),
    }
}

/// What a use case said, in full.
pub fn said(error: &AppError) -> String {
    match error {
        AppError::Problems(problems) => {
            problems.iter().map(|problem| problem.message.clone()).collect::<Vec<_>>().join("\n")
        }
        other => other.to_string(),
    }
}
