//! Statements of the lists. Each is filtered by the same fragment: what the asker reaches.
//!
//! `{reach}` stands for the names the asker is granted under: the user, and each post held.
//! `{free}` stands for what takes away the streams the asker is barred from and the grants that have ended at the
//! second `{now}`, and `{bars}` for the names whose bars keep the asker out. `{visible}` stands for the streams granted
//! to one of the first names on the day `$1`, `{busy}` for those of them where something may remain to be done,
//! `{kept}` for those and, when `$4` is 1, the others, and `{c within}` for whether the stream of the row `c` is one of
//! them, `{m within}` for whether the case of the row `m` is.
//! `{these}` stands for what is asked about: streams or rules, as many as there are.

/// Every statement here, by name, before it is written out.
pub const ALL: &[(&str, &str)] = &[
    ("WORK_MINE", WORK_MINE),
    ("WORK_ALL", WORK_ALL),
    ("WORK_OTHERS", WORK_OTHERS),
    ("WORK_LATE", WORK_LATE),
    ("WORK_RULES", WORK_RULES),
    ("GROUNDS", GROUNDS),
    ("TIES", TIES),
    ("LATELY", LATELY),
    ("ABOUT", ABOUT),
    ("UNREAD", UNREAD),
    ("LOAD", LOAD),
    ("DAYS_MINE", DAYS_MINE),
    ("DAYS_ALL", DAYS_ALL),
    ("CASES", CASES),
    ("OPENED_BY", OPENED_BY),
    ("PACE", PACE),
    ("ASSIGNMENTS", ASSIGNMENTS),
    ("HITS_BY_TOKEN", HITS_BY_TOKEN),
    ("HITS_BY_GRANT", HITS_BY_GRANT),
    ("FEWER", FEWER),
    ("HITS_BY_CASE", HITS_BY_CASE),
    ("VISIBLE", VISIBLE),
    ("MEETINGS", MEETINGS),
    ("EXECUTIONS", EXECUTIONS),
    ("MINUTES", MINUTES),
    ("BOARD", BOARD),
    ("MAILINGS", MAILINGS),
    ("MAILINGS_SINCE", MAILINGS_SINCE),
    ("TAKEN", TAKEN),
    ("TOKEN_PERSONS", TOKEN_PERSONS),
    ("NAMED", NAMED),
    ("PERSON_CASES", PERSON_CASES),
    ("NAMED_CASES", NAMED_CASES),
];

/// A statement written out for so many names, so many that bar and so many of what is asked about, with parameters by
/// number: first those in the text, then what is asked about, the names, those that bar, and the second.
pub fn written(text: &str, these: usize, names: usize, bars: usize) -> String {
    let text = text.replace("{shown}", SHOWN).replace("{open}", OPEN);
    let text = text.replace("{kept}", KEPT).replace("{busy}", BUSY).replace("{visible}", REACHED);
    let within = |text: String, (row, stream): (&str, &str)| {
        text.replace(&format!("{{{row} within}}"), &WITHIN.replace("{stream}", stream))
    };
    let streams = [("c", "c.subject"), ("a", "a.subject"), ("s", "s.subject"), ("m", "m.case_id")];
    let text = streams.into_iter().fold(text, within);
    let text = text.replace("{granted}", GRANTED).replace("{holds}", HOLDS).replace("{free}", FREE);
    let first = (1..).find(|number| !text.contains(&format!("${number}"))).unwrap_or(1);
    let list = |from: usize, many: usize| {
        let numbers: Vec<String> = (from..from + many).map(|number| format!("${number}")).collect();
        numbers.join(", ")
    };
    let names_from = if text.contains("{these}") { first + these } else { first };
    let (bars_from, now) = (names_from + names, names_from + names + bars);
    let text = text.replace("{these}", &list(first, these)).replace("{reach}", &list(names_from, names));
    text.replace("{bars}", &list(bars_from, bars)).replace("{now}", &format!("${now}"))
}

/// The one filter: a grant `g` to one of the asker's names, that lets in.
const GRANTED: &str = "g.who IN ({reach}) AND {holds}";

/// Whether a grant lets in on the day `$1`, both ends inclusive.
const HOLDS: &str = "g.from_on <= $1 AND (g.to_on IS NULL OR g.to_on >= $1) AND {free}";

