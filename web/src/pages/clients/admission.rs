//! Admitting a client to a program, and ending an admission.

use std::rc::Rc;

use domain::enrollments::{
    AdmissionFacts, ChangeEnrollment, EndReason, Enrollment, NewEnrollment, check_admission, check_change,
};
use domain::organizations::Program;
use domain::problem::FieldError;
use time::Date;
use uuid::Uuid;
use yew::prelude::*;

use crate::api::{self, Loaded, use_load, use_submission};
use crate::session::{use_me, use_today};
use crate::ui::{
    Button, DateField, Dialog, FailureNote, Kind, ProblemSummary, SelectField, Tone, TypedDate, choices, error_at,
    shown_errors, use_notices,
};

/// The programs a person may admit to: active ones of the own organization.
#[hook]
pub(super) fn use_own_programs() -> Rc<Vec<Program>> {
    let organization = use_me().map(|me| me.organization.id);
    let list = use_load((), |()| api::organizations::programs());
    let programs = match &list.state {
        Loaded::Ready(page) => {
            page.items.iter().filter(|p| p.active && Some(p.organization_id) == organization).cloned().collect()
        }
        Loaded::Loading | Loaded::Failed(_) => Vec::new(),
    };
    Rc::new(programs)
}

/// Programs as choices.
pub(super) fn program_choices(programs: &[Program]) -> Vec<(AttrValue, AttrValue)> {
    let label = |program: &Program| AttrValue::from(format!("{} ({})", program.name, program.code));
    programs.iter().map(|program| (program.id.to_string().into(), label(program))).collect()
}

/// The only choice there is, chosen.
pub(super) fn only_program(programs: &[Program]) -> Option<String> {
    match programs {
        [one] => Some(one.id.to_string()),
        _ => None,
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct AdmitDialogProps {
    pub(super) client: Uuid,
    /// The client's name, for the question.
    pub(super) who: String,
    pub(super) born: Date,
    /// Admissions the browser knows of; the server knows all.
    pub(super) on_file: Vec<Enrollment>,
    pub(super) onclose: Callback<()>,
    pub(super) ondone: Callback<Enrollment>,
}

/// Admits a client.
#[component]
pub(super) fn AdmitDialog(props: &AdmitDialogProps) -> Html {
    let today = use_today();
    let programs = use_own_programs();
    let notices = use_notices();
    let program = use_state_eq(|| None::<String>);
    let start = use_state_eq(|| TypedDate::from(today));
    let errors = use_state_eq(Vec::<FieldError>::new);
    let attempt = use_state_eq(|| 0_u32);
    let client = props.client;
    let done = {
        let ondone = props.ondone.clone();
        Callback::from(move |made: Enrollment| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, format!("Admitted to {}.", made.program_name));
            }
            ondone.emit(made);
        })
    };
    let submission = use_submission(move |form: NewEnrollment, key| api::enrollments::create(client, form, key), done);
    let chosen = (*program).clone().or_else(|| only_program(&programs)).unwrap_or_default();
    let onsubmit = {
        let (errors, attempt, send) = (errors.clone(), attempt.clone(), submission.send.clone());
        let (born, on_file, chosen, start) = (props.born, props.on_file.clone(), chosen.clone(), (*start).clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            attempt.set(*attempt + 1);
            match read_admission(&chosen, &start) {
                Ok((program_id, start_date)) => {
                    let form = NewEnrollment { program_id, start_date, end_date: None, end_reason: None };
                    let facts = AdmissionFacts {
                        today,
                        birth_date: born,
                        program_is_mine: true,
                        program_active: true,
                        on_file: &on_file,
                    };
                    let found = check_admission(&form, &facts);
                    if found.is_empty() {
                        send.emit(form);
                    }
                    errors.set(found);
                }
                Err(found) => errors.set(found),
            }
        })
    };
    let shown = shown_errors(&errors, submission.failure.as_ref());
    html! {
        <Dialog title={format!("Add admission for {}", props.who)} onclose={props.onclose.clone()}>
            <form class="pf-v6-c-form" novalidate=true {onsubmit}>
                <ProblemSummary errors={shown.clone()} prefix="admit" attempt={*attempt} />
                if let Some(failure) = submission.failure.clone().filter(|failure| failure.fields().is_empty()) {
                    <FailureNote {failure} />
                }
                <SelectField
                    id="admit-program_id"
                    label="Program"
                    value={chosen}
                    options={program_choices(&programs)}
                    onchange={Callback::from(move |id| program.set(Some(id)))}
                    required=true
                    error={error_at(&shown, "/program_id")}
                />
                <DateField
                    id="admit-start_date"
                    label="First day"
                    value={(*start).clone()}
                    onchange={Callback::from({ let start = start.setter(); move |date| start.set(date) })}
                    required=true
                    error={error_at(&shown, "/start_date")}
                />
                <div class="portico-actions">
                    <Button label="Add admission" kind={Kind::Primary} submit=true busy={submission.busy} />
                    <Button label="Cancel" kind={Kind::Link} onclick={props.onclose.reform(|_| ())} />
                </div>
            </form>
        </Dialog>
    }
}

