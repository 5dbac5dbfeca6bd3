//! What stands around every page: bar, band, navigation, keys, and the ways a session can end.

mod find;
mod help;
mod keys;
mod navigation;
mod network;
mod notifications;
mod person;
mod recent;
mod theme;

use domain::session::Me;
use yew::prelude::*;
use yew_router::prelude::{Link, use_location, use_route};

use crate::browser;
use crate::route::Route;
use crate::ui::{Button, Glyph, Kind};

pub(crate) use find::take_handed_text;
pub(crate) use keys::types_into;
pub(crate) use recent::{Recent, remember_client};
pub(crate) use theme::keep_theme;

#[derive(Properties, PartialEq)]
pub(crate) struct FrameProps {
    pub(crate) me: std::rc::Rc<Me>,
    pub(crate) children: Html,
}

/// The frame.
#[component]
pub(crate) fn Frame(props: &FrameProps) -> Html {
    use_effect_with((), |()| recent::forget_clients);
    let open = use_state_eq(|| false);
    let slim = use_state_eq(|| browser::wish("navigation").as_deref() == Some("slim"));
    let path = use_location().map(|location| location.path().to_owned());
    {
        // A page chosen from the drawer closes it.
        let open = open.setter();
        use_effect_with(path, move |_| open.set(false));
    }
    let ontoggle = {
        let (open, slim) = (open.clone(), slim.clone());
        Callback::from(move |_: MouseEvent| {
            if browser::is_narrow() {
                open.set(!*open);
            } else {
                browser::keep_wish("navigation", if *slim { "wide" } else { "slim" });
                slim.set(!*slim);
            }
        })
    };
    let onkeydown = {
        let open = open.setter();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                open.set(false);
            }
        })
    };
    let class = classes!("portico-frame", open.then_some("portico-nav-open"), slim.then_some("portico-nav-slim"));
    html! {
        <div {class} {onkeydown}>
            <a class="portico-skip pf-v6-c-button pf-m-primary" href="#main" onclick={to_main()}>{ "Skip to content" }</a>
            <header class="portico-bar">
                <Button
                    label="Navigation"
                    kind={Kind::Plain}
                    icon={Glyph::Menu}
                    expanded={Some(if browser::is_narrow() { *open } else { !*slim })}
                    controls="navigation"
                    onclick={ontoggle}
                />
                <Brand county={props.me.county_name.clone()} />
                <find::QuickFind />
                <div class="portico-bar-end">
                    <notifications::Notifications />
                    <help::HelpLink />
                    <person::PersonMenu me={props.me.clone()} />
                </div>
            </header>
            <Band demo={props.me.demo} />
            <network::NetworkNote />
            <navigation::Navigation />
            <main id="main" class="portico-main" tabindex="-1">{ props.children.clone() }</main>
            <keys::Keys />
        </div>
    }
}

fn to_main() -> Callback<MouseEvent> {
    // An address with a fragment would be taken for another page by the router.
    Callback::from(|event: MouseEvent| {
        event.prevent_default();
        browser::focus("main");
    })
}

#[derive(Properties, PartialEq)]
struct BrandProps {
    county: AttrValue,
}

#[component]
fn Brand(props: &BrandProps) -> Html {
    let here = use_route::<Route>() == Some(Route::Home);
    html! {
        <div class="portico-brand">
            <Link<Route> to={Route::Home} classes={classes!("portico-brand-name", here.then_some("portico-here"))}>{ "Portico" }</Link<Route>>
            <span class="portico-brand-county">{ &props.county }</span>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct BandProps {
    pub(crate) demo: bool,
}

/// The band of an instance that is not the real one. The server writes the mode into the page, so that it is seen
/// before anybody signs in; `demo` of the session says the same.
#[component]
pub(crate) fn Band(props: &BandProps) -> Html {
    let mode = browser::meta("portico-mode");
    let words = match mode.as_deref() {
        Some("training") => "TRAINING · Nothing entered here is real",
        Some("demo") => "DEMO · Every person here is invented",
        _ if props.demo => "DEMO · Every person here is invented",
        _ => return Html::default(),
    };
    html! { <aside class="portico-band" aria-label="About this instance">{ words }</aside> }
}
