//! What is the server's own: several that write, connections that break, commits nobody answered for.

use super::world::{Database, Place};
use super::*;
use crate::{AppendError, PgOptions, StoreError};
use postgres::config::Host;
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A world on the server, or the test is passed over.
fn with_server(test: impl FnOnce(&World, &Database)) {
    let Some(world) = World::on_server() else { return };
    if let Place::Server(base) = &world.place {
        test(&world, base);
    }
}

fn connect(url: &str, now: &'static str) -> Store {
    let clock = Arc::new(|| now.parse().unwrap());
    let options = PgOptions {
        url: url.to_owned(),
        purpose: Purpose::Synthetic,
        clock,
        master_key: MasterKey::from_bytes([7; 32]),
    };
    Store::connect(options).unwrap()
}

#[test]
fn several_processes_write_without_gaps() {
    with_server(|_, base| {
        // The clocks differ, and stamps follow the log all the same.
        let stores = ["2026-11-22T08:00:00Z", "2026-11-22T07:00:00Z", "2026-11-22T09:00:00Z"];
        let stores = stores.map(|now| connect(&base.url, now));
        stores[0].append(opening(1, "Vera Holm")).unwrap();
        let mut receipts: Vec<u64> = Vec::new();
        let confirmed = Mutex::new(&mut receipts);
        std::thread::scope(|scope| {
            for (lane, store) in (0u32..).zip(stores.iter().cycle().take(12)) {
                let confirmed = &confirmed;
                scope.spawn(move || {
                    for n in 0..30 {
                        let number = 1000 + lane * 100 + n;
                        let mut events = vec![note(1, number, "ett")];
                        // Every fifth fails after it has taken a place.
                        if n % 5 == 0 {
                            events.push(NewEvent { id: id(b'F', 1), ..note(1, 0, "två") });
                        }
                        let written = store.append(append(number, events));
                        assert_eq!(written.is_err(), n % 5 == 0);
                        confirmed.lock().unwrap().extend(written.into_iter().flat_map(|receipt| receipt.positions));
                        store.audit(seen("arende")).unwrap();
                        if n == 7 {
                            store.append(opening(50_000 + lane, "Siv Ek")).unwrap();
                        }
                    }
                });
            }
        });
        let feed = stores[1].events_after(0, 10_000).unwrap();
        let positions: Vec<u64> = feed.iter().map(|row| row.position).collect();
        assert_eq!(positions, (1..=2 + 12 * (24 + 2)).collect::<Vec<u64>>());
        let distinct: BTreeSet<u64> = receipts.iter().copied().collect();
        assert_eq!((receipts.len(), distinct.len()), (12 * 24, 12 * 24));
        assert!(distinct.iter().all(|position| positions.contains(position)));
        assert!(feed.is_sorted_by_key(|row| row.recorded_at));
        let entries: Vec<u64> = stores[2].audit_after(0, 10_000).unwrap().iter().map(|row| row.entry).collect();
        assert_eq!(entries, (1..=12 * 30).collect::<Vec<u64>>());
        let report = stores[0].verify().unwrap();
        assert_eq!((report.findings, report.streams), (vec![], 2 * 13));
        // What one has written the others read, sealed with the same keys.
        let notes = |store: &Store| store.load(&[case(1)]).unwrap();
        assert_eq!(notes(&stores[0]), notes(&stores[2]));
    });
}

#[test]
fn a_log_that_has_lost_what_was_read_is_told_until_the_program_is_started_again() {
    with_server(|world, base| {
        let (here, there) = (world.open(), world.open());
        here.append(opening(1, "Vera Holm")).unwrap();
        there.follow().unwrap();
        // As when a standby that was behind takes over, and others go on writing there.
        let lose = "ALTER TABLE event DISABLE TRIGGER USER; DELETE FROM event WHERE position = 2;
            UPDATE stream SET last_seq = 0 WHERE kind = 'arende'";
        base.client().batch_execute(lose).unwrap();
        for _ in 0..2 {
            assert!(matches!(there.follow(), Err(StoreError::WentBack)));
            here.append(append(2, vec![note(1, 1, "ett")])).unwrap();
        }
        drop(there);
        world.open().follow().unwrap();
        assert_eq!(here.standby().unwrap(), Some(crate::Standby::Alone));
    });
}

