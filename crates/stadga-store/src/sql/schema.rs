//! The tables, in numbered steps that are run once each and never changed afterwards.

use crate::sql::seams::Seams;

/// The steps in order; the number of a step is its place, from 1.
pub const STEPS: &[&str] = &[
    FIRST, FILES, PACE, READ_MARKS, LISTS, BOOKINGS, OWNERS, PACK_LISTS, EXECUTIONS, JOBS, MINUTES, REGISTERS, BOARDS,
    COVERING, APART, ERASED, ACCOUNTS, BY_KEY, COUNTS, FOUND_BY, JOB_TELLS, OUTBOX, TO_USERS, MAILINGS, IDLE, MOVED,
    PACKED,
];

/// A step in the words of one database.
pub fn written(step: &str, seams: &Seams) -> String {
    let text = step.replace("{serial}", seams.serial).replace("{bytes}", seams.bytes);
    let text = text.replace("{by_key}", seams.by_key);
    text.replace("{guards}", seams.guards).replace("{file_guards}", seams.file_guards)
}

/// What has to exist before any step: which steps have been run, and what the database is.
pub const META: &str = "
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS schema_step (step BIGINT PRIMARY KEY, applied_at TEXT NOT NULL);
";

const FIRST: &str = "
CREATE TABLE subject_key (
  key_id TEXT PRIMARY KEY, owner TEXT NOT NULL, holder TEXT NOT NULL, wrapped {bytes} NOT NULL,
  UNIQUE (owner, holder));
CREATE TABLE stream (
  entry {serial}, subject TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, person TEXT,
  holder TEXT NOT NULL, root TEXT, key_id TEXT NOT NULL REFERENCES subject_key (key_id),
  last_seq BIGINT NOT NULL, last_hash {bytes} NOT NULL);
CREATE INDEX stream_root ON stream (root);
CREATE INDEX stream_kind ON stream (kind);
CREATE TABLE event (
  position {serial}, event_id TEXT NOT NULL UNIQUE, command_id TEXT NOT NULL, subject TEXT NOT NULL,
  seq BIGINT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, occurred_on TEXT NOT NULL,
  occurred_at TEXT, recorded_at TEXT NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL,
  unit TEXT NOT NULL, on_behalf_of TEXT, corrects TEXT, schema_no BIGINT NOT NULL,
  packs TEXT NOT NULL, payload {bytes} NOT NULL, hash {bytes} NOT NULL, UNIQUE (subject, seq));
CREATE INDEX event_command ON event (command_id);
CREATE TABLE case_number (
  year BIGINT NOT NULL, serial BIGINT NOT NULL, subject TEXT NOT NULL UNIQUE, PRIMARY KEY (year, serial));
CREATE TABLE audit (
  entry {serial}, recorded_at TEXT NOT NULL, user_id TEXT NOT NULL, role TEXT, unit TEXT,
  what TEXT NOT NULL, kind TEXT NOT NULL, subjects TEXT NOT NULL, ground TEXT NOT NULL,
  detail TEXT NOT NULL);
CREATE INDEX audit_user ON audit (user_id);

CREATE TABLE case_row (
  subject TEXT PRIMARY KEY, person TEXT NOT NULL, unit TEXT NOT NULL, caseworker TEXT,
  stage TEXT NOT NULL, opened_on TEXT NOT NULL, closed_on TEXT, next_due TEXT);
CREATE INDEX case_row_person ON case_row (person);
CREATE TABLE assignment_row (
  subject TEXT PRIMARY KEY, case_id TEXT NOT NULL, person TEXT NOT NULL, unit TEXT NOT NULL,
  insats TEXT NOT NULL, state TEXT NOT NULL, ordered_on TEXT NOT NULL, accepted_on TEXT, ended_on TEXT);
CREATE INDEX assignment_row_case ON assignment_row (case_id);
CREATE INDEX assignment_row_person ON assignment_row (person);
CREATE TABLE person_row (subject TEXT PRIMARY KEY, sealed {bytes} NOT NULL);
CREATE TABLE person_token (
  token {bytes} NOT NULL, person TEXT NOT NULL, PRIMARY KEY (token, person));
