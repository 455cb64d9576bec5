//! The program as a court runs it: what it says and what it answers, over a history written here by what
//! `docs/history.md` says alone.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ring::digest::{SHA256, digest};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The fields that a link covers, in its order.
const FIELDS: &str =
    "handelse kommando akt nr slag namn skedde klockan skrevs anvandare roll enhet at rattar schema rutiner";
const STREAM: &str = "0000000000000001";
/// What was attached to the first event.
const PAPER: &[u8] = b"Ett intyg.";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn pair(seed: u8) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap()
}

/// The public key of the municipality, as it makes it known.
fn key() -> String {
    hex(pair(1).public_key().as_ref())
}

/// An opened event that follows upon a link, and its own link.
fn opened(before: &[u8], nr: u8, content: &Value) -> (Value, Vec<u8>) {
    let event = format!("000000000000000{nr}");
    let (nonce, own) = ([nr; 24], [nr + 100; 32]);
    let mut short = [0; 12];
    short[4..].copy_from_slice(&nonce[16..]);
    let mut text = content.to_string().into_bytes();
    let about = format!("event {event} {STREAM}");
    let cipher = LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &own).unwrap());
    let nonce_of_it = Nonce::assume_unique_for_key(short);
    cipher.seal_in_place_append_tag(nonce_of_it, Aad::from(about.as_bytes()), &mut text).unwrap();
    let sealed = [&nonce[..], &text].concat();
    let number = nr.to_string();
    let mut fields = serde_json::Map::new();
    let mut covered = before.to_vec();
    for name in FIELDS.split(' ') {
        let value = match name {
            "handelse" => Some(event.as_str()),
            "akt" => Some(STREAM),
            "nr" => Some(number.as_str()),
            "klockan" | "at" | "rattar" => None,
            _ => Some("x"),
        };
        fields.insert(name.to_owned(), value.map_or(Value::Null, Value::from));
        covered.extend(value.map_or(u64::MAX, |value| value.len() as u64).to_le_bytes());
        covered.extend(value.unwrap_or_default().as_bytes());
    }
    covered.extend((sealed.len() as u64).to_le_bytes());
    covered.extend(&sealed);
    let hash = digest(&SHA256, &covered).as_ref().to_vec();
    let row = json!({
        "nr": nr, "hash": hex(&hash), "falt": fields, "forseglat": hex(&sealed), "nyckel": hex(&own), "innehall": content,
    });
    (row, hash)
}

/// A history of three events, the second of them closed, signed by a key.
fn history(signer: &Ed25519KeyPair) -> String {
    let file = json!({ "namn": "intyg.txt", "sha256": hex(digest(&SHA256, PAPER).as_ref()) });
    let (first, _) = opened(&[0; 32], 1, &json!({ "fact": { "filer": [file] } }));
    let closed = digest(&SHA256, b"what the second event is");
    let (third, head) = opened(closed.as_ref(), 3, &json!({ "fact": { "text": "Ringde." } }));
    let rows = [first, json!({ "nr": 2, "hash": hex(closed.as_ref()) }), third];
    let whole = json!({
        "format": "stadga historik 1", "arende": "SN 2026-00001", "akt": STREAM, "gjord": "2026-11-25",
        "handelser": 3, "hash": hex(&head), "rader": rows, "oppen_nyckel": hex(signer.public_key().as_ref()),
    });
    let text = whole.to_string();
    let signed = text.strip_suffix('}').unwrap();
    format!("{signed},\"signatur\":\"{}\"}}\n", hex(signer.sign(signed.as_bytes()).as_ref()))
}

/// A folder of a test's own, with the history in it.
fn folder(test: &str, history: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    // There is none the first time.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("bilagor")).unwrap();
    fs::write(folder.join("historik.json"), history).unwrap();
    folder
}

