//! How much a page weighs when it is seen for the first time.

use crate::serve;
use crate::steps::{PERSON, Stage};
use serde_json::Value;
use stadga_testkit::{Browser, Municipality, Seen, in_browser};

/// All files of a first view, as they travel.
const FIRST_VIEW: u64 = 120_000;
/// How many requests a first view may take.
const REQUESTS: usize = 5;
/// Script, htmx included, as it travels.
const SCRIPT: u64 = 25 * 1024;
/// Style, as it travels.
const STYLE: u64 = 30 * 1024;

const MEASURE: &str =
    "const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    return all.map((e) => [new URL(e.name).pathname, e.transferSize, e.encodedBodySize])";

#[test]
fn a_first_view_is_light() {
    let municipality = Municipality::found("2026-10-05T09:00");
    let fields =
        [("namn", PERSON), ("kanal", "telefon"), ("galler", "Hjälp"), ("enhet", "vuxen"), ("handlaggare", "sara")];
    municipality.execute("amina", "ansokan.registrera", &fields).expect("an application is registered");
    let case = municipality.case();
    let paths = [
        String::from("/min-dag"),
        String::from("/arenden"),
        format!("/arenden/{case}"),
        format!("/arenden/{case}/utredning.sammanstall"),
        format!("/arenden/{case}/beslut.fatta"),
        String::from("/mottagning/ny"),
    ];
    for path in paths {
        // A browser of its own for each: nothing is in its cache.
        in_browser(&serve(&municipality), async |browser| {
            let stage = Stage { browser: &browser, municipality: &municipality };
            stage.at("2026-10-05T09:10", "Sara Lindqvist").await?;
            browser.forget_files().await?;
            browser.go(&path).await?;
            light(&browser, &path).await
        });
    }
}

async fn light(browser: &Browser, path: &str) -> Seen {
    let found = browser.script(MEASURE, Vec::new()).await?;
    let files: Vec<(&str, u64, u64)> = found.as_array().into_iter().flatten().filter_map(file).collect();
    let sum = |ending: &str, of: fn(&(&str, u64, u64)) -> u64| -> u64 {
        files.iter().filter(|(name, ..)| name.ends_with(ending)).map(of).sum()
    };
    let (all, script, style) = (sum("", |file| file.1), sum(".js", |file| file.2), sum(".css", |file| file.2));
    println!("{path}: {} files, {all} bytes, script {script}, style {style}", files.len());
    let measured = files.len() > 2 && script > 0 && style > 0;
    let fits = all <= FIRST_VIEW && files.len() <= REQUESTS && script <= SCRIPT && style <= STYLE;
    if measured && fits { Ok(()) } else { Err(format!("{path} is too heavy: {files:#?}")) }
}

fn file(entry: &Value) -> Option<(&str, u64, u64)> {
    Some((entry[0].as_str()?, entry[1].as_u64()?, entry[2].as_u64()?))
}
