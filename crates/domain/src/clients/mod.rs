//! Clients: finding them, telling namesakes apart, adding them once and only once, and their record.

mod criteria;
mod matching;
mod record;
mod rules;

pub use criteria::{ClientCriteria, ClientHit, EnrolledHere, MatchedOn, Sex};
pub use matching::{
    Candidate, ClientMatch, MatchCriteria, MatchReason, POSSIBLE_SCORE, STRONG_SCORE, Score, check_reviewed, score,
};
pub use record::{Client, FormerName, NewAdmission, NewClient, Standing, format_client_number, parse_client_number};
pub use rules::{
    NormalCriteria, check_county_criteria, check_criteria, check_match_criteria, check_new_client, normal,
};
