use lssc_api::ids::fresh;
use lssc_api::record::NewFact;
use shared::facts::FactBody;
use shared::ids::AgreementId;

use crate::support::*;

fn signed(college: &str, from: &str, until: Option<&str>) -> NewFact {
    let body = FactBody::AgreementSigned { agreement: AgreementId(fresh()), college: college.to_owned(), until: until.map(date) };
    NewFact::general(date(from), body)
}

async fn colleges(app: &App, path: &str) -> Vec<String> {
    let page = app.anyone().get(path).await.ok();
    page["items"].as_array().unwrap().iter().map(|agreement| agreement["college"].as_str().unwrap().to_owned()).collect()
}

both! {
    async fn those_in_force_are_listed_by_name(app) {
        assert_eq!(colleges(&app, "/agreements").await, [""; 0]);
        app.record(vec![
            signed("Demo Valley College", "2024-01-01", None),
            signed("demo hill College", "2024-01-01", Some("2026-11-22")),
            signed("Demo Ended College", "2020-01-01", Some("2026-11-21")),
        ])
        .await;
        assert_eq!(colleges(&app, "/agreements").await, ["demo hill College", "Demo Valley College"]);
    }

    async fn they_come_by_the_page(app) {
        app.record(["C", "A", "B"].map(|college| signed(college, "2024-01-01", None)).to_vec()).await;
        let first = app.anyone().get("/agreements?limit=2").await.ok();
        assert_eq!(first["items"].as_array().unwrap().len(), 2);
        let next = first["next"].as_str().unwrap();
        assert_eq!(colleges(&app, &format!("/agreements?limit=2&after={next}")).await, ["C"]);
        app.anyone().get("/agreements?limit=201").await.is_problem(422, "invalid");
        app.anyone().get("/agreements?college=A").await.is_problem(400, "unreadable");
    }
}
