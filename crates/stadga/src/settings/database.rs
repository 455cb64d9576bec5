//! The address of a database on a server, and its password, which stands in a file of its own.

use super::{Finding, Served, readable};
use std::fmt::Write as _;
use std::path::Path;

/// Whether a password stands in an address, written as a URL or as words.
pub fn has_password(address: &str) -> bool {
    match in_url(address) {
        Some(rest) => {
            let user = rest.split_once('@').is_some_and(|(user, _)| user.contains(':'));
            user || rest.contains("?password=") || rest.contains("&password=")
        }
        None => address.replace(' ', "").contains("password="),
    }
}

/// An address with a password put into it.
pub fn with_password(address: &str, password: &str) -> String {
    if in_url(address).is_some() {
        let sign = if address.contains('?') { '&' } else { '?' };
        let mut whole = format!("{address}{sign}password=");
        for byte in password.bytes() {
            // Writing to a text cannot fail.
            let _ = write!(whole, "%{byte:02X}");
        }
        return whole;
    }
    let quoted = password.replace('\\', "\\\\").replace('\'', "\\'");
    format!("{address} password='{quoted}'")
}

fn in_url(address: &str) -> Option<&str> {
    address.strip_prefix("postgres://").or_else(|| address.strip_prefix("postgresql://"))
}

/// What stands in a file that holds a secret, without what surrounds it.
///
/// # Errors
/// In words, when it cannot be read or nothing stands in it.
pub fn secret(file: &Path) -> Result<String, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let text = text.trim();
    if text.is_empty() { Err(format!("{} är tom.", file.display())) } else { Ok(text.to_owned()) }
}

/// The whole address of a database, out of a file that its owner alone can read.
///
/// # Errors
/// In words, when others can read it, it cannot be read or nothing stands in it.
pub fn address_in(file: &Path) -> Result<String, String> {
    match readable(file, "Adressen till databasen") {
        Some(finding) => Err(format!("{} Rätta det: {}", finding.what, finding.mend)),
        None => secret(file),
    }
}

