//! Adding a program, or changing one.

use domain::funding::Service;
use domain::organizations::{Address, ChangeProgram, NewProgram, Organization, Program};
use domain::problem::FieldError;
use serde::Serialize;
use uuid::Uuid;
use yew::prelude::*;

use super::active_word;
use crate::api::{self, Failure};
use crate::form::{Form, checked, filled, use_form};
use crate::pages::offers;
use crate::ui::{Checkbox, Difference, FormDialog, SelectField, TextField, Tone, differences, use_notices};

/// The program as it is being typed.
#[derive(Debug, Clone, PartialEq, Default)]
struct Draft {
    agency: String,
    name: String,
    code: String,
    street: String,
    unit: String,
    city: String,
    state: String,
    zip: String,
    ihbs: bool,
    tbs: bool,
    part2: bool,
    active: bool,
}

/// A new program, or a changed one.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Writing {
    New(NewProgram),
    Changed(ChangeProgram),
}

impl Draft {
    fn of(one: &Program) -> Self {
        Self {
            agency: one.organization_id.to_string(),
            name: one.name.clone(),
            code: one.code.clone(),
            street: one.address.street.clone(),
            unit: one.address.unit.clone().unwrap_or_default(),
            city: one.address.city.clone(),
            state: one.address.state.clone(),
            zip: one.address.zip.clone(),
            ihbs: one.services.contains(&Service::Ihbs),
            tbs: one.services.contains(&Service::Tbs),
            part2: one.part2,
            active: one.active,
        }
    }

    fn services(&self) -> Vec<Service> {
        [(self.ihbs, Service::Ihbs), (self.tbs, Service::Tbs)]
            .into_iter()
            .filter(|(yes, _)| *yes)
            .map(|(_, s)| s)
            .collect()
    }

    fn address(&self) -> Address {
        Address {
            street: self.street.trim().to_owned(),
            unit: filled(&self.unit),
            city: self.city.trim().to_owned(),
            state: self.state.trim().to_uppercase(),
            zip: self.zip.trim().to_owned(),
        }
    }

    fn read(&self, adding: bool) -> Result<Writing, Vec<FieldError>> {
        let (name, code) = (self.name.trim().to_owned(), self.code.trim().to_owned());
        if !adding {
            let change = ChangeProgram {
                name: Some(name),
                code: Some(code),
                address: Some(self.address()),
                services: Some(self.services()),
                part2: Some(self.part2),
                active: Some(self.active),
            };
            return checked(change, ChangeProgram::check).map(Writing::Changed);
        }
        let organization = self.agency.parse::<Uuid>().ok();
        let new = NewProgram {
            organization_id: organization.unwrap_or_else(Uuid::nil),
            name,
            code,
            address: self.address(),
            services: self.services(),
            part2: self.part2,
        };
        let rules = |new: &NewProgram| {
            let mut found = new.check();
            if organization.is_none() {
                found.push(FieldError::new("/organization_id", "required", "Choose an agency."));
            }
            found
        };
        checked(new, rules).map(Writing::New)
    }

    fn against(&self, one: &Program) -> Vec<Difference> {
        let stored = Self::of(one);
        let yes = |yes: bool| if yes { "Yes" } else { "No" }.to_owned();
        differences([
            ("Name", stored.name.clone(), self.name.clone()),
            ("Provider number", stored.code.clone(), self.code.clone()),
            ("Address", one.address.one_line(), self.address().one_line()),
            ("IHBS", yes(stored.ihbs), yes(self.ihbs)),
            ("TBS", yes(stored.tbs), yes(self.tbs)),
            ("42 CFR Part 2", yes(stored.part2), yes(self.part2)),
            ("Standing", active_word(stored.active).to_owned(), active_word(self.active).to_owned()),
        ])
    }
}

