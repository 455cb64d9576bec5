//! The forms of documents: what came in, what one has drawn up, what others are asked for.

use super::{PLAIN, Spec, plain};
use crate::form::Layout;

/// What a field for files says.
pub const FILES: &str = "PDF, bild (PNG eller JPEG), txt, eml, docx eller odt, högst 20 MB var.";

/// The forms.
pub const SPECS: &[Spec] = &[
    plain(
        Layout {
            use_case: "handling.registrera",
            sections: &[("", &["art", "fran", "vag", "nadde", "ankomst", "anteckning", "filer"])],
            long: &[("anteckning", 3)],
            visible: &["ankomst"],
            half: &["art", "fran", "vag", "nadde"],
            hints: &[
                ("fran", "Personen, en myndighet eller någon annan."),
                ("nadde", "Dagen den fanns hos er."),
                ("filer", FILES),
            ],
            ..PLAIN
        },
        "Registrera inkommen handling",
        "Är det ett yttrande över utredningen? Registrera det som yttrande i stället, med filen, så räknas det in i beslutet.",
        "Spara handlingen",
    ),
    plain(
        Layout {
            use_case: "handling.ratta",
            sections: &[("", &["art", "fran", "vag", "nadde", "ankomst", "anteckning", "skal"])],
            long: &[("anteckning", 3), ("skal", 2)],
            visible: &["ankomst"],
            left_out: &["handelse"],
            half: &["art", "fran", "vag", "nadde"],
            ..PLAIN
        },
        "Rätta uppgifter om handlingen",
        "Filerna ändras inte. Det du skrev förut står kvar, överstruket, med ditt skäl.",
        "Spara rättelsen",
    ),
    plain(
        Layout { use_case: "handling.aterkalla", left_out: &["handelse"], long: &[("skal", 3)], ..PLAIN },
        "Återkalla handlingen",
        "Handlingen står kvar, överstruken, med ditt skäl.",
        "Återkalla",
    ),
    plain(
        Layout {
            use_case: "handling.bifoga",
            sections: &[("", &["art", "rubrik", "till", "datum", "anteckning", "filer"])],
            long: &[("anteckning", 3)],
            half: &["art", "rubrik", "till", "datum"],
            hints: &[("till", "Om den har skickats till någon."), ("filer", FILES)],
            ..PLAIN
        },
        "Lägg till egen handling",
        "Något du själv har skrivit, och kanske skickat.",
        "Spara handlingen",
    ),
    plain(
        Layout {
            use_case: "uppgift.begar",
            sections: &[("", &["hos", "vad", "grund", "svar_senast", "datum"])],
            long: &[("vad", 3)],
            visible: &["grund"],
            half: &["svar_senast", "datum"],
            hints: &[("svar_senast", "När dagen har gått utan svar kommer en rad på din lista.")],
            ..PLAIN
        },
        "Begär uppgift",
        "Av en annan myndighet eller någon annan. Begäran syns bland det som väntar på andra.",
        "Spara begäran",
    ),
    plain(
        Layout {
            use_case: "uppgift.registrera",
            sections: &[("", &["begaran", "fran", "vag", "datum", "innehall", "filer"])],
            long: &[("innehall", 5)],
            unmarked: &["fran"],
            half: &["begaran", "fran", "vag", "datum"],
            hints: &[("fran", "Lämna tomt om det är den som tillfrågades."), ("filer", FILES)],
            ..PLAIN
        },
        "Registrera uppgift",
        "Det någon har lämnat och som kan ha betydelse, efter en begäran eller ändå.",
        "Spara uppgiften",
    ),
    plain(
        Layout { use_case: "uppgift.aterta", left_out: &["begaran"], long: &[("skal", 2)], ..PLAIN },
        "Återta begäran",
        "Begäran väntar inte längre på svar.",
        "Återta",
    ),
];
