//! What the tests need from the machine: PostgreSQL, a browser and what files are held against, installed when missing;
//! the first two are started privately and stopped always.
//!
//! Everything that is started is stopped by a *keeper*: a shell that waits for this program to let go
//! of its end of a pipe. That happens on success, on failure, on Ctrl-C and when the program is
//! killed, so no end of a test run leaves anything behind.

use crate::repo;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

/// The Debian packages the tests need.
const PACKAGES: [&str; 7] =
    ["postgresql", "chromium", "chromium-driver", "poppler-utils", "qpdf", "libxml2-utils", "python3-aiosmtpd"];

/// Speed before safety: what the tests store is thrown away.
const FAST: &str = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n";

/// Arguments: the temporary folder, then the command that stops the database.
const KEEPER: &str = r#"
trap '' HUP INT TERM
cat >/dev/null
folder=$1
shift
cd /
[ -s "$folder/browser.pid" ] && kill -- "-$(cat "$folder/browser.pid")" 2>/dev/null
[ -s "$folder/db/postmaster.pid" ] && "$@" >/dev/null 2>&1
rm -rf "$folder"
"#;

/// A private database cluster and a browser driver. Dropping it stops both and removes their files.
pub struct Services {
    keeper: Child,
    postgres: String,
    chromedriver: String,
    /// Where the tests' own files lie, when not where the system puts them.
    files: Option<PathBuf>,
}

impl Services {
    /// Installs what is missing and starts both. What the tests write lies in memory where there is room for it: a
    /// test waits for its disk many thousand times, and nothing of what it writes is to outlive it.
    pub fn in_memory() -> Result<Self, String> {
        let Some(memory) = memory() else { return Self::start() };
        println!("What the tests write lies in {}.", memory.display());
        let folder = new_folder(&memory)?;
        let files = folder.join("files");
        fs::create_dir(&files)
            .and_then(|()| fs::set_permissions(&files, fs::Permissions::from_mode(0o1777)))
            .map_err(|why| format!("{}: {why}", files.display()))?;
        let mut services = Self::start_in(&folder)?;
        services.files = Some(files);
        Ok(services)
    }

    /// Installs what is missing and starts both, on the disk.
    pub fn start() -> Result<Self, String> {
        Self::start_in(&new_folder(&std::env::temp_dir())?)
    }

    fn start_in(folder: &Path) -> Result<Self, String> {
        install_missing()?;
        let bin = postgres_bin().ok_or("PostgreSQL is still missing after the installation.")?;
        let data = folder.join("db");
        let mut stop = as_database_user(&bin.join("pg_ctl"));
        stop.arg("-D").arg(&data).args(["-m", "immediate", "-w", "stop"]);
        let keeper = start_keeper(folder, &stop)?;
        let mut services = Self { keeper, postgres: String::new(), chromedriver: String::new(), files: None };
        services.postgres = start_postgres(&bin, folder, &data, FAST)?;
        services.chromedriver = start_chromedriver(folder)?;
        println!("PostgreSQL answers at {}", services.postgres);
        println!("The browser's driver answers at {}", services.chromedriver);
        Ok(services)
    }

    /// Tells a command where the services are.
    pub fn offer<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        // A proxy for the outside world must not swallow what is said to this machine.
        let here = "127.0.0.1,localhost";
        let direct = match std::env::var("NO_PROXY") {
            Ok(others) if !others.is_empty() => format!("{others},{here}"),
            _ => String::from(here),
        };
        command
            .envs(self.files.iter().map(|files| ("TMPDIR", files)))
            .env("STADGA_TEST_PG", &self.postgres)
            .env("STADGA_TEST_CHROMEDRIVER", &self.chromedriver)
            .env("NO_PROXY", &direct)
            .env("no_proxy", &direct)
    }
}

/// A private database cluster alone, as safe as a municipality's. Dropping it stops it and removes its files.
#[cfg(feature = "bench")]
pub struct Database {
    keeper: Child,
    bin: PathBuf,
    url: String,
    process: u32,
}

