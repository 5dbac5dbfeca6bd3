//! A patient's consent to disclosure of records of a substance-use program (42 CFR 2.31): every element the rule asks
//! for, revocation, and the statement that goes with what is disclosed under it (2.32).

mod rules;

pub use rules::state;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use uuid::Uuid;
use validator::Validate;

use crate::words::words;

words! {
    /// What kind of consent it is.
    ConsentKind {
        /// To one recipient or class of recipients, for one purpose.
        Single = "single", "One recipient, one purpose";
        /// One consent to all future uses for treatment, payment and operations.
        Tpo = "tpo", "Treatment, payment and operations";
        /// Notes of substance-use counselling: always a consent of their own (2.31(b)).
        CounsellingNotes = "counselling_notes", "Counselling notes";
    }
}

words! {
    /// What it is for.
    ConsentPurpose {
        /// Treating the client.
        Treatment = "treatment", "Treatment";
        /// Authorizing and paying for it.
        Payment = "payment", "Payment";
        /// Running the office.
        Operations = "operations", "Health care operations";
        /// All three; the purpose of that kind of consent and of no other.
        Tpo = "tpo", "Treatment, payment and operations";
        /// A proceeding against the patient: never part of another consent (2.31(d)).
        Proceedings = "proceedings", "Proceedings against the patient";
    }
}

words! {
    /// Recipients by class, where they are not named (2.31(a)(4)).
    RecipientClass {
        /// Whoever treats the client.
        TreatingProviders = "treating_providers", "Treating providers";
        /// Whoever pays: the county and health plans.
        Payers = "payers", "The county and health plans that pay";
        /// The rule's own words for a consent to treatment, payment and operations.
        AllTpo = "all_tpo", "Treating providers, health plans, payers and people who help run the program";
    }
}

words! {
    /// Kinds of records a consent opens.
    RecordKind {
        /// Admissions to the program.
        Enrollments = "enrollments", "Admissions";
        /// Requests with their notes and history.
        Authorizations = "authorizations", "Authorizations with notes";
        /// Documents of requests.
        Attachments = "attachments", "Documents";
        /// Payers of the treatment.
        Coverage = "coverage", "Coverage";
    }
}

words! {
    /// How a consent stands.
    ConsentState {
        /// It opens what it names.
        Live = "live", "Live";
        /// Its last day has passed.
        Expired = "expired", "Expired";
        /// The client took it back.
        Revoked = "revoked", "Revoked";
    }
}

/// The id of the statement that goes with every disclosure under a consent.
pub const NOTICE_ID: &str = "42-cfr-2.32-a-1";
/// The statement, as 42 CFR 2.32(a)(1) words it.
pub const NOTICE: &str = "This record which has been disclosed to you is protected by Federal confidentiality rules \
    (42 CFR part 2). These rules prohibit you from using or disclosing this record, or testimony that describes the \
    information contained in this record, in any civil, criminal, administrative, or legislative proceedings by any \
    Federal, State, or local authority, against the patient, unless authorized by the consent of the patient, except \
    as provided at 42 CFR 2.12(c)(5) or as authorized by a court in accordance with 42 CFR 2.64 or 2.65. In addition, \
    the Federal rules prohibit you from making any other use or disclosure of this record unless at least one of the \
    following applies: further use or disclosure is expressly permitted by the written consent of the individual whose \
    information is being disclosed in this record or as otherwise permitted by 42 CFR part 2; you are a covered entity \
    or business associate and have received the record pursuant to a written consent for treatment, payment, and \
    health care operations; or you have received the record from a covered entity or business associate as permitted \
    by 45 CFR part 164, subpart E (or you are a covered entity or business associate as permitted by that subpart).";

/// What goes with a record that is shown under a consent: the statement, and which consent it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DisclosureNotice {
    /// Which statement.
    #[cfg_attr(feature = "openapi", schema(example = "42-cfr-2.32-a-1"))]
    pub statement_id: String,
    /// Its words.
    pub text: String,
    /// The consent the record is shown under.
    pub consent_id: Uuid,
}

impl DisclosureNotice {
    /// The notice of a disclosure under this consent.
    pub fn under(consent_id: Uuid) -> Self {
        Self { statement_id: NOTICE_ID.to_owned(), text: NOTICE.to_owned(), consent_id }
    }

    /// The statement and which consent it is about, for a letter or a file.
    pub fn sentence(&self) -> String {
        format!("{} Statement {}, consent {}.", self.text, self.statement_id, self.consent_id)
    }
}

/// A consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Consent {
    /// The consent.
    pub id: Uuid,
    /// Whose.
    pub client_id: Uuid,
    /// The program that discloses.
    pub program_id: Uuid,
    /// Its name.
    pub program_name: String,
    /// The organization that discloses.
    pub organization_name: String,
    /// What kind it is.
    pub kind: ConsentKind,
    /// The kinds of records it opens.
    pub what: Vec<RecordKind>,
    /// What it opens, in the words of the form.
    pub description: String,
    /// The recipient, where it is an organization of the county.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient_organization_id: Option<Uuid>,
    /// The recipients, where it names a class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient_class: Option<RecipientClass>,
    /// The recipient in words.
    pub recipient: String,
    /// What for.
    pub purpose: ConsentPurpose,
    /// The last day, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Date>,
    /// The event that ends it, where there is no last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_event: Option<String>,
    /// Who signed.
    pub signed_by: String,
    /// When.
    pub signed_on: Date,
    /// How it stands today.
    pub state: ConsentState,
    /// When it was taken back.
    #[serde(default, with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<OffsetDateTime>,
    /// Who entered it.
    pub entered_by: String,
    /// For `If-Match`.
    pub version: i32,
}

/// A consent as it was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewConsent {
    /// The program that discloses: one under 42 CFR Part 2 that the requester works in.
    pub program_id: Uuid,
    /// What kind it is.
    pub kind: ConsentKind,
    /// The kinds of records it opens, at least one.
    pub what: Vec<RecordKind>,
    /// What it opens, specific and meaningful, in the words of the form.
    #[validate(length(min = 10, max = 500, message = "Say in 10 to 500 characters what may be disclosed."))]
    #[cfg_attr(
        feature = "openapi",
        schema(example = "Admission, requests and their documents", min_length = 10, max_length = 500)
    )]
    pub description: String,
    /// The recipient: an organization of the county. One of three.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient_organization_id: Option<Uuid>,
    /// The recipients: a class. One of three.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient_class: Option<RecipientClass>,
    /// The recipient: somebody else, by name. One of three.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 200, message = "Enter the recipient's name, at most 200 characters."))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub recipient_name: Option<String>,
    /// What for.
    pub purpose: ConsentPurpose,
    /// The form says that the client may revoke it, and how. A consent without that is none.
    pub revocation_explained: bool,
    /// The last day. One of two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Date>,
    /// The event that ends it; `none` for treatment, payment and operations alone. One of two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 200, message = "Name the event in at most 200 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "End of treatment", min_length = 1, max_length = 200))]
    pub expires_event: Option<String>,
    /// Who signed: the client, or whoever may sign for them.
    #[validate(length(min = 1, max = 120, message = "Enter who signed, at most 120 characters."))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub signed_by: String,
    /// When.
    pub signed_on: Date,
}

/// The client takes a consent back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RevokeConsent {
    /// How the client said so.
    #[validate(length(min = 3, max = 500, message = "Say in 3 to 500 characters how the client revoked it."))]
    #[cfg_attr(
        feature = "openapi",
        schema(example = "In writing, by letter of 03/02/2026", min_length = 3, max_length = 500)
    )]
    pub reason: String,
}
