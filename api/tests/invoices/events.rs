//! What Stripe tells, doubled, in any order and raced, while the server is killed again and again: every charge is settled
//! once, and the books add up. `LSSC_TEST_EVENTS` says how many events and `LSSC_TEST_EVENT_KILLS` how many kills;
//! 10,000 and 50 are run where there is time.

use std::collections::VecDeque;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use hmac::{Hmac, Mac};
use lssc_api::accounts::{NewAccount, open};
use lssc_api::auth::{Keys, hash_blocking};
use lssc_api::clock::Clock;
use lssc_api::db::schema::{facts, gateway_events};
use lssc_api::db::{DatabaseAddress, Db, DbConnection};
use lssc_api::ids::fresh;
use lssc_api::record::{Act, NewFact, record};
use sha2::Sha256;
use shared::facts::FactBody;
use shared::ids::{ApplicationId, InvoiceId, PersonId};
use shared::invoices::{Charge, InvoiceLine};

use super::*;

const WEBHOOK_SECRET: &str = "whsec_canary";
/// What every invoice is over.
const FEE_CENTS: u32 = 35_000;
/// So many invoices has a person.
const INVOICES_OF_ONE: usize = 10;
/// So many events are sent at a time.
const SENDERS: usize = 8;
/// How long it may take until an event is taken.
const PATIENCE: Duration = Duration::from_mins(2);

