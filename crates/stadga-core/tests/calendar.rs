//! The legal calendar against worked cases, known years and what must hold for any date.

use jiff::ToSpan;
use jiff::civil::{Date, date, datetime};
use proptest::prelude::*;
use stadga_core::calendar::*;

const CASES: &str = include_str!("../../../docs/law/deadline-cases.csv");

/// The fields of a CSV line; a field in quotes may hold commas and doubled quotes.
fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut quoted) = (vec![String::new()], false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => fields.last_mut().unwrap().extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            _ => fields.last_mut().unwrap().push(letter),
        }
    }
    fields
}

/// The number after `occurrence` in a case's parameters.
fn occurrence_in(parameters: &str) -> Option<u32> {
    let (_, rest) = parameters.split_once("occurrence ")?;
    rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()
}

#[test]
fn every_worked_case_gives_its_two_dates() {
    let mut wrong = Vec::new();
    let mut cases = 0;
    for line in CASES.lines().skip(1) {
        let row = fields(line);
        assert_eq!(row.len(), 11, "{line}");
        let (case, rule, start, parameters) = (&row[0], &row[1], &row[4], &row[5]);
        let expected = format!("{} {}", row[6], row[7]).replace("never", "aldrig");
        let input = Input { occurrence: occurrence_in(parameters), ..Input::from_start(start.parse().unwrap()) };
        let found =
            deadline(rule, input).map_or_else(|error| error.to_string(), |out| format!("{} {}", out.first, out.second));
        if found != expected {
            wrong.push(format!("{case} {rule} from {start}: {found}, not {expected}"));
        }
        cases += 1;
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(cases, 85);
}

#[test]
fn every_rule_has_a_case_and_a_whole_receipt() {
    for rule in rules() {
        assert!(CASES.lines().any(|line| fields(line)[1] == rule.id), "{} has no case", rule.id);
        assert_eq!(rules().iter().filter(|other| other.id == rule.id).count(), 1, "{} twice", rule.id);
        let start = Start::DateTime(datetime(2026, 11, 15, 9, 30, 0, 0));
        let outcome = deadline(rule.id, Input::from_start(start)).unwrap();
        assert!(outcome.receipt.steps.len() >= 2, "{}", rule.id);
        assert!(outcome.target == outcome.first || outcome.target == outcome.second);
    }
    assert_eq!(rules().len(), 50);
}

fn receipt(rule: &str, start: &str) -> String {
    let outcome = deadline(rule, Input::from_start(start.parse().unwrap())).unwrap();
    format!("{} / {}\n{}", outcome.first, outcome.second, outcome.receipt)
}

#[test]
fn a_receipt_tells_each_step() {
    insta::assert_snapshot!(receipt("FL44-after-forenklad", "2026-11-19"), @r"
    2026-12-24 / 2026-12-28
    Sista dag att överklaga efter förenklad delgivning (26 § delgivningslagen (2010:1932), 44 § förvaltningslagen (2017:900), 1–2 §§ lagen (1930:173))
    Tiden räknas från att handlingen skickades.
    Startdag torsdag 2026-11-19 räknas inte.
    Två veckor senare, samma veckodag: torsdag 2026-12-03.
    Den dagen anses delgivningen ha skett. Den flyttas inte.
    Startdag torsdag 2026-12-03 räknas inte.
    Tre veckor senare, samma veckodag: torsdag 2026-12-24.
    Torsdag 2026-12-24 är julafton: dagen flyttas till måndag 2026-12-28 (lagen 1930:173, 2 §).
    ");
    insta::assert_snapshot!(receipt("LVM15-understallning", "2026-12-23"), @r"
    2026-12-24 / 2026-12-28
    Underställ domstolen beslutet om omedelbart omhändertagande (15 och 18 a §§ lagen (1988:870) om vård av missbrukare i vissa fall)
    Tiden räknas från att beslutet fattades.
    Startdag onsdag 2026-12-23 räknas inte.
    En dag senare: torsdag 2026-12-24.
    Torsdag 2026-12-24 är julafton: dagen flyttas till måndag 2026-12-28 (lagen 1930:173, 2 §).
    Arbeta mot det första datumet, torsdag 2026-12-24.
    Underställ utan dröjsmål. Missas tiden upphör omhändertagandet. Räkna inte med att helgen ger mer tid.
    ");
    insta::assert_snapshot!(receipt("SOL20-3-utredning-barn", "2026-10-31"), @r"
    2027-02-28 / 2027-03-01
    Slutför utredningen om ett barn (20 kap. 3 § socialtjänstlagen (2025:400), 1–2 §§ lagen (1930:173))
    Tiden räknas från att utredningen inleddes.
    Startdag lördag 2026-10-31 räknas inte.
    Fyra månader senare: februari 2027 har ingen dag 31, så månadens sista dag gäller: söndag 2027-02-28.
    Söndag 2027-02-28 är inte en arbetsdag: dagen flyttas till måndag 2027-03-01 (lagen 1930:173, 2 §).
    Arbeta mot det första datumet, söndag 2027-02-28.
    Tiden gäller utredningar om barn. För vuxna anger lagen ingen tid.
    ");
    insta::assert_snapshot!(receipt("GDPR33-breach", "2026-12-24T16:00"), @r"
    2026-12-27T16:00 / 2026-12-27T16:00
    Anmäl personuppgiftsincidenten till Integritetsskyddsmyndigheten (artikel 33.1 dataskyddsförordningen (EU) 2016/679)
    Tiden räknas från att den personuppgiftsansvarige fick vetskap om incidenten.
    72 timmar efter torsdag 2026-12-24 kl. 16.00: söndag 2026-12-27 kl. 16.00. Timmarna löper också på helger.
    ");
    insta::assert_snapshot!(receipt("LOCAL-genomforandeplan-14d", "2026-12-11"), @r"
    2026-12-25 / 2026-12-23
    Upprätta en preliminär genomförandeplan (Lokal rutin för boende)
    Tiden räknas från att den boende flyttade in.
    Startdag fredag 2026-12-11 räknas inte.
    14 dagar senare: fredag 2026-12-25.
    Fredag 2026-12-25 är juldagen: dagen flyttas bakåt till onsdag 2026-12-23 (egen regel).
    ");
    insta::assert_snapshot!(receipt("SOL16-1-gallring", "2021-06-15"), @r"
    2026-06-15 / 2027-12-31
    Gallra personakten (16 kap. 1 § socialtjänstlagen (2025:400))
    Tiden räknas från att den sista anteckningen gjordes i akten.
    Startdag tisdag 2021-06-15 räknas inte.
    Fem år senare, samma datum: måndag 2026-06-15.
    Skyldigheten att gallra uppkommer måndag 2026-06-15.
    Gallringen ska vara klar senast kalenderåret efter: fredag 2027-12-31.
    ");
    insta::assert_snapshot!(receipt("SOL16-4-exempt", "1980-03-15"), @r"
    aldrig / aldrig
    Bevara personakten för forskningens behov (16 kap. 4 § socialtjänstlagen (2025:400), 13 kap. 1 § socialtjänstförordningen (2025:468))
    Tiden räknas från att personen föddes.
    Född den 15 i månaden: uppgifterna undantas från gallring för forskningens behov.
    ");
}

#[test]
fn what_a_rule_does_not_take_is_refused_with_advice() {
    let start = Start::Date(date(1980, 3, 14));
    let plain = Input::from_start(start);
    let absent = [Suspension { from: date(2026, 1, 1), to: date(2026, 1, 2) }];
    let refusal = |rule, input| deadline(rule, input).unwrap_err().to_string();
    let refusals = [
        refusal("FL44", plain),
        refusal("GDPR33-breach", plain),
        refusal("SOL16-4-exempt", plain),
        refusal("FL44-appeal", Input { occurrence: Some(2), ..plain }),
        refusal("LOCAL-followup-3m", Input { occurrence: Some(0), ..plain }),
        refusal("FL44-appeal", Input { roll: Some(Roll::Back), ..plain }),
        refusal("FL44-appeal", Input { suspend: &absent, ..plain }),
        "2026-13-01".parse::<Start>().unwrap_err().to_string(),
    ];
    insta::assert_snapshot!(refusals.join("\n"), @r"
    Regeln FL44 finns inte. Kontrollera stavningen mot listan över regler.
    Regeln GDPR33-breach räknas i timmar. Skriv också klockslaget, till exempel 2026-11-23T09:30.
    Undantaget gäller den som är född den 5, 15 eller 25 i månaden. 1980-03-14 är inte en sådan dag. Räkna med regeln SOL16-4-not-exempt från den sista anteckningen.
    Regeln FL44-appeal har inget tillfälle 2. Tillfällen räknas från 1, och bara för det som återkommer.
    Regeln LOCAL-followup-3m har inget tillfälle 0. Tillfällen räknas från 1, och bara för det som återkommer.
    Regeln FL44-appeal är ingen lokal regel. Bara lokala tider kan flyttas bakåt eller framåt efter eget val.
    För regeln FL44-appeal finns ingen tid som inte räknas. Ta bort frånvaron.
    Skriv datumet med år, månad och dag, till exempel 2026-11-23, eller med klockslag, 2026-11-23T09:30.
    ");
}

#[test]
fn a_local_deadline_moves_the_way_that_is_chosen() {
    let start = Start::Date(date(2026, 12, 11));
    let second = |roll| {
        let input = Input { roll: Some(roll), ..Input::from_start(start) };
        deadline("LOCAL-genomforandeplan-14d", input).unwrap().second.to_string()
    };
    assert_eq!(second(Roll::None), "2026-12-25");
    assert_eq!(second(Roll::Back), "2026-12-23");
    assert_eq!(second(Roll::Forward), "2026-12-28");
}

#[test]
fn care_is_prolonged_by_the_days_absent() {
    let absent = [Suspension { from: date(2026, 10, 1), to: date(2026, 10, 11) }];
    let input = Input { suspend: &absent, ..Input::from_start(Start::Date(date(2026, 8, 31))) };
    let outcome = deadline("LVM20-max-care", input).unwrap();
    assert_eq!((outcome.first.to_string(), outcome.second), ("2027-03-10".to_owned(), outcome.first));
    insta::assert_snapshot!(outcome.receipt, @r"
    Vården ska senast upphöra (20–21 §§ lagen (1988:870) om vård av missbrukare i vissa fall)
    Tiden räknas från att vården påbörjades.
    Startdag måndag 2026-08-31 räknas inte.
    Sex månader senare: februari 2027 har ingen dag 31, så månadens sista dag gäller: söndag 2027-02-28.
    Dagen flyttas inte även om den är en lördag eller helgdag.
    Från 2026-10-01 till 2026-10-11 löper inte tiden: 10 dagar. Ny sista dag: onsdag 2027-03-10.
    Vården ska upphöra så snart syftet är uppnått. Tid då personen är avviken, häktad eller i fängelse räknas inte.
    ");
}

/// The days of a year that have a name in law.
fn free_days(year: i16) -> String {
    let days = date(year, 1, 1).series(1.day()).take_while(|day| day.year() == year);
    let named = days.filter_map(|day| Some(format!("{} {}", text::short(day), day_name(day)?)));
    named.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_free_days_of_known_years() {
    insta::assert_snapshot!(free_days(2026), @r"
    tor 1/1 nyårsdagen
    tis 6/1 trettondedag jul
    fre 3/4 långfredagen
    sön 5/4 påskdagen
    mån 6/4 annandag påsk
    fre 1/5 första maj
    tor 14/5 Kristi himmelsfärdsdag
    sön 24/5 pingstdagen
    lör 6/6 nationaldagen
    fre 19/6 midsommarafton
    lör 20/6 midsommardagen
    lör 31/10 alla helgons dag
    tor 24/12 julafton
    fre 25/12 juldagen
    lör 26/12 annandag jul
    tor 31/12 nyårsafton
    ");
    // The last year of annandag pingst, and the first of nationaldagen.
    let pentecost_monday_and_6_june = |year, monday| (day_name(monday), day_name(date(year, 6, 6)));
    assert_eq!(pentecost_monday_and_6_june(2004, date(2004, 5, 31)), (Some("annandag pingst"), None));
    assert_eq!(pentecost_monday_and_6_june(2005, date(2005, 5, 16)), (None, Some("nationaldagen")));
    assert!(is_working_day(date(2005, 5, 16)));
}

#[test]
fn easter_falls_where_the_tables_say() {
    let known = [
        (1990, 4, 15),
        (1995, 4, 16),
        (2000, 4, 23),
        (2008, 3, 23),
        (2011, 4, 24),
        (2016, 3, 27),
        (2019, 4, 21),
        (2024, 3, 31),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2028, 4, 16),
        (2038, 4, 25),
        (2049, 4, 18),
        (2076, 4, 19),
        (2100, 3, 28),
        (2160, 3, 23),
        (2199, 4, 14),
    ];
    for (year, month, day) in known {
        assert_eq!(day_name(date(year, month, day)), Some("påskdagen"), "{year}");
    }
}

#[test]
fn every_year_has_its_days_once() {
    for year in 1990..=2199 {
        let names: Vec<_> = free_days(year).lines().map(|line| line.split_once(' ').unwrap().1.to_owned()).collect();
        // Första maj can be Kristi himmelsfärdsdag, and nationaldagen can be pingstdagen: one name is shown.
        assert!(matches!(names.len(), 15 | 16), "{year}: {names:?}");
        let midsummer = date(year, 6, 19).series(1.day()).find(|day| day_name(*day) == Some("midsommarafton")).unwrap();
        assert_eq!(day_name(midsummer.tomorrow().unwrap()), Some("midsommardagen"));
    }
}

#[test]
fn days_that_only_seem_free_are_working_days() {
    let ordinary = [
        date(2027, 1, 5),   // trettondagsafton
        date(2026, 4, 2),   // skärtorsdagen
        date(2026, 4, 30),  // valborgsmässoafton
        date(2026, 5, 15),  // Friday after Kristi himmelsfärdsdag
        date(2026, 10, 30), // allhelgonaafton
    ];
    assert!(ordinary.into_iter().all(is_working_day));
    assert!(is_saturday_or_eve(date(2026, 12, 24)) && !is_holiday(date(2026, 12, 24)));
    assert_eq!(next_working_day(date(2026, 12, 23)), date(2026, 12, 28));
    assert_eq!(previous_working_day(date(2026, 12, 27)), date(2026, 12, 23));
    assert_eq!(add_working_days(date(2026, 12, 18), 5), date(2026, 12, 29));
    assert_eq!(add_working_days(date(2026, 12, 19), 0), date(2026, 12, 19));
    assert_eq!(
        (week_number(date(2026, 11, 23)), week_number(date(2027, 1, 3)), week_number(date(2027, 1, 4))),
        (48, 53, 1)
    );
}

#[test]
fn series_are_anchored() {
    let quarter = "3 månader".parse().unwrap();
    let dates = |anchor| {
        (1..=3).map(|n| occurrence(anchor, quarter, n, Counting::Elapsed).strict.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(dates(date(2026, 11, 30)), ["2027-02-28", "2027-05-30", "2027-08-30"]);
    assert_eq!(dates(date(2027, 11, 30)), ["2028-02-29", "2028-05-30", "2028-08-30"]);
}

#[test]
fn edges_of_years_and_leap_days() {
    let legal = |start, period: &str| count(start, period.parse().unwrap(), Counting::Statutory).legal.to_string();
    assert_eq!(legal(date(1999, 3, 16), "3 veckor"), "1999-04-06"); // RÅ 1999 not. 181
    assert_eq!(legal(date(2024, 2, 29), "1 år"), "2025-02-28");
    assert_eq!(legal(date(2028, 2, 29), "4 år"), "2032-03-01");
    assert_eq!(legal(date(2026, 12, 10), "3 veckor"), "2027-01-04");
    assert_eq!(legal(date(2004, 5, 10), "3 veckor"), "2004-06-01"); // annandag pingst
    assert_eq!(legal(date(2005, 4, 25), "3 veckor"), "2005-05-16"); // no longer
    assert_eq!(legal(date(2026, 11, 23), "48 timmar"), "2026-11-25");
    assert_eq!(legal(date(2026, 12, 23), "1 arbetsdag"), "2026-12-28");
    assert_eq!(legal(Date::MAX, "9999 år"), "9999-12-31");
}

#[test]
fn hours_from_a_day_run_from_its_beginning() {
    let due = count(date(2026, 11, 23), "72 timmar".parse().unwrap(), Counting::Statutory);
    insta::assert_snapshot!(due.receipt, @r"
    72 timmar, lagstadgad tid (1–2 §§ lagen (1930:173) om beräkning av lagstadgad tid)
    Klockslaget är inte känt: timmarna räknas från dagens början.
    72 timmar efter måndag 2026-11-23 kl. 00.00: torsdag 2026-11-26 kl. 00.00. Timmarna löper också på helger.
    ");
}

#[test]
fn the_eu_rule_does_not_know_the_eves() {
    let second =
        |start: &str| deadline("GDPR12-access", Input::from_start(start.parse().unwrap())).unwrap().second.to_string();
    assert_eq!(second("2026-11-24"), "2026-12-24");
    assert_eq!(second("2026-11-25"), "2026-12-28");
}

fn any_date() -> impl Strategy<Value = Date> {
    (0i32..76_000).prop_map(|days| date(1990, 1, 1).checked_add(days.days()).unwrap())
}

fn any_period() -> impl Strategy<Value = Period> {
    let unit = prop::sample::select(&[Unit::Days, Unit::WorkingDays, Unit::Weeks, Unit::Months, Unit::Years][..]);
    (1u32..60, unit).prop_map(|(count, unit)| Period::new(count, unit))
}

proptest! {
    #[test]
    fn the_law_moves_only_forward_and_only_to_a_working_day(start in any_date(), period in any_period()) {
        let due = count(start, period, Counting::Statutory);
        prop_assert!(start < due.strict && due.strict <= due.legal);
        prop_assert!(is_working_day(due.legal));
        prop_assert_eq!(due.strict == due.legal, is_working_day(due.strict));
    }

    #[test]
    fn elapsed_time_stays_and_rolls_go_their_way(start in any_date(), period in any_period()) {
        let local = |roll| count(start, period, Counting::Local(roll));
        prop_assert_eq!(count(start, period, Counting::Elapsed).legal, local(Roll::None).legal);
        prop_assert!(local(Roll::Back).legal <= local(Roll::None).legal);
        prop_assert!(local(Roll::None).legal <= local(Roll::Forward).legal);
        prop_assert!(is_working_day(local(Roll::Back).legal) && is_working_day(local(Roll::Forward).legal));
    }

    #[test]
    fn an_occurrence_is_counted_from_the_anchor(anchor in any_date(), months in 1u32..13, n in 1u32..20) {
        let period = Period::new(months, Unit::Months);
        let whole = count(anchor, Period::new(months * n, Unit::Months), Counting::Statutory);
        let due = occurrence(anchor, period, n, Counting::Statutory);
        prop_assert_eq!((due.strict, due.legal), (whole.strict, whole.legal));
    }

    #[test]
    fn working_days_are_counted_one_by_one(start in any_date(), n in 0u32..30) {
        let (here, next) = (add_working_days(start, n), add_working_days(start, n + 1));
        prop_assert_eq!(next_working_day(here), next);
        prop_assert!(previous_working_day(next) <= here.max(start));
    }

    #[test]
    fn later_starts_never_end_earlier(start in any_date(), period in any_period()) {
        let tomorrow = start.tomorrow().unwrap();
        prop_assert!(count(start, period, Counting::Statutory).legal <= count(tomorrow, period, Counting::Statutory).legal);
    }
}
