use lssc_api::record::NewFact;
use shared::facts::FactBody;

use super::*;

fn leave() -> Value {
    json!({"reason": "The board decided so."})
}

async fn revoked(app: &App, person: &Client) {
    app.admit(person.person(), "2026-01-01").await;
    app.record(vec![NewFact::of(person.person(), app.today(), FactBody::CertificationRevoked)]).await;
}

both! {
    async fn after_a_revocation_leave_is_given_once(app) {
        let (person, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        revoked(&app, &person).await;
        let reply = staff.post(&file(&person, "/readmission"), leave()).await;
        assert_eq!((reply.status, &reply.body["facts"][0]["body"]), (201, &json!({"fact": "readmission_allowed"})), "{}", reply.text);
        let before = app.counts().await;
        staff.post(&file(&person, "/readmission"), leave()).await.is_problem(409, "readmission_allowed");
        assert_eq!(app.counts().await, before);
        app.set_today("2026-11-23");
        crate::applications::submitted(&app.again(&person).await).await;
    }

    async fn without_a_revocation_no_leave_is_needed(app) {
        let (person, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        staff.post(&file(&person, "/readmission"), leave()).await.is_problem(409, "not_revoked");
        app.admit(person.person(), "2026-01-01").await;
        let before = app.counts().await;
        staff.post(&file(&person, "/readmission"), leave()).await.is_problem(409, "not_revoked");
        assert_eq!(app.counts().await, before);
    }

    async fn staff_give_it_and_never_to_themselves(app) {
        let (person, staff, admin) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await, app.admin("Demo Admin").await);
        revoked(&app, &person).await;
        revoked(&app, &staff).await;
        let before = app.counts().await;
        staff.post(&file(&staff, "/readmission"), leave()).await.is_problem(403, "own_matter");
        person.post(&file(&person, "/readmission"), leave()).await.is_problem(403, "forbidden");
        admin.post(&file(&person, "/readmission"), leave()).await.is_problem(403, "forbidden");
        app.anyone().post(&file(&person, "/readmission"), leave()).await.is_problem(401, "signed_out");
        staff.post(&format!("{UNKNOWN}/readmission"), leave()).await.is_problem(404, "not_found");
        assert_eq!(app.counts().await, before);
        reasons_are_checked(&app, &staff, &file(&person, "/readmission"), &leave()).await;
    }
}