fn wanted(variable: &str, otherwise: usize) -> usize {
    std::env::var(variable).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

/// Numbers of chance, the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

/// What there is to tell, and what it comes to.
#[derive(Default)]
struct Story {
    /// The bodies of the events.
    told: Vec<String>,
    invoices: Vec<InvoiceId>,
    /// Facts by kind: money that came, went, and was here again.
    received: i64,
    returned: i64,
    failed: i64,
    returned_cents: u64,
}

impl Story {
    /// At least so many different events: every invoice is paid, half of the payments go back in part, a quarter is disputed;
    /// of both some is here again.
    fn of(events: usize, chance: &mut Chance) -> Self {
        let mut story = Self::default();
        while story.told.len() < events {
            story.pay(story.invoices.len(), chance);
        }
        story
    }

    fn tell(&mut self, kind: &str, object: &Value) {
        let id = format!("evt_{}_{kind}", object["id"].as_str().unwrap());
        self.told.push(json!({"id": id, "object": "event", "type": kind, "livemode": false, "data": {"object": object}}).to_string());
    }

    fn pay(&mut self, number: usize, chance: &mut Chance) {
        let (invoice, intent) = (InvoiceId(fresh()), format!("pi_random_{number}"));
        self.invoices.push(invoice);
        let session = json!({"id": format!("cs_random_{number}"), "status": "complete", "payment_status": "paid", "payment_intent": intent,
            "amount_total": FEE_CENTS, "currency": "usd", "metadata": {"invoice": invoice.to_string()}, "url": null});
        self.tell("checkout.session.completed", &session);
        self.received += 1;
        if chance.below(2) == 0 {
            let (part, fails) = (chance.below(20_000) + 1, chance.below(3) == 0);
            let refund = |status: &str| json!({"id": format!("re_random_{number}"), "object": "refund", "amount": part, "payment_intent": intent, "status": status, "currency": "usd"});
            self.tell("refund.created", &refund("succeeded"));
            if fails {
                self.tell("refund.failed", &refund("failed"));
            }
            self.went(part, fails);
        }
        if chance.below(4) == 0 {
            let (lost, won) = (json!({"id": format!("dp_random_{number}"), "amount": 15_000, "payment_intent": intent}), chance.below(2) == 0);
            self.tell("charge.dispute.funds_withdrawn", &lost);
            if won {
                self.tell("charge.dispute.funds_reinstated", &lost);
            }
            self.went(15_000, won);
        }
    }

    fn went(&mut self, cents: usize, is_here_again: bool) {
        self.returned += 1;
        self.failed += i64::from(is_here_again);
        self.returned_cents += if is_here_again { 0 } else { cents as u64 };
    }

    /// The events in any order. Three of ten come twice: half of those anywhere, half at the same moment.
    fn shuffled(&self, chance: &mut Chance) -> Vec<String> {
        let mut all: Vec<(String, bool)> = self.told.iter().map(|body| (body.clone(), chance.below(100) < 15)).collect();
        let again: Vec<String> = self.told.iter().filter(|_| chance.below(100) < 15).cloned().collect();
        all.extend(again.into_iter().map(|body| (body, false)));
        for place in (1..all.len()).rev() {
            all.swap(place, chance.below(place + 1));
        }
        all.into_iter().flat_map(|(body, raced)| std::iter::repeat_n(body, if raced { 2 } else { 1 })).collect()
    }
}

/// A server that takes cards by Stripe, as a process that is killed and started again.
struct Taker {
    folder: tempfile::TempDir,
    url: String,
    db: Db,
    served: Option<Served>,
    _database: TestDatabase,
}

impl Taker {
    fn start(database: TestDatabase) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Keys::make_file(&folder.path().join("key.pem")).unwrap();
        let url = match &database.address {
            DatabaseAddress::Sqlite(path) => format!("sqlite:{}", path.display()),
            DatabaseAddress::Postgres(url) => url.clone(),
        };
        let db = Db::open(&database.address).unwrap();
        let mut taker = Self { folder, url, db, served: None, _database: database };
        taker.serve();
        taker
    }

    fn environment(&self) -> [(&str, &str); 10] {
        [
            ("LSSC_DATABASE_URL", self.url.as_str()),
            ("LSSC_SECRET_FILE", "key.pem"),
            ("LSSC_PUBLIC_URL", "http://127.0.0.1:8080"),
            ("LSSC_LISTEN", "127.0.0.1:0"),
            ("LSSC_MAIL", "folder:mail"),
            ("LSSC_FILES", "folder:files"),
            ("LSSC_STRIPE_SECRET_KEY", STRIPE_KEY),
            ("LSSC_STRIPE_WEBHOOK_SECRET", WEBHOOK_SECRET),
            // One address sends all of it.
            ("LSSC_FLOOD_PER_SECOND", "100000"),
            ("LSSC_FLOOD_BURST", "100000"),
        ]
    }

    fn serve(&mut self) {
        self.served = Some(Served::start(self.folder.path(), &self.environment()));
    }

    /// Where it answers now.
    fn address(&self) -> String {
        self.served.as_ref().unwrap().address.clone()
    }

    /// People with invoices.
    fn issue(&self, invoices: &[InvoiceId]) {
        let password_hash = hash_blocking(PASSWORD).unwrap();
        for (number, theirs) in invoices.chunks(INVOICES_OF_ONE).enumerate() {
            let moment = Clock::system().moment().unwrap();
            let act = Act { account: None, operation: "confirm_account", now: moment.now, today: moment.today, reason: None, key: None };
            let account = NewAccount {
                email: format!("payer-{number}@demo.example"),
                name: "Demo Payer".to_owned(),
                password_hash: password_hash.clone(),
                appointed: Vec::new(),
            };
            let issued = |person: PersonId| {
                let lines = vec![InvoiceLine { charge: Charge::ApplicationFee, amount_cents: FEE_CENTS }];
                let issue = |&invoice: &InvoiceId| FactBody::InvoiceIssued {
                    invoice,
                    application: ApplicationId(fresh()),
                    lines: lines.clone(),
                    number: None,
                };
                theirs.iter().map(|invoice| NewFact::of(person, moment.today, issue(invoice))).collect::<Vec<_>>()
            };
            self.db
                .write_blocking(|tx| {
                    let (_, person) = open(tx, &act, &account)?;
                    record(tx, &act, issued(person))
                })
                .unwrap();
        }
    }

    fn read<T: Send + 'static>(&self, look: impl Fn(&mut DbConnection) -> T + Send + 'static) -> T {
        self.db.read_blocking(move |conn| Ok(look(conn))).unwrap()
    }

    /// Whether `lssc books check` finds nothing.
    fn adds_up(&self) -> bool {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lssc"));
        command.current_dir(self.folder.path()).args(["books", "check"]).env_clear().envs(self.environment());
        command.stdout(Stdio::null()).status().unwrap().success()
    }
}

fn signature(body: &str, now: DateTime<Utc>) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(WEBHOOK_SECRET.as_bytes()).unwrap();
    mac.update(format!("{}.{body}", now.timestamp()).as_bytes());
    format!("t={},v1={:x}", now.timestamp(), mac.finalize().into_bytes())
}

