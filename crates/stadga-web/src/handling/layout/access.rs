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
            use_case: "omsesidig_sparr.registrera",
            visible: &["grund"],
            long: &[("beskrivning", 2)],
            half: &["nummer", "datum"],
            hints: &[
                ("beskrivning", "Skriv inte vem den andra är. Texten står i bådas ärenden."),
                ("nummer", "Numret sparas inte. Ärendena pekar på varandra utan namn och nummer."),
            ],
            ..PLAIN
        },
        "Spärra två personer mot varandra",
        "Den som arbetar med den ena ser sedan inget om den andra. Ingen kan utses för båda, och ingen av dem nämns i \
         brev till den andra. Har de samma handläggare i dag får du en uppgift att byta, i det här ärendet.",
        "Spärra dem mot varandra",
    ),
    plain(
        Layout { use_case: "omsesidig_sparr.hav", long: &[("skal", 2)], ..PLAIN },
        "Häv en spärr mellan två personer",
        "Samma person får sedan arbeta med båda. Skälet står i bådas ärenden.",
        "Häv spärren",
    ),
    plain(
        Layout { use_case: "namnuppgift.utelamna", long: &[("skal", 2)], ..PLAIN },
        "Utelämna en medarbetares namn i brev",
        "Brev, kopior och registerutdrag i ärendet visar sedan titeln och inte namnet. Det som redan har skickats ändras \
         inte. Vill du visa namnet igen återkallar du händelsen.",
        "Utelämna namnet",
    ),
    plain(
        Layout {
            use_case: "nodoppning.gor",
            long: &[("skal", 3)],
            hints: &[("skal", "Skälet sparas i ärendet. Chefen läser det och bedömer om det fanns skäl att öppna.")],
            ..PLAIN
        },
        "Öppna ett ärende du inte har del i",
        "Du kan läsa ärendet i några timmar, eller dagen ut om din kommun inte har bestämt något annat. Du kan inte skriva \
         i det.",
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
