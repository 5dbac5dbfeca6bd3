//! What can go wrong with a call, in words for people.

use std::rc::Rc;

use domain::problem::{Code, FieldError, Problem};
use uuid::Uuid;

/// Why a call did not do what it should.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Failure {
    /// The server refused and said why.
    Problem(Rc<Problem>),
    /// No answer: the network or the server is away.
    Offline,
    /// An answer nobody here understands, with its status.
    Unreadable(u16),
}

impl Failure {
    /// The server's code, where it answered with one.
    pub(crate) fn code(&self) -> Option<Code> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            Self::Offline | Self::Unreadable(_) => None,
        }
    }

    /// What is wrong, in a few words.
    pub(crate) fn title(&self) -> String {
        match self {
            Self::Problem(problem) => problem.title.clone(),
            Self::Offline => "Portico cannot be reached".to_owned(),
            Self::Unreadable(_) => "The answer cannot be read".to_owned(),
        }
    }

    /// What is wrong this time and what to do.
    pub(crate) fn detail(&self) -> String {
        match self {
            Self::Problem(problem) => problem.detail.clone(),
            Self::Offline => "Check the network, then try again. What you typed is still here.".to_owned(),
            Self::Unreadable(status) => {
                format!("The server answered with status {status}. Try again, or reload the page.")
            }
        }
    }

    /// What to quote when asking for help.
    pub(crate) fn request_id(&self) -> Option<Uuid> {
        match self {
            Self::Problem(problem) => problem.request_id,
            Self::Offline | Self::Unreadable(_) => None,
        }
    }

    /// The fields at fault.
    pub(crate) fn fields(&self) -> &[FieldError] {
        match self {
            Self::Problem(problem) => &problem.errors,
            Self::Offline | Self::Unreadable(_) => &[],
        }
    }

    /// Whether someone changed the record in the meantime.
    pub(crate) fn is_lost_race(&self) -> bool {
        self.code() == Some(Code::VersionMismatch)
    }

    /// Whether the same call may work in a moment.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Offline | Self::Unreadable(_) => true,
            Self::Problem(problem) => {
                matches!(problem.code, Code::Unavailable | Code::TooManyRequests | Code::Internal | Code::InProgress)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_field_does_not_pass_by_itself() {
        let failure = Failure::Problem(Rc::new(Problem::field("/end_date", "end_before_start", "Too early.")));
        assert_eq!(failure.fields().len(), 1);
        assert!(!failure.is_passing());
    }

    #[test]
    fn a_lost_network_passes() {
        assert!(Failure::Offline.is_passing());
        assert_eq!(Failure::Offline.code(), None);
    }
}
