//! A client's consents.

use domain::consents::{Consent, NewConsent, RevokeConsent};
use domain::page::Page;
use uuid::Uuid;

use super::{Answer, Call};

/// A client's consents, the latest signature first.
pub(crate) fn list(client: Uuid) -> Answer<Page<Consent>> {
    Call::get(format!("/clients/{client}/consents")).query("limit", 200).json()
}

/// Enters a consent.
pub(crate) fn create(client: Uuid, form: NewConsent, key: Uuid) -> Answer<Consent> {
    Call::post(format!("/clients/{client}/consents")).key(key).body(&form).json()
}

/// The client takes one back.
pub(crate) fn revoke(id: Uuid, form: RevokeConsent, key: Uuid) -> Answer<Consent> {
    Call::post(format!("/consents/{id}/revocation")).key(key).body(&form).json()
}
