//! Each target over its corpus, the packs and scenarios of the repository among it, and over as many texts with
//! something spoiled; nothing gives way.

use stadga_fuzz::{Town, body, case_file, corpus, date, number, pack, roster};
use stadga_testkit::Chance;
use std::fs;
use std::path::{Path, PathBuf};

/// How many spoiled texts each target reads; `cargo xtask trust` asks for more.
const SPOILED: &str = "STADGA_TRUST_SPOILED";
/// The same spoilings each time.
const SEED: u64 = 20_261_127;

/// The files of a folder, as text.
fn texts(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).filter(|path| path.is_file()).collect();
    paths.sort();
    paths.iter().map(|path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned()).collect()
}

/// The files that every pack of the repository has in a folder of its own.
fn of_packs(folder: &str) -> Vec<String> {
    let packs = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs")).unwrap();
    let mut folders: Vec<PathBuf> = packs.map(|pack| pack.unwrap().path().join(folder)).collect();
    folders.sort();
    folders.iter().filter(|folder| folder.is_dir()).flat_map(|folder| texts(folder)).collect()
}

/// Reads a target's corpus with what else there is, and spoiled texts out of them.
fn each(target: &str, more: Vec<String>, few: usize, read: impl Fn(&str) -> bool) {
    let spoiled: usize = std::env::var(SPOILED).map_or(few, |count| count.parse().unwrap());
    let texts = [texts(&corpus(target)), more].concat();
    let taken = texts.iter().filter(|text| read(text)).count();
    assert!(taken > 0 && taken < texts.len(), "of {} in the corpus of {target} {taken} are taken", texts.len());
    let mut chance = Chance::new(SEED);
    for n in 0..spoiled {
        let mut text = texts[n % texts.len()].clone();
        (0..=chance.below(3)).for_each(|_| chance.spoil(&mut text));
        read(&text);
    }
    println!("trust: texts: {target} {} and {spoiled} spoiled", texts.len());
}

#[test]
fn a_file_of_a_pack() {
    each("pack", of_packs("rules"), 400, pack);
}

#[test]
fn a_personal_number() {
    each("number", Vec::new(), 3_000, number);
}

#[test]
fn a_day_somebody_typed() {
    each("date", Vec::new(), 3_000, date);
}

#[test]
fn a_scenario() {
    each("case", of_packs("cases"), 1_000, case_file);
}

#[test]
fn a_file_of_everybody_who_works_here() {
    let town = Town::default();
    each("roster", Vec::new(), 300, |text| roster(&town, text));
    assert!(town.is_sound());
}

#[test]
fn a_body_sent_to_the_api() {
    let town = Town::default();
    each("body", Vec::new(), 300, |text| body(&town, text));
    assert!(town.is_sound());
}
