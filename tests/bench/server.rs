//! The grounds of a bench: the cluster with a million clients in it.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::{Array, Text};
use tests::process::{Grounds, Process, free_port};

use crate::data;

#[derive(QueryableByName)]
struct Types {
    #[diesel(sql_type = Array<Text>)]
    types: Vec<String>,
}

/// What of the record's work the server does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// All of it, as in earnest.
    Whole,
    /// Accesses are recorded and nothing is sealed: what sealing costs.
    Unsealed,
    /// Accesses are not recorded either: what recording costs.
    Unrecorded,
}

impl Mode {
    /// What the operation is called in the table.
    pub(crate) const fn suffix(self) -> &'static str {
        match self {
            Self::Whole => "",
            Self::Unsealed => "_unsealed",
            Self::Unrecorded => "_unrecorded",
        }
    }
}

/// The cluster everything runs on.
pub(crate) struct Bench {
    pub(crate) grounds: Grounds,
    pub(crate) loading: Duration,
}

impl Bench {
    /// Makes the cluster and loads it.
    pub(crate) fn prepare(clients: u32, authorizations: u32) -> Self {
        let grounds = Grounds::prepare("bench");
        let started = Instant::now();
        data::load(&mut grounds.owner(), clients, authorizations);
        let bench = Self { grounds, loading: started.elapsed() };
        bench.grounds.administer("VACUUM ANALYZE");
        bench.grounds.administer("CHECKPOINT");
        bench
    }

    /// The types of a statement's parameters, as PostgreSQL itself infers them.
    pub(crate) fn types_of(&self, sql: &str) -> Vec<String> {
        let mut conn = self.grounds.owner();
        conn.batch_execute(&format!("PREPARE probe AS {sql}")).unwrap_or_else(|error| panic!("{error} in {sql}"));
        let types = "SELECT parameter_types::text[] AS types FROM pg_prepared_statements WHERE name = 'probe'";
        diesel::sql_query(types).get_result::<Types>(&mut conn).expect("it was just prepared").types
    }

    /// Starts the server.
    pub(crate) fn serve(&self, mode: Mode) -> Process {
        let (recording, sealing) = (mode != Mode::Unrecorded, mode == Mode::Whole);
        self.grounds.serve(free_port(), &format!("record_access = {recording}\nseal_record = {sealing}\n"))
    }
}
