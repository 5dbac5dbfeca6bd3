//! The pages: one folder a capability, named as everywhere else.
//!
//! A new page needs two lines in [`parts`]: which part it is in, and its view there; until then its address says that
//! nothing is there.

pub(crate) mod administration;
pub(crate) mod authorizations;
pub(crate) mod clients;
pub(crate) mod funding;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod news;
mod offers;
mod parts;
mod permission;
pub(crate) mod record;
pub(crate) mod reports;
pub(crate) mod session;

use yew::prelude::*;

use self::parts::{InPart, Part};
use crate::route::Route;
use crate::ui::{LinkButton, Page};

/// The page at an address.
pub(crate) fn view(route: Route) -> Html {
    match Part::of(route) {
        Some(part) => html! { <InPart {part} {route} /> },
        None => html! { <NothingHere /> },
    }
}

/// Whether a page is there: the navigation, tabs and buttons offer no other.
pub(crate) const fn built(route: Route) -> bool {
    Part::of(route).is_some()
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
