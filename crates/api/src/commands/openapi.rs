//! `portico openapi`: the document, without a server or database.

use crate::setup::SetupError;

/// Prints it.
pub fn run() -> Result<(), SetupError> {
    let text = crate::app::document().to_yaml().map_err(|error| SetupError(error.to_string()))?;
    super::say(text.trim_end());
    Ok(())
}
