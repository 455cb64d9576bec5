//! How the two databases differ in their tables.

/// How the two databases differ in a table definition, and nowhere else.
pub struct Seams {
    /// A key the database counts up itself.
    pub serial: &'static str,
    /// Bytes.
    pub bytes: &'static str,
    /// What makes a table lie in the order of its key, where it does not follow the order of writing anyhow.
    pub by_key: &'static str,
    /// Statements that make the log append-only.
    pub guards: &'static str,
    /// Statements that keep what has been filed from being changed.
    pub file_guards: &'static str,
}

/// SQLite's words.
pub const SQLITE: Seams = Seams {
    serial: "INTEGER PRIMARY KEY",
    bytes: "BLOB",
    by_key: "WITHOUT ROWID",
    guards: GUARDS_SQLITE,
    file_guards: FILE_GUARDS_SQLITE,
};

/// PostgreSQL's words.
pub const POSTGRES: Seams = Seams {
    serial: "BIGSERIAL PRIMARY KEY",
    bytes: "BYTEA",
    by_key: "",
    guards: GUARDS_POSTGRES,
    file_guards: FILE_GUARDS_POSTGRES,
};

const GUARDS_SQLITE: &str = "
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'loggen ändras aldrig'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'loggen ändras aldrig'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'åtkomstloggen ändras aldrig'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'åtkomstloggen ändras aldrig'); END;
";

const GUARDS_POSTGRES: &str = "
CREATE FUNCTION stadga_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'loggen ändras aldrig'; END $$;
CREATE TRIGGER event_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON event
  FOR EACH STATEMENT EXECUTE FUNCTION stadga_append_only();
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION stadga_append_only();
";

/// Taking away is left open: erasure takes a file away with its key.
const FILE_GUARDS_SQLITE: &str = "
CREATE TRIGGER blob_no_update BEFORE UPDATE ON blob BEGIN SELECT RAISE(ABORT, 'filer ändras aldrig'); END;
CREATE TRIGGER blob_part_no_update BEFORE UPDATE ON blob_part BEGIN SELECT RAISE(ABORT, 'filer ändras aldrig'); END;
";

const FILE_GUARDS_POSTGRES: &str = "
CREATE FUNCTION stadga_files_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'filer ändras aldrig'; END $$;
CREATE TRIGGER blob_no_update BEFORE UPDATE ON blob
  FOR EACH STATEMENT EXECUTE FUNCTION stadga_files_stay();
CREATE TRIGGER blob_part_no_update BEFORE UPDATE ON blob_part
  FOR EACH STATEMENT EXECUTE FUNCTION stadga_files_stay();
";
