//! Taking away what a person signs in with besides the password, when they lost it.

use std::rc::Rc;

use domain::people::User;
use uuid::Uuid;
use yew::prelude::*;

use crate::api::{self, use_submission};
use crate::ui::{ConfirmDialog, Tone, use_notices};

#[derive(Properties, PartialEq)]
pub(super) struct RemoveFactorsDialogProps {
    pub(super) user: Rc<User>,
    pub(super) onclose: Callback<()>,
    pub(super) ondone: Callback<()>,
}

/// Asks, and does it.
#[component]
pub(super) fn RemoveFactorsDialog(props: &RemoveFactorsDialogProps) -> Html {
    let notices = use_notices();
    let user = &props.user;
    let done = {
        let (ondone, name) = (props.ondone.clone(), user.display_name.clone());
        Callback::from(move |_: User| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, format!("{name} now signs in with the password alone."));
            }
            ondone.emit(());
        })
    };
    let submission = use_submission(|id: Uuid, _| api::people::remove_factors(id), done);
    let id = user.id;
    html! {
        <ConfirmDialog
            title={format!("Take away the second step of {}?", user.display_name)}
            action="Take it away"
            onconfirm={submission.send.reform(move |()| id)}
            onclose={props.onclose.clone()}
            danger=true
            busy={submission.busy}
            failure={submission.failure.clone()}
        >
            <p>{ "Do this only when you are sure who asked: their apps and recovery codes open nothing any more, and their sessions end. They are told at their next sign-in, and set up a new one where their role needs it." }</p>
        </ConfirmDialog>
    }
}