CREATE INDEX person_token_person ON person_token (person);
CREATE TABLE duty_row (
  case_id TEXT NOT NULL, duty_id TEXT NOT NULL, digest {bytes} NOT NULL, subject TEXT NOT NULL,
  rule_key TEXT NOT NULL, occurrence BIGINT NOT NULL, trigger_on TEXT NOT NULL,
  opens_on TEXT NOT NULL, due_strict TEXT, due_legal TEXT, due_on TEXT, word TEXT,
  weight BIGINT NOT NULL, state TEXT NOT NULL, met_on TEXT, PRIMARY KEY (case_id, duty_id));
CREATE INDEX duty_row_subject ON duty_row (subject);
CREATE TABLE duty_owner (
  case_id TEXT NOT NULL, duty_id TEXT NOT NULL, who TEXT NOT NULL, from_on TEXT NOT NULL,
  why TEXT NOT NULL);
CREATE INDEX duty_owner_duty ON duty_owner (case_id, duty_id);
CREATE INDEX duty_owner_who ON duty_owner (who, from_on);
CREATE TABLE access_grant (
  subject TEXT NOT NULL, who TEXT NOT NULL, ground TEXT NOT NULL, from_on TEXT NOT NULL, to_on TEXT);
CREATE INDEX access_grant_subject ON access_grant (subject);
CREATE INDEX access_grant_who ON access_grant (who, from_on, to_on, subject);

CREATE TABLE pack (hash TEXT PRIMARY KEY, content {bytes} NOT NULL);
CREATE TABLE draft (
  author TEXT NOT NULL, form TEXT NOT NULL, subject TEXT NOT NULL, saved_at TEXT NOT NULL,
  sealed {bytes} NOT NULL, PRIMARY KEY (author, form, subject));
CREATE TABLE session (
  token {bytes} PRIMARY KEY, user_id TEXT NOT NULL, role TEXT, unit TEXT,
  created_at TEXT NOT NULL, seen_at TEXT NOT NULL);
{guards}
";

/// How far each user has read in a stream.
const READ_MARKS: &str = "
CREATE TABLE read_mark (
  user_id TEXT NOT NULL, subject TEXT NOT NULL, seq BIGINT NOT NULL, PRIMARY KEY (user_id, subject));
";

/// Files of a stream under a name that only its key can make, in parts; and what has been sent in by
/// somebody but not filed yet, under the sender's key.
const FILES: &str = "
CREATE TABLE blob (
  subject TEXT NOT NULL, name {bytes} NOT NULL, size BIGINT NOT NULL, parts BIGINT NOT NULL,
  PRIMARY KEY (subject, name));
CREATE TABLE blob_part (
  subject TEXT NOT NULL, name {bytes} NOT NULL, part BIGINT NOT NULL, sealed {bytes} NOT NULL,
  PRIMARY KEY (subject, name, part));
CREATE TABLE upload (
  upload TEXT PRIMARY KEY, author TEXT NOT NULL, saved_at TEXT NOT NULL, size BIGINT NOT NULL,
  parts BIGINT NOT NULL, sealed {bytes} NOT NULL);
CREATE INDEX upload_author ON upload (author);
CREATE TABLE upload_part (
  upload TEXT NOT NULL, part BIGINT NOT NULL, sealed {bytes} NOT NULL, PRIMARY KEY (upload, part));
{file_guards}
";

/// Meetings that stand, and whose they are.
const BOOKINGS: &str = "
CREATE TABLE booking_row (
  booking TEXT PRIMARY KEY, subject TEXT NOT NULL, case_id TEXT NOT NULL, person TEXT NOT NULL,
  on_day TEXT NOT NULL, at_clock TEXT NOT NULL, minutes BIGINT NOT NULL, kind TEXT NOT NULL, form TEXT NOT NULL,
  confirmed BIGINT NOT NULL);
CREATE INDEX booking_row_case ON booking_row (case_id);
CREATE TABLE booking_owner (
  booking TEXT NOT NULL, case_id TEXT NOT NULL, who TEXT NOT NULL, on_day TEXT NOT NULL,
  PRIMARY KEY (booking, who));
CREATE INDEX booking_owner_case ON booking_owner (case_id);
CREATE INDEX booking_owner_who ON booking_owner (who, on_day);
";

/// How long people waited for their first decision, for the unit's figures.
const PACE: &str = "
ALTER TABLE case_row ADD COLUMN decided_on TEXT;
ALTER TABLE case_row ADD COLUMN decided_days BIGINT;
CREATE INDEX case_row_pace ON case_row (unit, decided_on);
";

