//! A client's consents to disclosure of substance-use records: entered, read, printed, revoked.

use std::rc::Rc;

use domain::access::Permission;
use domain::clients::Client;
use domain::consents::{Consent, ConsentState, NOTICE, RevokeConsent};
use yew::prelude::*;

use super::admission::use_own_programs;
use super::consent_form::ConsentDialog;
use crate::api::{self, use_load};
use crate::browser;
use crate::form::{checked, use_form};
use crate::format;
use crate::session::use_may;
use crate::ui::{
    Button, Column, DataTable, Dialog, Empty, FormDialog, Glyph, Grid, Kind, Section, Skeleton, TextArea, Tone, status,
    use_notices, view_load,
};

#[derive(Properties, PartialEq)]
pub(super) struct ConsentsSectionProps {
    pub(super) client: Rc<Client>,
}

#[derive(Debug, Clone, PartialEq)]
enum Open {
    Nothing,
    Adding,
    Reading(Rc<Consent>),
    Revoking(Rc<Consent>),
}

/// The consents. An agency without a substance-use program has none, and is not asked for any.
#[component]
pub(super) fn ConsentsSection(props: &ConsentsSectionProps) -> Html {
    let client = props.client.id;
    let may = use_may(Permission::AdmitClients);
    let programs = use_own_programs();
    let part2 = programs.iter().any(|one| one.part2);
    let list = use_load(client, api::consents::list);
    let open = use_state_eq(|| Open::Nothing);
    let show = {
        let open = open.setter();
        Callback::from(move |next: Open| open.set(next))
    };
    let onclose = show.reform(|()| Open::Nothing);
    let ondone = {
        let (onclose, reload) = (onclose.clone(), list.reload.clone());
        Callback::from(move |()| {
            onclose.emit(());
            reload.emit(());
        })
    };
    let any = list.state.ready().is_some_and(|page| !page.items.is_empty());
    if !part2 && !any {
        return Html::default();
    }
    let actions = html! {
        if may && part2 { <Button label="Add consent" icon={Glyph::Add} onclick={show.reform(|_| Open::Adding)} /> }
    };
    let row_actions = {
        let show = show.clone();
        Callback::from(move |row: Rc<Consent>| buttons(&row, may && part2, &show))
    };
    html! {
        <Section title="Consents" id="consents" {actions}>
            { view_load(&list, Skeleton::Rows, |page| {
                if page.items.is_empty() {
                    return html! {
                        <Empty title="No consents" glyph={Glyph::Lock}>
                            <p>{ "Records of a substance-use program are seen by its own people. A consent lets somebody else see what it names, until it ends or is revoked." }</p>
                        </Empty>
                    };
                }
                let rows: Vec<Rc<Consent>> = page.items.iter().cloned().map(Rc::new).collect();
                html! {
                    <DataTable name="consents" caption="Consents" grid={Grid::with_actions(&columns(), &rows, Some(row_actions))} bare=true />
                }
            }) }
            { match (*open).clone() {
                Open::Nothing => Html::default(),
                Open::Adding => html! { <ConsentDialog {client} {programs} {onclose} {ondone} /> },
                Open::Reading(consent) => html! { <ConsentPaper consent={(*consent).clone()} {onclose} /> },
                Open::Revoking(consent) => html! { <RevokeDialog consent={(*consent).clone()} {onclose} {ondone} /> },
            } }
        </Section>
    }
}

fn buttons(row: &Rc<Consent>, may: bool, show: &Callback<Open>) -> Html {
    let say = |what: &str| {
        AttrValue::from(format!("{what} the consent to {} of {}", row.recipient, format::day(row.signed_on)))
    };
    let (reading, revoking) = (Rc::clone(row), Rc::clone(row));
    html! {
        <span class="portico-row-buttons">
            <Button label="Open" say={say("Open")} kind={Kind::Link} onclick={show.reform(move |_| Open::Reading(Rc::clone(&reading)))} />
            if may && row.state == ConsentState::Live {
                <Button label="Revoke" say={say("Revoke")} kind={Kind::Link} onclick={show.reform(move |_| Open::Revoking(Rc::clone(&revoking)))} />
            }
        </span>
    }
}

/// When it ends, in words.
fn end(consent: &Consent) -> String {
    match (&consent.expires_event, consent.expires_on) {
        (Some(event), _) => event.clone(),
        (None, last) => format::day_or(last, ""),
    }
}

