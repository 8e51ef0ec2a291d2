//! What a case begins with, recorded without the way there: approved courses, people who are admitted or certified.

use diesel::prelude::*;
use lssc_api::auth::{Claims, sessions};
use lssc_api::db::schema::people;
use lssc_api::ids::fresh;
use lssc_api::record::{Act, NewFact, record};
use serde_json::{Value, json};
use shared::accounts::{PRIVACY_VERSION, TERMS_VERSION};
use shared::applications::LibraryWork;
use shared::calendar::Date;
use shared::competencies::CompetencySet;
use shared::courses::{Delivery, ProviderKind};
use shared::dossier::Outcome;
use shared::facts::{Fact, FactBody};
use shared::ids::{ApplicationId, ApprovalId, CompletionId, CourseId, InvoiceId, PaymentId, PersonId};
use shared::invoices::{Charge, InvoiceLine, PaymentMethod};

use super::{App, Client};

/// The six sets with which most cases are certified.
pub(crate) const SIX: [CompetencySet; 6] = [
    CompetencySet::Foundations,
    CompetencySet::Communication,
    CompetencySet::Technology,
    CompetencySet::Access,
    CompetencySet::Cataloging,
    CompetencySet::Youth,
];

/// What is sent to register, with both documents accepted as they are.
pub(crate) fn registration(email: &str, password: &str, name: &str) -> Value {
    json!({"email": email, "password": password, "name": name, "privacy_version": PRIVACY_VERSION, "terms_version": TERMS_VERSION})
}

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

impl App {
    /// Today, by the test's clock.
    pub(crate) fn today(&self) -> Date {
        self.clock.moment().unwrap().today
    }

    /// Records facts as one act of today.
    pub(crate) async fn record(&self, facts: Vec<NewFact>) -> Vec<Fact> {
        let moment = self.clock.moment().unwrap();
        let act = Act { account: None, operation: "fixture", now: moment.now, today: moment.today, reason: None, key: None };
        self.db.write(move |tx| record(tx, &act, facts.clone())).await.unwrap()
    }

    /// An online course that is approved for these sets in this period.
    pub(crate) async fn course(&self, title: &str, sets: &[CompetencySet], from: &str, until: Option<&str>) -> CourseId {
        self.course_of("Demo State Library", title, sets, from, until).await
    }

    /// The same, of another state library.
    pub(crate) async fn course_of(&self, provider: &str, title: &str, sets: &[CompetencySet], from: &str, until: Option<&str>) -> CourseId {
        let course = CourseId(fresh());
        let added = FactBody::CourseAdded {
            course,
            title: title.to_owned(),
            provider: provider.to_owned(),
            provider_kind: ProviderKind::StateLibrary,
            delivery: Delivery::Online,
            place: None,
        };
        let approved = sets.iter().map(|&set| FactBody::CourseApproved { approval: ApprovalId(fresh()), course, set, until: until.map(date) });
        let mut facts = vec![NewFact::general(self.today().min(date(from)), added)];
        facts.extend(approved.map(|body| NewFact::general(date(from), body)));
        self.record(facts).await;
        course
    }

    /// Admits a person on this day: applied, accepted and paid.
    pub(crate) async fn admit(&self, person: PersonId, on: &str) -> ApplicationId {
        let (application, invoice) = (ApplicationId(fresh()), InvoiceId(fresh()));
        let amount_cents = 35_000;
        let work = LibraryWork { from: date("2015-01-01"), until: None, minutes_per_week: 2_100 };
        let bodies = [
            FactBody::ApplicationSubmitted { application, library_work: vec![work], has_diploma: true, in_support_position: true, ala_member: false },
            FactBody::InvoiceIssued { invoice, application, lines: vec![InvoiceLine { charge: Charge::ApplicationFee, amount_cents }], number: None },
            FactBody::ApplicationAccepted { application },
            FactBody::PaymentReceived {
                payment: PaymentId(fresh()),
                invoice,
                amount_cents,
                method: PaymentMethod::Check,
                reference: None,
                number: None,
            },
        ];
        self.record(bodies.into_iter().map(|body| NewFact::of(person, date(on), body)).collect()).await;
        application
    }

    /// Has a person complete a course for one set, and staff verify it, on this day.
    pub(crate) async fn achieve(&self, person: PersonId, course: CourseId, set: CompetencySet, on: &str) {
        let completion = CompletionId(fresh());
        let reported = FactBody::CompletionReported { completion, course, set };
        let decided = FactBody::CompletionDecided { completion, outcome: Outcome::Achieved };
        self.record(vec![NewFact::of(person, date(on), reported), NewFact::of(person, date(on), decided)]).await;
    }

    /// Certifies a person on this day.
    pub(crate) async fn certify(&self, person: PersonId, on: &str) {
        let course = self.course("Everything", &SIX, on, None).await;
        self.admit(person, on).await;
        for set in SIX {
            self.achieve(person, course, set, on).await;
        }
    }

    /// The same client with a new session: after the clock has moved, the old one has ended.
    pub(crate) async fn again(&self, client: &Client) -> Client {
        let (now, account) = (self.clock.now(), client.requester.as_ref().unwrap().account);
        let (session, _) = self.db.write(move |tx| Ok(sessions::begin(tx, account, "Firefox on Linux", now)?)).await.unwrap();
        let requester = lssc_api::auth::Requester { session, ..client.requester.clone().unwrap() };
        let token = self.keys.sign(&Claims::new(&requester, now)).unwrap();
        Client::signed_in(self.clone(), requester, client.email.clone(), token)
    }

    /// Renames a person, as erasing or a marriage would.
    pub(crate) async fn rename(&self, person: PersonId, name: &str) {
        let name = name.to_owned();
        let renaming = self.db.write(move |tx| {
            diesel::update(people::table.find(person.to_string())).set(people::name.eq(&name)).execute(tx).map_err(lssc_api::db::StoreError::from)?;
            Ok(())
        });
        renaming.await.unwrap();
    }
}
