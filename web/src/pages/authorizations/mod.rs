//! Authorizations: requesting one, following one, reviewing one, its letter, and lists of them.

mod documents;
mod due;
mod filters;
mod kept;
mod letter;
mod list;
mod one;
mod request;
mod review;

pub(crate) use letter::LetterPage;
pub(crate) use list::AuthorizationsPage;
pub(crate) use one::AuthorizationPage;
pub(crate) use request::RequestPage;
pub(crate) use review::ReviewPage;
