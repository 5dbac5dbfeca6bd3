//! The floor: `pgbench` sending what the API sends.
//!
//! Nothing is written down twice: one request is made with statement logging on, the statements of its connection
//! are read from the log, and the values that differ from request to request become random ones. The access record
//! travels on another connection and is left out, as the goal has it.

use std::fmt::Write as _;
use std::process::Command;
use std::time::Duration;

use tests::http1::Connection;
use tests::process::Process;

use crate::data::CLIENTS_PREFIX;
use crate::log::{self, Statement};
use crate::operations::Operation;
use crate::server::Bench;

/// Digits at the end of an id that are drawn anew.
const DRAWN: usize = 12;

/// What `pgbench` is given.
pub(crate) struct Script(String);

/// Makes one request and reads what it sent.
pub(crate) fn capture(bench: &Bench, server: &Process, operation: &Operation) -> Script {
    let token = server.token(operation.who.0, operation.who.1);
    let mut connection = Connection::open(server.port).expect("the server takes connections");
    for (name, value) in
        [("log_statement", "'all'"), ("log_line_prefix", "'@@%p@'"), ("log_parameter_max_length", "-1")]
    {
        bench.grounds.administer(&format!("ALTER SYSTEM SET {name} = {value}"));
    }
    bench.grounds.administer("SELECT pg_reload_conf()");
    std::thread::sleep(Duration::from_millis(500));
    let log = bench.grounds.cluster.folder().join("server.log");
    // Several requests, the last of which is read: by then every statement is prepared.
    let mut before = 0;
    for n in 900_001..900_005 {
        before = std::fs::read(&log).unwrap().len();
        let answer = connection.ask(&operation.request(&token, n)).expect("an answer");
        let body = String::from_utf8_lossy(&answer.body);
        assert_eq!(answer.status, operation.success, "{}: {body}", operation.name);
        std::thread::sleep(Duration::from_millis(300));
    }
    bench.grounds.administer("ALTER SYSTEM RESET ALL");
    bench.grounds.administer("SELECT pg_reload_conf()");
    let bytes = std::fs::read(&log).unwrap();
    let text = String::from_utf8_lossy(bytes.get(before..).unwrap_or_default()).into_owned();
    let statements = log::statements(&text, "identity_actor");
    assert!(!statements.is_empty(), "{}: nothing was captured", operation.name);
    Script(script(bench, &statements))
}

/// Transactions a second of `pgbench` on the captured statements.
pub(crate) fn run(bench: &Bench, script: &Script, connections: u32, time: Duration) -> f64 {
    let file = std::env::temp_dir().join(format!("portico-bench-{}.sql", std::process::id()));
    std::fs::write(&file, &script.0).unwrap();
    let (socket, role, database) = bench.grounds.database();
    let output = Command::new(bench.grounds.cluster.bin().join("pgbench"))
        .args(["--no-vacuum", "--protocol=prepared", "--jobs=2", "--client", &connections.to_string()])
        .args(["--time", &time.as_secs().to_string(), "--host"])
        .arg(socket)
        .args(["--username", role, "--file"])
        .arg(&file)
        .arg(database)
        .output()
        .expect("pgbench runs");
    // It is written anew for the next run.
    let _ = std::fs::remove_file(&file);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find(|line| line.starts_with("tps = "));
    let tps = line.and_then(|line| line.split_whitespace().nth(2)).and_then(|word| word.parse().ok());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "pgbench: {said}");
    tps.unwrap_or_else(|| panic!("pgbench: {said}"))
}

/// The statements with every value in its place; those that belong to one request only are drawn anew each time.
fn script(bench: &Bench, statements: &[Statement]) -> String {
    let drawn = drawn(statements);
    let mut script = format!("\\set n random(1, {})\n", crate::data::spread_over());
    for index in 0..drawn.len() {
        let _ = writeln!(script, "\\set v{index} random(1, 999999999999)");
    }
    for statement in statements {
        let types = if statement.values.is_empty() { Vec::new() } else { bench.types_of(&statement.sql) };
        let line = statement.with(|index, value| match value {
            None => "NULL".to_owned(),
            // The turn of the one client; a lock that all share would measure the lock.
            Some(_) if statement.sql.contains("pg_advisory_xact_lock") && index + 1 == types.len() => {
                format!("(:n)::{}", types[index])
            }
            Some(text) => format!("({})::{}", expression(text, &drawn), types[index]),
        });
        let _ = writeln!(script, "{};", line.replace(['\n', '\t'], " "));
    }
    script
}

/// The one client a request is about, first, and every id the server made in it.
fn drawn(statements: &[Statement]) -> Vec<String> {
    let values = statements.iter().flat_map(|one| one.values.iter().flatten());
    let mut found: Vec<String> = values.flat_map(|text| ids(text)).collect();
    found.sort();
    found.dedup();
    let clients = found.iter().filter(|id| id.starts_with(CLIENTS_PREFIX)).count();
    // A page of many clients is the same page each time.
    found.retain(|id| is_new(id) || (clients == 1 && id.starts_with(CLIENTS_PREFIX)));
    found
}

/// A value as SQL text, with the drawn ids in it put together from the variables.
fn expression(text: &str, drawn: &[String]) -> String {
    // The first of them in the text, whatever the order in which they were drawn.
    let places = drawn.iter().enumerate().filter_map(|(index, id)| text.find(id.as_str()).map(|at| (at, index, id)));
    if let Some((at, index, id)) = places.min() {
        let (before, after) = (text.split_at(at).0, text.split_at(at + id.len()).1);
        let variable = if id.starts_with(CLIENTS_PREFIX) { "n".to_owned() } else { format!("v{index}") };
        let kept = id.split_at(id.len() - DRAWN).0;
        let start = expression(&format!("{before}{kept}"), &[]);
        return format!("{start} || lpad(:{variable}::text, {DRAWN}, '0') || {}", expression(after, drawn));
    }
    // A colon begins a variable of pgbench.
    format!("E'{}'", text.replace('\\', "\\\\").replace('\'', "''").replace(':', "\\x3a"))
}

/// Ids in both of their forms, with hyphens and without.
fn ids(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_hexdigit() || c == '-';
    text.split(|c: char| !is_part(c)).filter(|word| [32, 36].contains(&word.len())).map(str::to_owned).collect()
}

/// Ids made by the server or for this request are version 7 of this decade, names of files have no hyphens; nothing
/// that was loaded is either.
fn is_new(id: &str) -> bool {
    let version_7 = id.starts_with("01") && id.split('-').nth(2).is_some_and(|part| part.starts_with('7'));
    version_7 || !id.contains('-')
}