/// What the program answers, prints, and says of what is wrong.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_stadga-kontroll"));
    let output = program.args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_history_that_is_whole_is_answered_with_0_and_told() {
    let folder = folder("whole", &history(&pair(1)));
    let (code, told, wrong) = run(&folder, &["historik.json", "--nyckel", &key()]);
    assert_eq!((code, wrong.as_str()), (Some(0), ""));
    let sum = hex(digest(&SHA256, PAPER).as_ref());
    for words in [
        "Historiken är hel. Ärende SN 2026-00001, gjord 2026-11-25.",
        "3 händelser i följd, varav 2 med innehåll.",
        &format!("Händelse 1 nämner filen intyg.txt: {sum}"),
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
}

#[test]
fn a_history_that_is_changed_is_answered_with_1_and_the_first_broken_event_is_named() {
    let whole = history(&pair(1));
    for (name, text, words) in [
        ("text", whole.replace("Ringde.", "Skrev.."), "Händelse 3: texten är inte den som skrevs."),
        // The one before is closed, so either may be the altered one.
        ("field", whole.replace("\"nr\":\"3\"", "\"nr\":\"4\""), "Händelse 2 eller 3 är ändrad."),
        ("first", whole.replace("\"nr\":\"1\"", "\"nr\":\"4\""), "Händelse 1 är ändrad."),
        ("count", whole.replace("\"handelser\":3", "\"handelser\":4"), "Slutet på historiken"),
        ("case", whole.replace("SN 2026-00001", "SN 2026-00002"), "Signaturen stämmer inte"),
        ("signer", history(&pair(2)), "signerad med en annan nyckel än kommunens"),
        ("cut", whole[..whole.len() / 2].to_owned(), "ingen historik som går att kontrollera"),
        ("other", String::from("{}"), "ingen historik som går att kontrollera"),
    ] {
        assert_ne!(text, whole, "{name} changes something");
        let folder = folder(&format!("changed-{name}"), &text);
        let (code, told, wrong) = run(&folder, &["historik.json", "--nyckel", &key()]);
        assert_eq!((code, told.as_str()), (Some(1), ""), "{name}: {wrong}");
        assert!(wrong.starts_with("Historiken är inte hel.\n"), "{name}: {wrong}");
        assert!(wrong.contains(words), "{name}: {words}: {wrong}");
    }
}

#[test]
fn what_cannot_be_read_or_understood_is_answered_with_2_and_says_nothing_of_the_history() {
    let (folder, key) = (folder("unread", &history(&pair(1))), key());
    for (arguments, words) in [
        (&["saknas.json", "--nyckel", &key][..], "saknas.json: "),
        (&["historik.json", "--nyckel", &key, "--bilagor", "saknas"], "saknas: "),
        (&[], "Så här: stadga-kontroll"),
        (&["historik.json"], "Så här: stadga-kontroll"),
        (&["historik.json", "--nyckel"], "Så här: stadga-kontroll"),
        (&["historik.json", "historik.json", "--nyckel", &key], "Så här: stadga-kontroll"),
        (&["historik.json", "--nyckel", &key, "--annat"], "Så här: stadga-kontroll"),
    ] {
        let (code, told, wrong) = run(&folder, arguments);
        assert_eq!((code, told.as_str()), (Some(2), ""), "{arguments:?}: {wrong}");
        assert!(wrong.contains(words) && !wrong.contains("Historiken är"), "{arguments:?}: {wrong}");
    }
}

#[test]
fn attachments_are_those_the_history_names_or_the_answer_is_1() {
    let (folder, key) = (folder("attached", &history(&pair(1))), key());
    let arguments = ["historik.json", "--nyckel", &key, "--bilagor", "bilagor"];
    assert_eq!(run(&folder, &arguments).0, Some(0), "none is handed over");
    // By what it holds, whatever it is called now.
    fs::write(folder.join("bilagor/kopia.txt"), PAPER).unwrap();
    let (code, told, _) = run(&folder, &arguments);
    assert_eq!(code, Some(0));
    assert!(told.contains("kopia.txt är intyg.txt i händelse 1."), "{told}");
    fs::write(folder.join("bilagor/intyg.txt"), b"Ett annat intyg.").unwrap();
    let (code, told, wrong) = run(&folder, &arguments);
    assert_eq!((code, told.as_str()), (Some(1), ""));
    assert!(wrong.contains("intyg.txt är ingen fil som historiken nämner."), "{wrong}");
}
