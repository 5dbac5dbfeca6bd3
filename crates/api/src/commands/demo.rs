//! `portico demo code`: what an authenticator app of the demonstration county's people would show.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::setup::{self, SetupError};
use crate::time_source::TimeSource;

/// Whose code.
#[derive(Debug, Args)]
pub struct Code {
    /// The name they sign in with.
    user_name: String,
    /// The folder of the demonstration county.
    #[arg(long)]
    data: Option<PathBuf>,
}

/// Prints the code of this moment. Each is good once; the next comes within half a minute.
pub fn code(file: Option<&Path>, options: Code) -> Result<(), SetupError> {
    let mut config = super::configuration(file)?;
    config.data = options.data.or(config.data);
    let folder = setup::data_folder(&config)?;
    super::say(&crate::demo::code(&folder, &options.user_name, TimeSource::default().now())?);
    Ok(())
}
