//! Forms about the copies of the unit's emergency binder.

use super::{Layout, PLAIN, Spec, plain};

/// The forms.
pub const SPECS: &[Spec] = &[
    plain(
        Layout {
            use_case: "nodparm.framstall",
            sections: &[("", &["till", "plats"])],
            hints: &[
                ("till", "Lämna tomt om du kvitterar ut exemplaret senare."),
                ("plats", "Till exempel: låst skåp i expeditionen."),
            ],
            ..PLAIN
        },
        "Gör ett exemplar av nödpärmen",
        "Exemplaret får nästa nummer och kan hämtas i dag. Att det hämtas skrivs i loggen.",
        "Gör exemplaret",
    ),
    plain(
        Layout {
            use_case: "nodparm.lamna_ut",
            sections: &[("", &["till", "plats"])],
            left_out: &["exemplar"],
            ..PLAIN
        },
        "Kvittera ut ett exemplar",
        "Skriv vem som har fått pappret och var det förvaras. Det ska ligga inlåst.",
        "Kvittera ut",
    ),
    plain(
        Layout {
            use_case: "nodparm.forstor",
            sections: &[("", &["datum"])],
            left_out: &["exemplar"],
            half: &["datum"],
            hints: &[("datum", "Lämna tomt om det är gjort i dag.")],
            ..PLAIN
        },
        "Anteckna ett förstört exemplar",
        "Kör pappret i dokumentförstöraren först, och radera filen om den ligger kvar.",
        "Spara",
    ),
];
