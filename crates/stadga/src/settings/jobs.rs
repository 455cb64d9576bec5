//! What the program is told to do by itself, and whom it writes to.

use jiff::civil::Time;
use serde::Deserialize;
use std::path::PathBuf;

/// What is done at set times. Times are in Stockholm.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JobSettings {
    /// When the log is counted.
    #[serde(default = "night")]
    pub count: Time,
    /// A copy on paper of what each unit must know.
    pub binder: Option<DailyBinder>,
    /// A copy of the records and one of the keys.
    pub backup: Option<DailyBackup>,
    /// What is new, sent elsewhere again and again.
    pub ship: Option<Shipping>,
    /// Where each stream is, signed.
    pub checkpoint: Option<DailyCheckpoint>,
    /// When those who have asked for it are mailed what waits for them that working day.
    #[serde(default = "morning")]
    pub morning: Time,
}

impl Default for JobSettings {
    fn default() -> Self {
        Self { count: night(), binder: None, backup: None, ship: None, checkpoint: None, morning: morning() }
    }
}

/// The emergency binder.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DailyBinder {
    /// Where the files are put.
    pub folder: PathBuf,
    /// When.
    #[serde(default = "night")]
    pub at: Time,
}

impl DailyBinder {
    /// In a folder, at the usual time.
    pub fn of(folder: PathBuf) -> Self {
        Self { folder, at: night() }
    }
}

/// The backup.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DailyBackup {
    /// Where the copies of the records are put; away from the server.
    pub folder: PathBuf,
    /// Where the copies of the keys are put; not beside the others.
    pub keys: PathBuf,
    /// Who can open them: `age1...`.
    pub to: Vec<String>,
    /// When.
    #[serde(default = "later")]
    pub at: Time,
    /// How many copies of the records are kept.
    #[serde(default = "fortnight")]
    pub keep: usize,
}

/// The checkpoint.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DailyCheckpoint {
    /// Where they are put.
    pub folder: PathBuf,
    /// The file with the key that signs; made when it is missing.
    pub sign: PathBuf,
    /// When.
    #[serde(default = "later")]
    pub at: Time,
}

/// What is shipped.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shipping {
    /// Where the parts are put; on another machine.
    pub folder: PathBuf,
    /// Where the copies of the keys are put; not beside the others.
    pub keys: PathBuf,
    /// Who can open them: `age1...`.
    pub to: Vec<String>,
    /// Seconds between the parts.
    #[serde(default = "minute")]
    pub every: u64,
}

fn night() -> Time {
    jiff::civil::time(2, 0, 0, 0)
}

fn morning() -> Time {
    jiff::civil::time(6, 30, 0, 0)
}

fn later() -> Time {
    jiff::civil::time(3, 0, 0, 0)
}

fn fortnight() -> usize {
    14
}

fn minute() -> u64 {
    60
}

/// The e-mail server, and who is told when a job fails.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Its name. On another machine it has to speak TLS.
    pub server: String,
    /// The authority its certificate is signed by, in PEM, where that is none the machine trusts. With it the server has
    /// to speak TLS on this machine too.
    pub authority: Option<PathBuf>,
    /// Its port: 465 speaks TLS from the first word, others after STARTTLS.
    #[serde(default = "submission")]
    pub port: u16,
    /// What the addresses of those who work here end in; any, when none is said.
    #[serde(default)]
    pub domains: Vec<String>,
    /// Whom it says it is from.
    pub from: String,
    /// Who is told: those who look after the system.
    pub to: Vec<String>,
    /// Who the program is to the server.
    pub user: Option<String>,
    /// The file with that user's password, which its owner alone may read.
    pub password_file: Option<PathBuf>,
    /// Milliseconds the server may take for an answer; without it thirty seconds.
    pub patience: Option<u64>,
}

fn submission() -> u16 {
    587
}
