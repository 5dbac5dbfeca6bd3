//! The demonstration county in the database: loaded set-based by the owner of the tables, before anybody signs in.

mod county;
mod load;
mod rows;

pub(crate) use county::{Clock, County};
pub(crate) use load::Rows;
pub(crate) use rows::*;
