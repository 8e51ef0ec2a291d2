//! What writes of one batch have in common, and what they do not. A first write is held up until the others are
//! queued, and there is no limit but the number, so that they are one batch however slow the machine is.

use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use futures_util::future::{join_all, join3};
use tempfile::TempDir;

use super::{Limits, Writer};
use crate::db::connection::{DbConnection, Mode, open_file};
use crate::db::{Remedy, StoreError};
use crate::error::Error;

type Work = Box<dyn Fn(&mut DbConnection) -> Result<(), Error> + Send>;

const PATIENT: Limits = Limits { writes_max: 64, filling_max: Duration::MAX };

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

fn made(folder: &Path) -> Writer {
    let path = folder.join("test.db");
    let schema = "CREATE TABLE kept (id INTEGER PRIMARY KEY, body TEXT UNIQUE, parent INTEGER REFERENCES kept (id)) STRICT";
    open_file(&path, Mode::Write).unwrap().batch_execute(schema).unwrap();
    Writer::within(PATIENT, path).unwrap()
}

/// What another connection sees: what is committed.
fn committed(folder: &Path) -> i64 {
    let mut connection = open_file(&folder.join("test.db"), Mode::Read).unwrap();
    diesel::sql_query("SELECT count(*) AS count FROM kept").get_result::<Count>(&mut connection).unwrap().count
}

fn seen(tx: &mut DbConnection) -> i64 {
    diesel::sql_query("SELECT count(*) AS count FROM kept").get_result::<Count>(tx).unwrap().count
}

fn keep(tx: &mut DbConnection, body: &str) -> Result<(), Error> {
    Ok(tx.batch_execute(&format!("INSERT INTO kept (body) VALUES ('{body}')")).map_err(StoreError::from)?)
}

fn keeps(body: &'static str) -> Work {
    Box::new(move |tx| keep(tx, body))
}

fn refuses() -> Work {
    Box::new(|tx| {
        keep(tx, "refused")?;
        Err(Error::Forbidden)
    })
}

/// Breaks a promise that is looked at when it commits, and not before.
fn breaks_the_commit() -> Work {
    Box::new(|tx| {
        Ok(tx.batch_execute("PRAGMA defer_foreign_keys = ON; INSERT INTO kept (body, parent) VALUES ('orphan', 99)").map_err(StoreError::from)?)
    })
}

/// Runs these in one batch; the first of all is held up until they are queued.
async fn together(writer: &Writer, works: Vec<Work>) -> Vec<Result<(), Error>> {
    let (open, gate) = channel();
    let gate = Mutex::new(gate);
    let held_up = writer.write(move |_| {
        gate.lock().unwrap().recv().unwrap();
        Ok(())
    });
    let queued = join_all(works.into_iter().map(|work| writer.write(work)));
    join3(held_up, queued, async move { open.send(()).unwrap() }).await.1
}

fn is_unavailable(outcome: &Result<(), Error>) -> bool {
    matches!(outcome, Err(Error::Store(error @ StoreError::Commit(_))) if error.remedy() != Remedy::Conflict)
}

#[actix_web::test]
async fn writes_that_wait_share_a_commit_and_no_answer_leaves_before_it() {
    let folder = TempDir::new().unwrap();
    let writer = made(folder.path());
    let place = folder.path().to_owned();
    let looks: Work = Box::new(move |tx| {
        assert_eq!((seen(tx), committed(&place)), (2, 0));
        Ok(())
    });
    let outcomes = together(&writer, vec![keeps("first"), keeps("second"), looks]).await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(committed(folder.path()), 2);
}

#[actix_web::test]
async fn a_refusal_or_a_panic_is_undone_alone() {
    let folder = TempDir::new().unwrap();
    let writer = made(folder.path());
    let panics: Work = Box::new(|tx| {
        keep(tx, "half done")?;
        panic!("as a defect would")
    });
    let outcomes = together(&writer, vec![keeps("before"), refuses(), keeps("between"), keeps("between"), panics, keeps("after")]).await;
    assert!(matches!(outcomes[1], Err(Error::Forbidden)));
    assert!(matches!(&outcomes[3], Err(Error::Store(error)) if error.remedy() == Remedy::Conflict));
    assert!(matches!(outcomes[4], Err(Error::Interrupted)));
    assert!([0, 2, 5].iter().all(|&index| outcomes[index].is_ok()), "{outcomes:?}");
    assert_eq!(committed(folder.path()), 3);
}

