//! What whoever runs the machine has decided, in one file, and what of it is unsafe.

pub mod database;
mod jobs;

pub use jobs::{DailyBackup, DailyBinder, JobSettings, Mail};

use crate::keep::{KEY, place};
use crate::traces;
use serde::Deserialize;
use stadga_store::Place;
use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

/// The file of settings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The municipality's name, as the pages say it; none where there are several.
    #[serde(default)]
    pub municipality: String,
    /// Where the program answers.
    #[serde(default = "loopback")]
    pub address: SocketAddr,
    /// The certificate of its address, in PEM, with those in between.
    pub certificate: Option<PathBuf>,
    /// The key of the certificate, in PEM.
    pub private_key: Option<PathBuf>,
    /// Whether a proxy stands before it, which speaks TLS with the browsers and says who asks.
    #[serde(default)]
    pub behind_proxy: bool,
    /// Where Prometheus reads the counters; on loopback alone. Without it they are not shown.
    pub metrics: Option<SocketAddr>,
    /// Where traces of what is answered are sent; nowhere without it.
    pub traces: Option<traces::To>,
    /// Where users reach the program, as the browser shows it: `https://stadga.ekvalla.se`.
    pub origin: Option<String>,
    /// How users come in besides with a password.
    #[serde(default)]
    pub login: Login,
    /// The address of the database on a PostgreSQL server; without it the database is a file.
    pub postgres: Option<String>,
    /// The file with the password at that address, which its owner alone may read.
    pub postgres_password_file: Option<PathBuf>,
    /// What the program does by itself, and when.
    #[serde(default)]
    pub jobs: JobSettings,
    /// How e-mail is sent, and to whom.
    pub mail: Option<Mail>,
    /// The municipalities, where there are several.
    #[serde(default)]
    pub served: Vec<Served>,
}

/// One municipality of several.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Served {
    /// The name in its address; empty where it is the only one and answers to any.
    pub host: String,
    /// Its name, as its pages say it.
    pub municipality: String,
    /// The folder with its master key, and with its database where that is a file.
    pub data: PathBuf,
    /// The address of its database on a server.
    pub postgres: Option<String>,
    /// The file with the password at that address, which its owner alone may read.
    pub postgres_password_file: Option<PathBuf>,
    /// What stands in that file.
    #[serde(skip)]
    password: Option<String>,
    /// Where its users reach it, as the browser shows it.
    pub origin: Option<String>,
    /// How its users come in besides with a password.
    #[serde(default)]
    pub login: Login,
    /// What the program does for it by itself.
    #[serde(default)]
    pub jobs: JobSettings,
    /// How e-mail is sent for it, and to whom.
    pub mail: Option<Mail>,
}

impl Served {
    /// Where its database is.
    pub fn place(&self) -> Place {
        let whole = self.postgres.as_deref().zip(self.password.as_deref());
        let whole = whole.map(|(address, password)| database::with_password(address, password));
        place(&self.data, whole.as_deref().or(self.postgres.as_deref()))
    }
}

/// How users come in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// Log-in names whose password is accepted; everybody's where it is not stated.
    pub passwords_only_for: Option<Vec<String>>,
    /// The municipality's own provider.
    pub provider: Option<Provider>,
}

/// The municipality's own provider, which says who people are by OpenID Connect.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// What users call it: "Ekvallas inloggning".
    pub name: String,
    /// Its address, exactly as it calls itself.
    pub issuer: String,
    /// What it calls Stadga.
    pub client_id: String,
    /// The file with what Stadga proves itself by.
    pub client_secret: PathBuf,
    /// The claim that says who somebody is.
    #[serde(default = "sub")]
    pub claim: String,
    /// What is asked for besides `openid`.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Levels, one of which a log-in must have.
    #[serde(default)]
    pub acr: Vec<String>,
    /// Methods, one of which a log-in must have used.
    #[serde(default)]
    pub amr: Vec<String>,
}

fn sub() -> String {
    String::from("sub")
}

fn loopback() -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, 8443))
}

/// Something that is unsafe.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether the program refuses to start.
    pub stops: bool,
    /// What it is.
    pub what: String,
    /// What to do about it.
    pub mend: String,
}

