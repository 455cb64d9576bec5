//! `stadga account`: the users' ways in, for whoever runs the machine. Passwords are never typed here: a user is
//! given a code to begin with, and chooses one.

use crate::found::said;
use crate::keep;
use clap::Subcommand;
use stadga_app::App;
use stadga_app::accounts::{Cost, Identified, Issued, Linking};
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
        /// Filen: en rad för varje roll, med `inloggning;namn;roll;enhet` som första rad. Sist kan `id` stå: vem hen är
        /// hos kommunens egen inloggning.
        #[arg(long, value_name = "FIL")]
        file: PathBuf,
        /// Adressen till kommunens egen inloggning, när filen har id: samma som issuer i inställningarna.
        #[arg(long, value_name = "ADRESS")]
        issuer: Option<String>,
        /// Skriver in skillnaden; annars visas den bara.
        #[arg(long)]
        write: bool,
        /// Skriver in den också när fler än var femte skulle stängas ute.
        #[arg(long, requires = "write")]
        many: bool,
    },
    /// Kopplar en användare till den hen är hos kommunens egen inloggning.
    Link {
        #[command(flatten)]
        database: keep::Arguments,
        /// Användarens namn eller id.
        #[arg(long)]
        user: String,
        /// Adressen till kommunens egen inloggning: samma som issuer i inställningarna.
        #[arg(long, value_name = "ADRESS")]
        issuer: String,
        /// Vem hen är där: det som står i sub, eller i det anspråk som inställningarna anger.
        #[arg(long, value_name = "ID")]
        subject: String,
        /// Inloggningsnamnet; behövs bara om hen inte har någon inloggning än.
        #[arg(long, default_value = "")]
        login: String,
    },
    /// Tar bort kopplingen till kommunens egen inloggning.
    Unlink {
        #[command(flatten)]
        database: keep::Arguments,
        /// Användarens namn eller id.
        #[arg(long)]
        user: String,
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
        Command::Roster { database, file, issuer, write, many } => {
            roster(&keep::app(database)?, file, issuer.as_deref(), (*write, *many))
        }
        Command::Link { database, user, issuer, subject, login } => {
            let app = keep::app(database)?;
            let (user, name) = chosen(&app, user)?;
            let linking = Linking { user, name: login, whom: Identified { issuer, subject } };
            app.link_account(None, linking).map_err(|error| said(&error))?;
            println!("{name}: kopplad till kommunens inloggning.");
            Ok(())
        }
        Command::Unlink { database, user } => {
            let app = keep::app(database)?;
            let (id, name) = chosen(&app, user)?;
            app.unlink_account(None, id).map_err(|error| said(&error))?;
            println!("{name}: inte längre kopplad till kommunens inloggning.");
            Ok(())
        }
        Command::Close { database, user } => {
            let app = keep::app(database)?;
            let (id, name) = chosen(&app, user)?;
            app.close_account(None, id).map_err(|error| said(&error))?;
            println!("{name}: inloggningen är stängd.");
            Ok(())
        }
    }
}

fn roster(app: &App, file: &Path, issuer: Option<&str>, (write, many): (bool, bool)) -> Result<(), String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let compared = |write| match app.roster(&text, issuer, write, Cost::REAL) {
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
    for name in &seen.linked {
        println!("KOPPLAS  {name}");
    }
    for name in &seen.gone {
        println!("STÄNGS   {name}");
    }
    println!(
        "{} nya, {} får en roll, {} mister en, {} kopplas, {} stängs ute.",
        seen.new.len(),
        seen.given.len(),
        seen.ended.len(),
        seen.linked.len(),
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
