//! A POST that is sent twice happens once: the key's row is in the same transaction as the effect, and only what
//! was committed is ever replayed.

use diesel::prelude::*;
use domain::problem::{Code, Problem};

use super::operation::Operation;
use super::schema::idempotency_keys as keys;
use super::tx::Tx;
use crate::fault::Fault;
use crate::http::caller::Caller;
use crate::http::reply::Written;

/// What an answer is sealed for: it may hold anything about a client.
const SEALED: &str = "idempotency_keys.body_sealed";

#[derive(Queryable)]
struct Stored {
    request_hash: Vec<u8>,
    status: Option<i16>,
    body: Option<serde_json::Value>,
    body_sealed: Option<Vec<u8>>,
    etag: Option<String>,
}

impl Stored {
    /// What was answered. A server of an older version left it as it was.
    fn body(&mut self, tx: &Tx<'_>) -> Result<Option<serde_json::Value>, Fault> {
        let Some(sealed) = &self.body_sealed else { return Ok(self.body.take()) };
        let clear = tx.secrets().open(SEALED, sealed)?;
        serde_json::from_slice(&clear).map(Some).map_err(|_| Fault::broken("an answer that is no JSON"))
    }
}

/// Takes the key, or answers with what it led to before. Waits for the same request under way, up to the lock
/// timeout.
pub(super) fn claim(tx: &mut Tx<'_>, caller: &Caller, operation: &Operation) -> Result<Option<Written>, Fault> {
    let Some(key) = caller.idempotency_key()? else { return Ok(None) };
    let hash = caller.request_hash();
    let user = tx.actor().user_id;
    let taken = diesel::insert_into(keys::table)
        .values((
            keys::user_id.eq(user),
            keys::operation.eq(operation.name),
            keys::key.eq(&key),
            keys::request_hash.eq(hash.as_slice()),
            keys::created_at.eq(tx.now()),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn)
        .map_err(in_progress)?;
    if taken == 1 {
        return Ok(None);
    }
    let mut stored: Stored = keys::table
        .find((user, operation.name, &key))
        .select((keys::request_hash, keys::status, keys::body, keys::body_sealed, keys::etag))
        .first(tx.conn)?;
    if stored.request_hash != hash {
        return Err(Code::KeyReused.into());
    }
    let status = stored.status.and_then(|status| u16::try_from(status).ok()).ok_or(Fault::from(Code::InProgress))?;
    let body = stored.body(tx)?;
    Ok(Some(Written::replayed(status, body, stored.etag)))
}

/// Keeps what the caller is told, for whoever asks again with the same key.
pub(super) fn complete(
    tx: &mut Tx<'_>,
    caller: &Caller,
    operation: &Operation,
    written: &Written,
) -> Result<(), Fault> {
    let Some(key) = caller.idempotency_key()? else { return Ok(()) };
    let body = written.body().map(serde_json::to_vec).transpose().map_err(Fault::broken)?;
    let sealed = body.map(|clear| tx.secrets().seal(SEALED, &clear)).transpose()?;
    let id = sealed.is_some().then(|| tx.new_id());
    diesel::update(keys::table.find((tx.actor().user_id, operation.name, &key)))
        .set((
            keys::status.eq(i16::try_from(written.status()).ok()),
            keys::body_sealed.eq(sealed),
            keys::body_id.eq(id),
            keys::etag.eq(written.etag()),
        ))
        .execute(tx.conn)?;
    Ok(())
}

fn in_progress(error: diesel::result::Error) -> Fault {
    match &error {
        diesel::result::Error::DatabaseError(_, info) if info.message().contains("lock timeout") => {
            Problem::of(Code::InProgress).retry_after(3).into()
        }
        _ => error.into(),
    }
}