impl Finding {
    /// Something that stops.
    pub fn stop(what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { stops: true, what: what.into(), mend: mend.into() }
    }

    /// Something to mend that does not stop.
    pub fn warning(what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { stops: false, what: what.into(), mend: mend.into() }
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let word = if self.stops { "STOPP" } else { "VARNING" };
        write!(f, "{word}  {}\n        {}", self.what, self.mend)
    }
}

impl Settings {
    /// Reads the file.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
    }

    /// Certificate and key, when both are there.
    pub fn tls(&self) -> Option<(&Path, &Path)> {
        self.certificate.as_deref().zip(self.private_key.as_deref())
    }

    /// Whom the program serves: those the file names, or the one in the folder `data`. The passwords of their databases
    /// are read here, once.
    pub fn all(&self, data: Option<&Path>) -> Result<Vec<Served>, String> {
        let mut all = self.named(data)?;
        for one in &mut all {
            one.password = one.postgres_password_file.as_deref().map(database::secret).transpose()?;
        }
        Ok(all)
    }

    fn named(&self, data: Option<&Path>) -> Result<Vec<Served>, String> {
        match (self.served.is_empty(), data) {
            (true, Some(data)) => Ok(vec![Served {
                host: String::new(),
                municipality: self.municipality.clone(),
                data: data.to_owned(),
                postgres: self.postgres.clone(),
                postgres_password_file: self.postgres_password_file.clone(),
                password: None,
                origin: self.origin.clone(),
                login: self.login.clone(),
                jobs: self.jobs.clone(),
                mail: self.mail.clone(),
            }]),
            (true, None) => Err(String::from("Ange --data: mappen med huvudnyckeln.")),
            (false, None) => Ok(self.served.clone()),
            (false, Some(_)) => Err(String::from("Inställningarna anger en mapp för varje kommun: utelämna --data.")),
        }
    }

    /// What is unsafe in how it is to be reached, and in who can read its files.
    pub fn findings(&self, file: &Path, all: &[Served]) -> Vec<Finding> {
        let mut found = self.ways();
        let secret = all.iter().any(|one| {
            let beside = one.postgres_password_file.is_some();
            one.postgres.as_deref().is_some_and(|url| database::has_password(url) || (url.contains('@') && !beside))
        });
        found.extend(self.private_key.as_deref().and_then(|key| readable(key, "Certifikatets nyckel")));
        found.extend(readable(file, "Inställningarna, med lösenordet till databasen,").filter(|_| secret));
        found.extend(apart(all));
        for one in all {
            found.extend(of_folder(one));
            found.extend(database::findings(one));
            found.extend(crate::ways::findings(one));
            let secret = one.login.provider.as_ref().map(|provider| provider.client_secret.as_path());
            found.extend(secret.and_then(|file| readable(file, "Hemligheten till kommunens inloggning")));
        }
        found
    }

    fn ways(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        let here = self.address.ip().is_loopback();
        match (self.tls(), self.behind_proxy) {
            (None, _) if self.certificate.is_some() || self.private_key.is_some() => found.push(Finding::stop(
                "Certifikat och nyckel hör ihop, och en av dem saknas.",
                "Ange både certificate och private_key.",
            )),
            (None, false) => found.push(Finding::stop(
                "Det finns inget certifikat: lösenord och akter skulle gå okrypterade.",
                "Ange certificate och private_key, eller behind_proxy = true om en proxy sköter krypteringen.",
            )),
            (None, true) if !here => found.push(Finding::stop(
                format!("Programmet svarar okrypterat på {}, där andra än proxyn kan lyssna.", self.address),
                "Låt det svara på 127.0.0.1, eller ge det ett eget certifikat om proxyn står på en annan dator.",
            )),
            _ => {}
        }
        if let Some(metrics) = self.metrics.filter(|metrics| !metrics.ip().is_loopback()) {
            found.push(Finding::stop(
                format!("Mätvärdena svarar på {metrics}, där andra kan läsa dem."),
                "Låt metrics vara en adress på 127.0.0.1.",
            ));
        }
        found.extend(self.traces.as_ref().and_then(traces::To::finding));
        for path in [&self.certificate, &self.private_key].into_iter().flatten().filter(|path| !path.is_file()) {
            found.push(Finding::stop(format!("{} finns inte.", path.display()), "Rätta sökvägen i inställningarna."));
        }
        let alone = self.served.is_empty();
        if alone && self.municipality.trim().is_empty() {
            found.push(Finding::stop("Kommunens namn är tomt.", "Ange municipality."));
        }
        found
    }
}

