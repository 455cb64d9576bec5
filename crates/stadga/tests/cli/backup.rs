//! Copies: taken while others work, sealed, read back, laid down only where there is nothing, and refused when damaged.

use super::crash::Demo;
use super::{check_refused, stadga, text};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// How many cases a municipality has; `cargo xtask trust` asks for more.
const CASES: &str = "STADGA_TRUST_CASES";

/// The folders and files of one municipality and its copies.
struct Copies {
    folder: tempfile::TempDir,
    recipient: String,
}

fn ran(arguments: &[&str]) -> String {
    let output = stadga(arguments);
    assert!(output.status.success(), "{arguments:?}: {}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

impl Copies {
    /// A small invented municipality, and a pair of keys.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let cases = std::env::var(CASES).unwrap_or_else(|_| "12".to_owned());
        ran(&["generate", "--profile", &cases, "--data", &at("data"), "--until", "2026-11-25T15:00:00Z"]);
        let said = ran(&["keys", "new", "--out", &at("privat")]);
        let recipient = said.split_whitespace().find(|word| word.starts_with("age1")).unwrap().to_owned();
        Self { folder, recipient }
    }

    fn at(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn backup(&self, name: &str) -> String {
        ran(&["backup", "--data", &self.at("data"), "--out", &self.at(name), "--to", &self.recipient])
    }

    /// The newest copy of the keys, after a new one is made.
    fn keys(&self) -> String {
        ran(&["keys", "export", "--data", &self.at("data"), "--out", &self.at("nycklar"), "--to", &self.recipient]);
        files(&self.folder.path().join("nycklar")).pop().map(|name| self.at(&format!("nycklar/{name}"))).unwrap()
    }

    fn restoring<'a>(&self, paths: &'a [String; 5]) -> Vec<&'a str> {
        let [copy, keys, identity, master, data] = paths;
        vec!["restore", copy, "--keys", keys, "--identity", identity, "--master-key", master, "--data", data]
    }
}

#[expect(clippy::disallowed_methods, reason = "a measurement of how long a restore takes")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let began = std::time::Instant::now();
    let outcome = work();
    (outcome, began.elapsed().as_secs_f64())
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// `1234` of "1234 händelser i 56 akter, 0 fel."
fn sound(data: &str) -> u64 {
    let said = ran(&["verify", "--data", data]);
    assert!(said.contains(", 0 fel."), "{said}");
    said.lines().find_map(|line| line.split(" händelser i ").next()?.parse().ok()).unwrap()
}

#[test]
fn ac10_a_backup_taken_while_others_work_is_restored_whole_on_an_empty_machine() {
    let copies = Copies::new();
    let data = copies.at("data");
    let before = sound(&data);
    // Somebody has the database open, as the server has.
    let key = stadga_store::MasterKey::in_file(&Path::new(&data).join("huvudnyckel")).unwrap();
    let open = stadga_store::Store::open(stadga_store::Options {
        path: Path::new(&data).join("stadga.db"),
        purpose: stadga_store::Purpose::Synthetic,
        clock: Arc::new(|| "2026-11-25T16:00:00Z".parse().unwrap()),
        master_key: key,
    })
    .unwrap();
    check_refused(&["verify", "--data", &data], &["används redan"]);
    let said = copies.backup("kopia.age");
    assert!(said.starts_with(&format!("{before} händelser")) && said.contains("lästa tillbaka"), "{said}");
    assert!(said.contains("återställd på prov"), "{said}");
    let keys = copies.keys();
    drop(open);
    // Sealed for the one who holds the private key; the two newest copies of the keys are kept.
    assert!(fs::read(copies.at("kopia.age")).unwrap().starts_with(b"age-encryption.org/v1"));
    copies.keys();
    let newest = copies.keys();
    assert_eq!(files(&copies.folder.path().join("nycklar")).len(), 2);
    assert!(!Path::new(&keys).exists() && Path::new(&newest).exists());
    let twice = ["backup", "--data", &data, "--out", &copies.at("kopia.age"), "--to", &copies.recipient];
    check_refused(&twice, &["finns redan"]);

    let there = copies.at("aterstalld");
    let master = format!("{data}/huvudnyckel");
    let paths = [copies.at("kopia.age"), newest, copies.at("privat"), master, there.clone()];
    let (said, seconds) = timed(|| ran(&copies.restoring(&paths)));
    assert!(said.contains(&format!("Återställt till och med händelse {before}.")), "{said}");
    let bytes = fs::metadata(Path::new(&there).join("stadga.db")).unwrap().len();
    println!("trust: restore: {before} events, {} MB restored and checked in {seconds:.1} s", bytes / 1_000_000);
    assert_eq!(sound(&there), before);
    let rebuilt = ran(&["rebuild", "--data", &there]);
    assert!(rebuilt.contains(", 0 skilde sig."), "{rebuilt}");
    // The restored keys open what is sealed: the same lists are made as before.
    let lists = |data: &str| ran(&["rebuild", "--data", data]).split(", ").nth(1).map(str::to_owned);
    assert_eq!(lists(&there), lists(&data));
    check_refused(
        &["archive", "--data", &there, "--out", &copies.at("arkiv")],
        &["Inget överlämnande väntar på arkivet"],
    );
    // Nothing is laid upon anything.
    check_refused(&copies.restoring(&paths), &["inte tom", "Inget är ändrat"]);
}

