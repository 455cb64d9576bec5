//! The municipality that is measured: generated once, served by the program, and who works there.

use super::client::{Client, form};
use crate::{goals, repo};
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Users of each role who are logged in, unless more are wanted.
pub const LOGGED_IN: usize = 300;
/// Open cases of a unit that is as large as they get.
const MANY: usize = 500;
/// To be counted up when the generator makes other municipalities than before: one that lies there is then left alone.
const GENERATION: u32 = 2;

/// Where a municipality lies.
pub struct Place {
    pub folder: PathBuf,
    pub postgres: Option<String>,
}

impl Place {
    /// A municipality in a file below a folder, with a name that says what it is.
    pub fn file(folder: &Path, name: &str) -> Self {
        Self { folder: folder.join(format!("sqlite-{GENERATION}-{name}")), postgres: None }
    }

    /// The program with one of its chores over this database.
    fn stadga(&self, chore: &str) -> Command {
        let mut command = Command::new(super::program());
        command.arg(chore).arg("--data").arg(&self.folder);
        command.args(self.postgres.iter().flat_map(|url| ["--postgres", url]));
        command
    }

    /// Generates it unless that has been done: a profile, and so many cases in all where they are more than the open
    /// ones.
    pub fn generate(&self, profile: &str, grown: usize) -> Result<(), String> {
        let done = self.folder.join("done");
        if done.exists() {
            return Ok(());
        }
        // What was begun and not ended is begun again.
        let _ = fs::remove_dir_all(&self.folder);
        fs::create_dir_all(&self.folder).map_err(|why| why.to_string())?;
        println!("Generating {profile} ({grown} cases in all), once, in {} ...", self.folder.display());
        let began = Instant::now();
        let mut generate = self.stadga("generate");
        // What is invented need not survive a fall; what is measured afterwards leaves no flush out.
        generate.env("LD_PRELOAD", super::no_flush(&self.folder)?);
        generate.args(["--profile", profile, "--seed", "1", "--grown", &grown.to_string()]);
        repo::run(&mut generate)?;
        println!("Generated in {:.0} s.", began.elapsed().as_secs_f64());
        fs::write(done, "").map_err(|why| why.to_string())
    }

    /// What the program can time of itself alone: planning, replaying.
    pub fn measure(&self) -> Result<Vec<(String, f64)>, String> {
        let output = self.stadga("measure").stderr(Stdio::inherit()).output().map_err(|why| why.to_string())?;
        if !output.status.success() {
            return Err(format!("stadga measure: {}", output.status));
        }
        Ok(String::from_utf8_lossy(&output.stdout).lines().filter_map(goals::figure).collect())
    }

    /// The file of the database.
    pub fn database(&self) -> PathBuf {
        self.folder.join("stadga.db")
    }

    /// Bytes of the file for each event in it.
    pub fn disk_per_event(&self) -> Result<f64, String> {
        let conn = rusqlite::Connection::open(self.database()).map_err(|why| why.to_string())?;
        let counted = conn.query_row("SELECT COUNT(*) FROM event", [], |row| row.get::<_, f64>(0));
        Ok(super::size(&self.database()) / counted.map_err(|why| why.to_string())?)
    }

    /// Rebuilds every list from the log; seconds.
    pub fn rebuild(&self) -> Result<f64, String> {
        let began = Instant::now();
        repo::run(self.stadga("rebuild").stdout(Stdio::null()))?;
        Ok(began.elapsed().as_secs_f64())
    }

    /// Starts the program and waits for its first page.
    pub fn serve(&self, preload: Option<&Path>) -> Result<Served, String> {
        let began = Instant::now();
        let mut command = self.stadga("demo");
        command.args(["--port", "0"]).stdout(Stdio::piped());
        command.envs(preload.map(|library| ("LD_PRELOAD", library)));
        let mut child = command.spawn().map_err(|why| why.to_string())?;
        let mut lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines().map_while(Result::ok);
        let address = lines.find_map(|line| line.split_once("http://")?.1.trim().parse().ok());
        // What it says further on is read, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        let address: SocketAddr = address.ok_or("the program did not say where it answers")?;
        Client::new(address)?.ask("/", "", None)?;
        let started = began.elapsed();
        // The program looks through its file beside what it does, for seconds after each start.
        while looks_through(child.id()) {
            std::thread::sleep(Duration::from_millis(200));
        }
        Ok(Served { child, address, started })
    }
}

/// Whether a program still looks through its file.
fn looks_through(process: u32) -> bool {
    let threads = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    threads
        .map(|thread| thread.path().join("comm"))
        .any(|name| fs::read_to_string(name).is_ok_and(|name| name.trim() == "stadga-sound"))
}

