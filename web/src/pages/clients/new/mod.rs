//! Add a new client: search first, so likely duplicates stand beside the form before it can be sent.

mod form;
mod matches;
mod sections;

use domain::clients::{Client, ClientHit, NewClient, check_reviewed};
use domain::drafts::DraftKind;
use domain::problem::{Code, FieldError};
use yew::prelude::*;
use yew_router::prelude::use_navigator;

use self::form::ClientDraft;
use self::matches::{Matches, use_matches, view_matches};
use self::sections::{ContactGroup, StartGroup, WhoGroup};
use super::admission::{AdmitDialog, only_program, program_choices, use_own_programs};
use crate::api::{self, Failure, json, use_submission};
use crate::draft::{DraftWords, use_draft};
use crate::format;
use crate::route::Route;
use crate::session::{use_clock, use_today};
use crate::ui::{Alert, Button, FailureNote, Kind, Page, ProblemSummary, Tone, error_at, shown_errors, use_notices};

/// The page.
#[component]
pub(crate) fn NewClientPage() -> Html {
    let today = use_today();
    let navigator = use_navigator();
    let notices = use_notices();
    let kept = use_draft(DraftKind::Client, None);
    let draft = use_state_eq(ClientDraft::default);
    let errors = use_state_eq(Vec::<FieldError>::new);
    let attempt = use_state_eq(|| 0_u32);
    let admitting = use_state_eq(|| None::<ClientHit>);
    let programs = use_own_programs();
    let chosen =
        if draft.program.is_empty() { only_program(&programs).unwrap_or_default() } else { draft.program.clone() };
    {
        let draft = draft.setter();
        use_effect_with(kept.found.clone(), move |found| {
            if let Some(former) = found.as_ref().and_then(|found| json::read(&found.body)) {
                draft.set(former);
            }
        });
    }
    let onchange = {
        let (draft, keep) = (draft.setter(), kept.keep.clone());
        Callback::from(move |next: ClientDraft| {
            keep.emit(json::write(&next));
            draft.set(next);
        })
    };
    let done = {
        let discard = kept.discard.clone();
        Callback::from(move |client: Client| {
            discard.emit(());
            if let Some(notices) = &notices {
                notices.say(Tone::Good, "Client added.");
            }
            if let Some(navigator) = &navigator {
                navigator.push(&Route::Client { id: client.id });
            }
        })
    };
    let submission = use_submission(|form: NewClient, key| api::clients::create(form, key), done);
    let criteria = draft.criteria(today);
    let (matches, asked) = use_matches(criteria.clone());
    let compared = matches.state.ready().filter(|_| asked == criteria).map(|page| page.items.clone());
    {
        // The server found somebody new in the meantime: look again.
        let reload = matches.reload.clone();
        let duplicate = submission.failure.as_ref().and_then(Failure::code) == Some(Code::LikelyDuplicate);
        use_effect_with(duplicate, move |duplicate| {
            if *duplicate {
                reload.emit(());
            }
        });
    }
    let onsubmit = {
        let (errors, attempt, send) = (errors.clone(), attempt.clone(), submission.send.clone());
        let (draft, chosen) = (draft.clone(), chosen.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            attempt.set(*attempt + 1);
            match draft.read(&chosen, today) {
                Ok(new) => {
                    let found = unreviewed(&new, compared.as_deref());
                    if found.is_empty() {
                        send.emit(new);
                    }
                    errors.set(found);
                }
                Err(found) => errors.set(found),
            }
        })
    };
    let shown = shown_errors(&errors, submission.failure.as_ref());
    let set_others = onchange.reform({
        let draft = draft.clone();
        move |others| ClientDraft { others, ..(*draft).clone() }
    });
    let set_reason = onchange.reform({
        let draft = draft.clone();
        move |reason| ClientDraft { reason, ..(*draft).clone() }
    });
    let start_over = {
        let (draft, discard, errors) = (draft.setter(), kept.discard.clone(), errors.setter());
        Callback::from(move |()| {
            discard.emit(());
            errors.set(Vec::new());
            draft.set(ClientDraft::default());
        })
    };
    let onadmit = Callback::from({
        let admitting = admitting.setter();
        move |hit| admitting.set(Some(hit))
    });
    let group = |chosen: &str| (AttrValue::from(chosen.to_owned()), program_choices(&programs));
    let (chosen, options) = group(&chosen);
    html! {
        <Page title="Add new client" lead="Portico looks for the person in the whole county while you type." narrow=false>
            <Restored found={kept.found.as_ref().map(|found| found.updated_at)} {start_over} />
            <form class="pf-v6-c-form portico-form" novalidate=true {onsubmit}>
                <ProblemSummary errors={shown.clone()} prefix="new" attempt={*attempt} />
                if let Some(failure) = submission.failure.clone().filter(|failure| failure.fields().is_empty()) {
                    <FailureNote {failure} />
                }
                <WhoGroup draft={(*draft).clone()} onchange={onchange.clone()} errors={shown.clone()} />
                <div aria-live="polite">
                    { view_matches(&matches, |found| html! {
                        <Matches
                            typed={criteria}
                            found={found.to_vec()}
                            others={draft.others.clone()}
                            onothers={set_others}
                            reason={draft.reason.clone()}
                            onreason={set_reason}
                            reason_error={error_at(&shown, "/reason")}
                            {onadmit}
                        />
                    }) }
                </div>
                <ContactGroup draft={(*draft).clone()} onchange={onchange.clone()} errors={shown.clone()} />
                <StartGroup draft={(*draft).clone()} onchange={onchange.clone()} errors={shown.clone()} programs={options} {chosen} />
                <div class="portico-actions">
                    <Button label="Add client" kind={Kind::Primary} submit=true busy={submission.busy} />
                    <DraftWords keeping={kept.keeping.clone()} />
                </div>
            </form>
            <AdmitInstead hit={(*admitting).clone()} onclose={Callback::from({ let admitting = admitting.setter(); move |()| admitting.set(None) })} discard={kept.discard.clone()} />
        </Page>
    }
}