/// What the lists say of a duty, an order and a matter, so that they are made without reading the case; and
/// when a stream last moved, so that what is new is found without reading what is old.
const LISTS: &str = "
ALTER TABLE duty_row ADD COLUMN target TEXT;
ALTER TABLE duty_row ADD COLUMN receipt TEXT;
CREATE INDEX duty_row_open ON duty_row (subject, due_on) WHERE state = 'open';
DROP INDEX duty_row_subject;
ALTER TABLE assignment_row ADD COLUMN orderer TEXT;
ALTER TABLE assignment_row ADD COLUMN start_on TEXT;
ALTER TABLE assignment_row ADD COLUMN planned BIGINT;
ALTER TABLE assignment_row ADD COLUMN therapists TEXT;
ALTER TABLE case_row ADD COLUMN kind TEXT;
ALTER TABLE case_row ADD COLUMN acute BIGINT;
ALTER TABLE case_row ADD COLUMN unassessed BIGINT;
ALTER TABLE stream ADD COLUMN moved_on TEXT;
";

/// Whose a duty is, in its own row. And indexes that hold all a list asks for before it knows what it will
/// show: each commit empties what a reader remembers of the file, so a page less is a page less each time.
const OWNERS: &str = "
ALTER TABLE duty_row ADD COLUMN owners TEXT;
DROP INDEX access_grant_subject;
CREATE INDEX access_grant_of ON access_grant (subject, who, from_on, to_on, ground);
DROP INDEX duty_row_open;
CREATE INDEX duty_row_listed ON duty_row (subject, due_on, opens_on, weight, case_id, duty_id, state)
  WHERE state = 'open';
DROP INDEX duty_owner_who;
CREATE INDEX duty_owner_of ON duty_owner (who, from_on, why, case_id, duty_id);
";

/// The packs in force when something was recorded, written out once for all events that name them.
const PACK_LISTS: &str = "
CREATE TABLE pack_list (name TEXT PRIMARY KEY, packs TEXT NOT NULL);
";

/// The times within which decisions are to be carried out, for the list of those that were not (SoL 34 kap.).
const EXECUTIONS: &str = "
CREATE TABLE execution_row (
  event_id TEXT PRIMARY KEY, case_id TEXT NOT NULL, person TEXT NOT NULL, decision TEXT NOT NULL, kind TEXT NOT NULL,
  insats TEXT NOT NULL, since_on TEXT NOT NULL, due_on TEXT NOT NULL, settled_on TEXT, settled TEXT,
  in_part BIGINT NOT NULL, reports TEXT NOT NULL, told_on TEXT);
CREATE INDEX execution_row_case ON execution_row (case_id, due_on);
";

/// What is done once a night, and by whom it was taken.
const JOBS: &str = "
CREATE TABLE job_run (
  job TEXT NOT NULL, on_day TEXT NOT NULL, taken_at TEXT NOT NULL, done_at TEXT, PRIMARY KEY (job, on_day));
";

const MINUTES: &str = "
CREATE TABLE minutes_row (
  event_id TEXT PRIMARY KEY, case_id TEXT NOT NULL, person TEXT NOT NULL, decision TEXT NOT NULL, kind TEXT NOT NULL,
  on_day TEXT NOT NULL, until_on TEXT);
CREATE INDEX minutes_row_case ON minutes_row (case_id, until_on);
";

/// Matters of a register among the cases: which register, and who opened it.
const REGISTERS: &str = "
ALTER TABLE case_row ADD COLUMN register TEXT;
ALTER TABLE case_row ADD COLUMN opened_by TEXT;
CREATE INDEX case_row_opened_by ON case_row (opened_by) WHERE opened_by IS NOT NULL;
";

/// What a board meets about and is told of.
const BOARDS: &str = "
CREATE TABLE board_row (
  event_id TEXT PRIMARY KEY, case_id TEXT NOT NULL, person TEXT NOT NULL, kind TEXT NOT NULL, on_day TEXT NOT NULL);
CREATE INDEX board_row_case ON board_row (case_id);
CREATE INDEX board_row_day ON board_row (kind, on_day, case_id);
";

