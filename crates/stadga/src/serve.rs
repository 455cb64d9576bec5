//! `stadga serve`: real use. Starts only with accounts, and only where what is sent is encrypted.

use crate::keep::bring_up_to_date;
use crate::settings::{DailyBinder, Served, Settings};
use crate::{doctor, jobs, mail};
use axum::Router;
use axum::routing::{MethodRouter, get};
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use stadga_app::App;
use stadga_app::accounts::Cost;
use stadga_app::jobs::Job;
use stadga_web::{Doors, Traces, by_host, router};
use std::io::Write as _;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long what is under way has to finish when the program is stopped.
const FINISH: Duration = Duration::from_secs(10);
/// How often what has run out is swept away.
const SWEEP: Duration = Duration::from_secs(600);

/// What to serve.
#[derive(clap::Args)]
pub struct Arguments {
    /// Mappen med huvudnyckeln, och med databasen om den inte ligger på en server; utelämnas när inställningarna anger flera kommuner.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Filen med inställningar; se docs/operations.md.
    #[arg(long, value_name = "FIL")]
    settings: PathBuf,
    /// Mapp där varje natt lägger ett exemplar av nödpärmen för varje enhet.
    #[arg(long, value_name = "MAPP")]
    nodparm: Option<PathBuf>,
}

/// A municipality that is open, and what the program does for it.
struct Town {
    about: Served,
    app: App,
    jobs: Vec<Job>,
}

/// Starts, or says what stands in the way.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let settings = Settings::read(&arguments.settings)?;
    let mut all = settings.all(arguments.data.as_deref())?;
    if let (Some(folder), [one]) = (&arguments.nodparm, all.as_mut_slice()) {
        one.jobs.binder = Some(DailyBinder::of(folder.clone()));
    }
    let mut found = settings.findings(&arguments.settings, &all);
    let mut opened = Vec::new();
    if !found.iter().any(|finding| finding.stops) {
        for about in all {
            match doctor::open(&about) {
                Ok(app) => {
                    found.extend(doctor::of_app(&app, &about)?);
                    opened.push((about, app));
                }
                Err(finding) => found.push(finding),
            }
        }
    }
    for finding in &found {
        eprintln!("{finding}");
    }
    if found.iter().any(|finding| finding.stops) {
        return Err(String::from("Stadga startar inte förrän det som stoppar är åtgärdat."));
    }
    let mut towns = Vec::new();
    for (about, app) in opened {
        bring_up_to_date(&app);
        let jobs = jobs::start(&app, jobs::chosen(&about.jobs, &about.place(), about.mail.is_some()))?;
        if let Some(settings) = &about.mail {
            mail::start(&app, mail::Post::new(settings, &about.municipality, &jobs)?)?;
        }
        sweep(app.clone())?;
        towns.push(Town { about, app, jobs });
    }
    // Kept until the last answer is given: then what is left is sent.
    let (_sending, traces) = settings.traces.as_ref().map(crate::traces::To::start).transpose()?.unzip();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string())?;
    runtime.block_on(serve(towns, &settings, traces))
}

async fn serve(towns: Vec<Town>, settings: &Settings, traces: Option<Traces>) -> Result<(), String> {
    let said = |error: std::io::Error| format!("{}: {error}", settings.address);
    let listener = TcpListener::bind(settings.address).map_err(said)?;
    listener.set_nonblocking(true).map_err(said)?;
    let address = listener.local_addr().map_err(said)?;
    let names: Vec<String> = towns.iter().map(|town| town.about.municipality.clone()).collect();
    let (mut answering, mut watched) = (Vec::new(), Router::new());
    for town in towns {
        let (host, web) = (town.about.host.clone(), pages(&town, settings, traces.clone())?);
        // Of several each has counters of its own, under its own address.
        let at = if host.is_empty() { String::from("/metrics") } else { format!("/metrics/{host}") };
        watched = watched.route(&at, metrics(&town, &web));
        answering.push((host, router(town.app, web)));
    }
    if let Some(at) = settings.metrics {
        let listener = tokio::net::TcpListener::bind(at).await.map_err(|error| format!("{at}: {error}"))?;
        tokio::spawn(async move { axum::serve(listener, watched).await });
    }
    let whole = match answering.as_slice() {
        [(host, alone)] if host.is_empty() => alone.clone(),
        _ => by_host(answering),
    };
    let service = whole.into_make_service_with_connect_info::<SocketAddr>();
    let handle = Handle::new();
    tokio::spawn(stop(handle.clone()));
    let scheme = if settings.tls().is_some() { "https" } else { "http" };
    // Whoever started it may have stopped listening, and that must not stop it.
    let _ = writeln!(std::io::stdout(), "{} svarar på {scheme}://{address}", names.join(", "));
    match settings.tls() {
        Some((certificate, key)) => {
            let config = tls(certificate, key).await?;
            let server = axum_server::from_tcp_rustls(listener, config).map_err(said)?;
            server.handle(handle).serve(service).await.map_err(said)
        }
        None => {
            let server = axum_server::from_tcp(listener).map_err(said)?;
            server.handle(handle).serve(service).await.map_err(said)
        }
    }
}

/// What a municipality's pages are told.
fn pages(town: &Town, settings: &Settings, traces: Option<Traces>) -> Result<stadga_web::Settings, String> {
    Ok(stadga_web::Settings {
        doors: Doors::Accounts(Cost::REAL),
        ways: crate::ways::of(&town.about)?,
        behind_proxy: settings.behind_proxy,
        traces,
        jobs: town.jobs.clone(),
        mails: town.about.mail.as_ref().map(|mail| mail.domains.clone()),
        ..stadga_web::Settings::of(town.about.municipality.clone())
    })
}

/// What Prometheus reads of a municipality.
fn metrics(town: &Town, web: &stadga_web::Settings) -> MethodRouter {
    let (counters, app, jobs) = (web.counters.clone(), town.app.clone(), town.jobs.clone());
    get(async move || {
        let (app, jobs) = (app.clone(), jobs.clone());
        let waited = crate::nightly::waited(app.store());
        let counted = tokio::task::spawn_blocking(move || {
            [crate::nightly::metrics(app.store()), jobs::metrics(&app, &jobs), mail::metrics(app.store())].concat()
        });
        let counted = counted.await;
        [counters.text(), waited, counted.unwrap_or_default()].concat()
    })
}

async fn tls(certificate: &Path, key: &Path) -> Result<RustlsConfig, String> {
    // Another library in the program may bring a second provider along: this one is meant.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let config = RustlsConfig::from_pem_file(certificate, key).await;
    config.map_err(|error| format!("Certifikatet eller dess nyckel går inte att läsa: {error}"))
}

/// Waits for somebody to stop the program, and lets what is under way finish.
async fn stop(handle: Handle<SocketAddr>) {
    told_to_stop().await;
    handle.graceful_shutdown(Some(FINISH));
}

/// Waits for somebody to stop the program: from the keyboard, or as a machine that is turned off does.
pub async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}

/// Sweeps away sessions and tries that have run out, and what was sent in and never filed.
fn sweep(app: App) -> Result<(), String> {
    let work = move || {
        loop {
            let store = app.store();
            let swept = store.sweep_sessions().and(store.sweep_tries()).and(store.sweep_uploads());
            if let Err(error) = swept {
                tracing::error!(%error, "det som gått ut kunde inte städas bort");
            }
            std::thread::sleep(SWEEP);
        }
    };
    std::thread::Builder::new()
        .name(String::from("städning"))
        .spawn(work)
        .map(|_| ())
        .map_err(|error| error.to_string())
}