/// Streams that a grant opens.
const REACHED: &str = "(SELECT g.subject FROM access_grant g WHERE {granted})";

/// The same where something may remain to be done: whoever has been there for long is let into thousands of streams that
/// are closed.
const BUSY: &str = "(SELECT g.subject FROM access_grant g WHERE g.idle IS NULL AND {granted})";

/// The same where something may remain to be done, and all of it when `$4` is 1.
const KEPT: &str = "(SELECT g.subject FROM access_grant g WHERE g.idle IS NULL AND {granted}
 UNION ALL SELECT g.subject FROM access_grant g WHERE CAST($4 AS BIGINT) = 1 AND g.idle IS NOT NULL AND {granted})";

/// The same filter asked of one row at a time, where one or two are found: who has a post that is granted every case
/// would else have them all fetched. A common name finds hundreds, and there it costs more than it saves. The names are
/// written so that no index is sought by them.
const WITHIN: &str =
    "EXISTS (SELECT 1 FROM access_grant g WHERE g.subject = {stream} AND g.who || '' IN ({reach}) AND {holds})";

/// What a grant that lets nobody in takes away from the asker: the streams they are barred from, on all days; and what
/// has ended since the day began.
const FREE: &str = "g.ground <> 'sparrad' AND (g.to_at IS NULL OR g.to_at > {now}) AND g.subject NOT IN
 (SELECT b.subject FROM access_grant b WHERE b.who IN ({bars}) AND b.ground = 'sparrad')";

/// What a work list shows of the duties it has chosen, which are few.
const SHOWN: &str = "SELECT d.case_id, d.duty_id, d.subject, d.rule_key, d.occurrence, d.trigger_on, d.opens_on,
 d.due_strict, d.due_legal, d.word, d.weight, m.why, c.person, c.unit, n.year, n.serial, p.sealed, d.target,
 d.receipt, m.total, d.owners, c.register
 FROM chosen m JOIN duty_row d ON d.case_id = m.case_id AND d.duty_id = m.duty_id
 JOIN case_row c ON c.subject = d.case_id LEFT JOIN case_number n ON n.subject = d.case_id
 LEFT JOIN person_row p ON p.subject = c.person
 ORDER BY COALESCE(d.due_on, d.opens_on), d.weight DESC, d.case_id, d.duty_id";

/// The open duties in what the asker reaches, with how many there are.
const OPEN: &str = "SELECT d.case_id, d.duty_id, COUNT(*) OVER () FROM duty_row d
 WHERE d.state = 'open' AND d.opens_on <= $1 AND d.subject IN {busy}";

/// What the asker owns, shares or has had escalated to them: `$1` the day, `$2` 1 with those that
/// wait, `$3` due no later than, `$4` at most.
pub const WORK_MINE: &str = "WITH mine (case_id, duty_id, why) AS (
 SELECT o.case_id, o.duty_id, MIN(CASE o.why WHEN 'owner' THEN 0 WHEN 'shared' THEN 1 ELSE 2 END)
 FROM duty_owner o WHERE o.who IN ({reach})
 AND (o.from_on <= $1 OR (CAST($2 AS BIGINT) = 1 AND o.why <> 'escalated'))
 GROUP BY o.case_id, o.duty_id),
 chosen (case_id, duty_id, why, total) AS (
 SELECT d.case_id, d.duty_id, m.why, CAST(0 AS BIGINT) FROM mine m
 JOIN duty_row d ON d.case_id = m.case_id AND d.duty_id = m.duty_id
 WHERE d.state = 'open' AND (CAST($3 AS TEXT) IS NULL OR d.due_on IS NULL OR d.due_on <= $3)
 AND d.subject IN {busy}
 ORDER BY COALESCE(d.due_on, d.opens_on), d.weight DESC, d.case_id, d.duty_id LIMIT $4) {shown}";

/// Everything open in what the asker reaches, with the same parameters.
pub const WORK_ALL: &str = "WITH chosen (case_id, duty_id, why, total) AS (
 SELECT d.case_id, d.duty_id, CAST(NULL AS BIGINT), CAST(0 AS BIGINT) FROM duty_row d
 WHERE d.state = 'open' AND (d.opens_on <= $1 OR CAST($2 AS BIGINT) = 1)
 AND (CAST($3 AS TEXT) IS NULL OR d.due_on IS NULL OR d.due_on <= $3) AND d.subject IN {busy}
 ORDER BY COALESCE(d.due_on, d.opens_on), d.weight DESC, d.case_id, d.duty_id LIMIT $4) {shown}";