/// Indexes that hold all that is asked of them: whom a grant opens a stream for, a case's number, and whose and
/// which unit's a case is. A list then reads a page where it read two, for each grant and each row.
const COVERING: &str = "
DROP INDEX access_grant_who;
CREATE INDEX access_grant_by ON access_grant (who, from_on, to_on, ground, subject);
CREATE INDEX case_number_of ON case_number (subject, year, serial);
CREATE INDEX case_row_told ON case_row (subject, person, unit, register);
";

/// Who is kept out, found without reading who is let in; and the second from which a grant no longer holds, where it
/// ends within a day.
const APART: &str = "
ALTER TABLE access_grant ADD COLUMN to_at BIGINT;
DROP INDEX access_grant_by;
CREATE INDEX access_grant_by ON access_grant (who, from_on, to_on, ground, to_at, subject);
DROP INDEX access_grant_of;
CREATE INDEX access_grant_of ON access_grant (subject, who, from_on, to_on, ground, to_at);
CREATE INDEX access_grant_bars ON access_grant (who, subject) WHERE ground = 'sparrad';
";

/// The keys that were erased, by which decision: it outlives them, and follows every copy.
const ERASED: &str = "
CREATE TABLE erased_key (
  key_id TEXT PRIMARY KEY, owner TEXT NOT NULL, holder TEXT NOT NULL, event_id TEXT NOT NULL, erased_at TEXT NOT NULL);
";

/// How users get in: one account each, its name under a keyed token and everything else sealed with the user's own
/// key. Tries are counted by the token alone, so that a name nobody has is counted as one that somebody has.
const ACCOUNTS: &str = "
CREATE TABLE account (
  user_id TEXT PRIMARY KEY, login {bytes} NOT NULL UNIQUE, sealed {bytes} NOT NULL, version BIGINT NOT NULL,
  changed_at TEXT NOT NULL, step BIGINT NOT NULL, entered_at TEXT, locked_at TEXT);
CREATE TABLE login_try (login {bytes} PRIMARY KEY, failures BIGINT NOT NULL, tried_at TEXT NOT NULL);
CREATE INDEX session_of_user ON session (user_id);
";

/// The rows that every list shows, in the order of their keys: what is found by key is then read where it is found, and
/// the duties of a case lie beside one another. And the rule of a duty is seen without reading it.
const BY_KEY: &str = "
CREATE TABLE person_row_by_key (subject TEXT PRIMARY KEY, sealed {bytes} NOT NULL) {by_key};
INSERT INTO person_row_by_key SELECT subject, sealed FROM person_row ORDER BY subject;
DROP TABLE person_row;
ALTER TABLE person_row_by_key RENAME TO person_row;

CREATE TABLE case_row_by_key (
  subject TEXT PRIMARY KEY, person TEXT NOT NULL, unit TEXT NOT NULL, caseworker TEXT, stage TEXT NOT NULL,
  opened_on TEXT NOT NULL, closed_on TEXT, next_due TEXT, decided_on TEXT, decided_days BIGINT, kind TEXT,
  acute BIGINT, unassessed BIGINT, register TEXT, opened_by TEXT) {by_key};
INSERT INTO case_row_by_key SELECT subject, person, unit, caseworker, stage, opened_on, closed_on, next_due,
  decided_on, decided_days, kind, acute, unassessed, register, opened_by FROM case_row ORDER BY subject;
DROP TABLE case_row;
ALTER TABLE case_row_by_key RENAME TO case_row;
CREATE INDEX case_row_person ON case_row (person, subject);
DROP INDEX assignment_row_person;
CREATE INDEX assignment_row_person ON assignment_row (person, subject);
CREATE INDEX case_row_pace ON case_row (unit, decided_on);
CREATE INDEX case_row_opened_by ON case_row (opened_by) WHERE opened_by IS NOT NULL;

CREATE TABLE duty_row_by_key (
  case_id TEXT NOT NULL, duty_id TEXT NOT NULL, digest {bytes} NOT NULL, subject TEXT NOT NULL,
  rule_key TEXT NOT NULL, occurrence BIGINT NOT NULL, trigger_on TEXT NOT NULL, opens_on TEXT NOT NULL,
  due_strict TEXT, due_legal TEXT, due_on TEXT, word TEXT, weight BIGINT NOT NULL, state TEXT NOT NULL, met_on TEXT,
  target TEXT, receipt TEXT, owners TEXT, PRIMARY KEY (case_id, duty_id)) {by_key};
