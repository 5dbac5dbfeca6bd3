//! The programs a person works in. Of a program under 42 CFR Part 2 this opens its clients' records to them.

use std::rc::Rc;

use domain::calendar::plus_days;
use domain::members::{ChangeProgramMember, NewProgramMember, ProgramMember};
use domain::people::User;
use domain::problem::FieldError;
use time::Date;
use uuid::Uuid;
use yew::prelude::*;

use crate::api::{self, use_load, use_submission};
use crate::form::{checked, use_form};
use crate::format;
use crate::pages::offers::{self, use_programs};
use crate::session::use_today;
use crate::ui::{
    Button, Column, DataTable, DateField, Dialog, FailureNote, Grid, Kind, ProblemSummary, Refusal, SelectField,
    Skeleton, Tone, TypedDate, status, use_notices, view_load,
};

/// The membership as it is being typed.
#[derive(Debug, Clone, PartialEq)]
struct Draft {
    program: String,
    start: TypedDate,
}

impl Draft {
    fn read(&self, today: Date) -> Result<NewProgramMember, Vec<FieldError>> {
        let mut errors = Vec::new();
        let program = self.program.parse::<Uuid>().ok();
        if program.is_none() {
            errors.push(FieldError::new("/program_id", "required", "Choose a program."));
        }
        if self.start.date.is_none() {
            errors.push(FieldError::new("/start_date", "required", "Enter the first day as MM/DD/YYYY."));
        }
        let new = NewProgramMember {
            program_id: program.unwrap_or_else(Uuid::nil),
            start_date: self.start.date.unwrap_or(today),
            end_date: None,
        };
        checked(new, |new| {
            errors.extend(new.check(today));
            errors
        })
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct ProgramsDialogProps {
    pub(super) user: Rc<User>,
    pub(super) onclose: Callback<()>,
}

/// Shows a person's programs, adds one, ends one.
#[component]
pub(super) fn ProgramsDialog(props: &ProgramsDialogProps) -> Html {
    let (user, today) = (&props.user, use_today());
    let list = use_load(user.id, api::members::list);
    let row_actions = {
        let ending = list.reload.clone();
        Callback::from(move |row: Rc<ProgramMember>| {
            if row.counts_on(today) || row.start_date > today {
                html! { <EndButton member={(*row).clone()} ondone={ending.clone()} /> }
            } else {
                Html::default()
            }
        })
    };
    html! {
        <Dialog title={format!("Programs of {}", user.display_name)} onclose={props.onclose.clone()} wide=true>
            <p>{ "Records of a substance-use program (42 CFR Part 2) are seen by people who work in it, and by nobody else in the agency." }</p>
            { view_load(&list, Skeleton::Rows, |page| {
                if page.items.is_empty() {
                    return html! { <p>{ "No program yet." }</p> };
                }
                let rows: Vec<Rc<ProgramMember>> = page.items.iter().cloned().map(Rc::new).collect();
                html! {
                    <DataTable
                        name="person-programs"
                        caption="Programs"
                        grid={Grid::with_actions(&columns(today), &rows, Some(row_actions))}
                        bare=true
                    />
                }
            }) }
            <AddForm user={Rc::clone(user)} ondone={list.reload.clone()} onclose={props.onclose.clone()} />
        </Dialog>
    }
}

fn columns(today: Date) -> Vec<Column<ProgramMember>> {
    vec![
        Column::new("program", "Program", |row: &ProgramMember| row.program_name.clone()),
        Column::new("part2", "42 CFR Part 2", |row: &ProgramMember| if row.part2 { "Yes" } else { "No" }.to_owned()),
        Column::new("start", "First day", |row: &ProgramMember| format::day(row.start_date)).steady(),
        Column::new("end", "Last day", |row: &ProgramMember| format::day_or(row.end_date, "Open")).steady(),
        Column::new("today", "Today", move |row: &ProgramMember| standing(row, today).1.to_owned()).drawn(move |row| {
            let (tone, text) = standing(row, today);
            html! { { status(tone, text) } }
        }),
    ]
}

fn standing(row: &ProgramMember, today: Date) -> (Tone, &'static str) {
    if row.counts_on(today) {
        (Tone::Good, "Works here")
    } else if row.start_date > today && row.end_date.is_none_or(|last| last >= row.start_date) {
        (Tone::Info, "Not begun")
    } else {
        (Tone::Quiet, "Ended")
    }
}

#[derive(Properties, PartialEq)]
struct EndButtonProps {
    member: ProgramMember,
    ondone: Callback<()>,
}

/// Takes a person out of a program at once.
#[component]
fn EndButton(props: &EndButtonProps) -> Html {
    let (notices, today) = (use_notices(), use_today());
    let (id, version) = (props.member.id, props.member.version);
    // The last day still counts, so what has to end now ends with the day before.
    let last = plus_days(today, -1).max(plus_days(props.member.start_date, -1));
    let done = {
        let (ondone, name) = (props.ondone.clone(), props.member.program_name.clone());
        Callback::from(move |_: ProgramMember| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, format!("{name} is closed to this person from now on."));
            }
            ondone.emit(());
        })
    };
    let submission = use_submission(move |form: ChangeProgramMember, _| api::members::change(id, version, form), done);
    let onclick = submission.send.reform(move |_: MouseEvent| ChangeProgramMember { end_date: Some(Some(last)) });
    html! {
        <>
            <Button
                label="End now"
                say={format!("End now: {}", props.member.program_name)}
                kind={Kind::Link}
                busy={submission.busy}
                {onclick}
            />
            if let Some(failure) = submission.failure.clone() {
                <FailureNote {failure} />
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct AddFormProps {
    user: Rc<User>,
    ondone: Callback<()>,
    onclose: Callback<()>,
}

#[component]
fn AddForm(props: &AddFormProps) -> Html {
    let (notices, today, programs) = (use_notices(), use_today(), use_programs());
    let (id, organization) = (props.user.id, props.user.organization_id);
    let attempt = use_state_eq(|| 0_u32);
    let done = {
        let ondone = props.ondone.clone();
        Callback::from(move |made: ProgramMember| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, format!("Added to {}.", made.program_name));
            }
            ondone.emit(());
        })
    };
    let form = use_form(
        move || Draft { program: String::new(), start: TypedDate::from(today) },
        move |draft: &Draft| draft.read(today),
        move |body, key| api::members::create(id, body, key),
        done,
    );
    let theirs: Vec<_> =
        programs.iter().filter(|one| one.active && one.organization_id == organization).cloned().collect();
    let onsubmit = {
        let (attempt, submit, busy) = (attempt.clone(), form.standing.submit.clone(), form.standing.busy);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !busy {
                attempt.set(*attempt + 1);
                submit.emit(());
            }
        })
    };
    html! {
        <form class="pf-v6-c-form" novalidate=true aria-label="Add to a program" {onsubmit}>
            <ProblemSummary errors={form.standing.errors.clone()} prefix="member" attempt={*attempt} />
            <Refusal failure={form.standing.failure.clone()} onlost={props.ondone.clone()} differences={Vec::new()} />
            <SelectField
                id="member-program_id"
                label="Program"
                value={form.draft.program.clone()}
                options={offers::programs(&theirs, false)}
                onchange={form.on(|draft, id| draft.program = id)}
                required=true
                error={form.error("/program_id")}
            />
            <DateField
                id="member-start_date"
                label="First day"
                value={form.draft.start.clone()}
                onchange={form.on(|draft, date| draft.start = date)}
                required=true
                error={form.error("/start_date")}
            />
            <div class="portico-actions">
                <Button label="Add to program" kind={Kind::Primary} submit=true busy={form.standing.busy} />
                <Button label="Close" kind={Kind::Link} onclick={props.onclose.reform(|_| ())} />
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_program_and_a_first_day_are_needed() {
        let today = date!(2026 - 03 - 02);
        let nothing = Draft { program: String::new(), start: TypedDate::default() };
        let found = nothing.read(today).err().unwrap_or_default();
        assert_eq!(found.iter().map(|one| one.pointer.as_str()).collect::<Vec<_>>(), ["/program_id", "/start_date"]);
        let whole = Draft { program: Uuid::from_u128(1).to_string(), start: TypedDate::from(today) };
        assert!(whole.read(today).is_ok());
    }
}
