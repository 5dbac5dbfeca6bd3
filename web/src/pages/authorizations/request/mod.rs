//! Request an authorization: one page, four groups, and the rules running beside them.

mod check;
mod form;
mod mend;
mod much;
mod panel;
mod sent;
mod state;
mod what;
mod when;

use std::rc::Rc;

use domain::attachments::checklist;
use domain::authorizations::{NewAuthorization, Submitted, assess};
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::use_navigator;

use self::check::{Standing, pressing};
use self::form::Form;
use self::mend::mend;
use self::much::MuchGroup;
use self::panel::Panel;
use self::sent::remember_sent;
pub(super) use self::sent::take_sent;
use self::state::{Request, use_request};
use self::what::WhatGroup;
use self::when::WhenGroup;
use super::documents::{Checklist, here_words, use_preview};
use crate::api::{self, Loaded, use_load, use_submission};
use crate::draft::DraftWords;
use crate::pages::clients::ClientBanner;
use crate::route::Route;
use crate::session::{use_clock, use_today};
use crate::ui::{Alert, Button, FailureNote, Glyph, Kind, LinkButton, Page, ProblemSummary, TextArea, Tone, error_at};

#[derive(Properties, PartialEq)]
pub(crate) struct RequestPageProps {
    pub(crate) client: Uuid,
}

/// The page.
#[component]
pub(crate) fn RequestPage(props: &RequestPageProps) -> Html {
    let id = props.client;
    let client = use_load(id, api::clients::read);
    let above = match &client.state {
        Loaded::Ready(client) => html! { <ClientBanner client={Rc::clone(client)} /> },
        Loaded::Loading | Loaded::Failed(_) => Html::default(),
    };
    let to = Route::ClientAuthorizations { id };
    let actions = html! { <LinkButton label="Back to the client's authorizations" {to} kind={Kind::Link} /> };
    html! {
        <Page title="Request an authorization" {above} {actions}>
            if let Loaded::Failed(failure) = &client.state {
                <FailureNote failure={failure.clone()} retry={client.reload.clone()} />
            } else {
                <RequestForm key={id.to_string()} client={id} />
            }
        </Page>
    }
}

