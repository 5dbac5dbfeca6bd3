//! What an application may be registered for.

use super::{ChangeApplication, NewApplication};
use crate::access::{Credential, OrganizationKind, Role, permissions_of, role_fits};
use crate::problem::FieldError;
use crate::tokens::check_scopes;

impl NewApplication {
    /// What `validator` cannot say, given what kind of organization it acts for.
    pub fn check(&self, organization: OrganizationKind) -> Vec<FieldError> {
        let mut errors = check_role(organization, self.role);
        errors.extend(check_scopes(&self.scopes, Credential::Application, permissions_of(self.role)));
        if self.name.trim().is_empty() {
            errors.push(FieldError::new("/name", "required", "Enter the application's name."));
        }
        match (&self.jwks, &self.jwks_url) {
            (Some(set), None) => errors.extend(set.check("/jwks")),
            (None, Some(_)) => {}
            _ => {
                const ONE: &str = "Send either the keys (jwks) or the address where they are (jwks_url).";
                errors.push(FieldError::new("/jwks", "one_of", ONE));
            }
        }
        errors
    }
}

impl ChangeApplication {
    /// What `validator` cannot say, given the role it was registered with.
    pub fn check(&self, role: Role) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if let Some(scopes) = &self.scopes {
            errors.extend(check_scopes(scopes, Credential::Application, permissions_of(role)));
        }
        if self.name.as_ref().is_some_and(|name| name.trim().is_empty()) {
            errors.push(FieldError::new("/name", "required", "Enter the application's name."));
        }
        match (&self.jwks, &self.jwks_url) {
            (Some(_), Some(_)) => {
                const ONE: &str = "Send either the keys (jwks) or the address where they are (jwks_url).";
                errors.push(FieldError::new("/jwks", "one_of", ONE));
            }
            (Some(set), None) => errors.extend(set.check("/jwks")),
            _ => {}
        }
        errors
    }
}

/// A role that the organization has, and nobody's account manager.
fn check_role(organization: OrganizationKind, role: Role) -> Vec<FieldError> {
    if role_fits(organization, role) && role != Role::AgencySupervisor {
        return Vec::new();
    }
    const FITS: &str = "Choose a role that this kind of organization has, other than that of its account manager.";
    vec![FieldError::new("/role", "role_mismatch", FITS)]
}

/// Whether keys may be fetched from an address: https, a host by name, no user, no fragment. `loopback` also allows
/// plain http on this machine, for a demonstration that is told so.
pub fn check_key_address(text: &str, loopback: bool) -> Vec<FieldError> {
    let host = |rest: &str| {
        let authority = rest.split(['/', '?']).next().unwrap_or_default();
        let name = authority.rsplit_once(':').map_or(authority, |(name, _)| name);
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':');
        (authority.bytes().all(plain) && !name.is_empty()).then(|| name.to_owned())
    };
    let printable = text.len() <= 500 && text.bytes().all(|b| b.is_ascii_graphic()) && !text.contains(['#', '\\']);
    let secure = text.strip_prefix("https://").and_then(host).is_some_and(|name| name.contains('.'));
    let near = text.strip_prefix("http://").and_then(host);
    let near = loopback && near.is_some_and(|name| name == "localhost" || name == "127.0.0.1");
    if printable && (secure || near) {
        return Vec::new();
    }
    const FORM: &str = "Enter an address that begins with https:// and a host's name, without a user or fragment.";
    vec![FieldError::new("/jwks_url", "key_address", FORM)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_from_a_named_host_over_https() {
        for good in ["https://ehr.example.org/jwks.json", "https://ehr.example.org:8443/a?b=c"] {
            assert!(check_key_address(good, false).is_empty(), "{good}");
        }
        for bad in [
            "http://ehr.example.org/",
            "https://localhost/",
            "https://a@b.example/",
            "file:///etc/passwd",
            "https://ehr.example.org/#x",
            "https://",
            "https://[::1]/",
            "http://127.0.0.1/jwks",
        ] {
            assert_eq!(check_key_address(bad, false).len(), 1, "{bad}");
        }
        assert!(check_key_address("http://127.0.0.1:9000/jwks", true).is_empty());
        assert_eq!(check_key_address("http://127.0.0.1.example.org/jwks", true).len(), 1);
    }
}
