//! The county's rows and files, ready for where they belong.

use domain::names::key;
use futures_util::{StreamExt as _, TryStreamExt as _};
use object_store::ObjectStoreExt as _;
use object_store::path::Path;

use super::clients::Client;
use super::county::County;
use super::documents::StoredFile;
use crate::db::demo::{ClientRow, IndexRow, Rows, StoredFileRow};
use crate::files::sealed;
use crate::secrets::Secrets;
use crate::setup::{Files, SetupError};

/// The purpose an SSN is sealed and indexed for, as in the record of a client.
const SSN: &str = "clients.ssn";
/// Files written at once.
const AT_ONCE: usize = 24;

/// Clients with what had to be sealed, and their places in the county index.
#[derive(Debug)]
struct Sealed {
    clients: Vec<ClientRow>,
    index: Vec<IndexRow>,
}

/// Seals what must not be readable.
fn seal(clients: &[Client], secrets: &Secrets) -> Result<Sealed, SetupError> {
    let failed = |_| SetupError("the demonstration county: sealing failed".into());
    let mut sealed = Sealed { clients: Vec::new(), index: Vec::new() };
    for client in clients {
        let mut row = client.row.clone();
        if let Some(ssn) = &client.ssn {
            row.ssn_sealed = Some(secrets.seal(SSN, ssn.as_bytes()).map_err(failed)?);
            row.ssn_blind = Some(secrets.blind(SSN, ssn).map_err(failed)?);
            row.ssn_last4 = ssn.get(5..).map(str::to_owned);
        }
        let former = client.former.iter().map(|name| (&name.last_name, &name.first_name));
        let names = std::iter::once((&row.last_name, &row.first_name)).chain(former);
        let places = (0_i16..).zip(names).map(|(ordinal, (last, first))| IndexRow {
            client_id: row.id,
            ordinal,
            last_key: key(last),
            first_key: key(first),
            last_name: last.clone(),
            first_name: first.clone(),
            birth_date: row.birth_date,
            sex: row.sex,
            client_number: row.client_number,
            cin: row.cin.clone(),
            ssn_blind: row.ssn_blind.clone(),
        });
        sealed.index.extend(places);
        sealed.clients.push(row);
    }
    Ok(sealed)
}

/// Writes the files; they lie unnamed until the rows are there.
pub(super) fn store(files: &Files, secrets: &Secrets, stored: &mut [StoredFile]) -> Result<(), SetupError> {
    let failed = |error: &dyn std::fmt::Display| SetupError(format!("the demonstration county's files: {error}"));
    let mut payloads = Vec::new();
    for file in stored {
        let sealed = sealed(secrets, &file.key, std::mem::take(&mut file.bytes).into());
        let (payload, wrapped_key) = sealed.map_err(|_| failed(&"sealing failed"))?;
        file.wrapped_key = Some(wrapped_key);
        payloads.push((file.key.clone(), payload));
    }
    let put = || -> Result<(), SetupError> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(|error| failed(&error))?;
        runtime.block_on(async {
            futures_util::stream::iter(payloads)
                .map(|(key, payload)| async move { files.0.put(&Path::from(key), payload).await.map(|_| ()) })
                .buffer_unordered(AT_ONCE)
                .try_collect::<()>()
                .await
                .map_err(|error| failed(&error))
        })
    };
    // A thread of its own: whoever calls may be inside a runtime already.
    std::thread::scope(|scope| scope.spawn(put).join())
        .unwrap_or_else(|_| Err(SetupError("the demonstration county's files could not be written".into())))
}

/// Every row, as the tables take them.
pub(super) fn rows(county: County, secrets: &Secrets) -> Result<Rows, SetupError> {
    let sealed = seal(&county.clients, secrets)?;
    let named = county.papers.files.iter();
    let named = named.map(|file| StoredFileRow {
        storage_key: file.key.clone(),
        written_at: file.written_at,
        wrapped_key: file.wrapped_key.clone(),
    });
    Ok(Rows {
        organizations: county.network.organization_rows(),
        programs: county.network.program_rows(),
        users: county.users,
        terms_acceptances: county.terms,
        clients: sealed.clients,
        client_names: county.clients.iter().flat_map(|client| client.former.clone()).collect(),
        client_index: sealed.index,
        client_organizations: county.links,
        enrollments: county.enrollments,
        coverage: county.coverage,
        provider_authorizations: county.money.p_auths,
        provider_authorization_ledger: county.money.ledger,
        authorizations: county.record.authorizations,
        authorization_history: county.record.history,
        authorization_notes: county.record.notes,
        change_requests: county.record.changes,
        stored_files: named.collect(),
        attachments: county.papers.rows,
        notifications: county.record.notifications,
        notification_reads: county.notification_reads,
        news: county.news,
        news_reads: county.news_reads,
        disclosures: county.disclosures,
        audit_events: county.trail.events,
        access_records: county.trail.accesses,
    })
}
