//! What a search found: enough to tell namesakes apart, and the next step.

use std::rc::Rc;

use domain::access::{OrganizationKind, Permission};
use domain::clients::{ClientCriteria, ClientHit, EnrolledHere, format_client_number};
use time::Date;
use yew::prelude::*;
use yew_router::prelude::{Link, use_navigator};

use super::admission::AdmitDialog;
use crate::api::clients::Reach;
use crate::api::{self, use_pages};
use crate::format;
use crate::route::Route;
use crate::session::{use_may, use_me, use_today};
use crate::ui::{
    Alert, Button, Column, Empty, Glyph, Grid, Kind, LinkButton, Skeleton, Tone, status, view_pages, view_table,
};

#[derive(Properties, PartialEq)]
pub(super) struct ResultsProps {
    pub(super) reach: Reach,
    pub(super) criteria: ClientCriteria,
    /// Looks for the same in the whole county; `None` where that was done, or may not be.
    #[prop_or_default]
    pub(super) widen: Option<Callback<()>>,
}

/// The results of one search.
#[component]
pub(super) fn Results(props: &ResultsProps) -> Html {
    let today = use_today();
    let me = use_me();
    let may_admit = use_may(Permission::AdmitClients);
    let navigator = use_navigator();
    let admitting = use_state_eq(|| None::<Rc<ClientHit>>);
    let found = use_pages((props.reach, props.criteria.clone()), |(reach, criteria), cursor| {
        api::clients::search(reach, ClientCriteria { cursor, ..criteria })
    });
    let reads_all = me.is_some_and(|me| me.organization.kind == OrganizationKind::County);
    let row_actions = {
        let admitting = admitting.setter();
        (may_admit && !reads_all).then(|| {
            Callback::from(move |hit: Rc<ClientHit>| {
                let admitting = admitting.clone();
                let say = format!("Add admission for {}", format::hit_name(&hit));
                html! {
                    if hit.enrolled_here == EnrolledHere::None {
                        <Button label="Add admission" {say} kind={Kind::Link} onclick={Callback::from(move |_| admitting.set(Some(Rc::clone(&hit))))} />
                    }
                }
            })
        })
    };
    let onclose = {
        let admitting = admitting.setter();
        Callback::from(move |()| admitting.set(None))
    };
    let table = |rows: &[Rc<ClientHit>]| {
        html! {
            <>
                if props.reach == Reach::WholeCounty && !reads_all {
                    <Alert tone={Tone::Info} title="Only what tells people apart is shown">
                        <p>{ "A record opens for agencies that have admitted the client. Compare name, birth date and CIN before you add an admission." }</p>
                    </Alert>
                }
                { view_table(&found, "clients", "Clients found", Grid::with_actions(&columns(props.reach, reads_all, today), rows, row_actions)) }
                if let Some(hit) = (*admitting).clone() {
                    <AdmitDialog
                        client={hit.id}
                        who={format::hit_name(&hit)}
                        born={hit.birth_date}
                        on_file={Vec::new()}
                        {onclose}
                        ondone={Callback::from(move |_| if let Some(navigator) = &navigator { navigator.push(&Route::Client { id: hit.id }) })}
                    />
                }
            </>
        }
    };
    view_pages(&found, Skeleton::Rows, |rows| match rows {
        [] => html! { <NobodyFound reach={props.reach} {may_admit} widen={props.widen.clone()} /> },
        rows => table(rows),
    })
}

fn columns(reach: Reach, reads_all: bool, today: Date) -> Vec<Column<ClientHit>> {
    let opens = move |hit: &ClientHit| reads_all || hit.enrolled_here != EnrolledHere::None;
    let mut columns = vec![
        Column::new("name", "Name", format::hit_name).drawn(move |hit| view_name(hit, opens(hit))),
        Column::new("birth_date", "Birth date", move |hit: &ClientHit| format::born(hit.birth_date, today))
            .sorted_by(|hit| hit.birth_date.to_string())
            .steady(),
        Column::new("sex", "Sex", |hit: &ClientHit| hit.sex.label().to_owned()),
        Column::new("client_number", "Client number", |hit: &ClientHit| format_client_number(hit.client_number))
            .steady(),
        Column::new("cin", "CIN", |hit: &ClientHit| hit.cin.clone().unwrap_or_default()).steady(),
    ];
    // Agencies are not given it of the whole county: an empty column would say that it is not recorded.
    if reach == Reach::OwnAgency || reads_all {
        columns.push(
            Column::new("ssn", "SSN", |hit: &ClientHit| format::ssn(hit.ssn_last4.as_deref())).unsorted().steady(),
        );
    }
    if reach == Reach::OwnAgency {
        columns.push(Column::new("city", "City", |hit: &ClientHit| hit.city.clone().unwrap_or_default()));
    }
    if !reads_all {
        columns.push(
            Column::new("enrolled", "Admission", |hit: &ClientHit| hit.enrolled_here.label().to_owned()).drawn(|hit| {
                let tone = match hit.enrolled_here {
                    EnrolledHere::Open => Tone::Good,
                    EnrolledHere::Past | EnrolledHere::None => Tone::Quiet,
                };
                html! { { status(tone, hit.enrolled_here.label()) } }
            }),
        );
    }
    let matched = |hit: &ClientHit| hit.matched_on.iter().map(|on| on.label()).collect::<Vec<_>>().join(", ");
    columns.push(Column::new("matched", "Found by", matched).hidden());
    columns
}

fn view_name(hit: &ClientHit, opens: bool) -> Html {
    let name = format::hit_name(hit);
    html! {
        <>
            if opens {
                <Link<Route> to={Route::Client { id: hit.id }}>{ name }</Link<Route>>
            } else {
                <span>{ name }</span>
            }
            if let Some(former) = &hit.former_name_matched {
                <div class="portico-small">{ format!("Formerly {former}") }</div>
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct NobodyFoundProps {
    reach: Reach,
    may_admit: bool,
    widen: Option<Callback<()>>,
}

#[component]
fn NobodyFound(props: &NobodyFoundProps) -> Html {
    let actions = html! {
        <>
        if let Some(widen) = &props.widen {
            <Button label="Look in the whole county" icon={Glyph::Search} onclick={widen.reform(|_| ())} />
        }
        if props.may_admit && props.reach == Reach::WholeCounty {
            <LinkButton label="Add new client" to={Route::ClientNew} kind={Kind::Primary} icon={Glyph::Add} />
        }
        </>
    };
    html! {
        <Empty title="Nobody found" glyph={Glyph::Search} {actions}>
            if props.reach == Reach::OwnAgency {
                <p>{ "Try fewer letters of the name. The client may also be another agency's." }</p>
            } else {
                <p>{ "Try fewer letters, a former name, or the birth date alone. If nobody in the county has this client, add a new one." }</p>
            }
        </Empty>
    }
}
