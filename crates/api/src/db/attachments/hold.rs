//! Locks: the request first, then the file, always in this order.

use diesel::prelude::*;
use domain::attachments::AttachmentState;
use domain::authorizations::{Action, ReviewStatus, Standing, Status, transition};
use domain::problem::{Code, Problem};
use uuid::Uuid;

use super::row::Row;
use crate::db::Tx;
use crate::db::held::Held;
use crate::db::schema::{attachments, authorizations};
use crate::db::sensitivity::opens;
use crate::fault::Fault;

/// Adding, replacing or removing a document of a request.
#[derive(Debug)]
pub(super) struct Attach;

/// A request, as far as its documents are concerned.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = authorizations)]
pub(super) struct Request {
    pub id: Uuid,
    pub organization_id: Uuid,
    pub client_id: Uuid,
    pub number: i64,
    pub status: String,
    pub review_status: String,
}

impl Request {
    pub(super) fn standing(&self) -> Result<Standing, Fault> {
        Status::parse(&self.status)
            .zip(ReviewStatus::parse(&self.review_status))
            .ok_or_else(|| Fault::broken("a request in an unknown state"))
    }
}

/// The agency's own request, locked, if its documents may still change.
pub(super) fn request(tx: &mut Tx<'_>, id: Uuid) -> Result<Held<Attach, Request>, Fault> {
    let row: Request = authorizations::table
        .filter(authorizations::id.eq(id))
        .filter(authorizations::organization_id.eq(tx.actor().organization_id))
        .filter(opens!(authorizations))
        .for_update()
        .select(Request::as_select())
        .first(tx.conn)?;
    transition(Action::Attach, row.standing()?)?;
    Ok(Held::prove(row))
}

/// A file and the request it belongs to, both locked; a staged one belongs to none.
pub(super) type HeldFile = (Held<Attach, Row>, Option<Held<Attach, Request>>);

/// The agency's own file and the request it belongs to, both locked, if the file is the one in use.
pub(super) fn file(tx: &mut Tx<'_>, id: Uuid) -> Result<HeldFile, Fault> {
    let belongs_to: Option<Uuid> = attachments::table
        .filter(attachments::id.eq(id))
        .filter(attachments::organization_id.eq(tx.actor().organization_id))
        .select(attachments::authorization_id)
        .first(tx.conn)?;
    let request = belongs_to.map(|authorization| request(tx, authorization)).transpose()?;
    let row: Row = attachments::table
        .filter(attachments::id.eq(id))
        .filter(attachments::organization_id.eq(tx.actor().organization_id))
        .for_update()
        .select(Row::as_select())
        .first(tx.conn)?;
    if row.state == "removed" {
        return Err(Code::NotFound.into());
    }
    // Between the two reads the request may have been sent, and with it the file.
    if row.authorization_id != belongs_to {
        return Err(Problem::new(Code::Conflict, "This file was sent with a request just now. Load it again.").into());
    }
    if row.state()? == AttachmentState::Replaced {
        return Err(
            Problem::new(Code::Conflict, "A newer version has taken this file's place. Change that one.").into()
        );
    }
    Ok((Held::prove(row), request))
}
