//! Who looked at this client, when and why.

use std::rc::Rc;

use domain::clients::Client;
use domain::record::RecordFilter;
use yew::prelude::*;

use crate::api::record::File;
use crate::api::{self, use_pages};
use crate::pages::record::{DownloadRecord, RecordFilters, Typed, access_columns, view_record};
use crate::session::use_clock;
use crate::ui::{Empty, Glyph, Grid, Skeleton, view_pages};

#[derive(Properties, PartialEq)]
pub(super) struct AccessesTabProps {
    pub(super) client: Rc<Client>,
}

/// The list.
#[component]
pub(super) fn AccessesTab(props: &AccessesTabProps) -> Html {
    let (id, clock) = (props.client.id, use_clock());
    let typed = use_state_eq(Typed::default);
    let filter = use_state_eq(RecordFilter::default);
    {
        let settle = filter.setter();
        use_effect_with(typed.read().ok(), move |wanted| wanted.clone().into_iter().for_each(|next| settle.set(next)));
    }
    let list = use_pages((id, (*filter).clone()), |(id, filter), cursor| api::record::of_client(id, filter, cursor));
    html! {
        <>
            <p class="portico-lead">{ "Everybody who was shown something of this client: on the record, in a list or in a search. The last few seconds are still missing." }</p>
            <RecordFilters typed={(*typed).clone()} onchange={Callback::from({ let typed = typed.setter(); move |next| typed.set(next) })} />
            <div class="portico-actions">
                <DownloadRecord name="who-looked-at-this-client" file={File::Client(id, (*filter).clone())} />
            </div>
            { view_pages(&list, Skeleton::Rows, |rows| {
                if rows.is_empty() {
                    return html! {
                        <Empty title="Nobody" glyph={Glyph::Search}><p>{ "Nobody looked at this client in this period." }</p></Empty>
                    };
                }
                view_record(&list, "client-accesses", "Who looked at this client", Grid::of(&access_columns(&clock, false), rows))
            }) }
        </>
    }
}
