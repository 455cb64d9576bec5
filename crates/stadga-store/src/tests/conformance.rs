//! What every database engine must do: each function takes a fresh store.

use super::*;
use crate::{
    Anybodys, AppendError, AssignmentFilter, AssignmentRow, AuditKind, AuditRow, CaseFilter, CaseNumber, ErasedFile,
    Search, StoreError, WorkQuery,
};
use insta::assert_snapshot;
use stadga_core::fact::arende::AvstegMotiverat;

on_both!(
    store:
    what_is_appended_is_loaded,
    the_packs_in_force_are_written_out_once,
    a_stream_that_has_moved_is_told,
    a_repeated_command_gets_its_first_receipt,
    one_that_fails_leaves_the_others,
    a_fact_in_the_wrong_stream_is_refused,
    case_numbers_have_no_gaps,
    lists_show_what_is_granted,
    where_nothing_remains_to_be_done_no_list_of_it_looks,
    meetings_stand_with_those_who_take_part,
    what_is_not_carried_out_is_listed_for_those_who_reach_the_case,
    letters_that_wait_are_listed_and_counted_for_those_who_reach_the_case,
    minutes_are_listed_for_those_who_reach_the_case,
    what_is_for_a_board_is_listed_by_kind_and_day_for_those_who_reach_the_case,
    duties_are_replaced,
    what_is_anybodys_is_counted_and_has_owners,
    what_has_happened_lately_is_told_by_the_clear_columns,
    an_assignment_has_its_own_key_and_readers,
    names_are_found_by_their_beginnings,
    drafts_belong_to_their_author,
    what_is_read_never_goes_back,
    sessions_end,
    notes_come_back_unread_and_unchanged,
    packs_are_kept,
    audit_rows_are_kept,
    rebuilt_rows_equal_live_rows,
    many_read_at_once,
    what_is_erased_is_gone_and_its_chain_is_whole,
    what_a_provider_has_is_erased_alone,
);

