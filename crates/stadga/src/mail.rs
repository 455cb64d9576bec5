//! E-mail: what lies in the outbox is sent, one message at a time, until the other end has taken it.
//!
//! A message says that something waits and where to look, and nothing about anybody.

use crate::settings::Mail;
use jiff::SignedDuration;
use lettre::message::header::ContentType;
use lettre::message::{MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{Message, SmtpTransport, Transport};
use stadga_app::App;
use stadga_app::jobs::Job;
use stadga_store::{Outgoing, Store, StoreError};
use stadga_web::calendar_message;
use std::net::IpAddr;
use std::time::{Duration, SystemTime};

/// How long the other end may take for an answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often the outbox is looked into.
const EVERY: Duration = Duration::from_secs(15);
/// How long to wait after each try that failed; after the last of them it is given up.
const PAUSES: [SignedDuration; 6] = [
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(20),
    SignedDuration::from_hours(1),
    SignedDuration::from_hours(4),
    SignedDuration::from_hours(12),
];
/// What is older says nothing any more.
const OLD: SignedDuration = SignedDuration::from_hours(48);

/// How a server is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// In the clear: nothing leaves the machine.
    Open,
    /// Encrypted from the first word.
    Wrapped,
    /// Encrypted after `STARTTLS`, and not at all where the server does not have it.
    Upgraded,
}

/// Another machine is spoken to encrypted and in no other way; so is this one when it is said whose certificates hold.
fn way(server: &str, port: u16, authority: bool) -> Way {
    let here = server == "localhost" || server.parse().is_ok_and(|at: IpAddr| at.is_loopback());
    match (here && !authority, port) {
        (true, _) => Way::Open,
        (false, 465) => Way::Wrapped,
        (false, _) => Way::Upgraded,
    }
}

/// What a server's certificate has to be: signed by somebody the machine trusts, or by the authority in the settings.
fn trusted(settings: &Mail) -> Result<TlsParameters, String> {
    let mut tls = TlsParameters::builder(settings.server.clone());
    if let Some(file) = &settings.authority {
        let said = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let pem = std::fs::read_to_string(file).map_err(|error| said(&error))?;
        if !pem.contains("BEGIN CERTIFICATE") {
            return Err(said(&"filen har inget certifikat"));
        }
        tls = tls.add_root_certificate(Certificate::from_pem(pem.as_bytes()).map_err(|error| said(&error))?);
    }
    tls.build().map_err(|error| error.to_string())
}

/// The way out, to those who look after the system and to those who work here.
pub struct Post {
    transport: SmtpTransport,
    settings: Mail,
    jobs: Vec<Job>,
    municipality: String,
}

impl Post {
    /// Opens the way, without asking the other end for anything.
    pub fn new(settings: &Mail, municipality: &str, jobs: &[Job]) -> Result<Self, String> {
        let tls = match way(&settings.server, settings.port, settings.authority.is_some()) {
            Way::Open => Tls::None,
            Way::Wrapped => Tls::Wrapper(trusted(settings)?),
            Way::Upgraded => Tls::Required(trusted(settings)?),
        };
        let mut way = SmtpTransport::builder_dangerous(&settings.server).port(settings.port);
        way = way.tls(tls).timeout(Some(settings.patience.map_or(PATIENCE, Duration::from_millis)));
        if let Some(user) = &settings.user {
            let file = settings.password_file.as_deref().ok_or("Ange password_file under [mail].")?;
            let secret = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
            way = way.credentials(Credentials::new(user.clone(), secret.trim_end().to_owned()));
        }
        let municipality = municipality.to_owned();
        Ok(Self { transport: way.build(), settings: settings.clone(), jobs: jobs.to_vec(), municipality })
    }

