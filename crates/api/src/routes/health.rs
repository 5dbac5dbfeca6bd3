//! Whether this server lives, serves, and how busy it is. Nothing about anybody.

use actix_web::{HttpRequest, HttpResponse, get, web};
use domain::problem::Code;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::Db;
use crate::http::doors::Doors;
use crate::http::reply::Reply;
use crate::metrics;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(alive).service(ready).service(figures);
}

/// The process lives. Asks nothing of the database.
#[utoipa::path(tag = "health", operation_id = "health.alive", security(()),
    responses((status = 204, description = "The process lives")))]
#[get("/healthz")]
async fn alive() -> HttpResponse {
    HttpResponse::NoContent().finish()
}

/// The server can do its work: the database answers.
#[utoipa::path(tag = "health", operation_id = "health.ready", security(()),
    responses((status = 204, description = "The database answers")))]
#[get("/readyz")]
async fn ready(db: web::Data<Db>) -> Reply<HttpResponse> {
    db.answers().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Figures of this process for Prometheus. Given to this machine only, and not through a proxy.
#[utoipa::path(tag = "health", operation_id = "health.metrics", security(()),
    responses((status = 200, description = "Requests by route and status, and connections", body = String,
            content_type = "text/plain"),
        (status = 404, description = "Asked from another machine")))]
#[get("/metrics")]
async fn figures(request: HttpRequest, db: web::Data<Db>, doors: web::Data<Doors>) -> Reply<HttpResponse> {
    let near = request.peer_addr().is_some_and(|peer| peer.ip().to_canonical().is_loopback());
    let passed_on = ["forwarded", "x-forwarded-for"].iter().any(|name| request.headers().contains_key(*name));
    if !doors.metrics || !near || passed_on {
        return Err(Code::NotFound.into());
    }
    let text = metrics::text(db.connections());
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text))
}
