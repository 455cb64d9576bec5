//! Statements of the small file beside a database file, where what is seen waits to be taken in.

/// Its tables: what it knows of itself, and the rows.
pub const TABLES: &str = "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS seen (
  place INTEGER PRIMARY KEY, recorded_at TEXT NOT NULL, user_id TEXT NOT NULL, role TEXT, unit TEXT,
  what TEXT NOT NULL, kind TEXT NOT NULL, subjects TEXT NOT NULL, ground TEXT NOT NULL, detail TEXT NOT NULL);";
/// A row, with its place last.
pub const PUT: &str = "INSERT INTO seen (recorded_at, user_id, role, unit, what, kind, subjects, ground, detail, place)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
/// What has come after a place, in order.
pub const AFTER: &str = "SELECT place, recorded_at, user_id, role, unit, what, kind, subjects, ground, detail
 FROM seen WHERE place > $1 ORDER BY place";
/// Takes away what has been moved.
pub const DROP: &str = "DELETE FROM seen WHERE place <= $1";
