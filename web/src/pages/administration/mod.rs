//! Administration: people, organizations with their programs, settings.

mod first_password;
mod holidays;
mod limits;
mod organization_form;
mod organizations;
mod password_rules;
mod people;
mod person_form;
mod person_programs;
mod program_form;
mod programs;
mod settings;

pub(crate) use organizations::OrganizationsPage;
pub(crate) use people::PeoplePage;
pub(crate) use settings::SettingsPage;

use yew::prelude::*;

use crate::ui::{Tone, status};

/// Active or not, as a label.
fn active_label(active: bool) -> Html {
    let (tone, text) = if active { (Tone::Good, "Active") } else { (Tone::Quiet, "Inactive") };
    html! { { status(tone, text) } }
}

const fn active_word(active: bool) -> &'static str {
    if active { "Active" } else { "Inactive" }
}
