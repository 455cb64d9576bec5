//! Coming in by the municipality's own provider: from the settings to what the web works with, and what is unsafe.

use crate::settings::{Finding, Served};
use stadga_app::App;
use stadga_idp::{Config, Idp, is_safe};
use stadga_passkey::Passkeys;
use stadga_web::{PROVIDER_BACK, PROVIDER_OUT, Passwords, Provider, Ways};
use std::sync::Arc;

/// The ways in, as the settings have them.
pub fn of(settings: &Served) -> Result<Ways, String> {
    let passwords = settings.login.passwords_only_for.clone().map_or(Passwords::All, Passwords::Only);
    let origin = settings.origin.as_deref().unwrap_or_default().trim_end_matches('/');
    // Without an address that has a name there are none; nobody has to want them.
    let passkeys = Passkeys::new(origin, &settings.municipality).ok().map(Arc::new);
    let Some(wanted) = &settings.login.provider else { return Ok(Ways { provider: None, passwords, passkeys }) };
    let file = wanted.client_secret.display();
    let secret = std::fs::read_to_string(&wanted.client_secret).map_err(|error| format!("{file}: {error}"))?;
    let idp = Idp::new(Config {
        issuer: wanted.issuer.clone(),
        client_id: wanted.client_id.clone(),
        client_secret: secret.trim().to_owned(),
        back: format!("{origin}{PROVIDER_BACK}"),
        after_log_out: format!("{origin}{PROVIDER_OUT}"),
        claim: wanted.claim.clone(),
        scopes: wanted.scopes.clone(),
        acr: wanted.acr.clone(),
        amr: wanted.amr.clone(),
    })?;
    Ok(Ways { provider: Some(Arc::new(Provider { name: wanted.name.clone(), idp })), passwords, passkeys })
}

/// What is unsafe, or cannot work, in how users come in.
pub fn findings(settings: &Served) -> Vec<Finding> {
    let mut found = Vec::new();
    let login = &settings.login;
    if let Some(origin) = settings.origin.as_deref().filter(|origin| !is_safe(origin)) {
        found.push(Finding::stop(
            format!("origin är {origin}, som ingen når krypterat."),
            "Ange adressen som användarna ser den, till exempel https://stadga.ekvalla.se.",
        ));
    }
    if let Some(provider) = &login.provider {
        if settings.origin.is_none() {
            found.push(Finding::stop(
                "Kommunens inloggning vet inte vart den ska skicka tillbaka användarna.",
                "Ange origin: adressen som användarna ser den.",
            ));
        }
        if !is_safe(&provider.issuer) {
            found.push(Finding::stop(
                format!("Kommunens inloggning nås okrypterat: {}.", provider.issuer),
                "Ange issuer som en https-adress.",
            ));
        }
        let secret = std::fs::read_to_string(&provider.client_secret).unwrap_or_default();
        if secret.trim().is_empty() {
            found.push(Finding::stop(
                format!("{} finns inte, går inte att läsa eller är tom.", provider.client_secret.display()),
                "Lägg hemligheten från kommunens inloggning där, och låt bara programmet läsa den.",
            ));
        }
        if provider.acr.is_empty() && provider.amr.is_empty() {
            found.push(Finding::warning(
                "Stadga kräver inte att kommunens inloggning har använt mer än ett lösenord.",
                "Ange acr eller amr, eller se till att den alltid kräver två steg för Stadga.",
            ));
        }
    }
    match &login.passwords_only_for {
        Some(_) if login.provider.is_none() => found.push(Finding::stop(
            "Lösenord tas bara emot från några, och de andra har ingen annan väg in.",
            "Ta bort passwords_only_for, eller ange login.provider.",
        )),
        Some(names) if names.is_empty() => found.push(Finding::warning(
            "Inget lösenord tas emot: den dag kommunens inloggning inte svarar kommer ingen in.",
            "Ange en reservinloggning i passwords_only_for.",
        )),
        _ => {}
    }
    found
}