/// What is open and not the asker's own, `$2` at most, with how many there are.
pub const WORK_OTHERS: &str = "WITH found (case_id, duty_id, total) AS ({open}
 AND (d.case_id, d.duty_id) NOT IN (SELECT o.case_id, o.duty_id FROM duty_owner o
 WHERE o.who IN ({reach}) AND o.from_on <= $1)
 ORDER BY COALESCE(d.due_on, d.opens_on), d.weight DESC, d.case_id, d.duty_id LIMIT $2),
 chosen (case_id, duty_id, why, total) AS (SELECT f.case_id, f.duty_id, CAST(NULL AS BIGINT), f.total FROM found f)
 {shown}";

/// What is late, anybody's, `$2` at most, with how many there are.
pub const WORK_LATE: &str = "WITH found (case_id, duty_id, total) AS ({open} AND d.due_on < $1
 ORDER BY COALESCE(d.due_on, d.opens_on), d.weight DESC, d.case_id, d.duty_id LIMIT $2),
 chosen (case_id, duty_id, why, total) AS (SELECT f.case_id, f.duty_id,
 (SELECT MIN(CASE o.why WHEN 'owner' THEN 0 WHEN 'shared' THEN 1 ELSE 2 END) FROM duty_owner o
 WHERE o.case_id = f.case_id AND o.duty_id = f.duty_id AND o.who IN ({reach}) AND o.from_on <= $1),
 f.total FROM found f) {shown}";

/// What some rules ask for, anybody's, `$2` at most, with how many there are.
pub const WORK_RULES: &str = "WITH found (case_id, duty_id, total) AS ({open} AND d.rule_key IN ({these})
 ORDER BY COALESCE(d.due_on, d.opens_on), d.weight DESC, d.case_id, d.duty_id LIMIT $2),
 chosen (case_id, duty_id, why, total) AS (SELECT f.case_id, f.duty_id,
 (SELECT MIN(CASE o.why WHEN 'owner' THEN 0 WHEN 'shared' THEN 1 ELSE 2 END) FROM duty_owner o
 WHERE o.case_id = f.case_id AND o.duty_id = f.duty_id AND o.who IN ({reach}) AND o.from_on <= $1),
 f.total FROM found f) {shown}";

/// On which grounds the asker reaches some streams on the day `$1`. The names are written so that no index
/// is sought by them: a head's grants are many, a stream's few.
pub const GROUNDS: &str = "SELECT g.subject, g.ground FROM access_grant g WHERE g.subject IN ({these})
 AND g.who || '' IN ({reach}) AND {holds}";

/// What ties the asker to persons who are kept apart from others: each bar against whoever works with somebody, and the
/// grant the asker has in the same stream on the day `$1`. Written so that the bars, which are few, are read first: a
/// head's grants are many.
pub const TIES: &str = "SELECT b.who, g.who, g.ground FROM access_grant b CROSS JOIN access_grant g
 WHERE g.subject = b.subject AND b.ground = 'sparrad' AND b.who LIKE 'isar:%' AND {granted}";

/// What others than `$2` have done since the day `$3` in some streams and those the asker is named in, of the
/// last `$4` events in each, `$5` lines at most. A stream that has stood still since the day before, `$6`, is not
/// looked into; one moved by an older program has no day. Where nothing remains to be done, the grants say so by
/// themselves: `$7` is that day as a number.
pub const LATELY: &str = "SELECT e.position, e.event_id, e.command_id, e.subject, e.name, e.occurred_on, e.actor,
 s.case_id FROM (SELECT s.subject, s.last_seq, COALESCE(s.root, s.subject) AS case_id FROM stream s
 WHERE (s.moved_on IS NULL OR s.moved_on >= $6) AND s.subject IN (SELECT t.subject FROM stream t
 WHERE t.subject IN ({these}) UNION SELECT n.subject FROM {busy} n
 UNION SELECT g.subject FROM access_grant g WHERE g.idle >= $7 AND {granted})) s
 JOIN event e ON e.subject = s.subject AND e.seq > s.last_seq - $4
 WHERE e.occurred_on >= $3 AND e.actor <> $2 ORDER BY e.position DESC LIMIT $5";

