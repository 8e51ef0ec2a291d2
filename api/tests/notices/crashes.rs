//! None is lost and at most one is repeated: the server is killed between handing a mail over and saying so, and at any
//! other moment, while a mail server stands that takes what it is sent.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use lssc_api::auth::Keys;
use lssc_api::clock::Clock;
use lssc_api::db::{DatabaseAddress, Db};

use super::*;

/// How many mails there are.
const MAILS: usize = 40;
/// How long all of it may take.
const PATIENCE: Duration = Duration::from_mins(4);

/// A server of ours on a database with mails that wait, and how it is killed and started again.
struct Sender {
    folder: tempfile::TempDir,
    url: String,
    place: String,
    db: Db,
    served: Option<Served>,
    _database: TestDatabase,
}

impl Sender {
    fn start(database: TestDatabase, place: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Keys::make_file(&folder.path().join("key.pem")).unwrap();
        let url = match &database.address {
            DatabaseAddress::Sqlite(path) => format!("sqlite:{}", path.display()),
            DatabaseAddress::Postgres(url) => url.clone(),
        };
        let db = Db::open(&database.address).unwrap();
        let now = Clock::system().now();
        for number in 0..MAILS {
            let telling = Telling::PasswordChanged { name: "Demo Reader".to_owned() };
            let mail = Mail { to: format!("reader-{number}@demo.example"), telling };
            db.write_blocking(|tx| Ok(queue(tx, now, &mail)?)).unwrap();
        }
        let mut sender = Self { folder, url, place: place.to_owned(), db, served: None, _database: database };
        sender.serve();
        sender
    }

    fn serve(&mut self) {
        let environment = [
            ("LSSC_DATABASE_URL", self.url.as_str()),
            ("LSSC_SECRET_FILE", "key.pem"),
            ("LSSC_PUBLIC_URL", "http://127.0.0.1:8080"),
            ("LSSC_LISTEN", "127.0.0.1:0"),
            ("LSSC_MAIL", self.place.as_str()),
            ("LSSC_FILES", "folder:files"),
        ];
        self.served = Some(Served::start(Path::new(self.folder.path()), &environment));
    }

    /// `kill -9`, and the time passes that a lease lasts and a rest after an attempt.
    fn kill_and_wait(&mut self, meanwhile: impl FnOnce()) {
        self.served.take().unwrap().end();
        meanwhile();
        let long_ago = "2026-01-01T00:00:00.000000Z";
        let passed = self.db.write_blocking(|tx| {
            let waiting = outbox::table.filter(outbox::state.eq("queued"));
            diesel::update(waiting).set(outbox::not_before.eq(long_ago)).execute(tx).map_err(StoreError::from)?;
            Ok(())
        });
        passed.unwrap();
        self.serve();
    }

    fn waiting(&self) -> i64 {
        self.db
            .read_blocking(|conn| Ok(outbox::table.filter(outbox::state.ne("delivered")).count().get_result(conn).map_err(StoreError::from)?))
            .unwrap()
    }

    /// The `Message-ID` of each mail, by its receiver.
    fn ids(&self) -> BTreeMap<String, String> {
        let rows: Vec<(String, String)> =
            self.db.read_blocking(|conn| Ok(outbox::table.select((outbox::recipient, outbox::id)).load(conn).map_err(StoreError::from)?)).unwrap();
        rows.into_iter().map(|(to, id)| (to, format!("<{id}@127.0.0.1>"))).collect()
    }
}

/// How many mails came more than once; every one must have come, each under its own id.
fn repeated(sender: &Sender, server: &SmtpServer) -> usize {
    let ids = sender.ids();
    let mut came: BTreeMap<String, usize> = BTreeMap::new();
    for mail in server.taken() {
        assert_eq!(Some(&mail.message_id), ids.get(&mail.to), "another id the second time");
        *came.entry(mail.to).or_default() += 1;
    }
    assert_eq!(came.len(), MAILS, "a mail was lost");
    came.values().map(|times| times - 1).sum()
}

/// A mail server that hangs up on every tenth mail the first time it comes, once this test has killed who sent it.
fn hanging_up(goes_on: Receiver<()>) -> (SmtpServer, Receiver<()>) {
    let (held, is_held) = channel();
    let (held, goes_on) = (Mutex::new(held), Mutex::new(goes_on));
    let stall: Arc<dyn Fn() + Send + Sync> = Arc::new(move || {
        held.lock().unwrap().send(()).unwrap();
        goes_on.lock().unwrap().recv().unwrap();
    });
    let is_tenth = |to: &str| {
        to.trim_start_matches("reader-").split('@').next().and_then(|number| number.parse::<u32>().ok()).is_some_and(|number| number % 10 == 3)
    };
    let server = SmtpServer::start(move |to, nth| if nth == 1 && is_tenth(to) { Reaction::HangUpAfter(Arc::clone(&stall)) } else { Reaction::Take });
    (server, is_held)
}

/// Kills between handing over and saying so, each time.
fn killed_in_between(database: TestDatabase) {
    let (go_on, goes_on) = channel();
    let (server, is_held) = hanging_up(goes_on);
    let mut sender = Sender::start(database, &server.place);
    let (mut kills, begun) = (0, Instant::now());
    while 0 < sender.waiting() {
        assert!(begun.elapsed() < PATIENCE, "{} mails wait yet", sender.waiting());
        match is_held.recv_timeout(Duration::from_millis(20)) {
            Ok(()) => {
                kills += 1;
                sender.kill_and_wait(|| go_on.send(()).unwrap());
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => panic!("the mail server is gone"),
        }
    }
    assert_eq!(kills, MAILS / 10);
    // Each of them was in the mail server's hands, and nobody had said so.
    assert_eq!(repeated(&sender, &server), kills);
}

/// Kills at moments of chance.
fn killed_at_random(database: TestDatabase) {
    let server = SmtpServer::start(|_, _| Reaction::Take);
    let mut sender = Sender::start(database, &server.place);
    let mut kills = 0;
    while 0 < sender.waiting() && kills < 8 {
        let before = server.taken().len();
        let mails = before + usize::from(rand::random::<u8>() % 4);
        let begun = Instant::now();
        while server.taken().len() <= mails && 0 < sender.waiting() {
            assert!(begun.elapsed() < PATIENCE, "nothing is delivered");
        }
        kills += 1;
        sender.kill_and_wait(|| {});
    }
    let begun = Instant::now();
    while 0 < sender.waiting() {
        assert!(begun.elapsed() < PATIENCE, "{} mails wait yet", sender.waiting());
        std::thread::sleep(Duration::from_millis(20));
    }
    let repeated = repeated(&sender, &server);
    assert!(repeated <= kills, "{repeated} repeated by {kills} kills");
}

#[test]
fn killed_between_sending_and_saying_so_sqlite_loses_none_and_repeats_one() {
    killed_in_between(TestDatabase::sqlite());
}

#[test]
fn killed_between_sending_and_saying_so_postgres_loses_none_and_repeats_one() {
    if let Some(database) = TestDatabase::postgres() {
        killed_in_between(database);
    }
}

#[test]
fn killed_at_random_moments_sqlite_loses_none_and_repeats_at_most_one() {
    killed_at_random(TestDatabase::sqlite());
}

#[test]
fn killed_at_random_moments_postgres_loses_none_and_repeats_at_most_one() {
    if let Some(database) = TestDatabase::postgres() {
        killed_at_random(database);
    }
}
