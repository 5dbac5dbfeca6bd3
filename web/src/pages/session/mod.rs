//! Signing in, and what stands between that and the work.

mod account;
mod card;
mod code_field;
mod factors;
mod news_gate;
mod password;
mod proof;
mod recovery_codes;
mod second_step;
mod sessions;
mod set_up;
mod sign_in;
mod terms;

pub(crate) use account::AccountPage;
pub(crate) use news_gate::NewsGate;
pub(crate) use password::ChangePassword;
pub(crate) use proof::ProofDialog;
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
