//! Whatever a pack's text becomes, it is read or its problems are told at their places: nothing gives way.

use stadga_app::packs::{Library, stack};
use stadga_testkit::Chance;
use std::path::Path;

/// How many spoiled packs are read; `cargo xtask trust` asks for more.
const PACKS: &str = "STADGA_TRUST_PACKS";
/// The same spoilings each time.
const SEED: u64 = 20_261_126;

#[test]
fn a_spoiled_pack_is_told_at_its_places_and_nothing_gives_way() {
    let count: usize = std::env::var(PACKS).map_or(30, |count| count.parse().unwrap());
    let library = Library::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs"))).unwrap();
    let ids: Vec<&str> = library.ids().collect();
    let mut chance = Chance::new(SEED);
    let mut told = 0;
    for n in 0..count {
        let mut files = library.get(ids[n % ids.len()]).unwrap().clone();
        for _ in 0..=chance.below(3) {
            let which = chance.below(files.files.len());
            chance.spoil(&mut files.files[which].1);
        }
        let (_, diagnostics) = stack(&[files.clone()]);
        told += usize::from(!diagnostics.is_empty());
        for diagnostic in diagnostics {
            let text = files.files.iter().find(|(name, _)| diagnostic.file.ends_with(name.as_str()));
            let lines = text.map_or(0, |(_, text)| text.lines().count());
            assert!(diagnostic.line <= lines + 1, "{diagnostic}");
        }
    }
    println!("trust: packs: {count} spoiled packs read, the problems of {told} told at their places, 0 gave way");
    assert!(told * 2 > count, "{told} of {count} were told of");
}
