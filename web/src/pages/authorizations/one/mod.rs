//! One authorization: where it stands, what was asked and granted, its documents, conversation and history.

mod answer;
mod change;
mod change_requests;
mod conversation;
mod facts;
mod files;
mod head;
mod history;
#[cfg(test)]
pub(super) mod tests;
mod withdraw;

use std::rc::Rc;

use domain::authorizations::{Action, Authorization, ReviewStatus, Status};
use futures_util::{FutureExt, TryFutureExt};
use gloo_timers::callback::Timeout;
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::Link;

use self::answer::Answer;
use self::change::ChangeDialog;
pub(super) use self::change_requests::ChangeRequests;
pub(super) use self::conversation::Conversation;
use self::facts::use_changes;
pub(super) use self::facts::{About, AskedGranted};
pub(super) use self::files::Files;
use self::head::next_words;
pub(super) use self::head::{StandingLine, Stepper};
pub(super) use self::history::History;
use self::withdraw::WithdrawDialog;
use super::request::take_sent;
use crate::api::{self, Load, use_load};
use crate::events::{Live, use_live};
use crate::pages::clients::ClientBanner;
use crate::route::Route;
use crate::ui::{Alert, Button, Glyph, Kind, LinkButton, Page, Section, Skeleton, Tone, use_notices, view_load};

#[derive(Properties, PartialEq)]
pub(super) struct DialogProps {
    pub(super) authorization: Authorization,
    pub(super) put: Callback<Authorization>,
    pub(super) onclose: Callback<()>,
}

/// How long a change counts as one's own doing.
const OWN_MS: u32 = 2_000;

/// One authorization being read.
pub(super) struct One {
    /// The reading; what is put in place by one's own doing is no news.
    pub(super) load: Load<Authorization>,
    /// Reads again after one's own doing.
    pub(super) done: Callback<()>,
}

/// Reads one authorization, and reads it again whenever something about it happened elsewhere. `news` hears what then
/// changed, in words.
#[hook]
pub(super) fn use_authorization(id: Uuid, news: Callback<Vec<String>>) -> One {
    let mut load = use_load(id, api::authorizations::read);
    // Set while the next reading is the fruit of what was done on this page.
    let own = use_mut_ref(|| false);
    {
        let own = Rc::clone(&own);
        let heard = Callback::from(move |found: Vec<String>| {
            if !own.replace(false) && !found.is_empty() {
                news.emit(found);
            }
        });
        use_changes(load.state.ready().cloned(), heard);
    }
    let reload = load.reload.clone();
    use_live(
        &["authorization", "attachment"],
        Callback::from(move |live: Live| {
            if live.concerns(id) {
                reload.emit(());
            }
        }),
    );
    // The stream may have told of it already; then the next reading is somebody else's again.
    let mine = Callback::from(move |()| {
        own.replace(true);
        let own = Rc::clone(&own);
        Timeout::new(OWN_MS, move || *own.borrow_mut() = false).forget();
    });
    let done = {
        let (mine, reload) = (mine.clone(), load.reload.clone());
        Callback::from(move |()| {
            mine.emit(());
            reload.emit(());
        })
    };
    let put = load.put.clone();
    load.put = Callback::from(move |now| {
        mine.emit(());
        put.emit(now);
    });
    One { load, done }
}

#[derive(Properties, PartialEq)]
pub(crate) struct AuthorizationPageProps {
    pub(crate) id: Uuid,
}

/// The page.
#[component]
pub(crate) fn AuthorizationPage(props: &AuthorizationPageProps) -> Html {
    let sent = use_state(|| take_sent(props.id));
    let notices = use_notices();
    let news = Callback::from(move |found: Vec<String>| {
        if let Some(notices) = &notices {
            notices.say(Tone::Info, format!("Updated. {}.", found.join(". ")));
        }
    });
    let One { load, done } = use_authorization(props.id, news);
    let ready = load.state.ready().cloned();
    let client = use_load(ready.as_ref().map(|one| one.client.id), |id: Option<Uuid>| match id {
        Some(id) => api::clients::read(id).map_ok(Some).boxed_local(),
        None => api::answered(Ok(None)),
    });
    let above = match client.state.ready().and_then(|client| (**client).clone()) {
        Some(client) => html! { <ClientBanner client={Rc::new(client)} /> },
        None => Html::default(),
    };
    let heading = ready.as_ref().map(|one| AttrValue::from(format!("Authorization {}", one.number)));
    let actions = ready.as_ref().map(|one| html! { <Actions authorization={Rc::clone(one)} put={load.put.clone()} /> });
    let body = view_load(&load, Skeleton::Card, |one| {
        html! {
            <>
                if one.review_status == ReviewStatus::Submitted && one.status == Status::Pending {
                    <JustSent id={props.id} sent={(*sent).clone()} />
                }
                { view_one(one, &load.put, done) }
            </>
        }
    });
    html! { <Page title="Authorization" {heading} {above} actions={actions.unwrap_or_default()}>{ body }</Page> }
}