    /// Sends the message that is next, if one is due; whether there was one.
    pub fn send_next(&self, app: &App) -> Result<bool, StoreError> {
        let store = app.store();
        if let Err(error) = app.write_locks() {
            tracing::error!(%error, "det går inte att se vilka konton som har låsts");
        }
        let Some(taken) = store.take_message()? else { return Ok(false) };
        if app.now().duration_since(taken.made) > OLD {
            store.message_failed(&taken.message, "Meddelandet blev för gammalt.", None)?;
            return Ok(true);
        }
        match self.message(&taken, app) {
            Ok(Some(message)) => self.deliver(store, &taken, &message)?,
            Ok(None) => store.message_failed(&taken.message, "Det fanns inget kvar att säga.", None)?,
            Err(why) => store.message_failed(&taken.message, &why, None)?,
        }
        Ok(true)
    }

    fn deliver(&self, store: &Store, taken: &Outgoing, message: &Message) -> Result<(), StoreError> {
        let Err(error) = self.transport.send(message) else { return store.message_sent(&taken.message) };
        // What it says is the other end's words: a number, or what could not be reached. No address is in it.
        let why = match error.status() {
            Some(code) => format!("E-postservern svarade {code}."),
            None if error.is_client() => String::from("E-postservern erbjuder ingen kryptering eller inloggning."),
            None => String::from("E-postservern svarade inte."),
        };
        let again = PAUSES.get(taken.attempts as usize).copied().filter(|_| !error.is_permanent());
        tracing::error!(mail = named(taken), why, given_up = again.is_none(), "meddelandet gick inte iväg");
        store.message_failed(&taken.message, &why, again)
    }

    /// The message; none when it has nothing to say any more.
    fn message(&self, taken: &Outgoing, app: &App) -> Result<Option<Message>, String> {
        let (to, subject, words, invited) = match taken.user {
            None => (self.settings.to.clone(), "Något i Stadga behöver ses över", self.of_job(&taken.about), None),
            Some(user) => match app.notice_text(user, taken).map_err(|error| error.to_string())? {
                Some(notice) => (vec![notice.to], notice.subject, notice.text, notice.calendar),
                None => return Ok(None),
            },
        };
        let doubt = if taken.open {
            "Meddelandet kan ha kommit en gång redan: det gick inte att se om det kom fram då.\n\n"
        } else {
            ""
        };
        // An address that cannot be read is somebody's, and is not told.
        let said = |_: lettre::address::AddressError| String::from("En adress går inte att läsa.");
        let from: lettre::message::Mailbox = self.settings.from.parse().map_err(said)?;
        let id = format!("<{}@{}>", named(taken), from.email.domain());
        let sender = from.email.to_string();
        let mut letter = Message::builder().from(from).date(SystemTime::from(app.now())).message_id(Some(id));
        for to in &to {
            letter = letter.to(to.parse().map_err(said)?);
        }
        let text = format!("{doubt}{words}\n\n{}\n", self.municipality);
        let letter = letter.subject(subject);
        let letter = match invited.as_ref().zip(to.first()) {
            Some((invited, to)) => {
                let calendar = calendar_message(invited, &sender, to, app.now());
                letter.multipart(with_calendar(text, calendar, invited.method())?)
            }
            None => letter.header(ContentType::TEXT_PLAIN).body(text),
        };
        letter.map(Some).map_err(|error| error.to_string())
    }

    /// That a job has failed.
    fn of_job(&self, about: &str) -> String {
        let what = self.jobs.iter().find(|job| job.name == about).map_or(about, |job| job.label);
        format!(
            "{what} misslyckades. Programmet försöker igen av sig självt.\n\nLogga in och se längst ned på sidan \
             Användare vad som hände och när det görs nästa gång."
        )
    }
}

/// The words, and beside them what a calendar takes by that method.
fn with_calendar(text: String, calendar: String, method: &str) -> Result<MultiPart, String> {
    let kind = ContentType::parse(&format!("text/calendar; charset=utf-8; method={method}"));
    let kind = kind.map_err(|error| error.to_string())?;
    let calendar = SinglePart::builder().header(kind).body(calendar);
    Ok(MultiPart::alternative().singlepart(SinglePart::plain(text)).singlepart(calendar))
}

/// What a message is called outside the database: whoever reads it can tell that it is the same message, and not which
/// user here it is to.
fn named(taken: &Outgoing) -> String {
    match taken.user {
        Some(_) => stadga_store::sha256(taken.message.as_bytes()),
        None => taken.message.clone(),
    }
}

