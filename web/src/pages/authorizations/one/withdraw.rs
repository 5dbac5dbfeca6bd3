//! Taking a request back.

use domain::authorizations::{Authorization, Withdrawal};
use yew::prelude::*;

use super::DialogProps;
use crate::api;
use crate::form::{checked, use_form};
use crate::ui::{FormDialog, TextArea, Tone, use_notices};

/// Asks why, and takes the request back.
#[component]
pub(super) fn WithdrawDialog(props: &DialogProps) -> Html {
    let one = &props.authorization;
    let (id, number) = (one.id, one.number);
    let notices = use_notices();
    let done = {
        let (put, onclose) = (props.put.clone(), props.onclose.clone());
        Callback::from(move |now: Authorization| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, format!("Request {number} withdrawn."));
            }
            onclose.emit(());
            put.emit(now);
        })
    };
    let form = use_form(
        String::new,
        |reason: &String| checked(Withdrawal { reason: reason.trim().to_owned() }, |_| Vec::new()),
        move |form: Withdrawal, key| api::authorizations::withdraw(id, form, key),
        done,
    );
    html! {
        <FormDialog
            title={format!("Withdraw request {number}?")}
            action="Withdraw request"
            prefix="withdraw"
            standing={form.standing.clone()}
            onclose={props.onclose.clone()}
        >
            <p>{ "The county will not decide it. This cannot be undone; a new request gets a new number." }</p>
            <TextArea
                id="withdraw-reason"
                label="Reason"
                value={(*form.draft).clone()}
                onchange={form.on(|reason, text| *reason = text)}
                required=true
                rows=2
                maxlength={500}
                error={form.error("/reason")}
            />
        </FormDialog>
    }
}
