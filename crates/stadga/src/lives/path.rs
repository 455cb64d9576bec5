//! What may become of a case, and how often.

use super::chance::Chance;
use super::wishes::{HOUSING, SUPPORT, TREATMENT, Wish};

/// What becomes of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// Treatment in outpatient care.
    Treatment,
    /// Treatment, and later support beside it.
    Twofold,
    /// Treatment or support; the first provider has no room and returns the order.
    Returned,
    /// Support in daily life.
    Support,
    /// A home with support.
    Housing,
    /// The application is refused.
    Refused,
    /// The person takes the application back.
    Withdrawn,
    /// The person takes the application back within days: a short case, of which a grown municipality has many.
    Brief,
    /// The person moves from the municipality while the insats runs.
    Moved,
    /// The person dies during the investigation.
    Died,
    /// Somebody reports a concern; it leads to no investigation.
    Reported,
    /// The police report a need of compulsory care.
    Compulsory,
    /// The police tell that they have taken care of somebody who was drunk (LOB); nobody has been in touch yet.
    TakenIn,
}

impl Path {
    /// Of a hundred applications.
    const OFTEN: &'static [(Self, u32)] = &[
        (Self::Treatment, 39),
        (Self::Reported, 4),
        (Self::Support, 18),
        (Self::Housing, 8),
        (Self::Refused, 8),
        (Self::Twofold, 7),
        (Self::Returned, 5),
        (Self::Withdrawn, 5),
        (Self::Moved, 4),
        (Self::Died, 2),
    ];

    /// One of them.
    pub fn drawn(chance: &mut Chance) -> Self {
        let mut left = chance.between(1, Self::OFTEN.iter().map(|(_, often)| often).sum());
        for (path, often) in Self::OFTEN {
            if left <= *often {
                return *path;
            }
            left -= often;
        }
        Self::Treatment
    }

    /// What the person asks for.
    pub fn wish(self, chance: &mut Chance) -> &'static Wish {
        let either = |chance: &mut Chance| if chance.percent(60) { TREATMENT } else { SUPPORT };
        let wishes = match self {
            Self::Treatment | Self::Twofold | Self::Moved => TREATMENT,
            Self::Support => SUPPORT,
            Self::Housing => HOUSING,
            // Only support has a second provider to turn to in a small municipality.
            Self::Returned => return &SUPPORT[0],
            Self::Refused
            | Self::Withdrawn
            | Self::Brief
            | Self::Died
            | Self::Reported
            | Self::Compulsory
            | Self::TakenIn => either(chance),
        };
        chance.one(wishes)
    }
}
