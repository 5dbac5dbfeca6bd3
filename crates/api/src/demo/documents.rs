//! The documents of the authorizations.

use domain::attachments::{AttachmentState, DocumentType, FileKind, suggested_name, verdict};
use domain::settings::AttachmentSettings;
use sha2::{Digest as _, Sha256};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::chance::Chance;
use super::paper::{Paper, page};
use super::story::Story;
use crate::db::demo::AttachmentRow;
use crate::setup::SetupError;

/// Files of the county lie here in the store, below where all attachments lie.
const FOLDER: &str = "attachments/demo";

/// The forms a request has, and when each came.
#[derive(Debug, Clone)]
pub(super) struct Forms {
    there: Vec<(DocumentType, OffsetDateTime)>,
    absent: Vec<DocumentType>,
}

impl Forms {
    /// All five but so many, dropped on the form while it was filled.
    pub(super) fn gather(dice: &mut Chance, sent: OffsetDateTime, missing: i64) -> Self {
        let mut there: Vec<_> = DocumentType::REQUIRED
            .into_iter()
            .map(|form| (form, sent - Duration::minutes(dice.between(3, 35))))
            .collect();
        let mut absent = Vec::new();
        for _ in 0..missing {
            if !there.is_empty() {
                absent.push(there.remove(dice.place(there.len())).0);
            }
        }
        Self { there, absent }
    }

    /// What the decision clock asks about.
    pub(super) fn arrivals(&self) -> Vec<(DocumentType, OffsetDateTime)> {
        self.there.clone()
    }

    /// How many are not there.
    pub(super) fn missing(&self) -> i16 {
        i16::try_from(self.absent.len()).unwrap_or(i16::MAX)
    }

    /// The rest comes.
    pub(super) fn complete(&mut self, at: OffsetDateTime) {
        self.there.extend(self.absent.drain(..).map(|form| (form, at)));
    }
}

/// A file for the store.
#[derive(Debug, Clone)]
pub(super) struct StoredFile {
    pub(super) key: String,
    pub(super) bytes: Vec<u8>,
    pub(super) written_at: OffsetDateTime,
    /// Its own key, once it is sealed.
    pub(super) wrapped_key: Option<Vec<u8>>,
}

/// Rows and files of all documents.
#[derive(Debug, Default)]
pub(super) struct Papers {
    pub(super) rows: Vec<AttachmentRow>,
    pub(super) files: Vec<StoredFile>,
}

/// One document before it has a row.
struct Document {
    form: DocumentType,
    at: OffsetDateTime,
    state: AttachmentState,
    version: i32,
    replaces: Option<Uuid>,
}

impl Document {
    const fn attached(form: DocumentType, at: OffsetDateTime) -> Self {
        Self { form, at, state: AttachmentState::Attached, version: 1, replaces: None }
    }
}

impl Papers {
    /// Files everything that belongs to a request.
    pub(super) fn file(
        &mut self,
        story: &mut Story<'_, '_>,
        forms: &Forms,
        client_number: i64,
    ) -> Result<(), SetupError> {
        for (form, at) in &forms.there {
            let mut document = Document::attached(*form, *at);
            if story.teller.dice.percent(5) {
                let first = Document { state: AttachmentState::Replaced, ..Document::attached(*form, *at) };
                let first =
                    self.one(story, &Document { at: first.at - Duration::minutes(9), ..first }, client_number)?;
                document = Document { version: 2, replaces: Some(first), ..document };
            }
            self.one(story, &document, client_number)?;
        }
        if story.teller.dice.percent(16) {
            let at = story.row.submitted_at - Duration::minutes(2);
            let held = story.teller.dice.percent(10);
            let state = if held { AttachmentState::Quarantined } else { AttachmentState::Attached };
            self.one(story, &Document { state, ..Document::attached(DocumentType::Other, at) }, client_number)?;
        }
        Ok(())
    }

    fn one(&mut self, story: &mut Story<'_, '_>, document: &Document, client_number: i64) -> Result<Uuid, SetupError> {
        let kind = kind(story.teller.dice);
        let day = story.teller.moment.day_of(document.at);
        let id = story.teller.dice.id();
        let bytes = page(
            kind,
            story.teller.dice,
            &Paper { form: document.form, day, number: story.row.number, client_number, version: document.version },
        );
        let original_name = original(story.teller.dice, document.form, kind, document.at);
        // The county's own files pass the door like everybody's.
        verdict(&original_name, None, &bytes, &AttachmentSettings::default())
            .map_err(|refusal| SetupError(format!("a document of the demonstration county: {}", refusal.detail)))?;
        let key = format!("{FOLDER}/{}", id.simple());
        self.rows.push(AttachmentRow {
            id,
            organization_id: story.row.organization_id,
            client_id: story.row.client_id,
            authorization_id: Some(story.row.id),
            document_type: document.form.as_str(),
            file_name: suggested_name(document.form, day, kind.as_str()),
            original_name,
            extension: kind.as_str(),
            content_type: kind.content_type(),
            bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            sha256: Sha256::digest(&bytes).to_vec(),
            storage_key: key.clone(),
            state: document.state.as_str(),
            version_number: document.version,
            replaces: document.replaces,
            uploaded_at: document.at,
            uploaded_by: story.requester,
        });
        self.files.push(StoredFile { key, bytes, written_at: document.at, wrapped_key: None });
        Ok(id)
    }
}

fn kind(dice: &mut Chance) -> FileKind {
    match dice.between(1, 100) {
        1..=76 => FileKind::Pdf,
        77..=88 => FileKind::Txt,
        _ => FileKind::Png,
    }
}

/// The name it came with: as people call their files.
fn original(dice: &mut Chance, form: DocumentType, kind: FileKind, at: OffsetDateTime) -> String {
    let stem = match dice.between(1, 5) {
        1 => format!("scan{}", dice.digits(4)),
        2 => format!("{} signed", form.file_stem().replace('_', " ")),
        3 => format!("{}_{}", form.file_stem().to_lowercase(), at.year()),
        4 => format!("{} (final)", form.file_stem()),
        _ => format!("Copy of {}", form.label().replace('/', "-")),
    };
    format!("{stem}.{}", kind.as_str())
}
