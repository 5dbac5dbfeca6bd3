//! People: who has an account, in which role, and helping them when they cannot sign in.

use std::rc::Rc;

use domain::access::Permission;
use domain::people::{ChangeUser, FirstPassword, User};
use uuid::Uuid;
use yew::prelude::*;

use super::first_password::FirstPasswordDialog;
use super::person_form::{AddPersonDialog, ChangePersonDialog};
use super::person_programs::ProgramsDialog;
use super::{active_label, active_word};
use crate::api::{self, Pages, use_pages, use_submission};
use crate::clock::Clock;
use crate::pages::offers::{use_is_county, use_organizations};
use crate::session::{use_clock, use_may, use_me};
use crate::ui::{
    Button, Column, ConfirmDialog, Empty, Glyph, Grid, Kind, Page, SelectField, Skeleton, Tone, use_notices,
    view_pages, view_table,
};

/// What is open over the list.
#[derive(Clone, PartialEq)]
enum Open {
    Nothing,
    Adding,
    Changing(Uuid),
    Deactivating(Rc<User>),
    Resetting(Rc<User>),
    Programs(Rc<User>),
    Password(Rc<FirstPassword>),
}

/// The page.
#[component]
pub(crate) fn PeoplePage() -> Html {
    let may = use_may(Permission::ManagePeople);
    let (county, clock) = (use_is_county(), use_clock());
    let me = use_me().map(|me| me.user_id);
    let organization = use_state_eq(|| None::<Uuid>);
    let list = use_pages(*organization, api::people::list);
    let open = use_state_eq(|| Open::Nothing);
    let show = {
        let open = open.setter();
        Callback::from(move |next: Open| open.set(next))
    };
    let onclose = show.reform(|()| Open::Nothing);
    let onchanged = {
        let (onclose, reload) = (onclose.clone(), list.reload.clone());
        Callback::from(move |()| {
            onclose.emit(());
            reload.emit(());
        })
    };
    let onpassword = {
        let (show, reload) = (show.clone(), list.reload.clone());
        Callback::from(move |made: FirstPassword| {
            show.emit(Open::Password(Rc::new(made)));
            reload.emit(());
        })
    };
    let actions = html! {
        if may {
            <Button label="Add person" kind={Kind::Primary} icon={Glyph::Add} onclick={show.reform(|_| Open::Adding)} />
        }
    };
    let row_actions = may.then(|| {
        let show = show.clone();
        Callback::from(move |row: Rc<User>| buttons(&row, me, &show))
    });
    let changing = match &*open {
        Open::Changing(id) => user(&list, *id),
        _ => None,
    };
    html! {
        <Page title="People" lead="Who can sign in, and in which role." {actions}>
            if county {
                <OrganizationFilter
                    value={*organization}
                    onchange={Callback::from({ let organization = organization.setter(); move |next| organization.set(next) })}
                />
            }
            { view(&list, county, &clock, row_actions) }
            { match (&*open, changing) {
                (Open::Adding, _) => html! { <AddPersonDialog onclose={onclose} ondone={onpassword} /> },
                (Open::Changing(_), Some(user)) => html! { <ChangePersonDialog {user} onclose={onclose} ondone={onchanged} onlost={list.reload.clone()} /> },
                (Open::Deactivating(user), _) => html! { <ActiveDialog user={Rc::clone(user)} onclose={onclose} ondone={onchanged} /> },
                (Open::Resetting(user), _) => html! { <ResetDialog user={Rc::clone(user)} onclose={onclose} ondone={onpassword} /> },
                (Open::Programs(user), _) => html! { <ProgramsDialog user={Rc::clone(user)} onclose={onclose} /> },
                (Open::Password(made), _) => html! { <FirstPasswordDialog made={Rc::clone(made)} onclose={onclose} /> },
                (Open::Nothing | Open::Changing(_), _) => Html::default(),
            } }
        </Page>
    }
}

/// The account as the list has it now, so that a change starts from the newest version.
fn user(list: &Pages<User>, id: Uuid) -> Option<User> {
    list.state.ready()?.items.iter().find(|user| user.id == id).map(|user| (**user).clone())
}

fn buttons(row: &Rc<User>, me: Option<Uuid>, show: &Callback<Open>) -> Html {
    let say = |what: &str| AttrValue::from(format!("{what}: {}", row.display_name));
    let id = row.id;
    let (reset, active, programs) = (Rc::clone(row), Rc::clone(row), Rc::clone(row));
    let switch = if row.active { "Deactivate" } else { "Activate" };
    html! {
        <span class="portico-row-buttons">
            <Button
                label="Change"
                say={say("Change")}
                kind={Kind::Link}
                onclick={show.reform(move |_| Open::Changing(id))}
            />
            // Nobody locks themselves out, and one's own password is changed under one's own account.
            if me != Some(id) {
                <Button
                    label="Programs"
                    say={say("Programs")}
                    kind={Kind::Link}
                    onclick={show.reform(move |_| Open::Programs(Rc::clone(&programs)))}
                />
                if row.active {
                    <Button
                        label="Reset password"
                        say={say("Reset password")}
                        kind={Kind::Link}
                        onclick={show.reform(move |_| Open::Resetting(Rc::clone(&reset)))}
                    />
                }
                <Button
                    label={switch}
                    say={say(switch)}
                    kind={Kind::Link}
                    onclick={show.reform(move |_| Open::Deactivating(Rc::clone(&active)))}
                />
            }
        </span>
    }
}

