//! The forms of a matter in a register that are not its steps.

use super::{PLAIN, Spec, plain};
use crate::form::Layout;

/// The forms.
pub const SPECS: &[Spec] = &[
    plain(
        Layout { use_case: "verksamhetsarende.fordela", ..PLAIN },
        "Utse utredare",
        "Den du väljer ser ärendet från i dag.",
        "Utse",
    ),
    plain(
        Layout { use_case: "verksamhetsarende.avsluta", long: &[("slutsats", 4)], ..PLAIN },
        "Avsluta ärendet",
        "Den som rapporterade ser att det är avslutat, men inte vad du skriver.",
        "Avsluta ärendet",
    ),
];
