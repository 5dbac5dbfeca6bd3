//! A connection outside the pool, for the few threads that keep their own.

use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::{PgConnection, QueryResult};

use super::pool::connect;

/// Opened when it is needed, dropped when something went wrong on it: it may have died with its server.
pub struct Lone {
    url: String,
    conn: Option<PgConnection>,
}

impl std::fmt::Debug for Lone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lone").field("open", &self.conn.is_some()).finish_non_exhaustive()
    }
}

impl Lone {
    /// A connection to this address, not yet open.
    pub fn to(url: &str) -> Self {
        Self { url: url.to_owned(), conn: None }
    }

    /// Does something on it. `None`: the database is away or refused.
    pub(super) fn with<T>(&mut self, work: impl FnOnce(&mut PgConnection) -> QueryResult<T>) -> Option<T> {
        if self.conn.is_none() {
            self.conn = connect(&self.url).ok();
        }
        match work(self.conn.as_mut()?) {
            Ok(value) => Some(value),
            Err(error) => {
                tracing::warn!(error = %error, "a thread's own connection failed");
                self.conn = None;
                None
            }
        }
    }

    /// The same in one transaction.
    pub(super) fn together<T>(&mut self, work: impl FnOnce(&mut PgConnection) -> QueryResult<T>) -> Option<T> {
        self.with(|conn| {
            AnsiTransactionManager::begin_transaction(conn)?;
            match work(conn) {
                Ok(value) => AnsiTransactionManager::commit_transaction(conn).map(|()| value),
                Err(error) => {
                    // The connection is dropped in any case.
                    let _ = AnsiTransactionManager::rollback_transaction(conn);
                    Err(error)
                }
            }
        })
    }
}
