//! Entering a consent, with every element that 42 CFR 2.31 asks for.

use std::rc::Rc;

use domain::consents::{Consent, ConsentKind, ConsentPurpose, NewConsent, RecipientClass, RecordKind};
use domain::organizations::Program;
use domain::problem::FieldError;
use time::Date;
use uuid::Uuid;
use yew::prelude::*;

use super::admission::{only_program, program_choices};
use crate::api;
use crate::form::{checked, filled, use_form};
use crate::session::use_today;
use crate::ui::{
    Checkbox, DateField, FormDialog, SelectField, TextArea, TextField, Tone, TypedDate, choices, use_notices,
};

/// What stands for a recipient by name among the classes.
const BY_NAME: &str = "name";

/// The consent as it is being typed.
#[derive(Debug, Clone, PartialEq, Default)]
struct Draft {
    program: String,
    kind: String,
    records: [bool; RecordKind::ALL.len()],
    description: String,
    recipient: String,
    name: String,
    purpose: String,
    explained: bool,
    expires_on: TypedDate,
    expires_event: String,
    signed_by: String,
    signed_on: TypedDate,
}

impl Draft {
    fn read(&self, today: Date) -> Result<NewConsent, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut needed = |missing: bool, pointer: &str, words: &str| {
            if missing {
                errors.push(FieldError::new(pointer, "required", words));
            }
        };
        let program = self.program.parse::<Uuid>().ok();
        let (kind, purpose) = (ConsentKind::parse(&self.kind), ConsentPurpose::parse(&self.purpose));
        needed(program.is_none(), "/program_id", "Choose the program that discloses.");
        needed(kind.is_none(), "/kind", "Choose a kind of consent.");
        needed(purpose.is_none(), "/purpose", "Choose what it is for.");
        needed(self.signed_on.date.is_none(), "/signed_on", "Enter the day of the signature as MM/DD/YYYY.");
        let picked = RecordKind::ALL.iter().zip(self.records).filter(|(_, picked)| *picked).map(|(kind, _)| *kind);
        let new = NewConsent {
            program_id: program.unwrap_or_else(Uuid::nil),
            kind: kind.unwrap_or(ConsentKind::Single),
            what: picked.collect(),
            description: self.description.trim().to_owned(),
            recipient_organization_id: None,
            recipient_class: RecipientClass::parse(&self.recipient),
            recipient_name: filled(&self.name).filter(|_| self.recipient == BY_NAME),
            purpose: purpose.unwrap_or(ConsentPurpose::Payment),
            revocation_explained: self.explained,
            expires_on: self.expires_on.date,
            expires_event: filled(&self.expires_event),
            signed_by: self.signed_by.trim().to_owned(),
            signed_on: self.signed_on.date.unwrap_or(today),
        };
        let missing: Vec<String> = errors.iter().map(|one| one.pointer.clone()).collect();
        checked(new, |new| {
            let open = |one: &FieldError| !missing.contains(&one.pointer);
            // Kind and purpose are judged together once both are chosen.
            let both = |one: &FieldError| one.pointer != "/purpose" || kind.is_some();
            errors.extend(new.check(today).into_iter().filter(|one| open(one) && both(one)));
            errors
        })
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct ConsentDialogProps {
    pub(super) client: Uuid,
    /// The person's own programs.
    pub(super) programs: Rc<Vec<Program>>,
    pub(super) onclose: Callback<()>,
    pub(super) ondone: Callback<()>,
}

/// Enters a consent.
#[component]
pub(super) fn ConsentDialog(props: &ConsentDialogProps) -> Html {
    let (notices, today, client) = (use_notices(), use_today(), props.client);
    let part2: Vec<Program> = props.programs.iter().filter(|one| one.part2).cloned().collect();
    let done = {
        let ondone = props.ondone.clone();
        Callback::from(move |_: Consent| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, "The consent is entered.");
            }
            ondone.emit(());
        })
    };
    let only = only_program(&part2).unwrap_or_default();
    let form = use_form(
        move || Draft { program: only, signed_on: TypedDate::from(today), ..Draft::default() },
        move |draft: &Draft| draft.read(today),
        move |body, key| api::consents::create(client, body, key),
        done,
    );
    let draft = &form.draft;
    let mut recipients = choices(RecipientClass::ALL, |one| (one.as_str(), one.label()));
    recipients.push((BY_NAME.into(), "Somebody else, by name".into()));
    html! {
        <FormDialog title="Add consent" action="Add consent" prefix="consent" standing={form.standing.clone()} onclose={props.onclose.clone()}>
            <SelectField id="consent-program_id" label="Program that discloses" value={draft.program.clone()} options={program_choices(&part2)}
                onchange={form.on(|draft, id| draft.program = id)} required=true error={form.error("/program_id")} />
            <SelectField id="consent-kind" label="Kind" value={draft.kind.clone()} options={choices(ConsentKind::ALL, |one| (one.as_str(), one.label()))}
                onchange={form.on(|draft: &mut Draft, kind: String| {
                    // This kind has one purpose.
                    if kind == ConsentKind::Tpo.as_str() { draft.purpose = ConsentPurpose::Tpo.as_str().to_owned(); }
                    draft.kind = kind;
                })} required=true error={form.error("/kind")} />
            <fieldset class="pf-v6-c-form__fieldset">
                <legend class="pf-v6-c-form__label-text">{ "What may be disclosed" }</legend>
                { record_box(0, &form) }
                { record_box(1, &form) }
                { record_box(2, &form) }
                { record_box(3, &form) }
            </fieldset>
            <TextArea id="consent-description" label="In the words of the form" value={draft.description.clone()} rows={2} maxlength={500}
                onchange={form.on(|draft, text| draft.description = text)} required=true error={form.error("/description")} />
            <SelectField id="consent-recipient_organization_id" label="Who may be told" value={draft.recipient.clone()} options={recipients}
                onchange={form.on(|draft, word| draft.recipient = word)} required=true
                error={form.error("/recipient_organization_id").or(form.error("/recipient_class"))} />
            if draft.recipient == BY_NAME {
                <TextField id="consent-recipient_name" label="Name of the recipient" value={draft.name.clone()} maxlength={200}
                    onchange={form.on(|draft, text| draft.name = text)} required=true error={form.error("/recipient_name")} />
            }
            <SelectField id="consent-purpose" label="What for" value={draft.purpose.clone()} options={choices(ConsentPurpose::ALL, |one| (one.as_str(), one.label()))}
                onchange={form.on(|draft, word| draft.purpose = word)} required=true error={form.error("/purpose")} />
            <Checkbox id="consent-revocation_explained" label="The form says that the client may revoke it, and how" checked={draft.explained}
                onchange={form.on(|draft, yes| draft.explained = yes)} error={form.error("/revocation_explained")} />
            <DateField id="consent-expires_on" label="Last day" value={draft.expires_on.clone()}
                onchange={form.on(|draft, date| draft.expires_on = date)} help="Or name the event below." error={form.error("/expires_on")} />
            <TextField id="consent-expires_event" label="Event that ends it" value={draft.expires_event.clone()} maxlength={200}
                onchange={form.on(|draft, text| draft.expires_event = text)} help="For example: end of treatment." error={form.error("/expires_event")} />
            <TextField id="consent-signed_by" label="Signed by" value={draft.signed_by.clone()} maxlength={120}
                onchange={form.on(|draft, text| draft.signed_by = text)} required=true error={form.error("/signed_by")} />
            <DateField id="consent-signed_on" label="Signed on" value={draft.signed_on.clone()}
                onchange={form.on(|draft, date| draft.signed_on = date)} required=true error={form.error("/signed_on")} />
        </FormDialog>
    }
}

