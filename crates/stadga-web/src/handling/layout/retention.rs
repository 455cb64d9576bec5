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
        Layout { use_case: "uppdragsakt.lamna_over", sections: &[("", &["grund"])], ..PLAIN },
        "Lämna akten till nämnden",
        "Akten blir nämndens. Från i morgon når ingen hos utföraren den längre. Det går inte att ångra.",
        "Lämna akten till nämnden",
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
    plain(
        Layout {
            use_case: "arkiv.forbered",
            sections: &[("", &["akter", "arkiv", "nyckel", "overenskommelse"])],
            ..PLAIN
        },
        "Förbered överlämnande till arkiv",
        "Varje akt blir ett paket som bara arkivet kan öppna: be arkivet om dess öppna nyckel, den börjar med age1. Akterna finns kvar här tills någon annan än du har bekräftat att arkivet har dem.",
        "Förbered",
    ),
    plain(
        Layout {
            use_case: "arkiv.kvittera",
            sections: &[("", &["kvittens", "slutgiltigt"])],
            left_out: &["forslag"],
            long: &[("kvittens", 4)],
            ..PLAIN
        },
        "Bekräfta att arkivet har akterna",
        "Klistra in arkivets kvittens med SHA-256 för varje paket det har öppnat. Summorna jämförs med akterna som de är nu, och stämmer de tas akterna bort här. Det går inte att ångra.",
        "Bekräfta och ta bort akterna här",
    ),
    plain(
        Layout {
            use_case: "arkiv.avbryt",
            sections: &[("", &["skal"])],
            left_out: &["forslag"],
            long: &[("skal", 2)],
            ..PLAIN
        },
        "Avbryt överlämnandet",
        "Akterna finns kvar och kan lämnas över en annan gång. Be arkivet förstöra de paket som det redan har fått.",
        "Avbryt",
    ),
];
