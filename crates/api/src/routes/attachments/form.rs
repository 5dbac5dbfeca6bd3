//! The multipart form of an upload, read as it comes in: every limit is counted while reading, never after.

use std::time::Duration;

use actix_multipart::{Field, Multipart, MultipartError};
use bytes::{Bytes, BytesMut};
use domain::attachments::{DocumentType, precheck};
use domain::problem::{Code, FieldError, Problem};
use domain::settings::AttachmentSettings;
use futures_util::TryStreamExt as _;
use uuid::Uuid;

use super::receive::Memory;

/// The longest text part: an id or a word.
const TEXT_BYTES: usize = 200;
/// A form has one file and three short texts.
const MOST_PARTS: usize = 8;
/// How much of a file that is too large is still read, so that its size can be told and the answer be heard.
const DRAINED: u64 = 16 * 1024 * 1024;
/// An upload that takes longer is broken off.
const PATIENCE: Duration = Duration::from_secs(120);

/// A file as it came.
#[derive(Debug)]
pub(super) struct Came {
    pub name: String,
    pub declared_type: Option<String>,
    pub bytes: Bytes,
    /// Room in memory, given back when the file is put away.
    pub memory: Memory,
}

/// The parts of an upload.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub file: Option<Came>,
    pub document_type: Option<DocumentType>,
    pub client_id: Option<Uuid>,
    pub authorization_id: Option<Uuid>,
    errors: Vec<FieldError>,
}

impl Parts {
    /// The file, once everything else about the form is right.
    pub(super) fn file(mut self, mut more: Vec<FieldError>) -> Result<(Came, Self), Problem> {
        let file = self.file.take();
        let mut errors = std::mem::take(&mut self.errors);
        errors.append(&mut more);
        match file {
            Some(came) if errors.is_empty() => Ok((came, self)),
            Some(_) => Err(Problem::fields(errors)),
            None => {
                errors.push(FieldError::new("/file", "required", "Choose a file."));
                Err(Problem::fields(errors))
            }
        }
    }
}

/// Reads the whole form, or stops where it breaks a limit.
pub(super) async fn read(form: Multipart, limits: &AttachmentSettings, texts: &[&str]) -> Result<Parts, Problem> {
    match tokio::time::timeout(PATIENCE, read_parts(form, limits, texts)).await {
        Ok(parts) => parts,
        Err(_) => Err(Problem::new(Code::Malformed, "The upload took longer than two minutes. Try again.")),
    }
}

async fn read_parts(mut form: Multipart, limits: &AttachmentSettings, texts: &[&str]) -> Result<Parts, Problem> {
    let (mut parts, mut count) = (Parts::default(), 0);
    while let Some(mut field) = form.try_next().await.map_err(|error| unreadable(&error))? {
        count += 1;
        if count > MOST_PARTS {
            return Err(Problem::new(Code::Malformed, "The form has more than eight parts."));
        }
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "file" if parts.file.is_some() => {
                return Err(Problem::field("/file", "repeated", "Send one file at a time."));
            }
            "file" => parts.file = Some(read_file(&mut field, limits).await?),
            known if texts.contains(&known) => {
                let text = read_text(&mut field).await?;
                take_text(&mut parts, known, &text);
            }
            _ => return Err(Problem::field("", "unknown", "The form holds a part that is not known.")),
        }
    }
    Ok(parts)
}

fn take_text(parts: &mut Parts, name: &str, text: &str) {
    let pointer = format!("/{name}");
    match name {
        "document_type" => match DocumentType::parse(text) {
            Some(kind) => parts.document_type = Some(kind),
            None => {
                let words: Vec<&str> = DocumentType::ALL.iter().map(|kind| kind.as_str()).collect();
                let detail = format!("Choose one of {}.", words.join(", "));
                parts.errors.push(FieldError::new(pointer, "unknown_word", detail));
            }
        },
        _ => match (Uuid::parse_str(text), name) {
            (Ok(id), "client_id") => parts.client_id = Some(id),
            (Ok(id), _) => parts.authorization_id = Some(id),
            (Err(_), _) => parts.errors.push(FieldError::new(pointer, "not_an_id", "This is not an id.")),
        },
    }
}

async fn read_text(field: &mut Field) -> Result<String, Problem> {
    let too_long = || Problem::new(Code::Malformed, "A part of the form is longer than it can be.");
    let mut text = Vec::new();
    while let Some(chunk) = field.try_next().await.map_err(|error| unreadable(&error))? {
        if text.len() + chunk.len() > TEXT_BYTES {
            return Err(too_long());
        }
        text.extend_from_slice(&chunk);
    }
    String::from_utf8(text).map_err(|_| Problem::new(Code::Malformed, "A part of the form is not text."))
}

async fn read_file(field: &mut Field, limits: &AttachmentSettings) -> Result<Came, Problem> {
    let name = field.content_disposition().and_then(|part| part.get_filename()).unwrap_or_default().to_owned();
    let declared_type = field.content_type().map(ToString::to_string);
    let limit = u64::try_from(limits.max_bytes).unwrap_or(0);
    let (mut bytes, mut memory, mut total) = (BytesMut::new(), Memory::default(), 0_u64);
    while let Some(chunk) = field.try_next().await.map_err(|error| unreadable(&error))? {
        total = total.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        if total <= limit {
            memory.grow(chunk.len()).await?;
            bytes.extend_from_slice(&chunk);
        } else if total > limit.saturating_add(DRAINED) {
            break;
        }
    }
    if total > limit {
        // The refusal of the rules, which says size and limit in words.
        precheck(&name, total, limits)?;
        return Err(Problem::of(Code::TooLarge));
    }
    Ok(Came { name, declared_type, bytes: bytes.freeze(), memory })
}

fn unreadable(error: &MultipartError) -> Problem {
    use MultipartError as E;
    match error {
        E::ContentTypeMissing | E::ContentTypeParse | E::ContentTypeIncompatible => {
            let mut problem = Problem::new(Code::UnsupportedType, "Send the file as multipart/form-data.");
            problem.accepted = vec!["multipart/form-data".to_owned()];
            problem
        }
        _ => Problem::new(Code::Malformed, "The form cannot be read; it may have been cut off. Try again."),
    }
}
