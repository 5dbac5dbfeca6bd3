//! The due clock in words and colour, and other labels that several pages share.

use domain::authorizations::{Due, DueState};
use yew::prelude::*;

use crate::clock::Clock;
use crate::ui::{Glyph, Tone, status_with};

/// The clock in words.
fn due_words(due: Due, clock: &Clock) -> String {
    match (due.state, due.due_at) {
        (DueState::OnTime, Some(at)) => format!("Due {}", clock.moment(at)),
        (DueState::DueSoon, Some(at)) => format!("Due soon: {}", clock.moment(at)),
        (DueState::Overdue, Some(at)) => format!("Overdue since {}", clock.moment(at)),
        (state, _) => state.label().to_owned(),
    }
}

/// The same under a heading that says "Due" already.
pub(super) fn due_short(due: Due, clock: &Clock) -> String {
    match (due.state, due.due_at) {
        (DueState::OnTime, Some(at)) => clock.moment(at),
        (DueState::DueSoon, Some(at)) => format!("Soon: {}", clock.moment(at)),
        _ => due_words(due, clock),
    }
}

const fn tone(state: DueState) -> Tone {
    match state {
        DueState::OnTime => Tone::Info,
        DueState::DueSoon | DueState::NotStarted => Tone::Look,
        DueState::Overdue => Tone::Bad,
        DueState::Stopped => Tone::Quiet,
    }
}

/// The clock as a label; nothing where no decision is due.
pub(super) fn due_label(due: Option<Due>, clock: &Clock) -> Html {
    match due {
        Some(due) => {
            html! { { status_with(Glyph::Clock, tone(due.state), due_words(due, clock)) } }
        }
        None => Html::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::tests::pacific;
    use time::macros::datetime;

    #[test]
    fn the_clock_says_when_or_why_not() {
        let due_at = Some(datetime!(2026-11-10 07:59:59 UTC));
        assert_eq!(due_words(Due { due_at, state: DueState::OnTime }, &pacific()), "Due 11/09/2026 11:59\u{a0}PM");
        assert_eq!(due_words(Due { due_at: None, state: DueState::Stopped }, &pacific()), "Clock stopped");
        assert_eq!(due_words(Due { due_at: None, state: DueState::NotStarted }, &pacific()), "Waiting for documents");
    }
}