/// The box of one kind of records; the first carries the error of them all.
fn record_box(place: usize, form: &crate::form::Form<Draft>) -> Html {
    let Some((kind, picked)) = RecordKind::ALL.get(place).zip(form.draft.records.get(place)) else {
        return Html::default();
    };
    let draft = form.draft.clone();
    let onchange = Callback::from(move |yes: bool| {
        let mut next = (*draft).clone();
        if let Some(one) = next.records.get_mut(place) {
            *one = yes;
        }
        draft.set(next);
    });
    let id = if place == 0 { "consent-what".to_owned() } else { format!("consent-what-{}", kind.as_str()) };
    let error = form.error("/what").filter(|_| place == 0);
    html! { <Checkbox {id} label={kind.label()} checked={*picked} {onchange} {error} /> }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn what_is_missing_is_said_at_its_field_and_once() {
        let today = date!(2026 - 03 - 02);
        let mut found: Vec<String> =
            Draft::default().read(today).err().unwrap_or_default().into_iter().map(|one| one.pointer).collect();
        found.sort_unstable();
        let expected = [
            "/description",
            "/expires_on",
            "/kind",
            "/program_id",
            "/purpose",
            "/recipient_organization_id",
            "/revocation_explained",
            "/signed_by",
            "/signed_on",
            "/what",
        ];
        assert_eq!(found, expected);
    }
}
