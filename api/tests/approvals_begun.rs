//! An approval that was given for a later day begins: what it makes count is seen without anyone's act.

use lssc_api::record::begun::begun;
use lssc_api::record::{NewFact, check};
use shared::competencies::CompetencySet;
use shared::facts::FactBody;
use shared::ids::ApprovalId;

use crate::support::*;

both! {
    async fn a_completion_from_before_counts_from_the_first_day(app) {
        let candidate = app.person("Demo Candidate").await;
        let course = app.course("Five", &SIX[..5], "2025-01-10", None).await;
        // Completed and verified when its approval had ended.
        let youth = app.course("Youth", &[CompetencySet::Youth], "2022-01-10", Some("2026-01-10")).await;
        app.admit(candidate.person(), "2026-02-10").await;
        for set in &SIX[..5] {
            app.achieve(candidate.person(), course, *set, "2026-03-01").await;
        }
        app.achieve(candidate.person(), youth, CompetencySet::Youth, "2026-04-01").await;
        let again = FactBody::CourseApproved { approval: ApprovalId(lssc_api::ids::fresh()), course: youth, set: CompetencySet::Youth, until: None };
        app.record(vec![NewFact::general(date("2026-12-01"), again)]).await;

        let before = app.counts().await;
        let look = |app: &App| (app.db.clone(), app.clock.moment().unwrap());
        let (db, moment) = look(&app);
        assert_eq!(db.write(move |tx| begun(tx, moment)).await.unwrap(), 0);
        assert_eq!(app.counts().await, before);

        app.set_today("2026-12-03");
        let (db, moment) = look(&app);
        assert_eq!(db.write(move |tx| begun(tx, moment)).await.unwrap(), 1);
        let certificates = app.again(&candidate).await.get("/me/certificates").await.ok();
        assert_eq!(certificates["items"][0]["certified_on"], "2026-12-01");
        // The certificate and the mail to its holder, once.
        assert_eq!(app.counts().await, (before.0 + 1, before.1 + 1, before.2 + 1));
        assert_eq!(db.write(move |tx| begun(tx, moment)).await.unwrap(), 0);
        let today = app.today();
        assert!(db.read(move |conn| check(conn, today)).await.unwrap().is_empty());
    }
}
