//! What makes an organization, a program and an address right.

use super::{Address, ChangeOrganization, ChangeProgram, NewOrganization, NewProgram};
use crate::access::OrganizationKind;
use crate::funding::Service;
use crate::identifiers::{Npi, Tin, Zip};
use crate::problem::FieldError;

impl Address {
    /// What `validator` cannot say: blank parts, the form of state and ZIP. `at` is the address's own pointer.
    pub fn check(&self, at: &str) -> Vec<FieldError> {
        let mut errors = Vec::new();
        check_blank(&format!("{at}/street"), &self.street, &mut errors);
        check_blank(&format!("{at}/city"), &self.city, &mut errors);
        if self.state.len() != 2 || !self.state.bytes().all(|b| b.is_ascii_uppercase()) {
            let detail = "Enter the state as two capital letters, for example CA.";
            errors.push(FieldError::new(format!("{at}/state"), "state_form", detail));
        }
        errors.extend(Zip::parse(&self.zip).err().map(|problem| problem.at(&format!("{at}/zip"))));
        errors
    }

    /// The address on one line, for reading.
    pub fn one_line(&self) -> String {
        let unit = self.unit.as_deref().filter(|unit| !unit.is_empty()).map_or_else(String::new, |u| format!(", {u}"));
        format!("{}{unit}, {}, {} {}", self.street, self.city, self.state, self.zip)
    }
}

impl NewOrganization {
    /// What `validator` cannot say: blank names, numbers, and that there is one county.
    pub fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        check_blank("/name", &self.name, &mut errors);
        check_blank("/short_name", &self.short_name, &mut errors);
        if self.kind == OrganizationKind::County {
            const ONE: &str = "An installation serves one county, and it exists already. Choose agency or health plan.";
            errors.push(FieldError::new("/kind", "one_county", ONE));
        }
        check_numbers(self.npi.as_deref(), self.tin.as_deref(), &mut errors);
        errors
    }
}

impl ChangeOrganization {
    /// What `validator` cannot say: blank names and numbers.
    pub fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        check_given("/name", self.name.as_deref(), &mut errors);
        check_given("/short_name", self.short_name.as_deref(), &mut errors);
        check_numbers(nested(&self.npi), nested(&self.tin), &mut errors);
        errors
    }
}

impl NewProgram {
    /// What `validator` cannot say: blank names, the provider number's form, each service once.
    pub fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        check_blank("/name", &self.name, &mut errors);
        check_code(&self.code, &mut errors);
        errors.extend(self.address.check("/address"));
        check_services(&self.services, &mut errors);
        errors
    }
}

impl ChangeProgram {
    /// What `validator` cannot say: blank names, the provider number's form, each service once.
    pub fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        check_given("/name", self.name.as_deref(), &mut errors);
        if let Some(code) = &self.code {
            check_code(code, &mut errors);
        }
        if let Some(address) = &self.address {
            errors.extend(address.check("/address"));
        }
        if let Some(services) = &self.services {
            check_services(services, &mut errors);
        }
        errors
    }
}

fn nested(value: &Option<Option<String>>) -> Option<&str> {
    value.as_ref().and_then(Option::as_deref)
}

fn check_blank(pointer: &str, text: &str, errors: &mut Vec<FieldError>) {
    if text.trim().is_empty() {
        errors.push(FieldError::new(pointer, "required", "This is needed."));
    }
}

fn check_given(pointer: &str, text: Option<&str>, errors: &mut Vec<FieldError>) {
    if let Some(text) = text {
        check_blank(pointer, text, errors);
    }
}

fn check_numbers(npi: Option<&str>, tin: Option<&str>, errors: &mut Vec<FieldError>) {
    errors.extend(npi.and_then(|text| Npi::parse(text).err()).map(|problem| problem.at("/npi")));
    errors.extend(tin.and_then(|text| Tin::parse(text).err()).map(|problem| problem.at("/tin")));
}

fn check_code(code: &str, errors: &mut Vec<FieldError>) {
    if code.is_empty() || !code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        const FORM: &str = "A provider number has letters, digits and hyphens only.";
        errors.push(FieldError::new("/code", "code_form", FORM));
    }
}

fn check_services(services: &[Service], errors: &mut Vec<FieldError>) {
    let twice = |index: usize, service: &Service| services.iter().take(index).any(|earlier| earlier == service);
    for (index, _) in services.iter().enumerate().filter(|(index, service)| twice(*index, service)) {
        errors.push(FieldError::new(format!("/services/{index}"), "repeated", "Name each service once."));
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn codes(errors: &[FieldError]) -> Vec<(&str, &str)> {
        errors.iter().map(|e| (e.pointer.as_str(), e.code.as_str())).collect()
    }

    #[test]
    fn organizations_have_names_and_true_numbers() {
        let new = NewOrganization {
            name: "Harbor Light Family Services".into(),
            short_name: "Harbor Light".into(),
            kind: OrganizationKind::Agency,
            npi: Some("1234567893".into()),
            tin: Some("95-1234567".into()),
        };
        assert_eq!(new.check(), []);
        let wrong = NewOrganization {
            short_name: " ".into(),
            kind: OrganizationKind::County,
            npi: Some("1987654327".into()),
            tin: Some("12".into()),
            ..new
        };
        let expected =
            [("/short_name", "required"), ("/kind", "one_county"), ("/npi", "npi_check"), ("/tin", "tin_form")];
        assert_eq!(codes(&wrong.check()), expected);
        let cleared = ChangeOrganization { npi: Some(None), ..ChangeOrganization::default() };
        assert_eq!(cleared.check(), []);
    }

    #[test]
    fn programs_have_a_place_and_a_provider_number() {
        let address = Address {
            street: "1 Pier Way".into(),
            unit: Some("Suite 4".into()),
            city: "San Pedro".into(),
            state: "CA".into(),
            zip: "90731".into(),
        };
        assert_eq!(address.one_line(), "1 Pier Way, Suite 4, San Pedro, CA 90731");
        let new = NewProgram {
            organization_id: Uuid::nil(),
            name: "San Pedro".into(),
            code: "7401A".into(),
            address,
            services: vec![Service::Ihbs, Service::Tbs],
            part2: false,
        };
        assert_eq!(new.check(), []);
        let wrong = NewProgram { code: "74/01".into(), services: vec![Service::Tbs, Service::Tbs], ..new };
        assert_eq!(codes(&wrong.check()), [("/code", "code_form"), ("/services/1", "repeated")]);
    }
}
