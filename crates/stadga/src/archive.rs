//! `stadga archive`: the packages of what waits for an archive, as files to hand over.

use crate::keep;
use crate::sealed::secret;
use stadga_core::Id;
use std::path::PathBuf;

/// The sums of the packages, as `sha256sum -c` reads them.
const SUMS: &str = "summor.txt";

/// What, where to.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    database: keep::Arguments,
    /// Mappen där paketen läggs. Den ska bara kunna läsas av den som lämnar dem.
    #[arg(long, value_name = "MAPP")]
    out: PathBuf,
    /// Vilket överlämnande; annars det senaste som väntar på arkivet.
    #[arg(long, value_name = "ID")]
    prepared: Option<Id>,
    /// Kryptera inte paketen: de läggs på en disk som går direkt till arkivet. Personer med skyddade uppgifter krypteras ändå.
    #[arg(long)]
    open: bool,
}

/// Writes each package, and the sums that the archive confirms. That each leaves is written down first.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let app = keep::app(&arguments.database)?;
    std::fs::create_dir_all(&arguments.out).map_err(|error| format!("{}: {error}", arguments.out.display()))?;
    let (mut sums, mut wrong) = (String::new(), None);
    let done = app.archive_packages(arguments.prepared, !arguments.open, |file| {
        let path = arguments.out.join(&file.name);
        secret(&path, &file.bytes).inspect_err(|why| wrong = Some(why.clone()))?;
        println!("{}", path.display());
        let opened = file.name.strip_suffix(".age").unwrap_or(&file.name);
        sums.push_str(&format!("{}  {opened}\n", file.sum));
        Ok(())
    });
    let many = done.map_err(|error| match error {
        stadga_app::AppError::NotFound => {
            String::from("Inget överlämnande väntar på arkivet. Förbered det på sidan Gallring först.")
        }
        other => wrong.take().unwrap_or_else(|| other.to_string()),
    })?;
    secret(&arguments.out.join(SUMS), &sums)?;
    println!("{many} paket. Summorna i {SUMS} är de som arkivet ska bekräfta när det har öppnat dem.");
    Ok(())
}
