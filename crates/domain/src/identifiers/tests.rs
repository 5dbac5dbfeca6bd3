use proptest::prelude::*;

use super::*;

fn code<T>(result: Result<T, IdentifierProblem>) -> &'static str {
    result.map_or_else(|problem| problem.code, |_| "fine")
}

#[test]
fn cins_of_the_sources_pass_and_look_alikes_do_not() {
    for good in ["96634632D", "93534820D", "92222751D", "92209815D", "93354330D", "91234567a", "9123 4567 A"] {
        assert_eq!(code(Cin::parse(good)), "fine", "{good}");
    }
    for bad in ["567412748", "18", "", "81234567A", "9123456A", "912345678A", "91234567É", "9é34567A", "91234567A2918"]
    {
        assert_eq!(code(Cin::parse(bad)), "cin_form", "{bad}");
    }
    assert_eq!(code(Cin::parse("91111111A")), "cin_repeated");
    assert_eq!(Cin::parse("91234567A29180").map(|c| c.as_str().to_owned()), Ok("91234567A".to_owned()));
}

#[test]
fn a_disputed_letter_is_a_warning_only() {
    let warns = |text: &str| Cin::parse(text).is_ok_and(|cin| cin.warning().is_some());
    assert!(warns("91234567B"));
    assert!(!warns("91234567A"));
}

#[test]
fn unassigned_ssns_are_refused_and_the_placeholder_is_no_number() {
    for bad in ["000-12-3456", "666123456", "900123456", "123-00-4567", "123450000", "987654321"] {
        assert_eq!(code(Ssn::parse(bad)), "ssn_unassigned", "{bad}");
    }
    assert_eq!(code(Ssn::parse("12345678")), "ssn_form");
    assert_eq!(code(Ssn::parse("12345678a")), "ssn_form");
    assert_eq!(Ssn::parse("999-99-9999"), Ok(SsnEntry::Unknown));
    let Ok(SsnEntry::Known(ssn)) = Ssn::parse("567-41-2748") else { unreachable!("a number that can be assigned") };
    assert_eq!(ssn.masked(), "•••-••-2748");
    assert_eq!(format!("{ssn:?}"), "Ssn(..)");
}

#[test]
fn npis_are_checked_by_their_last_digit() {
    for good in ["1234567893", "1987654328", "1555555550", "1111111112"] {
        assert_eq!(code(Npi::parse(good)), "fine", "{good}");
    }
    assert_eq!(code(Npi::parse("1987654327")), "npi_check");
    assert_eq!(code(Npi::parse("3234567893")), "npi_form");
    assert_eq!(code(Npi::parse("123456789")), "npi_form");
}

#[test]
fn phones_zips_and_tins_are_kept_in_one_form() {
    for typed in ["2135550100", "(213) 555-0100", "1-213-555-0100", "+1 213.555.0100"] {
        assert_eq!(Phone::parse(typed).map(|p| p.formatted()), Ok("(213) 555-0100".to_owned()), "{typed}");
    }
    for bad in ["5550100", "0135550100", "2131550100", "213555010x", "22135550100"] {
        assert_eq!(code(Phone::parse(bad)), "phone_form", "{bad}");
    }
    assert_eq!(Zip::parse("900201234").map(|z| z.as_str().to_owned()), Ok("90020-1234".to_owned()));
    assert_eq!(code(Zip::parse("9002")), "zip_form");
    assert_eq!(Tin::parse("95-1234567").map(|t| t.as_str().to_owned()), Ok("951234567".to_owned()));
    assert_eq!(code(Tin::parse("000000000")), "tin_form");
}

proptest! {
    #[test]
    fn no_text_makes_a_parser_fall_over(text in "\\PC{0,24}") {
        let _ = (Cin::parse(&text).is_ok(), Ssn::parse(&text).is_ok(), Npi::parse(&text).is_ok());
        let _ = (Tin::parse(&text).is_ok(), Phone::parse(&text).is_ok(), Zip::parse(&text).is_ok());
    }

    #[test]
    fn what_was_read_reads_the_same_again(text in "9[0-9]{7}[A-Za-z]") {
        if let Ok(cin) = Cin::parse(&text) {
            prop_assert_eq!(Cin::parse(cin.as_str()), Ok(cin));
        }
    }

    #[test]
    fn every_number_has_exactly_one_npi_check_digit(body in "[12][0-9]{8}") {
        let fitting = (0..10).filter(|digit| Npi::parse(&format!("{body}{digit}")).is_ok()).count();
        prop_assert_eq!(fitting, 1);
    }

    #[test]
    fn an_ssn_shows_four_digits_and_no_more(area in 1u32..899, group in 1u32..99, serial in 1u32..9999) {
        prop_assume!(area != 666);
        let entry = Ssn::parse(&format!("{area:03}-{group:02}-{serial:04}"));
        let Ok(SsnEntry::Known(ssn)) = entry else { return Err(TestCaseError::fail("refused")) };
        prop_assert_eq!(ssn.masked().chars().filter(char::is_ascii_digit).count(), 4);
    }
}
