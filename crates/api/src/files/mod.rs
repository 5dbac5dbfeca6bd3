//! The bytes of attachments: where they lie, whether they are clean, and what becomes of those nobody names.
//!
//! A file is stored before its row is written and removed only after: a crash in between leaves a file without a row,
//! which the sweep removes, and never a row without a file.

mod open;
mod scan;
mod store;
mod sweep;

pub use open::{Content, Damaged, Opened};
pub use scan::{Scanner, Verdict};
pub use store::{Stored, purpose, seal_clear, sealed};
pub use sweep::{SPARED, end_over, every_hour, sweep};
