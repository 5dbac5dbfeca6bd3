//! Who can do what in an organization: on the screen, on paper, as a file.

use std::rc::Rc;

use domain::access::Permission;
use domain::people::{PersonRights, telling_permissions};
use uuid::Uuid;
use yew::prelude::*;

use crate::api::{self, Failure, Task, start, use_pages};
use crate::browser;
use crate::pages::offers::{use_is_county, use_organizations};
use crate::route::Route;
use crate::session::use_me;
use crate::ui::{Button, Empty, FailureNote, Glyph, Kind, LinkButton, Page, SelectField, Skeleton, icon, view_pages};

/// Nobody's name is in it.
const FILE_NAME: &str = "who-can-do-what.csv";

/// The page.
#[component]
pub(crate) fn RightsPage() -> Html {
    let (county, me) = (use_is_county(), use_me());
    let organizations = use_organizations();
    let own = me.as_ref().map(|me| me.organization.id).unwrap_or_default();
    let chosen = use_state_eq(move || own);
    let name = me
        .filter(|me| me.organization.id == *chosen)
        .map(|me| me.organization.name.clone())
        .or_else(|| organizations.iter().find(|one| one.id == *chosen).map(|one| one.name.clone()))
        .unwrap_or_default();
    let list = use_pages(*chosen, api::people::rights);
    let print = Callback::from(|_: MouseEvent| browser::print_page());
    let actions = html! {
        <>
            <Button label="Print" kind={Kind::Primary} icon={Glyph::Print} onclick={print} />
            <LinkButton label="Back to people" to={Route::People} kind={Kind::Link} />
        </>
    };
    let options =
        organizations.iter().map(|one| (one.id.to_string().into(), one.name.clone().into())).collect::<Vec<_>>();
    html! {
        <Page title="Who can do what" lead={format!("{name}: everybody who is active, and what their role allows.")} {actions}>
            if county {
                <div class="portico-narrow pf-v6-c-form portico-no-print" role="group" aria-label="Filters">
                    <SelectField
                        id="rights-organization"
                        label="Organization"
                        value={chosen.to_string()}
                        {options}
                        onchange={Callback::from({ let chosen = chosen.setter(); move |id: String| chosen.set(id.parse().unwrap_or(own)) })}
                    />
                </div>
            }
            { view_pages(&list, Skeleton::Rows, view) }
            if list.more {
                <Button label="Show more people" busy={list.reading_more} onclick={list.load_more.reform(|_: MouseEvent| ())} />
            }
            <DownloadRights organization={*chosen} />
        </Page>
    }
}

/// People down, across the permissions that somebody here has, in plain words.
fn view(rows: &[Rc<PersonRights>]) -> Html {
    if rows.is_empty() {
        return html! {
            <Empty title="Nobody is active here" glyph={Glyph::People}><p>{ "Add people to see what they may do." }</p></Empty>
        };
    }
    let had = |permission: &Permission| rows.iter().any(|row| row.permissions.contains(permission));
    let permissions: Vec<Permission> = telling_permissions().filter(had).collect();
    html! {
        <div class="portico-rights" tabindex="0" role="region" aria-label="People and permissions">
            <table class="pf-v6-c-table pf-m-compact">
                <caption class="pf-v6-screen-reader">{ "A row for each person, a column for each permission" }</caption>
                <thead class="pf-v6-c-table__thead">
                    <tr class="pf-v6-c-table__tr">
                        <th class="pf-v6-c-table__th" scope="col">{ "Name" }</th>
                        { for permissions.iter().map(|permission| html! {
                            <th class="pf-v6-c-table__th portico-rights-what" scope="col" key={permission.as_str()}>
                                <span>{ permission.label() }</span>
                            </th>
                        }) }
                    </tr>
                </thead>
                <tbody class="pf-v6-c-table__tbody">
                    { for rows.iter().map(|row| html! {
                        <tr class="pf-v6-c-table__tr" key={row.user_id.to_string()}>
                            <th class="pf-v6-c-table__th" scope="row">{ &row.display_name }<br /><span class="portico-small">{ role(row) }</span></th>
                            { for permissions.iter().map(|permission| cell(row.permissions.contains(permission))) }
                        </tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}

fn role(row: &PersonRights) -> String {
    let role = row.role.label();
    if row.has_password { role.to_owned() } else { format!("{role}; cannot sign in yet") }
}

fn cell(holds: bool) -> Html {
    html! {
        <td class="pf-v6-c-table__td portico-rights-cell">
            if holds {
                { icon(Glyph::Check) }
            }
            <span class="pf-v6-screen-reader">{ if holds { "Yes" } else { "No" } }</span>
        </td>
    }
}

#[derive(Properties, PartialEq)]
struct DownloadRightsProps {
    organization: Uuid,
}

/// The same as a file.
#[component]
fn DownloadRights(props: &DownloadRightsProps) -> Html {
    let failure = use_state_eq(|| None::<Failure>);
    let running = use_mut_ref(|| None::<Task>);
    let begin = {
        let (failure, organization) = (failure.setter(), props.organization);
        Callback::from(move |()| {
            let failure = failure.clone();
            *running.borrow_mut() = Some(start(async move {
                match api::people::rights_csv(organization).await {
                    Ok(bytes) => {
                        failure.set(None);
                        let text = String::from_utf8_lossy(&bytes);
                        // A browser that refuses downloads says so itself.
                        browser::download(FILE_NAME, "text/csv;charset=utf-8", &text).ok();
                    }
                    Err(why) => failure.set(Some(why)),
                }
            }));
        })
    };
    html! {
        <div class="portico-actions portico-no-print">
            <Button label="Download CSV" icon={Glyph::Download} onclick={begin.reform(|_: MouseEvent| ())} />
            if let Some(failure) = &*failure {
                <FailureNote failure={failure.clone()} retry={begin} />
            }
        </div>
    }
}
