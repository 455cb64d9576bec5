//! Statements of erasure: which files there are, and what goes with a key.

/// Every statement here, by name.
pub const ALL: &[(&str, &str)] = &[
    ("FILES_KEPT", FILES_KEPT),
    ("FILES_COUNT", FILES_COUNT),
    ("ERASED_PUT", ERASED_PUT),
    ("FILES_HELD", FILES_HELD),
    ("KEYS_OF_FILE", KEYS_OF_FILE),
    ("STREAMS_OF_FILE", STREAMS_OF_FILE),
    ("KEY_EMPTY", KEY_EMPTY),
    ("ERASED_STREAMS", ERASED_STREAMS),
    ("DARKEN", DARKEN),
    ("DARKEN_PARTS", DARKEN_PARTS),
    ("DARKEN_BLOBS", DARKEN_BLOBS),
    ("DARKEN_DRAFTS", DARKEN_DRAFTS),
];

/// Persons whose files are kept, with the stamp of the last event in any of their streams.
pub const FILES_KEPT: &str =
    "SELECT k.owner, MAX(e.recorded_at) FROM subject_key k JOIN stream s ON s.key_id = k.key_id
 JOIN event e ON e.subject = s.subject AND e.seq = s.last_seq
 WHERE s.kind IN ('person', 'arende', 'uppdrag') AND length(k.wrapped) > 0 GROUP BY k.owner ORDER BY k.owner";
pub const FILES_COUNT: &str = "SELECT COUNT(DISTINCT k.owner) FROM subject_key k JOIN stream s ON s.key_id = k.key_id
 WHERE s.kind IN ('person', 'arende', 'uppdrag') AND length(k.wrapped) > 0";

/// What a provider has of each person, with the stamp of the last event in any of its streams: those that its head `$1`
/// is let into without an end. What was returned, handed over or erased is not among them.
pub const FILES_HELD: &str = "SELECT s.person, MAX(e.recorded_at) FROM access_grant g
 JOIN stream s ON s.subject = g.subject JOIN event e ON e.subject = s.subject AND e.seq = s.last_seq
 WHERE g.who = $1 AND g.ground = 'utforarchef' AND g.to_on IS NULL AND s.kind = 'uppdrag'
 GROUP BY s.person ORDER BY s.person";

/// The keys of a person's file with one record-holder, or of all there is when none is named. A record-holder who gets
/// the person back after an erasure has another key, kept under its first stream.
pub const KEYS_OF_FILE: &str = "SELECT k.key_id FROM subject_key k WHERE k.owner = $1 AND length(k.wrapped) > 0
 AND ($2 = '' OR k.holder = $2 OR EXISTS (SELECT 1 FROM stream s WHERE s.subject = k.holder AND s.holder = $2))
 ORDER BY k.key_id";
pub const STREAMS_OF_FILE: &str = "SELECT s.subject FROM stream s JOIN subject_key k ON k.key_id = s.key_id
 WHERE k.owner = $1 AND ($2 = '' OR s.holder = $2) ORDER BY s.entry";
pub const ERASED_PUT: &str = "INSERT INTO erased_key (key_id, owner, holder, event_id, erased_at)
 SELECT key_id, owner, holder, $2, $3 FROM subject_key WHERE key_id = $1";
/// The key's row stays, for streams name it; what it could open nothing opens any more.
pub const KEY_EMPTY: &str = "UPDATE subject_key SET wrapped = $2 WHERE key_id = $1";
/// Streams whose key is empty, the event that the list of erased keys gives for it, and how many files they still have.
pub const ERASED_STREAMS: &str =
    "SELECT s.subject, (SELECT v.name FROM erased_key x JOIN event v ON v.event_id = x.event_id WHERE x.key_id = s.key_id),
 (SELECT COUNT(*) FROM blob b WHERE b.subject = s.subject)
 FROM stream s JOIN subject_key k ON k.key_id = s.key_id WHERE length(k.wrapped) = 0 ORDER BY s.subject";

/// What goes with a stream: its rows in every list, its files, what was begun about it.
pub const GONE_WITH: &[&str] = &[
    "DELETE FROM case_row WHERE subject = $1",
    "DELETE FROM assignment_row WHERE subject = $1",
    "DELETE FROM person_row WHERE subject = $1",
    "DELETE FROM person_token WHERE person = $1",
    "DELETE FROM duty_owner WHERE case_id = $1",
    "DELETE FROM duty_row WHERE case_id = $1",
    "DELETE FROM access_grant WHERE subject = $1",
    "DELETE FROM booking_owner WHERE case_id = $1",
    "DELETE FROM booking_row WHERE case_id = $1",
    "DELETE FROM execution_row WHERE case_id = $1",
    "DELETE FROM minutes_row WHERE case_id = $1",
    "DELETE FROM board_row WHERE case_id = $1",
    "DELETE FROM mailing_row WHERE case_id = $1",
    "DELETE FROM blob_part WHERE subject = $1",
    "DELETE FROM blob WHERE subject = $1",
    "DELETE FROM draft WHERE subject = $1",
    "DELETE FROM read_mark WHERE subject = $1",
];

/// In a copy that was laid down: the keys that had been erased are so again, whatever copy they came from.
pub const DARKEN: &str = "UPDATE subject_key SET wrapped = $1 WHERE key_id IN (SELECT key_id FROM erased_key)";
pub const DARKEN_PARTS: &str = "DELETE FROM blob_part WHERE subject IN
 (SELECT s.subject FROM stream s JOIN erased_key x ON x.key_id = s.key_id)";
pub const DARKEN_BLOBS: &str = "DELETE FROM blob WHERE subject IN
 (SELECT s.subject FROM stream s JOIN erased_key x ON x.key_id = s.key_id)";
pub const DARKEN_DRAFTS: &str = "DELETE FROM draft WHERE subject IN
 (SELECT s.subject FROM stream s JOIN erased_key x ON x.key_id = s.key_id)";
