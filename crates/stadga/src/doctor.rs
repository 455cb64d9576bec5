//! `stadga doctor`: every unsafe setting, by name, with what to do about it.

mod folders;

use crate::clock::{now, random_ids};
use crate::keep::{DATABASE, KEY};
use crate::mail::Post;
use crate::settings::{Finding, Served, Settings};
use stadga_app::App;
use stadga_core::fact::organisation::Roll;
use stadga_store::{Clock, MasterKey, Purpose, Standby, Store, StoreError};
use std::path::PathBuf;
use std::sync::Arc;

/// Seconds between two parts that are shipped, at most: with more, too much work is lost with the machine.
const SELDOM: u64 = 300;

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
    found.extend(of_shipping(one));
    found.extend(folders::findings(one));
    found.extend(of_clock(app.store()));
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

/// Whether what is shipped is shipped often enough.
fn of_shipping(one: &Served) -> Option<Finding> {
    let every = one.jobs.ship.as_ref()?.every;
    (every > SELDOM).then(|| {
        Finding::warning(
            format!("Det nya skickas med {every} sekunders mellanrum: går disken sönder är så mycket arbete borta."),
            format!("Ange every = 60 under [jobs.ship], och inte mer än {SELDOM}."),
        )
    })
}

/// Whether the clock is where the log has been already.
fn of_clock(store: &Store) -> Option<Finding> {
    let behind = store.clock_behind().ok().flatten()?;
    Some(Finding::warning(
        format!("Klockan går {} sekunder efter det senaste som är sparat.", behind.as_secs()),
        "Ställ klockan: det som sparas tills dess får samma tid som det senaste.",
    ))
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;
    use stadga_app::jobs::{Job, Rhythm};
    use stadga_testkit::Municipality;

    /// What is said of a municipality with these settings beside its name.
    fn said(town: &Municipality, jobs: &str) -> String {
        let text = format!("host = \"\"\nmunicipality = \"Ekvalla kommun\"\ndata = \"data\"\n{jobs}");
        let one: Served = toml::from_str(&text).unwrap();
        of_app(town.app(), &one).unwrap().iter().map(|finding| format!("{finding}\n")).collect()
    }

    #[test]
    fn shipping_that_is_not_set_is_seldom_or_has_never_gone_well_is_told() {
        let town = Municipality::found("2026-11-23T09:00");
        let ship = |every: u64| {
            let ship = "[jobs.ship]\nfolder = \"delar\"\nkeys = \"nycklar\"\nto = [\"age1\"]\nevery =";
            said(&town, &format!("{ship} {every}\n"))
        };
        assert!(said(&town, "").contains("skickas ingenstans"));
        let (often, seldom) = (ship(300), ship(301));
        assert!(!often.contains("mellanrum") && !often.contains("ingenstans"), "{often}");
        assert!(seldom.contains("301 sekunders mellanrum") && seldom.contains("every = 60"), "{seldom}");
        assert!(often.contains("Det nya till en annan plats är inte gjord i tid"), "{often}");
    }

    #[test]
    fn what_is_done_all_day_is_late_until_it_has_gone_well_and_when_it_has_not_for_long() {
        let town = Municipality::found("2026-11-23T09:00");
        let rhythm = Rhythm::Every(SignedDuration::from_secs(60));
        let job = Job { name: "leverans", label: "Det nya till en annan plats", rhythm };
        let late = |at: &str| {
            town.set(at);
            town.app().job_states(&[job]).unwrap()[0].late
        };
        assert!(late("2026-11-23T09:00"), "nothing has been shipped");
        town.app().do_job(&job, &|_| Ok(String::from("Grund."))).unwrap().unwrap();
        assert!(!late("2026-11-23T09:10") && late("2026-11-23T09:11"));
    }

    #[test]
    fn every_example_of_settings_in_the_documentation_can_be_read_and_the_first_one_ships() {
        let page = include_str!("../../../docs/operations.md");
        let examples: Vec<&str> = page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
        // The plan of a municipality is another file.
        let settings = examples.iter().filter(|text| !text.contains("[[unit]]"));
        let read = |text: &&str| -> Settings { toml::from_str(text).unwrap_or_else(|why| panic!("{why}: {text}")) };
        let settings: Vec<Settings> = settings.map(read).collect();
        assert_eq!((examples.len(), settings.len()), (6, 5));
        let first = &settings[0];
        assert!(first.jobs.ship.is_some() && first.certificate.is_some(), "{first:?}");
    }
}
