//! What makes an account right: a name that can be typed, and a role that the organization has.

use validator::ValidationError;

use super::{ChangeUser, NewUser};
use crate::access::{OrganizationKind, Role, role_fits};
use crate::problem::FieldError;
use crate::unicode::hidden_in_name;

impl NewUser {
    /// What `validator` cannot say, given what kind of organization the person works for.
    pub fn check(&self, organization: OrganizationKind) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
        let begins = self.user_name.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
        if !begins || !self.user_name.bytes().all(plain) {
            const FORM: &str = "Use letters, digits, dots, hyphens and underscores, beginning with a letter or digit.";
            errors.push(FieldError::new("/user_name", "user_name_form", FORM));
        }
        check_display_name(&self.display_name, &mut errors);
        errors.extend(check_role(organization, self.role));
        errors
    }
}

impl ChangeUser {
    /// What `validator` cannot say, given what kind of organization the person works for.
    pub fn check(&self, organization: OrganizationKind) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if let Some(name) = &self.display_name {
            check_display_name(name, &mut errors);
        }
        errors.extend(self.role.and_then(|role| check_role(organization, role)));
        errors
    }
}

/// Whether a text can be an e-mail address, by the form that browsers ask of one. `validator` has such a check; the
/// regular expressions and domain tables behind it would make up a fifth of the browser client.
pub(super) fn check_email(text: &str) -> Result<(), ValidationError> {
    const MARKS: &str = ".!#$%&'*+/=?^_`{|}~-";
    let local = |text: &str| {
        (1..=64).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric() || MARKS.contains(c))
    };
    let label = |text: &str| {
        (1..=63).contains(&text.len())
            && text.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !text.starts_with('-')
            && !text.ends_with('-')
    };
    match text.rsplit_once('@') {
        Some((name, host)) if local(name) && host.len() <= 255 && host.split('.').all(label) => Ok(()),
        _ => Err(ValidationError::new("email")
            .with_message(std::borrow::Cow::Borrowed("Enter an e-mail address such as name@example.org."))),
    }
}

fn check_display_name(name: &str, errors: &mut Vec<FieldError>) {
    if name.trim().is_empty() {
        errors.push(FieldError::new("/display_name", "required", "Enter the person's name."));
    } else {
        errors.extend(hidden_in_name("/display_name", name));
    }
}

fn check_role(organization: OrganizationKind, role: Role) -> Option<FieldError> {
    let detail = match organization {
        OrganizationKind::County => "People of the county are county reviewers or county administrators.",
        OrganizationKind::Agency => "People of an agency are agency clerks, clinicians or supervisors.",
        OrganizationKind::HealthPlan => "Health plans have no people here yet.",
    };
    (!role_fits(organization, role)).then(|| FieldError::new("/role", "role_does_not_fit", detail))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn e_mail_addresses_have_a_name_and_a_host() {
        for text in ["a.rivera@example.org", "o'brien+portal@agency.example", "a@localhost", "a@bücher.example"] {
            assert!(check_email(text).is_ok(), "{text}");
        }
        for text in
            ["", "a", "@example.org", "a@", "a@b@example.org", "a b@example.org", "a@-x.org", "a@x..org", "a@x-"]
        {
            assert!(check_email(text).is_err(), "{text}");
        }
    }

    fn new(user_name: &str, role: Role) -> NewUser {
        NewUser {
            user_name: user_name.into(),
            display_name: "Ana Rivera".into(),
            email: None,
            role,
            organization_id: Uuid::nil(),
        }
    }

    #[test]
    fn a_role_belongs_to_a_kind_of_organization() {
        for role in Role::ALL {
            let refused = |kind| new("a.rivera", *role).check(kind).iter().any(|e| e.code == "role_does_not_fit");
            assert!(refused(OrganizationKind::HealthPlan));
            assert_ne!(refused(OrganizationKind::County), refused(OrganizationKind::Agency), "{role:?}");
        }
    }

    #[test]
    fn user_names_can_be_typed_anywhere() {
        for good in ["a.rivera", "ARivera2", "a_r-2", "007"] {
            assert_eq!(new(good, Role::AgencyClerk).check(OrganizationKind::Agency), [], "{good}");
        }
        for bad in ["", ".rivera", "a rivera", "a@b", "añez", "a\nb"] {
            let errors = new(bad, Role::AgencyClerk).check(OrganizationKind::Agency);
            assert!(errors.iter().any(|e| e.code == "user_name_form"), "{bad}");
        }
    }
}
