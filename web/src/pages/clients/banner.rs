//! Who this is about, on every page about a client.

use std::rc::Rc;

use domain::clients::{Client, format_client_number};
use yew::prelude::*;
use yew_router::prelude::Link;

use super::record::name;
use crate::format;
use crate::route::Route;
use crate::session::use_today;
use crate::ui::{Tone, status};

#[derive(Properties, PartialEq)]
pub(crate) struct ClientBannerProps {
    pub(crate) client: Rc<Client>,
}

/// Name, birth date and age, numbers, and lamps that say what holds today, each a link to what it is about.
#[component]
pub(crate) fn ClientBanner(props: &ClientBannerProps) -> Html {
    let client = &props.client;
    let (id, standing) = (client.id, client.standing);
    let today = use_today();
    html! {
        <section class="portico-client" aria-label="Client">
            <div>
                <div class="portico-client-name">
                    { name(client) }
                    if let Some(suffix) = &client.suffix {
                        { " " }{ suffix }
                    }
                </div>
                <div class="portico-client-facts">
                    <span>{ format!("Born {}, age {}", format::day(client.birth_date), domain::calendar::age_on(client.birth_date, today)) }</span>
                    <span>{ format!("Client number {}", format_client_number(client.client_number)) }</span>
                    <span>{ format!("CIN {}", client.cin.as_deref().unwrap_or("not recorded")) }</span>
                </div>
            </div>
            <ul class="portico-lamps" aria-label="Today">
                { lamp(standing.enrolled, "Enrolled", "Not enrolled", Route::ClientPrograms { id }) }
                { lamp(standing.covered, "Covered", "Not covered", Route::ClientCoverage { id }) }
                { for standing.diagnosed.map(|holds| lamp(holds, "Diagnosed", "Not diagnosed", Route::ClientInformation { id })) }
                { lamp(standing.authorized, "Authorized", "Not authorized", Route::ClientAuthorizations { id }) }
            </ul>
        </section>
    }
}

fn lamp(holds: bool, yes: &'static str, no: &'static str, to: Route) -> Html {
    let (tone, text) = if holds { (Tone::Good, yes) } else { (Tone::Look, no) };
    html! {
        <li><Link<Route> {to}>{ status(tone, text) }</Link<Route>></li>
    }
}