/// Sends an event until it is taken, as Stripe does; how often a server that was there did not take it.
fn tell(address: &Mutex<String>, body: &str) -> usize {
    let (begun, mut in_vain) = (Instant::now(), 0);
    loop {
        assert!(begun.elapsed() < PATIENCE, "not taken: {body}");
        let place = address.lock().unwrap().clone();
        let headers = format!("Content-Type: application/json; charset=utf-8\r\nStripe-Signature: {}\r\n", signature(body, Clock::system().now()));
        match Served::try_ask(&place, "POST /api/v1/stripe/events", &headers, body) {
            Some(answer) if answer.starts_with("HTTP/1.1 204") => return in_vain,
            // It was killed meanwhile, or lost too many races.
            Some(_) => in_vain += 1,
            None => {}
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Tells all of it, several at a time, and kills meanwhile; how often something was told in vain.
fn tell_and_kill(taker: &mut Taker, told: Vec<String>, kills: usize, chance: &mut Chance) -> usize {
    let all = told.len();
    let (waiting, done, in_vain) = (Mutex::new(VecDeque::from(told)), AtomicUsize::new(0), AtomicUsize::new(0));
    let address = Mutex::new(taker.address());
    std::thread::scope(|scope| {
        for _ in 0..SENDERS {
            scope.spawn(|| {
                while let Some(body) = { waiting.lock().unwrap().pop_front() } {
                    in_vain.fetch_add(tell(&address, &body), Ordering::Relaxed);
                    done.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        for kill in 1..=kills {
            let begun = Instant::now();
            while done.load(Ordering::Relaxed) < all * kill / (kills + 1) {
                assert!(begun.elapsed() < PATIENCE * 5, "nothing is taken");
                std::thread::sleep(Duration::from_millis(1));
            }
            // Somewhere into what is under way.
            std::thread::sleep(Duration::from_micros(chance.below(10_000) as u64));
            taker.served.take().unwrap().end();
            taker.serve();
            *address.lock().unwrap() = taker.address();
        }
    });
    assert_eq!(done.into_inner(), all);
    in_vain.into_inner()
}

fn settles_each_charge_once(database: TestDatabase) {
    let (events, kills) = (wanted("LSSC_TEST_EVENTS", 300), wanted("LSSC_TEST_EVENT_KILLS", 4));
    let mut chance = Chance(20_261_127);
    let story = Story::of(events, &mut chance);
    let mut taker = Taker::start(database);
    taker.issue(&story.invoices);
    let told = story.shuffled(&mut chance);
    let (sent, begun) = (told.len(), Instant::now());
    let in_vain = tell_and_kill(&mut taker, told, kills, &mut chance);
    println!("{} events, sent {sent} times and {in_vain} times in vain around {kills} kills, in {:?}", story.told.len(), begun.elapsed());

    let count = |taker: &Taker, kind: &'static str| {
        taker.read(move |conn| facts::table.filter(facts::kind.eq(kind)).count().get_result::<i64>(conn).unwrap())
    };
    let counted = ["payment_received", "payment_refunded", "refund_failed"].map(|kind| count(&taker, kind));
    assert_eq!(counted, [story.received, story.returned, story.failed]);
    let mut paid: Vec<Option<String>> =
        taker.read(|conn| facts::table.filter(facts::kind.eq("payment_received")).select(facts::subject).load(conn).unwrap());
    let mut charged: Vec<Option<String>> = story.invoices.iter().map(|invoice| Some(invoice.to_string())).collect();
    paid.sort_unstable();
    charged.sort_unstable();
    assert_eq!(paid, charged, "each charge is settled once");
    let today = Clock::system().moment().unwrap().today;
    let checked = taker.db.read_blocking(move |conn| lssc_api::books::check(conn, today, |_, _, _| ())).unwrap();
    assert_eq!(checked.report.found, []);
    let received_cents = u64::from(FEE_CENTS) * story.invoices.len() as u64;
    assert_eq!((checked.report.totals.received_cents, checked.report.totals.returned_cents), (received_cents, story.returned_cents));
    assert_eq!(taker.read(|conn| gateway_events::table.count().get_result::<i64>(conn).unwrap()), 0, "nothing waits for its payment");
    assert!(taker.adds_up(), "`lssc books check` found what does not add up");
}

#[test]
fn doubled_reordered_raced_and_killed_sqlite_settles_each_charge_once() {
    settles_each_charge_once(TestDatabase::sqlite());
}

#[test]
fn doubled_reordered_raced_and_killed_postgres_settles_each_charge_once() {
    if let Some(database) = TestDatabase::postgres() {
        settles_each_charge_once(database);
    }
}
