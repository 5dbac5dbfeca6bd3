//! Every way a request can fail, as one closed table: code, HTTP status, title.
//!
//! Shape: RFC 9457 problem details. The browser matches on [`Code`], never on text.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $status:literal, $title:literal;)*) => {
        /// What went wrong, in one word a program can match on.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// The whole table, for documents and tests.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The HTTP status this code always travels with.
            pub const fn status(self) -> u16 {
                match self { $(Code::$name => $status,)* }
            }

            /// A short title, the same for every occurrence.
            pub const fn title(self) -> &'static str {
                match self { $(Code::$name => $title,)* }
            }

            /// The code as it travels on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text,)* }
            }
        }
    };
}

codes! {
    /// The request could not be read: not JSON, a bad path or query, an unknown field.
    Malformed = "malformed", 400, "The request cannot be read";
    /// A value in the path, query or headers is out of its range.
    InvalidParameter = "invalid_parameter", 400, "A parameter is not valid";
    /// No session, or one that ended.
    NotSignedIn = "not_signed_in", 401, "Sign in to continue";
    /// User name and password do not match an active account.
    SignInRefused = "sign_in_refused", 401, "The user name or password is not right";
    /// The code of the second step is not right, or was used before.
    SecondFactorRefused = "second_factor_refused", 401, "The code is not right";
    /// The second step came too late or too often: signing in begins again.
    SignInExpired = "sign_in_expired", 401, "Begin signing in again";
    /// The person's role does not include this.
    NotPermitted = "not_permitted", 403, "Your role does not include this";
    /// The first password must be changed before anything else.
    PasswordChangeRequired = "password_change_required", 403, "Choose your own password first";
    /// The role needs a second factor, and none is set up.
    SecondFactorRequired = "second_factor_required", 403, "Set up a second factor first";
    /// Too long since whoever is in this session proved that it is them.
    ReauthenticationRequired = "reauthentication_required", 403, "Confirm that it is you";
    /// The current terms must be accepted before anything else.
    TermsNotAccepted = "terms_not_accepted", 403, "Accept the terms of use first";
    /// A page of another origin asked for this.
    CrossOrigin = "cross_origin", 403, "The request came from another site";
    /// Nothing here, or nothing you may know about.
    NotFound = "not_found", 404, "Nothing found here";
    /// The address is known, the method is not.
    MethodNotAllowed = "method_not_allowed", 405, "This address does not answer that method";
    /// The client accepts no representation this address can give.
    NotAcceptable = "not_acceptable", 406, "No acceptable representation";
    /// The resource is in a state that does not allow this.
    Conflict = "conflict", 409, "This cannot be done in the present state";
    /// Something that must be unique exists already.
    AlreadyExists = "already_exists", 409, "This exists already";
    /// A likely duplicate was not looked at.
    LikelyDuplicate = "likely_duplicate", 409, "This may be the same person";
    /// The same idempotency key is being worked on.
    InProgress = "in_progress", 409, "The same request is still being worked on";
    /// `If-Match` names an older version.
    VersionMismatch = "version_mismatch", 412, "Someone changed this in the meantime";
    /// The body or file is over its limit.
    TooLarge = "too_large", 413, "This is too large";
    /// The content type or file type is not accepted.
    UnsupportedType = "unsupported_type", 415, "This type is not accepted";
    /// One or more fields break a rule.
    Invalid = "invalid", 422, "Some fields need attention";
    /// An idempotency key came again with another body.
    KeyReused = "key_reused", 422, "The idempotency key was used for another request";
    /// `If-Match` is missing.
    VersionRequired = "version_required", 428, "Say which version you are changing";
    /// Too many requests of this kind.
    TooManyRequests = "too_many_requests", 429, "Too many requests";
    /// Request headers are over their limit.
    HeadersTooLarge = "headers_too_large", 431, "The request headers are too large";
    /// A fault of ours.
    Internal = "internal", 500, "Something failed on our side";
    /// Too busy or the database is away. The detail says whether nothing was changed or that is not known.
    Unavailable = "unavailable", 503, "The service is busy";
}

