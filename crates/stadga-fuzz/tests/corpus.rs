//! Each target over its corpus, and over as many texts with something spoiled; nothing gives way.

use stadga_fuzz::{Town, body, case_file, corpus, date, number, pack, roster};
use stadga_testkit::Chance;
use std::fs;

/// How many spoiled texts each target reads; `cargo xtask trust` asks for more.
const SPOILED: &str = "STADGA_TRUST_SPOILED";
/// The same spoilings each time.
const SEED: u64 = 20_261_127;

/// Reads a target's corpus and spoiled texts out of it; how many were read and how many were taken.
fn each(target: &str, few: usize, read: impl Fn(&str) -> bool) {
    let spoiled: usize = std::env::var(SPOILED).map_or(few, |count| count.parse().unwrap());
    let files = fs::read_dir(corpus(target)).unwrap_or_else(|why| panic!("{target}: {why}"));
    let mut texts: Vec<(String, String)> = files
        .map(|file| file.unwrap().path())
        .map(|path| (path.display().to_string(), String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned()))
        .collect();
    texts.sort();
    let taken = texts.iter().filter(|(_, text)| read(text)).count();
    assert!(taken > 0 && taken < texts.len(), "of {} in the corpus of {target} {taken} are taken", texts.len());
    let mut chance = Chance::new(SEED);
    for n in 0..spoiled {
        let mut text = texts[n % texts.len()].1.clone();
        (0..=chance.below(3)).for_each(|_| chance.spoil(&mut text));
        read(&text);
    }
    println!("trust: texts: {target} {} and {spoiled} spoiled", texts.len());
}

#[test]
fn a_file_of_a_pack() {
    each("pack", 600, pack);
}

#[test]
fn a_personal_number() {
    each("number", 3_000, number);
}

#[test]
fn a_day_somebody_typed() {
    each("date", 3_000, date);
}

#[test]
fn a_scenario() {
    each("case", 1_000, case_file);
}

#[test]
fn a_file_of_everybody_who_works_here() {
    let town = Town::default();
    each("roster", 300, |text| roster(&town, text));
    assert!(town.is_sound());
}

#[test]
fn a_body_sent_to_the_api() {
    let town = Town::default();
    each("body", 300, |text| body(&town, text));
    assert!(town.is_sound());
}
