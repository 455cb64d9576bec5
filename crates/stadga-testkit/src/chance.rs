//! Texts with something spoiled in them, the same ones each time.

/// What somebody's keyboard, editor or program may put in a text.
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
    ";",
    ":",
    "\0",
    "\t",
    "\r",
    "\r\n",
    "\u{feff}",
    "\u{202e}",
    "å\u{301}",
    "🦔",
    "#",
    "-",
    "+",
    "/",
    "99999999999999999999",
    "1e309",
    "-1",
    "0 dagar",
    "-3 månader",
    "4294967295 arbetsdagar",
    "9999-99-99",
    "2026-02-30",
    "nan",
    "null",
    "when = ",
    "[[duty]]\n",
    "key = \"\"\n",
    "when = { any = [] }\n",
    "if = { not = { not = { not = {} } } }\n",
    "within = \"1 dag\"\nwithin = \"1 dag\"\n",
];

/// Numbers that look as if nobody had chosen them.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// Begins at a seed, which is not zero.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`, which is not zero.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).unwrap_or_default() % end.max(1)
    }

    /// Spoils a text: cuts it off, takes something out, puts something odd in, says a line twice.
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
