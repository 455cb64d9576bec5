//! Questions to the provider: short, over TLS, never followed elsewhere, and their answers no longer than they need be.

use openidconnect::http::Response;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// How long the provider has to answer.
const PATIENCE: Duration = Duration::from_secs(8);
/// The longest answer, in bytes: keys and descriptions are a few thousand.
const LONGEST: usize = 1024 * 1024;

/// Why there was no answer.
#[derive(Debug, thiserror::Error)]
pub enum Unanswered {
    /// The provider could not be reached, or was too slow.
    #[error("{0}")]
    Unreached(#[from] reqwest::Error),
    /// It answered that it cannot answer.
    #[error("svarade {0}")]
    Failing(u16),
    /// It answered more than it should.
    #[error("svarade för mycket")]
    TooLong,
    /// What it answered is no answer.
    #[error("{0}")]
    Odd(#[from] openidconnect::http::Error),
}

/// Who asks.
pub struct Http(reqwest::Client);

impl Http {
    /// Trusts the certificate authorities the machine trusts.
    pub fn new() -> Result<Self, String> {
        Self::by(reqwest::Client::builder())
    }

    /// Asks one place on this machine in the clear, whatever the address is: there a recorded provider answers.
    #[cfg(test)]
    pub fn through(place: &str) -> Result<Self, String> {
        let proxy = reqwest::Proxy::http(place).map_err(|error| error.to_string())?;
        Self::by(reqwest::Client::builder().proxy(proxy))
    }

    fn by(client: reqwest::ClientBuilder) -> Result<Self, String> {
        let mut roots = rustls::RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let ring = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(ring)
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let client =
            client.use_preconfigured_tls(tls).redirect(reqwest::redirect::Policy::none()).timeout(PATIENCE).build();
        client.map(Self).map_err(|error| error.to_string())
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, Unanswered> {
        let mut answer = self.0.execute(request.try_into()?).await?;
        let status = answer.status();
        if status.is_server_error() {
            return Err(Unanswered::Failing(status.as_u16()));
        }
        let mut response = Response::builder().status(status);
        for (name, value) in answer.headers() {
            response = response.header(name, value);
        }
        let mut body = Vec::new();
        while let Some(part) = answer.chunk().await? {
            if body.len() + part.len() > LONGEST {
                return Err(Unanswered::TooLong);
            }
            body.extend_from_slice(&part);
        }
        Ok(response.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Unanswered;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Unanswered>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}
