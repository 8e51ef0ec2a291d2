use futures_util::future::{join, join_all};

use super::*;

both! {
    async fn who_is_accepted_first_is_admitted_by_the_payment(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let application = submitted(&applicant).await;
        let accepted = staff.post(&path(&application, "/accept"), json!({})).await.ok();
        assert_eq!((&accepted["state"], &accepted["decided_on"], &accepted["admitted_on"]), (&json!("accepted"), &json!("2026-11-22"), &Value::Null));
        assert!(app.mail_to(&applicant.email).await.unwrap().contains("You are admitted on the day on which the fee is paid"));
        paid(&staff, &application).await;
        assert!(app.mail_to(&applicant.email).await.unwrap().contains("you are admitted"));
        assert_eq!(applicant.get(&path(&application, "")).await.ok()["admitted_on"], "2026-11-22");
    }

    async fn who_has_paid_is_admitted_by_being_accepted(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let application = submitted(&applicant).await;
        paid(&staff, &application).await;
        app.set_today("2026-12-01");
        let staff = app.again(&staff).await;
        let accepted = staff.post(&path(&application, "/accept"), json!({})).await.ok();
        assert_eq!((&accepted["state"], &accepted["admitted_on"]), (&json!("admitted"), &json!("2026-12-01")));
        assert!(app.mail_to(&applicant.email).await.unwrap().contains("you are admitted as of 1 December 2026"));
    }

    async fn who_is_not_eligible_is_refused_with_the_conditions_that_fail(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let mut short = eligible();
        short["library_work"] = json!([{"from": "2026-01-01", "until": "2026-01-31", "minutes_per_week": 2100}]);
        short["in_support_position"] = json!(false);
        let application = applicant.post("/applications", short).await.ok();
        let before = app.counts().await;
        let reply = staff.post(&path(&application, "/accept"), json!({})).await;
        let problem = reply.is_problem(422, "not_eligible");
        insta::allow_duplicates! {
            insta::assert_json_snapshot!(problem["reasons"], @r#"
            [
              {
                "question": 3,
                "rule": "support_position",
                "sentence": "The programme is for positions, paid or volunteer, that do not require a master's degree in library science."
              },
              {
                "question": 6,
                "rule": "library_hours",
                "sentence": "155 hours of library work count since 22 November 2021; 1,820 hours are needed."
              }
            ]
            "#);
        }
        assert_eq!(app.counts().await, before);
    }

    async fn what_is_decided_or_withdrawn_is_not_accepted(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let withdrawn = submitted(&applicant).await;
        applicant.post(&path(&withdrawn, "/withdraw"), json!({})).await.ok();
        let refused = submitted(&applicant).await;
        staff.post(&path(&refused, "/refuse"), json!({"reason": "Too few hours."})).await.ok();
        let accepted = submitted(&applicant).await;
        staff.post(&path(&accepted, "/accept"), json!({})).await.ok();
        let before = app.counts().await;
        for application in [withdrawn, refused, accepted] {
            staff.post(&path(&application, "/accept"), json!({})).await.is_problem(409, "application_decided");
        }
        assert_eq!(app.counts().await, before);
    }

    async fn accepted_by_many_at_once_it_is_accepted_once(app) {
        let application = submitted(&app.person("Demo Candidate").await).await;
        let staff = app.staff("Demo Staff").await;
        let (acts, facts, _) = app.counts().await;
        let accept = path(&application, "/accept");
        let replies = join_all((0..8).map(|_| staff.post(&accept, json!({})))).await;
        assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
        assert_eq!(replies.iter().filter(|reply| reply.status == 409).count(), 7);
        let after = app.counts().await;
        assert_eq!((after.0 - acts, after.1 - facts), (1, 1));
    }

    async fn staff_decide_and_never_of_their_own(app) {
        let applicant = app.person("Demo Candidate").await;
        let application = submitted(&applicant).await;
        let staff = app.staff("Demo Staff").await;
        let own = submitted(&staff).await;
        let admin = app.admin("Demo Admin").await;
        let before = app.counts().await;
        staff.post(&path(&own, "/accept"), json!({})).await.is_problem(403, "own_matter");
        applicant.post(&path(&application, "/accept"), json!({})).await.is_problem(403, "forbidden");
        admin.post(&path(&application, "/accept"), json!({})).await.is_problem(403, "forbidden");
        app.anyone().post(&path(&application, "/accept"), json!({})).await.is_problem(401, "signed_out");
        staff.post("/applications/01993e5c-6f00-7cc2-8000-0242ac120002/accept", json!({})).await.is_problem(404, "not_found");
        staff.post(&path(&application, "/accept"), json!({"on": "2020-01-01"})).await.is_problem(400, "unreadable");
        assert_eq!(app.counts().await, before);
    }

    async fn two_who_decide_at_once_cannot_both_win(app) {
        let (applicant, staff, other) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await, app.staff("Other Staff").await);
        let application = submitted(&applicant).await;
        let (accepted, refused) = join(
            staff.post(&path(&application, "/accept"), json!({})),
            other.post(&path(&application, "/refuse"), json!({"reason": "Too few hours."})),
        )
        .await;
        let mut codes = [accepted.status, refused.status];
        codes.sort_unstable();
        assert_eq!(codes, [200, 409], "{} {}", accepted.text, refused.text);
        let state = staff.get(&path(&application, "")).await.ok()["state"].clone();
        assert_eq!(state, if accepted.status == 200 { "accepted" } else { "refused" });
    }
}
