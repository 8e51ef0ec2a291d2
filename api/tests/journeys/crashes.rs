//! The whole path while the server is killed again and again between a request and its answer. The client retries
//! under its key. What was acknowledged exists once; what was not exists once or never. A control run without keys
//! must fail, or this test shows nothing.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use lssc_api::db::Db;
use lssc_api::notices::House;
use lssc_api::{demo, outbox, record};
use shared::ids::PersonId;
use uuid::Uuid;

use super::http::{Request, Response, receive};
use super::path::{Carrier, certify, seventh_report, sign_in};
use super::server::Server;
use crate::support::TestDatabase;

/// What a request is thought to take before the first was answered.
const TYPICAL: Duration = Duration::from_millis(20);
const PASSWORD: &str = "correct horse battery staple of the demo";

/// How often the server is killed on each database.
fn kills_wanted() -> u32 {
    std::env::var("LSSC_TEST_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(20)
}

/// Carries requests to a server that it kills at random moments.
struct Killer {
    server: Server,
    db: Db,
    keyed: bool,
    kills_left: u32,
    /// About how long an answer takes, so that kills fall before, into and after the commit on any machine.
    typical: Duration,
    // The last to be dropped: server and pools must let go of it first.
    _database: TestDatabase,
}

impl Killer {
    fn new(keyed: bool, kills: u32, database: TestDatabase) -> Self {
        let server = Server::start(&database.address);
        Self { db: Db::open(&database.address).unwrap(), server, keyed, kills_left: kills, typical: TYPICAL, _database: database }
    }

    /// Sends, and kills before the answer is read.
    fn send_and_kill(&mut self, request: &Request) {
        let stream = request.send(self.server.address).unwrap();
        std::thread::sleep(self.typical.mul_f64(2.0 * rand::random::<f64>()));
        self.server.kill();
        drop(stream);
        self.server.restart();
        self.kills_left = self.kills_left.saturating_sub(1);
    }
}

impl Carrier for Killer {
    fn ask(&mut self, request: Request) -> Result<Response, String> {
        while self.kills_left > 0 && rand::random::<bool>() {
            self.send_and_kill(&request);
        }
        let sent = Instant::now();
        let response = request.send(self.server.address).and_then(receive).map_err(|error| error.to_string())?;
        self.typical = (self.typical * 7 + sent.elapsed()) / 8;
        Ok(response)
    }

    fn key(&mut self) -> Option<String> {
        self.keyed.then(|| Uuid::new_v4().to_string())
    }

    fn mailed_token(&mut self, email: &str) -> Result<String, String> {
        let mails = self.db.read_blocking(|conn| Ok(outbox::latest(conn, 200)?)).map_err(|error| format!("{error:?}"))?;
        let house = House { public_url: "http://unused", contact_email: "unused" };
        let text = mails.iter().filter(|kept| kept.to == email).find_map(|kept| kept.letter(house, None).ok().flatten()).ok_or("no mail")?.text;
        let (_, after) = text.split_once("/confirm#token=").ok_or("no token")?;
        Ok(after.chars().take_while(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_')).collect())
    }
}

/// The kinds of a person's facts, counted.
fn counted(killer: &Killer, person: &str) -> BTreeMap<&'static str, u32> {
    let person: PersonId = person.parse().unwrap();
    let facts = killer.db.read_blocking(|conn| Ok(record::facts_of(conn, person)?)).unwrap();
    facts.iter().fold(BTreeMap::new(), |mut counts, fact| {
        *counts.entry(fact.body.kind()).or_default() += 1;
        counts
    })
}

/// Walks the path until the server was killed often enough. What goes wrong is told.
fn walk(killer: &mut Killer) -> Result<(), String> {
    let mut journeys = 0;
    while journeys == 0 || killer.kills_left > 0 {
        journeys += 1;
        let staff = sign_in(killer, "staff@demo.example", demo::PASSWORD)?;
        let holder = certify(killer, &staff, &format!("walker-{journeys}@demo.example"), PASSWORD)?;

        // Sent once and never again: recorded once or never.
        let unacknowledged = seventh_report(killer, &holder)?;
        killer.send_and_kill(&unacknowledged);

        let mut counts = counted(killer, &holder.person_id);
        let reports = counts.remove("completion_reported").unwrap_or(0);
        let expected = BTreeMap::from([
            ("person_registered", 1),
            ("document_accepted", 2),
            ("application_submitted", 1),
            ("invoice_issued", 1),
            ("application_accepted", 1),
            ("payment_received", 1),
            ("completion_decided", 6),
            ("certificate_issued", 1),
        ]);
        if counts != expected || !(6..=7).contains(&reports) {
            return Err(format!("journey {journeys} left {counts:?} and {reports} reports"));
        }
    }
    if !killer.server.run(&["books", "check"]) {
        return Err("`lssc books check` found what does not add up".to_owned());
    }
    if killer.server.run(&["standings", "check"]) { Ok(()) } else { Err("`lssc standings check` found differences".to_owned()) }
}

#[test]
fn killed_at_random_moments_sqlite_keeps_each_fact_once() {
    walk(&mut Killer::new(true, kills_wanted(), TestDatabase::sqlite())).unwrap();
}

#[test]
fn killed_at_random_moments_postgres_keeps_each_fact_once() {
    if let Some(database) = TestDatabase::postgres() {
        walk(&mut Killer::new(true, kills_wanted(), database)).unwrap();
    }
}

#[test]
fn without_keys_the_same_walk_fails() {
    let failure = walk(&mut Killer::new(false, 200, TestDatabase::sqlite())).unwrap_err();
    assert!(failure.contains("was answered"), "it failed, but not because a retry was taken for a second request: {failure}");
}
