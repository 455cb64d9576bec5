//! Log-in by the municipality's own identity provider, with OpenID Connect: the code flow with PKCE, state and nonce.
//!
//! Here a question becomes an answer to who somebody is, and nothing more: who may come in is decided elsewhere.
//! Reading order: [`Idp`], then `checked` for what an answer has to be, then `http`.

mod checked;
mod http;

use checked::{Known, OidcClient};
use http::Http;
use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{CoreAuthPrompt, CoreAuthenticationFlow, CoreClientAuthMethod};
use openidconnect::url::Url;
use openidconnect::{
    AuthType, AuthenticationContextClass, AuthorizationCode, ClientId, ClientSecret, CsrfToken, IssuerUrl,
    LogoutRequest, Nonce, PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl, ProviderMetadataWithLogout,
    RedirectUrl, RequestTokenError, Scope,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

/// How long what the provider says of itself, and its keys, are taken to hold.
const HOLDS: SignedDuration = SignedDuration::from_hours(1);
/// How long they still serve when it cannot be asked again.
const SERVES: SignedDuration = SignedDuration::from_hours(24);
/// How long after one question the same is not asked again, whoever wants to know.
const PAUSE: SignedDuration = SignedDuration::from_secs(30);
/// How long after a question without an answer nobody asks.
const REST: SignedDuration = SignedDuration::from_secs(5);

/// How the provider is reached, and what is demanded of it.
#[derive(Clone)]
pub struct Config {
    /// Its address, exactly as it calls itself.
    pub issuer: String,
    /// What it calls this program.
    pub client_id: String,
    /// What this program proves itself by.
    pub client_secret: String,
    /// Where it sends a browser back to.
    pub back: String,
    /// Where it sends a browser that has logged out.
    pub after_log_out: String,
    /// The claim that says who somebody is; `sub` where nothing else is chosen.
    pub claim: String,
    /// What is asked for besides `openid`.
    pub scopes: Vec<String>,
    /// Levels (`acr`), one of which a log-in must have; none when any will do.
    pub acr: Vec<String>,
    /// Methods (`amr`), one of which a log-in must have used; none when any will do.
    pub amr: Vec<String>,
}

/// What a browser carries, sealed by the caller, from question to answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    state: String,
    nonce: String,
    verifier: String,
    /// Since when a log-in must be, in seconds since 1970; none when an older one will do.
    since: Option<i64>,
}

/// A question to the provider.
#[derive(Debug)]
pub struct Question {
    /// Where the browser goes.
    pub address: String,
    /// What it brings back.
    pub pending: Pending,
}

/// Who somebody is, according to the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// Who.
    pub subject: String,
    /// When they last proved it, in seconds since 1970, where the provider says.
    pub at: Option<i64>,
}

/// Why there is no answer. No words in it are about a person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The provider does not answer.
    #[error("svarar inte: {0}")]
    Away(String),
    /// What came back is not an answer to the question that was asked, or not from whom it should be.
    #[error("godtas inte: {0}")]
    Refused(String),
    /// Somebody is who they are, and has not proved it strongly enough, or not lately enough.
    #[error("räcker inte: {0}")]
    Weak(&'static str),
}

/// The provider.
pub struct Idp {
    config: Config,
    http: Http,
    heard: Mutex<Heard>,
}

/// What the provider has said of itself.
#[derive(Default)]
struct Heard {
    known: Option<(Arc<Known>, Timestamp)>,
    failed_at: Option<Timestamp>,
}

impl std::fmt::Debug for Idp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The secret stays where it is.
        f.debug_tuple("Idp").field(&self.config.issuer).finish()
    }
}

/// Whether what is sent to an address is encrypted, or never leaves the machine.
pub fn is_safe(address: &str) -> bool {
    let Ok(url) = Url::parse(address) else { return false };
    let here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    url.scheme() == "https" || (url.scheme() == "http" && here)
}

impl Idp {
    /// A provider, which is not asked anything yet.
    ///
    /// # Errors
    /// In words, when an address is none.
    pub fn new(config: Config) -> Result<Self, String> {
        for address in [&config.issuer, &config.back, &config.after_log_out] {
            if !is_safe(address) {
                return Err(format!("{address} är ingen https-adress"));
            }
        }
        Ok(Self { config, http: Http::new()?, heard: Mutex::default() })
    }

    /// The provider's address, as accounts are tied to it.
    pub fn issuer(&self) -> &str {
        &self.config.issuer
    }

    /// Where to send a browser so that the provider says who is there. `anew` asks for proof now, whoever is logged
    /// in with the provider already.
    ///
    /// # Errors
    /// [`Fault::Away`].
    pub async fn question(&self, now: Timestamp, anew: bool) -> Result<Question, Fault> {
        let known = self.known(now, false).await?;
        let client = self.client(&known)?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let mut question = client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
        for scope in &self.config.scopes {
            question = question.add_scope(Scope::new(scope.clone()));
        }
        for acr in &self.config.acr {
            question = question.add_auth_context_value(AuthenticationContextClass::new(acr.clone()));
        }
        if anew {
            question = question.add_prompt(CoreAuthPrompt::Login).set_max_age(Duration::ZERO);
        }
        let (address, state, nonce) = question.set_pkce_challenge(challenge).url();
        let pending = Pending {
            state: state.secret().clone(),
            nonce: nonce.secret().clone(),
            verifier: verifier.secret().clone(),
            since: anew.then(|| now.as_second()),
        };
        Ok(Question { address: address.into(), pending })
    }