/// Sends what there is from now on, on a thread of its own.
pub fn start(app: &App, post: Post) -> Result<(), String> {
    let app = app.clone();
    let wait = move || {
        loop {
            match post.send_next(&app) {
                Ok(true) => {}
                Ok(false) => std::thread::sleep(EVERY),
                Err(error) => {
                    tracing::error!(%error, "utkorgen går inte att läsa");
                    std::thread::sleep(EVERY);
                }
            }
        }
    };
    let thread = std::thread::Builder::new().name(String::from("post"));
    thread.spawn(wait).map(|_| ()).map_err(|error| error.to_string())
}

/// How it stands with the outbox, as Prometheus reads it.
pub fn metrics(store: &Store) -> String {
    let Ok(all) = store.messages(1_000) else { return String::new() };
    let waiting = all.iter().filter(|one| one.next.is_some()).count();
    let given_up = all.iter().filter(|one| one.gave_up.is_some()).count();
    format!(
        "# TYPE stadga_outbox_waiting gauge\nstadga_outbox_waiting {waiting}\n\
         # TYPE stadga_outbox_given_up gauge\nstadga_outbox_given_up {given_up}\n"
    )
}

#[cfg(test)]
mod invited;
#[cfg(test)]
mod theirs;

#[cfg(test)]
mod tests {
    use super::*;
    use stadga_app::accounts::{Cost, Entry, LogIn, OwnNotices};
    use stadga_app::jobs::Rhythm;
    use stadga_testkit::{Municipality, Postbox, Turn};

    pub(super) const JOB: Job =
        Job { name: "kopia", label: "Säkerhetskopian", rhythm: Rhythm::Daily(jiff::civil::time(3, 0, 0, 0)) };

    /// A municipality where a job has failed.
    pub(super) fn failed() -> Municipality {
        let town = Municipality::found("2026-11-26T03:00");
        town.app().do_job(&JOB, &|_| Err("Disken är full.".to_owned())).unwrap().unwrap_err();
        town
    }

    /// The same, and the way to a postbox.
    pub(super) fn failing(turns: &[Turn]) -> (Municipality, Postbox, Post) {
        let town = failed();
        let postbox = Postbox::open(turns);
        // Only the end that hangs is not waited for.
        let patience = if turns.contains(&Turn::Hang) { 300 } else { 30_000 };
        let text = format!(
            "server = \"127.0.0.1\"\nport = {}\nfrom = \"Stadga <stadga@ekvalla.example.se>\"\n\
             to = [\"drift@ekvalla.example.se\"]\npatience = {patience}\n",
            postbox.port()
        );
        let post = Post::new(&toml::from_str(&text).unwrap(), "Ekvalla kommun", &[JOB]).unwrap();
        (town, postbox, post)
    }

