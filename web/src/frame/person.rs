//! The person's own menu: who they are here, how Portico looks, and the ways out.

use std::rc::Rc;

use domain::session::Me;
use yew::prelude::*;

use super::keys::show_keys;
use super::theme::Theme;
use crate::api;
use crate::pages;
use crate::route::Route;
use crate::session::{Why, tell_tabs_signed_out, use_session};
use crate::ui::{Button, Glyph, Kind, LinkButton, Menu, RadioGroup, Tone, icon, use_notices};
use crate::{api::Failure, browser};

#[derive(Properties, PartialEq)]
pub(super) struct PersonMenuProps {
    pub(super) me: Rc<Me>,
}

/// The person's menu.
#[component]
pub(super) fn PersonMenu(props: &PersonMenuProps) -> Html {
    let me = &props.me;
    let theme = use_state_eq(Theme::chosen);
    let lock = use_session().lock;
    let onchange = {
        let theme = theme.setter();
        Callback::from(move |word: String| {
            let chosen = Theme::parse(&word);
            chosen.choose();
            theme.set(chosen);
        })
    };
    let options = Theme::ALL.map(|theme| (theme.as_str().into(), theme.label().into())).to_vec();
    let face = html! {
        <>
            <span class="pf-v6-c-button__icon">{ icon(Glyph::Person) }</span>
            <span class="portico-person-name">{ &me.display_name }</span>
        </>
    };
    html! {
        <Menu id="person" label={format!("{}: account, theme, sign out", me.display_name)} {face}>
            <div class="portico-menu-text">
                <strong>{ &me.display_name }</strong>
                <span>{ me.role.label() }</span>
                <span>{ &me.organization.name }</span>
            </div>
            <div class="portico-menu-form">
                <RadioGroup id="theme" label="Theme" value={theme.as_str()} {options} {onchange} />
            </div>
            <div class="portico-menu-list">
                if pages::built(Route::Account) {
                    <LinkButton label="Your account" to={Route::Account} kind={Kind::Link} />
                }
                <Button label="Lock now" kind={Kind::Link} onclick={lock.reform(|_| Why::Locked)} />
                <Button label="Show keys" kind={Kind::Link} onclick={Callback::from(|_| show_keys())} />
                <Ways />
            </div>
        </Menu>
    }
}

#[component]
fn Ways() -> Html {
    let notices = use_notices();
    let leave = move |everywhere: bool| {
        let notices = notices.clone();
        Callback::from(move |_: MouseEvent| {
            let notices = notices.clone();
            wasm_bindgen_futures::spawn_local(async move {
                match end(everywhere).await {
                    Ok(()) => {
                        tell_tabs_signed_out();
                        start_anew();
                    }
                    Err(failure) => {
                        if let Some(notices) = notices {
                            notices.say(Tone::Bad, format!("You are still signed in. {}", failure.detail()));
                        }
                    }
                }
            });
        })
    };
    html! {
        <>
            <Button label="Sign out" kind={Kind::Link} onclick={leave(false)} />
            <Button label="Sign out everywhere" kind={Kind::Link} onclick={leave(true)} />
        </>
    }
}

async fn end(everywhere: bool) -> Result<(), Failure> {
    let answer = if everywhere { api::session::sign_out_everywhere().await } else { api::session::sign_out().await };
    match answer {
        // Whose session is over already is signed out.
        Err(failure) if failure.code() == Some(domain::problem::Code::NotSignedIn) => Ok(()),
        other => other,
    }
}

/// Loads the page anew, so that nothing about a client stays in its memory.
fn start_anew() {
    if let Some(window) = browser::window() {
        window.location().assign("/").ok();
    }
}
