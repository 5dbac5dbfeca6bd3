//! Authorizations: lists of them, one of them, and everything that is done with one.

use domain::authorizations::{
    Authorization, AuthorizationFilter, AuthorizationRow, ChangeDecision, Facts, InformationAnswer, Letter,
    NewAuthorization, NewChangeRequest, NewNote, Submitted, Withdrawal,
};
use domain::page::Page;
use uuid::Uuid;

use super::{Call, Failure};

/// One client's authorizations, newest first, a page at a time.
pub(crate) async fn of_client(client: Uuid, cursor: Option<String>) -> Result<Page<AuthorizationRow>, Failure> {
    Call::get("/authorizations").query("client_id", client).query_some("cursor", cursor).json().await
}

/// Authorizations by filter, a page at a time.
pub(crate) async fn list(
    filter: AuthorizationFilter,
    cursor: Option<String>,
) -> Result<Page<AuthorizationRow>, Failure> {
    Call::get("/authorizations")
        .query_some("status", filter.status.map(|status| status.as_str()))
        .query_some("review_status", filter.review_status.map(|status| status.as_str()))
        .query_some("funding_source_id", filter.funding_source_id)
        .query_some("program_id", filter.program_id)
        .query_some("organization_id", filter.organization_id)
        .query_some("submitted_from", filter.submitted_from)
        .query_some("submitted_to", filter.submitted_to)
        .query_some("start_from", filter.start_from)
        .query_some("start_to", filter.start_to)
        .query_some("sort", filter.sort.map(|sort| sort.as_str()))
        .query_some("cursor", cursor)
        .json()
        .await
}

/// One authorization with everything about it.
pub(crate) async fn read(id: Uuid) -> Result<Authorization, Failure> {
    Call::get(format!("/authorizations/{id}")).json().await
}

/// What the rules of a request need to know about a client.
pub(crate) async fn facts(client: Uuid) -> Result<Facts, Failure> {
    Call::get(format!("/clients/{client}/authorization-facts")).json().await
}

/// Sends a request.
pub(crate) async fn submit(form: NewAuthorization, key: Uuid) -> Result<Submitted, Failure> {
    Call::post("/authorizations").key(key).body(&form).json().await
}

/// Takes a request back.
pub(crate) async fn withdraw(id: Uuid, form: Withdrawal, key: Uuid) -> Result<Authorization, Failure> {
    Call::post(format!("/authorizations/{id}/withdrawal")).key(key).body(&form).json().await
}

/// Answers the county's question.
pub(crate) async fn answer(id: Uuid, form: InformationAnswer, key: Uuid) -> Result<Authorization, Failure> {
    Call::post(format!("/authorizations/{id}/information")).key(key).body(&form).json().await
}

/// Writes to the conversation.
pub(crate) async fn add_note(id: Uuid, form: NewNote, key: Uuid) -> Result<Authorization, Failure> {
    Call::post(format!("/authorizations/{id}/notes")).key(key).body(&form).json().await
}

/// Asks for a change of a sent request.
pub(crate) async fn ask_change(id: Uuid, form: NewChangeRequest, key: Uuid) -> Result<Authorization, Failure> {
    Call::post(format!("/authorizations/{id}/change-requests")).key(key).body(&form).json().await
}

/// Accepts or refuses a change.
pub(crate) async fn decide_change(change: Uuid, form: ChangeDecision, key: Uuid) -> Result<Authorization, Failure> {
    Call::post(format!("/change-requests/{change}/decision")).key(key).body(&form).json().await
}

/// The decision letter.
pub(crate) async fn letter(id: Uuid) -> Result<Letter, Failure> {
    Call::get(format!("/authorizations/{id}/letter")).json().await
}
