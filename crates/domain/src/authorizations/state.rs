//! Which moves an authorization may make. One table, read by the server, the browser and the tests.

use super::{ReviewStatus, Status};
use crate::problem::{Code, Problem};
use crate::words::words;

words! {
    /// Something done to an authorization.
    Action {
        /// The request came in. Only ever the first line of a history.
        Submit = "submit", "Submit request";
        /// A reviewer takes the request.
        Claim = "claim", "Claim request";
        /// The reviewer gives it back to the queue.
        Release = "release", "Release request";
        /// Grant as asked.
        Approve = "approve", "Approve request";
        /// Grant fewer units or a shorter period.
        ApproveInPart = "approve_in_part", "Approve in part";
        /// Refuse.
        Deny = "deny", "Deny request";
        /// Ask the agency for information; the clock stops.
        RequestInformation = "request_information", "Ask for information";
        /// The agency answers; the clock goes on.
        AnswerInformation = "answer_information", "Send information";
        /// The agency takes the request back.
        Withdraw = "withdraw", "Withdraw request";
        /// The agency asks to change a frozen field.
        RequestChange = "request_change", "Ask for a change";
        /// The county takes a change over.
        AcceptChange = "accept_change", "Accept change";
        /// The county does not.
        RefuseChange = "refuse_change", "Refuse change";
        /// The period is over.
        End = "end", "End authorization";
        /// Add, replace or remove a document.
        Attach = "attach", "Attach documents";
        /// Write to the conversation.
        AddNote = "add_note", "Add note";
    }
}

/// Which side of the counter an action belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The agency that asked.
    Agency,
    /// The county that decides.
    County,
    /// Either.
    Both,
}

impl Action {
    /// Who may do it.
    pub const fn side(self) -> Side {
        match self {
            Self::Submit | Self::AnswerInformation | Self::Withdraw | Self::RequestChange | Self::Attach => {
                Side::Agency
            }
            Self::Claim
            | Self::Release
            | Self::Approve
            | Self::ApproveInPart
            | Self::Deny
            | Self::RequestInformation
            | Self::AcceptChange
            | Self::RefuseChange
            | Self::End => Side::County,
            Self::AddNote => Side::Both,
        }
    }

    /// Whether only the reviewer who has taken the request may do it.
    pub const fn needs_claim(self) -> bool {
        matches!(self, Self::Approve | Self::ApproveInPart | Self::Deny | Self::RequestInformation)
    }
}

/// Where an authorization stands: both statuses together.
pub type Standing = (Status, ReviewStatus);

/// Every combination that can exist.
pub const STANDINGS: [Standing; 11] = [
    (Status::Pending, ReviewStatus::Submitted),
    (Status::Pending, ReviewStatus::InReview),
    (Status::Pending, ReviewStatus::InformationRequested),
    (Status::Active, ReviewStatus::Approved),
    (Status::Active, ReviewStatus::ApprovedInPart),
    (Status::Ended, ReviewStatus::Approved),
    (Status::Ended, ReviewStatus::ApprovedInPart),
    (Status::Withdrawn, ReviewStatus::Submitted),
    (Status::Withdrawn, ReviewStatus::InReview),
    (Status::Withdrawn, ReviewStatus::InformationRequested),
    (Status::Denied, ReviewStatus::Denied),
];

/// Where a new request stands.
pub const START: Standing = (Status::Pending, ReviewStatus::Submitted);