#[test]
fn ac10_a_backup_taken_while_somebody_writes_all_the_while_is_whole() {
    let copies = Copies::new();
    let data = copies.at("data");
    let demo = Demo::with(&["--data", &data]);
    let cookie = demo.log_in("ocialsekreterare");
    let header = format!("Cookie: {cookie}");
    let note = |case: &str, number: usize| {
        let address = format!("/api/v1/arenden/{case}/anteckning.skriv");
        let body = format!("{{\"rubrik\":\"Samtal\",\"text\":\"Rad {number}.\"}}");
        demo.send("POST", &address, &[&header, "Content-Type: application/json"], &body).starts_with("HTTP/1.1 200")
    };
    let listed = demo.ask("GET", "/api/v1/arenden", &cookie, &[]);
    let listed: serde_json::Value = serde_json::from_str(listed.split_once("\r\n\r\n").unwrap().1).unwrap();
    let cases = listed["arenden"].as_array().unwrap();
    let case = cases.iter().filter_map(|case| case["id"].as_str()).find(|case| note(case, 0)).unwrap();

    let (stop, written) = (AtomicBool::new(false), AtomicUsize::new(0));
    let (said, keys, meanwhile) = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            // It ends by itself too, so that a test that fails does not wait for ever.
            for number in 1..10_000 {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                assert!(note(case, number), "note {number} is not taken");
                written.fetch_add(1, Ordering::Relaxed);
            }
        });
        while written.load(Ordering::Relaxed) == 0 && !writer.is_finished() {
            std::thread::sleep(Duration::from_millis(5));
        }
        let before = written.load(Ordering::Relaxed);
        let said = copies.backup("kopia.age");
        let meanwhile = written.load(Ordering::Relaxed) - before;
        let keys = copies.keys();
        stop.store(true, Ordering::Relaxed);
        (said, keys, meanwhile)
    });
    drop(demo);
    assert!(meanwhile > 0, "nobody wrote while it was taken");
    let copied: u64 = said.split(' ').next().unwrap().parse().unwrap();
    let there = copies.at("aterstalld");
    let paths = [copies.at("kopia.age"), keys, copies.at("privat"), format!("{data}/huvudnyckel"), there.clone()];
    let said = ran(&copies.restoring(&paths));
    assert!(said.contains(&format!("Återställt till och med händelse {copied}.")), "{said}");
    assert_eq!(sound(&there), copied);
    assert!(sound(&data) > copied, "somebody went on writing");
}

