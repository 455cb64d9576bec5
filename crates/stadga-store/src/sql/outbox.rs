//! Statements of the outbox.

/// Every statement here, by name.
pub const ALL: &[(&str, &str)] = &[
    ("PUT", PUT),
    ("DUE", DUE),
    ("TAKE", TAKE),
    ("SENT", SENT),
    ("FAILED", FAILED),
    ("NEWEST", NEWEST),
    ("ABOUT", ABOUT),
];

pub const PUT: &str =
    "INSERT INTO outbox (message, about, made_at, attempts, next_at, taken, user_id) VALUES ($1, $2, $3, 0, $3, 0, $4)
 ON CONFLICT (message) DO NOTHING";
pub const DUE: &str =
    "SELECT message, about, made_at, attempts, next_at, taken, sent_at, gave_up_at, why, user_id FROM outbox
 WHERE next_at <= $1 ORDER BY next_at, message LIMIT 1";
pub const TAKE: &str = "UPDATE outbox SET attempts = attempts + 1, taken = 1, next_at = $2 WHERE message = $1";
pub const SENT: &str = "UPDATE outbox SET taken = 0, sent_at = $2, next_at = NULL, why = NULL WHERE message = $1";
pub const FAILED: &str = "UPDATE outbox SET taken = 0, next_at = $2, gave_up_at = $3, why = $4 WHERE message = $1";
pub const NEWEST: &str =
    "SELECT message, about, made_at, attempts, next_at, taken, sent_at, gave_up_at, why, user_id FROM outbox
 ORDER BY made_at DESC, message LIMIT $1";
pub const ABOUT: &str =
    "SELECT message, about, made_at, attempts, next_at, taken, sent_at, gave_up_at, why, user_id FROM outbox
 WHERE about = $1 AND made_at >= $2 ORDER BY made_at, message";