fn what(consent: &Consent) -> String {
    consent.what.iter().map(|kind| kind.label()).collect::<Vec<_>>().join(", ")
}

fn tone(consent: &Consent) -> Tone {
    match consent.state {
        ConsentState::Live => Tone::Good,
        ConsentState::Expired => Tone::Quiet,
        ConsentState::Revoked => Tone::Look,
    }
}

fn columns() -> Vec<Column<Consent>> {
    vec![
        Column::new("program", "Program", |row: &Consent| row.program_name.clone()),
        Column::new("recipient", "May be told", |row: &Consent| row.recipient.clone()),
        Column::new("what", "What", what),
        Column::new("purpose", "What for", |row: &Consent| row.purpose.label().to_owned()),
        Column::new("signed", "Signed", |row: &Consent| format::day(row.signed_on))
            .sorted_by(|row| row.signed_on.to_string())
            .steady(),
        Column::new("end", "Ends", end),
        Column::new("state", "Today", |row: &Consent| row.state.label().to_owned())
            .drawn(|row| html! { { status(tone(row), row.state.label()) } }),
    ]
}

#[derive(Properties, PartialEq)]
struct ConsentPaperProps {
    consent: Consent,
    onclose: Callback<()>,
}

/// The whole consent, for reading and printing.
#[component]
fn ConsentPaper(props: &ConsentPaperProps) -> Html {
    let one = &props.consent;
    let line = |term: &'static str, words: String| {
        html! {
            <div class="pf-v6-c-description-list__group" key={term}>
                <dt class="pf-v6-c-description-list__term">{ term }</dt>
                <dd class="pf-v6-c-description-list__description">{ words }</dd>
            </div>
        }
    };
    html! {
        <Dialog title="Consent to disclosure" onclose={props.onclose.clone()} wide=true>
            <dl class="pf-v6-c-description-list">
                { line("Discloses", format!("{}, {}", one.organization_name, one.program_name)) }
                { line("May be told", one.recipient.clone()) }
                { line("Kind", one.kind.label().to_owned()) }
                { line("Records", what(one)) }
                { line("In the words of the form", one.description.clone()) }
                { line("What for", one.purpose.label().to_owned()) }
                { line("Ends", end(one)) }
                { line("Signed by", format!("{}, {}", one.signed_by, format::day(one.signed_on))) }
                { line("Entered by", one.entered_by.clone()) }
                { line("Today", one.state.label().to_owned()) }
            </dl>
            <p>{ "The client may revoke this consent at any time. What was disclosed before stays disclosed." }</p>
            <p>{ NOTICE }</p>
            <div class="portico-actions portico-no-print">
                <Button label="Print" kind={Kind::Secondary} icon={Glyph::Print} onclick={Callback::from(|_: MouseEvent| browser::print_page())} />
                <Button label="Close" kind={Kind::Link} onclick={props.onclose.reform(|_| ())} />
            </div>
        </Dialog>
    }
}

#[derive(Properties, PartialEq)]
struct RevokeDialogProps {
    consent: Consent,
    onclose: Callback<()>,
    ondone: Callback<()>,
}

/// The client takes a consent back.
#[component]
fn RevokeDialog(props: &RevokeDialogProps) -> Html {
    let notices = use_notices();
    let id = props.consent.id;
    let done = {
        let ondone = props.ondone.clone();
        Callback::from(move |_: Consent| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, "The consent is revoked. Nothing is shown under it any more.");
            }
            ondone.emit(());
        })
    };
    let form = use_form(
        String::new,
        |reason: &String| checked(RevokeConsent { reason: reason.trim().to_owned() }, |_| Vec::new()),
        move |body, key| api::consents::revoke(id, body, key),
        done,
    );
    html! {
        <FormDialog
            title={format!("Revoke consent to {}", props.consent.recipient)}
            action="Revoke consent"
            prefix="revoke"
            standing={form.standing.clone()}
            onclose={props.onclose.clone()}
        >
            <p>{ "From now on nothing is shown under it. It stays on the list, with what was disclosed before. This cannot be taken back: a new consent needs a new signature." }</p>
            <TextArea
                id="revoke-reason"
                label="How the client revoked it"
                value={(*form.draft).clone()}
                onchange={form.on(|draft, text| *draft = text)}
                required=true
                maxlength={500}
                error={form.error("/reason")}
            />
        </FormDialog>
    }
}
