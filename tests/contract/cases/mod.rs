//! One case per operation: who may, who may not, and what must be there first. The walkers in `access` and
//! `audit` fail when an operation of the document has none.

mod attachments;
mod authorizations;
mod clients;
mod consents;
mod coverage;
mod drafts;
mod enrollments;
mod events;
mod funding;
mod home;
mod members;
mod news;
mod notifications;
mod organizations;
mod people;
mod reports;
mod session;
mod settings;

use actix_web::http::Method;
use domain::access::Role;
use futures_util::future::LocalBoxFuture;
use serde_json::Value;
use tests::{Answer, Client, TestApp};

/// A person of the small county: organization and role.
pub type Person = (&'static str, Role);

/// A clerk of agency north, the usual right person.
pub const CLERK: Person = ("north", Role::AgencyClerk);
/// A clerk of the other agency.
pub const OTHER_CLERK: Person = ("south", Role::AgencyClerk);
/// The supervisor of agency north.
pub const SUPERVISOR: Person = ("north", Role::AgencySupervisor);
/// The county's reviewer.
pub const REVIEWER: Person = ("county", Role::CountyReviewer);
/// The county's administrator.
pub const ADMINISTRATOR: Person = ("county", Role::CountyAdministrator);

/// A request ready to be sent, by whomever.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: Method,
    pub path: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Body,
    /// Words of the owner's data that another tenant's answer must not contain.
    pub secrets: Vec<String>,
}

/// A request's body.
#[derive(Debug, Clone)]
pub enum Body {
    None,
    Json(Value),
    Raw(String, Vec<u8>),
}

impl Request {
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), headers: Vec::new(), body: Body::None, secrets: Vec::new() }
    }

    pub fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path)
    }

    pub fn post(path: impl Into<String>, body: Value) -> Self {
        Self { body: Body::Json(body), ..Self::new(Method::POST, path) }
    }

    pub fn delete(path: impl Into<String>) -> Self {
        Self::new(Method::DELETE, path)
    }

    /// A change of the version that was seen.
    pub fn change(method: Method, path: impl Into<String>, version: i32, body: Value) -> Self {
        Self { body: Body::Json(body), ..Self::new(method, path) }.header("If-Match", format!("\"v{version}\""))
    }

    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub fn raw(mut self, kind: impl Into<String>, bytes: Vec<u8>) -> Self {
        self.body = Body::Raw(kind.into(), bytes);
        self
    }

    pub fn secret(mut self, word: impl Into<String>) -> Self {
        self.secrets.push(word.into());
        self
    }

    /// Sends it as this person.
    pub async fn send(&self, client: &Client) -> Answer {
        let mut asking = client.ask(self.method.clone(), &self.path);
        for (name, value) in &self.headers {
            asking = asking.header(name, value);
        }
        match &self.body {
            Body::None => asking.send().await,
            Body::Json(value) => asking.json(value).send().await,
            Body::Raw(kind, bytes) => asking.body(kind, bytes.clone()).send().await,
        }
    }
}

/// Makes what must be there first, and the request.
pub type Prepare = for<'a> fn(&'a TestApp) -> LocalBoxFuture<'a, Request>;

/// What one operation is tested with.
pub struct Case {
    /// The operation id.
    pub operation: &'static str,
    /// Someone for whom it works.
    pub right: Person,
    /// Someone whose role does not include it; `None` only where every role may.
    pub wrong: Option<Person>,
    /// Someone of another tenant, for whom what it names does not exist; `None` where it names nothing.
    pub other: Option<Person>,
    /// The status when it works.
    pub success: u16,
    /// Whether it shows client data and so leaves an access record.
    pub shows_clients: bool,
    /// Makes what must be there first, and the request.
    pub prepare: Prepare,
}

impl Case {
    /// Whether it changes something, and so leaves an audit event.
    pub fn writes(&self, method: &str) -> bool {
        const READS_BY_POST: [&str; 4] =
            ["clients.lookup", "clients.search", "clients.matches", "reports.authorization_status"];
        method != "get" && !READS_BY_POST.contains(&self.operation)
    }
}

/// Every case there is.
pub fn all() -> Vec<Case> {
    let capabilities = [
        session::cases(),
        authorizations::cases(),
        funding::cases(),
        clients::cases(),
        consents::cases(),
        coverage::cases(),
        enrollments::cases(),
        organizations::cases(),
        people::cases(),
        members::cases(),
        settings::cases(),
        attachments::cases(),
        drafts::cases(),
        news::cases(),
        notifications::cases(),
        events::cases(),
        reports::cases(),
        home::cases(),
    ];
    capabilities.into_iter().flatten().collect()
}
