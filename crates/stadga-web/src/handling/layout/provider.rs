//! The forms at the provider.

use super::{PLAIN, Spec, plain};
use crate::form::Layout;

/// The forms.
pub const SPECS: &[Spec] = &[
    plain(
        Layout {
            use_case: "uppdrag.ta_emot",
            visible: &["behandlare"],
            hints: &[("behandlare", "Du kan också ta emot nu och utse senare.")],
            ..PLAIN
        },
        "Ta emot uppdrag",
        "Handläggaren ser att uppdraget är mottaget och vem som är behandlare.",
        "Ta emot uppdrag",
    ),
    plain(
        Layout { use_case: "uppdrag.aterlamna", long: &[("skal", 3)], ..PLAIN },
        "Återlämna uppdrag",
        "Handläggaren får uppdraget tillbaka med ditt skäl. Tiden att verkställa beslutet fortsätter att räknas.",
        "Återlämna",
    ),
    plain(
        Layout { use_case: "behandlare.utse", visible: &["behandlare"], ..PLAIN },
        "Utse behandlare",
        "Behandlaren får uppdraget på sin lista och handläggaren ser vem det är.",
        "Utse",
    ),
    plain(
        Layout {
            use_case: "mote.registrera",
            sections: &[("", &["art", "datum", "deltagare", "sammanfattning", "insatsen_paborjas"])],
            long: &[("sammanfattning", 5)],
            half: &["art", "datum"],
            ..PLAIN
        },
        "Registrera möte",
        "Det första gemensamma mötet sätter igång tiden för genomförandeplanen.",
        "Spara mötet",
    ),
    plain(
        Layout {
            use_case: "genomforandeplan.uppratta",
            sections: &[("", &["egna_ord", "mal", "arbetssatt", "godkannande", "datum"])],
            long: &[("egna_ord", 4), ("mal", 4), ("arbetssatt", 5)],
            visible: &["godkannande"],
            hints: &[
                ("egna_ord", "Det här vill jag, så som personen säger det."),
                ("mal", "Hämtat från beställningen. Skriv ett mål på varje rad."),
                ("arbetssatt", "Vad som görs, av vem, och när."),
            ],
            ..PLAIN
        },
        "Genomförandeplan",
        "Skriv planen tillsammans med personen. Att inte skriva på är alltid tillåtet.",
        "Spara planen",
    ),
    plain(
        Layout {
            use_case: "genomforandeanteckning.skriv",
            sections: &[("", &["text", "mal", "handlaggaren_behover_veta", "datum"])],
            long: &[("text", 6)],
            ..PLAIN
        },
        "Skriv i journalen",
        "Anteckningen låses när du sparar. Fel rättas med en ny anteckning.",
        "Spara anteckning",
    ),
    plain(
        Layout {
            use_case: "genomforandeanteckning.ratta",
            left_out: &["handelse"],
            long: &[("text", 8), ("skal", 2)],
            ..PLAIN
        },
        "Rätta anteckning",
        "Den gamla texten står kvar, överstruken, med ditt skäl.",
        "Spara rättelsen",
    ),
    plain(
        Layout {
            use_case: "uppfoljning.registrera",
            sections: &[("", &["egen_syn", "maluppfyllelse", "instrument", "fortsattning", "datum"])],
            long: &[("egen_syn", 4), ("maluppfyllelse", 4)],
            visible: &["fortsattning"],
            hints: &[
                ("egen_syn", "Personens egen syn kommer först."),
                ("instrument", "Till exempel: ASI uppföljning gjord, eller varför inte."),
            ],
            ..PLAIN
        },
        "Registrera uppföljning",
        "En uppföljning görs tillsammans. Den här sidan klarar av både handläggarens och behandlarens uppgift.",
        "Spara uppföljningen",
    ),
    plain(
        Layout { use_case: "avslutningssamtal.registrera", long: &[("sammanfattning", 5)], half: &["datum"], ..PLAIN },
        "Registrera avslutningssamtal",
        "Samtalet hålls tillsammans med personen, behandlaren och handläggaren.",
        "Spara samtalet",
    ),
    plain(
        Layout { use_case: "insats.avsluta", long: &[("skal", 3)], half: &["datum"], ..PLAIN },
        "Avsluta insatsen",
        "Insatsens uppgifter försvinner från listorna. Det som har hänt står kvar.",
        "Avsluta insatsen",
    ),
];
