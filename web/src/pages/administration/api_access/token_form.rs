//! Making a token, and replacing one.

use std::rc::Rc;

use domain::access::{Credential, Permission, Role, may_carry};
use domain::problem::FieldError;
use domain::tokens::{ApiToken, NewToken, RotateToken, TokenMade};
use time::{Date, Duration};
use yew::prelude::*;

use super::scopes::ScopesField;
use crate::api;
use crate::form::{checked, use_form};
use crate::session::{use_me, use_today};
use crate::ui::{DateField, FormDialog, SelectField, TextArea, TextField, TypedDate};

/// How long a token is good unless somebody says otherwise.
const USUAL_DAYS: i64 = 90;

#[derive(Debug, Clone, PartialEq, Default)]
struct Draft {
    name: String,
    scopes: Vec<Permission>,
    until: TypedDate,
    addresses: String,
}

/// The day that was typed, or that one is needed.
fn day(until: &TypedDate, errors: &mut Vec<FieldError>, today: Date) -> Date {
    until.date.unwrap_or_else(|| {
        errors.push(FieldError::new("/expires_on", "required", "Enter the day the token ends."));
        today + Duration::DAY
    })
}

impl Draft {
    fn read(&self, role: Role, today: Date) -> Result<NewToken, Vec<FieldError>> {
        let mut errors = Vec::new();
        let new = NewToken {
            name: self.name.trim().to_owned(),
            scopes: self.scopes.clone(),
            expires_on: day(&self.until, &mut errors, today),
            addresses: self.addresses.split_whitespace().map(str::to_owned).collect(),
        };
        checked(new, |new| {
            errors.extend(new.check(role, today));
            // One field on the page holds them all.
            for error in &mut errors {
                for field in ["/addresses", "/scopes"] {
                    if error.pointer.starts_with(field) {
                        field.clone_into(&mut error.pointer);
                    }
                }
            }
            errors
        })
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct NewTokenDialogProps {
    pub(super) onclose: Callback<()>,
    pub(super) ondone: Callback<TokenMade>,
}

/// Makes a token.
#[component]
pub(super) fn NewTokenDialog(props: &NewTokenDialogProps) -> Html {
    let today = use_today();
    let me = use_me();
    let role = me.as_ref().map_or(Role::AgencyClerk, |me| me.role);
    let offered: Vec<Permission> = me
        .iter()
        .flat_map(|me| me.permissions.iter().copied())
        .filter(|scope| may_carry(Credential::Token, *scope))
        .collect();
    let form = use_form(
        move || Draft { until: (today + Duration::days(USUAL_DAYS)).into(), ..Draft::default() },
        move |draft: &Draft| draft.read(role, today),
        api::tokens::create,
        props.ondone.clone(),
    );
    html! {
        <FormDialog
            title="Make token"
            action="Make token"
            prefix="token"
            standing={form.standing.clone()}
            onclose={props.onclose.clone()}
        >
            <TextField
                id="token-name"
                label="What it is for"
                value={form.draft.name.clone()}
                onchange={form.on(|draft, text| draft.name = text)}
                maxlength={100}
                required=true
                help="For example Nightly report."
                error={form.error("/name")}
            />
            <ScopesField
                id="token-scopes"
                {offered}
                chosen={form.draft.scopes.clone()}
                onchange={form.on(|draft, scopes| draft.scopes = scopes)}
                error={form.error("/scopes")}
            />
            <DateField
                id="token-expires_on"
                label="Last day"
                value={form.draft.until.clone()}
                onchange={form.on(|draft, until| draft.until = until)}
                required=true
                help="At most one year from today."
                error={form.error("/expires_on")}
            />
            <TextArea
                id="token-addresses"
                label="Good from these addresses only"
                value={form.draft.addresses.clone()}
                onchange={form.on(|draft, text| draft.addresses = text)}
                rows={2}
                help="One on each line, for example 198.51.100.0/24. Empty: from anywhere."
                error={form.error("/addresses")}
            />
        </FormDialog>
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Replacing {
    hours: String,
    until: TypedDate,
}

impl Replacing {
    fn read(&self, today: Date) -> Result<RotateToken, Vec<FieldError>> {
        let mut errors = Vec::new();
        let how = RotateToken {
            overlap_hours: self.hours.parse().unwrap_or(0),
            expires_on: day(&self.until, &mut errors, today),
        };
        errors.extend(how.check());
        if errors.is_empty() { Ok(how) } else { Err(errors) }
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct RotateDialogProps {
    pub(super) token: Rc<ApiToken>,
    pub(super) onclose: Callback<()>,
    pub(super) ondone: Callback<TokenMade>,
}

/// Replaces a token.
#[component]
pub(super) fn RotateDialog(props: &RotateDialogProps) -> Html {
    let today = use_today();
    let id = props.token.id;
    let form = use_form(
        move || Replacing { hours: "24".to_owned(), until: (today + Duration::days(USUAL_DAYS)).into() },
        move |draft: &Replacing| draft.read(today),
        move |how, key| api::tokens::rotate(id, how, key),
        props.ondone.clone(),
    );
    let overlaps =
        [("0", "Ends at once"), ("1", "One hour"), ("24", "One day"), ("72", "Three days"), ("168", "Seven days")];
    html! {
        <FormDialog
            title={format!("Replace token: {}", props.token.name)}
            action="Replace token"
            prefix="rotate"
            standing={form.standing.clone()}
            onclose={props.onclose.clone()}
        >
            <p>{ "You get a new token with the same scopes. The former one stays good for a while, so that the program can change over." }</p>
            <SelectField
                id="rotate-overlap_hours"
                label="The former token stays good for"
                value={form.draft.hours.clone()}
                options={overlaps.map(|(value, words)| (value.into(), words.into())).to_vec()}
                nothing={None::<AttrValue>}
                onchange={form.on(|draft, hours| draft.hours = hours)}
                error={form.error("/overlap_hours")}
            />
            <DateField
                id="rotate-expires_on"
                label="Last day of the new token"
                value={form.draft.until.clone()}
                onchange={form.on(|draft, until| draft.until = until)}
                required=true
                help="At most one year from today."
                error={form.error("/expires_on")}
            />
        </FormDialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn everything_wrong_is_said_at_its_field() {
        let today = date!(2026 - 11 - 26);
        let draft = Draft {
            name: String::new(),
            scopes: vec![Permission::WriteNews],
            until: date!(2028 - 01 - 01).into(),
            addresses: "10.0.0.1/8\nhost".to_owned(),
        };
        let wrong = draft.read(Role::AgencySupervisor, today).err().unwrap_or_default();
        let pointers: std::collections::BTreeSet<&str> = wrong.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(pointers.into_iter().collect::<Vec<_>>(), ["/addresses", "/expires_on", "/name", "/scopes"]);
    }
}
