//! Every step of one authorization, oldest first.

use domain::authorizations::{Action, HistoryEntry};
use yew::prelude::*;

use super::head::OneProps;
use crate::session::use_clock;
use crate::ui::Section;

/// What was done, as a sentence begins.
const fn done_words(action: Action) -> &'static str {
    match action {
        Action::Submit => "Requested",
        Action::Claim => "Claimed for review",
        Action::Release => "Given back to the queue",
        Action::Approve => "Approved",
        Action::ApproveInPart => "Approved in part",
        Action::Deny => "Denied",
        Action::RequestInformation => "Information asked for",
        Action::AnswerInformation => "Information sent",
        Action::Withdraw => "Withdrawn",
        Action::RequestChange => "Change asked for",
        Action::AcceptChange => "Change accepted",
        Action::RefuseChange => "Change refused",
        Action::End => "Ended",
        Action::Attach => "Documents changed",
        Action::AddNote => "Note added",
    }
}

/// The history.
#[component]
pub(in super::super) fn History(props: &OneProps) -> Html {
    let clock = use_clock();
    let step = |entry: &HistoryEntry| {
        html! {
            <li class="portico-note">
                <div class="portico-note-head">
                    <strong>{ done_words(entry.action) }</strong>
                    <span>{ format!("{}, {}", entry.by, entry.organization) }</span>
                    <time class="portico-small">{ clock.moment(entry.at) }</time>
                    if entry.from.is_some_and(|from| from != entry.to) {
                        <span class="portico-small">{ format!("Review: {}", entry.to.label()) }</span>
                    }
                </div>
                if let Some(why) = &entry.why {
                    <p class="portico-lines">{ why }</p>
                }
            </li>
        }
    };
    html! {
        <Section title="History" id="history">
            <ol class="portico-notes">{ for props.authorization.history.iter().map(step) }</ol>
        </Section>
    }
}