fn view(list: &Pages<User>, county: bool, clock: &Clock, row_actions: Option<Callback<Rc<User>, Html>>) -> Html {
    view_pages(list, Skeleton::Rows, |rows| {
        if rows.is_empty() {
            return html! {
                <Empty title="Nobody here yet" glyph={Glyph::People}>
                    <p>{ "Add the first person, or choose another organization." }</p>
                </Empty>
            };
        }
        view_table(list, "people", "People", Grid::with_actions(&columns(county, clock), rows, row_actions))
    })
}

fn columns(county: bool, clock: &Clock) -> Vec<Column<User>> {
    let clock = clock.clone();
    let mut columns = vec![
        Column::new("name", "Name", |user: &User| user.display_name.clone()),
        Column::new("user_name", "User name", |user: &User| user.user_name.clone()),
        Column::new("role", "Role", |user: &User| user.role.label().to_owned()),
        Column::new("active", "Account", |user: &User| active_word(user.active).to_owned())
            .drawn(|user| active_label(user.active)),
        Column::new("signed_in", "Last sign-in", move |user: &User| match user.last_sign_in_at {
            Some(at) => clock.moment(at),
            None if user.must_change_password => "Never; first password given".to_owned(),
            None => "Never".to_owned(),
        })
        .sorted_by(|user| user.last_sign_in_at.map(|at| at.unix_timestamp().to_string()).unwrap_or_default()),
        Column::new("email", "E-mail", |user: &User| user.email.clone().unwrap_or_default()).hidden(),
    ];
    if county {
        columns.insert(3, Column::new("organization", "Organization", |user: &User| user.organization_name.clone()));
    }
    columns
}

#[derive(Properties, PartialEq)]
struct OrganizationFilterProps {
    value: Option<Uuid>,
    onchange: Callback<Option<Uuid>>,
}

#[component]
fn OrganizationFilter(props: &OrganizationFilterProps) -> Html {
    let organizations = use_organizations();
    let options =
        organizations.iter().map(|one| (one.id.to_string().into(), one.name.clone().into())).collect::<Vec<_>>();
    html! {
        <div class="portico-narrow pf-v6-c-form" role="group" aria-label="Filters">
            <SelectField
                id="people-organization"
                label="Organization"
                value={props.value.map(|id| id.to_string()).unwrap_or_default()}
                {options}
                nothing={Some(AttrValue::Static("All organizations"))}
                onchange={props.onchange.reform(|id: String| id.parse().ok())}
            />
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct ActiveDialogProps {
    user: Rc<User>,
    onclose: Callback<()>,
    ondone: Callback<()>,
}

/// Deactivates an account, or activates it again.
#[component]
fn ActiveDialog(props: &ActiveDialogProps) -> Html {
    let notices = use_notices();
    let user = &props.user;
    let (id, version, active) = (user.id, user.version, !user.active);
    let done = {
        let (ondone, name) = (props.ondone.clone(), user.display_name.clone());
        Callback::from(move |_: User| {
            if let Some(notices) = &notices {
                let what = if active { "activated" } else { "deactivated" };
                notices.say(Tone::Good, format!("The account of {name} is {what}."));
            }
            ondone.emit(());
        })
    };
    let submission = use_submission(move |form: ChangeUser, _| api::people::change(id, version, form), done);
    let onconfirm = submission.send.reform(move |()| ChangeUser { active: Some(active), ..ChangeUser::default() });
    let (verb, words) = if active {
        ("Activate account", "The person can sign in again with the password they had.")
    } else {
        (
            "Deactivate account",
            "The person is signed out everywhere at once and cannot sign in. What they did stays in their name. You can activate the account again.",
        )
    };
    html! {
        <ConfirmDialog
            title={format!("{verb} of {}", user.display_name)}
            action={verb}
            {onconfirm}
            onclose={props.onclose.clone()}
            danger={!active}
            busy={submission.busy}
            failure={submission.failure.clone()}
        >
            <p>{ words }</p>
        </ConfirmDialog>
    }
}

#[derive(Properties, PartialEq)]
struct ResetDialogProps {
    user: Rc<User>,
    onclose: Callback<()>,
    ondone: Callback<FirstPassword>,
}

/// Gives a person a new first password.
#[component]
fn ResetDialog(props: &ResetDialogProps) -> Html {
    let user = &props.user;
    let id = user.id;
    let submission = use_submission(move |_: Uuid, key| api::people::reset_password(id, key), props.ondone.clone());
    html! {
        <ConfirmDialog
            title={format!("Reset password of {}", user.display_name)}
            action="Reset password"
            onconfirm={submission.send.reform(move |()| id)}
            onclose={props.onclose.clone()}
            busy={submission.busy}
            failure={submission.failure.clone()}
        >
            <p>{ "The person is signed out everywhere. You get a new first password to hand over; it is shown once, and they choose their own when they sign in." }</p>
        </ConfirmDialog>
    }
}
