//! What both databases must withstand: tampering, a clock that goes back, a wrong key, being closed.

use super::*;
use crate::{Checkpoint, Tried};
use jiff::ToSpan;

on_both!(
    world:
    events_and_audit_rows_cannot_be_changed,
    one_altered_byte_is_found_and_named,
    what_is_gone_or_moved_is_found,
    what_is_gone_is_counted_until_it_is_back,
    a_row_of_the_audit_trail_that_is_changed_is_found_against_a_checkpoint,
    a_key_or_a_pack_that_is_altered_is_found_and_named,
    rows_of_lists_that_differ_are_named_and_not_told,
    what_happens_where_nothing_remains_is_told_of_that_day_and_the_next,
    stamps_never_go_back,
    a_clock_that_is_far_below_the_log_is_told,
    case_numbers_begin_again_at_new_year_in_stockholm,
    sessions_run_out,
    tries_at_a_door_are_counted_and_forgotten,
    a_job_is_taken_by_one_and_leaves_a_row_of_how_it_went,
    a_failed_job_leaves_one_message_that_is_taken_by_one_until_it_is_sent_or_given_up,
    a_database_is_what_it_was_made_for,
    what_was_written_is_there_after_reopening,
);

pub(crate) fn a_job_is_taken_by_one_and_leaves_a_row_of_how_it_went(world: &World) {
    let store = world.open();
    let minute = SignedDuration::from_mins(1);
    let last = || store.job_runs("kopia", 1).unwrap().remove(0);
    assert!(store.take_job("kopia", TODAY).unwrap() && !store.take_job("kopia", TODAY).unwrap());
    let begun = last();
    assert_eq!((begun.day, begun.done, begun.failed, begun.told), (TODAY, None, None, None));
    world.turn(minute);
    store.job_ended("kopia", TODAY, Err("Disken är full.")).unwrap();
    assert_eq!((last().told.as_deref(), last().failed), (Some("Disken är full."), Some(begun.begun + minute)));
    assert!(!store.take_job("kopia", TODAY).unwrap(), "it is tried again, and not at once");
    world.turn(minute * 60);
    assert!(store.take_job("kopia", TODAY).unwrap());
    store.job_ended("kopia", TODAY, Ok("Läst tillbaka.")).unwrap();
    assert_eq!((last().told.as_deref(), last().failed), (Some("Läst tillbaka."), None));
    assert_eq!((store.last_job("kopia").unwrap(), store.take_job("kopia", TODAY).unwrap()), (Some(TODAY), false));

    // What is done again and again is one's at a time, and rests in between.
    let turn = || store.take_turn("leverans", TODAY, minute).unwrap();
    assert!(turn() && !turn());
    world.turn(minute * 2);
    assert!(!turn(), "whoever has it is not done");
    store.job_ended("leverans", TODAY, Ok("")).unwrap();
    assert!(turn());
    world.turn(minute * 61);
    assert!(turn(), "whoever had it is dead");
    store.job_ended("leverans", TODAY, Err("borta")).unwrap();
    assert!(!turn());
    world.turn(minute);
    assert!(turn(), "it is tried again at its next time");
}

pub(crate) fn a_failed_job_leaves_one_message_that_is_taken_by_one_until_it_is_sent_or_given_up(world: &World) {
    let store = world.open();
    store.job_ended("rakning", TODAY, Ok("Allt finns kvar.")).unwrap();
    assert_eq!(store.take_message().unwrap(), None);
    for (job, times) in [("kopia", 2), ("leverans", 1)] {
        assert!(store.take_job(job, TODAY).unwrap());
        for _ in 0..times {
            store.job_ended(job, TODAY, Err("Disken är full.")).unwrap();
        }
    }
    let take = || store.take_message().unwrap().map(|taken| (taken.message, taken.attempts, taken.open));
    assert_eq!(take(), Some((format!("jobb-kopia-{TODAY}"), 0, false)));
    let other = take().unwrap().0;
    assert_eq!((other.as_str(), take()), (format!("jobb-leverans-{TODAY}").as_str(), None));
    store.message_failed(&other, "nej", Some(SignedDuration::from_mins(1))).unwrap();
    assert_eq!(take(), None, "not at once");
    world.turn(SignedDuration::from_mins(1));
    assert_eq!(take(), Some((other.clone(), 1, false)));
    store.message_failed(&other, "aldrig", None).unwrap();
    // Whoever took the first one has not been heard of since.
    world.turn(SignedDuration::from_mins(15));
    let first = take().unwrap();
    assert_eq!((first.1, first.2), (1, true));
    store.message_sent(&first.0).unwrap();
    world.turn(SignedDuration::from_hours(24));
    assert_eq!(take(), None);
    let all = store.messages(9).unwrap();
    let became: Vec<_> =
        all.iter().map(|one| (one.sent.is_some(), one.gave_up.is_some(), one.why.as_deref())).collect();
    assert_eq!(became, [(true, false, None), (false, true, Some("aldrig"))]);
}

