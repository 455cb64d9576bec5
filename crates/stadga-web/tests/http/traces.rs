//! What a trace says of an answer, and what it never says.

use crate::town::{NUMBER, PER, Town};
use axum::body::Body;
use opentelemetry::global::BoxedTracer;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SdkTracerProvider, SpanData, SpanExporter};
use stadga_web::{Settings, Traces, router};
use std::sync::{Arc, Mutex};

const OUTER: &str = "0af7651916cd43dd8448eb211c80319c";

/// Keeps what would have been sent.
#[derive(Clone, Debug, Default)]
struct Kept(Arc<Mutex<Vec<SpanData>>>);

impl SpanExporter for Kept {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        self.0.lock().unwrap().extend(batch);
        Ok(())
    }
}

/// A town whose answers are traced.
fn traced(behind_proxy: bool) -> (Town, Kept, SdkTracerProvider) {
    let kept = Kept::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(kept.clone()).build();
    let traces = Some(Traces::new(BoxedTracer::new(Box::new(provider.tracer("stadga")))));
    let town = Town::new();
    let settings = Settings { traces, behind_proxy, ..Settings::of("Ekvalla kommun") };
    let router = router(town.app.clone(), settings);
    (town.behind_door(router), kept, provider)
}

#[test]
fn a_trace_names_the_route_as_it_is_declared_and_nobody() {
    let (town, kept, _provider) = traced(false);
    let (case, _) = town.story("kommunicering.skicka");
    kept.0.lock().unwrap().clear();
    town.get("sara", &format!("/arenden/{case}?fran=Per%20Holm"));
    town.post("sara", "/sok", &[("q", NUMBER)]);
    town.get("omar", &format!("/arenden/{case}"));
    town.get("sara", "/finns-inte/Per%20Holm");
    let odd = town.request("sara", "PERHOLM", "/min-dag");
    town.ask(odd.body(Body::empty()).unwrap());
    let spans = kept.0.lock().unwrap();
    let names: Vec<&str> = spans.iter().map(|span| span.name.as_ref()).collect();
    assert_eq!(names, ["GET /arenden/{id}", "POST /sok", "GET /arenden/{id}", "GET -", "_OTHER /min-dag"]);
    let statuses: Vec<String> = spans.iter().map(|span| span.attributes.last().unwrap().value.to_string()).collect();
    assert_eq!(statuses[..3], ["200", "200", "404"]);
    let said = format!("{spans:?}");
    for word in
        [PER, "Per%20Holm", "PERHOLM", NUMBER, "1995", "Sara", "sara", &case.to_string(), &town.id("sara").to_string()]
    {
        assert!(!said.contains(word), "{word}: {said}");
    }
}

#[test]
fn whose_question_it_is_part_of_is_believed_only_of_a_proxy_of_our_own() {
    for (behind_proxy, told, believed) in [
        (true, format!("00-{OUTER}-b7ad6b7169203331-01"), true),
        (false, format!("00-{OUTER}-b7ad6b7169203331-01"), false),
        (true, format!("01-{OUTER}-b7ad6b7169203331-01"), false),
        (true, format!("00-{OUTER}-b7ad6b7169203331-01-00"), false),
        (true, format!("00-{}-b7ad6b7169203331-01", "0".repeat(32)), false),
        (true, String::from("00-åäö-1-1"), false),
    ] {
        let (town, kept, _provider) = traced(behind_proxy);
        kept.0.lock().unwrap().clear();
        let asked = town.request("sara", "GET", "/hjalp").header("traceparent", told.as_bytes());
        town.ask(asked.header("tracestate", "x=Per").body(Body::empty()).unwrap());
        let spans = kept.0.lock().unwrap();
        assert_eq!(spans[0].span_context.trace_id().to_string() == OUTER, believed, "{behind_proxy} {told}");
        assert!(!format!("{spans:?}").contains("Per"));
    }
}
