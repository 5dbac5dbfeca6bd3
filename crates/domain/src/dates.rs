//! Dates as people write them: read in any habit, shown in one.

mod format;
mod typed;

pub use format::{format_date, format_instant, format_instant_day, format_money, format_phone, format_time};
pub use typed::{DateProblem, parse_birth_date, parse_typed, plausible_birth_date};
