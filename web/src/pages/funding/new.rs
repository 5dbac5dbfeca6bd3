//! Setting up a provider authorization.

use domain::calendar::FiscalYear;
use domain::funding::{NewProviderAuthorization, ProviderAuthorizationDetail, check_new_provider_authorization};
use domain::problem::FieldError;
use uuid::Uuid;
use yew::prelude::*;

use super::years;
use crate::api;
use crate::form::{checked, use_form};
use crate::pages::offers::{self, use_organizations, use_sources};
use crate::ui::{FormDialog, MoneyField, SelectField, Tone, read_money, use_notices};

#[derive(Properties, PartialEq)]
pub(super) struct NewDialogProps {
    pub(super) this_year: FiscalYear,
    pub(super) onclose: Callback<()>,
    pub(super) ondone: Callback<Uuid>,
}

/// The form as it is being filled.
#[derive(Debug, Clone, PartialEq, Default)]
struct Draft {
    agency: String,
    source: String,
    year: String,
    amount: String,
}

impl Draft {
    fn read(&self) -> Result<NewProviderAuthorization, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut miss = |pointer: &str, detail: &str| errors.push(FieldError::new(pointer, "required", detail));
        let agency = self.agency.parse::<Uuid>().ok();
        if agency.is_none() {
            miss("/organization_id", "Choose an agency.");
        }
        let source = self.source.parse::<i32>().ok();
        if source.is_none() {
            miss("/funding_source_id", "Choose a funding source.");
        }
        let year = self.year.parse::<i16>().ok();
        if year.is_none() {
            miss("/fiscal_year", "Choose a fiscal year.");
        }
        let amount = read_money(&self.amount);
        if amount.is_none() {
            miss("/amount", "Enter the contract amount in dollars, for example 250,000.00.");
        }
        match (agency, source, year, amount) {
            (Some(organization_id), Some(funding_source_id), Some(fiscal_year), Some(amount)) => {
                let new = NewProviderAuthorization { organization_id, funding_source_id, fiscal_year, amount };
                checked(new, |new| check_new_provider_authorization(new).err().into_iter().collect())
            }
            _ => Err(errors),
        }
    }
}

/// The dialog.
#[component]
pub(super) fn NewDialog(props: &NewDialogProps) -> Html {
    let organizations = use_organizations();
    let sources = use_sources();
    let notices = use_notices();
    let this_year = props.this_year;
    let done = {
        let ondone = props.ondone.clone();
        Callback::from(move |made: ProviderAuthorizationDetail| {
            if let Some(notices) = &notices {
                notices
                    .say(Tone::Good, format!("Provider authorization {} added.", made.provider_authorization.number));
            }
            ondone.emit(made.provider_authorization.id);
        })
    };
    let form = use_form(
        || Draft { year: this_year.0.to_string(), ..Draft::default() },
        Draft::read,
        api::funding::create,
        done,
    );
    html! {
        <FormDialog
            title="Add provider authorization"
            action="Add provider authorization"
            prefix="pauth"
            standing={form.standing.clone()}
            onclose={props.onclose.clone()}
        >
            <SelectField
                id="pauth-organization_id"
                label="Agency"
                value={form.draft.agency.clone()}
                options={offers::agencies(&organizations)}
                onchange={form.on(|draft, id| draft.agency = id)}
                required=true
                error={form.error("/organization_id")}
            />
            <SelectField
                id="pauth-funding_source_id"
                label="Funding source"
                value={form.draft.source.clone()}
                options={offers::sources(&sources)}
                onchange={form.on(|draft, id| draft.source = id)}
                required=true
                error={form.error("/funding_source_id")}
            />
            <SelectField
                id="pauth-fiscal_year"
                label="Fiscal year"
                value={form.draft.year.clone()}
                options={years(this_year)}
                onchange={form.on(|draft, year| draft.year = year)}
                required=true
                error={form.error("/fiscal_year")}
            />
            <MoneyField
                id="pauth-amount"
                label="Contract amount"
                value={form.draft.amount.clone()}
                onchange={form.on(|draft, text| draft.amount = text)}
                required=true
                help="Amendments are added to it later."
                error={form.error("/amount")}
            />
        </FormDialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_missing_is_said_at_once() {
        let pointers: Vec<String> =
            Draft::default().read().err().unwrap_or_default().into_iter().map(|error| error.pointer).collect();
        assert_eq!(pointers, ["/organization_id", "/funding_source_id", "/fiscal_year", "/amount"]);
    }
}
