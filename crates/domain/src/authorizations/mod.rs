//! Authorizations: a request for a service to one client, from the first field typed to the decision and after.
//!
//! Source: 000_c39f6cc4a03af20b.txt, "Authorizations"; where it is silent the county's configuration decides (each
//! rule says so).

mod clock;
mod deciding;
mod decision;
mod detail;
mod finding;
mod letter;
mod list;
mod period;
mod request;
mod rules;
mod state;
mod words;

pub use clock::{Calendar, Due, DueState, Pause, complete_at, standard_day};
pub use deciding::{
    apply_change, check_change_decision, check_change_request, check_decision, check_note, check_organization,
};
pub use decision::{
    ChangeDecision, Decision, InformationAnswer, InformationRequest, NewChangeRequest, NewNote, Withdrawal,
    documents_in_words,
};
pub use detail::{
    Authorization, AuthorizationClient, ChangeRequest, Extent, HistoryEntry, Letter, NamedRef, Note, Submitted,
};
pub use finding::{Assessment, Finding, Fix, FixKind, Level, Rule};
pub use letter::letter_paragraphs;
pub use list::{AuthorizationFilter, AuthorizationRow, AuthorizationSort, QueueFilter, QueueShow};
pub use period::{MAX_DAYS, Period, for_days, split};
pub use request::{Draft, ExistingAuthorization, Facts, NewAuthorization, ProgramFact, Resolved};
pub use rules::assess;
pub use state::{Action, Reader, STANDINGS, START, Side, Standing, allowed, check_claim, transition};
pub use words::{ChangeState, DenialReason, Outcome, ReviewStatus, Status, Urgency, Visibility};
