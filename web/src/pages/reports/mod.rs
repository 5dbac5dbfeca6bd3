//! Reports: authorization request status, and aging and turnaround.

mod criteria;
mod download;
mod figures;
mod filters;
mod status;
mod turnaround;

pub(crate) use status::StatusReportPage;
pub(crate) use turnaround::TurnaroundPage;

use yew::prelude::*;

use crate::route::Route;
use crate::ui::{Tab, TabBar};

/// The reports there are.
#[component]
fn ReportTabs() -> Html {
    let tab = |label: &'static str, to| Tab { label: label.into(), to };
    let tabs =
        vec![tab("Authorization request status", Route::Reports), tab("Aging and turnaround", Route::Turnaround)];
    html! { <TabBar label="Reports" {tabs} /> }
}
