//! Traces of what is answered, sent to a collector (OTLP over HTTP). Off until the settings name one.

use crate::settings::Finding;
use opentelemetry::KeyValue;
use opentelemetry::global::BoxedTracer;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};
use serde::Deserialize;
use stadga_web::Traces;
use std::net::IpAddr;
use std::time::Duration;

/// How long the collector has to take a batch; whoever is answered never waits for it.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where traces go.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct To {
    /// The collector's address for traces: `https://collector.example.se:4318/v1/traces`.
    pub to: String,
    /// How many of all answers are traced, from 0 to 1.
    #[serde(default = "all")]
    pub share: f64,
}

const fn all() -> f64 {
    1.0
}

/// What is sent, until the program stops.
pub struct Sending(SdkTracerProvider);

impl To {
    /// What is unsafe or wrong.
    pub fn finding(&self) -> Option<Finding> {
        if !(0.0..=1.0).contains(&self.share) {
            return Some(Finding::stop(
                format!("Andelen svar som spåras är {}.", self.share),
                "Låt share vara ett tal från 0 till 1.",
            ));
        }
        let host = self.to.strip_prefix("http://").map(|rest| rest.split('/').next().unwrap_or_default());
        let here = |host: &str| {
            let name = host.rsplit_once(':').map_or(host, |(name, _)| name).trim_matches(['[', ']']);
            name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
        };
        let safe = self.to.starts_with("https://") || host.is_some_and(here);
        (!safe).then(|| {
            let what = format!("Spår skickas okrypterat till {}.", self.to);
            Finding::stop(what, "Låt to under [traces] vara en https-adress, eller en på 127.0.0.1.")
        })
    }

    /// Begins to send. Call it before there is a runtime: the sender has a thread of its own.
    pub fn start(&self) -> Result<(Sending, Traces), String> {
        // The sender takes the provider of the process.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let exporter = SpanExporter::builder().with_http().with_endpoint(&self.to).with_timeout(PATIENCE).build();
        let exporter = exporter.map_err(|error| format!("{}: {error}", self.to))?;
        let about =
            [KeyValue::new("service.name", "stadga"), KeyValue::new("service.version", env!("CARGO_PKG_VERSION"))];
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_sampler(Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(self.share))))
            .with_resource(Resource::builder_empty().with_attributes(about).build())
            .build();
        let traces = Traces::new(BoxedTracer::new(Box::new(provider.tracer("stadga"))));
        Ok((Sending(provider), traces))
    }
}

impl Drop for Sending {
    /// Sends what is left.
    fn drop(&mut self) {
        if let Err(error) = self.0.shutdown() {
            tracing::warn!(%error, "de sista spåren kom inte fram");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::To;

    #[test]
    fn traces_leave_encrypted_or_stay_on_the_machine() {
        for (to, share, safe) in [
            ("https://collector.example.se:4318/v1/traces", 1.0, true),
            ("http://127.0.0.1:4318/v1/traces", 0.1, true),
            ("http://[::1]:4318/v1/traces", 0.0, true),
            ("http://localhost/v1/traces", 1.0, true),
            ("http://collector.example.se/v1/traces", 1.0, false),
            ("http://127.0.0.1.example.se/v1/traces", 1.0, false),
            ("collector", 1.0, false),
            ("https://collector.example.se/v1/traces", 1.5, false),
            ("https://collector.example.se/v1/traces", f64::NAN, false),
        ] {
            assert_eq!(To { to: to.to_owned(), share }.finding().is_none(), safe, "{to} {share}");
        }
    }
}
