//! Second factors on the account page: what is set up, adding, removing, new recovery codes.

use std::rc::Rc;

use domain::factors::{Factor, Factors, RecoveryCodes, few_left};
use uuid::Uuid;
use yew::prelude::*;

use super::recovery_codes::CodeList;
use super::set_up::SetUpApp;
use crate::api::{self, use_load, use_submission};
use crate::clock::Clock;
use crate::session::{use_clock, use_me};
use crate::ui::{
    Alert, Button, ConfirmDialog, FailureNote, Glyph, Kind, Section, Skeleton, Tone, use_notices, view_load,
};

/// What is open.
#[derive(Clone, PartialEq)]
enum Open {
    Nothing,
    Adding,
    Removing(Rc<Factor>),
    Codes(Vec<String>),
}

#[derive(Properties, PartialEq)]
pub(super) struct FactorSectionProps {
    /// Something changed that the session tells, too.
    pub(super) onchanged: Callback<()>,
}

/// The section.
#[component]
pub(super) fn FactorSection(props: &FactorSectionProps) -> Html {
    let load = use_load((), |()| api::factors::list());
    let clock = use_clock();
    let removed = use_me().and_then(|me| me.factors_removed_at);
    let open = use_state_eq(|| Open::Nothing);
    let show = {
        let open = open.setter();
        Callback::from(move |next| open.set(next))
    };
    let ondone = {
        let (show, reload, onchanged) = (show.clone(), load.reload.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            show.emit(Open::Nothing);
            reload.emit(());
            onchanged.emit(());
        })
    };
    let onclose = show.reform(|()| Open::Nothing);
    let codes = use_submission(|(): (), key| api::factors::replace_codes(key), {
        let show = show.clone();
        Callback::from(move |made: RecoveryCodes| show.emit(Open::Codes(made.codes)))
    });
    let body = match &*open {
        Open::Adding => html! { <SetUpApp ondone={ondone.clone()} oncancel={Some(onclose.clone())} /> },
        Open::Codes(codes) => html! { <CodeList codes={codes.clone()} onkept={ondone.clone()} /> },
        Open::Nothing | Open::Removing(_) => {
            let (show, new_codes, busy) = (show.clone(), codes.send.reform(|_: MouseEvent| ()), codes.busy);
            view_load(&load, Skeleton::Card, move |factors| view(factors, &clock, &show, new_codes.clone(), busy))
        }
    };
    html! {
        <Section title="Second step of signing in" id="second-step">
            if removed.is_some() {
                <Alert tone={Tone::Look} title="Your former second step was taken away">
                    <p>{ "Somebody who manages accounts did so because it was said to be lost. If that was not you, tell the county's privacy officer." }</p>
                </Alert>
            }
            if let Some(failure) = &codes.failure {
                <FailureNote failure={failure.clone()} />
            }
            { body }
            if let Open::Removing(factor) = &*open {
                <RemoveDialog factor={Rc::clone(factor)} {onclose} {ondone} />
            }
        </Section>
    }
}

fn view(factors: &Factors, clock: &Clock, show: &Callback<Open>, codes: Callback<MouseEvent>, busy: bool) -> Html {
    let add = html! {
        <Button label="Add an authenticator app" icon={Glyph::Add} kind={Kind::Secondary} onclick={show.reform(|_: MouseEvent| Open::Adding)} />
    };
    if factors.items.is_empty() {
        return html! {
            <>
                <p>{ "None is set up: your password alone opens your account. With an authenticator app a stolen password is not enough." }</p>
                <div class="portico-actions">{ add }</div>
            </>
        };
    }
    let last = factors.required && factors.items.len() == 1;
    let left = factors.recovery_codes_left;
    html! {
        <>
            <ul class="portico-own-list">
                { for factors.items.iter().map(|factor| row(factor, clock, show, last)) }
            </ul>
            if last {
                <p class="portico-small">{ "Your role needs a second step. Add another app before you remove this one." }</p>
            }
            if few_left(left) {
                <Alert tone={Tone::Look} title={left_words(left)}>
                    <p>{ "Make new ones before you need them: without them a lost telephone keeps you out." }</p>
                </Alert>
            } else {
                <p>{ left_words(left) }</p>
            }
            <div class="portico-actions">
                { add }
                <Button label="Make new recovery codes" kind={Kind::Secondary} onclick={codes} {busy} />
            </div>
        </>
    }
}

fn left_words(left: i64) -> String {
    match left {
        0 => "No recovery codes are left".to_owned(),
        1 => "One recovery code is left".to_owned(),
        many => format!("{many} recovery codes are left"),
    }
}

fn row(factor: &Factor, clock: &Clock, show: &Callback<Open>, last: bool) -> Html {
    let used = match factor.last_used_at {
        Some(at) => format!("last used {}", clock.moment(at)),
        None => "not used yet".to_owned(),
    };
    let removing = Rc::new(factor.clone());
    html! {
        <li key={factor.id.to_string()}>
            <span>
                <strong>{ &factor.name }</strong>
                <span class="portico-small">{ format!("{}, since {}, {used}", factor.kind.label(), clock.moment(factor.created_at)) }</span>
            </span>
            if !last {
                <Button
                    label="Remove"
                    say={AttrValue::from(format!("Remove: {}", factor.name))}
                    kind={Kind::Link}
                    onclick={show.reform(move |_: MouseEvent| Open::Removing(Rc::clone(&removing)))}
                />
            }
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct RemoveDialogProps {
    factor: Rc<Factor>,
    onclose: Callback<()>,
    ondone: Callback<()>,
}

#[component]
fn RemoveDialog(props: &RemoveDialogProps) -> Html {
    let notices = use_notices();
    let done = {
        let (ondone, name) = (props.ondone.clone(), props.factor.name.clone());
        Callback::from(move |_: Factors| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, format!("{name} is removed. You were signed out everywhere else."));
            }
            ondone.emit(());
        })
    };
    let submission = use_submission(|id: Uuid, _| api::factors::remove(id), done);
    let id = props.factor.id;
    html! {
        <ConfirmDialog
            title={format!("Remove {}?", props.factor.name)}
            action="Remove app"
            onconfirm={submission.send.reform(move |()| id)}
            onclose={props.onclose.clone()}
            danger=true
            busy={submission.busy}
            failure={submission.failure.clone()}
        >
            <p>{ "Its codes open nothing any more, and your other sessions end. You can set it up again." }</p>
        </ConfirmDialog>
    }
}
