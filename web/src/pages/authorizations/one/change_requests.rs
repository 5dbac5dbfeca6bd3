//! Changes asked for: before and after, where each stands, and the county's answer.

use std::rc::Rc;

use domain::authorizations::{
    Action, Authorization, ChangeDecision, ChangeRequest, ChangeState, check_change_decision,
};
use uuid::Uuid;
use yew::prelude::*;

use super::conversation::ConversationProps;
use crate::api;
use crate::form::{checked, filled, use_form};
use crate::format;
use crate::session::use_clock;
use crate::ui::{Button, FormDialog, Section, TextArea, Tone, status, use_notices};

/// The list; nothing where nothing was asked for.
#[component]
pub(in super::super) fn ChangeRequests(props: &ConversationProps) -> Html {
    let one = &props.authorization;
    let answering = use_state_eq(|| None::<(Uuid, bool)>);
    if one.change_requests.is_empty() {
        return Html::default();
    }
    let may = one.allowed.contains(&Action::AcceptChange) || one.allowed.contains(&Action::RefuseChange);
    let onclose = {
        let answering = answering.setter();
        Callback::from(move |()| answering.set(None))
    };
    let answer = |id: Uuid, accept: bool| {
        let answering = answering.setter();
        Callback::from(move |_: MouseEvent| answering.set(Some((id, accept))))
    };
    html! {
        <Section title="Change requests" id="change-requests">
            <ol class="portico-notes">
                { for one.change_requests.iter().map(|change| html! {
                    <li key={change.id.to_string()} class="portico-note">
                        <OneChange authorization={Rc::clone(one)} change={change.clone()} />
                        if may && change.state == ChangeState::Pending {
                            <div class="portico-actions">
                                <Button label="Accept change" onclick={answer(change.id, true)} />
                                <Button label="Refuse change" onclick={answer(change.id, false)} />
                            </div>
                        }
                    </li>
                }) }
            </ol>
            if let Some((id, accept)) = *answering {
                <AnswerDialog {id} {accept} put={props.put.clone()} {onclose} />
            }
        </Section>
    }
}

#[derive(Properties, PartialEq)]
struct OneChangeProps {
    authorization: Rc<Authorization>,
    change: ChangeRequest,
}

#[component]
fn OneChange(props: &OneChangeProps) -> Html {
    let (one, change, clock) = (&props.authorization, &props.change, use_clock());
    let now = one.granted.unwrap_or(one.asked);
    let pending = change.state == ChangeState::Pending;
    let row = |name: &'static str, before: String, after: Option<String>| {
        after.map(|after| {
            html! {
                <tr key={name}>
                    <th scope="row">{ name }</th>
                    if pending {
                        <td>{ before }</td>
                    }
                    <td class="portico-same">{ after }</td>
                </tr>
            }
        })
    };
    let rows = [
        row("First day", format::day(now.start_date), change.start_date.map(format::day)),
        row("Last day", format::day(now.end_date), change.end_date.map(format::day)),
        row("Units", now.units.to_string(), change.units.map(|units| units.to_string())),
        row("Program", one.program.name.clone(), change.program.as_ref().map(|program| program.name.clone())),
    ];
    let tone = match change.state {
        ChangeState::Pending => Tone::Info,
        ChangeState::Accepted => Tone::Good,
        ChangeState::Refused => Tone::Bad,
    };
    html! {
        <>
            <div class="portico-note-head">
                { status(tone, change.state.label()) }
                <span>{ format!("Asked {} by {}", clock.moment(change.asked_at), change.asked_by) }</span>
            </div>
            <table class="portico-compare">
                <caption class="pf-v6-screen-reader">{ "The change" }</caption>
                <thead>
                    <tr>
                        <td />
                        // Once answered, what was there before is in the history.
                        if pending {
                            <th scope="col">{ "Before" }</th>
                        }
                        <th scope="col">{ "After" }</th>
                    </tr>
                </thead>
                <tbody>{ for rows.into_iter().flatten() }</tbody>
            </table>
            <p class="portico-lines">{ format!("Reason: {}", change.reason) }</p>
            if let Some(at) = change.decided_at {
                <p class="portico-small">
                    { format!("{} {} by {}", change.state.label(), clock.moment(at), change.decided_by.clone().unwrap_or_default()) }
                </p>
            }
            if let Some(note) = &change.decision_note {
                <p class="portico-lines">{ note }</p>
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct AnswerDialogProps {
    id: Uuid,
    accept: bool,
    put: Callback<Authorization>,
    onclose: Callback<()>,
}

/// Accepts or refuses, with a note.
#[component]
fn AnswerDialog(props: &AnswerDialogProps) -> Html {
    let (id, accept) = (props.id, props.accept);
    let notices = use_notices();
    let done = {
        let (put, onclose) = (props.put.clone(), props.onclose.clone());
        Callback::from(move |now: Authorization| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, if accept { "Change accepted." } else { "Change refused." });
            }
            onclose.emit(());
            put.emit(now);
        })
    };
    let form = use_form(
        String::new,
        move |note: &String| {
            checked(ChangeDecision { accept, note: filled(note) }, |form| {
                check_change_decision(form).err().into_iter().collect()
            })
        },
        move |form: ChangeDecision, key| api::authorizations::decide_change(id, form, key),
        done,
    );
    let (title, action) =
        if accept { ("Accept this change?", "Accept change") } else { ("Refuse this change?", "Refuse change") };
    html! {
        <FormDialog {title} {action} prefix="answer-change" standing={form.standing.clone()} onclose={props.onclose.clone()}>
            <TextArea
                id="answer-change-note"
                label="Note to the agency"
                value={(*form.draft).clone()}
                onchange={form.on(|note, text| *note = text)}
                required={!accept}
                rows=3
                maxlength={2000}
                error={form.error("/note")}
            />
        </FormDialog>
    }
}
