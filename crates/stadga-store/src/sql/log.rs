//! Statements of the log: streams, keys, events, case numbers, the audit trail.

/// Every statement here, by name.
pub const ALL: &[(&str, &str)] = &[
    ("META_GET", META_GET),
    ("META_PUT", META_PUT),
    ("META_SET", META_SET),
    ("META_TOUCH", META_TOUCH),
    ("STEP_LAST", STEP_LAST),
    ("STEP_PUT", STEP_PUT),
    ("LAST_STAMP", LAST_STAMP),
    ("KEY_PUT", KEY_PUT),
    ("KEY_FIND", KEY_FIND),
    ("KEY_LATER", KEY_LATER),
    ("STREAM_PUT", STREAM_PUT),
    ("STREAM", STREAM),
    ("STREAM_HEAD", STREAM_HEAD),
    ("STREAM_MOVE", STREAM_MOVE),
    ("IDLE_MOVE", IDLE_MOVE),
    ("STREAM_HEADS", STREAM_HEADS),
    ("STREAMS_OF_KIND", STREAMS_OF_KIND),
    ("STREAMS_UNDER", STREAMS_UNDER),
    ("EVENT_PUT", EVENT_PUT),
    ("EVENTS_OF", EVENTS_OF),
    ("EVENT_STREAM", EVENT_STREAM),
    ("EVENT_PAYLOAD", EVENT_PAYLOAD),
    ("EVENTS_BY_COMMAND", EVENTS_BY_COMMAND),
    ("PACK_LIST_PUT", PACK_LIST_PUT),
    ("PACK_LIST", PACK_LIST),
    ("FEED", FEED),
    ("FOLLOW", FOLLOW),
    ("LAST_EVENT", LAST_EVENT),
    ("LAST_POSITION", LAST_POSITION),
    ("CHAIN", CHAIN),
    ("CHAIN_OF", CHAIN_OF),
    ("NUMBER_NEXT", NUMBER_NEXT),
    ("NUMBER_PUT", NUMBER_PUT),
    ("NUMBER_OF", NUMBER_OF),
    ("NUMBER_SUBJECT", NUMBER_SUBJECT),
    ("NUMBERS", NUMBERS),
    ("OPENINGS", OPENINGS),
    ("AUDIT_PUT", AUDIT_PUT),
    ("AUDIT_AFTER", AUDIT_AFTER),
    ("AUDIT_COUNT", AUDIT_COUNT),
    ("AUDIT_BETWEEN", AUDIT_BETWEEN),
    ("EVENT_HASH", EVENT_HASH),
];

pub const META_GET: &str = "SELECT value FROM meta WHERE name = $1";
pub const META_PUT: &str = "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
pub const META_SET: &str = "INSERT INTO meta (name, value) VALUES ($1, $2)
 ON CONFLICT (name) DO UPDATE SET value = excluded.value";
/// Writes something, and changes nothing.
pub const META_TOUCH: &str = "UPDATE meta SET value = value WHERE name = 'purpose'";
pub const STEP_LAST: &str = "SELECT COALESCE(MAX(step), 0) FROM schema_step";
pub const STEP_PUT: &str = "INSERT INTO schema_step (step, applied_at) VALUES ($1, $2)";
pub const LAST_STAMP: &str = "SELECT recorded_at FROM event ORDER BY position DESC LIMIT 1";

pub const KEY_PUT: &str = "INSERT INTO subject_key (key_id, owner, holder, wrapped) VALUES ($1, $2, $3, $4)
 ON CONFLICT (owner, holder) DO NOTHING";
pub const KEY_FIND: &str = "SELECT key_id, wrapped FROM subject_key WHERE owner = $1 AND holder = $2";
/// The key of a file that was begun after an earlier one with the same holder was erased, kept under its first stream.
pub const KEY_LATER: &str = "SELECT k.key_id, k.wrapped FROM subject_key k JOIN stream s ON s.subject = k.holder
 WHERE k.owner = $1 AND s.holder = $2 AND length(k.wrapped) > 0";

pub const STREAM_PUT: &str = "INSERT INTO stream (entry, subject, kind, person, holder, root, key_id, last_seq,
 last_hash) VALUES ((SELECT COALESCE(MAX(entry), 0) + 1 FROM stream), $1, $2, $3, $4, $5, $6, 0, $7) ON CONFLICT (subject) DO NOTHING";
pub const STREAM: &str = "SELECT s.kind, s.person, s.holder, s.root, k.owner, s.key_id, k.wrapped
 FROM stream s JOIN subject_key k ON k.key_id = s.key_id WHERE s.subject = $1";
/// None where it is erased: nothing is written there again, and what was read of it before is old.
pub const STREAM_HEAD: &str = "SELECT last_seq, last_hash FROM stream WHERE subject = $1
 AND key_id NOT IN (SELECT key_id FROM erased_key)";
pub const STREAM_MOVE: &str = "UPDATE stream SET last_seq = $1, last_hash = $2, moved_on = $4 WHERE subject = $3";
/// Where nothing remains to be done, the grants say when it last moved.
pub const IDLE_MOVE: &str = "UPDATE access_grant SET idle = CAST(REPLACE($1, '-', '') AS BIGINT)
 WHERE subject = $2 AND idle IS NOT NULL";
