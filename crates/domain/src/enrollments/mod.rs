//! Admissions: a client in a program of an organization, from a day and, once ended, to a day.
//!
//! "The client must have an open admission" (000_c39f6cc4a03af20b.txt, "Access and Limitations") is
//! [`Enrollment::open_on`], here and nowhere else.

mod rules;
mod wire;

pub use rules::{AdmissionFacts, check_admission, check_change};
pub use wire::{ChangeEnrollment, EndReason, Enrollment, NewEnrollment};
