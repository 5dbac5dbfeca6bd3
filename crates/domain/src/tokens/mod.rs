//! API tokens: what a program of one's own shows to act in one's name, within chosen scopes, until a chosen day.

mod form;
mod rules;
mod wire;

pub use form::{CHECKED, KINDS, RANDOM, SECRET_PATTERN, check_sum, is_whole};
pub use rules::{LONGEST_DAYS, LONGEST_OVERLAP_HOURS, MAX_ADDRESSES, WARN_DAYS, check_scopes, is_address_range};
pub use wire::{ApiToken, NewToken, RotateToken, ScopeEntry, ScopeOperation, TokenFilter, TokenMade};
