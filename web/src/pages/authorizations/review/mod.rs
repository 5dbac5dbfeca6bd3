//! Review: the queue, the open request, its documents, the decision.

mod decide;
mod keys;
mod queue;
mod request;
mod typed;

use domain::authorizations::QueueShow;
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::use_navigator;

use self::queue::{Queue, next_after, use_part};
use self::request::OpenRequest;
use crate::api::{self, use_pages};
use crate::browser;
use crate::events::{Live, use_live};
use crate::route::Route;
use crate::session::use_me;
use crate::ui::{Checkbox, Empty, Glyph, Page};

const CLAIM_WISH: &str = "review-claim";

#[derive(Properties, PartialEq)]
pub(crate) struct ReviewPageProps {
    /// The open request.
    #[prop_or_default]
    pub(crate) id: Option<Uuid>,
}

/// The page.
#[component]
pub(crate) fn ReviewPage(props: &ReviewPageProps) -> Html {
    let part = use_part();
    let navigator = use_navigator();
    let me = use_me().map(|me| me.user_id);
    let claim = use_state_eq(|| browser::wish(CLAIM_WISH).as_deref() != Some("no"));
    let list = use_pages(part.shown(), |show: QueueShow, cursor| api::review::queue(show, cursor));
    {
        let reload = list.reload.clone();
        use_live(&["authorization", "attachment"], Callback::from(move |_: Live| reload.emit(())));
    }
    let rows = list.state.ready().map(|rows| rows.items.clone()).unwrap_or_default();
    let any = !rows.is_empty();
    let go = {
        let navigator = navigator.clone();
        Callback::from(move |to: Option<Uuid>| {
            let route = to.map_or(Route::Review, |id| Route::ReviewOne { id });
            if let Some(navigator) = &navigator {
                // An address that cannot be written leaves the page as it is.
                navigator.push_with_query(&route, part).ok();
            }
        })
    };
    let onnext = {
        let (go, id) = (go.clone(), props.id);
        Callback::from(move |()| go.emit(id.zip(me).and_then(|(done, me)| next_after(&rows, done, me))))
    };
    let onrelease = go.reform(|()| None);
    let onclaim = {
        let claim = claim.setter();
        Callback::from(move |on: bool| {
            browser::keep_wish(CLAIM_WISH, if on { "yes" } else { "no" });
            claim.set(on);
        })
    };
    let actions = html! { <Checkbox id="review-claim" label="Claim requests as I open them" checked={*claim} onchange={onclaim} /> };
    html! {
        <Page title="Review" {actions}>
            <div class={classes!("portico-review", props.id.is_some().then_some("portico-review-open"))}>
                <Queue {list} open={props.id} {part} />
                if let Some(id) = props.id {
                    <OpenRequest key={id.to_string()} {id} claim={*claim} {onnext} {onrelease} />
                } else if any {
                    <Empty title="Choose a request" glyph={Glyph::Review}>
                        <p>{ "The one due first stands on top. After each decision the next one opens by itself." }</p>
                    </Empty>
                }
            </div>
        </Page>
    }
}