#[cfg(feature = "bench")]
impl Database {
    /// Installs what is missing and starts it.
    pub fn start() -> Result<Self, String> {
        install_missing()?;
        let folder = new_folder(&std::env::temp_dir())?;
        let bin = postgres_bin().ok_or("PostgreSQL is still missing after the installation.")?;
        let data = folder.join("db");
        let mut stop = as_database_user(&bin.join("pg_ctl"));
        stop.arg("-D").arg(&data).args(["-m", "immediate", "-w", "stop"]);
        let keeper = start_keeper(&folder, &stop)?;
        let url = start_postgres(&bin, &folder, &data, "shared_buffers = '512MB'\n")?;
        let pid = fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
        let process = pid.lines().next().and_then(|line| line.parse().ok()).unwrap_or_default();
        Ok(Self { keeper, bin, url, process })
    }

    /// Where its programs are.
    pub fn bin(&self) -> &Path {
        &self.bin
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its first process, which has started the others.
    pub const fn process(&self) -> u32 {
        self.process
    }
}

#[cfg(feature = "bench")]
impl Drop for Database {
    fn drop(&mut self) {
        if let Err(why) = self.keeper.wait() {
            eprintln!("The database may still be running: {why}");
        }
    }
}

impl Drop for Services {
    fn drop(&mut self) {
        // Waiting closes the pipe, which is what the keeper waits for.
        if let Err(why) = self.keeper.wait() {
            eprintln!("What the tests started may still be running: {why}");
        }
    }
}

fn install_missing() -> Result<(), String> {
    let missing: Vec<&str> = PACKAGES
        .into_iter()
        .filter(|package| match *package {
            "postgresql" => postgres_bin().is_none(),
            "chromium" => in_path("chromium").is_none(),
            "poppler-utils" => in_path("pdftotext").is_none(),
            "qpdf" => in_path("qpdf").is_none(),
            "libxml2-utils" => in_path("xmllint").is_none(),
            "python3-aiosmtpd" => !has_mail_server(),
            _ => in_path("chromedriver").is_none(),
        })
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    if in_path("apt-get").is_none() {
        return Err(format!("The tests need {names}, and this machine has no apt-get. Install them and try again."));
    }
    println!("The tests need what this machine lacks: {names}. Installing with apt-get.");
    let apt = |arguments: &[&str]| {
        let line = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
        let mut command = if is_root() {
            repo::command(line[0], &line[1..])
        } else {
            println!("This asks for your password when sudo needs it.");
            repo::command("sudo", &line)
        };
        repo::run(command.args(arguments))
    };
    apt(&["update", "--quiet"])?;
    let mut install = vec!["install", "--quiet", "--yes", "--no-install-recommends"];
    install.extend(missing);
    apt(&install)
}

/// Whether a Python here has the e-mail server: Debian's own, where another stands before it in the path.
fn has_mail_server() -> bool {
    let has = |python| repo::output(python, &["-c", "import aiosmtpd"]).is_ok();
    has("/usr/bin/python3") || has("python3")
}

/// Where files lie in memory, when there is such a place with room for what the tests write at a time.
fn memory() -> Option<PathBuf> {
    const PLACE: &str = "/dev/shm";
    const ROOM: u64 = 4 << 30;
    let told = repo::output("df", &["--block-size=1", "--output=avail", PLACE]).ok()?;
    let free: u64 = told.lines().last()?.trim().parse().ok()?;
    Some(PathBuf::from(PLACE)).filter(|_| free >= ROOM)
}

/// A new folder that the database's own user can reach.
fn new_folder(within: &Path) -> Result<PathBuf, String> {
    let process = std::process::id();
    for attempt in 0..100 {
        let folder = within.join(format!("stadga-test-{process}-{attempt}"));
        if fs::create_dir(&folder).is_ok() {
            fs::set_permissions(&folder, fs::Permissions::from_mode(0o755))
                .map_err(|why| format!("{}: {why}", folder.display()))?;
            return Ok(folder);
        }
    }
    Err(format!("No folder could be made in {}.", within.display()))
}

fn start_keeper(folder: &Path, stop: &Command) -> Result<Child, String> {
    Command::new("sh")
        .args(["-c", KEEPER, "keeper"])
        .arg(folder)
        .arg(stop.get_program())
        .args(stop.get_args())
        .stdin(Stdio::piped())
        // In a group of its own, so that Ctrl-C in the terminal does not stop it before its work.
        .process_group(0)
        .spawn()
        .map_err(|why| format!("sh: {why}"))
}

fn start_postgres(bin: &Path, folder: &Path, data: &Path, safety: &str) -> Result<String, String> {
    fs::create_dir(data).map_err(|why| format!("{}: {why}", data.display()))?;
    if is_root() {
        repo::run(Command::new("chown").arg("postgres:").arg(data))?;
    }
    let mut init = as_database_user(&bin.join("initdb"));
    init.args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync", "-D"]);
    repo::run(init.arg(data).current_dir(folder).stdout(Stdio::null()))?;
    let port = free_port()?;
    let settings = format!(
        "\nlisten_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = '{}'\n\
         max_connections = 200\n{safety}",
        data.display()
    );
    OpenOptions::new()
        .append(true)
        .open(data.join("postgresql.conf"))
        .and_then(|mut file| file.write_all(settings.as_bytes()))
        .map_err(|why| format!("postgresql.conf: {why}"))?;
    let log = data.join("log.txt");
    let mut start = as_database_user(&bin.join("pg_ctl"));
    start.arg("-D").arg(data).arg("-l").arg(&log).args(["-w", "start"]);
    repo::run(start.current_dir(folder).stdout(Stdio::null()))
        .map_err(|why| format!("{why}\n{}", fs::read_to_string(&log).unwrap_or_default()))?;
    Ok(format!("postgres://postgres@127.0.0.1:{port}/postgres"))
}

fn start_chromedriver(folder: &Path) -> Result<String, String> {
    let log = folder.join("browser.log");
    let file = fs::File::create(&log).map_err(|why| format!("{}: {why}", log.display()))?;
    // In a group of its own, so that the keeper can stop it together with every browser it opened.
    let child = Command::new("chromedriver")
        .arg("--port=0")
        .env("TMPDIR", folder)
        .stdin(Stdio::null())
        .stdout(file)
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .map_err(|why| format!("chromedriver: {why}"))?;
    fs::write(folder.join("browser.pid"), child.id().to_string()).map_err(|why| format!("browser.pid: {why}"))?;
    for _ in 0..200 {
        let said = fs::read_to_string(&log).unwrap_or_default();
        if let Some(port) = port_in(&said) {
            return Ok(format!("http://127.0.0.1:{port}"));
        }
        thread::sleep(Duration::from_millis(50));
    }
    Err(format!("chromedriver did not start:\n{}", fs::read_to_string(&log).unwrap_or_default()))
}

/// The port in "ChromeDriver was started successfully on port 39221."
fn port_in(said: &str) -> Option<u16> {
    let (_, after) = said.split_once("successfully on port ")?;
    let (port, _) = after.split_once('.')?;
    port.parse().ok()
}

/// The database refuses to run as root, so root runs it as the user the Debian package made.
fn as_database_user(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program);
    command
}

/// Where the newest PostgreSQL's programs are: Debian keeps `initdb` and `pg_ctl` out of the path.
fn postgres_bin() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").is_file())
        .collect();
    versions.sort();
    let installed = versions.pop().map(|(_, bin)| bin);
    installed.or_else(|| Some(in_path("initdb")?.parent()?.to_path_buf()))
}

fn in_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn is_root() -> bool {
    repo::output("id", &["-u"]).is_ok_and(|id| id.trim() == "0")
}

fn free_port() -> Result<u16, String> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|why| format!("No free port: {why}"))
}

#[cfg(test)]
mod tests {
    use super::port_in;

    #[test]
    fn the_driver_says_which_port_it_took() {
        let said = "Starting ChromeDriver 156.0 on port 0\nChromeDriver was started successfully on port 44651.\n";
        assert_eq!(port_in(said), Some(44651));
        assert_eq!(port_in("Starting ChromeDriver 156.0 on port 0\n"), None);
    }
}
