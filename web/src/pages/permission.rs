//! Pages that not every role includes: who may not see one is told who can help.

use domain::access::{Permission, Role, permissions_of};
use yew::prelude::*;

use crate::pages;
use crate::route::Route;
use crate::session::use_may;
use crate::ui::{Empty, Glyph, LinkButton, Page};

/// The page, if the person's role includes it.
pub(super) fn needs(permission: Permission, page: Html) -> Html {
    html! { <Needs {permission}>{ page }</Needs> }
}

#[derive(Properties, PartialEq)]
struct NeedsProps {
    permission: Permission,
    children: Html,
}

#[component]
fn Needs(props: &NeedsProps) -> Html {
    if use_may(props.permission) {
        return props.children.clone();
    }
    let actions = html! { if pages::built(Route::Home) { <LinkButton label="Go to Home" to={Route::Home} /> } };
    html! {
        <Page title="Your role does not include this page" narrow=true>
            <Empty title={format!("Needed here: {}", props.permission.label())} glyph={Glyph::Lock} {actions}>
                <p>{ format!("People in these roles can: {}. If you need it for your work, ask the person who manages accounts in your organization to change your role.", roles(props.permission)) }</p>
            </Empty>
        </Page>
    }
}

/// The roles that include a permission.
fn roles(permission: Permission) -> String {
    let has = |role: &&Role| permissions_of(**role).contains(&permission);
    Role::ALL.iter().filter(has).map(|role| role.label()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permission_is_somebody_s() {
        for permission in Permission::ALL {
            assert!(!roles(*permission).is_empty(), "{permission}");
        }
        assert_eq!(roles(Permission::ManageSettings), "County administrator");
    }
}
