//! One's own account: who one is here, and the password.

use yew::prelude::*;

use super::password::PasswordForm;
use crate::session::{use_clock, use_me};
use crate::ui::{Page, Section, Tone, use_notices};

/// The account page.
#[component]
pub(crate) fn AccountPage() -> Html {
    let me = use_me();
    let clock = use_clock();
    let notices = use_notices();
    let Some(me) = me else { return Html::default() };
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
        </Page>
    }
}
