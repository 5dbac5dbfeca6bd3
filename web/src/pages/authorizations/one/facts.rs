//! What was asked and what was granted, side by side, and what it is about.

use std::rc::Rc;

use domain::authorizations::{Authorization, Extent};
use domain::clients::format_client_number;
use yew::prelude::*;
use yew_router::prelude::Link;

use super::head::OneProps;
use crate::format;
use crate::route::Route;
use crate::session::{use_clock, use_today};
use crate::ui::{Alert, Tone, status};

/// Asked and granted.
#[component]
pub(in super::super) fn AskedGranted(props: &OneProps) -> Html {
    let one = &props.authorization;
    let row = |name: &'static str, asked: String, granted: Option<String>| {
        let less = granted.as_ref().is_some_and(|granted| *granted != asked);
        html! {
            <tr key={name}>
                <th scope="row">{ name }</th>
                <td>{ asked }</td>
                <td>
                    { granted.unwrap_or_else(|| "Not decided".to_owned()) }
                    if less {
                        { " " }{ status(Tone::Look, "Differs") }
                    }
                </td>
            </tr>
        }
    };
    let granted = |words: fn(Extent) -> String| one.granted.map(words);
    html! {
        <>
            <table class="portico-compare portico-extents">
                <caption class="pf-v6-screen-reader">{ "Asked for and granted" }</caption>
                <thead><tr><td /><th scope="col">{ "Asked for" }</th><th scope="col">{ "Granted" }</th></tr></thead>
                if one.review_status == domain::authorizations::ReviewStatus::Denied {
                    <tbody>
                        { denied_row("First day", format::day(one.asked.start_date)) }
                        { denied_row("Last day", format::day(one.asked.end_date)) }
                        { denied_row("Units", one.asked.units.to_string()) }
                    </tbody>
                } else {
                    <tbody>
                        { row("First day", format::day(one.asked.start_date), granted(|extent| format::day(extent.start_date))) }
                        { row("Last day", format::day(one.asked.end_date), granted(|extent| format::day(extent.end_date))) }
                        { row("Units", one.asked.units.to_string(), granted(|extent| extent.units.to_string())) }
                    </tbody>
                }
            </table>
            { decision_words(one) }
        </>
    }
}

fn denied_row(name: &'static str, asked: String) -> Html {
    html! { <tr key={name}><th scope="row">{ name }</th><td>{ asked }</td><td>{ "None" }</td></tr> }
}

/// The county's words with the decision.
fn decision_words(one: &Authorization) -> Html {
    let reason = one.denial_reason.map(|reason| format!("{} ({})", reason.label(), reason.code()));
    if reason.is_none() && one.note_to_agency.is_none() && one.missing_documents_reason.is_none() {
        return Html::default();
    }
    html! {
        <dl class="portico-facts">
            if let Some(reason) = reason {
                <div><dt>{ "Reason" }</dt><dd>{ reason }</dd></div>
            }
            if let Some(note) = &one.note_to_agency {
                <div><dt>{ "Note from the county" }</dt><dd class="portico-lines">{ note }</dd></div>
            }
            if let Some(why) = &one.missing_documents_reason {
                <div><dt>{ "Decided without all documents because" }</dt><dd class="portico-lines">{ why }</dd></div>
            }
        </dl>
    }
}

/// What it is about.
#[component]
pub(in super::super) fn About(props: &OneProps) -> Html {
    let (one, clock, today) = (&props.authorization, use_clock(), use_today());
    let fact = |name: &'static str, value: String| html! { <div key={name}><dt>{ name }</dt><dd>{ value }</dd></div> };
    html! {
        <>
            <dl class="portico-facts">
                <div>
                    <dt>{ "Client" }</dt>
                    <dd>
                        <Link<Route> to={Route::Client { id: one.client.id }}>{ &one.client.name }</Link<Route>>
                        <div class="portico-small">
                            { format!("{}, born {}", format_client_number(one.client.client_number), format::born(one.client.birth_date, today)) }
                        </div>
                    </dd>
                </div>
                { fact("Agency", one.organization.name.clone()) }
                { fact("Program", one.program.name.clone()) }
                { fact("Service", format!("{} ({})", one.service.label(), one.service.as_str())) }
                { fact("Funding source", format!("{} {}", one.funding_source_id, one.funding_source_name)) }
                { fact("Benefit plan", format!("{} {}", one.plan_id, one.plan_name)) }
                { fact("Procedure", format!("{} · {}", one.procedure, if one.medi_cal { "Medi-Cal" } else { "Non-Medi-Cal" })) }
                { fact("How fast", one.urgency.label().to_owned()) }
                { fact("Requested", format!("{} by {}", clock.moment(one.submitted_at), one.submitted_by)) }
            </dl>
            if let Some(why) = &one.overlap_reason {
                <Alert tone={Tone::Look} title="Overlaps another request"><p class="portico-lines">{ why }</p></Alert>
            }
        </>
    }
}

/// What differs between two readings of one authorization, in words.
pub(in super::super) fn changes(before: &Authorization, now: &Authorization) -> Vec<String> {
    let mut found = Vec::new();
    let mut when = |differs: bool, words: String| {
        if differs {
            found.push(words);
        }
    };
    when(before.review_status != now.review_status, format!("Review: {}", now.review_status.label()));
    when(before.status != now.status, format!("Status: {}", now.status.label()));
    when(before.asked != now.asked, format!("Asked for: {}", extent_words(now.asked)));
    when(before.reviewer != now.reviewer, reviewer_words(now));
    let files = |one: &Authorization| one.attachments.iter().map(|file| (file.id, file.state)).collect::<Vec<_>>();
    when(files(before) != files(now), "The documents changed".to_owned());
    when(before.notes.len() < now.notes.len(), "There is a new note".to_owned());
    when(before.change_requests != now.change_requests, "A change request was sent or answered".to_owned());
    found
}

fn reviewer_words(one: &Authorization) -> String {
    one.reviewer.as_ref().map_or_else(|| "No reviewer has it".to_owned(), |who| format!("Reviewer: {}", who.name))
}

/// `9999 units, 07/01/2026 to 12/31/2026`.
pub(in super::super) fn extent_words(extent: Extent) -> String {
    format!("{} units, {}", extent.units, format::span(extent.start_date, Some(extent.end_date)))
}

/// Tells with each new reading what changed since the one before; nothing may have.
#[hook]
pub(super) fn use_changes(authorization: Option<Rc<Authorization>>, heard: Callback<Vec<String>>) {
    let former = use_mut_ref(|| None::<Rc<Authorization>>);
    use_effect_with(authorization, move |now| {
        let before = former.replace(now.clone());
        if let (Some(before), Some(now)) = (before, now)
            && before.id == now.id
        {
            heard.emit(changes(&before, now));
        }
    });
}

#[cfg(test)]
mod tests {
    use domain::authorizations::{NamedRef, ReviewStatus};
    use uuid::Uuid;

    use super::super::tests::authorization;
    use super::*;

    #[test]
    fn only_what_changed_is_told() {
        let before = authorization();
        assert!(changes(&before, &before).is_empty());
        let mut now = before.clone();
        now.review_status = ReviewStatus::InReview;
        now.reviewer = Some(NamedRef { id: Uuid::nil(), name: "R. Reviewer".to_owned() });
        assert_eq!(changes(&before, &now), ["Review: In review", "Reviewer: R. Reviewer"]);
    }
}
