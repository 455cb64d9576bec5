//! What there is on the web, and what surrounds every answer.

use crate::answer::{Answer, Trouble, not_found, too_large};
use crate::guard::{self, Counters, Limits};
use crate::handling::opening;
pub use crate::kept::Lock;
use crate::kept::{self, Ticket};
use crate::sent::{self, Sent, SentFile};
use crate::traces::Traces;
pub use crate::ways::{Doors, Ways};
use crate::{acts, api, assets, handling, session, sida};
use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{DefaultBodyLimit, OriginalUri, Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use stadga_app::App;
use stadga_app::jobs::Job;
use stadga_core::form::Form;
use stadga_core::{Ctx, Id};
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;

/// The longest body a form may have, in bytes. Files come another way.
const LONGEST_BODY: usize = 4 * 1024 * 1024;

/// Nothing from anywhere else, nothing inline.
const POLICY: &str = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                      frame-ancestors 'none'; form-action 'self'; base-uri 'none'; object-src 'none'";

/// What pages may ask a browser for: nothing.
const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");
/// No other page gets hold of this one by having opened it.
const OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// What the pages say about the municipality.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Its name.
    pub municipality: String,
    /// When a page that nobody uses is locked.
    pub lock: Lock,
    /// How one gets in.
    pub doors: Doors,
    /// How else, behind a locked door.
    pub ways: Ways,
    /// Whether a proxy stands before the program and says where a question comes from.
    pub behind_proxy: bool,
    /// What is counted.
    pub counters: Arc<Counters>,
    /// Where spans of what is answered go; nowhere without it.
    pub traces: Option<Traces>,
    /// What the program does by itself.
    pub jobs: Vec<Job>,
    /// What the addresses of those who work here end in, where mail is sent to them; any, when empty.
    pub mails: Option<Vec<String>>,
}

impl Settings {
    /// The settings of a demo that has chosen nothing else.
    pub fn of(municipality: impl Into<String>) -> Self {
        Self {
            municipality: municipality.into(),
            lock: Lock::default(),
            doors: Doors::Demo,
            ways: Ways::default(),
            behind_proxy: false,
            counters: Arc::default(),
            traces: None,
            jobs: Vec::new(),
            mails: None,
        }
    }
}

/// What every page works with.
pub struct Web {
    /// The use cases.
    pub app: App,
    /// What the pages say about the municipality.
    pub settings: Settings,
    /// How often everybody has asked.
    pub limits: Limits,
}

/// A request, once it is known who asks.
pub struct Asked {
    /// Who, when, and where ids come from.
    pub ctx: Ctx,
    /// The path's parts after the fixed ones.
    pub parts: Vec<String>,
    /// The query.
    pub query: Form,
    /// The posted form; empty on GET.
    pub form: Form,
    /// Whether shortcuts of a single key are switched off in this browser.
    pub shortcuts_off: bool,
    /// The files sent with it.
    pub files: Vec<SentFile>,
    /// Whether the sending broke off.
    pub cut: bool,
    /// The token of the session.
    pub token: String,
    /// The name the browser knows this place by.
    pub host: String,
}

impl Asked {
    /// The id in the path's place `at`; what is not an id does not exist.
    pub fn id(&self, at: usize) -> Answer<Id> {
        self.parts.get(at).and_then(|part| part.parse().ok()).ok_or(Trouble::Nowhere)
    }

    /// The text in the path's place `at`.
    pub fn part(&self, at: usize) -> &str {
        self.parts.get(at).map_or("", String::as_str)
    }
}

pub(crate) type Shared = Arc<Web>;
type Handler = fn(&Web, Asked) -> Answer;

