//! One's own account: who one is here, the password, second factors, where one is signed in.

use domain::session::Me;
use yew::prelude::*;

use super::card::Card;
use super::factors::FactorSection;
use super::password::PasswordForm;
use super::sessions::SessionSection;
use super::set_up::SetUpApp;
use crate::api;
use crate::session::{use_clock, use_me, use_session};
use crate::ui::{Alert, Button, Kind, Page, Section, Tone, use_notices};

/// The account page.
#[component]
pub(crate) fn AccountPage() -> Html {
    let me = use_me();
    let clock = use_clock();
    let notices = use_notices();
    let session = use_session();
    let Some(me) = me else { return Html::default() };
    if me.must_enrol_factor {
        return enrolment(&me, session.refresh);
    }
    let ondone = Callback::from(move |()| {
        if let Some(notices) = &notices {
            notices.say(Tone::Good, "Password changed.");
        }
    });
    html! {
        <Page title="Your account" narrow=true>
            <Section title="You" id="you">
                <dl class="portico-facts">
                    <div><dt>{ "Name" }</dt><dd>{ &me.display_name }</dd></div>
                    <div><dt>{ "User name" }</dt><dd>{ &me.user_name }</dd></div>
                    <div><dt>{ "Role" }</dt><dd>{ me.role.label() }</dd></div>
                    <div><dt>{ "Organization" }</dt><dd>{ &me.organization.name }</dd></div>
                    <div>
                        <dt>{ "This session" }</dt>
                        <dd>{ format!("Ends after {} minutes without work, and at {} in any case", me.idle_minutes, clock.moment(me.absolute_expires_at)) }</dd>
                    </div>
                </dl>
            </Section>
            <Section title="Password" id="password">
                <PasswordForm me={me.clone()} {ondone} />
            </Section>
            <FactorSection onchanged={session.refresh.clone()} />
            <SessionSection />
        </Page>
    }
}

/// The page that stands before everything else while the role needs a second factor and none is there.
fn enrolment(me: &Me, ondone: Callback<()>) -> Html {
    let leave = Callback::from(|_: MouseEvent| {
        wasm_bindgen_futures::spawn_local(async {
            // Without a second factor nothing can be done with the session, so a failed sign-out does no harm.
            api::session::sign_out().await.unwrap_or(());
            crate::session::tell_tabs_signed_out();
        });
    });
    html! {
        <Card title="Set up a second step">
            if me.factors_removed_at.is_some() {
                <Alert tone={Tone::Look} title="Your former second step was taken away">
                    <p>{ "Somebody who manages accounts did so because it was said to be lost. If that was not you, tell the county's privacy officer." }</p>
                </Alert>
            }
            <p>{ "In your role signing in takes a second step: a code that an authenticator app on your telephone shows. Any such app will do." }</p>
            <SetUpApp {ondone} />
            <div class="portico-actions"><Button label="Sign out" kind={Kind::Link} onclick={leave} /></div>
        </Card>
    }
}
