//! Adding a span of coverage, and changing one.

use domain::coverage::{ChangeCoverage, CoverageSpan, NewCoverage, PayerKind, check_change, check_new};
use domain::problem::FieldError;
use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;
use validator::Validate;
use yew::prelude::*;

use super::fields::some;
use crate::api::{self, Failure, use_submission};
use crate::session::use_today;
use crate::ui::{
    Button, DateField, Dialog, FailureNote, Kind, ProblemSummary, SelectField, TextField, Tone, TypedDate, choices,
    error_at, field_id, shown_errors, use_notices,
};

/// A span as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct CoverageDraft {
    payer: String,
    plan: String,
    member: String,
    subscriber: String,
    start: TypedDate,
    end: TypedDate,
}

impl CoverageDraft {
    /// The draft of a span that is on file.
    fn of(span: &CoverageSpan) -> Self {
        Self {
            payer: span.payer.as_str().to_owned(),
            plan: span.plan_name.clone(),
            member: span.member_id.clone().unwrap_or_default(),
            subscriber: span.subscriber.clone().unwrap_or_default(),
            start: span.start_date.into(),
            end: span.end_date.into(),
        }
    }

    /// Nothing was typed.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn is_medi_cal(&self) -> bool {
        PayerKind::parse(&self.payer).is_some_and(PayerKind::usually_medi_cal)
    }

    /// The span, or what is missing.
    pub(super) fn read(&self) -> Result<NewCoverage, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut miss = |pointer: &str, words: &str| errors.push(FieldError::new(pointer, "required", words));
        let payer = PayerKind::parse(&self.payer);
        if payer.is_none() {
            miss("/payer", "Choose the payer.");
        }
        if self.start.date.is_none() {
            miss("/start_date", "Enter the first day as MM/DD/YYYY.");
        }
        if self.end.is_unread() {
            miss("/end_date", "Enter the last day as MM/DD/YYYY, or leave it empty.");
        }
        match (payer, self.start.date) {
            (Some(payer), Some(start_date)) if errors.is_empty() => Ok(NewCoverage {
                payer,
                plan_name: some(&self.plan).unwrap_or_else(|| payer.label().to_owned()),
                medi_cal: None,
                member_id: some(&self.member),
                subscriber: some(&self.subscriber),
                start_date,
                end_date: self.end.date,
            }),
            _ => Err(errors),
        }
    }

    fn change(&self) -> ChangeCoverage {
        ChangeCoverage {
            plan_name: some(&self.plan),
            member_id: Some(some(&self.member)),
            subscriber: Some(some(&self.subscriber)),
            start_date: self.start.date,
            end_date: Some(self.end.date),
        }
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct CoverageFieldsProps {
    pub(super) value: CoverageDraft,
    pub(super) onchange: Callback<CoverageDraft>,
    /// Goes before the ids, as in `ProblemSummary`.
    pub(super) prefix: &'static str,
    /// Pointers are under this, for example `/coverage`.
    #[prop_or_default]
    pub(super) under: &'static str,
    pub(super) errors: Vec<FieldError>,
    /// The payer of a span on file stays.
    #[prop_or_default]
    pub(super) fixed_payer: bool,
    /// The whole span may be left out: only the payer is asked for until one is chosen.
    #[prop_or_default]
    pub(super) optional: bool,
}

/// The fields of a span.
#[component]
pub(super) fn CoverageFields(props: &CoverageFieldsProps) -> Html {
    let value = &props.value;
    let id = |field: &str| field_id(props.prefix, &format!("{}/{field}", props.under));
    let error = |field: &str| error_at(&props.errors, &format!("{}/{field}", props.under));
    let set = |change: fn(&mut CoverageDraft, String)| {
        let (value, onchange) = (value.clone(), props.onchange.clone());
        Callback::from(move |text: String| {
            let mut next = value.clone();
            change(&mut next, text);
            onchange.emit(next);
        })
    };
    let set_date = |change: fn(&mut CoverageDraft, TypedDate)| {
        let (value, onchange) = (value.clone(), props.onchange.clone());
        Callback::from(move |date: TypedDate| {
            let mut next = value.clone();
            change(&mut next, date);
            onchange.emit(next);
        })
    };
    let medi_cal = value.is_medi_cal();
    html! {
        <>
            <SelectField
                id={id("payer")}
                label="Payer"
                value={value.payer.clone()}
                options={choices(PayerKind::ALL, |payer| (payer.as_str(), payer.label()))}
                onchange={set(|draft, word| draft.payer = word)}
                nothing={if props.optional { "Not known yet" } else { "Choose" }}
                required={!props.optional}
                disabled={props.fixed_payer}
                error={error("payer")}
            />
            if !props.optional || !value.payer.is_empty() {
                <TextField id={id("plan_name")} label="Plan name" value={value.plan.clone()} onchange={set(|draft, text| draft.plan = text)} maxlength={120} help="Left empty, the payer's name." error={error("plan_name")} />
                <TextField
                    id={id("member_id")}
                    label={if medi_cal { "CIN" } else { "Member number" }}
                    value={value.member.clone()}
                    onchange={set(|draft, text| draft.member = text)}
                    maxlength={40}
                    required={medi_cal}
                    help={medi_cal.then_some("A 9, seven digits and a letter, for example 96634632D.")}
                    error={error("member_id")}
                />
                if !medi_cal {
                    <TextField id={id("subscriber")} label="Subscriber" value={value.subscriber.clone()} onchange={set(|draft, text| draft.subscriber = text)} maxlength={120} help="Who holds the plan, when it is not the client." error={error("subscriber")} />
                }
                <div class="portico-pair">
                    <DateField id={id("start_date")} label="First day" value={value.start.clone()} onchange={set_date(|draft, date| draft.start = date)} required=true error={error("start_date")} />
                    <DateField id={id("end_date")} label="Last day" value={value.end.clone()} onchange={set_date(|draft, date| draft.end = date)} help="Empty while it goes on." error={error("end_date")} />
                </div>
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct CoverageDialogProps {
    pub(super) client: Uuid,
    pub(super) born: Date,
    /// The span to change; none adds one.
    pub(super) span: Option<CoverageSpan>,
    pub(super) on_file: Vec<CoverageSpan>,
    pub(super) onclose: Callback<()>,
    pub(super) ondone: Callback<()>,
}

/// Adds a span or changes one.
#[component]
pub(super) fn CoverageDialog(props: &CoverageDialogProps) -> Html {
    let today = use_today();
    let notices = use_notices();
    let draft = use_state_eq(|| props.span.as_ref().map(CoverageDraft::of).unwrap_or_default());
    let errors = use_state_eq(Vec::<FieldError>::new);
    let attempt = use_state_eq(|| 0_u32);
    let adding = props.span.is_none();
    let done = {
        let ondone = props.ondone.clone();
        Callback::from(move |_: CoverageSpan| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, if adding { "Coverage added." } else { "Coverage changed." });
            }
            ondone.emit(());
        })
    };
    let (client, former) = (props.client, props.span.as_ref().map(|span| (span.id, span.version)));
    let submission = use_submission(move |form: CoverageDraft, key| send(client, former, form, key), done);
    let onsubmit = {
        let (errors, attempt, submit, draft) =
            (errors.clone(), attempt.clone(), submission.send.clone(), draft.clone());
        let (born, span, on_file) = (props.born, props.span.clone(), props.on_file.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            attempt.set(*attempt + 1);
            let found = check(&draft, span.as_ref(), born, today, &on_file);
            if found.is_empty() {
                submit.emit((*draft).clone());
            }
            errors.set(found);
        })
    };
    let shown = shown_errors(&errors, submission.failure.as_ref());
    html! {
        <Dialog title={if adding { "Add coverage" } else { "Change coverage" }} onclose={props.onclose.clone()}>
            <form class="pf-v6-c-form" novalidate=true {onsubmit}>
                <ProblemSummary errors={shown.clone()} prefix="coverage" attempt={*attempt} />
                if let Some(failure) = submission.failure.clone().filter(|failure| failure.fields().is_empty()) {
                    <FailureNote {failure} />
                }
                <CoverageFields value={(*draft).clone()} onchange={Callback::from({ let draft = draft.setter(); move |next| draft.set(next) })} prefix="coverage" errors={shown} fixed_payer={!adding} />
                <div class="portico-actions">
                    <Button label={if adding { "Add coverage" } else { "Save coverage" }} kind={Kind::Primary} submit=true busy={submission.busy} />
                    <Button label="Cancel" kind={Kind::Link} onclick={props.onclose.reform(|_| ())} />
                </div>
            </form>
        </Dialog>
    }
}

