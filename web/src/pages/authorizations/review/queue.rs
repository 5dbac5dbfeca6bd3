//! The queue: what waits for a decision, soonest due first.

use std::rc::Rc;

use domain::authorizations::{AuthorizationRow, QueueShow, ReviewStatus, Urgency};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::{Link, use_location, use_navigator};

use super::super::due::due_label;
use crate::api::Pages;
use crate::clock::Clock;
use crate::route::Route;
use crate::session::use_clock;
use crate::ui::{Button, Empty, Glyph, SelectField, Skeleton, Tone, choices, status, status_with, view_pages};

/// The part of the queue that is shown, as the address says it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Part {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) show: Option<QueueShow>,
}

impl Part {
    pub(super) fn shown(self) -> QueueShow {
        self.show.unwrap_or(QueueShow::All)
    }
}

/// The part the address names.
#[hook]
pub(super) fn use_part() -> Part {
    use_location().and_then(|location| location.query::<Part>().ok()).unwrap_or_default()
}

/// The request to open after one is done with: the next one in the queue that nobody else has and that waits for the
/// county, beginning again from the top.
pub(super) fn next_after(rows: &[Rc<AuthorizationRow>], done: Uuid, me: Uuid) -> Option<Uuid> {
    let place = rows.iter().position(|row| row.id == done).map_or(0, |place| place + 1);
    let free = |row: &&Rc<AuthorizationRow>| {
        row.id != done
            && row.review_status != ReviewStatus::InformationRequested
            && row.claimed_by.as_ref().is_none_or(|who| who.id == me)
    };
    rows.iter().skip(place).find(free).or_else(|| rows.iter().find(free)).map(|row| row.id)
}

#[derive(Properties)]
pub(super) struct QueueProps {
    pub(super) list: Pages<AuthorizationRow>,
    pub(super) open: Option<Uuid>,
    pub(super) part: Part,
}

impl PartialEq for QueueProps {
    // Readings hold callbacks made anew: a parent that draws again means it.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The list at the start side.
#[component]
pub(super) fn Queue(props: &QueueProps) -> Html {
    let (navigator, clock) = (use_navigator(), use_clock());
    let list = &props.list;
    let onshow = {
        let open = props.open;
        Callback::from(move |word: String| {
            let show = QueueShow::parse(&word).filter(|show| *show != QueueShow::All);
            let route = open.map_or(Route::Review, |id| Route::ReviewOne { id });
            if let Some(navigator) = &navigator {
                // An address that cannot be written leaves the list as it is.
                navigator.replace_with_query(&route, Part { show }).ok();
            }
        })
    };
    let body = view_pages(list, Skeleton::Rows, |rows| {
        if rows.is_empty() {
            return nothing(props.part);
        }
        html! {
            <>
                <ol class="portico-queue-list">
                    { for rows.iter().map(|row| view_row(row, props, &clock)) }
                </ol>
                if list.more {
                    <Button label="Load more" busy={list.reading_more} onclick={list.load_more.reform(|_| ())} />
                }
            </>
        }
    });
    html! {
        <nav class="portico-queue" aria-label="Review queue">
            <SelectField
                id="queue-show"
                label="Show"
                value={props.part.shown().as_str()}
                options={choices(QueueShow::ALL, |show| (show.as_str(), show.label()))}
                nothing={None::<AttrValue>}
                onchange={onshow}
            />
            { body }
        </nav>
    }
}

fn nothing(part: Part) -> Html {
    match part.shown() {
        QueueShow::All => html! {
            <Empty title="Nothing waits for a decision" glyph={Glyph::Check}>
                <p>{ "New requests appear here by themselves." }</p>
            </Empty>
        },
        _ => html! {
            <Empty title="Nothing in this part of the queue">
                <p>{ "Show all to see the rest." }</p>
            </Empty>
        },
    }
}

fn view_row(row: &Rc<AuthorizationRow>, props: &QueueProps, clock: &Clock) -> Html {
    let here = props.open == Some(row.id);
    html! {
        <li key={row.id.to_string()} class={classes!("portico-queue-row", here.then_some("portico-queue-here"))} aria-current={here.then_some("true")}>
            <Link<Route, Part> to={Route::ReviewOne { id: row.id }} query={Some(props.part)} classes="portico-queue-link">
                <span class="portico-queue-number">{ row.number }</span>
                { " " }<span>{ &row.client_name }</span>
            </Link<Route, Part>>
            <div class="portico-small">{ format!("{} · {}", row.procedure, row.organization_name) }</div>
            <div class="portico-queue-labels">
                { due_label(row.due, clock) }
                if row.urgency == Urgency::Expedited {
                    { status(Tone::Look, "Expedited") }
                }
                if row.missing_documents > 0 {
                    { status_with(Glyph::Document, Tone::Look, format!("{} missing", row.missing_documents)) }
                }
                if let Some(who) = &row.claimed_by {
                    { status_with(Glyph::Person, Tone::Quiet, who.name.clone()) }
                }
            </div>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use domain::authorizations::{NamedRef, Status};
    use time::macros::{date, datetime};

    use super::*;

    fn row(id: u128, review_status: ReviewStatus, claimed_by: Option<u128>) -> Rc<AuthorizationRow> {
        Rc::new(AuthorizationRow {
            id: Uuid::from_u128(id),
            number: 1,
            client_id: Uuid::nil(),
            client_number: 1,
            client_name: String::new(),
            organization_id: Uuid::nil(),
            organization_name: String::new(),
            program_name: String::new(),
            funding_source_id: 102,
            funding_source_name: String::new(),
            plan_id: 212,
            plan_name: String::new(),
            procedure: String::new(),
            start_date: date!(2026 - 07 - 01),
            end_date: date!(2026 - 07 - 02),
            units_requested: 1,
            units_granted: None,
            urgency: Urgency::Standard,
            status: Status::Pending,
            review_status,
            submitted_at: datetime!(2026-07-01 0:00 UTC),
            review_at: None,
            due: None,
            missing_documents: 0,
            claimed_by: claimed_by.map(|id| NamedRef { id: Uuid::from_u128(id), name: String::new() }),
            disclosure: None,
        })
    }

    #[test]
    fn the_next_one_is_free_and_waits_for_the_county() {
        let (me, free) = (Uuid::from_u128(9), ReviewStatus::Submitted);
        let rows = [
            row(1, free, None),
            row(2, free, None),
            row(3, free, Some(8)),
            row(4, ReviewStatus::InformationRequested, Some(9)),
            row(5, ReviewStatus::InReview, Some(9)),
        ];
        let next = |done: u128| next_after(&rows, Uuid::from_u128(done), me).map(|id| id.as_u128());
        assert_eq!(next(1), Some(2));
        assert_eq!(next(2), Some(5));
        assert_eq!(next(5), Some(1));
        assert_eq!(next_after(&rows[..1], Uuid::from_u128(1), me), None);
    }
}
