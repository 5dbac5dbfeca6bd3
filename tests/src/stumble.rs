//! Faults between the statements of an operation, with nothing marked by hand: diesel tells of every statement before
//! and after it runs, and the n-th one of a database is where the process dies, or its connection does.

use std::collections::HashMap;
use std::panic::resume_unwind;
use std::sync::{Mutex, Once, PoisonError};

use diesel::connection::{Instrumentation, InstrumentationEvent, SimpleConnection as _, set_default_instrumentation};
use diesel::{Connection as _, PgConnection};

/// What happens at the statement that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stumble {
    /// The work dies before the statement is sent, as by a panic.
    Dies,
    /// The database ends every connection of the application before the statement is sent.
    IsCutOff,
    /// The work dies once its transaction is committed and before anybody is told; only commits are counted.
    DiesCommitted,
}

#[derive(Debug)]
struct Plan {
    how: Stumble,
    left: u32,
    statement: Option<String>,
    superuser: String,
}

static PLANS: Mutex<Option<HashMap<String, Plan>>> = Mutex::new(None);
static WATCHING: Once = Once::new();

/// A stumble set up for one database; gone when it is dropped.
#[derive(Debug)]
pub struct Armed(String);

/// Watches the statements of every connection opened from now on. Called by the harness before the first pool.
pub fn watch() {
    WATCHING.call_once(|| {
        set_default_instrumentation(|| Some(Box::new(Watch::default()))).expect("no connection is open yet");
    });
}

/// Makes the n-th statement (from one) of this database the one where it happens.
pub fn at(database: &str, superuser: &str, how: Stumble, n: u32) -> Armed {
    let plan = Plan { how, left: n, statement: None, superuser: superuser.to_owned() };
    let mut plans = PLANS.lock().unwrap_or_else(PoisonError::into_inner);
    plans.get_or_insert_default().insert(database.to_owned(), plan);
    Armed(database.to_owned())
}

impl Armed {
    /// The statement where it happened; `None` when there were fewer.
    pub fn happened(&self) -> Option<String> {
        let plans = PLANS.lock().unwrap_or_else(PoisonError::into_inner);
        plans.as_ref()?.get(&self.0)?.statement.clone()
    }
}

impl Drop for Armed {
    fn drop(&mut self) {
        if let Some(plans) = PLANS.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            plans.remove(&self.0);
        }
    }
}

/// One connection's watcher.
#[derive(Debug, Default)]
struct Watch(String);

impl Instrumentation for Watch {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        let due = match event {
            InstrumentationEvent::StartEstablishConnection { url, .. } => {
                url.clone_into(&mut self.0);
                None
            }
            InstrumentationEvent::StartQuery { query, .. } => self.due(&query.to_string(), false),
            InstrumentationEvent::FinishQuery { query, error: None, .. } => self.due(&query.to_string(), true),
            _ => None,
        };
        match due {
            // Without the panic hook, which would fill the output with what is wanted.
            Some((Stumble::Dies | Stumble::DiesCommitted, _)) => resume_unwind(Box::new("stumbled")),
            Some((Stumble::IsCutOff, superuser)) => cut_off(&superuser),
            None => {}
        }
    }
}

impl Watch {
    fn due(&self, query: &str, finished: bool) -> Option<(Stumble, String)> {
        // Threads that keep a connection of their own have no name; they do no request's work. Nor does a test that
        // looks at the tables as their owner.
        std::thread::current().name().filter(|_| self.0.contains("user=portico_app"))?;
        let mut plans = PLANS.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, plan) = plans.as_mut()?.iter_mut().find(|(name, _)| self.0.contains(name.as_str()))?;
        let counts = match plan.how {
            Stumble::DiesCommitted => finished && query.starts_with("COMMIT"),
            Stumble::Dies | Stumble::IsCutOff => !finished && !query.starts_with("ROLLBACK"),
        };
        if !counts || plan.left == 0 {
            return None;
        }
        plan.left -= 1;
        if plan.left > 0 {
            return None;
        }
        plan.statement = Some(query.to_owned());
        Some((plan.how, plan.superuser.clone()))
    }
}

fn cut_off(superuser: &str) {
    let mut conn = PgConnection::establish(superuser).expect("the cluster answers");
    conn.batch_execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'portico'",
    )
    .expect("connections end");
}
