//! The client as a whole: what is shown depends on where the session stands.

use std::rc::Rc;

use domain::session::Me;
use yew::prelude::*;
use yew_router::prelude::{BrowserRouter, Switch, use_route};

use crate::events::LiveProvider;
use crate::frame::Frame;
use crate::pages;
use crate::pages::session::{
    ActivatePage, ChangePassword, ForgotPasswordPage, ForgotUserNamePage, NewsGate, SignInDialog, SignInPage, TermsPage,
};
use crate::route::Route;
use crate::session::{SessionProvider, Standing, use_session};
use crate::ui::{FailureNote, NoticeProvider};

/// The root.
#[component]
pub(crate) fn App() -> Html {
    html! {
        <BrowserRouter>
            <NoticeProvider>
                <SessionProvider><Gate /></SessionProvider>
            </NoticeProvider>
        </BrowserRouter>
    }
}

#[component]
fn Gate() -> Html {
    let session = use_session();
    match use_route::<Route>() {
        // For people who cannot sign in: whoever else is signed in here does not matter.
        Some(Route::Activate) => return html! { <ActivatePage /> },
        Some(Route::ForgotPassword) => return html! { <ForgotPasswordPage /> },
        Some(Route::ForgotUserName) => return html! { <ForgotUserNamePage /> },
        _ => {}
    }
    match &session.standing {
        Standing::Asking => html! { <main class="portico-alone" aria-busy="true" /> },
        Standing::Unreachable(failure) => html! {
            <main class="portico-alone">
                <h1 class="pf-v6-c-title pf-m-2xl">{ "Portico" }</h1>
                <FailureNote failure={failure.clone()} retry={session.refresh.clone()} />
            </main>
        },
        Standing::Out => html! { <SignInPage /> },
        // The person's id is the key: whoever else signs in on this page finds nothing of the former one's.
        Standing::In(me) => html! { <SignedIn key={me.user_id.to_string()} me={Rc::clone(me)} ended=false /> },
        Standing::Ended(me) => html! { <SignedIn key={me.user_id.to_string()} me={Rc::clone(me)} ended=true /> },
    }
}

#[derive(Properties, PartialEq)]
struct SignedInProps {
    me: Rc<Me>,
    ended: bool,
}

/// What stands before the work comes first: the password, then the terms, then unread news.
#[component]
fn SignedIn(props: &SignedInProps) -> Html {
    let me = &props.me;
    let body = if me.must_change_password {
        html! { <ChangePassword me={Rc::clone(me)} /> }
    } else if let Some(terms) = &me.terms_to_accept {
        html! { <TermsPage terms={terms.clone()} /> }
    } else {
        html! {
            <LiveProvider>
                <NewsGate unread={me.unread_news}>
                    <Frame me={Rc::clone(me)}><Switch<Route> render={pages::view} /></Frame>
                </NewsGate>
            </LiveProvider>
        }
    };
    html! {
        <>
            { body }
            if props.ended {
                <SignInDialog me={Rc::clone(me)} />
            }
        </>
    }
}
