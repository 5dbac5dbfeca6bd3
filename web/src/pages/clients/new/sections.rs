//! The groups of fields of a new client.

use domain::clients::Sex;
use domain::problem::FieldError;
use yew::prelude::*;

use super::form::ClientDraft;
use crate::pages::clients::coverage_form::{CoverageDraft, CoverageFields};
use crate::ui::{Checkbox, DateField, SelectField, TextField, TypedDate, choices, error_at};

#[derive(Properties, PartialEq)]
pub(super) struct GroupProps {
    pub(super) draft: ClientDraft,
    pub(super) onchange: Callback<ClientDraft>,
    pub(super) errors: Vec<FieldError>,
    /// Programs to choose from.
    #[prop_or_default]
    pub(super) programs: Vec<(AttrValue, AttrValue)>,
    /// The program that counts now.
    #[prop_or_default]
    pub(super) chosen: AttrValue,
}

impl GroupProps {
    fn error(&self, pointer: &str) -> Option<AttrValue> {
        error_at(&self.errors, pointer)
    }

    fn set(&self, change: fn(&mut ClientDraft, String)) -> Callback<String> {
        self.with(change)
    }

    fn set_date(&self, change: fn(&mut ClientDraft, TypedDate)) -> Callback<TypedDate> {
        self.with(change)
    }

    fn with<V: 'static>(&self, change: fn(&mut ClientDraft, V)) -> Callback<V> {
        let (draft, onchange) = (self.draft.clone(), self.onchange.clone());
        Callback::from(move |value: V| {
            let mut next = draft.clone();
            change(&mut next, value);
            onchange.emit(next);
        })
    }
}

/// Name, birth date, sex, and the numbers that tell people apart.
#[component]
pub(super) fn WhoGroup(props: &GroupProps) -> Html {
    let draft = &props.draft;
    html! {
        <fieldset class="portico-group">
            <legend>{ "Who" }</legend>
            <div class="portico-pair">
                <TextField id="new-last_name" label="Last name" value={draft.last.clone()} onchange={props.set(|d, t| d.last = t)} maxlength={80} required=true error={props.error("/last_name")} />
                <TextField id="new-first_name" label="First name" value={draft.first.clone()} onchange={props.set(|d, t| d.first = t)} maxlength={80} required=true error={props.error("/first_name")} />
                <TextField id="new-middle_name" label="Middle name" value={draft.middle.clone()} onchange={props.set(|d, t| d.middle = t)} maxlength={80} error={props.error("/middle_name")} />
                <TextField id="new-suffix" label="Suffix" value={draft.suffix.clone()} onchange={props.set(|d, t| d.suffix = t)} maxlength={10} error={props.error("/suffix")} />
                <TextField id="new-preferred_name" label="Preferred name" value={draft.preferred.clone()} onchange={props.set(|d, t| d.preferred = t)} maxlength={80} error={props.error("/preferred_name")} />
            </div>
            <div class="portico-pair">
                <DateField id="new-birth_date" label="Birth date" value={draft.born.clone()} onchange={props.set_date(|d, v| d.born = v)} birth=true required=true error={props.error("/birth_date")} />
                <SelectField id="new-sex" label="Sex" value={draft.sex.clone()} options={choices(Sex::ALL, |sex| (sex.as_str(), sex.label()))} onchange={props.set(|d, t| d.sex = t)} required=true error={props.error("/sex")} />
                <TextField id="new-ssn" label="SSN" value={draft.ssn.clone()} onchange={props.set(|d, t| d.ssn = t)} inputmode="numeric" maxlength={20} help="999-99-9999 when unknown or refused." error={props.error("/ssn")} />
                <TextField id="new-cin" label="CIN" value={draft.cin.clone()} onchange={props.set(|d, t| d.cin = t)} maxlength={20} help="A 9, seven digits and a letter." error={props.error("/cin")} />
            </div>
            <div class="portico-pair">
                <TextField id="new-former_names-0-last_name" label="Former last name" value={draft.former_last.clone()} onchange={props.set(|d, t| d.former_last = t)} maxlength={80} error={props.error("/former_names/0/last_name")} />
                <TextField id="new-former_names-0-first_name" label="Former first name" value={draft.former_first.clone()} onchange={props.set(|d, t| d.former_first = t)} maxlength={80} error={props.error("/former_names/0/first_name")} />
            </div>
        </fieldset>
    }
}

/// How to reach the client.
#[component]
pub(super) fn ContactGroup(props: &GroupProps) -> Html {
    let draft = &props.draft;
    html! {
        <fieldset class="portico-group">
            <legend>{ "Contact" }</legend>
            <div class="portico-pair">
                <TextField id="new-preferred_language" label="Preferred language" value={draft.language.clone()} onchange={props.set(|d, t| d.language = t)} maxlength={60} error={props.error("/preferred_language")} />
                <TextField id="new-phone" label="Phone" kind="tel" value={draft.phone.clone()} onchange={props.set(|d, t| d.phone = t)} maxlength={20} error={props.error("/phone")} />
            </div>
            <Checkbox id="new-homeless" label="The client has no home" checked={draft.homeless} onchange={props.with(|d, no_home| d.homeless = no_home)} help="City, state and ZIP are then your agency's." />
            if !draft.homeless {
                <div class="portico-pair">
                    <TextField id="new-address-street" label="Street" value={draft.street.clone()} onchange={props.set(|d, t| d.street = t)} maxlength={120} error={props.error("/address/street")} />
                    <TextField id="new-address-unit" label="Apartment or unit" value={draft.unit.clone()} onchange={props.set(|d, t| d.unit = t)} maxlength={60} error={props.error("/address/unit")} />
                </div>
            }
            <div class="portico-pair">
                <TextField id="new-address-city" label="City" value={draft.city.clone()} onchange={props.set(|d, t| d.city = t)} maxlength={80} required={draft.homeless} error={props.error("/address/city").or_else(|| props.error("/address"))} />
                <TextField id="new-address-state" label="State" value={draft.state.clone()} onchange={props.set(|d, t| d.state = t)} maxlength={2} help="CA when left empty." error={props.error("/address/state")} />
                <TextField id="new-address-zip" label="ZIP" value={draft.zip.clone()} onchange={props.set(|d, t| d.zip = t)} inputmode="numeric" maxlength={10} required={draft.homeless} error={props.error("/address/zip")} />
            </div>
        </fieldset>
    }
}

/// The first admission, and coverage where it is known.
#[component]
pub(super) fn StartGroup(props: &GroupProps) -> Html {
    let draft = &props.draft;
    html! {
        <>
            <fieldset class="portico-group">
                <legend>{ "First admission" }</legend>
                <div class="portico-pair">
                    <SelectField id="new-admission-program_id" label="Program" value={props.chosen.clone()} options={props.programs.clone()} onchange={props.set(|d, t| d.program = t)} required=true error={props.error("/admission/program_id")} />
                    <DateField id="new-admission-start_date" label="First day" value={draft.start.clone()} onchange={props.set_date(|d, v| d.start = v)} required=true help="For example today." error={props.error("/admission/start_date")} />
                </div>
            </fieldset>
            <fieldset class="portico-group">
                <legend>{ "Coverage, if known" }</legend>
                <CoverageFields value={draft.coverage.clone()} onchange={props.with(|d: &mut ClientDraft, v: CoverageDraft| d.coverage = v)} prefix="new" under="/coverage" optional=true errors={props.errors.clone()} />
            </fieldset>
        </>
    }
}