/// One thing wrong with one field, pointed at by a JSON pointer into the request body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// JSON pointer (RFC 6901) into the request body, for example `/end_date`. Empty for the whole body.
    pub pointer: String,
    /// A stable word for the rule that was broken, for example `required` or `end_before_start`.
    pub code: String,
    /// What is wrong and how to mend it, in words for people.
    pub detail: String,
}

impl FieldError {
    /// A field error from its three parts.
    pub fn new(pointer: impl Into<String>, code: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code: code.into(), detail: detail.into() }
    }
}

/// The body of every refusal: RFC 9457 problem details with a closed code and the fields at fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A URI for the kind of problem: `urn:portico:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The same words for every problem of this code.
    pub title: String,
    /// The HTTP status, repeated.
    pub status: u16,
    /// What went wrong, from the closed table.
    pub code: Code,
    /// What is wrong this time and how to mend it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// The fields at fault, all of them at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Quote this when asking for help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<Uuid>,
    /// The record that exists already, where one stands in the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub existing_id: Option<Uuid>,
    /// The limit that was passed, in the unit the detail names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// What was sent, in the same unit as `limit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<u64>,
    /// What would have been accepted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<String>,
    /// Seconds to wait before trying again; also sent as `Retry-After`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

impl Problem {
    /// A problem of this code with no more to say than its title.
    pub fn of(code: Code) -> Self {
        Self {
            kind: format!("urn:portico:problem:{}", code.as_str()),
            title: code.title().to_owned(),
            status: code.status(),
            code,
            detail: String::new(),
            errors: Vec::new(),
            request_id: None,
            existing_id: None,
            limit: None,
            actual: None,
            accepted: Vec::new(),
            retry_after: None,
        }
    }

    /// A problem of this code that says what is wrong this time.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..Self::of(code) }
    }

    /// Fields that break rules. Every one of them, so that a clerk mends the form once.
    pub fn fields(errors: Vec<FieldError>) -> Self {
        let detail = match errors.as_slice() {
            [one] => one.detail.clone(),
            many => format!("{} fields need attention.", many.len()),
        };
        Self { errors, ..Self::new(Code::Invalid, detail) }
    }

    /// One field that breaks a rule.
    pub fn field(pointer: &str, code: &str, detail: &str) -> Self {
        Self::fields(vec![FieldError::new(pointer, code, detail)])
    }

    /// Names the record that stands in the way.
    pub fn existing(mut self, id: Uuid) -> Self {
        self.existing_id = Some(id);
        self
    }

    /// Says when to try again.
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.detail.is_empty() { f.write_str(&self.title) } else { f.write_str(&self.detail) }
    }
}

impl std::error::Error for Problem {}

/// Turns the `validator` crate's findings into field errors with JSON pointers, depth first.
pub fn from_validation(errors: &validator::ValidationErrors) -> Vec<FieldError> {
    let mut found = Vec::new();
    collect(errors, "", &mut found);
    found.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    found
}

fn collect(errors: &validator::ValidationErrors, at: &str, found: &mut Vec<FieldError>) {
    use validator::ValidationErrorsKind::{Field, List, Struct};
    for (name, kind) in errors.errors() {
        let pointer = format!("{at}/{name}");
        match kind {
            Field(list) => {
                for error in list {
                    let detail = error.message.as_ref().map_or_else(|| plain(&error.code), ToString::to_string);
                    found.push(FieldError::new(pointer.clone(), error.code.to_string(), detail));
                }
            }
            Struct(inner) => collect(inner, &pointer, found),
            List(items) => {
                for (index, inner) in items {
                    collect(inner, &format!("{pointer}/{index}"), found);
                }
            }
        }
    }
}

fn plain(code: &str) -> String {
    match code {
        "length" => "This is too short or too long.".to_owned(),
        "range" => "This number is out of range.".to_owned(),
        "required" => "This is needed.".to_owned(),
        other => format!("This is not valid ({other})."),
    }
}
