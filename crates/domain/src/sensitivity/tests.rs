use super::*;

const OUTSIDER: Asker =
    Asker { belongs: false, county: false, reads_part2: false, in_california: true, asked_for: AskedFor::Treatment };
const NOTHING: Grounds = Grounds { consent: false, exception: false, emergency: false };
const CONSENT: Grounds = Grounds { consent: true, ..NOTHING };
const EXCEPTION: Grounds = Grounds { exception: true, ..NOTHING };
const EMERGENCY: Grounds = Grounds { emergency: true, ..NOTHING };

#[test]
fn the_table() {
    let member = Asker { belongs: true, ..OUTSIDER };
    let reviewer = Asker { county: true, reads_part2: true, asked_for: AskedFor::Payment, ..OUTSIDER };
    let administrator = Asker { reads_part2: false, ..reviewer };
    let abroad = Asker { in_california: false, ..OUTSIDER };
    let against = |asker: Asker| Asker { asked_for: AskedFor::Proceedings, ..asker };
    let table = [
        (Label::None, abroad, NOTHING, Sight::Open),
        (Label::None, against(administrator), NOTHING, Sight::Open),
        (Label::Part2, OUTSIDER, NOTHING, Sight::Closed),
        (Label::Part2, OUTSIDER, CONSENT, Sight::Consent),
        (Label::Part2, OUTSIDER, EXCEPTION, Sight::Exception),
        (Label::Part2, OUTSIDER, EMERGENCY, Sight::Emergency),
        (Label::Part2, member, NOTHING, Sight::Member),
        (Label::Part2, member, CONSENT, Sight::Member),
        (Label::Part2, reviewer, NOTHING, Sight::Closed),
        (Label::Part2, reviewer, CONSENT, Sight::Consent),
        (Label::Part2, reviewer, EXCEPTION, Sight::Exception),
        (Label::Part2, administrator, CONSENT, Sight::Closed),
        (Label::Part2, administrator, EXCEPTION, Sight::Closed),
        (Label::Part2, administrator, EMERGENCY, Sight::Emergency),
        (Label::Part2, abroad, CONSENT, Sight::Consent),
        (Label::Part2, against(member), NOTHING, Sight::Closed),
        (Label::Part2, against(member), EMERGENCY, Sight::Closed),
        (Label::Part2, against(OUTSIDER), CONSENT, Sight::Consent),
        (Label::Part2, against(reviewer), EXCEPTION, Sight::Exception),
        (Label::Part2, against(administrator), EXCEPTION, Sight::Closed),
        (Label::Ab352, OUTSIDER, NOTHING, Sight::Open),
        (Label::Ab352, abroad, NOTHING, Sight::Closed),
        (Label::Ab352, Asker { belongs: true, ..abroad }, CONSENT, Sight::Closed),
        (Label::Ab352, abroad, EMERGENCY, Sight::Closed),
        (Label::Ab352, abroad, EXCEPTION, Sight::Closed),
    ];
    for (label, asker, grounds, sight) in table {
        assert_eq!(decide(label, asker, grounds), sight, "{label:?} {asker:?} {grounds:?}");
    }
}

/// Every question there is.
fn questions() -> impl Iterator<Item = (Label, Asker, Grounds)> {
    let bit = |bits: u32, place: u32| bits >> place & 1 == 1;
    let askers = AskedFor::ALL.iter().flat_map(move |asked_for| {
        (0..128).map(move |bits| {
            let asker = Asker {
                belongs: bit(bits, 0),
                county: bit(bits, 1),
                reads_part2: bit(bits, 2),
                in_california: bit(bits, 3),
                asked_for: *asked_for,
            };
            let grounds = Grounds { consent: bit(bits, 4), exception: bit(bits, 5), emergency: bit(bits, 6) };
            (asker, grounds)
        })
    });
    askers.flat_map(|(asker, grounds)| Label::ALL.iter().map(move |label| (*label, asker, grounds)))
}

#[test]
fn without_grounds_only_a_programs_own_people_see_and_never_against_the_patient() {
    for (label, asker, grounds) in questions() {
        let sight = decide(label, asker, grounds);
        if label == Label::Part2 && grounds == NOTHING {
            let own = asker.belongs && asker.asked_for != AskedFor::Proceedings;
            assert_eq!(sight.is_open(), own, "{asker:?}");
        }
        if asker.asked_for == AskedFor::Proceedings && label == Label::Part2 {
            assert!(!matches!(sight, Sight::Member | Sight::Emergency), "{asker:?} {grounds:?}");
        }
        if label == Label::Ab352 && !asker.in_california {
            assert_eq!(sight, Sight::Closed, "{asker:?} {grounds:?}");
        }
    }
}

#[test]
fn more_grounds_never_close_what_was_open() {
    for (label, asker, grounds) in questions() {
        let open = decide(label, asker, grounds).is_open();
        for more in [
            Grounds { consent: true, ..grounds },
            Grounds { exception: true, ..grounds },
            Grounds { emergency: true, ..grounds },
        ] {
            assert!(!open || decide(label, asker, more).is_open(), "{asker:?} {grounds:?} {more:?}");
        }
    }
}