fn view_one(one: &Rc<Authorization>, put: &Callback<Authorization>, done: Callback<()>) -> Html {
    let (authorization, put) = (Rc::clone(one), put.clone());
    html! {
        <>
            <StandingLine authorization={Rc::clone(one)} />
            <Stepper authorization={Rc::clone(one)} />
            { decision_banner(one) }
            { disclosure_notice(one) }
            if let Some(words) = next_words(one) {
                <p>{ words }</p>
            }
            if one.allowed.contains(&Action::AnswerInformation) {
                <Answer authorization={Rc::clone(one)} put={put.clone()} />
            }
            <div class="portico-two">
                <div class="portico-stack">
                    <Section title="Asked for and granted" id="asked"><AskedGranted authorization={Rc::clone(one)} /></Section>
                    <ChangeRequests authorization={Rc::clone(one)} put={put.clone()} />
                    <Section title="About this request" id="about"><About authorization={Rc::clone(one)} /></Section>
                    <Conversation authorization={Rc::clone(one)} put={put.clone()} />
                </div>
                <div class="portico-stack">
                    <Files authorization={Rc::clone(one)} reload={done} />
                </div>
            </div>
            <History {authorization} />
        </>
    }
}

/// The statement that goes with what is shown under a client's consent (42 CFR 2.32).
pub(super) fn disclosure_notice(one: &Authorization) -> Html {
    let Some(notice) = &one.disclosure else { return Html::default() };
    html! {
        <Alert tone={Tone::Look} title="Shown under the client's consent: 42 CFR Part 2">
            <p>{ &notice.text }</p>
            <p>{ format!("Statement {}, consent {}.", notice.statement_id, notice.consent_id) }</p>
        </Alert>
    }
}

/// The decision in colour and in words.
fn decision_banner(one: &Authorization) -> Html {
    let (tone, title) = match (one.status, one.review_status) {
        (Status::Withdrawn, _) => (Tone::Quiet, "This request was withdrawn".to_owned()),
        (_, ReviewStatus::Approved) => (Tone::Good, format!("Approved as asked. Authorization number {}", one.number)),
        (_, ReviewStatus::ApprovedInPart) => {
            (Tone::Good, format!("Approved in part. Authorization number {}", one.number))
        }
        (_, ReviewStatus::Denied) => {
            (Tone::Bad, one.denial_reason.map_or("Denied".to_owned(), |why| format!("Denied: {}", why.label())))
        }
        _ => return Html::default(),
    };
    html! { <Alert {tone} {title} /> }
}

#[derive(Properties, PartialEq)]
struct JustSentProps {
    id: Uuid,
    sent: Vec<(Uuid, i64)>,
}

/// "Authorization 700151 requested", and the other half of a split.
#[component]
fn JustSent(props: &JustSentProps) -> Html {
    let Some((_, number)) = props.sent.iter().find(|(id, _)| *id == props.id) else { return Html::default() };
    let others: Vec<&(Uuid, i64)> = props.sent.iter().filter(|(id, _)| *id != props.id).collect();
    html! {
        <Alert tone={Tone::Good} title={format!("Authorization {number} requested")} live=true>
            <p>{ "The county has it now. Follow it here; this page updates itself." }</p>
            { for others.iter().map(|(id, number)| html! {
                <p><Link<Route> to={Route::Authorization { id: *id }}>{ format!("Authorization {number} requested for the other fiscal year") }</Link<Route>></p>
            }) }
        </Alert>
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Withdrawing,
    Changing,
}

#[derive(Properties, PartialEq)]
struct ActionsProps {
    authorization: Rc<Authorization>,
    put: Callback<Authorization>,
}

/// What the reader may do now; one of them primary.
#[component]
fn Actions(props: &ActionsProps) -> Html {
    let one = &props.authorization;
    let open = use_state_eq(|| Open::Nothing);
    let set = |next: Open| {
        let open = open.setter();
        Callback::from(move |_: MouseEvent| open.set(next))
    };
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(Open::Nothing))
    };
    let may = |action: Action| one.allowed.contains(&action);
    let reviews = [Action::Claim, Action::Approve, Action::Release].into_iter().any(may);
    let (authorization, put) = ((**one).clone(), props.put.clone());
    html! {
        <>
            if one.review_status.is_decided() {
                <LinkButton label="Open letter" to={Route::Letter { id: one.id }} kind={Kind::Primary} icon={Glyph::Print} />
            }
            if reviews {
                <LinkButton label="Open in review" to={Route::ReviewOne { id: one.id }} kind={Kind::Primary} icon={Glyph::Review} />
            }
            if may(Action::RequestChange) {
                <Button label="Ask for a change" onclick={set(Open::Changing)} />
            }
            if may(Action::Withdraw) {
                <Button label="Withdraw request" onclick={set(Open::Withdrawing)} />
            }
            { match *open {
                Open::Nothing => Html::default(),
                Open::Withdrawing => html! { <WithdrawDialog {authorization} {put} {onclose} /> },
                Open::Changing => html! { <ChangeDialog {authorization} {put} {onclose} /> },
            } }
        </>
    }
}
