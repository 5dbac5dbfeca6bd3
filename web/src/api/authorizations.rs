//! Authorizations: lists of them, one of them, and everything that is done with one.

use domain::authorizations::{
    Authorization, AuthorizationFilter, AuthorizationRow, ChangeDecision, Facts, InformationAnswer, Letter,
    NewAuthorization, NewChangeRequest, NewNote, Submitted, Withdrawal,
};
use domain::page::Page;
use uuid::Uuid;

use super::{Answer, Call};

/// One client's authorizations, newest first, a page at a time.
pub(crate) fn of_client(client: Uuid, cursor: Option<String>) -> Answer<Page<AuthorizationRow>> {
    Call::get("/authorizations").query("client_id", client).query_some("cursor", cursor).json()
}

/// Authorizations by filter, a page at a time.
pub(crate) fn list(filter: AuthorizationFilter, cursor: Option<String>) -> Answer<Page<AuthorizationRow>> {
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
}

/// One authorization with everything about it.
pub(crate) fn read(id: Uuid) -> Answer<Authorization> {
    Call::get(format!("/authorizations/{id}")).json()
}

/// What the rules of a request need to know about a client.
pub(crate) fn facts(client: Uuid) -> Answer<Facts> {
    Call::get(format!("/clients/{client}/authorization-facts")).json()
}

/// Sends a request.
pub(crate) fn submit(form: NewAuthorization, key: Uuid) -> Answer<Submitted> {
    Call::post("/authorizations").key(key).body(&form).json()
}

/// Takes a request back.
pub(crate) fn withdraw(id: Uuid, form: Withdrawal, key: Uuid) -> Answer<Authorization> {
    Call::post(format!("/authorizations/{id}/withdrawal")).key(key).body(&form).json()
}

/// Answers the county's question.
pub(crate) fn answer(id: Uuid, form: InformationAnswer, key: Uuid) -> Answer<Authorization> {
    Call::post(format!("/authorizations/{id}/information")).key(key).body(&form).json()
}

/// Writes to the conversation.
pub(crate) fn add_note(id: Uuid, form: NewNote, key: Uuid) -> Answer<Authorization> {
    Call::post(format!("/authorizations/{id}/notes")).key(key).body(&form).json()
}

/// Asks for a change of a sent request.
pub(crate) fn ask_change(id: Uuid, form: NewChangeRequest, key: Uuid) -> Answer<Authorization> {
    Call::post(format!("/authorizations/{id}/change-requests")).key(key).body(&form).json()
}

/// Accepts or refuses a change.
pub(crate) fn decide_change(change: Uuid, form: ChangeDecision, key: Uuid) -> Answer<Authorization> {
    Call::post(format!("/change-requests/{change}/decision")).key(key).body(&form).json()
}

/// The decision letter.
pub(crate) fn letter(id: Uuid) -> Answer<Letter> {
    Call::get(format!("/authorizations/{id}/letter")).json()
}
