//! What a copy of a database holds, table by table. Read models are made anew from it.

use stadga_core::Fact;

/// A table as it is copied.
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns, all of them.
    pub columns: &'static [&'static str],
    /// In which order its rows are read.
    pub order: &'static str,
    /// Its rows after the place `$1` in the log, for a copy that goes on from another; without it all are taken.
    pub after: &'static str,
    /// What is done with a row that is there already.
    pub again: &'static str,
}

/// What stands in streams that have moved after a place in the log.
const MOVED: &str = "subject IN (SELECT e.subject FROM event e WHERE e.position > $1)";

/// What stands in streams where something that may name a file has come after a place in the log.
const FILED: &str = "subject IN (SELECT e.subject FROM event e WHERE e.position > $1 AND e.name IN ({files}))";

/// The log, the audit trail, the files, and what else cannot be made anew. Drafts are their authors' work; what is
/// sent in and not filed, and who is logged in, is let go.
pub const RECORDS: &[Table] = &[
    Table {
        name: "stream",
        columns: &[
            "entry",
            "subject",
            "kind",
            "person",
            "holder",
            "root",
            "key_id",
            "last_seq",
            "last_hash",
            "moved_on",
        ],
        order: "entry",
        after: MOVED,
        again: "ON CONFLICT (subject) DO UPDATE SET last_seq = excluded.last_seq, last_hash = excluded.last_hash,
 moved_on = excluded.moved_on",
    },
    Table {
        name: "event",
        columns: &[
            "position",
            "event_id",
            "command_id",
            "subject",
            "seq",
            "kind",
            "name",
            "occurred_on",
            "occurred_at",
            "recorded_at",
            "actor",
            "role",
            "unit",
            "on_behalf_of",
            "corrects",
            "schema_no",
            "packs",
            "payload",
            "hash",
        ],
        order: "position",
        after: "position > $1",
        again: "",
    },
    Table {
        name: "case_number",
        columns: &["year", "serial", "subject"],
        order: "year, serial",
        after: MOVED,
        again: "ON CONFLICT (year, serial) DO NOTHING",
    },
    Table { name: "pack", columns: &["hash", "content"], order: "hash", after: "", again: SAME_PACK },
    Table { name: "pack_list", columns: &["name", "packs"], order: "name", after: "", again: SAME_LIST },
    Table {
        name: "blob",
        columns: &["subject", "name", "size", "parts", "packed"],
        order: "subject, name",
        after: FILED,
        again: "ON CONFLICT (subject, name) DO NOTHING",
    },
    Table {
        name: "blob_part",
        columns: &["subject", "name", "part", "sealed"],
        order: "subject, name, part",
        after: FILED,
        again: "ON CONFLICT (subject, name, part) DO NOTHING",
    },
    Table {
        name: "audit",
        columns: &["entry", "recorded_at", "user_id", "role", "unit", "what", "kind", "subjects", "ground", "detail"],
        order: "entry",
        after: "entry > $1",
        again: "",
    },
    Table {
        name: "draft",
        columns: &["author", "form", "subject", "saved_at", "sealed"],
        order: "author, form, subject",
        after: "",
        again: "ON CONFLICT (author, form, subject) DO UPDATE SET saved_at = excluded.saved_at, sealed = excluded.sealed",
    },
    Table {
        name: "account",
        columns: &["user_id", "login", "sealed", "version", "changed_at", "step", "entered_at", "locked_at"],
        order: "user_id",
        after: "",
        again: "ON CONFLICT (user_id) DO UPDATE SET login = excluded.login, sealed = excluded.sealed,
 version = excluded.version, changed_at = excluded.changed_at, step = excluded.step,
 entered_at = excluded.entered_at, locked_at = excluded.locked_at",
    },
    Table {
        name: "account_key",
        columns: &["token", "user_id"],
        order: "token",
        after: "",
        again: "ON CONFLICT (token) DO UPDATE SET user_id = excluded.user_id",
    },
    Table {
        name: "read_mark",
        columns: &["user_id", "subject", "seq"],
        order: "user_id, subject",
        after: "",
        again: "ON CONFLICT (user_id, subject) DO UPDATE SET seq = excluded.seq",
    },
    Table {
        name: "job_run",
        columns: &["job", "on_day", "taken_at", "done_at", "failed_at", "told"],
        order: "job, on_day",
        after: "",
        again: "ON CONFLICT (job, on_day) DO UPDATE SET taken_at = excluded.taken_at,
 done_at = excluded.done_at, failed_at = excluded.failed_at, told = excluded.told",
    },
    Table {
        name: "outbox",
        columns: &[
            "message",
            "about",
            "made_at",
            "attempts",
            "next_at",
            "taken",
            "sent_at",
            "gave_up_at",
            "why",
            "user_id",
        ],
        order: "message",
        after: "",
        again: "ON CONFLICT (message) DO UPDATE SET attempts = excluded.attempts, next_at = excluded.next_at,
 taken = excluded.taken, sent_at = excluded.sent_at, gave_up_at = excluded.gave_up_at, why = excluded.why",
    },
    ERASED,
];

