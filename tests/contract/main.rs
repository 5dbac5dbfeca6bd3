//! Six contracts that guard the whole surface: the document, access, the record, the policy, the schema, the
//! words.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that finds nothing should stop")]

mod access;
mod audit;
mod cases;
mod hostile;
mod migrations;
mod policy;
mod schema;
mod spec;
mod surface;
mod words;
