//! The bytes of attachments: where they lie, whether they are clean, and what becomes of those nobody names.
//!
//! A file is stored before its row is written and removed only after: a crash in between leaves a file without a row,
//! which the sweep removes, and never a row without a file.

mod scan;
mod store;
mod sweep;

pub use scan::{Scanner, Verdict};
pub use store::Opened;
pub use sweep::{SPARED, end_over, every_hour, sweep};
