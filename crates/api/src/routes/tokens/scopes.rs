//! What each scope opens, read from the document that is served.

use actix_web::{get, web};
use domain::access::{Credential, Permission, may_carry};
use domain::tokens::{ScopeEntry, ScopeOperation};
use utoipa::openapi::OpenApi;
use utoipa::openapi::path::Operation as Documented;

use crate::db::{Db, Operation, Purpose};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static LIST: Operation = Operation::new("scopes.list", Permission::ReadReference, Purpose::Operations);

/// Every scope with the operations it opens.
#[derive(Debug, Clone)]
pub struct ScopeList(Vec<ScopeEntry>);

impl ScopeList {
    /// Reads it from the document.
    pub fn of(document: &OpenApi) -> Self {
        let mut entries: Vec<ScopeEntry> = Permission::ALL
            .iter()
            .map(|scope| ScopeEntry {
                scope: *scope,
                label: scope.label().to_owned(),
                for_tokens: may_carry(Credential::Token, *scope),
                for_applications: may_carry(Credential::Application, *scope),
                operations: Vec::new(),
            })
            .filter(|entry| entry.for_tokens || entry.for_applications)
            .collect();
        for (path, item) in &document.paths.paths {
            let methods = [
                ("GET", &item.get),
                ("POST", &item.post),
                ("PUT", &item.put),
                ("PATCH", &item.patch),
                ("DELETE", &item.delete),
            ];
            for (method, operation) in methods {
                let Some(operation) = operation else { continue };
                let Some(scope) = scope_of(operation) else { continue };
                if let Some(entry) = entries.iter_mut().find(|entry| entry.scope == scope) {
                    entry.operations.push(ScopeOperation {
                        operation: operation.operation_id.clone().unwrap_or_default(),
                        method: method.to_owned(),
                        path: path.clone(),
                        summary: operation.summary.clone().unwrap_or_default(),
                    });
                }
            }
        }
        Self(entries)
    }
}

/// The permission an operation needs, as its security says; none where nobody has to be known.
pub fn scope_of(operation: &Documented) -> Option<Permission> {
    // The requirement keeps its parts to itself and tells them only when written.
    let written = serde_json::to_value(operation.security.as_ref()?).ok()?;
    let session = written.as_array()?.iter().find_map(|one| one.get("session"))?;
    Permission::parse(session.get(0)?.as_str()?)
}

/// Every scope of tokens and applications, with the operations it opens.
#[utoipa::path(tag = "tokens", operation_id = "scopes.list",
    security(("session" = ["read_reference"]), ("bearer" = ["read_reference"])),
    responses((status = 200, description = "The scopes", body = Vec<ScopeEntry>)))]
#[get("/scopes")]
pub(super) async fn list(
    caller: Caller,
    db: web::Data<Db>,
    scopes: web::Data<ScopeList>,
) -> Reply<Shown<Vec<ScopeEntry>>> {
    db.read(&caller, &LIST, |_| Ok(())).await?;
    Ok(Shown::plain(scopes.0.clone()))
}
