//! Where one is signed in, on the account page.

use domain::factors::{OwnSession, OwnSessions};
use uuid::Uuid;
use yew::prelude::*;

use crate::api::{self, use_load, use_submission};
use crate::clock::Clock;
use crate::session::use_clock;
use crate::ui::{Button, FailureNote, Kind, Section, Skeleton, view_load};

/// The section.
#[component]
pub(super) fn SessionSection() -> Html {
    let load = use_load((), |()| api::session::own_sessions());
    let clock = use_clock();
    let ending = use_submission(|id: Uuid, _| api::session::end_session(id), load.reload.clone());
    let end = ending.send.clone();
    html! {
        <Section title="Where you are signed in" id="sessions">
            if let Some(failure) = &ending.failure {
                <FailureNote failure={failure.clone()} />
            }
            { view_load(&load, Skeleton::Card, move |list| view(list, &clock, &end)) }
        </Section>
    }
}

fn view(list: &OwnSessions, clock: &Clock, end: &Callback<Uuid>) -> Html {
    html! {
        <ul class="portico-own-list">
            { for list.items.iter().map(|one| row(one, clock, end)) }
        </ul>
    }
}

fn row(one: &OwnSession, clock: &Clock, end: &Callback<Uuid>) -> Html {
    let place = place(&one.user_agent);
    let id = one.id;
    html! {
        <li key={one.id.to_string()}>
            <span>
                <strong>{ if one.current { format!("{place} (here)") } else { place.clone() } }</strong>
                <span class="portico-small">{ format!("Since {}, last at work {}", clock.moment(one.began_at), clock.moment(one.last_used_at)) }</span>
            </span>
            if !one.current {
                <Button
                    label="End session"
                    say={AttrValue::from(format!("End session: {place}, since {}", clock.moment(one.began_at)))}
                    kind={Kind::Link}
                    onclick={end.reform(move |_: MouseEvent| id)}
                />
            }
        </li>
    }
}

/// Browser and system in words, out of what a browser calls itself. Each claims to be several; the order sorts them out.
fn place(agent: &str) -> String {
    const BROWSERS: [(&str, &str); 5] =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    const SYSTEMS: [(&str, &str); 6] = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ];
    let find =
        |known: &[(&str, &'static str)]| known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "A program".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn browsers_are_told_by_what_only_they_say() {
        let chrome =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
        assert_eq!(place(chrome), "Chrome on Linux");
        assert_eq!(place(&format!("{chrome} Edg/140.0")), "Edge on Linux");
        assert_eq!(place("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1"), "Safari on iPhone");
        assert_eq!(place("curl/8.9"), "A program");
        assert_eq!(place(""), "A program");
    }
}
