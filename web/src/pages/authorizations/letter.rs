//! The decision letter, as it is printed.

use domain::authorizations::{Extent, Letter};
use domain::clients::format_client_number;
use uuid::Uuid;
use yew::prelude::*;

use crate::api::{self, use_load};
use crate::route::Route;
use crate::ui::{Button, Glyph, Kind, LinkButton, Page, Skeleton, view_load};
use crate::{browser, format};

#[derive(Properties, PartialEq)]
pub(crate) struct LetterPageProps {
    pub(crate) id: Uuid,
}

/// The page.
#[component]
pub(crate) fn LetterPage(props: &LetterPageProps) -> Html {
    let letter = use_load(props.id, api::authorizations::letter);
    let print = Callback::from(|_: MouseEvent| browser::print_page());
    let actions = html! {
        <>
            if letter.state.ready().is_some() {
                <Button label="Print letter" kind={Kind::Primary} icon={Glyph::Print} onclick={print} />
            }
            <LinkButton label="Back to the authorization" to={Route::Authorization { id: props.id }} kind={Kind::Link} />
        </>
    };
    html! {
        <Page title="Decision letter" {actions} narrow=true>
            { view_load(&letter, Skeleton::Lines, |letter| view_letter(letter)) }
        </Page>
    }
}

fn view_letter(letter: &Letter) -> Html {
    html! {
        <article class="portico-letter">
            <header>
                <p class="portico-letter-from">{ &letter.county_name }</p>
                <p>{ format::day(letter.letter_date) }</p>
                <address>
                    <div>{ &letter.organization_name }</div>
                    { for letter.organization_address.iter().map(|line| html! { <div>{ line }</div> }) }
                </address>
            </header>
            <h2>{ format!("Authorization {}: {}", letter.number, letter.review_status.label().to_lowercase()) }</h2>
            <dl class="portico-letter-facts">
                { fact("Client", format!("{}, client number {}, born {}", letter.client_name, format_client_number(letter.client_number), format::day(letter.birth_date))) }
                { fact("Program", letter.program_name.clone()) }
                { fact("Service", format!("{}, {}", letter.service.label(), letter.procedure)) }
                { fact("Funding source", letter.funding_source_name.clone()) }
                { fact("Benefit plan", letter.plan_name.clone()) }
                { fact("Request", format!("{}, {}", letter.urgency.label(), extent(letter.asked))) }
                { fact("Granted", letter.granted.map_or_else(|| "Nothing".to_owned(), extent)) }
                if let Some(reason) = letter.denial_reason {
                    { fact("Reason", format!("{} ({})", reason.label(), reason.code())) }
                }
            </dl>
            { for letter.paragraphs.iter().map(|text| html! { <p class="portico-lines">{ text }</p> }) }
            <footer><p>{ &letter.reviewer_name }</p><p>{ &letter.county_name }</p></footer>
        </article>
    }
}

fn fact(name: &'static str, value: String) -> Html {
    html! { <div key={name}><dt>{ name }</dt><dd>{ value }</dd></div> }
}

fn extent(extent: Extent) -> String {
    format!("{} units from {}", extent.units, format::span(extent.start_date, Some(extent.end_date)))
}
