//! Whether copies, their keys and what signs lie apart from what they are there for.

use crate::settings::{Finding, Served};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// What lies where one loss, or one break-in, takes it with the rest.
pub fn findings(one: &Served) -> Vec<Finding> {
    let jobs = &one.jobs;
    let mut copies: Vec<&Path> = jobs.backup.iter().map(|backup| backup.folder.as_path()).collect();
    copies.extend(jobs.ship.iter().map(|ship| ship.folder.as_path()));
    let mut keys: Vec<&Path> = jobs.backup.iter().map(|backup| backup.keys.as_path()).collect();
    keys.extend(jobs.ship.iter().map(|ship| ship.keys.as_path()));
    let mut found: Vec<Finding> = copies.iter().filter_map(|folder| beside_data(folder, one)).collect();
    let together = |keys: &&&Path| copies.iter().any(|folder| within(keys, folder) || within(folder, keys));
    found.extend(keys.iter().filter(together).map(|keys| {
        Finding::warning(
            format!("Kopiorna av nycklarna i {} ligger tillsammans med kopiorna av akterna.", keys.display()),
            "Lägg dem var för sig: annars går en akt som är gallrad att läsa i en äldre kopia.",
        )
    }));
    found.extend(jobs.checkpoint.iter().flat_map(|checkpoint| of_signing(&checkpoint.sign, &checkpoint.folder, one)));
    found.dedup_by(|one, other| one.to_string() == other.to_string());
    found
}

/// A copy that goes the same way as the database.
fn beside_data(folder: &Path, one: &Served) -> Option<Finding> {
    if one.postgres.is_some() {
        return None;
    }
    let told = if within(folder, &one.data) || within(&one.data, folder) {
        "i samma mapp som databasen"
    } else if device(folder).is_some_and(|disk| device(&one.data) == Some(disk)) {
        "på samma disk som databasen"
    } else {
        return None;
    };
    Some(Finding::warning(
        format!("Kopiorna i {} ligger {told}: går den sönder är båda borta.", folder.display()),
        "Lägg dem på en annan maskin.",
    ))
}

/// A key that signs where whoever reaches what is signed reaches it too.
fn of_signing(sign: &Path, folder: &Path, one: &Served) -> Vec<Finding> {
    let mut found = Vec::new();
    if within(sign, &one.data) || within(sign, folder) {
        found.push(Finding::warning(
            format!("Nyckeln som signerar kontrollpunkterna ({}) ligger hos det den signerar.", sign.display()),
            "Lägg den för sig: annars kan den som ändrar i databasen också signera.",
        ));
    }
    if sign.metadata().is_ok_and(|file| file.permissions().mode() & 0o077 != 0) {
        found.push(Finding::warning(
            format!("Andra än ägaren kan läsa nyckeln som signerar kontrollpunkterna ({}).", sign.display()),
            format!("chmod 600 {}", sign.display()),
        ));
    }
    found
}

/// Whether a path is a folder or lies somewhere in it, links followed as far as they are there.
fn within(path: &Path, folder: &Path) -> bool {
    real(path).starts_with(real(folder))
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

/// The disk of a folder, or of the nearest one above it that is there.
fn device(folder: &Path) -> Option<u64> {
    let folder = std::path::absolute(folder).ok()?;
    folder.ancestors().find_map(|folder| folder.metadata().ok()).map(|found| found.dev())
}

#[cfg(test)]
mod tests {
    use super::findings;
    use crate::settings::Served;
    use std::os::unix::fs::PermissionsExt;

    fn said(folder: &std::path::Path, jobs: &str) -> String {
        let at = folder.display();
        let text = format!("host = \"\"\nmunicipality = \"Ekvalla kommun\"\ndata = \"{at}/data\"\n{jobs}");
        let one: Served = toml::from_str(&text.replace("HIT", &at.to_string())).unwrap();
        findings(&one).iter().map(|finding| format!("{finding}\n")).collect()
    }

    #[test]
    fn copies_and_keys_that_lie_together_or_with_the_database_are_told() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("data")).unwrap();
        let backup = |copies: &str, keys: &str| {
            said(folder.path(), &format!("[jobs.backup]\nfolder = \"{copies}\"\nkeys = \"{keys}\"\nto = [\"age1\"]\n"))
        };
        let inside = backup("HIT/data/kopior", "/nycklar");
        assert!(inside.contains("i samma mapp som databasen") && !inside.contains("tillsammans"), "{inside}");
        let beside = backup("HIT/kopior", "/nycklar");
        assert!(beside.contains("på samma disk som databasen"), "{beside}");
        let together = backup("HIT/kopior", "HIT/kopior/nycklar");
        assert!(together.contains("tillsammans med kopiorna av akterna"), "{together}");
        // The processes' own file system is never that of a database.
        let apart = backup("/proc/1", "/nycklar");
        assert_eq!(apart, "");
    }

    #[test]
    fn a_key_that_signs_where_others_reach_it_is_told() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("data")).unwrap();
        let key = folder.path().join("signatur");
        std::fs::write(&key, "").unwrap();
        let signed =
            |sign: &str| said(folder.path(), &format!("[jobs.checkpoint]\nfolder = \"/punkter\"\nsign = \"{sign}\"\n"));
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(signed("HIT/signatur"), "");
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o640)).unwrap();
        assert!(signed("HIT/signatur").contains("Andra än ägaren"));
        assert!(signed("HIT/data/signatur").contains("ligger hos det den signerar"));
        assert!(signed("/punkter/signatur").contains("ligger hos det den signerar"));
    }
}