/// The table of legal moves. `None`: not from here.
///
/// A claim from "information requested" hands a waiting request to another reviewer. Documents freeze at the
/// decision, the conversation never does. Change requests are possible until the authorization is over.
const fn target(action: Action, from: Standing) -> Option<Standing> {
    use Action as A;
    use ReviewStatus as R;
    use Status as S;
    match (action, from) {
        (A::Claim, (S::Pending, R::Submitted)) => Some((S::Pending, R::InReview)),
        (A::Claim, (S::Pending, R::InformationRequested)) => Some(from),
        (A::Release, (S::Pending, R::InReview)) => Some((S::Pending, R::Submitted)),
        (A::RequestInformation, (S::Pending, R::InReview)) => Some((S::Pending, R::InformationRequested)),
        (A::AnswerInformation, (S::Pending, R::InformationRequested)) => Some((S::Pending, R::InReview)),
        (A::Approve, (S::Pending, R::InReview | R::InformationRequested)) => Some((S::Active, R::Approved)),
        (A::ApproveInPart, (S::Pending, R::InReview | R::InformationRequested)) => Some((S::Active, R::ApprovedInPart)),
        (A::Deny, (S::Pending, R::InReview | R::InformationRequested)) => Some((S::Denied, R::Denied)),
        (A::Withdraw, (S::Pending, review)) => Some((S::Withdrawn, review)),
        (A::RequestChange | A::AcceptChange | A::RefuseChange, (S::Pending | S::Active, _)) => Some(from),
        (A::Attach, (S::Pending, _)) => Some(from),
        (A::End, (S::Active, review)) => Some((S::Ended, review)),
        (A::AddNote, _) => Some(from),
        _ => None,
    }
}

/// Where the action leads, or a conflict in plain words. The caller has locked the row and checked who is asking.
pub fn transition(action: Action, from: Standing) -> Result<Standing, Problem> {
    target(action, from).ok_or_else(|| Problem::new(Code::Conflict, refusal(action, from)))
}

fn refusal(action: Action, (status, review): Standing) -> &'static str {
    match (status, review) {
        (Status::Withdrawn, _) => "This request was withdrawn. Nothing about it can change any more.",
        (Status::Denied, _) => "This request was denied. Send a new request if the client still needs the service.",
        (Status::Ended, _) => "This authorization has ended. Nothing about it can change any more.",
        (Status::Active, _) => match action {
            Action::Attach => {
                "This request is decided, so its documents are frozen. Send a note to the county instead."
            }
            Action::Withdraw => "This request is approved, so it cannot be withdrawn. Ask for a change instead.",
            _ => "This request is decided already.",
        },
        (Status::Pending, ReviewStatus::Submitted) if action.needs_claim() => "Claim this request first.",
        (Status::Pending, ReviewStatus::Submitted) => "Nobody has claimed this request yet.",
        (Status::Pending, ReviewStatus::InformationRequested) => "This request waits for the agency's answer.",
        (Status::Pending, _) => match action {
            Action::Claim => "A reviewer has this request already.",
            Action::AnswerInformation => "The county is not waiting for information on this request.",
            Action::End => "This request is not decided yet.",
            _ => "This request is being reviewed.",
        },
    }
}

/// What a reader may be offered: the matter of permissions is settled before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reader {
    /// Works for the agency that asked, and may request authorizations.
    pub requests: bool,
    /// Works for the county, and may review this request (not its own organization's).
    pub reviews: bool,
    /// May write notes on it.
    pub writes_notes: bool,
    /// Is the reviewer who has taken it.
    pub holds_claim: bool,
    /// A change request waits for an answer.
    pub change_pending: bool,
}

/// Every action the reader can take now, in the order of [`Action::ALL`]. A button per action.
pub fn allowed(from: Standing, reader: Reader) -> Vec<Action> {
    Action::ALL.iter().copied().filter(|action| target(*action, from).is_some() && offered(*action, reader)).collect()
}

fn offered(action: Action, reader: Reader) -> bool {
    let right_side = match action.side() {
        Side::Agency => reader.requests,
        Side::County => reader.reviews,
        Side::Both => reader.writes_notes,
    };
    let claimed = !action.needs_claim() || reader.holds_claim;
    let change = match action {
        Action::RequestChange => !reader.change_pending,
        Action::AcceptChange | Action::RefuseChange => reader.change_pending,
        Action::Claim => !reader.holds_claim,
        _ => true,
    };
    right_side && claimed && change
}

