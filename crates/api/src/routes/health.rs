//! Whether this server lives, serves, and how busy it is. Nothing about anybody.

use actix_web::{HttpResponse, get, web};
use diesel::RunQueryDsl as _;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::Db;
use crate::http::reply::Reply;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(alive).service(ready);
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
    db.anonymous(|conn, _| Ok(diesel::sql_query("SELECT 1").execute(conn)?)).await?;
    Ok(HttpResponse::NoContent().finish())
}