/// Whom some cases are about, whoever asks: for telling of what has been chosen within reach.
pub const ABOUT: &str = "SELECT c.subject, c.person, p.sealed, c.register FROM case_row c
 LEFT JOIN person_row p ON p.subject = c.person WHERE c.subject IN ({these})";

/// How many of each kind of event others than `$1` have added to some streams since that user looked there.
pub const UNREAD: &str = "SELECT e.subject, e.name, COUNT(*) FROM stream s
 LEFT JOIN read_mark m ON m.user_id = $1 AND m.subject = s.subject
 JOIN event e ON e.subject = s.subject AND e.seq > COALESCE(m.seq, 0)
 WHERE s.subject IN ({these}) AND e.actor <> $1 GROUP BY e.subject, e.name";

/// How many open cases each caseworker has within reach, and how many of them fall due by the day `$2`.
pub const LOAD: &str = "SELECT c.caseworker, COUNT(*),
 CAST(SUM(CASE WHEN c.next_due <= $2 THEN 1 ELSE 0 END) AS BIGINT) FROM case_row c
 WHERE c.closed_on IS NULL AND c.register IS NULL AND c.subject IN {busy} GROUP BY c.caseworker";

/// How many of the asker's own fall due each day.
pub const DAYS_MINE: &str = "SELECT d.due_on, COUNT(*) FROM duty_row d
 WHERE d.state = 'open' AND d.due_on IS NOT NULL AND (CAST($3 AS TEXT) IS NULL OR d.due_on <= $3)
 AND (d.case_id, d.duty_id) IN (SELECT o.case_id, o.duty_id FROM duty_owner o WHERE o.who IN ({reach})
 AND (o.from_on <= $1 OR (CAST($2 AS BIGINT) = 1 AND o.why <> 'escalated')))
 AND d.subject IN {busy} GROUP BY d.due_on ORDER BY d.due_on";

/// How many of everything the asker reaches fall due each day.
pub const DAYS_ALL: &str = "SELECT d.due_on, COUNT(*) FROM duty_row d
 WHERE d.state = 'open' AND d.due_on IS NOT NULL AND (d.opens_on <= $1 OR CAST($2 AS BIGINT) = 1)
 AND (CAST($3 AS TEXT) IS NULL OR d.due_on <= $3)
 AND d.subject IN {busy} GROUP BY d.due_on ORDER BY d.due_on";

/// Cases: `$2` of this unit, `$3` of this caseworker, `$4` 1 with the closed ones, `$5` at most, `$6` 1 for the
/// matters of registers instead.
pub const CASES: &str =
    "SELECT c.subject, c.person, c.unit, c.caseworker, c.stage, c.opened_on, c.closed_on, c.next_due,
 n.year, n.serial, p.sealed, c.decided_on, c.decided_days, c.kind, c.acute, c.unassessed, c.register, c.opened_by
 FROM case_row c LEFT JOIN case_number n ON n.subject = c.subject
 LEFT JOIN person_row p ON p.subject = c.person
 WHERE c.subject IN {kept} AND (CAST($2 AS TEXT) IS NULL OR c.unit = $2)
 AND (CAST($3 AS TEXT) IS NULL OR c.caseworker = $3) AND (c.closed_on IS NULL OR CAST($4 AS BIGINT) = 1)
 AND (c.register IS NOT NULL) = (CAST($6 AS BIGINT) = 1)
 ORDER BY COALESCE(c.next_due, '9999-12-31'), c.opened_on, c.subject LIMIT $5";

/// The matters that the user `$1` has opened, whoever reaches them: that they exist, and whether they are closed.
pub const OPENED_BY: &str = "SELECT c.subject, c.register, c.opened_on, c.closed_on, n.year, n.serial FROM case_row c
 LEFT JOIN case_number n ON n.subject = c.subject
 WHERE c.opened_by = $1 AND c.register IS NOT NULL ORDER BY c.opened_on DESC, n.year DESC, n.serial DESC";

/// Days from application to first decision in the unit `$2` since the day `$3`, the shortest first.
pub const PACE: &str = "SELECT c.decided_days FROM case_row c
 WHERE c.unit = $2 AND c.decided_on >= $3 AND {c within} ORDER BY c.decided_days";

