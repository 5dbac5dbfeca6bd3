//! What filters and forms of several pages choose from.

use std::rc::Rc;

use domain::access::OrganizationKind;
use domain::funding::FundingSource;
use domain::organizations::{Organization, Program};
use futures_util::{FutureExt, TryFutureExt};
use yew::prelude::*;

use crate::api::{self, use_load};
use crate::session::use_me;

/// Value and words of each choice.
pub(crate) type Choices = Vec<(AttrValue, AttrValue)>;

/// Whether the person works for the county.
#[hook]
pub(crate) fn use_is_county() -> bool {
    use_me().is_some_and(|me| me.organization.kind == OrganizationKind::County)
}

/// Every organization, for county staff; an agency has no choice, so nothing is read.
#[hook]
pub(crate) fn use_organizations() -> Rc<Vec<Organization>> {
    let county = use_is_county();
    let list = use_load(county, |county| match county {
        true => api::organizations::list().map_ok(|page| page.items).boxed_local(),
        false => api::answered(Ok(Vec::new())),
    });
    list.state.ready().cloned().unwrap_or_default()
}

/// The programs the person may see.
#[hook]
pub(crate) fn use_programs() -> Rc<Vec<Program>> {
    let list = use_load((), |()| api::organizations::programs().map_ok(|page| page.items).boxed_local());
    list.state.ready().cloned().unwrap_or_default()
}

/// Every funding source.
#[hook]
pub(crate) fn use_sources() -> Rc<Vec<FundingSource>> {
    let list = use_load((), |()| api::funding::sources());
    list.state.ready().cloned().unwrap_or_default()
}

/// Contract agencies as choices.
pub(crate) fn agencies(organizations: &[Organization]) -> Choices {
    let agency = |one: &&Organization| one.kind == OrganizationKind::Agency;
    organizations.iter().filter(agency).map(|one| (one.id.to_string().into(), one.name.clone().into())).collect()
}

/// Funding sources as choices, by number and name.
pub(crate) fn sources(sources: &[FundingSource]) -> Choices {
    let words = |one: &FundingSource| AttrValue::from(format!("{} {}", one.id, one.name));
    sources.iter().map(|one| (one.id.to_string().into(), words(one))).collect()
}

/// Programs as choices; with the agency's name where there are several agencies.
pub(crate) fn programs(programs: &[Program], county: bool) -> Choices {
    let words = |one: &Program| {
        let own = format!("{} ({})", one.name, one.code);
        AttrValue::from(if county { format!("{} · {own}", one.organization_name) } else { own })
    };
    programs.iter().map(|one| (one.id.to_string().into(), words(one))).collect()
}
