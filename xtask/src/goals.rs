//! How fast it should be: the goals of every row that `cargo xtask bench` prints, and what is said of a figure.
//!
//! Nothing here measures. The goals hold for thirty thousand open cases with every check and audit row on.

/// What a row's rate is held against, where it says something: a limit of the machine, measured in the same run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// One row written and flushed at a time.
    Write,
    /// A web server with nothing behind it.
    Page,
}

/// The goal of a row that visitors make.
#[derive(Clone, Copy, Debug)]
pub struct Goal {
    /// The row.
    pub row: &'static str,
    /// Milliseconds with one client: the median, and the slowest of a hundred.
    pub p50: f64,
    pub p99: f64,
    /// Requests in a second with eight clients.
    pub rate: Option<f64>,
    pub limit: Limit,
}

const fn command(row: &'static str, rate: Option<f64>) -> Goal {
    Goal { row, p50: 2.0, p99: 10.0, rate, limit: Limit::Write }
}

const fn page(row: &'static str, p50: f64, p99: f64, rate: f64) -> Goal {
    Goal { row, p50, p99, rate: Some(rate), limit: Limit::Page }
}

/// The row of all commands on the way from an application to an order; each of them is a row of its own as well.
pub const STORY: &str = "commands in turn";

/// Rows that visitors make. A command that is measured in turn with others has no rate of its own.
pub const GOALS: &[Goal] = &[
    command("register", Some(2_000.0)),
    command("note", Some(2_000.0)),
    command("compile", None),
    command("exempt", None),
    command("decide", None),
    command("notify", None),
    command("order", None),
    command(STORY, Some(2_000.0)),
    page("min dag", 2.0, 8.0, 4_000.0),
    page("case page", 4.0, 15.0, 2_000.0),
    page("case page, 200 events", 4.0, 15.0, 2_000.0),
    page("search by name", 3.0, 15.0, 2_000.0),
    page("search by whole name", 3.0, 15.0, 2_000.0),
    page("unit", 8.0, 30.0, 500.0),
    page("unit, 500 open cases", 8.0, 30.0, 500.0),
    page("letter", 5.0, 20.0, 300.0),
];

/// The goal of a figure that stands alone.
#[derive(Clone, Copy, Debug)]
pub enum Single {
    AtMost(f64),
    AtLeast(f64),
}

/// Figures that stand alone.
pub const SINGLES: &[(&str, Single)] = &[
    ("start to first page, s", Single::AtMost(0.5)),
    ("memory idle, MB", Single::AtMost(40.0)),
    ("memory under load, MB", Single::AtMost(150.0)),
    ("program, MB", Single::AtMost(40.0)),
    ("disk per event, bytes", Single::AtMost(700.0)),
    ("plan one case, µs", Single::AtMost(50.0)),
    ("plan on 2 cores, cases/s", Single::AtLeast(30_000.0)),
    ("taby5: replay and replan, s", Single::AtMost(2.0)),
    ("stockholm5: replay and replan, s", Single::AtMost(30.0)),
    ("stockholm5: pack simulate, s", Single::AtMost(40.0)),
    ("taby5: not carried out, list, s", Single::AtMost(2.0)),
    ("taby5: not carried out, statistics, s", Single::AtMost(2.0)),
    ("taby5: a year's counts, file, s", Single::AtMost(2.0)),
    ("stockholm5: not carried out, list, s", Single::AtMost(2.0)),
    ("stockholm5: not carried out, statistics, s", Single::AtMost(2.0)),
    ("stockholm5: a year's counts, file, s", Single::AtMost(2.0)),
    ("sustained, p95 ms", Single::AtMost(100.0)),
    ("sustained, errors", Single::AtMost(0.0)),
    ("sustained, lost writes", Single::AtMost(0.0)),
];

/// How much a row's median may grow from the smallest municipality to the largest.
pub const GROWTH: f64 = 1.5;

/// The goal of a row.
pub fn goal(row: &str) -> Option<&'static Goal> {
    GOALS.iter().find(|goal| goal.row == row)
}

/// What a row's figures are held against with so many clients, and whether they meet it. With more than eight
/// there is only one goal: that nothing goes wrong.
pub fn verdict(row: &str, clients: usize, (p50, p99, rate): (f64, f64, f64), wrong: usize) -> Option<(String, bool)> {
    let goal = goal(row)?;
    match clients {
        1 => Some((format!("{}/{} ms", goal.p50, goal.p99), p50 <= goal.p50 && p99 <= goal.p99 && wrong == 0)),
        8 => goal.rate.map(|wanted| (format!("{wanted}/s"), rate >= wanted && wrong == 0)),
        _ => Some((String::from("none wrong"), wrong == 0)),
    }
}

/// What a figure that stands alone is held against, and whether it meets it.
pub fn single(row: &str, value: f64) -> Option<(String, bool)> {
    let (_, goal) = SINGLES.iter().find(|(name, _)| *name == row)?;
    Some(match goal {
        Single::AtMost(most) => (format!("at most {most}"), value <= *most),
        Single::AtLeast(least) => (format!("at least {least}"), value >= *least),
    })
}

/// How met or missed is written; a figure that was not to be had meets nothing.
pub fn word(met: bool) -> &'static str {
    if met { "met" } else { "MISSED" }
}

