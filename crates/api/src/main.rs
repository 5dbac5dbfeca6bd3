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
    /// Write database and attachments, as of one moment, into one sealed file; or test such a file.
    Backup(commands::backup::Backup),
    /// Bring a backup back into an empty data folder.
    Restore(commands::backup::From),
    /// The keys under which everything is sealed.
    #[command(subcommand)]
    Keys(commands::keys::Keys),
    /// Make the first people of an installation.
    #[command(subcommand)]
    User(UserCommand),
    /// Look after the record of who did and saw what.
    #[command(subcommand)]
    Audit(AuditCommand),
}

#[derive(Subcommand)]
enum AuditCommand {
    /// Read the whole record again and say whether anything of it was changed; fails with the first place.
    Verify(commands::audit::Verify),
}

#[derive(Subcommand)]
enum UserCommand {
    /// Make a county administrator and print a first password, shown once.
    Invite(commands::user::Invite),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Serve(options) => commands::serve::run(cli.config.as_deref(), options),
        Command::Migrate => commands::migrate::run(cli.config.as_deref()),
        Command::Backup(options) => commands::backup::run(cli.config.as_deref(), options),
        Command::Restore(from) => commands::backup::restore(cli.config.as_deref(), from),
        Command::Keys(keys) => commands::keys::run(cli.config.as_deref(), keys),
        Command::Openapi => commands::openapi::run(),
        Command::User(UserCommand::Invite(invite)) => commands::user::invite(cli.config.as_deref(), invite),
        Command::Audit(AuditCommand::Verify(asked)) => commands::audit::run(cli.config.as_deref(), asked),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            commands::say(&format!("portico: {error}"));
            ExitCode::FAILURE
        }
    }
}
