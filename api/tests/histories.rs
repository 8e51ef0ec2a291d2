//! Whole histories at once: the same rows as act by act.

use diesel::prelude::*;
use lssc_api::db::schema::{acts, certificates, facts, matters, notes, outbox, standings};
use lssc_api::db::{DbConnection, StoreError};
use lssc_api::ids;
use lssc_api::record::{Act, CourseFacts, Deed, History, NewFact, evaluated, record, record_histories};
use shared::applications::LibraryWork;
use shared::calendar::Date;
use shared::courses::{Delivery, ProviderKind};
use shared::dossier::Outcome;
use shared::facts::FactBody;
use shared::ids::{ApplicationId, ApprovalId, CompletionId, CourseId, InvoiceId, PaymentId, PersonId};
use shared::invoices::{Charge, InvoiceLine, PaymentMethod};

use crate::support::*;

/// An act of this day, and its facts.
fn deed(number: u64, on: &str, reason: Option<&str>, facts: Vec<NewFact>) -> Deed {
    let made_at = format!("{on}T16:00:00Z").parse().unwrap();
    let act = Act { account: None, operation: "fixture", now: made_at, today: date(on), reason: reason.map(str::to_owned), key: None };
    Deed { act, facts, seed: number, made_at }
}

/// A course for the six sets, and what corrects its day.
fn course(course: CourseId) -> Vec<Deed> {
    let added = FactBody::CourseAdded {
        course,
        title: "Everything".to_owned(),
        provider: "Demo State Library".to_owned(),
        provider_kind: ProviderKind::StateLibrary,
        delivery: Delivery::Online,
        place: None,
    };
    let mut facts = vec![NewFact::general(date("2019-01-01"), added)];
    for (place, set) in SIX.into_iter().enumerate() {
        let approval = ApprovalId(uuid::Uuid::from_u128(100 + place as u128));
        facts.push(NewFact::general(date("2019-01-01"), FactBody::CourseApproved { approval, course, set, until: None }));
    }
    vec![deed(1, "2019-01-01", None, facts)]
}

/// Admitted, certified by six sets, lapsed, admitted and certified again; with reasons and a struck fact.
fn history(person: PersonId, course: CourseId) -> Vec<Deed> {
    let mut deeds = Vec::new();
    let of = |on: &str, body| NewFact::of(person, date(on), body);
    for (round, [applied, accepted, completed, decided]) in
        [["2019-03-01", "2019-03-05", "2019-06-01", "2019-06-20"], ["2024-02-01", "2024-02-09", "2024-05-01", "2024-05-09"]].into_iter().enumerate()
    {
        let id = |kind: u128, place: usize| uuid::Uuid::from_u128(1_000 * (round as u128 + 1) + 100 * kind + place as u128);
        let (application, invoice) = (ApplicationId(id(1, 0)), InvoiceId(id(2, 0)));
        let work = LibraryWork { from: date("2012-01-01"), until: None, minutes_per_week: 2_000 };
        let submitted =
            FactBody::ApplicationSubmitted { application, library_work: vec![work], has_diploma: true, in_support_position: true, ala_member: false };
        let lines = vec![InvoiceLine { charge: Charge::ApplicationFee, amount_cents: 35_000 }];
        let issued = FactBody::InvoiceIssued { invoice, application, lines, number: None };
        let paid = FactBody::PaymentReceived {
            payment: PaymentId(id(3, 0)),
            invoice,
            amount_cents: 35_000,
            method: PaymentMethod::Card,
            reference: None,
            number: None,
        };
        let number = 100 * (round as u64 + 1);
        deeds.push(deed(number, applied, None, vec![of(applied, submitted), of(applied, issued)]));
        deeds.push(deed(number + 1, accepted, None, vec![of(applied, paid).once(format!("card:{round}"))]));
        deeds.push(deed(number + 2, accepted, Some("all papers are there"), vec![of(accepted, FactBody::ApplicationAccepted { application })]));
        for (place, set) in SIX.into_iter().enumerate() {
            let completion = CompletionId(id(4, place));
            let reported = of(completed, FactBody::CompletionReported { completion, course, set });
            deeds.push(deed(number + 10 + place as u64, completed, None, vec![reported]));
            let verified = of(decided, FactBody::CompletionDecided { completion, outcome: Outcome::Achieved });
            deeds.push(deed(number + 20 + place as u64, decided, Some("seen"), vec![verified]));
        }
    }
    // In the order of their days: reports before decisions.
    deeds.sort_by_key(|deed| deed.act.today);
    deeds
}