    /// Who came back, with the code and the state the browser brought.
    ///
    /// # Errors
    /// Each [`Fault`].
    pub async fn answer(&self, now: Timestamp, pending: &Pending, code: &str, state: &str) -> Result<Identity, Fault> {
        if state != pending.state {
            return Err(Fault::Refused(String::from("state är inte det som skickades")));
        }
        let known = self.known(now, false).await?;
        let client = self.client(&known)?;
        let code = AuthorizationCode::new(code.to_owned());
        let asked = client.exchange_code(code).map_err(|error| Fault::Away(error.to_string()))?;
        let asked = asked.set_pkce_verifier(PkceCodeVerifier::new(pending.verifier.clone()));
        let answer = asked.request_async(&self.http).await.map_err(|error| match error {
            RequestTokenError::Request(error) => Fault::Away(error.to_string()),
            // What it says besides may quote what it was sent.
            RequestTokenError::ServerResponse(said) => Fault::Refused(format!("koden: {}", said.error())),
            _ => Fault::Refused(String::from("svaret på koden går inte att läsa")),
        })?;
        let first = checked::identity(&self.config, &known, &answer, pending, now);
        let Err(checked::Failed::Key) = first else { return first.map_err(checked::Failed::fault) };
        // Keys are changed now and then: whoever signs with one that is not known is looked up once.
        let renewed = self.known(now, true).await?;
        checked::identity(&self.config, &renewed, &answer, pending, now).map_err(checked::Failed::fault)
    }

    /// Where a browser goes to log out with the provider too; none where it has no such place.
    ///
    /// # Errors
    /// [`Fault::Away`].
    pub async fn log_out(&self, now: Timestamp) -> Result<Option<String>, Fault> {
        let known = self.known(now, false).await?;
        let Some(end) = known.additional_metadata().end_session_endpoint.clone() else { return Ok(None) };
        let back = PostLogoutRedirectUrl::new(self.config.after_log_out.clone());
        let back = back.map_err(|error| Fault::Away(error.to_string()))?;
        // Without the token that says who: nothing about a person in an address.
        let request = LogoutRequest::from(end)
            .set_client_id(ClientId::new(self.config.client_id.clone()))
            .set_post_logout_redirect_uri(back);
        Ok(Some(request.http_get_url().into()))
    }

    fn client(&self, known: &Known) -> Result<OidcClient, Fault> {
        let (id, secret) = (self.config.client_id.clone(), self.config.client_secret.clone());
        let client =
            OidcClient::from_provider_metadata(known.clone(), ClientId::new(id), Some(ClientSecret::new(secret)));
        let back = RedirectUrl::new(self.config.back.clone()).map_err(|error| Fault::Away(error.to_string()))?;
        let client = client.set_redirect_uri(back);
        let ways = known.token_endpoint_auth_methods_supported();
        let only_in_body = ways.is_some_and(|ways| !ways.contains(&CoreClientAuthMethod::ClientSecretBasic));
        Ok(if only_in_body { client.set_auth_type(AuthType::RequestBody) } else { client })
    }

    /// What the provider says of itself; `again` when it seems to have changed.
    async fn known(&self, now: Timestamp, again: bool) -> Result<Arc<Known>, Fault> {
        let mut heard = self.heard.lock().await;
        let age = |at: Timestamp| now.duration_since(at);
        let known = heard.known.clone();
        if let Some((known, at)) = &known
            && age(*at) < if again { PAUSE } else { HOLDS }
        {
            return Ok(known.clone());
        }
        let old = known.filter(|(_, at)| age(*at) < SERVES).map(|(known, _)| known);
        if heard.failed_at.is_some_and(|at| age(at) < REST) {
            return old.ok_or_else(|| Fault::Away(String::from("svarade inte nyss")));
        }
        match self.heard_now().await {
            Ok(new) => {
                let new = Arc::new(new);
                *heard = Heard { known: Some((new.clone(), now)), failed_at: None };
                Ok(new)
            }
            Err(fault) => {
                heard.failed_at = Some(now);
                old.ok_or(fault)
            }
        }
    }

    async fn heard_now(&self) -> Result<Known, Fault> {
        let issuer = IssuerUrl::new(self.config.issuer.clone()).map_err(|error| Fault::Away(error.to_string()))?;
        let known = ProviderMetadataWithLogout::discover_async(issuer, &self.http).await;
        let known = known.map_err(|error| Fault::Away(told(&error)))?;
        let mut addresses = vec![known.authorization_endpoint().as_str(), known.jwks_uri().as_str()];
        addresses.extend(known.token_endpoint().map(|address| address.as_str()));
        addresses.extend(known.additional_metadata().end_session_endpoint.as_ref().map(|end| end.as_str()));
        match addresses.into_iter().find(|address| !is_safe(address)) {
            Some(open) => Err(Fault::Away(format!("{open} är ingen https-adress"))),
            None => Ok(known),
        }
    }
}

/// An error with what lies under it.
fn told(error: &(dyn std::error::Error + 'static)) -> String {
    let mut words = error.to_string();
    let mut under = error.source();
    while let Some(error) = under {
        words = format!("{words}: {error}");
        under = error.source();
    }
    words
}

#[cfg(test)]
mod recorded;

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn only_this_machine_is_spoken_to_in_the_clear() {
        for safe in ["https://login.example.se/x", "http://127.0.0.1:8080", "http://localhost/a", "http://[::1]:1"] {
            assert!(is_safe(safe), "{safe}");
        }
        for open in ["http://login.example.se", "http://127.0.0.1.example.se", "ftp://localhost", "login", ""] {
            assert!(!is_safe(open), "{open}");
        }
    }
}
