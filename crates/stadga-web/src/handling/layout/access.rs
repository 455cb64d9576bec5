//! The forms about who may see what: bars, emergency openings, reviews.

use super::{Layout, PLAIN, Spec, plain};

/// The forms.
pub const SPECS: &[Spec] = &[
    plain(
        Layout { use_case: "sparr.registrera", visible: &["grund"], ..PLAIN },
        "Spärra en medarbetare från personen",
        "Medarbetaren ser sedan inget av det vi har om personen: inte i listor, inte i sökningar och inte i nya ärenden.",
        "Spärra",
    ),
    plain(
        Layout { use_case: "sparr.hav", long: &[("skal", 2)], ..PLAIN },
        "Häv en spärr",
        "Medarbetaren får åter se det som arbetet ger rätt till.",
        "Häv spärren",
    ),
    plain(
        Layout {
            use_case: "nodoppning.gor",
            long: &[("skal", 3)],
            hints: &[("skal", "Skälet sparas i ärendet. Chefen läser det och bedömer om det fanns skäl att öppna.")],
            ..PLAIN
        },
        "Öppna ett ärende du inte har del i",
        "Du kan läsa ärendet resten av dagen. Du kan inte skriva i det.",
        "Öppna ärendet",
    ),
    plain(
        Layout {
            use_case: "nodoppning.granska",
            visible: &["bedomning"],
            long: &[("anteckning", 3)],
            left_out: &["oppning"],
            ..PLAIN
        },
        "Granska en nödöppning",
        "Läs skälet i händelserna, och fråga den som öppnade om du behöver.",
        "Spara",
    ),
    plain(
        Layout {
            use_case: "granskning.signera",
            visible: &["art"],
            long: &[("anteckning", 4)],
            half: &["manad"],
            ..PLAIN
        },
        "Signera en granskning",
        "Skriv vad du såg och vad du har gjort. Din signatur står i loggen.",
        "Signera",
    ),
];
