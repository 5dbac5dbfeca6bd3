//! A bounded load on one loopback address: keep-alive connections that send a request, read its whole answer and
//! send the next.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tests::http1::Connection;
use tests::process::Process;

use crate::operations::Operation;

/// What one run measured.
pub(crate) struct Figures {
    pub(crate) per_second: f64,
    pub(crate) p50: f64,
    pub(crate) p99: f64,
}

/// Sends the operation's requests on so many connections for so long, after a second of warm-up.
pub(crate) fn run(server: &Process, operation: &Operation, connections: u32, time: Duration) -> Figures {
    let counter = Arc::new(AtomicU64::new(1));
    let (measuring, over) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let threads: Vec<_> = (0..connections)
        .map(|_| {
            let (counter, measuring, over) = (Arc::clone(&counter), Arc::clone(&measuring), Arc::clone(&over));
            let (operation, port, token) =
                (operation.clone(), server.port, server.token(operation.who.0, operation.who.1));
            let build = std::thread::Builder::new().stack_size(256 * 1024);
            build.spawn(move || one(port, &token, &operation, &counter, &measuring, &over)).unwrap()
        })
        .collect();
    std::thread::sleep(Duration::from_secs(1));
    measuring.store(true, Ordering::Relaxed);
    let started = Instant::now();
    std::thread::sleep(time);
    over.store(true, Ordering::Relaxed);
    let elapsed = started.elapsed().as_secs_f64();
    let mut micros: Vec<u32> = threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
    micros.sort_unstable();
    let at = |share: f64| {
        let index = (f64::from(u32::try_from(micros.len()).unwrap()) * share).floor();
        let index: usize = format!("{index:.0}").parse().unwrap();
        micros.get(index.min(micros.len().saturating_sub(1))).map_or(0.0, |value| f64::from(*value) / 1000.0)
    };
    let count = f64::from(u32::try_from(micros.len()).unwrap());
    Figures { per_second: count / elapsed, p50: at(0.50), p99: at(0.99) }
}

fn one(
    port: u16,
    token: &str,
    operation: &Operation,
    counter: &AtomicU64,
    measuring: &AtomicBool,
    over: &AtomicBool,
) -> Vec<u32> {
    let mut connection = Connection::open(port).expect("the server takes connections");
    let mut micros = Vec::new();
    while !over.load(Ordering::Relaxed) {
        let request = operation.request(token, counter.fetch_add(1, Ordering::Relaxed));
        let started = Instant::now();
        let answer = connection.ask(&request).expect("an answer");
        let body = String::from_utf8_lossy(&answer.body);
        assert_eq!(answer.status, operation.success, "{}: {body}", operation.name);
        if measuring.load(Ordering::Relaxed) {
            micros.push(u32::try_from(started.elapsed().as_micros()).unwrap_or(u32::MAX));
        }
    }
    micros
}
