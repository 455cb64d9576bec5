//! `stadga serve`: real use. Starts only with accounts, and only where what is sent is encrypted.

use crate::keep::{bring_up_to_date, place};
use crate::settings::{DailyBinder, Settings};
use crate::{doctor, jobs};
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use stadga_app::App;
use stadga_app::accounts::Cost;
use stadga_app::jobs::Job;
use stadga_web::{Doors, router};
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
    /// Mappen med huvudnyckeln, och med databasen om den inte ligger på en server.
    #[arg(long)]
    data: PathBuf,
    /// Filen med inställningar; se docs/operations.md.
    #[arg(long, value_name = "FIL")]
    settings: PathBuf,
    /// Mapp där varje natt lägger ett exemplar av nödpärmen för varje enhet.
    #[arg(long, value_name = "MAPP")]
    nodparm: Option<PathBuf>,
}

/// Starts, or says what stands in the way.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let mut settings = Settings::read(&arguments.settings)?;
    if let Some(folder) = arguments.nodparm.clone() {
        settings.jobs.binder = Some(DailyBinder::of(folder));
    }
    let place = place(&arguments.data, settings.postgres.as_deref());
    let mut found = settings.findings(&arguments.settings, &arguments.data);
    let mut opened = None;
    if !found.iter().any(|finding| finding.stops) {
        match doctor::open(&settings, &arguments.data) {
            Ok(app) => {
                found.extend(doctor::of_accounts(&app)?);
                found.extend(crate::ways::of_accounts(&settings, &app)?);
                found.extend(doctor::of_store(&app));
                found.extend(jobs::findings(&settings.jobs, &app, &place)?);
                opened = Some(app);
            }
            Err(finding) => found.push(finding),
        }
    }
    for finding in &found {
        eprintln!("{finding}");
    }
    let stopped = found.iter().any(|finding| finding.stops);
    let app = opened.filter(|_| !stopped).ok_or("Stadga startar inte förrän det som stoppar är åtgärdat.")?;
    bring_up_to_date(&app);
    let jobs = jobs::start(&app, jobs::chosen(&settings.jobs, &place))?;
    sweep(app.clone())?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string())?;
    runtime.block_on(serve(app, &settings, jobs))
}

async fn serve(app: App, settings: &Settings, jobs: Vec<Job>) -> Result<(), String> {
    let said = |error: std::io::Error| format!("{}: {error}", settings.address);
    let listener = TcpListener::bind(settings.address).map_err(said)?;
    listener.set_nonblocking(true).map_err(said)?;
    let address = listener.local_addr().map_err(said)?;
    let web = stadga_web::Settings {
        doors: Doors::Accounts(Cost::REAL),
        ways: crate::ways::of(settings)?,
        behind_proxy: settings.behind_proxy,
        jobs: jobs.clone(),
        ..stadga_web::Settings::of(settings.municipality.clone())
    };
    if let Some(at) = settings.metrics {
        let counters = web.counters.clone();
        let watched = app.clone();
        let route = axum::routing::get(async move || {
            let (app, jobs) = (watched.clone(), jobs.clone());
            let waited = crate::nightly::waited(app.store());
            let counted = tokio::task::spawn_blocking(move || {
                [crate::nightly::metrics(app.store()), jobs::metrics(&app, &jobs)].concat()
            });
            let counted = counted.await;
            [counters.text(), waited, counted.unwrap_or_default()].concat()
        });
        let listener = tokio::net::TcpListener::bind(at).await.map_err(|error| format!("{at}: {error}"))?;
        tokio::spawn(async move { axum::serve(listener, axum::Router::new().route("/metrics", route)).await });
    }
    let service = router(app, web).into_make_service_with_connect_info::<SocketAddr>();
    let handle = Handle::new();
    tokio::spawn(stop(handle.clone()));
    let scheme = if settings.tls().is_some() { "https" } else { "http" };
    // Whoever started it may have stopped listening, and that must not stop it.
    let _ = writeln!(std::io::stdout(), "{} svarar på {scheme}://{address}", settings.municipality);
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
