//! A bell: whoever wrote an announcement rings it, the dispatcher's thread wakes. Belongs to no runtime, so that it
//! outlives one.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Rung by writes, waited for by the dispatcher.
#[derive(Debug, Default)]
pub struct Bell {
    rung: Mutex<bool>,
    heard: Condvar,
}

impl Bell {
    /// Wakes the one who waits, now or the next time they come to wait.
    pub fn ring(&self) {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.heard.notify_one();
    }

    /// Returns when it was rung, or after so long.
    pub fn wait(&self, longest: Duration) {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut rung, _) =
            self.heard.wait_timeout_while(rung, longest, |rung| !*rung).unwrap_or_else(PoisonError::into_inner);
        *rung = false;
    }
}
