//! The county's rows and files, put where they belong: many rows a statement, one transaction.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use domain::names::key;
use futures_util::{StreamExt as _, TryStreamExt as _};
use object_store::path::Path;
use object_store::{ObjectStoreExt as _, PutPayload};

use super::clients::Client;
use super::county::County;
use super::documents::StoredFile;
use super::rows::{ClientRow, IndexRow, StoredFileRow};
use crate::db::schema::{
    attachments, authorization_history, authorization_notes, authorizations, change_requests, client_index,
    client_names, client_organizations, clients, coverage, enrollments, holidays, news, news_reads, notification_reads,
    notifications, organizations, programs, provider_authorization_ledger, provider_authorizations, settings,
    stored_files, terms_acceptances, users,
};
use crate::secrets::Secrets;
use crate::setup::{Files, SetupError};

/// The purpose an SSN is sealed and indexed for, as in the record of a client.
const SSN: &str = "clients.ssn";
/// Files written at once.
const AT_ONCE: usize = 24;

/// Inserts rows, several hundred a statement: a statement takes 65,535 values at most.
macro_rules! insert {
    ($conn:expr, $($table:ident: $rows:expr,)*) => {$(
        for part in $rows.chunks(500) {
            diesel::insert_into($table::table).values(part).execute($conn)?;
        }
    )*};
}

/// Clients with what had to be sealed, and their places in the county index.
#[derive(Debug)]
pub(super) struct Sealed {
    clients: Vec<ClientRow>,
    index: Vec<IndexRow>,
}

/// Seals what must not be readable.
pub(super) fn seal(clients: &[Client], secrets: &Secrets) -> Result<Sealed, SetupError> {
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
pub(super) fn store(files: &Files, stored: &[StoredFile]) -> Result<(), SetupError> {
    let failed = |error: &dyn std::fmt::Display| SetupError(format!("the demonstration county's files: {error}"));
    let put = || -> Result<(), SetupError> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(|error| failed(&error))?;
        runtime.block_on(async {
            futures_util::stream::iter(stored)
                .map(|file| async move {
                    let payload = PutPayload::from(file.bytes.clone());
                    files.0.put(&Path::from(file.key.as_str()), payload).await.map(|_| ())
                })
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

/// Writes every row.
pub(super) fn write(conn: &mut PgConnection, name: &str, county: &County, sealed: &Sealed) -> QueryResult<()> {
    let named: Vec<StoredFileRow> = county
        .papers
        .files
        .iter()
        .map(|file| StoredFileRow { storage_key: file.key.clone(), written_at: file.written_at })
        .collect();
    let former: Vec<_> = county.clients.iter().flat_map(|client| client.former.clone()).collect();
    conn.build_transaction().run(|conn| {
        diesel::update(settings::table).set(settings::county_name.eq(name)).execute(conn)?;
        insert!(conn,
            holidays: county.holidays,
            organizations: county.network.organization_rows(),
            programs: county.network.program_rows(),
            users: county.users,
            terms_acceptances: county.terms,
            clients: sealed.clients,
            client_names: former,
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
            stored_files: named,
            attachments: county.papers.rows,
            notifications: county.record.notifications,
            notification_reads: county.notification_reads,
            news: county.news,
            news_reads: county.news_reads,
        );
        // Numbers were given by hand: the next ones follow them.
        conn.batch_execute(
            "SELECT setval('client_numbers', (SELECT max(client_number) FROM clients));
             SELECT setval('authorization_numbers', (SELECT max(number) FROM authorizations));
             SELECT setval('provider_authorization_numbers', (SELECT max(number) FROM provider_authorizations));",
        )
    })
}
