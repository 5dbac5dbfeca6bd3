//! The wall inside an agency: what a substance-use program holds exists for its own people alone.

mod catalogue;
mod consents;
mod members;
mod outsiders;
pub mod world;
