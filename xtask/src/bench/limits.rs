//! What the machine can do at best, measured beside everything else: the disk, the databases, the network.

use super::rounds::median;
use std::fs::File;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// How long each round of a limit lasts.
const ROUND: Duration = Duration::from_millis(300);

/// A limit's name and its rate in a second.
pub type Limit = (String, f64);

/// Measures them, each `rounds` times; the median counts.
pub fn measure(folder: &Path, rounds: usize, postgres: Option<(&Path, &str)>) -> Result<Vec<Limit>, String> {
    let mut limits = vec![
        limit("append 4 KiB + fdatasync", rounds, || append(folder))?,
        limit("SQLite WAL FULL, 1 row a transaction", rounds, || sqlite(folder, 1))?,
        limit("SQLite WAL FULL, 100 rows a transaction", rounds, || sqlite(folder, 100))?,
        limit("loopback echo, 1 connection", rounds, || echo(1))?,
        limit("loopback echo, 8 connections", rounds, || echo(8))?,
        limit("axum hello world, 8 connections", rounds, hello)?,
    ];
    if let Some((bin, url)) = postgres {
        for clients in [1, 8, 32] {
            let name = format!("PostgreSQL simple update, {clients} clients");
            limits.push((name, pgbench(bin, url, clients)?));
        }
    }
    Ok(limits)
}

fn limit(name: &str, rounds: usize, once: impl Fn() -> Result<f64, String>) -> Result<Limit, String> {
    let rates: Vec<f64> = (0..rounds).map(|_| once()).collect::<Result<_, _>>()?;
    Ok((name.to_owned(), median(rates.into_iter())))
}

/// Repeats something for a round; times in a second.
fn rate(mut once: impl FnMut() -> std::io::Result<()>) -> Result<f64, String> {
    let began = Instant::now();
    let mut times = 0.0;
    while began.elapsed() < ROUND {
        once().map_err(|why| why.to_string())?;
        times += 1.0;
    }
    Ok(times / began.elapsed().as_secs_f64())
}

fn append(folder: &Path) -> Result<f64, String> {
    let path = folder.join("append.bin");
    let mut file = File::create(&path).map_err(|why| why.to_string())?;
    let block = [7u8; 4096];
    let rate = rate(|| {
        file.write_all(&block)?;
        file.sync_data()
    });
    std::fs::remove_file(path).map_err(|why| why.to_string())?;
    rate
}

fn sqlite(folder: &Path, rows: u32) -> Result<f64, String> {
    let path = folder.join("limit.db");
    let told = |why: rusqlite::Error| why.to_string();
    let conn = rusqlite::Connection::open(&path).map_err(told)?;
    let settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS event (position INTEGER PRIMARY KEY, payload BLOB NOT NULL);";
    conn.execute_batch(settings).map_err(told)?;
    let mut put = conn.prepare("INSERT INTO event (payload) VALUES (zeroblob(700))").map_err(told)?;
    let rate = rate(|| {
        let mut write = || {
            conn.execute_batch("BEGIN IMMEDIATE")?;
            for _ in 0..rows {
                put.execute([])?;
            }
            conn.execute_batch("COMMIT")
        };
        write().map_err(std::io::Error::other)
    });
    drop(put);
    drop(conn);
    for end in ["limit.db", "limit.db-wal", "limit.db-shm"] {
        let _ = std::fs::remove_file(folder.join(end));
    }
    rate
}

/// Somebody who sends 64 bytes and waits for them to come back.
fn echo(connections: usize) -> Result<f64, String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|why| why.to_string())?;
    let address = listener.local_addr().map_err(|why| why.to_string())?;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for stream in listener.incoming().take(connections).flatten() {
                std::thread::spawn(move || bounce(stream));
            }
        });
        let once = || {
            let mut stream = TcpStream::connect(address).map_err(|why| why.to_string())?;
            stream.set_nodelay(true).map_err(|why| why.to_string())?;
            let mut buffer = [1u8; 64];
            rate(|| {
                stream.write_all(&buffer)?;
                stream.read_exact(&mut buffer)
            })
        };
        let lanes: Vec<_> = (0..connections).map(|_| scope.spawn(once)).collect();
        lanes.into_iter().map(|lane| lane.join().unwrap_or_else(|_| Err(String::from("en tråd föll")))).sum()
    })
}

fn bounce(mut stream: TcpStream) {
    let _ = stream.set_nodelay(true);
    let mut buffer = [0u8; 64];
    while stream.read_exact(&mut buffer).is_ok() && stream.write_all(&buffer).is_ok() {}
}

/// The web server with nothing behind it.
fn hello() -> Result<f64, String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|why| why.to_string())?;
    let listener = runtime.block_on(tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)));
    let listener = listener.map_err(|why| why.to_string())?;
    let address = listener.local_addr().map_err(|why| why.to_string())?;
    let app = axum::Router::new().route("/", axum::routing::get(|| async { "hello" }));
    runtime.spawn(async { axum::serve(listener, app).await });
    let once = || {
        let mut client = super::client::Client::new(address)?;
        rate(|| client.ask("/", "", None).map(|_| ()).map_err(std::io::Error::other))
    };
    std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..8).map(|_| scope.spawn(once)).collect();
        lanes.into_iter().map(|lane| lane.join().unwrap_or_else(|_| Err(String::from("en tråd föll")))).sum()
    })
}

/// The server's own benchmark, its simple update.
fn pgbench(bin: &Path, url: &str, clients: u32) -> Result<f64, String> {
    let pgbench = |arguments: &[&str]| {
        let output = Command::new(bin.join("pgbench")).args(arguments).arg(url).output();
        let output = output.map_err(|why| format!("pgbench: {why}"))?;
        Ok::<_, String>(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    if clients == 1 {
        pgbench(&["-i", "-q", "-s", "4"])?;
    }
    let said = pgbench(&["-N", "-c", &clients.to_string(), "-j", "2", "-T", "3"])?;
    let tps = said.lines().find_map(|line| line.strip_prefix("tps = "));
    tps.and_then(|rest| rest.split(' ').next()?.parse().ok()).ok_or_else(|| format!("pgbench: {said}"))
}
