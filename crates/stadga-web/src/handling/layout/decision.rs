//! The forms of the decision, the notice of it and the order.

use super::{Look, PLAIN, Spec, plain};
use crate::form::Layout;

/// The forms.
pub const SPECS: &[Spec] = &[
    Spec {
        layout: Layout {
            use_case: "beslut.fatta",
            sections: &[("", &["utfall", "insats", "omfattning", "fran", "till", "prova_om", "mal", "skal"])],
            long: &[("mal", 3), ("skal", 6)],
            visible: &["utfall"],
            left_out: &[],
            unmarked: &["omfattning", "fran", "till", "prova_om", "mal"],
            hints: &[
                ("skal", "Hämtat från utredningens bedömning. Ändra vid behov."),
                ("mal", "Hämtat från utredningen."),
                ("prova_om", "I stället för slutdatum."),
            ],
            half: &["insats", "omfattning", "fran", "till"],
        },
        look: Look::Decision,
        heading: "Beslut",
        intro: "",
        submit: "Fatta beslut",
        follows: &[],
    },
    plain(
        Layout { use_case: "beslut.underratta", left_out: &["beslut"], visible: &["kanal"], half: &["datum"], ..PLAIN },
        "Underrätta om beslutet",
        "Personen ska få veta hela innehållet. Går beslutet emot personen följer det med hur man överklagar.",
        "Spara",
    ),
    Spec {
        layout: Layout {
            use_case: "bestallning.skicka",
            sections: &[
                ("Till vem", &["utforare"]),
                ("Det här lämnas över", &["dela_mal", "dela_omfattning", "overlamnat"]),
            ],
            long: &[("overlamnat", 4)],
            visible: &["utforare"],
            left_out: &[],
            unmarked: &[],
            hints: &[("overlamnat", "Bara det som behövs för att ge insatsen väl och säkert.")],
            half: &[],
        },
        look: Look::Order,
        heading: "Beställ insatsen",
        intro: "",
        submit: "Skicka beställning",
        follows: &[],
    },
];
