//! Statements of the lists. Each is filtered by the same fragment: what the asker reaches.
//!
//! `{reach}` stands for the names the asker is granted under: the user, and each post held.
//! `{visible}` stands for the streams granted to one of those names on the day `$1`.

/// Every statement here, by name, before it is written out.
pub const ALL: &[(&str, &str)] = &[
    ("WORK_MINE", WORK_MINE),
    ("WORK_ALL", WORK_ALL),
    ("DAYS_MINE", DAYS_MINE),
    ("DAYS_ALL", DAYS_ALL),
    ("CASES", CASES),
    ("PACE", PACE),
    ("ASSIGNMENTS", ASSIGNMENTS),
    ("HITS_BY_TOKEN", HITS_BY_TOKEN),
    ("HITS_BY_CASE", HITS_BY_CASE),
    ("VISIBLE", VISIBLE),
    ("TOKEN_PERSONS", TOKEN_PERSONS),
    ("NAMED", NAMED),
    ("PERSON_CASES", PERSON_CASES),
    ("NAMED_CASES", NAMED_CASES),
];

/// A statement written out for so many names, with parameters by number from `first` on.
pub fn written(text: &str, names: usize) -> String {
    let text = text.replace("{shown}", SHOWN).replace("{visible}", REACHED);
    let first = (1..).find(|number| !text.contains(&format!("${number}"))).unwrap_or(1);
    let names: Vec<String> = (first..first + names).map(|number| format!("${number}")).collect();
    text.replace("{reach}", &names.join(", "))
}

/// The one filter: streams that a grant opens on the day `$1`, both ends inclusive.
const REACHED: &str = "(SELECT g.subject FROM access_grant g
 WHERE g.who IN ({reach}) AND g.from_on <= $1 AND (g.to_on IS NULL OR g.to_on >= $1))";

/// What a work list shows of the duties it has chosen, which are few.
const SHOWN: &str = "SELECT d.case_id, d.duty_id, d.subject, d.rule_key, d.occurrence, d.trigger_on, d.opens_on,
 d.due_strict, d.due_legal, d.word, d.weight, m.why, c.person, c.unit, n.year, n.serial, p.sealed
 FROM chosen m JOIN duty_row d ON d.case_id = m.case_id AND d.duty_id = m.duty_id
 JOIN case_row c ON c.subject = d.case_id LEFT JOIN case_number n ON n.subject = d.case_id
 LEFT JOIN person_row p ON p.subject = c.person
 ORDER BY COALESCE(d.due_on, d.opens_on), d.weight DESC, d.case_id, d.duty_id";

/// What the asker owns, shares or has had escalated to them: `$1` the day, `$2` 1 with those that
/// wait, `$3` due no later than, `$4` at most.
pub const WORK_MINE: &str = "WITH mine (case_id, duty_id, why) AS (
 SELECT o.case_id, o.duty_id, MIN(CASE o.why WHEN 'owner' THEN 0 WHEN 'shared' THEN 1 ELSE 2 END)
 FROM duty_owner o WHERE o.who IN ({reach})
 AND (o.from_on <= $1 OR (CAST($2 AS BIGINT) = 1 AND o.why <> 'escalated'))
 GROUP BY o.case_id, o.duty_id),
 chosen (case_id, duty_id, why) AS (
 SELECT d.case_id, d.duty_id, m.why FROM mine m
 JOIN duty_row d ON d.case_id = m.case_id AND d.duty_id = m.duty_id
 WHERE d.state = 'open' AND (CAST($3 AS TEXT) IS NULL OR d.due_on IS NULL OR d.due_on <= $3)
 AND d.subject IN {visible}
 ORDER BY COALESCE(d.due_on, d.opens_on), d.weight DESC, d.case_id, d.duty_id LIMIT $4) {shown}";

/// Everything open in what the asker reaches, with the same parameters.
pub const WORK_ALL: &str = "WITH chosen (case_id, duty_id, why) AS (
 SELECT d.case_id, d.duty_id, CAST(NULL AS BIGINT) FROM duty_row d
 WHERE d.state = 'open' AND (d.opens_on <= $1 OR CAST($2 AS BIGINT) = 1)
 AND (CAST($3 AS TEXT) IS NULL OR d.due_on IS NULL OR d.due_on <= $3) AND d.subject IN {visible}
 ORDER BY COALESCE(d.due_on, d.opens_on), d.weight DESC, d.case_id, d.duty_id LIMIT $4) {shown}";

/// How many of the asker's own fall due each day.
pub const DAYS_MINE: &str = "SELECT d.due_on, COUNT(*) FROM duty_row d
 WHERE d.state = 'open' AND d.due_on IS NOT NULL AND (CAST($3 AS TEXT) IS NULL OR d.due_on <= $3)
 AND (d.case_id, d.duty_id) IN (SELECT o.case_id, o.duty_id FROM duty_owner o WHERE o.who IN ({reach})
 AND (o.from_on <= $1 OR (CAST($2 AS BIGINT) = 1 AND o.why <> 'escalated')))
 AND d.subject IN {visible} GROUP BY d.due_on ORDER BY d.due_on";

/// How many of everything the asker reaches fall due each day.
pub const DAYS_ALL: &str = "SELECT d.due_on, COUNT(*) FROM duty_row d
 WHERE d.state = 'open' AND d.due_on IS NOT NULL AND (d.opens_on <= $1 OR CAST($2 AS BIGINT) = 1)
 AND (CAST($3 AS TEXT) IS NULL OR d.due_on <= $3)
 AND d.subject IN {visible} GROUP BY d.due_on ORDER BY d.due_on";

