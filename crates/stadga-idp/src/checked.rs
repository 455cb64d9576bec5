//! What an answer from the provider has to be: signed with a key of its own, by a way that cannot be forged, for this
//! program, for this question, not too old, and strong enough.

use crate::{Config, Fault, Identity, Pending};
use chrono::DateTime;
use jiff::Timestamp;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, ClaimsVerificationError, Client, ClientId, ClientSecret, EmptyExtraTokenFields, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IdTokenClaims, IdTokenFields, IdTokenVerifier, Nonce, ProviderMetadataWithLogout,
    SignatureVerificationError, StandardErrorResponse, StandardTokenResponse, TokenResponse,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far the provider's clock may be from ours when it says when somebody proved who they are, in seconds.
const CLOCKS: i64 = 60;

/// Ways to sign that need a key nobody else has. None of them is `none`, and none rests on a shared secret.
const SIGNED: [CoreJwsSigningAlgorithm; 8] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
];

/// What the provider says of itself.
pub type Known = ProviderMetadataWithLogout;

/// Claims the standard does not name, by name.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Others {
    #[serde(flatten)]
    claims: BTreeMap<String, serde_json::Value>,
}

impl AdditionalClaims for Others {}

type Fields = IdTokenFields<
    Others,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
/// What the provider answers a code with.
pub type Answer = StandardTokenResponse<Fields, CoreTokenType>;

/// The library's client, with the claims above.
pub type OidcClient = Client<
    Others,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Answer,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Why an answer is not taken.
pub enum Failed {
    /// It is signed with a key that is not known: it may be a new one.
    Key,
    /// It is not an answer, or not a good enough one.
    For(Fault),
}

impl Failed {
    pub fn fault(self) -> Fault {
        match self {
            Self::Key => Fault::Refused(String::from("nyckeln är okänd")),
            Self::For(fault) => fault,
        }
    }
}

fn refused(why: &str) -> Failed {
    Failed::For(Fault::Refused(why.to_owned()))
}

/// Who the answer says somebody is, when it is what an answer has to be.
pub fn identity(
    config: &Config,
    known: &Known,
    answer: &Answer,
    pending: &Pending,
    now: Timestamp,
) -> Result<Identity, Failed> {
    let token = answer.id_token().ok_or_else(|| refused("svaret har ingen id_token"))?;
    let verifier = IdTokenVerifier::new_confidential_client(
        ClientId::new(config.client_id.clone()),
        ClientSecret::new(config.client_secret.clone()),
        known.issuer().clone(),
        known.jwks().clone(),
    );
    let verifier = verifier
        .set_allowed_algs(SIGNED)
        .set_time_fn(move || DateTime::from_timestamp(now.as_second(), 0).unwrap_or(DateTime::UNIX_EPOCH));
    let claims = token.claims(&verifier, &Nonce::new(pending.nonce.clone())).map_err(|error| why(&error))?;
    strong_enough(config, claims, pending)?;
    let subject = match config.claim.as_str() {
        "sub" => Some(claims.subject().as_str()),
        other => claims.additional_claims().claims.get(other).and_then(serde_json::Value::as_str),
    };
    let subject = subject.filter(|subject| !subject.is_empty());
    let subject = subject.ok_or_else(|| refused("anspråket som säger vem det är saknas"))?.to_owned();
    Ok(Identity { issuer: config.issuer.clone(), subject, at: claims.auth_time().map(|at| at.timestamp()) })
}

/// Which check failed; what the token says is not repeated.
fn why(error: &ClaimsVerificationError) -> Failed {
    match error {
        ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey) => Failed::Key,
        ClaimsVerificationError::Expired(_) => refused("för gammal"),
        ClaimsVerificationError::InvalidAudience(_) => refused("för någon annan"),
        ClaimsVerificationError::InvalidIssuer(_) => refused("från någon annan"),
        ClaimsVerificationError::InvalidNonce(_) => refused("svar på en annan fråga"),
        ClaimsVerificationError::SignatureVerification(_) => refused("underskriften"),
        _ => refused("går inte att kontrollera"),
    }
}

fn strong_enough(
    config: &Config,
    claims: &IdTokenClaims<Others, CoreGenderClaim>,
    pending: &Pending,
) -> Result<(), Failed> {
    let weak = |why| Err(Failed::For(Fault::Weak(why)));
    let level = claims.auth_context_ref().map(|acr| acr.as_str());
    if !config.acr.is_empty() && !level.is_some_and(|level| config.acr.iter().any(|acr| acr == level)) {
        return weak("acr är ingen av dem som krävs");
    }
    let used = claims.auth_method_refs().map(Vec::as_slice).unwrap_or_default();
    if !config.amr.is_empty() && !used.iter().any(|used| config.amr.iter().any(|amr| amr == used.as_str())) {
        return weak("amr är ingen av dem som krävs");
    }
    match (pending.since, claims.auth_time()) {
        (Some(since), Some(at)) if at.timestamp() + CLOCKS >= since => Ok(()),
        (Some(_), Some(_)) => weak("auth_time är äldre än frågan"),
        (Some(_), None) => weak("auth_time saknas"),
        (None, _) => Ok(()),
    }
}