/// Assignments: `$2` of this unit, `$3` of this case, `$4` 1 with the ended ones, `$5` at most.
pub const ASSIGNMENTS: &str =
    "SELECT a.subject, a.case_id, a.person, a.unit, a.insats, a.state, a.ordered_on, a.accepted_on,
 a.ended_on, n.year, n.serial, p.sealed, a.orderer, a.start_on, a.planned, a.therapists FROM assignment_row a
 LEFT JOIN case_number n ON n.subject = a.case_id LEFT JOIN person_row p ON p.subject = a.person
 WHERE a.subject IN {kept} AND (CAST($2 AS TEXT) IS NULL OR a.unit = $2)
 AND (CAST($3 AS TEXT) IS NULL OR a.case_id = $3) AND (a.ended_on IS NULL OR CAST($4 AS BIGINT) = 1)
 ORDER BY a.ordered_on, a.subject LIMIT $5";

/// Cases and assignments of the persons with the token `$2` or `$3`. Hundreds may bear a common name: what is within
/// reach is chosen (`f`) by an index alone before any of it is read: the order of the joins says so, and the subject is
/// written so that it is not sought for each person and each grant.
pub const HITS_BY_TOKEN: &str =
    "SELECT c.subject, c.subject, c.person, n.year, n.serial, p.sealed, c.register FROM person_token t
 CROSS JOIN case_row f CROSS JOIN case_row c CROSS JOIN person_row p LEFT JOIN case_number n ON n.subject = c.subject
 WHERE t.token IN ($2, $3) AND f.person = t.person AND f.subject || '' IN {visible} AND c.subject = f.subject
 AND p.subject = t.person
 UNION ALL SELECT a.subject, a.case_id, a.person, n.year, n.serial, p.sealed, CAST(NULL AS TEXT) FROM person_token t
 CROSS JOIN assignment_row f CROSS JOIN assignment_row a CROSS JOIN person_row p
 LEFT JOIN case_number n ON n.subject = a.case_id
 WHERE t.token IN ($2, $3) AND f.person = t.person AND f.subject || '' IN {visible} AND a.subject = f.subject
 AND p.subject = t.person ORDER BY 4, 5, 1";

/// The same, found from the other end: what is within reach, and of that what bears the token. A caseworker reaches
/// hundreds of streams where a common name has tens of thousands of bearers.
pub const HITS_BY_GRANT: &str =
    "SELECT c.subject, c.subject, c.person, n.year, n.serial, p.sealed, c.register FROM {visible} v
 CROSS JOIN case_row c CROSS JOIN person_row p LEFT JOIN case_number n ON n.subject = c.subject
 WHERE c.subject = v.subject AND p.subject = c.person
 AND EXISTS (SELECT 1 FROM person_token t WHERE t.token IN ($2, $3) AND t.person = c.person)
 UNION SELECT a.subject, a.case_id, a.person, n.year, n.serial, p.sealed, CAST(NULL AS TEXT) FROM {visible} v
 CROSS JOIN assignment_row a CROSS JOIN person_row p LEFT JOIN case_number n ON n.subject = a.case_id
 WHERE a.subject = v.subject AND p.subject = a.person
 AND EXISTS (SELECT 1 FROM person_token t WHERE t.token IN ($2, $3) AND t.person = a.person) ORDER BY 4, 5, 1";

/// How many grants the asker has and how many bear the token `$2` or `$3`, both counted to `$4` at most: which end to
/// search from.
pub const FEWER: &str = "SELECT (SELECT COUNT(*) FROM (SELECT v.subject FROM {visible} v LIMIT $4) AS own),
 (SELECT COUNT(*) FROM (SELECT t.person FROM person_token t WHERE t.token IN ($2, $3) LIMIT $4) AS bearing)";

/// The case with the number `$2` `$3`, and its assignments.
pub const HITS_BY_CASE: &str =
    "SELECT c.subject, c.subject, c.person, n.year, n.serial, p.sealed, c.register FROM case_number n
 JOIN case_row c ON c.subject = n.subject LEFT JOIN person_row p ON p.subject = c.person
 WHERE n.year = $2 AND n.serial = $3 AND {c within}
 UNION ALL SELECT a.subject, a.case_id, a.person, n.year, n.serial, p.sealed, CAST(NULL AS TEXT) FROM case_number n
 JOIN assignment_row a ON a.case_id = n.subject LEFT JOIN person_row p ON p.subject = a.person
 WHERE n.year = $2 AND n.serial = $3 AND {a within} ORDER BY 4, 5, 1";

