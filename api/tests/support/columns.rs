//! Every column of every table, whatever is in the schema: for what must stand nowhere, or nowhere else.

use diesel::prelude::*;
use diesel::sql_types::Text;
use lssc_api::db::DbConnection;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

fn lines(conn: &mut DbConnection, sql: &str) -> Vec<String> {
    diesel::sql_query(sql).load::<Line>(conn).unwrap().into_iter().map(|line| line.line).collect()
}

/// The tables, but for what diesel and the database keep for themselves.
pub(crate) fn tables(conn: &mut DbConnection) -> Vec<String> {
    let sql = match conn {
        DbConnection::Sqlite(_) => {
            "SELECT name AS line FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'"
        }
        DbConnection::Postgres(_) => "SELECT tablename::text AS line FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\\_\\_%'",
    };
    lines(conn, sql)
}

/// Table, column and text of everything that is stored.
pub(crate) fn cells(conn: &mut DbConnection) -> Vec<(String, String, String)> {
    let mut cells = Vec::new();
    for table in tables(conn) {
        let sql = match conn {
            DbConnection::Sqlite(_) => format!("SELECT name AS line FROM pragma_table_info('{table}')"),
            DbConnection::Postgres(_) => {
                format!("SELECT column_name::text AS line FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}'")
            }
        };
        for column in lines(conn, &sql) {
            let sql = format!("SELECT CAST(\"{column}\" AS TEXT) AS line FROM {table} WHERE \"{column}\" IS NOT NULL");
            cells.extend(lines(conn, &sql).into_iter().map(|text| (table.clone(), column.clone(), text)));
        }
    }
    cells
}
