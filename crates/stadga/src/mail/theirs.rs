//! The way out to an e-mail server that others have written, where it is installed.

use super::Post;
use super::tests::{JOB, failed, only};
use stadga_store::Outgoing;
use stadga_testkit::{Letter, MailServer};
use std::path::Path;

const USER: &str = "stadga";
const PASSWORD: &str = "hemligt bara i prov";
/// A certificate for `localhost` that signs itself, its key, and another whose key nobody has.
const CERTIFICATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/certificate.pem");
const KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/key.pem");
const ANOTHER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/another.pem");

/// A server in the clear, or one that takes only what comes encrypted.
fn server(encrypted: bool) -> Option<MailServer> {
    MailServer::start(USER, PASSWORD, encrypted.then_some((Path::new(CERTIFICATE), Path::new(KEY))))
}

/// How it went to send that a job has failed to a server with that name, by that password and authority.
fn sent(server: &MailServer, name: &str, password: &str, authority: Option<&str>) -> Outgoing {
    let town = failed();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("losenord");
    std::fs::write(&file, format!("{password}\n")).unwrap();
    let authority = authority.map(|file| format!("authority = {file:?}\n")).unwrap_or_default();
    let text = format!(
        "server = \"{name}\"\nport = {}\nfrom = \"Stadga <stadga@ekvalla.example.se>\"\n\
         to = [\"drift@ekvalla.example.se\"]\nuser = \"{USER}\"\npassword_file = {:?}\n{authority}",
        server.port(),
        file.display().to_string()
    );
    let post = Post::new(&toml::from_str(&text).unwrap(), "Ekvalla kommun", &[JOB]).unwrap();
    assert!(post.send_next(town.app()).unwrap());
    only(&town)
}

/// One letter, from whom it should be.
fn check_taken(letters: &[Letter], encrypted: bool) {
    let [letter] = letters else { panic!("one letter: {letters:?}") };
    assert_eq!((letter.encrypted, letter.user.as_deref()), (encrypted, Some(USER)));
    for words in ["Message-ID: <jobb-kopia-2026-11-26@ekvalla.example.se>", "To: drift@ekvalla.example.se"] {
        assert!(letter.text.contains(words), "{words}: {}", letter.text);
    }
}

#[test]
fn a_real_server_on_this_machine_takes_what_is_sent_by_whoever_it_knows() {
    let Some(server) = server(false) else { return };
    let unknown = sent(&server, "127.0.0.1", "ett annat", None);
    assert_eq!(unknown.why.as_deref(), Some("E-postservern svarade 535."));
    assert!(unknown.sent.is_none() && unknown.gave_up.is_some(), "{unknown:?}");
    assert!(sent(&server, "127.0.0.1", PASSWORD, None).sent.is_some());
    check_taken(&server.stop(), false);
}

#[test]
fn a_real_server_is_sent_what_is_encrypted_when_its_certificate_is_signed_by_the_authority_in_the_settings() {
    let Some(server) = server(true) else { return };
    // Another authority, another name than the certificate's, and no encryption at all.
    for (name, authority) in [("localhost", Some(ANOTHER)), ("127.0.0.1", Some(CERTIFICATE)), ("localhost", None)] {
        let refused = sent(&server, name, PASSWORD, authority);
        assert!(refused.sent.is_none() && refused.why.is_some(), "{name} {authority:?}: {refused:?}");
    }
    let taken = sent(&server, "localhost", PASSWORD, Some(CERTIFICATE));
    assert!(taken.sent.is_some(), "{taken:?}");
    check_taken(&server.stop(), true);
}

#[test]
fn a_real_server_that_does_not_encrypt_is_sent_nothing_where_that_is_asked_for() {
    let Some(server) = server(false) else { return };
    let refused = sent(&server, "localhost", PASSWORD, Some(CERTIFICATE));
    assert_eq!(refused.why.as_deref(), Some("E-postservern erbjuder ingen kryptering eller inloggning."));
    assert!(refused.sent.is_none() && refused.gave_up.is_none(), "{refused:?}");
    assert_eq!(server.stop(), []);
}
