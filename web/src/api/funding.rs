//! Funding sources with their plans, and the agencies' dollars: provider authorizations (P-Auths) with their ledger.

use domain::funding::{
    FundingSource, NewLedgerEntry, NewProviderAuthorization, ProviderAuthorization, ProviderAuthorizationDetail,
    ProviderAuthorizationFilter,
};
use domain::page::Page;
use uuid::Uuid;

use super::{Call, Failure};

/// Every funding source with its plans and the procedures they cover.
pub(crate) async fn sources() -> Result<Vec<FundingSource>, Failure> {
    Call::get("/funding-sources").json().await
}

/// Provider authorizations, newest fiscal year first, a page at a time.
pub(crate) async fn list(
    filter: ProviderAuthorizationFilter,
    cursor: Option<String>,
) -> Result<Page<ProviderAuthorization>, Failure> {
    Call::get("/provider-authorizations")
        .query_some("organization_id", filter.organization_id)
        .query_some("funding_source_id", filter.funding_source_id)
        .query_some("fiscal_year", filter.fiscal_year)
        .query_some("limit", filter.limit)
        .query_some("cursor", cursor)
        .json()
        .await
}

/// One provider authorization with its ledger.
pub(crate) async fn read(id: Uuid) -> Result<ProviderAuthorizationDetail, Failure> {
    Call::get(format!("/provider-authorizations/{id}")).json().await
}

/// Sets one up.
pub(crate) async fn create(form: NewProviderAuthorization, key: Uuid) -> Result<ProviderAuthorizationDetail, Failure> {
    Call::post("/provider-authorizations").key(key).body(&form).json().await
}

/// Moves money on one.
pub(crate) async fn post(id: Uuid, form: NewLedgerEntry, key: Uuid) -> Result<ProviderAuthorizationDetail, Failure> {
    Call::post(format!("/provider-authorizations/{id}/ledger")).key(key).body(&form).json().await
}
