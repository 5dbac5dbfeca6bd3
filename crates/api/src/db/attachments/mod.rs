//! Attachments: rows about files. The bytes are the matter of `files`.

mod hold;
mod read;
mod row;
mod write;

pub use read::{Content, content, limits, list, of_authorization};
pub use write::{NewFile, Target, remove, replace, upload};
