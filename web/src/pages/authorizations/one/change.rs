//! Asking for a change of a request that is frozen.

use std::rc::Rc;

use domain::authorizations::{Authorization, NewChangeRequest, check_change_request};
use domain::drafts::DraftKind;
use domain::problem::FieldError;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yew::prelude::*;

use super::super::kept::use_kept;
use super::DialogProps;
use super::facts::extent_words;
use crate::api::{self, use_load};
use crate::draft::DraftWords;
use crate::form::{checked, use_form};
use crate::ui::{DateField, FormDialog, SelectField, TextArea, TextField, Tone, TypedDate, use_notices};

/// The change as it is typed. What stays as it is asks for nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Typed {
    start: TypedDate,
    end: TypedDate,
    units: String,
    program: String,
    reason: String,
}

impl Typed {
    fn of(one: &Authorization) -> Self {
        let now = one.granted.unwrap_or(one.asked);
        Self {
            start: now.start_date.into(),
            end: now.end_date.into(),
            units: now.units.to_string(),
            program: one.program.id.to_string(),
            reason: String::new(),
        }
    }

    fn read(&self, one: &Authorization) -> Result<NewChangeRequest, Vec<FieldError>> {
        let now = one.granted.unwrap_or(one.asked);
        let units = self.units.trim().parse::<i32>().ok();
        let mut errors = Vec::new();
        let mut need = |there: bool, pointer: &str, words: &str| {
            if !there {
                errors.push(FieldError::new(pointer, "required", words));
            }
        };
        need(self.start.date.is_some(), "/start_date", "Enter the first day as MM/DD/YYYY.");
        need(self.end.date.is_some(), "/end_date", "Enter the last day as MM/DD/YYYY.");
        need(units.is_some(), "/units", "Enter units as a whole number between 1 and 9999.");
        if !errors.is_empty() {
            return Err(errors);
        }
        let change = NewChangeRequest {
            start_date: self.start.date.filter(|date| *date != now.start_date),
            end_date: self.end.date.filter(|date| *date != now.end_date),
            units: units.filter(|units| *units != now.units),
            program_id: self.program.parse::<Uuid>().ok().filter(|id| *id != one.program.id),
            reason: self.reason.trim().to_owned(),
        };
        checked(change, |change| check_change_request(change, now, one.program.id).err().unwrap_or_default())
    }
}

/// Asks for a change.
#[component]
pub(super) fn ChangeDialog(props: &DialogProps) -> Html {
    let one = &props.authorization;
    let id = one.id;
    let notices = use_notices();
    let programs = use_load((), |()| api::organizations::programs());
    let discard = use_mut_ref(Callback::<()>::noop);
    let done = {
        let (put, onclose, discard) = (props.put.clone(), props.onclose.clone(), Rc::clone(&discard));
        Callback::from(move |now: Authorization| {
            discard.borrow().emit(());
            if let Some(notices) = &notices {
                notices.say(Tone::Good, "Change asked for. The county accepts or refuses it.");
            }
            onclose.emit(());
            put.emit(now);
        })
    };
    let form = {
        let (begin, read) = (one.clone(), one.clone());
        use_form(
            move || Typed::of(&begin),
            move |typed: &Typed| typed.read(&read),
            move |change: NewChangeRequest, key| api::authorizations::ask_change(id, change, key),
            done,
        )
    };
    let kept = use_kept(DraftKind::ChangeRequest, one.client.id, id, &form.draft);
    *discard.borrow_mut() = kept.discard.clone();
    let mut options: Vec<(AttrValue, AttrValue)> = programs
        .state
        .ready()
        .map(|page| {
            page.items.iter().filter(|program| program.active && program.organization_id == one.organization.id)
        })
        .into_iter()
        .flatten()
        .map(|program| (program.id.to_string().into(), program.name.clone().into()))
        .collect();
    if options.iter().all(|(id, _)| *id != one.program.id.to_string()) {
        options.insert(0, (one.program.id.to_string().into(), one.program.name.clone().into()));
    }
    let now = one.granted.unwrap_or(one.asked);
    html! {
        <FormDialog
            title={format!("Ask for a change of authorization {}", one.number)}
            action="Ask for change"
            prefix="change"
            standing={form.standing.clone()}
            onclose={props.onclose.clone()}
        >
            <p>{ format!("It says now: {}, {}. Change what should be different; the county decides.", extent_words(now), one.program.name) }</p>
            <div class="portico-pair">
                <DateField id="change-start_date" label="First day" value={form.draft.start.clone()} onchange={form.on(|typed, date| typed.start = date)} required=true error={form.error("/start_date")} />
                <DateField id="change-end_date" label="Last day" value={form.draft.end.clone()} onchange={form.on(|typed, date| typed.end = date)} required=true error={form.error("/end_date")} />
            </div>
            <TextField id="change-units" label="Units" value={form.draft.units.clone()} onchange={form.on(|typed, text| typed.units = text)} required=true inputmode="numeric" maxlength={5} error={form.error("/units")} />
            <SelectField id="change-program_id" label="Program" value={form.draft.program.clone()} {options} nothing={None::<AttrValue>} onchange={form.on(|typed, word| typed.program = word)} error={form.error("/program_id")} />
            <TextArea id="change-reason" label="Reason" value={form.draft.reason.clone()} onchange={form.on(|typed, text| typed.reason = text)} required=true rows=2 maxlength={500} error={form.error("/reason")} />
            <DraftWords keeping={kept.keeping.clone()} />
        </FormDialog>
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::authorization;
    use super::*;

    #[test]
    fn only_what_differs_is_asked_for() {
        let one = authorization();
        let typed = Typed { units: "100".to_owned(), reason: "Fewer hours".to_owned(), ..Typed::of(&one) };
        let change = typed.read(&one).unwrap();
        assert_eq!((change.units, change.start_date, change.program_id), (Some(100), None, None));
        let same = Typed { reason: "None".to_owned(), ..Typed::of(&one) };
        assert_eq!(
            same.read(&one).unwrap_err().first().map(|error| error.code.clone()),
            Some("nothing_changed".to_owned())
        );
    }
}
