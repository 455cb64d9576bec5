//! `stadga doctor`: every unsafe setting, by name, with what to do about it.

use crate::clock::{now, random_ids};
use crate::keep::{DATABASE, KEY};
use crate::mail::Post;
use crate::settings::{Finding, Served, Settings};
use stadga_app::App;
use stadga_core::fact::organisation::Roll;
use stadga_store::{Clock, MasterKey, Purpose, Standby, Store, StoreError};
use std::path::PathBuf;
use std::sync::Arc;

/// What to look at.
#[derive(clap::Args)]
pub struct Arguments {
    /// Mappen med huvudnyckeln, och med databasen om den inte ligger på en server; utelämnas när inställningarna anger flera kommuner.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Filen med inställningar; se docs/operations.md.
    #[arg(long, value_name = "FIL")]
    settings: PathBuf,
}

/// Looks at everything and tells. On a file the program must be stopped.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let settings = Settings::read(&arguments.settings)?;
    let all = settings.all(arguments.data.as_deref())?;
    let mut found = settings.findings(&arguments.settings, &all);
    let (mut stops, mut warnings) = (0, 0);
    for one in &all {
        if all.len() > 1 {
            println!("{}", one.municipality);
        }
        match open(one) {
            Ok(app) => found.extend(of_app(&app, one)?),
            Err(finding) => found.push(finding),
        }
        for finding in std::mem::take(&mut found) {
            println!("{finding}");
            stops += usize::from(finding.stops);
            warnings += usize::from(!finding.stops);
        }
    }
    println!("{stops} stopp, {warnings} varningar.");
    if stops == 0 {
        Ok(())
    } else {
        Err(String::from("Åtgärda det som stoppar: `stadga serve` startar inte förrän dess."))
    }
}

/// What is unsafe inside a municipality.
pub fn of_app(app: &App, one: &Served) -> Result<Vec<Finding>, String> {
    let mut found = of_accounts(app)?;
    found.extend(crate::ways::of_accounts(one, app)?);
    found.extend(of_store(app));
    found.extend(crate::jobs::findings(&one.jobs, app, &one.place(), one.mail.is_some())?);
    match &one.mail {
        None => found.push(Finding::warning(
            "Ingen får e-post när något som programmet gör av sig självt misslyckas.",
            "Ange [mail] i inställningarna.",
        )),
        Some(mail) => {
            if let Err(error) = Post::new(mail, &one.municipality, &[]) {
                found.push(Finding::stop(format!("E-posten är inte rätt inställd. {error}"), "Rätta [mail]."));
            }
        }
    }
    Ok(found)
}

/// A municipality for real use, or why it cannot be opened.
pub fn open(one: &Served) -> Result<App, Finding> {
    let (data, postgres) = (one.data.as_path(), one.postgres.as_deref());
    let missing = |what: &str| {
        Finding::stop(
            format!("{what} finns inte i {}.", data.display()),
            "Ange rätt mapp, eller grunda kommunen: stadga found",
        )
    };
    if postgres.is_none() && !data.join(DATABASE).is_file() {
        return Err(missing("Databasen"));
    }
    if !data.join(KEY).is_file() {
        return Err(missing("Huvudnyckeln"));
    }
    let failed =
        |error: String| Finding::stop(format!("Databasen går inte att öppna. {error}"), "Se docs/operations.md.");
    let key = MasterKey::in_file(&data.join(KEY)).map_err(|error| failed(error.to_string()))?;
    let clock: Clock = Arc::new(now);
    let store = Store::at(&one.place(), Purpose::Production, clock.clone(), key);
    let store = store.map_err(|error| match error {
        StoreError::WrongPurpose { found, .. } => Finding::stop(
            format!("Databasen är gjord för {found}, inte för skarp drift."),
            "Grunda kommunen i en tom mapp: stadga found. En visning blir aldrig skarp.",
        ),
        other => failed(other.to_string()),
    })?;
    App::open_as_it_is(store, clock, random_ids(), false).map_err(|error| failed(error.to_string()))
}

/// Whether what is confirmed survives the server, and is still there.
fn of_store(app: &App) -> Vec<Finding> {
    let found = [of_standby(app.store()), crate::nightly::finding(app.store(), app.today())];
    found.into_iter().flatten().collect()
}

fn of_standby(store: &Store) -> Option<Finding> {
    match store.standby() {
        Ok(None | Some(Standby::Waited)) => None,
        Ok(Some(Standby::Alone)) => Some(Finding::warning(
            "Databasservern väntar inte på någon synkron kopia: går dess disk sönder försvinner det som sparats sedan \
             den senaste säkerhetskopian.",
            "Sätt upp en synkron standby: se docs/operations.md.",
        )),
        Ok(Some(Standby::Missing)) => Some(Finding::warning(
            "Databasservern väntar på en synkron kopia som inte är ansluten: inget kan sparas förrän den är det.",
            "Starta den, eller låt servern vänta på en annan: synchronous_standby_names.",
        )),
        Err(error) => Some(Finding::warning(
            format!("Det gick inte att se om databasservern har en synkron kopia. {error}"),
            "Se docs/operations.md.",
        )),
    }
}

/// Whether anybody can get in, and look after the others.
fn of_accounts(app: &App) -> Result<Vec<Finding>, String> {
    let organisation = app.organisation().map_err(|error| error.to_string())?;
    let accounts = app.accounts().map_err(|error| error.to_string())?;
    let today = app.today();
    let opens: Vec<_> =
        accounts.iter().filter(|(_, _, state)| !["Stängd", "Har ingen väg in"].contains(state)).collect();
    let stewards = organisation.users.values().filter(|user| {
        user.posts(today).iter().any(|post| post.role == Roll::Systemforvaltare)
            && opens.iter().any(|(_, owner, _)| *owner == user.id)
    });
    let mut found = Vec::new();
    match stewards.count() {
        0 => found.push(Finding::stop(
            "Ingen systemförvaltare har en inloggning: ingen kan ge de andra en.",
            "stadga account issue --data MAPP --user NAMN --login INLOGGNINGSNAMN",
        )),
        1 => found.push(Finding::warning(
            "Bara en systemförvaltare har en inloggning.",
            "Ge en till: annars står ni utan den dag hen är borta.",
        )),
        _ => {}
    }
    for (name, user, _) in &opens {
        if organisation.users.get(user).is_none_or(|user| user.posts(today).is_empty()) {
            found.push(Finding::warning(
                format!("{name} har en inloggning men ingen roll. Hen kommer inte in."),
                "Stäng inloggningen: stadga account close",
            ));
        }
    }
    Ok(found)
}
