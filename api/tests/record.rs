//! What follows from a recorded act: standings, certificates, mails; and what is found where they differ.

use diesel::prelude::*;
use lssc_api::db::StoreError;
use lssc_api::db::schema::{certificates, facts, notes, outbox, standings};
use lssc_api::record::{Act, Difference, NewFact, check, facts_of, rebuild, record};
use shared::dossier::Outcome;
use shared::facts::{Fact, FactBody};
use shared::ids::{ApprovalId, PersonId};

use crate::support::*;

async fn own_facts(app: &App, person: PersonId) -> Vec<Fact> {
    app.read(move |conn| facts_of(conn, person).unwrap()).await
}

/// The stretches of the cache: first day, last day, status.
async fn cached(app: &App, person: PersonId) -> Vec<(String, Option<String>, String)> {
    app.read(move |conn| {
        let mine = standings::table.filter(standings::person_id.eq(person.to_string())).order(standings::from_on);
        mine.select((standings::from_on, standings::until_on, standings::status)).load(conn).unwrap()
    })
    .await
}

async fn differences(app: &App) -> Vec<Difference> {
    let today = app.today();
    app.db.read(move |conn| check(conn, today)).await.unwrap()
}

both! {
    async fn the_sixth_set_issues_one_certificate(app) {
        let holder = app.person("Demo Holder").await;
        app.certify(holder.person(), "2026-11-20").await;
        let issued: Vec<Fact> =
            own_facts(&app, holder.person()).await.into_iter().filter(|fact| matches!(fact.body, FactBody::CertificateIssued { .. })).collect();
        let [fact] = issued.as_slice() else { panic!("{issued:?}") };
        let FactBody::CertificateIssued { sets, number, policy, .. } = &fact.body else { panic!("{fact:?}") };
        assert_eq!((fact.on, sets.as_slice()), (date("2026-11-20"), SIX.as_slice()));
        assert!(!policy.is_empty());
        // The act that completed the requirement is the act that issued it.
        let last = own_facts(&app, holder.person()).await.into_iter().filter(|other| other.act == fact.act).count();
        assert_eq!(last, 3);
        let mail = app.mail_to(&holder.email).await.unwrap();
        assert!(mail.contains(number) && mail.contains(&format!("{ORIGIN}/verify/")), "{mail}");

        // Whatever is recorded afterwards issues no second one.
        let course = app.course("One more", &[SIX[0]], "2026-01-01", None).await;
        app.achieve(holder.person(), course, SIX[0], "2026-11-21").await;
        assert_eq!(app.read(|conn| certificates::table.count().get_result::<i64>(conn).unwrap()).await, 1);
        let keys: Vec<Option<String>> = app.read(|conn| facts::table.filter(facts::unique_key.is_not_null()).select(facts::unique_key).load(conn).unwrap()).await;
        assert_eq!(keys.len(), 1);
        assert_eq!(differences(&app).await, []);
    }

    async fn the_cache_holds_the_timeline(app) {
        let holder = app.person("Demo Holder").await;
        assert_eq!(cached(&app, holder.person()).await, []);
        app.certify(holder.person(), "2026-11-20").await;
        let expected = [
            ("2026-11-20", Some("2029-11-19"), "certified"),
            ("2029-11-20", Some("2030-11-20"), "renewal_open"),
            ("2030-11-21", Some("2031-01-20"), "in_grace"),
            ("2031-01-21", None, "lapsed"),
        ];
        let expected: Vec<_> = expected.iter().map(|(from, until, status)| ((*from).to_owned(), until.map(str::to_owned), (*status).to_owned())).collect();
        assert_eq!(cached(&app, holder.person()).await, expected);
    }

    async fn what_is_recorded_of_a_course_touches_all_who_completed_it(app) {
        let (first, second) = (app.person("Demo Candidate").await, app.person("Demo Holder").await);
        let course = app.course("Everything", &SIX[..5], "2020-01-01", Some("2020-12-31")).await;
        let last = app.course("The rest", &SIX[5..], "2020-01-01", None).await;
        for person in [first.person(), second.person()] {
            app.admit(person, "2026-11-02").await;
            for set in &SIX[..5] {
                app.achieve(person, course, *set, "2026-11-03").await;
            }
            app.achieve(person, last, SIX[5], "2026-11-03").await;
        }
        let certified = |rows: Vec<(String, Option<String>, String)>| rows.iter().any(|(_, _, status)| status == "certified");
        assert!(!certified(cached(&app, first.person()).await));
        // The approval had ended; one that holds makes the completions count for both, in one act.
        let approved = SIX[..5].iter().map(|&set| FactBody::CourseApproved { approval: ApprovalId(lssc_api::ids::fresh()), course, set, until: None });
        app.record(approved.map(|body| NewFact::general(date("2026-11-01"), body)).collect()).await;
        for person in [first.person(), second.person()] {
            assert!(certified(cached(&app, person).await));
        }
        assert_eq!(app.read(|conn| certificates::table.count().get_result::<i64>(conn).unwrap()).await, 2);
        assert_eq!(differences(&app).await, []);
    }

    async fn a_certificate_stays_when_a_correction_takes_its_ground(app) {
        let holder = app.person("Demo Holder").await;
        app.certify(holder.person(), "2026-11-20").await;
        let decided = own_facts(&app, holder.person()).await.into_iter().find(|fact| matches!(fact.body, FactBody::CompletionDecided { .. })).unwrap();
        let struck = FactBody::FactCorrected { corrected: decided.id, replacement: None };
        app.record(vec![NewFact::of(holder.person(), decided.on, struck)]).await;
        // The cache follows the rules; the certificate does not change by itself, and is shown as a difference.
        let found = differences(&app).await;
        let [Difference::Certificate(person, _)] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(*person, holder.person());
        assert_eq!(app.read(|conn| certificates::table.count().get_result::<i64>(conn).unwrap()).await, 1);
    }

    async fn a_wrong_cache_is_found_and_rebuilt(app) {
        let holder = app.person("Demo Holder").await;
        app.certify(holder.person(), "2026-11-20").await;
        let before = cached(&app, holder.person()).await;
        app.db.write(|tx| {
            diesel::update(standings::table).set(standings::status.eq("revoked")).execute(tx).map_err(StoreError::from)?;
            Ok(())
        }).await.unwrap();
        assert_eq!(differences(&app).await, [Difference::Cache(holder.person())]);
        let today = app.today();
        assert_eq!(app.db.write(move |tx| rebuild(tx, today)).await.unwrap(), 1);
        assert_eq!(cached(&app, holder.person()).await, before);
        assert_eq!(differences(&app).await, []);
    }

    async fn a_refused_write_leaves_nothing_behind(app) {
        let holder = app.person("Demo Holder").await;
        let before = app.counts().await;
        let (person, moment) = (holder.person(), app.clock.moment().unwrap());
        let refused = app.db.write(move |tx| {
            let act = Act { account: None, operation: "test", now: moment.now, today: moment.today, reason: Some("why".to_owned()), key: None };
            record(tx, &act, vec![NewFact::of(person, moment.today, FactBody::ReadmissionAllowed)])?;
            Err::<(), _>(lssc_api::error::Error::NotFound("thing"))
        });
        assert!(refused.await.is_err());
        assert_eq!(app.counts().await, before);
        assert_eq!(app.read(|conn| notes::table.count().get_result::<i64>(conn).unwrap()).await, 0);
    }

    async fn a_fact_that_may_exist_once_conflicts_for_ever(app) {
        let holder = app.person("Demo Holder").await;
        let fact = NewFact::of(holder.person(), app.today(), FactBody::ReadmissionAllowed).once("once".to_owned());
        app.record(vec![fact.clone()]).await;
        let moment = app.clock.moment().unwrap();
        let act = Act { account: None, operation: "test", now: moment.now, today: moment.today, reason: None, key: None };
        let refused = app.db.write(move |tx| record(tx, &act, vec![fact.clone()])).await.unwrap_err();
        assert_eq!((refused.problem().status, refused.problem().code.as_str()), (409, "already_recorded"));
    }

    async fn two_writers_who_read_first_leave_one_certificate(app) {
        let holder = app.person("Demo Holder").await;
        let course = app.course("Everything", &SIX, "2026-01-01", None).await;
        app.admit(holder.person(), "2026-11-02").await;
        for set in &SIX[..4] {
            app.achieve(holder.person(), course, *set, "2026-11-03").await;
        }
        let person = holder.person();
        let verify = |set| {
            let (db, moment) = (app.db.clone(), app.clock.moment().unwrap());
            let completion = shared::ids::CompletionId(lssc_api::ids::fresh());
            async move {
                db.write(move |tx| {
                    let act = Act { account: None, operation: "test", now: moment.now, today: moment.today, reason: None, key: None };
                    let reported = FactBody::CompletionReported { completion, course, set };
                    let decided = FactBody::CompletionDecided { completion, outcome: Outcome::Achieved };
                    record(tx, &act, vec![NewFact::of(person, moment.today, reported), NewFact::of(person, moment.today, decided)])
                })
                .await
            }
        };
        let (fifth, sixth) = futures_util::future::join(verify(SIX[4]), verify(SIX[5])).await;
        assert!(fifth.is_ok() && sixth.is_ok());
        assert_eq!(app.read(|conn| certificates::table.count().get_result::<i64>(conn).unwrap()).await, 1);
        assert_eq!(app.read(|conn| outbox::table.count().get_result::<i64>(conn).unwrap()).await, 1);
        assert_eq!(differences(&app).await, []);
    }
}
