//! Applications of other vendors: registered by the county, let in by a signed assertion, acting for one
//! organization within what they were registered for.

mod keys;
mod rules;
mod wire;

pub use keys::{KeySet, MAX_KEYS, PublicKey};
pub use rules::check_key_address;
pub use wire::{Application, ApplicationFilter, ApplicationState, ChangeApplication, NewApplication};
