//! The forms a request is made of, and the names their files are given.

use time::Date;
use uuid::Uuid;

use super::{AttachmentState, DocumentCheck};
use crate::words::words;

words! {
    /// What a document is.
    DocumentType {
        /// The clinical assessment.
        Assessment = "assessment", "Assessment";
        /// Child and Adolescent Needs and Strengths, version 3.
        Cans3 = "cans_3", "CANS 3";
        /// The client treatment plan.
        ClientTreatmentPlan = "client_treatment_plan", "Client Treatment Plan";
        /// The assessment for the service asked for.
        IhbsTbsAssessment = "ihbs_tbs_assessment", "IHBS/TBS Assessment";
        /// Eligibility for intensive care coordination.
        IccEligibility = "icc_eligibility", "ICC Eligibility";
        /// Anything else that helps the decision.
        Other = "other", "Other";
    }
}

impl DocumentType {
    /// The five forms every request needs (000_c39f6cc4a03af20b.txt, "Forms to be attached").
    pub const REQUIRED: [Self; 5] =
        [Self::Assessment, Self::Cans3, Self::ClientTreatmentPlan, Self::IhbsTbsAssessment, Self::IccEligibility];

    /// Whether a request is incomplete without it.
    pub fn is_required(self) -> bool {
        Self::REQUIRED.contains(&self)
    }

    /// How a file of this form's name begins. The form's own name may hold a slash, which a file name cannot.
    pub const fn file_stem(self) -> &'static str {
        match self {
            Self::Assessment => "Assessment",
            Self::Cans3 => "CANS_3",
            Self::ClientTreatmentPlan => "Client_Treatment_Plan",
            Self::IhbsTbsAssessment => "IHBS-TBS_Assessment",
            Self::IccEligibility => "ICC_Eligibility",
            Self::Other => "Document",
        }
    }
}

/// The name a file is given, by the county's convention of form name and date: `Assessment_09182020.pdf`
/// (000_c39f6cc4a03af20b.txt, PC-115). The extension comes without a dot.
pub fn suggested_name(document_type: DocumentType, date: Date, extension: &str) -> String {
    let (month, day, year) = (u8::from(date.month()), date.day(), date.year());
    format!("{}_{month:02}{day:02}{year:04}.{extension}", document_type.file_stem())
}

/// Which form a file probably is, by its name, for sorting a dropped pile. `None`: ask.
pub fn guess_type(file_name: &str) -> Option<DocumentType> {
    let lower = file_name.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let has = |word: &str| words.contains(&word);
    let begins = |start: &str| words.iter().any(|w| w.starts_with(start));
    // The narrower names first: an "IHBS assessment" is not the plain assessment.
    if has("cans") || has("cans3") {
        Some(DocumentType::Cans3)
    } else if has("icc") {
        Some(DocumentType::IccEligibility)
    } else if has("ihbs") || has("tbs") {
        Some(DocumentType::IhbsTbsAssessment)
    } else if has("ctp") || (has("plan") && (begins("treat") || has("care") || has("client"))) {
        Some(DocumentType::ClientTreatmentPlan)
    } else if begins("assess") {
        Some(DocumentType::Assessment)
    } else {
        None
    }
}

/// The checklist of forms: the required ones always, others where a file is there. Only what can be opened counts.
pub fn checklist(files: &[(Uuid, DocumentType, AttachmentState)]) -> Vec<DocumentCheck> {
    DocumentType::ALL
        .iter()
        .map(|document_type| {
            let counts = |state| matches!(state, AttachmentState::Attached | AttachmentState::Staged);
            let of_this =
                |(_, kind, state): &&(Uuid, DocumentType, AttachmentState)| kind == document_type && counts(*state);
            let attachments: Vec<Uuid> = files.iter().filter(of_this).map(|(id, _, _)| *id).collect();
            DocumentCheck {
                document_type: *document_type,
                required: document_type.is_required(),
                present: !attachments.is_empty(),
                attachments,
            }
        })
        .filter(|check| check.required || check.present)
        .collect()
}

/// How many required forms are missing.
pub fn missing_documents(checks: &[DocumentCheck]) -> i32 {
    checks.iter().filter(|c| c.required && !c.present).map(|_| 1).sum()
}
