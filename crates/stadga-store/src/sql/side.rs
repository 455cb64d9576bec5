//! Statements beside the log: packs, drafts, sessions.

/// Every statement here, by name.
pub const ALL: &[(&str, &str)] = &[
    ("PACK_PUT", PACK_PUT),
    ("PACK", PACK),
    ("DRAFT_PUT", DRAFT_PUT),
    ("DRAFT", DRAFT),
    ("DRAFTS_OF", DRAFTS_OF),
    ("DRAFT_DROP", DRAFT_DROP),
    ("SESSION_PUT", SESSION_PUT),
    ("SESSION", SESSION),
    ("SESSION_TOUCH", SESSION_TOUCH),
    ("SESSION_DROP", SESSION_DROP),
    ("SESSIONS_SWEEP", SESSIONS_SWEEP),
    ("MARK_PUT", MARK_PUT),
    ("MARKS", MARKS),
    ("JOB_TAKE", JOB_TAKE),
    ("JOB_TURN", JOB_TURN),
    ("JOB_DONE", JOB_DONE),
    ("JOB_FAILED", JOB_FAILED),
    ("JOB_RUNS", JOB_RUNS),
    ("JOB_LAST", JOB_LAST),
    ("COUNTS", COUNTS),
    ("COUNT_EVENTS", COUNT_EVENTS),
    ("COUNT_KEEP", COUNT_KEEP),
    ("COUNT_PUT", COUNT_PUT),
    ("COUNT_LAST", COUNT_LAST),
];

pub const PACK_PUT: &str = "INSERT INTO pack (hash, content) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING";
pub const PACK: &str = "SELECT content FROM pack WHERE hash = $1";

pub const DRAFT_PUT: &str = "INSERT INTO draft (author, form, subject, saved_at, sealed) VALUES ($1, $2, $3, $4, $5)
 ON CONFLICT (author, form, subject) DO UPDATE SET saved_at = excluded.saved_at, sealed = excluded.sealed";
pub const DRAFT: &str = "SELECT form, subject, saved_at, sealed FROM draft
 WHERE author = $1 AND form = $2 AND subject = $3";
pub const DRAFTS_OF: &str = "SELECT form, subject, saved_at, sealed FROM draft
 WHERE author = $1 ORDER BY saved_at DESC, form, subject";
pub const DRAFT_DROP: &str = "DELETE FROM draft WHERE author = $1 AND form = $2 AND subject = $3";

pub const SESSION_PUT: &str =
    "INSERT INTO session (token, user_id, role, unit, created_at, seen_at, came_by, proved_at)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
pub const SESSION: &str =
    "SELECT user_id, role, unit, created_at, seen_at, came_by, proved_at FROM session WHERE token = $1";
pub const SESSION_TOUCH: &str = "UPDATE session SET seen_at = $1 WHERE token = $2 AND seen_at < $1";
pub const SESSION_DROP: &str = "DELETE FROM session WHERE token = $1";
pub const SESSIONS_SWEEP: &str = "DELETE FROM session WHERE seen_at < $1";

pub const MARK_PUT: &str = "INSERT INTO read_mark (user_id, subject, seq) VALUES ($1, $2, $3)
 ON CONFLICT (user_id, subject) DO UPDATE SET seq = excluded.seq WHERE read_mark.seq < excluded.seq";
pub const MARKS: &str = "SELECT subject, seq FROM read_mark WHERE user_id = $1";

/// One process gets it: a new day, or one that another took before `$4` and never finished.
pub const JOB_TAKE: &str = "INSERT INTO job_run (job, on_day, taken_at) VALUES ($1, $2, $3)
 ON CONFLICT (job, on_day) DO UPDATE SET taken_at = excluded.taken_at
 WHERE job_run.done_at IS NULL AND job_run.taken_at < $4";
/// The same for what is done again and again: one process gets it when it has rested since `$4`.
pub const JOB_TURN: &str = "INSERT INTO job_run (job, on_day, taken_at) VALUES ($1, $2, $3)
 ON CONFLICT (job, on_day) DO UPDATE SET taken_at = excluded.taken_at
 WHERE job_run.taken_at < $5 OR (job_run.taken_at <= $4
  AND (job_run.done_at >= job_run.taken_at OR job_run.failed_at >= job_run.taken_at))";
pub const JOB_DONE: &str =
    "UPDATE job_run SET done_at = $1, failed_at = NULL, told = $4 WHERE job = $2 AND on_day = $3";
pub const JOB_FAILED: &str = "UPDATE job_run SET failed_at = $1, told = $4 WHERE job = $2 AND on_day = $3";
pub const JOB_RUNS: &str = "SELECT on_day, taken_at, done_at, failed_at, told FROM job_run WHERE job = $1
 ORDER BY on_day DESC LIMIT $2";
pub const JOB_LAST: &str = "SELECT on_day FROM job_run WHERE job = $1 AND done_at IS NOT NULL
 ORDER BY on_day DESC LIMIT 1";

pub const COUNTS: &str = "SELECT subject, events, notes FROM self_count";
pub const COUNT_EVENTS: &str = "SELECT subject, COUNT(*), SUM(CASE WHEN name IN ('journalanteckning.skriven',
 'genomforandeanteckning.skriven') THEN 1 ELSE 0 END) FROM event GROUP BY subject";
pub const COUNT_KEEP: &str = "INSERT INTO self_count (subject, events, notes) VALUES ($1, $2, $3)
 ON CONFLICT (subject) DO UPDATE SET events = excluded.events, notes = excluded.notes";
pub const COUNT_PUT: &str = "INSERT INTO self_check (on_day, streams, events, notes, fallen, missing)
 VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (on_day) DO UPDATE SET streams = excluded.streams,
 events = excluded.events, notes = excluded.notes, fallen = excluded.fallen, missing = excluded.missing";
pub const COUNT_LAST: &str = "SELECT on_day, streams, events, notes, fallen, missing FROM self_check
 ORDER BY on_day DESC LIMIT 1";