/// How a median grew over municipalities in order of size: the largest over the first, and whether that is allowed.
/// Nothing can be said of fewer than two, or when one is missing.
pub fn growth(medians: &[f64]) -> Option<(f64, bool)> {
    let (first, rest) = medians.split_first()?;
    if rest.is_empty() || *first <= 0.0 || medians.iter().any(|median| !median.is_finite()) {
        return None;
    }
    let times = rest.iter().copied().fold(f64::NEG_INFINITY, f64::max) / first;
    Some((times, times <= GROWTH))
}

/// Sizes as they are written: `10000,100000`, in order of size.
pub fn sizes(text: &str) -> Option<Vec<usize>> {
    let mut sizes: Vec<usize> = text.split(',').map(|size| size.trim().parse().ok()).collect::<Option<_>>()?;
    sizes.sort_unstable();
    sizes.dedup();
    (!sizes.is_empty() && sizes[0] > 0).then_some(sizes)
}

/// When a user's turn comes, in seconds from the start: evenly spread over users, and each user's own pace.
pub fn due((user, users): (usize, usize), turn: usize, per_second: f64) -> f64 {
    (turn as f64 + user as f64 / users.max(1) as f64) / per_second
}

/// A line that the program wrote of itself: a name, a tab, a figure.
pub fn figure(line: &str) -> Option<(String, f64)> {
    let (name, value) = line.split_once('\t')?;
    Some((name.to_owned(), value.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{GOALS, Limit, SINGLES, due, figure, goal, growth, single, sizes, verdict, word};
    use std::collections::BTreeSet;

    #[test]
    fn one_client_is_held_against_times_eight_against_a_rate_and_more_against_errors() {
        let figures = (1.9, 9.0, 1_500.0);
        assert_eq!(verdict("note", 1, figures, 0), Some((String::from("2/10 ms"), true)));
        assert_eq!(verdict("note", 8, figures, 0), Some((String::from("2000/s"), false)));
        assert_eq!(verdict("note", 32, figures, 0), Some((String::from("none wrong"), true)));
        assert_eq!(verdict("note", 32, figures, 1), Some((String::from("none wrong"), false)));
        assert_eq!(verdict("decide", 8, figures, 0), None);
        assert_eq!(verdict("coffee", 1, figures, 0), None);
    }

    #[test]
    fn a_time_that_could_not_be_measured_or_an_error_meets_no_goal() {
        assert_eq!(verdict("note", 1, (f64::NAN, 1.0, 1.0), 0).map(|(_, met)| word(met)), Some("MISSED"));
        assert_eq!(verdict("note", 1, (1.0, 1.0, 1.0), 1).map(|(_, met)| word(met)), Some("MISSED"));
        assert_eq!(single("memory idle, MB", f64::NAN).map(|(_, met)| met), Some(false));
    }

    #[test]
    fn a_figure_alone_is_at_most_or_at_least() {
        assert_eq!(single("start to first page, s", 0.5).map(|(_, met)| met), Some(true));
        assert_eq!(single("start to first page, s", 0.6).map(|(_, met)| met), Some(false));
        assert_eq!(single("plan on 2 cores, cases/s", 29_000.0).map(|(_, met)| met), Some(false));
        assert_eq!(single("weather", 1.0).map(|(_, met)| met), None);
    }

    #[test]
    fn every_row_has_one_goal_and_commands_are_held_against_writing() {
        let rows: BTreeSet<&str> = GOALS.iter().map(|goal| goal.row).collect();
        assert_eq!(rows.len(), GOALS.len());
        let singles: BTreeSet<&str> = SINGLES.iter().map(|(row, _)| *row).collect();
        assert_eq!(singles.len(), SINGLES.len());
        assert_eq!(goal("order").map(|goal| goal.limit), Some(Limit::Write));
        assert_eq!(goal("letter").map(|goal| goal.limit), Some(Limit::Page));
    }

    #[test]
    fn growth_is_the_slowest_over_the_first_and_nothing_is_said_of_one() {
        assert_eq!(growth(&[2.0, 2.5, 2.4]), Some((1.25, true)));
        assert_eq!(growth(&[2.0, 4.0, 2.0]), Some((2.0, false)));
        assert_eq!(growth(&[4.0, 2.0]), Some((0.5, true)));
        assert_eq!(growth(&[2.0]), None);
        assert_eq!(growth(&[2.0, f64::NAN]), None);
        assert_eq!(growth(&[]), None);
    }

    #[test]
    fn sizes_are_read_in_order_and_nonsense_is_not() {
        assert_eq!(sizes("100000, 10000"), Some(vec![10_000, 100_000]));
        assert_eq!(sizes("many"), None);
        assert_eq!(sizes("0"), None);
        assert_eq!(sizes(""), None);
    }

    #[test]
    fn users_take_turns_evenly() {
        assert_eq!(due((0, 4), 0, 0.5), 0.0);
        assert_eq!(due((2, 4), 0, 0.5), 1.0);
        assert_eq!(due((2, 4), 3, 0.5), 7.0);
    }

    #[test]
    fn what_the_program_says_of_itself_is_read() {
        assert_eq!(figure("plan one case, µs\t41.5\n"), Some((String::from("plan one case, µs"), 41.5)));
        assert_eq!(figure("Listorna byggs om"), None);
    }
}
