//! Where a PostgreSQL server is, how to reach it safely, and whether it keeps what it is given.

use crate::Purpose;
use crate::error::StoreError;
use postgres::config::{Host, SslMode, TargetSessionAttrs};
use postgres::{Client, Config, NoTls};
use rustls::{ClientConfig, RootCertStore};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio_postgres_rustls::MakeRustlsConnect;

/// The oldest server whose statements and functions are the ones used here, as it numbers itself.
const OLDEST: i64 = 130_000;

/// What every connection asks for. A computer that vanishes without a word must not hold the writing
/// lock for long, and a commit is not answered before it is on disk, whatever the server's own settings.
const SESSION: &str = "
SET client_min_messages = warning; SET default_transaction_isolation = 'read committed';
SET lock_timeout = '30s'; SET idle_in_transaction_session_timeout = '60s';
SET tcp_keepalives_idle = 20; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4;
SELECT set_config('synchronous_commit', 'on', false)
 WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply');";

const STATE: &str = "SELECT CAST(current_setting('server_version_num') AS BIGINT), current_setting('server_version'),
 current_setting('server_encoding'), current_setting('fsync'), current_setting('full_page_writes'),
 current_setting('synchronous_commit')";

/// A database on a server, and how to connect to it.
pub(crate) struct Server {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

impl Server {
    /// Reads an address. Without encryption only this machine is reached.
    pub(crate) fn new(url: &str) -> Result<Self, StoreError> {
        let mut config: Config = url.parse().map_err(StoreError::Address)?;
        let asked = config.get_ssl_mode();
        let far = far(&config);
        let tls = if far.is_some() || asked == SslMode::Require {
            if let (Some(host), SslMode::Disable) = (far, asked) {
                return Err(StoreError::Unencrypted(host));
            }
            config.ssl_mode(SslMode::Require);
            Some(encryption()?)
        } else {
            config.ssl_mode(SslMode::Disable);
            None
        };
        let seconds = Duration::from_secs;
        config.application_name("stadga").target_session_attrs(TargetSessionAttrs::ReadWrite);
        config.keepalives_idle(seconds(20)).keepalives_interval(seconds(5)).keepalives_retries(4);
        config.tcp_user_timeout(seconds(40));
        if config.get_connect_timeout().is_none() {
            // Where there are several to ask, one that has vanished must not keep the others waiting.
            config.connect_timeout(seconds(if config.get_hosts().len() > 1 { 3 } else { 10 }));
        }
        Ok(Self { config, tls })
    }

