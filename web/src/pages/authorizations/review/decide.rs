//! The foot of the review: taking the request, and what to do with it.

use std::rc::Rc;

use domain::attachments::DocumentType;
use domain::authorizations::{Action, Authorization, DenialReason};
use domain::drafts::DraftKind;
use uuid::Uuid;
use yew::prelude::*;

use super::super::kept::use_kept;
use super::keys::use_choice_keys;
use super::typed::{Choice, Sent, Typed};
use crate::api::{self, Failure, use_submission};
use crate::browser;
use crate::draft::DraftWords;
use crate::form::{Form, use_form};
use crate::format;
use crate::ui::{
    Alert, Button, Checkbox, DateField, FailureNote, Kind, ProblemSummary, Section, SelectField, TextArea, TextField,
    Tone, use_notices,
};

#[derive(Properties, PartialEq)]
pub(super) struct DecideProps {
    pub(super) authorization: Rc<Authorization>,
    pub(super) put: Callback<Authorization>,
    /// The county has done what it can: open the next one.
    pub(super) onnext: Callback<()>,
    /// The request was given back.
    pub(super) onrelease: Callback<()>,
    /// It may have changed elsewhere: read it again.
    pub(super) reload: Callback<()>,
}

/// The foot.
#[component]
pub(super) fn Decide(props: &DecideProps) -> Html {
    let one = &props.authorization;
    let may = |action: Action| one.allowed.contains(&action);
    if may(Action::Approve) {
        html! { <DecideForm authorization={Rc::clone(one)} put={props.put.clone()} onnext={props.onnext.clone()} onrelease={props.onrelease.clone()} reload={props.reload.clone()} /> }
    } else if may(Action::Claim) {
        html! { <ClaimBox authorization={Rc::clone(one)} put={props.put.clone()} onnext={props.onnext.clone()} onrelease={props.onrelease.clone()} reload={props.reload.clone()} /> }
    } else {
        html! {
            <Section title="Decide" id="decide">
                <p>{ why_not(one) }</p>
                <div class="portico-actions"><Button label="Open next request" onclick={props.onnext.reform(|_| ())} /></div>
            </Section>
        }
    }
}

fn why_not(one: &Authorization) -> String {
    match (&one.reviewer, one.review_status.is_decided()) {
        (_, true) => "This request is decided.".to_owned(),
        (Some(who), false) => format!("{} has this request. Only they decide it, or give it back.", who.name),
        (None, false) => "There is nothing to decide about this request now.".to_owned(),
    }
}

/// Nobody has it yet.
#[component]
fn ClaimBox(props: &DecideProps) -> Html {
    let id = props.authorization.id;
    let claim = use_submission(move |(): (), key| api::review::claim(id, key), props.put.clone());
    // The first key of a decision takes the request; the second one chooses.
    use_choice_keys(claim.send.reform(|_| ()));
    html! {
        <Section title="Decide" id="decide">
            <p>{ "Claim the request first, so that nobody else decides it at the same time." }</p>
            <Refused failure={claim.failure.clone()} reload={props.reload.clone()} />
            <div class="portico-actions">
                <Button label="Claim request" kind={Kind::Primary} busy={claim.busy} onclick={claim.send.reform(|_| ())} />
            </div>
        </Section>
    }
}

#[derive(Properties, PartialEq)]
struct RefusedProps {
    failure: Option<Failure>,
    reload: Callback<()>,
}

/// Why it was not done. Where someone else was first, the request is read again so that the page shows what is so now.
#[component]
fn Refused(props: &RefusedProps) -> Html {
    let conflict = props
        .failure
        .as_ref()
        .is_some_and(|failure| failure.is_lost_race() || failure.code() == Some(domain::problem::Code::Conflict));
    {
        let reload = props.reload.clone();
        use_effect_with(conflict, move |conflict| {
            if *conflict {
                reload.emit(());
            }
        });
    }
    match &props.failure {
        Some(failure) if failure.fields().is_empty() => html! {
            <FailureNote failure={failure.clone()}>
                if conflict {
                    <p>{ "What is shown above is how it stands now. What you typed is still here." }</p>
                }
            </FailureNote>
        },
        _ => Html::default(),
    }
}

