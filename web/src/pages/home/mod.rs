//! Home: what needs me today.

mod memory;
mod row;

use domain::access::Permission;
use domain::home::HomeGroupKind;
use yew::prelude::*;
use yew_router::prelude::Link;

use self::memory::{Group, Memory};
use self::row::Todo;
use crate::api::{self, Loaded, use_load};
use crate::events::use_live;
use crate::format;
use crate::pages;
use crate::route::Route;
use crate::session::{use_may, use_me};
use crate::ui::{Empty, Glyph, Kind, LinkButton, Page, Section, Skeleton, view_load};

/// What changes the work that waits.
const KINDS: &[&str] = &["authorization", "client", "provider_authorization", "notification", "attachment"];

/// The page.
#[component]
pub(crate) fn HomePage() -> Html {
    let me = use_me();
    let home = use_load((), |()| api::home::read());
    use_live(KINDS, home.reload.reform(|_| ()));
    // Done rows fade and stay until the page is left, so that nothing jumps away under the hand.
    let memory = use_mut_ref(Memory::default);
    let groups = match &home.state {
        Loaded::Ready(now) => {
            let mut memory = memory.borrow_mut();
            memory.take_in(now);
            memory.groups().to_vec()
        }
        Loaded::Loading | Loaded::Failed(_) => Vec::new(),
    };
    let lead = me.map(|me| AttrValue::from(format!("{} · {}", format::day(me.today), me.organization.name)));
    html! {
        <Page title="What needs me today" {lead} actions={html! { <FirstStep /> }}>
            { view_load(&home, Skeleton::Rows, |_| view(&groups)) }
        </Page>
    }
}

fn view(groups: &[Group]) -> Html {
    if groups.is_empty() {
        return html! { <NothingWaits /> };
    }
    let left: i64 = groups.iter().map(|group| group.count).sum();
    let words = match left {
        0 => "All done".to_owned(),
        1 => "1 thing to do".to_owned(),
        many => format!("{many} things to do"),
    };
    html! {
        <>
            <p role="status" class="portico-small">{ words }</p>
            { for groups.iter().map(|group| html! { <WorkGroup key={group.kind.as_str()} group={group.clone()} /> }) }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct WorkGroupProps {
    group: Group,
}

/// The work of one kind.
#[component]
fn WorkGroup(props: &WorkGroupProps) -> Html {
    let group = &props.group;
    let reviews = use_may(Permission::ReviewAuthorizations);
    let id = format!("work-{}", group.kind.as_str());
    let shown = i64::try_from(group.items.iter().filter(|item| !item.done).count()).unwrap_or(i64::MAX);
    let rest = (group.count > shown).then(|| everything(group.kind, reviews)).flatten().filter(|to| pages::built(*to));
    html! {
        <Section title={format!("{} ({})", group.title, group.count)} {id}>
            <ul class="portico-todos">
                { for group.items.iter().map(|item| html! {
                    <Todo key={item.key()} item={item.item.clone()} done={item.done} />
                }) }
            </ul>
            if group.count > shown {
                <p class="portico-small">
                    { format!("The oldest {shown} of {}. ", group.count) }
                    if let Some(to) = rest {
                        <Link<Route> {to}>{ "Show all" }</Link<Route>>
                    }
                </p>
            }
        </Section>
    }
}

/// Where the whole of a group is found.
const fn everything(kind: HomeGroupKind, reviews: bool) -> Option<Route> {
    match kind {
        HomeGroupKind::Drafts => None,
        HomeGroupKind::FundsLow => Some(Route::Funding),
        HomeGroupKind::ToReview
        | HomeGroupKind::InReview
        | HomeGroupKind::DueSoon
        | HomeGroupKind::ChangeRequests
        | HomeGroupKind::DocumentsMissing
        | HomeGroupKind::InformationRequested
        | HomeGroupKind::Decided
        | HomeGroupKind::EndingSoon => Some(if reviews { Route::Review } else { Route::Authorizations }),
    }
}

/// The page's one primary action: what this person does most.
#[component]
fn FirstStep() -> Html {
    let (label, to, icon) = if use_may(Permission::ReviewAuthorizations) {
        ("Open review queue", Route::Review, Glyph::Review)
    } else {
        ("Find a client", Route::Clients, Glyph::Search)
    };
    html! { if pages::built(to) { <LinkButton {label} {to} kind={Kind::Primary} icon={Some(icon)} /> } }
}

#[component]
fn NothingWaits() -> Html {
    let reviews = use_may(Permission::ReviewAuthorizations);
    let admits = use_may(Permission::AdmitClients);
    let steps = if reviews {
        [("Open review queue", Route::Review), ("Run a report", Route::Reports)]
    } else if admits {
        [("Find a client", Route::Clients), ("Add new client", Route::ClientNew)]
    } else {
        [("Find a client", Route::Clients), ("Run a report", Route::Reports)]
    };
    let actions: Html = steps
        .into_iter()
        .filter(|(_, to)| pages::built(*to))
        .map(|(label, to)| html! { <LinkButton {label} {to} kind={Kind::Link} /> })
        .collect();
    html! {
        <Empty title="Nothing waits for you" glyph={Glyph::Check} {actions}>
            <p>{ "Questions, missing documents, due dates and decisions appear here by themselves as they come." }</p>
        </Empty>
    }
}
