use proptest::prelude::*;

use super::*;

#[test]
fn spelling_habits_share_a_key() {
    let cases = [
        ("O'Brien-Núñez", "obriennunez"),
        ("O\u{2019}Brien", "obrien"),
        ("de la Cruz", "delacruz"),
        ("St. John", "stjohn"),
        ("Weiß", "weiss"),
        ("WEISS", "weiss"),
        ("Łukasz", "lukasz"),
        ("Nguyễn", "nguyen"),
        ("Đặng", "dang"),
        ("Ægir Þórsson", "aegirthorsson"),
        ("İpek", "ipek"),
        ("李", "李"),
        ("  ", ""),
    ];
    for (name, expected) in cases {
        assert_eq!(key(name), expected, "{name}");
    }
}

#[test]
fn a_name_is_found_in_any_order() {
    let stored = |last: &str, first: &str| (key(last), key(first));
    let cases = [
        ("Reyes, Marisol", stored("Reyes", "Marisol")),
        ("reyes,ma", stored("Reyes", "Marisol")),
        ("Marisol Reyes", stored("Reyes", "Marisol")),
        ("Reyes Marisol", stored("Reyes", "Marisol")),
        ("Reyes", stored("Reyes", "Marisol")),
        ("Marisol", stored("Reyes", "Marisol")),
        (", Marisol", stored("Reyes", "Marisol")),
        ("de la Cruz, Maria", stored("de la Cruz", "María")),
        ("de la Cruz, Maria Elena", stored("de la Cruz", "María")),
        ("Maria de la Cruz", stored("de la Cruz", "María")),
        ("de la Cruz Maria", stored("de la Cruz", "María")),
        ("de la Cruz", stored("de la Cruz", "María")),
        ("Maria Elena Reyes", stored("Reyes", "Maria")),
        ("Reyes Maria Elena", stored("Reyes", "Maria")),
        ("Mary Ann O'Brien", stored("O'Brien", "Mary Ann")),
        ("Smith Jr., John", stored("Smith", "John")),
        ("John Smith III", stored("Smith", "John")),
        ("obrien nunez", stored("O'Brien-Núñez", "Ana")),
    ];
    for (typed, (last, first)) in cases {
        assert!(NameQuery::parse(typed).fits(&last, &first), "{typed}");
    }
    assert!(!NameQuery::parse("Reyes, Marisol").fits("marisol", "reyes"));
    assert!(!NameQuery::parse("Marisol Reyes").fits("reyes", "juan"));
}

#[test]
fn the_readings_are_few_and_the_likeliest_is_first() {
    let query = NameQuery::parse("Marisol Reyes");
    let first = NamePrefix { last: Some("reyes".into()), first: Some("marisol".into()) };
    assert_eq!(query.alternatives.first(), Some(&first));
    assert_eq!(query.alternatives.len(), 3);
    assert!(NameQuery::parse("a b c d e f g h").alternatives.len() <= 13);
    assert_eq!(NameQuery::parse(" , ").alternatives, []);
    assert_eq!(NameQuery::parse("R").letters(), 1);
    assert_eq!(NameQuery::from_fields(Some("Re"), None).letters(), 2);
}

#[test]
fn names_are_shown_last_name_first() {
    assert_eq!(display("Reyes", "Marisol", None, None), "Reyes, Marisol");
    assert_eq!(display("Reyes", "Marisol", Some("Ana"), Some("Mari")), "Reyes, Marisol Ana (Mari)");
    assert_eq!(display("Reyes", "Marisol", Some(""), Some("Marisol")), "Reyes, Marisol");
}

#[test]
fn similarity_agrees_with_the_published_examples() {
    let close = |left: &str, right: &str, expected: f64| (similarity(left, right) - expected).abs() < 0.0006;
    assert!(close("MARTHA", "MARHTA", 0.9611));
    assert!(close("DWAYNE", "DUANE", 0.8400));
    assert!(close("DIXON", "DICKSONX", 0.8133));
    assert!(close("abc", "xyz", 0.0));
    assert!(close("", "xyz", 0.0));
    assert!(close("Núñez", "nunez", 1.0));
}

proptest! {
    #[test]
    fn a_key_is_its_own_key(name in "\\PC{0,30}") {
        prop_assert_eq!(key(&key(&name)), key(&name));
    }

    #[test]
    fn a_person_is_found_by_the_beginning_of_both_names(
        last in "[A-Z][a-z]{1,8}( [A-Z][a-z]{1,8})?", first in "[A-Z][a-z]{1,8}",
    ) {
        prop_assume!(!SUFFIXES.contains(&key(&first).as_str()));
        prop_assume!(last.split(' ').all(|word| !SUFFIXES.contains(&key(word).as_str())));
        for typed in [format!("{last}, {first}"), format!("{first} {last}"), format!("{last} {first}"), last.clone()] {
            prop_assert!(NameQuery::parse(&typed).fits(&key(&last), &key(&first)), "{}", typed);
        }
    }

    #[test]
    fn similarity_is_even_handed_and_bounded(left in "[a-z]{0,12}", right in "[a-z]{0,12}") {
        let (there, back) = (similarity(&left, &right), similarity(&right, &left));
        prop_assert!((0.0..=1.0).contains(&there));
        prop_assert!((there - back).abs() < 0.05);
        prop_assert!((similarity(&left, &left) - 1.0).abs() < 1e-9);
    }
}
