//! Rows out of a table and into one, as JSON arrays: both databases make them and take them apart themselves, so that
//! no table has to be spelled out here.

use diesel::connection::DefaultLoadingMode;
use diesel::pg::PgRowByRowLoadingMode;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::catalog::Table;
use crate::db::{DbConnection, StoreError};

#[derive(QueryableByName)]
struct JsonRow {
    #[diesel(sql_type = Text)]
    line: String,
}

#[derive(QueryableByName)]
struct CountRow {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// Hands on each row of a table by its key, without holding all of them.
pub(super) fn each<E: From<StoreError>>(conn: &mut DbConnection, table: &Table, mut take: impl FnMut(&str) -> Result<(), E>) -> Result<(), E> {
    let make = if matches!(conn, DbConnection::Sqlite(_)) { "json_array" } else { "json_build_array" };
    let columns = quoted(table.columns.iter().map(|column| &column.name));
    let key = quoted(&table.key);
    let order = if key.is_empty() { &columns } else { &key };
    let query = diesel::sql_query(format!("SELECT CAST({make}({columns}) AS text) AS line FROM {} ORDER BY {order}", quote(&table.name)));
    match conn {
        DbConnection::Sqlite(conn) => {
            for row in query.load_iter::<JsonRow, DefaultLoadingMode>(conn).map_err(StoreError::from)? {
                take(&row.map_err(StoreError::from)?.line)?;
            }
        }
        DbConnection::Postgres(conn) => {
            for row in query.load_iter::<JsonRow, PgRowByRowLoadingMode>(conn).map_err(StoreError::from)? {
                take(&row.map_err(StoreError::from)?.line)?;
            }
        }
    }
    Ok(())
}

/// Inserts rows: a JSON array of JSON arrays, each in the order of the table's columns. How many were inserted.
pub(super) fn insert(tx: &mut DbConnection, table: &Table, rows: &str) -> Result<usize, StoreError> {
    let name = quote(&table.name);
    let columns = quoted(table.columns.iter().map(|column| &column.name));
    let inserted = match tx {
        DbConnection::Sqlite(conn) => {
            let values = joined((0..table.columns.len()).map(|place| format!("json_extract(value, '$[{place}]')")));
            diesel::sql_query(format!("INSERT INTO {name} ({columns}) SELECT {values} FROM json_each(?1)")).bind::<Text, _>(rows).execute(conn)
        }
        DbConnection::Postgres(conn) => {
            let values = joined(table.columns.iter().enumerate().map(|(place, column)| format!("CAST(line ->> {place} AS {})", column.kind)));
            let query = format!("INSERT INTO {name} ({columns}) SELECT {values} FROM json_array_elements($1::json) AS line");
            diesel::sql_query(query).bind::<Text, _>(rows).execute(conn)
        }
    };
    Ok(inserted?)
}

/// Deletes all rows of a table.
pub(super) fn clear(tx: &mut DbConnection, table: &Table) -> Result<usize, StoreError> {
    Ok(diesel::sql_query(format!("DELETE FROM {}", quote(&table.name))).execute(tx)?)
}

/// Whether a table has no row.
pub(super) fn is_empty(conn: &mut DbConnection, table: &Table) -> Result<bool, StoreError> {
    let query = format!("SELECT count(*) AS number FROM (SELECT 1 FROM {} LIMIT 1) AS first", quote(&table.name));
    let row: CountRow = diesel::sql_query(query).get_result(conn)?;
    Ok(row.number == 0)
}

fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn quoted<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    joined(names.into_iter().map(|name| quote(name)))
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}
