//! Figures of this process for Prometheus: how many requests, how long, how busy the pool. Routes and statuses only.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use time::OffsetDateTime;

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

/// Rows of the record this process has sealed.
static SEALED: AtomicU64 = AtomicU64::new(0);
/// When the record was last verified by this process, and whether it was as it should be.
static VERIFIED: Mutex<Option<(OffsetDateTime, bool)>> = Mutex::new(None);

/// Counts sealed rows of the record.
pub fn sealed(rows: i64) {
    SEALED.fetch_add(u64::try_from(rows).unwrap_or(0), Ordering::Relaxed);
}

/// Notes that the record was verified, and how it went.
pub fn verified(at: OffsetDateTime, whole: bool) {
    *VERIFIED.lock().unwrap_or_else(PoisonError::into_inner) = Some((at, whole));
}

fn record(text: &mut String) {
    let sealed = SEALED.load(Ordering::Relaxed);
    let _ = write!(
        text,
        "# HELP portico_record_sealed_total Rows of the record sealed by this process.\n\
         # TYPE portico_record_sealed_total counter\n\
         portico_record_sealed_total {sealed}\n"
    );
    let Some((at, whole)) = *VERIFIED.lock().unwrap_or_else(PoisonError::into_inner) else { return };
    let _ = write!(
        text,
        "# HELP portico_record_whole Whether the record was as it was written when it was last verified.\n\
         # TYPE portico_record_whole gauge\n\
         portico_record_whole {}\n\
         # HELP portico_record_verified_seconds When that was, in seconds since 1970.\n\
         # TYPE portico_record_verified_seconds gauge\n\
         portico_record_verified_seconds {}\n",
        u8::from(whole),
        at.unix_timestamp()
    );
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
    record(&mut text);
    text
}
