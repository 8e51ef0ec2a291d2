//! The application under test.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::OnceLock;

use actix_http::Request;
use actix_web::body::BoxBody;
use actix_web::dev::{Service, ServiceResponse};
use diesel::prelude::*;
use lssc_api::accounts::{NewAccount, open};
use lssc_api::app::{Shared, build};
use lssc_api::auth::{Claims, Keys, Requester, hash_blocking, sessions};
use lssc_api::clock::Clock;
use lssc_api::config::Config;
use lssc_api::db::schema::{acts, facts, outbox};
use lssc_api::db::{Db, DbConnection};
use lssc_api::error::Error;
use lssc_api::files::{Files, FilesPlace};
use lssc_api::notices::{House, Letter};
use lssc_api::programme::Demonstration;
use lssc_api::record::{Act, NewFact, facts_of};
use shared::accounts::Role;
use shared::facts::FactBody;

use super::client::Client;
use super::database::TestDatabase;

/// The password of every account that a test opens.
pub(crate) const PASSWORD: &str = "kelp-Orbit7-lantern";

/// Where the app says it stands.
pub(crate) const ORIGIN: &str = "https://certification.demo.example";

type Answering = std::pin::Pin<Box<dyn Future<Output = ServiceResponse<BoxBody>>>>;

/// The application on a database of its own. Cloning it gives the same one.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) db: Db,
    pub(crate) clock: Clock,
    pub(crate) keys: Keys,
    pub(crate) gateway: actix_web::web::Data<lssc_api::invoices::Gateway>,
    pub(crate) files: actix_web::web::Data<Files>,
    /// Where its files lie, unless it has another store.
    pub(crate) files_place: FilesPlace,
    service: Rc<dyn Fn(Request) -> Answering>,
    opened: Rc<Cell<u32>>,
    // The last to be dropped: the pools must let go of it first.
    _database: Rc<TestDatabase>,
    _folder: Rc<tempfile::TempDir>,
}

impl App {
    pub(crate) async fn on_sqlite() -> Self {
        Self::on(TestDatabase::sqlite(), |_, _| {}, None).await
    }

    /// On SQLite, with another store of files.
    pub(crate) async fn with_store(store: std::sync::Arc<dyn object_store::ObjectStore>) -> Self {
        Self::on(TestDatabase::sqlite(), |_, _| {}, Some(Files::of(store))).await
    }

    /// On SQLite, with another configuration.
    pub(crate) async fn with(change: impl FnOnce(&mut Config, &mut Demonstration)) -> Self {
        Self::on(TestDatabase::sqlite(), change, None).await
    }

    /// On PostgreSQL, with another configuration; none where only SQLite is asked for.
    pub(crate) async fn on_postgres_with(change: impl FnOnce(&mut Config, &mut Demonstration)) -> Option<Self> {
        Some(Self::on(TestDatabase::postgres()?, change, None).await)
    }

    /// None where only SQLite is asked for.
    pub(crate) async fn on_postgres() -> Option<Self> {
        Some(Self::on(TestDatabase::postgres()?, |_, _| {}, None).await)
    }

    async fn on(database: TestDatabase, change: impl FnOnce(&mut Config, &mut Demonstration), store: Option<Files>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::new(database.address.clone(), "unused".into(), ORIGIN.parse().unwrap());
        // All tests come from one address; the shield has a test of its own.
        config.flood_per_second = 100_000;
        config.flood_burst = 100_000;
        config.files = FilesPlace::Folder(folder.path().join("files"));
        let files_place = config.files.clone();
        let mut demonstration = Demonstration(true);
        change(&mut config, &mut demonstration);
        let db = Db::open(&database.address).unwrap();
        let clock = Clock::standing_at("2026-11-22T18:00:00Z".parse().unwrap());
        let keys = Keys::passing().unwrap();
        let mut shared = Shared::new(db.clone(), clock.clone(), config, keys.clone(), demonstration).unwrap();
        if let Some(files) = store {
            shared.files = actix_web::web::Data::new(files);
        }
        let files = shared.files.clone();
        let service = Rc::new(actix_web::test::init_service(build(&shared)).await);
        let service = Rc::new(move |request: Request| -> Answering {
            let service = Rc::clone(&service);
            Box::pin(async move {
                match service.call(request).await {
                    Ok(response) => response.map_into_boxed_body(),
                    Err(error) => panic!("an error got past the handlers: {error}"),
                }
            })
        });
        Self {
            db,
            clock,
            keys,
            gateway: shared.gateway.clone(),
            files,
            files_place,
            service,
            opened: Rc::default(),
            _database: Rc::new(database),
            _folder: Rc::new(folder),
        }
    }

    pub(crate) async fn call(&self, request: Request) -> ServiceResponse<BoxBody> {
        (self.service)(request).await
    }

    /// Makes it noon in Chicago on this day.
    pub(crate) fn set_today(&self, day: &str) {
        self.clock.set(format!("{day}T18:00:00Z").parse().unwrap());
    }