/// Log-in names that the settings let in by a password and that nobody has.
pub fn of_accounts(settings: &Served, app: &App) -> Result<Vec<Finding>, String> {
    let accounts = app.accounts().map_err(|error| error.to_string())?;
    let missing = settings.login.passwords_only_for.iter().flatten().filter(|name| {
        let plain = |name: &str| name.trim().to_lowercase();
        !accounts.iter().any(|(known, _, state)| plain(known) == plain(name) && !state.starts_with("Stängd"))
    });
    let finding = |name: &String| {
        Finding::warning(
            format!("passwords_only_for nämner {name}, som ingen öppen inloggning heter."),
            "Rätta namnet, eller ge någon den inloggningen: stadga account issue.",
        )
    };
    Ok(missing.map(finding).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;
    use std::path::Path;

    /// The one municipality of some settings.
    fn only(text: &str) -> Served {
        let settings: Settings = toml::from_str(text).unwrap();
        settings.all(Some(Path::new("data"))).unwrap().remove(0)
    }

    fn found(text: &str) -> String {
        findings(&only(&format!("municipality = \"Ekvalla kommun\"\n{text}")))
            .iter()
            .map(|finding| format!("{finding}\n"))
            .collect()
    }

    #[test]
    fn what_is_unsafe_in_how_users_come_in_is_told_with_what_to_do() {
        assert_eq!(found(""), "");
        assert_eq!(found("origin = \"https://stadga.ekvalla.se\""), "");
        insta::assert_snapshot!(found("origin = \"http://stadga.ekvalla.se\"\n[login]\npasswords_only_for = [\"x\"]"), @r"
        STOPP  origin är http://stadga.ekvalla.se, som ingen når krypterat.
                Ange adressen som användarna ser den, till exempel https://stadga.ekvalla.se.
        STOPP  Lösenord tas bara emot från några, och de andra har ingen annan väg in.
                Ta bort passwords_only_for, eller ange login.provider.
        ");
        let provider = "[login.provider]\nname = \"Ekvallas inloggning\"\nclient_id = \"stadga\"\n";
        insta::assert_snapshot!(
            found(&format!(
                "[login]\npasswords_only_for = []\n{provider}issuer = \"http://login.ekvalla.se\"\nclient_secret = \"borta\""
            )),
            @r"
        STOPP  Kommunens inloggning vet inte vart den ska skicka tillbaka användarna.
                Ange origin: adressen som användarna ser den.
        STOPP  Kommunens inloggning nås okrypterat: http://login.ekvalla.se.
                Ange issuer som en https-adress.
        STOPP  borta finns inte, går inte att läsa eller är tom.
                Lägg hemligheten från kommunens inloggning där, och låt bara programmet läsa den.
        VARNING  Stadga kräver inte att kommunens inloggning har använt mer än ett lösenord.
                Ange acr eller amr, eller se till att den alltid kräver två steg för Stadga.
        VARNING  Inget lösenord tas emot: den dag kommunens inloggning inte svarar kommer ingen in.
                Ange en reservinloggning i passwords_only_for.
        "
        );
    }

    #[test]
    fn the_secret_is_read_from_its_file_and_never_from_the_settings() {
        let folder = tempfile::tempdir().unwrap();
        let secret = folder.path().join("hemlighet");
        std::fs::write(&secret, "xyz\n").unwrap();
        let text = format!(
            "municipality = \"Ekvalla\"\norigin = \"https://stadga.ekvalla.se/\"\n[login.provider]\n\
             name = \"Ekvallas inloggning\"\nissuer = \"https://login.ekvalla.se\"\nclient_id = \"stadga\"\n\
             amr = [\"mfa\"]\nclient_secret = {:?}",
            secret.display().to_string()
        );
        let settings = only(&text);
        assert_eq!(findings(&settings), []);
        let ways = of(&settings).unwrap();
        assert_eq!(ways.provider.as_ref().unwrap().idp.issuer(), "https://login.ekvalla.se");
        assert!(ways.passwords.accepted_for("vem som helst"));
        assert!(!format!("{ways:?}").contains("xyz"), "what is printed holds no secret");
    }
}
