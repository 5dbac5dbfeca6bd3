//! What hangs on which key, and its way from one key to the next: as the owner of the tables, in batches, while servers
//! serve. A value is exchanged only if it is still what was read, so that nothing anybody saves meanwhile is lost; one
//! that hangs on the new key already is left alone, so that a run that was killed is simply run again.

use std::collections::BTreeMap;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Nullable, Text, Uuid as SqlUuid};
use time::OffsetDateTime;
use uuid::Uuid;

use super::owner;
use crate::db::schema::{attachments, client_index, clients, stored_files};
use crate::fault::Fault;
use crate::files::{Stored, purpose};
use crate::secrets::Secrets;
use crate::setup::{SetupError, failed};

/// Held by a rotation and by a backup: neither may see the other half done, and no file is swept meanwhile.
pub const SEALING_LOCK: i64 = 7602;
/// Rows exchanged in one transaction.
const BATCH: i64 = 200;
/// How often a batch that met a lock is tried.
const TRIES: u32 = 10;
/// What an SSN is sealed and indexed for.
const SSN: &str = "clients.ssn";

/// A column of sealed values, with its statements: the text of none of them is made at run time.
struct Column {
    name: &'static str,
    purpose: &'static str,
    count: &'static str,
    page: &'static str,
    swap: &'static str,
}

macro_rules! sealed {
    ($table:literal, $key:literal, $column:literal, $purpose:literal) => {
        Column {
            name: concat!($table, ".", $column),
            purpose: $purpose,
            count: concat!(
                "SELECT sealing_key(",
                $column,
                ") AS key, count(*) AS n FROM ",
                $table,
                " WHERE ",
                $column,
                " IS NOT NULL GROUP BY 1"
            ),
            page: concat!(
                "SELECT ",
                $key,
                " AS id, ",
                $column,
                " AS sealed FROM ",
                $table,
                " WHERE ",
                $key,
                " > $1 AND sealing_key(",
                $column,
                ") <> $2 ORDER BY ",
                $key,
                " LIMIT $3"
            ),
            swap: concat!("UPDATE ", $table, " SET ", $column, " = $1 WHERE ", $key, " = $2 AND ", $column, " = $3"),
        }
    };
}

/// Every column of values that [`Secrets::seal`] sealed, but the SSN, which goes with its blind index, and the keys of
/// files. The `schema` contract test finds a column that is missing here.
const COLUMNS: &[Column] = &[
    sealed!("drafts", "id", "sealed", "drafts.sealed"),
    sealed!("idempotency_keys", "body_id", "body_sealed", "idempotency_keys.body_sealed"),
];

/// Further places that name a key.
const OTHERS: &[(&str, &str)] = &[
    (
        "clients.ssn_sealed",
        "SELECT sealing_key(ssn_sealed) AS key, count(*) AS n FROM clients WHERE ssn_sealed IS NOT NULL GROUP BY 1",
    ),
    (
        "clients.ssn_blind",
        "SELECT blinding_key(ssn_blind) AS key, count(*) AS n FROM clients WHERE ssn_blind IS NOT NULL GROUP BY 1",
    ),
    (
        "client_index.ssn_blind",
        "SELECT blinding_key(ssn_blind) AS key, count(*) AS n FROM client_index WHERE ssn_blind IS NOT NULL GROUP BY 1",
    ),
    (
        "stored_files.wrapped_key",
        "SELECT sealing_key(wrapped_key) AS key, count(*) AS n FROM stored_files WHERE wrapped_key IS NOT NULL GROUP BY 1",
    ),
];

/// Names of all places, as `table.column`.
pub fn places() -> Vec<&'static str> {
    COLUMNS.iter().map(|column| column.name).chain(OTHERS.iter().map(|(name, _)| *name)).collect()
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    key: i64,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Value {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Binary)]
    sealed: Vec<u8>,
}

#[derive(QueryableByName)]
struct FileKey {
    #[diesel(sql_type = Text)]
    storage_key: String,
    #[diesel(sql_type = Binary)]
    wrapped_key: Vec<u8>,
}

#[derive(QueryableByName)]
struct SsnRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Binary)]
    ssn_sealed: Vec<u8>,
    #[diesel(sql_type = Nullable<Binary>)]
    ssn_blind: Option<Vec<u8>>,
}

/// How much hangs on each key, by place.
pub type Hanging = BTreeMap<u32, Vec<(&'static str, i64)>>;

/// A file that lies in the store as it came.
#[derive(Debug)]
pub struct Clear {
    /// Where it lies.
    pub storage_key: String,
    /// When it was written.
    pub written_at: OffsetDateTime,
    /// What its bytes must add up to, if an attachment says so.
    pub sha256: Option<Vec<u8>>,
}

/// A connection as the owner, alone with the sealed values.
pub struct Sealing(PgConnection);

impl std::fmt::Debug for Sealing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealing(..)")
    }
}

