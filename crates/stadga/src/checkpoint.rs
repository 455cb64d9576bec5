//! `stadga checkpoint`: where every stream is, signed, to be kept where whoever runs the database cannot reach it.

use crate::keep;
use crate::sealed::secret;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use stadga_store::{Checkpoint, Store};
use std::path::{Path, PathBuf};

/// What the last line begins with.
const SIGNED: &str = "signatur ";

/// Which database, with which key, where to.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    database: keep::Arguments,
    /// Filen med signeringsnyckeln; görs om den saknas. Den ska inte ligga bredvid databasen.
    #[arg(long)]
    sign: PathBuf,
    /// Filen som kontrollpunkten skrivs i. Spara den utanför servern.
    #[arg(long)]
    out: PathBuf,
}

/// Takes a checkpoint.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let store = keep::open(&arguments.database)?;
    println!("{}", take(&store, &arguments.sign, &arguments.out)?);
    let public = signing(&arguments.sign)?;
    println!("Den som prövar behöver den öppna nyckeln: {}", hex(public.public_key().as_ref()));
    Ok(())
}

/// A day's checkpoint, if there is none of that day already.
pub fn of_day(store: &Store, sign: &Path, out: &Path) -> Result<String, String> {
    if out.exists() {
        return Ok(format!("{} finns redan.", out.display()));
    }
    if let Some(folder) = out.parent() {
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    take(store, sign, out)
}

fn take(store: &Store, sign: &Path, out: &Path) -> Result<String, String> {
    let pair = signing(sign)?;
    let taken = store.checkpoint().map_err(|error| error.to_string())?;
    let text = taken.text();
    let signature = hex(pair.sign(text.as_bytes()).as_ref());
    secret(out, format!("{text}{SIGNED}{signature}\n"))?;
    Ok(format!("{} akter, {} händelser.", taken.heads.len(), taken.position))
}

/// The checkpoint in a file, if the holder of a public key signed it.
pub fn read(path: &Path, public: &str) -> Result<Checkpoint, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let no = || format!("{}: kontrollpunkten är inte den som signerades, eller nyckeln en annan.", path.display());
    let (body, signature) = text.trim_end().rsplit_once(SIGNED).ok_or_else(no)?;
    let (key, signature) = (unhex(public).ok_or_else(no)?, unhex(signature).ok_or_else(no)?);
    UnparsedPublicKey::new(&ED25519, key).verify(body.as_bytes(), &signature).map_err(|_| no())?;
    Checkpoint::parse(body).ok_or_else(no)
}

fn signing(path: &Path) -> Result<Ed25519KeyPair, String> {
    if !path.exists() {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|error| error.to_string())?;
        secret(path, format!("{}\n", hex(&seed)))?;
    }
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let seed = unhex(text.trim()).and_then(|seed| Ed25519KeyPair::from_seed_unchecked(&seed).ok());
    seed.ok_or_else(|| format!("{} är ingen signeringsnyckel.", path.display()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}
