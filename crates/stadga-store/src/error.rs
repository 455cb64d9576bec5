//! What can go wrong, in words for the person who starts the program.

use postgres::error::SqlState;
use std::path::PathBuf;

/// The store cannot do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The built-in SQLite has a known fault.
    #[error("SQLite {0} har ett känt fel som kan förstöra databasen. Använd 3.51.3 eller nyare.")]
    OldSqlite(&'static str),
    /// The server is too old.
    #[error("PostgreSQL {0} är för gammal. Använd 13 eller nyare.")]
    OldPostgres(String),
    /// The server's database cannot hold every letter.
    #[error("Databasen på servern har teckenkodningen {0}. Skapa den med UTF8.")]
    WrongEncoding(String),
    /// The server has a protection turned off.
    #[error("Databasservern kan tappa det som är sparat: inställningen {0} är av. Slå på den.")]
    UnsafeServer(&'static str),
    /// The address of the server cannot be read.
    #[error("Adressen till databasservern går inte att tolka: {}.", told(.0))]
    Address(#[source] postgres::Error),
    /// Nobody answers at the address, or not as a server should.
    #[error("Databasservern går inte att nå: {}.", told(.0))]
    Unreachable(#[source] postgres::Error),
    /// The server is another machine, and the address turns encryption off.
    #[error(
        "Databasservern {0} är en annan dator, och dit måste anslutningen vara krypterad. \
         Ta bort sslmode=disable ur adressen."
    )]
    Unencrypted(String),
    /// Encryption cannot be set up.
    #[error("Krypteringen till databasservern går inte att ställa in: {0}")]
    Encryption(String),
    /// What is asked for is erased.
    #[error("Akten är gallrad.")]
    Erased,
    /// The database was made for something else.
    #[error("Databasen är gjord för {found} och kan inte öppnas för {asked}.")]
    WrongPurpose {
        /// What it was made for.
        found: String,
        /// What it was opened for.
        asked: &'static str,
    },
    /// A newer program has changed the tables.
    #[error("Databasen är gjord av en nyare version av Stadga (steg {0}). Uppdatera programmet.")]
    NewerSchema(i64),
    /// Another process has the database open.
    #[error("Databasen {} används redan av en annan Stadga. Stäng den först.", .0.display())]
    InUse(PathBuf),
    /// The master key does not belong to the database.
    #[error("Huvudnyckeln hör inte till databasen. Hämta rätt nyckelfil.")]
    WrongKey,
    /// The key file does not hold 64 hexadecimal digits.
    #[error("Nyckelfilen {} går inte att läsa. Den ska innehålla 64 hexadecimala siffror.", .0.display())]
    BadKeyFile(PathBuf),
    /// A copy is not what it should be.
    #[error("Det här går inte att återställa: {0}. Inget är ändrat.")]
    NotACopy(&'static str),
    /// There is a database where a copy was to be laid down.
    #[error("Det finns redan en databas där. Välj en tom mapp eller en tom databas på servern. Inget är ändrat.")]
    NotEmpty,
    /// The copy of the keys is older than that of the records.
    #[error("Nyckelkopian saknar nycklar som akterna behöver. Ta en nyare nyckelkopia. Inget är ändrat.")]
    KeysMissing,
    /// The tables are those of an older program.
    #[error("Databasen är gjord av en annan version av Stadga. Öppna den med den här versionen först.")]
    OtherSchema,
    /// The database file is damaged.
    #[error("Databasen är skadad: {0}. Återställ den från en säkerhetskopia.")]
    Damaged(String),
    /// A stored text could not be opened with its key: it has been altered or its key destroyed.
    #[error("En lagrad uppgift går inte att låsa upp: {0}.")]
    Sealed(String),
    /// A stored fact has a shape this version does not know.
    #[error("En lagrad händelse går inte att tolka: {0}.")]
    Payload(#[from] serde_json::Error),
    /// The stream does not exist.
    #[error("Akten {0} finns inte.")]
    Unknown(stadga_core::Id),
    /// The disk did not take it; nothing was written.
    #[error("Skrivningen gick inte att spara: {0}")]
    NotWritten(String),
    /// The connection broke while the server was saving, and it has not come back to tell.
    #[error(
        "Kontakten med databasen bröts, och det är osäkert om skrivningen sparades. Skicka samma igen: är den redan sparad sparas den inte två gånger."
    )]
    Uncertain,
    /// The log has lost events that this program has read.
    #[error(
        "Loggen har gått tillbaka: händelser som fanns i den är borta. Ta reda på varför, och starta sedan om programmet."
    )]
    WentBack,
    /// The connection broke in the middle of the work; nothing was written.
    #[error("Kontakten med databasen bröts.")]
    Lost,
    /// A column holds something else than it should.
    #[error("En lagrad uppgift har fel form (kolumn {0}).")]
    Misread(usize),
    /// The writer has stopped.
    #[error("Databasen är stängd.")]
    Closed,
    /// The operating system gives no randomness.
    #[error("Operativsystemet ger inga slumptal.")]
    Randomness,
    /// SQLite.
    #[error("{}", of_file(.0))]
    Sql(#[from] rusqlite::Error),
    /// PostgreSQL.
    #[error("{}", of_server(.0))]
    Postgres(#[source] postgres::Error),
    /// The file system.
    #[error("{}", of_system(.0))]
    Io(#[from] std::io::Error),
}

/// Nothing was appended.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// A stream is no longer where the decision was made on it: reload and decide again.
    #[error("Akten har ändrats sedan den lästes.")]
    Moved,
    /// The append contradicts itself: a fact in the wrong kind of stream, a case without a person.
    #[error("Felaktig skrivning: {0}.")]
    Invalid(&'static str),
    /// The store could not write.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<postgres::Error> for StoreError {
    fn from(error: postgres::Error) -> Self {
        Self::Postgres(error)
    }
}

const FULL: &str = "Disken är full. Det som är sparat är kvar. Frigör utrymme";
const PROTECTED: &str = "Databasen är skrivskyddad, eller ägs av någon annan än den som startar programmet. Rätta det";

/// What SQLite says, in words for whoever looks after the machine.
fn of_file(error: &rusqlite::Error) -> String {
    use rusqlite::ErrorCode;
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => format!("{FULL} ({error})."),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => format!("{PROTECTED} ({error})."),
        Some(ErrorCode::SystemIoFailure) => {
            format!("Disken svarar med fel ({error}). Det som är sparat är kvar. Se efter om den är hel.")
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            format!("Databasfilen är skadad ({error}). Återställ den från en säkerhetskopia.")
        }
        _ => format!("Databasfel: {error}"),
    }
}

/// What the operating system says of a file.
fn of_system(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::StorageFull => format!("{FULL} ({error})."),
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => format!("{PROTECTED} ({error})."),
        _ => format!("Filfel: {error}"),
    }
}