pub(crate) fn what_is_appended_is_loaded(store: &Store) {
    let first = store.append(opening(1, "Vera Holm")).unwrap();
    let mut corrected = note(1, 2, "Vera ringde och är orolig.");
    corrected.corrects = Some(id(b'F', 1));
    corrected.reason = Some("fel datum".to_owned());
    corrected.occurred_at = Some("14:30".parse().unwrap());
    let second = store.append(append(2, vec![corrected.clone()])).unwrap();
    assert_eq!((first.positions, second.positions), (vec![1, 2], vec![3]));
    assert_eq!(second.last_seq, [(case(1), 2)]);

    let events = store.load(&[case(1), person(1)]).unwrap();
    let told: Vec<String> = events
        .iter()
        .map(|event| {
            let at = event.occurred_at.map(|at| at.to_string()).unwrap_or_default();
            format!("{} {}/{} {} {at} {}", event.position, event.kind, event.seq, event.fact.name(), event.recorded_at)
        })
        .collect();
    insta::allow_duplicates! {
        assert_snapshot!(told.join("\n"), @r"
        1 person/1 person.registrerad  2026-11-22T08:00:00Z
        2 arende/1 arende.oppnat  2026-11-22T08:00:00Z
        3 arende/2 journalanteckning.skriven 14:30:00 2026-11-22T08:00:00Z
        ");
    }
    let last = &events[2];
    assert_eq!((&last.fact, &last.reason), (&corrected.fact, &corrected.reason));
    assert_eq!((last.corrects, &last.signature), (corrected.corrects, &signature()));
    assert_eq!((last.packs.as_str(), last.command), ("lag:1", id(b'K', 2)));
    assert_eq!(store.load_after(case(1), 1).unwrap(), events[2..]);
    assert_eq!(store.heads(&[case(1), case(9)]).unwrap(), [(case(1), 2), (case(9), 0)]);
    assert_eq!(store.streams(StreamKind::Arende).unwrap(), [case(1)]);
    let feed: Vec<u64> = store.events_after(1, 10).unwrap().iter().map(|row| row.position).collect();
    assert_eq!(feed, [2, 3]);
    let streams = store.case_streams(case(1)).unwrap();
    assert_eq!((streams.person, streams.number.to_string().as_str()), (Some(person(1)), "SN 2026-00001"));
    assert_eq!(store.case_of(case(1)).unwrap(), Some(case(1)));
    assert!(matches!(store.case_streams(case(9)), Err(StoreError::Unknown(_))));
    assert_eq!(store.load(&[case(9)]).unwrap(), []);
}

pub(crate) fn the_packs_in_force_are_written_out_once(store: &Store) {
    let long = ["a", "b", "c", "d"].map(|pack| pack.repeat(64)).join(" ");
    store.append(opening(1, "Vera Holm")).unwrap();
    for n in 2..4 {
        let job = Append { packs: long.clone(), ..append(n, vec![note(1, n, "ett")]) };
        store.append(job).unwrap();
    }
    let packs: Vec<String> = store.load(&[case(1)]).unwrap().into_iter().map(|event| event.packs).collect();
    assert_eq!(packs, ["lag:1".to_owned(), long.clone(), long]);
    let kept = store
        .0
        .readers
        .read(|conn| conn.all("SELECT packs FROM event ORDER BY position", &[], |row| row.get::<String>(0)));
    assert!(kept.unwrap().iter().all(|packs| packs.len() <= 25));
    assert!(store.verify().unwrap().is_sound());
}

pub(crate) fn a_stream_that_has_moved_is_told(store: &Store) {
    store.append(opening(1, "Vera Holm")).unwrap();
    let mut late = append(2, vec![note(1, 1, "ett")]);
    late.expects = vec![(case(1), 0)];
    assert!(matches!(store.append(late.clone()), Err(AppendError::Moved)));
    late.expects = vec![(case(1), 1)];
    store.append(late).unwrap();
    let again = Append { command: id(b'K', 99), ..opening(1, "Vera Holm") };
    assert!(matches!(store.append(again), Err(AppendError::Moved)));
    assert!(matches!(
        store.append(append(3, vec![note(9, 2, "ett")])),
        Err(AppendError::Store(StoreError::Unknown(_)))
    ));
}

pub(crate) fn a_repeated_command_gets_its_first_receipt(store: &Store) {
    let first = store.append(opening(1, "Vera Holm")).unwrap();
    store.append(append(2, vec![note(1, 1, "ett")])).unwrap();
    let again = store.append(opening(1, "Vera Holm")).unwrap();
    assert_eq!(again, crate::Receipt { repeated: true, ..first });
    assert_eq!(again.case_number, Some(CaseNumber { year: 2026, serial: 1 }));
    let note = store.append(append(2, vec![note(1, 1, "ett")])).unwrap();
    assert_eq!((note.repeated, note.case_number), (true, None));
    assert_eq!(store.events_after(0, 10).unwrap().len(), 3);
}

pub(crate) fn one_that_fails_leaves_the_others(store: &Store) {
    store.append(opening(1, "Vera Holm")).unwrap();
    std::thread::scope(|scope| {
        for n in 0..64 {
            scope.spawn(move || {
                // Every fourth carries the id of an event that is there already, after one that is not.
                let second = if n % 4 == 0 { 0 } else { 1000 + n };
                let mut events = vec![note(1, 100 + n, "ett"), note(1, second, "två")];
                events[1].id = if n % 4 == 0 { id(b'F', 1) } else { events[1].id };
                assert_eq!(store.append(append(100 + n, events)).is_ok(), n % 4 != 0);
            });
        }
    });
    assert_eq!(store.load(&[case(1)]).unwrap().len(), 1 + 48 * 2);
    assert_eq!(store.verify().unwrap().findings, []);
}

pub(crate) fn a_fact_in_the_wrong_stream_is_refused(store: &Store) {
    store.append(opening(1, "Vera Holm")).unwrap();
    let mut wrong = note(1, 1, "ett");
    wrong.subject = person(1);
    assert!(matches!(store.append(append(2, vec![wrong])), Err(AppendError::Invalid(_))));
    let mut orphan = opening(2, "Siv Ek");
    orphan.new_streams[1].person = None;
    assert!(matches!(store.append(orphan), Err(AppendError::Invalid(_))));
}

pub(crate) fn case_numbers_have_no_gaps(store: &Store) {
    for n in 1..=3 {
        let mut failing = opening(n, "Vera Holm");
        failing.command = id(b'K', 100 + n);
        failing.expects = vec![(case(n), 7)];
        assert!(store.append(failing).is_err());
        let receipt = store.append(opening(n, "Vera Holm")).unwrap();
        assert_eq!(receipt.case_number, Some(CaseNumber { year: 2026, serial: n }));
    }
    assert_eq!(store.case_number(case(3)).unwrap().unwrap().to_string(), "SN 2026-00003");
    for text in ["SN 2026-00003", "sn2026-3", " 2026-3 "] {
        assert_eq!(text.parse(), Ok(CaseNumber { year: 2026, serial: 3 }));
    }
    for text in ["", "SN", "26-3", "2026-", "2026-+3"] {
        assert_eq!(text.parse::<CaseNumber>(), Err(()), "{text}");
    }
}

pub(crate) fn lists_show_what_is_granted(store: &Store) {
    store.append(opening(1, "Vera Holm")).unwrap();
    store.append(opening(2, "Örjan Åberg")).unwrap();
    let head = Post { role: Roll::Enhetschef, unit: unit() };
    let mut job = append(3, vec![note(2, 3, "ett")]);
    let grant = |holder, ground| Grant { holder, ground, from: TODAY, to: Some(TODAY), until: None };
    job.rows.grants = vec![(case(2), vec![grant(Holder::Post(head), Ground::Enhetschef)])];
    store.append(job).unwrap();

    let query = WorkQuery { mine: true, until: None, include_waiting: false, limit: 50 };
    let told = |reach: &Reach, query: &WorkQuery| {
        let rows = store.work_list(reach, query).unwrap();
        let days = store.work_days(reach, query).unwrap();
        let rows = rows.iter().map(|row| format!("{} {} {:?}", row.number.unwrap(), row.name, row.why));
        (rows.collect::<Vec<_>>().join("\n"), days)
    };
    let tomorrow = TODAY.tomorrow().unwrap();
    assert_eq!(told(&reach(), &query), ("SN 2026-00001 Vera Holm Some(Owner)".to_owned(), vec![(tomorrow, 1)]));
    let chief = Reach { user: id(b'A', 2), posts: vec![head], ..reach() };
    let all = WorkQuery { mine: false, ..query.clone() };
    assert_eq!(told(&chief, &query), (String::new(), vec![]));
    assert_eq!(told(&chief, &all), ("SN 2026-00002 Örjan Åberg None".to_owned(), vec![(tomorrow, 1)]));
    assert_eq!(told(&Reach { on: tomorrow, ..chief.clone() }, &all), (String::new(), vec![]));
    assert_eq!(told(&reach(), &WorkQuery { until: Some(TODAY), ..query.clone() }), (String::new(), vec![]));
    let filter = CaseFilter { limit: 10, ..CaseFilter::default() };
    let cases = store.case_list(&chief, &filter).unwrap();
    assert_eq!(cases.iter().map(|case| case.name.as_str()).collect::<Vec<_>>(), ["Örjan Åberg"]);
    // Each sees the days of decisions in what they reach, and of no other.
    assert_eq!(store.pace(&chief, unit(), TODAY).unwrap(), [20]);
    assert_eq!(store.pace(&reach(), unit(), TODAY).unwrap(), [10]);
    assert!(store.pace(&chief, unit(), tomorrow).unwrap().is_empty());
    assert!(store.visible(&reach(), case(1)).unwrap());
    assert!(!store.visible(&reach(), case(2)).unwrap());
}

pub(crate) fn where_nothing_remains_to_be_done_no_list_of_it_looks(store: &Store) {
    store.append(opening(1, "Vera Holm")).unwrap();
    let query = WorkQuery { mine: false, until: None, include_waiting: false, limit: 50 };
    let listed = || (store.work_list(&reach(), &query).unwrap().len(), store.case_load(&reach(), TODAY).unwrap().len());
    assert_eq!(listed(), (1, 1));
    let mut job = append(2, vec![note(1, 1, "ett")]);
    let kept = opening(1, "Vera Holm").rows;
    job.rows.grants = kept.grants.clone();
    job.rows.idle = vec![case(1)];
    store.append(job).unwrap();
    // What is there is passed by, and is as much within reach as before.
    assert_eq!(listed(), (0, 0));
    assert!(store.visible(&reach(), case(1)).unwrap());
    let open = CaseFilter { limit: 10, ..CaseFilter::default() };
    let all = CaseFilter { closed: true, ..open.clone() };
    let cases = |filter| store.case_list(&reach(), filter).unwrap().len();
    assert_eq!((cases(&open), cases(&all)), (0, 1));
    // When something remains again, the same grants say so.
    let mut job = append(3, vec![note(1, 2, "två")]);
    job.rows.grants = kept.grants;
    store.append(job).unwrap();
    assert_eq!(listed(), (1, 1));
}

pub(crate) fn duties_are_replaced(store: &Store) {
    store.append(opening(1, "Vera Holm")).unwrap();
    let me = Holder::User(caseworker());
    let tomorrow = TODAY.tomorrow().unwrap();
    let mut job = append(2, vec![note(1, 1, "ett")]);
    let mut waiting = duty(1, "2", me);
    waiting.opens_on = tomorrow;
    waiting.owners[0].from = tomorrow;
    let mut escalated = duty(1, "3", me);
    escalated.owners[0] = OwnerRow { holder: me, from: tomorrow, why: Why::Escalated };
    let met = DutyRow { state: DutyState::Met, met_on: Some(TODAY), ..duty(1, "4", me) };
    job.rows.duties = vec![(case(1), vec![waiting, escalated, met])];
    store.append(job).unwrap();
    let ids = |waiting, on| {
        let query = WorkQuery { mine: true, until: None, include_waiting: waiting, limit: 50 };
        let rows = store.work_list(&Reach { on, ..reach() }, &query).unwrap();
        rows.into_iter().map(|row| row.id).collect::<Vec<_>>().join(" ")
    };
    assert_eq!([ids(false, TODAY), ids(true, TODAY), ids(false, tomorrow)], ["", "2", "2 3"]);
}

pub(crate) fn what_is_anybodys_is_counted_and_has_owners(store: &Store) {
    let (me, head) = (Holder::User(caseworker()), Post { role: Roll::Enhetschef, unit: unit() });
    let named = Holder::Named(id(b'A', 7), Post { role: Roll::Behandlare, unit: unit() });
    let mut job = opening(1, "Vera Holm");
    let late = |n: u32| DutyRow { due_strict: Some(TODAY.yesterday().unwrap()), ..duty(1, &n.to_string(), me) };
    let mut shared = DutyRow { rule: "lag:annan".to_owned(), ..late(3) };
    shared.owners.push(OwnerRow { holder: named, from: TODAY, why: Why::Shared });
    shared.owners.push(OwnerRow { holder: Holder::Post(head), from: TODAY, why: Why::Escalated });
    let met = DutyRow { state: DutyState::Met, ..late(4) };
    job.rows.duties = vec![(case(1), vec![duty(1, "1", me), late(2), shared, met])];
    let grant = |holder, ground| Grant { holder, ground, from: TODAY, to: None, until: None };
    let grants = vec![grant(me, Ground::Handlaggare), grant(Holder::Post(head), Ground::Enhetschef)];
    job.rows.grants = vec![(case(1), grants)];
    store.append(job).unwrap();

    let chief = Reach { user: id(b'A', 2), posts: vec![head], ..reach() };
    let told = |reach: &Reach, which, limit| {
        let (rows, total) = store.anybodys(reach, which, limit).unwrap();
        let rows: Vec<String> = rows.iter().map(|row| format!("{} {:?}", row.id, row.why)).collect();
        format!("{} of {total}", rows.join(", "))
    };
    assert_eq!(told(&chief, Anybodys::Others, 9), "2 None, 1 None of 2");
    assert_eq!(told(&chief, Anybodys::Others, 1), "2 None of 2");
    assert_eq!(told(&reach(), Anybodys::Others, 9), " of 0");
    assert_eq!(told(&chief, Anybodys::Late, 9), "2 None, 3 Some(Escalated) of 2");
    let rules = ["lag:annan".to_owned()];
    assert_eq!(told(&reach(), Anybodys::OfRules(&rules), 9), "3 Some(Owner) of 1");
    assert_eq!(told(&Reach { posts: Vec::new(), ..chief.clone() }, Anybodys::Late, 9), " of 0");

    let (rows, _) = store.anybodys(&reach(), Anybodys::OfRules(&rules), 9).unwrap();
    assert_eq!(rows[0].owners, [me, named]);
    let grounds = store.grounds(&chief, &[case(1), case(9)]).unwrap();
    assert_eq!((grounds.get(&case(1)), grounds.len()), (Some(&vec![Ground::Enhetschef]), 1));
    let week = TODAY.saturating_add(jiff::ToSpan::days(7));
    assert_eq!(store.case_load(&chief, week).unwrap(), [(Some(caseworker()), 1, 0)]);
}

pub(crate) fn what_has_happened_lately_is_told_by_the_clear_columns(store: &Store) {
    store.append(opening(1, "Vera Holm")).unwrap();
    store.append(opening(2, "Örjan Åberg")).unwrap();
    store.append(append(3, vec![note(1, 1, "ett"), note(1, 2, "två")])).unwrap();
    store.append(append(4, vec![note(2, 3, "tre")])).unwrap();
    let told = |reach: &Reach, streams: &[Id], since, most| {
        let lines = store.lately(reach, streams, since, most).unwrap();
        let cases: Vec<Id> = lines.iter().map(|line| line.case).collect();
        let about = store.about(&cases).unwrap();
        let line = |line: &crate::Lately| format!("{} {} {}", about[&line.case].name, line.what, line.actor);
        lines.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    // Nobody is told of what they have done themselves.
    assert_eq!(told(&reach(), &[], TODAY, (8, 9)), "");
    let other = Reach { user: id(b'A', 5), ..reach() };
    assert_eq!(told(&other, &[], TODAY, (8, 9)), "");
    let note = format!("Vera Holm journalanteckning.skriven {}", caseworker());
    assert_eq!(told(&other, &[case(1)], TODAY, (2, 9)), format!("{note}\n{note}"));
    assert_eq!(told(&other, &[case(1)], TODAY, (2, 1)), note);
    assert_eq!(told(&other, &[case(1)], TODAY.tomorrow().unwrap(), (8, 9)), "");
    let fact = store.fact(id(b'N', 3)).unwrap().unwrap();
    assert_eq!((fact.name(), store.fact(id(b'N', 9)).unwrap()), ("journalanteckning.skriven", None));

    let unread = |user| store.unread(user, &[case(1), case(2)]).unwrap().iter().map(|(_, _, many)| many).sum::<u32>();
    assert_eq!((unread(caseworker()), unread(id(b'A', 5))), (0, 5));
    store.mark_read(id(b'A', 5), case(1), 2).unwrap();
    assert_eq!(unread(id(b'A', 5)), 3);
}

pub(crate) fn an_assignment_has_its_own_key_and_readers(store: &Store) {
    store.append(opening(1, "Vera Holm")).unwrap();
    let (provider, assignment) = (id(b'U', 2), id(b'D', 1));
    let departed = AvstegMotiverat { regel: "lag:x".to_owned(), vid: "x".to_owned(), skal: "tid".to_owned() };
    let mut job = append(2, vec![NewEvent::new(id(b'E', 9), StreamKind::Uppdrag, assignment, TODAY, departed)]);
    let (person, root) = (Some(person(1)), Some(case(1)));
    job.new_streams =
        vec![NewStream { subject: assignment, kind: StreamKind::Uppdrag, person, holder: provider, root }];
    let holder = Holder::Post(Post { role: Roll::Utforarchef, unit: provider });
    job.rows.grants =
        vec![(assignment, vec![Grant { holder, ground: Ground::Utforarchef, from: TODAY, to: None, until: None }])];
    let mut order = duty(1, "2", holder);
    order.subject = assignment;
    job.rows.duties = vec![(case(1), vec![duty(1, "1", Holder::User(caseworker())), order])];
    let row = AssignmentRow {
        subject: assignment,
        case: case(1),
        person: super::person(1),
        unit: provider,
        insats: "oppenvard".to_owned(),
        state: "bestallt".to_owned(),
        ordered_on: TODAY,
        accepted_on: None,
        ended_on: None,
        orderer: Some(caseworker()),
        start_on: Some(TODAY),
        planned: true,
        therapists: vec![id(b'A', 7), id(b'A', 8)],
    };
    job.rows.assignments = vec![row.clone()];
    store.append(job).unwrap();

    let keys: Vec<String> =
        [case(1), super::person(1), assignment].map(|stream| store.0.known(stream).unwrap().key_id.clone()).to_vec();
    assert_eq!((keys[0] == keys[1], keys[0] == keys[2]), (true, false));
    assert_eq!(store.case_of(assignment).unwrap(), Some(case(1)));
    assert_eq!(store.case_streams(case(1)).unwrap().assignments, [assignment]);
    assert_eq!(store.load(&[assignment, case(1)]).unwrap().len(), 2);

    let manager = Reach { user: id(b'A', 5), posts: vec![Post { role: Roll::Utforarchef, unit: provider }], ..reach() };
    let query = WorkQuery { mine: true, until: None, include_waiting: false, limit: 50 };
    let duties =
        |reach: &Reach| store.work_list(reach, &query).unwrap().into_iter().map(|row| row.id).collect::<String>();
    assert_eq!((duties(&manager), duties(&reach())), ("2".to_owned(), "1".to_owned()));
    let filter = AssignmentFilter { limit: 10, ..AssignmentFilter::default() };
    let listed = store.assignment_list(&manager, &filter).unwrap();
    assert_eq!((&listed[0].row, listed[0].name.as_str(), listed.len()), (&row, "Vera Holm", 1));
    assert_eq!(store.assignment_list(&reach(), &filter).unwrap(), []);
    let hits = store.search(&manager, &Search::Name("vera".to_owned()), 10).unwrap();
    assert_eq!(hits.iter().map(|hit| hit.subject).collect::<Vec<_>>(), [assignment]);
}

pub(crate) fn names_are_found_by_their_beginnings(store: &Store) {
    store.append(opening(1, "Örjan Åberg-Linné")).unwrap();
    store.append(opening(2, "Orvar Holm")).unwrap();
    let found = |search| {
        let hits = store.search(&reach(), &search, 10).unwrap();
        hits.iter().map(|hit| hit.name.clone()).collect::<Vec<_>>().join(", ")
    };
    let name = |text: &str| found(Search::Name(text.to_owned()));
    assert_eq!(name("ör"), "Örjan Åberg-Linné, Orvar Holm");
    assert_eq!(
        [name("ABERG or"), name("linne"), name("holm örj"), name("o"), name("")],
        ["Örjan Åberg-Linné", "Örjan Åberg-Linné", "", "", ""]
    );
    assert_eq!(found(Search::Number("20000101-0002".to_owned())), "Orvar Holm");
    assert_eq!(found(Search::Number("20000101".to_owned())), "");
    assert_eq!(found(Search::CaseNumber(CaseNumber { year: 2026, serial: 1 })), "Örjan Åberg-Linné");
    let stranger = Reach { user: id(b'A', 9), ..reach() };
    assert_eq!(store.search(&stranger, &Search::Name("orvar".to_owned()), 10).unwrap(), []);
    assert_eq!(store.persons_by_number("200001010002").unwrap(), [person(2)]);

    let mut renamed = append(3, vec![note(2, 3, "ett")]);
    renamed.rows.persons =
        vec![PersonRow { subject: person(2), name: "Siv Ek".to_owned(), number: None, protected: false }];
    store.append(renamed).unwrap();
    assert_eq!([name("orvar"), name("siv")], ["", "Siv Ek"]);
}

pub(crate) fn what_is_read_never_goes_back(store: &Store) {
    let (one, two) = (id(b'A', 1), id(b'A', 2));
    for seq in [3, 7, 5] {
        store.mark_read(one, case(1), seq).unwrap();
    }
    store.mark_read(one, case(2), 1).unwrap();
    assert_eq!(store.read_marks(one).unwrap(), [(case(1), 7), (case(2), 1)].into());
    assert!(store.read_marks(two).unwrap().is_empty());
}

pub(crate) fn drafts_belong_to_their_author(store: &Store) {
    let (one, two) = (id(b'A', 1), id(b'A', 2));
    store.save_draft(one, "anteckning", Some(case(1)), "först".as_bytes()).unwrap();
    store.save_draft(one, "anteckning", Some(case(1)), "sedan".as_bytes()).unwrap();
    store.save_draft(one, "beslut", None, "annat".as_bytes()).unwrap();
    assert_eq!(store.draft(one, "anteckning", Some(case(1))).unwrap().unwrap().body, b"sedan");
    assert_eq!(store.draft(two, "anteckning", Some(case(1))).unwrap(), None);
    assert_eq!((store.drafts_of(one).unwrap().len(), store.drafts_of(two).unwrap().len()), (2, 0));
    store.delete_draft(one, "anteckning", Some(case(1))).unwrap();
    assert_eq!(store.drafts_of(one).unwrap().len(), 1);
}

pub(crate) fn sessions_end(store: &Store) {
    let post = Some(Post { role: Roll::Enhetschef, unit: unit() });
    let token = store.create_session(caseworker(), post).unwrap();
    let found = store.session(&token).unwrap().unwrap();
    assert_eq!((found.user, found.post), (caseworker(), post));
    assert_eq!(store.session("annan").unwrap(), None);
    assert_eq!(store.session_owner(&token).unwrap(), Some(caseworker()));
    assert_eq!(store.session_owner("annan").unwrap(), None);
    store.touch_session(&token).unwrap();
    store.delete_session(&token).unwrap();
    assert_eq!(store.session_owner(&token).unwrap(), None);
    assert_eq!(store.session(&token).unwrap(), None);
}

pub(crate) fn notes_come_back_unread_and_unchanged(store: &Store) {
    let note = store.seal_note("formular", b"Vera").unwrap();
    assert!(note.bytes().all(|digit| digit.is_ascii_hexdigit()) && !note.contains("56657261"), "{note}");
    assert_eq!(store.open_note("formular", &note).unwrap(), b"Vera");
    assert_eq!(store.open_note("annat", &note), None);
    let changed = format!("{}{}", &note[..note.len() - 1], if note.ends_with('0') { '1' } else { '0' });
    for other in ["", "0", "zz", "00", &changed, &note[2..]] {
        assert_eq!(store.open_note("formular", other), None, "{other}");
    }
    assert_ne!(store.seal_note("formular", b"Vera").unwrap(), note, "the same text is sealed anew each time");
}

pub(crate) fn packs_are_kept(store: &Store) {
    store.put_pack("abc", b"innehall").unwrap();
    store.put_pack("abc", b"annat").unwrap();
    assert_eq!(store.pack("abc").unwrap().unwrap(), b"innehall");
    assert_eq!(store.pack("def").unwrap(), None);
}

pub(crate) fn audit_rows_are_kept(store: &Store) {
    let row = AuditRow {
        user: caseworker(),
        post: Some(signature().post),
        what: "arende".to_owned(),
        kind: AuditKind::View,
        subjects: vec![case(1), person(1)],
        ground: "handlaggare".to_owned(),
        detail: String::new(),
    };
    store.audit(row.clone()).unwrap();
    let mut job = opening(1, "Vera Holm");
    job.audit = Some(AuditRow { kind: AuditKind::Command, post: None, ..row.clone() });
    store.append(job.clone()).unwrap();
    store.append(job).unwrap();
    let stored = store.audit_after(0, 10).unwrap();
    assert_eq!(stored.len(), 2);
    assert_eq!((&stored[0].row, stored[1].row.kind, stored[1].row.post), (&row, AuditKind::Command, None));
    assert_eq!(store.audit_after(1, 10).unwrap(), stored[1..]);
}

pub(crate) fn meetings_stand_with_those_who_take_part(store: &Store) {
    store.append(opening(1, "Vera Holm")).unwrap();
    store.append(opening(2, "Örjan Åberg")).unwrap();
    let tomorrow = TODAY.tomorrow().unwrap();
    let told = |reach: &Reach, from, to| {
        let meetings = store.meetings(reach, from, to).unwrap();
        meetings.iter().map(|known| format!("{} {} {}", known.row.day, known.row.at, known.name)).collect::<Vec<_>>()
    };
    let both = ["2026-11-23 10:00:00 Vera Holm", "2026-11-23 10:00:00 Örjan Åberg"];
    assert_eq!(told(&reach(), TODAY, tomorrow), both);
    assert!(
        told(&reach(), TODAY, TODAY).is_empty() && told(&reach(), date(2026, 11, 24), date(2026, 12, 24)).is_empty()
    );
    // A colleague has no part in them, and whoever no longer reaches the case does not see it, part or no part.
    let other = Reach { user: id(b'A', 2), ..reach() };
    assert!(told(&other, TODAY, tomorrow).is_empty());
    let mut job = append(3, vec![note(2, 3, "ett")]);
    job.rows.grants = vec![(case(2), Vec::new())];
    store.append(job).unwrap();
    assert_eq!(told(&reach(), TODAY, tomorrow), both[..1]);
    // That the time is taken is known to all, and nothing more.
    let taken = store.taken(&[Holder::User(caseworker()), Holder::User(id(b'A', 2))], tomorrow).unwrap();
    assert_eq!(
        taken.iter().map(|taken| (taken.holder, taken.minutes)).collect::<Vec<_>>(),
        [(Holder::User(caseworker()), 60), (Holder::User(caseworker()), 60)]
    );
    // The bookings of a case are replaced together; none are left when none stand.
    let mut job = append(4, vec![note(1, 4, "två")]);
    job.rows.bookings = vec![(case(1), Vec::new())];
    store.append(job).unwrap();
    assert!(told(&reach(), TODAY, tomorrow).is_empty());
}

pub(crate) fn what_is_not_carried_out_is_listed_for_those_who_reach_the_case(store: &Store) {
    store.append(opening(1, "Vera Holm")).unwrap();
    store.append(opening(2, "Örjan Åberg")).unwrap();
    let tomorrow = TODAY.tomorrow().unwrap();
    let told = |reach: &Reach, since| {
        let listed = store.executions(reach, since).unwrap();
        listed
            .iter()
            .map(|known| format!("{} {} {:?}", known.name, known.row.in_part, known.row.reports))
            .collect::<Vec<_>>()
    };
    let both = ["Vera Holm true []", "Örjan Åberg false [\"2026-3\"]"];
    assert_eq!(told(&reach(), TODAY), both);
    // Its end has not been told although it was reported, so it stays whatever day is asked about.
    assert_eq!(told(&reach(), tomorrow), both);
    assert!(told(&Reach { user: id(b'A', 2), ..reach() }, TODAY).is_empty());
    let mut job = append(3, vec![note(2, 3, "ett")]);
    job.rows.executions = vec![(case(2), vec![ExecutionRow { told_on: Some(TODAY), ..execution(2) }])];
    store.append(job).unwrap();
    assert_eq!(
        (told(&reach(), TODAY), told(&reach(), tomorrow)),
        (both.map(str::to_owned).to_vec(), vec![both[0].to_owned()])
    );
}

pub(crate) fn minutes_are_listed_for_those_who_reach_the_case(store: &Store) {
    store.append(opening(1, "Vera Holm")).unwrap();
    store.append(opening(2, "Örjan Åberg")).unwrap();
    let tomorrow = TODAY.tomorrow().unwrap();
    let told = |reach: &Reach, since| {
        let listed = store.minutes(reach, since).unwrap();
        listed.iter().map(|known| format!("{} {:?}", known.name, known.row.until)).collect::<Vec<_>>()
    };
    let both = [String::from("Vera Holm None"), format!("Örjan Åberg {:?}", Some(TODAY))];
    assert_eq!(told(&reach(), TODAY), both);
    assert_eq!(told(&reach(), tomorrow), both[..1]);
    assert!(told(&Reach { user: id(b'A', 2), ..reach() }, TODAY).is_empty());
    // The minutes of a case are replaced together.
    let mut job = append(3, vec![note(1, 3, "ett")]);
    job.rows.minutes = vec![(case(1), Vec::new())];
    store.append(job).unwrap();
    assert_eq!(told(&reach(), TODAY), both[1..]);
}

pub(crate) fn what_is_for_a_board_is_listed_by_kind_and_day_for_those_who_reach_the_case(store: &Store) {
    store.append(opening(1, "Vera Holm")).unwrap();
    store.append(opening(2, "Örjan Åberg")).unwrap();
    let (yesterday, tomorrow) = (TODAY.yesterday().unwrap(), TODAY.tomorrow().unwrap());
    let told = |reach: &Reach, kind: &str, days| {
        store.board(reach, kind, days).unwrap().into_iter().map(|known| known.name).collect::<Vec<_>>()
    };
    let mine = reach();
    assert_eq!(told(&mine, "delegation", (TODAY, TODAY)), ["Vera Holm", "Örjan Åberg"]);
    for (kind, days) in [("steg.sammantrade", (TODAY, TODAY)), ("delegation", (yesterday, yesterday))] {
        assert!(told(&mine, kind, days).is_empty(), "{kind} {days:?}");
    }
    assert!(told(&Reach { user: id(b'A', 2), ..reach() }, "delegation", (yesterday, tomorrow)).is_empty());
    // What a case has is replaced together.
    let mut job = append(3, vec![note(1, 3, "ett")]);
    job.rows.boards = vec![(case(1), Vec::new())];
    store.append(job).unwrap();
    assert_eq!(told(&mine, "delegation", (TODAY, TODAY)), ["Örjan Åberg"]);
}

pub(crate) fn letters_that_wait_are_listed_and_counted_for_those_who_reach_the_case(store: &Store) {
    store.append(opening(1, "Vera Holm")).unwrap();
    store.append(opening(2, "Örjan Åberg")).unwrap();
    let (yesterday, tomorrow) = (TODAY.yesterday().unwrap(), TODAY.tomorrow().unwrap());
    let told = |reach: &Reach| {
        let listed = store.mailings(reach).unwrap();
        listed.iter().map(|known| format!("{} {}", known.name, known.row.on)).collect::<Vec<_>>()
    };
    let both = [format!("Vera Holm {yesterday}"), format!("Örjan Åberg {TODAY}")];
    assert_eq!(told(&reach()), both);
    let before = |reach: &Reach, day| store.mailings_since_before(reach, day).unwrap();
    assert!(before(&reach(), yesterday).is_empty());
    assert_eq!(before(&reach(), TODAY), [(case(1), yesterday)]);
    assert_eq!(before(&reach(), tomorrow).len(), 2);
    let stranger = Reach { user: id(b'A', 2), ..reach() };
    assert!(told(&stranger).is_empty());
    assert!(before(&stranger, tomorrow).is_empty());
    // The letters of a case are replaced together.
    let mut job = append(3, vec![note(1, 3, "ett")]);
    job.rows.mailings = vec![(case(1), Vec::new())];
    store.append(job).unwrap();
    assert_eq!(told(&reach()), both[1..]);
}

pub(crate) fn rebuilt_rows_equal_live_rows(store: &Store) {
    store.append(opening(1, "Vera Holm")).unwrap();
    store.append(opening(2, "Örjan Åberg")).unwrap();
    let live = store.read_model_rows().unwrap();
    let mut all = rows(2, "Örjan Åberg");
    let first = rows(1, "Vera Holm");
    all.cases.extend(first.cases);
    all.persons.extend(first.persons);
    all.duties.extend(first.duties);
    all.grants.extend(first.grants);
    all.bookings.extend(first.bookings);
    all.executions.extend(first.executions);
    all.minutes.extend(first.minutes);
    all.boards.extend(first.boards);
    all.mailings.extend(first.mailings);
    store.replace_read_models(all).unwrap();
    assert_eq!(store.read_model_rows().unwrap(), live);
    assert!(live.iter().any(|row| row.ends_with("|Örjan Åberg|200001010002")), "{live:?}");
}

pub(crate) fn many_read_at_once(store: &Store) {
    for n in 1..=4 {
        store.append(opening(n, "Vera Holm")).unwrap();
    }
    let query = WorkQuery { mine: true, until: None, include_waiting: false, limit: 50 };
    // More than there are connections, each needing names that are not remembered at first.
    std::thread::scope(|scope| {
        for _ in 0..48 {
            scope.spawn(|| {
                for _ in 0..4 {
                    assert_eq!(store.work_list(&reach(), &query).unwrap().len(), 4);
                    assert_eq!(store.load(&[case(1), person(1)]).unwrap().len(), 2);
                    assert_eq!(store.verify().unwrap().findings, []);
                }
            });
        }
    });
}

pub(crate) fn what_is_erased_is_gone_and_its_chain_is_whole(store: &Store) {
    store.append(opening(1, "Vera Holm")).unwrap();
    store.append(filing(2, 1, b"Ett intyg.")).unwrap();
    store.append(opening(3, "Olle Berg")).unwrap();
    store.append(founded(4)).unwrap();
    store.save_draft(caseworker(), "anteckning.skriv", Some(case(1)), b"Vera").unwrap();
    assert_eq!((store.files_count().unwrap(), store.files_kept().unwrap().len()), (2, 2));
    let found = |name: &str| store.search(&reach(), &Search::Name(name.to_owned()), 9).unwrap().len();
    assert_eq!((found("Vera"), found("Olle")), (1, 1));

    store.append(Append { erases: vec![whole(1)], ..append(5, vec![erased(5)]) }).unwrap();
    assert_eq!((found("Vera"), found("Olle")), (0, 1));
    assert_eq!(store.files_count().unwrap(), 1);
    assert!(store.load(&[case(1), person(1)]).unwrap().is_empty());
    assert_eq!(store.kind_of(case(1)).unwrap(), None);
    assert!(store.draft(caseworker(), "anteckning.skriv", Some(case(1))).unwrap().is_none());
    assert_eq!(store.streams(StreamKind::Arende).unwrap(), [case(3)]);
    assert!(matches!(store.case_streams(case(1)), Err(StoreError::Unknown(_))));
    // Nobody writes there again, whatever they remember.
    assert!(store.append(append(6, vec![note(1, 6, "Ringde.")])).is_err());
    let report = store.verify().unwrap();
    assert!(report.is_sound(), "{:?}", report.findings);
    assert_eq!((report.events, report.streams, report.erased), (7, 5, 2));
}

/// All that is kept of a person.
fn whole(n: u32) -> ErasedFile {
    ErasedFile { person: person(n), holder: None }
}

pub(crate) fn what_a_provider_has_is_erased_alone(store: &Store) {
    store.append(opening(1, "Vera Holm")).unwrap();
    store.append(founded(4)).unwrap();
    let (provider, other) = (id(b'Q', 1), id(b'Q', 2));
    store.append(ordering(10, 1, provider)).unwrap();
    store.append(ordering(11, 1, other)).unwrap();
    let held = |holder: Id| store.files_held_by(holder).unwrap().len();
    assert_eq!((held(provider), held(other), store.files_count().unwrap()), (1, 1, 1));

    let gone = ErasedFile { person: person(1), holder: Some(provider) };
    store.append(Append { erases: vec![gone], ..append(5, vec![erased(5)]) }).unwrap();
    assert_eq!((held(provider), held(other), store.files_count().unwrap()), (0, 1, 1));
    // The board's file and another provider's are as they were, and nobody writes in what is gone.
    let read = |stream: Id| store.load(&[stream]).unwrap().len();
    assert_eq!((read(case(1)), read(person(1)), read(id(b'U', 11)), read(id(b'U', 10))), (1, 1, 1, 0));
    store.append(append(6, vec![note(1, 6, "Ringde.")])).unwrap();
    // The person comes back to the same provider: a new file, and the old one stays gone.
    store.append(ordering(12, 1, provider)).unwrap();
    store.append(ordering(13, 1, provider)).unwrap();
    assert_eq!((read(id(b'U', 12)), read(id(b'U', 13)), read(id(b'U', 10)), held(provider)), (1, 1, 0, 1));
    store.append(Append { erases: vec![gone], ..append(14, vec![erased(14)]) }).unwrap();
    assert_eq!((read(id(b'U', 12)), read(id(b'U', 13)), held(provider), held(other)), (0, 0, 0, 1));
    let report = store.verify().unwrap();
    assert!(report.is_sound() && report.erased == 3, "{report:?}");
    // All that is left goes with the person, and then nothing is begun again.
    store.append(Append { erases: vec![whole(1)], ..append(15, vec![erased(15)]) }).unwrap();
    assert_eq!((store.files_count().unwrap(), held(other)), (0, 0));
    assert!(store.append(ordering(16, 1, provider)).is_err());
}

/// An assignment in the `n`th case, with a provider whose head is let in.
fn ordering(command: u32, n: u32, holder: Id) -> Append {
    let subject = id(b'U', command);
    let (kind, person, root) = (StreamKind::Uppdrag, Some(person(n)), Some(case(n)));
    let fact = stadga_core::fact::uppdrag::UppdragMottaget {};
    let event = NewEvent::new(id(b'V', command), kind, subject, TODAY, fact);
    let head = Holder::Post(Post { role: Roll::Utforarchef, unit: holder });
    let grant = Grant { holder: head, ground: Ground::Utforarchef, from: TODAY, to: None, until: None };
    Append {
        rows: Rows { grants: vec![(subject, vec![grant])], ..Rows::default() },
        new_streams: vec![NewStream { subject, kind, person, holder, root }],
        ..append(command, vec![event])
    }
}

/// The organisation's stream begins.
fn founded(n: u32) -> Append {
    let fact =
        stadga_core::fact::organisation::AnvandareRegistrerad { anvandare: caseworker(), namn: "Sara".to_owned() };
    let event = NewEvent::new(id(b'O', n), StreamKind::Organisation, id(b'O', 0), TODAY, fact);
    let new = NewStream {
        subject: id(b'O', 0),
        kind: StreamKind::Organisation,
        person: None,
        holder: id(b'O', 0),
        root: None,
    };
    Append { new_streams: vec![new], ..append(n, vec![event]) }
}

/// The decision by which the first person's file is erased.
fn erased(n: u32) -> NewEvent {
    let fact = stadga_core::fact::gallring::GallringGenomford {
        forslag: id(b'O', 1),
        poster: Vec::new(),
        undantagna: Vec::new(),
        fore: 2,
        kvar: 1,
        overlamnade: 0,
        utforare: None,
    };
    NewEvent::new(id(b'O', n), StreamKind::Organisation, id(b'O', 0), TODAY, fact)
}

/// What lets a test of its own erase a file: the organisation, and the decision.
pub(crate) fn erasing(founding: u32, decision: u32) -> [Append; 2] {
    [founded(founding), Append { erases: vec![whole(1)], ..append(decision, vec![erased(decision)]) }]
}
