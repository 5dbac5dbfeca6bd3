use actix_web::{HttpRequest, HttpResponse, post, web};
use domain::factors::{SecondStep, Typed};
use domain::problem::{Code, Problem};
use domain::session::Me;

use super::Demo;
use super::sign_in::Door;
use crate::db::Db;
use crate::db::factors::{self, Answered};
use crate::http::address;
use crate::http::body::Valid;
use crate::http::caller::IdleLimit;
use crate::http::limits::Limits;
use crate::http::reply::Reply;
use crate::http::token::Tokens;

/// Finish signing in with a code of the authenticator app, or a recovery code.
///
/// Each code is good once. After five wrong ones, or five minutes, signing in begins again with the password.
#[utoipa::path(tag = "session", operation_id = "session.second_step", security(()), request_body = SecondStep,
    responses((status = 200, description = "Signed in", body = Me),
        (status = 401, description = "The code is not right, or signing in begins again"),
        (status = 403, description = "The request came from another site")))]
#[post("/session/second-step")]
pub(super) async fn second_step(
    request: HttpRequest,
    body: Valid<SecondStep>,
    db: web::Data<Db>,
    tokens: web::Data<Tokens>,
    limits: web::Data<Limits>,
    idle: web::Data<IdleLimit>,
    demo: web::Data<Demo>,
) -> Reply<HttpResponse> {
    let SecondStep { pending, code, bearer } = body.0;
    let address = address::of(&request).map(|address| address.to_string()).unwrap_or_default();
    limits.spend_sign_in(&address, db.clock().now())?;
    let (secrets, typed) = (db.secrets().clone(), Typed::of(&code));
    let answered =
        db.anonymous(move |conn, now| factors::answer(conn, &secrets, &pending, typed.as_ref(), now)).await?;
    match answered {
        Answered::Right(user) => {
            Ok(Door { db: &db, tokens: &tokens, idle: idle.0, demo: demo.0 }.open(&request, user, bearer).await?)
        }
        Answered::Wrong => {
            const WRONG: &str = "Enter the code your app shows now. Each code is good once: wait for the next one.";
            Err(Problem::new(Code::SecondFactorRefused, WRONG).into())
        }
        Answered::Blocked => {
            const WAIT: &str = "Too many failed attempts. Wait a little and try again.";
            Err(Problem::new(Code::TooManyRequests, WAIT).retry_after(30).into())
        }
        Answered::Over => {
            const OVER: &str = "The second step took too long or too many tries. Enter your password again.";
            Err(Problem::new(Code::SignInExpired, OVER).into())
        }
    }
}
