//! May this file come in? Bytes and settings in, a verdict out.

use super::FileKind;
use super::name::{CleanName, clean_name};
use super::sniff::{Fault, sniff};
use crate::problem::{Code, FieldError, Problem};
use crate::settings::AttachmentSettings;
use crate::words::words;

words! {
    /// Why a file is refused.
    RefusalKind {
        /// No bytes.
        Empty = "empty_file", "Empty file";
        /// Above the limit.
        TooLarge = "too_large", "Too large";
        /// Not one of the accepted types.
        WrongType = "wrong_type", "Type not accepted";
        /// Name, content and declared type do not say the same.
        Mismatch = "type_mismatch", "Name and content differ";
        /// No extension.
        NoExtension = "no_extension", "No extension";
        /// Two extensions.
        DoubleExtension = "double_extension", "Two extensions";
        /// A name that deceives or cannot be saved.
        BadName = "bad_name", "File name not accepted";
        /// Content that cannot be read.
        Damaged = "damaged", "Damaged file";
        /// Content that may run.
        Macros = "macros", "Holds macros";
        /// Content nobody can look into.
        Encrypted = "encrypted", "Protected by a password";
        /// Content built to harm.
        Hostile = "hostile", "Unsafe file";
        /// More pixels than can be shown.
        TooManyPixels = "too_many_pixels", "Picture too large";
    }
}

/// Why a file is refused, with the figures a browser shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The kind.
    pub kind: RefusalKind,
    /// What is wrong and how to mend it. Never the file's name.
    pub detail: String,
    /// The limit in bytes.
    pub limit: Option<u64>,
    /// The file's size in bytes.
    pub actual: Option<u64>,
    /// The extensions that are accepted.
    pub accepted: Vec<String>,
}

impl Refusal {
    pub(super) fn new(kind: RefusalKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), limit: None, actual: None, accepted: Vec::new() }
    }

    /// The problem code it travels with.
    pub const fn code(&self) -> Code {
        match self.kind {
            RefusalKind::TooLarge => Code::TooLarge,
            RefusalKind::WrongType
            | RefusalKind::Mismatch
            | RefusalKind::NoExtension
            | RefusalKind::DoubleExtension => Code::UnsupportedType,
            _ => Code::Invalid,
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let errors = vec![FieldError::new("/file", refusal.kind.as_str(), refusal.detail.clone())];
        Self {
            errors,
            limit: refusal.limit,
            actual: refusal.actual,
            accepted: refusal.accepted.clone(),
            ..Self::new(refusal.code(), refusal.detail)
        }
    }
}

/// A file that may come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// Its name, cleaned.
    pub name: String,
    /// Its extension, small letters.
    pub extension: String,
    /// What it is.
    pub kind: FileKind,
    /// The media type it is served with.
    pub content_type: &'static str,
    /// Accepted, but larger than it need be.
    pub large: bool,
}

/// What can be said before a byte is sent: name, extension, size. The browser asks this first.
pub fn precheck(name: &str, bytes: u64, limits: &AttachmentSettings) -> Result<CleanName, Refusal> {
    let clean = clean_name(name).map_err(|refusal| Refusal { accepted: limits.extensions.clone(), ..refusal })?;
    if !limits.extensions.contains(&clean.extension) || FileKind::of_extension(&clean.extension).is_none() {
        let detail = format!("This type of file is not accepted. Save the document as {}.", list(&limits.extensions));
        return Err(wrong_type(RefusalKind::WrongType, detail, limits));
    }
    let limit = u64::try_from(limits.max_bytes).unwrap_or(0);
    match bytes {
        0 => Err(Refusal::new(
            RefusalKind::Empty,
            "The file is empty. Choose the file again, or save the document again.",
        )),
        over if over > limit => Err(Refusal {
            limit: Some(limit),
            actual: Some(over),
            ..Refusal::new(
                RefusalKind::TooLarge,
                format!(
                    "The file has {} bytes, more than the limit of {}. Save it smaller, or split it.",
                    grouped(over),
                    grouped(limit)
                ),
            )
        }),
        _ => Ok(clean),
    }
}

