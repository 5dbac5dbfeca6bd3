//! Signing in, the session, the terms and the password rules.

mod password;
mod throttle;
mod wire;

pub use password::{
    MAX_PASSWORD_LENGTH, PasswordContext, PasswordPolicy, PasswordProfile, PasswordRules, check_password,
    is_shared_default, normal_form,
};
pub use throttle::Throttle;
pub use wire::{AcceptTerms, ChangePassword, Me, OrganizationRef, SignIn, Terms};