#[test]
fn several_processes_may_find_the_database_empty() {
    with_server(|_, base| {
        std::thread::scope(|scope| {
            for n in 1..=6 {
                scope.spawn(move || {
                    let store = connect(&base.url, "2026-11-22T08:00:00Z");
                    store.append(opening(n, "Vera Holm")).unwrap();
                });
            }
        });
        let store = connect(&base.url, "2026-11-22T08:00:00Z");
        assert_eq!(store.streams(StreamKind::Arende).unwrap().len(), 6);
        assert_eq!(store.verify().unwrap().findings, []);
    });
}

#[test]
fn a_broken_connection_is_made_again_unseen() {
    with_server(|world, base| {
        let store = world.open();
        store.append(opening(1, "Vera Holm")).unwrap();
        for n in 1..=5u32 {
            store.verify().unwrap();
            let end = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()";
            base.client().execute(end, &[]).unwrap();
            if n % 2 == 0 {
                assert_eq!(store.load(&[case(1)]).unwrap().len(), n as usize);
            }
            if n % 3 == 0 {
                assert_eq!(store.verify().unwrap().findings, []);
            }
            store.append(append(10 + n, vec![note(1, n, "ett")])).unwrap();
        }
        assert_eq!(store.load(&[case(1)]).unwrap().len(), 6);
    });
}

/// Stands between a store and its server, and breaks the next connection that says a word.
struct Between {
    url: String,
    /// The word, and whether the server is to hear it.
    cut: Arc<Mutex<Option<(&'static str, bool)>>>,
}

impl Between {
    fn new(base: &Database) -> Self {
        let config: postgres::Config = base.url.parse().unwrap();
        let (Some(Host::Tcp(host)), Some(port)) = (config.get_hosts().first(), config.get_ports().first()) else {
            panic!("the address of the server needs a host and a port")
        };
        let server = format!("{host}:{port}");
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = base.url.replace(&server, &listener.local_addr().unwrap().to_string());
        let cut: Arc<Mutex<Option<(&'static str, bool)>>> = Arc::default();
        let between = Self { url, cut: Arc::clone(&cut) };
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let far = TcpStream::connect(&server).unwrap();
                let (mut back, mut home) = (far.try_clone().unwrap(), client.try_clone().unwrap());
                std::thread::spawn(move || std::io::copy(&mut back, &mut home));
                let cut = Arc::clone(&cut);
                std::thread::spawn(move || carry(client, far, &cut));
            }
        });
        between
    }

    fn cut(&self, word: &'static str, heard: bool) {
        *self.cut.lock().unwrap() = Some((word, heard));
    }
}

