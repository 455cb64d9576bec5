//! Statements that write the read models. What they hold can always be made again from the log.

/// Every statement here, by name.
pub const ALL: &[(&str, &str)] = &[
    ("CASE_PUT", CASE_PUT),
    ("ASSIGNMENT_PUT", ASSIGNMENT_PUT),
    ("PERSON_PUT", PERSON_PUT),
    ("PERSON", PERSON),
    ("TOKENS_CLEAR", TOKENS_CLEAR),
    ("TOKEN_PUT", TOKEN_PUT),
    ("DUTY_DIGESTS", DUTY_DIGESTS),
    ("DUTY_PUT", DUTY_PUT),
    ("DUTY_DROP", DUTY_DROP),
    ("DUTIES_CLEAR", DUTIES_CLEAR),
    ("OWNERS_CLEAR", OWNERS_CLEAR),
    ("OWNERS_OF_CASE_CLEAR", OWNERS_OF_CASE_CLEAR),
    ("OWNER_PUT", OWNER_PUT),
    ("GRANTS_OF", GRANTS_OF),
    ("GRANTS_CLEAR", GRANTS_CLEAR),
    ("GRANT_PUT", GRANT_PUT),
    ("BOOKING_PUT", BOOKING_PUT),
    ("BOOKING_OWNER_PUT", BOOKING_OWNER_PUT),
    ("BOOKINGS_CLEAR", BOOKINGS_CLEAR),
    ("BOOKING_OWNERS_CLEAR", BOOKING_OWNERS_CLEAR),
    ("EXECUTION_PUT", EXECUTION_PUT),
    ("EXECUTIONS_CLEAR", EXECUTIONS_CLEAR),
    ("MINUTES_PUT", MINUTES_PUT),
    ("MINUTES_CLEAR", MINUTES_CLEAR),
    ("BOARD_OF", BOARD_OF),
    ("BOARD_OF_KIND", BOARD_OF_KIND),
    ("BOARD_PUT", BOARD_PUT),
    ("BOARD_CLEAR", BOARD_CLEAR),
    ("MAILING_PUT", MAILING_PUT),
    ("MAILINGS_CLEAR", MAILINGS_CLEAR),
    ("DUMP_CASES", DUMP_CASES),
    ("DUMP_ASSIGNMENTS", DUMP_ASSIGNMENTS),
    ("DUMP_PERSONS", DUMP_PERSONS),
    ("DUMP_TOKENS", DUMP_TOKENS),
    ("DUMP_DUTIES", DUMP_DUTIES),
    ("DUMP_OWNERS", DUMP_OWNERS),
    ("DUMP_GRANTS", DUMP_GRANTS),
    ("DUMP_BOOKINGS", DUMP_BOOKINGS),
    ("DUMP_BOOKING_OWNERS", DUMP_BOOKING_OWNERS),
    ("DUMP_EXECUTIONS", DUMP_EXECUTIONS),
    ("DUMP_MINUTES", DUMP_MINUTES),
    ("DUMP_BOARDS", DUMP_BOARDS),
    ("DUMP_MAILINGS", DUMP_MAILINGS),
    ("CLEAR_CASES", CLEAR[0]),
    ("CLEAR_ASSIGNMENTS", CLEAR[1]),
    ("CLEAR_PERSONS", CLEAR[2]),
    ("CLEAR_TOKENS", CLEAR[3]),
    ("CLEAR_DUTIES", CLEAR[4]),
    ("CLEAR_OWNERS", CLEAR[5]),
    ("CLEAR_GRANTS", CLEAR[6]),
    ("CLEAR_BOOKINGS", CLEAR[7]),
    ("CLEAR_BOOKING_OWNERS", CLEAR[8]),
    ("CLEAR_EXECUTIONS", CLEAR[9]),
    ("CLEAR_MINUTES", CLEAR[10]),
    ("CLEAR_BOARDS", CLEAR[11]),
    ("CLEAR_MAILINGS", CLEAR[12]),
];

pub const CASE_PUT: &str =
    "INSERT INTO case_row (subject, person, unit, caseworker, stage, opened_on, closed_on, next_due,
 decided_on, decided_days, kind, acute, unassessed, register, opened_by)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
 ON CONFLICT (subject) DO UPDATE SET person = excluded.person, unit = excluded.unit,
 caseworker = excluded.caseworker, stage = excluded.stage, opened_on = excluded.opened_on,
 closed_on = excluded.closed_on, next_due = excluded.next_due,
 decided_on = excluded.decided_on, decided_days = excluded.decided_days, kind = excluded.kind,
 acute = excluded.acute, unassessed = excluded.unassessed, register = excluded.register,
 opened_by = excluded.opened_by";
