//! Chance that is the same every time: a seed in, the same lives out, on every machine and on every day.

/// A stream of numbers that only the seed decides.
pub struct Chance(u64);

impl Chance {
    /// The stream of a case for a purpose, so that a new question asked of one stream moves no other.
    pub fn new(seed: u64, case: usize, purpose: u64) -> Self {
        let mut chance = Self(seed);
        for part in [case as u64, purpose] {
            chance.0 = chance.next().wrapping_add(part.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        }
        chance
    }

    /// SplitMix64 (Steele, Lea and Flood 2014): small, and good enough for lives.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both inclusive.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        let width = u64::from(high.saturating_sub(low)) + 1;
        low + u32::try_from(self.next() % width).unwrap_or_default()
    }

    /// Whether something that happens in so many of a hundred happens now.
    pub fn percent(&mut self, of_a_hundred: u32) -> bool {
        self.between(1, 100) <= of_a_hundred
    }

    /// One of them; an empty list is a mistake in the texts.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let place = self.next() % (of.len().max(1) as u64);
        &of[usize::try_from(place).unwrap_or_default()]
    }
}
