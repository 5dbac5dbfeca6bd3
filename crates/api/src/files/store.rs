//! Putting files into the store and getting them back unharmed.

use bytes::Bytes;
use domain::problem::{Code, Problem};
use object_store::path::Path;
use object_store::{ObjectStoreExt as _, PutPayload};
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::setup::Files;

/// Where attachments begin in the store, so that whatever else lies there is left alone.
pub(super) const PREFIX: &str = "attachments";

/// A file that is what it was when it came.
#[derive(Debug)]
pub struct Opened(pub Bytes);

impl Files {
    /// Stores a file under a new name that tells nothing about it, and returns that name. The folder store has it on
    /// the disk when this returns.
    pub async fn put(&self, bytes: Bytes, now: OffsetDateTime) -> Result<String, Problem> {
        let key = format!("{PREFIX}/{}/{}", now.date(), Uuid::new_v4().simple());
        let stored = self.0.put(&Path::from(key.as_str()), PutPayload::from_bytes(bytes)).await;
        stored.map_err(|error| {
            tracing::error!(error = %error, "a file could not be stored");
            Problem::new(Code::Unavailable, "The file could not be stored; nothing was changed.").retry_after(5)
        })?;
        Ok(key)
    }

    /// Gets a file back, if its bytes are still those that came.
    pub async fn open(&self, key: &str, sha256: Vec<u8>) -> Result<Opened, Problem> {
        let bytes = self.fetch(key).await.map_err(|error| {
            tracing::error!(error = %error, "a file could not be read");
            Problem::new(Code::Internal, "The file cannot be read from the store.")
        })?;
        let checked = actix_web::web::block(move || (Sha256::digest(&bytes).as_slice() == sha256, bytes)).await;
        match checked {
            Ok((true, bytes)) => Ok(Opened(bytes)),
            _ => {
                tracing::error!(key, "a stored file is not what it was");
                Err(Problem::new(Code::Internal, "The file was damaged in the store, so it is not shown."))
            }
        }
    }

    async fn fetch(&self, key: &str) -> Result<Bytes, object_store::Error> {
        self.0.get(&Path::from(key)).await?.bytes().await
    }

    /// Removes a file that no row names. A file that stays is the next sweep's.
    pub async fn discard(&self, key: &str) {
        if let Err(error) = self.0.delete(&Path::from(key)).await {
            tracing::warn!(error = %error, "a file is left to the sweep");
        }
    }
}