/// Every page that is read, in addition to the log-in page. The routes are made of this table, and the tests
/// of accessibility and of the API walk it, so that no page is forgotten.
const PAGES: &[(&str, Handler)] = &[
    ("/min-dag", sida::min_dag::show),
    ("/kalender", sida::moten::show),
    ("/arenden", sida::arenden::show),
    ("/arenden/{id}", sida::arende::show),
    ("/arenden/{id}/{act}", handling::show),
    ("/arenden/{id}/lvm", sida::lvm::show),
    ("/arenden/{id}/lvm/handlingar.pdf", sida::lvm::bundle),
    ("/arenden/{id}/handlingar", sida::handlingar::show),
    ("/arenden/{id}/handlingar/{event}/{place}", sida::handlingar::file),
    ("/arenden/{id}/steg", sida::steg::show),
    ("/uppdrag/{id}/steg", sida::steg::show),
    ("/uppdrag/{id}/handlingar", sida::handlingar::show),
    ("/uppdrag/{id}/handlingar/{event}/{place}", sida::handlingar::file),
    ("/beslut/att-fatta", sida::beslut::to_decide),
    ("/beslut/{id}", sida::beslut::show),
    ("/beslut/{id}/brev.pdf", sida::beslut::letter),
    ("/kommunicering/{id}/brev.pdf", sida::beslut::letter),
    ("/overklagande/{id}/nedtecknat.pdf", sida::beslut::letter),
    ("/arenden/{id}/anmalare", sida::mottagning::reporter),
    ("/arenden/{id}/skyddade-uppgifter", sida::skydd::ask),
    ("/personer/{id}", sida::person::show),
    ("/mottagning", sida::mottagning::show),
    ("/mottagning/{id}", sida::mottagning::show_one),
    ("/mottagning/ny", opening::show),
    ("/mottagning/ny/{act}", opening::show),
    ("/utforare", sida::utforare::show),
    ("/utforare/overlamning", sida::overlamning::show),
    ("/utforare/oversikt", sida::oversikt::show),
    ("/utforare/veckoschema", sida::oversikt::weeks),
    ("/uppdrag/{id}", sida::klient::show),
    ("/uppdrag/{id}/planer", sida::planer::show),
    ("/uppdrag/{id}/veckoschema", sida::oversikt::own_week),
    ("/uppdrag/{id}/kvitto/{event}", sida::kvitto::show),
    ("/uppdrag/{id}/{act}", handling::show),
    ("/konto", sida::konto::show),
    ("/konto/passnycklar", sida::passnycklar::show),
    ("/anvandare", sida::anvandare::show),
    ("/anvandare/{act}", handling::show_organisation),
    ("/anvandare/{id}/koppla", sida::anvandare::ask_link),
    ("/franvaro", sida::franvaro::show),
    ("/franvaro/{act}", handling::show_organisation),
    ("/personer/{id}/logg", sida::granskning::extract),
    ("/granskning", sida::granskning::show),
    ("/granskning/{act}", handling::show_organisation),
    ("/enhet", sida::enhet::show),
    ("/enhet/jour", sida::jour::show),
    ("/enhet/jour/{act}", handling::show_organisation),
    ("/enhet/nodparm", sida::nodparm::show),
    ("/enhet/nodparm/{act}", handling::show_organisation),
    ("/enhet/nodparm/{nummer}/nodparm.pdf", sida::nodparm::file),
    ("/gallring", sida::gallring::show),
    ("/gallring/{act}", handling::show_organisation),
    ("/gallring/{id}/protokoll.pdf", sida::gallring::protocol),
    ("/gallring/{id}/paket/{place}", sida::gallring::package),
    ("/ej-verkstallda", sida::verkstallighet::show),
    ("/register", sida::register::show),
    ("/register/statistik.csv", sida::register::statistics),
    ("/register/ny/{act}", handling::show_register),
    ("/register/{id}", sida::register::show_one),
    ("/register/{id}/{act}", handling::show),
    ("/register/{id}/handlingar/{event}/{place}", sida::handlingar::file),
    ("/ej-verkstallda/statistik", sida::verkstallighet::statistics),
    ("/ej-verkstallda/statistik.csv", sida::verkstallighet::statistics_file),
    ("/ej-verkstallda/{id}", sida::verkstallighet::show_one),
    ("/namnd", sida::namnd::show),
    ("/namnd/foredragningslista.pdf", sida::namnd::agenda),
    ("/namnd/delegationsbeslut", sida::namnd::decisions),
    ("/namnd/delegationsbeslut.pdf", sida::namnd::decisions_file),
    ("/namnd/delegationsbeslut.csv", sida::namnd::decisions_table),
    ("/moten/{id}/mote.ics", sida::prenumeration::invitation),
    ("/konferens", sida::konferens::show),
    ("/konferens/{dag}", sida::konferens::show_day),
    ("/konferens/{dag}/konferens.pdf", sida::konferens::file),
    ("/arenden/{id}/gemensam-plan", sida::gemensam::show),
    ("/enhet/gemensamma-planer", sida::gemensam::shares),
    ("/lagenheter", sida::boende::flats),
    ("/kostnader", sida::boende::costs),
    ("/kostnader.csv", sida::boende::costs_table),
    ("/utskrift", sida::utskrift::show),
    ("/anslag", sida::anslag::show),
    ("/anslag/{id}/tillkannagivande.pdf", sida::anslag::file),
    ("/rakna", sida::rakna::show),
    ("/rakna/statistik.csv", sida::rakna::statistics),
    ("/rakna/verksamhet/{nyckel}", sida::rakna::show_one),
    ("/rakna/{act}", handling::show_organisation),
    ("/sok", sida::sok::show),
    ("/fristraknare", sida::fristraknare::show),
    ("/rutiner", sida::rutiner::show),
    ("/rutiner/{pack}", sida::rutiner::show_one),
    ("/rutiner/{pack}/karta", sida::rutiner::map),
    ("/hjalp", sida::hjalp::show),
    ("/tillganglighet", sida::hjalp::accessibility),
];

