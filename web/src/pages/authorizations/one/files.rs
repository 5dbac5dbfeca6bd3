//! The documents of a request that is there: add, replace, remove, look at.

use std::rc::Rc;

use domain::attachments::Attachment;
use domain::authorizations::{Action, Authorization};
use yew::prelude::*;

use super::super::documents::{Checklist, Preview, use_preview, use_uploads};
use crate::api::attachments::{self, Destination};
use crate::api::use_submission;
use crate::session::use_today;
use crate::ui::{ConfirmDialog, Section, Tone, use_notices};

#[derive(Properties, PartialEq)]
pub(in super::super) struct FilesProps {
    pub(in super::super) authorization: Rc<Authorization>,
    /// Something changed: read the authorization again.
    pub(in super::super) reload: Callback<()>,
}

/// The section.
#[component]
pub(in super::super) fn Files(props: &FilesProps) -> Html {
    let one = &props.authorization;
    let today = use_today();
    let notices = use_notices();
    let removing = use_state_eq(|| None::<Attachment>);
    let onstored = {
        let (reload, notices) = (props.reload.clone(), notices.clone());
        Callback::from(move |file: Attachment| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, format!("{} stored.", file.file_name));
            }
            reload.emit(());
        })
    };
    let to = Destination::Request { client: one.client.id, authorization: one.id };
    // The server lists what it took, so the queue forgets it: one source of truth.
    let uploads = use_uploads(to, true, onstored);
    let Preview { open: onpreview, drawer } = use_preview();
    let removed = {
        let (reload, removing) = (props.reload.clone(), removing.setter());
        Callback::from(move |()| {
            removing.set(None);
            if let Some(notices) = &notices {
                notices.say(Tone::Good, "Document removed.");
            }
            reload.emit(());
        })
    };
    let removal = use_submission(|id: uuid::Uuid, _| attachments::remove(id), removed);
    let onremove = {
        let (removing, clear) = (removing.setter(), removal.clear.clone());
        Callback::from(move |file| {
            clear.emit(());
            removing.set(Some(file));
        })
    };
    let open = one.allowed.contains(&Action::Attach);
    html! {
        <Section title="Documents" id="documents">
            if !open && one.review_status.is_decided() {
                <p class="portico-small">{ "The request is decided, so its documents are frozen." }</p>
            }
            <Checklist {uploads} attached={one.attachments.clone()} {today} {onpreview} {open} {onremove} />
            if let Some(file) = (*removing).clone() {
                <ConfirmDialog
                    title={format!("Remove {}?", file.file_name)}
                    action="Remove document"
                    danger=true
                    busy={removal.busy}
                    failure={removal.failure.clone()}
                    onconfirm={removal.send.reform(move |()| file.id)}
                    onclose={Callback::from({ let removing = removing.setter(); move |()| removing.set(None) })}
                >
                    <p>{ "The county will no longer see it. You can add it again until the request is decided." }</p>
                </ConfirmDialog>
            }
            { drawer }
        </Section>
    }
}
