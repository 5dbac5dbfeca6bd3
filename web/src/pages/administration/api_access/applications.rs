//! Registered applications.

use std::rc::Rc;

use domain::access::Permission;
use domain::applications::{Application, ApplicationState, ChangeApplication};
use yew::prelude::*;

use super::application_form::NewApplicationDialog;
use super::scopes::words;
use crate::api::{self, Pages, use_pages, use_submission};
use crate::clock::Clock;
use crate::pages::administration::copying::Copying;
use crate::session::{use_clock, use_may};
use crate::ui::{
    Button, Column, ConfirmDialog, Dialog, Empty, Glyph, Grid, Kind, Section, Skeleton, Tone, status, use_notices,
    view_pages, view_table,
};

#[derive(Clone, PartialEq)]
enum Open {
    Nothing,
    Registering,
    Registered(Rc<Application>),
    Setting(Rc<Application>, ApplicationState),
}

/// The list with what can be done.
#[component]
pub(super) fn ApplicationsSection() -> Html {
    let (may, clock) = (use_may(Permission::ManageApplications), use_clock());
    let list = use_pages(may, api::applications::list);
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
    let onregistered = {
        let (show, reload) = (show.clone(), list.reload.clone());
        Callback::from(move |made: Application| {
            show.emit(Open::Registered(Rc::new(made)));
            reload.emit(());
        })
    };
    let actions = html! {
        <Button label="Register application" icon={Glyph::Add} onclick={show.reform(|_| Open::Registering)} />
    };
    let row_actions = {
        let show = show.clone();
        Callback::from(move |row: Rc<Application>| buttons(&row, &show))
    };
    html! {
        <Section title="Applications" id="applications" {actions}>
            <p>{ "Other vendors' systems. Each proves who it is with a key of its own and acts in its own name, for one organization." }</p>
            { view(&list, &clock, row_actions) }
            { match &*open {
                Open::Registering => html! { <NewApplicationDialog {onclose} ondone={onregistered} /> },
                Open::Registered(made) => html! { <RegisteredDialog made={Rc::clone(made)} {onclose} /> },
                Open::Setting(row, state) => html! {
                    <StateDialog application={Rc::clone(row)} state={*state} {onclose} ondone={onchanged} />
                },
                Open::Nothing => Html::default(),
            } }
        </Section>
    }
}

fn buttons(row: &Rc<Application>, show: &Callback<Open>) -> Html {
    let button = |label: &'static str, state: ApplicationState| {
        let row = Rc::clone(row);
        let say = AttrValue::from(format!("{label}: {}", row.name));
        let onclick = show.reform(move |_| Open::Setting(Rc::clone(&row), state));
        html! { <Button {label} {say} kind={Kind::Link} {onclick} /> }
    };
    html! {
        <span class="portico-row-buttons">
            { match row.state {
                ApplicationState::Active => button("Suspend", ApplicationState::Suspended),
                ApplicationState::Suspended => button("Resume", ApplicationState::Active),
                ApplicationState::Revoked => Html::default(),
            } }
            if row.state != ApplicationState::Revoked {
                { button("Revoke", ApplicationState::Revoked) }
            }
        </span>
    }
}

fn view(list: &Pages<Application>, clock: &Clock, row_actions: Callback<Rc<Application>, Html>) -> Html {
    view_pages(list, Skeleton::Rows, |rows| {
        if rows.is_empty() {
            return html! {
                <Empty title="No applications" glyph={Glyph::Building}>
                    <p>{ "Register one when a vendor's system is to work with Portico for an organization." }</p>
                </Empty>
            };
        }
        view_table(list, "applications", "Applications", Grid::with_actions(&columns(clock), rows, Some(row_actions)))
    })
}

const fn tone(state: ApplicationState) -> Tone {
    match state {
        ApplicationState::Active => Tone::Good,
        ApplicationState::Suspended => Tone::Look,
        ApplicationState::Revoked => Tone::Quiet,
    }
}

fn columns(clock: &Clock) -> Vec<Column<Application>> {
    let used = clock.clone();
    vec![
        Column::new("name", "Name", |one: &Application| one.name.clone()),
        Column::new("organization", "Acts for", |one: &Application| one.organization_name.clone()),
        Column::new("role", "Under the rules of", |one: &Application| one.role.label().to_owned()),
        Column::new("scopes", "May", |one: &Application| words(&one.scopes)).unsorted(),
        Column::new("state", "State", |one: &Application| one.state.label().to_owned())
            .drawn(|one| html! { { status(tone(one.state), one.state.label()) } }),
        Column::new("used", "Last used", move |one: &Application| match (one.last_used_at, &one.last_used_from) {
            (Some(at), Some(from)) => format!("{} from {from}", used.moment(at)),
            (Some(at), None) => used.moment(at),
            (None, _) => "Never".to_owned(),
        })
        .sorted_by(|one| one.last_used_at.map(|at| at.unix_timestamp().to_string()).unwrap_or_default()),
        Column::new("contact", "Contact", |one: &Application| one.contact.clone()),
        Column::new("id", "Client id", |one: &Application| one.id.to_string()).hidden(),
    ]
}

#[derive(Properties, PartialEq)]
struct RegisteredDialogProps {
    made: Rc<Application>,
    onclose: Callback<()>,
}

/// What the vendor needs to know.
#[component]
fn RegisteredDialog(props: &RegisteredDialogProps) -> Html {
    let footer = html! { <Button label="Close" kind={Kind::Secondary} onclick={props.onclose.reform(|_| ())} /> };
    html! {
        <Dialog title={format!("{} is registered", props.made.name)} onclose={props.onclose.clone()} {footer}>
            <p>{ "Give the vendor this client id. It is no secret: what proves who they are is their key." }</p>
            <Copying id="client-id" label="Client id" action="Copy client id" text={props.made.id.to_string()} />
        </Dialog>
    }
}

#[derive(Properties, PartialEq)]
struct StateDialogProps {
    application: Rc<Application>,
    state: ApplicationState,
    onclose: Callback<()>,
    ondone: Callback<()>,
}

/// Suspends, resumes or revokes.
#[component]
fn StateDialog(props: &StateDialogProps) -> Html {
    let notices = use_notices();
    let (id, version, state) = (props.application.id, props.application.version, props.state);
    let done = {
        let (ondone, name) = (props.ondone.clone(), props.application.name.clone());
        Callback::from(move |made: Application| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, format!("{name} is {} now.", made.state.label().to_lowercase()));
            }
            ondone.emit(());
        })
    };
    let submission =
        use_submission(move |form: ChangeApplication, _| api::applications::change(id, version, form), done);
    let onconfirm =
        submission.send.reform(move |()| ChangeApplication { state: Some(state), ..ChangeApplication::default() });
    let (action, words) = match state {
        ApplicationState::Active => ("Resume application", "It is let in again, with what it was registered for."),
        ApplicationState::Suspended => {
            ("Suspend application", "It is refused from its next request on. You can resume it.")
        }
        ApplicationState::Revoked => (
            "Revoke application",
            "It is refused from its next request on. This cannot be undone; it would have to be registered anew.",
        ),
    };
    html! {
        <ConfirmDialog
            title={format!("{action}: {}", props.application.name)}
            {action}
            {onconfirm}
            onclose={props.onclose.clone()}
            danger={state != ApplicationState::Active}
            busy={submission.busy}
            failure={submission.failure.clone()}
        >
            <p>{ words }</p>
        </ConfirmDialog>
    }
}
