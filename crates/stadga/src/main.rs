//! Stadga: the program.

mod account;
mod archive;
mod backup;
mod binder;
mod checkpoint;
mod clock;
mod deadline;
mod demo;
mod doctor;
mod found;
mod generate;
mod history;
mod jobs;
mod keep;
mod lives;
mod mail;
mod measure;
mod nightly;
mod pack;
mod sealed;
mod serve;
mod settings;
mod ship;
mod simulate;
mod traces;
mod ways;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// A page makes and drops thousands of small texts on one of many threads.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Ärendehantering för kommunernas socialtjänst.
#[derive(Parser)]
#[command(name = "stadga", version, about, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Startar visningskommunen Ekvalla med påhittade personer, bara på den här datorn.
    Demo {
        /// Porten; 0 tar en ledig.
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Mapp där visningens databas sparas; annars försvinner den när programmet stängs.
        #[arg(long)]
        data: Option<PathBuf>,
        /// Adressen till en databas på en PostgreSQL-server; i mappen ligger då bara nyckeln.
        #[arg(long, value_name = "ADRESS", requires = "data")]
        postgres: Option<String>,
        /// Mapp där varje natt lägger ett exemplar av nödpärmen för varje enhet.
        #[arg(long, value_name = "MAPP")]
        nodparm: Option<PathBuf>,
    },
    /// Skapar en påhittad kommun av valfri storlek, för mätning och prov. Den får aldrig användas på riktigt.
    Generate(generate::Arguments),
    /// Grundar en kommun i en tom databas: enheter, användare och rutiner ur en fil.
    Found(found::Arguments),
    /// Startar i skarp drift, med inloggning. Vägrar när en inställning är osäker.
    Serve(serve::Arguments),
    /// Går igenom inställningarna och säger vad som är osäkert och vad du gör åt det.
    Doctor(doctor::Arguments),
    /// Användarnas inloggning: vilka som har en, ge en startkod, stäng.
    Account {
        #[command(subcommand)]
        command: account::Command,
    },
    /// Räknar ut en frist: `stadga deadline FL44-appeal 2026-11-23`.
    Deadline(deadline::Arguments),
    /// Rutiner: kontrollera, prova, visa.
    Pack {
        #[command(subcommand)]
        command: pack::Command,
    },
    /// Gör ett numrerat exemplar av nödpärmen för en enhet, eller för alla.
    Binder(binder::Arguments),
    /// Gör en krypterad kopia av akterna, medan andra arbetar, och läser tillbaka den.
    Backup(backup::Backup),
    /// Skickar det som är nytt till en mapp någon annanstans, minut för minut.
    Ship(ship::Arguments),
    /// Återställer kopior i en tom mapp eller en tom databas, och går igenom varje kedja.
    Restore(backup::Restore),
    /// Flyttar en kommun mellan en fil och en PostgreSQL-server, och jämför.
    Move(backup::Move),
    /// Nycklar för kopior.
    Keys {
        #[command(subcommand)]
        command: backup::Keys,
    },
    /// Signerar var varje akt är, så att det som sedan klipps bort eller backas märks.
    Checkpoint(checkpoint::Arguments),
    /// Skriver ut historiken som senast lämnades ut i ett ärende, en gång till.
    Export(history::Export),
    /// Skriver ut paketen för de akter som väntar på att ett arkiv tar över dem.
    Archive(archive::Arguments),
    /// Säger om en historik som har lämnats ut är hel, eller vilken händelse som är ändrad.
    CheckExport(history::Check),
    /// Går igenom varje kedja av händelser och pekar ut det som ändrats, och jämför listorna med loggen.
    Verify(keep::Verify),
    /// Bygger om alla listor från loggen och räknar rader som skilde sig.
    Rebuild(keep::Arguments),
    /// Tar tid på det som bara programmet självt kan ta tid på, för den som utvecklar det.
    #[command(hide = true)]
    Measure(measure::Arguments),
}

/// What the program says of itself, on standard error: for machines to read where it serves, otherwise faults alone.
/// Nothing in it is about a person.
fn log(serves: bool) {
    let usual = || EnvFilter::new(if serves { "info" } else { "error" });
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| usual());
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if serves { subscriber.json().init() } else { subscriber.init() }
}

fn main() -> ExitCode {
    let command = Arguments::parse().command;
    log(matches!(command, Command::Serve(_)));
    let done = match command {
        Command::Demo { port, data, postgres, nodparm } => demo::run(port, data, postgres.as_deref(), nodparm),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Found(arguments) => found::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Doctor(arguments) => doctor::run(&arguments),
        Command::Account { command } => account::run(&command),
        Command::Deadline(arguments) => deadline::run(&arguments),
        Command::Pack { command } => pack::run(&command),
        Command::Binder(arguments) => binder::run(&arguments),
        Command::Backup(arguments) => backup::backup(&arguments),
        Command::Ship(arguments) => ship::run(&arguments),
        Command::Restore(arguments) => backup::restore(&arguments),
        Command::Move(arguments) => backup::moved(&arguments),
        Command::Keys { command } => backup::keys(&command),
        Command::Checkpoint(arguments) => checkpoint::run(&arguments),
        Command::Export(arguments) => history::export(&arguments),
        Command::Archive(arguments) => archive::run(&arguments),
        Command::CheckExport(arguments) => history::check(&arguments),
        Command::Verify(arguments) => keep::verify(&arguments),
        Command::Rebuild(arguments) => keep::rebuild(&arguments),
        Command::Measure(arguments) => measure::run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
