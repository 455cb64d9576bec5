//! The same use cases and views as the pages, as JSON under `/api/v1`.
//!
//! Nothing is decided here: [`acts`] hands a body's members to the table of use cases, [`views`]
//! and [`feed`] write out what the views answer, [`problem`] says no in one form, and [`openapi`]
//! describes all of it from the same tables that the routes are made of.

mod acts;
mod anslag;
mod binder;
mod body;
mod boende;
mod documents;
mod feed;
mod gemensam;
mod intake;
mod jour;
mod konferens;
mod lvm;
mod meetings;
mod namnd;
mod openapi;
mod problem;
mod rakning;
mod register;
mod remedies;
mod retention;
mod shape;
mod steps;
mod unit;
mod utskrift;
mod verkstallighet;
mod views;

use crate::router::{Web, read};
use crate::session;
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{DefaultBodyLimit, Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use problem::Problem;
use serde_json::{Map, Value};
use stadga_app::{App, AppError};
use stadga_core::form::Form;
use stadga_core::{Ctx, Id};
use std::sync::Arc;

/// Where everything here is nested.
const BASE: &str = "/api/v1";

/// Where files are sent in.
const FILES: &str = "/filer";
/// The longest body there, in bytes: the largest file as base64, with its name.
const LONGEST_FILE: usize = stadga_core::fact::handling::LARGEST_FILE / 3 * 4 + 64 * 1024;

type Shared = Arc<Web>;
type Reply = Result<Response, Problem>;
type Handler = fn(&Web, Call) -> Reply;
type Parts = Result<Path<Vec<(String, String)>>, PathRejection>;

/// A request, once it is known who asks and what the body holds.
struct Call {
    ctx: Ctx,
    parts: Vec<String>,
    query: Form,
    headers: HeaderMap,
    body: Map<String, Value>,
}

impl Call {
    /// The id in the path's first place; what is not an id does not exist.
    fn id(&self) -> Result<Id, AppError> {
        self.part(0).parse().map_err(|_| AppError::NotFound)
    }

    /// The text in the path's place `at`.
    fn part(&self, at: usize) -> &str {
        self.parts.get(at).map_or("", String::as_str)
    }
}

/// Something that can be asked for besides the use cases. The routes and the description are made of this table.
struct View {
    path: &'static str,
    title: &'static str,
    /// The shape of the body that is sent; a view without one is read with GET.
    takes: Option<&'static str>,
    /// The parameters of the query: name and what it says.
    query: &'static [(&'static str, &'static str)],
    /// The shape of the answer.
    gives: &'static str,
    handler: Handler,
}

const fn view(path: &'static str, title: &'static str, gives: &'static str, handler: Handler) -> View {
    View { path, title, takes: None, query: &[], gives, handler }
}

const FEED: &[(&str, &str)] = &[
    ("after", "Händelser efter den här platsen i loggen. Börja med 0 och fortsätt med svarets nasta."),
    ("limit", "Högst så många händelser, 1–500. Utan värde: 100."),
];

const QUARTER: &[(&str, &str)] =
    &[("kvartal", "År och nummer: 2026-4. Utan värde: det kvartal som pågår."), ("domar", "nej: utan domar")];

const VIEWS: &[View] = &[
    view("/mig", "Vem du är och vilka roller du har i dag", "Mig", views::me),
    view("/min-dag", "Det du ska göra, det du väntar på och det som har hänt", "MinDag", views::my_day),
    View {
        query: &[("dag", "En dag i veckan du vill se. Utan värde: i dag.")],
        ..view("/kalender", "Dina möten en vecka, och hur många frister varje dag har", "Kalender", meetings::week)
    },
    View {
        query: &[("forsenade", "alla: allt som är försenat, annars det första av det")],
        ..view("/enhet", "Enheten du är chef för", "Enhet", unit::show)
    },
    view("/enhet/jour", "Vem som har jour för din enhet, nu och framåt", "Jourlista", jour::show),
    view("/enhet/nodparm", "Exemplaren av enhetens nödpärm", "Nodparm", binder::list),
    view(
        "/enhet/nodparm/{nummer}/nodparm",
        "Ett exemplar som gjordes i dag, som en PDF i base64; att du hämtar det antecknas",
        "Nodparmsfil",
        binder::file,
    ),
    view("/gallring", "Akter som ska gallras, de som är undantagna, och förslagen", "Gallring", retention::list),
    view(
        "/gallring/{id}/protokoll",
        "Protokollet över en gallring, som en PDF i base64; att du hämtar det antecknas",
        "Gallringsfil",
        retention::protocol,
    ),
    view(
        "/gallring/{id}/paket/{plats}",
        "Paketet för en akt som ska lämnas över till arkiv, krypterat och i base64; att du hämtar det antecknas",
        "Arkivpaket",
        retention::package,
    ),
    View {
        query: QUARTER,
        ..view("/ej-verkstallda", "Beslut som inte har verkställts i tid", "EjVerkstallda", verkstallighet::list)
    },
    View {
        query: QUARTER,
        ..view(
            "/ej-verkstallda/statistik",
            "Hur många beslut som inte har verkställts i tid, utan personer",
            "EjVerkstalldaStatistik",
            verkstallighet::statistics,
        )
    },
    view("/ej-verkstallda/{id}", "Rapporten om ett beslut", "Verkstallighetsrapport", verkstallighet::report),
    view(
        "/anslag",
        "Protokoll att justera och tillkännage, och det som sitter på anslagstavlan",
        "Anslagstavla",
        anslag::show,
    ),
    view("/utskrift", "Brev som väntar på att skrivas ut och postas", "Utskrift", utskrift::list),
    View {
        query: &[("utskick", "Ett brev som väntar; en gång för varje brev som ska vara med.")],
        ..view(
            "/utskrift/brev",
            "Flera av breven som en PDF i base64; att du hämtar den antecknas i varje ärende",
            "Utskriftsfil",
            utskrift::file,
        )
    },
    view("/namnd", "Nämndens sammanträden med sina ärenden, och vad det blev", "Namnd", namnd::show),
    View {
        query: &[("fran", "Första dagen. Utan värde: tre månader bakåt."), ("till", "Sista dagen. Utan värde: i dag.")],
        ..view("/namnd/delegationsbeslut", "Beslut fattade på delegation", "Delegationslista", namnd::decisions)
    },
    view(
        "/arenden/{id}/gemensam-plan",
        "Den senaste planen som flera har gjort tillsammans: vem gör vad",
        "GemensamPlan",
        gemensam::show,
    ),
    view(
        "/enhet/gemensamma-planer",
        "Ärenden som behöver en gemensam plan, och hur många som har en som gäller",
        "GemensammaPlaner",
        gemensam::shares,
    ),
    view("/lagenheter", "Enhetens lägenheter, och vem som bor var", "Lagenheter", boende::flats),
    View {
        query: &[("fran", "Första dagen. Utan värde: månadens."), ("till", "Sista dagen. Utan värde: månadens.")],
        ..view("/kostnader", "Kostnader för boende, efter vem som betalar", "Kostnader", boende::costs)
    },
    View {
        query: &[("dag", "Konferensens dag. Utan värde: den närmaste som något är anmält till.")],
        ..view("/konferens", "Det som lämnas mellan enheterna på en konferens", "Konferens", konferens::show)
    },
    view(
        "/register",
        "Register du får öppna ärenden i eller läser, med ärenden och siffror per år",
        "Register",
        register::list,
    ),
    view("/register/{id}", "Ett ärende i ett register", "Registerarende", register::show),
    view(
        "/register/{id}/handlingar/{event}/{plats}",
        "En fil i ett ärende i ett register, med innehållet i base64",
        "Dokument",
        documents::file,
    ),
    View {
        query: &[("ar", "Året. Utan värde: i år.")],
        ..view("/rakna", "Det som räknas utan behovsprövning, och årets summor; ingen nämns", "Rakning", rakning::year)
    },
    View {
        query: &[("dag", "Dagen. Utan värde: i dag.")],
        ..view(
            "/rakna/verksamhet/{nyckel}",
            "En verksamhet utan behovsprövning, och det din enhet har räknat en dag",
            "Rakneblad",
            rakning::show,
        )
    },
    view("/arenden", "Ärenden du når", "Arenden", views::cases),
    view("/arenden/{id}", "Ett ärende", "Arende", views::case),
    view("/beslut/att-fatta", "Förslag som väntar på ditt beslut", "AttFatta", views::proposals),
    view("/beslut/{id}", "Ett beslut", "Beslut", views::decision),
    view("/beslut/{id}/brev", "Brevet om ett beslut", "Brev", views::letter),
    view("/kommunicering/{id}/brev", "Brevet före ett beslut", "Brev", views::letter),
    view("/overklagande/{id}/nedtecknat", "Ett överklagande som togs ned, att läsa upp", "Brev", views::letter),
    view("/uppdrag", "Uppdrag du når", "UppdragLista", views::assignments),
    view("/uppdrag/{id}", "Ett uppdrag", "Uppdrag", views::assignment),
    view("/oversikt", "Plan, veckoschema och uppföljning för dem du når hos utföraren", "Oversikt", views::house),
    View {
        query: &[("fran", "Dagen. Utan värde: det senaste dygnet."), ("kl", "Klockan den dagen. Utan värde: midnatt.")],
        ..view(
            "/overlamning",
            "Det som har skrivits i journalerna hos utföraren sedan dess",
            "Overlamning",
            views::handover,
        )
    },
    view("/arenden/{id}/lvm", "Tvångsvård i ett ärende: frister, vad som saknas och stegen i lagen", "Lvm", lvm::show),
    view(
        "/arenden/{id}/lvm/handlingar",
        "Alla handlingar till domstolen som en PDF i base64; att du hämtar dem antecknas",
        "Domstolshandlingar",
        lvm::bundle,
    ),
    view("/arenden/{id}/handlingar", "Handlingarna i ett ärende", "Handlingar", documents::list),
    view("/arenden/{id}/handlingar/{event}/{plats}", "En fil, med innehållet i base64", "Dokument", documents::file),
    view("/arenden/{id}/steg", "Steg som rutinerna har i ett ärende, med sina scheman", "StegLista", steps::list),
    view("/uppdrag/{id}/steg", "Steg som rutinerna har i ett uppdrag, med sina scheman", "StegLista", steps::list),
    view("/uppdrag/{id}/handlingar", "Handlingarna i ett uppdrag", "Handlingar", documents::list),
    view("/uppdrag/{id}/handlingar/{event}/{plats}", "En fil, med innehållet i base64", "Dokument", documents::file),
    View {
        takes: Some("Fil"),
        ..view(FILES, "Skicka in en fil, som en handling sedan nämner", "MottagenFil", documents::receive)
    },
    view("/arenden/{id}/anmalare", "Vem som lämnade anmälan; att du läser det antecknas", "Anmalare", intake::reporter),
    View {
        takes: Some("Skyddsfraga"),
        ..view(
            "/arenden/{id}/skyddade-uppgifter",
            "Var en skyddad person finns, för den som är utsedd och säger varför",
            "SkyddadeUppgifter",
            intake::whereabouts,
        )
    },
    view("/mottagning", "Det som har kommit in och väntar", "Mottagning", intake::desk),
    view("/mottagning/{id}", "Ett inkommet ärende så som mottagningen ser det", "Inkommet", intake::matter),
    View { takes: Some("Kandfraga"), ..view("/mottagning/kand", "Om en person är känd", "Kand", intake::known) },
    view("/personer/{id}", "En personakt", "Personakt", intake::person),
    view("/personer/{id}/logg", "Vem som har läst om en person", "Registerutdrag", intake::extract),
    View {
        query: &[("manad", "En dag i månaden. Utan värde: den senaste som är slut.")],
        ..view("/granskning", "Månadens granskning för din enhet", "Granskning", unit::review)
    },
    view("/franvaro", "Vilka som är borta och vilka som vikarierar", "FranvaroLista", views::absences),
    View { takes: Some("Sokning"), ..view("/sok", "Sök bland det du når", "Traffar", views::search) },
    View { query: FEED, ..view("/handelser", "Att något har hänt i det du når, inte vad", "Flode", feed::show) },
];

/// Every address of the API, to be nested at `/api/v1`.
pub fn routes() -> Router<Shared> {
    let mut router = Router::new();
    for view in VIEWS {
        let method = if view.takes.is_some() { sent(view.handler) } else { asked(view.handler) };
        let method = if view.path == FILES { method.layer(DefaultBodyLimit::max(LONGEST_FILE)) } else { method };
        router = router.route(view.path, method);
    }
    router
        .route("/openapi.json", get(async || json(StatusCode::OK, openapi::document())))
        .route("/fel/{slag}", get(problem::described))
        .route("/{act}", sent(acts::open))
        .route("/arenden/{id}/{act}", asked(acts::prepare_on_case).merge(sent(acts::on_case)))
        .route("/register/{id}/{act}", asked(acts::prepare_on_matter).merge(sent(acts::on_matter)))
        .route("/register/{id}/{act}/kontroll", sent(acts::check_on_matter))
        .route("/arenden/{id}/{act}/kontroll", sent(acts::check_on_case))
        .route("/uppdrag/{id}/{act}", asked(acts::prepare_on_assignment).merge(sent(acts::on_assignment)))
        .route("/uppdrag/{id}/{act}/kontroll", sent(acts::check_on_assignment))
        .fallback(unknown)
        .method_not_allowed_fallback(async || Problem::method())
}

/// An answer. Members always come in the same order, whatever serde_json is built with.
fn json(status: StatusCode, mut value: Value) -> Response {
    value.sort_all_objects();
    (status, [(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

fn asked(handler: Handler) -> MethodRouter<Shared> {
    get(move |State(web), parts: Parts, RawQuery(query): RawQuery, headers| {
        answer(web, handler, parts, query, headers, None)
    })
}

fn sent(handler: Handler) -> MethodRouter<Shared> {
    post(move |State(web), parts: Parts, RawQuery(query): RawQuery, headers, body: Result<Bytes, BytesRejection>| {
        answer(web, handler, parts, query, headers, Some(body))
    })
}

/// Runs a handler on a thread that may wait for the disk.
async fn answer(
    web: Shared,
    handler: Handler,
    parts: Parts,
    query: Option<String>,
    headers: HeaderMap,
    body: Option<Result<Bytes, BytesRejection>>,
) -> Response {
    on_thread(web.app.clone(), move || {
        let ctx = session::ctx(&web, session::token(&web, &headers).as_deref())?;
        let Ok(Path(parts)) = parts else { return Ok(web.app.nothing(&ctx, "okand_adress")?) };
        let parts = parts.into_iter().map(|(_, value)| value).collect();
        let body = body.map(|body| body::object(&headers, body)).transpose()?.unwrap_or_default();
        let query = read(query.unwrap_or_default().as_bytes());
        handler(&web, Call { ctx, parts, query, headers, body })
    })
    .await
}

/// An address that leads nowhere: written down when somebody is logged in.
async fn unknown(State(web): State<Shared>, headers: HeaderMap) -> Response {
    on_thread(web.app.clone(), move || match session::ctx(&web, session::token(&web, &headers).as_deref()) {
        Ok(ctx) => Ok(web.app.nothing(&ctx, "okand_adress")?),
        Err(crate::answer::Trouble::LoggedOut) => Err(AppError::NotFound.into()),
        Err(trouble) => Err(trouble.into()),
    })
    .await
}

async fn on_thread(app: App, work: impl FnOnce() -> Reply + Send + 'static) -> Response {
    match tokio::task::spawn_blocking(move || app.with_own_steps(work)).await {
        Ok(Ok(response)) => response,
        Ok(Err(problem)) => problem.into_response(),
        Err(broken) => Problem::from(AppError::Fault(crate::answer::broken(&broken))).into_response(),
    }
}
