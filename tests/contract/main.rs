//! The contracts that guard the whole surface: the document, access, every id, the record, the policy, the schema, the
//! walls in the catalogue, what fails half way, what must never be seen again.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that finds nothing should stop")]

mod access;
mod audit;
mod canary;
mod cases;
mod catalogue;
mod failpoints;
mod hostile;
mod matrix;
mod migrations;
mod policy;
mod schema;
mod spec;
mod surface;