pub const ASSIGNMENT_PUT: &str =
    "INSERT INTO assignment_row (subject, case_id, person, unit, insats, state, ordered_on,
 accepted_on, ended_on, orderer, start_on, planned, therapists)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
 ON CONFLICT (subject) DO UPDATE SET case_id = excluded.case_id, person = excluded.person,
 unit = excluded.unit, insats = excluded.insats, state = excluded.state,
 ordered_on = excluded.ordered_on, accepted_on = excluded.accepted_on, ended_on = excluded.ended_on, orderer = excluded.orderer,
 start_on = excluded.start_on, planned = excluded.planned, therapists = excluded.therapists";

pub const PERSON_PUT: &str = "INSERT INTO person_row (subject, sealed) VALUES ($1, $2)
 ON CONFLICT (subject) DO UPDATE SET sealed = excluded.sealed";
pub const PERSON: &str = "SELECT sealed FROM person_row WHERE subject = $1";
pub const TOKENS_CLEAR: &str = "DELETE FROM person_token WHERE person = $1";
pub const TOKEN_PUT: &str = "INSERT INTO person_token (token, person) VALUES ($1, $2)
 ON CONFLICT (token, person) DO NOTHING";

pub const DUTY_DIGESTS: &str = "SELECT duty_id, digest FROM duty_row WHERE case_id = $1";
pub const DUTY_PUT: &str = "INSERT INTO duty_row (case_id, duty_id, digest, subject, rule_key, occurrence, trigger_on,
 opens_on, due_strict, due_legal, due_on, word, weight, state, met_on, target, receipt, owners)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
 ON CONFLICT (case_id, duty_id) DO UPDATE SET digest = excluded.digest, subject = excluded.subject,
 rule_key = excluded.rule_key, occurrence = excluded.occurrence, trigger_on = excluded.trigger_on,
 opens_on = excluded.opens_on, due_strict = excluded.due_strict, due_legal = excluded.due_legal,
 due_on = excluded.due_on, word = excluded.word, weight = excluded.weight, state = excluded.state,
 met_on = excluded.met_on, target = excluded.target, receipt = excluded.receipt,
 owners = excluded.owners";
pub const DUTY_DROP: &str = "DELETE FROM duty_row WHERE case_id = $1 AND duty_id = $2";
pub const DUTIES_CLEAR: &str = "DELETE FROM duty_row WHERE case_id = $1";
pub const OWNERS_OF_CASE_CLEAR: &str = "DELETE FROM duty_owner WHERE case_id = $1";
pub const OWNERS_CLEAR: &str = "DELETE FROM duty_owner WHERE case_id = $1 AND duty_id = $2";
pub const OWNER_PUT: &str = "INSERT INTO duty_owner (case_id, duty_id, who, from_on, why) VALUES ($1, $2, $3, $4, $5)";

pub const GRANTS_OF: &str = "SELECT who, ground, from_on, to_on, to_at,
 CAST(CASE WHEN idle IS NULL THEN 0 ELSE 1 END AS BIGINT) FROM access_grant WHERE subject = $1";
pub const GRANTS_CLEAR: &str = "DELETE FROM access_grant WHERE subject = $1";
pub const GRANT_PUT: &str =
    "INSERT INTO access_grant (subject, who, ground, from_on, to_on, to_at, idle) VALUES ($1, $2, $3, $4, $5, $6,
 CASE WHEN CAST($7 AS BIGINT) = 0 THEN NULL ELSE COALESCE((SELECT CAST(REPLACE(s.moved_on, '-', '') AS BIGINT)
 FROM stream s WHERE s.subject = $1), 1) END)";

pub const BOOKING_PUT: &str = "INSERT INTO booking_row (booking, subject, case_id, person, on_day, at_clock, minutes,
 kind, form, confirmed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
pub const BOOKING_OWNER_PUT: &str = "INSERT INTO booking_owner (booking, case_id, who, on_day) VALUES ($1, $2, $3, $4)
 ON CONFLICT (booking, who) DO NOTHING";
