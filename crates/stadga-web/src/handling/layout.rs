//! How each form is laid out. Labels and kinds come from the table of use cases; this is only looks.

use crate::form::Layout;

/// Which template a form is drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Intake.
    Intake,
    /// The investigation: one long page with notes beside.
    Investigation,
    /// Communication, with the letter beside.
    Communication,
    /// The decision, with the live check beside.
    Decision,
    /// The order, with what is shared.
    Order,
    /// A small act.
    Plain,
}

/// A form.
pub struct Spec {
    /// Its layout.
    pub layout: Layout,
    /// Its template.
    pub look: Look,
    /// The heading, a verb first.
    pub heading: &'static str,
    /// A sentence beneath.
    pub intro: &'static str,
    /// The words on the filled button.
    pub submit: &'static str,
    /// What follows by itself.
    pub follows: &'static [&'static str],
}

const PLAIN: Layout = Layout {
    use_case: "",
    sections: &[],
    long: &[],
    visible: &[],
    left_out: &[],
    unmarked: &[],
    hints: &[],
    half: &[],
};

const fn plain(layout: Layout, heading: &'static str, intro: &'static str, submit: &'static str) -> Spec {
    Spec { layout, look: Look::Plain, heading, intro, submit, follows: &[] }
}

/// Every form.
pub const SPECS: &[Spec] = &[
    Spec {
        layout: Layout {
            use_case: "ansokan.registrera",
            sections: &[
                ("Vem", &["namn", "nummer", "telefon", "kontaktonskemal", "tolk"]),
                ("Vad", &["kanal", "galler", "anteckning", "lamnad_av", "datum", "klockslag"]),
                ("Fråga alltid", &["barn", "vald", "akut"]),
                ("Vem tar hand om den", &["enhet", "handlaggare"]),
            ],
            long: &[("galler", 3), ("anteckning", 3)],
            visible: &["kanal"],
            left_out: &[],
            unmarked: &[],
            hints: &[
                ("nummer", "Behövs inte nu. Tolv siffror, till exempel 20000101-2384."),
                ("galler", "Med personens egna ord."),
                ("kontaktonskemal", "Till exempel: ring inte, skicka inte hem."),
            ],
            half: &["nummer", "telefon", "kontaktonskemal", "tolk", "datum", "klockslag", "enhet", "handlaggare"],
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
    plain(
        Layout { use_case: "handlaggare.utse", ..PLAIN },
        "Utse handläggare",
        "Handläggaren ser ärendet direkt på sin lista.",
        "Utse",
    ),
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
                ("Situation och behov", &["behov", "barn", "vald"]),
                ("Bedömning och förslag", &["bedomning", "mal", "forslag"]),
            ],
            long: &[("delaktighet", 5), ("behov", 8), ("barn", 3), ("vald", 3), ("bedomning", 8), ("mal", 3)],
            visible: &[],
            left_out: &[],
            unmarked: &["barn", "vald"],
            hints: &[
                ("barn", "Barn som bor hos eller besöker personen, och vad som är bäst för dem."),
                ("vald", "Frågan ställs alltid. Skriv vad som kom fram."),
                ("delaktighet", "Hur personen har varit med, och vad personen själv vill."),
                ("bedomning", "Följer med som skäl i beslutet."),
                ("mal", "Följer med till beslut, beställning och plan."),
            ],
            half: &[],
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
            sections: &[("", &["svar_senast", "kanal", "underlag", "andra_personer_genomgangna"])],
            long: &[],
            visible: &["kanal"],
            left_out: &["datum"],
            unmarked: &[],
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
    plain(
        Layout { use_case: "arende.avsluta", long: &[("skal", 3)], visible: &["orsak"], ..PLAIN },
        "Avsluta ärendet",
        "När ärendet är avslutat fattas inga fler beslut i det. Det som kommer in efteråt kan ändå antecknas.",
        "Avsluta ärendet",
    ),
    plain(
        Layout {
            use_case: "anteckning.skriv",
            sections: &[("", &["rubrik", "text", "datum", "klockslag"])],
            long: &[("text", 8)],
            half: &["datum", "klockslag"],
            ..PLAIN
        },
        "Anteckna",
        "Anteckningen låses när du sparar. Fel rättas med en ny anteckning.",
        "Spara anteckning",
    ),
    plain(
        Layout { use_case: "anteckning.ratta", left_out: &["handelse"], long: &[("text", 8), ("skal", 2)], ..PLAIN },
        "Rätta anteckning",
        "Den gamla texten står kvar, överstruken, med ditt skäl.",
        "Spara rättelsen",
    ),
    plain(
        Layout { use_case: "steg.utfor", long: &[("anteckning", 4)], half: &["datum"], ..PLAIN },
        "Utför steg",
        "Ett steg som bara er rutin känner till.",
        "Spara steget",
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
        Layout { use_case: "handelse.aterkalla", left_out: &["handelse"], long: &[("skal", 3)], ..PLAIN },
        "Återkalla händelse",
        "Händelsen står kvar, överstruken, med ditt skäl, och räknas inte längre.",
        "Återkalla",
    ),
];
