//! `stadga account`: the users' ways in, for whoever runs the machine. Passwords are never typed here: a user is
//! given a code to begin with, and chooses one.

use crate::found::said;
use crate::keep;
use clap::Subcommand;
use stadga_app::App;
use stadga_app::accounts::{Cost, Issued};
use stadga_core::Id;
use stadga_core::calendar::stockholm;
use std::path::{Path, PathBuf};

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Visar vilka som har en inloggning, och hur det är med den.
    List {
        #[command(flatten)]
        database: keep::Arguments,
    },
    /// Ger en användare en startkod: den första, eller en ny när lösenordet eller telefonen är borta.
    Issue {
        #[command(flatten)]
        database: keep::Arguments,
        /// Användarens namn eller id.
        #[arg(long)]
        user: String,
        /// Inloggningsnamnet; behövs bara första gången.
        #[arg(long, default_value = "")]
        login: String,
    },
    /// Jämför med en fil över alla som arbetar här, och stänger ute dem som inte står i den.
    Roster {
        #[command(flatten)]
        database: keep::Arguments,
        /// Filen: en rad för varje roll, med `inloggning;namn;roll;enhet` som första rad.
        #[arg(long, value_name = "FIL")]
        file: PathBuf,
        /// Skriver in skillnaden; annars visas den bara.
        #[arg(long)]
        write: bool,
        /// Skriver in den också när fler än var femte skulle stängas ute.
        #[arg(long, requires = "write")]
        many: bool,
    },
    /// Stänger en användares inloggning och loggar ut hen överallt.
    Close {
        #[command(flatten)]
        database: keep::Arguments,
        /// Användarens namn eller id.
        #[arg(long)]
        user: String,
    },
}

/// Does it.
pub fn run(command: &Command) -> Result<(), String> {
    match command {
        Command::List { database } => {
            let app = keep::app(database)?;
            let organisation = app.organisation().map_err(|error| error.to_string())?;
            for (name, user, state) in app.accounts().map_err(|error| error.to_string())? {
                println!("{name:<24} {:<28} {state}", organisation.user_name(user));
            }
            Ok(())
        }
        Command::Issue { database, user, login } => {
            let app = keep::app(database)?;
            let (id, name) = chosen(&app, user)?;
            let issued = app.issue_account(None, id, login, Cost::REAL).map_err(|error| said(&error))?;
            println!("{}", told(&name, &issued));
            Ok(())
        }
        Command::Roster { database, file, write, many } => roster(&keep::app(database)?, file, (*write, *many)),
        Command::Close { database, user } => {
            let app = keep::app(database)?;
            let (id, name) = chosen(&app, user)?;
            app.close_account(None, id).map_err(|error| said(&error))?;
            println!("{name}: inloggningen är stängd.");
            Ok(())
        }
    }
}

fn roster(app: &App, file: &Path, (write, many): (bool, bool)) -> Result<(), String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let compared = |write| match app.roster(&text, write, Cost::REAL) {
        Ok(Ok(roster)) => Ok(roster),
        Ok(Err(faults)) => Err(faults.join("\n")),
        Err(error) => Err(said(&error)),
    };
    let seen = compared(false)?;
    for (login, name) in &seen.new {
        println!("NY       {name} ({login})");
    }
    for (name, post) in &seen.given {
        println!("FÅR      {name}: {post}");
    }
    for (name, post) in &seen.ended {
        println!("MISTER   {name}: {post}");
    }
    for name in &seen.gone {
        println!("STÄNGS   {name}");
    }
    println!(
        "{} nya, {} får en roll, {} mister en, {} stängs ute.",
        seen.new.len(),
        seen.given.len(),
        seen.ended.len(),
        seen.gone.len()
    );
    if !write {
        return Ok(());
    }
    if seen.many && !many {
        return Err(String::from(
            "Fler än var femte skulle stängas ute. Är filen hel? Lägg till --many om det är rätt.",
        ));
    }
    for issued in compared(true)?.codes {
        println!("{}", told(&issued.name, &issued));
    }
    Ok(())
}

/// A code to begin with, in words.
pub fn told(name: &str, issued: &Issued) -> String {
    let until = issued.until.to_zoned(stockholm()).date();
    format!("{name}: logga in som {} med startkoden {} senast {until}.", issued.name, issued.code)
}

fn chosen(app: &App, wanted: &str) -> Result<(Id, String), String> {
    let organisation = app.organisation().map_err(|error| error.to_string())?;
    let is = |name: &str, id: Id| name.to_lowercase() == wanted.to_lowercase() || id.to_string() == wanted;
    let found: Vec<_> = organisation.users.values().filter(|user| is(&user.name, user.id)).collect();
    match found.as_slice() {
        [user] => Ok((user.id, user.name.clone())),
        [] => Err(format!("Det finns ingen användare som heter {wanted}.")),
        many => {
            let ids: Vec<String> = many.iter().map(|user| user.id.to_string()).collect();
            Err(format!("Flera användare heter {wanted}. Ange id: {}.", ids.join(", ")))
        }
    }
}
