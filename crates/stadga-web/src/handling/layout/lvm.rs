//! The forms of compulsory care: report, investigation, custody, court, care, what comes after.

use super::{Look, PLAIN, Spec, plain};
use crate::form::Layout;

/// The forms.
pub const SPECS: &[Spec] = &[
    plain(
        Layout {
            use_case: "lvmanmalan.registrera",
            sections: &[
                ("Anmälan", &["kanal", "innehall", "datum", "klockslag"]),
                ("Den som anmäler", &["anmalare", "anmalare_kontakt"]),
            ],
            long: &[("innehall", 5)],
            half: &["kanal", "datum", "klockslag"],
            ..PLAIN
        },
        "Registrera anmälan om tvångsvård",
        "Myndigheter och läkare ska anmäla genast (6 § LVM). Utredningen ska inledas samma dag.",
        "Registrera",
    ),
    plain(
        Layout { use_case: "lvm.inled", long: &[("skal", 4)], half: &["datum"], ..PLAIN },
        "Inled utredning om tvångsvård",
        "Utan samtycke, 7 § LVM. Det som redan utreds i ärendet går vidare bredvid.",
        "Inled",
    ),
    plain(
        Layout {
            use_case: "lakarundersokning.prova",
            visible: &["utfall"],
            unmarked: &["lakare"],
            long: &[("skal", 3)],
            half: &["datum"],
            ..PLAIN
        },
        "Besluta om läkarundersökning",
        "Undersökningen beslutas om den inte är uppenbart obehövlig (9 § LVM). Beslutet kan inte överklagas (44 §).",
        "Spara",
    ),
    plain(
        Layout {
            use_case: "lakarintyg.registrera",
            long: &[("halsotillstand", 5)],
            half: &["undersokt", "datum"],
            ..PLAIN
        },
        "Registrera läkarintyg",
        "Intyget ska visa det aktuella hälsotillståndet och följa med ansökan (9 och 11 §§ LVM).",
        "Registrera",
    ),
    plain(
        Layout {
            use_case: "tvangsvardsutredning.sammanstall",
            sections: &[
                (
                    "Förhållanden och åtgärder",
                    &["forhallanden", "egen_syn", "tidigare_atgarder", "planerade_atgarder", "hem", "vard_utanfor"],
                ),
                ("Villkoren i 4 §", &["medel", "missbruk", "frivilligt", "halsa", "livet", "skada", "barnoro"]),
                ("Slutsats", &["lvu", "slutsats", "bedomning"]),
            ],
            long: &[
                ("forhallanden", 6),
                ("egen_syn", 4),
                ("tidigare_atgarder", 4),
                ("planerade_atgarder", 4),
                ("vard_utanfor", 3),
                ("missbruk", 5),
                ("frivilligt", 4),
                ("halsa", 4),
                ("livet", 4),
                ("skada", 4),
                ("lvu", 2),
                ("bedomning", 6),
            ],
            visible: &["barnoro", "slutsats"],
            unmarked: &["hem", "vard_utanfor", "halsa", "livet", "skada", "barnoro", "lvu"],
            hints: &[("lvu", "För den som är under 20 år.")],
            ..PLAIN
        },
        "Utredning om tvångsvård",
        "Varje villkor beskrivs med det som talar för det. Det är texten som domstolen prövar.",
        "Spara utredningen",
    ),
    plain(
        Layout {
            use_case: "omhandertagande.besluta",
            sections: &[
                (
                    "Vem som har beslutat",
                    &[
                        "beslutat_av",
                        "beslutsfattare",
                        "varfor_inte_vanta",
                        "nasta_sammantrade",
                        "paragraf",
                        "datum",
                        "klockslag",
                    ],
                ),
                ("Skälen", &["sannolikt", "fara", "faran"]),
            ],
            long: &[("varfor_inte_vanta", 2), ("sannolikt", 5), ("faran", 5)],
            visible: &["beslutat_av", "fara"],
            unmarked: &["beslutsfattare", "varfor_inte_vanta", "nasta_sammantrade"],
            half: &["nasta_sammantrade", "paragraf", "datum", "klockslag"],
            ..PLAIN
        },
        "Omedelbart omhändertagande",
        "Beslutet gäller omedelbart (43 § LVM) och kan inte överklagas (44 §). Det ska underställas domstolen senast dagen efter.",
        "Registrera beslutet",
    ),
    plain(
        Layout { use_case: "omhandertagande.verkstall", half: &["datum", "klockslag"], ..PLAIN },
        "Omhändertagandet är verkställt",
        "Domstolens fyra dagar räknas från den här dagen, om den kom efter underställningen (17 § LVM).",
        "Registrera",
    ),
    Spec {
        look: Look::Letter,
        ..plain(
            Layout {
                use_case: "omhandertagande.understall",
                long: &[("omstandigheter", 4)],
                half: &["datum", "klockslag"],
                ..PLAIN
            },
            "Underställ domstolen omhändertagandet",
            "Senast dagen efter beslutet (15 § LVM). Annars upphör omhändertagandet. Handlingarna i ärendet skickas med.",
            "Det är underställt",
        )
    },
    Spec {
        look: Look::Letter,
        ..plain(
            Layout {
                use_case: "omhandertagande.upplys",
                unmarked: &["yttrande_senast", "hinder"],
                long: &[("hinder", 3)],
                half: &["yttrande_senast", "datum"],
                ..PLAIN
            },
            "Upplys personen om rätten inför domstolen",
            "Personen får läsa handlingarna, yttra sig skriftligt, begära muntlig förhandling och få offentligt biträde (16 § LVM). Rätten kan avgöra målet ändå.",
            "Spara",
        )
    },
    plain(
        Layout {
            use_case: "omhandertagande.registrera_provning",
            visible: &["utfall"],
            half: &["domstol", "malnummer", "datum"],
            ..PLAIN
        },
        "Registrera domstolens prövning",
        "Ska omhändertagandet bestå ska ansökan om tvångsvård ha kommit in inom en vecka (18 § LVM).",
        "Registrera",
    ),
    plain(
        Layout {
            use_case: "frist.forlang",
            visible: &["frist"],
            half: &["till", "datum"],
            long: &[("skal", 2)],
            ..PLAIN
        },
        "Registrera förlängd tid",
        "Domstolen får förlänga tiden att pröva omhändertagandet till en vecka (17 § LVM), och tiden för målet om vård när det behövs (38 § LVM).",
        "Spara",
    ),
    plain(
        Layout { use_case: "omhandertagande.anmal", half: &["datum", "paragraf"], ..PLAIN },
        "Anmäl ordförandebeslutet",
        "Beslutet anmäls vid nämndens nästa sammanträde (13 § LVM).",
        "Det är anmält",
    ),
    plain(
        Layout {
            use_case: "omhandertagande.avsluta",
            visible: &["orsak"],
            long: &[("skal", 3)],
            half: &["datum"],
            ..PLAIN
        },
        "Avsluta omhändertagandet",
        "Finns det inte längre skäl ska omhändertagandet upphöra genast (18 b § LVM).",
        "Avsluta omhändertagandet",
    ),
    Spec {
        look: Look::Letter,
        ..plain(
            Layout {
                use_case: "tvangsvard.ansok",
                half: &["sammantradesdag", "paragraf", "domstol", "datum"],
                visible: &["beslutat_av"],
                ..PLAIN
            },
            "Ansök om tvångsvård",
            "Nämnden eller utskottet beslutar. Dagen är den då ansökan kom in till domstolen.",
            "Registrera ansökan",
        )
    },
    plain(
        Layout { use_case: "vardplats.begar", long: &[("behov", 4)], half: &["datum"], ..PLAIN },
        "Begär plats hos SiS",
        "Statens institutionsstyrelse anvisar plats efter anmälan, och omedelbart om det är akut (25 § LVM).",
        "Spara",
    ),
    plain(
        Layout { use_case: "vardplats.registrera", half: &["fran", "datum"], ..PLAIN },
        "Registrera anvisad plats",
        "Det hem som Statens institutionsstyrelse har anvisat (25 § LVM).",
        "Spara",
    ),
    plain(
        Layout {
            use_case: "handrackning.begar",
            visible: &["syfte", "hos"],
            long: &[("omstandigheter", 4)],
            half: &["datum"],
            ..PLAIN
        },
        "Begär hjälp av polisen",
        "Bara när det på grund av särskilda omständigheter kan befaras att polisens särskilda befogenheter behövs, eller om det annars finns synnerliga skäl (45 § LVM).",
        "Spara begäran",
    ),
    plain(
        Layout {
            use_case: "tvangsvardsdom.registrera",
            visible: &["utfall"],
            half: &["domstol", "malnummer", "datum"],
            ..PLAIN
        },
        "Registrera dom om tvångsvård",
        "När rätten avgör frågan om vård upphör omhändertagandet (18 a § LVM).",
        "Registrera domen",
    ),
    plain(
        Layout { use_case: "tvangsvardsdom.laga_kraft", half: &["datum"], ..PLAIN },
        "Domen har vunnit laga kraft",
        "Vården ska ha påbörjats inom fyra veckor från den dagen. Annars upphör domen att gälla (12 § LVM).",
        "Spara",
    ),
    plain(
        Layout { use_case: "tvangsvard.paborja", visible: &["stalle"], half: &["datum"], ..PLAIN },
        "Tvångsvården har påbörjats",
        "Vården påbörjas när personen kommer till hemmet eller sjukhuset. Vårdtiden räknas från den dagen (20 § LVM).",
        "Spara",
    ),
    plain(
        Layout { use_case: "tvangsvard.avbryt", visible: &["orsak"], half: &["datum"], ..PLAIN },
        "Vårdtiden står still",
        "Tid då personen olovligen är borta, häktad eller i fängelse räknas inte som vårdtid (21 § LVM).",
        "Spara",
    ),
    plain(
        Layout { use_case: "tvangsvard.ateruppta", half: &["datum"], ..PLAIN },
        "Vårdtiden löper igen",
        "Den sista dagen räknas om när frånvaron är slut.",
        "Spara",
    ),
    plain(
        Layout {
            use_case: "vardform.planera",
            long: &[("plan", 6), ("delaktighet", 3), ("samrad", 3)],
            half: &["datum"],
            ..PLAIN
        },
        "Planera vård i annan form",
        "Planen skrivs i samråd med personen och SiS innan vården påbörjas (28 § LVM).",
        "Spara planen",
    ),
    plain(
        Layout { use_case: "vardform.paborja", half: &["datum"], ..PLAIN },
        "Vård i annan form",
        "Tvångsvården fortsätter utanför LVM-hemmet (27 § LVM). Nämnden ordnar vården.",
        "Spara",
    ),
    plain(
        Layout { use_case: "vardform.avsluta", long: &[("skal", 2)], half: &["datum"], ..PLAIN },
        "Tillbaka i LVM-hemmet",
        "SiS får besluta att personen hämtas tillbaka när vård i annan form inte längre går (27 § LVM).",
        "Spara",
    ),
    plain(
        Layout {
            use_case: "eftervard.planera",
            long: &[("bostad", 2), ("sysselsattning", 2), ("frivillig_vard", 3), ("egen_syn", 3)],
            half: &["datum"],
            ..PLAIN
        },
        "Planera tiden efter tvångsvården",
        "Nämnden verkar för bostad, arbete eller utbildning och stöd eller behandling efter vårdtiden (30 § LVM).",
        "Spara",
    ),
    plain(
        Layout { use_case: "tvangsvard.avsluta", visible: &["orsak"], half: &["datum"], ..PLAIN },
        "Tvångsvården har upphört",
        "SiS beslutar om utskrivning, så snart syftet är uppnått och senast när vårdtiden är slut (20 och 25 §§ LVM).",
        "Spara",
    ),
];
