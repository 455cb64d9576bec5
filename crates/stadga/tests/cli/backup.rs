//! Copies: taken while others work, sealed, read back, laid down only where there is nothing, and refused when damaged.

use super::{check_refused, stadga, text};
use std::fs;
use std::path::Path;
use std::sync::Arc;

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
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    refused(&spoiled("andrad.age", &flipped), &keys, &privat, &master, &[]);
    refused(&spoiled("kort.age", &whole[..middle]), &keys, &privat, &master, &[]);
    refused(&spoiled("tom.age", b"hej"), &keys, &privat, &master, &["ingen krypterad kopia"]);
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
