//! One provider authorization with its ledger.

use std::rc::Rc;

use domain::access::Permission;
use domain::funding::{LedgerEntry, LedgerKind, ProviderAuthorization, ProviderAuthorizationDetail};
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::Link;

use super::balance::Balance;
use super::entry::EntryDialog;
use crate::api::{self, use_load};
use crate::clock::Clock;
use crate::events::{Live, use_live};
use crate::format;
use crate::route::Route;
use crate::session::{use_clock, use_may};
use crate::ui::{Button, Column, DataTable, Grid, Kind, Page, Section, Skeleton, Tone, use_notices, view_load};

#[derive(Properties, PartialEq)]
pub(crate) struct FundingOneProps {
    pub(crate) id: Uuid,
}

/// The page.
#[component]
pub(crate) fn FundingOnePage(props: &FundingOneProps) -> Html {
    let id = props.id;
    let clock = use_clock();
    let may = use_may(Permission::ManageFunding);
    let notices = use_notices();
    let load = use_load(id, api::funding::read);
    let posting = use_state_eq(|| None::<LedgerKind>);
    {
        let reload = load.reload.clone();
        use_live(
            &["provider_authorization"],
            Callback::from(move |live: Live| {
                if live.concerns(id) {
                    reload.emit(());
                }
            }),
        );
    }
    let ondone = {
        let (put, posting) = (load.put.clone(), posting.setter());
        Callback::from(move |now: ProviderAuthorizationDetail| {
            if let Some(notices) = &notices {
                let left = format::money(now.provider_authorization.remaining);
                notices.say(Tone::Good, format!("Entry posted. {left} is left."));
            }
            posting.set(None);
            put.emit(now);
        })
    };
    let button = |kind: LedgerKind, label: &'static str, look: Kind| {
        let posting = posting.setter();
        html! { <Button {label} kind={look} onclick={Callback::from(move |_| posting.set(Some(kind)))} /> }
    };
    let actions = html! {
        if may && load.state.ready().is_some() {
            { button(LedgerKind::Amendment, "Add amendment", Kind::Primary) }
            { button(LedgerKind::Draw, "Record draw", Kind::Secondary) }
            { button(LedgerKind::Return, "Record return", Kind::Secondary) }
        }
    };
    let above = html! { <p><Link<Route> to={Route::Funding}>{ "Provider authorizations" }</Link<Route>></p> };
    let title = load.state.ready().map_or_else(
        || AttrValue::from("Provider authorization"),
        |detail| format!("Provider authorization {}", detail.provider_authorization.number).into(),
    );
    let balance = load.state.ready().map(|detail| detail.provider_authorization.clone());
    html! {
        <Page {title} {actions} {above}>
            { view_load(&load, Skeleton::Card, |detail| view(detail, &clock)) }
            if let (Some(kind), Some(pauth)) = (*posting, balance) {
                <EntryDialog
                    {kind}
                    {pauth}
                    onclose={Callback::from({ let posting = posting.setter(); move |()| posting.set(None) })}
                    {ondone}
                />
            }
        </Page>
    }
}

fn view(detail: &ProviderAuthorizationDetail, clock: &Clock) -> Html {
    let rows: Vec<Rc<LedgerEntry>> = detail.ledger.iter().rev().cloned().map(Rc::new).collect();
    html! {
        <>
            <Section title="Balance" id="balance">{ facts(&detail.provider_authorization) }</Section>
            <Section title="Ledger" id="ledger">
                <p class="portico-small">{ "Newest first. Entries are never changed or removed; a mistake is put right by another entry." }</p>
                <DataTable
                    name="ledger"
                    caption="Ledger of this provider authorization"
                    grid={Grid::of(&columns(clock), &rows)}
                />
            </Section>
        </>
    }
}

fn facts(pauth: &ProviderAuthorization) -> Html {
    let fact = |term: &'static str, words: String| html! { <div><dt>{ term }</dt><dd>{ words }</dd></div> };
    html! {
        <>
            <Balance remaining={pauth.remaining} amount={pauth.amount} />
            <dl class="portico-facts">
                { fact("Agency", pauth.organization_name.clone()) }
                { fact("Funding source", format!("{} {}", pauth.funding_source_id, pauth.funding_source_name)) }
                { fact("Fiscal year", pauth.fiscal_year_label.clone()) }
                { fact("Contract amount with amendments", format::money(pauth.amount)) }
                { fact("Used", format::money(pauth.drawn)) }
                { fact("Remaining", format::money(pauth.remaining)) }
            </dl>
        </>
    }
}

fn columns(clock: &Clock) -> Vec<Column<LedgerEntry>> {
    let clock = clock.clone();
    vec![
        Column::new("at", "When", move |row: &LedgerEntry| clock.moment(row.at))
            .sorted_by(|row| row.at.unix_timestamp().to_string()),
        Column::new("kind", "Entry", |row: &LedgerEntry| row.kind.label().to_owned()),
        Column::new("reason", "Contract, amendment or claim", |row: &LedgerEntry| row.reason.clone()),
        Column::new("amount", "Amount", |row: &LedgerEntry| format::money(row.amount)).unsorted().numeric(),
        Column::new("balance", "Remaining after", |row: &LedgerEntry| format::money(row.balance_after))
            .unsorted()
            .numeric(),
        Column::new("by", "By", |row: &LedgerEntry| row.by.clone()),
    ]
}
