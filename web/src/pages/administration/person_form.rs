//! Adding a person, and changing an account.

use domain::access::{OrganizationKind, Role, role_fits};
use domain::organizations::Organization;
use domain::people::{ChangeUser, Invitation, NewUser, User};
use domain::problem::FieldError;
use uuid::Uuid;
use yew::prelude::*;

use crate::api;
use crate::form::{checked, filled, use_form};
use crate::pages::offers::{Choices, use_is_county, use_organizations};
use crate::session::use_me;
use crate::ui::{Difference, FormDialog, SelectField, TextField, Tone, differences, use_notices};

/// The person as it is being typed.
#[derive(Debug, Clone, PartialEq, Default)]
struct Draft {
    user_name: String,
    name: String,
    email: String,
    role: String,
    organization: String,
}

impl Draft {
    fn of(user: &User) -> Self {
        Self {
            user_name: user.user_name.clone(),
            name: user.display_name.clone(),
            email: user.email.clone().unwrap_or_default(),
            role: user.role.as_str().to_owned(),
            organization: user.organization_id.to_string(),
        }
    }

    fn read_new(&self, kind: Option<OrganizationKind>) -> Result<NewUser, Vec<FieldError>> {
        let mut errors = Vec::new();
        let organization = self.organization.parse::<Uuid>().ok();
        if organization.is_none() {
            errors.push(FieldError::new("/organization_id", "required", "Choose an organization."));
        }
        let role = Role::parse(&self.role);
        if role.is_none() {
            errors.push(FieldError::new("/role", "required", "Choose a role."));
        }
        let new = NewUser {
            user_name: self.user_name.trim().to_owned(),
            display_name: self.name.trim().to_owned(),
            email: filled(&self.email),
            role: role.unwrap_or(Role::AgencyClerk),
            organization_id: organization.unwrap_or_else(Uuid::nil),
        };
        let known = !errors.is_empty();
        checked(new, |new| {
            // The role is judged once organization and role are both chosen.
            let rules = kind.map(|kind| new.check(kind)).unwrap_or_default();
            errors.extend(rules.into_iter().filter(|error| !(known && error.pointer == "/role")));
            errors
        })
    }

    fn read_change(&self, kind: Option<OrganizationKind>) -> Result<ChangeUser, Vec<FieldError>> {
        let change = ChangeUser {
            display_name: Some(self.name.trim().to_owned()),
            email: filled(&self.email),
            role: Role::parse(&self.role),
            active: None,
        };
        checked(change, |change| kind.map(|kind| change.check(kind)).unwrap_or_default())
    }

    fn against(&self, user: &User) -> Vec<Difference> {
        let stored = Self::of(user);
        let label = |role: &str| Role::parse(role).map_or("", Role::label).to_owned();
        differences([
            ("Name", stored.name, self.name.clone()),
            ("E-mail", stored.email, self.email.clone()),
            ("Role", label(&stored.role), label(&self.role)),
        ])
    }
}

/// The roles that people of such an organization have.
fn roles(kind: Option<OrganizationKind>) -> Choices {
    let fits = |role: &&Role| kind.is_some_and(|kind| role_fits(kind, **role));
    Role::ALL.iter().filter(fits).map(|role| (role.as_str().into(), role.label().into())).collect()
}

/// Organizations that people can work for: active, and no health plans yet.
fn employers(organizations: &[Organization]) -> Choices {
    let takes = |one: &&Organization| one.active && one.kind != OrganizationKind::HealthPlan;
    organizations.iter().filter(takes).map(|one| (one.id.to_string().into(), one.name.clone().into())).collect()
}

/// What kind of organization is chosen.
fn kind_of(chosen: &str, own: Option<(Uuid, OrganizationKind)>, all: &[Organization]) -> Option<OrganizationKind> {
    let id = chosen.parse::<Uuid>().ok()?;
    let mine = own.filter(|(known, _)| *known == id).map(|(_, kind)| kind);
    mine.or_else(|| all.iter().find(|one| one.id == id).map(|one| one.kind))
}

#[derive(Properties, PartialEq)]
pub(super) struct AddPersonDialogProps {
    pub(super) onclose: Callback<()>,
    pub(super) ondone: Callback<Invitation>,
}

