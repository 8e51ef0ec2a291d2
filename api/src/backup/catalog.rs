//! Which tables the database has, with their columns and keys, those that others refer to first.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::db::{DbConnection, StoreError};
use crate::error::Error;

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) name: String,
    /// By name, so that both databases say them in the same order.
    pub(super) columns: Vec<Column>,
    /// The columns that tell its rows apart.
    pub(super) key: Vec<String>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    /// Its type in the words of this database.
    pub(super) kind: String,
}

#[derive(QueryableByName)]
struct ColumnRow {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    /// Its place in the key, from 1; 0 where it is none of it.
    #[diesel(sql_type = BigInt)]
    key_place: i64,
}

#[derive(QueryableByName)]
struct ReferenceRow {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    refers_to: String,
}

#[derive(QueryableByName)]
struct VersionRow {
    #[diesel(sql_type = Text)]
    version: String,
}

// What begins with `__` is diesel's, and with `sqlite_` SQLite's own.
const COLUMNS_SQLITE: &str = r"SELECT t.name AS table_name, c.name AS column_name, lower(c.type) AS kind, c.pk AS key_place
    FROM sqlite_schema t JOIN pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE '\_\_%' ESCAPE '\' AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'
    ORDER BY t.name, c.name";
const COLUMNS_POSTGRES: &str = r#"SELECT t.relname::text COLLATE "C" AS table_name, a.attname::text COLLATE "C" AS column_name,
        format_type(a.atttypid, a.atttypmod) AS kind, COALESCE(array_position(k.conkey, a.attnum), 0)::bigint AS key_place
    FROM pg_class t
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'p'
    WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace AND t.relname NOT LIKE '\_\_%'
    ORDER BY 1, 2"#;
const REFERENCES_SQLITE: &str = r#"SELECT t.name AS table_name, f."table" AS refers_to
    FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'"#;
const REFERENCES_POSTGRES: &str = "SELECT t.relname::text AS table_name, r.relname::text AS refers_to
    FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid
    WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace";

/// The versions of the migrations that ran, in order.
pub(super) fn schema(conn: &mut DbConnection) -> Result<Vec<String>, StoreError> {
    let rows: Vec<VersionRow> = diesel::sql_query("SELECT version FROM __diesel_schema_migrations ORDER BY version").load(conn)?;
    Ok(rows.into_iter().map(|row| row.version).collect())
}

/// All tables; one stands after those that it refers to.
pub(super) fn tables(conn: &mut DbConnection) -> Result<Vec<Table>, Error> {
    let (columns, references) = match conn {
        DbConnection::Sqlite(_) => (COLUMNS_SQLITE, REFERENCES_SQLITE),
        DbConnection::Postgres(_) => (COLUMNS_POSTGRES, REFERENCES_POSTGRES),
    };
    let columns: Vec<ColumnRow> = diesel::sql_query(columns).load(conn).map_err(StoreError::from)?;
    let references: Vec<ReferenceRow> = diesel::sql_query(references).load(conn).map_err(StoreError::from)?;
    in_order(gathered(columns), &references)
}

fn gathered(rows: Vec<ColumnRow>) -> BTreeMap<String, Table> {
    let mut keys: BTreeMap<String, BTreeMap<i64, String>> = BTreeMap::new();
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for ColumnRow { table_name, column_name, kind, key_place } in rows {
        if key_place > 0 {
            keys.entry(table_name.clone()).or_default().insert(key_place, column_name.clone());
        }
        let table = tables.entry(table_name.clone()).or_insert_with(|| Table { name: table_name, columns: Vec::new(), key: Vec::new() });
        table.columns.push(Column { name: column_name, kind });
    }
    for (name, key) in keys {
        if let Some(table) = tables.get_mut(&name) {
            table.key = key.into_values().collect();
        }
    }
    tables
}

fn in_order(mut waiting: BTreeMap<String, Table>, references: &[ReferenceRow]) -> Result<Vec<Table>, Error> {
    let mut placed: Vec<Table> = Vec::new();
    while !waiting.is_empty() {
        let blocked: BTreeSet<&String> = references
            .iter()
            .filter(|reference| reference.table_name != reference.refers_to && waiting.contains_key(&reference.refers_to))
            .map(|reference| &reference.table_name)
            .collect();
        let Some(next) = waiting.keys().find(|name| !blocked.contains(name)).cloned() else {
            return Err(Error::Defect("the tables refer to each other in a circle".to_owned()));
        };
        placed.extend(waiting.remove(&next));
    }
    Ok(placed)
}
