//! Loading, failing and being out of date, the same way on every page.

use std::rc::Rc;

use domain::problem::Code;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::{Alert, Button, Kind, Tone};
use crate::api::{Failure, Load, Loaded, Pages};

/// The shape of what is on its way, drawn while waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Skeleton {
    /// A few lines of text.
    Lines,
    /// A list or table.
    Rows,
    /// A card of names and values.
    Card,
}

/// Draws what was read, its skeleton while it is on its way, or what went wrong with the way to try again.
pub(crate) fn view_load<T: 'static>(load: &Load<T>, skeleton: Skeleton, view: impl FnOnce(&Rc<T>) -> Html) -> Html {
    match &load.state {
        Loaded::Loading => view_waiting(skeleton),
        Loaded::Failed(failure) => view_failed(failure, &load.reload),
        Loaded::Ready(value) => view_ready(load.stale.as_ref(), &load.reload, view(value)),
    }
}

/// The same for a list that is read a page at a time.
pub(crate) fn view_pages<T: 'static>(list: &Pages<T>, skeleton: Skeleton, view: impl FnOnce(&[Rc<T>]) -> Html) -> Html {
    match &list.state {
        Loaded::Loading => view_waiting(skeleton),
        Loaded::Failed(failure) => view_failed(failure, &list.reload),
        Loaded::Ready(rows) => view_ready(list.stale.as_ref(), &list.reload, view(&rows.items)),
    }
}

fn view_waiting(skeleton: Skeleton) -> Html {
    html! { <Waiting {skeleton} /> }
}

fn view_failed(failure: &Failure, retry: &Callback<()>) -> Html {
    html! { <FailureNote failure={failure.clone()} retry={retry.clone()} /> }
}

fn view_ready(stale: Option<&Failure>, retry: &Callback<()>, body: Html) -> Html {
    html! {
        <>
            <StaleNote failure={stale.cloned()} retry={retry.clone()} />
            { body }
        </>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct WaitingProps {
    pub(crate) skeleton: Skeleton,
}

/// A skeleton. Answers under a tenth of a second never show one.
#[component]
pub(crate) fn Waiting(props: &WaitingProps) -> Html {
    let shown = use_state_eq(|| false);
    {
        let shown = shown.setter();
        use_effect_with((), move |()| {
            let timer = Timeout::new(100, move || shown.set(true));
            move || drop(timer)
        });
    }
    if !*shown {
        return html! { <div class="portico-waiting" aria-busy="true" /> };
    }
    let widths: &[&str] = match props.skeleton {
        Skeleton::Lines => &["60%", "85%", "40%"],
        Skeleton::Rows => &["100%", "100%", "100%", "100%", "100%", "100%"],
        Skeleton::Card => &["30%", "55%", "30%", "70%", "30%", "45%"],
    };
    html! {
        <div class="portico-waiting" aria-busy="true">
            <span class="pf-v6-screen-reader">{ "Loading" }</span>
            { for widths.iter().map(|width| html! {
                <div class="pf-v6-c-skeleton" style={format!("--pf-v6-c-skeleton--Width: {width}")} />
            }) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct FailureNoteProps {
    pub(crate) failure: Failure,
    #[prop_or_default]
    pub(crate) retry: Option<Callback<()>>,
    /// More ways out beside "Try again".
    #[prop_or_default]
    pub(crate) children: Html,
}

/// What went wrong, what to quote, and the way to try again.
#[component]
pub(crate) fn FailureNote(props: &FailureNoteProps) -> Html {
    if props.failure.code() == Some(Code::NotSignedIn) {
        // The sign-in stands over the page; what failed is read again afterwards.
        return html! { <Waiting skeleton={Skeleton::Lines} /> };
    }
    let retry = props.retry.clone().map(|retry| {
        html! { <Button label="Try again" kind={Kind::Link} onclick={retry.reform(|_| ())} /> }
    });
    html! {
        <Alert tone={Tone::Bad} title={props.failure.title()} live=true actions={retry.unwrap_or_default()}>
            <p>{ props.failure.detail() }</p>
            if props.failure.fields().len() > 1 {
                <ul class="portico-plain-list">
                    { for props.failure.fields().iter().map(|field| html! { <li>{ &field.detail }</li> }) }
                </ul>
            }
            { props.children.clone() }
            if let Some(id) = props.failure.request_id() {
                <p class="portico-small">{ format!("When asking for help, quote request {id}.") }</p>
            }
        </Alert>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct StaleNoteProps {
    pub(crate) failure: Option<Failure>,
    pub(crate) retry: Callback<()>,
}

/// What is shown is from before: a second reading failed.
#[component]
pub(crate) fn StaleNote(props: &StaleNoteProps) -> Html {
    let Some(failure) = &props.failure else { return Html::default() };
    let actions = html! { <Button label="Try again" kind={Kind::Link} onclick={props.retry.reform(|_| ())} /> };
    html! {
        <Alert tone={Tone::Look} title="What is shown may be out of date" {actions}>
            <p>{ failure.detail() }</p>
        </Alert>
    }
}
