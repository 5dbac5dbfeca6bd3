//! What a reader's open pages may hear of.

use diesel::prelude::*;

use super::Tx;
use super::schema::outbox;
use crate::events::Change;
use crate::fault::Fault;

/// The most changes that are told again at once; a page that was away for longer loads itself anew.
const MOST: i64 = 1_000;

/// What was told after a place in the outbox, oldest first, as far as it is the reader's.
pub fn since(tx: &mut Tx<'_>, after: i64) -> Result<Vec<Change>, Fault> {
    let mut query =
        outbox::table.filter(outbox::id.gt(after)).filter(outbox::published).select(Change::as_select()).into_boxed();
    if !tx.actor().is_county() {
        let everybodys = outbox::organization_id.is_null();
        query = query.filter(everybodys.or(outbox::organization_id.assume_not_null().eq(tx.actor().organization_id)));
    }
    Ok(query.order(outbox::id).limit(MOST).load(tx.conn)?)
}