/// Only the reviewer who has taken a request decides it, so that two never decide at once.
pub fn check_claim(action: Action, holds_claim: bool) -> Result<(), Problem> {
    if action.needs_claim() && !holds_claim {
        return Err(Problem::new(Code::Conflict, "Another reviewer has this request. Claim it first."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ReviewStatus as R;
    use Status as S;

    const PENDING: [Standing; 3] =
        [(S::Pending, R::Submitted), (S::Pending, R::InReview), (S::Pending, R::InformationRequested)];

    /// The legal moves once more, written down the other way round, from the text.
    fn legal(action: Action, from: Standing) -> bool {
        let pending = PENDING.contains(&from);
        let taken = pending && from.1 != R::Submitted;
        match action {
            Action::Submit => false,
            Action::Claim => pending && from.1 != R::InReview,
            Action::Release | Action::RequestInformation => from == (S::Pending, R::InReview),
            Action::AnswerInformation => from == (S::Pending, R::InformationRequested),
            Action::Approve | Action::ApproveInPart | Action::Deny => taken,
            Action::Withdraw | Action::Attach => pending,
            Action::RequestChange | Action::AcceptChange | Action::RefuseChange => pending || from.0 == S::Active,
            Action::End => from.0 == S::Active,
            Action::AddNote => true,
        }
    }

    #[test]
    fn every_edge_is_legal_or_refused_with_words() {
        let mut walked = 0;
        for from in STANDINGS {
            for action in Action::ALL {
                walked += 1;
                match transition(*action, from) {
                    Ok(to) => {
                        assert!(legal(*action, from), "{action:?} from {from:?} must be refused");
                        assert!(STANDINGS.contains(&to), "{action:?} from {from:?} leads nowhere");
                    }
                    Err(problem) => {
                        assert!(!legal(*action, from), "{action:?} from {from:?} must be legal");
                        assert_eq!(problem.code, Code::Conflict);
                        assert!(problem.detail.ends_with('.'));
                    }
                }
            }
        }
        assert_eq!(walked, STANDINGS.len() * Action::ALL.len());
    }

    #[test]
    fn nothing_leaves_a_final_standing() {
        for from in STANDINGS.iter().filter(|s| matches!(s.0, S::Ended | S::Withdrawn | S::Denied)) {
            for action in Action::ALL {
                if let Ok(to) = transition(*action, *from) {
                    assert_eq!(to, *from, "{action:?}");
                }
            }
        }
    }

    #[test]
    fn every_standing_can_be_reached() {
        let mut reached = vec![START];
        let mut at = 0;
        while let Some(from) = reached.get(at).copied() {
            for action in Action::ALL {
                if let Ok(to) = transition(*action, from)
                    && !reached.contains(&to)
                {
                    reached.push(to);
                }
            }
            at += 1;
        }
        assert_eq!(reached.len(), STANDINGS.len());
    }

    #[test]
    fn a_reader_is_offered_only_what_their_side_may_do() {
        let agency = Reader { requests: true, writes_notes: true, ..Reader::default() };
        let county = Reader { reviews: true, writes_notes: true, ..Reader::default() };
        let holder = Reader { holds_claim: true, ..county };
        let in_review = (S::Pending, R::InReview);
        assert_eq!(
            allowed(in_review, agency),
            [Action::Withdraw, Action::RequestChange, Action::Attach, Action::AddNote]
        );
        assert_eq!(allowed(in_review, county), [Action::Release, Action::AddNote]);
        assert!(allowed(in_review, holder).contains(&Action::ApproveInPart));
        assert_eq!(allowed(START, county), [Action::Claim, Action::AddNote]);
        assert!(allowed(START, Reader::default()).is_empty());
        let waiting = Reader { change_pending: true, ..county };
        assert!(allowed((S::Active, R::Approved), waiting).contains(&Action::AcceptChange));
        assert!(check_claim(Action::Deny, false).is_err());
        assert!(check_claim(Action::Release, false).is_ok());
    }
}
