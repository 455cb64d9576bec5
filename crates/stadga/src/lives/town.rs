//! Who works in an invented municipality: the demo's own people, or as many as the cases need.

use super::chance::Chance;
use super::names::{MEN, SURNAMES, WOMEN};
use stadga_app::setup::{UnitPlan, UserPlan};
use stadga_core::fact::organisation::{EnhetArt, Roll};

/// What outpatient care carries out.
const OUTPATIENT: &[&str] = &[
    "oppenvard",
    "oppenvard-cra",
    "oppenvard-kb",
    "oppenvard-mi",
    "oppenvard-afp",
    "oppenvard-12steg",
    "oppenvard-spel",
];
/// What the support team carries out.
const SUPPORT: &[&str] = &["case-manager", "stodcoach", "stodperson", "sysselsattning", "dagcentral", "anhorigprogram"];
/// What the unit for housing carries out.
const HOUSING: &[&str] = &["boende-omvardnad", "stodboende-vuxen", "traningslagenhet", "bostad-forst"];

/// Caseworkers under one head, at most.
const UNDER_ONE_HEAD: usize = 8;
/// Caseworkers in the largest unit of a municipality that has so many and some more: at thirty cases each it has
/// five hundred open.
const LARGEST: usize = 17;
/// From so many caseworkers on one unit is as large as that.
const LARGE: usize = 20;
/// Caseworkers for each group of three provider's units.
const FOR_EACH_PROVIDER: usize = 24;
/// Therapists in a provider's unit of a large municipality.
const THERAPISTS: usize = 12;

/// A unit.
pub struct Unit {
    /// The key.
    pub key: String,
    name: String,
    kind: EnhetArt,
    insatser: &'static [&'static str],
}

/// Somebody with a post.
pub struct Worker {
    /// The key.
    pub key: String,
    /// The name.
    pub name: String,
    role: Roll,
    unit: String,
}

/// The units and the people.
pub struct Town {
    units: Vec<Unit>,
    workers: Vec<Worker>,
}

impl Town {
    /// The demo's own: two units for casework with six caseworkers, three providers.
    pub fn ekvalla() -> Self {
        use EnhetArt::{Mottagning, Myndighet, Utforare};
        use Roll::{Behandlare, Enhetschef, Mottagningssekreterare, Socialsekreterare, Utforarchef};
        let mut town = Self { units: Vec::new(), workers: Vec::new() };
        town.unit("mottagning", "Mottagningen", Mottagning, &[]);
        town.unit("vuxen", "Vuxenenheten", Myndighet, &[]);
        town.unit("unga", "Unga vuxna", Myndighet, &[]);
        town.unit("oppenvarden", "Öppenvården", Utforare, OUTPATIENT);
        town.unit("stodteamet", "Stödteamet", Utforare, SUPPORT);
        town.unit("boendet", "Boendeenheten", Utforare, HOUSING);
        for (key, name, role, unit) in [
            ("amina", "Amina Warsame", Mottagningssekreterare, "mottagning"),
            ("peter", "Peter Sjögren", Mottagningssekreterare, "mottagning"),
            ("sara", "Sara Lindqvist", Socialsekreterare, "vuxen"),
            ("jonas", "Jonas Hedlund", Socialsekreterare, "vuxen"),
            ("elin", "Elin Bergström", Socialsekreterare, "vuxen"),
            ("daniel", "Daniel Haddad", Socialsekreterare, "vuxen"),
            ("nadja", "Nadja Blom", Enhetschef, "vuxen"),
            ("mariam", "Mariam Yusuf", Socialsekreterare, "unga"),
            ("oskar", "Oskar Nordin", Socialsekreterare, "unga"),
            ("henrik", "Henrik Dufva", Enhetschef, "unga"),
            ("robert", "Robert Nyström", Utforarchef, "oppenvarden"),
            ("omar", "Omar Farah", Behandlare, "oppenvarden"),
            ("lina", "Lina Åkesson", Behandlare, "oppenvarden"),
            ("johan", "Johan Ström", Behandlare, "oppenvarden"),
            ("maria", "Maria Ek", Utforarchef, "stodteamet"),
            ("sofia", "Sofia Lindh", Behandlare, "stodteamet"),
            ("ahmed", "Ahmed Saleh", Behandlare, "stodteamet"),
            ("kerstin", "Kerstin Wallin", Utforarchef, "boendet"),
            ("emil", "Emil Sandberg", Behandlare, "boendet"),
            ("fadumo", "Fadumo Noor", Behandlare, "boendet"),
        ] {
            town.worker(key, name, role, unit);
        }
        town
    }

