//! A first password, shown once.

use std::rc::Rc;

use domain::people::FirstPassword;
use yew::prelude::*;

use super::copying::Copying;
use crate::ui::{Alert, Button, Dialog, Kind, Tone};

#[derive(Properties, PartialEq)]
pub(super) struct FirstPasswordDialogProps {
    pub(super) made: Rc<FirstPassword>,
    pub(super) onclose: Callback<()>,
}

/// The dialog. Closed by its button only: what is in it is seen once.
#[component]
pub(super) fn FirstPasswordDialog(props: &FirstPasswordDialogProps) -> Html {
    let made = &props.made;
    let footer = html! { <Button label="Close" kind={Kind::Secondary} onclick={props.onclose.reform(|_| ())} /> };
    html! {
        <Dialog
            title={format!("First password of {}", made.user.display_name)}
            onclose={props.onclose.clone()}
            stays=true
            {footer}
        >
            <Alert tone={Tone::Look} title="This password is shown once">
                <p>{ "Hand it over yourself or by phone, apart from the user name. At the first sign-in the person chooses their own." }</p>
            </Alert>
            <dl class="portico-facts"><div><dt>{ "User name" }</dt><dd>{ &made.user.user_name }</dd></div></dl>
            <Copying
                id="first-password"
                label="First password"
                action="Copy password"
                text={made.first_password.clone()}
            />
        </Dialog>
    }
}