type Page<R> = Result<Vec<R>, diesel::result::Error>;

impl Sealing {
    /// Opens it, unless a rotation or a backup is under way.
    pub fn open(owner_url: &str) -> Result<Self, SetupError> {
        let mut conn = owner(owner_url)?;
        conn.batch_execute("SET lock_timeout = '2s'; SET timezone = 'UTC'").map_err(failed("the database"))?;
        lock(&mut conn)?;
        Ok(Self(conn))
    }

    /// Counts what hangs on which key.
    pub fn hanging(&mut self) -> Result<Hanging, SetupError> {
        let mut all = Hanging::new();
        let counts = COLUMNS.iter().map(|column| (column.name, column.count)).chain(OTHERS.iter().copied());
        for (name, count) in counts {
            let found: Vec<Count> = diesel::sql_query(count).load(&mut self.0).map_err(failed(name))?;
            for one in found {
                all.entry(u32::try_from(one.key).unwrap_or(0)).or_default().push((name, one.n));
            }
        }
        Ok(all)
    }

    /// How many files lie there as they came.
    pub fn unsealed(&mut self) -> Result<i64, SetupError> {
        let clear = stored_files::table.filter(stored_files::wrapped_key.is_null());
        clear.count().get_result(&mut self.0).map_err(failed("the count of files"))
    }

    /// Brings everything in the database to the current key. Gives how many values that were.
    pub fn rewrap(&mut self, secrets: &Secrets) -> Result<usize, SetupError> {
        let mut done = 0;
        for column in COLUMNS {
            done += self.batches(|conn, after| exchange(conn, secrets, column, after)).map_err(failed(column.name))?;
        }
        done += self.batches(|conn, after| exchange_ssn(conn, secrets, after)).map_err(failed("clients.ssn_sealed"))?;
        let mut after = String::new();
        loop {
            let moved = patiently(|| exchange_file_keys(&mut self.0, secrets, &after));
            let Some((count, last)) = moved.map_err(failed("stored_files.wrapped_key"))? else { return Ok(done) };
            done += count;
            after = last;
        }
    }

    fn batches(
        &mut self,
        mut one: impl FnMut(&mut PgConnection, Uuid) -> Result<Option<(usize, Uuid)>, Fault>,
    ) -> Result<usize, Broken> {
        let (mut done, mut after) = (0, Uuid::nil());
        while let Some((count, last)) = patiently(|| one(&mut self.0, after))? {
            done += count;
            after = last;
        }
        Ok(done)
    }

    /// Files that lie there as they came, a few at a time.
    pub fn clear_files(&mut self, after: &str) -> Result<Vec<Clear>, SetupError> {
        let of = attachments::table
            .filter(attachments::storage_key.eq(stored_files::storage_key))
            .select(attachments::sha256)
            .limit(1)
            .single_value();
        let rows: Vec<(String, OffsetDateTime, Option<Vec<u8>>)> = stored_files::table
            .filter(stored_files::wrapped_key.is_null())
            .filter(stored_files::storage_key.gt(after))
            .order(stored_files::storage_key)
            .limit(20)
            .select((stored_files::storage_key, stored_files::written_at, of))
            .load(&mut self.0)
            .map_err(failed("the files that are not sealed"))?;
        let clear = |(storage_key, written_at, sha256)| Clear { storage_key, written_at, sha256 };
        Ok(rows.into_iter().map(clear).collect())
    }

    /// Lets every row that named a clear file name its sealed form. False when nobody names it any more.
    pub fn replace_file(&mut self, old: &Clear, new: &Stored) -> Result<bool, SetupError> {
        let replaced = self.0.build_transaction().run(|conn| -> QueryResult<bool> {
            let there = diesel::delete(stored_files::table.find(&old.storage_key)).execute(conn)?;
            if there == 0 {
                return Ok(false);
            }
            diesel::insert_into(stored_files::table)
                .values((
                    stored_files::storage_key.eq(&new.key),
                    stored_files::written_at.eq(old.written_at),
                    stored_files::wrapped_key.eq(&new.wrapped_key),
                ))
                .execute(conn)?;
            diesel::update(attachments::table.filter(attachments::storage_key.eq(&old.storage_key)))
                .set(attachments::storage_key.eq(&new.key))
                .execute(conn)?;
            Ok(true)
        });
        replaced.map_err(failed("a sealed file"))
    }
}

/// Takes [`SEALING_LOCK`] for the life of a connection.
pub(super) fn lock(conn: &mut PgConnection) -> Result<(), SetupError> {
    let free =
        diesel::select(pg_try_advisory_lock(SEALING_LOCK)).get_result::<bool>(conn).map_err(failed("the database"))?;
    if free { Ok(()) } else { Err(SetupError("a rotation of keys or a backup is under way; try again later".into())) }
}

