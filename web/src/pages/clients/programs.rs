//! A client's admissions: the open ones first, and the ways to add and end them.

use std::rc::Rc;

use domain::access::Permission;
use domain::clients::Client;
use domain::enrollments::Enrollment;
use time::Date;
use yew::prelude::*;

use super::admission::{AdmitDialog, EndDialog};
use super::record::name;
use crate::api::{self, use_load};
use crate::format;
use crate::session::{use_may, use_today};
use crate::ui::{Button, Column, DataTable, Empty, Glyph, Grid, Kind, Section, Skeleton, Tone, status, view_load};

#[derive(Properties, PartialEq)]
pub(super) struct ProgramsTabProps {
    pub(super) client: Rc<Client>,
    /// Something was changed here that the banner shows too.
    pub(super) changed: Callback<()>,
}

#[derive(Debug, Clone, PartialEq)]
enum Open {
    Nothing,
    Adding,
    Ending(Rc<Enrollment>),
}

/// The admissions.
#[component]
pub(super) fn ProgramsTab(props: &ProgramsTabProps) -> Html {
    let id = props.client.id;
    let today = use_today();
    let may = use_may(Permission::AdmitClients);
    let list = use_load((id, props.client.standing), |(id, _)| api::enrollments::list(id));
    let open = use_state_eq(|| Open::Nothing);
    let close = {
        let open = open.setter();
        Callback::from(move |()| open.set(Open::Nothing))
    };
    let done = {
        let (close, reload, changed) = (close.clone(), list.reload.clone(), props.changed.clone());
        Callback::from(move |()| {
            close.emit(());
            reload.emit(());
            changed.emit(());
        })
    };
    let add = {
        let open = open.setter();
        Callback::from(move |_: MouseEvent| open.set(Open::Adding))
    };
    let actions = html! { if may { <Button label="Add admission" icon={Glyph::Add} onclick={add.clone()} /> } };
    let on_file = list.state.ready().map(|page| page.items.clone()).unwrap_or_default();
    let dialog = match (*open).clone() {
        Open::Nothing => Html::default(),
        Open::Adding => html! {
            <AdmitDialog client={id} who={name(&props.client)} born={props.client.birth_date} {on_file} onclose={close} ondone={done.reform(|_| ())} />
        },
        Open::Ending(admission) => {
            html! { <EndDialog admission={(*admission).clone()} onclose={close} ondone={done} /> }
        }
    };
    html! {
        <Section title="Admissions" id="admissions" {actions}>
            { view_load(&list, Skeleton::Rows, |page| {
                if page.items.is_empty() {
                    return html! {
                        <Empty title="No admissions" glyph={Glyph::Building}>
                            <p>{ "An admission puts the client into a program from a day on. An authorization needs one that is open on its start." }</p>
                        </Empty>
                    };
                }
                let rows = ordered(&page.items, today);
                let end = open.setter();
                let row_actions = may.then(|| Callback::from(move |row: Rc<Enrollment>| end_button(&row, &end)));
                html! {
                    <DataTable name="admissions" caption="Admissions" grid={Grid::with_actions(&columns(today), &rows, row_actions)} bare=true />
                }
            }) }
            { dialog }
        </Section>
    }
}

fn end_button(row: &Rc<Enrollment>, open: &UseStateSetter<Open>) -> Html {
    if !row.mine || row.end_date.is_some() {
        return Html::default();
    }
    let (open, picked) = (open.clone(), Rc::clone(row));
    let onclick = Callback::from(move |_: MouseEvent| open.set(Open::Ending(Rc::clone(&picked))));
    html! { <Button label="End admission" say={format!("End admission to {}", row.program_name)} kind={Kind::Link} {onclick} /> }
}

fn ordered(rows: &[Enrollment], today: Date) -> Vec<Rc<Enrollment>> {
    let mut rows: Vec<Rc<Enrollment>> = rows.iter().cloned().map(Rc::new).collect();
    rows.sort_by_key(|row| (!row.open_on(today), std::cmp::Reverse(row.start_date)));
    rows
}

fn columns(today: Date) -> Vec<Column<Enrollment>> {
    vec![
        Column::new("program", "Program", |row: &Enrollment| row.program_name.clone()),
        Column::new("agency", "Agency", |row: &Enrollment| row.organization_name.clone()),
        Column::new("start", "First day", |row: &Enrollment| format::day(row.start_date))
            .sorted_by(|row| row.start_date.to_string())
            .steady(),
        Column::new("end", "Last day", |row: &Enrollment| format::day_or(row.end_date, "Open"))
            .sorted_by(|row| row.end_date.map(|date| date.to_string()).unwrap_or_default())
            .steady(),
        Column::new("reason", "Reason for ending", |row: &Enrollment| {
            row.end_reason.map(|reason| reason.label().to_owned()).unwrap_or_default()
        }),
        Column::new("today", "Today", move |row: &Enrollment| standing(row, today).1.to_owned()).drawn(move |row| {
            let (tone, text) = standing(row, today);
            html! { { status(tone, text) } }
        }),
    ]
}

fn standing(row: &Enrollment, today: Date) -> (Tone, &'static str) {
    if row.open_on(today) {
        (Tone::Good, "Open")
    } else if row.start_date > today {
        (Tone::Info, "Not begun")
    } else {
        (Tone::Quiet, "Ended")
    }
}
