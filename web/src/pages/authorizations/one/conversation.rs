//! The conversation between agency and county about one request.

use std::rc::Rc;

use domain::access::OrganizationKind;
use domain::authorizations::{Action, Authorization, NewNote, Note, Visibility, check_note};
use yew::prelude::*;

use crate::api;
use crate::clock::Clock;
use crate::form::{checked, use_form};
use crate::session::{use_clock, use_me};
use crate::ui::{
    Button, FailureNote, Glyph, ProblemSummary, RadioGroup, Section, TextArea, Tone, choices, status_with, use_notices,
};

#[derive(Properties, PartialEq)]
pub(in super::super) struct ConversationProps {
    pub(in super::super) authorization: Rc<Authorization>,
    pub(in super::super) put: Callback<Authorization>,
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Typed {
    body: String,
    internal: bool,
}

/// The notes, oldest first, and a place to write one.
#[component]
pub(in super::super) fn Conversation(props: &ConversationProps) -> Html {
    let one = &props.authorization;
    let clock = use_clock();
    html! {
        <Section title="Conversation" id="conversation">
            if one.notes.is_empty() {
                <p class="portico-small">{ "No notes yet. What agency and county write to each other about this request stands here." }</p>
            } else {
                <ol class="portico-notes">{ for one.notes.iter().map(|note| view_note(note, &clock)) }</ol>
            }
            if one.allowed.contains(&Action::AddNote) {
                <WriteNote authorization={Rc::clone(one)} put={props.put.clone()} />
            }
        </Section>
    }
}

fn view_note(note: &Note, clock: &Clock) -> Html {
    html! {
        <li key={note.id.to_string()} class="portico-note">
            <div class="portico-note-head">
                <strong>{ &note.by }</strong>
                <span>{ &note.organization }</span>
                <time class="portico-small">{ clock.moment(note.at) }</time>
                if note.visibility == Visibility::Internal {
                    { status_with(Glyph::Lock, Tone::Look, note.visibility.label()) }
                }
            </div>
            <p class="portico-lines">{ &note.body }</p>
        </li>
    }
}

#[component]
fn WriteNote(props: &ConversationProps) -> Html {
    let id = props.authorization.id;
    let county = use_me().is_some_and(|me| me.organization.kind == OrganizationKind::County);
    let notices = use_notices();
    let attempt = use_state_eq(|| 0_u32);
    // A new number begins an empty form.
    let put = props.put.clone();
    let done = use_mut_ref(|| None::<UseStateHandle<Typed>>);
    let finished = {
        let done = Rc::clone(&done);
        Callback::from(move |now: Authorization| {
            if let Some(typed) = done.borrow().as_ref() {
                typed.set(Typed { body: String::new(), internal: typed.internal });
            }
            if let Some(notices) = &notices {
                notices.say(Tone::Good, "Note added.");
            }
            put.emit(now);
        })
    };
    let form = use_form(
        Typed::default,
        move |typed: &Typed| read(typed, county),
        move |note: NewNote, key| api::authorizations::add_note(id, note, key),
        finished,
    );
    *done.borrow_mut() = Some(form.draft.clone());
    let onsubmit = {
        let (attempt, submit) = (attempt.clone(), form.standing.submit.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            attempt.set(*attempt + 1);
            submit.emit(());
        })
    };
    html! {
        <form class="pf-v6-c-form" novalidate=true {onsubmit}>
            <ProblemSummary errors={form.standing.errors.clone()} prefix="note" attempt={*attempt} />
            if let Some(failure) = form.standing.failure.clone().filter(|failure| failure.fields().is_empty()) {
                <FailureNote {failure} />
            }
            <TextArea
                id="note-body"
                label="Note"
                value={form.draft.body.clone()}
                onchange={form.on(|typed, text| typed.body = text)}
                rows=3
                maxlength={2000}
                error={form.error("/body")}
            />
            if county {
                <RadioGroup
                    id="note-visibility"
                    label="Who may read it"
                    value={if form.draft.internal { Visibility::Internal.as_str() } else { Visibility::AgencyAndCounty.as_str() }}
                    options={choices(Visibility::ALL, |who| (who.as_str(), who.label()))}
                    onchange={form.on(|typed, word: String| typed.internal = word == Visibility::Internal.as_str())}
                    error={form.error("/visibility")}
                />
            }
            <div class="portico-actions"><Button label="Add note" submit=true busy={form.standing.busy} /></div>
        </form>
    }
}

fn read(typed: &Typed, county: bool) -> Result<NewNote, Vec<domain::problem::FieldError>> {
    let visibility = if typed.internal { Visibility::Internal } else { Visibility::AgencyAndCounty };
    let note = NewNote { body: typed.body.trim().to_owned(), visibility };
    checked(note, |note| check_note(note, county).err().into_iter().collect())
}
