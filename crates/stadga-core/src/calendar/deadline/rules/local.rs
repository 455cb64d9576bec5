//! Local deadlines from the routines that the worked cases use. They are not law: packs state their
//! own with the same ways of counting.

use super::{DeadlineRule, days, months, rule, weeks, years};
use crate::calendar::deadline::Method::{Local, SameDay, Series};
use crate::calendar::period::{Period, Roll, Unit};

pub const RULES: &[DeadlineRule] = &[
    rule(
        "LOCAL-genomforandeplan-14d",
        "Upprätta en preliminär genomförandeplan",
        "den boende flyttade in",
        "Lokal rutin för boende",
        Local(days(14), Roll::Back),
    ),
    rule(
        "LOCAL-genomforandeplan-3w",
        "Upprätta genomförandeplanen",
        "behandlingen startade med det första gemensamma mötet",
        "Lokal rutin för öppenvård",
        Local(weeks(3), Roll::Back),
    ),
    rule(
        "LOCAL-followup-3m",
        "Följ upp insatsen",
        "insatsen startade",
        "Lokal riktlinje om uppföljning var tredje månad",
        Series(months(3), Roll::None),
    ),
    rule(
        "LOCAL-placement-3m",
        "Följ upp och gör en ny bedömning av heldygnsvården",
        "placeringen startade",
        "Lokal riktlinje om högst tre månaders heldygnsvård",
        Local(months(3), Roll::None),
    ),
    rule(
        "LOCAL-traningslagenhet-4y",
        "Längsta tid i träningslägenhet",
        "hyresförhållandet startade",
        "Lokal riktlinje om högst fyra år i träningslägenhet",
        Local(years(4), Roll::None),
    ),
    rule(
        "LOCAL-plan-1m",
        "Upprätta genomförandeplanen",
        "insatsen verkställdes",
        "Lokal riktlinje om handläggning",
        Local(months(1), Roll::None),
    ),
    rule(
        "LOCAL-forward-appeal-5wd",
        "Lämna över överklagandet till domstolen",
        "överklagandet kom in",
        "Lokal riktlinje om handläggning; 46 § förvaltningslagen (2017:900) säger skyndsamt",
        Local(Period::new(5, Unit::WorkingDays), Roll::None),
    ),
    rule(
        "LOCAL-doc-validity",
        "Rutinens sista giltighetsdag",
        "rutinen enligt sin egen uppgift slutar gälla",
        "Rutinens egen uppgift",
        SameDay,
    ),
];
