//! The grounds of a bench: the cluster with a million clients in it.

use std::time::{Duration, Instant};

use tests::process::{Grounds, Process, free_port};

use crate::data;

/// The cluster everything runs on.
pub(crate) struct Bench {
    pub(crate) grounds: Grounds,
    pub(crate) loading: Duration,
}

impl Bench {
    /// Makes the cluster and loads it.
    pub(crate) fn prepare(clients: u32, authorizations: u32) -> Self {
        let grounds = Grounds::prepare("bench");
        let started = Instant::now();
        data::load(&mut grounds.owner(), clients, authorizations);
        let bench = Self { grounds, loading: started.elapsed() };
        bench.grounds.administer("VACUUM ANALYZE");
        bench.grounds.administer("CHECKPOINT");
        bench
    }

    /// Starts the server, with access recording on or off.
    pub(crate) fn serve(&self, recording: bool) -> Process {
        self.grounds.serve(free_port(), &format!("record_access = {recording}\n"))
    }
}
