//! What a token may be given.

use std::net::IpAddr;

use time::Date;

use super::{NewToken, RotateToken};
use crate::access::{Credential, Permission, Role, may_carry, permissions_of};
use crate::problem::FieldError;

/// The longest life of a token, in days.
pub const LONGEST_DAYS: i64 = 366;
/// How long a former token may stay good beside its successor, in hours.
pub const LONGEST_OVERLAP_HOURS: i64 = 168;
/// The most address ranges of one token.
pub const MAX_ADDRESSES: usize = 20;
/// From so many days before its end on, a page warns of it.
pub const WARN_DAYS: i64 = 14;

impl NewToken {
    /// What `validator` cannot say, given the role of whoever makes it and the county's day.
    pub fn check(&self, role: Role, today: Date) -> Vec<FieldError> {
        let mut errors = check_scopes(&self.scopes, Credential::Token, permissions_of(role));
        if self.name.trim().is_empty() {
            errors.push(FieldError::new("/name", "required", "Say what the token is for."));
        }
        let days = (self.expires_on - today).whole_days();
        if !(1..=LONGEST_DAYS).contains(&days) {
            const DAY: &str = "Choose a day from tomorrow to one year from today.";
            errors.push(FieldError::new("/expires_on", "expiry_range", DAY));
        }
        errors.extend(check_addresses(&self.addresses));
        errors
    }
}

impl RotateToken {
    /// Whether the former token may stay good for so long.
    pub fn check(&self) -> Vec<FieldError> {
        if (0..=LONGEST_OVERLAP_HOURS).contains(&i64::from(self.overlap_hours)) {
            return Vec::new();
        }
        const OVERLAP: &str = "The former token can stay good for at most 168 hours, which is seven days.";
        vec![FieldError::new("/overlap_hours", "overlap_range", OVERLAP)]
    }
}

/// Each scope can be carried by such a credential, is among what the maker may give, and stands there once.
pub fn check_scopes(scopes: &[Permission], credential: Credential, given: &[Permission]) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if scopes.is_empty() {
        errors.push(FieldError::new("/scopes", "required", "Choose at least one scope."));
    }
    for (place, scope) in scopes.iter().enumerate() {
        let pointer = format!("/scopes/{place}");
        if scopes.iter().take(place).any(|former| former == scope) {
            errors.push(FieldError::new(pointer, "twice", "This scope stands in the list already. Remove it here."));
        } else if !may_carry(credential, *scope) {
            const NEVER: &str = "This can be done by people who signed in only. Take it out.";
            errors.push(FieldError::new(pointer, "not_a_scope", NEVER));
        } else if !given.contains(scope) {
            const NOT_YOURS: &str = "The role does not include this, so it cannot be given. Take it out.";
            errors.push(FieldError::new(pointer, "not_in_role", NOT_YOURS));
        }
    }
    errors
}

fn check_addresses(ranges: &[String]) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if ranges.len() > MAX_ADDRESSES {
        errors.push(FieldError::new("/addresses", "too_many", "Name at most 20 address ranges."));
    }
    for (place, _) in ranges.iter().enumerate().filter(|(_, range)| !is_address_range(range)) {
        let detail =
            format!("Number {} is none: write an address or range such as 203.0.113.7 or 198.51.100.0/24.", place + 1);
        errors.push(FieldError::new(format!("/addresses/{place}"), "address_range", detail));
    }
    errors
}

/// Whether a text is an address or, with the length of its prefix, a range whose remaining bits are zero.
pub fn is_address_range(text: &str) -> bool {
    let (address, length) = match text.split_once('/') {
        Some((address, length)) => (address, Some(length)),
        None => (text, None),
    };
    let (bits, width): (u128, u32) = match address.parse() {
        Ok(IpAddr::V4(four)) => (u128::from(u32::from(four)), 32),
        Ok(IpAddr::V6(six)) => (u128::from(six), 128),
        Err(_) => return false,
    };
    let Some(length) = length else { return true };
    let plain = !length.is_empty() && length.len() <= 3 && length.bytes().all(|byte| byte.is_ascii_digit());
    let Some(length) = length.parse::<u32>().ok().filter(|length| plain && *length <= width) else { return false };
    let rest = width - length;
    bits.checked_shl(128 - rest).unwrap_or(0) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_written_as_the_database_takes_them() {
        for good in
            ["203.0.113.7", "198.51.100.0/24", "10.0.0.0/8", "0.0.0.0/0", "2001:db8::/32", "::1", "::/0", "10.1.2.3/32"]
        {
            assert!(is_address_range(good), "{good}");
        }
        for bad in ["", "host", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/+8", "2001:db8::1/32", "1.2.3"] {
            assert!(!is_address_range(bad), "{bad}");
        }
    }

    #[test]
    fn scopes_are_a_part_of_the_role_that_a_token_can_carry() {
        use Permission as P;
        let role = permissions_of(crate::access::Role::AgencySupervisor);
        assert!(check_scopes(&[P::ReadClients, P::ManagePeople], Credential::Token, role).is_empty());
        let codes = |scopes: &[P], credential| {
            check_scopes(scopes, credential, role).into_iter().map(|error| error.code).collect::<Vec<_>>()
        };
        assert_eq!(codes(&[], Credential::Token), ["required"]);
        assert_eq!(codes(&[P::OwnSession, P::ManageTokens], Credential::Token), ["not_a_scope", "not_a_scope"]);
        assert_eq!(codes(&[P::ManagePeople], Credential::Application), ["not_a_scope"]);
        assert_eq!(codes(&[P::WriteNews, P::ReadClients, P::ReadClients], Credential::Token), ["not_in_role", "twice"]);
    }

    #[test]
    fn what_only_people_do_no_other_credential_carries() {
        for permission in [P::OwnSession, P::ManageTokens] {
            assert!(may_carry(Credential::Session, permission));
            assert!(!may_carry(Credential::Token, permission) && !may_carry(Credential::Application, permission));
        }
    }

    use Permission as P;
}