INSERT INTO duty_row_by_key SELECT case_id, duty_id, digest, subject, rule_key, occurrence, trigger_on, opens_on,
  due_strict, due_legal, due_on, word, weight, state, met_on, target, receipt, owners FROM duty_row
  ORDER BY case_id, duty_id;
DROP TABLE duty_row;
ALTER TABLE duty_row_by_key RENAME TO duty_row;
CREATE INDEX duty_row_listed ON duty_row (subject, due_on, opens_on, weight, case_id, duty_id, state, rule_key)
  WHERE state = 'open';
";

/// How many events and notes each stream has had at most, and what each night's count came to.
const COUNTS: &str = "
CREATE TABLE self_count (subject TEXT PRIMARY KEY, events BIGINT NOT NULL, notes BIGINT NOT NULL);
CREATE TABLE self_check (
  on_day TEXT PRIMARY KEY, streams BIGINT NOT NULL, events BIGINT NOT NULL, notes BIGINT NOT NULL,
  fallen BIGINT NOT NULL, missing BIGINT NOT NULL);
";

/// What an account is found by besides its name, each under a keyed token; and how somebody came in, and when they last
/// proved who they are. What the account holds decides: a row here that it does not know of opens nothing.
const FOUND_BY: &str = "
CREATE TABLE account_key (token {bytes} PRIMARY KEY, user_id TEXT NOT NULL);
CREATE INDEX account_key_user ON account_key (user_id);
ALTER TABLE session ADD COLUMN came_by TEXT;
ALTER TABLE session ADD COLUMN proved_at TEXT;
";

/// What came of each run of a job, in words, and when it last failed. One that fails is not done.
const JOB_TELLS: &str = "
ALTER TABLE job_run ADD COLUMN failed_at TEXT;
ALTER TABLE job_run ADD COLUMN told TEXT;
";

/// Messages that leave, each until it is sent or given up.
const OUTBOX: &str = "
CREATE TABLE outbox (
  message TEXT PRIMARY KEY, about TEXT NOT NULL, made_at TEXT NOT NULL, attempts BIGINT NOT NULL, next_at TEXT,
  taken BIGINT NOT NULL, sent_at TEXT, gave_up_at TEXT, why TEXT);
CREATE INDEX outbox_due ON outbox (next_at) WHERE next_at IS NOT NULL;
";

/// Whom a message is to, when it is to one of those who work here and not to those who look after the system.
const TO_USERS: &str = "ALTER TABLE outbox ADD COLUMN user_id TEXT;";

/// Letters that wait to be printed and posted: which, in which case, since when.
const MAILINGS: &str = "
CREATE TABLE mailing_row (
  event_id TEXT PRIMARY KEY, case_id TEXT NOT NULL, person TEXT NOT NULL, letter TEXT NOT NULL, on_day TEXT NOT NULL);
CREATE INDEX mailing_row_case ON mailing_row (case_id, on_day);
";

/// Whether nothing remains to be done in a stream (1), so that lists of what does need not pass by all that is closed:
/// they grow with what is open.
const IDLE: &str = "
ALTER TABLE access_grant ADD COLUMN idle BIGINT;
CREATE INDEX access_grant_busy ON access_grant (who, from_on, to_on, ground, to_at, subject) WHERE idle IS NULL;
";

/// The day on which a stream where nothing remains to be done last moved, year, month and day as one number, in place of
/// 1: what has happened lately is then found without looking into all that is closed. And how long somebody waited,
/// beside the day it is counted from.
const MOVED: &str = "
UPDATE access_grant SET idle = COALESCE((SELECT CAST(REPLACE(s.moved_on, '-', '') AS BIGINT) FROM stream s
  WHERE s.subject = access_grant.subject), 1) WHERE idle IS NOT NULL;
CREATE INDEX access_grant_moved ON access_grant (who, idle) WHERE idle IS NOT NULL;
DROP INDEX case_row_pace;
CREATE INDEX case_row_pace ON case_row (unit, decided_on, decided_days, subject);
CREATE INDEX mailing_row_day ON mailing_row (on_day, case_id);
";

/// How a file was packed before it was sealed; 0 is as it came.
const PACKED: &str = "ALTER TABLE blob ADD COLUMN packed BIGINT NOT NULL DEFAULT 0;";