    /// Makes so many seconds pass.
    pub(crate) fn wait(&self, seconds: i64) {
        self.clock.set(self.clock.now() + chrono::TimeDelta::seconds(seconds));
    }

    /// Someone without a session.
    pub(crate) fn anyone(&self) -> Client {
        Client::signed_out(self.clone())
    }

    /// Someone who registered.
    pub(crate) async fn person(&self, name: &str) -> Client {
        self.someone(name, &[]).await
    }

    /// Someone of the staff.
    pub(crate) async fn staff(&self, name: &str) -> Client {
        self.someone(name, &[Role::Staff]).await
    }

    /// An administrator.
    pub(crate) async fn admin(&self, name: &str) -> Client {
        self.someone(name, &[Role::Admin]).await
    }

    /// Someone who has this role and no other: who is no `person` was registered by mistake, and that was corrected.
    pub(crate) async fn with_only(&self, role: Role) -> Client {
        if role == Role::Person {
            return self.person("Demo Person").await;
        }
        if role == Role::Partner {
            self.opened.set(self.opened.get() + 1);
            return self.partner(&format!("Demo Partner {}", self.opened.get())).await;
        }
        let mut client = if role == Role::Buyer { self.buyer("Demo Valley").await } else { self.someone("Demo Someone", &[role]).await };
        let person = client.person();
        let facts = self.read(move |conn| facts_of(conn, person).unwrap()).await;
        let registered = facts.iter().find(|fact| fact.body == FactBody::PersonRegistered).unwrap();
        let struck = FactBody::FactCorrected { corrected: registered.id, replacement: None };
        self.record(vec![NewFact::of(person, registered.on, struck)]).await;
        let mut requester = client.requester.take().unwrap();
        requester.roles = vec![role];
        let token = self.keys.sign(&Claims::new(&requester, self.clock.now())).unwrap();
        Client::signed_in(self.clone(), requester, client.email, token)
    }

    /// Opens an account at `<number>@demo.example` and signs in, without the cost of hashing.
    pub(crate) async fn someone(&self, name: &str, appointed: &[Role]) -> Client {
        static HASH: OnceLock<String> = OnceLock::new();
        self.opened.set(self.opened.get() + 1);
        let new = NewAccount {
            email: format!("someone-{}@demo.example", self.opened.get()),
            name: name.to_owned(),
            password_hash: HASH.get_or_init(|| hash_blocking(PASSWORD).unwrap()).clone(),
            appointed: appointed.to_vec(),
        };
        let email = new.email.clone();
        let moment = self.clock.moment().unwrap();
        let opened = self.db.write(move |tx| {
            let act = Act { account: None, operation: "confirm_account", now: moment.now, today: moment.today, reason: None, key: None };
            let (account, person) = open(tx, &act, &new)?;
            let (session, _) = sessions::begin(tx, account, "Firefox on Linux", moment.now)?;
            Ok(Requester { account, person, session, roles: Vec::new() })
        });
        let mut requester = opened.await.unwrap();
        requester.roles = [&[Role::Person], appointed].concat();
        let token = self.keys.sign(&Claims::new(&requester, moment.now)).unwrap();
        Client::signed_in(self.clone(), requester, email, token)
    }

    /// How many acts, facts and mails there are.
    pub(crate) async fn counts(&self) -> (i64, i64, i64) {
        self.read(|conn| {
            (
                acts::table.count().get_result(conn).unwrap(),
                facts::table.count().get_result(conn).unwrap(),
                outbox::table.count().get_result(conn).unwrap(),
            )
        })
        .await
    }

    /// Reads something from the database.
    pub(crate) async fn read<T: Send + 'static>(&self, look: impl Fn(&mut DbConnection) -> T + Send + 'static) -> T {
        self.db.read(move |conn| Ok::<_, Error>(look(conn))).await.unwrap()
    }

    /// The text of the latest mail to this address.
    pub(crate) async fn mail_to(&self, address: &str) -> Option<String> {
        let mails = self.mails().await;
        mails.into_iter().find(|(to, _)| to == address).map(|(_, letter)| letter.text)
    }

    /// What the programme was told at its own address under this subject, the latest first.
    pub(crate) async fn told_staff(&self, subject: &str) -> Vec<String> {
        let mails = self.mails().await.into_iter();
        mails.filter(|(to, letter)| to == "help@demo.example" && letter.subject == subject).map(|(_, letter)| letter.text).collect()
    }

    /// All mails whose words are kept, the latest first, and whom each goes to.
    pub(crate) async fn mails(&self) -> Vec<(String, Letter)> {
        let house = House { public_url: ORIGIN, contact_email: "help@demo.example" };
        let kept = self.read(|conn| lssc_api::outbox::latest(conn, 1_000).unwrap()).await;
        kept.into_iter().filter_map(|kept| Some((kept.to.clone(), kept.letter(house, None).unwrap()?))).collect()
    }
}
