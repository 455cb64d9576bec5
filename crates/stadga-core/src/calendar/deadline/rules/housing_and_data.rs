//! Rent and eviction, personal data and cyber security.

use super::{DeadlineRule, months, rule, weeks};
use crate::calendar::deadline::Method::{AfterWorkingDays, Elapsed, EuLaw, Hours, Statutory};

pub const RULES: &[DeadlineRule] = &[
    rule(
        "JB12-44-recovery",
        "Återvinn hyresrätten: betala hyran, eller åta er betalningen för hyresgästen",
        "hyresgästen delgavs och socialnämnden fick sitt meddelande, det som skedde sist",
        "12 kap. 44 § jordabalken, 1–2 §§ lagen (1930:173)",
        Statutory(weeks(3)),
    )
    .work_to_first()
    .note("Inom samma tid kan socialnämnden skriftligt åta sig betalningen. Infaller dagen på en helg, räkna med arbetsdagen före."),
    rule(
        "JB12-44-earliest-eviction",
        "Tidigaste dag för ett beslut om avhysning",
        "tiden för återvinning gick ut",
        "12 kap. 44 § andra stycket jordabalken",
        AfterWorkingDays(2),
    )
    .note("Lördagar räknas inte som vardagar här. Det är inte klarlagt, så räkna med att beslutet kan komma en dag tidigare."),
    rule(
        "JB12-42-rent-late",
        "En vecka efter förfallodagen",
        "hyran förföll till betalning",
        "12 kap. 42 § första stycket 1 jordabalken",
        Elapsed(weeks(1)),
    )
    .note("Hyresrätten är förverkad först när dröjsmålet är mer än en vecka, alltså från och med dagen efter."),
    rule(
        "GDPR33-breach",
        "Anmäl personuppgiftsincidenten till Integritetsskyddsmyndigheten",
        "den personuppgiftsansvarige fick vetskap om incidenten",
        "artikel 33.1 dataskyddsförordningen (EU) 2016/679",
        Hours(72),
    ),
    rule(
        "GDPR12-access",
        "Besvara den registrerades begäran",
        "begäran kom in",
        "artikel 12.3 dataskyddsförordningen (EU) 2016/679, artikel 3.4 förordning (EEG, Euratom) nr 1182/71",
        EuLaw(months(1)),
    ),
    rule(
        "CSL5-early-warning",
        "Upplys om den betydande incidenten",
        "verksamhetsutövaren fick kännedom om incidenten",
        "2 kap. 5 § cybersäkerhetslagen (2025:1506)",
        Hours(24),
    ),
    rule(
        "CSL6-notification",
        "Lämna incidentanmälan",
        "verksamhetsutövaren fick kännedom om incidenten",
        "2 kap. 6 § cybersäkerhetslagen (2025:1506)",
        Hours(72),
    ),
    rule(
        "CSL8-final-report",
        "Lämna slutrapport om incidenten",
        "incidentanmälan gjordes",
        "2 kap. 8 § cybersäkerhetslagen (2025:1506), 1–2 §§ lagen (1930:173)",
        Statutory(months(1)),
    ),
];
