//! Which page of a part stands at which address. Each function is the only way into its part.

use domain::access::Permission;
use uuid::Uuid;
use yew::prelude::*;

use crate::pages::clients::ClientTab;
use crate::pages::permission::needs;
use crate::pages::{administration, authorizations, clients, funding, help, home, news, record, reports, session};
use crate::route::Route;

pub(super) fn home(_: Route) -> Html {
    html! { <home::HomePage /> }
}

pub(super) fn clients(route: Route) -> Html {
    match route {
        Route::Clients => html! { <clients::FindClient /> },
        Route::ClientNew => html! { <clients::NewClientPage /> },
        Route::Client { id } => client(id, ClientTab::Summary),
        Route::ClientInformation { id } => client(id, ClientTab::Information),
        Route::ClientPrograms { id } => client(id, ClientTab::Programs),
        Route::ClientCoverage { id } => client(id, ClientTab::Coverage),
        Route::ClientAuthorizations { id } => client(id, ClientTab::Authorizations),
        Route::ClientAccesses { id } => needs(Permission::ReadRecord, client(id, ClientTab::Accesses)),
        Route::ClientDisclosures { id } => needs(Permission::ReadRecord, client(id, ClientTab::Disclosures)),
        Route::DisclosureLetter { id } => {
            needs(Permission::ReadRecord, html! { <clients::DisclosureLetter key={id.to_string()} {id} /> })
        }
        _ => Html::default(),
    }
}

/// One component for all tabs of a client, so that going from tab to tab reads the record once.
fn client(id: Uuid, tab: ClientTab) -> Html {
    html! { <clients::ClientRecord key={id.to_string()} {id} {tab} /> }
}

pub(super) fn authorizations(route: Route) -> Html {
    match route {
        Route::Authorizations => html! { <authorizations::AuthorizationsPage /> },
        Route::Letter { id } => html! { <authorizations::LetterPage key={id.to_string()} {id} /> },
        Route::Authorization { id } => html! { <authorizations::AuthorizationPage key={id.to_string()} {id} /> },
        Route::RequestAuthorization { client } => {
            html! { <authorizations::RequestPage key={client.to_string()} {client} /> }
        }
        // One component for both, so that the queue stays while requests come and go.
        Route::Review => needs(Permission::ReviewAuthorizations, html! { <authorizations::ReviewPage /> }),
        Route::ReviewOne { id } => {
            needs(Permission::ReviewAuthorizations, html! { <authorizations::ReviewPage id={Some(id)} /> })
        }
        _ => Html::default(),
    }
}

pub(super) fn office(route: Route) -> Html {
    match route {
        Route::Reports => needs(Permission::RunReports, html! { <reports::StatusReportPage /> }),
        Route::Turnaround => needs(Permission::RunReports, html! { <reports::TurnaroundPage /> }),
        Route::Funding => needs(Permission::ReadFunding, html! { <funding::FundingPage /> }),
        Route::FundingOne { id } => {
            needs(Permission::ReadFunding, html! { <funding::FundingOnePage key={id.to_string()} {id} /> })
        }
        Route::News => html! { <news::NewsPage /> },
        Route::People => needs(Permission::ReadPeople, html! { <administration::PeoplePage /> }),
        Route::Organizations => needs(Permission::ManageOrganizations, html! { <administration::OrganizationsPage /> }),
        Route::Record => needs(Permission::ReadRecord, html! { <record::EventsPage /> }),
        Route::RecordAccesses => needs(Permission::ReadRecord, html! { <record::AccessesPage /> }),
        Route::Settings => needs(Permission::ManageSettings, html! { <administration::SettingsPage /> }),
        Route::Account => html! { <session::AccountPage /> },
        Route::HelpOn { page } => html! { <help::HelpTopic key={page.to_string()} {page} /> },
        Route::Help => html! { <help::HelpIndex /> },
        _ => Html::default(),
    }
}
