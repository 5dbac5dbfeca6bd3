//! The database as a backup sees it: at one moment, whoever writes meanwhile.

use std::collections::BTreeMap;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use serde::{Deserialize, Serialize};

use super::{lock, owner};
use crate::db::schema::stored_files;
use crate::setup::{SetupError, failed};

/// What a table holds, told without telling it: equal content, in whatever order, gives equal digests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, QueryableByName)]
pub struct TableDigest {
    /// How many rows it has.
    #[diesel(sql_type = BigInt)]
    pub rows: i64,
    /// Sums over the halves of each row's MD5. It guards against accidents; against malice the backup is sealed.
    #[diesel(sql_type = Text)]
    pub digest: String,
}

/// Digests by table.
pub type Digests = BTreeMap<String, TableDigest>;

/// The question that is asked of all tables; the catalogue puts their names in.
const QUESTION: &str = "SELECT string_agg(format(
        'SELECT %L AS name, count(*) AS rows,
            COALESCE(sum((''x'' || left(h, 16))::bit(64)::bigint::numeric), 0)::text || ''/'' ||
            COALESCE(sum((''x'' || right(h, 16))::bit(64)::bigint::numeric), 0)::text AS digest
            FROM (SELECT md5(t::text) AS h FROM public.%I t) one', relname, relname), ' UNION ALL ')
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'";

#[derive(QueryableByName)]
struct Table {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(embed)]
    digest: TableDigest,
}

#[derive(QueryableByName)]
struct Facts {
    #[diesel(sql_type = Text)]
    snapshot: String,
    #[diesel(sql_type = Text)]
    moment: String,
    #[diesel(sql_type = Text)]
    postgres: String,
    #[diesel(sql_type = Text)]
    schema: String,
}

/// A moment that is held.
pub struct Snapshot {
    conn: PgConnection,
    /// Its name, for `pg_dump`.
    pub name: String,
    /// When it is, in UTC.
    pub moment: String,
    /// The version of the database server.
    pub postgres: String,
    /// The last migration that ran.
    pub schema: String,
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot").field("moment", &self.moment).finish_non_exhaustive()
    }
}

impl Snapshot {
    /// Takes one as the role that may read everything. From now on no stored file is removed, until this is dropped.
    pub fn take(backup_url: &str) -> Result<Self, SetupError> {
        let mut conn = reader(backup_url)?;
        // Before the snapshot: what the snapshot names is there already, and from here on it stays.
        lock(&mut conn)?;
        conn.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY").map_err(failed("the snapshot"))?;
        let facts: Facts = diesel::sql_query(
            "SELECT pg_export_snapshot() AS snapshot, to_char(now(), 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') AS moment,
                current_setting('server_version') AS postgres,
                (SELECT max(version) FROM __diesel_schema_migrations)::text AS schema",
        )
        .get_result(&mut conn)
        .map_err(failed("the snapshot"))?;
        let Facts { snapshot: name, moment, postgres, schema } = facts;
        Ok(Self { conn, name, moment, postgres, schema })
    }

    /// Digests of all tables at that moment.
    pub fn digests(&mut self) -> Result<Digests, SetupError> {
        digests_of(&mut self.conn)
    }

    /// The stored files that are named at that moment.
    pub fn files(&mut self) -> Result<Vec<String>, SetupError> {
        let named = stored_files::table.select(stored_files::storage_key).order(stored_files::storage_key);
        named.load(&mut self.conn).map_err(failed("the names of the files"))
    }

    /// Lets the moment go; stored files still stay.
    pub fn let_go(&mut self) -> Result<(), SetupError> {
        self.conn.batch_execute("COMMIT").map_err(failed("the snapshot"))
    }
}

/// Digests of all tables as they are now.
pub fn digests(url: &str) -> Result<Digests, SetupError> {
    digests_of(&mut reader(url)?)
}

/// Whether a database has no table yet.
pub fn is_bare(url: &str) -> Result<bool, SetupError> {
    let none = diesel::dsl::sql::<Bool>("NOT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public')");
    diesel::select(none).get_result(&mut owner(url)?).map_err(failed("the database"))
}

/// Where a file lies, its own key as it is sealed, and the SHA-256 of its content.
pub type Openable = (String, Option<Vec<u8>>, Vec<u8>);

/// Every stored file with its key and the digest of its content, of attachments that can be opened.
pub fn openable(url: &str) -> Result<Vec<Openable>, SetupError> {
    use crate::db::schema::attachments;
    attachments::table
        .inner_join(stored_files::table.on(stored_files::storage_key.eq(attachments::storage_key)))
        .select((attachments::storage_key, stored_files::wrapped_key, attachments::sha256))
        .distinct()
        .load(&mut reader(url)?)
        .map_err(failed("the attachments"))
}

/// Rows are told as text, so the text must not depend on anybody's settings.
fn reader(url: &str) -> Result<PgConnection, SetupError> {
    let mut conn = owner(url)?;
    conn.batch_execute(
        "SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET bytea_output = 'hex'; \
         SET extra_float_digits = 1; SET row_security = off; SET lock_timeout = '10s'",
    )
    .map_err(failed("the database"))?;
    Ok(conn)
}

fn digests_of(conn: &mut PgConnection) -> Result<Digests, SetupError> {
    let question = diesel::select(diesel::dsl::sql::<Text>(&format!("({QUESTION})"))).get_result::<String>(conn);
    let tables: Vec<Table> =
        diesel::sql_query(question.map_err(failed("the tables"))?).load(conn).map_err(failed("the tables' digests"))?;
    Ok(tables.into_iter().map(|table| (table.name, table.digest)).collect())
}