#[test]
fn a_log_with_a_gap_is_not_backed_up_as_whole_and_a_copy_of_one_leaves_nothing_behind() {
    let copies = Copies::new();
    let data = copies.at("data");
    let database = rusqlite::Connection::open(Path::new(&data).join("stadga.db")).unwrap();
    let gap = "DROP TRIGGER event_no_delete; DELETE FROM event WHERE position = 42;";
    database.execute_batch(gap).unwrap();
    assert_eq!(database.changes(), 1);
    drop(database);
    let copy = copies.at("kopia.age");
    let backup = ["backup", "--data", &data, "--out", &copy, "--to", &copies.recipient];
    check_refused(&backup, &["går inte att återställa", "fel i loggen", "stadga verify", "--untried"]);
    assert!(!Path::new(&copy).exists());
    let left = files(Path::new(&data));
    assert!(left.iter().all(|name| !name.starts_with("prov-")), "what was tried is left: {left:?}");

    let said = ran(&[&backup[..], &["--untried"]].concat());
    assert!(said.contains("inte återställd på prov"), "{said}");
    let keys = copies.keys();
    let there = copies.at("dit");
    let paths = [copy, keys, copies.at("privat"), format!("{data}/huvudnyckel"), there.clone()];
    let words = ["inte som den skrevs", "borttaget igen", "Ta en annan kopia", "stadga verify"];
    check_refused(&copies.restoring(&paths), &words);
    assert!(!Path::new(&there).exists(), "the folder was not there before");
    fs::create_dir(&there).unwrap();
    check_refused(&copies.restoring(&paths), &words);
    assert_eq!(files(Path::new(&there)), Vec::<String>::new());
    // Where there is no other copy, what is there is better than nothing.
    let laid = ran(&[&copies.restoring(&paths)[..], &["--broken"]].concat());
    assert!(laid.contains("Återställt till och med händelse"), "{laid}");
}

#[test]
fn ac10_a_copy_that_is_damaged_or_not_ours_is_refused_and_nothing_is_touched() {
    let copies = Copies::new();
    copies.backup("kopia.age");
    let keys = copies.keys();
    let (privat, master) = (copies.at("privat"), format!("{}/huvudnyckel", copies.at("data")));
    let whole = fs::read(copies.at("kopia.age")).unwrap();
    let refused = |copy: &str, keys: &str, identity: &str, master: &str, words: &[&str]| {
        let there = copies.at("dit");
        let paths = [copy, keys, identity, master, &there].map(str::to_owned);
        check_refused(&copies.restoring(&paths), words);
        assert!(!Path::new(&there).exists() || files(Path::new(&there)).is_empty(), "{copy}: something is left");
    };
    let spoiled = |name: &str, bytes: &[u8]| {
        fs::write(copies.at(name), bytes).unwrap();
        copies.at(name)
    };
    // What vouches for the header; the middle of what is sealed, and its end.
    let header = whole.windows(5).position(|letters| letters == b"\n--- ").unwrap() + 5;
    let middle = whole.len() / 2;
    for at in [header, middle, whole.len() - 1] {
        let mut changed = whole.clone();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        for (name, bytes) in [("andrad.age", &changed[..]), ("kort.age", &whole[..at])] {
            refused(&spoiled(name, bytes), &keys, &privat, &master, &["skadad", "Ta en annan kopia"]);
        }
    }
    refused(&spoiled("tom.age", b"hej"), &keys, &privat, &master, &["ingen krypterad kopia", "Ta en annan kopia"]);
    let copy = copies.at("kopia.age");
    // The records are no keys, and the keys no records.
    refused(&copy, &copy, &privat, &master, &["något annat än väntat"]);
    refused(&keys, &keys, &privat, &master, &["något annat än väntat"]);
    ran(&["keys", "new", "--out", &copies.at("annan")]);
    refused(&copy, &keys, &copies.at("annan"), &master, &["Ta rätt nyckel"]);
    refused(&copy, &keys, &privat, &spoiled("fel-huvudnyckel", "09".repeat(32).as_bytes()), &["Huvudnyckeln"]);
    refused(&copy, &keys, &privat, &copies.at("saknas"), &["ingen huvudnyckel"]);
    check_refused(
        &["backup", "--data", &copies.at("data"), "--out", &copies.at("x.age"), "--to", "hej"],
        &["ingen mottagare"],
    );
    assert!(!Path::new(&copies.at("x.age")).exists());
}

