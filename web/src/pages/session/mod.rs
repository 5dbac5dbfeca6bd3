//! Signing in, and what stands between that and the work.

mod account;
mod activate;
mod card;
mod forgot;
mod news_gate;
mod password;
mod rules;
mod sign_in;
mod terms;

pub(crate) use account::AccountPage;
pub(crate) use activate::ActivatePage;
pub(crate) use forgot::{ForgotPasswordPage, ForgotUserNamePage};
pub(crate) use news_gate::NewsGate;
pub(crate) use password::ChangePassword;
pub(crate) use sign_in::{SignInDialog, SignInPage};
pub(crate) use terms::TermsPage;

use yew::virtual_dom::AttrValue;

/// Plain text as the server keeps it: paragraphs separated by blank lines.
pub(crate) fn paragraphs(text: &str) -> Vec<AttrValue> {
    text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(|part| part.to_owned().into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_part_paragraphs() {
        assert_eq!(paragraphs("One.\nStill one.\n\nTwo.\n\n\n"), ["One.\nStill one.", "Two."]);
    }
}
