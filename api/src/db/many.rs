//! Many rows at once: some hundreds in a statement, which saves a journey to the server for each.

/// Rows in a statement: what SQLite takes in parameters, at ten columns a row, is more than three times as many.
pub(crate) const ROWS_PER_STATEMENT: usize = 500;

/// Inserts these rows into this table. A macro, for each database has its own form of such a statement.
macro_rules! insert_many {
    ($tx:expr, $table:expr, $rows:expr) => {{
        let mut inserted = Ok(0);
        for rows in $rows.chunks($crate::db::ROWS_PER_STATEMENT) {
            inserted = match $tx {
                $crate::db::DbConnection::Sqlite(connection) => diesel::insert_into($table).values(rows).execute(connection),
                $crate::db::DbConnection::Postgres(connection) => diesel::insert_into($table).values(rows).execute(connection),
            };
            if inserted.is_err() {
                break;
            }
        }
        inserted.map(drop)
    }};
}

pub(crate) use insert_many;
