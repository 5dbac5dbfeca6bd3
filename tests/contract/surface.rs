//! The operations of the served document, for the walkers.

use serde_json::Value;

/// One operation as the document tells it.
#[derive(Debug, Clone)]
pub struct Documented {
    pub id: String,
    pub method: String,
    pub path: String,
    /// The permission its security names; `None` where nobody needs to be signed in.
    pub permission: Option<String>,
    pub body: Value,
}

/// The document as it is served.
pub fn document() -> Value {
    serde_json::to_value(api::app::document()).unwrap()
}

/// Every operation of it.
pub fn operations() -> Vec<Documented> {
    let document = document();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if !["get", "post", "put", "patch", "delete"].contains(&method.as_str()) {
                continue;
            }
            let scopes = operation["security"].as_array().and_then(|all| all.iter().find_map(|one| one.get("session")));
            found.push(Documented {
                id: operation["operationId"].as_str().unwrap_or_default().to_owned(),
                method: method.clone(),
                path: path.clone(),
                permission: scopes.and_then(|scopes| scopes[0].as_str()).map(str::to_owned),
                body: operation.clone(),
            });
        }
    }
    found
}
