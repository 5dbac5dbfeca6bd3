//! The connection pool and what every connection is told when it opens.

use std::time::Duration;

use diesel::r2d2::{ConnectionManager, CustomizeConnection, PooledConnection};
use diesel::{Connection, ConnectionError, PgConnection};
use domain::problem::{Code, Problem};

use crate::fault::Fault;

/// A pool of connections as the application's role.
#[derive(Debug, Clone)]
pub struct Pool(diesel::r2d2::Pool<ConnectionManager<PgConnection>>);

#[derive(Debug)]
struct OnOpen;

impl CustomizeConnection<PgConnection, diesel::r2d2::Error> for OnOpen {
    fn on_acquire(&self, conn: &mut PgConnection) -> Result<(), diesel::r2d2::Error> {
        prepare(conn).map_err(diesel::r2d2::Error::QueryError)
    }
}

/// Limits that hold for every statement: a stuck one fails instead of taking the server with it. Plans are made once a
/// connection and not for each set of parameters: with row-level security planning takes longer than most statements.
fn prepare(conn: &mut PgConnection) -> diesel::QueryResult<()> {
    use diesel::connection::SimpleConnection;
    conn.batch_execute(
        "SET application_name = 'portico'; SET statement_timeout = '5s'; SET lock_timeout = '3s'; \
         SET idle_in_transaction_session_timeout = '30s'; \
         SET plan_cache_mode = 'force_generic_plan'; SET timezone = 'UTC'",
    )
}

/// What libpq is told where the address does not say otherwise: a database that cannot be reached is given up after
/// two seconds, and one that falls silent in the middle of a conversation after about ten, by the machine's own probes.
const PATIENCE: [(&str, &str); 5] = [
    ("connect_timeout", "2"),
    ("keepalives_idle", "4"),
    ("keepalives_interval", "2"),
    ("keepalives_count", "3"),
    ("tcp_user_timeout", "10000"),
];

/// The address with these limits added, in either of the two forms libpq reads.
fn patient(url: &str) -> String {
    let missing = PATIENCE.into_iter().filter(|(name, _)| !url.contains(name));
    let pairs: Vec<String> = missing.map(|(name, value)| format!("{name}={value}")).collect();
    if !url.contains("://") {
        return format!("{url} {}", pairs.join(" "));
    }
    let mark = if url.contains('?') { '&' } else { '?' };
    format!("{url}{mark}{}", pairs.join("&"))
}

/// One connection outside the pool.
pub(super) fn connect(url: &str) -> Result<PgConnection, ConnectionError> {
    let mut conn = PgConnection::establish(&patient(url))?;
    prepare(&mut conn).map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}

impl Pool {
    /// Opens a pool; connections are made as they are needed.
    pub fn open(url: &str, connections: u32) -> Result<Self, Fault> {
        diesel::r2d2::Pool::builder()
            .max_size(connections)
            .min_idle(Some(1))
            // A test query on every checkout costs a round trip a request; broken connections show by failing.
            .test_on_check_out(false)
            .connection_timeout(Duration::from_secs(2))
            .connection_customizer(Box::new(OnOpen))
            .build(ConnectionManager::new(patient(url)))
            .map(Self)
            .map_err(|_| Fault::broken("the database cannot be reached"))
    }

    pub(super) fn max_size(&self) -> u32 {
        self.0.max_size()
    }

    /// Connections that are open, and how many of them are idle.
    pub(super) fn state(&self) -> (u32, u32) {
        let state = self.0.state();
        (state.connections, state.idle_connections)
    }

    pub(super) fn take(&self) -> Result<PooledConnection<ConnectionManager<PgConnection>>, Problem> {
        self.0
            .get()
            .map_err(|_| Problem::new(Code::Unavailable, "The database is away; nothing was changed.").retry_after(5))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gets_its_limits_in_its_own_form() {
        let plain = patient("host=/run/portico user=app");
        assert!(plain.starts_with("host=/run/portico user=app connect_timeout=2 "), "{plain}");
        let uri = patient("postgres://app@db.example/portico?sslmode=verify-full&connect_timeout=9");
        assert!(uri.contains("verify-full&connect_timeout=9&keepalives_idle=4"), "{uri}");
        assert!(patient("postgres://app@db.example/portico").contains("/portico?connect_timeout=2&"));
    }
}
