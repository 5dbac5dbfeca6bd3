//! What makes a consent one.

use time::Date;

use super::{ConsentKind, ConsentPurpose, ConsentState, NewConsent, RecipientClass};
use crate::problem::FieldError;

impl NewConsent {
    /// Everything that is missing of it or does not go together.
    pub fn check(&self, today: Date) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.what.is_empty() {
            errors.push(FieldError::new("/what", "required", "Choose what may be disclosed."));
        }
        if self.description.trim().is_empty() {
            errors.push(FieldError::new("/description", "required", "Say what may be disclosed."));
        }
        if self.signed_by.trim().is_empty() {
            errors.push(FieldError::new("/signed_by", "required", "Enter who signed."));
        }
        self.check_recipient(&mut errors);
        self.check_purpose(&mut errors);
        if !self.revocation_explained {
            const UNTOLD: &str = "A consent has to tell the client that they may revoke it, and how.";
            errors.push(FieldError::new("/revocation_explained", "required", UNTOLD));
        }
        self.check_expiry(&mut errors);
        if self.signed_on > today {
            errors.push(FieldError::new(
                "/signed_on",
                "in_future",
                "The signature lies in the future. Check the date.",
            ));
        }
        errors
    }

    fn check_recipient(&self, errors: &mut Vec<FieldError>) {
        let name = self.recipient_name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let named = [self.recipient_organization_id.is_some(), self.recipient_class.is_some(), name.is_some()];
        let count = named.into_iter().filter(|one| *one).count();
        if count != 1 {
            const ONE: &str = "Name one recipient: an organization, a class of recipients, or somebody else by name.";
            let code = if count == 0 { "required" } else { "one_only" };
            errors.push(FieldError::new("/recipient_organization_id", code, ONE));
        }
        let for_all = self.recipient_class == Some(RecipientClass::AllTpo);
        if for_all && self.kind != ConsentKind::Tpo {
            const TPO: &str = "These recipients go with a consent to treatment, payment and operations alone.";
            errors.push(FieldError::new("/recipient_class", "tpo_only", TPO));
        }
    }

    fn check_purpose(&self, errors: &mut Vec<FieldError>) {
        let tpo = self.purpose == ConsentPurpose::Tpo;
        if tpo != (self.kind == ConsentKind::Tpo) {
            const PAIR: &str = "This purpose does not go with this kind of consent. Change one of them.";
            errors.push(FieldError::new("/purpose", "other_kind", PAIR));
        }
        if self.purpose == ConsentPurpose::Proceedings && self.recipient_class.is_some() {
            const NAMED: &str = "For proceedings against the client the recipient has to be named.";
            errors.push(FieldError::new("/recipient_class", "name_needed", NAMED));
        }
    }

    fn check_expiry(&self, errors: &mut Vec<FieldError>) {
        let event = self.expires_event.as_deref().map(str::trim).filter(|event| !event.is_empty());
        match (self.expires_on, event) {
            (None, None) | (Some(_), Some(_)) => {
                const ONE: &str = "Enter the last day, or the event that ends the consent.";
                errors.push(FieldError::new("/expires_on", "required", ONE));
            }
            (Some(last), None) if last < self.signed_on => {
                const ORDER: &str = "The last day lies before the signature. Check both dates.";
                errors.push(FieldError::new("/expires_on", "before_signature", ORDER));
            }
            (None, Some(event)) if event.eq_ignore_ascii_case("none") && self.kind != ConsentKind::Tpo => {
                const NONE: &str = "Only a consent to treatment, payment and operations may have no end.";
                errors.push(FieldError::new("/expires_event", "end_needed", NONE));
            }
            _ => {}
        }
    }
}

/// How a consent stands on a day.
pub fn state(revoked: bool, expires_on: Option<Date>, today: Date) -> ConsentState {
    match (revoked, expires_on) {
        (true, _) => ConsentState::Revoked,
        (false, Some(last)) if last < today => ConsentState::Expired,
        _ => ConsentState::Live,
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;
    use uuid::Uuid;

    use super::super::RecordKind;
    use super::*;

    const TODAY: Date = date!(2026 - 03 - 02);

    fn whole() -> NewConsent {
        NewConsent {
            program_id: Uuid::nil(),
            kind: ConsentKind::Single,
            what: vec![RecordKind::Authorizations],
            description: "Requests and their documents".to_owned(),
            recipient_organization_id: None,
            recipient_class: Some(RecipientClass::Payers),
            recipient_name: None,
            purpose: ConsentPurpose::Payment,
            revocation_explained: true,
            expires_on: Some(date!(2027 - 03 - 01)),
            expires_event: None,
            signed_by: "Vale Orsino".to_owned(),
            signed_on: TODAY,
        }
    }

    #[test]
    fn each_element_is_needed() {
        assert!(whole().check(TODAY).is_empty());
        let tpo = NewConsent { kind: ConsentKind::Tpo, purpose: ConsentPurpose::Tpo, ..whole() };
        let wrong = [
            (NewConsent { what: Vec::new(), ..whole() }, "/what"),
            (NewConsent { description: "   ".to_owned(), ..whole() }, "/description"),
            (NewConsent { recipient_class: None, ..whole() }, "/recipient_organization_id"),
            (NewConsent { recipient_name: Some("Dr. Lind".to_owned()), ..whole() }, "/recipient_organization_id"),
            (NewConsent { recipient_class: Some(RecipientClass::AllTpo), ..whole() }, "/recipient_class"),
            (NewConsent { purpose: ConsentPurpose::Tpo, ..whole() }, "/purpose"),
            (NewConsent { purpose: ConsentPurpose::Payment, ..tpo.clone() }, "/purpose"),
            (NewConsent { purpose: ConsentPurpose::Proceedings, ..whole() }, "/recipient_class"),
            (NewConsent { revocation_explained: false, ..whole() }, "/revocation_explained"),
            (NewConsent { expires_on: None, ..whole() }, "/expires_on"),
            (NewConsent { expires_on: Some(date!(2026 - 03 - 01)), ..whole() }, "/expires_on"),
            (NewConsent { expires_on: None, expires_event: Some("none".to_owned()), ..whole() }, "/expires_event"),
            (NewConsent { signed_by: " ".to_owned(), ..whole() }, "/signed_by"),
            (NewConsent { signed_on: date!(2026 - 03 - 03), ..whole() }, "/signed_on"),
        ];
        for (consent, pointer) in wrong {
            let found = consent.check(TODAY);
            assert_eq!(found.iter().map(|one| one.pointer.as_str()).collect::<Vec<_>>(), [pointer], "{consent:?}");
        }
        let endless = NewConsent { expires_on: None, expires_event: Some("none".to_owned()), ..tpo };
        assert!(endless.check(TODAY).is_empty());
    }

    #[test]
    fn the_last_day_counts_and_revocation_comes_first() {
        assert_eq!(state(false, Some(TODAY), TODAY), ConsentState::Live);
        assert_eq!(state(false, Some(date!(2026 - 03 - 01)), TODAY), ConsentState::Expired);
        assert_eq!(state(true, Some(TODAY), TODAY), ConsentState::Revoked);
        assert_eq!(state(false, None, TODAY), ConsentState::Live);
    }
}
