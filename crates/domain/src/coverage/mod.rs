//! Coverage: which payer answers for a client, from a day and, once ended, to a day.
//!
//! Financial eligibility is a span here. [`CoverageSpan::effective_on`] is the one answer to "is it in force on
//! that day": every reader asks it, none compares dates by itself.

mod rules;
mod wire;

pub use rules::{check_change, check_new, effective_on, financially_eligible_on, medi_cal_eligible_on};
pub use wire::{ChangeCoverage, CoverageSpan, NewCoverage, PayerKind};
