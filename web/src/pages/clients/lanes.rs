//! Coverage drawn as lanes, one a payer, with gaps and today.

use domain::coverage::{CoverageSpan, PayerKind};
use time::{Date, Duration};
use yew::prelude::*;

use crate::format;

/// The days the lanes show: a little around what there is, always today, at least a year.
fn window(spans: &[CoverageSpan], today: Date) -> (Date, Date) {
    let earliest = spans.iter().map(|span| span.start_date).chain([today]).min().unwrap_or(today);
    let latest = spans.iter().filter_map(|span| span.end_date).chain([today]).max().unwrap_or(today);
    let first = earliest.max(today.saturating_sub(Duration::days(5 * 365)));
    let last = latest.min(today.saturating_add(Duration::days(2 * 365)));
    let margin = Duration::days((400 - (last - first).whole_days()).max(60) / 2);
    (first.saturating_sub(margin), last.saturating_add(margin))
}

/// Where a day lies between two, in thousandths. Days outside lie on the edge.
fn place(day: Date, (first, last): (Date, Date)) -> i64 {
    let whole = (last - first).whole_days().max(1);
    ((day - first).whole_days() * 1000 / whole).clamp(0, 1000)
}

fn percent(thousandths: i64) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// The days between two spans of a payer on which nobody answers.
fn gaps(spans: &[&CoverageSpan]) -> Vec<(Date, Date)> {
    let mut spans = spans.to_vec();
    spans.sort_by_key(|span| span.start_date);
    let mut found = Vec::new();
    let mut covered_to: Option<Date> = None;
    for span in spans {
        if let Some(end) = covered_to
            && let (Some(from), Some(to)) = (end.next_day(), span.start_date.previous_day())
            && from <= to
        {
            found.push((from, to));
        }
        // An open span covers all that follows.
        let Some(end) = span.end_date else { return found };
        covered_to = Some(covered_to.map_or(end, |former| former.max(end)));
    }
    found
}

#[derive(Properties, PartialEq)]
pub(super) struct LanesProps {
    pub(super) spans: Vec<CoverageSpan>,
    pub(super) today: Date,
}

/// The picture; the table below says the same in words, so it is hidden from screen readers.
#[component]
pub(super) fn Lanes(props: &LanesProps) -> Html {
    let shown = window(&props.spans, props.today);
    let lane = |payer: PayerKind| {
        let spans: Vec<&CoverageSpan> = props.spans.iter().filter(|span| span.payer == payer).collect();
        let bar = |span: &&CoverageSpan| {
            let from = place(span.start_date, shown);
            let to = span.end_date.map_or(1000, |end| place(end, shown));
            let style = format!("inset-inline-start: {}; width: {}", percent(from), percent((to - from).max(8)));
            html! { <span class="portico-span" {style}>{ format!("{} {}", span.plan_name, format::span(span.start_date, span.end_date)) }</span> }
        };
        let gap = |(from, to): (Date, Date)| {
            let (from, to) = (place(from, shown), place(to, shown));
            let style = format!("inset-inline-start: {}; width: {}", percent(from), percent((to - from).max(4)));
            html! { <span class="portico-gap" {style} /> }
        };
        html! {
            <div class="portico-lane" key={payer.as_str()}>
                <span>{ payer.label() }</span>
                <div class="portico-track">
                    { for spans.iter().map(bar) }
                    { for gaps(&spans).into_iter().map(gap) }
                    <span class="portico-today" style={format!("inset-inline-start: {}", percent(place(props.today, shown)))} />
                </div>
            </div>
        }
    };
    let payers = PayerKind::ALL.iter().copied().filter(|payer| props.spans.iter().any(|span| span.payer == *payer));
    html! {
        <div class="portico-lanes" aria-hidden="true">
            { for payers.map(lane) }
            <div class="portico-lane">
                <span />
                <div class="portico-scale"><span>{ format::day(shown.0) }</span><span>{ "Red line: today" }</span><span>{ format::day(shown.1) }</span></div>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn span(start: Date, end: Option<Date>) -> CoverageSpan {
        CoverageSpan {
            id: uuid::Uuid::nil(),
            client_id: uuid::Uuid::nil(),
            payer: PayerKind::MediCal,
            plan_name: "Medi-Cal".to_owned(),
            medi_cal: true,
            member_id: None,
            subscriber: None,
            start_date: start,
            end_date: end,
            entered_by_my_organization: true,
            version: 1,
        }
    }

    #[test]
    fn a_gap_is_the_days_nobody_answers() {
        let early = span(date!(2025 - 01 - 01), Some(date!(2025 - 03 - 31)));
        let late = span(date!(2025 - 05 - 01), None);
        assert_eq!(gaps(&[&late, &early]), [(date!(2025 - 04 - 01), date!(2025 - 04 - 30))]);
        let next_day = span(date!(2025 - 04 - 01), None);
        assert!(gaps(&[&early, &next_day]).is_empty());
        assert!(gaps(&[&next_day, &late]).is_empty());
    }

    #[test]
    fn the_window_holds_today_and_what_there_is() {
        let today = date!(2026 - 03 - 01);
        let spans = [span(date!(2025 - 01 - 01), Some(date!(2026 - 12 - 31)))];
        let (first, last) = window(&spans, today);
        assert!(first < date!(2025 - 01 - 01) && last > date!(2026 - 12 - 31));
        assert_eq!(place(first, (first, last)), 0);
        assert_eq!(place(last, (first, last)), 1000);
        assert!(window(&[], today).1 - window(&[], today).0 >= Duration::days(365));
    }
}