pub const BOOKINGS_CLEAR: &str = "DELETE FROM booking_row WHERE case_id = $1";
pub const BOOKING_OWNERS_CLEAR: &str = "DELETE FROM booking_owner WHERE case_id = $1";

pub const EXECUTION_PUT: &str = "INSERT INTO execution_row (event_id, case_id, person, decision, kind, insats,
 since_on, due_on, settled_on, settled, in_part, reports, told_on)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
pub const EXECUTIONS_CLEAR: &str = "DELETE FROM execution_row WHERE case_id = $1";

pub const MINUTES_PUT: &str = "INSERT INTO minutes_row (event_id, case_id, person, decision, kind, on_day, until_on)
 VALUES ($1, $2, $3, $4, $5, $6, $7)";
pub const MINUTES_CLEAR: &str = "DELETE FROM minutes_row WHERE case_id = $1";

pub const BOARD_OF: &str = "SELECT event_id, kind, on_day FROM board_row WHERE case_id = $1";
pub const BOARD_OF_KIND: &str = "SELECT event_id, case_id, person, kind, on_day FROM board_row
 WHERE kind = $1 AND on_day >= $2 AND on_day <= $3 ORDER BY on_day, event_id";
pub const BOARD_PUT: &str = "INSERT INTO board_row (event_id, case_id, person, kind, on_day)
 VALUES ($1, $2, $3, $4, $5)";
pub const BOARD_CLEAR: &str = "DELETE FROM board_row WHERE case_id = $1";

pub const MAILING_PUT: &str = "INSERT INTO mailing_row (event_id, case_id, person, letter, on_day)
 VALUES ($1, $2, $3, $4, $5)";
pub const MAILINGS_CLEAR: &str = "DELETE FROM mailing_row WHERE case_id = $1";

pub const DUMP_CASES: &str = "SELECT subject, person, unit, caseworker, stage, opened_on, closed_on, next_due,
 decided_on, decided_days, kind, acute, unassessed, register, opened_by FROM case_row";
pub const DUMP_ASSIGNMENTS: &str =
    "SELECT subject, case_id, person, unit, insats, state, ordered_on, accepted_on, ended_on,
 orderer, start_on, planned, therapists FROM assignment_row";
pub const DUMP_PERSONS: &str = "SELECT subject, sealed FROM person_row";
pub const DUMP_TOKENS: &str = "SELECT person, COUNT(*) FROM person_token GROUP BY person";
pub const DUMP_DUTIES: &str =
    "SELECT case_id, duty_id, subject, rule_key, occurrence, trigger_on, opens_on, due_strict,
 due_legal, due_on, word, weight, state, met_on, target, receipt, owners FROM duty_row";
pub const DUMP_OWNERS: &str = "SELECT case_id, duty_id, who, from_on, why FROM duty_owner";
pub const DUMP_GRANTS: &str = "SELECT subject, who, ground, from_on, to_on, to_at,
 CAST(CASE WHEN idle IS NULL THEN NULL ELSE 1 END AS BIGINT) FROM access_grant";

pub const DUMP_BOOKINGS: &str = "SELECT booking, subject, case_id, person, on_day, at_clock, minutes, kind, form,
 confirmed FROM booking_row";
pub const DUMP_BOOKING_OWNERS: &str = "SELECT booking, case_id, who, on_day FROM booking_owner";
pub const DUMP_EXECUTIONS: &str = "SELECT event_id, case_id, person, decision, kind, insats, since_on, due_on,
 settled_on, settled, in_part, reports, told_on FROM execution_row";

pub const DUMP_MINUTES: &str = "SELECT event_id, case_id, person, decision, kind, on_day, until_on FROM minutes_row";

pub const DUMP_BOARDS: &str = "SELECT event_id, case_id, person, kind, on_day FROM board_row";

pub const DUMP_MAILINGS: &str = "SELECT event_id, case_id, person, letter, on_day FROM mailing_row";

/// Empties every read model.
pub const CLEAR: [&str; 13] = [
    "DELETE FROM case_row",
    "DELETE FROM assignment_row",
    "DELETE FROM person_row",
    "DELETE FROM person_token",
    "DELETE FROM duty_row",
    "DELETE FROM duty_owner",
    "DELETE FROM access_grant",
    "DELETE FROM booking_row",
    "DELETE FROM booking_owner",
    "DELETE FROM execution_row",
    "DELETE FROM minutes_row",
    "DELETE FROM board_row",
    "DELETE FROM mailing_row",
];
