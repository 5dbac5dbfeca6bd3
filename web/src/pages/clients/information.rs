//! Demographics, to read. Whoever may change them does so with the county.

use std::rc::Rc;

use domain::clients::{Client, format_client_number};
use domain::organizations::Address;
use patternfly_yew::prelude::{DescriptionGroup, DescriptionList};
use yew::prelude::*;

use crate::format;
use crate::session::use_today;
use crate::ui::Section;

#[derive(Properties, PartialEq)]
pub(super) struct InformationTabProps {
    pub(super) client: Rc<Client>,
}

/// The demographics.
#[component]
pub(super) fn InformationTab(props: &InformationTabProps) -> Html {
    let client = &props.client;
    let today = use_today();
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "Not recorded".to_owned());
    html! {
        <>
            <p class="portico-lead">{ "To correct something here, write to the county: demographics are read-only for agencies." }</p>
            <Section title="Name" id="name">
                <DescriptionList auto_fit=true>
                    <DescriptionGroup term="Last name">{ &client.last_name }</DescriptionGroup>
                    <DescriptionGroup term="First name">{ &client.first_name }</DescriptionGroup>
                    <DescriptionGroup term="Middle name">{ text(&client.middle_name) }</DescriptionGroup>
                    <DescriptionGroup term="Suffix">{ text(&client.suffix) }</DescriptionGroup>
                    <DescriptionGroup term="Preferred name">{ text(&client.preferred_name) }</DescriptionGroup>
                    <DescriptionGroup term="Former names">{ former_names(client) }</DescriptionGroup>
                </DescriptionList>
            </Section>
            <Section title="Identity" id="identity">
                <DescriptionList auto_fit=true>
                    <DescriptionGroup term="Birth date">{ format::born(client.birth_date, today) }</DescriptionGroup>
                    <DescriptionGroup term="Sex">{ client.sex.label() }</DescriptionGroup>
                    <DescriptionGroup term="Client number">{ format_client_number(client.client_number) }</DescriptionGroup>
                    <DescriptionGroup term="CIN">{ text(&client.cin) }</DescriptionGroup>
                    <DescriptionGroup term="SSN">{ format::ssn(client.ssn_last4.as_deref()) }</DescriptionGroup>
                    <DescriptionGroup term="Preferred language">{ text(&client.preferred_language) }</DescriptionGroup>
                </DescriptionList>
            </Section>
            <Section title="Contact" id="contact">
                <DescriptionList auto_fit=true>
                    <DescriptionGroup term="Phone">{ client.phone.as_deref().map_or_else(|| "Not recorded".to_owned(), format::phone) }</DescriptionGroup>
                    <DescriptionGroup term="Address">{ client.address.as_ref().map_or_else(|| html! { "Not recorded" }, view_address) }</DescriptionGroup>
                    <DescriptionGroup term="Home">{ if client.homeless { "Has no home" } else { "Has a home" } }</DescriptionGroup>
                </DescriptionList>
            </Section>
        </>
    }
}

fn former_names(client: &Client) -> Html {
    if client.former_names.is_empty() {
        return html! { "None recorded" };
    }
    html! {
        <ul class="portico-plain-list">
            { for client.former_names.iter().map(|former| html! {
                <li>{ domain::names::display(&former.last_name, &former.first_name, None, None) }</li>
            }) }
        </ul>
    }
}

fn view_address(address: &Address) -> Html {
    html! {
        <address>
            { &address.street }
            if let Some(unit) = &address.unit {
                { ", " }{ unit }
            }
            <br />
            { format!("{}, {} {}", address.city, address.state, address.zip) }
        </address>
    }
}
