//! The forms of notes, corrections, routine steps and the closing of a case.

use super::{PLAIN, Spec, plain};
use crate::form::Layout;

/// The forms.
pub const SPECS: &[Spec] = &[
    plain(
        Layout {
            use_case: "anteckning.skriv",
            sections: &[("", &["art", "rubrik", "text", "datum", "klockslag", "bokning"])],
            visible: &["bokning"],
            long: &[("text", 8)],
            half: &["art", "rubrik", "datum", "klockslag"],
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
        Layout {
            use_case: "anteckning.flytta",
            left_out: &["handelse"],
            long: &[("skal", 2)],
            hints: &[("till", "De du själv får skriva om."), ("skal", "Står kvar här. Nämn inte den andra personen.")],
            ..PLAIN
        },
        "Fel person? Flytta anteckningen",
        "Texten försvinner härifrån och står hos den som den gäller, med vem som skrev den och när. På båda ställena syns att den är flyttad.",
        "Flytta anteckningen",
    ),
    plain(
        Layout {
            use_case: "invandning.anteckna",
            left_out: &["handelse"],
            long: &[("invandning", 4)],
            half: &["datum"],
            ..PLAIN
        },
        "Anteckna invändning",
        "Personen tycker att något som står här är fel. Det antecknas och visas under händelsen för alla som ser den.",
        "Spara invändningen",
    ),
    plain(
        Layout {
            use_case: "dodsfall.registrera",
            sections: &[("", &["dag", "kalla"])],
            hints: &[("kalla", "Till exempel folkbokföringen, en anhörig eller sjukvården.")],
            ..PLAIN
        },
        "Registrera dödsfall",
        "Insatser avslutas den dagen och alla personens ärenden stängs, så att brev och uppgifter upphör. Kontrollera att det är rätt person.",
        "Registrera dödsfallet",
    ),
    plain(
        Layout { use_case: "dodsfall.aterkalla", long: &[("skal", 3)], ..PLAIN },
        "Återkalla dödsfall",
        "Gällde det fel person öppnas ärendena igen och insatserna fortsätter som förut.",
        "Återkalla dödsfallet",
    ),
    plain(
        Layout { use_case: "handelse.aterkalla", left_out: &["handelse"], long: &[("skal", 3)], ..PLAIN },
        "Återkalla händelse",
        "Händelsen står kvar, överstruken, med ditt skäl, och räknas inte längre.",
        "Återkalla",
    ),
    plain(
        Layout { use_case: "steg.utfor", long: &[("anteckning", 4)], half: &["datum"], ..PLAIN },
        "Utför steg",
        "Ett steg som bara er rutin känner till.",
        "Spara steget",
    ),
    plain(
        Layout { use_case: "arende.avsluta", long: &[("skal", 3)], visible: &["orsak"], ..PLAIN },
        "Avsluta ärendet",
        "När ärendet är avslutat fattas inga fler beslut i det. Det som kommer in efteråt kan ändå antecknas.",
        "Avsluta ärendet",
    ),
];
