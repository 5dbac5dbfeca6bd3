//! API tokens.

use domain::page::Page;
use domain::tokens::{ApiToken, NewToken, RotateToken, ScopeEntry, TokenMade};
use uuid::Uuid;

use super::{Answer, Call};

/// Tokens that are good, newest first, a page at a time.
pub(crate) fn list(cursor: Option<String>) -> Answer<Page<ApiToken>> {
    Call::get("/tokens").query_some("cursor", cursor).json()
}

/// Every scope with what it opens.
pub(crate) fn scopes() -> Answer<Vec<ScopeEntry>> {
    Call::get("/scopes").json()
}

/// Makes a token; the answer holds its text, once.
pub(crate) fn create(form: NewToken, key: Uuid) -> Answer<TokenMade> {
    Call::post("/tokens").key(key).body(&form).json()
}

/// Makes a successor; the former stays good for a while.
pub(crate) fn rotate(id: Uuid, form: RotateToken, key: Uuid) -> Answer<TokenMade> {
    Call::post(format!("/tokens/{id}/rotation")).key(key).body(&form).json()
}

/// Ends a token at once.
pub(crate) fn revoke(id: Uuid) -> Answer<()> {
    Call::delete(format!("/tokens/{id}")).done()
}
