//! People who cannot sign in and asked for help.

use std::rc::Rc;

use domain::people::Invitation;
use domain::recovery::{RecoveryKind, RecoveryRequest};
use uuid::Uuid;
use yew::prelude::*;

use crate::api::{self, Loaded, use_pages, use_submission};
use crate::events::use_live;
use crate::session::use_clock;
use crate::ui::{Button, ConfirmDialog, FailureNote, Kind, Section, Tone, use_notices};

#[derive(Properties, PartialEq)]
pub(super) struct WaitingProps {
    /// Changes when an invitation was made elsewhere on the page, which may settle a request.
    pub(super) settled: u32,
    /// A link was made.
    pub(super) onlink: Callback<Invitation>,
}

/// The requests; nothing where nobody waits.
#[component]
pub(super) fn Waiting(props: &WaitingProps) -> Html {
    let list = use_pages(props.settled, |_, cursor| api::recovery::list(cursor));
    let open = use_state_eq(|| None::<Rc<RecoveryRequest>>);
    use_live(&["recovery_request"], list.reload.reform(|_| ()));
    let rows = list.state.ready().map(|page| page.items.clone()).unwrap_or_default();
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    let onsettled = {
        let (onclose, reload) = (onclose.clone(), list.reload.clone());
        Callback::from(move |()| {
            onclose.emit(());
            reload.emit(());
        })
    };
    let onlink = {
        let (onclose, onlink) = (onclose.clone(), props.onlink.clone());
        Callback::from(move |made| {
            onclose.emit(());
            onlink.emit(made);
        })
    };
    if let Loaded::Failed(failure) = &list.state {
        return html! { <FailureNote failure={failure.clone()} retry={list.reload.clone()} /> };
    }
    if rows.is_empty() {
        return Html::default();
    }
    html! {
        <Section title="Waiting for help" id="waiting">
            <p>{ "These people cannot sign in. Anybody can ask in anybody's name: make sure who it is before you help, by phone or in person." }</p>
            <ul class="portico-plain-list">
                { for rows.iter().map(|row| {
                    let (open, request, onsettled) = (open.setter(), Rc::clone(row), onsettled.clone());
                    let onhelp = Callback::from(move |()| open.set(Some(Rc::clone(&request))));
                    html! { <Line key={row.id.to_string()} request={Rc::clone(row)} {onhelp} {onsettled} /> }
                }) }
            </ul>
            if list.more {
                <Button label="Show more" busy={list.reading_more} onclick={list.load_more.reform(|_: MouseEvent| ())} />
            }
            if let Some(request) = &*open {
                <LinkDialog request={Rc::clone(request)} {onclose} {onlink} />
            }
        </Section>
    }
}

#[derive(Properties, PartialEq)]
struct LineProps {
    request: Rc<RecoveryRequest>,
    onhelp: Callback<()>,
    onsettled: Callback<()>,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let (clock, notices) = (use_clock(), use_notices());
    let request = &props.request;
    let id = request.id;
    let done = {
        let (onsettled, name) = (props.onsettled.clone(), request.display_name.clone());
        Callback::from(move |()| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, format!("The request of {name} is put aside."));
            }
            onsettled.emit(());
        })
    };
    let submission = use_submission(move |_: Uuid, key| api::recovery::settle(id, key), done);
    let who = format!("{} ({}), {}", request.display_name, request.user_name, request.organization_name);
    let say = |what: &str| AttrValue::from(format!("{what}: {}", request.display_name));
    html! {
        <li>
            <strong>{ who }</strong>
            { format!(" · {} · {}", request.kind.label(), clock.moment(request.asked_at)) }
            <span class="portico-row-buttons">
                if request.kind == RecoveryKind::Password {
                    <Button
                        label="Make a link"
                        say={say("Make a link")}
                        kind={Kind::Link}
                        onclick={props.onhelp.reform(|_: MouseEvent| ())}
                    />
                }
                <Button
                    label="Put aside"
                    say={say("Put aside")}
                    kind={Kind::Link}
                    busy={submission.busy}
                    onclick={submission.send.reform(move |_: MouseEvent| id)}
                />
            </span>
            if let Some(failure) = &submission.failure {
                <FailureNote failure={failure.clone()} />
            }
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct LinkDialogProps {
    request: Rc<RecoveryRequest>,
    onclose: Callback<()>,
    onlink: Callback<Invitation>,
}

/// Makes the link somebody asked for.
#[component]
fn LinkDialog(props: &LinkDialogProps) -> Html {
    let id = props.request.user_id;
    let submission = use_submission(move |_: Uuid, key| api::people::invite(id, key), props.onlink.clone());
    html! {
        <ConfirmDialog
            title={format!("Make a link for {}", props.request.display_name)}
            action="Make link"
            onconfirm={submission.send.reform(move |()| id)}
            onclose={props.onclose.clone()}
            busy={submission.busy}
            failure={submission.failure.clone()}
        >
            <p>{ "Are you sure it is this person who asked? They are signed out everywhere and their password stops working; the link lets whoever holds it choose another." }</p>
        </ConfirmDialog>
    }
}
