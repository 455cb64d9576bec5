//! Every page with believable data: its markup is sound, and it can be written out to look at.
//!
//! With `STADGA_GALLERY=dir` the pages are written there together with the style sheets.

#[path = "gallery/acts.rs"]
mod acts;
#[path = "gallery/board.rs"]
mod board;
#[path = "gallery/cases.rs"]
mod cases;
#[path = "gallery/doors.rs"]
mod doors;
#[path = "gallery/intake.rs"]
mod intake;
#[path = "gallery/lists.rs"]
mod lists;
#[path = "gallery/open.rs"]
mod open;
#[path = "gallery/rest.rs"]
mod rest;
#[path = "gallery/sample.rs"]
mod sample;
#[path = "gallery/small.rs"]
mod small;
#[path = "gallery/units.rs"]
mod units;

use std::fs;
use std::path::Path;

/// Name of the file and the rendered page.
type Page = (&'static str, String);

fn pages() -> Vec<Page> {
    let mut pages = lists::pages();
    pages.extend(doors::pages());
    pages.extend(acts::pages());
    pages.extend(intake::pages());
    pages.extend(cases::pages());
    pages.extend(small::pages());
    pages.extend(units::pages());
    pages.extend(board::pages());
    pages.extend(rest::pages());
    pages.extend(open::pages());
    pages
}

#[test]
fn every_page_is_sound() {
    let mut faults = Vec::new();
    for (name, html) in pages() {
        for fault in faults_of(&html) {
            faults.push(format!("{name}: {fault}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_page_has_a_sample() {
    let folder = |name: &str| {
        let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("the folder is there");
        files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap_or_default()).collect::<Vec<_>>().join("\n")
    };
    let (views, samples) = (folder("src/view"), folder("tests/gallery"));
    let named = views
        .split("#[template(path = \"sidor/")
        .skip(1)
        .filter_map(|text| text.split("pub struct ").nth(1)?.split(|sign: char| !sign.is_alphanumeric()).next());
    let named: Vec<&str> = named.collect();
    assert!(named.len() > 30, "{named:?}");
    let lacks: Vec<&str> = named.into_iter().filter(|name| !samples.contains(&format!("{name} {{"))).collect();
    assert!(lacks.is_empty(), "without a sample: {lacks:?}");
}

#[test]
fn no_row_of_min_dag_carries_a_personal_number() {
    let html = pages().into_iter().find(|(name, _)| *name == "min-dag").map(|(_, html)| html);
    let html = html.unwrap_or_default();
    assert!(html.contains("Mikael Ek"));
    assert!(!html.contains("19791104"));
}

#[test]
fn texts_are_escaped() {
    let page = stadga_web::view::SokPage { question: "<script>alert(1)</script>".to_owned(), ..Default::default() };
    let html = sample::html(&page);
    assert!(!html.contains("<script>alert"));
    assert!(html.contains("&#60;script&#62;"));
}

#[test]
fn the_gallery_is_written_when_asked_for() {
    let Ok(dir) = std::env::var("STADGA_GALLERY") else { return };
    let dir = Path::new(&dir);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets"), &dir.join("assets"));
    let sheets = ["ds", "tema", "sak"].map(|name| fs::read_to_string(dir.join(format!("assets/css/{name}.css"))));
    let joined: String = sheets.into_iter().map(|sheet| sheet.expect("the style sheet is there")).collect();
    fs::write(dir.join("assets/css/stadga.css"), joined).expect("the gallery is writable");
    for (name, html) in pages() {
        let html = html.replace("\"/assets/", "\"assets/");
        fs::write(dir.join(format!("{name}.html")), html).expect("the gallery is writable");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the gallery is writable");
    for entry in fs::read_dir(from).expect("the assets are there").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the gallery is writable");
        }
    }
}

fn faults_of(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let fragment = !html.contains("<html");
    if !fragment {
        if !html.contains("<html lang=\"sv\"") {
            faults.push("the language is not told".to_owned());
        }
        if html.matches("<h1").count() != 1 {
            faults.push(format!("{} h1", html.matches("<h1").count()));
        }
        if !html.contains("<title>") || title(html).contains("Mikael") {
            faults.push(format!("title {:?}", title(html)));
        }
    }
    for forbidden in ["style=\"", "<style", "onclick=", "javascript:", " disabled"] {
        if html.contains(forbidden) {
            faults.push(format!("contains {forbidden}"));
        }
    }
    for part in html.split("<script").skip(1) {
        let body = part.split_once('>').map_or("", |(_, rest)| rest);
        if !body.starts_with("</script>") {
            faults.push("a script with content".to_owned());
        }
    }
    faults.extend(unlabelled(html));
    faults.extend(twice(html));
    faults.extend(dangling(html));
    faults
}

fn title(html: &str) -> &str {
    let after = html.split_once("<title>").map_or("", |(_, rest)| rest);
    after.split_once("</title>").map_or("", |(title, _)| title)
}

/// Controls whose id no label names.
fn unlabelled(html: &str) -> Vec<String> {
    ["<input", "<textarea", "<select"]
        .iter()
        .flat_map(|tag| html.split(tag).skip(1))
        .filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag))
        .filter(|tag| !tag.contains("type=\"hidden\""))
        .filter_map(|tag| match attribute(tag, "id") {
            None => Some(format!("a control without id: {tag}")),
            Some(id) if html.contains(&format!("for=\"{id}\"")) => None,
            Some(id) => Some(format!("no label for {id}")),
        })
        .collect()
}

/// Ids that stand more than once.
fn twice(html: &str) -> Vec<String> {
    let mut ids: Vec<&str> = ids(html);
    ids.sort_unstable();
    let mut found: Vec<String> =
        ids.windows(2).filter(|w| w[0] == w[1]).map(|w| format!("id {} twice", w[0])).collect();
    found.dedup();
    found
}

/// Links to places that are not on the page.
fn dangling(html: &str) -> Vec<String> {
    let ids = ids(html);
    html.split("href=\"#")
        .skip(1)
        .filter_map(|rest| rest.split_once('"').map(|(id, _)| id))
        .filter(|id| !ids.contains(id))
        .map(|id| format!("#{id} leads nowhere"))
        .collect()
}

fn ids(html: &str) -> Vec<&str> {
    html.split(" id=\"").skip(1).filter_map(|rest| rest.split_once('"').map(|(id, _)| id)).collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}
