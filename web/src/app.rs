//! The client as a whole: what is shown depends on where the session stands.

use std::rc::Rc;

use domain::factors::few_left;
use domain::session::Me;
use yew::prelude::*;
use yew_router::prelude::{BrowserRouter, Switch};

use crate::events::LiveProvider;
use crate::frame::Frame;
use crate::lock::{Cover, IdleWatch};
use crate::pages;
use crate::pages::session::{ChangePassword, NewsGate, ProofDialog, SignInDialog, SignInPage, TermsPage};
use crate::route::Route;
use crate::session::{SessionProvider, Standing, Why, use_session};
use crate::ui::{FailureNote, NoticeProvider, Tone, use_notices};

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
        Standing::In(me) => html! { <SignedIn key={me.user_id.to_string()} me={Rc::clone(me)} /> },
        Standing::Ended(me, why) => {
            html! { <SignedIn key={me.user_id.to_string()} me={Rc::clone(me)} ended={Some(*why)} /> }
        }
    }
}

#[derive(Properties, PartialEq)]
struct SignedInProps {
    me: Rc<Me>,
    #[prop_or_default]
    ended: Option<Why>,
}

/// What stands before the work comes first: the password, a second factor, the terms, then unread news.
#[component]
fn SignedIn(props: &SignedInProps) -> Html {
    let me = &props.me;
    let notices = use_notices();
    use_effect_with(me.recovery_codes_left.filter(|left| few_left(*left)), move |few| {
        if let (Some(_), Some(notices)) = (few, notices) {
            notices.say(Tone::Look, "Few recovery codes are left. Make new ones under Your account.");
        }
    });
    let body = if me.must_change_password {
        html! { <ChangePassword me={Rc::clone(me)} /> }
    } else if me.must_enrol_factor {
        // The account page knows; it travels with the part of the client that it is in.
        pages::view(Route::Account)
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
            <Cover covered={props.ended.is_some()}>
                { body }
                <ProofDialog />
            </Cover>
            if let Some(why) = props.ended {
                <SignInDialog me={Rc::clone(me)} {why} />
            } else {
                <IdleWatch minutes={me.idle_minutes} />
            }
        </>
    }
}
