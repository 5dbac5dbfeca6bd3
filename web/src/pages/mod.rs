//! The pages: one folder a capability, named as everywhere else.
//!
//! A new page needs two lines here, in [`view`] and in [`built`]; until then its address says that nothing is there.

pub(crate) mod clients;
pub(crate) mod session;

use uuid::Uuid;
use yew::prelude::*;

use self::clients::ClientTab;
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
        Route::Account => html! { <session::AccountPage /> },
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
