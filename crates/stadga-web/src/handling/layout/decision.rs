//! The forms of the decision, the notice of it and the order.

use super::{Look, PLAIN, Spec, plain};
use crate::form::Layout;

/// The use cases whose form holds a whole decision.
pub const DECISIONS: &[&str] = &["beslut.fatta", "beslut.lamna", "namndbeslut.registrera"];

const GRANTS: &str = "bifall delvis_bifall andring";
const ABOUT_ANOTHER: &str = "andring upphorande";

/// The outcomes with which a field of a decision is asked; a field that is not here always is.
pub const SHOWN_FOR: &[(&str, &str)] = &[
    ("andrar", ABOUT_ANOTHER),
    ("andringsgrund", ABOUT_ANOTHER),
    ("avskrivningsgrund", "avskrivning"),
    ("avslaget", "delvis_bifall"),
    ("omfattning", GRANTS),
    ("fran", GRANTS),
    ("till", "bifall delvis_bifall andring upphorande"),
    ("prova_om", GRANTS),
    ("malinriktning", GRANTS),
    ("mal", GRANTS),
];

const FIELDS: &[&str] = &[
    "utfall",
    "insats",
    "andrar",
    "andringsgrund",
    "avskrivningsgrund",
    "avslaget",
    "omfattning",
    "fran",
    "till",
    "prova_om",
    "malinriktning",
    "mal",
    "skal",
];

const DECISION: Layout = Layout {
    long: &[("mal", 3), ("skal", 6), ("avslaget", 2), ("meddelande", 2)],
    visible: &["utfall"],
    unmarked: &[
        "andrar",
        "andringsgrund",
        "avskrivningsgrund",
        "avslaget",
        "omfattning",
        "fran",
        "till",
        "prova_om",
        "mal",
    ],
    hints: &[
        ("skal", "Hämtat från utredningens bedömning. Ändra vid behov."),
        ("mal", "Hämtat från utredningen."),
        ("malinriktning", "Hämtat från utredningen. Flera kan väljas."),
        ("prova_om", "I stället för slutdatum."),
        ("avslaget", "Den delen kan överklagas."),
    ],
    half: &["insats", "omfattning", "fran", "till", "sammantradesdag", "paragraf"],
    ..PLAIN
};

/// The forms.
pub const SPECS: &[Spec] = &[
    Spec {
        layout: Layout { use_case: "beslut.fatta", sections: &[("", FIELDS)], ..DECISION },
        look: Look::Decision,
        heading: "Beslut",
        intro: "",
        submit: "Fatta beslut",
        follows: &[],
    },
    Spec {
        layout: Layout {
            use_case: "beslut.lamna",
            sections: &[("", FIELDS), ("Till den som beslutar", &["meddelande"])],
            ..DECISION
        },
        look: Look::Decision,
        heading: "Lämna till beslut",
        intro: "",
        submit: "Lämna till beslut",
        follows: &[],
    },
    Spec {
        layout: Layout {
            use_case: "namndbeslut.registrera",
            sections: &[("Nämnden", &["namnd", "sammantradesdag", "paragraf"]), ("Beslutet", FIELDS)],
            ..DECISION
        },
        look: Look::Decision,
        heading: "Registrera nämndens beslut",
        intro: "",
        submit: "Registrera beslutet",
        follows: &[],
    },
    plain(
        Layout { use_case: "beslut.aterlamna", long: &[("skal", 4)], ..PLAIN },
        "Återlämna förslaget",
        "Handläggaren ser vad som behövs och lämnar förslaget igen.",
        "Återlämna",
    ),
    Spec {
        layout: Layout {
            use_case: "beslut.underratta",
            sections: &[("", &["kanal", "mottagare", "onskemal_lasta", "datum"])],
            left_out: &["beslut"],
            visible: &["kanal", "mottagare"],
            unmarked: &["mottagare"],
            half: &["datum"],
            ..PLAIN
        },
        look: Look::Letter,
        heading: "Underrätta om beslutet",
        intro: "Personen ska få veta hela innehållet. Går beslutet emot personen står det i brevet hur man överklagar.",
        submit: "Skicka",
        follows: &[],
    },
    Spec {
        layout: Layout {
            use_case: "bestallning.skicka",
            sections: &[
                ("Till vem", &["utforare", "onskad_start"]),
                (
                    "Det här lämnas över",
                    &["dela_mal", "dela_omfattning", "dela_kontakt", "risker", "overlamnat", "anteckningar"],
                ),
            ],
            long: &[("overlamnat", 4), ("risker", 2)],
            visible: &["utforare"],
            left_out: &[],
            unmarked: &[],
            hints: &[
                ("overlamnat", "Bara det som behövs för att ge insatsen väl och säkert."),
                ("risker", "För personen, eller för dem som träffar personen."),
                ("anteckningar", "Kryssa bara för det utföraren behöver. De lämnas över som de står i dag."),
            ],
            half: &[],
        },
        look: Look::Order,
        heading: "Beställ insatsen",
        intro: "",
        submit: "Skicka beställning",
        follows: &[],
    },
];
