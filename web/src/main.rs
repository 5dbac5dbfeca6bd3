//! The browser client of Portico: finds and enrols clients, requests, reviews and reports authorizations.
//!
//! Rooms: [`api`] talks to the server, [`ui`] holds the pieces every page is made of, [`frame`] is what stands
//! around a page, [`pages`] has one folder a capability. The rules are `domain`'s; nothing here decides.

mod api;
mod app;
mod browser;
mod clock;
mod draft;
mod events;
mod form;
mod format;
mod frame;
mod lock;
mod pages;
mod route;
mod session;
mod ui;

fn main() {
    frame::keep_theme();
    match browser::element("app") {
        Some(root) => yew::Renderer::<app::App>::with_root(root).render(),
        None => yew::Renderer::<app::App>::new().render(),
    };
}