    /// A new connection with the settings every connection has.
    pub(crate) fn connect(&self) -> Result<Client, postgres::Error> {
        let mut client = match &self.tls {
            Some(tls) => self.config.connect(tls.clone())?,
            None => self.config.connect(NoTls)?,
        };
        client.batch_execute(SESSION)?;
        Ok(client)
    }
}

/// Refuses a server that is too old, cannot hold all letters, or may lose what it has confirmed. Invented
/// persons may be lost: tests turn safety off for speed.
pub(super) fn check(client: &mut Client, purpose: Purpose) -> Result<(), StoreError> {
    let row = client.query_one(STATE, &[])?;
    let text = |at| row.try_get::<_, String>(at);
    if row.try_get::<_, i64>(0)? < OLDEST {
        return Err(StoreError::OldPostgres(text(1)?));
    }
    if text(2)? != "UTF8" {
        return Err(StoreError::WrongEncoding(text(2)?));
    }
    let settings = [("fsync", text(3)?), ("full_page_writes", text(4)?), ("synchronous_commit", text(5)?)];
    match unsafe_setting(&settings) {
        Some(setting) if purpose == Purpose::Production => Err(StoreError::UnsafeServer(setting)),
        _ => Ok(()),
    }
}

/// The first of the settings, as a connection of ours has them, by which a server may lose what it has confirmed.
fn unsafe_setting(settings: &[(&'static str, String)]) -> Option<&'static str> {
    let safe = |name: &str, value: &str| value == "on" || (name == "synchronous_commit" && value == "remote_apply");
    settings.iter().find(|(name, value)| !safe(name, value)).map(|(name, _)| *name)
}

/// Whether a server waits for a standby before it confirms, and how many standbys are there. Who they are is shown to
/// their own user and to those who may look at the whole server; that they are there is shown to all.
pub(crate) const STANDBYS: &str = "SELECT
 CASE WHEN current_setting('synchronous_standby_names') = '' THEN 0 ELSE 1 END, (SELECT COUNT(*) FROM pg_stat_replication WHERE COALESCE(sync_state, 'sync') IN ('sync', 'quorum'))";

/// The first host that is another machine.
fn far(config: &Config) -> Option<String> {
    let addresses = config.get_hostaddrs();
    let near = |host: &Host| match host {
        Host::Tcp(name) => name == "localhost" || name.parse().is_ok_and(|address: IpAddr| address.is_loopback()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    let named = config.get_hosts().iter().find(|host| !near(host)).map(|host| match host {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(path) => path.display().to_string(),
    });
    // An address beside a name is the one that is called.
    let called = addresses.iter().find(|address| !address.is_loopback()).map(IpAddr::to_string);
    named.or(called)
}

/// Encryption that trusts the authorities the machine trusts and checks the server's name.
fn encryption() -> Result<MakeRustlsConnect, StoreError> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.map_err(|error| StoreError::Encryption(error.to_string()))?;
    Ok(MakeRustlsConnect::new(config.with_root_certificates(roots).with_no_client_auth()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_by_which_a_server_may_lose_what_it_confirmed_is_found() {
        for (fsync, full_page_writes, synchronous_commit, expected) in [
            ("on", "on", "on", None),
            ("on", "on", "remote_apply", None),
            ("off", "on", "on", Some("fsync")),
            ("on", "off", "on", Some("full_page_writes")),
            ("on", "on", "off", Some("synchronous_commit")),
            ("on", "on", "local", Some("synchronous_commit")),
            ("on", "on", "remote_write", Some("synchronous_commit")),
            ("remote_apply", "on", "on", Some("fsync")),
            ("off", "off", "off", Some("fsync")),
        ] {
            let settings =
                [("fsync", fsync), ("full_page_writes", full_page_writes), ("synchronous_commit", synchronous_commit)];
            let settings = settings.map(|(name, value)| (name, value.to_owned()));
            assert_eq!(unsafe_setting(&settings), expected, "{settings:?}");
        }
    }

    #[test]
    fn another_machine_is_reached_encrypted_or_not_at_all() {
        let told = |url: &str| match Server::new(url) {
            Ok(server) if server.tls.is_some() => "krypterat".to_owned(),
            Ok(_) => "okrypterat".to_owned(),
            Err(error) => error.to_string(),
        };
        for near in ["postgres://a@localhost/x", "postgres://a@127.0.0.1/x", "host=/run/postgresql user=a", "host=::1"]
        {
            assert_eq!(told(near), "okrypterat", "{near}");
        }
        for far in ["postgres://a@db.example.se/x", "host=localhost hostaddr=10.0.0.7", "host=localhost,10.0.0.7"] {
            assert_eq!(told(far), "krypterat", "{far}");
        }
        assert_eq!(told("postgres://a@localhost/x?sslmode=require"), "krypterat");
        insta::assert_snapshot!(
            told("postgres://a@db.example.se/x?sslmode=disable"),
            @"Databasservern db.example.se är en annan dator, och dit måste anslutningen vara krypterad. Ta bort sslmode=disable ur adressen."
        );
        insta::assert_snapshot!(
            told("postgres://a:hemligt@localhost/x?sslmode=kanske"),
            @"Adressen till databasservern går inte att tolka: invalid value for option `sslmode`."
        );
    }
}
