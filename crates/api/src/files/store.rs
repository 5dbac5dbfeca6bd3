//! Putting files into the store, sealed, and getting them back unharmed.
//!
//! Each file is sealed under a key of its own, chunk by chunk. That key, sealed by the installation's, is kept in the
//! row that names the file: a rotation rewrites the row and never the file.

use actix_web::web;
use bytes::{Bytes, BytesMut};
use domain::problem::{Code, Problem};
use object_store::path::Path;
use object_store::{ObjectStoreExt as _, PutPayload};
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::fault::Fault;
use crate::secrets::{CHUNK, Sealer, Secrets};
use crate::setup::Files;

/// Where attachments begin in the store, so that whatever else lies there is left alone.
pub(super) const PREFIX: &str = "attachments";

/// A file as its row names it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Where it lies.
    pub key: String,
    /// Its own key, sealed; files of the first versions have none and lie there as they came.
    pub wrapped_key: Option<Vec<u8>>,
}

/// What a file's key is sealed for: that file alone, so that rows cannot exchange their keys.
pub fn purpose(key: &str) -> String {
    format!("stored_files.wrapped_key {key}")
}

/// The sealed form of a file, without a second copy of it in memory: it is sealed where it lies.
pub fn sealed(secrets: &Secrets, key: &str, bytes: Bytes) -> Result<(PutPayload, Vec<u8>), Fault> {
    let purpose = purpose(key);
    let (own, wrapped_key) = secrets.file_key(&purpose)?;
    let (mut sealer, header) = Sealer::new(&own, &purpose);
    let mut rest = bytes.try_into_mut().unwrap_or_else(|shared| BytesMut::from(shared.as_ref()));
    let mut parts = vec![Bytes::copy_from_slice(&header)];
    loop {
        let mut chunk = rest.split_to(rest.len().min(CHUNK));
        let tag = sealer.seal(&mut chunk, rest.is_empty())?;
        parts.push(chunk.freeze());
        parts.push(Bytes::copy_from_slice(&tag));
        if rest.is_empty() {
            return Ok((parts.into_iter().collect(), wrapped_key));
        }
    }
}

/// Stores the sealed form of a file that lies there as it came. `None` when it is missing or not what it was.
pub async fn seal_clear(
    files: &Files,
    secrets: &Secrets,
    key: &str,
    sha256: Option<&[u8]>,
) -> Result<Option<Stored>, Problem> {
    let found = match files.0.get(&Path::from(key)).await {
        Ok(found) => found.bytes().await,
        Err(error) => Err(error),
    };
    let Ok(bytes) = found else { return Ok(None) };
    if sha256.is_some_and(|expected| Sha256::digest(&bytes).as_slice() != expected) {
        return Ok(None);
    }
    files.put(secrets, bytes, OffsetDateTime::now_utc()).await.map(Some)
}

impl Files {
    /// Seals a file and stores it under a new name that tells nothing about it. The folder store has it on the disk when
    /// this returns.
    pub async fn put(&self, secrets: &Secrets, bytes: Bytes, now: OffsetDateTime) -> Result<Stored, Problem> {
        let key = format!("{PREFIX}/{}/{}", now.date(), Uuid::new_v4().simple());
        let (secrets, name) = (secrets.clone(), key.clone());
        let made = web::block(move || sealed(&secrets, &name, bytes)).await.map_err(|_| Problem::of(Code::Internal))?;
        let (payload, wrapped_key) = made.map_err(Fault::into_problem)?;
        let stored = self.0.put(&Path::from(key.as_str()), payload).await;
        stored.map_err(|error| {
            tracing::error!(error = %error, "a file could not be stored");
            Problem::new(Code::Unavailable, "The file could not be stored; nothing was changed.").retry_after(5)
        })?;
        Ok(Stored { key, wrapped_key: Some(wrapped_key) })
    }

    /// Removes a file that no row names. A file that stays is the next sweep's.
    pub async fn discard(&self, key: &str) {
        if let Err(error) = self.0.delete(&Path::from(key)).await {
            tracing::warn!(error = %error, "a file is left to the sweep");
        }
    }
}
