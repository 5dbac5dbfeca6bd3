//! Days the county's offices are closed: what business days are counted without.

use domain::holidays::{ChangeHolidays, Holiday, Holidays};
use domain::problem::FieldError;
use yew::prelude::*;

use crate::api::{self, use_load, use_submission};
use crate::form::checked;
use crate::format;
use crate::session::use_today;
use crate::ui::{
    Button, Column, ConfirmDialog, DataTable, DateField, Glyph, Grid, Kind, Refusal, Skeleton, TextField, Tone,
    TypedDate, error_at, shown_errors, use_notices, view_load,
};

#[derive(Properties, PartialEq)]
pub(super) struct HolidayListProps {
    /// Of the settings, with which the list counts its versions.
    pub(super) version: i32,
    /// The settings have another version now.
    pub(super) onchanged: Callback<()>,
}

/// The list, read again whenever the settings change.
#[component]
pub(super) fn HolidayList(props: &HolidayListProps) -> Html {
    let load = use_load(props.version, |_| api::settings::holidays());
    let onsaved = {
        let (put, onchanged) = (load.put.clone(), props.onchanged.clone());
        Callback::from(move |now: Holidays| {
            put.emit(now);
            onchanged.emit(());
        })
    };
    let onlost = load.reload.clone();
    view_load(&load, Skeleton::Rows, |list| html! { <Editor list={Holidays::clone(list)} {onsaved} {onlost} /> })
}

/// The list with one more day, or everything against that day. It stands last, which is where its errors point.
fn with(items: &[Holiday], day: &TypedDate, name: &str) -> Result<ChangeHolidays, Vec<FieldError>> {
    let Some(date) = day.date else {
        return Err(vec![FieldError::new("/day", "required", "Enter the day as MM/DD/YYYY.")]);
    };
    let added = Holiday { day: date, name: name.trim().to_owned() };
    let items: Vec<Holiday> = items.iter().cloned().chain([added]).collect();
    let last = items.len() - 1;
    checked(ChangeHolidays { items }, ChangeHolidays::check).map_err(|errors| {
        let field = |error: FieldError| {
            let pointer = error.pointer.replace(&format!("/items/{last}"), "");
            FieldError { pointer, ..error }
        };
        errors.into_iter().map(field).collect()
    })
}

fn without(items: &[Holiday], gone: &Holiday) -> ChangeHolidays {
    ChangeHolidays { items: items.iter().filter(|one| *one != gone).cloned().collect() }
}

#[derive(Properties, PartialEq)]
struct EditorProps {
    list: Holidays,
    onsaved: Callback<Holidays>,
    onlost: Callback<()>,
}

