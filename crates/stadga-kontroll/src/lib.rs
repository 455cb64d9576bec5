//! Checks a history of a case that has left: no database, no network, and of keys only what stands in the file and
//! the municipality's public one. The format is described in `docs/history.md`, so that anybody can write another.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ring::digest::{SHA256, digest};
use ring::signature::{ED25519, UnparsedPublicKey};
use serde_json::Value;
use std::fmt;
use std::path::Path;

/// What a history says that it is.
pub const FORMAT: &str = "stadga historik 1";
/// The fields of an event that its link covers, in that order; the sealed payload comes after them.
pub const FIELDS: [&str; 16] = [
    "handelse",
    "kommando",
    "akt",
    "nr",
    "slag",
    "namn",
    "skedde",
    "klockan",
    "skrevs",
    "anvandare",
    "roll",
    "enhet",
    "at",
    "rattar",
    "schema",
    "rutiner",
];
/// The bytes of a nonce; the second half of the 24 goes into the cipher, the first went into the key.
const NONCE: usize = 24;

/// A history that is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The case number.
    pub number: String,
    /// When the history was made.
    pub made: String,
    /// Events in it.
    pub events: u64,
    /// Of these, those whose content stands in it.
    pub opened: u64,
    /// The link of the last one, hexadecimal: what a checkpoint of the same stream must say.
    pub head: String,
    /// The files that opened events name: the event's place, the name, the SHA-256.
    pub files: Vec<(u64, String, String)>,
}

/// What is wrong with a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is no history, or one of another kind.
    NotAHistory(&'static str),
    /// The event is not what was written; with the place before it, where that one is closed and may be the altered.
    Altered(u64, Option<u64>),
    /// The text of the event is not what was sealed in it.
    Content(u64),
    /// The event is missing.
    Missing(u64),
    /// Something stands at the event's place that does not belong there.
    Added(u64),
    /// The end is not the one that was signed.
    End,
    /// The municipality's key has not signed this, byte for byte.
    Signature,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAHistory(why) => write!(f, "Filen är ingen historik som går att kontrollera: {why}."),
            Self::Altered(nr, None) => write!(f, "Händelse {nr} är ändrad."),
            Self::Altered(nr, Some(before)) => write!(f, "Händelse {before} eller {nr} är ändrad."),
            Self::Content(nr) => write!(f, "Händelse {nr}: texten är inte den som skrevs."),
            Self::Missing(nr) => write!(f, "Händelse {nr} saknas."),
            Self::Added(nr) => write!(f, "Vid händelse {nr} står något som inte hör dit."),
            Self::End => f.write_str("Slutet på historiken är inte det som skrevs: något saknas eller har lagts till."),
            Self::Signature => f.write_str(
                "Signaturen stämmer inte: filen är ändrad efter att den signerades, eller signerad med en annan nyckel \
                 än kommunens.",
            ),
        }
    }
}

/// Whether a history is as it was written and signed with a public key, 64 hexadecimal digits.
///
/// # Errors
/// Everything that is wrong, the first broken event first.
pub fn check(text: &[u8], public: &str) -> Result<Report, Vec<Fault>> {
    let no = |why| vec![Fault::NotAHistory(why)];
    let whole: Value = serde_json::from_slice(text).map_err(|_| no("den går inte att läsa som JSON"))?;
    if whole["format"].as_str() != Some(FORMAT) {
        return Err(no("formatet är ett annat"));
    }
    let stream = whole["akt"].as_str().ok_or_else(|| no("den säger inte vilken akt"))?;
    let rows = whole["rader"].as_array().ok_or_else(|| no("den har inga händelser"))?;
    let mut walk =
        Walk { stream, stored: [0; 32], seq: 0, closed: false, faults: Vec::new(), opened: 0, files: vec![] };
    rows.iter().for_each(|row| walk.row(row));
    let count = whole["handelser"].as_u64();
    if count != Some(walk.seq) || whole["hash"].as_str().and_then(unhex).as_deref() != Some(&walk.stored[..]) {
        walk.faults.push(Fault::End);
    }
    if signed(text, public).is_none() {
        walk.faults.push(Fault::Signature);
    }
    if !walk.faults.is_empty() {
        return Err(walk.faults);
    }
    Ok(Report {
        number: whole["arende"].as_str().unwrap_or_default().to_owned(),
        made: whole["gjord"].as_str().unwrap_or_default().to_owned(),
        events: walk.seq,
        opened: walk.opened,
        head: hex(&walk.stored),
        files: walk.files,
    })
}

struct Walk<'a> {
    stream: &'a str,
    stored: [u8; 32],
    seq: u64,
    /// The event before is closed: its link stands here unproven until the next one builds on it.
    closed: bool,
    faults: Vec<Fault>,
    opened: u64,
    files: Vec<(u64, String, String)>,
}

