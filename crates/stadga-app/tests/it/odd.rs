//! Whatever a pack's text becomes, it is read or its problems are told at their places: nothing gives way.

use stadga_app::packs::{Library, stack};
use std::path::Path;

/// How many spoiled packs are read; `cargo xtask trust` asks for more.
const PACKS: &str = "STADGA_TRUST_PACKS";
/// The same spoilings each time.
const SEED: u64 = 20_261_126;

/// What somebody's keyboard, editor or program may put in a pack.
const ODD: &[&str] = &[
    "\"",
    "\\",
    "'''",
    "[[",
    "]",
    "{",
    "}",
    "=",
    ",",
    "\0",
    "\t",
    "\r",
    "å\u{301}",
    "🦔",
    "#",
    "-",
    "99999999999999999999",
    "0 dagar",
    "-3 månader",
    "4294967295 arbetsdagar",
    "9999-99-99",
    "nan",
    "when = ",
    "[[duty]]\n",
    "key = \"\"\n",
    "when = { any = [] }\n",
    "if = { not = { not = { not = {} } } }\n",
    "within = \"1 dag\"\nwithin = \"1 dag\"\n",
];

/// Numbers that look as if nobody had chosen them.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).unwrap() % end
    }

    pub fn spoil(&mut self, text: &mut String) {
        let from = letter(text, self.below(text.len() + 1));
        let to = letter(text, from + self.below(40)).max(from);
        match self.below(5) {
            0 => text.insert_str(from, ODD[self.below(ODD.len())]),
            1 => text.truncate(from),
            2 => text.replace_range(from..to, ""),
            3 => {
                let lines: Vec<&str> = text.lines().collect();
                let moved = lines.get(self.below(lines.len().max(1))).map(|line| format!("\n{line}\n"));
                text.insert_str(from, &moved.unwrap_or_default());
            }
            _ => text.replace_range(from..to, ODD[self.below(ODD.len())]),
        }
    }
}

/// The place at or before `at` where a letter begins.
fn letter(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[test]
fn a_spoiled_pack_is_told_at_its_places_and_nothing_gives_way() {
    let count: usize = std::env::var(PACKS).map_or(30, |count| count.parse().unwrap());
    let library = Library::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs"))).unwrap();
    let ids: Vec<&str> = library.ids().collect();
    let mut chance = Chance(SEED);
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
