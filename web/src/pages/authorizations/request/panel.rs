//! What the rules say about the request as it stands, each finding with its mend, and the money below.

use domain::authorizations::{Assessment, Facts, Finding, Fix, FixKind, Level};
use domain::calendar::fiscal_year_of;
use domain::funding::{FundingSource, ProviderAuthorization};
use time::Date;
use uuid::Uuid;
use yew::prelude::*;

use crate::api::Load;
use crate::format;
use crate::route::Route;
use crate::ui::{Button, Kind, LinkButton, Skeleton, Tone, icon, view_load};

#[derive(Properties)]
pub(super) struct PanelProps {
    pub(super) client: Uuid,
    pub(super) assessment: Assessment,
    /// What is still to be filled in, in words.
    pub(super) missing: Vec<String>,
    pub(super) facts: Load<Facts>,
    pub(super) source: Option<FundingSource>,
    pub(super) first_day: Date,
    /// The documents, in words, and whether all required ones are here.
    pub(super) documents: (String, bool),
    pub(super) onfix: Callback<Fix>,
}

impl PartialEq for PanelProps {
    // Readings hold callbacks made anew: a parent that draws again means it.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The panel beside the form.
#[component]
pub(super) fn Panel(props: &PanelProps) -> Html {
    let findings = &props.assessment.findings;
    let count = |level: Level| findings.iter().filter(|finding| finding.level == level).count();
    html! {
        <aside class="portico-rules-panel" aria-label="Rules">
            <section class="portico-section" aria-labelledby="rules-heading">
                <h2 class="pf-v6-c-title pf-m-lg" id="rules-heading">{ "Rules" }</h2>
                <p role="status" class="portico-small">{ standing_words(count(Level::Blocks), count(Level::Look), &props.missing) }</p>
                { view_load(&props.facts, Skeleton::Rows, |_| html! {
                    <ul class="portico-findings">
                        { for [Level::Blocks, Level::Look, Level::Holds].into_iter().flat_map(|level| of_level(findings, level, props)) }
                        <li class="portico-finding">
                            { mark(if props.documents.1 { Tone::Good } else { Tone::Look }) }
                            <div>
                                { &props.documents.0 }
                                if !props.documents.1 {
                                    <div class="portico-small">{ "You can send the request and add them later; the county's time begins when all are here." }</div>
                                }
                            </div>
                        </li>
                    </ul>
                }) }
            </section>
            if let Some(facts) = props.facts.state.ready() {
                <Money facts={(**facts).clone()} source={props.source.clone()} day={props.first_day} />
            }
        </aside>
    }
}

fn standing_words(blocks: usize, looks: usize, missing: &[String]) -> String {
    let things = |count: usize, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    };
    match (blocks, missing) {
        (0, []) if looks == 0 => "Nothing stands in the way.".to_owned(),
        (0, []) => format!("Nothing blocks. {} to look at.", things(looks, "thing", "things")),
        (0, missing) => format!("Still to fill in: {}.", missing.join(", ")),
        (blocks, []) => format!("{} the request.", things(blocks, "rule blocks", "rules block")),
        (blocks, missing) => {
            let what = things(blocks, "rule blocks", "rules block");
            format!("{what} the request. Still to fill in: {}.", missing.join(", "))
        }
    }
}

fn of_level(findings: &[Finding], level: Level, props: &PanelProps) -> Vec<Html> {
    findings.iter().filter(|finding| finding.level == level).map(|finding| view_finding(finding, props)).collect()
}

fn view_finding(finding: &Finding, props: &PanelProps) -> Html {
    let tone = match finding.level {
        Level::Holds => Tone::Good,
        Level::Look => Tone::Look,
        Level::Blocks => Tone::Bad,
    };
    html! {
        <li class="portico-finding" key={format!("{}{}", finding.rule.as_str(), finding.message)}>
            { mark(tone) }
            <div>
                <span class="pf-v6-screen-reader">{ format!("{}: ", finding.level.label()) }</span>
                { &finding.message }
                if let Some(fix) = &finding.fix {
                    <div>{ view_fix(fix, props) }</div>
                }
            </div>
        </li>
    }
}

fn mark(tone: Tone) -> Html {
    let class = match tone {
        Tone::Good => "portico-mark-good",
        Tone::Look => "portico-mark-look",
        Tone::Bad => "portico-mark-bad",
        Tone::Info | Tone::Quiet => "portico-mark-quiet",
    };
    html! { <span class={classes!("portico-mark", class)}>{ icon(tone.glyph()) }</span> }
}

/// Where the mend is on another page it is a link, else a button that does it or leads to the field.
fn view_fix(fix: &Fix, props: &PanelProps) -> Html {
    match fix.kind {
        FixKind::GoToEnrollment => {
            html! { <LinkButton label={fix.label.clone()} to={Route::ClientPrograms { id: props.client }} kind={Kind::Link} /> }
        }
        FixKind::GoToCoverage => {
            html! { <LinkButton label={fix.label.clone()} to={Route::ClientCoverage { id: props.client }} kind={Kind::Link} /> }
        }
        _ => {
            let wanted = fix.clone();
            let onclick = props.onfix.reform(move |_: MouseEvent| wanted.clone());
            html! { <Button label={fix.label.clone()} kind={Kind::Link} {onclick} /> }
        }
    }
}

#[derive(Properties, PartialEq)]
struct MoneyProps {
    facts: Facts,
    source: Option<FundingSource>,
    day: Date,
}

/// The agency's P-Auths of the fiscal year, the chosen source's first.
#[component]
fn Money(props: &MoneyProps) -> Html {
    let year = fiscal_year_of(props.day);
    let chosen = props.source.as_ref().map(|source| source.id);
    let mut rows: Vec<&ProviderAuthorization> =
        props.facts.provider_authorizations.iter().filter(|p| p.fiscal_year == year.0).collect();
    rows.sort_by_key(|p| (Some(p.funding_source_id) != chosen, p.funding_source_id));
    html! {
        <section class="portico-section" aria-labelledby="money-heading">
            <h2 class="pf-v6-c-title pf-m-lg" id="money-heading">{ "Dollars left" }</h2>
            <p class="portico-small">{ format!("Your agency's provider authorizations (P-Auths) for {}.", year.label()) }</p>
            if rows.is_empty() {
                <p>{ "None. The county sets them up; ask your supervisor." }</p>
            } else {
                <dl class="portico-money">
                    { for rows.iter().map(|p| html! {
                        <div key={p.id.to_string()} class={classes!((Some(p.funding_source_id) == chosen).then_some("portico-money-chosen"))}>
                            <dt>{ format!("{} {}", p.funding_source_id, p.funding_source_name) }</dt>
                            <dd>{ format::money(p.remaining) }<span class="portico-small">{ format!(" of {}", format::money(p.amount)) }</span></dd>
                        </div>
                    }) }
                </dl>
            }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_way_is_said_in_one_sentence() {
        assert_eq!(standing_words(0, 0, &[]), "Nothing stands in the way.");
        assert_eq!(standing_words(0, 2, &[]), "Nothing blocks. 2 things to look at.");
        assert_eq!(standing_words(1, 0, &[]), "1 rule blocks the request.");
        assert_eq!(
            standing_words(0, 0, &["program".to_owned(), "units".to_owned()]),
            "Still to fill in: program, units."
        );
    }
}