/// What still has to be looked at before the form may go.
fn unreviewed(new: &NewClient, compared: Option<&[domain::clients::ClientMatch]>) -> Vec<FieldError> {
    let Some(found) = compared else {
        const WAIT: &str = "The comparison with the records on file is not finished. Wait a moment, then send again.";
        return vec![FieldError::new("/reviewed_match_ids", "not_compared", WAIT)];
    };
    match check_reviewed(found, &new.reviewed_match_ids, new.reason.as_deref()) {
        Ok(()) => Vec::new(),
        Err(problem) if problem.errors.is_empty() => {
            let detail = "Say of each record below whether it is another person.";
            vec![FieldError::new("/reviewed_match_ids", "not_reviewed", detail)]
        }
        Err(problem) => problem.errors,
    }
}

#[derive(Properties, PartialEq)]
struct RestoredProps {
    found: Option<time::OffsetDateTime>,
    start_over: Callback<()>,
}

#[component]
fn Restored(props: &RestoredProps) -> Html {
    let clock = use_clock();
    let Some(at) = props.found else { return Html::default() };
    let actions = html! { <Button label="Start over" kind={Kind::Link} onclick={props.start_over.reform(|_| ())} /> };
    html! { <Alert tone={Tone::Info} title={format!("Your draft of {} is back", clock.moment(at))} {actions} /> }
}

#[derive(Properties, PartialEq)]
struct AdmitInsteadProps {
    hit: Option<ClientHit>,
    onclose: Callback<()>,
    discard: Callback<()>,
}

/// The person is on file: an admission, not a new record.
#[component]
fn AdmitInstead(props: &AdmitInsteadProps) -> Html {
    let navigator = use_navigator();
    let Some(hit) = &props.hit else { return Html::default() };
    let ondone = {
        let (discard, id) = (props.discard.clone(), hit.id);
        Callback::from(move |_| {
            discard.emit(());
            if let Some(navigator) = &navigator {
                navigator.push(&Route::Client { id });
            }
        })
    };
    html! {
        <AdmitDialog client={hit.id} who={format::hit_name(hit)} born={hit.birth_date} on_file={Vec::new()} onclose={props.onclose.clone()} {ondone} />
    }
}
