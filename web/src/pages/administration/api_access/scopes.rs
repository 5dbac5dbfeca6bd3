//! Choosing scopes.

use domain::access::Permission;
use yew::prelude::*;

use crate::ui::{Checkbox, Glyph, icon};

#[derive(Properties, PartialEq)]
pub(super) struct ScopesFieldProps {
    pub(super) id: AttrValue,
    /// What can be chosen.
    pub(super) offered: Vec<Permission>,
    pub(super) chosen: Vec<Permission>,
    pub(super) onchange: Callback<Vec<Permission>>,
    #[prop_or_default]
    pub(super) error: Option<AttrValue>,
}

/// A box for each scope.
#[component]
pub(super) fn ScopesField(props: &ScopesFieldProps) -> Html {
    let each = |scope: &Permission| {
        let (scope, chosen) = (*scope, props.chosen.clone());
        let onchange = props.onchange.reform(move |on: bool| {
            let mut next: Vec<Permission> = chosen.iter().copied().filter(|one| *one != scope).collect();
            if on {
                next.push(scope);
            }
            next
        });
        html! {
            <Checkbox
                key={scope.as_str()}
                id={format!("{}-{}", props.id, scope.as_str())}
                label={scope.label()}
                checked={props.chosen.contains(&scope)}
                {onchange}
            />
        }
    };
    html! {
        <fieldset class="pf-v6-c-form__group portico-scopes" id={props.id.clone()} tabindex="-1">
            <legend class="pf-v6-c-form__label-text">{ "What it may do" }</legend>
            if let Some(error) = &props.error {
                <p class="pf-v6-c-helper-text__item pf-m-error">{ icon(Glyph::Stop) }{ " " }{ error }</p>
            }
            { for props.offered.iter().map(each) }
        </fieldset>
    }
}

/// Scopes in words, for a table.
pub(super) fn words(scopes: &[Permission]) -> String {
    scopes.iter().map(|scope| scope.label()).collect::<Vec<_>>().join("; ")
}
