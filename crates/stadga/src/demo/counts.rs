//! What the demo's services without an assessment of needs have counted these last weeks.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use stadga_app::{App, AppError, Request};
use stadga_core::Id;
use stadga_core::fact::organisation::Roll;
use stadga_core::form::Form;

/// How many weeks.
const WEEKS: i64 = 6;

/// Who counts.
#[derive(Clone, Copy)]
enum Who {
    Centre,
    Desk,
    Caseworker,
}

/// A day, who counts, the service, what, how many, and what is chosen.
type Line = (Weekday, Who, &'static str, &'static str, &'static str, &'static [&'static str]);

/// What is counted on each of these days: by whom, in which service, what, how many, and what is chosen.
const WEEK: &[Line] = &[
    (Weekday::Tuesday, Who::Desk, "radgivning", "samtal", "1", &["kanal:telefon", "amne:alkohol"]),
    (Weekday::Tuesday, Who::Centre, "anhorigsamtal", "samtal", "1", &["kanal:besok"]),
    (Weekday::Wednesday, Who::Centre, "anhorigprogrammet", "traff", "8", &["innehall:gruppsamtal"]),
    (Weekday::Thursday, Who::Caseworker, "uppsokande", "mote", "6", &["plats:station"]),
    (Weekday::Thursday, Who::Desk, "radgivning", "samtal", "1", &["kanal:besok", "amne:spel"]),
    (Weekday::Friday, Who::Caseworker, "forebyggande", "aktivitet", "25", &["malgrupp:grupp", "form:foredrag"]),
];

/// Counts on the working days of these weeks, as whoever works in each service.
pub fn live(app: &App) -> Result<(), AppError> {
    let (organisation, today) = (app.organisation()?, app.today());
    let open = organisation.units.values().find(|unit| unit.insatser.iter().any(|insats| insats == "dagcentral"));
    let head = open.map(|unit| organisation.holders(Roll::Utforarchef, unit.id, today));
    let centre = head.and_then(|heads| heads.first().map(|user| user.id));
    let picks = app.picks()?;
    let somebody = |role| picks.iter().find(|pick| pick.role == role).map(|pick| pick.user);
    let (Some(centre), Some(desk), Some(caseworker)) =
        (centre, somebody(Roll::Mottagningssekreterare), somebody(Roll::Socialsekreterare))
    else {
        return Ok(());
    };
    let first = today.saturating_sub(WEEKS.weeks());
    for (day, at) in first.series(1.day()).take_while(|day| *day <= today).zip(0_u32..) {
        if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            continue;
        }
        for (_, who, service, what, number, chosen) in WEEK.iter().filter(|(weekday, ..)| *weekday == day.weekday()) {
            let user = match who {
                Who::Centre => centre,
                Who::Desk => desk,
                Who::Caseworker => caseworker,
            };
            count(app, user, day, (service, what, number), chosen)?;
        }
        // The figures rise and fall without chance: each start of the demo is the same.
        let visits = (14 + at * 7 % 13).to_string();
        count(app, centre, day, ("dagcentralen", "besok", &visits), &[])?;
    }
    Ok(())
}

fn count(
    app: &App,
    user: Id,
    day: Date,
    (service, what, number): (&str, &str, &str),
    chosen: &[&str],
) -> Result<(), AppError> {
    let day = day.to_string();
    let known = [("verksamhet", service), ("vad", what), ("antal", number), ("datum", day.as_str())];
    let form = Form::from_pairs(known.into_iter().chain(chosen.iter().map(|word| ("val", *word))));
    let request = Request { use_case: "tillfalle.rakna", subject: None, command: app.next_id(), form: &form };
    app.execute(&mut app.ctx(user)?, &request)?;
    Ok(())
}
