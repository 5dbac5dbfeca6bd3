//! A folder of a test's own.

use std::ops::Deref;
use std::path::{Path, PathBuf};

use uuid::Uuid;

/// The folder, gone when the test is.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes it, empty.
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(format!("portico-folder-{}", Uuid::new_v4().simple()));
        std::fs::create_dir(&path).expect("a folder");
        Self(path)
    }
}

impl Default for Folder {
    fn default() -> Self {
        Self::new()
    }
}

impl Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays is the system's to clean.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
