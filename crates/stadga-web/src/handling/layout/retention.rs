//! Forms about erasure.

use super::{Layout, PLAIN, Spec, plain};

/// The forms.
pub const SPECS: &[Spec] = &[
    plain(
        Layout { use_case: "gallring.foresla", sections: &[("", &["akter"])], ..PLAIN },
        "Föreslå gallring",
        "Listan har de akter som lagen säger ska gallras. Det som ska bevaras går inte att välja. Någon annan än du beslutar.",
        "Föreslå gallring",
    ),
    plain(
        Layout { use_case: "gallring.besluta", sections: &[("", &["slutgiltigt"])], left_out: &["forslag"], ..PLAIN },
        "Besluta om gallring",
        "Akterna i förslaget prövas en gång till och gallras genast. Det går inte att ångra. Listan står på sidan Gallring.",
        "Gallra akterna",
    ),
    plain(
        Layout {
            use_case: "gallring.avboj",
            sections: &[("", &["skal"])],
            left_out: &["forslag"],
            long: &[("skal", 2)],
            ..PLAIN
        },
        "Avböj förslaget",
        "Akterna finns kvar och kan föreslås igen.",
        "Avböj",
    ),
];