/// The verdict on a whole file: size, name, declared type and content must all agree.
pub fn verdict(
    name: &str,
    declared_type: Option<&str>,
    bytes: &[u8],
    limits: &AttachmentSettings,
) -> Result<Accepted, Refusal> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let clean = precheck(name, size, limits)?;
    let kind = sniff(bytes).map_err(|fault| refusal_of(fault, limits))?;
    if FileKind::of_extension(&clean.extension) != Some(kind) {
        let detail = format!(
            "The content is of the type {}, but the name ends in .{}. Save the document again with the right name.",
            kind.label(),
            clean.extension
        );
        return Err(wrong_type(RefusalKind::Mismatch, detail, limits));
    }
    if !agrees(declared_type, kind) {
        let detail = "The type the file was sent with does not fit its content. Choose the file again.".to_owned();
        return Err(wrong_type(RefusalKind::Mismatch, detail, limits));
    }
    let large = size > u64::try_from(limits.warn_bytes).unwrap_or(u64::MAX);
    Ok(Accepted { name: clean.name, extension: clean.extension, kind, content_type: kind.content_type(), large })
}

fn wrong_type(kind: RefusalKind, detail: String, limits: &AttachmentSettings) -> Refusal {
    Refusal { accepted: limits.extensions.clone(), ..Refusal::new(kind, detail) }
}

fn refusal_of(fault: Fault, limits: &AttachmentSettings) -> Refusal {
    match fault {
        Fault::Unknown => {
            let detail =
                format!("The content is of no accepted type. Save the document as {}.", list(&limits.extensions));
            wrong_type(RefusalKind::WrongType, detail, limits)
        }
        Fault::Damaged => Refusal::new(RefusalKind::Damaged, "The file is damaged. Open it, save it again and retry."),
        Fault::Macros => {
            Refusal::new(RefusalKind::Macros, "The document holds macros. Save it without them, or as PDF.")
        }
        Fault::Encrypted => {
            Refusal::new(RefusalKind::Encrypted, "The document is protected by a password. Save it without one.")
        }
        Fault::Hostile => {
            Refusal::new(RefusalKind::Hostile, "The file is built in an unsafe way. Save the document as PDF.")
        }
        Fault::TooManyPixels => Refusal::new(
            RefusalKind::TooManyPixels,
            "The picture has more than 50 million pixels. Scan it at a lower resolution.",
        ),
    }
}

/// Browsers that know nothing better say octet-stream; several types have more than one name.
fn agrees(declared: Option<&str>, kind: FileKind) -> bool {
    let declared = declared.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let also: &[&str] = match kind {
        FileKind::Doc => &["application/vnd.ms-word", "application/x-msword", "application/doc"],
        FileKind::Odt => &["application/x-vnd.oasis.opendocument.text"],
        FileKind::Docx => &["application/zip", "application/x-zip-compressed"],
        FileKind::Pdf => &["application/x-pdf"],
        FileKind::Wpd => &["application/wordperfect", "application/x-wordperfect", "application/wpd"],
        FileKind::Bmp => &["image/x-bmp", "image/x-ms-bmp"],
        FileKind::Jpeg => &["image/jpg", "image/pjpeg"],
        FileKind::Png => &["image/x-png"],
        FileKind::Gif | FileKind::Txt => &[],
    };
    declared.is_empty()
        || declared == "application/octet-stream"
        || declared == kind.content_type()
        || also.contains(&declared.as_str())
}

/// `pdf, jpg or png`.
fn list(extensions: &[String]) -> String {
    match extensions {
        [] => "another type".to_owned(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} or {last}", all.join(", ")),
    }
}

/// 5242880 as `5,242,880`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
