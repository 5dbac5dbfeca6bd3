//! Adding an organization, or changing one.

use domain::access::OrganizationKind;
use domain::organizations::{ChangeOrganization, NewOrganization, Organization};
use domain::problem::FieldError;
use serde::Serialize;
use uuid::Uuid;
use yew::prelude::*;

use super::active_word;
use crate::api::{self, Failure};
use crate::form::{checked, filled, use_form};
use crate::ui::{Checkbox, Difference, FormDialog, SelectField, TextField, Tone, differences, use_notices};

/// The organization as it is being typed.
#[derive(Debug, Clone, PartialEq, Default)]
struct Draft {
    name: String,
    short_name: String,
    kind: String,
    npi: String,
    tin: String,
    active: bool,
}

/// A new organization, or a changed one.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Writing {
    New(NewOrganization),
    Changed(ChangeOrganization),
}

impl Draft {
    fn of(one: &Organization) -> Self {
        Self {
            name: one.name.clone(),
            short_name: one.short_name.clone(),
            kind: one.kind.as_str().to_owned(),
            npi: one.npi.clone().unwrap_or_default(),
            tin: one.tin.clone().unwrap_or_default(),
            active: one.active,
        }
    }

    fn read(&self, adding: bool) -> Result<Writing, Vec<FieldError>> {
        let (name, short_name) = (self.name.trim().to_owned(), self.short_name.trim().to_owned());
        let (npi, tin) = (filled(&self.npi), filled(&self.tin));
        if adding {
            let kind = OrganizationKind::parse(&self.kind).unwrap_or(OrganizationKind::Agency);
            let new = NewOrganization { name, short_name, kind, npi, tin };
            return checked(new, NewOrganization::check).map(Writing::New);
        }
        let change = ChangeOrganization {
            name: Some(name),
            short_name: Some(short_name),
            npi: Some(npi),
            tin: Some(tin),
            active: Some(self.active),
        };
        checked(change, ChangeOrganization::check).map(Writing::Changed)
    }

    fn against(&self, one: &Organization) -> Vec<Difference> {
        let stored = Self::of(one);
        let word = |active| active_word(active).to_owned();
        differences([
            ("Name", stored.name, self.name.clone()),
            ("Short name", stored.short_name, self.short_name.clone()),
            ("NPI", stored.npi, self.npi.clone()),
            ("TIN", stored.tin, self.tin.clone()),
            ("Standing", word(stored.active), word(self.active)),
        ])
    }
}

fn send(former: Option<(Uuid, i32)>, writing: Writing, key: Uuid) -> api::Answer<Organization> {
    match (writing, former) {
        (Writing::New(form), _) => api::organizations::create(form, key),
        (Writing::Changed(form), Some((id, version))) => api::organizations::change(id, version, form),
        // A change without an organization does not come about: `read` is told which of the two it is.
        (Writing::Changed(_), None) => api::answered(Err(Failure::Unreadable(0))),
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct OrganizationDialogProps {
    /// The organization to change, as the server has it; none adds one.
    pub(super) organization: Option<Organization>,
    pub(super) onclose: Callback<()>,
    pub(super) ondone: Callback<()>,
    pub(super) onlost: Callback<()>,
}

/// The dialog.
#[component]
pub(super) fn OrganizationDialog(props: &OrganizationDialogProps) -> Html {
    let notices = use_notices();
    let former = props.organization.as_ref();
    let adding = former.is_none();
    let is_county = former.is_some_and(|one| one.kind == OrganizationKind::County);
    let version = former.map(|one| (one.id, one.version));
    let done = {
        let ondone = props.ondone.clone();
        Callback::from(move |one: Organization| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, format!("{} {}.", one.name, if adding { "added" } else { "changed" }));
            }
            ondone.emit(());
        })
    };
    let form = use_form(
        || {
            former.map_or_else(
                || Draft { kind: OrganizationKind::Agency.as_str().to_owned(), active: true, ..Draft::default() },
                Draft::of,
            )
        },
        move |draft: &Draft| draft.read(adding),
        move |writing, key| send(version, writing, key),
        done,
    );
    let kinds = [OrganizationKind::Agency, OrganizationKind::HealthPlan];
    let options = kinds.map(|kind| (AttrValue::from(kind.as_str()), AttrValue::from(kind.label()))).to_vec();
    let (title, action) = match former {
        Some(one) => (format!("Change {}", one.name), "Save organization"),
        None => ("Add organization".to_owned(), "Add organization"),
    };
    html! {
        <FormDialog
            {title}
            {action}
            prefix="organization"
            standing={form.standing.clone()}
            onclose={props.onclose.clone()}
            onlost={props.onlost.clone()}
            differences={former.map(|one| form.draft.against(one)).unwrap_or_default()}
        >
            <TextField
                id="organization-name"
                label="Full legal name"
                value={form.draft.name.clone()}
                onchange={form.on(|draft, text| draft.name = text)}
                maxlength={150}
                required=true
                error={form.error("/name")}
            />
            <TextField
                id="organization-short_name"
                label="Short name"
                value={form.draft.short_name.clone()}
                onchange={form.on(|draft, text| draft.short_name = text)}
                maxlength={40}
                required=true
                help="The name people say; lists show it."
                error={form.error("/short_name")}
            />
            if adding {
                <SelectField
                    id="organization-kind"
                    label="Kind"
                    value={form.draft.kind.clone()}
                    {options}
                    nothing={None::<AttrValue>}
                    onchange={form.on(|draft, kind| draft.kind = kind)}
                    required=true
                    error={form.error("/kind")}
                />
            }
            <div class="portico-pair">
                <TextField
                    id="organization-npi"
                    label="NPI"
                    value={form.draft.npi.clone()}
                    onchange={form.on(|draft, text| draft.npi = text)}
                    inputmode="numeric"
                    maxlength={10}
                    help="National Provider Identifier, ten digits."
                    error={form.error("/npi")}
                />
                <TextField
                    id="organization-tin"
                    label="TIN"
                    value={form.draft.tin.clone()}
                    onchange={form.on(|draft, text| draft.tin = text)}
                    inputmode="numeric"
                    maxlength={10}
                    help="Tax identification number, nine digits."
                    error={form.error("/tin")}
                />
            </div>
            if !adding && !is_county {
                <Checkbox
                    id="organization-active"
                    label="Active"
                    checked={form.draft.active}
                    onchange={form.on(|draft, active| draft.active = active)}
                    help="People of an inactive organization cannot sign in. Its records stay."
                    error={form.error("/active")}
                />
            }
        </FormDialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emptied_number_is_taken_away() {
        let draft = Draft { name: "Harbor Light".to_owned(), short_name: "Harbor".to_owned(), ..Draft::default() };
        assert!(matches!(draft.read(false), Ok(Writing::Changed(change)) if change.npi == Some(None)));
        let wrong = Draft { npi: "123".to_owned(), ..draft };
        let pointers: Vec<String> = wrong.read(true).err().unwrap_or_default().into_iter().map(|e| e.pointer).collect();
        assert_eq!(pointers, ["/npi"]);
    }
}
