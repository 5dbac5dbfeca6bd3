//! The floor: `pgbench` sending what the API sends.
//!
//! Nothing is written down twice: one request is made with statement logging on, the statements of its connection
//! are read from the log, and the values that differ from request to request become random ones. The access record
//! travels on another connection and is left out, as the goal has it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;
use std::time::Duration;

use tests::http1::Connection;
use tests::process::Process;

use crate::data::CLIENTS_PREFIX;
use crate::operations::Operation;
use crate::server::Bench;

/// A statement as it was sent, its values in place.
type Statements = Vec<String>;

/// Makes one request and reads what it sent.
pub(crate) fn capture(bench: &Bench, server: &Process, operation: &Operation) -> Statements {
    let token = server.token(operation.who.0, operation.who.1);
    let mut connection = Connection::open(server.port).expect("the server takes connections");
    for (name, value) in [("log_statement", "'all'"), ("log_line_prefix", "'@@%p@'"), ("log_parameter_max_length", "-1")] {
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
    let statements = script(&text);
    assert!(statements.iter().any(|one| one.contains("identity_actor")), "{}: nothing was captured", operation.name);
    statements
}

/// The statements of the connection that asked who the actor is, values in place of parameters.
fn script(log: &str) -> Statements {
    let mut by_process: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for entry in log.split("@@").skip(1) {
        let Some((process, line)) = entry.split_once('@') else { continue };
        let statements = by_process.entry(process).or_default();
        if let Some((_, statement)) = line.split_once("LOG:  statement: ") {
            statements.push(statement.trim().to_owned());
        } else if line.contains("LOG:  execute ") {
            let statement = line.split_once("LOG:  execute ").and_then(|(_, rest)| rest.split_once(": "));
            statements.push(statement.map(|(_, sql)| sql.trim().to_owned()).unwrap_or_default());
        } else if let Some((_, values)) = line.split_once("DETAIL:  parameters: ")
            && let Some(last) = statements.last_mut()
        {
            *last = fill(last, values.trim());
        }
    }
    let mut found = by_process.into_values().find(|all| all.iter().any(|one| one.contains("identity_actor")));
    found.take().unwrap_or_default()
}

/// Puts `$1 = 'a', $2 = NULL` into a statement.
fn fill(statement: &str, values: &str) -> String {
    let mut filled = statement.to_owned();
    let mut parsed = Vec::new();
    let mut rest = values;
    while let Some(start) = rest.find(" = ") {
        rest = rest.split_at(start + 3).1;
        let end = if rest.starts_with('\'') { closing(rest) } else { rest.find(", $").unwrap_or(rest.len()) };
        let (value, after) = rest.split_at(end);
        parsed.push(value.to_owned());
        rest = after;
    }
    for (index, value) in parsed.iter().enumerate().rev() {
        filled = filled.replace(&format!("${}", index + 1), &format!("\u{1}{value}\u{2}"));
    }
    filled.replace(['\u{1}', '\u{2}'], "")
}

/// Where a quoted text that begins here ends; quotes inside are doubled.
fn closing(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        if bytes[at] == b'\'' {
            if bytes.get(at + 1) == Some(&b'\'') {
                at += 1;
            } else {
                return at + 1;
            }
        }
        at += 1;
    }
    text.len()
}

/// Transactions a second of `pgbench` on the captured statements.
pub(crate) fn run(bench: &Bench, statements: &Statements, connections: u32, time: Duration) -> f64 {
    let file = std::env::temp_dir().join(format!("portico-bench-{}.sql", std::process::id()));
    std::fs::write(&file, pgbench_script(statements)).unwrap();
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
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find(|line| line.starts_with("tps = "));
    let tps = line.and_then(|line| line.split_whitespace().nth(2)).and_then(|word| word.parse().ok());
    tps.unwrap_or_else(|| panic!("pgbench: {}", String::from_utf8_lossy(&output.stderr)))
}

/// Random values in place of those that differ from request to request: the client, every id that was new, and
/// the idempotency key.
fn pgbench_script(statements: &Statements) -> String {
    let all = statements.join("\n");
    let mut script = format!("\\set n random(1, {})\n", crate::data::spread_over());
    let mut names = BTreeMap::new();
    for uuid in uuids(&all) {
        let fresh = all.matches(&uuid).count() > 0 && is_new(&uuid);
        if uuid.starts_with(CLIENTS_PREFIX) || fresh {
            let next = names.len();
            names.entry(uuid).or_insert(next);
        }
    }
    for (uuid, index) in &names {
        if !uuid.starts_with(CLIENTS_PREFIX) {
            let _ = writeln!(script, "\\set v{index} random(1, 999999999999)");
        }
    }
    for statement in statements {
        if statement.contains("pg_advisory_xact_lock(") {
            // The key follows from the client; one constant key would make the floor's connections wait in turn.
            script.push_str("SELECT pg_advisory_xact_lock(:n);\n");
            continue;
        }
        let mut line = escape(&statement.replace(['\n', '\t'], " "));
        for (uuid, index) in &names {
            let value = if uuid.starts_with(CLIENTS_PREFIX) {
                format!("{CLIENTS_PREFIX}' || lpad(:n\u{3}::text, 12, '0') || '")
            } else {
                format!("0f000000-0000-7000-8000-' || lpad(:v{index}\u{3}::text, 12, '0') || '")
            };
            line = line.replace(uuid, &value.replace('\u{3}', ""));
        }
        let _ = writeln!(script, "{};", parenthesize(&line));
    }
    script
}

/// A text put together with `||` needs parentheses where a literal needed none.
fn parenthesize(line: &str) -> String {
    let mut result = String::new();
    let mut rest = line;
    while let Some(start) = rest.find("E'") {
        let (before, literal) = rest.split_at(start);
        let mut end = 1 + closing(literal.split_at(1).1);
        while literal.split_at(end).1.starts_with(" || ") {
            let tail = literal.split_at(end).1;
            let next = tail.find(" || E'").or_else(|| tail.find(" || '"));
            let Some(next) = next else { break };
            let quote = end + next + tail.split_at(next).1.find('\'').unwrap_or(0);
            end = quote + closing(literal.split_at(quote).1);
        }
        let (value, after) = literal.split_at(end);
        result.push_str(before);
        if value.contains(" || ") {
            let kind = if looks_like_uuid(value) { "::uuid" } else { "" };
            let _ = write!(result, "({value}){kind}");
        } else {
            result.push_str(value);
        }
        rest = after;
    }
    result + rest
}

fn looks_like_uuid(value: &str) -> bool {
    value.starts_with("E'0") && value.ends_with("|| ''")
}

/// Escapes what pgbench or a string constant would take for something else: a colon begins a variable.
fn escape(statement: &str) -> String {
    let mut result = String::new();
    let mut rest = statement;
    while let Some(start) = rest.find('\'') {
        let (before, literal) = rest.split_at(start);
        let (text, after) = literal.split_at(closing(literal));
        result.push_str(before);
        let body = text.replace('\\', "\\\\").replace(':', "\\x3a");
        let _ = write!(result, "E{body}");
        rest = after;
    }
    result + rest
}

fn uuids(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_hexdigit() || c == '-';
    text.split(|c: char| !is_part(c)).filter(|word| word.len() == 36).map(str::to_owned).collect()
}

/// Ids made by the server in this request are version 7 of this decade; the county's own are not.
fn is_new(uuid: &str) -> bool {
    uuid.starts_with("01") && uuid.split('-').nth(2).is_some_and(|part| part.starts_with('7'))
        || uuid.split('-').nth(2).is_some_and(|part| part.starts_with('4')) && !tests::county::knows(uuid)
}
