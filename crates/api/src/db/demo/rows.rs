//! The county's rows, as the tables take them.

use diesel::Insertable;
use rust_decimal::Decimal;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::db::schema::{
    access_records, attachments, audit_events, authorization_history, authorization_notes, authorizations,
    change_requests, client_index, client_names, client_organizations, clients, coverage, disclosures, enrollments,
    news, news_reads, notification_reads, notifications, organizations, programs, provider_authorization_ledger,
    provider_authorizations, stored_files, terms_acceptances, users,
};

/// Declares the rows of a table: every field is a column of the same name.
macro_rules! row {
    ($(#[$doc:meta])* $name:ident in $table:ident { $($field:ident: $kind:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Insertable)]
        #[diesel(table_name = $table)]
        pub(crate) struct $name { $(pub(crate) $field: $kind,)* }
    };
}

row! {
    /// The county, an agency or a health plan.
    OrganizationRow in organizations {
        id: Uuid, kind: &'static str, name: &'static str, short_name: &'static str, npi: Option<&'static str>,
        tin: Option<&'static str>,
    }
}

row! {
    /// A site.
    ProgramRow in programs {
        id: Uuid, organization_id: Uuid, name: &'static str, code: &'static str, street: &'static str,
        city: &'static str, zip: &'static str, services: Vec<&'static str>, part2: bool, active: bool,
    }
}

row! {
    /// A person who works here.
    UserRow in users {
        id: Uuid, user_name: &'static str, display_name: &'static str, email: String, organization_id: Uuid,
        role: &'static str, password_hash: Option<String>, must_change_password: bool, active: bool,
        last_sign_in_at: Option<OffsetDateTime>, created_at: OffsetDateTime,
    }
}

row! {
    /// Acceptance of the terms.
    TermsRow in terms_acceptances { user_id: Uuid, version: i32, accepted_at: OffsetDateTime, }
}

row! {
    /// A client, all but what must be sealed first.
    ClientRow in clients {
        id: Uuid, client_number: i64, last_name: String, first_name: String, middle_name: String, suffix: String,
        preferred_name: String, birth_date: Date, sex: &'static str, cin: Option<String>,
        ssn_sealed: Option<Vec<u8>>, ssn_blind: Option<Vec<u8>>, ssn_last4: Option<String>,
        preferred_language: String, phone: String, street: String, city: String, state: &'static str, zip: String,
        homeless: bool, created_at: OffsetDateTime,
    }
}

row! {
    /// A former name.
    FormerNameRow in client_names { id: Uuid, client_id: Uuid, last_name: String, first_name: String, }
}

row! {
    /// A name in the county index.
    IndexRow in client_index {
        client_id: Uuid, ordinal: i16, last_key: String, first_key: String, last_name: String, first_name: String,
        birth_date: Date, sex: &'static str, client_number: i64, cin: Option<String>, ssn_blind: Option<Vec<u8>>,
    }
}

row! {
    /// An organization knows a client.
    LinkRow in client_organizations { client_id: Uuid, organization_id: Uuid, since: Date, }
}

row! {
    /// An admission.
    EnrollmentRow in enrollments {
        id: Uuid, organization_id: Uuid, client_id: Uuid, program_id: Uuid, start_date: Date,
        end_date: Option<Date>, end_reason: &'static str, created_at: OffsetDateTime,
    }
}

row! {
    /// A span of coverage.
    CoverageRow in coverage {
        id: Uuid, client_id: Uuid, payer: &'static str, plan_name: &'static str, medi_cal: bool, member_id: String,
        subscriber: String, start_date: Date, end_date: Option<Date>, entered_by_organization: Uuid,
        created_at: OffsetDateTime,
    }
}

row! {
    /// A P-Auth.
    PAuthRow in provider_authorizations {
        id: Uuid, organization_id: Uuid, number: i64, funding_source_id: i32, fiscal_year: i16, amount: Decimal,
        drawn: Decimal, version: i32,
    }
}

row! {
    /// A movement of a P-Auth's money.
    LedgerRow in provider_authorization_ledger {
        id: Uuid, organization_id: Uuid, provider_authorization_id: Uuid, kind: &'static str, amount: Decimal,
        balance_after: Decimal, reason: String, at: OffsetDateTime, user_id: Uuid,
    }
}

row! {
    /// An authorization.
    AuthorizationRow in authorizations {
        id: Uuid, organization_id: Uuid, number: i64, client_id: Uuid, program_id: Uuid,
        provider_authorization_id: Uuid, funding_source_id: i32, plan_id: i32, procedure_code: String,
        urgency: &'static str, start_date: Date, end_date: Date, units: i32, overlap_reason: &'static str,
        granted_start: Option<Date>, granted_end: Option<Date>, granted_units: Option<i32>, status: &'static str,
        review_status: &'static str, submitted_at: OffsetDateTime, submitted_by: Uuid,
        clock_started_at: Option<OffsetDateTime>, clock_stopped_at: Option<OffsetDateTime>, due_at: OffsetDateTime,
        review_at: Option<OffsetDateTime>, reviewed_by: Option<Uuid>, denial_reason: Option<&'static str>,
        missing_documents_reason: &'static str, claimed_by: Option<Uuid>, claimed_at: Option<OffsetDateTime>,
        missing_documents: i16, version: i32,
    }
}

row! {
    /// A line of an authorization's history.
    HistoryRow in authorization_history {
        id: Uuid, organization_id: Uuid, authorization_id: Uuid, at: OffsetDateTime, user_id: Uuid,
        action: &'static str, from_status: &'static str, from_review_status: &'static str,
        to_status: &'static str, to_review_status: &'static str, why: String, changes: serde_json::Value,
    }
}

row! {
    /// A note.
    NoteRow in authorization_notes {
        id: Uuid, organization_id: Uuid, authorization_id: Uuid, at: OffsetDateTime, user_id: Uuid,
        visibility: &'static str, body: String,
    }
}

row! {
    /// A change request.
    ChangeRow in change_requests {
        id: Uuid, organization_id: Uuid, authorization_id: Uuid, state: &'static str, start_date: Option<Date>,
        end_date: Option<Date>, units: Option<i32>, program_id: Option<Uuid>, reason: &'static str,
        asked_at: OffsetDateTime, asked_by: Uuid, decided_at: Option<OffsetDateTime>, decided_by: Option<Uuid>,
        decision_note: &'static str,
    }
}

row! {
    /// A document.
    AttachmentRow in attachments {
        id: Uuid, organization_id: Uuid, client_id: Uuid, authorization_id: Option<Uuid>,
        document_type: &'static str, file_name: String, original_name: String, extension: &'static str,
        content_type: &'static str, bytes: i64, sha256: Vec<u8>, storage_key: String, state: &'static str,
        version_number: i32, replaces: Option<Uuid>, uploaded_at: OffsetDateTime, uploaded_by: Uuid,
    }
}

row! {
    /// A file in the store.
    StoredFileRow in stored_files { storage_key: String, written_at: OffsetDateTime, wrapped_key: Option<Vec<u8>>, }
}

row! {
    /// A notification.
    NotificationRow in notifications {
        id: Uuid, organization_id: Uuid, kind: &'static str, subject: String, authorization_id: Option<Uuid>,
        client_id: Option<Uuid>, created_at: OffsetDateTime,
    }
}

row! {
    /// A notification that was read.
    NotificationReadRow in notification_reads { user_id: Uuid, notification_id: Uuid, read_at: OffsetDateTime, }
}

row! {
    /// News.
    NewsRow in news {
        id: Uuid, title: &'static str, body: &'static str, important: bool, published_on: Date,
        expires_on: Option<Date>,
    }
}

row! {
    /// News that was read.
    NewsReadRow in news_reads { user_id: Uuid, news_id: Uuid, read_at: OffsetDateTime, }
}

row! {
    /// Something somebody did.
    EventRow in audit_events {
        id: Uuid, at: OffsetDateTime, request_id: Uuid, user_id: Uuid, organization_id: Uuid, action: &'static str,
        subject_kind: &'static str, subject_id: Uuid, client_id: Uuid, outcome: &'static str,
        detail: serde_json::Value,
    }
}

row! {
    /// Something somebody saw.
    AccessRow in access_records {
        id: Uuid, at: OffsetDateTime, request_id: Uuid, user_id: Uuid, organization_id: Uuid,
        operation: &'static str, purpose: &'static str, client_ids: Vec<Uuid>, shape: String,
    }
}

row! {
    /// A disclosure.
    DisclosureRow in disclosures {
        id: Uuid, organization_id: Uuid, client_id: Uuid, disclosed_on: Date, recipient: &'static str,
        recipient_address: &'static str, what: &'static str, purpose: &'static str, basis: &'static str,
        by_hand: bool, entered_at: OffsetDateTime, entered_by: Uuid,
    }
}
