//! Passkeys: what a browser is asked, and whether what it answers is right. Whose they are is known elsewhere.
//!
//! Each question comes as two texts: one for the browser's script, and one that the caller keeps sealed until the answer
//! comes, and takes once. The device always has to know that it is its owner who holds it: a passkey alone is two
//! factors.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey as Key, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential,
    Url, Uuid, Webauthn, WebauthnBuilder, WebauthnError,
};
use webauthn_rs_proto::ResidentKeyRequirement;

/// What tells one account from another for a device: random, and nothing about anybody.
pub type Handle = [u8; 16];

/// The web that passkeys are for.
pub struct Passkeys(Webauthn);

impl std::fmt::Debug for Passkeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Passkeys").field(&self.0.get_allowed_origins()).finish()
    }
}

/// A question to a browser.
#[derive(Clone, Debug)]
pub struct Question {
    /// For its script, as JSON.
    pub asked: String,
    /// What the answer is held against; to be kept sealed.
    pub kept: String,
}

/// A passkey as it is kept. It holds a public key and nothing that opens anything.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Passkey(Key);

/// Why an answer is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is not an answer to the question that was asked, on the page it was asked, or not the owner's.
    #[error("svaret godtas inte")]
    Refused,
    /// The device has counted backwards: there are two of it.
    #[error("nyckeln finns i två exemplar")]
    Copied,
}

impl Passkeys {
    /// For a web at an address, `https://stadga.ekvalla.se`: passkeys are made for its host, and for no other page.
    ///
    /// # Errors
    /// In words, when the address has no name: an address in figures can have no passkeys.
    pub fn new(origin: &str, name: &str) -> Result<Self, String> {
        let url = Url::parse(origin).map_err(|error| format!("{origin}: {error}"))?;
        let unnamed = || format!("{origin} har inget namn att knyta passnycklar till");
        let host = url.domain().ok_or_else(unnamed)?.to_owned();
        let built = WebauthnBuilder::new(&host, &url).and_then(|builder| builder.rp_name(name).build());
        built.map(Self).map_err(|_| unnamed())
    }

    /// Asks a browser to make a passkey, on a device that has none of these.
    ///
    /// # Errors
    /// [`Fault::Refused`] when the library will not ask.
    pub fn to_make(&self, handle: Handle, name: &str, there: &[Passkey]) -> Result<Question, Fault> {
        let there = there.iter().map(|Passkey(key)| key.cred_id().clone()).collect();
        let user = Uuid::from_bytes(handle);
        let asked = self.0.start_passkey_registration(user, name, name, Some(there));
        let (mut asked, kept) = asked.map_err(|_| Fault::Refused)?;
        // It is found without a name: the device itself remembers whose it is.
        if let Some(chosen) = &mut asked.public_key.authenticator_selection {
            chosen.resident_key = Some(ResidentKeyRequirement::Required);
            chosen.require_resident_key = true;
        }
        question(&asked.public_key, &kept)
    }

    /// Takes the passkey that was made.
    ///
    /// # Errors
    /// Each [`Fault`].
    pub fn made(&self, kept: &str, answer: &str) -> Result<Passkey, Fault> {
        let kept: PasskeyRegistration = serde_json::from_str(kept).map_err(|_| Fault::Refused)?;
        let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|_| Fault::Refused)?;
        self.0.finish_passkey_registration(&answer, &kept).map(Passkey).map_err(|_| Fault::Refused)
    }

    /// Asks a browser for a passkey, whosever it is.
    ///
    /// # Errors
    /// [`Fault::Refused`] when the library will not ask.
    pub fn to_show(&self) -> Result<Question, Fault> {
        let (asked, kept) = self.0.start_discoverable_authentication().map_err(|_| Fault::Refused)?;
        question(&asked.public_key, &kept)
    }

    /// Holds an answer against what was asked and the passkey it claims to be of, which afterwards has counted on.
    ///
    /// # Errors
    /// Each [`Fault`].
    pub fn shown(&self, kept: &str, answer: &str, handle: Handle, passkey: &mut Passkey) -> Result<(), Fault> {
        let kept: DiscoverableAuthentication = serde_json::from_str(kept).map_err(|_| Fault::Refused)?;
        let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| Fault::Refused)?;
        let (whose, _) = self.0.identify_discoverable_authentication(&answer).map_err(|_| Fault::Refused)?;
        if whose.into_bytes() != handle {
            return Err(Fault::Refused);
        }
        let shown = self.0.finish_discoverable_authentication_v2(&answer, kept, &passkey.0);
        let shown = shown.map_err(|error| match error {
            WebauthnError::CredentialPossibleCompromise => Fault::Copied,
            _ => Fault::Refused,
        })?;
        if !shown.user_verified() {
            return Err(Fault::Refused);
        }
        passkey.0.update_credential(&shown);
        Ok(())
    }
}

impl Passkey {
    /// What it is found by.
    pub fn id(&self) -> String {
        self.0.cred_id().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What the passkey that an answer claims to be of is found by; none when it is no answer.
pub fn claimed(answer: &str) -> Option<String> {
    let answer: PublicKeyCredential = serde_json::from_str(answer).ok()?;
    Some(answer.get_credential_id().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn question(asked: &impl Serialize, kept: &impl Serialize) -> Result<Question, Fault> {
    let text =
        |value: Result<Value, _>| value.map(|value| value.to_string()).map_err(|_: serde_json::Error| Fault::Refused);
    Ok(Question { asked: text(serde_json::to_value(asked))?, kept: text(serde_json::to_value(kept))? })
}
