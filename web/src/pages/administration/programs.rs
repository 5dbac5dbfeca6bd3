//! Programs: the places where agencies give services.

use std::rc::Rc;

use domain::access::Permission;
use domain::organizations::{Organization, Program};
use uuid::Uuid;
use yew::prelude::*;

use super::program_form::ProgramDialog;
use super::{active_label, active_word};
use crate::api::{self, use_load};
use crate::pages::offers;
use crate::session::use_may;
use crate::ui::{Button, Column, DataTable, Empty, Glyph, Grid, Kind, Section, SelectField, Skeleton, view_load};

/// What is open over the list.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Open {
    Nothing,
    Adding,
    Changing(Uuid),
}

#[derive(Properties, PartialEq)]
pub(super) struct ProgramsProps {
    pub(super) organizations: Vec<Organization>,
}

/// The programs of all agencies, or of one.
#[component]
pub(super) fn Programs(props: &ProgramsProps) -> Html {
    let may = use_may(Permission::ManageOrganizations);
    let list = use_load((), |()| api::organizations::programs());
    let agency = use_state_eq(String::new);
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
    let add = Callback::from({
        let open = open.setter();
        move |_: MouseEvent| open.set(Open::Adding)
    });
    let actions = html! { if may { <Button label="Add program" icon={Glyph::Add} onclick={add} /> } };
    let changing = match (*open, list.state.ready()) {
        (Open::Changing(id), Some(page)) => page.items.iter().find(|one| one.id == id).cloned(),
        _ => None,
    };
    let row_actions = may.then(|| {
        let open = open.setter();
        Callback::from(move |row: Rc<Program>| {
            let (open, id) = (open.clone(), row.id);
            let onclick = Callback::from(move |_| open.set(Open::Changing(id)));
            html! { <Button label="Change" say={format!("Change: {}", row.name)} kind={Kind::Link} {onclick} /> }
        })
    });
    let onagency = Callback::from({
        let agency = agency.setter();
        move |id| agency.set(id)
    });
    html! {
        <Section title="Programs" id="programs" {actions}>
            <div class="portico-narrow pf-v6-c-form" role="group" aria-label="Filters">
                <SelectField
                    id="programs-agency"
                    label="Agency"
                    value={(*agency).clone()}
                    options={offers::agencies(&props.organizations)}
                    nothing={Some(AttrValue::Static("All agencies"))}
                    onchange={onagency}
                />
            </div>
            { view_load(&list, Skeleton::Rows, |page| view(&page.items, &agency, row_actions)) }
            if *open == Open::Adding || changing.is_some() {
                <ProgramDialog
                    program={changing}
                    agency={(*agency).clone()}
                    organizations={props.organizations.clone()}
                    {onclose}
                    {ondone}
                    onlost={list.reload.clone()}
                />
            }
        </Section>
    }
}

fn view(programs: &[Program], agency: &str, row_actions: Option<Callback<Rc<Program>, Html>>) -> Html {
    let of_agency = |one: &&Program| agency.is_empty() || one.organization_id.to_string() == agency;
    let rows: Vec<Rc<Program>> = programs.iter().filter(of_agency).cloned().map(Rc::new).collect();
    if rows.is_empty() {
        return html! {
            <Empty title="No programs" glyph={Glyph::Building}>
                <p>{ "A program is the place where services are given. Clients are admitted to a program, and every request names one." }</p>
            </Empty>
        };
    }
    html! { <DataTable name="programs" caption="Programs" grid={Grid::with_actions(&columns(), &rows, row_actions)} /> }
}

fn columns() -> Vec<Column<Program>> {
    let services = |one: &Program| one.services.iter().map(|service| service.as_str()).collect::<Vec<_>>().join(", ");
    vec![
        Column::new("name", "Name", |one: &Program| one.name.clone()),
        Column::new("code", "Provider number", |one: &Program| one.code.clone()),
        Column::new("agency", "Agency", |one: &Program| one.organization_name.clone()),
        Column::new("services", "Services", services),
        Column::new("address", "Address", |one: &Program| one.address.one_line()),
        Column::new("part2", "42 CFR Part 2", |one: &Program| if one.part2 { "Yes" } else { "No" }.to_owned()).hidden(),
        Column::new("active", "Standing", |one: &Program| active_word(one.active).to_owned())
            .drawn(|one| active_label(one.active)),
    ]
}
