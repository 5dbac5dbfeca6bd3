//! What of this client's record went to somebody outside, and the account of it that the client may ask for.

use std::rc::Rc;

use domain::access::Permission;
use domain::clients::{Client, format_client_number};
use domain::problem::FieldError;
use domain::record::{Disclosure, DisclosureBasis, NewDisclosure, check_disclosure};
use time::Date;
use uuid::Uuid;
use yew::prelude::*;

use super::record::name;
use crate::api::record::File;
use crate::api::{self, use_load, use_pages};
use crate::form::{checked, filled, use_form};
use crate::pages::record::{DownloadRecord, view_record};
use crate::route::Route;
use crate::session::{use_may, use_me, use_today};
use crate::ui::{
    Button, Column, DateField, Empty, FormDialog, Glyph, Grid, Kind, LinkButton, Page, SelectField, Skeleton, TextArea,
    TextField, Tone, TypedDate, choices, use_notices, view_load, view_pages,
};
use crate::{browser, format};

#[derive(Properties, PartialEq)]
pub(super) struct DisclosuresTabProps {
    pub(super) client: Rc<Client>,
}

/// The list.
#[component]
pub(super) fn DisclosuresTab(props: &DisclosuresTabProps) -> Html {
    let id = props.client.id;
    let may = use_may(Permission::RecordDisclosures);
    let list = use_pages(id, api::record::disclosures);
    let adding = use_state_eq(|| false);
    let close = {
        let adding = adding.setter();
        Callback::from(move |()| adding.set(false))
    };
    let ondone = {
        let (close, reload) = (close.clone(), list.reload.clone());
        Callback::from(move |()| {
            close.emit(());
            reload.emit(());
        })
    };
    let open = {
        let adding = adding.setter();
        Callback::from(move |_: MouseEvent| adding.set(true))
    };
    html! {
        <>
            <p class="portico-lead">{ "What was given to somebody outside in the last six years. The client may ask for this account." }</p>
            <div class="portico-actions">
                if may {
                    <Button label="Enter disclosure" kind={Kind::Primary} icon={Glyph::Add} onclick={open} />
                }
                <LinkButton label="Open letter" to={Route::DisclosureLetter { id }} icon={Glyph::Print} />
                <DownloadRecord name="accounting-of-disclosures" file={File::Disclosures(id)} kind={Kind::Link} />
            </div>
            { view_pages(&list, Skeleton::Rows, |rows| {
                if rows.is_empty() {
                    return html! {
                        <Empty title="No disclosures" glyph={Glyph::Document}>
                            <p>{ "Nothing of this record was given to anybody outside. A subpoena answered, a fax or a letter is entered by the privacy officer." }</p>
                        </Empty>
                    };
                }
                view_record(&list, "disclosures", "Disclosures", Grid::of(&columns(), rows))
            }) }
            if *adding {
                <AddDialog client={id} onclose={close} {ondone} />
            }
        </>
    }
}

fn columns() -> Vec<Column<Disclosure>> {
    vec![
        Column::new("day", "Day", |row: &Disclosure| format::day(row.disclosed_on))
            .sorted_by(|row| row.disclosed_on.to_string())
            .steady(),
        Column::new("recipient", "Recipient", recipient),
        Column::new("what", "What", |row: &Disclosure| row.what.clone()),
        Column::new("purpose", "Purpose", |row: &Disclosure| row.purpose.clone()),
        Column::new("basis", "Ground", |row: &Disclosure| row.basis.label().to_owned()),
        Column::new("by", "Disclosed by", |row: &Disclosure| row.organization_name.clone()),
        Column::new("entered", "Entered by", |row: &Disclosure| row.entered_by_name.clone().unwrap_or_default())
            .hidden(),
    ]
}