fn carry(mut client: TcpStream, mut server: TcpStream, cut: &Mutex<Option<(&'static str, bool)>>) {
    let mut buffer = [0; 65_536];
    while let Ok(read @ 1..) = client.read(&mut buffer) {
        let said = &buffer[..read];
        let is_said = |word: &str| said.windows(word.len()).any(|window| window == word.as_bytes());
        let heard = cut.lock().unwrap().take_if(|(word, _)| is_said(word)).map(|(_, heard)| heard);
        if heard.is_some() {
            // Nothing more comes back, whatever the server answers.
            let _ = client.shutdown(Shutdown::Both);
        }
        if heard != Some(false) && server.write_all(said).is_err() {
            break;
        }
        if heard.is_some() {
            std::thread::sleep(Duration::from_millis(200));
            break;
        }
    }
    let _ = server.shutdown(Shutdown::Both);
}

#[test]
fn a_commit_nobody_answered_for_is_looked_up() {
    with_server(|_, base| {
        let between = Between::new(base);
        let store = connect(&between.url, "2026-11-22T08:00:00Z");
        store.append(opening(1, "Vera Holm")).unwrap();

        between.cut("COMMIT\0", true);
        let kept = store.append(append(2, vec![note(1, 2, "ett")])).unwrap();
        assert_eq!((kept.positions, kept.repeated), (vec![3], false));

        between.cut("COMMIT\0", false);
        let undone = store.append(append(3, vec![note(1, 3, "ett")])).unwrap_err();
        assert!(matches!(&undone, AppendError::Store(StoreError::NotWritten(_))), "{undone:?}");
        let again = store.append(append(3, vec![note(1, 3, "ett")])).unwrap();
        assert_eq!((again.positions, again.repeated), (vec![4], false));

        // A row of the audit trail has no command to look up: nothing may be shown then.
        between.cut("COMMIT\0", true);
        assert!(matches!(store.audit(seen("arende")), Err(StoreError::Uncertain)));
        store.audit(seen("arende")).unwrap();
        assert_eq!(store.audit_after(0, 10).unwrap().len(), 2);

        for (n, word) in (5..).zip(["SAVEPOINT job\0", "RELEASE job\0", "INSERT INTO event"]) {
            between.cut(word, true);
            let outcome = store.append(append(n, vec![note(1, n, "ett")]));
            // A statement sent before stays prepared, so that its words are not said again.
            assert_eq!(outcome.is_err(), between.cut.lock().unwrap().take().is_none(), "{word}");
            store.append(append(10 + n, vec![note(1, 10 + n, "ett")])).unwrap();
        }
        between.cut("BEGIN", true);
        store.append(append(30, vec![note(1, 30, "ett")])).unwrap();
        assert_eq!(store.verify().unwrap().findings, []);
    });
}

#[test]
fn a_server_that_may_lose_what_it_was_given_is_refused() {
    with_server(|world, base| {
        let row = base.client().query_one("SELECT current_setting('fsync'), current_setting('full_page_writes')", &[]);
        let row = row.unwrap();
        let safe = [0, 1].iter().all(|at| row.get::<_, &str>(*at) == "on");
        let opened = world.opened(Purpose::Production, MasterKey::from_bytes([7; 32]));
        assert_eq!(opened.is_ok(), safe);
        let told = StoreError::UnsafeServer("fsync").to_string();
        insta::assert_snapshot!(told, @"Databasservern kan tappa det som är sparat: inställningen fsync är av. Slå på den.");
        if let Err(error) = opened {
            assert_eq!(error.to_string(), told);
        }
    });
}

#[test]
fn whatever_the_server_has_decided_a_store_waits_for_the_disk() {
    with_server(|world, base| {
        for (decided, expected) in
            [("off", "on"), ("local", "on"), ("remote_write", "on"), ("on", "on"), ("remote_apply", "remote_apply")]
        {
            let decide = format!(
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = %L', current_database(),
                 '{decided}'); END $$"
            );
            base.client().batch_execute(&decide).unwrap();
            let plain = base.client().query_one("SHOW synchronous_commit", &[]).unwrap();
            assert_eq!(plain.get::<_, &str>(0), decided, "a connection of nobody's has what was decided");
            let asked = "SELECT current_setting('synchronous_commit')";
            let own = move |desk: &mut crate::writer::Desk<'_>| {
                Ok(desk.conn.first(asked, &[], |row| row.get::<String>(0))?)
            };
            assert_eq!(world.open().0.write(own).unwrap().as_deref(), Some(expected), "{decided}");
        }
    });
}

#[test]
fn a_full_disk_under_the_server_is_told_as_one_under_a_file() {
    with_server(|world, base| {
        let store = world.open();
        store.append(opening(1, "Vera Holm")).unwrap();
        let full = "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;
            CREATE TRIGGER full_disk BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION full_disk()";
        base.client().batch_execute(full).unwrap();
        let told = store.append(append(2, vec![note(1, 1, "ett")])).unwrap_err().to_string();
        assert!(told.starts_with("Disken är full. Det som är sparat är kvar."), "{told}");
        base.client().batch_execute("DROP TRIGGER full_disk ON event").unwrap();
        store.append(append(2, vec![note(1, 1, "ett")])).unwrap();
        assert_eq!(store.load(&[case(1)]).unwrap().len(), 2);
    });
}

#[test]
fn a_server_that_is_not_there_is_told() {
    let told = told("postgres://stadga@127.0.0.1:1/stadga".to_owned());
    insta::assert_snapshot!(told, @"Databasservern går inte att nå: Connection refused (os error 111).");
}

fn told(url: String) -> String {
    let clock: crate::Clock = Arc::new(|| Timestamp::UNIX_EPOCH);
    let options = PgOptions { url, purpose: Purpose::Demo, clock, master_key: MasterKey::from_bytes([7; 32]) };
    Store::connect(options).map(|_| ()).unwrap_err().to_string()
}

#[test]
fn a_database_that_is_not_there_is_told() {
    with_server(|_, base| {
        let told = told(base.url.replace("/stadga_", "/finns_inte_"));
        assert!(told.starts_with("Databasfel: ") && told.ends_with("does not exist (3D000)"), "{told}");
    });
}
