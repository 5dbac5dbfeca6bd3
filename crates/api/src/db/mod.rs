//! The database behind one door: [`Db::read`] and [`Db::write`], each one transaction on one thread.
//!
//! Everything a handler needs happens inside: who asks, whether they may, the work itself, the audit event, the
//! access record. There is no other way to a connection.

pub mod access_records;
mod asked;
pub mod attachments;
pub mod authorizations;
pub mod clients;
pub mod consents;
pub mod coverage;
pub mod demo;
pub mod drafts;
pub mod enrollments;
mod errors;
pub mod events;
pub mod funding;
mod gate;
mod health;
pub mod held;
pub mod home;
mod idempotency;
mod lone;
pub mod members;
mod names;
pub mod news;
pub mod notifications;
pub mod notify;
mod operation;
pub mod organizations;
pub mod people;
mod pool;
mod record;
pub mod reports;
pub mod schema;
mod sensitivity;
pub mod session;
pub mod settings;
pub mod setup;
pub mod stored_files;
mod support;
mod tx;
mod who;
mod zone;

use std::sync::Arc;

use actix_web::web;
use diesel::PgConnection;
use diesel::query_dsl::methods::LoadQuery;
use domain::problem::{Code, Problem};
use serde::Serialize;
use time::OffsetDateTime;
use uuid::Uuid;

pub use lone::Lone;
pub use operation::{Operation, Purpose, Rate};
pub use pool::Pool;
pub use tx::{Announcement, Tx};

use access_records::AccessRecord;
use asked::Asked;

use crate::access_log::AccessLog;
use crate::audit::Done;
use crate::bell::Bell;
use crate::fault::Fault;
use crate::http::caller::Caller;
use crate::http::reply::Written;
use crate::secrets::Secrets;
use crate::time_source::TimeSource;
use gate::Gate;
use zone::Zones;

/// The one door to the database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Db(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    pool: Pool,
    gate: Gate,
    access: AccessLog,
    secrets: Secrets,
    clock: TimeSource,
    limits: crate::http::limits::Limits,
    announced: Arc<Bell>,
    zones: Zones,
}

impl Db {
    /// A door onto a pool.
    pub fn new(
        pool: Pool,
        access: AccessLog,
        secrets: Secrets,
        clock: TimeSource,
        limits: crate::http::limits::Limits,
    ) -> Self {
        let gate = Gate::new(pool.max_size());
        let (announced, zones) = (Arc::default(), Zones::default());
        Self(Arc::new(Inner { pool, gate, access, secrets, clock, limits, announced, zones }))
    }

    /// Wakes whoever sends outbox rows on.
    pub fn announced(&self) -> Arc<Bell> {
        Arc::clone(&self.0.announced)
    }

    /// The installation's keys.
    pub fn secrets(&self) -> &Secrets {
        &self.0.secrets
    }

    /// Connections to the database that are open, and how many of them are idle.
    pub fn connections(&self) -> (u32, u32) {
        self.0.pool.state()
    }

    /// Where "now" comes from.
    pub fn clock(&self) -> &TimeSource {
        &self.0.clock
    }

    /// A read: one read-only transaction. What it saw of clients is durable in the access log before this returns.
    pub async fn read<T, F>(&self, caller: &Caller, operation: &'static Operation, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
    {
        let (inner, call) = (Arc::clone(&self.0), caller.clone());
        let (value, record) =
            self.blocking(move |conn, now| tx::read(&inner, conn, &call, operation, now, work)).await?;
        if let Some(record) = record {
            self.0.access.durable(record).await?;
        }
        Ok(value)
    }

    /// A read that is one statement, which spares three ways to the database. The query may speak of whoever asks only
    /// as [`asked::Own`], [`asked::County`] and [`asked::Today`]; `client` is the one whose data it shows. With no row,
    /// or for somebody who may not see it, the request walks the ordinary way to be refused.
    pub(in crate::db) async fn read_one<Q, R>(
        &self,
        caller: &Caller,
        operation: &'static Operation,
        query: Q,
        client: Uuid,
    ) -> Result<R, Problem>
    where
        Q: Send + 'static,
        R: Send + 'static,
        Asked<Q>: LoadQuery<'static, PgConnection, (who::Row, R)>,
    {
        let (inner, call) = (Arc::clone(&self.0), caller.clone());
        let glance = self.blocking(move |conn, now| {
            let seen = tx::glance(&inner, conn, &call, operation, now, query)?;
            Ok(seen.map(|(value, actor)| {
                (value, AccessRecord::of(&actor, operation, call.request_id(), now, vec![client]))
            }))
        });
        match glance.await? {
            Some((value, record)) => {
                self.0.access.durable(record).await?;
                Ok(value)
            }
            None => self.read(caller, operation, |_| Err(Code::NotFound.into())).await,
        }
    }

    /// A write: one transaction with its idempotency key, its audit event and its announcements.
    pub async fn write<T, F>(&self, caller: &Caller, operation: &'static Operation, work: F) -> Result<Written, Problem>
    where
        T: Serialize + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<Done<T>, Fault> + Send + 'static,
    {
        let (inner, call) = (Arc::clone(&self.0), caller.clone());
        let written = self.blocking(move |conn, now| tx::write(&inner, conn, &call, operation, now, work)).await?;
        self.0.announced.ring();
        Ok(written)
    }

    /// Work for nobody signed in: signing in, health, jobs. Row-level security shows it nothing but what the named
    /// identity functions give.
    pub async fn anonymous<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&mut PgConnection, OffsetDateTime) -> Result<T, Fault> + Send + 'static,
    {
        self.blocking(move |conn, now| tx::anonymous(conn, now, work)).await
    }

    /// Whether the database answers.
    pub async fn answers(&self) -> Result<(), Problem> {
        self.anonymous(|conn, _| health::answers(conn)).await
    }

    async fn blocking<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&mut PgConnection, OffsetDateTime) -> Result<T, Problem> + Send + 'static,
    {
        let pass = self.0.gate.pass().await?;
        let (pool, now) = (self.0.pool.clone(), self.0.clock.now());
        let done = web::block(move || {
            let mut conn = pool.take()?;
            let outcome = work(&mut conn, now);
            drop(conn);
            drop(pass);
            outcome
        });
        done.await.map_err(|_| Problem::of(Code::Internal))?
    }
}
