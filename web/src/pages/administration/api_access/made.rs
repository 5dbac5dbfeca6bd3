//! A token, shown once.

use std::rc::Rc;

use domain::tokens::TokenMade;
use yew::prelude::*;

use crate::pages::administration::copying::Copying;
use crate::session::use_clock;
use crate::ui::{Alert, Button, Dialog, Kind, Tone};

#[derive(Properties, PartialEq)]
pub(super) struct TokenMadeDialogProps {
    pub(super) made: Rc<TokenMade>,
    pub(super) onclose: Callback<()>,
}

/// The dialog. Closed by its button only: what is in it is seen once.
#[component]
pub(super) fn TokenMadeDialog(props: &TokenMadeDialogProps) -> Html {
    let clock = use_clock();
    let token = &props.made.token;
    let footer = html! { <Button label="Close" kind={Kind::Secondary} onclick={props.onclose.reform(|_| ())} /> };
    html! {
        <Dialog title={format!("Token: {}", token.name)} onclose={props.onclose.clone()} stays=true {footer}>
            <Alert tone={Tone::Look} title="This token is shown once">
                <p>{ "Put it where the program keeps its secrets. Whoever has it acts in your name, within what you chose. If it gets lost or into wrong hands, revoke it." }</p>
            </Alert>
            <dl class="portico-facts"><div><dt>{ "Good until" }</dt><dd>{ clock.moment(token.expires_at) }</dd></div></dl>
            <Copying id="token-secret" label="Token" action="Copy token" text={props.made.secret.clone()} />
        </Dialog>
    }
}