#[component]
fn Editor(props: &EditorProps) -> Html {
    let notices = use_notices();
    let today = use_today();
    let (day, name) = (use_state_eq(TypedDate::default), use_state_eq(String::new));
    let errors = use_state_eq(Vec::<FieldError>::new);
    let removing = use_state_eq(|| None::<Holiday>);
    let version = props.list.version;
    let done = {
        let (onsaved, typed, day, name) = (props.onsaved.clone(), day.date, day.setter(), name.setter());
        let removing = removing.setter();
        Callback::from(move |now: Holidays| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, "Holidays saved. Due times already given stay.");
            }
            // A removal leaves what is being typed.
            if now.items.iter().any(|one| Some(one.day) == typed) {
                day.set(TypedDate::default());
                name.set(String::new());
            }
            removing.set(None);
            onsaved.emit(now);
        })
    };
    let submission = use_submission(move |form, _| api::settings::change_holidays(version, form), done);
    let onsubmit = {
        let (send, errors, items) = (submission.send.clone(), errors.setter(), props.list.items.clone());
        let (day, name) = ((*day).clone(), (*name).clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match with(&items, &day, &name) {
                Ok(form) => {
                    errors.set(Vec::new());
                    send.emit(form);
                }
                Err(found) => errors.set(found),
            }
        })
    };
    let row_actions = {
        let (removing, clear) = (removing.setter(), submission.clear.clone());
        Callback::from(move |row: std::rc::Rc<Holiday>| {
            let say = format!("Remove {}, {}", row.name, format::day(row.day));
            let (removing, clear) = (removing.clone(), clear.clone());
            let onclick = Callback::from(move |_: MouseEvent| {
                clear.emit(());
                removing.set(Some(Holiday::clone(&row)));
            });
            html! { <Button label="Remove" kind={Kind::Link} {say} {onclick} /> }
        })
    };
    let removal = |gone: &Holiday| {
        let change = without(&props.list.items, gone);
        submission.send.reform(move |()| change.clone())
    };
    let ahead = props.list.items.iter().filter(|one| one.day >= today);
    let rows: Vec<std::rc::Rc<Holiday>> = ahead.cloned().map(std::rc::Rc::new).collect();
    let columns = [
        Column::new("day", "Day", |one: &Holiday| format::day(one.day)).sorted_by(|one| one.day.to_string()),
        Column::new("name", "Holiday", |one: &Holiday| one.name.clone()),
    ];
    let shown = shown_errors(&errors, submission.failure.as_ref());
    html! {
        <>
            if let Some(gone) = (*removing).clone() {
                <ConfirmDialog
                    title={format!("Remove {}, {}?", gone.name, format::day(gone.day))}
                    action="Remove holiday"
                    danger=true
                    busy={submission.busy}
                    failure={submission.failure.clone()}
                    onconfirm={removal(&gone)}
                    onclose={Callback::from({ let removing = removing.setter(); move |()| removing.set(None) })}
                >
                    <p>{ "It counts as a business day from then on. Due times already given stay." }</p>
                </ConfirmDialog>
            }
            <Refusal failure={submission.failure.clone().filter(|_| removing.is_none())} onlost={props.onlost.clone()} differences={Vec::new()} />
            <DataTable name="holidays" caption="Holidays ahead" grid={Grid::with_actions(&columns, &rows, Some(row_actions))} bare=true />
            <form class="pf-v6-c-form portico-form" novalidate=true {onsubmit}>
                <div class="portico-pair">
                    <DateField
                        id="holiday-day"
                        label="Day"
                        value={(*day).clone()}
                        onchange={Callback::from({ let day = day.setter(); move |next| day.set(next) })}
                        error={error_at(&shown, "/day")}
                    />
                    <TextField
                        id="holiday-name"
                        label="Holiday"
                        value={(*name).clone()}
                        onchange={Callback::from({ let name = name.setter(); move |next| name.set(next) })}
                        maxlength={80}
                        error={error_at(&shown, "/name")}
                    />
                </div>
                <div class="portico-actions">
                    <Button label="Add holiday" submit=true icon={Glyph::Add} busy={submission.busy} />
                </div>
            </form>
        </>
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_day_is_added_once_and_taken_out_again() {
        let list = [Holiday { day: date!(2026 - 12 - 25), name: "Christmas Day".to_owned() }];
        let eve = TypedDate::from(date!(2026 - 12 - 24));
        let longer = with(&list, &eve, " Christmas Eve ").unwrap();
        assert_eq!(longer.items.last().map(|one| one.name.as_str()), Some("Christmas Eve"));
        assert_eq!(without(&longer.items, &longer.items[1]).items, list);
        let twice = with(&list, &TypedDate::from(date!(2026 - 12 - 25)), "Again").unwrap_err();
        assert_eq!(twice.first().map(|error| error.pointer.as_str()), Some("/day"));
        let unnamed = with(&list, &eve, " ").unwrap_err();
        assert_eq!(unnamed.first().map(|error| error.pointer.as_str()), Some("/name"));
        assert_eq!(
            with(&list, &TypedDate::default(), "X").unwrap_err().first().map(|e| e.pointer.as_str()),
            Some("/day")
        );
    }
}
