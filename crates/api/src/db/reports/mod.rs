//! Reports: the rows of Authorization Request Status, and the figures of aging and turnaround.

mod status;
mod turnaround;

pub use status::{After, Begun, begin, page, rows_after};
pub use turnaround::turnaround;