/// Cases: `$2` of this unit, `$3` of this caseworker, `$4` 1 with the closed ones, `$5` at most.
pub const CASES: &str =
    "SELECT c.subject, c.person, c.unit, c.caseworker, c.stage, c.opened_on, c.closed_on, c.next_due,
 n.year, n.serial, p.sealed, c.decided_on, c.decided_days FROM case_row c LEFT JOIN case_number n ON n.subject = c.subject
 LEFT JOIN person_row p ON p.subject = c.person
 WHERE c.subject IN {visible} AND (CAST($2 AS TEXT) IS NULL OR c.unit = $2)
 AND (CAST($3 AS TEXT) IS NULL OR c.caseworker = $3) AND (c.closed_on IS NULL OR CAST($4 AS BIGINT) = 1)
 ORDER BY COALESCE(c.next_due, '9999-12-31'), c.opened_on, c.subject LIMIT $5";

/// Days from application to first decision in the unit `$2` since the day `$3`, the shortest first.
pub const PACE: &str = "SELECT c.decided_days FROM case_row c
 WHERE c.unit = $2 AND c.decided_on >= $3 AND c.subject IN {visible} ORDER BY c.decided_days";

/// Assignments: `$2` of this unit, `$3` of this case, `$4` 1 with the ended ones, `$5` at most.
pub const ASSIGNMENTS: &str =
    "SELECT a.subject, a.case_id, a.person, a.unit, a.insats, a.state, a.ordered_on, a.accepted_on,
 a.ended_on, n.year, n.serial, p.sealed FROM assignment_row a
 LEFT JOIN case_number n ON n.subject = a.case_id LEFT JOIN person_row p ON p.subject = a.person
 WHERE a.subject IN {visible} AND (CAST($2 AS TEXT) IS NULL OR a.unit = $2)
 AND (CAST($3 AS TEXT) IS NULL OR a.case_id = $3) AND (a.ended_on IS NULL OR CAST($4 AS BIGINT) = 1)
 ORDER BY a.ordered_on, a.subject LIMIT $5";

/// Cases and assignments of the persons with the token `$2`.
pub const HITS_BY_TOKEN: &str = "SELECT c.subject, c.subject, c.person, n.year, n.serial, p.sealed FROM person_token t
 JOIN case_row c ON c.person = t.person JOIN person_row p ON p.subject = t.person
 LEFT JOIN case_number n ON n.subject = c.subject WHERE t.token = $2 AND c.subject IN {visible}
 UNION ALL SELECT a.subject, a.case_id, a.person, n.year, n.serial, p.sealed FROM person_token t
 JOIN assignment_row a ON a.person = t.person JOIN person_row p ON p.subject = t.person
 LEFT JOIN case_number n ON n.subject = a.case_id WHERE t.token = $2 AND a.subject IN {visible}
 ORDER BY 4, 5, 1";

/// The case with the number `$2` `$3`, and its assignments.
pub const HITS_BY_CASE: &str = "SELECT c.subject, c.subject, c.person, n.year, n.serial, p.sealed FROM case_number n
 JOIN case_row c ON c.subject = n.subject LEFT JOIN person_row p ON p.subject = c.person
 WHERE n.year = $2 AND n.serial = $3 AND c.subject IN {visible}
 UNION ALL SELECT a.subject, a.case_id, a.person, n.year, n.serial, p.sealed FROM case_number n
 JOIN assignment_row a ON a.case_id = n.subject LEFT JOIN person_row p ON p.subject = a.person
 WHERE n.year = $2 AND n.serial = $3 AND a.subject IN {visible} ORDER BY 4, 5, 1";

/// Whether the stream `$2` is within reach.
pub const VISIBLE: &str = "SELECT COUNT(*) FROM stream s WHERE s.subject = $2 AND s.subject IN {visible}";

/// The cases where a holder `$1` is named on the day `$2` or later, in them or in an assignment of theirs,
/// in the order they were opened: for sharing what is somebody's who is absent.
pub const NAMED_CASES: &str = "SELECT c.subject FROM access_grant g JOIN stream s ON s.subject = g.subject
 JOIN case_row c ON c.subject = COALESCE(s.root, s.subject)
 WHERE g.who = $1 AND (g.to_on IS NULL OR g.to_on >= $2) AND (c.closed_on IS NULL OR c.closed_on >= $2)
 GROUP BY c.subject, c.opened_on ORDER BY c.opened_on, c.subject";

/// Persons with a token, whoever asks: for finding out that a person is known already.
pub const TOKEN_PERSONS: &str = "SELECT person FROM person_token WHERE token = $1 ORDER BY person";

/// How many persons have all of three tokens, whoever asks, counted to `$4` at most.
pub const NAMED: &str = "SELECT COUNT(*) FROM (SELECT t.person FROM person_token t WHERE t.token = $1
 AND EXISTS (SELECT 1 FROM person_token u WHERE u.token = $2 AND u.person = t.person)
 AND EXISTS (SELECT 1 FROM person_token v WHERE v.token = $3 AND v.person = t.person) LIMIT $4) AS found";

/// The cases of a person, open and closed, whoever asks: the caller asks for each whether it is shown.
pub const PERSON_CASES: &str = "SELECT subject FROM case_row WHERE person = $1 ORDER BY opened_on, subject";