fn send(former: Option<(Uuid, i32)>, writing: Writing, key: Uuid) -> api::Answer<Program> {
    match (writing, former) {
        (Writing::New(form), _) => api::organizations::create_program(form, key),
        (Writing::Changed(form), Some((id, version))) => api::organizations::change_program(id, version, form),
        // A change without a program does not come about: `read` is told which of the two it is.
        (Writing::Changed(_), None) => api::answered(Err(Failure::Unreadable(0))),
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct ProgramDialogProps {
    /// The program to change, as the server has it; none adds one.
    pub(super) program: Option<Program>,
    /// The agency the list was narrowed to.
    pub(super) agency: String,
    pub(super) organizations: Vec<Organization>,
    pub(super) onclose: Callback<()>,
    pub(super) ondone: Callback<()>,
    pub(super) onlost: Callback<()>,
}

/// The dialog.
#[component]
pub(super) fn ProgramDialog(props: &ProgramDialogProps) -> Html {
    let notices = use_notices();
    let former = props.program.as_ref();
    let adding = former.is_none();
    let version = former.map(|one| (one.id, one.version));
    let done = {
        let ondone = props.ondone.clone();
        Callback::from(move |one: Program| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, format!("{} {}.", one.name, if adding { "added" } else { "changed" }));
            }
            ondone.emit(());
        })
    };
    let form = use_form(
        || {
            former.map_or_else(
                || Draft { agency: props.agency.clone(), state: "CA".to_owned(), active: true, ..Draft::default() },
                Draft::of,
            )
        },
        move |draft: &Draft| draft.read(adding),
        move |writing, key| send(version, writing, key),
        done,
    );
    let (title, action) = match former {
        Some(one) => (format!("Change {}", one.name), "Save program"),
        None => ("Add program".to_owned(), "Add program"),
    };
    html! {
        <FormDialog
            {title}
            {action}
            prefix="program"
            standing={form.standing.clone()}
            onclose={props.onclose.clone()}
            onlost={props.onlost.clone()}
            differences={former.map(|one| form.draft.against(one)).unwrap_or_default()}
        >
            if adding {
                <SelectField
                    id="program-organization_id"
                    label="Agency"
                    value={form.draft.agency.clone()}
                    options={offers::agencies(&props.organizations)}
                    onchange={form.on(|draft, id| draft.agency = id)}
                    required=true
                    error={form.error("/organization_id")}
                />
            }
            <TextField
                id="program-name"
                label="Name"
                value={form.draft.name.clone()}
                onchange={form.on(|draft, text| draft.name = text)}
                maxlength={150}
                required=true
                help="What people call the place."
                error={form.error("/name")}
            />
            <TextField
                id="program-code"
                label="Provider number"
                value={form.draft.code.clone()}
                onchange={form.on(|draft, text| draft.code = text)}
                maxlength={20}
                required=true
                help="The county's number for it, for example 7401A."
                error={form.error("/code")}
            />
            { services(&form) }
            { address(&form) }
            <Checkbox
                id="program-part2"
                label="Substance-use program under 42 CFR Part 2"
                checked={form.draft.part2}
                onchange={form.on(|draft, yes| draft.part2 = yes)}
                help="An admission to it says by itself that somebody is in treatment, so its rows are kept from other agencies."
            />
            if !adding {
                <Checkbox
                    id="program-active"
                    label="Active"
                    checked={form.draft.active}
                    onchange={form.on(|draft, yes| draft.active = yes)}
                    help="New admissions and requests name active programs only."
                />
            }
        </FormDialog>
    }
}

fn services(form: &Form<Draft>) -> Html {
    html! {
        <fieldset class="portico-group">
            <legend>{ "Services it is contracted for" }</legend>
            <Checkbox
                id="program-services"
                label={Service::Ihbs.label()}
                checked={form.draft.ihbs}
                onchange={form.on(|draft, yes| draft.ihbs = yes)}
                error={form.error("/services")}
            />
            <Checkbox
                id="program-services-tbs"
                label={Service::Tbs.label()}
                checked={form.draft.tbs}
                onchange={form.on(|draft, yes| draft.tbs = yes)}
            />
        </fieldset>
    }
}

fn address(form: &Form<Draft>) -> Html {
    html! {
        <fieldset class="portico-group">
            <legend>{ "Address" }</legend>
            <TextField
                id="program-address-street"
                label="Street"
                value={form.draft.street.clone()}
                onchange={form.on(|draft, text| draft.street = text)}
                maxlength={120}
                required=true
                error={form.error("/address/street")}
            />
            <TextField
                id="program-address-unit"
                label="Suite or unit"
                value={form.draft.unit.clone()}
                onchange={form.on(|draft, text| draft.unit = text)}
                maxlength={60}
                error={form.error("/address/unit")}
            />
            <TextField
                id="program-address-city"
                label="City"
                value={form.draft.city.clone()}
                onchange={form.on(|draft, text| draft.city = text)}
                maxlength={80}
                required=true
                error={form.error("/address/city")}
            />
            <div class="portico-pair">
                <TextField
                    id="program-address-state"
                    label="State"
                    value={form.draft.state.clone()}
                    onchange={form.on(|draft, text| draft.state = text)}
                    maxlength={2}
                    required=true
                    error={form.error("/address/state")}
                />
                <TextField
                    id="program-address-zip"
                    label="ZIP code"
                    value={form.draft.zip.clone()}
                    onchange={form.on(|draft, text| draft.zip = text)}
                    inputmode="numeric"
                    maxlength={10}
                    required=true
                    error={form.error("/address/zip")}
                />
            </div>
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            agency: Uuid::from_u128(1).to_string(),
            name: "San Pedro".to_owned(),
            code: "7401A".to_owned(),
            street: "1 Pier Way".to_owned(),
            city: "San Pedro".to_owned(),
            state: "ca".to_owned(),
            zip: "90731".to_owned(),
            tbs: true,
            ..Draft::default()
        }
    }

    #[test]
    fn a_program_is_read_as_typed() {
        assert!(
            matches!(draft().read(true), Ok(Writing::New(new)) if new.services == [Service::Tbs] && new.address.state == "CA")
        );
    }

    #[test]
    fn what_is_missing_is_said_at_its_field() {
        let wrong = Draft { agency: String::new(), tbs: false, zip: "9".to_owned(), ..draft() };
        let mut pointers: Vec<String> =
            wrong.read(true).err().unwrap_or_default().into_iter().map(|e| e.pointer).collect();
        pointers.sort_unstable();
        assert_eq!(pointers, ["/address/zip", "/organization_id", "/services"]);
    }
}
