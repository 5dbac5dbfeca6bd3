//! What pays for a service: funding sources, their benefit plans, and the provider authorizations (P-Auths) that hold
//! the dollars of one agency for one source and one fiscal year.
//!
//! Source: 000_c39f6cc4a03af20b.txt, "Provider Authorizations vs. Member Based Authorizations" and its appendix of
//! plans.

mod ledger;
mod plans;
mod posting;
mod reference;

pub use ledger::{
    Balance, LedgerEntry, LedgerKind, MAX_AMOUNT, NewLedgerEntry, NewProviderAuthorization, ProviderAuthorization,
    ProviderAuthorizationDetail, ProviderAuthorizationFilter,
};
pub use plans::{BenefitPlan, FundingSource, MediCalMarker, Procedure, ProcedureCode, Service, find_plan};
pub use posting::{Posting, check_amount, check_new_entry, check_new_provider_authorization, post};
pub use reference::funding_sources;