pub(crate) fn events_and_audit_rows_cannot_be_changed(world: &World) {
    let store = world.open();
    store.append(opening(1, "Vera Holm")).unwrap();
    for text in ["UPDATE event SET name = 'x'", "DELETE FROM event", "DELETE FROM event WHERE position = 1"] {
        let error = world.sql(text).unwrap_err();
        assert!(error.contains("loggen ändras aldrig"), "{error}");
    }
    let audit = "INSERT INTO audit (recorded_at, user_id, what, kind, subjects, ground, detail)
        VALUES ('', '', '', '', '', '', '');";
    for text in ["UPDATE audit SET what = 'x'", "DELETE FROM audit"] {
        let error = world.sql(&format!("{audit} {text}")).unwrap_err();
        assert!(error.contains("loggen ändras aldrig"), "{error}");
    }
}

/// Alters a database past its triggers and tells what the walk finds.
fn found(world: &World, alter: &str) -> Vec<String> {
    let world = world.another();
    let store = world.open();
    store.append(opening(1, "Vera Holm")).unwrap();
    store.append(opening(2, "Siv Ek")).unwrap();
    for n in 1..=3 {
        store.append(append(10 + n, vec![note(1, n, "ett")])).unwrap();
    }
    assert_eq!(store.verify().unwrap().findings, []);
    let free = world.words(
        "DROP TRIGGER event_no_update; DROP TRIGGER event_no_delete;",
        "ALTER TABLE event DISABLE TRIGGER USER;",
    );
    world.sql(&format!("{free} {alter}")).unwrap();
    let report = store.verify().unwrap();
    let places =
        report.findings.iter().map(|found| format!("{:?}@{:?}/{:?}", found.problem, found.position, found.seq));
    places.map(|place| place.replace("Some(", "").replace(')', "")).collect()
}

pub(crate) fn one_altered_byte_is_found_and_named(world: &World) {
    let zeros = world.words("zeroblob(32)", "decode(repeat('00', 32), 'hex')");
    let payload = world.words(
        "payload = CAST(substr(payload, 1, 40) || CASE substr(payload, 41, 1) WHEN x'00' THEN x'01' ELSE x'00' END
         || substr(payload, 42) AS BLOB)",
        "payload = set_byte(payload, 40, 255 - get_byte(payload, 40))",
    );
    let hash = format!("hash = {zeros}");
    let sixth = |set: &str| found(world, &format!("UPDATE event SET {set} WHERE position = 6"));
    for set in [
        payload,
        "occurred_on = '2026-11-21'",
        "occurred_at = '00:00:00'",
        "recorded_at = '2026-11-22T08:00:00.000001Z'",
        "actor = 'annan'",
        "role = 'enhetschef'",
        "unit = 'x'",
        "on_behalf_of = ''",
        "corrects = 'x'",
        "packs = 'lag:2'",
        "schema_no = 2",
        "name = 'steg.utfort'",
        "kind = 'uppdrag'",
        "event_id = 'x'",
        "command_id = 'x'",
        &hash,
    ] {
        assert_eq!(sixth(set), ["Altered@6/3"], "{set}");
    }
    assert_eq!(found(world, &format!("UPDATE event SET {hash} WHERE position = 7")), ["Altered@7/4"]);
    assert_eq!(found(world, &format!("UPDATE event SET {hash} WHERE position = 2")), ["Altered@2/1"]);
}

