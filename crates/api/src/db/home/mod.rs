//! What needs a person today. One statement a kind of work, over indexes; names of clients in one more.

mod agency;
mod anyone;
mod county;
mod group;

use std::collections::HashMap;

use diesel::prelude::*;
use domain::access::Permission;
use domain::home::{Home, HomeGroup};
use domain::names::display;
use uuid::Uuid;

use super::Tx;
use super::schema::clients;
use super::support::filled;
use crate::fault::Fault;

/// Groups that hold something, the most urgent kind first.
pub fn home(tx: &mut Tx<'_>) -> Result<Home, Fault> {
    let mut groups = Vec::new();
    if tx.actor().may(Permission::RequestAuthorizations) {
        groups.extend(agency::groups(tx)?);
    }
    if tx.actor().is_county() {
        groups.extend(county::groups(tx)?);
    }
    groups.push(anyone::funds_low(tx)?);
    groups.push(anyone::drafts(tx)?);
    groups.retain(|group| group.count > 0);
    name_clients(tx, &mut groups)?;
    Ok(Home { groups })
}

/// Puts names to the clients the rows are about; a draft may be about one the reader does not see any more.
fn name_clients(tx: &mut Tx<'_>, groups: &mut [HomeGroup]) -> Result<(), Fault> {
    type Found = (Uuid, String, String, String, String);
    let ids: Vec<Uuid> = groups.iter().flat_map(|group| &group.items).filter_map(|item| item.client_id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let rows: Vec<Found> = clients::table
        .filter(clients::id.eq_any(&ids))
        .select((clients::id, clients::last_name, clients::first_name, clients::middle_name, clients::preferred_name))
        .load(tx.conn)?;
    let names: HashMap<Uuid, String> = rows
        .into_iter()
        .map(|(id, last, first, middle, preferred)| {
            (id, display(&last, &first, filled(middle).as_deref(), filled(preferred).as_deref()))
        })
        .collect();
    for item in groups.iter_mut().flat_map(|group| &mut group.items) {
        item.client_name = item.client_id.and_then(|id| names.get(&id).cloned());
    }
    tx.saw_all(ids);
    Ok(())
}
