//! Authorizations: asked for, reviewed, changed. Every step locks the row, asks the table of moves, writes history.

mod change_steps;
mod changes;
mod clock;
mod conversation;
mod documents;
mod ending;
mod facts;
mod history;
mod hold;
mod information;
mod letter;
mod notes;
mod queue;
mod read;
mod review;
mod row;
mod rows;
mod submit;
mod withdraw;

use domain::authorizations::Authorization;
use domain::notifications::NotificationKind;

use super::Tx;
use super::notify::Notice;
use crate::audit::{Done, Event};
use crate::fault::Fault;

pub use change_steps::{decide_change, request_change};
pub use conversation::add_note;
pub use documents::documents_changed;
pub use ending::end_over;
pub use facts::facts;
pub use history::{Step, record};
pub use information::{answer_information, request_information};
pub use letter::letter;
pub use queue::queue;
pub(crate) use read::Named;
pub use read::read;
pub use review::{claim, decide, release};
pub use rows::list;
pub(crate) use rows::{Brief, Line, instant, joined, lines, micros, wire};
pub use submit::submit;
pub use withdraw::withdraw;

/// The answer to a step: the request as it is now.
fn answer(tx: &mut Tx<'_>, row: &row::Row, event: Event) -> Result<Done<Authorization>, Fault> {
    let whole = read(tx, row.id)?;
    let version = whole.version;
    Ok(Done::changed(whole, event.about(row.client_id)).version(version))
}

/// A notification about a request.
fn notice(row: &row::Row, kind: NotificationKind, subject: String) -> Notice {
    Notice { kind, subject, authorization_id: Some(row.id), client_id: Some(row.client_id) }
}
