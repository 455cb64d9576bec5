//! `stadga pack simulate`: what a draft of a routine would change, before anybody decides it.

use crate::{keep, pack};
use stadga_app::simulate::{Simulated, Turns};
use stadga_core::state::Organisation;
use stadga_rules::{Severity, Stack};
use std::path::PathBuf;

/// How wide the column of names is.
const NAMES: usize = 58;

/// Does it.
pub fn run(drafts: &[PathBuf], database: &keep::Arguments) -> Result<(), String> {
    let said = |error: stadga_app::AppError| error.to_string();
    let drafts = drafts.iter().map(|folder| pack::read(folder)).collect::<Result<Vec<_>, _>>()?;
    let app = keep::app(database)?;
    let (draft, found) = app.drafted(&drafts).map_err(said)?;
    found.iter().for_each(|diagnostic| eprintln!("{diagnostic}"));
    if found.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return Err(String::from("Utkastet har fel. Rätta dem först."));
    }
    let simulated = app.simulate(&draft).map_err(said)?;
    let organisation = app.organisation().map_err(said)?;
    print!("{}", told(&simulated, (&app.stack(), &draft), &organisation));
    Ok(())
}

/// What differs, as two tables: by rule, and by unit and role.
fn told(simulated: &Simulated, (in_force, draft): (&Stack, &Stack), organisation: &Organisation) -> String {
    let read = format!("{} ärenden lästa. I {} av dem blir något annorlunda.\n", simulated.cases, simulated.changed);
    if simulated.changed == 0 {
        return read;
    }
    let title = |rule: &str| {
        let told = draft.told(rule).or_else(|| in_force.told(rule));
        told.map_or_else(|| rule.to_owned(), |told| format!("{} ({rule})", told.title))
    };
    let rules = simulated.rules.iter().map(|(rule, turns)| (title(rule), turns));
    let posts = simulated.posts.iter();
    let posts =
        posts.map(|(post, turns)| (format!("{}, {}", organisation.unit_name(post.unit), post.role.label()), turns));
    format!("{read}\n{}\n{}", table("Att göra", rules), table("Hos vem", posts))
}

fn table<'a>(head: &str, rows: impl Iterator<Item = (String, &'a Turns)>) -> String {
    let line = |name: &str, figures: [String; 6]| {
        let figures: String = figures.iter().map(|figure| format!("{figure:>11}")).collect();
        format!("{name:<NAMES$}{figures}\n")
    };
    let heads = ["tillkommer", "försvinner", "tidigare", "senare", "sena nu", "sena då"].map(String::from);
    let mut text = line(head, heads);
    for (name, turns) in rows.filter(|(_, turns)| turns.differ()) {
        let figures = [turns.appear, turns.vanish, turns.earlier, turns.later, turns.late_before, turns.late_after];
        // A long name has a line of its own.
        if name.chars().count() >= NAMES {
            text.push_str(&format!("{name}\n"));
            text.push_str(&line("", figures.map(|figure| figure.to_string())));
        } else {
            text.push_str(&line(&name, figures.map(|figure| figure.to_string())));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::told;
    use stadga_rules::PackFiles;

    /// A rule of the demo's packs, in one of its files, with another text in the place of one.
    fn spoiled(files: &PackFiles, (from, to): (&str, &str)) -> PackFiles {
        let mut draft = files.clone();
        let places: usize = draft.files.iter().map(|(_, text)| text.matches(from).count()).sum();
        assert!(places > 0, "{from} is not there");
        for (_, text) in &mut draft.files {
            *text = text.replacen(from, to, 1);
        }
        draft
    }

    #[test]
    fn a_draft_tells_what_moves_vanishes_and_is_late_by_rule_and_by_whom_and_the_same_packs_tell_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let library = crate::pack::built_in();
        let (app, _) = crate::demo::lived(folder.path(), &library);
        let law = library.get("lag").unwrap();
        let (same, _) = app.drafted(std::slice::from_ref(law)).unwrap();
        let nothing = app.simulate(&same).unwrap();
        assert!(nothing.cases > 10 && nothing.changed == 0, "{nothing:?}");
        assert!(nothing.rules.values().all(|turns| !turns.differ()));

        let draft = spoiled(law, ("within = \"3 månader\"", "within = \"3 veckor\""));
        let (draft, found) = app.drafted(&[draft]).unwrap();
        assert!(found.iter().all(|found| found.severity != stadga_rules::Severity::Error), "{found:?}");
        let simulated = app.simulate(&draft).unwrap();
        let sum = |of: fn(&stadga_app::simulate::Turns) -> usize| simulated.rules.values().map(of).sum::<usize>();
        assert!(sum(|turns| turns.earlier) > 0 && sum(|turns| turns.later) == 0, "{simulated:?}");
        assert!(sum(|turns| turns.late_after) > sum(|turns| turns.late_before), "{simulated:?}");
        let posts = simulated.posts.values().map(|turns| turns.earlier).sum::<usize>();
        assert_eq!(posts, sum(|turns| turns.earlier), "each is somebody's");
        let text = told(&simulated, (&app.stack(), &draft), &app.organisation().unwrap());
        assert!(text.contains("Hos vem") && text.contains("Socialsekreterare") && text.contains("sena då"), "{text}");
        assert!(app.store().verify().unwrap().is_sound());
    }
}
