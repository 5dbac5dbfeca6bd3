//! Programs with tokens of people of the small county, put into the database by hand.

use api::db::schema::{access_tokens, api_tokens, applications, users};
use api::http::bearer::{Secret, TokenKind};
use diesel::prelude::*;
use domain::access::{Permission, Role};
use time::Duration;
use uuid::Uuid;

use crate::{Client, TestApp, county};

fn words(scopes: &[Permission]) -> Vec<&'static str> {
    scopes.iter().map(|scope| scope.as_str()).collect()
}

/// A program with a token of this person that carries these scopes, and the token's id.
pub fn program(app: &TestApp, (organization, role): (&str, Role), scopes: &[Permission]) -> (Client, Uuid) {
    let secret = Secret::new(TokenKind::of(false));
    let (stored, id, now) = (secret.stored(), Uuid::new_v4(), app.deps.clock.now());
    diesel::insert_into(api_tokens::table)
        .values((
            api_tokens::organization_id.eq(county::organization(organization)),
            api_tokens::id.eq(id),
            api_tokens::user_id.eq(county::user(organization, role)),
            api_tokens::name.eq("Nightly report"),
            api_tokens::hint.eq(&stored.hint),
            api_tokens::scopes.eq(words(scopes)),
            api_tokens::lookup.eq(&stored.lookup),
            api_tokens::salt.eq(&stored.salt),
            api_tokens::digest.eq(&stored.digest),
            api_tokens::created_at.eq(now),
            api_tokens::expires_at.eq(now + Duration::days(30)),
        ))
        .execute(&mut app.database.owner())
        .expect("a token");
    (app.anonymous().with_token(Some(secret.into_text())), id)
}

/// An application that acts for an organization in a role, with an access token that carries these scopes.
pub fn application(app: &TestApp, (organization, role): (&str, Role), scopes: &[Permission]) -> Client {
    let (secret, id, now) = (Secret::access(), Uuid::new_v4(), app.deps.clock.now());
    let (stored, conn) = (secret.stored(), &mut app.database.owner());
    diesel::insert_into(users::table)
        .values((
            users::id.eq(id),
            users::user_name.eq(format!("application.{}", id.simple())),
            users::display_name.eq("Heron EHR (application)"),
            users::organization_id.eq(county::organization(organization)),
            users::role.eq(role.as_str()),
            users::must_change_password.eq(false),
        ))
        .execute(conn)
        .expect("an account");
    diesel::insert_into(applications::table)
        .values((
            applications::organization_id.eq(county::organization(organization)),
            applications::id.eq(id),
            applications::name.eq("Heron EHR"),
            applications::scopes.eq(words(scopes)),
            applications::contact.eq("desk of Heron EHR"),
            applications::jwks_url.eq("https://ehr.example.org/jwks.json"),
            applications::created_at.eq(now),
        ))
        .execute(conn)
        .expect("an application");
    diesel::insert_into(access_tokens::table)
        .values((
            access_tokens::id.eq(Uuid::new_v4()),
            access_tokens::application_id.eq(id),
            access_tokens::scopes.eq(words(scopes)),
            access_tokens::lookup.eq(&stored.lookup),
            access_tokens::salt.eq(&stored.salt),
            access_tokens::digest.eq(&stored.digest),
            access_tokens::expires_at.eq(now + Duration::minutes(5)),
        ))
        .execute(conn)
        .expect("an access token");
    app.anonymous().with_token(Some(secret.into_text()))
}
