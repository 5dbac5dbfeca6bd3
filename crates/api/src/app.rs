//! The application as it is served, tested and documented: one assembly for all three.

use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::{App, web};
use utoipa::openapi::OpenApi;
use utoipa_actix_web::AppExt as _;

use crate::db::Db;
use crate::events::Stream;
use crate::http::bearer::TokenKind;
use crate::http::caller::IdleLimit;
use crate::http::client_app::ClientApp;
use crate::http::fallback::{self, KnownPaths};
use crate::http::guard::{self, PublicOrigin};
use crate::http::limits::Limits;
use crate::http::token::Tokens;
use crate::outbound::KeyCache;
use crate::routes;
use crate::routes::tokens::scopes::ScopeList;
use crate::time_source::TimeSource;

/// What a running installation is made of. Built once, cloned into each worker.
#[derive(Debug, Clone)]
pub struct Deps {
    /// The one door to the database.
    pub db: Db,
    /// Makes and checks session tokens.
    pub tokens: Tokens,
    /// Where "now" comes from.
    pub clock: TimeSource,
    /// Rate limits of this process.
    pub limits: Limits,
    /// How long a session may lie idle.
    pub idle: IdleLimit,
    /// Where browsers reach this installation.
    pub origin: PublicOrigin,
    /// The built browser client, if this server carries one.
    pub client: Option<ClientApp>,
    /// Live updates.
    pub stream: Stream,
    /// Where attachments lie.
    pub files: crate::setup::Files,
    /// Who looks for viruses in them.
    pub scanner: crate::files::Scanner,
    /// Applications' keys, and the way out to where they are.
    pub keys: KeyCache,
    /// Whether this is the demonstration county.
    pub demo: bool,
}

/// The application.
pub fn build(
    deps: &Deps,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<actix_web::body::BoxBody>,
        Error = actix_web::Error,
        InitError = (),
    > + use<>,
> {
    let (app, mut document) = App::new()
        .into_utoipa_app()
        .openapi(routes::document::base())
        .service(
            utoipa_actix_web::scope("/api/v1")
                .configure(routes::configure)
                .default_service(web::to(fallback::no_operation)),
        )
        .configure(routes::health::configure)
        .configure(routes::oauth::configure)
        .split_for_parts();
    routes::document::complete(&mut document);
    let known = KnownPaths::of(&document);
    app.app_data(web::Data::new(deps.db.clone()))
        .app_data(web::Data::new(deps.tokens.clone()))
        .app_data(web::Data::new(deps.clock.clone()))
        .app_data(web::Data::new(deps.limits.clone()))
        .app_data(web::Data::new(deps.idle))
        .app_data(web::Data::new(deps.origin.clone()))
        .app_data(web::Data::new(deps.client.clone()))
        .app_data(web::Data::new(deps.stream.clone()))
        .app_data(web::Data::new(deps.files.clone()))
        .app_data(web::Data::new(deps.scanner.clone()))
        .app_data(web::Data::new(routes::session::Demo(deps.demo)))
        .app_data(web::Data::new(known))
        .app_data(web::Data::new(TokenKind::of(deps.demo)))
        .app_data(web::Data::new(deps.keys.clone()))
        .app_data(web::Data::new(ScopeList::of(&document)))
        .app_data(web::PayloadConfig::new(crate::http::body::MAX_JSON + 1))
        .app_data(web::PathConfig::default().error_handler(|_, request| fallback::no_such_id(request)))
        .app_data(
            web::QueryConfig::default()
                .error_handler(|_, _| guard::unreadable("A query parameter is not known or not valid.")),
        )
        .configure(|config| routes::document::serve(config, document))
        .service(web::scope("/api").default_service(web::to(fallback::no_operation)))
        .default_service(web::to(fallback::elsewhere))
        .wrap(from_fn(guard::guard))
}

/// The document of the surface, without a server or database.
pub fn document() -> OpenApi {
    let (_, mut document) = App::new()
        .into_utoipa_app()
        .openapi(routes::document::base())
        .service(utoipa_actix_web::scope("/api/v1").configure(routes::configure))
        .configure(routes::health::configure)
        .configure(routes::oauth::configure)
        .split_for_parts();
    routes::document::complete(&mut document);
    document
}