/// What is unsafe in the folder of a municipality.
fn of_folder(one: &Served) -> Vec<Finding> {
    let key = one.data.join(KEY);
    let password = one.mail.as_ref().and_then(|mail| mail.password_file.as_deref());
    let password = password.and_then(|file| readable(file, "Lösenordet till e-postservern"));
    let found = [readable(&key, "Huvudnyckeln"), readable(&one.data, "Mappen med databasen"), password];
    let mut found: Vec<Finding> = found.into_iter().flatten().collect();
    let beside = key.symlink_metadata().is_ok_and(|about| about.is_file());
    if beside && one.postgres.is_none() {
        found.push(Finding::warning(
            "Huvudnyckeln ligger bredvid databasen: den som tar disken kan läsa allt.",
            "Lägg den där bara programmet når den, till exempel i en systemd-credential, och lämna en länk kvar.",
        ));
    }
    found
}

/// What several municipalities have in common that each must have for itself.
fn apart(all: &[Served]) -> Vec<Finding> {
    let mut found = Vec::new();
    let (mut hosts, mut folders, mut servers) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for one in all {
        let folder = one.data.canonicalize().unwrap_or_else(|_| one.data.clone());
        let shared = !hosts.insert(one.host.to_ascii_lowercase())
            || !folders.insert(folder)
            || one.postgres.clone().is_some_and(|url| !servers.insert(url));
        if shared {
            found.push(Finding::stop(
                format!("{} delar adress, mapp eller databas med en annan kommun.", one.municipality),
                "Ge varje kommun en egen host, en egen data och en egen postgres.",
            ));
        }
        let named =
            one.host.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte));
        if all.len() > 1 && (one.host.is_empty() || !named || one.municipality.trim().is_empty()) {
            found.push(Finding::stop(
                format!("\"{}\" är ingen adress för {}.", one.host, one.municipality),
                "Ange host med små bokstäver och utan port, och municipality.",
            ));
        }
    }
    found
}

/// A secret that others on the machine can read.
fn readable(path: &Path, what: &str) -> Option<Finding> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).ok()?.permissions().mode();
    (mode & 0o077 != 0).then(|| {
        let only = if path.is_dir() { "700" } else { "600" };
        Finding::stop(
            format!("{what} kan läsas av andra på datorn ({}).", path.display()),
            format!("chmod {only} {}", path.display()),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> String {
        let settings: Settings = toml::from_str(&format!("municipality = \"Ekvalla kommun\"\n{text}")).unwrap();
        settings.ways().iter().map(|finding| format!("{}\n", finding.what)).collect()
    }

    #[test]
    fn a_way_without_encryption_is_found() {
        insta::assert_snapshot!(found(""), @"Det finns inget certifikat: lösenord och akter skulle gå okrypterade.");
        assert_eq!(found("behind_proxy = true"), "");
        insta::assert_snapshot!(
            found("behind_proxy = true\naddress = \"0.0.0.0:8080\""),
            @"Programmet svarar okrypterat på 0.0.0.0:8080, där andra än proxyn kan lyssna."
        );
        insta::assert_snapshot!(
            found("behind_proxy = true\nmetrics = \"0.0.0.0:9464\""),
            @"Mätvärdena svarar på 0.0.0.0:9464, där andra kan läsa dem."
        );
        insta::assert_snapshot!(found("certificate = \"borta.pem\""), @r"
        Certifikat och nyckel hör ihop, och en av dem saknas.
        borta.pem finns inte.
        ");
    }

    #[test]
    fn a_setting_that_is_not_known_is_refused_by_name() {
        let refused = toml::from_str::<Settings>("municipality = \"Ekvalla\"\nbehind_a_proxy = true");
        assert!(refused.unwrap_err().to_string().contains("behind_a_proxy"));
    }
}