pub(crate) fn what_is_gone_or_moved_is_found(world: &World) {
    assert_eq!(found(world, "DELETE FROM event WHERE position = 7"), ["Missing@6/3"]);
    assert_eq!(found(world, "DELETE FROM event WHERE position = 6"), ["Missing@7/4"]);
    assert_eq!(found(world, "UPDATE event SET position = 99 WHERE position = 5"), ["Moved@6/3"]);
    let zeros = world.words("zeroblob(32)", "decode(repeat('00', 32), 'hex')");
    let head = format!("UPDATE stream SET last_hash = {zeros} WHERE last_seq = 4");
    assert_eq!(found(world, &head), ["Altered@7/4"]);
    let whole = format!("DELETE FROM event WHERE subject = '{}'; DELETE FROM stream WHERE subject = '{0}';", person(2));
    assert_eq!(found(world, &whole), ["Missing@3/None"]);
    assert_eq!(found(world, "UPDATE case_number SET serial = 3 WHERE serial = 2"), ["CaseNumber@None/None"]);
}

pub(crate) fn what_is_gone_is_counted_until_it_is_back(world: &World) {
    let store = world.open();
    store.append(opening(1, "Vera Holm")).unwrap();
    store.append(opening(2, "Siv Ek")).unwrap();
    store.append(append(3, vec![note(1, 1, "ett")])).unwrap();
    let told = |day: &str| {
        let count = store.count(day.parse().unwrap()).unwrap();
        assert_eq!(store.last_count().unwrap(), Some(count));
        [count.streams, count.events, count.notes, count.fallen, count.missing]
    };
    assert_eq!(told("2026-11-23"), [4, 5, 1, 0, 0]);
    store.append(append(4, vec![note(1, 2, "två")])).unwrap();
    assert_eq!(told("2026-11-24"), [4, 6, 2, 0, 0]);
    let free = world.words(
        "DROP TRIGGER event_no_update; DROP TRIGGER event_no_delete;",
        "ALTER TABLE event DISABLE TRIGGER USER;",
    );
    // A note that becomes something else, and a case that is gone altogether.
    world
        .sql(&format!("{free} UPDATE event SET name = 'x' WHERE position = 6; DELETE FROM event WHERE position = 4"))
        .unwrap();
    assert_eq!(told("2026-11-25"), [3, 5, 1, 2, 1]);
    assert_eq!(told("2026-11-26"), [3, 5, 1, 2, 1], "it is told until it is mended");
    // What was counted of each is gone as well: the count of all still tells, once.
    world.sql("DELETE FROM self_count; DELETE FROM event WHERE position = 5").unwrap();
    assert_eq!(told("2026-11-27"), [3, 4, 0, 0, 1]);
}

pub(crate) fn a_row_of_the_audit_trail_that_is_changed_is_found_against_a_checkpoint(world: &World) {
    let store = world.open();
    store.append(opening(1, "Vera Holm")).unwrap();
    store.audit(seen("arende")).unwrap();
    store.audit_after(0, 1).unwrap();
    let columns = "recorded_at, user_id, role, unit, what, kind, subjects, ground, detail";
    let many = "WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1001)";
    world.sql(&format!("INSERT INTO audit (entry, {columns}) {many} SELECT i, {columns} FROM n, audit")).unwrap();
    let known = store.checkpoint().unwrap();
    let known = Checkpoint::parse(&known.text()).unwrap();
    store.audit(seen("arende")).unwrap();
    let told = || store.against(&known).unwrap().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert_eq!(told(), "", "what comes after it is another matter");
    let free = world.words(
        "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;",
        "ALTER TABLE audit DISABLE TRIGGER USER;",
    );
    world.sql(&format!("{free} UPDATE audit SET ground = 'x' WHERE entry = 1001")).unwrap();
    assert_eq!(told(), "åtkomstloggen, plats 1001 i loggen: någon av de tusen raderna härifrån är ändrad eller borta");
    world.sql("UPDATE audit SET detail = 'x' WHERE entry = 2; DELETE FROM audit WHERE entry = 1001").unwrap();
    let rows = "någon av de tusen raderna härifrån är ändrad eller borta";
    let gone = "åtkomstloggen, plats 1002 i loggen: rader saknas";
    let both = ["1", "1001"].map(|at| format!("åtkomstloggen, plats {at} i loggen: {rows}"));
    assert_eq!(told(), format!("{gone}\n{}", both.join("\n")));
    let older: String =
        known.text().lines().filter(|line| !line.starts_with("åtkomstrader")).collect::<Vec<_>>().join("\n");
    let older = Checkpoint::parse(&older).unwrap();
    assert_eq!(store.against(&older).unwrap().len(), 1, "an older program's counts the rows alone");
}

