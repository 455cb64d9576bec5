//! The emergency binder from the command line, and the copies that nights make.

use super::{check_refused, stadga, text};
use std::fs;
use std::path::Path;

/// A small invented municipality in a folder.
fn town(folder: &Path) -> String {
    let data = folder.to_str().unwrap().to_owned();
    let made = stadga(&["generate", "--profile", "12", "--data", &data, "--until", "2026-11-25T15:00:00Z"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    data
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn ac10_a_binder_is_made_for_a_unit_and_its_copies_are_numbered() {
    let folder = tempfile::tempdir().unwrap();
    let data = town(&folder.path().join("data"));
    let out = folder.path().join("ut");
    let out_name = out.to_str().unwrap();
    check_refused(
        &["binder", "--data", &data, "--unit", "Ingenstans", "--out", out_name],
        &["ingen enhet", "Vuxenenheten"],
    );
    assert!(!out.exists(), "nothing is written");
    for number in 1..=2 {
        let made = stadga(&["binder", "--data", &data, "--unit", "vuxenenheten 1", "--out", out_name]);
        assert!(made.status.success(), "{}", text(&made.stderr));
        assert!(text(&made.stdout).contains(&format!("Vuxenenheten 1: exemplar {number}")), "{}", text(&made.stdout));
    }
    let there = files(&out);
    assert!(there.len() == 2 && there.iter().all(|name| name.starts_with("nodparm-vuxenenheten-1-")), "{there:?}");
    for name in &there {
        assert!(fs::read(out.join(name)).unwrap().starts_with(b"%PDF-"));
    }
    assert!(stadga(&["verify", "--data", &data]).status.success());
}