pub const STREAM_HEADS: &str = "SELECT subject, last_seq, last_hash FROM stream ORDER BY subject";
/// What is erased is left out.
pub const STREAMS_OF_KIND: &str = "SELECT subject FROM stream WHERE kind = $1
 AND key_id NOT IN (SELECT key_id FROM erased_key) ORDER BY entry";
pub const STREAMS_UNDER: &str = "SELECT subject FROM stream WHERE root = $1 ORDER BY entry";

/// Places are counted here, not by the database, whose own counters leave gaps after what is undone.
pub const EVENT_PUT: &str = "INSERT INTO event (position, event_id, command_id, subject, seq, kind, name, occurred_on,
 occurred_at, recorded_at, actor, role, unit, on_behalf_of, corrects, schema_no, packs, payload, hash)
 VALUES ((SELECT COALESCE(MAX(position), 0) + 1 FROM event), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) RETURNING position";
pub const EVENTS_OF: &str = "SELECT position, event_id, command_id, seq, kind, occurred_on, occurred_at,
 recorded_at, actor, role, unit, on_behalf_of, corrects, packs, payload
 FROM event WHERE subject = $1 AND seq > $2 ORDER BY seq";
pub const EVENT_STREAM: &str = "SELECT subject FROM event WHERE event_id = $1";
pub const EVENT_PAYLOAD: &str = "SELECT subject, payload FROM event WHERE event_id = $1";
pub const PACK_LIST_PUT: &str = "INSERT INTO pack_list (name, packs) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
pub const PACK_LIST: &str = "SELECT packs FROM pack_list WHERE name = $1";
pub const EVENTS_BY_COMMAND: &str = "SELECT position, subject, seq, recorded_at FROM event
 WHERE command_id = $1 ORDER BY position";
pub const FEED: &str = "SELECT position, subject, kind, name, occurred_on, recorded_at FROM event
 WHERE position > $1 ORDER BY position LIMIT $2";
pub const FOLLOW: &str =
    "SELECT position, subject, seq, name, event_id FROM event WHERE position >= $1 ORDER BY position LIMIT $2";
pub const LAST_EVENT: &str = "SELECT position, event_id FROM event ORDER BY position DESC LIMIT 1";
pub const LAST_POSITION: &str = "SELECT COALESCE(MAX(position), 0) FROM event";
/// Everything the hash covers, after position and hash, in the order of the hash.
pub const CHAIN: &str = "SELECT position, hash, event_id, command_id, subject, seq, kind, name, occurred_on,
 occurred_at, recorded_at, actor, role, unit, on_behalf_of, corrects, schema_no, packs, payload
 FROM event ORDER BY subject, seq";
/// The same of one stream, up to a place in it.
pub const CHAIN_OF: &str = "SELECT position, hash, event_id, command_id, subject, seq, kind, name, occurred_on,
 occurred_at, recorded_at, actor, role, unit, on_behalf_of, corrects, schema_no, packs, payload
 FROM event WHERE subject = $1 AND seq <= $2 ORDER BY seq";

pub const NUMBER_NEXT: &str = "SELECT COALESCE(MAX(serial), 0) + 1 FROM case_number WHERE year = $1";
pub const NUMBER_PUT: &str = "INSERT INTO case_number (year, serial, subject) VALUES ($1, $2, $3)";
pub const NUMBER_OF: &str = "SELECT year, serial FROM case_number WHERE subject = $1";
pub const NUMBER_SUBJECT: &str = "SELECT subject FROM case_number WHERE year = $1 AND serial = $2";
pub const NUMBERS: &str = "SELECT subject, year, serial FROM case_number ORDER BY year, serial";
pub const OPENINGS: &str = "SELECT subject, recorded_at FROM event
 WHERE name IN ('arende.oppnat', 'verksamhetsarende.oppnat') AND corrects IS NULL ORDER BY position";

pub const AUDIT_PUT: &str = "INSERT INTO audit (entry, recorded_at, user_id, role, unit, what, kind, subjects, ground,
 detail) VALUES ((SELECT COALESCE(MAX(entry), 0) + 1 FROM audit), $1, $2, $3, $4, $5, $6, $7, $8, $9)";
pub const AUDIT_AFTER: &str = "SELECT entry, recorded_at, user_id, role, unit, what, kind, subjects, ground, detail
 FROM audit WHERE entry > $1 ORDER BY entry LIMIT $2";
pub const AUDIT_COUNT: &str = "SELECT COUNT(*) FROM audit WHERE entry <= $1";
/// The rows from one place to another, both inclusive.
pub const AUDIT_BETWEEN: &str = "SELECT entry, recorded_at, user_id, role, unit, what, kind, subjects, ground, detail
 FROM audit WHERE entry >= $1 AND entry <= $2 ORDER BY entry";
/// The hash of a stream's event at a place in it.
pub const EVENT_HASH: &str = "SELECT position, hash FROM event WHERE subject = $1 AND seq = $2";
