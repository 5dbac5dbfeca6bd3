//! A client's record: the banner, the tabs, and whichever tab the address names.

use std::rc::Rc;

use domain::access::Permission;
use domain::clients::Client;
use uuid::Uuid;
use yew::prelude::*;

use super::authorizations::AuthorizationsTab;
use super::banner::ClientBanner;
use super::consents::ConsentsSection;
use super::coverage::CoverageTab;
use super::information::InformationTab;
use super::programs::ProgramsTab;
use super::summary::SummaryTab;
use crate::api::{self, use_load};
use crate::events::{Live, use_live};
use crate::frame::{Recent, remember_client};
use crate::pages;
use crate::route::Route;
use crate::session::use_may;
use crate::ui::{Glyph, Kind, LinkButton, Page, Skeleton, Tab, TabBar, view_load};

/// A tab of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClientTab {
    Summary,
    Information,
    Programs,
    Coverage,
    Authorizations,
}

impl ClientTab {
    const ALL: [Self; 5] = [Self::Summary, Self::Information, Self::Programs, Self::Coverage, Self::Authorizations];

    const fn label(self) -> &'static str {
        match self {
            Self::Summary => "Summary",
            Self::Information => "Information",
            Self::Programs => "Programs",
            Self::Coverage => "Coverage",
            Self::Authorizations => "Authorizations",
        }
    }

    const fn route(self, id: Uuid) -> Route {
        match self {
            Self::Summary => Route::Client { id },
            Self::Information => Route::ClientInformation { id },
            Self::Programs => Route::ClientPrograms { id },
            Self::Coverage => Route::ClientCoverage { id },
            Self::Authorizations => Route::ClientAuthorizations { id },
        }
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct ClientRecordProps {
    pub(crate) id: Uuid,
    pub(crate) tab: ClientTab,
}

/// The record.
#[component]
pub(crate) fn ClientRecord(props: &ClientRecordProps) -> Html {
    let (id, tab) = (props.id, props.tab);
    let may_request = use_may(Permission::RequestAuthorizations);
    let client = use_load(id, api::clients::read);
    {
        let reload = client.reload.clone();
        use_live(
            &["client", "enrollment", "coverage", "authorization"],
            Callback::from(move |live: Live| {
                if live.concerns(id) {
                    reload.emit(());
                }
            }),
        );
    }
    let ready = client.state.ready().cloned();
    use_effect_with(ready.clone(), |ready: &Option<Rc<Client>>| {
        if let Some(client) = ready {
            remember_client(Recent { id: client.id, name: name(client), client_number: client.client_number });
        }
    });
    let request = Route::RequestAuthorization { client: id };
    let actions = html! {
        if may_request && pages::built(request) && ready.is_some() {
            <LinkButton label="Request authorization" to={request} kind={Kind::Primary} icon={Glyph::Add} />
        }
    };
    let above = match &ready {
        Some(client) => {
            html! { <><ClientBanner client={Rc::clone(client)} /><TabBar label="Client record" tabs={tabs(id)} /></> }
        }
        None => Html::default(),
    };
    let body = view_load(&client, Skeleton::Card, |record| view_tab(tab, record, client.reload.clone()));
    // The key gives each tab a heading of its own to take the focus to.
    html! { <Page key={tab.label()} title={tab.label()} {actions} {above}>{ body }</Page> }
}

fn view_tab(tab: ClientTab, client: &Rc<Client>, changed: Callback<()>) -> Html {
    let client = Rc::clone(client);
    match tab {
        ClientTab::Summary => html! { <SummaryTab {client} /> },
        ClientTab::Information => html! { <InformationTab {client} /> },
        ClientTab::Programs => html! {
            <><ProgramsTab client={Rc::clone(&client)} {changed} /><ConsentsSection {client} /></>
        },
        ClientTab::Coverage => html! { <CoverageTab {client} {changed} /> },
        ClientTab::Authorizations => html! { <AuthorizationsTab {client} /> },
    }
}

fn tabs(id: Uuid) -> Vec<Tab> {
    ClientTab::ALL.map(|tab| Tab { label: tab.label().into(), to: tab.route(id) }).to_vec()
}

/// `Last, First Middle (preferred)`.
pub(super) fn name(client: &Client) -> String {
    domain::names::display(
        &client.last_name,
        &client.first_name,
        client.middle_name.as_deref(),
        client.preferred_name.as_deref(),
    )
}
