//! The figures of the turnaround report in words and bars.

use std::rc::Rc;

use domain::reports::{AgeCount, Hours, TurnaroundMonth};
use time::{Date, Month};
use yew::prelude::*;

use crate::ui::{Bar, Column, DataTable, Glyph, Grid, Part, Tone, icon, percent};

/// `12.5 hours`, or in days once it is more than two of them.
pub(super) fn duration(hours: f64) -> String {
    if hours < 48.0 { format!("{hours:.1} hours") } else { format!("{:.1} days", hours / 24.0) }
}

/// Mean and median, or that there is nothing to count.
pub(super) fn hours_in_words(hours: Hours) -> String {
    let decisions = match hours.count {
        1 => "1 decision".to_owned(),
        many => format!("{many} decisions"),
    };
    match (hours.median, hours.mean) {
        (Some(median), Some(mean)) => {
            format!("Half within {}, {} on average ({decisions})", duration(median), duration(mean))
        }
        _ => "No decisions in this time".to_owned(),
    }
}

/// `Nov 2026`.
pub(super) fn month_name(first: Date) -> String {
    let name = match first.month() {
        Month::January => "Jan",
        Month::February => "Feb",
        Month::March => "Mar",
        Month::April => "Apr",
        Month::May => "May",
        Month::June => "Jun",
        Month::July => "Jul",
        Month::August => "Aug",
        Month::September => "Sep",
        Month::October => "Oct",
        Month::November => "Nov",
        Month::December => "Dec",
    };
    format!("{name} {}", first.year())
}

/// How many came to an end in the month.
fn ended(month: &TurnaroundMonth) -> i64 {
    month.approved + month.approved_in_part + month.denied + month.withdrawn
}

#[derive(Properties, PartialEq)]
pub(super) struct AgingProps {
    pub(super) aging: Vec<AgeCount>,
}

/// Open requests by how long they have waited.
#[component]
pub(super) fn Aging(props: &AgingProps) -> Html {
    let most = props.aging.iter().map(|age| age.count).max().unwrap_or(0);
    let bar = |age: &AgeCount| {
        let rest = age.count.saturating_sub(age.overdue);
        let parts = vec![
            Part { tone: Tone::Bad, percent: percent(age.overdue, most) },
            Part { tone: Tone::Info, percent: percent(rest, most) },
        ];
        line(age.bucket.label().to_owned(), parts, age.count)
    };
    html! {
        <>
            <figure class="portico-figure">
                <figcaption>{ legend(&[(Tone::Bad, "Overdue"), (Tone::Info, "In time or clock stopped")]) }</figcaption>
                <div class="portico-chart" aria-hidden="true">{ for props.aging.iter().map(bar) }</div>
            </figure>
            <DataTable
                name="aging"
                caption="Open requests by how long they have waited"
                grid={Grid::of(&[
                    Column::new("waited", "Waited", |age: &AgeCount| age.bucket.label().to_owned()).unsorted(),
                    Column::new("open", "Open requests", |age: &AgeCount| age.count.to_string()).unsorted().numeric(),
                    Column::new("overdue", "Of these overdue", |age: &AgeCount| age.overdue.to_string()).unsorted().numeric(),
                ], &shared(&props.aging))}
                bare=true
            />
        </>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct MonthsProps {
    pub(super) months: Vec<TurnaroundMonth>,
}

/// Decisions by month.
#[component]
pub(super) fn Months(props: &MonthsProps) -> Html {
    let most = props.months.iter().map(ended).max().unwrap_or(0);
    let bar = |month: &TurnaroundMonth| {
        let part = |tone, count| Part { tone, percent: percent(count, most) };
        let parts = vec![
            part(Tone::Good, month.approved),
            part(Tone::Look, month.approved_in_part),
            part(Tone::Bad, month.denied),
            part(Tone::Quiet, month.withdrawn),
        ];
        line(month_name(month.month), parts, ended(month))
    };
    let words =
        [(Tone::Good, "Approved"), (Tone::Look, "Approved in part"), (Tone::Bad, "Denied"), (Tone::Quiet, "Withdrawn")];
    html! {
        <>
            <figure class="portico-figure">
                <figcaption>{ legend(&words) }</figcaption>
                <div class="portico-chart" aria-hidden="true">{ for props.months.iter().map(bar) }</div>
            </figure>
            <DataTable
                name="turnaround"
                caption="Decisions by month"
                grid={Grid::of(&month_columns(), &shared(&props.months))}
            />
        </>
    }
}

fn month_columns() -> Vec<Column<TurnaroundMonth>> {
    type Row = TurnaroundMonth;
    let number = |key, caption, count: fn(&Row) -> i64| {
        Column::new(key, caption, move |row: &Row| count(row).to_string()).unsorted().numeric()
    };
    vec![
        Column::new("month", "Month", |row: &Row| month_name(row.month)).unsorted(),
        number("approved", "Approved", |row| row.approved),
        number("in_part", "Approved in part", |row| row.approved_in_part),
        number("denied", "Denied", |row| row.denied),
        number("withdrawn", "Withdrawn", |row| row.withdrawn),
        number("late", "Decided late", |row| row.late),
    ]
}

fn line(label: String, parts: Vec<Part>, count: i64) -> Html {
    html! {
        <div class="portico-chart-line" key={label.clone()}>
            <span class="portico-chart-label">{ label }</span>
            <Bar {parts} />
            <span class="portico-number">{ count }</span>
        </div>
    }
}

/// What the colours mean, each with its icon and word.
fn legend(words: &[(Tone, &'static str)]) -> Html {
    let entry = |(tone, words): &(Tone, &'static str)| {
        let class = match tone {
            Tone::Quiet => "portico-key-quiet",
            Tone::Info => "portico-key-info",
            Tone::Good => "portico-key-good",
            Tone::Look => "portico-key-look",
            Tone::Bad => "portico-key-bad",
        };
        html! {
            <span class="portico-key" key={*words}>
                <span class={classes!("portico-swatch", class)} aria-hidden="true" />
                { icon(match tone { Tone::Info => Glyph::Clock, other => other.glyph() }) }
                { " " }{ *words }
            </span>
        }
    };
    html! { <span class="portico-legend">{ for words.iter().map(entry) }</span> }
}

fn shared<T: Clone>(rows: &[T]) -> Vec<Rc<T>> {
    rows.iter().cloned().map(Rc::new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn times_read_as_people_say_them() {
        assert_eq!(duration(12.54), "12.5 hours");
        assert_eq!(duration(60.0), "2.5 days");
        assert_eq!(hours_in_words(Hours::default()), "No decisions in this time");
        let one = Hours { count: 1, mean: Some(8.0), median: Some(8.0) };
        assert_eq!(hours_in_words(one), "Half within 8.0 hours, 8.0 hours on average (1 decision)");
        assert_eq!(month_name(date!(2026 - 11 - 01)), "Nov 2026");
    }
}
