//! Decisions that were not carried out in time, over two seeded years: the list is what a hand would count.

use crate::town::{APPLICATION, Town};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use stadga_app::view::{ExecutionLine, ExecutionList};
use stadga_core::Id;
use stadga_core::calendar::Quarter;
use std::collections::BTreeMap;

/// What happens to one person's decision, as days; none when it never does.
#[derive(Clone, Copy, Debug)]
struct Life {
    decided: Date,
    begun: Option<Date>,
    /// Only a part began; the whole was carried out this day.
    whole: Option<Option<Date>>,
    interrupted: Option<Date>,
    resumed: Option<Date>,
}

/// Days from a row of numbers that is always the same.
struct Seed(u64);

impl Seed {
    fn below(&mut self, most: u64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % most) as i64
    }

    fn life(&mut self) -> Life {
        let after = |day: Date, days: i64| day.checked_add(days.days()).unwrap();
        let decided = after(date(2026, 11, 1), self.below(400));
        let begun = (self.below(4) > 0).then(|| after(decided, self.below(190)));
        let whole = match (begun, self.below(4)) {
            (Some(begun), 0) => Some((self.below(3) > 0).then(|| after(begun, 1 + self.below(150)))),
            _ => None,
        };
        let interrupted =
            begun.filter(|_| whole.is_none() && self.below(3) == 0).map(|begun| after(begun, 1 + self.below(60)));
        let resumed = interrupted.filter(|_| self.below(3) > 0).map(|day| after(day, 1 + self.below(200)));
        Life { decided, begun, whole, interrupted, resumed }
    }
}

/// Three months on, counted by hand: the same day of the month, or the month's last.
fn three_months(day: Date) -> Date {
    let (year, month) = if day.month() > 9 { (day.year() + 1, day.month() - 9) } else { (day.year(), day.month() + 3) };
    let leap = year % 4 == 0;
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    date(year, month, day.day().min(last))
}

fn quarter(day: Date) -> (i16, i8) {
    (day.year(), (day.month() + 2) / 3)
}

/// What is to stand on the list of a day, of one life: the kind and the day the time runs from.
fn by_hand(life: &Life, today: Date) -> Vec<String> {
    let known = |day: Option<Date>| day.filter(|day| *day <= today);
    let late = |from: Date, ended: Option<Date>| {
        let due = three_months(from);
        let in_time = ended.is_some_and(|day| day <= due);
        // In the quarter in which the time ran out it is told of whether it has been carried out since or not.
        due < today && !in_time && (ended.is_none() || quarter(due) == quarter(today))
    };
    let carried_out = known(life.whole.unwrap_or(life.begun));
    let mut rows = Vec::new();
    if life.decided <= today && late(life.decided, carried_out) {
        rows.push(format!("beslut {}", life.decided));
    }
    if let Some(from) = known(life.interrupted).filter(|from| late(*from, known(life.resumed))) {
        rows.push(format!("avbrott {from}"));
    }
    rows
}

/// How each case comes to its decision, as days from it.
const STEPS: &[(i64, &str, &str, &str)] = &[
    (
        -20,
        "amina",
        "ansokan.registrera",
        "kanal=telefon galler=\"Hjälp att sluta dricka\" enhet=vuxen handlaggare=sara",
    ),
    (-15, "sara", "instrument.registrera", "instrument=asi utfall=genomfort sammanfattning=\"Behov av stöd.\""),
    (
        -8,
        "sara",
        "utredning.sammanstall",
        "delaktighet=\"Vi har träffats.\" behov=\"Bruket påverkar arbetet.\" bedomning=\"Behovet finns.\" mal=\"Sluta dricka\" forslag=oppenvard",
    ),
    (-7, "sara", "kommunicering.undanta", "grund=uppenbart_obehovligt skal=\"Helt bifall.\""),
    (
        0,
        "nadja",
        "beslut.fatta",
        "utfall=bifall insats=oppenvard omfattning=\"En gång i veckan\" mal=\"Sluta dricka\" skal=\"Behovet finns.\"",
    ),
    (0, "sara", "bestallning.skicka", "utforare=oppenvarden dela_mal=ja dela_omfattning=ja"),
    (0, "robert", "uppdrag.ta_emot", "behandlare=omar"),
];

/// Every act of every life, in the order of their days.
fn acts(lives: &[Life]) -> Vec<(Date, usize, &'static str, &'static str, String)> {
    let mut acts = Vec::new();
    for (person, life) in lives.iter().enumerate() {
        for (days, who, use_case, fields) in STEPS {
            let mut fields = (*fields).to_owned();
            if *use_case == "ansokan.registrera" {
                fields = format!("namn=\"Person {person}\" {fields}");
            }
            if *use_case == "beslut.fatta" {
                fields =
                    format!("{fields} fran={} till={}", life.decided, life.decided.checked_add(300.days()).unwrap());
            }
            acts.push((life.decided.checked_add(days.days()).unwrap(), person, *who, *use_case, fields));
        }
        let mut add = |day: Option<Date>, who, use_case, fields: &str| {
            acts.extend(day.map(|day| (day, person, who, use_case, fields.to_owned())));
        };
        let offered = life.decided.checked_add(30.days()).unwrap();
        // A declined offer changes nothing.
        let offered = Some(offered).filter(|day| life.begun.is_none_or(|begun| *day < begun));
        add(offered, "sara", "erbjudande.lamna", "vad=Grupp svar=tackat_nej");
        add(
            life.begun,
            "omar",
            "mote.registrera",
            "art=inledande deltagare=Per sammanfattning=\"Vi började.\" insatsen_paborjas=ja",
        );
        add(life.begun.filter(|_| life.whole.is_some()), "sara", "verkstallighet.registrera_del", "aterstar=Grupp");
        add(life.whole.flatten(), "sara", "verkstallighet.registrera", "");
        add(life.interrupted, "sara", "verkstallighet.avbryt", "skal=\"Behandlaren har slutat.\"");
        add(life.resumed, "sara", "verkstallighet.ateruppta", "");
    }
    acts.sort_by_key(|(day, ..)| *day);
    acts
}

