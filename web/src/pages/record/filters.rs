//! Which part of the record is shown: by person, organization, what, and when.

use domain::problem::FieldError;
use domain::record::{ACTIONS, RecordFilter};
use uuid::Uuid;
use yew::prelude::*;

use crate::api::{self, use_load};
use crate::pages::offers::{Choices, use_is_county, use_organizations};
use crate::ui::{DateField, SelectField, TypedDate, error_at};

/// The filters as they are being typed.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Typed {
    organization: String,
    person: String,
    action: String,
    from: TypedDate,
    to: TypedDate,
}

impl Typed {
    /// What they mean, or what is wrong with them.
    pub(crate) fn read(&self) -> Result<RecordFilter, Vec<FieldError>> {
        if self.from.date.zip(self.to.date).is_some_and(|(from, to)| to < from) {
            let detail = "The last day is before the first. Move one of them.";
            return Err(vec![FieldError::new("/to", "end_before_start", detail)]);
        }
        Ok(RecordFilter {
            user_id: self.person.parse().ok(),
            organization_id: self.organization.parse().ok(),
            action: Some(self.action.clone()).filter(|action| !action.is_empty()),
            from: self.from.date,
            to: self.to.date,
            ..RecordFilter::default()
        })
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct RecordFiltersProps {
    pub(crate) typed: Typed,
    pub(crate) onchange: Callback<Typed>,
}

/// The fields.
#[component]
pub(crate) fn RecordFilters(props: &RecordFiltersProps) -> Html {
    let typed = &props.typed;
    let county = use_is_county();
    let organizations = use_organizations();
    let organization: Option<Uuid> = typed.organization.parse().ok();
    let people = use_load(organization, |organization| api::people::list(organization, None));
    let people: Choices = people.state.ready().map(|page| page.items.iter().map(person).collect()).unwrap_or_default();
    let errors = typed.read().err().unwrap_or_default();
    let text = |change: fn(&mut Typed, String)| changed(props, change);
    let date = |change: fn(&mut Typed, TypedDate)| changed(props, change);
    html! {
        <div class="portico-narrow pf-v6-c-form" role="group" aria-label="Which part of the record">
            if county {
                <SelectField
                    id="record-organization"
                    label="Organization"
                    value={typed.organization.clone()}
                    options={organizations.iter().map(|one| (one.id.to_string().into(), one.name.clone().into())).collect::<Choices>()}
                    nothing={Some(AttrValue::Static("All organizations"))}
                    // A person of another organization would find nothing.
                    onchange={text(|typed, next| { typed.organization = next; typed.person = String::new(); })}
                />
            }
            <SelectField
                id="record-person"
                label="Person"
                value={typed.person.clone()}
                options={people}
                nothing={Some(AttrValue::Static("Everybody"))}
                onchange={text(|typed, next| typed.person = next)}
            />
            <SelectField
                id="record-action"
                label="What"
                value={typed.action.clone()}
                options={actions()}
                nothing={Some(AttrValue::Static("Everything"))}
                onchange={text(|typed, next| typed.action = next)}
            />
            <DateField id="record-from" label="From" value={typed.from.clone()} onchange={date(|typed, next| typed.from = next)} />
                <DateField
                    id="record-to"
                    label="To"
                    value={typed.to.clone()}
                    onchange={date(|typed, next| typed.to = next)}
                    error={error_at(&errors, "/to")}
                />
        </div>
    }
}

fn changed<V: 'static>(props: &RecordFiltersProps, change: fn(&mut Typed, V)) -> Callback<V> {
    let (typed, onchange) = (props.typed.clone(), props.onchange.clone());
    Callback::from(move |value: V| {
        let mut next = typed.clone();
        change(&mut next, value);
        onchange.emit(next);
    })
}

fn person(user: &domain::people::User) -> (AttrValue, AttrValue) {
    (user.id.to_string().into(), user.display_name.clone().into())
}

/// Everything that has words, by its words.
fn actions() -> Choices {
    let mut all: Choices = ACTIONS.iter().map(|(name, words)| ((*name).into(), (*words).into())).collect();
    all.sort_by(|one, other| one.1.cmp(&other.1));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn days_must_be_in_order_and_nothing_chosen_is_everything() {
        assert_eq!(Typed::default().read(), Ok(RecordFilter::default()));
        let (from, to) = (date!(2026 - 01 - 02).into(), date!(2026 - 01 - 01).into());
        assert!(Typed { from, to, ..Typed::default() }.read().is_err());
    }
}
