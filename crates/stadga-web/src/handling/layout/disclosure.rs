//! The forms of disclosure: assessing, handing out a copy, deciding not to, and what follows that.

use super::documents::FILES;
use super::{Look, PLAIN, Spec, plain};
use crate::form::Layout;

/// Whom it goes to, why, and which way.
const TO: &[&str] = &["provning", "mottagare", "grund", "skal", "forbehall", "kanal", "onskemal_lasta", "datum"];

/// The forms.
pub const SPECS: &[Spec] = &[
    plain(
        Layout {
            use_case: "utlamnande.prova",
            sections: &[("", &["fragande", "till", "adress", "vad", "grund", "utfall", "skal", "datum"])],
            visible: &["fragande", "utfall"],
            long: &[("adress", 3), ("vad", 3), ("skal", 3)],
            unmarked: &["till", "skal"],
            half: &["datum"],
            hints: &[("till", "Lämna tomt när det är parten som frågar.")],
            ..PLAIN
        },
        "Pröva om uppgifter kan lämnas ut",
        "Prövningen sparas i ärendet. Lämnas uppgifterna ut gör du kopian sedan. Lämnas de inte ut berättar du det, och att ett skriftligt beslut går att få.",
        "Spara prövningen",
    ),
    Spec {
        layout: Layout {
            use_case: "utlamnande.gor",
            sections: &[
                ("Vad som maskeras", &["maskera"]),
                ("Vad som lämnas ut", &["delar", "bilagor"]),
                ("Vem och varför", TO),
                ("", &["genomlast"]),
            ],
            visible: &["mottagare"],
            long: &[("maskera", 8), ("skal", 2), ("forbehall", 2)],
            unmarked: &["provning", "mottagare", "grund"],
            half: &["kanal", "datum"],
            hints: &[
                (
                    "maskera",
                    "Ett namn, ett nummer eller en mening på varje rad. Allt som liknar det tas bort, i vilken form det än står. Raderna från början är förslag ur ärendet: ta bort dem som får lämnas ut. Den som har anmält maskeras alltid.",
                ),
                ("bilagor", "En fil lämnas ut hel, utan maskering, eller inte alls. Läs den först."),
                ("skal", "När du prövar partens egen rätt här."),
            ],
            ..PLAIN
        },
        look: Look::Letter,
        heading: "Lämna ut handlingar",
        intro: "Kopian skrivs om från början. Det som maskeras finns inte i filen. Spara utkastet så ser du kopian så som den blir.",
        submit: "Lämna ut kopian",
        follows: &[],
    },
    Spec {
        layout: Layout {
            use_case: "utlamnande.historik",
            sections: &[("Händelser som öppnas", &["delar"]), ("Vem och varför", TO), ("", &["genomlast"])],
            visible: &["mottagare"],
            long: &[("skal", 2), ("forbehall", 2)],
            unmarked: &["provning", "mottagare", "grund"],
            half: &["kanal", "datum"],
            hints: &[
                (
                    "delar",
                    "En händelse följer med hel eller inte alls, för att den ska gå att kontrollera. Av den du inte kryssar för syns bara att den finns. De där någon annan kan vara nämnd är inte ifyllda från början.",
                ),
                ("skal", "När du prövar partens egen rätt här."),
            ],
            ..PLAIN
        },
        look: Look::Letter,
        heading: "Lämna ut historiken så att den går att kontrollera",
        intro: "Mottagaren får ett brev att läsa och en fil som visar att ingen händelse är ändrad eller borttagen.",
        submit: "Lämna ut historiken",
        follows: &[],
    },
    Spec {
        layout: Layout {
            use_case: "utlamnande.registerutdrag",
            sections: &[
                ("Vad som maskeras", &["maskera"]),
                ("Vad som lämnas ut", &["delar", "lasningar"]),
                ("Vem och varför", TO),
                ("", &["genomlast"]),
            ],
            visible: &["mottagare"],
            long: &[("maskera", 8), ("skal", 2), ("forbehall", 2)],
            unmarked: &["provning", "mottagare", "grund"],
            half: &["kanal", "datum"],
            hints: &[
                (
                    "maskera",
                    "Ett namn, ett nummer eller en mening på varje rad. Raderna från början är förslag ur ärendena: ta bort dem som får lämnas ut. Den som har anmält maskeras alltid.",
                ),
                ("delar", "Ur alla personens ärenden som du når. Av de andra nämns bara enheten."),
                ("skal", "När du prövar personens egen rätt här."),
            ],
            ..PLAIN
        },
        look: Look::Letter,
        heading: "Lämna ut registerutdrag",
        intro: "Personen får veta vad som finns om hen, varför, vem som har fått det och vem som har läst. Det som maskeras finns inte i filen, och filen sparas så som den lämnades.",
        submit: "Lämna ut utdraget",
        follows: &[],
    },
    plain(
        Layout { use_case: "utlamnande.domstol", half: &["domstol", "datum"], ..PLAIN },
        "Handlingarna är lämnade till domstolen",
        "Alla handlingar i målet om tvångsvård sparas så som de är nu, med grunden för att de lämnas.",
        "Spara att de är lämnade",
    ),
    Spec {
        look: Look::Letter,
        ..plain(
            Layout {
                use_case: "utlamnande.neka",
                sections: &[("", &["provning", "nekas", "lagrum", "skal", "forbehall", "onskemal_lasta", "datum"])],
                long: &[("nekas", 2), ("skal", 4), ("forbehall", 2)],
                half: &["lagrum", "datum"],
                unmarked: &["provning"],
                ..PLAIN
            },
            "Besluta att inte lämna ut",
            "Beslutet är myndighetens. Brevet talar om hur det överklagas till kammarrätten.",
            "Fatta beslutet",
        )
    },
    plain(
        Layout {
            use_case: "utlamnandebeslut.delge",
            left_out: &["beslut"],
            visible: &["bevis"],
            half: &["datum"],
            ..PLAIN
        },
        "Registrera att beslutet att inte lämna ut är delgivet",
        "Skriv den dag den som frågade fick beslutet. Tre veckor därefter har tiden att överklaga gått ut.",
        "Spara",
    ),
    plain(
        Layout {
            use_case: "utlamnandebeslut.overklaga",
            left_out: &["beslut"],
            long: &[("innehall", 5)],
            half: &["datum"],
            hints: &[("filer", FILES)],
            ..PLAIN
        },
        "Registrera överklagande av beslutet att inte lämna ut",
        "Överklagandet prövas av kammarrätten. Du prövar bara om det kom in i tid.",
        "Registrera",
    ),
];
