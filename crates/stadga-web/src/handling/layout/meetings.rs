//! The forms of bookings.

use super::{PLAIN, Spec, plain};
use crate::form::Layout;

/// The forms.
pub const SPECS: &[Spec] = &[
    plain(
        Layout {
            use_case: "mote.boka",
            sections: &[
                ("När", &["art", "dag", "klockan", "minuter", "anda"]),
                ("Hur", &["form", "plats", "deltagare", "tolk", "kallelse"]),
            ],
            half: &["dag", "klockan", "minuter", "form", "plats", "tolk", "kallelse"],
            left_out: &["ersatter"],
            unmarked: &["tolk"],
            hints: &[
                ("dag", "Till exempel 2026-12-07, eller +14 för om två veckor."),
                ("klockan", "Till exempel 10.00."),
                ("plats", "Rum, adress eller telefonnummer."),
            ],
            ..PLAIN
        },
        "Boka möte",
        "Mötet syns i kalendern för alla i personalen som ska vara med.",
        "Boka",
    ),
    plain(
        Layout { use_case: "mote.bekrafta", visible: &["kallelse"], ..PLAIN },
        "Bekräfta möte",
        "Personen vet om tiden och den passar.",
        "Bekräfta",
    ),
    plain(
        Layout { use_case: "mote.avboka", visible: &["av"], long: &[("skal", 2)], ..PLAIN },
        "Avboka möte",
        "Tiden försvinner ur kalendern för alla. Att den var bokad står kvar.",
        "Avboka",
    ),
    plain(
        Layout { use_case: "mote.uteblev", long: &[("atgard", 3)], ..PLAIN },
        "Personen kom inte",
        "Att utebli är inget beslut och ändrar inga rättigheter. Skriv vad du gjorde för att nå personen.",
        "Spara",
    ),
];
