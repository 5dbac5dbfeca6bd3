//! The open request of a review: what it is about in the middle, its documents at the end side, the decision below.

use std::rc::Rc;

use domain::authorizations::{Action, Authorization};
use uuid::Uuid;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::super::one::{
    About, AskedGranted, ChangeRequests, Conversation, Files, History, One, StandingLine, disclosure_notice,
    use_authorization,
};
use super::decide::Decide;
use crate::api::{self, Load, Loaded, use_submission};
use crate::browser;
use crate::ui::{Alert, Button, FailureNote, Kind, Section, Skeleton, StaleNote, Tone, Waiting};

#[derive(Properties, PartialEq)]
pub(super) struct OpenRequestProps {
    pub(super) id: Uuid,
    /// Take the request as it opens.
    pub(super) claim: bool,
    pub(super) onnext: Callback<()>,
    pub(super) onrelease: Callback<()>,
}

/// The open request.
#[component]
pub(super) fn OpenRequest(props: &OpenRequestProps) -> Html {
    let news = use_state_eq(Vec::<String>::new);
    let heard = {
        let news = news.setter();
        Callback::from(move |found| news.set(found))
    };
    let One { load, done } = use_authorization(props.id, heard);
    let ready = load.state.ready().cloned();
    let body = match load.state.clone() {
        Loaded::Loading => html! { <Waiting skeleton={Skeleton::Card} /> },
        Loaded::Failed(failure) => html! { <FailureNote {failure} retry={load.reload.clone()} /> },
        Loaded::Ready(one) => {
            html! { <Ready {load} {done} {one} claim={props.claim} onnext={props.onnext.clone()} onrelease={props.onrelease.clone()} /> }
        }
    };
    let dismiss = {
        let news = news.setter();
        Callback::from(move |_: MouseEvent| news.set(Vec::new()))
    };
    html! {
        <div class="portico-review-one">
            <Heading number={ready.map(|one| one.number)} />
            <div role="status">
                if !news.is_empty() {
                    <Alert tone={Tone::Info} title="Updated just now" actions={html! { <Button label="Close message" kind={Kind::Link} onclick={dismiss} /> }}>
                        <ul class="portico-plain-list">{ for news.iter().map(|line| html! { <li>{ line }</li> }) }</ul>
                    </Alert>
                }
            </div>
            { body }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct HeadingProps {
    number: Option<i64>,
}

/// The request's number; it takes the focus when the request opens.
#[component]
fn Heading(props: &HeadingProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.number.is_some(), move |there| {
            if let Some(heading) = node.cast::<HtmlElement>().filter(|_| *there) {
                browser::focus_on(&heading);
            }
        });
    }
    let words = props.number.map_or_else(|| "Request".to_owned(), |number| format!("Authorization {number}"));
    html! { <h2 class="pf-v6-c-title pf-m-xl" tabindex="-1" ref={node}>{ words }</h2> }
}

#[derive(Properties)]
struct ReadyProps {
    load: Load<Authorization>,
    done: Callback<()>,
    one: Rc<Authorization>,
    claim: bool,
    onnext: Callback<()>,
    onrelease: Callback<()>,
}

impl PartialEq for ReadyProps {
    // Readings hold callbacks made anew: a parent that draws again means it.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

#[component]
fn Ready(props: &ReadyProps) -> Html {
    let (one, load) = (&props.one, &props.load);
    let id = one.id;
    let claim = use_submission(move |(): (), key| api::review::claim(id, key), load.put.clone());
    {
        // Once, as it opens: what was given back is not taken again.
        let (wanted, send) =
            (props.claim && one.reviewer.is_none() && one.allowed.contains(&Action::Claim), claim.send.clone());
        use_effect_with((), move |()| {
            if wanted {
                send.emit(());
            }
        });
    }
    let (authorization, put) = (Rc::clone(one), load.put.clone());
    html! {
        <>
            <StaleNote failure={load.stale.clone()} retry={load.reload.clone()} />
            if let Some(failure) = claim.failure.clone() {
                <FailureNote {failure} retry={load.reload.clone()} />
            }
            <div class="portico-review-panes">
                <div class="portico-stack">
                    <StandingLine authorization={Rc::clone(one)} />
                    { disclosure_notice(one) }
                    <Section title="Asked for" id="asked"><AskedGranted authorization={Rc::clone(one)} /></Section>
                    <Section title="About this request" id="about"><About authorization={Rc::clone(one)} /></Section>
                    <ChangeRequests authorization={Rc::clone(one)} put={put.clone()} />
                    <Conversation authorization={Rc::clone(one)} put={put.clone()} />
                    <History authorization={Rc::clone(one)} />
                </div>
                <div class="portico-stack">
                    <Files authorization={Rc::clone(one)} reload={props.done.clone()} />
                </div>
            </div>
            <div class="portico-decide">
                <Decide {authorization} {put} onnext={props.onnext.clone()} onrelease={props.onrelease.clone()} reload={load.reload.clone()} />
            </div>
        </>
    }
}