fn send(client: Uuid, former: Option<(Uuid, i32)>, draft: CoverageDraft, key: Uuid) -> api::Answer<CoverageSpan> {
    match (former, draft.read()) {
        (Some((id, version)), _) => api::coverage::change(id, version, draft.change()),
        (None, Ok(form)) => api::coverage::create(client, form, key),
        // The form was read before it was sent.
        (None, Err(errors)) => {
            api::answered(Err(Failure::Problem(std::rc::Rc::new(domain::problem::Problem::fields(errors)))))
        }
    }
}

fn check(
    draft: &CoverageDraft,
    span: Option<&CoverageSpan>,
    born: Date,
    today: Date,
    on_file: &[CoverageSpan],
) -> Vec<FieldError> {
    let new = match draft.read() {
        Ok(new) => new,
        Err(errors) => return errors,
    };
    match span {
        Some(span) => check_change(span, &draft.change(), born, today, on_file),
        None => match new.validate() {
            Ok(()) => check_new(&new, born, today, on_file),
            Err(found) => domain::problem::from_validation(&found),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payer_and_first_day_are_needed() {
        let pointers: Vec<String> =
            CoverageDraft::default().read().err().unwrap_or_default().into_iter().map(|error| error.pointer).collect();
        assert_eq!(pointers, ["/payer", "/start_date"]);
    }
}
