//! Organizations and their programs, kept by the county.

use std::rc::Rc;

use domain::access::Permission;
use domain::organizations::Organization;
use domain::page::Page as List;
use uuid::Uuid;
use yew::prelude::*;

use super::organization_form::OrganizationDialog;
use super::programs::Programs;
use super::{active_label, active_word};
use crate::api::{self, use_load};
use crate::session::use_may;
use crate::ui::{Button, Column, DataTable, Glyph, Grid, Kind, Page, Section, Skeleton, view_load};

/// What is open over the page.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Open {
    Nothing,
    Adding,
    Changing(Uuid),
}

/// The page.
#[component]
pub(crate) fn OrganizationsPage() -> Html {
    let may = use_may(Permission::ManageOrganizations);
    let list = use_load((), |()| api::organizations::list());
    let open = use_state_eq(|| Open::Nothing);
    let onclose = Callback::from({
        let open = open.setter();
        move |()| open.set(Open::Nothing)
    });
    let ondone = {
        let (onclose, reload) = (onclose.clone(), list.reload.clone());
        Callback::from(move |()| {
            onclose.emit(());
            reload.emit(());
        })
    };
    let actions = html! {
        if may {
            <Button
                label="Add organization"
                kind={Kind::Primary}
                icon={Glyph::Add}
                onclick={Callback::from({ let open = open.setter(); move |_| open.set(Open::Adding) })}
            />
        }
    };
    let changing = match (*open, list.state.ready()) {
        (Open::Changing(id), Some(page)) => page.items.iter().find(|one| one.id == id).cloned(),
        _ => None,
    };
    let row_actions = may.then(|| {
        let open = open.setter();
        Callback::from(move |row: Rc<Organization>| {
            let (open, id) = (open.clone(), row.id);
            let onclick = Callback::from(move |_| open.set(Open::Changing(id)));
            html! { <Button label="Change" say={format!("Change: {}", row.name)} kind={Kind::Link} {onclick} /> }
        })
    });
    html! {
        <Page
            title="Organizations"
            lead="The county, its contract agencies with their programs, and health plans."
            {actions}
        >
            <Section title="Organizations" id="organizations">
                { view_load(&list, Skeleton::Rows, |page| view(page, row_actions)) }
            </Section>
            if let Some(page) = list.state.ready() {
                <Programs organizations={page.items.clone()} />
            }
            if *open == Open::Adding || changing.is_some() {
                <OrganizationDialog organization={changing} {onclose} {ondone} onlost={list.reload.clone()} />
            }
        </Page>
    }
}

fn view(page: &List<Organization>, row_actions: Option<Callback<Rc<Organization>, Html>>) -> Html {
    let rows: Vec<Rc<Organization>> = page.items.iter().cloned().map(Rc::new).collect();
    html! { <DataTable name="organizations" caption="Organizations" grid={Grid::with_actions(&columns(), &rows, row_actions)} /> }
}

fn columns() -> Vec<Column<Organization>> {
    vec![
        Column::new("name", "Name", |one: &Organization| one.name.clone()),
        Column::new("short", "Short name", |one: &Organization| one.short_name.clone()),
        Column::new("kind", "Kind", |one: &Organization| one.kind.label().to_owned()),
        Column::new("npi", "NPI", |one: &Organization| one.npi.clone().unwrap_or_default()),
        Column::new("tin", "TIN", |one: &Organization| one.tin.clone().unwrap_or_default()).hidden(),
        Column::new("active", "Standing", |one: &Organization| active_word(one.active).to_owned())
            .drawn(|one| active_label(one.active)),
    ]
}
