//! Prints diesel's `table!` declarations from a migrated database, so that `schema.rs` is never written by hand.

use std::fmt::Write as _;

use diesel::prelude::*;
use diesel::sql_types::{Bool, Integer, Nullable, Text};

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    udt_name: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
    /// Its place in the primary key: `find` takes its values in this order.
    #[diesel(sql_type = Nullable<Integer>)]
    key_place: Option<i32>,
}

const COLUMNS: &str = "
    SELECT c.table_name::text, c.column_name::text, c.udt_name::text, c.is_nullable = 'YES' AS nullable,
        (SELECT u.ordinal_position::int FROM information_schema.table_constraints k
            JOIN information_schema.key_column_usage u USING (constraint_schema, constraint_name)
            WHERE k.constraint_type = 'PRIMARY KEY' AND k.table_name = c.table_name
                AND u.column_name = c.column_name) AS key_place
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name NOT LIKE '\\_\\_%'
        AND (c.table_name, c.column_name) NOT IN (('authorizations', 'sensitivity'))
    ORDER BY c.table_name, c.ordinal_position";

/// The text of `crates/api/src/db/schema.rs` for this database. Connect as the owner, who sees every column.
pub fn print(conn: &mut PgConnection) -> QueryResult<String> {
    let columns: Vec<Column> = diesel::sql_query(COLUMNS).load(conn)?;
    let mut text = String::from(
        "//! Generated from the migrations: `UPDATE_SCHEMA=1 cargo test -p tests --test contract schema`.\n\
         //! A contract test compares the two.\n",
    );
    let mut tables = Vec::new();
    for table in columns.chunk_by(|a, b| a.table_name == b.table_name) {
        let Some(first) = table.first() else { continue };
        tables.push(first.table_name.clone());
        let mut keyed: Vec<_> = table.iter().filter(|column| column.key_place.is_some()).collect();
        keyed.sort_by_key(|column| column.key_place);
        let keys: Vec<_> = keyed.iter().map(|column| column.column_name.as_str()).collect();
        let _ = writeln!(text, "\ndiesel::table! {{\n    {} ({}) {{", first.table_name, keys.join(", "));
        for column in table {
            let _ = writeln!(text, "        {} -> {},", column.column_name, rust_type(column));
        }
        text.push_str("    }\n}\n");
    }
    let _ = writeln!(text, "\ndiesel::allow_tables_to_appear_in_same_query!(\n    {},\n);", tables.join(",\n    "));
    Ok(text)
}

fn rust_type(column: &Column) -> String {
    let (array, base) = match column.udt_name.strip_prefix('_') {
        Some(element) => (true, element),
        None => (false, column.udt_name.as_str()),
    };
    let plain = match base {
        "uuid" => "Uuid",
        "text" => "Text",
        "bool" => "Bool",
        "int2" => "SmallInt",
        "int4" => "Integer",
        "int8" => "BigInt",
        "numeric" => "Numeric",
        "date" => "Date",
        "timestamptz" => "Timestamptz",
        "bytea" => "Bytea",
        "jsonb" => "Jsonb",
        other => return format!("Unknown_{other}"),
    };
    let typed = if array { format!("Array<{plain}>") } else { plain.to_owned() };
    if column.nullable { format!("Nullable<{typed}>") } else { typed }
}
