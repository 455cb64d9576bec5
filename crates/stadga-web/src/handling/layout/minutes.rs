//! The forms of minutes and the notice board.

use super::{PLAIN, Spec, plain};
use crate::form::Layout;

/// The forms.
pub const SPECS: &[Spec] = &[
    plain(
        Layout {
            use_case: "delegationsbeslut.anmal",
            left_out: &["beslut"],
            half: &["sammantradesdag", "paragraf"],
            ..PLAIN
        },
        "Registrera att beslutet är anmält till nämnden",
        "Beslutet står sedan i protokollet från det sammanträdet. När det är justerat ska det tillkännages på anslagstavlan.",
        "Spara",
    ),
    plain(
        Layout { use_case: "protokoll.for", left_out: &["beslut"], half: &["datum", "beteckning"], ..PLAIN },
        "Registrera ett eget protokoll",
        "Ett beslut på delegation som inte anmäls till nämnden ska stå i ett eget protokoll, om det kan laglighetsprövas.",
        "Spara",
    ),
    plain(
        Layout { use_case: "protokoll.justera", left_out: &["beslut", "protokoll"], half: &["datum"], ..PLAIN },
        "Registrera att protokollet är justerat",
        "Skriv den dag den sista justeraren skrev under.",
        "Spara",
    ),
    plain(
        Layout { use_case: "protokoll.ansla", left_out: &["beslut", "protokoll"], half: &["datum"], ..PLAIN },
        "Registrera att justeringen är tillkännagiven",
        "Skriv den dag tillkännagivandet kom upp på kommunens anslagstavla. Tre veckor räknas från den dagen.",
        "Spara",
    ),
];
