//! The record of who did and who saw what, for those who answer for it.

mod download;
mod filters;
mod lists;

pub(crate) use download::DownloadRecord;
pub(crate) use filters::{RecordFilters, Typed};
pub(crate) use lists::{AccessesPage, EventsPage, access_columns, view_record};

use yew::prelude::*;

use crate::route::Route;
use crate::ui::{Tab, TabBar};

/// The two halves of the record.
#[component]
fn RecordTabs() -> Html {
    let tab = |label: &'static str, to| Tab { label: label.into(), to };
    let tabs = vec![tab("What was done", Route::Record), tab("What was looked at", Route::RecordAccesses)];
    html! { <TabBar label="Record" {tabs} /> }
}