fn rows(lines: &[ExecutionLine]) -> Vec<String> {
    let mut rows: Vec<String> =
        lines.iter().map(|line| format!("{}: {} {}", line.person, line.kind, line.since)).collect();
    rows.sort();
    rows
}

fn list(town: &Town, rulings: bool) -> ExecutionList {
    town.app.executions(&town.ctx("nadja"), None, rulings).unwrap()
}

// proves: T-149 T-150
#[test]
fn ac29_over_seeded_years_the_list_equals_a_hand_count() {
    let town = Town::new();
    let mut seed = Seed(29);
    let lives: Vec<Life> = (0..24).map(|_| seed.life()).collect();
    let mut cases: BTreeMap<usize, Id> = BTreeMap::new();
    let mut acts = acts(&lives).into_iter().peekable();
    let (mut today, mut most, mut compared) = (date(2026, 11, 1), 0, 0);
    while today < date(2028, 9, 1) {
        while let Some((day, person, who, use_case, fields)) = acts.next_if(|(day, ..)| *day <= today) {
            town.at(day);
            let case = cases.get(&person).copied();
            let subject = case.and_then(|case| town.subject(who, use_case, case));
            let done = town.does(who, use_case, subject, &fields);
            let done = done.unwrap_or_else(|why| panic!("{day} {person} {use_case}: {why:?}"));
            cases.entry(person).or_insert(done.case);
        }
        town.at(today);
        let listed = list(&town, true);
        let mut counted: Vec<String> = Vec::new();
        for (person, life) in lives.iter().enumerate() {
            counted.extend(by_hand(life, today).into_iter().map(|row| format!("Person {person}: {row}")));
        }
        counted.sort();
        assert_eq!(rows(&listed.to_report), counted, "on {today}");
        let statistics = town.app.execution_statistics(&town.ctx("nadja"), None, true, false).unwrap();
        let number: usize = statistics.counts.iter().map(|count| count.days.len()).sum();
        assert_eq!(number, counted.len(), "the report to the council on {today}");
        most = most.max(counted.len());
        compared += counted.len();
        today = today.checked_add(13.days()).unwrap();
    }
    assert!(most > 3 && compared > 50, "{most} at most, {compared} in all");
    // Only the head of the unit has the list; a provider's head and a caseworker do not.
    for who in ["sara", "robert", "omar", "amina"] {
        assert!(town.app.executions(&town.ctx(who), None, true).is_err(), "{who}");
    }
}

#[test]
fn ac30_rulings_stand_on_the_same_list_and_can_be_left_out() {
    let town = Town::new();
    let does = |day: &str, who: &str, use_case: &str, case: Option<Id>, fields: &str| {
        town.at(day.parse().unwrap());
        let subject = case.and_then(|case| town.subject(who, use_case, case));
        town.does(who, use_case, subject, fields).unwrap_or_else(|why| panic!("{use_case}: {why:?}")).case
    };
    let case = does("2026-10-05", "amina", "ansokan.registrera", None, APPLICATION);
    let on = |day: &str, who: &str, use_case: &str, fields: &str| does(day, who, use_case, Some(case), fields);
    for (_, who, use_case, fields) in &STEPS[1..3] {
        on("2026-10-20", who, use_case, fields);
    }
    on(
        "2026-10-20",
        "sara",
        "kommunicering.skicka",
        "svar_senast=2026-10-28 kanal=brev underlag=Utredning andra_personer_genomgangna=ja",
    );
    on("2026-10-29", "sara", "beslut.fatta", "utfall=avslag insats=oppenvard skal=\"Behovet tillgodoses redan.\"");
    on("2026-10-29", "sara", "beslut.delge", "satt=overlamnad");
    on(
        "2026-11-02",
        "sara",
        "overklagande.registrera",
        "av=den_enskilde form=skriftlig innehall=\"Jag vill ha hjälp.\"",
    );
    on("2026-11-03", "sara", "overklagande.prova", "utfall=i_tid");
    on("2026-11-04", "sara", "overklagande.overlamna", "domstol=\"Förvaltningsrätten i Ekvalla\"");
    let ruling = "domstol=\"Förvaltningsrätten i Ekvalla\" malnummer=1234-26 domsdag=2026-12-15 utfall=bifall innebord=\"Rätt till öppenvård.\"";
    on("2026-12-16", "sara", "dom.registrera", ruling);
    town.at(date(2027, 3, 15));
    assert_eq!(rows(&list(&town, true).to_report), [""; 0], "the last day is not over");
    town.at(date(2027, 3, 16));
    assert_eq!(rows(&list(&town, true).to_report), ["Per Holm: dom 2026-12-15"]);
    assert_eq!(rows(&list(&town, false).to_report), [""; 0]);
    let counted = |rulings| {
        let quarter = Some(Quarter::of(date(2027, 3, 16)));
        let found = town.app.execution_statistics(&town.ctx("nadja"), quarter, rulings, false).unwrap();
        found.counts.iter().map(|count| format!("{} {} {:?}", count.insats, count.kind, count.days)).collect::<Vec<_>>()
    };
    assert_eq!(counted(true), ["Öppenvårdsbehandling dom [91]"]);
    assert_eq!(counted(false), [""; 0]);
}
