//! Documents that support a request: which are required, what they are called, and whether a file may come in.
//!
//! Source: 000_c39f6cc4a03af20b.txt, "Add Attachments": five forms, a size limit, eleven types, a naming convention.
//! Files are judged by their bytes and never unpacked or decoded: everything here reads headers and directories only.

mod document;
mod kind;
mod name;
mod picture;
mod read;
mod sniff;
mod verdict;
mod wire;
mod zip;

#[cfg(test)]
mod tests;

pub use document::{DocumentType, checklist, guess_type, missing_documents, suggested_name};
pub use kind::FileKind;
pub use name::{CleanName, MAX_NAME, clean_name};
pub use picture::MAX_PIXELS;
pub use sniff::{Fault, sniff};
pub use verdict::{Accepted, Refusal, RefusalKind, precheck, verdict};
pub use wire::{Attachment, AttachmentFilter, AttachmentState, DocumentCheck, DuplicateOf};
