//! What is sealed stays sealed, whatever is done with keys and backups: the real program on a real cluster.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that finds nothing should stop")]

mod asked;
mod backup;
mod rotation;