pub(crate) fn a_key_or_a_pack_that_is_altered_is_found_and_named(world: &World) {
    let store = world.open();
    store.append(opening(1, "Vera Holm")).unwrap();
    store.append(opening(2, "Siv Ek")).unwrap();
    // As whoever adopts it hashes it, with the length of each name and text before it.
    let pack = "6c5a7a9922231da69e7f06bb4a262327e2760d925e9a8c1f164e66dd4dc56c40";
    store.put_pack(pack, br#"[["pack.toml","id = \"prov\"\n"]]"#).unwrap();
    let told = || store.verify().unwrap().findings.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(told(), Vec::<String>::new());

    let key = store.0.stream(person(1)).unwrap().unwrap().key_id.clone();
    let named = format!("nyckel {key} för {}: nyckeln är ändrad och låser inte upp något", person(1));
    let zeros = world.words("zeroblob(72)", "decode(repeat('00', 72), 'hex')");
    let anothers = format!("(SELECT wrapped FROM subject_key WHERE key_id <> '{key}')");
    for wrapped in [zeros, &anothers] {
        world.sql(&format!("UPDATE subject_key SET wrapped = {wrapped} WHERE key_id = '{key}'")).unwrap();
        assert_eq!(told(), [named.as_str()], "{wrapped}");
    }
    let other = world.words("CAST('[]' AS BLOB)", "convert_to('[]', 'UTF8')");
    let none = world.words("CAST('x' AS BLOB)", "convert_to('x', 'UTF8')");
    for content in [other, none] {
        world.sql(&format!("UPDATE pack SET content = {content}")).unwrap();
        assert_eq!(
            told(),
            [named.clone(), format!("rutin {pack}: innehållet är inte det som beslutades")],
            "{content}"
        );
    }
}

pub(crate) fn rows_of_lists_that_differ_are_named_and_not_told(world: &World) {
    let beside = world.another();
    let (here, there) = (world.open(), beside.open());
    for store in [&here, &there] {
        store.append(opening(1, "Vera Holm")).unwrap();
    }
    assert_eq!(here.lists_unlike(&there).unwrap(), Vec::<String>::new());
    world.sql("UPDATE case_row SET stage = 'avslutat'; DELETE FROM duty_owner").unwrap();
    let named = here.lists_unlike(&there).unwrap();
    assert_eq!(named, [format!("case {}", case(1)), format!("owner {} 1", case(1))]);
    for n in 2..=20 {
        here.append(opening(n, "Siv Ek")).unwrap();
    }
    assert_eq!(here.lists_unlike(&there).unwrap().len(), 10);
    let elsewhere = world.another();
    let called = elsewhere.open();
    called.append(opening(1, "Olle Berg")).unwrap();
    let named = called.lists_unlike(&there).unwrap();
    assert!(named.contains(&format!("person {}", person(1))), "{named:?}");
    assert!(!named.iter().any(|row| row.contains("Olle") || row.contains("Vera")), "{named:?}");
}

pub(crate) fn a_clock_that_is_far_below_the_log_is_told(world: &World) {
    let store = world.open();
    assert_eq!(store.clock_behind().unwrap(), None, "nothing is written yet");
    store.append(opening(1, "Vera Holm")).unwrap();
    world.turn(SignedDuration::from_secs(-60));
    assert_eq!(store.clock_behind().unwrap(), None, "as two nodes may differ");
    world.turn(SignedDuration::from_secs(-1));
    assert_eq!(store.clock_behind().unwrap(), Some(SignedDuration::from_secs(61)));
    drop(store);
    assert_eq!(world.open().clock_behind().unwrap(), Some(SignedDuration::from_secs(61)));
    world.turn(SignedDuration::from_mins(5));
    assert_eq!(world.open().clock_behind().unwrap(), None);
}

pub(crate) fn what_happens_where_nothing_remains_is_told_of_that_day_and_the_next(world: &World) {
    let store = world.open();
    let other = Reach { user: id(b'A', 5), ..reach() };
    let holder = Holder::User(other.user);
    let grant = Grant { holder, ground: Ground::Handlaggare, from: TODAY, to: None, until: None };
    // What was done is entered as having happened long after, so that the days of the log alone tell it apart.
    let late = |number, text| NewEvent { occurred_on: TODAY.saturating_add(20.days()), ..note(1, number, text) };
    let told = |days: i64| store.lately(&other, &[], TODAY.saturating_add(days.days()), (8, 9)).unwrap().len();
    store.append(opening(1, "Vera Holm")).unwrap();
    let mut closing = append(2, vec![late(1, "ett")]);
    (closing.rows.grants, closing.rows.idle) = (vec![(case(1), vec![grant])], vec![case(1)]);
    store.append(closing).unwrap();
    assert_eq!((told(0), told(1), told(2)), (2, 1, 0), "the opening, and what was entered for later");
    // A new act there is told of, though no row of its lists is written.
    world.turn(SignedDuration::from_hours(24 * 9));
    store.append(append(3, vec![late(2, "två")])).unwrap();
    assert_eq!((told(9), told(10), told(11)), (2, 2, 0));
}

pub(crate) fn stamps_never_go_back(world: &World) {
    let store = world.open();
    let first = store.append(opening(1, "Vera Holm")).unwrap();
    world.turn(SignedDuration::from_hours(-5));
    let second = store.append(append(2, vec![note(1, 1, "ett")])).unwrap();
    assert_eq!(first.recorded_at, second.recorded_at);
    drop(store);
    let store = world.open();
    let third = store.append(append(3, vec![note(1, 2, "ett")])).unwrap();
    assert_eq!(first.recorded_at, third.recorded_at);
    world.turn(SignedDuration::from_hours(6));
    let fourth = store.append(append(4, vec![note(1, 3, "ett")])).unwrap();
    assert_eq!(fourth.recorded_at, first.recorded_at + SignedDuration::from_hours(1));
}

pub(crate) fn case_numbers_begin_again_at_new_year_in_stockholm(world: &World) {
    let store = world.open();
    *world.now.lock().unwrap() = "2026-12-31T22:59:59Z".parse().unwrap();
    let before = store.append(opening(1, "Vera Holm")).unwrap().case_number.unwrap();
    *world.now.lock().unwrap() = "2026-12-31T23:00:00Z".parse().unwrap();
    let after = store.append(opening(2, "Siv Ek")).unwrap().case_number.unwrap();
    assert_eq!(format!("{before}, {after}"), "SN 2026-00001, SN 2027-00001");
    assert_eq!(store.verify().unwrap().findings, []);
}

pub(crate) fn sessions_run_out(world: &World) {
    let store = world.open();
    let token = store.create_session(caseworker(), None).unwrap();
    let lives = || store.session(&token).unwrap().is_some();
    for _ in 0..12 {
        world.turn(SignedDuration::from_mins(59));
        assert!(lives());
        store.touch_session(&token).unwrap();
    }
    world.turn(SignedDuration::from_mins(13));
    assert!(!lives());
    assert_eq!(store.sweep_sessions().unwrap(), 0);
    world.turn(SignedDuration::from_mins(48));
    assert_eq!(store.sweep_sessions().unwrap(), 1);
}

pub(crate) fn tries_at_a_door_are_counted_and_forgotten(world: &World) {
    let store = world.open();
    let wait = |failures: u32| SignedDuration::from_mins(if failures < 3 { 0 } else { 10 });
    let tries = |name: &str| match store.count_try(name, wait).unwrap() {
        Tried::Free { failures } => Some(failures),
        Tried::Waits { .. } => None,
    };
    let by = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    assert!(store.open_account(caseworker(), "Sara", b"en", &by(&["kort 1", "kort 2"])).unwrap());
    assert!(!store.open_account(caseworker(), "annan", b"en", &by(&["kort 3"])).unwrap(), "one account each");
    assert!(!store.open_account(id(b'A', 2), " sara ", b"en", &[]).unwrap(), "one name each");
    let found = |by: &str| store.account_found(by).unwrap().map(|account| account.user);
    assert_eq!(["kort 1", "kort 2", "kort 3", "sara"].map(found), [Some(caseworker()), Some(caseworker()), None, None]);
    let known = store.account_named("SARA").unwrap().unwrap();
    assert_eq!((known.user, &known.body[..], known.version), (caseworker(), &b"en"[..], 1));
    assert!(store.change_account(&known, b"ny", &by(&["kort 2"])).unwrap());
    assert!(!store.change_account(&known, b"annan", &by(&["kort 1"])).unwrap());
    assert_eq!(["kort 1", "kort 2"].map(found), [None, Some(caseworker())]);
    assert_eq!(store.account(caseworker()).unwrap().unwrap().body, b"ny");
    assert!(store.use_step(caseworker(), 7).unwrap() && !store.use_step(caseworker(), 7).unwrap());
    assert!(!store.use_step(caseworker(), 6).unwrap());

    assert_eq!(["sara", "ingen", "sara", "sara", "sara"].map(tries), [Some(1), Some(1), Some(2), Some(3), None]);
    let locked = || store.account(caseworker()).unwrap().unwrap().locked_at.is_some();
    store.locked("ingen").unwrap();
    assert!(!locked());
    store.locked("sara").unwrap();
    assert!(locked());
    world.turn(SignedDuration::from_mins(10));
    assert_eq!(["sara", "sara"].map(tries), [Some(4), None]);
    store.entered(caseworker(), "sara").unwrap();
    assert_eq!(tries("sara"), Some(1));
    world.turn(SignedDuration::from_hours(23));
    assert_eq!((tries("sara"), store.sweep_tries().unwrap()), (Some(2), 0));
    world.turn(SignedDuration::from_hours(24));
    assert_eq!((tries("sara"), store.sweep_tries().unwrap()), (Some(1), 1), "a day is enough");

    let tokens = [caseworker(), caseworker(), id(b'A', 2)].map(|user| store.create_session(user, None).unwrap());
    assert_eq!(store.end_sessions(caseworker(), Some(&tokens[0])).unwrap(), 1);
    let lives = tokens.each_ref().map(|token| store.session(token).unwrap().is_some());
    assert_eq!((lives, store.sessions_of(caseworker()).unwrap()), ([true, false, true], 1));
}

pub(crate) fn a_database_is_what_it_was_made_for(world: &World) {
    let key = |byte| MasterKey::from_bytes([byte; 32]);
    let refused = |purpose, byte| world.opened(purpose, key(byte)).map(|_| ()).unwrap_err().to_string();
    let store = world.open();
    assert_eq!(store.purpose(), Purpose::Synthetic);
    drop(store);
    insta::allow_duplicates! {
        insta::assert_snapshot!(
            refused(Purpose::Demo, 7),
            @"Databasen är gjord för prov med påhittade personer och kan inte öppnas för visning."
        );
        insta::assert_snapshot!(
            refused(Purpose::Synthetic, 8),
            @"Huvudnyckeln hör inte till databasen. Hämta rätt nyckelfil."
        );
        world.sql("INSERT INTO schema_step VALUES (99, '')").unwrap();
        insta::assert_snapshot!(
            refused(Purpose::Synthetic, 7),
            @"Databasen är gjord av en nyare version av Stadga (steg 99). Uppdatera programmet."
        );
    }
}

pub(crate) fn what_was_written_is_there_after_reopening(world: &World) {
    let store = world.open();
    store.append(opening(1, "Vera Holm")).unwrap();
    let before = (store.load(&[case(1), person(1)]).unwrap(), store.read_model_rows().unwrap());
    drop(store);
    let store = world.open();
    assert_eq!((store.load(&[case(1), person(1)]).unwrap(), store.read_model_rows().unwrap()), before);
}
