//! Sensitivity inside a tenant: which rows are closed even to people of the organization that holds them, and the one
//! table that says who may know of them all the same.
//!
//! Two kinds of rows carry a label. **42 CFR Part 2**: rows that by themselves say that somebody is or was a patient of
//! a substance-use program: its admissions and requests with everything that belongs to them, payers of such treatment,
//! drafts. Seen by the people of that program; by others under the patient's live consent, a recorded exception, or an
//! emergency that they opened and answer for. The county as payer is such another: its reviewers see what a consent
//! to payment lets them, and the law gives them no more (2.12, 2.31, 2.33). To the rest of the world these rows do not
//! exist: they are in no list, count, report, event or error.
//!
//! **AB 352** (California Civil Code 56.101 and 56.108): care for abortion, contraception, gender affirmation. Never to
//! anybody outside California, nor through a health information exchange, whatever else would permit it. What
//! only hints at such care without saying so (a pregnancy indicator in CalOMS, a due date in free text) does not carry
//! the label by itself: it is classified here, on paper, as ordinary treatment data until a client's population says
//! more. That reading is the narrower one of the statute's "sensitive services" and has not been verified by counsel.
//!
//! The database has the same rule as row-level security (`app_sees`); a test walks both side by side.

#[cfg(test)]
mod tests;

use crate::words::words;

words! {
    /// What a row says by itself about a person.
    Label {
        /// Nothing that is closed inside its organization.
        None = "none", "Not sensitive";
        /// That they are or were a patient of a substance-use program (42 CFR Part 2).
        Part2 = "part2", "42 CFR Part 2";
        /// That they had care which California shields from other states (AB 352).
        Ab352 = "ab352", "AB 352";
    }
}

words! {
    /// What somebody wants to know it for.
    AskedFor {
        /// Treating the client.
        Treatment = "treatment", "Treatment";
        /// Authorizing and paying for it.
        Payment = "payment", "Payment";
        /// Running the office.
        Operations = "operations", "Health care operations";
        /// A civil, criminal, administrative or legislative proceeding against the patient. Nobody's office opens
        /// this: only the patient's consent to exactly that, or a court's order (42 CFR 2.12(d), 2.31(d), 2.61 ff.).
        Proceedings = "proceedings", "Proceedings against the patient";
    }
}

/// Who asks, as far as the rule goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asker {
    /// They belong to the row's program today; for a row without a program, to a substance-use program of the
    /// organization that holds it.
    pub belongs: bool,
    /// They work for the county, which pays and does not treat.
    pub county: bool,
    /// Their role includes reading Part 2 records where the law lets the county.
    pub reads_part2: bool,
    /// Their organization is in California.
    pub in_california: bool,
    /// Why they ask.
    pub asked_for: AskedFor,
}

/// What else speaks for it. Each is live at this moment and covers this asker, this client and this kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Grounds {
    /// The patient's consent, for this purpose.
    pub consent: bool,
    /// A recorded exception; for proceedings, a court's order.
    pub exception: bool,
    /// An emergency this person opened for this client.
    pub emergency: bool,
}

/// How a row may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// The row carries no label, or none that concerns this asker.
    Open,
    /// As one of the program's own people.
    Member,
    /// Under a consent: what is shown is a disclosure and carries the notice.
    Consent,
    /// Under a recorded exception.
    Exception,
    /// In an emergency: recorded as one and reviewed afterwards.
    Emergency,
    /// Not at all: to this asker there is no such row.
    Closed,
}

impl Sight {
    /// Whether there is anything to be seen.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed)
    }
}

/// Whether and how a row may be seen.
pub const fn decide(label: Label, asker: Asker, grounds: Grounds) -> Sight {
    match label {
        Label::None => Sight::Open,
        Label::Ab352 if asker.in_california => Sight::Open,
        Label::Ab352 => Sight::Closed,
        Label::Part2 => part2(asker, grounds),
    }
}

const fn part2(asker: Asker, grounds: Grounds) -> Sight {
    // The county's people need their role's leave besides: a consent names the county, not each of its employees.
    let may_receive = !asker.county || asker.reads_part2;
    if matches!(asker.asked_for, AskedFor::Proceedings) {
        return match (grounds.exception, grounds.consent) {
            (true, _) if may_receive => Sight::Exception,
            (false, true) if may_receive => Sight::Consent,
            _ => Sight::Closed,
        };
    }
    if asker.belongs {
        return Sight::Member;
    }
    if grounds.emergency {
        return Sight::Emergency;
    }
    match (may_receive, grounds.exception, grounds.consent) {
        (true, true, _) => Sight::Exception,
        (true, false, true) => Sight::Consent,
        _ => Sight::Closed,
    }
}
