//! The pages: one folder a capability, named as everywhere else.
//!
//! A new page needs two lines here, in [`view`] and in [`built`]; until then its address says that nothing is there.

pub(crate) mod administration;
pub(crate) mod authorizations;
pub(crate) mod clients;
pub(crate) mod funding;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod news;
mod offers;
mod permission;
pub(crate) mod reports;
pub(crate) mod session;

use domain::access::Permission;
use uuid::Uuid;
use yew::prelude::*;

use self::clients::ClientTab;
use self::permission::needs;
use crate::route::Route;
use crate::ui::{LinkButton, Page};

/// The page at an address.
pub(crate) fn view(route: Route) -> Html {
    match route {
        Route::Clients => html! { <clients::FindClient /> },
        Route::ClientNew => html! { <clients::NewClientPage /> },
        Route::Client { id } => client(id, ClientTab::Summary),
        Route::ClientInformation { id } => client(id, ClientTab::Information),
        Route::ClientPrograms { id } => client(id, ClientTab::Programs),
        Route::ClientCoverage { id } => client(id, ClientTab::Coverage),
        Route::ClientAuthorizations { id } => client(id, ClientTab::Authorizations),
        Route::Authorizations => html! { <authorizations::AuthorizationsPage /> },
        Route::Letter { id } => html! { <authorizations::LetterPage key={id.to_string()} {id} /> },
        // One component for both, so that the queue stays while requests come and go.
        Route::Review => needs(Permission::ReviewAuthorizations, html! { <authorizations::ReviewPage /> }),
        Route::ReviewOne { id } => {
            needs(Permission::ReviewAuthorizations, html! { <authorizations::ReviewPage id={Some(id)} /> })
        }
        Route::Authorization { id } => html! { <authorizations::AuthorizationPage key={id.to_string()} {id} /> },
        Route::RequestAuthorization { client } => {
            html! { <authorizations::RequestPage key={client.to_string()} {client} /> }
        }
        Route::Account => html! { <session::AccountPage /> },
        Route::Home => html! { <home::HomePage /> },
        Route::Funding => needs(Permission::ReadFunding, html! { <funding::FundingPage /> }),
        Route::FundingOne { id } => {
            needs(Permission::ReadFunding, html! { <funding::FundingOnePage key={id.to_string()} {id} /> })
        }
        Route::News => html! { <news::NewsPage /> },
        Route::Reports => needs(Permission::RunReports, html! { <reports::StatusReportPage /> }),
        Route::Turnaround => needs(Permission::RunReports, html! { <reports::TurnaroundPage /> }),
        Route::People => needs(Permission::ReadPeople, html! { <administration::PeoplePage /> }),
        Route::Organizations => needs(Permission::ManageOrganizations, html! { <administration::OrganizationsPage /> }),
        Route::Settings => needs(Permission::ManageSettings, html! { <administration::SettingsPage /> }),
        Route::Help => html! { <help::HelpIndex /> },
        Route::HelpOn { page } => html! { <help::HelpTopic key={page.to_string()} {page} /> },
        _ => html! { <NothingHere /> },
    }
}

/// One component for all tabs of a client, so that going from tab to tab reads the record once.
fn client(id: Uuid, tab: ClientTab) -> Html {
    html! { <clients::ClientRecord key={id.to_string()} {id} {tab} /> }
}

/// Whether a page is there: the navigation, tabs and buttons offer no other.
pub(crate) const fn built(route: Route) -> bool {
    matches!(
        route,
        Route::Clients
            | Route::ClientNew
            | Route::Client { .. }
            | Route::ClientInformation { .. }
            | Route::ClientPrograms { .. }
            | Route::ClientCoverage { .. }
            | Route::ClientAuthorizations { .. }
            | Route::Home
            | Route::Funding
            | Route::FundingOne { .. }
            | Route::RequestAuthorization { .. }
            | Route::Authorization { .. }
            | Route::Authorizations
            | Route::Letter { .. }
            | Route::Review
            | Route::ReviewOne { .. }
            | Route::News
            | Route::Reports
            | Route::Turnaround
            | Route::People
            | Route::Organizations
            | Route::Settings
            | Route::Help
            | Route::HelpOn { .. }
            | Route::Account
    )
}

#[component]
fn NothingHere() -> Html {
    html! {
        <Page title="Nothing at this address" narrow=true>
            <p>{ "The page may have moved, or the address was cut short when it was copied." }</p>
            <p><LinkButton label="Find a client" to={Route::Clients} /></p>
        </Page>
    }
}
