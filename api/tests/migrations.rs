//! The schema: the same migrations for both databases, every table of a known class, facts and acts insert-only.

use std::collections::BTreeSet;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use lssc_api::db::schema::outbox;
use lssc_api::db::{DbConnection, migrate};

use crate::support::*;

/// Insert only.
const FACTS: [&str; 2] = ["acts", "facts"];
/// Who someone is; erasable.
const IDENTITY: [&str; 13] = [
    "accounts",
    "application_details",
    "buyers",
    "candidate_numbers",
    "evidence_files",
    "hour_confirmations",
    "invoice_payers",
    "notes",
    "order_lines",
    "partners",
    "people",
    "recovery_codes",
    "second_factors",
];
/// May change, and has a term or can be rebuilt.
const WORKING_STATE: [&str; 25] = [
    "application_drafts",
    "attempts",
    "certificates",
    "course_listing_sets",
    "course_listings",
    "email_changes",
    "gateway_events",
    "idempotency_keys",
    "mailed_tokens",
    "matters",
    "number_series",
    "orders",
    "outbox",
    "partner_batch_rows",
    "partner_batches",
    "partner_reports",
    "partner_secrets",
    "payment_sessions",
    "programme",
    "refresh_tokens",
    "refund_orders",
    "registrations",
    "sessions",
    "sign_in_challenges",
    "standings",
];

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

fn names(conn: &mut DbConnection, sqlite: &str, postgres: &str) -> Vec<String> {
    let sql = match conn {
        DbConnection::Sqlite(_) => sqlite,
        DbConnection::Postgres(_) => postgres,
    };
    diesel::sql_query(sql).load::<Name>(conn).unwrap().into_iter().map(|row| row.name).collect()
}

#[test]
fn both_databases_have_the_same_migrations() {
    let (sqlite, postgres) = migrate::names().unwrap();
    assert!(!sqlite.is_empty());
    assert_eq!(sqlite, postgres);
}

both! {
    async fn every_table_has_its_class(app) {
        let tables = app
            .read(|conn| {
                names(
                    conn,
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
                    "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\\_\\_%'",
                )
            })
            .await;
        let classes: BTreeSet<&str> = FACTS.into_iter().chain(IDENTITY).chain(WORKING_STATE).collect();
        assert_eq!(tables.iter().map(String::as_str).collect::<BTreeSet<_>>(), classes, "name the class of a new table here, and its term in the migration");
    }

    async fn no_fact_has_a_status_column(app) {
        let columns = app
            .read(|conn| {
                names(
                    conn,
                    "SELECT name FROM pragma_table_info('facts') UNION ALL SELECT name FROM pragma_table_info('acts')",
                    "SELECT column_name::text AS name FROM information_schema.columns WHERE table_name IN ('facts', 'acts')",
                )
            })
            .await;
        assert!(columns.contains(&"body".to_owned()));
        assert!(!columns.iter().any(|column| column.contains("stat")), "{columns:?}");
    }

    async fn facts_and_acts_refuse_every_change(app) {
        app.person("Demo Holder").await;
        let before = app.counts().await;
        for table in FACTS {
            let column = if table == "facts" { "kind" } else { "operation" };
            let mut attempts = vec![format!("UPDATE {table} SET {column} = 'x'"), format!("DELETE FROM {table}")];
            attempts.push(if app.read(|conn| matches!(conn, DbConnection::Sqlite(_))).await {
                format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
            } else {
                format!("TRUNCATE {table} CASCADE")
            });
            for attempt in attempts {
                let sql = attempt.clone();
                let refused = app.db.write(move |tx| tx.batch_execute(&sql).map_err(|error| lssc_api::db::StoreError::from(error).into())).await;
                let message = refused.map_err(|error| error.to_string()).unwrap_err();
                assert!(message.contains(&format!("{table} are only ever added")), "{attempt}: {message}");
            }
        }
        assert_eq!(app.counts().await, before);
    }

    async fn text_sorts_alike_on_both(app) {
        for name in ["b", "a", "B", "é", "Z", "_", "ж", "-"] {
            app.person(name).await;
        }
        let sorted = app.read(|conn| names(conn, "SELECT name FROM people ORDER BY name", "SELECT name FROM people ORDER BY name")).await;
        assert_eq!(sorted, ["-", "B", "Z", "_", "a", "b", "é", "ж"]);
    }

    async fn mails_that_wait_are_sent_by_the_version_that_finds_them(app) {
        let is_sqlite = app.read(|conn| matches!(conn, DbConnection::Sqlite(_))).await;
        let [up, down] = if is_sqlite {
            [include_str!("../migrations/sqlite/2026-11-27-000010_notices/up.sql"), include_str!("../migrations/sqlite/2026-11-27-000010_notices/down.sql")]
        } else {
            [include_str!("../migrations/postgres/2026-11-27-000010_notices/up.sql"), include_str!("../migrations/postgres/2026-11-27-000010_notices/down.sql")]
        };
        let row = |id: &str, body: &str, state: &str| {
            format!(
                "INSERT INTO outbox (id, recipient, subject, body, created_at, state, attempts, kept) VALUES \
                 ('{id}', 'reader@demo.example', 'A subject', '{body}', '2026-11-20T18:00:00.000000Z', '{state}', 0, 'for_a_month');"
            )
        };
        let rows = [row("1", "Demo \"Reader\" {{}x},\n\n{public_url}/y\n", "queued"), row("2", "", "delivered"), row("3", "", "failed")].concat();
        let migrated = app.db.write(move |tx| tx.batch_execute(&[down, &rows, up].concat()).map_err(|error| lssc_api::db::StoreError::from(error).into()));
        migrated.await.unwrap();
        let states: Vec<(String, bool)> =
            app.read(|conn| outbox::table.order(outbox::id).select((outbox::state, outbox::variables.is_not_null())).load(conn).unwrap()).await;
        assert_eq!(states, [("queued".to_owned(), true), ("delivered".to_owned(), false), ("expired".to_owned(), false)]);
        let mail = app.mail_to("reader@demo.example").await.unwrap();
        assert!(mail.starts_with(&format!("Demo \"Reader\" {{x}},\n\n{ORIGIN}/y\n")), "{mail}");
    }
}
