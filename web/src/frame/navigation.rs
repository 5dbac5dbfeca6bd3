//! Where to go, by job. Only what the person may do, and only pages that are there.

use domain::access::Permission;
use yew::prelude::*;
use yew_router::prelude::{Link, use_route};

use crate::pages;
use crate::route::Route;
use crate::session::use_me;
use crate::ui::{Glyph, icon};

/// One place of the navigation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) label: &'static str,
    pub(super) to: Route,
    pub(super) glyph: Glyph,
    needs: Permission,
}

const fn place(label: &'static str, to: Route, glyph: Glyph, needs: Permission) -> Place {
    Place { label, to, glyph, needs }
}

const PLACES: &[Place] = &[
    place("Home", Route::Home, Glyph::Home, Permission::OwnSession),
    place("Clients", Route::Clients, Glyph::People, Permission::ReadClients),
    place("Authorizations", Route::Authorizations, Glyph::Document, Permission::ReadAuthorizations),
    place("Review", Route::Review, Glyph::Review, Permission::ReviewAuthorizations),
    place("Reports", Route::Reports, Glyph::Chart, Permission::RunReports),
    place("Provider authorizations", Route::Funding, Glyph::Dollar, Permission::ReadFunding),
    place("News", Route::News, Glyph::News, Permission::ReadReference),
    place("People", Route::People, Glyph::Person, Permission::ReadPeople),
    place("Organizations", Route::Organizations, Glyph::Building, Permission::ManageOrganizations),
    place("Record", Route::Record, Glyph::Search, Permission::ReadRecord),
    place("Settings", Route::Settings, Glyph::Gear, Permission::ManageSettings),
];

/// The places a person with these permissions may go to.
pub(super) fn places(permissions: &[Permission]) -> Vec<Place> {
    PLACES.iter().filter(|place| pages::built(place.to) && permissions.contains(&place.needs)).copied().collect()
}

/// Whether a page belongs under a place.
fn belongs(page: Route, place: Route) -> bool {
    match page {
        Route::ClientNew
        | Route::Client { .. }
        | Route::ClientInformation { .. }
        | Route::ClientPrograms { .. }
        | Route::ClientCoverage { .. }
        | Route::ClientAuthorizations { .. }
        | Route::ClientAccesses { .. }
        | Route::ClientDisclosures { .. }
        | Route::DisclosureLetter { .. }
        | Route::RequestAuthorization { .. } => place == Route::Clients,
        Route::Authorization { .. } | Route::Letter { .. } => place == Route::Authorizations,
        Route::ReviewOne { .. } => place == Route::Review,
        Route::FundingOne { .. } => place == Route::Funding,
        Route::Turnaround => place == Route::Reports,
        Route::RecordAccesses => place == Route::Record,
        Route::HelpOn { .. } => place == Route::Help,
        other => other == place,
    }
}

/// The navigation at the start side; a drawer on a phone.
#[component]
pub(super) fn Navigation() -> Html {
    let here = use_route::<Route>();
    let permissions = use_me().map(|me| me.permissions.clone()).unwrap_or_default();
    let link = |place: &Place| {
        let current = here.is_some_and(|page| belongs(page, place.to));
        html! {
            <li class="pf-v6-c-nav__item" key={place.label}>
                <Link<Route>
                    to={place.to}
                    classes={classes!("pf-v6-c-nav__link", current.then_some("pf-m-current"))}
                >
                    <span class="pf-v6-c-nav__link-icon">{ icon(place.glyph) }</span>
                    <span class="pf-v6-c-nav__link-text">{ place.label }</span>
                    if current {
                        <span class="pf-v6-screen-reader">{ " (here)" }</span>
                    }
                </Link<Route>>
            </li>
        }
    };
    html! {
        <nav id="navigation" class="pf-v6-c-nav portico-nav" aria-label="Main">
            <ul class="pf-v6-c-nav__list">{ for places(&permissions).iter().map(link) }</ul>
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::access::{Role, permissions_of};

    fn labels(role: Role) -> Vec<&'static str> {
        places(permissions_of(role)).iter().map(|place| place.label).collect()
    }

    #[test]
    fn nobody_is_shown_a_place_they_may_not_enter() {
        assert!(!labels(Role::AgencyClerk).contains(&"Review"));
        assert!(!labels(Role::AgencyClerk).contains(&"Settings"));
        assert!(labels(Role::AgencyClerk).contains(&"Clients"));
    }

    #[test]
    fn a_client_s_pages_belong_to_clients() {
        let id = uuid::Uuid::nil();
        assert!(belongs(Route::ClientCoverage { id }, Route::Clients));
        assert!(!belongs(Route::ClientCoverage { id }, Route::Home));
    }
}
