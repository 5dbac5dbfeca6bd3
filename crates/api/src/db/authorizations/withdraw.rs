//! The agency takes back a request that is not decided.

use domain::authorizations::{Action, Authorization, Withdrawal, transition};
use domain::notifications::NotificationKind;
use domain::problem::FieldError;
use uuid::Uuid;

use super::history::Step;
use super::hold::{Agency, Set, apply, hold};
use super::{answer, changes, notice};
use crate::audit::{Done, Event};
use crate::db::{Tx, notify};
use crate::fault::Fault;

/// Takes a request back.
pub fn withdraw(tx: &mut Tx<'_>, id: Uuid, withdrawal: &Withdrawal) -> Result<Done<Authorization>, Fault> {
    let held = hold::<Agency>(tx, id)?;
    let row = held.row();
    let to = transition(Action::Withdraw, row.standing()?)?;
    let reason = withdrawal.reason.trim();
    if reason.is_empty() {
        return Err(vec![FieldError::new("/reason", "required", "Say why.")].into());
    }
    let set = Set { clock_stopped_at: Some(None), ..Set::default() };
    apply(tx, &held, set, &Step::of(row, Action::Withdraw, to)?.why(reason))?;
    changes::close(tx, &held, "The request was withdrawn.")?;
    let subject = format!("Authorization {} was withdrawn.", row.number);
    notify::tell_county(tx, &notice(row, NotificationKind::Withdrawn, subject))?;
    answer(tx, row, Event::new("authorizations.withdraw", "authorization", id))
}
