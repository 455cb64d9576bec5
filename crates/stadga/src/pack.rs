//! `stadga pack check|test|show|simulate`.

use crate::keep;
use clap::Subcommand;
use stadga_app::packs::{Library, read_pack, stack, vocabulary};
use stadga_app::scenario;
use stadga_rules::{Diagnostic, PackFiles, Severity, page, parse};
use stadga_store::Place;
use std::path::{Path, PathBuf};

/// The folder of packs, as it was when the program was built.
static PACKS: include_dir::Dir<'_> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/../../packs");

/// What to do with packs.
#[derive(Subcommand)]
pub enum Command {
    /// Kontrollerar rutiner och visar alla fel med fil, rad och förslag.
    Check {
        /// Rutinernas mappar.
        #[arg(required = true)]
        packs: Vec<PathBuf>,
    },
    /// Kör scenarier genom samma användningsfall som sidorna.
    Test {
        /// Scenariofiler.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Mappen med rutinerna.
        #[arg(long, default_value = "packs")]
        packs: PathBuf,
    },
    /// Visar en rutin: vem gör vad, när, enligt vilken källa.
    Show {
        /// Rutinens mapp.
        pack: PathBuf,
    },
    /// Läser alla ärenden och visar vad som skulle bli annorlunda om utkasten gällde i dag: vad som tillkommer,
    /// försvinner och flyttas, och hur mycket som hade blivit sent. Inget ändras.
    Simulate {
        /// Utkastens mappar. Ett utkast går före den rutin som har samma namn och gäller i dag.
        #[arg(required = true)]
        drafts: Vec<PathBuf>,
        #[command(flatten)]
        database: keep::Arguments,
    },
}

/// Does it.
pub fn run(command: &Command) -> Result<(), String> {
    match command {
        Command::Check { packs } => check(packs),
        Command::Test { files, packs } => test(files, packs),
        Command::Show { pack } => show(pack),
        Command::Simulate { drafts, database } => crate::simulate::run(drafts, database),
    }
}

/// Reads a pack, and says which one could not be read.
pub fn read(folder: &Path) -> Result<PackFiles, String> {
    read_pack(folder).map_err(|error| format!("{}: {error}", folder.display()))
}

fn check(folders: &[PathBuf]) -> Result<(), String> {
    let mut errors = 0;
    for folder in folders {
        let files = read(folder)?;
        let found = diagnostics(folder, &files);
        for diagnostic in &found {
            println!("{diagnostic}");
        }
        errors += found.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        let remarks = if found.len() == 1 { "anmärkning" } else { "anmärkningar" };
        println!("{}: {} {remarks}", files.id, found.len());
    }
    if errors == 0 { Ok(()) } else { Err(format!("{errors} fel")) }
}

/// What is wrong with a pack, laid upon the packs it uses when they lie beside it.
fn diagnostics(folder: &Path, files: &PackFiles) -> Vec<Diagnostic> {
    let beside = folder.parent().and_then(|parent| Library::read(parent).ok()).unwrap_or_default();
    let below = beside.stack_of(&files.id);
    if below.is_empty() {
        return parse(files, &vocabulary()).diagnostics;
    }
    let (laid, mut found) = stack(&below);
    let today = crate::clock::now().to_zoned(stadga_core::calendar::stockholm()).date();
    found.extend(laid.expired(today));
    found.into_iter().filter(|diagnostic| diagnostic.pack == files.id).collect()
}

fn test(files: &[PathBuf], packs: &Path) -> Result<(), String> {
    let library = Library::read(packs).map_err(|error| format!("{}: {error}", packs.display()))?;
    let (mut passed, mut failed) = (0, 0);
    for file in files {
        let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let outcome = scenario::run(&text, &library, &Place::File(folder.path().join("scenario.db")));
        if outcome.failures.is_empty() {
            passed += 1;
            println!("ok    {} ({} steg)", outcome.title, outcome.held);
        } else {
            failed += 1;
            println!("FEL   {} ({})", outcome.title, file.display());
            for failure in &outcome.failures {
                println!("      {}", failure.replace('\n', "\n      "));
            }
        }
    }
    println!("{passed} passed, {failed} failed");
    if failed == 0 { Ok(()) } else { Err(format!("{failed} scenarier håller inte")) }
}

fn show(folder: &Path) -> Result<(), String> {
    let parsed = parse(&read(folder)?, &vocabulary());
    let Some(pack) = parsed.pack else {
        let all: Vec<String> = parsed.diagnostics.iter().map(ToString::to_string).collect();
        return Err(all.join("\n"));
    };
    println!("{} (version {}), {}", pack.name, pack.version, pack.source);
    for row in page(&pack) {
        println!("\n{}: {}", row.role, row.what);
        println!("  {}", row.when);
        println!("  {} {}", row.source.kind.label(), row.source.cite);
    }
    Ok(())
}

/// The packs built into the program, for the demo.
pub fn built_in() -> Library {
    let packs = PACKS.dirs().filter_map(|folder| {
        let id = folder.path().to_string_lossy().into_owned();
        let mut files = vec![(String::from("pack.toml"), text(&PACKS, &format!("{id}/pack.toml"))?)];
        let rules = PACKS.get_dir(format!("{id}/rules"));
        let mut names: Vec<_> = rules.into_iter().flat_map(include_dir::Dir::files).map(|file| file.path()).collect();
        names.sort();
        for path in names.into_iter().filter(|path| path.extension().is_some_and(|end| end == "toml")) {
            let name = path.strip_prefix(&id).ok()?.to_string_lossy().into_owned();
            files.push((name, text(&PACKS, &path.to_string_lossy())?));
        }
        Some(PackFiles { id, files })
    });
    Library::new(packs)
}

fn text(folder: &include_dir::Dir<'_>, path: &str) -> Option<String> {
    folder.get_file(path)?.contents_utf8().map(str::to_owned)
}
