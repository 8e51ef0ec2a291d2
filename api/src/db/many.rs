//! Many rows at once: some hundreds in a statement, which saves a journey to the server for each.

/// Rows in a statement: what SQLite takes in parameters, at ten columns a row, is more than three times as many.
pub(crate) const ROWS_PER_STATEMENT: usize = 500;

/// Inserts these rows into this table. A macro, for each database has its own form of such a statement.
///
/// INVARIANT: the rows' type says `treat_none_as_default_value = false`. Without it the statement differs from row to row, though it
/// is kept as one; and SQLite would take the rows one by one.
macro_rules! insert_many {
    ($tx:expr, $table:expr, $rows:expr) => {{
        // A statement of a known length is prepared once.
        let (full, rest) = $rows.as_chunks::<{ $crate::db::ROWS_PER_STATEMENT }>();
        let mut inserted = full.iter().try_for_each(|rows| $crate::db::insert_many!(@ $tx, $table, rows));
        if inserted.is_ok() && !rest.is_empty() {
            inserted = $crate::db::insert_many!(@ $tx, $table, rest);
        }
        inserted
    }};
    (@ $tx:expr, $table:expr, $rows:expr) => {
        match $tx {
            $crate::db::DbConnection::Sqlite(connection) => diesel::insert_into($table).values($rows).execute(connection).map(drop),
            $crate::db::DbConnection::Postgres(connection) => diesel::insert_into($table).values($rows).execute(connection).map(drop),
        }
    };
}

pub(crate) use insert_many;