#[test]
fn ac10_what_is_cut_off_or_rolled_back_is_found_against_a_signed_checkpoint() {
    let copies = Copies::new();
    let data = copies.at("data");
    let database = copies.folder.path().join("data/stadga.db");
    let older = copies.folder.path().join("aldre.db");
    fs::copy(&database, &older).unwrap();
    // Something more is written: a copy of the binder is an event.
    ran(&["binder", "--data", &data, "--out", &copies.at("ut"), "--unit", "vuxenenheten 1"]);
    let said = ran(&["checkpoint", "--data", &data, "--sign", &copies.at("signera"), "--out", &copies.at("punkt")]);
    let public = said.split_whitespace().last().unwrap().to_owned();
    let point = copies.at("punkt");
    let against = ["verify", "--data", &data, "--against", &point, "--public-key", &public];
    let said = ran(&against);
    assert!(said.contains(", 0 fel.") && said.contains("0 rader i listorna skiljer sig"), "{said}");

    // A row of a list is not as the log says.
    let conn = rusqlite::Connection::open(&database).unwrap();
    conn.execute("UPDATE case_row SET stage = 'avslut' WHERE stage <> 'avslut'", []).unwrap();
    drop(conn);
    check_refused(&["verify", "--data", &data], &["stadga rebuild"]);
    assert!(stadga(&["verify", "--data", &data, "--log-only"]).status.success());
    ran(&["rebuild", "--data", &data]);

    // An older database in place of the newer is sound by itself.
    fs::copy(&older, &database).unwrap();
    for end in ["-wal", "-shm"] {
        let _ = fs::remove_file(copies.folder.path().join(format!("data/stadga.db{end}")));
    }
    assert!(stadga(&["verify", "--data", &data]).status.success());
    let found = stadga(&against);
    assert!(!found.status.success() && text(&found.stdout).contains("händelser saknas"), "{}", text(&found.stdout));

    // Nobody else's signature counts, and no changed point.
    let other = "00".repeat(32);
    check_refused(&["verify", "--data", &data, "--against", &point, "--public-key", &other], &["signerades"]);
    let changed = fs::read_to_string(&point).unwrap().replacen("logg ", "logg 1", 1);
    fs::write(copies.at("andrad"), changed).unwrap();
    let changed = copies.at("andrad");
    check_refused(&["verify", "--data", &data, "--against", &changed, "--public-key", &public], &["signerades"]);
}

#[test]
fn ac10_what_is_shipped_minute_by_minute_is_laid_down_with_nothing_missing() {
    let copies = Copies::new();
    let (data, out, keys) = (copies.at("data"), copies.at("delar"), copies.at("nycklar"));
    let ship = || ran(&["ship", "--data", &data, "--out", &out, "--keys", &keys, "--to", &copies.recipient, "--once"]);
    let parts = || files(Path::new(&out)).len();
    assert!(ship().starts_with("Grund"));
    assert_eq!((ship().trim(), parts()), ("Inget nytt.", 1));
    for number in 1..=2 {
        ran(&["binder", "--data", &data, "--out", &copies.at("ut"), "--unit", "vuxenenheten 1"]);
        assert!(ship().starts_with("Del"), "part {number}");
    }
    assert_eq!(parts(), 3);
    let master = format!("{data}/huvudnyckel");
    let paths = [out.clone(), keys, copies.at("privat"), master, copies.at("hem")];
    ran(&copies.restoring(&paths));
    assert_eq!(sound(&copies.at("hem")), sound(&data));
    // The first part is lost: what follows it is not laid upon a gap, and what there is stays readable.
    let first = files(Path::new(&out)).into_iter().find(|name| name.starts_with("del-")).unwrap();
    fs::remove_file(Path::new(&out).join(first)).unwrap();
    let [out, keys, privat, master, _] = paths;
    let paths = [out, keys, privat, master, copies.at("mindre")];
    let said = ran(&copies.restoring(&paths));
    assert!(said.contains("En del saknas: 1 delar"), "{said}");
    assert_eq!(sound(&copies.at("mindre")), sound(&data) - 2);
}
