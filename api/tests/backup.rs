//! A backup is one moment of the database, taken while others write, and restored by either database, whole or not at
//! all.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use diesel::prelude::*;
use lssc_api::accounts::{NewAccount, open};
use lssc_api::backup::{BackupError, restore, take};
use lssc_api::clock::Clock;
use lssc_api::db::schema::{acts, facts, notes, people};
use lssc_api::db::{Db, DbConnection};
use lssc_api::record::{self, Act};
use sha2::{Digest, Sha256};

use crate::accounts::second_factor::{challenge, enrolled};
use crate::startup::{COMPLETE, lssc};
use crate::support::*;

type ActRow = (String, Option<String>, String, String, String);
type FactRow = (String, String, Option<String>, String, Option<String>, String, String, Option<String>);

/// SHA-256 in hexadecimal.
fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |mut hash, byte| {
        write!(hash, "{byte:02x}").unwrap();
        hash
    })
}

/// Everything that was ever recorded, as a hash: acts and facts, in their order.
fn facts_hash(db: &Db) -> String {
    let read = |conn: &mut DbConnection| {
        let acts: Vec<ActRow> =
            acts::table.order(acts::id).select((acts::id, acts::account_id, acts::operation, acts::recorded_at, acts::on_date)).load(conn).unwrap();
        let facts: Vec<FactRow> = facts::table
            .order(facts::id)
            .select((facts::id, facts::act_id, facts::person_id, facts::kind, facts::subject, facts::on_date, facts::body, facts::unique_key))
            .load(conn)
            .unwrap();
        assert!(!acts.is_empty() && !facts.is_empty());
        Ok(format!("{acts:?}{facts:?}"))
    };
    sha256(&db.read_blocking(read).unwrap())
}

/// A person with a note, as one act: a backup that sees one of them sees all of it.
fn register(db: &Db, clock: &Clock, number: u32) {
    let moment = clock.moment().unwrap();
    let new = NewAccount {
        email: format!("writer-{number}@demo.example"),
        name: format!("Demo \"Writer\" \\ {number} \u{1f4da}\u{2028}'"),
        password_hash: "$argon2id$none".to_owned(),
        appointed: vec![],
    };
    let act = Act { account: None, operation: "confirm_account", now: moment.now, today: moment.today, reason: None, key: None };
    let act = act.because("a reason with a\nline, and \"quotes\"");
    db.write_blocking(|tx| open(tx, &act, &new)).unwrap();
}

/// A database of its own that a backup was restored into.
struct Restored {
    db: Db,
    _kept: TestDatabase,
}

fn restored(kept: TestDatabase, file: &Path) -> Restored {
    let db = Db::open(&kept.address).unwrap();
    restore(&db, file).unwrap();
    Restored { db, _kept: kept }
}

/// Empty databases of both kinds, where both are asked for.
fn empty() -> Vec<TestDatabase> {
    std::iter::once(TestDatabase::sqlite()).chain(TestDatabase::postgres()).collect()
}

/// What lets somebody in, and is not restored.
const DOORS: [&str; 5] = ["email_changes", "mailed_tokens", "refresh_tokens", "sessions", "sign_in_challenges"];