/// Program and first day, or what is missing of them.
pub(super) fn read_admission(program: &str, start: &TypedDate) -> Result<(Uuid, Date), Vec<FieldError>> {
    let program_id = program.parse::<Uuid>().ok();
    match (program_id, start.date) {
        (Some(program), Some(date)) => Ok((program, date)),
        (program, date) => {
            let mut errors = Vec::new();
            if program.is_none() {
                errors.push(FieldError::new("/program_id", "required", "Choose a program."));
            }
            if date.is_none() {
                errors.push(FieldError::new("/start_date", "required", "Enter the first day as MM/DD/YYYY."));
            }
            Err(errors)
        }
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct EndDialogProps {
    pub(super) admission: Enrollment,
    pub(super) onclose: Callback<()>,
    pub(super) ondone: Callback<()>,
}

/// Ends an admission.
#[component]
pub(super) fn EndDialog(props: &EndDialogProps) -> Html {
    let today = use_today();
    let notices = use_notices();
    let end = use_state_eq(|| TypedDate::from(today));
    let reason = use_state_eq(String::new);
    let errors = use_state_eq(Vec::<FieldError>::new);
    let attempt = use_state_eq(|| 0_u32);
    let done = {
        let ondone = props.ondone.clone();
        Callback::from(move |_: Enrollment| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, "Admission ended.");
            }
            ondone.emit(());
        })
    };
    let (id, version) = (props.admission.id, props.admission.version);
    let submission = use_submission(move |form: ChangeEnrollment, _| api::enrollments::change(id, version, form), done);
    let onsubmit = {
        let (errors, attempt, send) = (errors.clone(), attempt.clone(), submission.send.clone());
        let (admission, end, reason) = (props.admission.clone(), (*end).clone(), (*reason).clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            attempt.set(*attempt + 1);
            let Some(last) = end.date else {
                errors.set(vec![FieldError::new("/end_date", "required", "Enter the last day as MM/DD/YYYY.")]);
                return;
            };
            let form = ChangeEnrollment { end_date: Some(Some(last)), end_reason: EndReason::parse(&reason) };
            let found = check_change(&admission, &form, today, &[]);
            if found.is_empty() {
                send.emit(form);
            }
            errors.set(found);
        })
    };
    let shown = shown_errors(&errors, submission.failure.as_ref());
    html! {
        <Dialog title={format!("End admission to {}", props.admission.program_name)} onclose={props.onclose.clone()}>
            <form class="pf-v6-c-form" novalidate=true {onsubmit}>
                <ProblemSummary errors={shown.clone()} prefix="end" attempt={*attempt} />
                if let Some(failure) = submission.failure.clone().filter(|failure| failure.fields().is_empty()) {
                    <FailureNote {failure} />
                }
                <DateField
                    id="end-end_date"
                    label="Last day"
                    value={(*end).clone()}
                    onchange={Callback::from({ let end = end.setter(); move |date| end.set(date) })}
                    required=true
                    help="This day still counts."
                    error={error_at(&shown, "/end_date")}
                />
                <SelectField
                    id="end-end_reason"
                    label="Reason"
                    value={(*reason).clone()}
                    options={choices(EndReason::ALL, |reason| (reason.as_str(), reason.label()))}
                    onchange={Callback::from({ let reason = reason.setter(); move |word| reason.set(word) })}
                    required=true
                    error={error_at(&shown, "/end_reason")}
                />
                <div class="portico-actions">
                    <Button label="End admission" kind={Kind::Primary} submit=true busy={submission.busy} />
                    <Button label="Cancel" kind={Kind::Link} onclick={props.onclose.reform(|_| ())} />
                </div>
            </form>
        </Dialog>
    }
}