fn one_by_one(tx: &mut DbConnection, deeds: &[Deed]) {
    for deed in deeds {
        ids::foreseen(deed.seed, || {
            ids::made_at(deed.made_at);
            record(tx, &deed.act, deed.facts.clone()).unwrap();
        });
    }
}

type Text = Option<String>;
type ActRow = (String, Text, String, String, String, Text, Text, Text);
type FactRow = (String, String, Text, String, Text, Text, String, String, String, Text);

/// All rows that recording writes, but for mails.
fn rows(conn: &mut DbConnection) -> Vec<String> {
    let notes: Vec<(String, Text, String)> = notes::table.order(notes::id).load(conn).unwrap();
    let acts: Vec<ActRow> = acts::table.order(acts::id).load(conn).unwrap();
    let facts: Vec<FactRow> = facts::table.order(facts::id).load(conn).unwrap();
    let standings: Vec<(String, String, Text, String, String, String)> =
        standings::table.order((standings::person_id, standings::from_on)).load(conn).unwrap();
    let certificates: Vec<(String, String, String, String, String, Text)> =
        certificates::table.order(certificates::number_compact).load(conn).unwrap();
    assert_eq!(certificates.len(), 2);
    let matters: Vec<(String, String, String, String, String, String)> = matters::table.order(matters::fact_id).load(conn).unwrap();
    assert!(matters.len() > 10);
    [
        format!("{matters:#?}"),
        format!("{notes:#?}"),
        format!("{acts:#?}"),
        format!("{facts:#?}"),
        format!("{standings:#?}"),
        format!("{certificates:#?}"),
    ]
    .into()
}

/// The same person, as the only one, in another database.
async fn person(app: &App) -> PersonId {
    let person = PersonId(uuid::Uuid::from_u128(7));
    app.db
        .write(move |tx| {
            use lssc_api::db::schema::people::dsl;
            let row = (dsl::id.eq(person.to_string()), dsl::name.eq("Demo Holder"), dsl::name_folded.eq("demo holder"), dsl::created_at.eq("2019"));
            diesel::insert_into(dsl::people).values(row).execute(tx).map_err(StoreError::from)?;
            Ok(())
        })
        .await
        .unwrap();
    person
}

async fn told(app: &App) -> i64 {
    app.read(|conn| outbox::table.count().get_result(conn).unwrap()).await
}

both! {
    async fn the_same_rows_follow_at_once_as_one_by_one(app) {
        let everything = CourseId(uuid::Uuid::from_u128(3));
        let holder = person(&app).await;
        app.db.write(move |tx| {
            one_by_one(tx, &course(everything));
            let courses = CourseFacts::load(tx)?;
            let history = History { person: holder, deeds: history(holder, everything) };
            Ok(record_histories(tx, &evaluated(vec![history], &courses)?)?)
        }).await.unwrap();

        let other = App::on_sqlite().await;
        person(&other).await;
        other.db.write(move |tx| {
            one_by_one(tx, &course(everything));
            one_by_one(tx, &history(holder, everything));
            Ok(())
        }).await.unwrap();
        assert_eq!(app.read(rows).await, other.read(rows).await);
        assert_eq!(told(&app).await, 0);
        let today: Date = app.today();
        assert_eq!(app.db.read(move |conn| lssc_api::record::check(conn, today)).await.unwrap(), []);
    }

    async fn a_history_tells_of_one_person(app) {
        let (holder, course) = (person(&app).await, CourseId(uuid::Uuid::from_u128(3)));
        let other = PersonId(uuid::Uuid::from_u128(8));
        let history = History { person: other, deeds: history(holder, course) };
        assert!(evaluated(vec![history], &CourseFacts::default()).is_err());
    }
}
