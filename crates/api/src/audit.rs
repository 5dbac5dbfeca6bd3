//! What happened, for the record. A write cannot end well without saying it.

use serde_json::{Value, json};
use uuid::Uuid;

/// One thing a person did. Field names and codes, never values.
#[derive(Debug, Clone)]
pub struct Event {
    pub(crate) action: &'static str,
    pub(crate) subject_kind: &'static str,
    pub(crate) subject_id: Option<Uuid>,
    pub(crate) client_id: Option<Uuid>,
    pub(crate) detail: Value,
}

impl Event {
    /// `action` on a `subject_kind`, for example `authorization.submit` on an `authorization`.
    pub fn new(action: &'static str, subject_kind: &'static str, subject_id: Uuid) -> Self {
        Self { action, subject_kind, subject_id: Some(subject_id), client_id: None, detail: json!({}) }
    }

    /// An action on many things or on none in particular.
    pub fn without_subject(action: &'static str, subject_kind: &'static str) -> Self {
        Self { action, subject_kind, subject_id: None, client_id: None, detail: json!({}) }
    }

    /// The client it concerns.
    pub fn about(mut self, client_id: Uuid) -> Self {
        self.client_id = Some(client_id);
        self
    }

    /// Names of changed fields, codes, counts. Never what anyone typed.
    pub fn detail(mut self, detail: Value) -> Self {
        self.detail = detail;
        self
    }
}

/// The result of a write. There is no way to make one without saying what happened.
#[derive(Debug)]
pub struct Done<T> {
    pub(crate) value: T,
    pub(crate) status: u16,
    pub(crate) version: Option<i32>,
    pub(crate) event: Event,
}

impl<T> Done<T> {
    /// Something was made: 201.
    pub fn created(value: T, event: Event) -> Self {
        Self { value, status: 201, version: None, event }
    }

    /// Something was changed: 200 with what it is now.
    pub fn changed(value: T, event: Event) -> Self {
        Self { value, status: 200, version: None, event }
    }

    /// The version the answer carries as its `ETag`.
    pub fn version(mut self, version: i32) -> Self {
        self.version = Some(version);
        self
    }
}

impl Done<()> {
    /// It is done and there is nothing to show: 204.
    pub fn quietly(event: Event) -> Self {
        Self { value: (), status: 204, version: None, event }
    }
}
