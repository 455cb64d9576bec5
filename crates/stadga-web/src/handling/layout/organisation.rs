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
    plain(
        Layout {
            use_case: "tillfalle.rakna",
            sections: &[("", &["antal", "datum"])],
            left_out: &["verksamhet", "vad", "val"],
            hints: &[("antal", "Lämna tomt om det är ett.")],
            half: &["antal", "datum"],
            ..PLAIN
        },
        "Räkna",
        "Skriv hur många. Här finns ingen plats för namn, för ingen ska nämnas.",
        "Spara",
    ),
    plain(
        Layout { use_case: "tillfalle.ratta", sections: &[("", &["antal"])], left_out: &["tillfalle"], ..PLAIN },
        "Rätta det som är räknat",
        "Skriv det rätta antalet. Noll tar bort raden. Det som stod tidigare finns kvar i loggen.",
        "Rätta",
    ),
    plain(
        Layout {
            use_case: "anvandare.registrera",
            sections: &[("", &["namn", "roll", "enhet", "fran"])],
            hints: &[("fran", "Lämna tomt om det gäller från i dag.")],
            ..PLAIN
        },
        "Registrera användare",
        "Rollen bestämmer vad personen når. Inloggningen ger du sedan på sidan Användare.",
        "Registrera",
    ),
    plain(
        Layout { use_case: "enhet.ange_driftform", sections: &[("", &["enhet", "enskild"])], ..PLAIN },
        "Vem som driver en enhet",
        "En enhet som någon annan än kommunen driver har egna akter, skilda från nämndens. De gallras två år efter den sista anteckningen, eller lämnas till nämnden.",
        "Spara",
    ),
    plain(
        Layout {
            use_case: "roll.tilldela",
            sections: &[("", &["anvandare", "roll", "enhet", "fran", "till"])],
            hints: &[
                ("fran", "Lämna tomt om det gäller från i dag."),
                ("till", "Lämna tomt om det gäller tills vidare."),
            ],
            half: &["fran", "till"],
            ..PLAIN
        },
        "Ge en roll",
        "Rollen läggs till dem som personen redan har. Enhetens chef ser ändringen i sin granskning.",
        "Ge rollen",
    ),
    plain(
        Layout {
            use_case: "roll.avsluta",
            sections: &[("", &["anvandare", "roll", "enhet", "till"])],
            hints: &[("till", "Lämna tomt om den ska sluta gälla genast.")],
            ..PLAIN
        },
        "Avsluta en roll",
        "Personen når inget genom rollen efter sista dagen.",
        "Avsluta rollen",
    ),
    plain(
        Layout {
            use_case: "anvandare.avsluta",
            sections: &[("", &["anvandare", "till"])],
            hints: &[("till", "Lämna tomt om personen ska stängas ute genast.")],
            ..PLAIN
        },
        "Avsluta användare",
        "Alla roller upphör och personen loggas ut. Det hen höll i ser enhetens chef, tills någon annan har tagit över.",
        "Avsluta",
    ),
];