diesel::define_sql_function! {
    fn pg_try_advisory_lock(which: BigInt) -> Bool
}

/// A fault as one line.
struct Broken(String);

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Tries again what met somebody's lock: each try is short, so nobody waits for this either.
fn patiently<T>(mut work: impl FnMut() -> Result<T, Fault>) -> Result<T, Broken> {
    let mut last = String::new();
    for _ in 0..TRIES {
        match work() {
            Ok(value) => return Ok(value),
            Err(Fault::Broken(what)) => last = what,
            Err(Fault::Problem(problem)) => last = problem.to_string(),
        }
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    Err(Broken(last))
}

fn current(secrets: &Secrets) -> i64 {
    i64::from(secrets.ring().current)
}

fn exchange(
    conn: &mut PgConnection,
    secrets: &Secrets,
    column: &Column,
    after: Uuid,
) -> Result<Option<(usize, Uuid)>, Fault> {
    let page: Page<Value> = diesel::sql_query(column.page)
        .bind::<SqlUuid, _>(after)
        .bind::<BigInt, _>(current(secrets))
        .bind::<BigInt, _>(BATCH)
        .load(conn);
    let page = page?;
    let Some(last) = page.last().map(|value| value.id) else { return Ok(None) };
    conn.build_transaction().run(|conn| {
        for value in &page {
            let clear = secrets.open(column.purpose, &value.sealed)?;
            diesel::sql_query(column.swap)
                .bind::<Binary, _>(secrets.seal(column.purpose, &clear)?)
                .bind::<SqlUuid, _>(value.id)
                .bind::<Binary, _>(&value.sealed)
                .execute(conn)?;
        }
        Ok::<_, Fault>(())
    })?;
    Ok(Some((page.len(), last)))
}

fn exchange_ssn(conn: &mut PgConnection, secrets: &Secrets, after: Uuid) -> Result<Option<(usize, Uuid)>, Fault> {
    let page: Page<SsnRow> = diesel::sql_query(
        "SELECT id, ssn_sealed, ssn_blind FROM clients WHERE id > $1
            AND (sealing_key(ssn_sealed) <> $2 OR blinding_key(ssn_blind) <> $2) ORDER BY id LIMIT $3",
    )
    .bind::<SqlUuid, _>(after)
    .bind::<BigInt, _>(current(secrets))
    .bind::<BigInt, _>(BATCH)
    .load(conn);
    let page = page?;
    let Some(last) = page.last().map(|row| row.id) else { return Ok(None) };
    conn.build_transaction().run(|conn| {
        for row in &page {
            let clear = secrets.open(SSN, &row.ssn_sealed)?;
            let text = String::from_utf8(clear).map_err(|_| Fault::broken("an SSN that is not text"))?;
            let blind = secrets.blind(SSN, &text)?;
            let unchanged = clients::table.find(row.id).filter(clients::ssn_sealed.eq(&row.ssn_sealed));
            let changed = diesel::update(unchanged)
                .set((clients::ssn_sealed.eq(secrets.seal(SSN, text.as_bytes())?), clients::ssn_blind.eq(&blind)))
                .execute(conn)?;
            if changed == 1 && row.ssn_blind.is_some() {
                diesel::update(client_index::table.filter(client_index::client_id.eq(row.id)))
                    .set(client_index::ssn_blind.eq(&blind))
                    .execute(conn)?;
            }
        }
        Ok::<_, Fault>(())
    })?;
    Ok(Some((page.len(), last)))
}

fn exchange_file_keys(
    conn: &mut PgConnection,
    secrets: &Secrets,
    after: &str,
) -> Result<Option<(usize, String)>, Fault> {
    let page: Page<FileKey> = diesel::sql_query(
        "SELECT storage_key, wrapped_key FROM stored_files
            WHERE storage_key > $1 AND sealing_key(wrapped_key) <> $2 ORDER BY storage_key LIMIT $3",
    )
    .bind::<Text, _>(after)
    .bind::<BigInt, _>(current(secrets))
    .bind::<BigInt, _>(BATCH)
    .load(conn);
    let page = page?;
    let Some(last) = page.last().map(|file| file.storage_key.clone()) else { return Ok(None) };
    conn.build_transaction().run(|conn| {
        for file in &page {
            let purpose = purpose(&file.storage_key);
            let key = secrets.open_file_key(&purpose, &file.wrapped_key)?;
            diesel::update(stored_files::table.find(&file.storage_key))
                .set(stored_files::wrapped_key.eq(secrets.seal(&purpose, &key)?))
                .execute(conn)?;
        }
        Ok::<_, Fault>(())
    })?;
    Ok(Some((page.len(), last)))
}
