//! A fair queue in front of the pool. The pool itself is not fair (its slowest request waits many times the
//! median), and a queue without an end freezes the server; this one answers 503 instead.

use std::sync::Arc;
use std::time::Duration;

use domain::problem::{Code, Problem};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

const LONGEST_WAIT: Duration = Duration::from_secs(3);

#[derive(Debug)]
pub(super) struct Gate(Arc<Semaphore>);

impl Gate {
    pub(super) fn new(connections: u32) -> Self {
        Self(Arc::new(Semaphore::new(usize::try_from(connections).unwrap_or(1))))
    }

    /// Waits for a connection's worth of room, in order of arrival.
    pub(super) async fn pass(&self) -> Result<OwnedSemaphorePermit, Problem> {
        let permit = tokio::time::timeout(LONGEST_WAIT, Arc::clone(&self.0).acquire_owned()).await;
        match permit {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(Problem::new(Code::Unavailable, "Nothing was changed; try again in a moment.").retry_after(2)),
        }
    }
}
