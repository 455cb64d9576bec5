//! The forms of letters that wait to be posted.

use super::{PLAIN, Spec, plain};
use crate::form::Layout;

/// The forms.
pub const SPECS: &[Spec] = &[
    plain(
        Layout { use_case: "utskick.posta", left_out: &["utskick"], half: &["datum"], ..PLAIN },
        "Registrera att brev är postade",
        "Det gäller alla brev i ärendet som väntar på att postas, om du inte kom hit från ett av dem.",
        "Breven är postade",
    ),
    plain(
        Layout { use_case: "utskick.avfor", left_out: &["utskick"], long: &[("skal", 3)], ..PLAIN },
        "Registrera att ett brev inte ska postas",
        "Brevet tas bort från listan över det som ska skrivas ut. Det står kvar i ärendet, med varför det inte postades.",
        "Brevet ska inte postas",
    ),
];
