//! The status report as CSV: every row, with progress and a way to stop it.

use domain::reports::StatusReportCriteria;
use yew::prelude::*;

use crate::api::{self, Failure, Task, start};
use crate::browser;
use crate::ui::{Button, FailureNote, Glyph, Kind, Tone, use_notices};

/// Nothing about a client is in the name.
const FILE_NAME: &str = "authorization-request-status.csv";

#[derive(Debug, Clone, PartialEq)]
enum Step {
    Idle,
    Coming(usize),
    Failed(Failure),
}

#[derive(Properties, PartialEq)]
pub(super) struct DownloadReportProps {
    pub(super) criteria: StatusReportCriteria,
    pub(super) disabled: bool,
}

/// The button, then the progress.
#[component]
pub(super) fn DownloadReport(props: &DownloadReportProps) -> Html {
    let step = use_state_eq(|| Step::Idle);
    let notices = use_notices();
    // Dropped with the page: a download nobody waits for is taken back.
    let running = use_mut_ref(|| None::<Task>);
    let begin = {
        let (step, running, criteria) = (step.setter(), running.clone(), props.criteria.clone());
        Callback::from(move |()| {
            step.set(Step::Coming(0));
            let (step, notices) = (step.clone(), notices.clone());
            let progress = step.clone();
            let coming = api::reports::status_csv(criteria.clone(), move |rows| progress.set(Step::Coming(rows)));
            *running.borrow_mut() = Some(start(async move {
                match coming.await {
                    Ok(pieces) => {
                        // A browser that refuses downloads says so itself.
                        browser::save_pieces(FILE_NAME, "text/csv;charset=utf-8", &pieces).ok();
                        step.set(Step::Idle);
                        if let Some(notices) = &notices {
                            notices.say(Tone::Good, "Report downloaded.");
                        }
                    }
                    Err(failure) => step.set(Step::Failed(failure)),
                }
            }));
        })
    };
    let stop = {
        let step = step.setter();
        Callback::from(move |_: MouseEvent| {
            running.borrow_mut().take();
            step.set(Step::Idle);
        })
    };
    match &*step {
        Step::Coming(rows) => html! {
            <div class="portico-actions">
                <span>{ format!("Downloading: {} so far", counted(*rows)) }</span>
                <Button label="Stop download" kind={Kind::Link} onclick={stop} />
            </div>
        },
        Step::Idle => html! {
            <Button
                label="Download CSV"
                kind={Kind::Primary}
                icon={Glyph::Download}
                disabled={props.disabled}
                onclick={begin.reform(|_| ())}
            />
        },
        Step::Failed(failure) => html! { <FailureNote failure={failure.clone()} retry={begin} /> },
    }
}

/// `1 row`, `2,400 rows`.
fn counted(rows: usize) -> String {
    if rows == 1 { "1 row".to_owned() } else { format!("{} rows", grouped(rows)) }
}

/// A number with commas.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let comma = |(place, digit): (usize, char)| {
        let left = digits.len().saturating_sub(place);
        let part = (place > 0 && left.is_multiple_of(3)).then_some(',');
        part.into_iter().chain(std::iter::once(digit))
    };
    digits.chars().enumerate().flat_map(comma).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_as_people_write() {
        assert_eq!(counted(1), "1 row");
        assert_eq!(counted(999), "999 rows");
        assert_eq!(counted(1_000), "1,000 rows");
        assert_eq!(counted(1_234_567), "1,234,567 rows");
    }
}