/// The addresses of all pages, as the router writes them: `/arenden/{id}`.
pub fn pages() -> impl Iterator<Item = &'static str> {
    ["/", "/insatser", "/insatser/{nyckel}", "/kalender/{adress}", "/utan-nat"]
        .into_iter()
        .chain(PAGES.iter().map(|(path, _)| *path))
}

/// The whole web over one municipality.
pub fn router(app: App, settings: Settings) -> Router {
    let header = |name, value| SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value));
    let pages = PAGES.iter().fold(Router::new(), |router, (path, handler)| router.route(path, page(*handler)));
    let web: Shared = Arc::new(Web { app, settings, limits: Limits::default() });
    let doors = web.settings.doors;
    let all = pages
        .merge(door(doors))
        .route("/", get(sida::valj::show))
        .route("/byt", post(sida::valj::leave))
        .route("/insatser", get(sida::stod::show))
        .route("/insatser/{nyckel}", get(sida::stod::show_one))
        .route("/stod", get(sida::stod::moved))
        .route("/utan-nat", get(sida::utan_nat::show))
        .route("/kalender/{adress}", get(sida::prenumeration::show))
        .route("/session", get(sida::valj::left).post(sida::valj::stay))
        .route("/assets/{*name}", get(assets::serve).layer(CompressionLayer::new()))
        .merge(acts::acts())
        .nest("/api/v1", api::routes())
        .fallback(unknown)
        .layer(from_fn_with_state(web.clone(), guard::stand))
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(CsrfLayer::new())
        .layer(CatchPanicLayer::new())
        // A file that leaves the record says something stricter itself.
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(POLICY),
        ))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::REFERRER_POLICY, "same-origin"))
        .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static("no-store")))
        .layer(header(PERMISSIONS, "camera=(), geolocation=(), microphone=(), payment=(), usb=()"))
        .layer(header(OPENER, "same-origin"));
    let all = match doors {
        Doors::Demo => all,
        // A browser that has been here encrypted never comes back unencrypted.
        Doors::Accounts(_) => all.layer(header(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000")),
    };
    all.with_state(web)
}

/// What there is about getting in: a demo has no door, and behind a door nobody picks who to be.
fn door(doors: Doors) -> Router<Shared> {
    let ways = match doors {
        Doors::Demo => Router::new().route("/valj", post(sida::valj::choose)),
        Doors::Accounts(_) => Router::new()
            .route("/logga-in", post(sida::logga_in::enter))
            .route("/logga-in/passnyckel", post(sida::passnycklar::enter))
            .route("/logga-in/kommun", get(sida::leverantor::ask))
            .route(sida::leverantor::BACK, get(sida::leverantor::back))
            .route(sida::leverantor::OUT, get(sida::leverantor::out))
            .route("/logga-in/borja", post(sida::logga_in::begin)),
    };
    ways.route("/konto/losenord", act(sida::konto::password))
        .route("/konto/reservkoder", act(sida::konto::spare))
        .route("/konto/mejl", act(sida::konto::mail))
        .route("/konto/ut", act(sida::konto::out))
        .route("/konto/passnycklar", act(sida::passnycklar::add))
        .route("/konto/passnycklar/bort", act(sida::passnycklar::remove))
        .route("/konto/post", act(sida::konto::post))
        .route("/konto/kalender", act(sida::prenumeration::open))
        .route("/konto/kalender/sluta", act(sida::prenumeration::close))
        .route("/anvandare/{act}", act(handling::send_organisation))
        .route("/anvandare/{act}/utkast", act(handling::draft_organisation))
        .route("/anvandare/{act}/inloggning", act(sida::anvandare::issue))
        .route("/anvandare/{act}/stang", act(sida::anvandare::close))
        .route("/anvandare/{id}/koppla", act(sida::anvandare::link))
        .route("/anvandare/{act}/koppla-bort", act(sida::anvandare::unlink))
        .route("/halsa", get(guard::health))
        .route("/redo", get(guard::ready))
}

/// A page that is read.
fn page(handler: Handler) -> axum::routing::MethodRouter<Shared> {
    get(move |State(web), path, OriginalUri(uri): OriginalUri, headers| {
        answer(web, handler, path, uri, headers, Sent::default())
    })
}

/// A form that is sent.
pub(crate) fn act(handler: Handler) -> axum::routing::MethodRouter<Shared> {
    post(move |State(web), path, OriginalUri(uri): OriginalUri, headers, request: Request| async move {
        match sent::read(request).await {
            Ok(sent) => answer(web, handler, path, uri, headers, sent).await,
            Err(()) => too_large(),
        }
    })
}

/// Runs a handler on a thread that may wait for the disk.
async fn answer(
    web: Shared,
    handler: Handler,
    path: Result<Path<Vec<(String, String)>>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
    sent: Sent,
) -> Response {
    // An address that is not even text leads nowhere, like any other.
    let Ok(Path(parts)) = path else { return unknown(State(web), headers).await };
    let app = web.app.clone();
    let work = move || -> Answer {
        let token = session::token(&web, &headers);
        // Files of somebody who is logged in no longer are not kept; what was typed is.
        let Sent { mut form, files, cut } = sent;
        let ticket = Ticket::take(&web, &mut form);
        let ctx = match session::ctx(&web, token.as_deref()) {
            // Somebody else has logged in since the form was opened: nothing is done in the wrong name.
            Ok(ctx) if ticket.as_ref().is_some_and(|ticket| ticket.user != ctx.actor.user) => {
                return kept::logged_out(&web, uri.path(), &form, ticket, None, true);
            }
            Err(Trouble::LoggedOut) => {
                return kept::logged_out(&web, uri.path(), &form, ticket, token.as_deref(), false);
            }
            found => found?,
        };
        let parts = parts.into_iter().map(|(_, value)| value).collect();
        let query = read(uri.query().unwrap_or_default().as_bytes());
        let shortcuts_off = session::cookie(&headers, sida::hjalp::SHORTCUTS).is_some_and(|value| value == "av");
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default().to_owned();
        let token_here = token.clone().unwrap_or_default();
        let asked = Asked { ctx, parts, query, form, files, cut, shortcuts_off, token: token_here, host };
        match handler(&web, asked) {
            Err(Trouble::Nowhere) => {
                let ctx = session::ctx(&web, token.as_deref())?;
                web.app.nothing(&ctx, "okand_adress").map_err(Trouble::from)
            }
            answer => answer,
        }
    };
    match tokio::task::spawn_blocking(move || app.with_own_steps(work)).await {
        Ok(Ok(response)) => response,
        Ok(Err(trouble)) => trouble.into_response(),
        Err(broken) => Trouble::App(stadga_app::AppError::Fault(crate::answer::broken(&broken))).into_response(),
    }
}

/// A form-encoded text; what is not readable is no field at all.
pub fn read(text: &[u8]) -> Form {
    Form::from_pairs(serde_html_form::from_bytes::<Vec<(String, String)>>(text).unwrap_or_default())
}

/// An address that leads nowhere: written down when somebody is logged in.
async fn unknown(State(web): State<Shared>, headers: HeaderMap) -> Response {
    let work = move || {
        let ctx = session::ctx(&web, session::token(&web, &headers).as_deref())?;
        web.app.nothing::<Response>(&ctx, "okand_adress").map_err(Trouble::from)
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(Err(Trouble::LoggedOut)) | Err(_) => not_found(),
        Ok(Ok(response)) => response,
        Ok(Err(trouble)) => trouble.into_response(),
    }
}
