//! The forms of the investigation.

use super::{Look, PLAIN, Spec, plain};
use crate::form::Layout;

/// The forms.
pub const SPECS: &[Spec] = &[
    plain(
        Layout {
            use_case: "instrument.registrera",
            long: &[("sammanfattning", 4)],
            visible: &["utfall"],
            hints: &[("sammanfattning", "Skriv resultatet i korthet. Själva formuläret behåller du där det är gjort.")],
            half: &["instrument", "datum"],
            ..PLAIN
        },
        "Registrera bedömningsinstrument",
        "ASI eller ett annat instrument, eller varför det inte används. Inget svar hindrar ett beslut.",
        "Spara",
    ),
    Spec {
        layout: Layout {
            use_case: "utredning.sammanstall",
            sections: &[
                ("Delaktighet", &["delaktighet"]),
                ("Situation och behov", &["behov", "problem", "allvarlighetsgrad", "kontakt_sedan", "barn", "vald"]),
                (
                    "Bedömning och förslag",
                    &["tillgodoses_sjalv", "tillgodoses_annat", "bedomning", "malinriktning", "mal", "forslag"],
                ),
            ],
            long: &[("delaktighet", 5), ("behov", 8), ("barn", 3), ("vald", 3), ("bedomning", 8), ("mal", 3)],
            visible: &["tillgodoses_sjalv", "tillgodoses_annat"],
            left_out: &[],
            unmarked: &["barn", "vald", "tillgodoses_sjalv", "tillgodoses_annat"],
            hints: &[
                ("barn", "Barn som bor hos eller besöker personen, och vad som är bäst för dem."),
                ("vald", "Frågan ställs alltid. Skriv vad som kom fram."),
                ("delaktighet", "Hur personen har varit med, och vad personen själv vill."),
                ("bedomning", "Följer med som skäl i beslutet."),
                ("malinriktning", "Flera kan väljas. Följer med till beslut, beställning och plan."),
                ("mal", "Följer med till beslut, beställning och plan."),
            ],
            half: &["tillgodoses_sjalv", "tillgodoses_annat"],
        },
        look: Look::Investigation,
        heading: "Utredning",
        intro: "",
        submit: "Klar att kommunicera",
        follows: &[],
    },
    Spec {
        layout: Layout {
            use_case: "kommunicering.skicka",
            sections: &[(
                "",
                &["svar_senast", "kanal", "mottagare", "underlag", "andra_personer_genomgangna", "onskemal_lasta"],
            )],
            long: &[],
            visible: &["kanal", "mottagare"],
            left_out: &["datum"],
            unmarked: &["mottagare"],
            hints: &[(
                "svar_senast",
                "Personen behöver hinna läsa och svara. Ett svar som kommer senare tas alltid emot.",
            )],
            half: &[],
        },
        look: Look::Communication,
        heading: "Kommunicera utredningen",
        intro: "Personen får läsa underlaget och säga sitt före beslutet.",
        submit: "Skicka",
        follows: &[],
    },
    plain(
        Layout { use_case: "kommunicering.undanta", long: &[("skal", 3)], visible: &["grund"], ..PLAIN },
        "Undanta från kommunicering",
        "Bara på någon av lagens tre grunder, med skälet nedskrivet.",
        "Spara undantaget",
    ),
    plain(
        Layout {
            use_case: "yttrande.registrera",
            sections: &[("", &["innehall", "kanal", "datum"])],
            long: &[("innehall", 5)],
            half: &["kanal", "datum"],
            ..PLAIN
        },
        "Registrera yttrande",
        "Ett svar som kommer efter svarsdagen registreras också.",
        "Spara yttrandet",
    ),
];
