//! The separate search fields, for those who like to say which is which.

use domain::clients::{ClientCriteria, Sex, parse_client_number};
use domain::problem::FieldError;
use yew::prelude::*;

use crate::ui::{Button, DateField, Glyph, Kind, SelectField, TextField, TypedDate, choices};

/// The fields as they stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Fields {
    last: String,
    first: String,
    born: TypedDate,
    sex: String,
    number: String,
    cin: String,
    ssn: String,
}

impl Fields {
    /// What is looked for, or what cannot be read.
    fn read(&self) -> Result<ClientCriteria, Vec<FieldError>> {
        let mut errors = Vec::new();
        if self.born.is_unread() {
            errors.push(FieldError::new(
                "/birth_date",
                "not_a_date",
                "This is not a birth date. Type it as MM/DD/YYYY.",
            ));
        }
        let number = some(&self.number).and_then(|text| {
            let number = parse_client_number(&text);
            if number.is_none() {
                errors.push(FieldError::new(
                    "/client_number",
                    "not_a_number",
                    "A client number has up to nine digits.",
                ));
            }
            number
        });
        let criteria = ClientCriteria {
            last_name: some(&self.last),
            first_name: some(&self.first),
            birth_date: self.born.date,
            sex: Sex::parse(&self.sex),
            client_number: number,
            cin: some(&self.cin),
            ssn: some(&self.ssn),
            ..ClientCriteria::default()
        };
        if errors.is_empty() { Ok(criteria) } else { Err(errors) }
    }
}

/// A text that says something.
pub(super) fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[derive(Properties, PartialEq)]
pub(super) struct FieldSearchProps {
    pub(super) onsearch: Callback<ClientCriteria>,
    /// What the search said about single fields.
    pub(super) errors: Vec<FieldError>,
}

/// The form of separate fields.
#[component]
pub(super) fn FieldSearch(props: &FieldSearchProps) -> Html {
    let fields = use_state_eq(Fields::default);
    let unread = use_state_eq(Vec::<FieldError>::new);
    let error = |pointer: &str| {
        let found = unread.iter().chain(&props.errors).find(|error| error.pointer == pointer);
        found.map(|error| AttrValue::from(error.detail.clone()))
    };
    let set = |change: fn(&mut Fields, String)| {
        let fields = fields.clone();
        Callback::from(move |text: String| {
            let mut next = (*fields).clone();
            change(&mut next, text);
            fields.set(next);
        })
    };
    let onborn = {
        let fields = fields.clone();
        Callback::from(move |born: TypedDate| fields.set(Fields { born, ..(*fields).clone() }))
    };
    let onsubmit = {
        let (fields, unread, onsearch) = (fields.clone(), unread.setter(), props.onsearch.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match fields.read() {
                Ok(criteria) => {
                    unread.set(Vec::new());
                    onsearch.emit(criteria);
                }
                Err(errors) => unread.set(errors),
            }
        })
    };
    let sexes = choices(Sex::ALL, |sex| (sex.as_str(), sex.label()));
    html! {
        <form class="pf-v6-c-form portico-form" novalidate=true {onsubmit}>
            <div class="portico-pair">
                <TextField id="by-last_name" label="Last name" value={fields.last.clone()} onchange={set(|f, t| f.last = t)} maxlength={80} error={error("/last_name")} />
                <TextField id="by-first_name" label="First name" value={fields.first.clone()} onchange={set(|f, t| f.first = t)} maxlength={80} error={error("/first_name")} />
                <DateField id="by-birth_date" label="Birth date" value={fields.born.clone()} onchange={onborn} birth=true error={error("/birth_date")} />
                <SelectField id="by-sex" label="Sex" value={fields.sex.clone()} options={sexes} nothing={Some(AttrValue::Static("Any"))} onchange={set(|f, t| f.sex = t)} />
                <TextField id="by-client_number" label="Client number" value={fields.number.clone()} onchange={set(|f, t| f.number = t)} inputmode="numeric" maxlength={12} error={error("/client_number")} />
                <TextField id="by-cin" label="CIN" value={fields.cin.clone()} onchange={set(|f, t| f.cin = t)} maxlength={20} error={error("/cin")} />
                <TextField id="by-ssn" label="SSN" value={fields.ssn.clone()} onchange={set(|f, t| f.ssn = t)} inputmode="numeric" maxlength={20} error={error("/ssn")} />
            </div>
            <div class="portico-actions"><Button label="Find client" kind={Kind::Primary} icon={Glyph::Search} submit=true /></div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_filled_is_looked_for() {
        let fields = Fields { last: " Reyes ".to_owned(), ..Fields::default() };
        let criteria = fields.read().unwrap_or_default();
        assert_eq!(criteria.last_name.as_deref(), Some("Reyes"));
        assert_eq!(criteria.first_name, None);
    }

    #[test]
    fn a_number_that_is_none_is_said_at_its_field() {
        let fields = Fields { number: "80A".to_owned(), ..Fields::default() };
        let pointers: Vec<String> = fields.read().err().unwrap_or_default().into_iter().map(|e| e.pointer).collect();
        assert_eq!(pointers, ["/client_number"]);
    }
}
