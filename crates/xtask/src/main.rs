//! The front door of the repository: every command a newcomer, a developer or the continuous integration runs.
//!
//! It builds on a bare machine (a Rust toolchain, a C compiler and Node), finds out what else is needed, and says
//! what it does while it does it.
#![expect(clippy::print_stdout, reason = "telling the person at the terminal what happens is this program's job")]

mod bench;
mod check;
mod machine;
mod npm;
mod openapi;
mod project;
mod run;
mod serve;
mod server;
mod step;
mod web;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Set up, run and test Portico.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Set everything up and serve a demonstration county in the browser
    Serve(serve::Options),
    /// Set everything up and run every check that the continuous integration runs
    Test(check::Options),
    /// Measure the API beside pgbench, with a million clients
    Bench(bench::Options),
    /// Run the long forms of the checks: hours of killing, fuzzing and clicking
    Soak,
    /// Build the browser client into target/dist
    Web(web::Options),
    /// Write openapi.yaml from the routes that serve
    Openapi,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Serve(options) => serve::run(&options),
        Command::Test(options) => check::run(&options),
        Command::Bench(options) => bench::run(&options),
        Command::Soak => check::soak::run(),
        Command::Web(options) => web::run(&options),
        Command::Openapi => openapi::run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\nStopped: {error:#}");
            ExitCode::FAILURE
        }
    }
}
