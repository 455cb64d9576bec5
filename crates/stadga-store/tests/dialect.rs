//! The same statements run on PostgreSQL: its server reads every one of them.

use stadga_store::sql::{all, schema, seams};
use std::io::Write;
use std::process::{Command, Stdio};

/// A connection address of a PostgreSQL where a schema may be made and dropped.
const SERVER: &str = "STADGA_TEST_PG";

#[test]
fn every_statement_is_postgresql() {
    let Ok(server) = std::env::var(SERVER) else {
        println!("hoppas över: {SERVER} är inte satt");
        return;
    };
    let mut script = String::from("BEGIN;\nCREATE SCHEMA stadga_dialect;\nSET search_path TO stadga_dialect;\n");
    script.push_str(schema::META);
    for step in schema::STEPS {
        script.push_str(&schema::written(step, &seams::POSTGRES));
    }
    for (name, text) in all() {
        script.push_str(&format!("\nPREPARE \"{name}\" AS {text};\nDEALLOCATE \"{name}\";\n"));
    }
    script.push_str("ROLLBACK;\n");
    let mut psql = Command::new("psql")
        .args(["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", &server])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    psql.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let output = psql.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
