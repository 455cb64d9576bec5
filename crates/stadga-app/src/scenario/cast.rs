//! Who takes part in every scenario.

use crate::setup::{UnitPlan, UserPlan};
use stadga_core::fact::organisation::{EnhetArt, Roll};

/// The units.
pub const UNITS: &[UnitPlan<'_>] = &[
    UnitPlan { key: "mottagning", name: "Mottagningen", kind: EnhetArt::Mottagning, insatser: &[] },
    UnitPlan { key: "vuxen", name: "Vuxenenheten", kind: EnhetArt::Myndighet, insatser: &[] },
    UnitPlan {
        key: "oppenvarden",
        name: "Öppenvården",
        kind: EnhetArt::Utforare,
        insatser: &[
            "oppenvard",
            "oppenvard-cra",
            "oppenvard-kb",
            "oppenvard-mi",
            "oppenvard-afp",
            "oppenvard-12steg",
            "oppenvard-spel",
        ],
    },
    UnitPlan {
        key: "stodteamet",
        name: "Stödteamet",
        kind: EnhetArt::Utforare,
        insatser: &[
            "stodcoach",
            "stodperson",
            "sysselsattning",
            "hvb",
            "boende-omvardnad",
            "stodboende-vuxen",
            "familjehem-vuxen",
            "dagcentral",
            "anhorigprogram",
        ],
    },
];

/// The people.
pub const USERS: &[UserPlan<'_>] = &[
    user("amina", "Amina Warsame", Roll::Mottagningssekreterare, "mottagning"),
    user("sara", "Sara Lindqvist", Roll::Socialsekreterare, "vuxen"),
    user("jonas", "Jonas Hedlund", Roll::Socialsekreterare, "vuxen"),
    user("nadja", "Nadja Blom", Roll::Enhetschef, "vuxen"),
    user("robert", "Robert Nyström", Roll::Utforarchef, "oppenvarden"),
    user("omar", "Omar Farah", Roll::Behandlare, "oppenvarden"),
    user("lina", "Lina Åkesson", Roll::Behandlare, "oppenvarden"),
    user("maria", "Maria Ek", Roll::Utforarchef, "stodteamet"),
    user("stina", "Stina Berg", Roll::Systemforvaltare, "mottagning"),
];

const fn user(key: &'static str, name: &'static str, role: Roll, unit: &'static str) -> UserPlan<'static> {
    UserPlan { key, name, role, unit }
}
