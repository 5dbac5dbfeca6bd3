//! Every row put where it belongs: many rows a statement, one transaction.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;

use super::rows::*;
use crate::db::schema::{
    attachments, authorization_history, authorization_notes, authorizations, change_requests, client_index,
    client_names, client_organizations, clients, coverage, enrollments, news, news_reads, notification_reads,
    notifications, organizations, programs, provider_authorization_ledger, provider_authorizations, settings,
    stored_files, terms_acceptances, users,
};

/// What follows from the program under 42 CFR Part 2: its people, and its clients' consents.
const PART2: &str = include_str!("part2.sql");

/// Declares what there is of every table, in the order in which keys allow it to be written.
macro_rules! tables {
    ($($table:ident: $row:ident,)*) => {
        /// The rows of a whole county.
        #[derive(Debug)]
        pub(crate) struct Rows {
            $(pub(crate) $table: Vec<$row>,)*
        }

        impl Rows {
            /// Several hundred a statement: a statement takes 65,535 values at most.
            fn insert(&self, conn: &mut PgConnection) -> QueryResult<()> {
                $(for part in self.$table.chunks(500) {
                    diesel::insert_into($table::table).values(part).execute(conn)?;
                })*
                Ok(())
            }
        }
    };
}

tables! {
    organizations: OrganizationRow,
    programs: ProgramRow,
    users: UserRow,
    terms_acceptances: TermsRow,
    clients: ClientRow,
    client_names: FormerNameRow,
    client_index: IndexRow,
    client_organizations: LinkRow,
    enrollments: EnrollmentRow,
    coverage: CoverageRow,
    provider_authorizations: PAuthRow,
    provider_authorization_ledger: LedgerRow,
    authorizations: AuthorizationRow,
    authorization_history: HistoryRow,
    authorization_notes: NoteRow,
    change_requests: ChangeRow,
    stored_files: StoredFileRow,
    attachments: AttachmentRow,
    notifications: NotificationRow,
    notification_reads: NotificationReadRow,
    news: NewsRow,
    news_reads: NewsReadRow,
}

/// Writes a county under its name.
pub(super) fn write(conn: &mut PgConnection, name: &str, rows: &Rows) -> QueryResult<()> {
    conn.build_transaction().run(|conn| {
        diesel::update(settings::table).set(settings::county_name.eq(name)).execute(conn)?;
        rows.insert(conn)?;
        conn.batch_execute(PART2)?;
        // Numbers were given by hand: the next ones follow them.
        conn.batch_execute(
            "SELECT setval('client_numbers', (SELECT max(client_number) FROM clients));
             SELECT setval('authorization_numbers', (SELECT max(number) FROM authorizations));
             SELECT setval('provider_authorization_numbers', (SELECT max(number) FROM provider_authorizations));",
        )
    })
}
