use time::macros::date;

use crate::record::{DisclosureBasis, NewDisclosure, accounting_from, check_disclosure};

#[test]
fn a_disclosure_has_a_recipient_a_content_a_purpose_and_a_day_that_has_been() {
    let today = date!(2026 - 11 - 26);
    let new = NewDisclosure {
        disclosed_on: today,
        recipient: "Superior Court".into(),
        recipient_address: None,
        what: "Dates of service".into(),
        purpose: "Answer to a subpoena".into(),
        basis: DisclosureBasis::Subpoena,
    };
    assert_eq!(check_disclosure(&new, today), []);
    let empty = NewDisclosure {
        recipient: " ".into(),
        what: "\n".into(),
        purpose: String::new(),
        disclosed_on: date!(2026 - 11 - 27),
        ..new
    };
    let pointers: Vec<_> = check_disclosure(&empty, today).into_iter().map(|one| one.pointer).collect();
    assert_eq!(pointers, ["/recipient", "/what", "/purpose", "/disclosed_on"]);
}

#[test]
fn an_account_goes_back_six_years() {
    assert_eq!(accounting_from(date!(2026 - 11 - 26)), date!(2020 - 11 - 26));
    assert_eq!(accounting_from(date!(2028 - 02 - 29)), date!(2022 - 02 - 28));
}
