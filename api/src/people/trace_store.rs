//! The rows of a person, table by table, as the list of traces says: read for an archive, written over or deleted for
//! someone who leaves. The queries are put together from that list and from ids, never from what anyone typed.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Text;
use serde_json::Value;
use shared::ids::PersonId;

use super::traces::{Leaving, TRACES, Trace};
use crate::db::{DbConnection, StoreError, text};

/// The most rows of one table that an archive holds: more than anyone has.
pub const ARCHIVE_ROWS_MAX: usize = 100_000;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// A person's rows of one table, each as JSON.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn rows(conn: &mut DbConnection, trace: &Trace, person: PersonId) -> Result<Vec<Value>, StoreError> {
    let columns: Vec<String> = columns(conn, trace.table)?.into_iter().filter(|column| !trace.secret.contains(&column.as_str())).collect();
    let pairs: Vec<String> = columns.iter().map(|column| format!("'{column}', \"{column}\"")).collect();
    let (pairs, table, whose) = (pairs.join(", "), trace.table, whose(trace, person));
    let object = match conn {
        DbConnection::Sqlite(_) => format!("json_object({pairs})"),
        DbConnection::Postgres(_) => format!("json_build_object({pairs})::text"),
    };
    // By their first column: ids sort by time.
    let sql = format!("SELECT {object} AS line FROM {table} WHERE {whose} ORDER BY 1 LIMIT {ARCHIVE_ROWS_MAX}");
    let lines: Vec<Line> = diesel::sql_query(sql).load(conn)?;
    lines.iter().map(|line| serde_json::from_str(&line.line).map_err(|error| StoreError::unreadable("archive", error))).collect()
}

/// Writes over and deletes what says who this person was.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(super) fn leave(tx: &mut DbConnection, person: PersonId, now: DateTime<Utc>) -> Result<(), StoreError> {
    for trace in TRACES {
        let (table, whose) = (trace.table, whose(trace, person));
        match trace.leaving {
            Leaving::Stays => {}
            Leaving::Goes => {
                diesel::sql_query(format!("DELETE FROM {table} WHERE {whose}")).execute(tx)?;
            }
            Leaving::Blanked(assignments) => {
                let assignments = assignments.replace("{now}", &text::time(now));
                diesel::sql_query(format!("UPDATE {table} SET {assignments} WHERE {whose}")).execute(tx)?;
            }
        }
    }
    Ok(())
}

fn whose(trace: &Trace, person: PersonId) -> String {
    trace.whose.replace("{account}", "SELECT id FROM accounts WHERE person_id = '{person}'").replace("{person}", &person.to_string())
}

fn columns(conn: &mut DbConnection, table: &str) -> Result<Vec<String>, StoreError> {
    let sql = match conn {
        DbConnection::Sqlite(_) => format!("SELECT name AS line FROM pragma_table_info('{table}') ORDER BY cid"),
        DbConnection::Postgres(_) => format!(
            "SELECT column_name::text AS line FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '{table}' \
             ORDER BY ordinal_position"
        ),
    };
    let lines: Vec<Line> = diesel::sql_query(sql).load(conn)?;
    Ok(lines.into_iter().map(|line| line.line).collect())
}
