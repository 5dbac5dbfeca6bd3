//! Everything between a socket and a handler.

pub mod assertion;
pub mod bearer;
pub mod body;
pub mod caller;
pub mod client_app;
pub mod cursor;
pub mod fallback;
pub mod guard;
pub mod if_match;
pub mod limits;
pub mod refusal;
pub mod reply;
mod shape;
pub mod token;
