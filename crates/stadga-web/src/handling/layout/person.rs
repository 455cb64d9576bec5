//! The forms about the person: identity, contact, children, representatives.

use super::{PLAIN, Spec, plain};
use crate::form::Layout;

/// The forms.
pub const SPECS: &[Spec] = &[
    plain(
        Layout {
            use_case: "identitet.faststall",
            hints: &[
                ("nummer", "Tolv siffror, till exempel 20000101-2384. Samordningsnummer går också bra."),
                ("namn", "Fyll i om namnet är nytt eller var fel."),
            ],
            unmarked: &["nummer", "namn"],
            half: &["nummer", "namn"],
            ..PLAIN
        },
        "Fastställ identitet",
        "När personens nummer eller namn har blivit känt.",
        "Spara",
    ),
    plain(
        Layout {
            use_case: "kontaktvag.ange",
            long: &[("adress", 3)],
            hints: &[("kontaktonskemal", "Till exempel: ring inte, skicka inte hem.")],
            half: &["telefon", "tolk"],
            ..PLAIN
        },
        "Ange kontaktväg",
        "Det du skriver gäller från nu. Det du lämnar tomt står kvar som det var.",
        "Spara",
    ),
    plain(
        Layout {
            use_case: "skydd.registrera",
            visible: &["art"],
            hints: &[
                ("kalla", "Till exempel: personen själv, eller uppgift i folkbokföringen. Skriv ingen adress."),
                ("omprovas", "Den dag du tar reda på om skyddet fortfarande gäller."),
            ],
            half: &["omprovas", "datum"],
            ..PLAIN
        },
        "Registrera skyddade personuppgifter",
        "Adress, telefon, platser och utförare visas inte längre för någon. Brev går till Skatteverkets förmedling.",
        "Spara",
    ),
    plain(
        Layout { use_case: "skydd.avsluta", visible: &["art"], half: &["datum"], ..PLAIN },
        "Avsluta skydd",
        "När skyddet inte längre gäller visas uppgifterna som för andra.",
        "Spara",
    ),
    plain(
        Layout { use_case: "barn.anteckna", visible: &["boende"], half: &["fodd", "fodelsear"], ..PLAIN },
        "Anteckna barn",
        "Ett barn i taget. Skriv samma förnamn igen om något har ändrats.",
        "Spara",
    ),
    plain(
        Layout {
            use_case: "fullmakt.registrera",
            sections: &[
                ("Företrädaren", &["foretradare", "roll", "adress"]),
                ("Vad hen har visat", &["art", "undertecknad", "original_visat", "skal", "forordnad_av"]),
                ("Vad det gäller", &["behorighet", "omfattning", "galler_till", "datum"]),
            ],
            visible: &["art"],
            unmarked: &["omfattning", "skal"],
            long: &[("omfattning", 2), ("adress", 3), ("skal", 2)],
            half: &["foretradare", "roll", "galler_till", "datum", "forordnad_av"],
            ..PLAIN
        },
        "Registrera fullmakt",
        "Den som företräder personen, och vad hen har visat.",
        "Spara",
    ),
    plain(
        Layout { use_case: "fullmakt.aterkalla", long: &[("anteckning", 2)], half: &["datum"], ..PLAIN },
        "Återkalla fullmakt",
        "Företrädaren får inte längre föra personens talan i ärendet.",
        "Spara",
    ),
];