const SAME_PACK: &str = "ON CONFLICT (hash) DO NOTHING";
const SAME_LIST: &str = "ON CONFLICT (name) DO NOTHING";

/// What is erased, in the copy of the records and in that of the keys: whichever is newer tells.
const ERASED: Table = Table {
    name: "erased_key",
    columns: &["key_id", "owner", "holder", "event_id", "erased_at"],
    order: "key_id",
    after: "",
    again: "ON CONFLICT (key_id) DO NOTHING",
};

/// The keys of subjects, wrapped by the master key. They lie apart from the records, so that erasing a key
/// darkens old copies too.
pub const KEYS: &[Table] = &[
    Table {
        name: "subject_key",
        columns: &["key_id", "owner", "holder", "wrapped"],
        order: "key_id",
        after: "",
        again: "",
    },
    ERASED,
];

/// Tables that are not copied: what the program lays down itself, what it can make anew, and what is not kept.
pub const LEFT_OUT: &[&str] = &[
    "meta",
    "schema_step",
    "session",
    "login_try",
    "upload",
    "upload_part",
    "case_row",
    "assignment_row",
    "person_row",
    "person_token",
    "duty_row",
    "duty_owner",
    "access_grant",
    "booking_row",
    "booking_owner",
    "execution_row",
    "minutes_row",
    "board_row",
    "mailing_row",
    "self_count",
    "self_check",
];

/// Every row of a table.
pub fn all(table: &Table) -> String {
    format!("SELECT {} FROM {} ORDER BY {}", table.columns.join(", "), table.name, table.order)
}

/// The rows of a table after a place.
pub fn after(table: &Table) -> String {
    if table.after.is_empty() {
        return all(table);
    }
    let columns = table.columns.join(", ");
    let files: Vec<String> = Fact::WITH_FILES.iter().map(|name| format!("'{name}'")).collect();
    let after = table.after.replace("{files}", &files.join(", "));
    format!("SELECT {columns} FROM {} WHERE {after} ORDER BY {}", table.name, table.order)
}

/// Puts a row of a table with some of its columns, in that order.
pub fn put(table: &Table, columns: &[String]) -> String {
    let places: Vec<String> = (1..=columns.len()).map(|place| format!("${place}")).collect();
    format!("INSERT INTO {} ({}) VALUES ({}) {}", table.name, columns.join(", "), places.join(", "), table.again)
}

/// How much there is in a database that ought to be empty.
pub const HELD: &str = "SELECT COUNT(*) FROM stream";
/// The last place in the audit trail.
pub const LAST_ENTRY: &str = "SELECT COALESCE(MAX(entry), 0) FROM audit";
/// Streams whose key is not there.
pub const KEYLESS: &str = "SELECT COUNT(*) FROM stream WHERE key_id NOT IN (SELECT key_id FROM subject_key)";
