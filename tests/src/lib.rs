//! The harness: one PostgreSQL cluster a test program, a migrated template with a small county in it, a clone of
//! that for every test, and the people of that county as clients of the API.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a test that cannot be set up should stop with the reason"
)]

pub mod actor;
pub mod app;
pub mod county;
pub mod database;
pub mod folder;
pub mod form;
pub mod given;
pub mod http1;
pub mod invariants;
pub mod invented;
pub mod logs;
pub mod plans;
pub mod process;
pub mod proxy;
pub mod schema_print;
pub mod stumble;

pub use actor::{Answer, Client};
pub use app::TestApp;
