//! Reading and writing: nothing comes between, nothing is half done, and what fails for now says so.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sqlite::SqliteConnection;
use futures_util::future::join_all;
use lssc_api::db::schema::{people, programme};
use lssc_api::db::{DatabaseAddress, Db, DbConnection, StoreError};
use lssc_api::error::Error;

use crate::support::*;

const WRITERS: i64 = 8;
const EACH: i64 = 20;

fn counter(conn: &mut DbConnection) -> i64 {
    let kept: Option<String> = programme::table.find("counter").select(programme::value).first(conn).optional().unwrap();
    kept.map_or(0, |text| text.parse().unwrap())
}

/// Reads first and then writes: what a deferred transaction gets wrong.
fn count_on(tx: &mut DbConnection) -> Result<(), Error> {
    let next = (counter(tx) + 1).to_string();
    diesel::update(programme::table.find("counter")).set(programme::value.eq(next)).execute(tx).map_err(StoreError::from)?;
    Ok(())
}

fn execute(sql: &'static str) -> impl Fn(&mut DbConnection) -> Result<(), Error> {
    move |tx| Ok(tx.batch_execute(sql).map_err(StoreError::from)?)
}

both! {
    async fn writers_who_read_first_lose_nothing(app) {
        app.db.write(execute("INSERT INTO programme (key, value) VALUES ('counter', '0')")).await.unwrap();
        let writers = (0..WRITERS).map(|_| async {
            for _ in 0..EACH {
                app.db.write(count_on).await.unwrap();
            }
        });
        join_all(writers).await;
        assert_eq!(app.read(counter).await, WRITERS * EACH);
    }

    async fn a_panic_rolls_back_and_the_next_write_works(app) {
        let before = app.counts().await;
        let outcome = app.db.write(|tx| -> Result<(), Error> {
            execute("INSERT INTO programme (key, value) VALUES ('half', 'done')")(tx)?;
            panic!("as a defect would")
        });
        assert!(matches!(outcome.await, Err(Error::Interrupted)));
        assert_eq!(app.read(|conn| programme::table.count().get_result::<i64>(conn).unwrap()).await, 0);
        assert_eq!(app.counts().await, before);
        app.person("Demo Holder").await;
    }

    async fn a_read_cannot_write(app) {
        let outcome = app.db.read(execute("INSERT INTO programme (key, value) VALUES ('x', 'y')")).await;
        assert!(outcome.is_err());
        assert_eq!(app.read(|conn| programme::table.count().get_result::<i64>(conn).unwrap()).await, 0);
    }

    async fn a_read_sees_one_snapshot(app) {
        let writer = app.db.clone();
        let seen = app.db.read(move |conn| {
            let before: i64 = people::table.count().get_result(conn).map_err(StoreError::from)?;
            let insert = "INSERT INTO people (id, name, name_folded, created_at) VALUES ('1', 'x', 'x', 'x')";
            writer.write_blocking(execute(insert))?;
            let after: i64 = people::table.count().get_result(conn).map_err(StoreError::from)?;
            Ok((before, after))
        });
        assert_eq!(seen.await.unwrap(), (0, 0));
        assert_eq!(app.read(|conn| people::table.count().get_result::<i64>(conn).unwrap()).await, 1);
    }
}

#[actix_web::test]
async fn a_full_disk_is_not_available_and_leaves_nothing_half_done() {
    let app = App::on_sqlite().await;
    let staff = app.staff("Demo Staff").await;
    let before = app.counts().await;
    // SQLite refuses to grow the file: the same as a full disk, until there is room again. Whether it gives up the transaction
    // or the statement alone is its own choice.
    app.db.write(execute("PRAGMA max_page_count = 1")).await.unwrap();
    let course = json!({"title": "Cataloging", "provider": "Demo State Library", "provider_kind": "state_library", "delivery": "online"});
    let mut added = 0;
    // There may be room left on the pages that the file has.
    let refused = loop {
        let reply = staff.post_with_key(&format!("key-{added}"), "/courses", course.clone()).await;
        if reply.status != 201 {
            break reply;
        }
        added += 1;
    };
    refused.is_problem(503, "unavailable");
    assert_eq!(refused.header("retry-after"), "2");
    let (acts, facts, mails) = app.counts().await;
    assert_eq!((acts, facts, mails), (before.0 + added, before.1 + added, before.2));
    // There is room again: the one that was refused, again under its key.
    app.db.write(execute("PRAGMA max_page_count = 1000000")).await.unwrap();
    staff.post_with_key(&format!("key-{added}"), "/courses", course).await.ok();
    assert_eq!(app.counts().await, (acts + 1, facts + 1, mails));
}

#[actix_web::test]
async fn a_locked_file_is_not_available() {
    let database = TestDatabase::sqlite();
    let db = Db::open(&database.address).unwrap();
    let DatabaseAddress::Sqlite(path) = &database.address else { panic!("not a file") };
    let mut other = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
    other.batch_execute("BEGIN EXCLUSIVE").unwrap();
    let refused = db.write(execute("INSERT INTO programme (key, value) VALUES ('x', 'y')")).await.unwrap_err();
    assert_eq!((refused.problem().status, refused.problem().code.as_str()), (503, "unavailable"));
    other.batch_execute("ROLLBACK").unwrap();
    db.write(execute("INSERT INTO programme (key, value) VALUES ('x', 'y')")).await.unwrap();
}

#[test]
fn a_server_that_is_down_is_an_error_and_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let address: DatabaseAddress = format!("postgres://nobody@127.0.0.1:1/{}", folder.path().join("lssc").display()).parse().unwrap();
    assert!(lssc_api::db::migrate::migrate(&address).is_err());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// As `.cargo/config.toml` builds it: without these flags a read takes half as long again, and nothing else would say so.
#[test]
fn sqlite_is_built_for_threads_with_connections_of_their_own() {
    #[derive(QueryableByName)]
    struct Named {
        #[diesel(sql_type = diesel::sql_types::Text)]
        compile_options: String,
    }
    let mut connection = SqliteConnection::establish(":memory:").unwrap();
    let options: Vec<Named> = diesel::sql_query("PRAGMA compile_options").load(&mut connection).unwrap();
    let has = |option: &str| options.iter().any(|named| named.compile_options == option);
    for (option, built) in [("THREADSAFE=2", true), ("DEFAULT_MEMSTATUS=0", true), ("ENABLE_QPSG", true), ("ENABLE_STAT4", false)] {
        assert_eq!(has(option), built, "{option}");
    }
}
