//! The real program on a real cluster, killed, rotated, restored, and spoken to over a bare socket. One program for all
//! of it: while one test waits for a slow client, the others work.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that finds nothing should stop")]

mod asked;
mod backup;
mod crash;
mod rotation;
mod wire;
