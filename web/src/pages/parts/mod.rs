//! The client travels in parts: a visit loads the frame and the part it needs, the others come when somebody goes
//! there. What only one part uses is found and moved there by the bundler; nobody keeps a list of it.

mod views;

use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

use crate::api::{Failure, Loaded, use_load};
use crate::browser;
use crate::route::Route;
use crate::ui::{Button, Empty, Glyph, Kind, Page, Skeleton, Waiting};

/// What draws the pages of a part.
type View = fn(Route) -> Html;

macro_rules! parts {
    ($($(#[$about:meta])* $part:ident = $name:ident;)*) => {
        /// A part of the client that is loaded on its own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Part { $($(#[$about])* $part,)* }

        impl Part {
            async fn load(self) -> Result<View, SplitLoaderError> {
                match self { $(Self::$part => $name().await,)* }
            }
        }

        $(
            #[wasm_split($name, fallible)]
            fn $name() -> Result<View, SplitLoaderError> {
                Ok(views::$name)
            }
        )*
    };
}

// Few and large: what several parts share becomes a file for each combination of them.
parts! {
    /// What needs the person today, which most visits begin with.
    Home = home;
    /// Finding and adding clients, and everything about one.
    Clients = clients;
    /// Requesting, following and deciding authorizations.
    Authorizations = authorizations;
    /// What is done now and then: reports, funding, news, administration, one's own account, help.
    Office = office;
}

impl Part {
    /// The part a page is in; nothing where no page is built. The navigation, tabs and buttons offer no other.
    pub(super) const fn of(route: Route) -> Option<Self> {
        Some(match route {
            Route::Home => Self::Home,
            Route::Clients
            | Route::ClientNew
            | Route::Client { .. }
            | Route::ClientInformation { .. }
            | Route::ClientPrograms { .. }
            | Route::ClientCoverage { .. }
            | Route::ClientAuthorizations { .. }
            | Route::ClientAccesses { .. }
            | Route::ClientDisclosures { .. }
            | Route::DisclosureLetter { .. } => Self::Clients,
            Route::RequestAuthorization { .. }
            | Route::Authorization { .. }
            | Route::Authorizations
            | Route::Letter { .. }
            | Route::Review
            | Route::ReviewOne { .. } => Self::Authorizations,
            Route::Reports
            | Route::Turnaround
            | Route::Funding
            | Route::FundingOne { .. }
            | Route::News
            | Route::People
            | Route::Organizations
            | Route::Record
            | Route::RecordAccesses
            | Route::Settings
            | Route::Account
            | Route::Help
            | Route::HelpOn { .. } => Self::Office,
            Route::NotFound => return None,
        })
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct InPartProps {
    pub(super) part: Part,
    pub(super) route: Route,
}

/// A page, as soon as its part is here.
#[component]
pub(super) fn InPart(props: &InPartProps) -> Html {
    let load = use_load(props.part, |part| Box::pin(async move { part.load().await.map_err(|_| Failure::Offline) }));
    match &load.state {
        Loaded::Loading => html! { <Waiting skeleton={Skeleton::Rows} /> },
        Loaded::Ready(view) => view(props.route),
        Loaded::Failed(_) => html! { <Missing retry={load.reload.clone()} /> },
    }
}

#[derive(Properties, PartialEq)]
struct MissingProps {
    retry: Callback<()>,
}

/// The part did not come: the network is away, or the server has a newer client since this one was loaded.
#[component]
fn Missing(props: &MissingProps) -> Html {
    let actions = html! {
        <>
            <Button label="Try again" kind={Kind::Primary} onclick={props.retry.reform(|_| ())} />
            <Button label="Load Portico again" onclick={Callback::from(|_| browser::load_again())} />
        </>
    };
    html! {
        <Page title="This page did not load" narrow=true>
            <Empty title="It could not be fetched from the server" glyph={Glyph::Offline} {actions}>
                <p>{ "Check the network and try again. If Portico was updated since you opened it, load it again: drafts are kept." }</p>
            </Empty>
        </Page>
    }
}
