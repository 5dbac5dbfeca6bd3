//! API access: tokens for programs of one's own, and other vendors' applications.

mod application_form;
mod applications;
mod made;
mod scopes;
mod token_form;
mod tokens;

use domain::access::Permission;
use yew::prelude::*;

use self::applications::ApplicationsSection;
use self::tokens::TokensSection;
use crate::session::use_may;
use crate::ui::Page;

/// The page.
#[component]
pub(crate) fn ApiAccessPage() -> Html {
    let applications = use_may(Permission::ManageApplications);
    html! {
        <Page title="API access" lead="Programs that work with Portico: what they may do, and for how long.">
            <TokensSection />
            if applications {
                <ApplicationsSection />
            }
        </Page>
    }
}
