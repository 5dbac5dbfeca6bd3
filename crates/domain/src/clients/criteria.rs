//! The two searches: the agency's own clients, and the whole county with the minimum of fields.
//!
//! Source: 000_c39f6cc4a03af20b.txt, "Add New Client/Client Search" and "Look up Client". Criteria travel in a body,
//! never in an address.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;
use validator::Validate;

use crate::words::words;

words! {
    /// Sex as the record holds it.
    Sex {
        /// Female.
        Female = "female", "Female";
        /// Male.
        Male = "male", "Male";
        /// Nonbinary.
        Nonbinary = "nonbinary", "Nonbinary";
        /// Not known or not stated.
        Unknown = "unknown", "Unknown";
    }
}

words! {
    /// Whether the reader's own organization knows the client.
    EnrolledHere {
        /// An admission is open today.
        Open = "open", "Admitted here";
        /// There was one.
        Past = "past", "Formerly admitted here";
        /// There never was one.
        None = "none", "Not admitted here";
    }
}

words! {
    /// Which criterion found the client.
    MatchedOn {
        /// The client number.
        ClientNumber = "client_number", "Client number";
        /// The Medi-Cal client index number.
        Cin = "cin", "CIN";
        /// The Social Security number.
        Ssn = "ssn", "SSN";
        /// The name now.
        Name = "name", "Name";
        /// A name the client had before.
        FormerName = "former_name", "Former name";
        /// The birth date.
        BirthDate = "birth_date", "Birth date";
        /// The sex.
        Sex = "sex", "Sex";
    }
}

/// What to look for. Any combination; all that is given must fit. At least one besides `sex`.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ClientCriteria {
    /// A name in any order: "Last, First", "First Last" or only the beginning of one. Former names count too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 120, message = "Enter at most 120 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Reyes, Ma", min_length = 1, max_length = 120))]
    pub name: Option<String>,
    /// The beginning of the last name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 80, message = "Enter at most 80 characters."))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80))]
    pub last_name: Option<String>,
    /// The beginning of the first name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 80, message = "Enter at most 80 characters."))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80))]
    pub first_name: Option<String>,
    /// The birth date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Date>,
    /// The sex; narrows, and is not enough by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// The client number (the sources' Member ID), up to nine digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 1, max = 999_999_999, message = "A client number has at most nine digits."))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 999_999_999))]
    pub client_number: Option<i64>,
    /// The Medi-Cal client index number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 20))]
    pub cin: Option<String>,
    /// The whole Social Security number, with or without hyphens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 20))]
    pub ssn: Option<String>,
    /// Rows to a page, 1 to 200; left out: 50.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 1, max = 200, message = "A page holds 1 to 200 rows."))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 200))]
    pub limit: Option<u16>,
    /// `next_cursor` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 1000, message = "Send the cursor as it was given."))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000, pattern = "^[A-Za-z0-9_-]+$"))]
    pub cursor: Option<String>,
}

// What people look for identifies people: it must not reach a log by way of a debug print.
impl fmt::Debug for ClientCriteria {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCriteria").field("limit", &self.limit).finish_non_exhaustive()
    }
}

/// One row of a result: what tells namesakes apart, and no more.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientHit {
    /// The client.
    pub id: Uuid,
    /// The number people quote, shown with nine digits.
    pub client_number: i64,
    /// Last name.
    pub last_name: String,
    /// First name.
    pub first_name: String,
    /// Middle name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    /// The name the client wants to be called by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferred_name: Option<String>,
    /// The former name that was looked for, as "Last, First"; absent when the present name fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former_name_matched: Option<String>,
    /// Birth date.
    pub birth_date: Date,
    /// Sex.
    pub sex: Sex,
    /// The Medi-Cal client index number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cin: Option<String>,
    /// The last four digits of the Social Security number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ssn_last4: Option<String>,
    /// The city of the address; in the own look-up only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Whether the reader's own organization knows the client.
    pub enrolled_here: EnrolledHere,
    /// Which criteria found the client.
    pub matched_on: Vec<MatchedOn>,
}

impl fmt::Debug for ClientHit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientHit").field("id", &self.id).finish_non_exhaustive()
    }
}
