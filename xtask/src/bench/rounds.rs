//! Rounds of a measurement: how much, how fast, and whether others used the machine meanwhile.

use super::client::{Client, Samples};
use std::fs;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// Of a core: a round in which other processes used more is taken again.
const OTHERS: f64 = 0.15;
/// A round is taken again at most so many times for each that is wanted.
const AGAIN: usize = 2;
/// Of the kernel: ticks of processor time in a second.
const TICKS: f64 = 100.0;

/// What is measured: one visitor's next step.
pub type Work<'a> = &'a (dyn Fn(&mut Client, usize, usize, &mut Samples) + Sync);

/// How a measurement is taken.
pub struct Setting {
    pub address: SocketAddr,
    /// The server's processes, whose use of the processor is theirs to use.
    pub server: Vec<u32>,
    pub clients: usize,
    pub seconds: f64,
    pub rounds: usize,
}

/// One round.
pub struct Round {
    pub taken: Vec<(&'static str, u32)>,
    pub wrong: usize,
    pub first_wrong: String,
    pub seconds: f64,
    /// Processor time of the server, in seconds.
    pub cpu: f64,
    /// Cores used by others.
    pub others: f64,
}

/// The rounds kept of a measurement.
pub struct Measured {
    pub rounds: Vec<Round>,
    /// No quiet round was to be had.
    pub disturbed: bool,
}

/// Figures of the requests with a name: the median round of each, and the spread of the rate.
pub struct Figures {
    pub p50: f64,
    pub p99: f64,
    pub rate: f64,
    pub lowest: f64,
    pub highest: f64,
    /// Server's processor time for each request, microseconds; over all names of the measurement.
    pub cpu: f64,
    pub wrong: usize,
}

/// Takes rounds until there are enough quiet ones, or patience ends and the quietest have to do.
pub fn measure(setting: &Setting, work: Work<'_>) -> Measured {
    let mut rounds = Vec::new();
    for _ in 0..setting.rounds * (1 + AGAIN) {
        rounds.push(round(setting, work));
        if rounds.iter().filter(|round: &&Round| round.others <= OTHERS).count() >= setting.rounds {
            break;
        }
    }
    rounds.sort_by(|a, b| a.others.total_cmp(&b.others));
    rounds.truncate(setting.rounds);
    let disturbed = rounds.iter().any(|round| round.others > OTHERS);
    Measured { rounds, disturbed }
}

fn round(setting: &Setting, work: Work<'_>) -> Round {
    let (busy, own, server) = (busy(), own(), used(&setting.server));
    let began = Instant::now();
    let until = began + Duration::from_secs_f64(setting.seconds);
    let lane = |lane: usize| {
        let mut samples = Samples::default();
        let Ok(mut client) = Client::new(setting.address) else {
            samples.wrong = 1;
            return samples;
        };
        let mut step = 0;
        while Instant::now() < until {
            let wrong = samples.wrong;
            work(&mut client, lane, step, &mut samples);
            step += 1;
            if samples.wrong > wrong
                && let Ok(new) = Client::new(setting.address)
            {
                client = new;
            }
        }
        samples
    };
    let lanes: Vec<Samples> = std::thread::scope(|scope| {
        let lane = &lane;
        let lanes: Vec<_> = (0..setting.clients).map(|number| scope.spawn(move || lane(number))).collect();
        lanes.into_iter().map(|lane| lane.join().unwrap_or_default()).collect()
    });
    let seconds = began.elapsed().as_secs_f64();
    let cpu = used(&setting.server) - server;
    let others = (self::busy() - busy - (self::own() - own) - cpu).max(0.0) / seconds;
    let wrong = lanes.iter().map(|samples| samples.wrong).sum();
    let first_wrong = lanes.iter().map(|samples| samples.first_wrong.clone()).find(|why| !why.is_empty());
    let taken = lanes.into_iter().flat_map(|samples| samples.taken).collect();
    Round { taken, wrong, first_wrong: first_wrong.unwrap_or_default(), seconds, cpu, others }
}

impl Measured {
    /// The figures of the requests with a name; of all when it is empty.
    pub fn figures(&self, name: &str) -> Figures {
        let named = |round: &Round| {
            let own = round.taken.iter().filter(|(own, _)| name.is_empty() || *own == name);
            let mut times: Vec<u32> = own.map(|(_, took)| *took).collect();
            times.sort_unstable();
            (times, round.seconds)
        };
        let rounds: Vec<(Vec<u32>, f64)> = self.rounds.iter().map(named).collect();
        let place = |times: &[u32], part: f64| {
            let at = ((times.len() as f64 * part) as usize).min(times.len().saturating_sub(1));
            times.get(at).map_or(f64::NAN, |took| f64::from(*took) / 1_000.0)
        };
        let rates: Vec<f64> = rounds.iter().map(|(times, seconds)| times.len() as f64 / seconds).collect();
        let cpus = self.rounds.iter().map(|round| 1e6 * round.cpu / round.taken.len().max(1) as f64);
        Figures {
            p50: median(rounds.iter().map(|(times, _)| place(times, 0.5))),
            p99: median(rounds.iter().map(|(times, _)| place(times, 0.99))),
            rate: median(rates.iter().copied()),
            lowest: rates.iter().copied().fold(f64::INFINITY, f64::min),
            highest: rates.iter().copied().fold(0.0, f64::max),
            cpu: median(cpus),
            wrong: self.rounds.iter().map(|round| round.wrong).sum(),
        }
    }

    /// What went wrong first.
    pub fn first_wrong(&self) -> &str {
        self.rounds.iter().map(|round| round.first_wrong.as_str()).find(|why| !why.is_empty()).unwrap_or_default()
    }
}

/// The middle one.
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Processor time used by everybody since the machine started, in seconds.
fn busy() -> f64 {
    let stat = fs::read_to_string("/proc/stat").unwrap_or_default();
    let ticks: Vec<f64> = stat
        .lines()
        .next()
        .into_iter()
        .flat_map(str::split_whitespace)
        .skip(1)
        .map(|tick| tick.parse().unwrap_or_default())
        .collect();
    // user, nice, system, idle, iowait, irq, softirq
    ticks.iter().enumerate().filter(|(at, _)| ![3, 4].contains(at) && *at < 7).map(|(_, ticks)| ticks).sum::<f64>()
        / TICKS
}

fn own() -> f64 {
    used(&[std::process::id()])
}

/// Processor time of some processes and of those they have started, in seconds.
pub fn used(processes: &[u32]) -> f64 {
    let all: Vec<(u32, u32, f64)> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let number = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            let (_, rest) = stat.rsplit_once(") ")?;
            let fields: Vec<&str> = rest.split(' ').collect();
            let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or_default();
            // Those who have ended are counted by their parents.
            Some((number, fields.get(1)?.parse().ok()?, (ticks(11) + ticks(12) + ticks(13) + ticks(14)) / TICKS))
        })
        .collect();
    let own = std::process::id();
    let counted =
        |number: u32, parent: u32| processes.contains(&number) || (processes.contains(&parent) && parent != own);
    all.iter().filter(|(number, parent, _)| counted(*number, *parent)).map(|(_, _, seconds)| seconds).sum()
}

/// The load of the last minute, as the system counts it.
pub fn load() -> String {
    fs::read_to_string("/proc/loadavg").unwrap_or_default().split(' ').next().unwrap_or_default().to_owned()
}