    pub(super) fn only(town: &Municipality) -> Outgoing {
        let mut all = town.app().store().messages(9).unwrap();
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    #[test]
    fn only_this_machine_is_written_to_in_the_clear_and_only_where_nothing_else_is_asked_for() {
        for here in ["localhost", "127.0.0.1", "::1"] {
            assert_eq!([way(here, 25, false), way(here, 465, false)], [Way::Open, Way::Open], "{here}");
            assert_eq!([way(here, 587, true), way(here, 465, true)], [Way::Upgraded, Way::Wrapped], "{here}");
        }
        for away in ["smtp.ekvalla.example.se", "10.0.0.7", "localhost.example.se", "127.0.0.1.example.se", ""] {
            for authority in [false, true] {
                let ways = [25, 465, 587].map(|port| way(away, port, authority));
                assert_eq!(ways, [Way::Upgraded, Way::Wrapped, Way::Upgraded], "{away}");
            }
        }
    }

    #[test]
    fn an_authority_that_is_none_is_told_before_anything_is_sent() {
        let told = |file: &str| {
            let text = format!("server = \"localhost\"\nfrom = \"a@b.se\"\nto = []\nauthority = {file:?}\n");
            Post::new(&toml::from_str(&text).unwrap(), "Ekvalla kommun", &[]).err().unwrap_or_default()
        };
        let here = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls");
        assert!(told(&format!("{here}/key.pem")).ends_with("filen har inget certifikat"));
        assert!(told(&format!("{here}/borta.pem")).contains("borta.pem"));
        assert_eq!(told(&format!("{here}/certificate.pem")), "");
    }

    #[test]
    fn a_failed_job_is_mailed_once_with_nobody_in_it() {
        let (town, postbox, post) = failing(&[Turn::Take]);
        assert!(post.send_next(town.app()).unwrap() && !post.send_next(town.app()).unwrap());
        town.set("2026-11-26T04:01");
        town.app().do_job(&JOB, &|_| Err("Disken är full.".to_owned())).unwrap().unwrap_err();
        assert!(!post.send_next(town.app()).unwrap(), "one for each day");
        let came = postbox.came();
        assert_eq!((came.len(), only(&town).sent.is_some()), (1, true));
        let letter = &came[0];
        for words in ["Message-ID: <jobb-kopia-2026-11-26@ekvalla.example.se>", "To: drift@ekvalla.example.se"] {
            assert!(letter.contains(words), "{words}: {letter}");
        }
        assert!(!letter.contains("Disken") && !letter.contains("redan"), "{letter}");
    }

    #[test]
    fn what_the_other_end_cannot_take_now_is_tried_again_and_what_it_will_not_take_is_given_up() {
        let (town, postbox, post) = failing(&[Turn::Refuse(451), Turn::Hang, Turn::Take]);
        assert!(post.send_next(town.app()).unwrap());
        let waiting = only(&town);
        assert!(waiting.why.as_deref().unwrap().contains("451") && waiting.gave_up.is_none(), "{waiting:?}");
        assert!(!post.send_next(town.app()).unwrap(), "not at once");
        town.set("2026-11-26T03:01");
        assert!(post.send_next(town.app()).unwrap());
        assert_eq!(only(&town).why.as_deref(), Some("E-postservern svarade inte."));
        town.set("2026-11-26T03:05");
        assert!(!post.send_next(town.app()).unwrap(), "the pauses grow");
        town.set("2026-11-26T03:06");
        assert!(post.send_next(town.app()).unwrap());
        assert_eq!((postbox.came().len(), only(&town).attempts, only(&town).why), (1, 3, None));

        let (town, postbox, post) = failing(&[Turn::Refuse(550)]);
        assert!(post.send_next(town.app()).unwrap() && !post.send_next(town.app()).unwrap());
        let given_up = only(&town);
        assert!(given_up.gave_up.is_some() && given_up.next.is_none() && postbox.came().is_empty(), "{given_up:?}");
        assert!(metrics(town.app().store()).contains("stadga_outbox_given_up 1"));
        let (town, _postbox, post) = failing(&[Turn::Refuse(451); 7]);
        for hour in ["26T03:00", "26T03:01", "26T03:07", "26T03:30", "26T05:00", "26T10:00", "27T00:00"] {
            town.set(&format!("2026-11-{hour}"));
            assert!(post.send_next(town.app()).unwrap(), "{hour}");
        }
        assert_eq!((only(&town).attempts, only(&town).gave_up.is_some()), (7, true));
    }

    #[test]
    fn a_program_that_falls_before_it_hears_sends_at_most_once_more_and_says_so() {
        let (town, postbox, post) = failing(&[Turn::Take]);
        // Taken by a program that sent it or did not, and fell.
        assert!(!town.app().store().take_message().unwrap().unwrap().open);
        assert!(!post.send_next(town.app()).unwrap(), "it may still be under way");
        town.set("2026-11-26T03:16");
        assert!(post.send_next(town.app()).unwrap() && !post.send_next(town.app()).unwrap());
        let came = postbox.came();
        assert!(came.len() == 1 && came[0].contains("kan ha kommit en"), "{came:?}");
        assert!(came[0].contains("Message-ID: <jobb-kopia-2026-11-26@"), "the other end can tell that it is the same");
    }

    #[test]
    fn a_message_that_does_not_leave_is_logged_by_a_name_that_says_nothing_of_whom_it_is_to() {
        let (town, _postbox, post) = failing(&[Turn::Refuse(451)]);
        let (job, sara) = (only(&town), town.user("sara"));
        let letter = post.message(&job, town.app()).unwrap().unwrap();
        let taken = Outgoing { message: format!("morgon-{sara}-2026-11-26"), user: Some(sara), ..job };
        let log = tempfile::NamedTempFile::new().unwrap();
        let writer = tracing_subscriber::fmt().with_ansi(false).with_writer(log.reopen().unwrap()).finish();
        tracing::subscriber::with_default(writer, || post.deliver(town.app().store(), &taken, &letter)).unwrap();
        let said = std::fs::read_to_string(log.path()).unwrap();
        assert!(said.contains("gick inte iväg") && said.contains(&named(&taken)), "{said}");
        assert!(!said.contains(&sara.to_string()), "{said}");
    }

    #[test]
    fn whoever_asks_for_it_is_mailed_numbers_in_the_morning_and_that_the_account_was_locked() {
        let (town, postbox, post) = failing(&[Turn::Take, Turn::Take, Turn::Take]);
        assert!(post.send_next(town.app()).unwrap(), "the failed job");
        let day = |at: &str| {
            town.set(at);
            town.app().write_mornings(town.app().local().date()).unwrap()
        };
        let (app, sara) = (town.app(), town.user("sara"));
        app.issue_account(None, sara, "sara.lindqvist", Cost::for_tests()).unwrap();
        let new = [
            ("namn", "Per Holm"),
            ("kanal", "telefon"),
            ("galler", "Stöd"),
            ("enhet", "vuxen"),
            ("handlaggare", "sara"),
        ];
        town.execute("amina", "ansokan.registrera", &new).unwrap();
        let meeting = [
            ("art", "samtal"),
            ("dag", "2026-11-30"),
            ("klockan", "10.00"),
            ("form", "annan_plats"),
            ("plats", "Torget"),
        ];
        town.execute("sara", "mote.boka", &meeting).unwrap();
        assert_eq!(day("2026-11-27T06:30"), 0, "nobody is mailed who has not asked");
        let chosen = |morning| OwnNotices { address: "sara@ekvalla.se".to_owned(), morning, calendar: false };
        let ctx = app.ctx(sara).unwrap();
        let mend = app.choose_notices(&ctx, &chosen(true), &["annan.se".to_owned()]).unwrap();
        assert_eq!(mend[0].0, "epost", "an address elsewhere");
        assert!(app.choose_notices(&ctx, &chosen(true), &[]).unwrap().is_empty());
        assert_eq!((day("2026-11-28T06:30"), day("2026-11-30T06:30")), (0, 1), "on working days");
        assert_eq!(app.write_mornings("2026-11-27".parse().unwrap()).unwrap(), 0, "a morning that was missed");
        assert!(day("2026-11-30T06:31") == 1 && post.send_next(app).unwrap() && !post.send_next(app).unwrap());

        // Wrong until it is locked; told once for each time, also after the morning's mail is no longer wanted.
        app.choose_notices(&ctx, &chosen(false), &[]).unwrap();
        for _ in 0..5 {
            let tried = LogIn { name: "sara.lindqvist", password: "fel", code: "", accepted: true };
            assert_eq!(app.log_in(Cost::for_tests(), tried).unwrap(), Entry::No);
        }
        assert!(post.send_next(app).unwrap() && !post.send_next(app).unwrap());
        let came = postbox.came();
        assert_eq!(came.len(), 3);
        let words = |letter: &str| letter.replace("=\r\n", "");
        assert!(came[1..].iter().all(|letter| !letter.contains(&sara.to_string())), "who it is here: {came:?}");
        for (letter, told) in [(&came[1], "Min dag"), (&came[2], "l=C3=B6senord")] {
            let letter = words(letter);
            assert!(letter.contains("To: sara@ekvalla.se") && letter.contains(told), "{letter}");
            assert!(
                !letter.contains("Holm")
                    && !letter.contains("Torget")
                    && !letter.contains("Per")
                    && !letter.contains("Sara"),
                "{letter}"
            );
        }
    }
}
