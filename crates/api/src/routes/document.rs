//! The OpenAPI document: what is said once for every operation, and where it is served.

use std::collections::HashSet;
use std::sync::OnceLock;

use actix_web::{HttpResponse, get, web};
use domain::authorizations::{AuthorizationSort, QueueShow};
use domain::page::{DEFAULT_LIMIT, MAX_LIMIT};
use domain::problem::Problem;
use utoipa::openapi::path::{Operation, Parameter, ParameterIn};
use utoipa::openapi::schema::{Object, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr, ResponseBuilder};
use utoipa::{OpenApi as _, openapi};
use utoipa_swagger_ui::SwaggerUi;

use crate::http::doors::Doors;
use crate::http::token::COOKIE;

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Portico",
        description = "Provider portal and administrative record of county behavioral health: find clients, request \
            and decide authorizations, attach documents, keep coverage right, report. Every page of the browser \
            client uses these operations and no others.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    servers((url = "/", description = "This installation")),
    // What only a query names is not found from a body.
    components(schemas(Problem, AuthorizationSort, QueueShow)),
    tags(
        (name = "session", description = "Signing in and out, the terms, one's own password"),
        (name = "settings", description = "What the installation is set to"),
        (name = "organizations", description = "The county, its agencies with their programs, the health plans"),
        (name = "people", description = "Accounts, roles, first passwords"),
        (name = "clients", description = "The two searches, likely duplicates, a client's record"),
        (name = "enrollments", description = "Admissions to programs"),
        (name = "coverage", description = "Who pays, from when to when"),
        (name = "funding", description = "What pays: funding sources with their plans, agencies' provider authorizations"),
        (name = "authorizations", description = "Requests for a service: asked for, reviewed, decided, changed"),
        (name = "attachments", description = "Documents that support a request: upload, open, replace, remove"),
        (name = "drafts", description = "Forms that are not finished: one's own, kept for 30 days"),
        (name = "news", description = "News the county writes, and what has been read"),
        (name = "notifications", description = "What changed for one's own organization"),
        (name = "events", description = "Live updates as a stream of server-sent events"),
        (name = "reports", description = "Authorization request status, as rows or CSV; aging and turnaround"),
        (name = "home", description = "What needs this person today"),
        (name = "health", description = "Whether this server lives and serves"),
    )
)]
struct Base;

/// What is said once.
pub fn base() -> OpenApi {
    let mut document = Base::openapi();
    let components = document.components.get_or_insert_with(Default::default);
    components.add_security_scheme(
        "session",
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
            COOKIE,
            "The cookie that signing in sets. Changes must come from the installation's own pages.",
        ))),
    );
    components.add_security_scheme(
        "bearer",
        SecurityScheme::Http(
            HttpBuilder::new()
                .scheme(HttpAuthScheme::Bearer)
                .bearer_format("JWT")
                .description(Some("The same session as a bearer token: sign in with `bearer: true`."))
                .build(),
        ),
    );
    document
}

