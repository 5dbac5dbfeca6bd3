//! The terms of use, read once a version.

use domain::session::Terms;
use yew::prelude::*;

use super::card::Card;
use super::paragraphs;
use crate::api::{self, use_submission};
use crate::format;
use crate::session::use_session;
use crate::ui::{Button, FailureNote, Kind};

#[derive(Properties, PartialEq)]
pub(crate) struct TermsPageProps {
    pub(crate) terms: Terms,
}

/// The terms with one "I agree".
#[component]
pub(crate) fn TermsPage(props: &TermsPageProps) -> Html {
    let session = use_session();
    let version = props.terms.version;
    let submission =
        use_submission(|version: i32, key| api::session::accept_terms(version, key), session.refresh.clone());
    let leave = {
        let signed_out = session.signed_out.clone();
        Callback::from(move |_: MouseEvent| {
            let signed_out = signed_out.clone();
            wasm_bindgen_futures::spawn_local(async move {
                // Without agreement nothing can be done with the session, so a failed sign-out does no harm.
                api::session::sign_out().await.unwrap_or(());
                signed_out.emit(());
            });
        })
    };
    html! {
        <Card title={props.terms.title.clone()} wide=true>
            <p class="portico-small">{ format!("Version {version}, in force since {}", format::day(props.terms.published_on)) }</p>
            <div class="portico-reading">{ for paragraphs(&props.terms.body).into_iter().map(|text| html! { <p>{ text }</p> }) }</div>
            if let Some(failure) = &submission.failure {
                <FailureNote failure={failure.clone()} />
            }
            <div class="portico-actions">
                <Button label="I agree" kind={Kind::Primary} busy={submission.busy} onclick={submission.send.reform(move |_| version)} />
                <Button label="Sign out" kind={Kind::Link} onclick={leave} />
            </div>
        </Card>
    }
}
