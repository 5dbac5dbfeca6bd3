//! What the authorizations of the county went through: a line a kind, so that every state is there.

use domain::authorizations::{ChangeState, DueState};

/// How far a request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Course {
    /// Sent, and nobody has taken it.
    Waiting,
    /// A reviewer has it.
    Claimed,
    /// The county waits for the agency.
    Asked,
    /// The agency has answered.
    Answered,
    /// Granted as asked.
    Approved,
    /// Granted in part.
    InPart,
    /// Refused.
    Denied,
    /// Taken back.
    Withdrawn,
}

/// Where its period lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    /// Begins soon.
    Coming,
    /// Has begun and goes on for more than a month.
    Running,
    /// Ends within 30 days.
    Expiring,
    /// Is over.
    Over,
    /// Was over before this fiscal year began.
    LastYear,
}

/// When it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sent {
    /// At a time that makes its clock stand like this now.
    For(DueState),
    /// So many days ago.
    Ago(i64, i64),
    /// Before its period, as agencies should.
    Before,
}

/// A kind of authorization and how many there are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scenario {
    pub(super) times: usize,
    pub(super) course: Course,
    pub(super) span: Span,
    pub(super) sent: Sent,
    pub(super) expedited: bool,
    /// Required forms that are not there.
    pub(super) missing: i64,
    pub(super) change: Option<ChangeState>,
    /// Overlaps the client's earlier request, for a reason.
    pub(super) overlaps: bool,
}

const fn some(times: usize, course: Course, span: Span, sent: Sent) -> Scenario {
    Scenario { times, course, span, sent, expedited: false, missing: 0, change: None, overlaps: false }
}

const fn expedited(scenario: Scenario) -> Scenario {
    Scenario { expedited: true, ..scenario }
}

const fn missing(missing: i64, scenario: Scenario) -> Scenario {
    Scenario { missing, ..scenario }
}

const fn with_change(state: ChangeState, scenario: Scenario) -> Scenario {
    Scenario { change: Some(state), ..scenario }
}

const ON_TIME: Sent = Sent::For(DueState::OnTime);
const DUE_SOON: Sent = Sent::For(DueState::DueSoon);
const OVERDUE: Sent = Sent::For(DueState::Overdue);

/// All kinds. What is over or running comes first, so that later requests of a client follow earlier ones.
pub(super) const SCENARIOS: [Scenario; 40] = [
    some(7, Course::Approved, Span::LastYear, Sent::Before),
    some(2, Course::InPart, Span::LastYear, Sent::Before),
    some(2, Course::Denied, Span::LastYear, Sent::Before),
    some(8, Course::Approved, Span::Over, Sent::Before),
    some(4, Course::InPart, Span::Over, Sent::Before),
    missing(1, some(1, Course::Approved, Span::Over, Sent::Before)),
    some(4, Course::Denied, Span::Over, Sent::Before),
    some(21, Course::Approved, Span::Running, Sent::Before),
    expedited(some(3, Course::Approved, Span::Running, Sent::Before)),
    missing(1, some(1, Course::Approved, Span::Running, Sent::Before)),
    some(10, Course::InPart, Span::Running, Sent::Before),
    with_change(ChangeState::Pending, some(4, Course::Approved, Span::Running, Sent::Before)),
    with_change(ChangeState::Accepted, some(4, Course::Approved, Span::Running, Sent::Before)),
    with_change(ChangeState::Refused, some(3, Course::Approved, Span::Running, Sent::Before)),
    some(7, Course::Approved, Span::Expiring, Sent::Before),
    some(3, Course::InPart, Span::Expiring, Sent::Before),
    some(5, Course::Denied, Span::Running, Sent::Before),
    some(2, Course::Withdrawn, Span::Running, Sent::Before),
    Scenario { overlaps: true, ..some(1, Course::Approved, Span::Running, Sent::Before) },
    some(3, Course::Approved, Span::Coming, Sent::Ago(2, 4)),
    some(1, Course::InPart, Span::Coming, Sent::Ago(2, 4)),
    some(2, Course::Denied, Span::Coming, Sent::Ago(2, 4)),
    missing(2, some(1, Course::Denied, Span::Coming, Sent::Ago(10, 13))),
    some(5, Course::Withdrawn, Span::Coming, Sent::Ago(2, 12)),
    some(11, Course::Waiting, Span::Coming, ON_TIME),
    expedited(some(3, Course::Waiting, Span::Coming, ON_TIME)),
    expedited(some(4, Course::Waiting, Span::Coming, DUE_SOON)),
    some(3, Course::Waiting, Span::Coming, OVERDUE),
    expedited(some(1, Course::Waiting, Span::Coming, OVERDUE)),
    missing(1, some(4, Course::Waiting, Span::Coming, Sent::Ago(1, 6))),
    missing(2, some(3, Course::Waiting, Span::Coming, Sent::Ago(1, 9))),
    missing(5, some(1, Course::Waiting, Span::Coming, Sent::Ago(1, 2))),
    with_change(ChangeState::Pending, some(1, Course::Waiting, Span::Coming, ON_TIME)),
    some(7, Course::Claimed, Span::Coming, ON_TIME),
    expedited(some(3, Course::Claimed, Span::Coming, DUE_SOON)),
    some(2, Course::Claimed, Span::Coming, OVERDUE),
    some(6, Course::Asked, Span::Coming, Sent::Ago(3, 11)),
    missing(1, some(3, Course::Asked, Span::Coming, Sent::Ago(3, 9))),
    some(3, Course::Answered, Span::Coming, Sent::Ago(4, 6)),
    missing(1, some(1, Course::Answered, Span::Coming, Sent::Ago(4, 6))),
];
