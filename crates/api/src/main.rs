//! `portico`: one program for everything an installation needs.

use std::path::PathBuf;
use std::process::ExitCode;

use api::commands;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "portico", version, about = "Provider portal and administrative record of county behavioral health")]
struct Cli {
    /// A TOML file with settings; environment variables have the last word.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API and the browser client.
    Serve(commands::serve::Options),
    /// Run the migrations that are missing and load the reference data.
    Migrate,
    /// Print the OpenAPI document.
    Openapi,
    /// Make the first people of an installation.
    #[command(subcommand)]
    User(UserCommand),
}

#[derive(Subcommand)]
enum UserCommand {
    /// Make a county administrator and print the link by which they choose a password, shown once.
    Invite(commands::user::Invite),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Serve(options) => commands::serve::run(cli.config.as_deref(), options),
        Command::Migrate => commands::migrate::run(cli.config.as_deref()),
        Command::Openapi => commands::openapi::run(),
        Command::User(UserCommand::Invite(invite)) => commands::user::invite(cli.config.as_deref(), invite),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            commands::say(&format!("portico: {error}"));
            ExitCode::FAILURE
        }
    }
}
