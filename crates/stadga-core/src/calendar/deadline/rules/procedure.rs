//! Appeals, service, delay and minutes: förvaltningslagen, förvaltningsprocesslagen, delgivningslagen
//! and kommunallagen.

use super::{DeadlineRule, days, months, rule, weeks};
use crate::calendar::deadline::Method::{AfterDeemedService, Elapsed, NextWorkingDay, PreviousWorkingDay, Statutory};

pub const RULES: &[DeadlineRule] = &[
    rule(
        "FL44-appeal",
        "Sista dag att överklaga ett beslut",
        "den som överklagar fick del av beslutet",
        "44 § förvaltningslagen (2017:900), 1–2 §§ lagen (1930:173)",
        Statutory(weeks(3)),
    )
    .note("Överklagandet ska ha kommit in till myndigheten senast den dagen."),
    rule(
        "FL44-appeal-public-party",
        "Sista dag att överklaga ett beslut för den som företräder det allmänna",
        "beslutet meddelades",
        "44 § förvaltningslagen (2017:900), 1–2 §§ lagen (1930:173)",
        Statutory(weeks(3)),
    ),
    rule(
        "FPL6a-appeal-public-party",
        "Sista dag för kommunen att överklaga en dom eller ett beslut av domstol",
        "domstolens avgörande meddelades",
        "6 a § förvaltningsprocesslagen (1971:291), 1–2 §§ lagen (1930:173)",
        Statutory(weeks(3)),
    ),
    rule(
        "FPL6a-appeal-individual-oral",
        "Sista dag för den enskilde att överklaga ett avgörande från en muntlig förhandling",
        "domstolens avgörande meddelades vid förhandlingen eller enligt besked där",
        "6 a § förvaltningsprocesslagen (1971:291), 1–2 §§ lagen (1930:173)",
        Statutory(weeks(3)),
    ),
    rule(
        "DEL22-control-message",
        "Dag för kontrollmeddelande vid förenklad delgivning",
        "handlingen skickades",
        "22 § delgivningslagen (2010:1932)",
        NextWorkingDay,
    )
    .note("Lagen säger inte om julafton, nyårsafton och midsommarafton är arbetsdagar. Här räknas de inte som det."),
    rule(
        "DEL26-deemed-service",
        "Dag då förenklad delgivning anses ha skett",
        "handlingen skickades",
        "26 § delgivningslagen (2010:1932)",
        Elapsed(weeks(2)),
    ),
    rule(
        "FL44-after-forenklad",
        "Sista dag att överklaga efter förenklad delgivning",
        "handlingen skickades",
        "26 § delgivningslagen (2010:1932), 44 § förvaltningslagen (2017:900), 1–2 §§ lagen (1930:173)",
        AfterDeemedService(weeks(3)),
    ),
    rule(
        "FL22-arrival",
        "Ankomstdag för en handling som fanns i myndighetens brevlåda",
        "brevlådan tömdes första gången den dagen",
        "22 § tredje stycket förvaltningslagen (2017:900)",
        PreviousWorkingDay,
    ),
    rule(
        "FL12-six-months",
        "Sex månader i ärendet: parten får sedan begära att det avgörs",
        "den enskildes ansökan kom in",
        "12 § förvaltningslagen (2017:900), 1–2 §§ lagen (1930:173)",
        Statutory(months(6)),
    )
    .note("Parten får begära avgörande från och med dagen efter."),
    rule(
        "FL12-four-weeks",
        "Avgör ärendet eller avslå begäran om avgörande",
        "den skriftliga begäran kom in",
        "12 § förvaltningslagen (2017:900), 1–2 §§ lagen (1930:173)",
        Statutory(weeks(4)),
    ),
    rule(
        "KL13-5-laglighet",
        "Sista dag att begära laglighetsprövning",
        "protokollsjusteringen tillkännagavs på anslagstavlan",
        "13 kap. 5 § kommunallagen (2017:725), 1–2 §§ lagen (1930:173)",
        Statutory(weeks(3)),
    ),
    rule(
        "KL8-12-announce",
        "Tillkännage justeringen på anslagstavlan",
        "protokollet justerades",
        "8 kap. 12 § kommunallagen (2017:725), 2 § lagen (1930:173)",
        Statutory(days(2)),
    ),
    rule(
        "KL5-69-adjust",
        "Justera protokollet",
        "sammanträdet hölls",
        "5 kap. 69 § kommunallagen (2017:725), 2 § lagen (1930:173)",
        Statutory(days(14)),
    ),
];
