//! The record of who did and saw what: written with each unit of work, sealed a moment later, verified, read by those
//! who answer for it; and the disclosures of a client's record.

mod accesses;
mod disclosures;
mod entries;
mod events;
mod list;
mod seal;
mod verify;
mod write;

pub use accesses::{accesses, client_accesses};
pub use disclosures::{NewEntry, account, add, disclosure, disclosures};
pub use events::events;
pub use list::{After, FILE_PAGE, Placed, Read, page};
pub use seal::{Round, Sealer};
pub use verify::{Asked, Verified, verify, verify_in_turn};

pub(super) use write::{announce, event, refusal};
