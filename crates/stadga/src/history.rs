//! `stadga export` and `stadga check-export`: a history that has been handed out, once more as files, and whether one is
//! as it was written.

use crate::keep;
use crate::sealed::secret;
use std::path::PathBuf;

/// Which case, where to.
#[derive(clap::Args)]
pub struct Export {
    #[command(flatten)]
    database: keep::Arguments,
    /// Ärendets nummer: `SN 2026-00123`.
    #[arg(long, value_name = "NUMMER")]
    case: String,
    /// Mappen där filerna läggs. Den ska bara kunna läsas av den som lämnar dem.
    #[arg(long)]
    out: PathBuf,
}

/// Which history.
#[derive(clap::Args)]
pub struct Check {
    /// Historiken: filen `historik.json`.
    file: PathBuf,
    /// Kommunens öppna nyckel: `stadga keys public`.
    #[arg(long, value_name = "NYCKEL")]
    public_key: String,
    /// Mapp med bilagor som jämförs med historiken.
    #[arg(long, value_name = "MAPP")]
    attachments: Option<PathBuf>,
}

/// Writes the history that was handed out last in a case. What leaves is assessed on the page of the case, by persons;
/// this takes out what they have handed out.
pub fn export(arguments: &Export) -> Result<(), String> {
    let app = keep::app(&arguments.database)?;
    let unknown = || format!("Det finns inget ärende {}.", arguments.case);
    let files = app.handed_history(&arguments.case).map_err(|error| match error {
        stadga_app::AppError::NotFound => unknown(),
        other => other.to_string(),
    })?;
    if files.is_empty() {
        return Err(format!(
            "Ingen historik är utlämnad i {}. Pröva och lämna ut den på ärendets sida först: Lämna ut historiken.",
            arguments.case
        ));
    }
    std::fs::create_dir_all(&arguments.out).map_err(|error| format!("{}: {error}", arguments.out.display()))?;
    for (place, (file, content)) in files.iter().enumerate() {
        // The party's and the representative's letters bear one name.
        let name =
            if place == 0 || place + 1 == files.len() { file.namn.clone() } else { format!("{place}-{}", file.namn) };
        let path = arguments.out.join(name);
        secret(&path, content)?;
        println!("{}", path.display());
    }
    Ok(())
}

/// Says whether a history is as it was written.
pub fn check(arguments: &Check) -> Result<(), String> {
    let told = stadga_kontroll::told(&arguments.file, &arguments.public_key, arguments.attachments.as_deref())?;
    println!("{told}");
    Ok(())
}