/// What PostgreSQL says, in the words a file's fault has.
fn of_server(error: &postgres::Error) -> String {
    worded(error.code(), &told(error))
}

fn worded(code: Option<&SqlState>, told: &str) -> String {
    if code == Some(&SqlState::DISK_FULL) { format!("{FULL} ({told}).") } else { format!("Databasfel: {told}") }
}

/// What PostgreSQL says, without the values it would show beside it.
fn told(error: &postgres::Error) -> String {
    match (error.as_db_error(), std::error::Error::source(error)) {
        (Some(error), _) => format!("{} ({})", error.message(), error.code().code()),
        (None, Some(cause)) => cause.to_string(),
        (None, None) => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_in_the_same_words_on_a_server_as_under_a_file() {
        let of_disk = of_system(&std::io::Error::from(std::io::ErrorKind::StorageFull));
        let told = worded(Some(&SqlState::from_code("53100")), "could not extend file (53100)");
        assert_eq!(told, "Disken är full. Det som är sparat är kvar. Frigör utrymme (could not extend file (53100)).");
        assert_eq!(of_disk.split(" (").next(), told.split(" (").next());
        for code in [Some(SqlState::from_code("53200")), None] {
            assert_eq!(worded(code.as_ref(), "annat"), "Databasfel: annat", "{code:?}");
        }
    }
}