impl Walk<'_> {
    fn row(&mut self, row: &Value) {
        let expected = self.seq + 1;
        let nr = row["nr"].as_u64().unwrap_or_default();
        if nr > expected {
            self.faults.push(Fault::Missing(expected));
        } else if nr < expected {
            self.faults.push(Fault::Added(expected));
        }
        let hash: Option<[u8; 32]> = row["hash"].as_str().and_then(unhex).and_then(|bytes| bytes.try_into().ok());
        let open = row.get("falt").is_some();
        let before = (self.closed && open).then_some(expected.saturating_sub(1));
        let Some(hash) = hash else {
            self.faults.push(Fault::Altered(nr.max(expected), before));
            return;
        };
        if open && nr == expected && !self.linked(row, &hash) {
            self.faults.push(Fault::Altered(nr, before));
        } else if open && !self.holds(row) {
            self.faults.push(Fault::Content(nr));
        }
        (self.stored, self.closed, self.seq) = (hash, !open, nr.max(expected));
        self.opened += u64::from(open);
    }

    /// Whether the link is made of the one before and the fields.
    fn linked(&self, row: &Value, hash: &[u8; 32]) -> bool {
        let fields = &row["falt"];
        let Some(sealed) = row["forseglat"].as_str().and_then(unhex) else { return false };
        let own = fields["akt"].as_str() == Some(self.stream)
            && fields["nr"].as_str().and_then(|nr| nr.parse().ok()) == row["nr"].as_u64();
        let mut covered = self.stored.to_vec();
        for name in FIELDS {
            match fields.get(name) {
                Some(Value::String(text)) => field(&mut covered, text.as_bytes()),
                Some(Value::Null) => covered.extend(u64::MAX.to_le_bytes()),
                _ => return false,
            }
        }
        field(&mut covered, &sealed);
        own && digest(&SHA256, &covered).as_ref() == hash
    }

    /// Whether what the event says is what was sealed in it.
    fn holds(&mut self, row: &Value) -> bool {
        let opened = || -> Option<Value> {
            let sealed = row["forseglat"].as_str().and_then(unhex)?;
            let (nonce, sealed) = sealed.split_at_checked(NONCE)?;
            let mut short = [0; 12];
            short.get_mut(4..)?.copy_from_slice(nonce.get(16..)?);
            let key = UnboundKey::new(&CHACHA20_POLY1305, &row["nyckel"].as_str().and_then(unhex)?).ok()?;
            let about = format!("event {} {}", row["falt"]["handelse"].as_str()?, row["falt"]["akt"].as_str()?);
            let mut text = sealed.to_vec();
            let nonce = Nonce::assume_unique_for_key(short);
            let text = LessSafeKey::new(key).open_in_place(nonce, Aad::from(about.as_bytes()), &mut text).ok()?;
            serde_json::from_slice(text).ok()
        };
        let sound = opened().is_some_and(|text| Some(&text) == row.get("innehall"));
        if sound {
            files(&row["innehall"], row["nr"].as_u64().unwrap_or_default(), &mut self.files);
        }
        sound
    }
}

/// A field as the link covers it: its length before it.
fn field(covered: &mut Vec<u8>, bytes: &[u8]) {
    covered.extend((bytes.len() as u64).to_le_bytes());
    covered.extend(bytes);
}

/// Everything before the signature, if a key has signed it and nothing stands after.
fn signed(text: &[u8], public: &str) -> Option<()> {
    const MARK: &str = ",\"signatur\":\"";
    let text = std::str::from_utf8(text).ok()?;
    let (before, after) = text.rsplit_once(MARK)?;
    let signature = unhex(after.strip_suffix("\"}\n")?)?;
    let key = unhex(public.trim())?;
    UnparsedPublicKey::new(&ED25519, key).verify(before.as_bytes(), &signature).ok()
}

/// The files that a content names, wherever it names them.
fn files(value: &Value, nr: u64, found: &mut Vec<(u64, String, String)>) {
    if let (Some(name), Some(sha256)) = (value["namn"].as_str(), value["sha256"].as_str()) {
        found.push((nr, name.to_owned(), sha256.to_owned()));
    }
    match value {
        Value::Array(all) => all.iter().for_each(|value| files(value, nr, found)),
        Value::Object(all) => all.values().for_each(|value| files(value, nr, found)),
        _ => {}
    }
}

/// What there is to say of the history in a file, and of the files of a folder that it may name.
///
/// # Errors
/// The same when something is wrong.
pub fn told(file: &Path, public: &str, attached: Option<&Path>) -> Result<String, String> {
    let text = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let report = check(&text, public).map_err(|faults| {
        let all: Vec<String> = faults.iter().map(Fault::to_string).collect();
        format!("Historiken är inte hel.\n{}", all.join("\n"))
    })?;
    let Report { number, made, events, opened, head, files } = &report;
    let mut lines = vec![
        format!("Historiken är hel. Ärende {number}, gjord {made}."),
        format!("{events} händelser i följd, varav {opened} med innehåll. Sista länken: {head}"),
    ];
    for (nr, name, sha256) in files {
        lines.push(format!("Händelse {nr} nämner filen {name}: {sha256}"));
    }
    let mut foreign = Vec::new();
    if let Some(folder) = attached {
        let said = |error: std::io::Error| format!("{}: {error}", folder.display());
        for entry in std::fs::read_dir(folder).map_err(said)? {
            let path = entry.map_err(said)?.path();
            let sum = hex(digest(&SHA256, &std::fs::read(&path).map_err(said)?).as_ref());
            match files.iter().find(|(.., sha256)| *sha256 == sum) {
                Some((nr, name, _)) => lines.push(format!("{} är {name} i händelse {nr}.", path.display())),
                None => foreign.push(format!("{} är ingen fil som historiken nämner.", path.display())),
            }
        }
    }
    lines.extend(foreign.iter().cloned());
    if foreign.is_empty() { Ok(lines.join("\n")) } else { Err(lines.join("\n")) }
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