fn recipient(row: &Disclosure) -> String {
    match &row.recipient_address {
        Some(address) => format!("{}, {address}", row.recipient),
        None => row.recipient.clone(),
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Draft {
    day: TypedDate,
    recipient: String,
    address: String,
    what: String,
    purpose: String,
    basis: String,
}

fn read(draft: &Draft, today: Date) -> Result<NewDisclosure, Vec<FieldError>> {
    let mut wrong = Vec::new();
    if draft.day.date.is_none() {
        wrong.push(FieldError::new("/disclosed_on", "required", "Enter the day it was disclosed."));
    }
    let basis = DisclosureBasis::parse(&draft.basis);
    if basis.is_none() {
        wrong.push(FieldError::new("/basis", "required", "Choose the ground."));
    }
    let form = NewDisclosure {
        disclosed_on: draft.day.date.unwrap_or(today),
        recipient: draft.recipient.trim().to_owned(),
        recipient_address: filled(&draft.address),
        what: draft.what.trim().to_owned(),
        purpose: draft.purpose.trim().to_owned(),
        basis: basis.unwrap_or(DisclosureBasis::Other),
    };
    match checked(form, |form| check_disclosure(form, today)) {
        Ok(form) if wrong.is_empty() => Ok(form),
        Ok(_) => Err(wrong),
        Err(more) => Err(wrong.into_iter().chain(more).collect()),
    }
}

#[derive(Properties, PartialEq)]
struct AddDialogProps {
    client: Uuid,
    onclose: Callback<()>,
    ondone: Callback<()>,
}

#[component]
fn AddDialog(props: &AddDialogProps) -> Html {
    let (today, client, notices) = (use_today(), props.client, use_notices());
    let done = {
        let ondone = props.ondone.clone();
        Callback::from(move |_: Disclosure| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, "Disclosure entered.");
            }
            ondone.emit(());
        })
    };
    let call = move |form, key| api::record::add_disclosure(client, form, key);
    let form = use_form(Draft::default, move |draft: &Draft| read(draft, today), call, done);
    let draft = &form.draft;
    html! {
        <FormDialog title="Enter disclosure" action="Enter disclosure" prefix="disclosure" standing={form.standing.clone()} onclose={props.onclose.clone()}>
            <p>{ "It stays as it is entered. A mistake is put right by a second entry." }</p>
            <DateField id="disclosure-disclosed_on" label="Day" required=true value={draft.day.clone()} onchange={form.on(|draft: &mut Draft, day| draft.day = day)} error={form.error("/disclosed_on")} />
            <TextField id="disclosure-recipient" label="Recipient" required=true maxlength={200} value={draft.recipient.clone()} onchange={form.on(|draft: &mut Draft, text| draft.recipient = text)} error={form.error("/recipient")} />
            <TextField id="disclosure-recipient_address" label="Recipient's address" maxlength={300} value={draft.address.clone()} onchange={form.on(|draft: &mut Draft, text| draft.address = text)} error={form.error("/recipient_address")} />
            <TextArea id="disclosure-what" label="What was disclosed" required=true maxlength={500} value={draft.what.clone()} onchange={form.on(|draft: &mut Draft, text| draft.what = text)} error={form.error("/what")} />
            <TextArea id="disclosure-purpose" label="Purpose" required=true maxlength={500} value={draft.purpose.clone()} onchange={form.on(|draft: &mut Draft, text| draft.purpose = text)} error={form.error("/purpose")} />
            <SelectField
                id="disclosure-basis"
                label="Ground"
                required=true
                value={draft.basis.clone()}
                options={choices(DisclosureBasis::ALL, |one| (one.as_str(), one.label()))}
                onchange={form.on(|draft: &mut Draft, basis| draft.basis = basis)}
                error={form.error("/basis")}
            />
        </FormDialog>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct DisclosureLetterProps {
    pub(crate) id: Uuid,
}

/// The account as a letter to the client.
#[component]
pub(crate) fn DisclosureLetter(props: &DisclosureLetterProps) -> Html {
    let (id, me, today) = (props.id, use_me(), use_today());
    let client = use_load(id, api::clients::read);
    let list = use_load(id, |id| api::record::disclosures(id, None));
    let print = Callback::from(|_: MouseEvent| browser::print_page());
    let actions = html! {
        <>
            if list.state.ready().is_some() {
                <Button label="Print letter" kind={Kind::Primary} icon={Glyph::Print} onclick={print} />
            }
            <LinkButton label="Back to the client" to={Route::ClientDisclosures { id }} kind={Kind::Link} />
        </>
    };
    let county = me.map(|me| me.county_name.clone()).unwrap_or_default();
    html! {
        <Page title="Accounting of disclosures" {actions} narrow=true>
            { view_load(&client, Skeleton::Lines, |client| view_load(&list, Skeleton::Lines, |page| {
                view_letter(&county, today, client, &page.items)
            })) }
        </Page>
    }
}

fn view_letter(county: &str, today: Date, client: &Client, rows: &[Disclosure]) -> Html {
    let from = domain::record::accounting_from(today);
    let row = |one: &Disclosure| {
        html! {
            <tr key={one.id.to_string()}>
                <td>{ format::day(one.disclosed_on) }</td>
                <td>{ recipient(one) }</td>
                <td>{ &one.what }</td>
                <td>{ format!("{} ({})", one.purpose, one.basis.label()) }</td>
            </tr>
        }
    };
    html! {
        <article class="portico-letter">
            <header>
                <p class="portico-letter-from">{ county }</p>
                <p>{ format::day(today) }</p>
            </header>
            <h2>{ "Accounting of disclosures" }</h2>
            <dl class="portico-letter-facts">
                <div><dt>{ "Client" }</dt><dd>{ format!("{}, client number {}, born {}", name(client), format_client_number(client.client_number), format::day(client.birth_date)) }</dd></div>
                <div><dt>{ "Period" }</dt><dd>{ format::span(from, Some(today)) }</dd></div>
            </dl>
            if rows.is_empty() {
                <p>{ "Nothing that has to be accounted for was disclosed in this period." }</p>
            } else {
                <table class="portico-compare">
                    <caption class="pf-v6-screen-reader">{ "Disclosures" }</caption>
                    <thead><tr><th scope="col">{ "Day" }</th><th scope="col">{ "Recipient" }</th><th scope="col">{ "What" }</th><th scope="col">{ "Purpose" }</th></tr></thead>
                    <tbody>{ for rows.iter().map(row) }</tbody>
                </table>
            }
            <p>{ "Disclosures for treatment, payment and health care operations need not be listed here." }</p>
        </article>
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn everything_missing_is_said_at_once() {
        let today = date!(2026 - 11 - 26);
        let found = read(&Draft::default(), today).unwrap_err();
        let pointers: Vec<_> = found.iter().map(|one| one.pointer.as_str()).collect();
        assert_eq!(pointers, ["/disclosed_on", "/basis", "/recipient", "/what", "/purpose"]);
        let draft = Draft {
            day: today.into(),
            recipient: "Court".to_owned(),
            what: "Dates".to_owned(),
            purpose: "Subpoena".to_owned(),
            basis: "subpoena".to_owned(),
            ..Draft::default()
        };
        assert_eq!(read(&draft, today).map(|form| form.recipient_address), Ok(None));
    }
}
