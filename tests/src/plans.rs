//! The plans PostgreSQL made for what the application asked, read from its own log.

use std::time::Duration;

use api::cluster::{APPLICATION, SUPERUSER};
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::{Client, TestApp};

/// A watch over the plans of one application.
pub struct Plans {
    superuser: PgConnection,
    /// Two watches may go on in one cluster at once; each reads what was logged for its own database.
    database: String,
    before: usize,
}

impl std::fmt::Debug for Plans {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Plans").field("before", &self.before).finish_non_exhaustive()
    }
}

impl Plans {
    /// From now on every plan of the application in this database goes to the server's log.
    pub fn watch(app: &TestApp) -> Self {
        let mut superuser = PgConnection::establish(&app.database.url(SUPERUSER)).unwrap();
        let database: String =
            diesel::select(diesel::dsl::sql::<Text>("current_database()::text")).first(&mut superuser).unwrap();
        // Each of these is a statement of its own: changing the cluster's settings is refused inside a transaction.
        superuser.batch_execute("ALTER SYSTEM SET log_line_prefix = '@@%d@'").unwrap();
        superuser.batch_execute("SELECT pg_reload_conf()").unwrap();
        let role = format!("ALTER ROLE {APPLICATION} IN DATABASE {database} SET");
        superuser
            .batch_execute(&format!(
                "{role} session_preload_libraries = 'auto_explain'; {role} auto_explain.log_min_duration = 0;
                 {role} auto_explain.log_nested_statements = on;
                 SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                     WHERE datname = '{database}' AND usename = '{APPLICATION}'"
            ))
            .unwrap();
        let mut plans = Self { superuser, database, before: 0 };
        plans.before = plans.log().len();
        plans
    }

    fn log(&mut self) -> String {
        diesel::select(diesel::dsl::sql::<Text>("pg_read_file('server.log')")).first(&mut self.superuser).unwrap()
    }

    /// Stops at the first plan since the beginning that reads one of these tables from end to end.
    pub fn refuse_scans_of(&mut self, large: &[&str]) {
        let text = self.log();
        let mark = format!("{}@", self.database);
        let entries = text.get(self.before..).unwrap().split("@@").filter_map(|entry| entry.strip_prefix(&mark));
        let plans: String = entries.collect();
        assert!(plans.contains("Index"), "no plan was written down");
        let lines: Vec<&str> = plans.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let found = large.iter().any(|table| line.contains(&format!("Seq Scan on {table} ")));
            assert!(!found, "{}", lines[at.saturating_sub(12)..(at + 6).min(lines.len())].join("\n"));
        }
    }
}

/// The connections that were open are gone; a few requests find that out.
pub async fn connect_again(person: &Client) {
    for _ in 0..20 {
        if person.get("/settings").await.status == 200 && person.get("/organizations").await.status == 200 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