/// The running program.
pub struct Served {
    child: Child,
    pub address: SocketAddr,
    /// From start to the first page.
    pub started: Duration,
}

impl Served {
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Resident memory, megabytes: without what is mapped of the database, which is the system's own memory of the file.
    pub fn memory(&self) -> f64 {
        let maps = fs::read_to_string(format!("/proc/{}/smaps", self.child.id())).unwrap_or_default();
        let (mut kilobytes, mut counts) = (0.0, true);
        for line in maps.lines() {
            match line.split_once(' ') {
                // The head of a mapping begins with its addresses.
                Some((place, rest)) if place.contains('-') => counts = !rest.ends_with(".db"),
                Some(("Rss:", rest)) if counts => {
                    kilobytes += rest.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or_default();
                }
                _ => {}
            }
        }
        kilobytes / 1024.0
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Ended in good order: a file that was left open is looked through before the next start answers.
        let ended = Command::new("kill").arg(self.child.id().to_string()).status();
        if !ended.is_ok_and(|status| status.success()) {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// Somebody who is logged in, with what they work on.
#[derive(Clone)]
pub struct Worker {
    pub cookie: String,
    pub cases: Vec<String>,
    /// The names of those the cases are about.
    pub names: Vec<String>,
}

/// Who is logged in.
pub struct Staff {
    pub caseworkers: Vec<Worker>,
    pub heads: Vec<Worker>,
    pub reception: Vec<Worker>,
    /// The head who has most open cases, with how many.
    pub largest: Option<(Worker, usize)>,
    /// The unit that handles what is registered.
    pub unit: String,
    /// Its head, who reaches what is registered.
    pub head: Option<Worker>,
    /// The days of a decision: today, and five months on.
    pub from: String,
    pub to: String,
    /// Decisions whose letters are looked at, each with who may look.
    pub decisions: Vec<(String, String)>,
    /// A case with many events, with who handles it.
    pub long: Option<(String, String)>,
}

impl Staff {
    /// The head of a unit as large as they get, where there is one.
    pub fn of_many(&self) -> Option<&Worker> {
        self.largest.as_ref().filter(|(_, open)| *open >= MANY).map(|(head, _)| head)
    }
}

/// Logs people in through the page where one chooses who to be.
/// So many of each role, at most.
pub fn log_in(address: SocketAddr, many: usize) -> Result<Staff, String> {
    let mut client = Client::new(address)?;
    client.ask("/", "", None)?;
    let page = client.page();
    let people: Vec<(String, String)> = page
        .split("name=\"anvandare\" value=\"")
        .skip(1)
        .filter_map(|card| {
            let (id, rest) = card.split_once('"')?;
            let (_, rest) = rest.split_once("<span class=\"svag\">")?;
            Some((id.to_owned(), rest.split_once('<')?.0.to_owned()))
        })
        .collect();
    let mut workers = |role: &str, with_cases: bool| -> Result<Vec<Worker>, String> {
        let own = people.iter().filter(|(_, own)| own == role).take(many);
        own.map(|(id, _)| {
            let answer = client.ask("/valj", "", Some(&form(&[("anvandare", id)])))?;
            let mut worker = Worker { cookie: answer.header, cases: Vec::new(), names: Vec::new() };
            if with_cases {
                client.ask("/arenden", &worker.cookie, None)?;
                let page = client.page();
                worker.cases = ids_after(&page, "href=\"/arenden/");
                let links = page.split("href=\"/arenden/").skip(1);
                let name = |link: &str| Some(link.split_once('>')?.1.split_once('<')?.0.to_owned());
                worker.names = links.filter_map(name).filter(|name| name.contains(' ')).collect();
            }
            Ok(worker)
        })
        .collect()
    };
    let caseworkers = workers("Socialsekreterare", true)?;
    let heads = workers("Enhetschef", false)?;
    let reception = workers("Mottagningssekreterare", false)?;
    let desk = reception.first().ok_or_else(|| format!("nobody at reception among {} people", people.len()))?;
    client.ask("/mottagning/ny", &desk.cookie, None)?;
    let page = client.page();
    let choice = page.split_once("name=\"enhet\"").map(|(_, rest)| rest).unwrap_or_default();
    let choice = choice.split("</select>").next().unwrap_or_default();
    let units = ids_after(choice, "value=\"");
    let desk = desk.cookie.clone();
    let largest = largest(&mut client, &heads)?;
    let (unit, head) = handling(&mut client, &units, &desk, (&heads, largest.as_ref()))?;
    // What is registered here is nobody's, thousands of them: no unit is left like that, where there is another.
    let is_other = |own: &Worker| head.as_ref().is_none_or(|head| head.cookie != own.cookie);
    let heads: Vec<Worker> = match heads.iter().any(is_other) {
        true => heads.into_iter().filter(is_other).collect(),
        false => heads,
    };
    let day = |when: &str| Ok::<_, String>(repo::output("date", &["+%F", "--date", when])?.trim().to_owned());
    let decisions = decisions(&mut client, &caseworkers)?;
    let long = lengthened(&mut client, &caseworkers)?;
    let (from, to) = (day("today")?, day("5 months")?);
    Ok(Staff { caseworkers, heads, reception, largest, unit, head, from, to, decisions, long })
}

/// The unit that handles what is registered, and its head: not the largest one where there is another.
fn handling(
    client: &mut Client,
    units: &[String],
    desk: &str,
    (heads, largest): (&[Worker], Option<&(Worker, usize)>),
) -> Result<(String, Option<Worker>), String> {
    let first = units.first().ok_or("no unit to choose")?;
    for unit in units.iter().take(2) {
        let head = head_of(client, unit, desk, heads)?;
        let is_largest = |head: &Worker| largest.is_some_and(|(largest, _)| largest.cookie == head.cookie);
        if head.as_ref().is_some_and(|head| !is_largest(head)) {
            return Ok((unit.clone(), head));
        }
    }
    Ok((first.clone(), head_of(client, first, desk, heads)?))
}

/// The head whose page says that most cases are open.
fn largest(client: &mut Client, heads: &[Worker]) -> Result<Option<(Worker, usize)>, String> {
    let mut largest: Option<(Worker, usize)> = None;
    for head in heads {
        client.ask("/enhet", &head.cookie, None)?;
        let page = client.page();
        let before = page.split_once("</b>pågående ärenden").map(|(before, _)| before).unwrap_or_default();
        let open = before.rsplit('>').next().and_then(|number| number.parse().ok()).unwrap_or_default();
        if largest.as_ref().is_none_or(|(_, most)| open > *most) {
            largest = Some((head.clone(), open));
        }
    }
    Ok(largest)
}

/// The one who reaches a case that is registered in a unit.
fn head_of(client: &mut Client, unit: &str, desk: &str, heads: &[Worker]) -> Result<Option<Worker>, String> {
    let fields = form(&[("namn", "Prov Provsson"), ("kanal", "telefon"), ("galler", "Prov"), ("enhet", unit)]);
    let answer = client.ask("/mottagning/ny", desk, Some(&fields))?;
    let Some((_, case)) = answer.header.split_once("arende=") else { return Ok(None) };
    for head in heads {
        if client.ask(&format!("/arenden/{case}"), &head.cookie, None)?.status == 200 {
            return Ok(Some(head.clone()));
        }
    }
    Ok(None)
}

/// Decisions that some of the caseworkers' cases show.
fn decisions(client: &mut Client, workers: &[Worker]) -> Result<Vec<(String, String)>, String> {
    const LOOKED_AT: usize = 100;
    let mut found = Vec::new();
    for worker in workers.iter().take(LOOKED_AT) {
        for case in worker.cases.iter().take(2) {
            client.ask(&format!("/arenden/{case}"), &worker.cookie, None)?;
            let own = ids_after(&client.page(), "/beslut/");
            found.extend(own.into_iter().map(|decision| (worker.cookie.clone(), decision)));
        }
    }
    Ok(found)
}

/// A case with two hundred events at least: notes are written in it.
fn lengthened(client: &mut Client, workers: &[Worker]) -> Result<Option<(String, String)>, String> {
    const NOTES: usize = 200;
    let Some(worker) = workers.iter().find(|worker| !worker.cases.is_empty()) else { return Ok(None) };
    let case = worker.cases[0].clone();
    let note = |turn: usize| {
        let text = format!("Samtal {turn}. Det har gått bättre, och vi bokade en tid på torsdag.");
        form(&[("rubrik", "Telefonsamtal"), ("text", &text)])
    };
    client.ask(&format!("/arenden/{case}"), &worker.cookie, None)?;
    let written = client.page().contains(&format!("Samtal {}.", NOTES - 1));
    for turn in (0..NOTES).filter(|_| !written) {
        client.ask(&format!("/arenden/{case}/anteckning.skriv"), &worker.cookie, Some(&note(turn)))?;
    }
    Ok(Some((worker.cookie.clone(), case)))
}

/// The ids that follow on a text, each once.
pub fn ids_after(page: &str, text: &str) -> Vec<String> {
    let id = |part: &str| {
        let id: String = part.chars().take_while(char::is_ascii_alphanumeric).collect();
        (id.len() == 16).then_some(id)
    };
    let mut ids: Vec<String> = page.split(text).skip(1).filter_map(id).collect();
    ids.sort();
    ids.dedup();
    ids
}