#[actix_web::test]
async fn a_commit_that_fails_fails_every_write_that_shares_it_refusals_too() {
    let folder = TempDir::new().unwrap();
    let writer = made(folder.path());
    let outcomes = together(&writer, vec![keeps("before"), refuses(), breaks_the_commit(), keeps("after")]).await;
    assert!(outcomes.iter().all(is_unavailable), "{outcomes:?}");
    assert_eq!(committed(folder.path()), 0);
    writer.write(keeps("next")).await.unwrap();
    assert_eq!(committed(folder.path()), 1);
}

#[actix_web::test]
async fn a_write_for_which_there_is_no_room_takes_its_batch_with_it() {
    let folder = TempDir::new().unwrap();
    let writer = made(folder.path());
    let fills: Work = Box::new(|tx| {
        let fill = "PRAGMA max_page_count = 10; INSERT INTO kept (body) VALUES (hex(randomblob(100000)))";
        Ok(tx.batch_execute(fill).map_err(StoreError::from)?)
    });
    let outcomes = together(&writer, vec![keeps("before"), fills]).await;
    // SQLite either undoes that statement alone, or gives up the transaction, of which nothing is left then.
    assert!(outcomes[1].is_err());
    let kept = i64::from(outcomes[0].is_ok());
    assert_eq!(committed(folder.path()), kept);
    writer.write(|tx| Ok(tx.batch_execute("PRAGMA max_page_count = 1000000").map_err(StoreError::from)?)).await.unwrap();
    writer.write(keeps("next")).await.unwrap();
    assert_eq!(committed(folder.path()), kept + 1);
}

#[actix_web::test]
async fn a_borrowed_closure_writes_alone_and_its_panic_loses_nothing_else() {
    let folder = TempDir::new().unwrap();
    let writer = made(folder.path());
    let body = "borrowed".to_owned();
    writer.write_blocking(&|tx: &mut DbConnection| keep(tx, &body)).unwrap();
    let panics = |tx: &mut DbConnection| -> Result<(), Error> {
        keep(tx, "half done")?;
        panic!("as a defect would")
    };
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| writer.write_blocking(&panics))).is_err());
    writer.write(keeps("next")).await.unwrap();
    assert_eq!(committed(folder.path()), 2);
}

#[actix_web::test]
async fn what_is_queued_is_written_before_the_writer_ends() {
    let folder = TempDir::new().unwrap();
    let writer = made(folder.path());
    let abandoned = ["first", "second", "third"].map(|body| Box::pin(writer.write(keeps(body))));
    let mut abandoned = join_all(abandoned);
    // Asked once, so that they are queued, and given up.
    assert!(futures_util::future::poll_immediate(&mut abandoned).await.is_none_or(|done| done.iter().all(Result::is_ok)));
    drop(abandoned);
    drop(writer);
    assert_eq!(committed(folder.path()), 3);
}

/// A disk of two megabytes. Making one takes rights; where they are lacking, the failed commit above stands for it.
struct SmallDisk(TempDir);

impl SmallDisk {
    fn new() -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"]).arg(folder.path()).output();
        mount.is_ok_and(|done| done.status.success()).then_some(Self(folder))
    }

    fn fill(&self) {
        let rest = vec![0; 4 << 20];
        assert!(std::fs::write(self.0.path().join("rest"), rest).is_err(), "it was to be full by now");
    }

    fn free(&self) {
        std::fs::remove_file(self.0.path().join("rest")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg(self.0.path()).status());
    }
}

#[actix_web::test]
async fn on_a_full_disk_every_write_of_the_batch_fails_and_the_next_works_when_there_is_room() {
    let Some(disk) = SmallDisk::new() else {
        println!("not run: a tmpfs cannot be mounted here; run as root to see a commit fail on a full disk");
        return;
    };
    let folder = disk.0.path();
    let writer = made(folder);
    writer.write(keeps("room")).await.unwrap();
    disk.fill();
    let large: Work = Box::new(|tx| Ok(tx.batch_execute("INSERT INTO kept (body) VALUES (hex(randomblob(200000)))").map_err(StoreError::from)?));
    let outcomes = together(&writer, vec![keeps("before"), refuses(), large, keeps("after")]).await;
    assert!(outcomes.iter().all(is_unavailable), "{outcomes:?}");
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Err(Error::Store(error)) if error.remedy() == Remedy::Later)), "{outcomes:?}");
    assert_eq!(committed(folder), 1);
    disk.free();
    let outcomes = together(&writer, vec![keeps("before"), keeps("after")]).await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(committed(folder), 3);
}
