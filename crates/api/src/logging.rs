//! The log: one line of JSON an event. What goes in is decided where it is said: routes, codes, ids of requests, and
//! nothing that anybody typed.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// What is written when nobody says otherwise.
pub const DEFAULT: &str = "warn";

/// Starts it, once a process.
pub fn start<W>(filter: &str, writer: W)
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new(DEFAULT));
    // Only fails when something else logs already, which is as good.
    let _ = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(writer).try_init();
}
