//! Where an authorization stands: labels, the due clock, and the steps it goes through.

use std::rc::Rc;

use domain::authorizations::{Action, Authorization, DueState, ReviewStatus, Status};
use yew::prelude::*;

use super::super::due::due_label;
use crate::clock::Clock;
use crate::pages::clients::{review_tone, status_tone};
use crate::session::use_clock;
use crate::ui::{Tone, icon, status};

#[derive(Properties, PartialEq)]
pub(in super::super) struct OneProps {
    pub(in super::super) authorization: Rc<Authorization>,
}

/// Both statuses, the clock, and when it was decided.
#[component]
pub(in super::super) fn StandingLine(props: &OneProps) -> Html {
    let (one, clock) = (&props.authorization, use_clock());
    html! {
        <div class="portico-standing">
            { status(status_tone(one.status), one.status.label()) }
            if one.review_status.label() != one.status.label() {
                { status(review_tone(one.review_status), one.review_status.label()) }
            }
            { due_label(one.due, &clock) }
            if let Some(at) = one.review_at {
                <span>{ decided_words(one, &clock.moment(at)) }</span>
            }
        </div>
    }
}

fn decided_words(one: &Authorization, at: &str) -> String {
    match &one.reviewer {
        Some(reviewer) => format!("Reviewed {at} by {}", reviewer.name),
        None => format!("Reviewed {at}"),
    }
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reached {
    Done,
    Now,
    Later,
    /// Done, and not as hoped.
    Stopped,
}

/// One step.
#[derive(Debug, Clone, PartialEq)]
struct Step {
    name: String,
    reached: Reached,
    note: Option<String>,
}

fn steps(one: &Authorization, clock: &Clock) -> Vec<Step> {
    let step = |name: &str, reached, note| Step { name: name.to_owned(), reached, note };
    let decided = one.review_status.is_decided();
    let withdrawn = one.status == Status::Withdrawn;
    let over = decided || withdrawn;
    let asked = one.history.iter().filter(|entry| entry.action == Action::RequestInformation).count();
    let requested = step("Requested", Reached::Done, Some(clock.moment(one.submitted_at)));
    let review = match one.review_status {
        _ if over => Reached::Done,
        ReviewStatus::Submitted => Reached::Later,
        ReviewStatus::InformationRequested => Reached::Done,
        _ => Reached::Now,
    };
    let reviewer = one.reviewer.as_ref().map(|reviewer| reviewer.name.clone()).filter(|_| !decided);
    let information = match one.review_status {
        ReviewStatus::InformationRequested if !over => {
            (Reached::Now, Some("The county waits for the agency".to_owned()))
        }
        _ if asked > 0 => (Reached::Done, Some("Answered".to_owned())),
        _ if over => (Reached::Later, Some("Not needed".to_owned())),
        _ => (Reached::Later, Some("Only if the county asks".to_owned())),
    };
    let end = match (one.status, one.review_status) {
        (Status::Withdrawn, _) => step("Withdrawn", Reached::Stopped, None),
        (_, ReviewStatus::Denied) => step("Denied", Reached::Stopped, one.review_at.map(|at| clock.moment(at))),
        (_, review) if review.is_decided() => {
            step(review.label(), Reached::Done, one.review_at.map(|at| clock.moment(at)))
        }
        _ => step("Decided", Reached::Later, None),
    };
    vec![requested, step("In review", review, reviewer), step("Information", information.0, information.1), end]
}

/// The steps.
#[component]
pub(in super::super) fn Stepper(props: &OneProps) -> Html {
    let clock = use_clock();
    let view = |step: &Step| {
        let (class, tone, said) = match step.reached {
            Reached::Done => ("portico-step-done", Tone::Good, "done"),
            Reached::Now => ("portico-step-now", Tone::Info, "now"),
            Reached::Later => ("portico-step-later", Tone::Quiet, "not reached"),
            Reached::Stopped => ("portico-step-stopped", Tone::Bad, "ended here"),
        };
        html! {
            <li key={step.name.clone()} class={classes!("portico-step", class)} aria-current={(step.reached == Reached::Now).then_some("step")}>
                <span class="portico-step-mark">{ icon(tone.glyph()) }</span>
                <span class="portico-step-name">{ &step.name }<span class="pf-v6-screen-reader">{ format!(" ({said})") }</span></span>
                if let Some(note) = &step.note {
                    <span class="portico-small">{ note }</span>
                }
            </li>
        }
    };
    html! { <ol class="portico-stages" aria-label="Progress">{ for steps(&props.authorization, &clock).iter().map(view) }</ol> }
}

/// What the reader should do or expect next, in one sentence.
pub(in super::super) fn next_words(one: &Authorization) -> Option<&'static str> {
    match (one.status, one.review_status, one.due.map(|due| due.state)) {
        (Status::Pending, ReviewStatus::InformationRequested, _) => {
            Some("The county waits for the agency's answer. The clock stands still until it is here.")
        }
        (Status::Pending, _, Some(DueState::NotStarted)) => {
            Some("Required documents are missing. The county's time begins when all of them are here.")
        }
        (Status::Pending, ReviewStatus::Submitted, _) => {
            Some("The request waits for a reviewer. This page updates itself.")
        }
        (Status::Pending, _, _) => Some("A reviewer is looking at it. This page updates itself."),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::authorization;
    use super::*;
    use crate::clock::tests::pacific;

    fn reached(one: &Authorization) -> Vec<(String, Reached)> {
        steps(one, &pacific()).into_iter().map(|step| (step.name, step.reached)).collect()
    }

    #[test]
    fn the_steps_follow_the_status() {
        let mut one = authorization();
        assert_eq!(reached(&one).get(1), Some(&("In review".to_owned(), Reached::Later)));
        one.review_status = ReviewStatus::InformationRequested;
        assert_eq!(reached(&one).get(2), Some(&("Information".to_owned(), Reached::Now)));
        one.review_status = ReviewStatus::ApprovedInPart;
        one.status = Status::Active;
        assert_eq!(reached(&one).last(), Some(&("Approved in part".to_owned(), Reached::Done)));
        one.review_status = ReviewStatus::InReview;
        one.status = Status::Withdrawn;
        assert_eq!(reached(&one).last(), Some(&("Withdrawn".to_owned(), Reached::Stopped)));
    }
}
