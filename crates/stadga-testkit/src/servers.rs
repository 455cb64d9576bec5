//! Two database servers of a test's own on this machine: one that leads, and a standby it waits for before it
//! confirms anything. Killing the first and promoting the second is what a failover manager does.
//!
//! They are stopped, and their files removed, by a shell that waits for this process to let go of its end of a pipe:
//! however the test ends, nothing is left behind.

use postgres::{Client, NoTls};
use std::fs::{self, OpenOptions, Permissions};
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;
use tempfile::TempDir;

/// Arguments: the folder, then the command that stops the server whose files are named last.
const KEEPER: &str = r#"
trap '' HUP INT TERM
cat >/dev/null
folder=$1
shift
cd /
for server in "$folder"/*/postmaster.pid; do
  [ -s "$server" ] && "$@" -D "${server%/*}" >/dev/null 2>&1
done
rm -rf "$folder"
"#;

/// Beyond what is needed to be killed without losing anything: a test pulls no plug, so nothing is flushed for one.
const SETTINGS: &str = "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\n\
                        max_connections = 100\nshared_buffers = '32MB'\nautovacuum = off\n";

/// How often and how many times to ask whether a standby has come.
const ASK: (u32, Duration) = (300, Duration::from_millis(50));

/// The two servers. The first in the list of ports leads, until it is killed.
pub struct Servers {
    keeper: Child,
    folder: PathBuf,
    bin: PathBuf,
    root: bool,
    ports: [u16; 2],
    leads: usize,
}

impl Servers {
    /// Starts both; none, said aloud, where PostgreSQL is not installed.
    ///
    /// # Panics
    /// When a server does not start.
    pub fn start() -> Option<Self> {
        let Some(bin) = bin() else {
            println!("hoppas över: PostgreSQL är inte installerat");
            return None;
        };
        let folder = TempDir::with_prefix("stadga-servers-").expect("a temporary folder can be made").keep();
        let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.trim_ascii() == b"0");
        fs::set_permissions(&folder, Permissions::from_mode(0o755)).expect("its rights can be set");
        if root {
            done(Command::new("chown").arg("postgres:").arg(&folder));
        }
        let mut stop = as_owner(root, &bin.join("pg_ctl"));
        stop.args(["-m", "immediate", "-w", "stop"]);
        let keeper = keeper(&folder, &stop);
        let ports = [port(), port()];
        let servers = Self { keeper, folder, bin, root, ports, leads: 0 };
        let data = servers.data(0);
        let init = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync", "-D"];
        done(servers.program("initdb").args(init).arg(&data).stdout(Stdio::null()));
        servers.settle(0, &format!("{SETTINGS}synchronous_standby_names = '*'\n"));
        servers.run(0);
        servers.follow();
        Some(servers)
    }

    /// The address of whichever leads, as a program is told it.
    pub fn url(&self) -> String {
        let [first, second] = self.ports;
        format!("postgres://postgres@127.0.0.1:{first},127.0.0.1:{second}/postgres")
    }

    /// Kills the server that leads and everything it has started, without a word.
    ///
    /// # Panics
    /// When it does not run.
    pub fn kill(&self) {
        let data = self.data(self.leads);
        let pid = fs::read_to_string(data.join("postmaster.pid")).expect("it runs");
        let pid = pid.lines().next().unwrap_or_default().to_owned();
        let started = Command::new("pgrep").args(["-P", &pid]).output().expect("its processes are listed");
        let started = String::from_utf8_lossy(&started.stdout).into_owned();
        done(Command::new("kill").args(["-9", &pid]));
        // Those that are gone already are gone.
        let _ = Command::new("kill").arg("-9").args(started.split_whitespace()).stderr(Stdio::null()).status();
    }

    /// Lets the standby lead. It waits for nobody until there is a new one.
    ///
    /// # Panics
    /// When it does not answer.
    pub fn promote(&mut self) {
        self.leads = 1 - self.leads;
        let data = self.data(self.leads);
        done(self.program("pg_ctl").args(["-w", "promote", "-D"]).arg(data).stdout(Stdio::null()));
    }

    /// Makes a new standby where the killed server was, and waits until the one that leads waits for it.
    ///
    /// # Panics
    /// When it does not come.
    pub fn renew(&self) {
        let _ = fs::remove_dir_all(self.data(1 - self.leads));
        self.follow();
        let mut client = Client::connect(&self.leader(), NoTls).expect("the server answers");
        client.batch_execute("ALTER SYSTEM SET synchronous_standby_names = '*'").expect("it can be told");
        client.batch_execute("SELECT pg_reload_conf()").expect("it can be told");
        for _ in 0..ASK.0 {
            let asked = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'";
            if client.query_opt(asked, &[]).is_ok_and(|found| found.is_some()) {
                return;
            }
            sleep(ASK.1);
        }
        panic!("the standby did not come");
    }

    /// The address of the one that leads, alone.
    pub fn leader(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.ports[self.leads])
    }

    /// Copies the one that leads and starts the copy as its standby.
    fn follow(&self) {
        let standby = 1 - self.leads;
        let data = self.data(standby);
        let from = format!("{}?application_name=standby{standby}", self.leader());
        let copy = ["-R", "-c", "fast", "-X", "stream", "--no-sync", "-d", &from, "-D"];
        done(self.program("pg_basebackup").args(copy).arg(&data));
        let _ = fs::remove_file(data.join("log.txt"));
        self.settle(standby, "synchronous_standby_names = ''\n");
        self.run(standby);
    }

    fn settle(&self, at: usize, settings: &str) {
        let file = OpenOptions::new().append(true).open(self.data(at).join("postgresql.conf"));
        let text = format!("\nport = {}\n{settings}", self.ports[at]);
        file.and_then(|mut file| file.write_all(text.as_bytes())).expect("the settings can be written");
        // What was decided by a command stands in a file of its own, which is read last.
        let auto = self.data(at).join("postgresql.auto.conf");
        let kept = fs::read_to_string(&auto).unwrap_or_default();
        let kept: Vec<&str> = kept.lines().filter(|line| !line.starts_with("synchronous_standby_names")).collect();
        fs::write(&auto, kept.join("\n") + "\n").expect("the settings can be written");
    }

    fn run(&self, at: usize) {
        let (data, log) = (self.data(at), self.data(at).join("log.txt"));
        done(self.program("pg_ctl").args(["-w", "start", "-l"]).arg(log).arg("-D").arg(data).stdout(Stdio::null()));
    }

    fn data(&self, at: usize) -> PathBuf {
        self.folder.join(format!("server{at}"))
    }

    fn program(&self, name: &str) -> Command {
        let mut command = as_owner(self.root, &self.bin.join(name));
        command.current_dir(&self.folder);
        command
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        // Waiting closes the pipe, which is what the keeper waits for.
        let _ = self.keeper.wait();
    }
}

fn keeper(folder: &Path, stop: &Command) -> Child {
    let mut keeper = Command::new("sh");
    keeper.args(["-c", KEEPER, "keeper"]).arg(folder).arg(stop.get_program()).args(stop.get_args());
    // In a group of its own, so that Ctrl-C in the terminal does not stop it before its work.
    keeper.stdin(Stdio::piped()).process_group(0).spawn().expect("a shell can be started")
}

/// The server refuses to run as root, so root runs it as the user the Debian package made.
fn as_owner(root: bool, program: &Path) -> Command {
    if !root {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program);
    command
}

/// Where the newest PostgreSQL's programs are.
fn bin() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("pg_basebackup").is_file())
        .collect();
    versions.sort();
    versions.pop().map(|(_, bin)| bin)
}

fn port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    listener.expect("there is a free port").port()
}

fn done(command: &mut Command) {
    let status = command.status();
    assert!(status.as_ref().is_ok_and(|status| status.success()), "{command:?}: {status:?}");
}
