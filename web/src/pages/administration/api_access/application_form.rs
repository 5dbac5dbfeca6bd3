//! Registering an application.

use domain::access::{Credential, OrganizationKind, Permission, Role, may_carry, permissions_of, role_fits};
use domain::applications::{Application, KeySet, NewApplication};
use domain::organizations::Organization;
use domain::problem::FieldError;
use uuid::Uuid;
use yew::prelude::*;

use super::scopes::ScopesField;
use crate::api::{self, json};
use crate::form::{checked, filled, use_form};
use crate::pages::offers::{Choices, use_organizations};
use crate::ui::{FormDialog, SelectField, TextArea, TextField};

#[derive(Debug, Clone, PartialEq, Default)]
struct Draft {
    name: String,
    organization: String,
    role: String,
    scopes: Vec<Permission>,
    contact: String,
    /// An address, or the keys themselves.
    keys: String,
}

impl Draft {
    fn read(&self, kind: Option<OrganizationKind>) -> Result<NewApplication, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut needed = |pointer: &str, words: &str| errors.push(FieldError::new(pointer, "required", words));
        let organization = self.organization.parse::<Uuid>().ok();
        if organization.is_none() {
            needed("/organization_id", "Choose the organization it acts for.");
        }
        let role = Role::parse(&self.role);
        if role.is_none() {
            needed("/role", "Choose a role.");
        }
        let (jwks, jwks_url) = match self.keys.trim() {
            "" => {
                needed("/jwks", "Enter the address of its keys, or the keys.");
                (None, None)
            }
            text if text.starts_with('{') => (json::tree(text).and_then(|set| json::read::<KeySet>(&set)), None),
            text => (None, filled(text)),
        };
        if self.keys.trim().starts_with('{') && jwks.is_none() {
            needed("/jwks", "This is no JSON Web Key Set of public keys.");
        }
        let new = NewApplication {
            name: self.name.trim().to_owned(),
            organization_id: organization.unwrap_or_else(Uuid::nil),
            role: role.unwrap_or(Role::AgencyClerk),
            scopes: self.scopes.clone(),
            contact: self.contact.trim().to_owned(),
            jwks,
            jwks_url,
        };
        checked(new, |new| {
            let known: Vec<String> = errors.iter().map(|error| error.pointer.clone()).collect();
            let rules = kind.map(|kind| new.check(kind)).unwrap_or_default().into_iter().map(at_its_field);
            errors.extend(rules.filter(|error| !known.contains(&error.pointer)));
            errors
        })
    }
}

/// One field on the page holds all keys, and one all scopes.
fn at_its_field(mut error: FieldError) -> FieldError {
    for field in ["/jwks", "/scopes"] {
        if error.pointer.starts_with(field) {
            field.clone_into(&mut error.pointer);
        }
    }
    error
}

/// The roles an application for such an organization can be under.
fn roles(kind: Option<OrganizationKind>) -> Choices {
    let fits = |role: &&Role| **role != Role::AgencySupervisor && kind.is_some_and(|kind| role_fits(kind, **role));
    Role::ALL.iter().filter(fits).map(|role| (role.as_str().into(), role.label().into())).collect()
}

fn kind_of(chosen: &str, all: &[Organization]) -> Option<OrganizationKind> {
    let id = chosen.parse::<Uuid>().ok()?;
    all.iter().find(|one| one.id == id).map(|one| one.kind)
}

#[derive(Properties, PartialEq)]
pub(super) struct NewApplicationDialogProps {
    pub(super) onclose: Callback<()>,
    pub(super) ondone: Callback<Application>,
}

