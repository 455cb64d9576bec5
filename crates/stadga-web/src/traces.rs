//! What is traced of each answer, where the settings say that it is: one span with its method, its route as it is
//! declared and its status. No address as it was asked for, no word that was searched for, no user and no person.

use axum::http::{HeaderMap, Method, StatusCode};
use opentelemetry::global::{BoxedSpan, BoxedTracer};
use opentelemetry::trace::{
    Span as _, SpanContext, SpanId, SpanKind, Status, TraceContextExt as _, TraceFlags, TraceId, TraceState,
    Tracer as _,
};
use opentelemetry::{Context, KeyValue};
use std::fmt;
use std::sync::Arc;

/// By whom it was asked, as a proxy of our own says it (W3C Trace Context).
const PARENT: &str = "traceparent";
/// The methods there are; what else somebody writes there is told as one.
const METHODS: [Method; 7] =
    [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS];
const OTHER: &str = "_OTHER";

/// Where spans go.
#[derive(Clone)]
pub struct Traces(Arc<BoxedTracer>);

impl fmt::Debug for Traces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Traces")
    }
}

/// An answer that is under way.
pub struct UnderWay(BoxedSpan);

impl Traces {
    /// Spans made by a tracer.
    pub fn new(tracer: BoxedTracer) -> Self {
        Self(Arc::new(tracer))
    }

    /// Begins a span for a question to a route. What the headers say of an outer span is believed only where a proxy
    /// of our own has written it; anybody else could choose what is kept and under which name.
    pub fn begin(&self, method: &Method, route: &str, headers: Option<&HeaderMap>) -> UnderWay {
        let method = if METHODS.contains(method) { method.as_str() } else { OTHER }.to_owned();
        let outer = headers.and_then(outer).map(|known| Context::new().with_remote_span_context(known));
        let builder = self.0.span_builder(format!("{method} {route}")).with_kind(SpanKind::Server).with_attributes([
            KeyValue::new("http.request.method", method),
            KeyValue::new("http.route", route.to_owned()),
        ]);
        UnderWay(self.0.build_with_context(builder, &outer.unwrap_or_default()))
    }
}

impl UnderWay {
    /// Ends it.
    pub fn end(mut self, status: StatusCode) {
        self.0.set_attribute(KeyValue::new("http.response.status_code", i64::from(status.as_u16())));
        if status.is_server_error() {
            self.0.set_status(Status::error(""));
        }
        self.0.end();
    }
}

/// The span that the question belongs to: `00-32 digits-16 digits-2 digits`, hexadecimal. What comes along in
/// `tracestate` is left.
fn outer(headers: &HeaderMap) -> Option<SpanContext> {
    let text = headers.get(PARENT)?.to_str().ok()?;
    let [version, trace, span, flags] = text.split('-').collect::<Vec<_>>().try_into().ok()?;
    if version != "00" || (trace.len(), span.len(), flags.len()) != (32, 16, 2) {
        return None;
    }
    let flags = TraceFlags::new(u8::from_str_radix(flags, 16).ok()? & 1);
    let (trace, span) = (TraceId::from_hex(trace).ok()?, SpanId::from_hex(span).ok()?);
    let known = SpanContext::new(trace, span, flags, true, TraceState::NONE);
    known.is_valid().then_some(known)
}
