//! What the API does, capability by capability.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that finds nothing should stop")]

mod session;
