//! Facts of minutes: a decision that is tried for its legality can be challenged for three weeks from the day the
//! municipality announced on its notice board that the minutes are adjusted (KL 8:12, 13:5).

use crate::id::Id;
use serde::{Deserialize, Serialize};

record! {
    /// A decision made by delegation was reported at a meeting of the board (KL 6:40, 7:8). The day is the meeting's.
    pub struct DelegationsbeslutAnmalt {
        /// Which decision.
        pub beslut: Id,
        /// The board or committee it was reported to.
        pub namnd: String,
        /// The paragraph of its minutes.
        pub paragraf: Option<String>,
    }
}

record! {
    /// Separate minutes were kept of a decision that is not reported to the board (KL 6:40, 7:8).
    pub struct ProtokollFort {
        /// Which decision.
        pub beslut: Id,
        /// What the minutes are called or numbered.
        pub beteckning: Option<String>,
    }
}

record! {
    /// Minutes were adjusted. The day is the event's.
    pub struct ProtokollJusterat {
        /// The decision.
        pub beslut: Id,
        /// The event the minutes follow from: the board's own decision, the report to it, or the separate minutes.
        pub protokoll: Id,
    }
}

record! {
    /// That minutes are adjusted was announced on the notice board. The time to appeal runs from the day.
    pub struct ProtokollAnslaget {
        /// The decision.
        pub beslut: Id,
        /// The event the minutes follow from.
        pub protokoll: Id,
        /// Where the minutes can be read, as announced.
        pub forvaras: String,
    }
}
