//! Provider authorizations and their ledger.

mod ledger;
mod provider_authorizations;
