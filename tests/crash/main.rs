//! What was acknowledged survives: the server and its database are killed with SIGKILL under sixteen writers, and
//! every write that was answered is there once, with its audit event, and the chain of the record
//! verifies after every round.
//!
//! `PORTICO_KILL_ROUNDS` sets how often; one round in the test, many in the soak.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing should stop")]

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Uuid as SqlUuid};
use domain::access::Role;
use serde_json::{Value, json};
use tests::http1::Connection;
use tests::process::{Grounds, free_port};
use tests::{county, invented};
use uuid::Uuid;

const WRITERS: usize = 16;
/// One test at a time: the writers of one would starve beside the server of another.
static ALONE: Mutex<()> = Mutex::new(());

/// One writer: makes clients, each under a key of its own, and asks again with the same key until it is answered.
fn write(port: u16, token: &str, count: &AtomicU64, over: &AtomicBool) -> Vec<Uuid> {
    let mut acknowledged = Vec::new();
    let mut connection = Connection::open(port).ok();
    while !over.load(Ordering::Relaxed) {
        let request = new_client(token, count.fetch_add(1, Ordering::Relaxed));
        acknowledged.push(insist(&mut connection, port, &request));
    }
    acknowledged
}

fn new_client(token: &str, n: u64) -> Vec<u8> {
    let body = json!({
        "last_name": invented::name(1, n), "first_name": invented::name(2, n),
        "birth_date": time::macros::date!(1950 - 01 - 01).to_string(), "sex": "unknown",
        "admission": { "program_id": county::program("north", "main"), "start_date": "2026-01-05" },
        "reviewed_match_ids": [], "reason": "Made by a test of crashes"
    })
    .to_string();
    format!(
        "POST /api/v1/clients HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: \
         {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        Uuid::new_v4(),
        body.len()
    )
    .into_bytes()
}

fn insist(connection: &mut Option<Connection>, port: u16, request: &[u8]) -> Uuid {
    for _ in 0..600 {
        match connection.as_mut().map(|open| open.ask(request)) {
            Some(Ok(answer)) if answer.status == 201 => {
                let body: Value = serde_json::from_slice(&answer.body).unwrap();
                return body.get("id").and_then(Value::as_str).unwrap().parse().unwrap();
            }
            Some(Ok(answer)) => {
                let body = String::from_utf8_lossy(&answer.body).into_owned();
                let again = answer.status == 503 || body.contains("\"in_progress\"");
                assert!(again, "{}: {body}", answer.status);
            }
            _ => *connection = Connection::open(port).ok(),
        }
        thread::sleep(Duration::from_millis(100));
    }
    unreachable!("a minute is enough to come back")
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn count(conn: &mut PgConnection, sql: &str) -> i64 {
    diesel::sql_query(sql).get_result::<Count>(conn).unwrap().n
}

#[test]
fn no_acknowledged_write_is_lost_or_doubled() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let rounds: u32 = std::env::var("PORTICO_KILL_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let grounds = Grounds::prepare("crash");
    let port = free_port();
    let mut server = grounds.serve(port, "");
    let token = server.token("north", Role::AgencyClerk);
    let (number, over) = (Arc::new(AtomicU64::new(1)), Arc::new(AtomicBool::new(false)));
    let writers: Vec<_> = (0..WRITERS)
        .map(|_| {
            let (token, number, over) = (token.clone(), Arc::clone(&number), Arc::clone(&over));
            thread::spawn(move || write(port, &token, &number, &over))
        })
        .collect();
    for _ in 0..rounds {
        thread::sleep(Duration::from_millis(1500));
        server.kill();
        server = grounds.serve(port, "");
        thread::sleep(Duration::from_millis(1500));
        kill_database(&grounds);
        grounds.verify_record();
    }
    thread::sleep(Duration::from_millis(1500));
    over.store(true, Ordering::Relaxed);
    let acknowledged: Vec<Uuid> = writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect();
    grounds.verify_record();
    drop(server);

    let mut conn = grounds.owner();
    assert!(acknowledged.len() > 50, "only {} writes", acknowledged.len());
    let there = diesel::sql_query("SELECT count(*) AS n FROM clients WHERE id = ANY($1)")
        .bind::<diesel::sql_types::Array<SqlUuid>, _>(&acknowledged)
        .get_result::<Count>(&mut conn)
        .unwrap();
    assert_eq!(usize::try_from(there.n).unwrap(), acknowledged.len(), "an acknowledged client is gone");
    assert_eq!(count(&mut conn, "SELECT count(*) AS n FROM clients"), there.n, "a client was made twice");
    let silent = "SELECT count(*) AS n FROM clients c WHERE (SELECT count(*) FROM audit_events e
        WHERE e.client_id = c.id AND e.action = 'clients.create' AND e.outcome = 'done') <> 1";
    assert_eq!(count(&mut conn, silent), 0, "a client without exactly one audit event");
    let half = "SELECT count(*) AS n FROM clients c WHERE NOT EXISTS (SELECT 1 FROM enrollments e
        WHERE e.client_id = c.id) OR NOT EXISTS (SELECT 1 FROM client_index i WHERE i.client_id = c.id)";
    assert_eq!(count(&mut conn, half), 0, "half a client");
}

/// The command that operators run: silent about nothing, and its exit code says it to scripts.
#[test]
fn portico_audit_verify_tells_a_whole_record_from_one_that_was_tampered_with() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let grounds = Grounds::prepare("audit");
    let port = free_port();
    let server = grounds.serve(port, "checkpoint_minutes = 1\n");
    let token = server.token("north", Role::AgencyClerk);
    let mut connection = Connection::open(port).ok();
    for n in 1..=5 {
        insist(&mut connection, port, &new_client(&token, n));
    }
    server.stop();
    let verify = |more: &[&str]| {
        let output = grounds.command(&[&["audit", "verify"], more].concat()).output().unwrap();
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let (whole, said) = verify(&[]);
    assert!(whole && said.contains("as it was written"), "{said}");
    let (whole, said) = verify(&["--since", "2100-01-01"]);
    assert!(whole && said.contains(": 0 rows"), "{said}");
    assert!(!verify(&["--since", "yesterday"]).0);
    let (whole, said) = verify(&["--checkpoints", "/nowhere/checkpoints.jsonl"]);
    assert!(!whole && said.contains("no checkpoints") && said.contains("/nowhere"), "{said}");
    grounds.administer("ALTER TABLE access_records DISABLE TRIGGER ALL");
    grounds.administer(
        "UPDATE access_records SET purpose = 'payment' WHERE id = (SELECT row_id FROM record_seals WHERE seq = 3)",
    );
    let (whole, said) = verify(&[]);
    assert!(!whole && said.contains("chain record, number 3, access_records row"), "{said}");
}

/// SIGKILL to the postmaster; its children notice and go. A process that was killed keeps its number until its parent
/// has asked after it: only then does a start not take it for a running server.
fn kill_database(grounds: &Grounds) {
    let pid = std::fs::read_to_string(grounds.cluster.folder().join("postmaster.pid")).unwrap();
    let pid = pid.lines().next().unwrap();
    assert!(Command::new("kill").args(["-9", pid]).status().unwrap().success());
    within_ten_seconds("the database is gone", || !Path::new("/proc").join(pid).exists());
    within_ten_seconds("the database comes back", || grounds.cluster.restart().is_ok());
}

fn within_ten_seconds(what: &str, done: impl Fn() -> bool) {
    for _ in 0..50 {
        thread::sleep(Duration::from_millis(200));
        if done() {
            return;
        }
    }
    unreachable!("{what} within ten seconds");
}
