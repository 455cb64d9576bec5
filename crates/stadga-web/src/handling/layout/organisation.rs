//! Forms about the organisation: who is on duty, who is away.

use super::{Layout, PLAIN, Spec, plain};

/// The forms.
pub const SPECS: &[Spec] = &[
    plain(
        Layout {
            use_case: "jour.lagg_in",
            sections: &[("", &["anvandare", "fran", "fran_klockan", "till", "till_klockan", "telefon"])],
            hints: &[("telefon", "Numret som den ringer som behöver enheten under jouren.")],
            half: &["fran", "fran_klockan", "till", "till_klockan"],
            ..PLAIN
        },
        "Lägg in jour",
        "Den som har jour når enhetens öppna ärenden under tiden, och bara då. Det antecknas vad hen läser.",
        "Spara",
    ),
    plain(
        Layout { use_case: "jour.avsluta", sections: &[("", &[])], left_out: &["jour"], ..PLAIN },
        "Ta bort eller avsluta jour",
        "Har jouren inte börjat tas den bort. Har den börjat slutar den nu, och den som hade jour når inte längre det hen bara nådde genom jouren.",
        "Ta bort eller avsluta",
    ),
    plain(
        Layout {
            use_case: "franvaro.registrera",
            sections: &[("", &["anvandare", "fran", "till", "vikarier"])],
            hints: &[("vikarier", "Flera kan vikariera. Då delas listan lika mellan dem.")],
            half: &["fran", "till"],
            ..PLAIN
        },
        "Registrera frånvaro",
        "Vikarien når ärendena de dagarna och arbetar i sitt eget namn. Skriv inte varför någon är borta.",
        "Spara",
    ),
    plain(
        Layout {
            use_case: "franvaro.andra",
            sections: &[("", &["fran", "till", "vikarier"])],
            left_out: &["franvaro"],
            half: &["fran", "till"],
            ..PLAIN
        },
        "Ändra frånvaro",
        "Ändra dagar eller vikarier. Det som gällde tidigare står kvar i loggen.",
        "Spara ändringen",
    ),
    plain(
        Layout {
            use_case: "franvaro.avsluta",
            sections: &[("", &["till"])],
            left_out: &["franvaro"],
            hints: &[("till", "Lämna tomt om personen är tillbaka i dag.")],
            ..PLAIN
        },
        "Avsluta frånvaro",
        "Personen är tillbaka. Vikarien når inte längre det som hen bara nådde som vikarie.",
        "Avsluta",
    ),
];
