//! The help that belongs to the page in sight.

use yew::prelude::*;
use yew_router::prelude::{Link, use_route};

use crate::pages;
use crate::route::Route;
use crate::ui::{Glyph, icon};

/// A link to the help page of this screen.
#[component]
pub(super) fn HelpLink() -> Html {
    let page = use_route::<Route>().unwrap_or(Route::Home).help();
    let to = Route::HelpOn { page };
    if !pages::built(to) {
        return Html::default();
    }
    html! {
        <Link<Route> {to} classes="pf-v6-c-button pf-m-plain">
            <span class="pf-v6-c-button__icon">{ icon(Glyph::Help) }</span>
            <span class="pf-v6-screen-reader">{ format!("Help: {}", page.label()) }</span>
        </Link<Route>>
    }
}
