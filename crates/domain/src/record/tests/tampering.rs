//! Random records, tampered with in every way a superuser could: the verifier finds it, at its place.

use proptest::prelude::*;
use proptest::sample::Index;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::record::{
    AccessEntry, Checkpoint, Entry, EventEntry, Finding, Head, Link, Verifier, Wrong, hash_words, seal,
};

type Row = (Link, Option<Entry>);

fn uuid() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

fn event() -> impl Strategy<Value = Entry> {
    let ids = (uuid(), uuid(), prop::array::uniform5(prop::option::of(uuid())));
    let words = ("[a-z._]{1,12}", "[a-z]{0,8}", "(done|refused)", "[ -~]{0,20}");
    let make = |((id, request_id, some), (action, subject_kind, outcome, detail), at, written_in): (_, _, _, _)| {
        let [user_id, session_id, organization_id, subject_id, client_id]: [Option<Uuid>; 5] = some;
        Entry::Event(EventEntry {
            id,
            at,
            request_id,
            user_id,
            session_id,
            organization_id,
            action,
            subject_kind,
            subject_id,
            client_id,
            outcome,
            detail,
            written_in,
        })
    };
    (ids, words, any::<i64>(), any::<i64>()).prop_map(make)
}

fn access() -> impl Strategy<Value = Entry> {
    let ids = (uuid(), uuid(), uuid(), uuid(), prop::collection::vec(uuid(), 0..4));
    let words = ("[a-z._]{1,12}", "[a-z]{0,8}", "[a-z+]{0,8}");
    let make = |(ids, (operation, purpose, shape), at, written_in): (_, _, _, _)| {
        let (id, request_id, user_id, organization_id, client_ids) = ids;
        Entry::Access(AccessEntry {
            id,
            at,
            request_id,
            user_id,
            organization_id,
            operation,
            purpose,
            client_ids,
            shape,
            written_in,
        })
    };
    (ids, words, any::<i64>(), any::<i64>()).prop_map(make)
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(prop_oneof![event(), access()], 3..14)
}

fn chained(from: Head, entries: &[Entry]) -> Vec<Row> {
    let mut head = from;
    let mut rows = Vec::new();
    for (at, entry) in (0..).zip(entries) {
        let link = seal(head, at, entry);
        head = link.head();
        rows.push((link, Some(entry.clone())));
    }
    rows
}

fn signed(link: &Link) -> Checkpoint {
    Checkpoint::of(link.head(), OffsetDateTime::UNIX_EPOCH)
}

fn verify(rows: &[Row], checkpoints: Vec<Checkpoint>) -> Result<Head, Finding> {
    let mut verifier = Verifier::new(Head::default(), checkpoints);
    for (link, entry) in rows {
        verifier.step(link, entry.as_ref())?;
    }
    verifier.finish()
}

fn other(id: &mut Uuid) {
    *id = Uuid::from_u128(id.as_u128().wrapping_add(1));
}

fn another(id: &mut Option<Uuid>) {
    *id = if id.is_some() { None } else { Some(Uuid::nil()) };
}

/// Changes one column; which one depends on the number.
fn edit(entry: &mut Entry, column: usize) {
    match entry {
        Entry::Event(row) => match column % 13 {
            0 => other(&mut row.id),
            1 => row.at = row.at.wrapping_add(1),
            2 => other(&mut row.request_id),
            3 => another(&mut row.user_id),
            4 => another(&mut row.session_id),
            5 => another(&mut row.organization_id),
            6 => row.action.push('x'),
            7 => row.subject_kind.push('x'),
            8 => another(&mut row.subject_id),
            9 => another(&mut row.client_id),
            10 => row.outcome.push('x'),
            11 => row.detail.push('x'),
            _ => row.written_in = row.written_in.wrapping_add(1),
        },
        Entry::Access(row) => match column % 10 {
            0 => other(&mut row.id),
            1 => row.at = row.at.wrapping_add(1),
            2 => other(&mut row.request_id),
            3 => other(&mut row.user_id),
            4 => other(&mut row.organization_id),
            5 => row.operation.push('x'),
            6 => row.purpose.push('x'),
            7 => row.client_ids.push(Uuid::nil()),
            8 => row.shape.push('x'),
            _ => row.written_in = row.written_in.wrapping_add(1),
        },
    }
}

fn edit_at(rows: &mut [Row], place: usize, column: usize) {
    if let Some(entry) = &mut rows[place].1 {
        edit(entry, column);
    }
}

