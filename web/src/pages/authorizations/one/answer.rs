//! The county asked for something: the agency answers, with documents where they help.

use std::rc::Rc;

use domain::authorizations::{Action, Authorization, InformationAnswer, documents_in_words};
use domain::drafts::DraftKind;
use domain::problem::FieldError;
use yew::prelude::*;

use super::super::documents::{Checklist, Preview, use_preview, use_uploads};
use super::super::kept::use_kept;
use super::conversation::ConversationProps;
use crate::api::{self, attachments::Destination};
use crate::draft::DraftWords;
use crate::form::{checked, use_form};
use crate::session::{use_clock, use_today};
use crate::ui::{Alert, Button, FailureNote, Kind, ProblemSummary, Section, TextArea, Tone, error_at, use_notices};

/// The question and the form for the answer.
#[component]
pub(in super::super) fn Answer(props: &ConversationProps) -> Html {
    let one = &props.authorization;
    let (id, client) = (one.id, one.client.id);
    let (today, clock) = (use_today(), use_clock());
    let notices = use_notices();
    let attempt = use_state_eq(|| 0_u32);
    let uploads = use_uploads(Destination::Staged { client }, false, Callback::noop());
    let Preview { open: onpreview, drawer } = use_preview();
    let discard = use_mut_ref(Callback::<()>::noop);
    let done = {
        let (put, discard) = (props.put.clone(), Rc::clone(&discard));
        Callback::from(move |now: Authorization| {
            discard.borrow().emit(());
            if let Some(notices) = &notices {
                notices.say(Tone::Good, "Answer sent. The county's clock goes on.");
            }
            put.emit(now);
        })
    };
    let (ids, open) = (uploads.ids(), uploads.open());
    let form = use_form(
        String::new,
        move |message: &String| {
            checked(InformationAnswer { message: message.trim().to_owned(), attachment_ids: ids.clone() }, |_| {
                open_files(open)
            })
        },
        move |answer: InformationAnswer, key| api::authorizations::answer(id, answer, key),
        done,
    );
    let kept = use_kept(DraftKind::InformationAnswer, client, id, &form.draft);
    *discard.borrow_mut() = kept.discard.clone();
    let onsubmit = {
        let (attempt, submit) = (attempt.clone(), form.standing.submit.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            attempt.set(*attempt + 1);
            submit.emit(());
        })
    };
    let question = one.history.iter().rev().find(|entry| entry.action == Action::RequestInformation);
    // The documents stand below it as a list.
    let listed = documents_in_words(&one.documents_requested).unwrap_or_default();
    let asked = question.and_then(|question| question.why.as_deref()).unwrap_or_default();
    let asked = asked.strip_suffix(listed.as_str()).unwrap_or(asked).trim_end().to_owned();
    html! {
        <Section title="The county asks for information" id="answer">
            if let Some(question) = question {
                <Alert tone={Tone::Look} title={format!("Asked on {} by {}", clock.moment(question.at), question.by)}>
                    <p class="portico-lines">{ asked }</p>
                    if !one.documents_requested.is_empty() {
                        <p>{ "Documents asked for:" }</p>
                        <ul class="portico-plain-list">
                            { for one.documents_requested.iter().map(|form| html! { <li>{ form.label() }</li> }) }
                        </ul>
                    }
                </Alert>
            }
            <form class="pf-v6-c-form" novalidate=true {onsubmit}>
                <ProblemSummary errors={form.standing.errors.clone()} prefix="answer" attempt={*attempt} />
                if let Some(failure) = form.standing.failure.clone().filter(|failure| failure.fields().is_empty()) {
                    <FailureNote {failure} />
                }
                <TextArea
                    id="answer-message"
                    label="Answer"
                    value={(*form.draft).clone()}
                    onchange={form.on(|answer, text| *answer = text)}
                    required=true
                    maxlength={2000}
                    error={form.error("/message")}
                />
                <div id="answer-attachment_ids" tabindex="-1">
                    <Checklist {uploads} {today} {onpreview} open=true brief=true />
                    if let Some(words) = error_at(&form.standing.errors, "/attachment_ids") {
                        <Alert tone={Tone::Bad} title={words} />
                    }
                </div>
                <div class="portico-actions">
                    <Button label="Send information" kind={Kind::Primary} submit=true busy={form.standing.busy} />
                    <DraftWords keeping={kept.keeping.clone()} />
                </div>
            </form>
            { drawer }
        </Section>
    }
}

fn open_files(open: usize) -> Vec<FieldError> {
    const WORDS: &str = "Some files are not stored yet. Wait for them, name them, or remove them.";
    if open > 0 { vec![FieldError::new("/attachment_ids", "open", WORDS)] } else { Vec::new() }
}
