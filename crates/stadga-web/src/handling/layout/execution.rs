//! The forms of carrying decisions out, and of reporting that it was not done in time.

use super::{PLAIN, Spec, plain};
use crate::form::Layout;

/// The forms.
pub const SPECS: &[Spec] = &[
    plain(
        Layout {
            use_case: "erbjudande.lamna",
            left_out: &["beslut"],
            visible: &["svar"],
            half: &["datum"],
            long: &[("vad", 3), ("skal", 2)],
            ..PLAIN
        },
        "Registrera ett erbjudande",
        "Ett nej avslutar inte beslutet. Erbjudandet och svaret följer med i rapporten.",
        "Spara erbjudandet",
    ),
    plain(
        Layout {
            use_case: "erbjudande.besvara",
            left_out: &["erbjudande"],
            visible: &["svar"],
            half: &["datum"],
            long: &[("skal", 2)],
            ..PLAIN
        },
        "Svar på erbjudandet",
        "Svaret gäller det senaste erbjudandet som inte är besvarat.",
        "Spara svaret",
    ),
    plain(
        Layout {
            use_case: "drojsmal.anteckna",
            left_out: &["beslut"],
            visible: &["orsak"],
            half: &["datum"],
            long: &[("skal", 3), ("foljder", 2), ("under_tiden", 2)],
            ..PLAIN
        },
        "Skriv varför det dröjer",
        "Det du skriver följer med i rapporten till IVO och revisorerna. Skriv inga namn.",
        "Spara",
    ),
    plain(
        Layout {
            use_case: "verkstallighet.registrera_del",
            left_out: &["beslut"],
            half: &["datum"],
            long: &[("aterstar", 3)],
            ..PLAIN
        },
        "Bara en del är verkställd",
        "Tiden fortsätter för det som återstår, från samma dag som förut.",
        "Spara",
    ),
    plain(
        Layout {
            use_case: "verkstallighet.registrera",
            left_out: &["beslut"],
            half: &["datum"],
            long: &[("anteckning", 2)],
            ..PLAIN
        },
        "Beslutet är verkställt",
        "Beslutet är verkställt den dag insatsen faktiskt börjar. Börjar den hos en utförare i systemet behöver du inte skriva det här.",
        "Beslutet är verkställt",
    ),
    plain(
        Layout {
            use_case: "verkstallighet.avbryt",
            left_out: &["beslut"],
            half: &["datum"],
            long: &[("skal", 3)],
            ..PLAIN
        },
        "Insatsen har avbrutits",
        "Från den dagen räknas en ny tid på tre månader.",
        "Spara avbrottet",
    ),
    plain(
        Layout { use_case: "verkstallighet.ateruppta", left_out: &["beslut"], half: &["datum"], ..PLAIN },
        "Insatsen ges igen",
        "Skriv den dag insatsen faktiskt började ges igen.",
        "Insatsen ges igen",
    ),
    plain(
        Layout {
            use_case: "verkstallighet.upphor",
            left_out: &["beslut"],
            visible: &["grund"],
            half: &["datum"],
            long: &[("anteckning", 2)],
            ..PLAIN
        },
        "Beslutet verkställs inte",
        "Använd det här när beslutet inte längre ska verkställas. Att personen tackar nej till ett erbjudande är inte det.",
        "Spara",
    ),
    plain(
        Layout {
            use_case: "ivo.rapportera",
            sections: &[
                ("Rapporten", &["skal", "kvartal", "ivo", "revisorer", "datum"]),
                ("Om personen saknar personnummer", &["fodelsedatum", "kon"]),
            ],
            left_out: &["handelse"],
            half: &["kvartal", "datum", "fodelsedatum", "kon"],
            long: &[("skal", 5)],
            unmarked: &["fodelsedatum", "kon"],
            hints: &[(
                "kvartal",
                "År och nummer, till exempel 2026-4. Utan kvartal räknas det senaste som har tagit slut.",
            )],
            ..PLAIN
        },
        "Beslutet är rapporterat",
        "Skicka rapporten i IVO:s e-tjänst och till revisorerna först. Här antecknar du att det är gjort, och vad som stod.",
        "Spara rapporten",
    ),
    plain(
        Layout { use_case: "ivo.anmal_verkstallt", left_out: &["handelse"], half: &["datum"], ..PLAIN },
        "Verkställigheten är anmäld",
        "Ett beslut som har rapporterats anmäls när det är verkställt, med datum.",
        "Spara",
    ),
];