/// Says on every operation what every operation can answer, so that no handler has to repeat it.
pub fn complete(document: &mut OpenApi) {
    for item in document.paths.paths.values_mut() {
        let operations = [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
        for operation in operations.into_iter().flatten() {
            complete_operation(operation);
        }
    }
    drop_unused(document);
}

/// A list's rows are written out where the list is; a schema that only lists use is left over.
fn drop_unused(document: &mut OpenApi) {
    const PLACE: &str = "#/components/schemas/";
    loop {
        let text = document.to_json().unwrap_or_default();
        let named: HashSet<&str> =
            text.split(PLACE).skip(1).filter_map(|rest| rest.split_once('"')).map(|(name, _)| name).collect();
        let Some(components) = document.components.as_mut() else { return };
        let before = components.schemas.len();
        components.schemas.retain(|name, _| named.contains(name.as_str()));
        if components.schemas.len() == before {
            return;
        }
    }
}

fn complete_operation(operation: &mut Operation) {
    let nobody = SecurityRequirement::default();
    let anonymous = operation.security.as_ref().is_none_or(|any| any.contains(&nobody));
    let has_body = operation.request_body.is_some();
    let mut answers: Vec<(&str, &str)> = vec![
        ("429", "Too many requests; `Retry-After` says when to try again"),
        ("500", "A fault of the server; quote the request id"),
        ("503", "The server is busy; nothing was changed"),
    ];
    if !anonymous {
        answers.push(("401", "No session, or one that ended"));
        answers.push(("403", "The role does not include this, or the request came from another site"));
    }
    let mut takes_key = false;
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter {
            complete_parameter(parameter);
            takes_key |= parameter.name == "Idempotency-Key";
        }
    }
    if operation.parameters.is_some() || has_body {
        answers.push(("400", "A parameter or the body cannot be read"));
    }
    if has_body {
        answers.push(("413", "The body is too large"));
        answers.push(("415", "The body is of another type"));
        answers.push(("422", "Fields break rules; every one of them is named"));
    }
    if takes_key {
        answers.push(("409", "The same request is still being worked on"));
        answers.push(("422", "The key was used for another request"));
    }
    for (status, description) in answers {
        operation.responses.responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(problem(description)));
    }
    for (status, answer) in &mut operation.responses.responses {
        // A handler names its own problems by status and words; the body is the same everywhere.
        if let RefOr::T(answer) = answer
            && (status.starts_with('4') || status.starts_with('5'))
            && answer.content.is_empty()
        {
            *answer = problem(&answer.description);
        }
    }
}

/// Parameters that mean the same everywhere have the same bounds everywhere.
fn complete_parameter(parameter: &mut Parameter) {
    let text = |pattern: &str, shortest, longest| {
        let text = ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern));
        text.min_length(Some(shortest)).max_length(Some(longest))
    };
    let same: Object = match (&parameter.parameter_in, parameter.name.as_str()) {
        (ParameterIn::Header, "Idempotency-Key") => text("^[!-~]+$", 8, 255).build(),
        (ParameterIn::Header, "If-Match") => {
            let format = SchemaFormat::Custom("etag".to_owned());
            text("^\"v[0-9]{1,9}\"$", 4, 12).format(Some(format)).build()
        }
        (ParameterIn::Query, "cursor") => text("^[A-Za-z0-9_-]+$", 1, 1000).build(),
        (ParameterIn::Header, "Last-Event-ID") => text("^[0-9]+$", 1, 18).build(),
        (ParameterIn::Query, "limit") => {
            let whole = ObjectBuilder::new().schema_type(Type::Integer);
            whole.minimum(Some(1)).maximum(Some(MAX_LIMIT)).default(Some(DEFAULT_LIMIT.into())).build()
        }
        _ => return,
    };
    parameter.schema = Some(same.into());
}

fn problem(description: &str) -> openapi::Response {
    ResponseBuilder::new()
        .description(description)
        .content(
            "application/problem+json",
            ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build(),
        )
        .build()
}

/// The document as text and as pages, where that door is open.
pub fn serve(config: &mut web::ServiceConfig, document: OpenApi, doors: Doors) {
    if !doors.docs {
        return;
    }
    let text = DocumentText { document: document.clone(), yaml: OnceLock::new() };
    config
        .app_data(web::Data::new(text))
        .service(yaml)
        .service(SwaggerUi::new("/docs/{_:.*}").url("/openapi.json", document));
}

/// The document, written out for whoever asks first: a start does not wait for it.
struct DocumentText {
    document: OpenApi,
    yaml: OnceLock<String>,
}

#[get("/openapi.yaml")]
async fn yaml(text: web::Data<DocumentText>) -> HttpResponse {
    let yaml = text.yaml.get_or_init(|| text.document.to_yaml().unwrap_or_default());
    HttpResponse::Ok().content_type("application/yaml").body(yaml.clone())
}
