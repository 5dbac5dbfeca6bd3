//! `cargo xtask bench`: the API against `pgbench` sending the same statements, as the same role, to the same
//! cluster, in the same run.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a bench that cannot run should stop with the reason, and its product is what it prints"
)]

mod data;
mod floor;
mod load;
mod log;
mod operations;
mod report;
mod server;

use std::time::Duration;

use server::Mode;

/// What was asked for on the command line.
struct Options {
    json: bool,
    clients: u32,
    authorizations: u32,
    seconds: u64,
    only: Option<String>,
}

fn options() -> Options {
    let mut options = Options { json: false, clients: 1_000_000, authorizations: 200_000, seconds: 6, only: None };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().unwrap_or_else(|| panic!("{word} needs a value"));
        match word.as_str() {
            "--json" => options.json = true,
            "--clients" => options.clients = value().parse().expect("a number"),
            "--authorizations" => options.authorizations = value().parse().expect("a number"),
            "--seconds" => options.seconds = value().parse().expect("a number"),
            "--only" => options.only = Some(value()),
            other => panic!("{other} is not known: --json --clients N --authorizations N --seconds N --only NAME"),
        }
    }
    options
}

fn main() {
    let options = options();
    let report = report::Report::new(options.json);
    let bench = server::Bench::prepare(options.clients, options.authorizations);
    report.note(&format!(
        "{} clients and {} authorizations loaded in {:.0} s",
        options.clients,
        options.authorizations,
        bench.loading.as_secs_f64()
    ));
    let time = Duration::from_secs(options.seconds);
    for mode in [Mode::Whole, Mode::Unsealed, Mode::Unrecorded] {
        let server = bench.serve(mode);
        for operation in operations::all() {
            // Without access recording only reads differ.
            if mode == Mode::Unrecorded && !operation.read {
                continue;
            }
            if options.only.as_deref().is_some_and(|only| only != operation.name) {
                continue;
            }
            let statements = floor::capture(&bench, &server, &operation);
            // Of what something costs, only the comparison under the heaviest load is asked for.
            let heaviest = operation.connections.len().saturating_sub(1);
            let connections =
                if mode == Mode::Whole { operation.connections } else { &operation.connections[heaviest..] };
            for connections in connections {
                let floor = floor::run(&bench, &statements, *connections, time);
                let api = load::run(&server, &operation, *connections, time);
                report.row(&operation, mode, *connections, &api, floor, server.resident_mib());
            }
        }
    }
}
