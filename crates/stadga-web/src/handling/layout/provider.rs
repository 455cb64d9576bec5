//! The forms at the provider.

use super::{PLAIN, Spec, plain};
use crate::form::Layout;

/// The forms.
pub const SPECS: &[Spec] = &[
    plain(
        Layout {
            use_case: "uppdrag.ta_emot",
            visible: &["behandlare", "personalgrupp"],
            hints: &[
                ("behandlare", "Du kan också ta emot nu och utse senare."),
                (
                    "personalgrupp",
                    "För ett boende där personalen går om varandra. Annars når bara du och de som är utsedda.",
                ),
            ],
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
        Layout {
            use_case: "personalgrupp.ange",
            visible: &["alla"],
            hints: &[(
                "alla",
                "För ett boende där personalen går om varandra. Utan krysset når bara du och de som är utsedda.",
            )],
            ..PLAIN
        },
        "Vilka arbetar med personen?",
        "Den som arbetar i huset läser och skriver i journalen. Uppgifterna står kvar hos den som är utsedd.",
        "Spara",
    ),
    plain(
        Layout { use_case: "behandlare.utse", visible: &["behandlare"], ..PLAIN },
        "Utse behandlare",
        "Behandlaren får uppdraget på sin lista och handläggaren ser vem det är. Välj en eller flera.",
        "Utse",
    ),
    plain(
        Layout {
            use_case: "behandlare.avsluta",
            visible: &["behandlare"],
            long: &[("overlamning", 4)],
            half: &["datum"],
            hints: &[("datum", "Behandlaren når uppdraget till och med den dagen.")],
            ..PLAIN
        },
        "Avsluta behandlare",
        "Behandlaren lämnar uppdraget. Det hen har skrivit står kvar.",
        "Avsluta",
    ),
    plain(
        Layout {
            use_case: "mote.registrera",
            sections: &[("", &["bokning", "art", "datum", "deltagare", "sammanfattning", "insatsen_paborjas"])],
            visible: &["bokning"],
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
            sections: &[
                ("Det här vill jag", &["egna_ord"]),
                ("Så här gör vi", &["mal", "arbetssatt", "uppfoljs"]),
                ("Om planen ändras", &["andring", "meddelat"]),
                ("Besked", &["lage", "godkannande", "godkand_pa", "datum"]),
            ],
            long: &[("egna_ord", 4), ("mal", 4), ("arbetssatt", 5), ("uppfoljs", 2), ("andring", 3)],
            visible: &["lage", "godkannande"],
            half: &["godkand_pa", "datum", "meddelat"],
            unmarked: &["andring", "meddelat", "lage"],
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
            sections: &[("", &["text", "art", "mal", "handlaggaren_behover_veta", "datum", "bokning"])],
            visible: &["bokning"],
            half: &["art", "datum"],
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
            sections: &[
                ("Personens syn", &["egen_syn", "foretradarens_syn", "deltagare"]),
                ("Hur det går", &["malbedomning", "maluppfyllelse", "asi", "instrument", "barn"]),
                ("Hur det fortsätter", &["fortsattning", "nasta", "nasta_klockan", "anda", "datum", "bokning"]),
            ],
            long: &[("egen_syn", 4), ("foretradarens_syn", 2), ("maluppfyllelse", 4), ("instrument", 2), ("barn", 2)],
            visible: &["fortsattning", "bokning"],
            half: &["nasta", "nasta_klockan"],
            hints: &[
                ("egen_syn", "Personens egen syn kommer först."),
                ("malbedomning", "Med ord, inte poäng."),
                ("barn", "Fråga alltid om det finns barn, och hur de har det."),
                ("nasta_klockan", "Med klockslag bokas mötet i kalendern."),
                ("fortsattning", "Har behoven ändrats ändras båda planerna."),
            ],
            ..PLAIN
        },
        "Registrera uppföljning",
        "En uppföljning görs tillsammans. Den här sidan klarar av både handläggarens och behandlarens uppgift.",
        "Spara uppföljningen",
    ),
    plain(
        Layout {
            use_case: "avslutningssamtal.registrera",
            sections: &[("", &["bokning", "deltagare", "sammanfattning", "datum"])],
            visible: &["bokning"],
            long: &[("sammanfattning", 5)],
            half: &["datum"],
            ..PLAIN
        },
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
    plain(
        Layout {
            use_case: "vardplan.skicka",
            sections: &[
                ("Personens syn", &["egen_syn"]),
                ("Planen", &["mal", "insatser", "ansvar", "uppfoljning"]),
                ("Om planen ändras", &["andring", "meddelat"]),
            ],
            long: &[("egen_syn", 4), ("mal", 4), ("insatser", 4), ("ansvar", 3), ("uppfoljning", 2), ("andring", 3)],
            half: &["meddelat"],
            unmarked: &["andring", "meddelat"],
            hints: &[
                ("mal", "Hämtat från beslutet. Skriv ett mål på varje rad."),
                ("egen_syn", "Hämtat från utredningen. Ta bort det behandlaren inte behöver."),
            ],
            ..PLAIN
        },
        "Vårdplan",
        "Behandlaren ser planen direkt och bekräftar att den är läst. Utredningen följer inte med.",
        "Skicka vårdplanen",
    ),
    plain(
        Layout { use_case: "vardplan.las", ..PLAIN },
        "Läs vårdplanen",
        "Handläggaren ser att du har läst.",
        "Jag har läst vårdplanen",
    ),
    plain(
        Layout { use_case: "fraga.stall", long: &[("fraga", 4)], ..PLAIN },
        "Ställ en fråga",
        "Frågan står på den andras lista tills den är besvarad. Den finns kvar i uppdraget.",
        "Skicka frågan",
    ),
    plain(
        Layout { use_case: "fraga.besvara", left_out: &["fraga"], long: &[("svar", 4)], ..PLAIN },
        "Svara på frågan",
        "Svaret finns kvar i uppdraget. Skriv bara det som behövs för insatsen.",
        "Skicka svaret",
    ),
];