    /// A municipality with so many caseworkers, and others in proportion. Their names come from the seed.
    pub fn with(caseworkers: usize, seed: u64) -> Self {
        let mut town = Self { units: Vec::new(), workers: Vec::new() };
        town.unit("mottagning", "Mottagningen", EnhetArt::Mottagning, &[]);
        for number in 0..caseworkers.div_ceil(FOR_EACH_PROVIDER).max(2) {
            town.drawn(seed, Roll::Mottagningssekreterare, "mottagning", number);
        }
        let first = if caseworkers >= LARGE { LARGEST } else { UNDER_ONE_HEAD };
        for number in 0..caseworkers {
            let (unit, place) = match number.checked_sub(first) {
                None => (1, number),
                Some(more) => (more / UNDER_ONE_HEAD + 2, more % UNDER_ONE_HEAD),
            };
            let (key, name) = (format!("vuxen{unit}"), format!("Vuxenenheten {unit}"));
            if place == 0 {
                town.unit(&key, &name, EnhetArt::Myndighet, &[]);
                town.drawn(seed, Roll::Enhetschef, &key, 0);
            }
            town.drawn(seed, Roll::Socialsekreterare, &key, place);
        }
        for number in 1..=caseworkers.div_ceil(FOR_EACH_PROVIDER).max(1) {
            for (key, name, insatser) in [
                ("oppenvard", "Öppenvården", OUTPATIENT),
                ("stod", "Stödteamet", SUPPORT),
                ("boende", "Boendeenheten", HOUSING),
            ] {
                let unit = format!("{key}{number}");
                town.unit(&unit, &format!("{name} {number}"), EnhetArt::Utforare, insatser);
                town.drawn(seed, Roll::Utforarchef, &unit, 0);
                (0..THERAPISTS).for_each(|place| town.drawn(seed, Roll::Behandlare, &unit, place));
            }
        }
        town
    }

    fn unit(&mut self, key: &str, name: &str, kind: EnhetArt, insatser: &'static [&'static str]) {
        self.units.push(Unit { key: key.to_owned(), name: name.to_owned(), kind, insatser });
    }

    fn worker(&mut self, key: &str, name: &str, role: Roll, unit: &str) {
        self.workers.push(Worker { key: key.to_owned(), name: name.to_owned(), role, unit: unit.to_owned() });
    }

    fn drawn(&mut self, seed: u64, role: Roll, unit: &str, place: usize) {
        let mut chance = Chance::new(seed, self.workers.len(), 7);
        let first = chance.one(if place.is_multiple_of(2) { WOMEN } else { MEN });
        let name = format!("{first} {}", chance.one(SURNAMES));
        self.worker(&format!("{unit}-{}-{place}", role.word()), &name, role, unit);
    }

    /// The units as they are founded.
    pub fn units<'a>(&'a self) -> Vec<UnitPlan<'a>> {
        let plan = |unit: &'a Unit| {
            let Unit { key, name, kind, insatser } = unit;
            UnitPlan { key, name, kind: *kind, insatser }
        };
        self.units.iter().map(plan).collect()
    }

    /// The people as they are founded.
    pub fn users<'a>(&'a self) -> Vec<UserPlan<'a>> {
        let plan = |worker: &'a Worker| {
            let Worker { key, name, role, unit } = worker;
            UserPlan { key, name, role: *role, unit }
        };
        self.workers.iter().map(plan).collect()
    }

    /// Everyone with a role, with the key of their unit.
    pub fn holding(&self, role: Roll) -> Vec<(&Worker, &str)> {
        let held = self.workers.iter().filter(|worker| worker.role == role);
        held.map(|worker| (worker, worker.unit.as_str())).collect()
    }

    /// Those who hold a role in a unit.
    pub fn within(&self, role: Roll, unit: &str) -> Vec<&Worker> {
        self.workers.iter().filter(|worker| worker.role == role && worker.unit == unit).collect()
    }

    /// The units that carry out an insats.
    pub fn providers(&self, insats: &str) -> Vec<&Unit> {
        self.units.iter().filter(|unit| unit.insatser.contains(&insats)).collect()
    }
}