#[component]
fn DecideForm(props: &DecideProps) -> Html {
    let one = &props.authorization;
    let (id, number) = (one.id, one.number);
    let notices = use_notices();
    let attempt = use_state_eq(|| 0_u32);
    let discard = use_mut_ref(Callback::<()>::noop);
    let done = {
        let (put, onnext, discard, notices) =
            (props.put.clone(), props.onnext.clone(), Rc::clone(&discard), notices.clone());
        Callback::from(move |now: Authorization| {
            discard.borrow().emit(());
            if let Some(notices) = &notices {
                notices
                    .say(Tone::Good, format!("Authorization {number}: {}.", now.review_status.label().to_lowercase()));
            }
            put.emit(now);
            onnext.emit(());
        })
    };
    let form = {
        let one = Rc::clone(one);
        use_form(Typed::default, move |typed: &Typed| typed.read(&one), move |sent, key| send(id, sent, key), done)
    };
    let kept = use_kept(DraftKind::Decision, one.client.id, id, &form.draft);
    *discard.borrow_mut() = kept.discard.clone();
    // Set when a person has chosen: what comes back with a draft must not take the focus.
    let by_hand = use_mut_ref(|| false);
    let choose = {
        let (draft, one, by_hand) = (form.draft.clone(), Rc::clone(one), Rc::clone(&by_hand));
        Callback::from(move |choice: Choice| {
            by_hand.replace(true);
            draft.set(begun((*draft).clone(), choice, &one));
        })
    };
    use_effect_with(form.draft.choice, move |choice| {
        if let Some(choice) = choice.filter(|_| by_hand.replace(false)) {
            browser::focus(first_field(choice));
        }
    });
    use_choice_keys(choose.clone());
    let release = {
        let onrelease = props.onrelease.clone();
        let put = props.put.clone();
        use_submission(
            move |(): (), _| api::review::release(id),
            Callback::from(move |now: Authorization| {
                if let Some(notices) = &notices {
                    notices.say(Tone::Info, format!("Authorization {number} is back in the queue."));
                }
                put.emit(now);
                onrelease.emit(());
            }),
        )
    };
    let onsubmit = {
        let (attempt, submit) = (attempt.clone(), form.standing.submit.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            attempt.set(*attempt + 1);
            submit.emit(());
        })
    };
    let can_ask = one.allowed.contains(&Action::RequestInformation);
    html! {
        <Section title="Decide" id="decide" actions={html! {
            if one.allowed.contains(&Action::Release) {
                <Button label="Release request" kind={Kind::Link} busy={release.busy} onclick={release.send.reform(|_| ())} />
            }
        }}>
            <form class="pf-v6-c-form" novalidate=true {onsubmit}>
                <ProblemSummary errors={form.standing.errors.clone()} prefix="decide" attempt={*attempt} />
                <Refused failure={form.standing.failure.clone()} reload={props.reload.clone()} />
                <Refused failure={release.failure.clone()} reload={props.reload.clone()} />
                <div class="portico-choices" role="group" aria-label="What to do">
                    { for Choice::ALL.into_iter().filter(|choice| can_ask || *choice != Choice::Information).map(|choice| choice_button(choice, form.draft.choice, &choose)) }
                </div>
                if let Some(choice) = form.draft.choice {
                    <div class="portico-choice-fields">{ fields(choice, &form, one) }</div>
                    <div class="portico-actions">
                        <Button id="decide-send" label={choice.label()} kind={if choice == Choice::Deny { Kind::Danger } else { Kind::Primary }} submit=true busy={form.standing.busy} />
                        <DraftWords keeping={kept.keeping.clone()} />
                    </div>
                }
            </form>
        </Section>
    }
}

fn send(id: Uuid, sent: Sent, key: Uuid) -> api::Answer<Authorization> {
    match sent {
        Sent::Decision(decision) => api::review::decide(id, decision, key),
        Sent::Question(question) => api::review::ask(id, question, key),
    }
}

/// Where to go on after a choice. An approval needs nothing more, so that A and Enter approve.
const fn first_field(choice: Choice) -> &'static str {
    match choice {
        Choice::Approve => "decide-send",
        Choice::Part => "decide-units",
        Choice::Deny => "decide-reason_code",
        Choice::Information => "decide-message",
    }
}

/// The form with a choice made; a part begins with what was asked.
fn begun(mut typed: Typed, choice: Choice, one: &Authorization) -> Typed {
    if choice == Choice::Part && typed.units.is_empty() && typed.start.is_empty() && typed.end.is_empty() {
        typed.units = one.asked.units.to_string();
        typed.start = one.asked.start_date.into();
        typed.end = one.asked.end_date.into();
    }
    if choice == Choice::Information && typed.documents.is_empty() {
        let missing = one.documents.iter().filter(|check| check.required && !check.present);
        typed.documents = missing.map(|check| check.document_type).collect();
    }
    typed.choice = Some(choice);
    typed
}

