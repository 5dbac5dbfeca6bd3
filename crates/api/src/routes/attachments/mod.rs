//! The documents that support a request: upload, list, open, replace, remove.

mod content;
mod form;
mod list;
mod receive;
mod remove;
mod replace;
mod upload;

use domain::access::Permission;
use domain::problem::Problem;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::audit::Done;
use crate::db::{Db, Operation, Purpose, Rate};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

const fn changes(name: &'static str) -> Operation {
    Operation::new(name, Permission::RequestAuthorizations, Purpose::Payment).rate(Rate::Heavy)
}

const fn reads(name: &'static str) -> Operation {
    Operation::new(name, Permission::ReadAuthorizations, Purpose::Payment)
}

/// Refuses an upload before anything was stored; the refusal leaves its event like every other.
async fn refuse(db: &Db, caller: &Caller, operation: &'static Operation, problem: Problem) -> Reply<Written> {
    Ok(db.write(caller, operation, |_| Err::<Done<()>, _>(problem.into())).await?)
}

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(upload::upload)
        .service(list::list)
        .service(content::content)
        .service(replace::replace)
        .service(remove::remove);
}