/// One way to tamper with a record of which the last place was signed, and where that must show.
fn tamper(rows: &mut Vec<Row>, way: usize, place: usize, column: usize) -> (i64, Wrong) {
    let seq = rows[place].0.seq;
    let last = rows[rows.len() - 1].0.seq;
    match way {
        0 => {
            edit_at(rows, place, column);
            (seq, Wrong::Changed)
        }
        1 => {
            rows[place].1 = None;
            (seq, Wrong::RowMissing)
        }
        2 if seq < last => {
            rows.remove(place);
            (seq, Wrong::NumberMissing)
        }
        // A copy of a row put in behind it, with the next number or its own.
        3 if column.is_multiple_of(2) => {
            let mut copy = rows[place].clone();
            copy.0.seq += 1;
            rows.insert(place + 1, copy);
            (seq + 1, Wrong::Changed)
        }
        3 => {
            rows.insert(place + 1, rows[place].clone());
            (seq, Wrong::NumberRepeated)
        }
        // Two rows change places, the seals stay.
        4 if seq < last => {
            let (one, two) = (rows[place].1.take(), rows[place + 1].1.take());
            (rows[place].1, rows[place + 1].1) = (two, one);
            (seq, Wrong::Changed)
        }
        // One is taken out and the others move up, their hashes untouched.
        5 if seq < last => {
            rows.remove(place);
            for (link, _) in &mut rows[place..] {
                link.seq -= 1;
            }
            (seq, Wrong::Changed)
        }
        6 => {
            rows[place].0.hash[column % 32] ^= 1;
            (seq, Wrong::Changed)
        }
        7 => {
            rows[place].0.sealed_at += 1;
            (seq, Wrong::Changed)
        }
        // After an edit everything is written anew, every hash of it: only what was signed tells.
        8 => {
            edit_at(rows, place, column);
            let entries: Vec<Entry> = rows.iter().filter_map(|(_, entry)| entry.clone()).collect();
            *rows = chained(Head::default(), &entries);
            (last, Wrong::NotAsSigned)
        }
        // Rolled back, and gone on from beyond what was signed.
        9 => {
            rows.truncate(place);
            let head = rows.last().map(|(link, _)| link.head()).unwrap_or_default();
            let others: Vec<Entry> = (0..=last).map(plain).collect();
            rows.extend(chained(head, &others));
            (last, Wrong::NotAsSigned)
        }
        // The tail is cut off, or yesterday's copy put in place.
        _ => {
            rows.truncate(place);
            (last, Wrong::CutShort)
        }
    }
}

fn plain(n: i64) -> Entry {
    Entry::Access(AccessEntry {
        id: Uuid::from_u128(u128::from(n.unsigned_abs())),
        at: n,
        request_id: Uuid::nil(),
        user_id: Uuid::nil(),
        organization_id: Uuid::nil(),
        operation: "clients.read".to_owned(),
        purpose: "treatment".to_owned(),
        client_ids: vec![Uuid::nil()],
        shape: String::new(),
        written_in: n,
    })
}

proptest! {
    #[test]
    fn an_untouched_record_verifies(entries in entries(), at in any::<Index>()) {
        let rows = chained(Head::default(), &entries);
        let some = signed(&rows[at.index(rows.len())].0);
        let last = signed(&rows[rows.len() - 1].0);
        let head = verify(&rows, vec![last, some]).map_err(|found| TestCaseError::fail(found.to_string()))?;
        prop_assert_eq!(head, rows[rows.len() - 1].0.head());
    }

    #[test]
    fn every_tampering_is_found_at_its_place(
        entries in entries(), way in 0_usize..11, at in any::<Index>(), column in 0_usize..1_000,
    ) {
        let mut rows = chained(Head::default(), &entries);
        let checkpoint = signed(&rows[rows.len() - 1].0);
        let place = at.index(rows.len());
        let (seq, wrong) = tamper(&mut rows, way, place, column);
        let found = verify(&rows, vec![checkpoint]);
        prop_assert_eq!(found.map_err(|found| (found.seq, found.wrong)), Err((Some(seq), wrong)));
    }

    #[test]
    fn one_may_begin_anywhere(entries in entries(), at in any::<Index>()) {
        let rows = chained(Head::default(), &entries);
        let place = at.index(rows.len());
        let early = signed(&rows[0].0);
        let mut verifier = Verifier::new(rows[place].0.head(), vec![early]);
        for (link, entry) in &rows[place + 1..] {
            prop_assert_eq!(verifier.step(link, entry.as_ref()), Ok(()));
        }
        prop_assert!(verifier.finish().is_ok());
    }
}

/// Hashes live as long as the records do: a change of the arithmetic would break every chain there is.
#[test]
fn the_arithmetic_does_not_drift() {
    let first = seal(Head::default(), 7, &plain(1));
    assert_eq!(hash_words(&first.hash), "71f45ed7317d2fa1b95b2c98ce972c2c8e5b92faefeb962bf7a27130934deaf0");
}
