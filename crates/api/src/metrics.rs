//! Figures of this process for Prometheus: how many requests, how long, how busy the pool. Routes and statuses only.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Route, method, status.
type Key = (String, &'static str, u16);

/// How many, and how long all of them took.
static REQUESTS: Mutex<BTreeMap<Key, (u64, Duration)>> = Mutex::new(BTreeMap::new());

/// Stored files that were found damaged.
static DAMAGED_FILES: AtomicU64 = AtomicU64::new(0);

/// Counts a stored file that is not what it was: somebody should be woken.
pub fn damaged_file() {
    DAMAGED_FILES.fetch_add(1, Ordering::Relaxed);
}

/// Counts an answered request. The route is its pattern, so the number of keys has a bound.
pub fn answered(route: &str, method: &str, status: u16, took: Duration) {
    // Anyone can invent a method; those that mean nothing are counted as one.
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    let method = known.into_iter().find(|one| *one == method).unwrap_or("other");
    let mut requests = REQUESTS.lock().unwrap_or_else(PoisonError::into_inner);
    let (count, sum) = requests.entry((route.to_owned(), method, status)).or_default();
    *count += 1;
    *sum += took;
}

/// The figures in Prometheus' text form.
pub fn text((connections, idle): (u32, u32)) -> String {
    let mut text = String::from(
        "# HELP portico_request_duration_seconds How long answering took.\n\
         # TYPE portico_request_duration_seconds summary\n",
    );
    for ((route, method, status), (count, sum)) in &*REQUESTS.lock().unwrap_or_else(PoisonError::into_inner) {
        let labels = format!("{{route=\"{route}\",method=\"{method}\",status=\"{status}\"}}");
        let seconds = sum.as_secs_f64();
        // Writing to a string does not fail.
        let _ = writeln!(text, "portico_request_duration_seconds_count{labels} {count}");
        let _ = writeln!(text, "portico_request_duration_seconds_sum{labels} {seconds:.6}");
    }
    let damaged = DAMAGED_FILES.load(Ordering::Relaxed);
    let _ = write!(
        text,
        "# HELP portico_database_connections Connections to the database.\n\
         # TYPE portico_database_connections gauge\n\
         portico_database_connections{{state=\"open\"}} {connections}\n\
         portico_database_connections{{state=\"idle\"}} {idle}\n\
         # HELP portico_damaged_files_total Stored files that were not what they had been.\n\
         # TYPE portico_damaged_files_total counter\n\
         portico_damaged_files_total {damaged}\n"
    );
    text
}
