//! What was acknowledged survives: the server and its database are killed with SIGKILL under sixteen writers, and
//! every write that was answered is there once, with its audit event.
//!
//! `PORTICO_KILL_ROUNDS` sets how often; one round in the test, many in the soak.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use api::db::schema::clients;
use diesel::prelude::*;
use domain::access::Role;
use serde_json::{Value, json};
use tests::http1::Connection;
use tests::process::{Grounds, free_port};
use tests::{county, invariants, invented};
use uuid::Uuid;

const WRITERS: usize = 16;

/// A second, more or less: the moments differ from round to round and from run to run.
fn some_time(n: u64) -> Duration {
    let name = invented::name(u64::from(std::process::id()), n);
    let spread = name.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    Duration::from_millis(300 + spread % 2400)
}

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

#[test]
fn no_acknowledged_write_is_lost_or_doubled() {
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
    for round in 0..rounds {
        thread::sleep(some_time(2 * u64::from(round)));
        server.kill();
        server = grounds.serve(port, "");
        thread::sleep(some_time(2 * u64::from(round) + 1));
        kill_database(&grounds);
        // Whatever was under way: what is there holds together.
        let broken = invariants::broken(&mut grounds.owner());
        assert!(broken.is_empty(), "after round {round}: {broken:?}");
    }
    // However busy the machine: enough must have been answered for the rest to mean anything.
    within("writes enough", || number.load(Ordering::Relaxed) > 70);
    over.store(true, Ordering::Relaxed);
    let acknowledged: Vec<Uuid> = writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect();
    drop(server);

    let mut conn = grounds.owner();
    assert!(acknowledged.len() > 50, "only {} writes", acknowledged.len());
    let there: i64 = clients::table.filter(clients::id.eq_any(&acknowledged)).count().get_result(&mut conn).unwrap();
    assert_eq!(usize::try_from(there).unwrap(), acknowledged.len(), "an acknowledged client is gone");
    assert_eq!(clients::table.count().get_result(&mut conn), Ok(there), "a client was made twice");
    drop(conn);
}

/// SIGKILL to the postmaster; its children notice and go. A process that was killed keeps its number until its parent
/// has asked after it: only then does a start not take it for a running server.
fn kill_database(grounds: &Grounds) {
    let pid = std::fs::read_to_string(grounds.cluster.folder().join("postmaster.pid")).unwrap();
    let pid = pid.lines().next().unwrap();
    assert!(Command::new("kill").args(["-9", pid]).status().unwrap().success());
    within("the database is gone", || !Path::new("/proc").join(pid).exists());
    within("the database comes back", || grounds.cluster.restart().is_ok());
}

fn within(what: &str, done: impl Fn() -> bool) {
    for _ in 0..300 {
        thread::sleep(Duration::from_millis(200));
        if done() {
            return;
        }
    }
    unreachable!("{what} within a minute");
}
