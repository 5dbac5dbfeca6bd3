//! Clients: the county index that finds them, likely duplicates, making one, reading one.

mod create;
mod hits;
mod index;
mod matches;
mod read;
mod search;

pub use create::create;
pub use matches::matches;
pub use read::read;
pub use search::{lookup, search};

pub(super) use read::{birth_date, ensure_known};