/// What is unsafe in where a municipality's database is, and who can read its password.
pub fn findings(one: &Served) -> Vec<Finding> {
    let mut found = Vec::new();
    let file = one.postgres_password_file.as_deref();
    found.extend(file.and_then(|file| readable(file, "Lösenordet till databasen")));
    if file.is_some() && one.postgres.is_none() {
        found.push(Finding::stop(
            "postgres_password_file anger ett lösenord, men postgres anger ingen databas.",
            "Ange postgres, eller ta bort postgres_password_file.",
        ));
    }
    if one.postgres.as_deref().is_some_and(has_password) {
        found.push(Finding::warning(
            "Lösenordet till databasen står i inställningarna.",
            "Lägg det i en egen fil som bara programmet läser, och ange den som postgres_password_file.",
        ));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;
    use stadga_store::Place;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_password_in_an_address_is_seen_however_it_is_written() {
        for with in [
            "postgres://stadga:hemligt@db.example.se/stadga",
            "postgresql://stadga@db.example.se/stadga?sslmode=require&password=hemligt",
            "postgres://db.example.se/stadga?password=hemligt",
            "host=db.example.se user=stadga password=hemligt",
            "host=db.example.se password = 'hem ligt'",
        ] {
            assert!(has_password(with), "{with}");
        }
        for without in [
            "postgres://stadga@db.example.se/stadga",
            "postgres://stadga@db1.example.se:5432,db2.example.se:5432/stadga?sslmode=require",
            "postgres://db.example.se:5432/stadga",
            "host=db.example.se port=5432 user=stadga",
        ] {
            assert!(!has_password(without), "{without}");
        }
    }

    #[test]
    fn a_password_is_put_into_an_address_whatever_it_holds() {
        let odd = "å&b=c?d/e@f:g %h+i'j\\k";
        for address in [
            "postgres://stadga@db1.example.se:5432,db2.example.se:5432/stadga",
            "postgresql://stadga@db1.example.se,db2.example.se/stadga?sslmode=require",
            "host=db1.example.se,db2.example.se user=stadga dbname=stadga",
        ] {
            let whole: postgres::Config = with_password(address, odd).parse().unwrap();
            assert_eq!(whole.get_password(), Some(odd.as_bytes()), "{address}");
            let rest = (whole.get_user(), whole.get_dbname(), whole.get_hosts().len());
            assert_eq!(rest, (Some("stadga"), Some("stadga"), 2), "{address}");
            assert!(has_password(&with_password(address, odd)), "{address}");
        }
    }

    fn told(found: &[Finding]) -> String {
        found.iter().map(|finding| format!("{finding}\n")).collect()
    }

    #[test]
    fn the_password_of_the_database_is_read_from_a_file_that_nobody_else_can_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("databas");
        std::fs::write(&file, " hemligt\n").unwrap();
        let rights = |mode| std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
        let name = file.display().to_string();
        let text =
            format!("postgres = \"postgres://stadga@db.example.se/stadga\"\npostgres_password_file = {name:?}\n");
        let alone: Settings = toml::from_str(&format!("municipality = \"Ekvalla kommun\"\n{text}")).unwrap();
        let served = "[[served]]\nhost = \"ekvalla.example.se\"\nmunicipality = \"Ekvalla kommun\"\ndata = \"data\"";
        let several: Settings = toml::from_str(&format!("{served}\n{text}")).unwrap();
        for (settings, data) in [(&alone, Some(Path::new("data"))), (&several, None)] {
            rights(0o600);
            let one = settings.all(data).unwrap().remove(0);
            let whole = with_password("postgres://stadga@db.example.se/stadga", "hemligt");
            assert!(one.place() == Place::Server(whole));
            assert_eq!(findings(&one), []);
            rights(0o640);
            let said = told(&findings(&one));
            assert!(said.starts_with("STOPP  Lösenordet till databasen kan läsas av andra"), "{said}");
            assert!(said.contains("chmod 600") && !said.contains("hemligt"), "{said}");
            assert!(told(&settings.findings(&file, &[one])).contains(&said), "the doctor tells it");
        }
        std::fs::write(&file, "\n").unwrap();
        assert!(alone.all(Some(Path::new("data"))).unwrap_err().ends_with("är tom."));
        std::fs::remove_file(&file).unwrap();
        assert!(alone.all(Some(Path::new("data"))).unwrap_err().contains(&name));
    }

    #[test]
    fn a_password_in_the_settings_is_told_without_being_said() {
        let found = |text: &str| {
            let settings: Settings = toml::from_str(&format!("municipality = \"Ekvalla\"\n{text}")).unwrap();
            told(&findings(&settings.all(Some(Path::new("data"))).unwrap()[0]))
        };
        assert_eq!(found(""), "");
        assert_eq!(found("postgres = \"postgres://stadga@db.example.se/stadga\""), "");
        insta::assert_snapshot!(found("postgres = \"postgres://stadga:hemligt@db.example.se/stadga\""), @r"
        VARNING  Lösenordet till databasen står i inställningarna.
                Lägg det i en egen fil som bara programmet läser, och ange den som postgres_password_file.
        ");
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("databas");
        std::fs::write(&file, "hemligt").unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        insta::assert_snapshot!(found(&format!("postgres_password_file = {:?}", file.display().to_string())), @r"
        STOPP  postgres_password_file anger ett lösenord, men postgres anger ingen databas.
                Ange postgres, eller ta bort postgres_password_file.
        ");
    }

    #[test]
    fn an_address_is_read_from_a_file_that_nobody_else_can_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("adress");
        std::fs::write(&file, "postgres://stadga:hemligt@db.example.se/stadga\n").unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(address_in(&file).unwrap(), "postgres://stadga:hemligt@db.example.se/stadga");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        let refused = address_in(&file).unwrap_err();
        assert!(refused.contains("kan läsas av andra") && refused.contains("chmod 600"), "{refused}");
        assert!(!refused.contains("hemligt"), "{refused}");
        assert!(address_in(&folder.path().join("borta")).unwrap_err().contains("borta"));
    }
}