/// Adds a person.
#[component]
pub(super) fn AddPersonDialog(props: &AddPersonDialogProps) -> Html {
    let county = use_is_county();
    let organizations = use_organizations();
    let own = use_me().map(|me| (me.organization.id, me.organization.kind));
    let all = organizations.clone();
    let form = use_form(
        move || Draft {
            // An agency adds to itself only; the county chooses.
            organization: own.filter(|_| !county).map(|(id, _)| id.to_string()).unwrap_or_default(),
            ..Draft::default()
        },
        move |draft: &Draft| draft.read_new(kind_of(&draft.organization, own, &all)),
        api::people::create,
        props.ondone.clone(),
    );
    let kind = kind_of(&form.draft.organization, own, &organizations);
    html! {
        <FormDialog
            title="Add person"
            action="Add person"
            prefix="person"
            standing={form.standing.clone()}
            onclose={props.onclose.clone()}
        >
            <TextField
                id="person-display_name"
                label="Name"
                value={form.draft.name.clone()}
                onchange={form.on(|draft, text| draft.name = text)}
                maxlength={120}
                required=true
                help="As others see it, for example Ana Rivera."
                error={form.error("/display_name")}
            />
            <TextField
                id="person-user_name"
                label="User name"
                value={form.draft.user_name.clone()}
                onchange={form.on(|draft, text| draft.user_name = text)}
                maxlength={60}
                required=true
                help="Letters, digits, dots, hyphens and underscores. It stays the same for good."
                error={form.error("/user_name")}
            />
            <TextField
                id="person-email"
                label="E-mail"
                kind="email"
                value={form.draft.email.clone()}
                onchange={form.on(|draft, text| draft.email = text)}
                maxlength={200}
                error={form.error("/email")}
            />
            if county {
                <SelectField
                    id="person-organization_id"
                    label="Organization"
                    value={form.draft.organization.clone()}
                    options={employers(&organizations)}
                    onchange={form.on(|draft: &mut Draft, id| { draft.organization = id; draft.role.clear(); })}
                    required=true
                    error={form.error("/organization_id")}
                />
            }
            <SelectField
                id="person-role"
                label="Role"
                value={form.draft.role.clone()}
                options={roles(kind)}
                onchange={form.on(|draft, role| draft.role = role)}
                required=true
                help={kind.is_none().then_some("Choose the organization first.")}
                error={form.error("/role")}
            />
        </FormDialog>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct ChangePersonDialogProps {
    /// The account as the server has it.
    pub(super) user: User,
    pub(super) onclose: Callback<()>,
    pub(super) ondone: Callback<()>,
    pub(super) onlost: Callback<()>,
}

/// Changes an account.
#[component]
pub(super) fn ChangePersonDialog(props: &ChangePersonDialogProps) -> Html {
    let notices = use_notices();
    let user = &props.user;
    let (id, version) = (user.id, user.version);
    // What roles there are follows from the role the person has: every role belongs to one kind of organization.
    let kinds = [OrganizationKind::County, OrganizationKind::Agency];
    let kind = kinds.into_iter().find(|kind| role_fits(*kind, user.role));
    let done = {
        let ondone = props.ondone.clone();
        Callback::from(move |user: User| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, format!("The account of {} is changed.", user.display_name));
            }
            ondone.emit(());
        })
    };
    let form = use_form(
        || Draft::of(user),
        move |draft: &Draft| draft.read_change(kind),
        move |body, _| api::people::change(id, version, body),
        done,
    );
    html! {
        <FormDialog
            title={format!("Change account of {}", user.display_name)}
            action="Save account"
            prefix="person"
            standing={form.standing.clone()}
            onclose={props.onclose.clone()}
            onlost={props.onlost.clone()}
            differences={form.draft.against(user)}
        >
            <TextField
                id="person-display_name"
                label="Name"
                value={form.draft.name.clone()}
                onchange={form.on(|draft, text| draft.name = text)}
                maxlength={120}
                required=true
                error={form.error("/display_name")}
            />
            <TextField
                id="person-email"
                label="E-mail"
                kind="email"
                value={form.draft.email.clone()}
                onchange={form.on(|draft, text| draft.email = text)}
                maxlength={200}
                help="Left empty, the address on file stays."
                error={form.error("/email")}
            />
            <SelectField
                id="person-role"
                label="Role"
                value={form.draft.role.clone()}
                options={roles(kind)}
                nothing={None::<AttrValue>}
                onchange={form.on(|draft, role| draft.role = role)}
                required=true
                error={form.error("/role")}
            />
        </FormDialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_has_a_role_of_their_organization() {
        let agency = roles(Some(OrganizationKind::Agency));
        assert_eq!(agency.len(), 3);
        assert!(roles(None).is_empty());
        let draft = Draft {
            user_name: "a.rivera".to_owned(),
            name: "Ana Rivera".to_owned(),
            role: Role::CountyReviewer.as_str().to_owned(),
            organization: Uuid::from_u128(1).to_string(),
            ..Draft::default()
        };
        let found = draft.read_new(Some(OrganizationKind::Agency)).err().unwrap_or_default();
        assert_eq!(found.first().map(|error| error.pointer.as_str()), Some("/role"));
        assert!(draft.read_new(Some(OrganizationKind::County)).is_ok());
    }

    #[test]
    fn everything_missing_is_said_once() {
        let found = Draft::default().read_new(None).err().unwrap_or_default();
        let mut pointers: Vec<&str> = found.iter().map(|error| error.pointer.as_str()).collect();
        pointers.sort_unstable();
        assert_eq!(pointers, ["/display_name", "/organization_id", "/role", "/user_name"]);
    }
}