#[component]
fn RequestForm(props: &RequestPageProps) -> Html {
    let client = props.client;
    let (today, navigator) = (use_today(), use_navigator());
    let Request { form, onchange, uploads, facts, known_facts, sources, clock, kept, start_over } = use_request(client);
    let attempt = use_state_eq(|| 0_u32);
    let preview = use_preview();
    let known = sources.state.ready().map(|sources| (**sources).clone()).unwrap_or_default();
    let done = {
        let forget = kept.forget.clone();
        Callback::from(move |submitted: Submitted| {
            forget.emit(());
            let first = submitted.authorizations.first().map(|first| first.id);
            remember_sent(&submitted);
            if let (Some(id), Some(navigator)) = (first, &navigator) {
                navigator.push(&Route::Authorization { id });
            }
        })
    };
    let submission = use_submission(|form: NewAuthorization, key| api::authorizations::submit(form, key), done);
    let draft = form.draft(uploads.ids());
    let assessment = known_facts.as_ref().map(|facts| assess(&draft, facts, &known)).unwrap_or_default();
    let standing = Standing::of(&form, &draft, &assessment, client, uploads.open());
    let refused = submission.failure.as_ref().map(|failure| failure.fields().to_vec()).unwrap_or_default();
    let shown = standing.shown(*attempt > 0, refused);
    {
        // Once all is mended the summary steps back: what is typed wrongly later is told beside its field only.
        let attempt = attempt.setter();
        use_effect_with(standing.all().is_empty(), move |nothing| {
            if *nothing {
                attempt.set(0);
            }
        });
    }
    let onsubmit = {
        let (attempt, send) = (attempt.clone(), submission.send.clone());
        let (errors, draft, kept_id) = (standing.all(), draft.clone(), kept.id);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            attempt.set(*attempt + 1);
            if errors.is_empty()
                && let Ok(request) = draft.to_request(client, Some(kept_id))
            {
                send.emit(request);
            }
        })
    };
    let onfix = {
        let (form, onchange, known) = ((*form).clone(), onchange.clone(), known.clone());
        Callback::from(move |fix| mend(&fix, &form, &known, &onchange))
    };
    let start_over = {
        let attempt = attempt.setter();
        Callback::from(move |_: MouseEvent| {
            attempt.set(0);
            start_over.emit(());
        })
    };
    let set_reason = {
        let form = (*form).clone();
        onchange.reform(move |overlap_reason| Form { overlap_reason, ..form.clone() })
    };
    let set_note = {
        let form = (*form).clone();
        onchange.reform(move |note| Form { note, ..form.clone() })
    };
    let files: Vec<_> = uploads.stored().iter().map(|file| (file.id, file.document_type, file.state)).collect();
    let checks = checklist(&files);
    let whole = checks.iter().all(|check| check.present || !check.required);
    let source = form.source.and_then(|id| known.iter().find(|source| source.id == id).cloned());
    html! {
        <>
            <Restored found={kept.found.as_ref().map(|found| found.updated_at)} {start_over} />
            if let Loaded::Failed(failure) = &sources.state {
                <FailureNote failure={failure.clone()} retry={sources.reload.clone()} />
            }
            <div class="portico-request">
                <form class="pf-v6-c-form portico-request-form" novalidate=true {onsubmit}>
                    <ProblemSummary errors={if *attempt > 0 { shown.clone() } else { Vec::new() }} prefix="request" attempt={*attempt} />
                    if let Some(failure) = submission.failure.clone().filter(|failure| failure.fields().is_empty()) {
                        <FailureNote {failure}><p>{ "What you typed is kept. Send it again when you are ready." }</p></FailureNote>
                    }
                    <WhatGroup form={(*form).clone()} onchange={onchange.clone()} errors={shown.clone()} sources={known.clone()} facts={known_facts.clone()} {today} />
                    <WhenGroup form={(*form).clone()} onchange={onchange.clone()} errors={shown.clone()} />
                    <MuchGroup form={(*form).clone()} onchange={onchange.clone()} errors={shown.clone()} facts={known_facts.clone()} {clock} {today} />
                    <fieldset class="portico-group" id="request-attachment_ids" tabindex="-1">
                        <legend>{ "Documents" }</legend>
                        <Checklist uploads={uploads.clone()} {today} onpreview={preview.open.clone()} open=true />
                        if let Some(words) = error_at(&shown, "/attachment_ids") {
                            <Alert tone={Tone::Bad} title={words} />
                        }
                    </fieldset>
                    <fieldset class="portico-group">
                        <legend>{ "Check and send" }</legend>
                        if standing.overlaps {
                            <TextArea id="request-overlap_reason" label="Why both requests are needed" value={form.overlap_reason.clone()} onchange={set_reason} required=true rows=2 maxlength={500} error={error_at(&shown, "/overlap_reason")} />
                        }
                        <TextArea id="request-note" label="Note to the county" value={form.note.clone()} onchange={set_note} rows=3 maxlength={2000} help="Not required." error={error_at(&shown, "/note")} />
                        <p class="portico-small">{ pressing(&checks) }</p>
                        <div class="portico-actions">
                            <Button label={if standing.makes_two { "Submit two requests" } else { "Submit request" }} kind={Kind::Primary} submit=true busy={submission.busy} />
                            <DraftWords keeping={kept.keeping.clone()} />
                        </div>
                    </fieldset>
                </form>
                <Panel
                    {client}
                    {assessment}
                    missing={standing.missing_names()}
                    {facts}
                    {source}
                    first_day={form.first_day(today)}
                    documents={(format!("{}.", here_words(&checks)), whole)}
                    {onfix}
                />
            </div>
            { preview.drawer }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct RestoredProps {
    found: Option<time::OffsetDateTime>,
    start_over: Callback<MouseEvent>,
}

#[component]
fn Restored(props: &RestoredProps) -> Html {
    let clock = use_clock();
    let Some(at) = props.found else { return Html::default() };
    let actions = html! { <Button label="Start over" kind={Kind::Link} icon={Glyph::Refresh} onclick={props.start_over.clone()} /> };
    html! { <Alert tone={Tone::Info} title={format!("Your draft of {} is back", clock.moment(at))} {actions} /> }
}
