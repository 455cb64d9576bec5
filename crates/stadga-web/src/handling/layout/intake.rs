//! The forms of intake: what comes in, and what is made of it.

use super::{Look, PLAIN, Spec, plain};
use crate::form::Layout;

const HALF: &[&str] = &[
    "nummer",
    "telefon",
    "kontaktonskemal",
    "tolk",
    "skydd",
    "allvarlighetsgrad",
    "lamnare",
    "behorighet",
    "anmalare",
    "anmalare_kontakt",
    "datum",
    "klockslag",
    "enhet",
    "handlaggare",
];

const NUMBER: (&str, &str) = ("nummer", "Behövs inte nu. Tolv siffror, till exempel 20000101-2384.");
const WISHES: (&str, &str) = ("kontaktonskemal", "Till exempel: ring inte, skicka inte hem.");
const CHILDREN: (&str, &str) = ("barnens_namn", "Ett barn på varje rad, till exempel: Alva 2019.");
const ALWAYS: (&str, &[&str]) = ("Fråga alltid", &["barn", "barnens_namn", "vald", "akut"]);
const NEXT: (&str, &[&str]) = ("Vem tar hand om den", &["enhet", "handlaggare"]);

/// The forms.
pub const SPECS: &[Spec] = &[
    Spec {
        layout: Layout {
            use_case: "ansokan.registrera",
            sections: &[
                ("Vem", &["namn", "nummer", "telefon", "kontaktonskemal", "tolk", "skydd"]),
                ("Vad", &["kanal", "galler", "anteckning", "datum", "klockslag", "filer"]),
                ALWAYS,
                NEXT,
                ("Om någon annan lämnar ansökan", &["lamnare", "behorighet", "lamnad_av"]),
                ("Om du redan vet", &["problem", "allvarlighetsgrad", "beskrivning"]),
            ],
            long: &[("galler", 3), ("anteckning", 3), ("barnens_namn", 2), ("beskrivning", 2)],
            visible: &["kanal"],
            left_out: &[],
            unmarked: &[],
            hints: &[
                NUMBER,
                ("galler", "Med personens egna ord."),
                ("filer", super::documents::FILES),
                WISHES,
                CHILDREN,
            ],
            half: HALF,
        },
        look: Look::Intake,
        heading: "Registrera inkommet",
        intro: "Skriv medan du pratar. Bara namn och vad ansökan gäller måste fyllas i.",
        submit: "Spara och öppna ärende",
        follows: &[
            "Ärendet får ett nummer och utredningen inleds samma dag.",
            "Handläggaren, eller enhetschefen, ser ärendet på sin lista.",
        ],
    },
    Spec {
        layout: Layout {
            use_case: "anmalan.registrera",
            sections: &[
                ("Vem det gäller", &["namn", "nummer", "beskrivning", "telefon", "kontaktonskemal", "tolk", "skydd"]),
                ("Vad", &["slag", "kanal", "innehall", "anteckning", "datum", "klockslag"]),
                ALWAYS,
                (
                    "Vem som anmäler (sparas för sig)",
                    &["anmalare_anonym", "anmalare", "anmalare_kontakt", "anmalare_forhallande"],
                ),
                NEXT,
                ("Om du redan vet", &["problem", "allvarlighetsgrad"]),
            ],
            long: &[("innehall", 4), ("anteckning", 3), ("barnens_namn", 2), ("beskrivning", 2)],
            visible: &["slag", "kanal"],
            left_out: &[],
            unmarked: &[],
            hints: &[
                ("namn", "Lämna tomt om ingen vet vem det är, och beskriv personen i stället."),
                NUMBER,
                ("innehall", "Skriv det som sägs. Skriv inte här vem som anmäler."),
                WISHES,
                CHILDREN,
            ],
            half: HALF,
        },
        look: Look::Intake,
        heading: "Registrera anmälan",
        intro: "Skriv medan du pratar. Bara vad anmälan gäller måste fyllas i.",
        submit: "Spara anmälan",
        follows: &[
            "Ärendet får ett nummer. Utredningen inleds inte av sig själv.",
            "Anmälan står kvar i mottagningen tills den är förhandsbedömd.",
        ],
    },
    plain(
        Layout { use_case: "anmalare.uppge", half: &["anmalare", "anmalare_kontakt"], ..PLAIN },
        "Uppge vem som anmälde",
        "Sparas för sig. Syns aldrig i listor, brev eller hos en utförare.",
        "Spara",
    ),
    plain(
        Layout {
            use_case: "forhandsbedomning.gor",
            long: &[("skal", 6)],
            visible: &["utfall", "lagrum"],
            unmarked: &["lagrum"],
            half: &["datum"],
            ..PLAIN
        },
        "Förhandsbedöm",
        "Kan det som har kommit in leda till en åtgärd? Då inleds en utredning. Annars avslutas ärendet med ditt skäl.",
        "Spara bedömningen",
    ),
    plain(
        Layout {
            use_case: "ansokan.anteckna",
            sections: &[("", &["galler", "problem", "kanal", "datum", "filer"])],
            long: &[("galler", 3)],
            half: &["kanal", "datum"],
            hints: &[("galler", "Med personens egna ord.")],
            ..PLAIN
        },
        "Registrera ansökan",
        "Personen ansöker själv, i ett ärende som började med en anmälan. Utredningen fortsätter.",
        "Registrera ansökan",
    ),
    plain(
        Layout {
            use_case: "ansokan.aterkalla",
            long: &[("galler", 3)],
            visible: &["omfattning"],
            half: &["kanal", "datum"],
            ..PLAIN
        },
        "Registrera återkallelse",
        "Personen tar tillbaka sin ansökan, hela eller en del.",
        "Spara återkallelsen",
    ),
    plain(
        Layout { use_case: "handlaggare.byt", long: &[("overlamning", 5)], ..PLAIN },
        "Byt handläggare",
        "Den nya handläggaren ser ärendet direkt. Den förra når det till och med i dag.",
        "Byt handläggare",
    ),
    Spec {
        layout: Layout {
            use_case: "handlaggarbyte.meddela",
            sections: &[("", &["kanal", "mottagare", "onskemal_lasta", "datum"])],
            visible: &["kanal", "mottagare"],
            unmarked: &["mottagare"],
            half: &["datum"],
            ..PLAIN
        },
        look: Look::Letter,
        heading: "Berätta om ny handläggare",
        intro: "Personen ska veta vem som handlägger och hur man når hen. Skicka brevet, eller säg det och spara.",
        submit: "Spara",
        follows: &[],
    },
    plain(
        Layout { use_case: "handlaggare.utse", ..PLAIN },
        "Utse handläggare",
        "Handläggaren ser ärendet direkt på sin lista.",
        "Utse",
    ),
];
