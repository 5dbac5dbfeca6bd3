//! The record of who did and saw what, and disclosures.

use domain::page::Page;
use domain::record::{AccessRow, Disclosure, EventRow, NewDisclosure, RecordFilter};
use js_sys::Array;
use uuid::Uuid;

use super::{Answer, Call, Failure};

/// What may be taken along as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum File {
    /// What was done.
    Events(RecordFilter),
    /// What was seen.
    Accesses(RecordFilter),
    /// Who saw a client.
    Client(Uuid, RecordFilter),
    /// What of a client was disclosed.
    Disclosures(Uuid),
}

fn narrowed(call: Call, filter: RecordFilter) -> Call {
    call.query_some("user_id", filter.user_id)
        .query_some("organization_id", filter.organization_id)
        .query_some("action", filter.action)
        .query_some("from", filter.from)
        .query_some("to", filter.to)
}

/// What was done, the latest first.
pub(crate) fn events(filter: RecordFilter, cursor: Option<String>) -> Answer<Page<EventRow>> {
    narrowed(Call::get("/record/events"), filter).query_some("cursor", cursor).json()
}

/// What was seen, the latest first.
pub(crate) fn accesses(filter: RecordFilter, cursor: Option<String>) -> Answer<Page<AccessRow>> {
    narrowed(Call::get("/record/accesses"), filter).query_some("cursor", cursor).json()
}

/// Who saw a client, the latest first.
pub(crate) fn of_client(client: Uuid, filter: RecordFilter, cursor: Option<String>) -> Answer<Page<AccessRow>> {
    narrowed(Call::get(format!("/clients/{client}/accesses")), filter).query_some("cursor", cursor).json()
}

/// What of a client was disclosed, the latest first.
pub(crate) fn disclosures(client: Uuid, cursor: Option<String>) -> Answer<Page<Disclosure>> {
    Call::get(format!("/clients/{client}/disclosures")).query("limit", 200).query_some("cursor", cursor).json()
}

/// Enters a disclosure made outside the product.
pub(crate) fn add_disclosure(client: Uuid, form: NewDisclosure, key: Uuid) -> Answer<Disclosure> {
    Call::post(format!("/clients/{client}/disclosures")).key(key).body(&form).json()
}

/// A file, every row of it.
pub(crate) async fn file(file: File) -> Result<Array, Failure> {
    let call = match file {
        File::Events(filter) => narrowed(Call::get("/record/events"), filter),
        File::Accesses(filter) => narrowed(Call::get("/record/accesses"), filter),
        File::Client(client, filter) => narrowed(Call::get(format!("/clients/{client}/accesses")), filter),
        File::Disclosures(client) => Call::get(format!("/clients/{client}/disclosures")),
    };
    call.accept("text/csv").pieces(|_| {}).await
}