/// What stands between the first line and the last, by table: the moment of the backup is in the first.
fn tables_of(file: &Path) -> BTreeMap<String, Vec<String>> {
    let text = std::fs::read_to_string(file).unwrap();
    let body = text.split_once('\n').unwrap().1.trim_end().rsplit_once('\n').unwrap().0;
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut table = String::new();
    for line in body.lines() {
        if let Some(name) = line.strip_prefix("{\"table\":\"") {
            name.split('"').next().unwrap().clone_into(&mut table);
        }
        tables.entry(table.clone()).or_default().push(line.to_owned());
    }
    tables
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

both! {
    async fn it_is_one_moment_while_others_write(app) {
        let folder = Folder::new();
        let (stop, written) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
        let writer = std::thread::spawn({
            let (db, clock, stop, written) = (app.db.clone(), app.clock.clone(), Arc::clone(&stop), Arc::clone(&written));
            move || {
                while !stop.load(Ordering::Relaxed) {
                    register(&db, &clock, written.load(Ordering::Relaxed));
                    written.fetch_add(1, Ordering::Relaxed);
                }
            }
        });
        let passed = |number| {
            while written.load(Ordering::Relaxed) < number {
                assert!(!writer.is_finished(), "nothing is written any more");
                std::thread::yield_now();
            }
        };
        passed(20);
        let before = written.load(Ordering::Relaxed);
        take(&app.db, &folder.file("first"), app.clock.now()).unwrap();
        let after = written.load(Ordering::Relaxed);
        passed(after + 5);
        stop.store(true, Ordering::Relaxed);
        writer.join().unwrap();

        for kept in empty() {
            let copy = restored(kept, &folder.file("first"));
            let today = app.today();
            let read = copy.db.read_blocking(|conn| {
                let count = |found: QueryResult<i64>| u32::try_from(found.unwrap()).unwrap();
                let counts = [
                    count(people::table.count().get_result(conn)),
                    count(acts::table.count().get_result(conn)),
                    count(facts::table.filter(facts::kind.eq("person_registered")).count().get_result(conn)),
                    count(notes::table.count().get_result(conn)),
                ];
                Ok((counts, record::check(conn, today)?))
            });
            let (counts, differences) = read.unwrap();
            assert!(counts.iter().all(|count| *count == counts[0]), "part of an act: {counts:?}");
            assert!((before..=after + 1).contains(&counts[0]), "{before} <= {counts:?} <= {after}");
            assert!(differences.is_empty(), "{differences:?}");
        }
    }

    async fn every_fact_comes_back_in_either_database(app) {
        let folder = Folder::new();
        let holder = app.person("Demo Holder").await;
        app.certify(holder.person(), "2024-02-01").await;
        register(&app.db, &app.clock, 1);
        app.staff("Demo Staff").await.post_with_key("key-1", "/courses", json!({
            "title": "Cataloging", "provider": "Demo State Library", "provider_kind": "state_library", "delivery": "online"
        })).await.ok();
        app.anyone().post("/accounts", registration("reader@demo.example", PASSWORD, "Demo Reader")).await.ok();
        // Every kind of door stands open: a session, a link, a change of address, half a sign-in.
        let guarded = app.staff("Demo Guard").await;
        enrolled(&app, &guarded).await;
        guarded.post("/me/email", json!({"email": "guard-2@demo.example", "current_password": PASSWORD})).await.ok();
        challenge(&app, &guarded.email).await;
        app.anyone().post("/sessions", json!({"email": holder.email, "password": PASSWORD})).await.ok();
        let contents = take(&app.db, &folder.file("first"), app.clock.now()).unwrap();
        assert!(contents.tables > 15 && contents.rows > 30, "{contents:?}");
        for (number, kept) in empty().into_iter().enumerate() {
            let copy = restored(kept, &folder.file("first"));
            assert_eq!(facts_hash(&copy.db), facts_hash(&app.db));
            // And back: what the copy is backed up to is the same, to the byte.
            let again = folder.file(&format!("again-{number}"));
            take(&copy.db, &again, app.clock.now()).unwrap();
            let (mut first, mut again_tables) = (tables_of(&folder.file("first")), tables_of(&again));
            // A link that opens nothing any more is not sent; that it was to be is history.
            let (sent, kept) = (first.remove("outbox").unwrap().concat(), again_tables.remove("outbox").unwrap().concat());
            assert!(sent.contains("token") && !kept.contains("token") && kept.contains("\"expired\""), "{kept}");
            assert!(kept.contains("You are certified") && kept.contains("Confirm your new address"), "{kept}");
            for door in DOORS {
                let lines = first.get_mut(door).unwrap();
                assert!(lines.len() > 1, "the backup holds no {door}");
                lines.truncate(1);
            }
            assert_eq!(again_tables, first);
            let back = restored(if number == 0 { empty().pop().unwrap() } else { TestDatabase::sqlite() }, &again);
            assert_eq!(facts_hash(&back.db), facts_hash(&app.db));
            // It goes on from there: facts still refuse every change.
            register(&back.db, &app.clock, 2);
            assert!(back.db.write_blocking(|tx| Ok(diesel::delete(facts::table).execute(tx).map_err(lssc_api::db::StoreError::from)?)).is_err());
        }
    }

    async fn a_database_that_holds_something_is_left_alone(app) {
        let folder = Folder::new();
        register(&app.db, &app.clock, 1);
        take(&app.db, &folder.file("first"), app.clock.now()).unwrap();
        let before = facts_hash(&app.db);
        let refused = restore(&app.db, &folder.file("first")).unwrap_err();
        assert!(matches!(refused, BackupError::NotEmpty(_)), "{refused}");
        assert_eq!(facts_hash(&app.db), before);
        let refused = take(&app.db, &folder.file("first"), app.clock.now()).unwrap_err();
        assert!(matches!(refused, BackupError::Exists(_)), "{refused}");
        assert_eq!(std::fs::read_dir(folder.0.path()).unwrap().count(), 1);
    }

    async fn what_is_damaged_is_refused_and_nothing_is_restored(app) {
        let folder = Folder::new();
        register(&app.db, &app.clock, 1);
        take(&app.db, &folder.file("first"), app.clock.now()).unwrap();
        let whole = std::fs::read_to_string(folder.file("first")).unwrap();
        let lines: Vec<&str> = whole.lines().collect();
        let cut = lines[..lines.len() - 1].join("\n");
        let swapped = whole.replacen("writer-1@demo.example", "writer-7@demo.example", 1);
        let newer = whole.replacen("\"schema\":[", "\"schema\":[\"0\",", 1);
        let format = whole.replacen("\"lssc_backup\":1", "\"lssc_backup\":2", 1);
        // The checksum fits, and the same row stands there twice.
        let person = lines.iter().position(|line| line.contains("\"table\":\"people\"")).unwrap();
        let mut doubled = lines.clone();
        doubled.insert(person + 1, lines[person + 1]);
        let kept: Vec<String> = doubled[..doubled.len() - 1].iter().map(|line| format!("{line}\n")).collect();
        let end: Value = serde_json::from_str(lines[lines.len() - 1]).unwrap();
        let hash = sha256(&kept.concat());
        let doubled = format!("{}{}\n", kept.concat(), json!({"rows": end["rows"].as_u64().unwrap() + 1, "sha256": hash}));
        for (damage, text, said) in [
            ("cut", cut.as_str(), "cut off"),
            ("empty", "", "cut off"),
            ("other", "nonsense\n", "no backup"),
            ("changed", &swapped, "checksum"),
            ("after the end", &format!("{whole}[]\n"), "neither a table nor a row"),
            ("format", &format, "format 2"),
            ("schema", &newer, "has the schema"),
            ("doubled", &doubled, ""),
        ] {
            std::fs::write(folder.file("damaged"), text).unwrap();
            for kept in empty() {
                let db = Db::open(&kept.address).unwrap();
                let refused = restore(&db, &folder.file("damaged")).unwrap_err().to_string();
                assert!(refused.contains(said), "{damage}: {refused}");
                let rows: i64 = db.read_blocking(|conn| Ok(people::table.count().get_result(conn).unwrap())).unwrap();
                assert_eq!(rows, 0, "{damage}");
            }
        }
    }
}

#[test]
fn the_commands_say_what_they_did_or_why_not() {
    let folder = tempfile::tempdir().unwrap();
    let missing = lssc(folder.path(), &["backup", "first"], &COMPLETE[..1], "");
    assert!(!missing.status.success() && !folder.path().join("var").exists());
    assert!(lssc(folder.path(), &["demo"], &COMPLETE, "").status.success());
    let taken = lssc(folder.path(), &["backup", "first"], &COMPLETE[..1], "");
    let said = String::from_utf8_lossy(&taken.stdout).into_owned();
    assert!(taken.status.success() && said.contains("rows in") && said.contains("sha256"), "{said}");
    let refused = lssc(folder.path(), &["restore", "first"], &COMPLETE[..1], "");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("not empty"));
    let elsewhere = [("LSSC_DATABASE_URL", "sqlite:elsewhere/lssc.db")];
    let restored = lssc(folder.path(), &["restore", "first"], &elsewhere, "");
    assert_eq!(String::from_utf8_lossy(&restored.stdout).replace("restored", "written"), said);
    assert!(lssc(folder.path(), &["standings", "check"], &elsewhere, "").status.success());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(folder.path().join("first")).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
