//! Routines of other municipalities walked in a browser: each walk is a text, for the program knows no routine.
//!
//! A walk begins with its packs, units and people as a scenario does. `gor` is an act done before anybody looks,
//! `@` is somebody who sits down at Min dag, and the lines beneath are what they do and see.

use crate::axe::faults_of;
use crate::serve;
use crate::steps::Stage;
use stadga_app::setup::{UnitPlan, UserPlan};
use stadga_core::fact::organisation::{EnhetArt, Roll};
use stadga_testkit::{Browser, Municipality, Scheme, Seen, Window, in_browser};
use std::path::Path;

// proves: N-15
#[test]
fn somebody_moves_into_a_residence() {
    walk("boende");
}

// proves: B-04 B-13 B-17
#[test]
fn somebody_new_is_introduced() {
    walk("introduktion");
}

// proves: T-072 T-077 T-265
#[test]
fn the_door_is_open_and_nobody_is_named() {
    walk("oppen");
}

#[test]
fn from_notice_to_quit_to_a_home() {
    walk("hem");
}

#[test]
fn one_plan_with_the_region() {
    walk("sip");
}

#[test]
fn two_units_have_one_client() {
    walk("samverkan");
}

fn walk(name: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/browser/walks/{name}.walk"));
    let text = std::fs::read_to_string(&file).expect("the walk can be read");
    let municipality = founded(&text);
    in_browser(&serve(&municipality), async |browser| {
        let stage = Stage { browser: &browser, municipality: &municipality };
        for (at, line) in (1..).zip(text.lines()) {
            step(&stage, line.trim()).await.map_err(|why| format!("line {at}, {}: {why}", line.trim()))?;
        }
        Ok(())
    });
}

/// The municipality of the walk's first lines, at the moment of its first act.
fn founded(text: &str) -> Municipality {
    let of = |head: &'static str| text.lines().filter_map(move |line| line.strip_prefix(head)).map(words);
    let packs: Vec<String> = of("rutiner: ").flatten().collect();
    let units: Vec<Vec<String>> = of("enhet: ").collect();
    let insatser: Vec<Vec<&str>> = units.iter().map(|unit| unit.iter().skip(3).map(String::as_str).collect()).collect();
    let people: Vec<Vec<String>> = of("person: ").collect();
    let start = of("gor ").find_map(|line| line.into_iter().next()).expect("a walk begins with an act");
    let kind = |word: &str| word.parse::<EnhetArt>().expect("a kind of unit");
    let units: Vec<UnitPlan<'_>> = units
        .iter()
        .zip(&insatser)
        .map(|(unit, insatser)| UnitPlan { key: &unit[0], name: &unit[2], kind: kind(&unit[1]), insatser })
        .collect();
    let role = |word: &str| word.parse::<Roll>().expect("a role of the organisation");
    let people: Vec<UserPlan<'_>> = people
        .iter()
        .map(|person| UserPlan { key: &person[0], role: role(&person[1]), unit: &person[2], name: &person[3] })
        .collect();
    Municipality::found_with(&start, &packs, &units, &people)
}

/// One line, done or seen.
async fn step(stage: &Stage<'_>, line: &str) -> Seen {
    let page = stage.browser;
    let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
    let (left, right) = rest.split_once(" = ").or(rest.split_once(" | ")).unwrap_or((rest, ""));
    match verb {
        "gor" => act(stage.municipality, rest),
        "@" => {
            let (when, who) = rest.split_once(' ').ok_or("when, and who")?;
            stage.day_of(when, who).await
        }
        "fonster" => page.size(if rest == "mobil" { Window::Mobile } else { Window::Desktop }).await,
        "ga" => page.go(rest).await,
        "tryck" => page.press(rest).await,
        "tryck-i" => page.press_in_row(left, right).await,
        "fyll" => page.fill(left, right).await,
        "valj" => page.choose(left, right).await,
        "kryssa" => page.tick(rest).await,
        "ser" => page.sees(rest).await,
        "ser-inte" => page.gone(rest).await,
        "har" => match page.value(left).await? {
            value if value == right => Ok(()),
            value => Err(format!("{left} holds {value:?}")),
        },
        "rad" => page.sees_row(&rest.split(" | ").collect::<Vec<_>>()).await,
        "granska" => looked_at(page, rest).await,
        "bild" => page.picture(rest).await,
        "" | "#" | "rutiner:" | "enhet:" | "person:" => Ok(()),
        _ => Err(format!("no walk says {verb}")),
    }
}

/// What keeps anybody out of the page, on a telephone.
async fn looked_at(page: &Browser, path: &str) -> Seen {
    let faults = faults_of(page, path, Window::Mobile).await?;
    page.colours(Scheme::Light).await?;
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// `WHEN WHO USE-CASE field=value ...`
fn act(municipality: &Municipality, line: &str) -> Seen {
    let parts = words(line);
    let [when, who, use_case, fields @ ..] = parts.as_slice() else { return Err(String::from("when, who, what")) };
    let fields: Option<Vec<(&str, &str)>> = fields.iter().map(|field| field.split_once('=')).collect();
    municipality.set(when);
    let done = municipality.execute(who, use_case, &fields.ok_or("every field has a value")?);
    done.map(drop).map_err(|why| format!("{use_case}: {why:?}"))
}

/// The words of a line; what stands in quotation marks is one, or the rest of one.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for (at, part) in line.split('"').enumerate() {
        let own = part.split(' ');
        match (at % 2, words.last_mut()) {
            (1, Some(last)) => last.push_str(part),
            _ => own.enumerate().for_each(|(place, piece)| match words.last_mut().filter(|_| place == 0) {
                Some(last) => last.push_str(piece),
                None => words.push(piece.to_owned()),
            }),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