/// Meetings the asker is to take part in, from the day `$2` to the day `$3`, both inclusive.
pub const MEETINGS: &str = "SELECT b.booking, b.subject, b.case_id, b.person, b.on_day, b.at_clock, b.minutes, b.kind,
 b.form, b.confirmed, n.year, n.serial, p.sealed FROM booking_row b
 LEFT JOIN case_number n ON n.subject = b.case_id LEFT JOIN person_row p ON p.subject = b.person
 WHERE b.booking IN (SELECT o.booking FROM booking_owner o
 WHERE o.who IN ({reach}) AND o.on_day >= $2 AND o.on_day <= $3) AND b.subject IN {visible}
 ORDER BY b.on_day, b.at_clock, b.booking";

/// The times within which decisions are to be carried out: those that ran past the day `$2`, or still run.
pub const EXECUTIONS: &str = "SELECT x.event_id, x.case_id, x.person, x.decision, x.kind, x.insats, x.since_on,
 x.due_on, x.settled_on, x.settled, x.in_part, x.reports, x.told_on, n.year, n.serial, p.sealed
 FROM execution_row x LEFT JOIN case_number n ON n.subject = x.case_id
 LEFT JOIN person_row p ON p.subject = x.person
 WHERE x.case_id IN {visible} AND (x.settled_on IS NULL OR (x.settled_on > x.due_on
 AND (x.settled_on >= $2 OR (x.reports <> '' AND x.told_on IS NULL))))
 ORDER BY x.due_on, x.case_id, x.event_id";

/// Minutes that wait for something, or whose notice must stay up on the day `$2` or longer.
pub const MINUTES: &str = "SELECT m.event_id, m.case_id, m.person, m.decision, m.kind, m.on_day, m.until_on,
 n.year, n.serial, p.sealed FROM minutes_row m LEFT JOIN case_number n ON n.subject = m.case_id
 LEFT JOIN person_row p ON p.subject = m.person
 WHERE m.case_id IN {visible} AND (m.until_on IS NULL OR m.until_on >= $2)
 ORDER BY m.on_day, m.case_id, m.event_id";

/// What a board meets about or is told of, of the kind `$2`, from the day `$3` to the day `$4`, both inclusive.
pub const BOARD: &str = "SELECT b.event_id, b.case_id, b.person, b.kind, b.on_day, n.year, n.serial, p.sealed
 FROM board_row b LEFT JOIN case_number n ON n.subject = b.case_id LEFT JOIN person_row p ON p.subject = b.person
 WHERE b.kind = $2 AND b.on_day >= $3 AND b.on_day <= $4 AND b.case_id IN {visible}
 ORDER BY b.on_day, n.year, n.serial, b.event_id";

/// Letters that wait to be printed and posted, the oldest first.
pub const MAILINGS: &str = "SELECT m.event_id, m.case_id, m.person, m.letter, m.on_day, n.year, n.serial, p.sealed
 FROM mailing_row m LEFT JOIN case_number n ON n.subject = m.case_id LEFT JOIN person_row p ON p.subject = m.person
 WHERE {m within} ORDER BY m.on_day, n.year, n.serial, m.event_id";

/// Those of them that have waited since before the day `$2`, by case and day alone.
pub const MAILINGS_SINCE: &str = "SELECT m.case_id, m.on_day FROM mailing_row m
 WHERE m.on_day < $2 AND {m within}";

/// When the holder `$1` is at meetings on the day `$2`, whoever asks.
pub const TAKEN: &str = "SELECT b.booking, b.at_clock, b.minutes FROM booking_owner o
 JOIN booking_row b ON b.booking = o.booking WHERE o.who = $1 AND o.on_day = $2 ORDER BY b.at_clock, b.booking";

/// Whether the stream `$2` is within reach.
pub const VISIBLE: &str = "SELECT COUNT(*) FROM stream s WHERE s.subject = $2 AND {s within}";

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
