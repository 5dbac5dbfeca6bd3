//! Applications' keys at their own addresses, remembered for a minute.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::applications::KeySet;
use time::{Duration, OffsetDateTime};

use super::{Outbound, OutboundError};

/// How long a set is good without asking again.
const GOOD: Duration = Duration::seconds(60);
/// How soon a set may be asked for again when a key is missing in it: a key that is new is found at once, and nobody
/// makes us ask without end.
const AGAIN: Duration = Duration::seconds(10);
/// The most sets that are remembered.
const MOST: usize = 1_000;

type Kept = (OffsetDateTime, Result<KeySet, OutboundError>);

/// The keys that were fetched a moment ago.
#[derive(Debug, Clone)]
pub struct KeyCache {
    outbound: Outbound,
    kept: Arc<Mutex<HashMap<String, Kept>>>,
}

impl KeyCache {
    /// Nothing fetched yet.
    pub fn new(outbound: Outbound) -> Self {
        Self { outbound, kept: Arc::default() }
    }

    /// The way out it uses.
    pub fn outbound(&self) -> &Outbound {
        &self.outbound
    }

    /// The set at an address, which should hold a key of this name. Blocks.
    pub fn fetch(&self, url: &str, kid: &str, now: OffsetDateTime) -> Result<KeySet, OutboundError> {
        if let Some((at, kept)) = self.lock().get(url) {
            let holds = kept.as_ref().is_ok_and(|set| set.keys.iter().any(|key| key.kid == kid));
            if now - *at < if holds { GOOD } else { AGAIN } {
                return kept.clone();
            }
        }
        let fetched = self.outbound.get_json(url);
        let found = fetched.and_then(|set| KeySet::published(&set).ok_or(OutboundError::Failed));
        let mut kept = self.lock();
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(url.to_owned(), (now, found.clone()));
        found
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
