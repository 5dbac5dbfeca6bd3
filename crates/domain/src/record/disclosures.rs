//! Disclosures: what of a client's record went to somebody outside, of which the client may ask an account
//! (45 CFR 164.528: date, recipient and address, what, purpose; six years).

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use uuid::Uuid;
use validator::Validate;

use crate::dates::format_date;
use crate::problem::FieldError;
use crate::reports::csv_line;
use crate::words::words;

words! {
    /// On what ground something was disclosed.
    DisclosureBasis {
        /// The client agreed in writing.
        Consent = "consent", "Client's written consent";
        /// A court ordered it.
        CourtOrder = "court_order", "Court order";
        /// A subpoena with the assurances the law asks for.
        Subpoena = "subpoena", "Subpoena";
        /// A law requires it.
        RequiredByLaw = "required_by_law", "Required by law";
        /// Public health.
        PublicHealth = "public_health", "Public health authority";
        /// Abuse, neglect or domestic violence.
        AbuseReport = "abuse_report", "Report of abuse or neglect";
        /// Oversight, audits, inspections.
        Oversight = "oversight", "Health oversight or audit";
        /// The police, within the limits of the law.
        LawEnforcement = "law_enforcement", "Law enforcement";
        /// To avert a serious threat.
        Threat = "threat", "Serious threat to health or safety";
        /// A medical emergency.
        Emergency = "emergency", "Medical emergency";
        /// Research with a waiver.
        Research = "research", "Research";
        /// A coroner or funeral director.
        Decedent = "decedent", "Coroner or funeral director";
        /// It should not have happened.
        Mistake = "mistake", "Disclosed by mistake";
        /// Anything else.
        Other = "other", "Other ground";
    }
}

/// A disclosure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Disclosure {
    /// The disclosure.
    pub id: Uuid,
    /// Whose record.
    pub client_id: Uuid,
    /// The organization that disclosed.
    pub organization_id: Uuid,
    /// Its name.
    pub organization_name: String,
    /// The day.
    pub disclosed_on: Date,
    /// Who received it.
    pub recipient: String,
    /// Their address, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient_address: Option<String>,
    /// What was disclosed, in short.
    pub what: String,
    /// For what purpose, in short.
    pub purpose: String,
    /// On what ground.
    pub basis: DisclosureBasis,
    /// Entered by hand: it was made outside the product.
    pub by_hand: bool,
    /// When it was entered.
    #[serde(with = "time::serde::rfc3339")]
    pub entered_at: OffsetDateTime,
    /// Who entered or made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered_by_name: Option<String>,
}

/// A disclosure made outside the product: a subpoena answered, a fax, a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewDisclosure {
    /// The day it was made, today or earlier.
    pub disclosed_on: Date,
    /// Who received it, 1 to 200 characters.
    #[validate(length(min = 1, max = 200, message = "Enter who received it, at most 200 characters."))]
    #[cfg_attr(
        feature = "openapi",
        schema(example = "Superior Court, Department 4", min_length = 1, max_length = 200)
    )]
    pub recipient: String,
    /// Their address, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 300, message = "Enter the address, at most 300 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "1 Court Plaza, Sacramento", min_length = 1, max_length = 300))]
    pub recipient_address: Option<String>,
    /// What was disclosed, 1 to 500 characters.
    #[validate(length(min = 1, max = 500, message = "Enter what was disclosed, at most 500 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Dates of service in 2026", min_length = 1, max_length = 500))]
    pub what: String,
    /// For what purpose, 1 to 500 characters.
    #[validate(length(min = 1, max = 500, message = "Enter the purpose, at most 500 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Answer to a subpoena", min_length = 1, max_length = 500))]
    pub purpose: String,
    /// On what ground.
    pub basis: DisclosureBasis,
}

/// What is wrong with a disclosure entered by hand.
pub fn check_disclosure(new: &NewDisclosure, today: Date) -> Vec<FieldError> {
    let mut wrong = Vec::new();
    for (pointer, text, what) in [
        ("/recipient", &new.recipient, "Enter who received it."),
        ("/what", &new.what, "Enter what was disclosed."),
        ("/purpose", &new.purpose, "Enter the purpose."),
    ] {
        if text.trim().is_empty() {
            wrong.push(FieldError::new(pointer, "required", what));
        }
    }
    if new.disclosed_on > today {
        wrong.push(FieldError::new(
            "/disclosed_on",
            "in_future",
            "This day is still to come. Enter the day it was disclosed.",
        ));
    }
    wrong
}

/// The first day of an account asked for today: six years back.
pub fn accounting_from(today: Date) -> Date {
    let year = today.year().saturating_sub(6);
    // Only the 29th of February has no namesake; the day before takes its place, which shows a day more.
    today.replace_year(year).or_else(|_| today.saturating_sub(time::Duration::DAY).replace_year(year)).unwrap_or(today)
}

/// The heading line of an account as a file.
pub fn disclosure_csv_header() -> String {
    csv_line(["Date", "Disclosed by", "Recipient", "Address", "What", "Purpose", "Ground"])
}

/// One disclosure as a line.
pub fn disclosure_csv_row(row: &Disclosure) -> String {
    csv_line([
        format_date(row.disclosed_on).as_str(),
        &row.organization_name,
        &row.recipient,
        row.recipient_address.as_deref().unwrap_or_default(),
        &row.what,
        &row.purpose,
        row.basis.label(),
    ])
}
