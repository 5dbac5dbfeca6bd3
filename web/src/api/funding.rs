//! Funding sources with their plans, and the agencies' dollars: provider authorizations (P-Auths) with their ledger.

use domain::funding::{
    FundingSource, NewLedgerEntry, NewProviderAuthorization, ProviderAuthorization, ProviderAuthorizationDetail,
    ProviderAuthorizationFilter,
};
use domain::page::Page;
use uuid::Uuid;

use super::{Answer, Call};

/// Every funding source with its plans and the procedures they cover.
pub(crate) fn sources() -> Answer<Vec<FundingSource>> {
    Call::get("/funding-sources").json()
}

/// Provider authorizations, newest fiscal year first, a page at a time.
pub(crate) fn list(filter: ProviderAuthorizationFilter, cursor: Option<String>) -> Answer<Page<ProviderAuthorization>> {
    Call::get("/provider-authorizations")
        .query_some("organization_id", filter.organization_id)
        .query_some("funding_source_id", filter.funding_source_id)
        .query_some("fiscal_year", filter.fiscal_year)
        .query_some("limit", filter.limit)
        .query_some("cursor", cursor)
        .json()
}

/// One provider authorization with its ledger.
pub(crate) fn read(id: Uuid) -> Answer<ProviderAuthorizationDetail> {
    Call::get(format!("/provider-authorizations/{id}")).json()
}

/// Sets one up.
pub(crate) fn create(form: NewProviderAuthorization, key: Uuid) -> Answer<ProviderAuthorizationDetail> {
    Call::post("/provider-authorizations").key(key).body(&form).json()
}

/// Moves money on one.
pub(crate) fn post(id: Uuid, form: NewLedgerEntry, key: Uuid) -> Answer<ProviderAuthorizationDetail> {
    Call::post(format!("/provider-authorizations/{id}/ledger")).key(key).body(&form).json()
}