fn choice_button(choice: Choice, chosen: Option<Choice>, choose: &Callback<Choice>) -> Html {
    let onclick = choose.reform(move |_: MouseEvent| choice);
    let pressed = chosen == Some(choice);
    html! {
        <button
            key={choice.key()}
            type="button"
            class={classes!("pf-v6-c-button", "pf-m-secondary", pressed.then_some("portico-choice-on"))}
            aria-pressed={pressed.to_string()}
            aria-keyshortcuts={choice.key()}
            {onclick}
        >
            <span class="pf-v6-c-button__text">{ choice.label() }{ " " }<kbd aria-hidden="true">{ choice.key() }</kbd></span>
        </button>
    }
}

fn fields(choice: Choice, form: &Form<Typed>, one: &Authorization) -> Html {
    if choice == Choice::Information {
        return question_fields(form);
    }
    html! {
        <>
            if choice == Choice::Part {
                { part_fields(form, one) }
            }
            if choice != Choice::Approve {
                <SelectField
                    id="decide-reason_code"
                    label="Reason"
                    value={form.draft.reason.clone()}
                    options={DenialReason::ALL.iter().map(|reason| (AttrValue::from(reason.as_str()), AttrValue::from(format!("{} ({})", reason.label(), reason.code())))).collect::<Vec<_>>()}
                    onchange={form.on(|typed, word| typed.reason = word)}
                    required={choice == Choice::Deny}
                    error={form.error("/reason_code")}
                />
            }
            if one.missing_documents > 0 {
                <Alert tone={Tone::Look} title={missing_words(one.missing_documents)} />
                <TextArea id="decide-missing_documents_reason" label="Why decide without them" value={form.draft.missing.clone()} onchange={form.on(|typed, text| typed.missing = text)} required=true rows=2 maxlength={500} error={form.error("/missing_documents_reason")} />
            }
            <TextArea id="decide-note_to_agency" label="Note to the agency" value={form.draft.note.clone()} onchange={form.on(|typed, text| typed.note = text)} rows=3 maxlength={2000} help="Stands in the letter." error={form.error("/note_to_agency")} />
            <TextArea id="decide-internal_note" label="Internal note" value={form.draft.internal.clone()} onchange={form.on(|typed, text| typed.internal = text)} rows=2 maxlength={2000} help="Only county staff read it." error={form.error("/internal_note")} />
        </>
    }
}

fn missing_words(missing: i32) -> String {
    match missing {
        1 => "1 required document is missing".to_owned(),
        many => format!("{many} required documents are missing"),
    }
}

fn part_fields(form: &Form<Typed>, one: &Authorization) -> Html {
    html! {
        <div class="portico-triple">
            <TextField id="decide-units" label="Units granted" value={form.draft.units.clone()} onchange={form.on(|typed, text| typed.units = text)} inputmode="numeric" maxlength={5} help={format!("Asked for {}.", one.asked.units)} error={form.error("/units")} />
            <DateField id="decide-start_date" label="First day granted" value={form.draft.start.clone()} onchange={form.on(|typed, date| typed.start = date)} help={format!("Asked for {}.", format::day(one.asked.start_date))} error={form.error("/start_date")} />
            <DateField id="decide-end_date" label="Last day granted" value={form.draft.end.clone()} onchange={form.on(|typed, date| typed.end = date)} help={format!("Asked for {}.", format::day(one.asked.end_date))} error={form.error("/end_date")} />
        </div>
    }
}

fn question_fields(form: &Form<Typed>) -> Html {
    let tick = |kind: DocumentType| {
        let draft = form.draft.clone();
        let onchange = Callback::from(move |on: bool| {
            let mut next = (*draft).clone();
            next.documents.retain(|one| *one != kind);
            if on {
                next.documents.push(kind);
            }
            draft.set(next);
        });
        let checked = form.draft.documents.contains(&kind);
        html! { <Checkbox key={kind.as_str()} id={format!("decide-document-{}", kind.as_str())} label={kind.label()} {checked} {onchange} /> }
    };
    html! {
        <>
            <TextArea id="decide-message" label="What is needed" value={form.draft.message.clone()} onchange={form.on(|typed, text| typed.message = text)} required=true rows=3 maxlength={2000} help="The clock stands still until the agency answers." error={form.error("/message")} />
            <fieldset class="portico-group">
                <legend class="portico-legend-small">{ "Documents asked for" }</legend>
                <div class="portico-pair">{ for DocumentType::ALL.iter().copied().map(tick) }</div>
            </fieldset>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::one::tests::authorization;
    use super::*;

    #[test]
    fn a_part_begins_with_what_was_asked_and_keeps_what_was_typed() {
        let one = authorization();
        let first = begun(Typed::default(), Choice::Part, &one);
        assert_eq!((first.units.as_str(), first.start.date), ("9999", Some(one.asked.start_date)));
        let again = begun(Typed { units: "10".to_owned(), ..first }, Choice::Part, &one);
        assert_eq!(again.units, "10");
    }
}
