//! Names of people across the tenant wall: an agency sees who at the county acted, and nothing else about them.

use diesel::sql_types::{Nullable, Uuid};

diesel::define_sql_function! {
    /// The display name of a person.
    fn identity_name(who: Nullable<Uuid>) -> Nullable<Text>
}

diesel::define_sql_function! {
    /// The name of a person's organization.
    fn identity_organization_name(who: Nullable<Uuid>) -> Nullable<Text>
}
