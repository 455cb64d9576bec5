//! Statements about files: those that are filed in a stream, and those sent in but not filed yet.

/// Every statement here, by name.
pub const ALL: &[(&str, &str)] = &[
    ("BLOB_PUT", BLOB_PUT),
    ("BLOB_PART_PUT", BLOB_PART_PUT),
    ("BLOB", BLOB),
    ("BLOB_PARTS", BLOB_PARTS),
    ("NAMING", NAMING),
    ("UPLOAD_PUT", UPLOAD_PUT),
    ("UPLOAD_PART_PUT", UPLOAD_PART_PUT),
    ("UPLOAD_WHOLE", UPLOAD_WHOLE),
    ("UPLOAD", UPLOAD),
    ("UPLOAD_PARTS", UPLOAD_PARTS),
    ("UPLOADED", UPLOADED),
    ("UPLOAD_DROP", UPLOAD_DROP),
    ("UPLOAD_PARTS_DROP", UPLOAD_PARTS_DROP),
    ("UPLOADS_OLD", UPLOADS_OLD),
];

pub const BLOB_PUT: &str = "INSERT INTO blob (subject, name, size, parts, packed) VALUES ($1, $2, $3, $4, $5)
 ON CONFLICT (subject, name) DO NOTHING";
pub const BLOB_PART_PUT: &str = "INSERT INTO blob_part (subject, name, part, sealed) VALUES ($1, $2, $3, $4)";
pub const BLOB: &str = "SELECT size, parts, packed FROM blob WHERE subject = $1 AND name = $2";
pub const BLOB_PARTS: &str = "SELECT sealed FROM blob_part WHERE subject = $1 AND name = $2 ORDER BY part";
/// The events that may name files, with what it takes to open them.
pub const NAMING: &str =
    "SELECT position, event_id, subject, seq, payload FROM event WHERE name = $1 ORDER BY position";

/// Whole only when all its parts are there: until then it has none.
pub const UPLOAD_PUT: &str = "INSERT INTO upload (upload, author, saved_at, size, parts, sealed)
 VALUES ($1, $2, $3, $4, 0, $5)";
pub const UPLOAD_PART_PUT: &str = "INSERT INTO upload_part (upload, part, sealed) VALUES ($1, $2, $3)";
pub const UPLOAD_WHOLE: &str = "UPDATE upload SET parts = $1 WHERE upload = $2";
pub const UPLOAD: &str = "SELECT size, parts, sealed FROM upload WHERE upload = $1 AND author = $2 AND parts > 0";
pub const UPLOAD_PARTS: &str = "SELECT sealed FROM upload_part WHERE upload = $1 ORDER BY part";
pub const UPLOADED: &str = "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM upload WHERE author = $1";
pub const UPLOAD_DROP: &str = "DELETE FROM upload WHERE upload = $1 AND author = $2";
pub const UPLOAD_PARTS_DROP: &str = "DELETE FROM upload_part WHERE upload = $1";
pub const UPLOADS_OLD: &str = "SELECT upload, author FROM upload WHERE saved_at < $1";
