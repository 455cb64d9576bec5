//! Statements about how users get in.

/// Every statement here, by name.
pub const ALL: &[(&str, &str)] = &[
    ("ACCOUNT_NEW", ACCOUNT_NEW),
    ("ACCOUNT_CHANGE", ACCOUNT_CHANGE),
    ("ACCOUNT_OF", ACCOUNT_OF),
    ("ACCOUNT_NAMED", ACCOUNT_NAMED),
    ("ACCOUNTS", ACCOUNTS),
    ("ACCOUNT_FOUND", ACCOUNT_FOUND),
    ("FOUND_DROP", FOUND_DROP),
    ("FOUND_PUT", FOUND_PUT),
    ("STEP_USE", STEP_USE),
    ("ENTERED", ENTERED),
    ("LOCKED", LOCKED),
    ("LOCKED_SINCE", LOCKED_SINCE),
    ("TRIES", TRIES),
    ("TRY_PUT", TRY_PUT),
    ("TRIES_DROP", TRIES_DROP),
    ("TRIES_SWEEP", TRIES_SWEEP),
    ("SESSIONS_END", SESSIONS_END),
    ("SESSIONS_OF", SESSIONS_OF),
];

pub const ACCOUNT_NEW: &str = "INSERT INTO account (user_id, login, sealed, version, changed_at, step)
 VALUES ($1, $2, $3, 1, $4, 0) ON CONFLICT DO NOTHING";
/// Only upon the version that was read.
pub const ACCOUNT_CHANGE: &str = "UPDATE account SET sealed = $1, version = version + 1, changed_at = $2
 WHERE user_id = $3 AND version = $4";
pub const ACCOUNT_OF: &str = "SELECT user_id, sealed, version, changed_at, entered_at, locked_at FROM account
 WHERE user_id = $1";
pub const ACCOUNT_NAMED: &str = "SELECT user_id, sealed, version, changed_at, entered_at, locked_at FROM account
 WHERE login = $1";
pub const ACCOUNTS: &str = "SELECT user_id, sealed, version, changed_at, entered_at, locked_at FROM account
 ORDER BY user_id";
pub const ACCOUNT_FOUND: &str = "SELECT user_id, sealed, version, changed_at, entered_at, locked_at FROM account
 WHERE user_id = (SELECT user_id FROM account_key WHERE token = $1)";
pub const FOUND_DROP: &str = "DELETE FROM account_key WHERE user_id = $1";
pub const FOUND_PUT: &str = "INSERT INTO account_key (token, user_id) VALUES ($1, $2)
 ON CONFLICT (token) DO UPDATE SET user_id = excluded.user_id";
/// A code of a second factor is taken once, and none older than the last.
pub const STEP_USE: &str = "UPDATE account SET step = $1 WHERE user_id = $2 AND step < $1";
pub const ENTERED: &str = "UPDATE account SET entered_at = $1 WHERE user_id = $2";
pub const LOCKED: &str = "UPDATE account SET locked_at = $1 WHERE login = $2";
pub const LOCKED_SINCE: &str = "SELECT user_id, sealed, version, changed_at, entered_at, locked_at FROM account
 WHERE locked_at >= $1 ORDER BY user_id";

pub const TRIES: &str = "SELECT failures, tried_at FROM login_try WHERE login = $1";
pub const TRY_PUT: &str = "INSERT INTO login_try (login, failures, tried_at) VALUES ($1, $2, $3)
 ON CONFLICT (login) DO UPDATE SET failures = excluded.failures, tried_at = excluded.tried_at";
pub const TRIES_DROP: &str = "DELETE FROM login_try WHERE login = $1";
pub const TRIES_SWEEP: &str = "DELETE FROM login_try WHERE tried_at < $1";

pub const SESSIONS_END: &str = "DELETE FROM session WHERE user_id = $1 AND token <> $2";
pub const SESSIONS_OF: &str = "SELECT COUNT(*) FROM session WHERE user_id = $1 AND seen_at >= $2 AND created_at >= $3";
