//! What can stop a unit of work: a refusal the caller is told about, or a fault that only the log hears of.

use domain::problem::{Code, FieldError, Problem};

/// Why a unit of work ended without its effect.
#[derive(Debug)]
pub enum Fault {
    /// A refusal with its reason, fit for the caller.
    Problem(Box<Problem>),
    /// Something of ours broke; the text names no client data.
    Broken(String),
}

impl Fault {
    /// A fault of ours, said to the log and not to the caller.
    pub fn broken(what: impl std::fmt::Display) -> Self {
        Self::Broken(what.to_string())
    }

    /// What the caller is told.
    pub fn into_problem(self) -> Problem {
        match self {
            Self::Problem(problem) => *problem,
            Self::Broken(what) => {
                tracing::error!(fault = %what, "internal fault");
                Problem::of(Code::Internal)
            }
        }
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl From<Vec<FieldError>> for Fault {
    fn from(errors: Vec<FieldError>) -> Self {
        Problem::fields(errors).into()
    }
}

impl From<Code> for Fault {
    fn from(code: Code) -> Self {
        Problem::of(code).into()
    }
}
