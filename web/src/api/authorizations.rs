//! Authorizations: lists of them. What is done with one is added beside this.

use domain::authorizations::AuthorizationRow;
use domain::page::Page;
use uuid::Uuid;

use super::{Call, Failure};

/// One client's authorizations, newest first, a page at a time.
pub(crate) async fn of_client(client: Uuid, cursor: Option<String>) -> Result<Page<AuthorizationRow>, Failure> {
    Call::get("/authorizations").query("client_id", client).query_some("cursor", cursor).json().await
}
