//! The application in this process, on a database of its own.

use std::rc::Rc;
use std::sync::Arc;

use actix_http::Request;
use actix_web::body::BoxBody;
use actix_web::dev::{Service as _, ServiceResponse};
use api::access_log::AccessLog;
use api::app::{Deps, build};
use api::cluster::APPLICATION;
use api::db::{Db, Pool};
use api::http::caller::IdleLimit;
use api::http::guard::PublicOrigin;
use api::http::limits::Limits;
use api::http::token::{Token, Tokens};
use api::secrets::Secrets;
use api::setup::Files;
use api::time_source::TimeSource;
use domain::access::Role;
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use crate::actor::Client;
use crate::county;
use crate::database::TestDatabase;
use crate::proxy::Proxy;

pub(crate) type Handler = dyn Fn(Request) -> LocalBoxFuture<'static, ServiceResponse<BoxBody>>;

/// The application, with the people of the small county as its clients.
pub struct TestApp {
    /// What it is made of.
    pub deps: Deps,
    pub(crate) handler: Rc<Handler>,
    /// Its database. Last, so that it is dropped when nothing uses it any more.
    pub database: TestDatabase,
}

impl std::fmt::Debug for TestApp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TestApp").field("database", &self.database).finish_non_exhaustive()
    }
}

impl TestApp {
    /// Starts the application on a fresh copy of the small county, with generous rate limits.
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// The same with something about it changed first.
    pub async fn with(change: impl FnOnce(&mut Deps)) -> Self {
        Self::build(2, None, change).await
    }

    /// The application on a single connection, which every request has to use.
    pub async fn narrow() -> Self {
        Self::build(1, None, |_| {}).await
    }

    /// The application with a way to its database that can be slow, silent or broken. It gets through at first.
    pub async fn behind_proxy() -> (Self, Proxy) {
        let proxy = crate::database::proxy();
        (Self::build(4, Some(&proxy), |_| {}).await, proxy)
    }

    async fn build(connections: u32, way: Option<&Proxy>, change: impl FnOnce(&mut Deps)) -> Self {
        let database = TestDatabase::copy();
        let direct = database.url(APPLICATION);
        let url = way.map_or(direct, |proxy| proxy.url(APPLICATION, database.name()));
        crate::logs::listen();
        crate::stumble::watch();
        let (secrets, clock, limits) = (Secrets::generate(), TimeSource::default(), Limits::new(1000));
        let pool = Pool::open(&url, connections).expect("a pool");
        let access = AccessLog::start(&url);
        let db = Db::new(pool, access, secrets.clone(), clock.clone(), limits.clone());
        let mut deps = Deps {
            db,
            tokens: Tokens::new(&secrets),
            clock,
            limits,
            idle: IdleLimit(time::Duration::minutes(15)),
            origin: PublicOrigin("http://localhost:8080".to_owned()),
            client: None,
            stream: api::events::Stream::default(),
            files: Files(Arc::new(object_store::memory::InMemory::new())),
            scanner: api::files::Scanner::default(),
            demo: false,
            proxies: api::http::address::TrustedProxies::default(),
            doors: api::http::doors::Doors::OPEN,
        };
        change(&mut deps);
        let service = Rc::new(actix_web::test::init_service(build(&deps)).await);
        let handler: Rc<Handler> = Rc::new(move |request| {
            let service = Rc::clone(&service);
            async move { service.call(request).await.expect("the application answers") }.boxed_local()
        });
        Self { deps, handler, database }
    }

    /// Starts sending on what is announced, as a server does.
    pub fn go_live(&self) {
        let url = self.database.url(APPLICATION);
        self.deps.stream.start(&url, self.deps.db.announced());
    }

    /// A person of the small county.
    pub fn person(&self, organization: &str, role: Role) -> Client {
        let token = Token {
            session_id: county::session(organization, role),
            expires_at: time::macros::datetime!(2100-01-01 0:00 UTC).unix_timestamp(),
        };
        let text = self.deps.tokens.sign(token).expect("a token");
        Client::new(Rc::clone(&self.handler), Some(text))
    }

    /// Nobody in particular.
    pub fn anonymous(&self) -> Client {
        Client::new(Rc::clone(&self.handler), None)
    }

    /// A clerk of an agency.
    pub fn clerk(&self, agency: &str) -> Client {
        self.person(agency, Role::AgencyClerk)
    }

    /// The county's reviewer.
    pub fn reviewer(&self) -> Client {
        self.person("county", Role::CountyReviewer)
    }

    /// The county's administrator.
    pub fn administrator(&self) -> Client {
        self.person("county", Role::CountyAdministrator)
    }
}