/// Registers an application.
#[component]
pub(super) fn NewApplicationDialog(props: &NewApplicationDialogProps) -> Html {
    let organizations = use_organizations();
    let all = organizations.clone();
    let form = use_form(
        Draft::default,
        move |draft: &Draft| draft.read(kind_of(&draft.organization, &all)),
        api::applications::create,
        props.ondone.clone(),
    );
    let kind = kind_of(&form.draft.organization, &organizations);
    let acts = |one: &&Organization| one.active && one.kind != OrganizationKind::HealthPlan;
    let choices: Choices =
        organizations.iter().filter(acts).map(|one| (one.id.to_string().into(), one.name.clone().into())).collect();
    let offered: Vec<Permission> = Role::parse(&form.draft.role)
        .map(|role| {
            permissions_of(role).iter().copied().filter(|scope| may_carry(Credential::Application, *scope)).collect()
        })
        .unwrap_or_default();
    let keys = form.error("/jwks").or_else(|| form.error("/jwks_url"));
    html! {
        <FormDialog
            title="Register application"
            action="Register application"
            prefix="application"
            standing={form.standing.clone()}
            onclose={props.onclose.clone()}
        >
            <TextField
                id="application-name"
                label="Name"
                value={form.draft.name.clone()}
                onchange={form.on(|draft, text| draft.name = text)}
                maxlength={100}
                required=true
                error={form.error("/name")}
            />
            <SelectField
                id="application-organization_id"
                label="Acts for"
                value={form.draft.organization.clone()}
                options={choices}
                onchange={form.on(|draft: &mut Draft, text| {
                    draft.organization = text;
                    draft.role.clear();
                    draft.scopes.clear();
                })}
                required=true
                error={form.error("/organization_id")}
            />
            <SelectField
                id="application-role"
                label="Under the rules of"
                value={form.draft.role.clone()}
                options={roles(kind)}
                onchange={form.on(|draft: &mut Draft, text| {
                    draft.role = text;
                    draft.scopes.clear();
                })}
                required=true
                help="It can do no more than people in this role."
                error={form.error("/role")}
            />
            if !offered.is_empty() {
                <ScopesField
                    id="application-scopes"
                    {offered}
                    chosen={form.draft.scopes.clone()}
                    onchange={form.on(|draft, scopes| draft.scopes = scopes)}
                    error={form.error("/scopes")}
                />
            }
            <TextField
                id="application-contact"
                label="Contact"
                value={form.draft.contact.clone()}
                onchange={form.on(|draft, text| draft.contact = text)}
                maxlength={200}
                required=true
                help="Whom to call when something is wrong with it."
                error={form.error("/contact")}
            />
            <TextArea
                id="application-jwks"
                label="Public keys"
                value={form.draft.keys.clone()}
                onchange={form.on(|draft, text| draft.keys = text)}
                required=true
                rows={4}
                help="The address where the vendor keeps them, which begins with https://, or the JSON Web Key Set itself."
                error={keys}
            />
        </FormDialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_missing_is_said_at_its_field() {
        let wrong = Draft::default().read(None).err().unwrap_or_default();
        let mut pointers: Vec<&str> = wrong.iter().map(|error| error.pointer.as_str()).collect();
        pointers.sort_unstable();
        assert_eq!(pointers, ["/contact", "/jwks", "/name", "/organization_id", "/role"]);
    }

    #[test]
    fn keys_are_an_address_or_a_set() {
        let read = |keys: &str| {
            let draft = Draft {
                name: "Heron EHR".to_owned(),
                organization: Uuid::from_u128(1).to_string(),
                role: "agency_clerk".to_owned(),
                scopes: vec![Permission::ReadClients],
                contact: "desk".to_owned(),
                keys: keys.to_owned(),
            };
            draft.read(Some(OrganizationKind::Agency))
        };
        let address = read("https://ehr.example.org/jwks.json");
        assert_eq!(address.ok().and_then(|new| new.jwks_url), Some("https://ehr.example.org/jwks.json".to_owned()));
        for wrong in ["{", r#"{"keys":[]}"#] {
            let found = read(wrong).err().unwrap_or_default();
            assert_eq!(found.iter().map(|error| error.pointer.as_str()).collect::<Vec<_>>(), ["/jwks"], "{wrong}");
        }
    }
}
